"""What is said counts once however many copies repeat it; who speaks of whom follows from the words quoted."""

from __future__ import annotations

from typing import Any

from hand_made import document, mention, tables

from kzlib import compare
from kzlib.compare.country import crisis
from kzlib.compare.network import Tie, central, ties
from kzlib.compare.side import Sides
from kzlib.compare.statement import Statement, statements

Row = dict[str, Any]


def quotation(doc_id: str, start: int, text: str, speaker: str | None = "Ada", **more: Any) -> Row:
    return {
        "doc_id": doc_id,
        "start": start,
        "end": start + 100,
        "text": text,
        "speaker": speaker,
        "speaker_id": speaker.casefold() if speaker else None,
        "kind": "direct",
        "relayed_by": None,
        **more,
    }


def said(mentions: list[Row], *quotations: Row, origins: dict[str, str] | None = None) -> list[Statement]:
    ids = sorted({q["doc_id"] for q in quotations})
    rows = tables(documents=[document(d) for d in ids], mentions=mentions, quotations=list(quotations))
    actors = compare.actors(rows)
    voices = origins or {}
    return statements(rows, actors, Sides(actors, crisis(rows, voices)), voices)


COPIES = {"a": "a", "b": "a", "c": "c"}


def test_a_statement_repeated_in_a_copy_counts_once() -> None:
    quotations = [quotation(d, 1, "Le calme est revenu en ville.") for d in "abc"]
    first, second = said([], *quotations, origins=COPIES)
    assert (first.origin, first.articles) == ("a", ["a", "b"])
    assert (second.origin, second.articles) == ("c", ["c"])


def test_a_cut_statement_is_the_same_and_the_fullest_comes_first() -> None:
    short, long = quotation("a", 1, "le CALME est revenu"), quotation("b", 9, "Hier, le calme est revenu en ville")
    (found,) = said([], short, long, origins=COPIES)
    assert found.rows == [long, short]


def test_words_are_not_cut_within() -> None:
    assert len(said([], quotation("a", 1, "tir"), quotation("b", 1, "tirs nourris"), origins=COPIES)) == 2


def test_other_speakers_kinds_and_words_are_other_statements() -> None:
    quotations = [
        quotation("a", 1, "Le calme est revenu."),
        quotation("a", 200, "Le calme est revenu.", "Bea"),
        quotation("a", 400, "Le calme est revenu.", kind="indirect"),
        quotation("a", 600, "La nuit a été longue."),
        quotation("a", 800, "Le calme est revenu.", None),
    ]
    found = said([], *quotations)
    assert [(s.speaker, s.kind, s.rows[0]["start"]) for s in found] == [
        ("Ada", "direct", 1),
        ("Bea", "direct", 200),
        ("Ada", "indirect", 400),
        ("Ada", "direct", 600),
        (None, "direct", 800),
    ]
    assert found[-1].side is None


def test_nobody_says_anything() -> None:
    assert said([]) == []


# Ties: quotations cover 100 characters from where they start

BEA, CARL = mention("a", 50, "Bea"), mention("a", 60, "Carl")


def tied(mentions: list[Row], *quotations: Row, origins: dict[str, str] | None = None) -> list[Tie]:
    ids = sorted({q["doc_id"] for q in quotations})
    rows = tables(documents=[document(d) for d in ids], mentions=mentions, quotations=list(quotations))
    return ties(said(mentions, *quotations, origins=origins), rows)


def test_a_tie_from_the_speaker_to_whom_his_words_name() -> None:
    words = quotation("a", 1, "x")
    (found,) = tied([BEA], words)
    assert (found.speaker, found.about, found.origins, found.statements) == ("ada", "bea", ("a",), ((words, BEA),))


def test_who_is_named_before_across_or_after_the_words_is_not_spoken_of() -> None:
    named = [mention("a", start, "Bea") for start in (0, 99, 100, 101, 300)]  # each 3 characters long
    assert tied(named, quotation("a", 2, "x"))[0].statements[0][1]["start"] == 99
    assert tied([named[0], named[2], *named[3:]], quotation("a", 2, "x")) == []


def test_speakers_themselves_places_and_other_articles_make_no_tie() -> None:
    named = [mention("a", 50, "Ada"), mention("a", 60, "Almaty", type="place"), mention("b", 50, "Bea")]
    assert tied(named, quotation("a", 1, "x"), quotation("b", 300, "y")) == []


def test_a_speaker_that_is_not_named_makes_no_tie() -> None:
    assert tied([BEA], quotation("a", 1, "x", None)) == []


def test_copies_are_one_origin_and_a_statement_counts_once() -> None:
    named = [mention(d, n, "Bea") for d in "abc" for n in (20, 50)]
    (found,) = tied(named, *(quotation(d, 1, "la même chose") for d in "abc"), origins=COPIES)
    assert (found.origins, found.articles, len(found.statements)) == (("a", "c"), ["a", "c"], 2)


def test_ties_on_most_origins_first_then_by_name() -> None:
    named = [BEA, CARL, mention("b", 60, "Carl")]
    found = tied(named, quotation("a", 1, "x"), quotation("b", 1, "y"))
    assert [(t.speaker, t.about, len(t.origins)) for t in found] == [("ada", "carl", 2), ("ada", "bea", 1)]


def tie(speaker: str, about: str, origins: int) -> Tie:
    return Tie(speaker, about, tuple(map(str, range(origins))), ())


def test_the_middle_is_who_is_on_ties_of_most_origins() -> None:
    web = [tie("a", "b", 3), tie("c", "b", 1), tie("d", "e", 4), tie("c", "f", 1)]
    assert central(web, 10) == ["b", "d", "e", "a", "c", "f"]  # b 3+1, d 4, e 4, a 3, c 1+1, f 1
    assert central(web, 2) == ["d", "e"]  # together 8; a and b have 7
    assert central(web, 3) == ["d", "e"]  # no third is tied to them
    assert central([], 5) == []


def test_a_large_web_is_no_matter_of_pairs() -> None:
    named = [mention(f"d{n}", 50, f"actor {n % 997}") for n in range(10_000)]
    found = tied(named, *(quotation(f"d{n}", 1, f"chose {n}", f"s{n % 991}") for n in range(10_000)))
    assert sum(len(t.origins) for t in found) == 10_000
    assert 2 <= len(central(found, 18)) <= 18
