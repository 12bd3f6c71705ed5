"""The chapter on reliability over articles that repeat one another, over one article, and over very many."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import chapters
import pytest
import syndicated
import synthetic

from kzlib import parse
from kzlib import tables as stored
from kzlib.chapters import reliability
from kzlib.chapters.reliability.flags import DRAWN
from kzlib.edition import Edition
from kzlib.founded import Prose

MANY = 400
LIMIT = 400_000  # bytes of a page


@pytest.fixture(scope="module")
def repeated(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("syndicated")
    rows = parse.parse(syndicated.write(folder / "corpus")).rows
    return Edition.open(synthetic.keep(folder / "tables", rows))


@functools.cache
def many() -> Edition:
    return Edition.open(synthetic.tables(MANY))


def words(html: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(html)).split())


def test_copies_takeovers_and_credits_are_one_voice_each_with_its_reason(repeated: Edition) -> None:
    assert repeated.origin_of == {
        "a-depeche": "a-depeche",
        "b-phare": "a-depeche",
        "c-courrier": "c-courrier",
        "d-blog": "c-courrier",
        "e-radio": "a-depeche",
    }
    shown = words(reliability.voices(repeated, 60))
    assert "Of 5 articles , 3 repeat another" in shown
    assert "b-phare a-depeche 100% of the shorter text is in both" in shown
    assert "d-blog c-courrier it says so: Texte repris du Courrier du Sud" in shown
    assert "e-radio a-depeche both credit one agency: (avec AFP)" in shown


def test_shared_words_stand_side_by_side_as_each_article_writes_them(repeated: Edition) -> None:
    html = str(reliability.passages(repeated))
    assert html.count("<details>") == 1 and "Neuf mineurs ont été tués" in html
    assert set(re.findall(r"sources/([a-e]-\w+)\.html#\d+-\d+", html)) == {"a-depeche", "b-phare"}


def test_who_repeats_whom_is_drawn_with_a_mark_for_each_article(repeated: Edition) -> None:
    html = str(reliability.voices_chart(repeated))
    wide = html.split('<div class="narrow">')[0]
    assert len(re.findall(r"<title>[a-e]-\w+: (?:the earliest|copies|says|gives)", wide)) == 5
    assert "c-courrier (7 March 2019), repeated by d-blog (9 March 2019)" in html


def test_the_lead_counts_voices_and_grades(repeated: Edition) -> None:
    lead = words(reliability.lead(repeated))
    assert lead.startswith("The 5 articles are 2 independent voices : 3 repeat another.")
    assert "1 article" in lead or "articles C" in lead


def test_whose_word_it_is_stands_beside_each_article(repeated: Edition) -> None:
    shown = words(reliability.framing_said(repeated))
    assert "In their own voice, the articles call people manifestants" in shown
    assert "saboteurs ( 2 articles : Awa Sow)" in shown


def test_every_number_in_prose_leads_to_where_it_can_be_checked(repeated: Edition) -> None:
    for edition in (repeated, many()):
        rows = {name: edition.tables[name] for name in stored.DICTIONARY}
        found = Prose.of(rows, {"reliability": chapters.rendered("reliability", edition.folder)})
        assert found.faults("reliability") == []


def test_with_many_articles_families_are_the_rows_and_the_page_stays_small() -> None:
    edition = many()
    assert sum(len(f.members) for f in edition.families) > 30
    html = chapters.rendered("reliability", edition.folder)
    assert len(html.encode()) < LIMIT
    wide = str(reliability.voices_chart(edition)).split('<div class="narrow">')[0]
    assert "Each row is a family" in str(reliability.voices_chart(edition)) and " × a0" in wide
    assert str(reliability.chart(edition)).count("<title>a") == 2 * DRAWN * len(reliability.flags.QUESTIONS)


def test_the_chapter_is_the_same_every_time(repeated: Edition, tmp_path: Path) -> None:
    again = Edition.open(repeated.folder)
    for part in (reliability.voices_chart, reliability.framing_chart, reliability.chart):
        assert part(repeated) == part(again)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("one article", "so that nothing in it is confirmed by another"),
        ("no figure", "They give no figure that could be compared"),
        ("no figure", "there is no claim to grade"),
        ("no figure", "no range hangs on a source"),
        ("nobody quoted", "None has a known publisher and none is signed"),
        ("one sentence", "No article uses a word of the lexicon of framing for people"),
        ("one sentence", "No two articles of this edition share a passage"),
        ("no date", "none repeats another"),
    ],
)
def test_what_cannot_be_said_is_said(name: str, said: str) -> None:
    import degenerate

    assert said in words(chapters.rendered("reliability", degenerate.tables(name)))
