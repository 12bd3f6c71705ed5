"""Every number in generated prose leads to where it can be checked, and is what stands there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import lxml.html
import pytest
from books import ROOT, Book, built, params
from chapters import CHAPTERS, cells
from hand_made import day, document, event, figure

from kzlib import compare, tables
from kzlib.founded import Fault, Prose
from kzlib.founded.wording import unexplained

GAZETTE = "Gazette 7 de la Vallée  et des Plaines"
DOCUMENTS = [
    document("a", day(5), title="Le point", publisher="Europe 1"),
    document("b-2", day(6)),
    document("7", None, publisher=GAZETTE),
]
FIGURES = [figure("a", 18, start=10, text="18 policiers"), figure("a", 200, start=40, text="des centaines")]
AGED = figure("b-2", 1, start=20, end=40, text="tué une femme de 81 ans")  # another number beside it
DATES = [{"doc_id": "a", "start": 60, "end": 65, "text": "lundi", "first": day(4), "last": day(4)}]
TABLES: dict[str, list[dict[str, Any]]] = {
    "documents": DOCUMENTS,
    "figures": [*FIGURES, figure("b-2", 1, start=7, text="un mort"), figure("7", 3, start=5, end=6), AGED],
    "dates": [*DATES, {"doc_id": "a", "start": 70, "end": 80, "text": "du 1er au 4", "first": day(1), "last": day(4)}],
    "mentions": [{"doc_id": "a", "start": 1, "end": 4, "text": "x", "name": "24.kg"}],
}
LIST = '<div class="wide" id="t-x" data-total="12"><table><tr><td>3</td></tr></table></div>'

GOOD = [
    "<p>No digit at all, and none is needed.</p>",
    '<p><a class="ev" href="sources/a.html#10-15">18</a> died.</p>',
    '<p><a class="ev" href="sources/a.html#40-45">at least 200</a> were hurt.</p>',
    '<p><a class="ev" href="sources/b-2.html#7-12">1</a> died.</p>',
    '<p><a class="ev" href="sources/b-2.html#20-40">1</a> died.</p>',
    '<p>On <a class="ev" href="sources/a.html#60-65">4 September 2023</a>.</p>',
    '<p>From <a class="ev" href="sources/a.html#70-80">1–4 September</a>.</p>',
    '<p><a href="sources/a.html">5 September 2023</a>, in <a href="sources/b-2.html">b-2</a>.</p>',
    f'{LIST}<p><a class="tally" href="#t-x">12 articles</a>.</p>',
    f'{LIST}<p>Of <a class="tally" href="#t-x">12</a>, <a class="tally" href="#t-x">5 articles</a> say so.</p>',
    f'{LIST}<p><a class="tally" href="#t-x">7 men</a> and <a class="tally" href="#t-x">5 women</a>.</p>',
    '<p><a class="tally" href="data/figures.csv">5 figures</a>.</p>',
    '<table><tr><td id="c-1">at least 18</td></tr></table><p>See <a href="#c-1">18</a>.</p>',
    "<p>Said on Europe 1, says 24.kg.</p>",
    '<p><a href="sources/7.html">7</a> and <a class="ev" href="sources/7.html#5-6">3</a>.</p>',
    "<p>So says Gazette 7 de la Vallée et des Plaines.</p>",
    "<p>So says Gazette 7 de la Vallée et …, and more.</p>",
    '<p>In <span class="doc">7</span> and <a class="ev" href="sources/7.html#5-6"><span class="doc">7</span></a>.</p>',
    "<p>Seen as <span class='control'>U+202E</span>.</p>",
    '<p lang="fr">12 morts</p><table><caption>All</caption><tr><td>12</td></tr></table>',
    "<p>After <cite>Baker 1968</cite>.</p>",
    f'{LIST}<p>Shown are some, and <a class="tally" href="#t-x">3 more rows</a>.</p>',
    '<div id="t-e" data-total="60"><ul><li><ul><li>a</li></ul></li><li>b</li></ul></div><p class="more">2 of 60.</p>',
    '<div class="wide" data-total="60"><table><tbody><tr><td>1</td></tr></tbody></table></div>'
    '<p class="more">1 of 60 shown.</p>',
]
BAD = [
    (f"<p>{len(FIGURES)} events</p>", "with no link"),
    ("<ul><li>one</li><li>and 3 more</li></ul>", "with no link"),
    ("<figcaption>Every one of 12 claims.</figcaption>", "with no link"),
    ("<table><caption>The 12 claims</caption></table>", "with no link"),
    ("<p>After <cite>12 articles</cite>.</p>", "with no link"),
    ("<p>On 4 September 2023.</p>", "with no link"),
    ("<p>In 7, nobody.</p>", "with no link"),
    ("<p>So says Gazette 7 de la Plaine.</p>", "with no link"),
    ("<pre>164</pre>", "with no link"),
    ('<p><span class="doc">164</span> dead.</p>', "the name of an article"),
    ('<p><a class="ev" href="sources/7.html#5-6">7</a> died.</p>', "7 not in '3'"),
    ('<p><a class="ev" href="sources/a.html#10-15">36</a> died.</p>', "not in '18 policiers'"),
    ('<p><a class="ev" href="sources/b-2.html#20-40">2</a> died.</p>', "2 not in"),
    ('<p><a class="ev" href="sources/a.html#10-15">2 statements</a>.</p>', "not in"),
    ('<p><a class="ev" href="sources/a.html#10-16">18</a> died.</p>', "nothing was read"),
    ('<p><a class="ev" href="sources/c.html#10-15">18</a> died.</p>', "no such article"),
    ('<p><a class="ev" href="sources/a.html#60-65">5 October 2023</a>.</p>', "not a day"),
    ('<p><a class="ev" href="sources/a.html#60-65">4 September 2022</a>.</p>', "not a day"),
    ('<p><a class="ev" href="sources/a.html#70-80">2–4 September 2023</a>.</p>', "not a day"),
    ('<p><a href="sources/a.html">6 September 2023</a>.</p>', "not a day"),
    ('<p><a href="sources/a.html">18</a>.</p>', "no day"),
    (f'{LIST}<p><a class="tally" href="#t-x">13 articles</a>.</p>', "total there is 12"),
    (f'{LIST}<p><a class="tally" href="#t-x">5 articles</a>.</p>', "total there is 12"),
    (f'{LIST}<p><a class="tally" href="#t-y">12 articles</a>.</p>', "says its total"),
    ('<p><a class="tally" href="data/figures.csv">3 figures</a>.</p>', "total there is 5"),
    ('<table><tr><td id="c-1">at least 18</td></tr></table><p>See <a href="#c-1">19</a>.</p>', "not what stands there"),
    ('<p><a href="figures.html">12 figures</a>.</p>', "leads nowhere"),
    (
        '<div class="wide" data-total="60"><table><tbody><tr><td>1</td></tr></tbody></table></div>'
        '<p class="more">2 of 60 shown.</p>',
        "with no link",
    ),
]


def faults(html: str) -> list[Fault]:
    return Prose.of(TABLES, {"page": f'<div class="cell_output">{html}</div>'}).faults("page")


@pytest.mark.parametrize("html", GOOD)
def test_prose_that_can_be_checked_passes(html: str) -> None:
    assert faults(html) == []


@pytest.mark.parametrize(("html", "why"), BAD)
def test_prose_that_cannot_is_found(html: str, why: str) -> None:
    found = faults(html)
    assert len(found) == 1
    assert why in str(found[0])


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ('<td class="n"><a class="ev" href="sources/a.html#10-15">18</a></td>', 0),
        ('<td class="n"><a class="ev" href="sources/a.html#10-15">at least 18</a></td>', 0),
        ('<td class="n"><a class="ev" href="sources/a.html#10-15">36</a></td>', 1),
        ('<th class="n"><a class="ev" href="sources/a.html#10-15">36</a></th>', 1),
        ('<td class="n"><span id="w" data-total="3"><a class="ev" href="sources/a.html#10-15">3</a></span></td>', 0),
        ('<td class="n"><b data-total="2040"><a class="ev" href="sources/a.html#10-15">2,040</a></b></td>', 0),
        ('<td class="n"><span id="w" data-total="4"><a class="ev" href="sources/a.html#10-15">3</a></span></td>', 1),
        ('<td class="words"><a class="ev" href="sources/a.html#10-15">2 own</a></td>', 0),
        ('<td class="n">36</td>', 0),
    ],
)
def test_numbers_in_cells_that_lead_to_evidence_are_checked_too(cell: str, wrong: int) -> None:
    assert len(faults(f"<table><tr>{cell}</tr></table>")) == wrong


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("1,317 independent voices (1,667 articles)", 0),
        ("1,318 independent voices", 1),
        ("317 independent voices", 1),
        ("1,317 articles", 1),
    ],
)
def test_how_many_tell_an_event_is_held_against_those_who_do(said: str, wrong: int) -> None:
    telling = event("a", "protest", day(4))
    (told,) = compare.happenings({"documents": DOCUMENTS, "events": [telling], "dates": []})
    many = replace(told, origins=1317, status={"fact": 1317}, articles=[f"a{n}" for n in range(1667)])
    link = f'<a class="ev" href="sources/a.html#{telling["start"]}-{telling["end"]}">{said}</a>'
    page = lxml.html.fromstring(f'<main><div class="cell_output"><p>{link}</p></div></main>')
    assert len(Prose({**TABLES, "events": [telling]}, {"page": page}, [many]).faults("page")) == wrong


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("## Weighing\n\nThe method CRH (Li and others, 2014) weighs each.", 0),
        ("A claim is graded from 1 (confirmed) to 6 (cannot be judged), an article A to F: A1, B2.", 0),
        ("There are 5 articles.", 1),
        ("In January 2022 it began.", 1),
    ],
)
def test_hand_written_prose_has_no_number_of_its_own(markdown: str, lines: int) -> None:
    assert len(unexplained(markdown)) == lines


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_notebook_writes_a_number_by_hand(chapter: str) -> None:
    assert [line for text in cells(chapter, "markdown") for line in unexplained(text)] == []


def test_the_home_page_writes_no_number_by_hand() -> None:
    assert unexplained((ROOT / "book" / "index.md").read_text(encoding="utf-8")) == []


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


@pytest.mark.parametrize("page", CHAPTERS)
def test_every_number_of_a_chapter_leads_to_where_it_can_be_checked(book: Book, page: str) -> None:
    assert prose(book).faults(page) == []


def test_every_number_of_the_home_page_leads_to_where_it_can_be_checked(book: Book) -> None:
    assert prose(book).faults("index", generated=".//main") == []


def prose(book: Book) -> Prose:
    stored = tables.Stored(book.out / "tables")
    return Prose.built({name: stored[name] for name in tables.DICTIONARY}, book.site)
