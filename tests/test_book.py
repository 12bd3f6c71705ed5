"""The book from end to end: what is built and said, that a second run does nothing, that bad input breaks nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import ROOT, Book, built, kz, params

from kzlib import links, tables

PAGES = ("index", "chronology", "actors", "figures", "reliability", "method", "data", "cite", "search")
SUMMARY = re.compile(r"(\d+) articles, (\d+) figures?, (\d+) events?, (\d+) quotations?")


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


def test_it_says_what_it_read_and_where_the_site_lies(book: Book) -> None:
    last = book.printed.strip().splitlines()[-1]
    found = SUMMARY.search(last)
    assert found, last
    assert last.endswith("site/index.html")
    assert found.group(1) == "5"
    assert all(int(n) > 0 for n in found.groups())


@pytest.mark.parametrize("page", PAGES)
def test_pages_have_stable_addresses(book: Book, page: str) -> None:
    assert (book.site / f"{page}.html").exists()


def test_every_article_has_a_page(book: Book) -> None:
    pages = {p.stem for p in (book.site / "sources").glob("*.html")}
    assert pages == {d["doc_id"] for d in tables.read(book.out / "tables", "documents")}


def test_every_link_leads_somewhere(book: Book) -> None:
    assert links.broken(book.site) == []


@pytest.mark.parametrize("table", list(tables.DICTIONARY))
def test_tables_can_be_downloaded(book: Book, table: str) -> None:
    for ending in ("csv", "parquet"):
        assert (book.site / "data" / f"{table}.{ending}").stat().st_size > 0


@pytest.mark.parametrize("table", ["dates", "figures", "mentions", "quotations", "events"])
def test_every_row_carries_its_words(book: Book, table: str) -> None:
    rows = tables.read(book.out / "tables", table)
    assert rows
    assert all(len(r["text"]) == r["end"] - r["start"] for r in rows)


@pytest.mark.parametrize("page", ["chronology", "actors", "figures", "reliability"])
def test_a_chapter_shows_a_chart_and_a_table(book: Book, page: str) -> None:
    html = (book.site / f"{page}.html").read_text(encoding="utf-8")
    assert "<svg" in html
    assert "<caption>" in html
    assert "sources/" in html


def test_nothing_of_this_machine_is_published(book: Book) -> None:
    for path in book.site.rglob("*"):
        if path.suffix in (".html", ".js", ".css", ".csv"):
            text = path.read_text(encoding="utf-8")
            assert str(book.out) not in text, path
            assert str(Path.home()) + "/" not in text, path


def test_no_page_asks_another_host_for_anything(book: Book) -> None:
    for path in book.pages:
        html = path.read_text(encoding="utf-8")
        assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', html), path


def test_a_second_run_does_no_work(book: Book) -> None:
    before = {p: p.stat().st_mtime_ns for p in book.out.rglob("*")}
    done = kz("build", book.corpus, "--out", book.out)
    assert done.returncode == 0
    assert "Nothing has changed" in done.stdout
    assert SUMMARY.search(done.stdout.strip().splitlines()[-1])
    assert {p: p.stat().st_mtime_ns for p in book.out.rglob("*")} == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A corpus of two short articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "un.txt").write_text(
        "Publié le 8 janvier 2022\n\nAu moins douze policiers ont été tués vendredi à Almaty, a annoncé le ministère "
        "de l'Intérieur.\n",
        encoding="utf-8",
    )
    (folder / "deux.txt").write_text(
        "Publié le 12 janvier 2022\n\nLe président Vladimir Poutine a déclaré mercredi que les soldats partiraient.\n",
        encoding="utf-8",
    )
    yield folder
    shutil.rmtree(folder)


@pytest.mark.book
def test_what_came_later_and_what_is_bad_is_left_out_and_named_and_the_rest_is_read(
    small: Path, tmp_path: Path
) -> None:
    """Given relative to here: the default of `make book` is such a folder, which no chapter may change."""
    (small / "trois.txt").write_bytes(b"Le bilan s'\xe9l\xe8ve \xe0 douze morts.")
    command = [sys.executable, "-m", "kzlib", "build", "articles", "--out", "made/here", "--as-of", "2022-01-09"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    last = done.stdout.strip().splitlines()[-1]
    assert last.startswith("1 article,")
    assert "2 left out" in last
    assert last.endswith("made/here/site/index.html")
    site = tmp_path / "made" / "here" / "site"
    method = (site / "method.html").read_text(encoding="utf-8")
    for left in ("deux.txt", "trois.txt"):
        assert left in done.stderr
        assert left in method
    assert "2022-01-09" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "figures.html").exists()


BAD = [
    (["--as-of", "2022-02-30"], ["2022-02-30", "YYYY-MM-DD"]),
    (["--evidence", "all"], ["'all'", "passages, full"]),
]


@pytest.mark.parametrize(("options", "said"), BAD)
def test_a_wrong_option_is_one_clear_line(small: Path, tmp_path: Path, options: list[str], said: list[str]) -> None:
    done = kz("build", small, "--out", tmp_path / "out", *options)
    refused(done.returncode, done.stderr, said)


def refused(status: int, printed: str, said: list[str]) -> None:
    assert status == 2, printed
    assert "Traceback" not in printed
    assert len(printed.strip().splitlines()) == 1
    assert all(words in printed for words in said), printed


@pytest.mark.xdist_group("default")
@pytest.mark.book
@pytest.mark.parametrize("case", ["empty", "missing", "binary", "manifest"])
def test_bad_input_leaves_the_last_good_site_untouched(case: str, tmp_path: Path) -> None:
    out = tmp_path / "build"
    shutil.copytree(built("default").out, out)
    before = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    corpus = tmp_path / "bad"
    if case != "missing":
        corpus.mkdir()
    if case == "binary":
        (corpus / "image.txt").write_bytes(bytes(range(256)) * 4)
    if case == "manifest":
        (corpus / "a.txt").write_text("Le ministère a parlé lundi.", encoding="utf-8")
        (corpus / "manifest.csv").write_text("file,published\na.txt,2022-02-30\n", encoding="utf-8")
    done = kz("build", corpus, "--out", out)
    refused(done.returncode, done.stderr, [])
    assert {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


@pytest.mark.book
def test_a_corpus_that_says_nothing_gives_a_book_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "neige.txt").write_text(
        "Il fait froid dans la vallée et la neige couvre les toits. Les chemins sont vides et rien ne bouge.\n",
        encoding="utf-8",
    )
    done = kz("build", tmp_path / "neige.txt", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 article, 0 figures, 0 events, 0 quotations")
    said = {
        "index": "No article counts the dead",
        "chronology": "No event was read",
        "actors": "Nobody is quoted",
        "figures": "No figure was read",
        "reliability": "nothing in it is confirmed by another",
    }
    for page, words in said.items():
        assert words in (tmp_path / "out" / "site" / f"{page}.html").read_text(encoding="utf-8"), page
    assert links.broken(tmp_path / "out" / "site") == []
