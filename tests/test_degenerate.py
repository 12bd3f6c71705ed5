"""Corpora that leave something out: the chapters say in words what cannot be said, and invent nothing."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import chapters
import degenerate
import lxml.html
import pytest
from books import kz

from kzlib import links
from kzlib import tables as stored
from kzlib.founded import Prose

NAMES = list(degenerate.CORPORA)
PAGES = (*chapters.CHAPTERS, "index")
# What a value looks like that was printed though there is none; "None is signed" is a sentence.
NOTHING = re.compile(r"\b(?:nan|NaN|inf|NaT)\b|\bNone\b(?! (?:is|are|of|has|have|was|were|can|says|gives|names)\b)")
LONGEST_LABEL = 140  # characters of a text in a chart

# What cannot be said must be said: corpus, page, and words that the page holds.
SAID = [
    ("no figure", "figures", "No figure was read"),
    ("no figure", "figures", "no range can be given"),
    ("no figure", "index", "No article counts the dead"),
    ("no date", "chronology", "date none of them"),
    ("no date", "index", "No event could be dated"),
    ("no date", "figures", "not dated"),
    ("one source", "figures", "Nothing is weighed"),
    ("one article", "figures", "No claim contradicts another"),
    ("one article", "figures", "Nothing is weighed"),
    ("nobody quoted", "actors", "Nobody is quoted"),
    ("nobody quoted", "index", "Nobody is quoted"),
    ("one sentence", "chronology", "No event was read"),
    ("one sentence", "actors", "Nobody is quoted"),
    ("one sentence", "figures", "No figure was read"),
    ("one sentence", "index", "No article counts the dead"),
]


@functools.cache
def pages(name: str) -> dict[str, str]:
    return chapters.book(degenerate.tables(name))


@functools.cache
def prose(name: str) -> Prose:
    rows = stored.Stored(degenerate.tables(name))
    return Prose.of({table: rows[table] for table in stored.DICTIONARY}, pages(name))


def each() -> list[object]:
    """Every corpus as a test parameter; its tests run in one process, so that its chapters are made once."""
    return [pytest.param(n, marks=pytest.mark.xdist_group(f"degenerate {n}"), id=n) for n in NAMES]


@pytest.mark.parametrize("name", each())
@pytest.mark.parametrize("page", PAGES)
def test_every_chart_has_marks(name: str, page: str) -> None:
    for picture in lxml.html.fromstring(pages(name)[page]).iter("svg"):
        assert list(picture.iter("a")), f"{page}: an empty chart: {picture.get('aria-label')}"


@pytest.mark.parametrize("name", each())
@pytest.mark.parametrize("page", PAGES)
def test_no_value_is_printed_that_is_none(name: str, page: str) -> None:
    tree = lxml.html.fromstring(pages(name)[page])
    shown = [
        tree.text_content(),
        *(v for e in tree.iter() for k, v in e.attrib.items() if k in ("aria-label", "title")),
    ]
    assert [m.group() for text in shown for m in NOTHING.finditer(text)] == []


@pytest.mark.parametrize("name", each())
@pytest.mark.parametrize("page", PAGES)
def test_no_number_is_invented(name: str, page: str) -> None:
    assert prose(name).faults(page) == []


@pytest.mark.parametrize("name", each())
@pytest.mark.parametrize("page", PAGES)
def test_labels_of_charts_have_room(name: str, page: str) -> None:
    texts = lxml.html.fromstring(pages(name)[page]).xpath(".//svg//text")
    assert [t.text_content() for t in texts if len(t.text_content()) > LONGEST_LABEL] == []


@pytest.mark.parametrize(
    ("name", "page", "words"),
    [pytest.param(*row, marks=pytest.mark.xdist_group(f"degenerate {row[0]}")) for row in SAID],
)
def test_what_cannot_be_said_is_said(name: str, page: str, words: str) -> None:
    assert words in " ".join(lxml.html.fromstring(pages(name)[page]).text_content().split())


@pytest.mark.book
@pytest.mark.soak
def test_a_whole_book_is_built_without_dates_and_with_long_names(tmp_path: Path) -> None:
    done = kz("build", degenerate.write("no date", tmp_path / "corpus"), "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert links.broken(tmp_path / "out" / "site") == []
