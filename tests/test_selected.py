"""A book of many articles: which have a page, what is said of these alone, and what a CSV holds."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import synthetic
from hand_made import document, figure, tables

from kzlib import article_pages, pages, search, selected
from kzlib import tables as stored
from kzlib.downloads import package, spreadsheets
from kzlib.edition import Edition
from kzlib.selected import Selected, article_ids

CHOSEN: list[tuple[str, list[str], int, list[str]]] = [
    ("all of a small book", ["b"], 4, ["a", "b", "c", "d"]),
    ("those that are linked, then the first others", ["d"], 2, ["a", "d"]),
    ("linked ones beyond the limit, too", ["b", "c", "d"], 2, ["b", "c", "d"]),
    ("the first where nothing is linked", [], 3, ["a", "b", "c"]),
    ("a link to no article counts for nothing", ["x"], 1, ["a"]),
]


@pytest.mark.parametrize(("linked", "most", "expected"), [c[1:] for c in CHOSEN], ids=[c[0] for c in CHOSEN])
def test_which_articles_have_a_page(linked: list[str], most: int, expected: list[str]) -> None:
    assert article_pages.chosen(["a", "b", "c", "d"], linked, most) == expected


def test_links_are_found_in_tables_drawings_and_prose() -> None:
    html = (
        '<a class="ev" href="sources/a.html#1-2">1</a><svg><a href="sources/b-2~0123abcd.html#3-4"></a></svg>'
        '<a href="figures.html">x</a><a href="sources/c.html">c</a><a href="https://x.org/sources/d.html">d</a>'
    )
    assert article_pages.linked(html) == {"a", "b-2~0123abcd", "c"}


@pytest.fixture(scope="module")
def folder() -> Path:
    return synthetic.tables(40)


def test_rows_of_some_articles_are_those_of_the_tables_in_their_order(folder: Path) -> None:
    edition = Edition.open(folder)
    wanted = article_ids(edition)[3:30:7]
    some = Selected(edition, {}, wanted)
    assert list(some.documents) == wanted
    for table, columns in stored.DICTIONARY.items():
        if any(c.name == "doc_id" for c in columns):
            whole = stored.read(folder, table)
            assert some.rows(table) == [r for r in whole if r["doc_id"] in wanted], table
            assert some.of(wanted[0], table) == [r for r in whole if r["doc_id"] == wanted[0]], table


def test_rows_at_hand_are_selected_alike() -> None:
    edition = Edition(Path(), tables=tables(figure("a", 1), figure("b", 2), documents=[document("a"), document("b")]))
    some = Selected(edition, {"a": "un", "b": "deux"}, ["b"])
    assert [r["value"] for r in some.rows("figures")] == [2.0]
    assert some.texts == {"b": "deux"}
    assert some.pages == {"b": "b"}
    assert Selected(edition, {}, ()).rows("figures") == []


def test_counts_and_first_rows_are_known_without_reading_a_table(folder: Path) -> None:
    edition = Edition.open(folder)
    whole = stored.read(folder, "figures")
    assert selected.count(edition, "figures") == len(whole)
    assert selected.first(edition, "figures", 3) == whole[:3]
    assert selected.first(edition, "problems", 3) == []
    assert not edition.tables.keys()


def test_a_csv_holds_the_first_rows_and_is_described_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selected, "ROWS", 7)
    spreadsheets.write(folder, tmp_path, 7)
    edition = Edition.open(folder)
    assert "figures" in selected.cut(edition)
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["doc_id"] for line in lines] == [r["doc_id"] for r in stored.read(folder, "figures")[:7]]
    assert pq.read_metadata(tmp_path / "figures.parquet").num_rows == selected.count(edition, "figures")
    resources = {r["name"]: r for r in package.package(edition, tmp_path)["resources"]}
    assert resources["figures"]["description"].startswith("the first 7 of ")
    assert "foreignKeys" not in resources["figures"]["schema"], "not every article is listed"
    assert "description" not in resources["problems"]


def test_pages_link_the_whole_table(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selected, "ROWS", 7)
    edition = Edition.open(folder)
    html = '<a class="tally" href="data/figures.csv">300 claims</a> <a href="data/problems.csv">problems.csv</a>'
    whole = '<a class="tally" href="data/figures.parquet">300 claims</a> <a href="data/problems.csv">problems.csv</a>'
    assert pages.whole(edition, html) == whole
    listed = '<a href="data/figures.csv">CSV</a>'
    assert pages.whole(edition, listed) == listed
    said = pages.whole(edition, 'They are all in <a href="data/figures.csv">figures.csv</a>.')
    assert said == 'They are all in <a href="data/figures.parquet">figures.parquet</a>.'


def test_the_page_data_says_what_is_not_said_of_every_article(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = Edition.open(folder)
    assert 'id="bounds"' not in pages.dictionary(edition)
    monkeypatch.setattr(selected, "PAGES", 39)
    monkeypatch.setattr(selected, "ROWS", 7)
    html = pages.dictionary(edition)
    assert "This book has 40 articles." in html
    assert '<a href="data/figures.csv">CSV</a> (the first 7;' in html


def test_the_search_says_of_which_articles_it_knows() -> None:
    assert "of 3 articles." in search.page(3, 1, 3).striptags()
    assert "of 2 of 3 articles, those that have a page" in search.page(2, 1, 3).striptags()
