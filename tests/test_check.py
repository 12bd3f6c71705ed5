"""`kz check`: what would be read and what not, what is known of it, copies, languages; and the manifest to fill in."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from books import ROOT, kz

from kzlib import check, corpus, manifest
from kzlib.check.filling import extended, rows
from kzlib.errors import InputError

FRENCH = "Le ministre a annoncé jeudi la mort de dix personnes dans les heurts avec la police de la capitale."
ENGLISH = "The minister said on Thursday that ten people had died in clashes with the police of the capital."
LONG = " ".join(
    f"Le préfet a reçu la délégation numéro {n} du syndicat des transports dans son bureau, rue de la Gare."
    for n in range(9)
)
FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Fil</title><link>https://exemple.test/</link><language>fr</language>
<item><title>Un</title><link>https://exemple.test/un</link><description>{FRENCH}</description></item>
<item><title>Two</title><link>https://exemple.test/two</link><description>{ENGLISH}</description></item>
</channel></rss>
"""
PAGE = f"""<!doctype html><html lang="fr"><head><title>Dix morts</title><meta name="author" content="Claire Vidal">
<meta property="og:site_name" content="Le Courrier"><meta property="article:published_time" content="2022-01-07">
<link rel="canonical" href="https://exemple.test/dix-morts.html"></head>
<body><article><h1>Dix morts</h1><p>{FRENCH}</p><p>{LONG}</p></article></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of many forms: what can be read, what cannot, what lacks what."""
    held = tmp_path / "corpus"
    (held / "sous dossier").mkdir(parents=True)
    files = {
        "2022-01-08-un.txt": f"Une annonce\n\n{FRENCH} {LONG}\n",
        "sous dossier/copie.txt": f"Une annonce\n\n{FRENCH} {LONG}\n",
        "presque.md": f"---\ntitle: Autre titre\nauthor: A. Dupont\n---\n{FRENCH} {LONG} Une enquête est ouverte.\n",
        "page.html": PAGE,
        "english.txt": f"A title\n\n{ENGLISH} {ENGLISH}\n",
        "lignes.jsonl": f'{{"corps": "{FRENCH} Bilan du jour.", "jour": "2022-01-07"}}\n{{"corps": "{ENGLISH}"}}\n',
        "fil.rss": FEED,
        "vide.txt": "...\n",
        "notes.docx": "x",
        "photo.jpg": "x",
    }
    for name, text in files.items():
        (held / name).write_text(text, encoding="utf-8")
    return held


def test_each_article_is_told_with_what_is_known_on_which_basis(folder: Path) -> None:
    report = check.examine(folder)
    found = {article.path: article for article in report.articles}
    page = found["page.html"]
    assert {column: known.value for column, known in page.known.items()} == {
        "title": "Dix morts",
        "publisher": "Le Courrier",
        "published": "2022-01-07",
        "url": "https://exemple.test/dix-morts.html",
        "language": "fr",
        "author": "Claire Vidal",
    }
    assert page.uncertain == [] and page.form == "html" and page.words > 100
    one = found["2022-01-08-un.txt"]
    assert one.missing == ["publisher", "url", "author"]
    assert one.uncertain == ["title", "publisher", "published", "url", "author"]
    assert (one.known["published"].value, one.known["published"].basis) == ("2022-01-08", "file name: 2022-01-08")
    assert (one.known["language"].value, one.known["language"].basis) == ("fr", "text: its words")
    assert [(p.path, p.message.split(";")[0]) for p in report.left_out] == [
        ("notes.docx", next(p.message for p in report.left_out if p.path == "notes.docx").split(";")[0]),
        ("vide.txt", "no words in it"),
    ]
    assert report.passed == [(".jpg files", 1)]
    assert report.columns == [("lignes.jsonl", "JSON Lines: text=corps (guessed), published=jour (guessed)")]


def test_other_languages_are_kept_and_counted_also_within_a_file(folder: Path) -> None:
    report = check.examine(folder)
    assert {a.path for a in report.articles if not a.is_read} == {
        "english.txt",
        "lignes.jsonl, row 2",
        "fil.rss, entry 2",
    }
    assert report.languages == [("fr", 6), ("en", 3)]


def test_the_same_words_and_near_copies_are_grouped(folder: Path) -> None:
    report = check.examine(folder)
    assert report.identical == [["2022-01-08-un", "copie"], ["fil-two", "lignes-0002"]]
    group = next(g for g in report.near if "presque" in {name for pair in g for name in pair[:2]})
    assert {name for pair in group for name in pair[:2]} >= {"2022-01-08-un", "presque", "page"}
    assert all(share >= 0.8 for _, _, share in group)


def test_it_takes_articles_in_as_a_build_does(folder: Path) -> None:
    """Columns, limits, ids: what is told is what `corpus.ingest` gives."""
    options = corpus.of("text=corps", ["files=50"])
    report, found = check.examine(folder, options), corpus.ingest(folder, options)
    assert sorted(a.doc_id for a in report.articles) == [d.doc_id for d in found.documents]
    assert report.left_out == found.problems
    assert report.columns == [("lignes.jsonl", "JSON Lines: text=corps, published=jour (guessed)")]
    with pytest.raises(InputError, match="no table has a column 'contenu'"):
        check.examine(folder, corpus.of("text=contenu", []))


@pytest.mark.parametrize("width", [80, 160])
def test_the_table_fits_and_holds_everything(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    (folder / "vilain.txt").write_text(f"[bold]\x1b[31m\u202eRouge[/bold] {'x' * 40}\n\n{FRENCH}\n", encoding="utf-8")
    report = check.examine(folder)
    check.show(report)
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= width
    assert not [c for c in printed if unicodedata.category(c).startswith("C") and c != "\n"]
    together = re.sub(r"\s", "", printed)
    for name in (*(a.path for a in report.articles), *(p.path for p in report.left_out), "[bold]", "\\x1b"):
        assert name.replace(" ", "")[:12] in together
    for said in ("Not read", "The same words", "Near-copies", "Languages", "French: 7 articles", "en: 3 articles"):
        assert said in printed
    assert re.sub(r"\s", "", check.summary(report)) in together


def test_a_long_list_is_cut_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        (tmp_path / f"a{number:02}.txt").write_text(f"Titre {number}\n\n{FRENCH} Numéro {number}.\n", encoding="utf-8")
    report = check.examine(tmp_path)
    check.show(report, most=10)
    assert "and 20 more articles; --most 0 lists all" in capsys.readouterr().out
    check.show(report, most=0)
    printed = capsys.readouterr().out
    assert all(f"a{number:02}.txt" in printed for number in range(30)) and "--most" not in printed


def test_the_command_writes_nothing_and_ends_with_its_status(folder: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    done = kz("check", folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert "2 items cannot be read" in re.sub(r"\s+", " ", done.stdout)
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before
    for name in ("notes.docx", "vide.txt"):
        (folder / name).unlink()
    done = kz("check", folder, "--fix-manifest")
    assert done.returncode == 0, done.stderr
    assert "all can be read" in done.stdout and "rows added, 0 rows completed" in done.stdout
    (folder / "manifest.csv").write_text("file,titel\n", encoding="utf-8")
    done = kz("check", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == (
        f"kz: manifest.csv, row 1: unknown column 'titel' (did you mean title?); allowed: {', '.join(manifest.COLUMNS)}"
    )


# ---- the manifest to fill in


def test_only_what_metadata_states_is_filled_in(folder: Path) -> None:
    check.fill(check.examine(folder))
    found = manifest.read((folder / "manifest.csv").read_bytes(), "manifest.csv")
    assert "page.html" not in found
    assert found["2022-01-08-un.txt"][1] == {"file": "2022-01-08-un.txt"}
    assert found["fil.rss"][1] == {"file": "fil.rss"}
    assert found["presque.md"][1] == {"file": "presque.md", "title": "Autre titre", "author": "A. Dupont"}
    text = (folder / "manifest.csv").read_text(encoding="utf-8")
    assert "kz: title Une annonce (text: its headline); published 2022-01-08 (file name: 2022-01-08)" in text
    # what stands beside is not read: the day rests on what it rested on before
    one = next(d for d in corpus.ingest(folder).documents if d.doc_id == "2022-01-08-un")
    assert (one.published_basis, one.title) == ("file name: 2022-01-08", None)
    again = (folder / "manifest.csv").read_bytes()
    assert check.fill(check.examine(folder)).files == []
    assert (folder / "manifest.csv").read_bytes() == again


def test_what_all_articles_of_a_file_lack_is_filled_in_once(tmp_path: Path) -> None:
    lines = [f'{{"texte": "{FRENCH} Jour {n}.", "titre": "T{n}", "lien": "https://a.test/{n}"}}' for n in range(3)]
    lines.append(f'{{"texte": "{FRENCH} Jour dix."}}')
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = rows(check.examine(tmp_path).articles)
    assert list(found) == ["a.jsonl", "a.jsonl, row 4"]
    assert found["a.jsonl"] == {}


HELD = (
    "\ufeff# ce que l'on sait, \"ouvert\r\nfile,publisher,title\r\n\r\n"
    'un.txt,"Le Temps, Genève",\r\n# au milieu\r\ndeux.txt,,"À ""Brest"""\r\n# fin'
)


def test_cells_comments_order_and_line_ends_are_kept() -> None:
    mine = {"un.txt": {"publisher": "Autre", "author": "A", "inferred": "kz: title T (text: its headline)"}}
    text, filled = extended(HELD.encode(), "manifest.csv", mine, {"trois, é.txt": {"title": "#1"}})
    assert filled == 1
    assert text == (
        "\ufeff# ce que l'on sait, \"ouvert\r\nfile,publisher,title,published,url,language,author,inferred\r\n\r\n"
        'un.txt,"Le Temps, Genève",,,,,A,kz: title T (text: its headline)\r\n# au milieu\r\n'
        'deux.txt,,"À ""Brest""",,,,,\r\n# fin\r\n"trois, é.txt",,#1,,,,,\r\n'
    )
    found = manifest.read(text.encode(), "manifest.csv")
    assert [*found] == ["un.txt", "deux.txt", "trois, é.txt"]
    assert found["un.txt"][1] == {"file": "un.txt", "publisher": "Le Temps, Genève", "author": "A"}


@pytest.mark.parametrize(
    ("cell", "then"),
    [("", "kz: new"), ("kz: old", "kz: new"), ("vu par Anne", "vu par Anne"), ("Kz: old", "Kz: old")],
)
def test_what_an_analyst_wrote_beside_is_kept(cell: str, then: str) -> None:
    text, _ = extended(
        f"file,inferred\na.txt,{cell}\n".encode(), "manifest.csv", {"a.txt": {"inferred": "kz: new"}}, {}
    )
    assert text.splitlines()[1].split(",")[1] == then


@pytest.mark.parametrize("value", ["=1+1", "+33", "-2", "@a"])
def test_nothing_is_filled_in_that_a_spreadsheet_would_compute(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.md").write_text(f'---\ntitle: "{value}"\n---\n{FRENCH}\n', encoding="utf-8")
    assert "title" not in rows(check.examine(tmp_path).articles)["a.md"]


def test_rows_go_to_the_manifest_that_has_them(folder: Path) -> None:
    below = folder / "sous dossier" / "manifest.csv"
    below.write_text("file,publisher\ncopie.txt,Le Soir\n", encoding="utf-8")
    done = check.fill(check.examine(folder))
    assert [(file.relative_to(folder).as_posix(), filled) for file, _, filled in done.files] == [
        ("sous dossier/manifest.csv", 1),
        ("manifest.csv", 0),
    ]
    assert "sous dossier" not in (folder / "manifest.csv").read_text(encoding="utf-8")
    assert len(corpus.ingest(folder).documents) == 9


def test_articles_that_no_row_can_name_are_told(tmp_path: Path) -> None:
    (tmp_path / " a.txt").write_text(f"{FRENCH}\n", encoding="utf-8")
    (tmp_path / "#b.txt").write_text(f"{FRENCH} Deux.\n", encoding="utf-8")
    shutil.copy(ROOT / "tests" / "files" / "press.zip", tmp_path)
    done = check.fill(check.examine(tmp_path))
    assert " a.txt" in done.passed and any(path.startswith("press.zip/") for path in done.passed)
    assert [*manifest.read((tmp_path / "manifest.csv").read_bytes(), "manifest.csv")] == ["#b.txt"]
    assert len(corpus.ingest(tmp_path).documents) == 2 + sum(p.startswith("press.zip") for p in done.passed)


def test_a_manifest_that_cannot_be_written_is_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "manifest.csv").write_text("# rien\nfile,title\n", encoding="utf-8")
    report = check.examine(folder)

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        check.fill(report)
    assert (folder / "manifest.csv").read_text(encoding="utf-8") == "# rien\nfile,title\n"
