"""The data of evidence at hand: the sentence around the words, who says it, the article; bounded, and text alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hand_made import day, document, figure, tables

from kzlib import at_hand
from kzlib.edition import Edition
from kzlib.rendered import Evidence
from kzlib.selected import Selected

TEXT = 'Rien hier. Selon <script> la mairie,\u202e 12 morts </script> au moins, dit "on". Fin.'


def shelf(**more: Any) -> at_hand.Shelf:
    start = TEXT.index("12 morts")
    row = figure("a", 12, start=start, attributed_to="Mairie", **more) | {"end": start + 8, "text": "12 morts"}
    first, last = TEXT.index("Selon"), TEXT.index(" Fin.")
    sentence = {"doc_id": "a", "start": first, "end": last, "text": TEXT[first:last]}
    about = document("a", day(5), title="Douze <b>morts</b>", publisher=None, author=None)
    rows = tables(row, documents=[about], sentences=[sentence], corrections=[])
    found = at_hand.Shelf(Selected(Edition(Path(), tables=rows), {"a": TEXT}, ["a"]))
    found.edition.__dict__["article_grades"] = {"a": "C"}
    return found


def read(script: str) -> Any:
    assert script.startswith("const kzEvidence = ")
    return json.loads(script.removeprefix("const kzEvidence = ").rstrip(";\n"))


WHERE = Evidence("a", TEXT.index("12 morts"), TEXT.index("12 morts") + 8)


def test_it_shows_the_sentence_around_the_words_as_text() -> None:
    before, words, after, _ = read(shelf().script([WHERE]))["evidence"][f"a#{WHERE.start}-{WHERE.end}"]
    assert before == "Selon <script> la mairie,U+202E "
    assert words == "12 morts"
    assert after == ' </script> au moins, dit "on".'


def test_it_says_who_as_of_when_and_how_sure() -> None:
    said = read(shelf().script([WHERE]))["evidence"][f"a#{WHERE.start}-{WHERE.end}"][3]
    assert said.startswith("Said by Mairie; as of 4 September 2023; claim graded ")
    unsaid = read(shelf(as_of=None).script([WHERE]))["evidence"][f"a#{WHERE.start}-{WHERE.end}"][3]
    assert "not dated" in unsaid


def test_it_says_what_is_known_of_the_article() -> None:
    title, known = read(shelf().script([WHERE]))["articles"]["a"]
    assert title == "Douze <b>morts</b>"
    assert known == "publisher not known, 5 September 2023; article graded C (A to F)"


def test_evidence_of_no_article_is_left_out() -> None:
    assert read(shelf().script([Evidence("nobody", 1, 2)])) == {"articles": {}, "evidence": {}}


def test_it_stays_small_whatever_a_page_links_to() -> None:
    wanted = [Evidence("a", 11, 12 + n % 60) for n in range(40_000)] + [Evidence("a", n % 60, 70) for n in range(9000)]
    assert len(shelf().script(wanted).encode()) < 1.2 * at_hand.MOST


@pytest.mark.parametrize("text", ["", " ", "  a  ", "a", " a"])
def test_blanks_at_the_ends_stay_one_blank(text: str) -> None:
    shown = at_hand._plain(text)
    assert shown.strip() == text.strip()
    assert len(shown) <= max(1, len(text))
