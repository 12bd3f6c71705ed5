"""Thousands of articles (ten thousand in make soak): every page stays short, only tables asked for are read."""

from __future__ import annotations

import csv
import functools
import os
from pathlib import Path

import chapters
import lxml.html
import multiplied
import pytest
import synthetic
from books import kz

from kzlib import parse, tables
from kzlib.edition import Edition
from kzlib.errors import InputError
from kzlib.founded import Prose

MANY, SOME = int(os.environ.get("KZ_MANY", "2000")), 300  # articles
MOST_BYTES = 400_000  # of a page
LAYOUT = 20_000  # of these, what surrounds the computed parts: head, menu, hand-written prose, code
MOST_ROWS = 200  # of a table on a page
MOST_ALT = 4_000  # characters of a text alternative
MOST_CELL = 1_500  # characters of a cell
PAGES = (*chapters.CHAPTERS, "index")


@functools.cache
def page(name: str) -> str:
    """A page over the tables of thousands of articles, as HTML without its layout."""
    folder = synthetic.tables(MANY)
    return chapters.computed(folder, "home", "articles") if name == "index" else chapters.rendered(name, folder)


def many() -> list[object]:
    """The pages as test parameters, in one process, so that the articles are read once."""
    return [pytest.param(n, marks=pytest.mark.xdist_group("synthetic"), id=n) for n in PAGES]


@pytest.mark.parametrize("name", many())
def test_a_page_stays_short(name: str) -> None:
    assert len(page(name).encode()) <= MOST_BYTES - LAYOUT


@pytest.mark.parametrize("name", many())
def test_tables_show_the_first_rows_and_say_how_many_there_are(name: str) -> None:
    for table in lxml.html.fromstring(page(name)).iter("table"):
        caption = " ".join(table.findtext("caption", "").split())
        rows = table.xpath("./tbody/tr")
        assert len(rows) <= MOST_ROWS, caption
        assert all(len(cell.text_content()) <= MOST_CELL for row in rows for cell in row), caption
        total = table.getparent().get("data-total")
        if total and int(total) > len(rows):
            after = table.getparent().getnext()
            assert after is not None, caption
            assert after.get("class") == "more", caption


@pytest.mark.parametrize("name", many())
def test_text_alternatives_stay_short(name: str) -> None:
    for picture in lxml.html.fromstring(page(name)).iter("svg"):
        assert len(picture.get("aria-label", "")) <= MOST_ALT


@pytest.mark.parametrize("name", many())
def test_a_page_still_says_something(name: str) -> None:
    tree = lxml.html.fromstring(page(name))
    assert tree.xpath(".//a[contains(@class, 'ev')]")
    assert name == "index" or (list(tree.iter("svg")) and list(tree.iter("table")))


@pytest.mark.xdist_group("synthetic")
def test_every_number_leads_to_where_it_can_be_checked() -> None:
    rows = tables.Stored(synthetic.tables(MANY))
    prose = Prose.of({name: rows[name] for name in tables.DICTIONARY}, {name: page(name) for name in PAGES})
    assert [str(fault) for name in PAGES for fault in prose.faults(name)] == []


def test_articles_are_the_same_every_time_and_differ_from_one_another() -> None:
    first = [synthetic.article(n) for n in range(300)]
    assert first == [synthetic.article(n) for n in range(300)]
    bodies = [a.body for a in first]
    copies = len(bodies) - len(set(bodies))
    assert 5 <= copies <= 40
    assert all(40 <= len(f"{a.title} {a.body}".split()) <= 100 for a in first)


@pytest.mark.xdist_group("synthetic")
def test_much_is_read_in_them() -> None:
    stored = tables.Stored(synthetic.tables(MANY))
    least = {"documents": MANY, "figures": MANY, "events": MANY, "quotations": MANY // 2, "mentions": 3 * MANY}
    assert {name: len(stored[name]) >= count for name, count in least.items()} == dict.fromkeys(least, True)


@pytest.mark.xdist_group("synthetic")
def test_rows_of_multiplied_articles_are_those_that_reading_them_gives(tmp_path: Path) -> None:
    read = synthetic.read(synthetic.READ)
    made = tables.Stored(synthetic.tables(MANY))
    numbers = range(synthetic.READ + 7, MANY, MANY // 11)
    with (tmp_path / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.writer(file)
        manifest.writerow(("file", "title", "publisher", "published", "language"))
        for number in numbers:
            variant, source = divmod(number, synthetic.READ)
            text = multiplied.text(read, f"a{source:05}", variant)
            (tmp_path / f"a{number:05}.txt").write_text(text, encoding="utf-8")
            about = made["documents"][number]
            day = about["published"].isoformat()
            manifest.writerow((f"a{number:05}.txt", about["title"], about["publisher"], day, "fr"))
    again = parse.parse(tmp_path).rows
    wanted = {f"a{number:05}" for number in numbers}
    for table in ("sentences", "dates", "figures", "mentions", "quotations", "events", "framing"):
        multiplied_rows = [row for row in made[table] if row["doc_id"] in wanted]
        assert [_told(row) for row in multiplied_rows] == [_told(row) for row in again[table]], table


def _told(row: dict[str, object]) -> dict[str, object]:
    """A row without the ids that depend on other articles or on how a name is spelled."""
    return {k: v for k, v in row.items() if k not in ("actor_id", "speaker_id", "event_id")}


@pytest.fixture
def few() -> Path:
    """Tables of three articles."""
    return synthetic.tables(3)


def test_a_table_is_read_when_it_is_first_asked_for(few: Path) -> None:
    edition = Edition.open(few)
    assert dict(edition.tables) == {}
    assert len(edition.documents) == 3
    assert set(edition.tables) == {"documents"}
    assert edition.tables.get("figures") is edition.tables["figures"]
    assert edition.tables.get("no such table") is None


def test_rows_of_an_article_are_those_of_the_table(few: Path) -> None:
    edition = Edition.open(few)
    rows = [row for doc_id in edition.documents for row in edition.of(doc_id, "events")]
    assert rows == edition.tables["events"]
    assert edition.of("no such article", "events") == []


def test_a_missing_table_is_told_at_once(few: Path, tmp_path: Path) -> None:
    for file in few.iterdir():
        if file.stem != "events":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(InputError, match="no table 'events'"):
        Edition.open(tmp_path)


@pytest.mark.book
@pytest.mark.soak
def test_hundreds_of_articles_make_a_book_of_short_pages(tmp_path: Path) -> None:
    synthetic.write(tmp_path / "corpus", SOME)
    done = kz("build", tmp_path / "corpus", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    site = tmp_path / "out" / "site"
    assert len(list((site / "sources").glob("*.html"))) == SOME
    sizes = {p.name: p.stat().st_size for p in site.glob("*.html")}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
