"""`kz new`: a book for another crisis, in another folder, with its own words; built, added to and proved there."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml
from books import ROOT, kz

from kzlib import inputs, lexicon, manifest, paths, tables
from kzlib.errors import InputError

SECOND = ROOT / "tests" / "second_book"
LATE = "2022-07-01-accord.txt"  # the note that comes in when the book is there
TITLE, AUTHOR = 'Équateur, juin 2022: qui a dit "quoi" & <quand>', "Atelier d'essai"


def run(folder: Path, *words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command as a user of that folder gives it, who has `kz` on the path."""
    known = {name: value for name, value in os.environ.items() if name != paths.VARIABLE}
    binaries = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [*map(str, words)], cwd=folder, env=known | {"PATH": binaries} | environment,
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


@functools.cache
def made() -> Path:
    """The second example, as `kz new` makes its folder and an analyst fills it; built by `make book`."""
    folder = Path(tempfile.mkdtemp(prefix="kz-second-")) / "equateur"
    done = kz("new", folder, "--title", TITLE, "--author", AUTHOR)
    assert done.returncode == 0, done.stderr
    corpus = folder / "data" / "corpus"
    for path in corpus.iterdir():
        path.unlink()
    for path in (SECOND / "corpus").iterdir():
        if path.name != LATE:
            shutil.copyfile(path, corpus / path.name)
    rows = (SECOND / "corpus" / "manifest.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (corpus / "manifest.csv").write_text("".join(r for r in rows if not r.startswith(LATE)), encoding="utf-8")
    for path in (SECOND / "lexicons").iterdir():
        shutil.copyfile(path, folder / "data" / "lexicons" / path.name)
    done = run(folder, "make", "book")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def words(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.read_text(encoding="utf-8")).split())


@pytest.mark.book
@pytest.mark.xdist_group("second")
def test_the_book_speaks_of_its_own_crisis_and_of_no_other() -> None:
    site = made() / "build" / "site"
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 15
    for page in (
        *pages,
        *(p for p in made().rglob("*") if p.is_file() and p.suffix in (".md", ".yml", ".csv", ".cff")),
    ):
        assert not re.search("kazakh|almaty|tokaïev|tokayev", page.read_text(encoding="utf-8"), re.IGNORECASE), page
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "<h1>Équateur, juin 2022<" in home and "<title>Équateur, juin 2022</title>" in home
    assert "Atelier d’essai" in words(site / "cite.html").replace("'", "’").replace("&#39;", "’")
    assert "&lt;quand&gt;" in (site / "cite.html").read_text(encoding="utf-8")


@pytest.mark.book
@pytest.mark.xdist_group("second")
def test_its_own_words_are_read_on_top_of_the_library_s() -> None:
    held = made() / "build" / "tables"
    mentions = {(row["actor_id"], row["name"]) for row in tables.read(held, "mentions")}
    assert ("patricio-carrillo", "Patricio Carrillo") in mentions
    assert ("shushufindi", "Shushufindi") in mentions
    # the library's row of this code and form has another name
    assert ("conaie", "Confédération des nationalités indigènes d'Équateur") in mentions
    assert ("guillermo-lasso", "Guillermo Lasso") in mentions
    figures = tables.read(held, "figures")
    killed = {row["value"] for row in figures if row["kind"] == "killed"}
    assert {1, 2, 5, 6} <= killed
    site = made() / "build" / "site"
    assert "Shushufindi" in words(site / "chronology.html")
    assert "Patricio Carrillo" in words(site / "actors.html")
    assert "at least 5" in words(site / "figures.html")
    shared = tables.read(held, "shared")
    assert {(row["doc_id"], row["other_id"]) for row in shared} == {
        ("2022-06-24-bilan", "2022-06-24-bilan-repris"),
        ("2022-06-24-bilan-repris", "2022-06-24-bilan"),
    }


@pytest.mark.book
@pytest.mark.xdist_group("second")
def test_it_says_by_what_it_was_scored_and_what_is_not_french() -> None:
    site = made() / "build" / "site"
    method, data = words(site / "method.html"), words(site / "data.html")
    assert "No article of this book was annotated by hand." in method
    assert "Measured on the gold of the library's default corpus" in method.replace("&#39;", "'")
    assert "2022-06-23-english" in data and "kept, not read" in data
    assert not [row for row in tables.read(made() / "build" / "tables", "figures") if "english" in row["doc_id"]]
    assert "In the folder of the book" in words(site / "figures.html")


@pytest.mark.book
@pytest.mark.xdist_group("second")
def test_its_inputs_have_the_same_names_everywhere() -> None:
    import json

    said = json.loads((made() / "build" / "site" / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert {
        "articles/2022-06-15-iza.txt",
        "data/lexicons/actors.csv",
        "_config.yml",
        "book/chapters.yml",
    } <= said.keys()
    assert {
        "library/kzlib/inputs.py",
        "library/data/lexicons/actors.csv",
        "library/notebooks/figures.ipynb",
    } <= said.keys()
    assert {"library/data/gold/sommet-otsc-kremlin.json", "library/requirements.lock"} <= said.keys()
    assert not {
        name for name in said if name.startswith(("kzlib/", "data/corpus", "library/CITATION", "library/data/sources"))
    }


@pytest.mark.book
@pytest.mark.xdist_group("second")
def test_nothing_has_changed_from_wherever_it_is_asked() -> None:
    words = ("kz", "build", made() / "data" / "corpus", "--out", made() / "build")
    done = run(made().parent, *words, KZ_BOOK=str(made()))
    assert done.stdout.startswith("Nothing has changed"), done.stdout + done.stderr
    wrong = run(made(), *words, KZ_BOOK=str(made().parent))
    assert wrong.returncode == 2
    assert (
        wrong.stderr
        == f"kz: KZ_BOOK={made().parent}: no folder of a book; it must hold _config.yml and book/chapters.yml\n"
    )


@pytest.mark.soak
def test_what_comes_in_says_what_the_book_says_differently() -> None:
    folder = made()
    arguments = ("--publisher", "Radio Pacifique", "--published", "2022-07-01")
    done = run(folder, "kz", "add", SECOND / "corpus" / LATE, *arguments)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[:2] == [f"{LATE}: 1 article into data/corpus", "The book now says differently:"]
    assert any(re.match(r"  figure that moved: \d", line) for line in said)
    assert any(line.startswith("    injured, ") and "335" in line for line in said), done.stdout
    assert any(re.match(r"  new (finding|event|actor): \d", line) for line in said)
    assert said[-1].startswith("10 articles, ")
    rows = manifest.read((folder / "data" / "corpus" / "manifest.csv").read_bytes(), "manifest.csv")
    assert rows[LATE][1]["publisher"] == "Radio Pacifique"
    done = run(folder, "kz", "add", SECOND / "corpus" / LATE)
    assert (done.returncode, done.stdout) == (0, f"{LATE} is in data/corpus already; nothing to do.\n")


def test_an_article_with_which_no_book_can_be_built_does_not_come_in(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    assert kz("new", folder).returncode == 0
    (folder / "book" / "chapters.yml").write_text("- a\n", encoding="utf-8")
    corpus = folder / "data" / "corpus"
    before = {p.name: p.read_bytes() for p in corpus.iterdir()}
    done = run(folder, "kz", "add", SECOND / "corpus" / LATE, "--publisher", "Radio Pacifique")
    assert (done.returncode, done.stdout) == (2, f"{LATE}: 1 article into data/corpus\n")
    assert done.stderr.startswith("kz: chapters.yml, entry 1: 'a'; a mapping is expected")
    assert {p.name: p.read_bytes() for p in corpus.iterdir()} == before


@pytest.mark.soak
def test_it_is_the_same_bytes_when_built_again() -> None:
    done = run(made(), "make", "verify", "EDITIONS=")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "and the same when built again" in done.stdout
    elsewhere = Path(tempfile.mkdtemp()) / "copie"
    shutil.copytree(made(), elsewhere, ignore=shutil.ignore_patterns("build"))
    assert run(elsewhere, "make", "book").returncode == 0
    first, again = (
        {p.relative_to(f): p.read_bytes() for p in (f / "build" / "site").rglob("*") if p.is_file()}
        for f in (made(), elsewhere)
    )
    assert first == again


@pytest.mark.soak
def test_make_book_works_at_once(tmp_path: Path) -> None:
    assert kz("new", tmp_path / "pérou 2023", "--author", "A").returncode == 0
    folder = tmp_path / "pérou 2023"
    done = run(folder, "make", "book")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Belleroche" in words(folder / "build" / "site" / "figures.html")
    assert run(folder, "make", "check").returncode == 0
    done = run(folder, "make", "edition")
    assert (folder / "editions" / "2022-01-16-1" / "index.html").exists(), done.stderr
    assert run(folder, "kz", "verify", "editions/2022-01-16-1").returncode == 0


# ---- the folder


def test_no_path_of_this_machine_is_written_into_it(tmp_path: Path) -> None:
    assert kz("new", tmp_path / "haïti-2024").returncode == 0
    folder = tmp_path / "haïti-2024"
    files = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}
    assert {"Makefile", "README.md", "CITATION.cff", "_config.yml", ".gitignore", "book/chapters.yml"} <= files.keys()
    assert {
        "data/corpus/manifest.csv",
        "data/sources.csv",
        "data/corrections.yml",
        "data/lexicons/actors.csv",
    } <= files.keys()
    known = (str(ROOT), str(tmp_path), str(Path.home()) + "/", sys.prefix)
    for name, text in files.items():
        assert not [path for path in known if path in text], name
        assert "@TITLE" not in text and "@AUTHOR" not in text and "@PLAIN" not in text, name
    assert yaml.safe_load(files["_config.yml"])["title"] == "Haïti 2024: who said what, and when"
    assert yaml.safe_load(files["_config.yml"])["sphinx"]["config"]["project"] == "Haïti 2024"
    assert yaml.safe_load(files["CITATION.cff"])["authors"] == [{"name": "The authors of Haïti 2024"}]
    assert not [p for p in tmp_path.iterdir() if p.name not in ("haïti-2024", ".lock")]
    assert (folder.stat().st_mode & 0o777) == (0o777 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_command_that_is_not_found_is_one_clear_line(tmp_path: Path) -> None:
    assert kz("new", tmp_path / "a").returncode == 0
    done = run(tmp_path / "a", "make", "book", "KZ=/no/such/kz")
    assert done.returncode == 2
    assert (
        done.stderr.splitlines()[0]
        == "make: no command /no/such/kz; install kzlib, or name it: make book KZ=/path/to/bin/kz"
    )


@pytest.mark.parametrize(
    ("there", "arguments", "said"),
    [
        ("file", (), "new 'b': is there already; give another name"),
        ("full", (), "new 'b': is there already; give another name"),
        ("link", (), "new 'b': is there already; give another name"),
        ("", ("--title", " "), "--title ' ': not a line of text of at most 200 characters; write one"),
        ("", ("--title", "a\x1b[31m"), "--title 'a\\x1b[31m': not a line of text of at most 200 characters; write one"),
        ("", ("--author", "x" * 201), "--author 'x"),
    ],
)
def test_wrong_input_is_one_clear_line(tmp_path: Path, there: str, arguments: tuple[str, ...], said: str) -> None:
    target = tmp_path / "b"
    if there == "file":
        target.write_text("x", encoding="utf-8")
    elif there == "full":
        (target / "x").mkdir(parents=True)
    elif there == "link":
        target.symlink_to(tmp_path)
    before = sorted(p.name for p in tmp_path.rglob("*"))
    done = kz("new", target, *arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and len(done.stderr.splitlines()) == 1
    assert sorted(p.name for p in tmp_path.rglob("*")) == before


# ---- words of a book on top of the library's


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of a book's own lexicons."""
    monkeypatch.setattr(paths, "OWN_LEXICONS", tmp_path)
    lexicon.load.cache_clear()
    yield tmp_path
    lexicon.load.cache_clear()


HEAD = "code,form,label,example,counter_example,source,country,capital\n"


def test_own_rows_come_first_and_take_the_place_of_those_of_their_code_and_form(own: Path) -> None:
    general = lexicon.load("places")
    lexicon.load.cache_clear()
    (own / "places.csv").write_text(
        f"# à nous\n{HEAD}tirana,Tirana,Tirana-la-Neuve,,,atlas,ALB,yes\nx,Belleroche,Belleroche,,,atlas,,\n",
        encoding="utf-8",
    )
    found = lexicon.load("places")
    assert [e.label for e in found[:2]] == ["Tirana-la-Neuve", "Belleroche"]
    assert len(found) == len(general) + 1 and [e.form for e in found].count("Tirana") == 1
    assert lexicon.load("countries") and "places" in lexicon.names()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "places.csv",
            "code,form,label,example,counter_example,source\nx,X,X,,,\n",
            "places.csv: no column country, capital",
        ),
        ("places.csv", f"{HEAD}x,,X,,,,,\n", "places.csv, row 2: code and form must not be empty"),
        ("places.csv", f"{HEAD}x,X\n", "places.csv, row 2: not 8 cells"),
        ("place.csv", HEAD, "place.csv: no lexicon is called that (did you mean places.csv?)"),
    ],
)
def test_own_words_that_cannot_be_read_are_refused(own: Path, name: str, text: str, said: str) -> None:
    (own / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        lexicon.names()
        lexicon.load("places")
    assert said in str(refused.value)


def test_the_default_book_names_each_file_once() -> None:
    assert paths.ROOT == paths.LIBRARY and not paths.INHERITED and paths.PLACES == (("", ROOT),)
    assert set(inputs.OWN) | set(inputs.LIBRARY) | set(inputs.GOLD) == set(inputs.INGREDIENTS)
