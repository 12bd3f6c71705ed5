"""The home page: the five findings that weigh most, each one sentence that leads to both sides, and four cards."""

from __future__ import annotations

import functools
import json
import shutil
from pathlib import Path

import degenerate
import lxml.html
import pytest
import synthetic
from lxml.etree import _Element as Element

from kzlib.chapters import actors, chronology, figures, reliability
from kzlib.chapters.figures.card import FINDINGS
from kzlib.cover import cover
from kzlib.edition import Edition
from kzlib.home import home


@functools.cache
def opened(name: str) -> Edition:
    return Edition.open(synthetic.tables(60) if name == "many" else degenerate.tables(name))


def page(name: str) -> Element:
    return lxml.html.fromstring(f"<main>{home(opened(name))}</main>")


def test_the_findings_that_weigh_most_come_first() -> None:
    edition = opened("many")
    assert len(edition.disagreements) > FINDINGS
    shown = [" ".join(li.text_content().split()) for li in page("many").xpath(".//ol[@class='findings']/li")]
    assert shown == [f.sentence for f in edition.disagreements[:FINDINGS]]
    weights = [f.weight for f in edition.disagreements]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("name", ["many", "all in conflict"])
def test_a_finding_leads_to_the_words_of_both_sides(name: str) -> None:
    edition = opened(name)
    items = page(name).xpath(".//ol[@class='findings']/li")
    assert items
    for found, item in zip(edition.disagreements, items, strict=False):
        articles = {edition.claim[c].doc_id for c in found.claims}
        linked = {a.get("href").split("/")[1].split(".html")[0] for a in item.xpath(".//a[@class='ev']")}
        assert linked <= articles
        assert len(linked) >= min(2, len(articles)), item.text_content()


def test_how_many_findings_there_are_leads_to_their_table() -> None:
    (link,) = page("many").xpath(".//a[@href='figures.html#t-findings']")
    assert link.text == f"{len(opened('many').disagreements):,} findings"


@pytest.mark.parametrize("name", ["many", *degenerate.CORPORA])
def test_there_are_four_cards_each_with_its_chapter(name: str) -> None:
    cards = page(name).xpath(".//section[@class='card']")
    chapters = [card.xpath(".//a/@href")[-1] for card in cards]
    assert chapters == ["figures.html", "chronology.html", "actors.html", "reliability.html"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("one sentence", "No article counts the dead."),
        ("one sentence", "No event could be dated."),
        ("one sentence", "Nobody is quoted by name."),
        ("one sentence", "Read from 1 article."),
        ("one article", "Read from 1 article, published 8 January 2022."),
        ("no figure", "Read from 2 articles, published 7 January 2022 to 8 January 2022."),
    ],
)
def test_it_says_what_it_cannot_say(name: str, words: str) -> None:
    assert words in " ".join(page(name).text_content().split())


def test_without_findings_there_is_no_list_of_them() -> None:
    assert page("one article").xpath(".//*[@id='findings']") == []


def test_long_names_are_cut() -> None:
    assert all(len(a.text_content()) <= 80 for a in page("long names").iter("a"))


def test_what_chapters_hand_on_makes_the_page_and_the_cover_that_they_would_be_without(tmp_path: Path) -> None:
    """Through JSON, with the names in another order, as a notebook keeps it."""
    alone = opened("many")
    shutil.copytree(alone.folder, tmp_path / "tables")
    (tmp_path / "handed").mkdir()
    for number, chapter in enumerate((actors, chronology, figures, reliability)):
        given = json.dumps(chapter.handed(alone), sort_keys=True)
        (tmp_path / "handed" / f"{number}.json").write_text(given, encoding="utf-8")
    given = Edition.open(tmp_path / "tables")
    assert home(given) == home(alone)
    assert cover(given) == cover(alone)
    assert (given.grades, given.article_grades) == (alone.grades, alone.article_grades)
    worked_out = {"claims", "findings", "happenings", "actors", "cards"} & given.__dict__.keys()
    assert not worked_out, "the site works out again what chapters have"
