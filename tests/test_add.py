"""`kz add`: what may come into a corpus, putting it there whole or not at all. What a book says then: test_new.py."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from books import ROOT, kz
from hand_made import figure
from test_changes import document, edition, event

from kzlib import add, corpus, manifest
from kzlib.changes import Changes
from kzlib.errors import InputError

TEXT = "La préfecture compte douze blessés après la manifestation de samedi, a indiqué son porte-parole dans la soirée."
OTHER = (
    "Le syndicat des transports annonce trente blessés dans ses rangs et demande une enquête au procureur de la ville."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of one article with its manifest; files to add lie in `tmp_path`."""
    held = tmp_path / "corpus"
    held.mkdir()
    (held / "un.txt").write_text(f"Douze blessés\n\n{TEXT}\n", encoding="utf-8")
    (held / "manifest.csv").write_text("# de la rédaction\nfile,publisher\nun.txt,Le Soir\n", encoding="utf-8")
    return held


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def take(folder: Path, *files: Path, columns: str = "", **given: str) -> add.Incoming:
    return add.incoming(files, folder, folder.parent / "tables", corpus.of(columns, []), given)


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_comes_in_with_its_row(folder: Path) -> None:
    found = take(
        folder, write(folder, "deux.txt", f"Trente\n\n{OTHER}\n"), publisher="Le Matin, Brest", published="2022-01-16"
    )
    with add.placed(found, folder):
        pass
    assert (folder / "deux.txt").read_text(encoding="utf-8") == f"Trente\n\n{OTHER}\n"
    lines = (folder / "manifest.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# de la rédaction" and lines[2].startswith("un.txt,Le Soir")
    held = manifest.read((folder / "manifest.csv").read_bytes(), "manifest.csv")
    assert held["deux.txt"][1] == {"file": "deux.txt", "publisher": "Le Matin, Brest", "published": "2022-01-16"}
    documents = {d.doc_id: d for d in corpus.ingest(folder).documents}
    assert documents["deux"].publisher == "Le Matin, Brest" and documents["un"].publisher == "Le Soir"


def test_without_a_manifest_one_is_written(folder: Path) -> None:
    (folder / "manifest.csv").unlink()
    with add.placed(take(folder, write(folder, "deux.txt", f"{OTHER}\n")), folder):
        pass
    assert [*manifest.read((folder / "manifest.csv").read_bytes(), "manifest.csv")] == ["deux.txt"]


def test_the_same_file_again_has_nothing_to_do(folder: Path) -> None:
    found = take(folder, write(folder, "elsewhere/un.txt", (folder / "un.txt").read_bytes()))
    assert (found.files, found.again) == ({}, ["un.txt"])


REFUSED = {
    "rien.txt": (None, "rien.txt: no such file; name a file that holds articles"),
    "dossier": ("", "dossier: a folder; name the files in it"),
    "x/un.txt": (f"{OTHER}\n", "un.txt: the corpus has another 'un.txt'; give it another name, or"),
    "autre.txt": (f"Douze blessés\n\n{TEXT}\n", "autre.txt: the corpus has it already, as un.txt; leave it, or"),
    "autre.md": (
        f"Douze blessés\n\n{TEXT} \n",
        "autre.md: the corpus has this article already, as un.txt; leave it, or",
    ),
    "Un.md": (f"{OTHER}\n", "Un.md: would have the id of un.txt; give the file another name"),
    "vide.txt": ("...\n", "vide.txt: no words in it; an article must have text"),
    "a.pdf": ("%PDF-1.4\n", "a.pdf: "),
    "a.jsonl": ("{]\n", "a.jsonl: row 1: "),
    "a.docx": ("x", "a.docx: not read: .docx; articles are .txt"),
    "a.jpg": ("x", "a.jpg: not a form of articles that is read; the page Data lists them"),
    "a.csv": ("nom,lieu\nx,y\n", "a.csv: no column for the text of articles; columns are nom, lieu"),
    "manifest.csv": ("file\n", "manifest.csv: no article can be called 'manifest.csv'; give it another name"),
    ".cache.txt": (f"{OTHER}\n", ".cache.txt: no article can be called '.cache.txt'"),
    " a.txt": (f"{OTHER}\n", " a.txt: no article can be called ' a.txt'"),
    "a\x1b.txt": (f"{OTHER}\n", "no article can be called"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_come_in_is_one_clear_line(folder: Path, name: str) -> None:
    text, said = REFUSED[name]
    path = folder.parent / name if text is None else write(folder, f"{name}/x" if name == "dossier" else name, text)
    before = everything(folder)
    with pytest.raises(InputError) as refused:
        take(folder, folder.parent / "dossier" if name == "dossier" else path)
    assert said in str(refused.value) and str(refused.value).isprintable()
    assert everything(folder) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"published": "hier"}, "--published 'hier': no such day; write it as YYYY-MM-DD"),
        ({"published": "2022-02-30"}, "--published '2022-02-30': no such day"),
        ({"language": "klingon"}, "--language 'klingon': not an ISO 639-1 code"),
    ],
)
def test_a_cell_that_cannot_be_is_refused(folder: Path, given: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as refused:
        take(folder, write(folder, "deux.txt", f"{OTHER}\n"), **given)
    assert said in str(refused.value)


def test_two_files_that_are_one_and_options_for_two_are_refused(folder: Path) -> None:
    one, other = write(folder, "a.txt", f"{OTHER}\n"), write(folder, "b.txt", f"{OTHER}\n")
    with pytest.raises(InputError, match="--title: tells of one file, not of 2; add them one by one"):
        take(folder, one, other, title="T")
    with pytest.raises(InputError, match=r"b\.txt: the corpus has it already, as a\.txt"):
        take(folder, one, other)
    with pytest.raises(InputError, match=r"--corpus .*none: no such folder"):
        add.incoming([one], folder.parent / "none", folder, corpus.of("", []), {})


def test_one_bad_file_keeps_all_of_them_out(folder: Path) -> None:
    before = everything(folder)
    done = kz(
        *("add", write(folder, "bon.txt", f"{OTHER}\n"), folder.parent / "rien.txt"),
        *("--corpus", folder, "--out", folder.parent / "out", "--no-build"),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"kz: {folder.parent / 'rien.txt'}: no such file; name a file that holds articles\n"
    assert everything(folder) == before and not (folder.parent / "out").exists()


def test_a_table_of_articles_says_which_columns_were_taken(folder: Path) -> None:
    table = write(folder, "a.csv", f"corps,jour\n{OTHER},2022-01-16\n")
    assert take(folder, table).tables == [("a.csv", "CSV (,, utf-8): text=corps (guessed), published=jour (guessed)")]
    assert take(folder, table, columns="text=corps").tables[0][1].startswith("CSV (,, utf-8): text=corps, ")
    found = take(folder, table, publisher="Le Fil")
    with add.placed(found, folder):
        pass
    assert next(d for d in corpus.ingest(folder).documents if d.doc_id != "un").publisher == "Le Fil"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
@pytest.mark.parametrize("has_manifest", [True, False])
def test_if_what_follows_fails_all_is_as_it_was(folder: Path, error: type[BaseException], has_manifest: bool) -> None:
    if not has_manifest:
        (folder / "manifest.csv").unlink()
    before = everything(folder)
    found = take(
        folder, write(folder, "a.txt", f"{OTHER}\n"), write(folder, "b.txt", f"{OTHER} Puis le calme est revenu.\n")
    )
    with pytest.raises(error), add.placed(found, folder):
        assert len(everything(folder)) == len(before) + 2 + (not has_manifest)
        raise error
    assert everything(folder) == before


def test_a_disk_that_is_full_leaves_all_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(folder)
    found = take(folder, write(folder, "a.txt", f"{OTHER}\n"), write(folder, "b.txt", f"{OTHER} Puis le calme.\n"))
    copy = shutil.copyfile

    def full(source: Path, target: Path) -> Path:
        if Path(source).name == "b.txt":
            Path(target).write_bytes(b"half")
            raise OSError(28, "No space left on device")
        return copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space"), add.placed(found, folder):
        pass
    assert everything(folder) == before


def test_a_name_that_was_taken_meanwhile_is_refused(folder: Path) -> None:
    found = take(folder, write(folder, "a.txt", f"{OTHER}\n"))
    write(folder, "corpus/a.txt", "Autre chose.\n")
    before = everything(folder)
    with pytest.raises(InputError, match="came into the corpus meanwhile"), add.placed(found, folder):
        pass
    assert everything(folder) == before


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder.parent / "a.txt")
    with pytest.raises(InputError, match="not a regular file; name a file"):
        take(folder, folder.parent / "a.txt")


def test_the_command_adds_without_building(folder: Path) -> None:
    arguments = ("--corpus", folder, "--out", folder.parent / "out", "--no-build")
    english = write(folder, "english.txt", "The minister said on Thursday that ten people had died in the clashes.\n")
    done = kz("add", english, *arguments, "--note", "found in an archive")
    assert (done.returncode, done.stdout) == (0, f"english.txt: 1 article into {folder}\n")
    assert done.stderr == "english.txt: kept, but not read: language en, not French\n"
    assert "found in an archive" in (folder / "manifest.csv").read_text(encoding="utf-8")
    done = kz("add", ROOT / "data" / "corpus" / "sommet-otsc-kremlin.txt", english, *arguments)
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout
        == f"english.txt is in {folder} already; nothing to do.\nsommet-otsc-kremlin.txt: 1 article into {folder}\n"
    )
    assert len(corpus.ingest(folder).documents) == 3 and not (folder.parent / "out").exists()


# ---- what the book then says


def test_what_is_new_gone_and_otherwise_is_told() -> None:
    before = edition("1", figure("a", 12, as_of=4), figure("a", 3, kind="missing", as_of=4))
    after = edition("2", figure("a", 12, as_of=4), figure("b", 30, as_of=9), figure("b", 7, kind="injured", as_of=9))
    said = list(add.told(Changes(before, after)))
    assert said[said.index("figure that moved: 1") + 1].startswith("  killed, ")
    assert said[said.index("figure that moved: 1") + 1].endswith(": 30 (before: 12)")
    assert said[said.index("new figure: 1") + 1].startswith("  injured, ")
    assert said[said.index("withdrawn figure: 1") + 1].startswith("  missing, ")
    assert any(line.startswith("new finding: ") for line in said)


def test_events_that_are_new_or_moved_are_told_and_the_rest_counted() -> None:
    documents = [document("a"), document("b")]
    before = edition("1", documents=documents, events=[event("a", 3)])
    others = [{**event("b", 8), "event_id": f"e-{n}", "start": 10 * n, "end": 10 * n + 5} for n in range(2, 7)]
    said = list(add.told(Changes(before, edition("2", documents=documents, events=[event("a", 4), *others]))))
    at = said.index("new event: 5")
    assert said[at + 1 : at + 5] == ["  violence, Gabon, 8 September 2023"] * 3 + ["  and 2 more"]
    assert "  violence, Gabon, 4 September 2023 (before: 3 September 2023; now: 4 September 2023)" in said
    assert list(add.told(Changes(before, before))) == []
