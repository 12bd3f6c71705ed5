"""Findings worked by hand: which small sets of figures show what, and which show nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

import pytest
from hand_made import Row, claims, day, document, figure, mention, tables

from kzlib import compare, lexicon
from kzlib.compare import Finding

SANTE, INTERIEUR, POLICE = "Ministère de la Santé (Gabon)", "Ministère de l'Intérieur (Gabon)", "Police (Gabon)"
ROUGHLY = {"bound": "approx"}
CITY = {"place": "Almaty"}
LAND = {"place": "Kazakhstan"}
FORCES, CROWD, OTHERS = {"group": "security_forces"}, {"group": "protesters"}, {"group": "other"}


def told(doc: str, value: float, on: int | None, by: str | None, **more: Any) -> Row:
    """A figure of an article, as of a day of September, on somebody's word."""
    return figure(doc, value, on, attributed_to=by, **more)


def findings(*rows: Row, days: dict[str, int] | None = None, **more: list[Row]) -> list[Finding]:
    """What figures show; articles were published on the 28th unless `days` says when."""
    published = [document(d, day((days or {}).get(d, 28))) for d in sorted({r["doc_id"] for r in rows})]
    found = tables(*rows, documents=published, **more)
    return compare.findings(found, compare.claims(found))


CASES: dict[str, tuple[list[Row], list[str]]] = {
    # conflict
    "two voices, one day, far apart": ([told("a", 8, 4, "A"), told("b", 30, 4, "B")], ["conflict"]),
    "two voices, one day, near": ([told("a", 8, 4, "A"), told("b", 12, 4, "B")], ["conflict"]),
    "nobody dead against somebody": ([told("a", 0, 4, "A"), told("b", 7, 4, "B")], ["conflict"]),
    "a later lower count of another voice": ([told("a", 30, 3, "A"), told("b", 12, 4, "B")], ["conflict"]),
    "two sides in one article": ([told("a", 100, 4, "A"), told("a", 20, 4, "B")], ["conflict"]),
    "at most against at least": (
        [told("a", 10, 4, "A", bound="max"), told("b", 20, 4, "B", bound="min")],
        ["conflict"],
    ),
    "a range that does not reach the other number": (
        [told("a", 20, 4, "A", value_high=30.0, bound="range"), told("b", 50, 4, "B")],
        ["conflict"],
    ),
    "participants on one day by two sides": (
        [told("a", 2000, 4, "A", kind="participants"), told("b", 20000, 4, "B", kind="participants")],
        ["conflict"],
    ),
    "a total far above the groups of another voice": (
        [told("a", 90, 4, SANTE), told("b", 11, 3, INTERIEUR, **FORCES), told("b", 20, 3, INTERIEUR, **CROWD)],
        ["conflict"],
    ),
    "one contradiction told on two days": (
        [told("a", 18, 3, "A"), told("b", 12, 4, "B"), told("c", 12, 5, "C")],
        ["conflict"],
    ),
    # no conflict
    "about agrees with what is near": ([told("a", 100, 4, "A", bound="approx"), told("b", 95, 4, "B")], []),
    "at least agrees with what is above": ([told("a", 20, 4, "A", bound="min"), told("b", 95, 4, "B")], []),
    "at most agrees with what is below": ([told("a", 200, 4, "A", bound="max"), told("b", 95, 4, "B")], []),
    "a range holds the number": (
        [told("a", 20, 4, "A", value_high=30.0, bound="range"), told("b", 25, 4, "B")],
        [],
    ),
    "other kind": ([told("a", 8, 4, "A"), told("b", 300, 4, "B", kind="injured")], []),
    "other place": ([told("a", 8, 4, "A", place="Aktau"), told("b", 300, 4, "B", **CITY)], []),
    "one place given, the other not": ([told("a", 8, 4, "A", place=None), told("b", 30, 4, "B")], []),
    "neither place given, articles about nothing known": (
        [told("a", 8, 4, "A", place=None), told("b", 30, 4, "B", place=None)],
        [],
    ),
    "day unknown": ([told("a", 8, None, "A", kind="deployed"), told("b", 30, 4, "B", kind="deployed")], []),
    "planned": ([told("a", 8, 4, "A"), told("b", 300, 4, "B", modality="planned")], []),
    "participants of two days": (
        [told("a", 900, 3, "A", kind="participants"), told("b", 90, 4, "B", kind="participants")],
        [],
    ),
    "one incident without a source": ([told("a", 2, 4, None), told("b", 30, 4, "B")], []),
    "one victim told beside the toll of the same state": (
        [told("a", 1, 4, POLICE), told("a", 2, 4, INTERIEUR)],
        [],
    ),
    "one victim against two, by two sides": ([told("a", 1, 4, POLICE), told("a", 2, 4, "Opposition")], ["conflict"]),
    "one number of one voice": ([told("a", 8, 4, "A"), told("a", 8, 4, "A", start=1)], []),
    # on top, adding up
    "others on top": (
        [told("a", 92, 4, "A", start=10), told("a", 41, 4, "A", start=200, text="41 autres personnes")],
        ["explained_by_scope"],
    ),
    "others on top, later": (
        [told("a", 92, 2, "A", start=10), told("a", 41, 4, "A", start=200, text="41 autres personnes")],
        ["explained_by_scope"],
    ),
    "others beside a count of another kind are a total": (
        [
            told("a", 8, 4, "A", start=10, **FORCES),
            told("a", 317, 4, "A", start=60, kind="injured", text="317 autres", **FORCES),
            told("b", 90, 4, "B", kind="injured", **FORCES),
        ],
        ["conflict"],
    ),
    "others far below in the article are a total": (
        [told("a", 92, 4, "A", start=10), told("b", 41, 4, "B", start=900, text="41 autres personnes")],
        ["conflict"],
    ),
    "new dead are no lower toll": (
        [told("a", 45, 3, "A"), told("b", 2, 4, "A", text="deux nouveaux morts")],
        [],
    ),
    "two numbers that add up to the total of the article": (
        [told("a", 26, 4, None, start=5), told("a", 12, 4, "A", start=600), told("a", 14, 4, "B", start=700)],
        ["explained_by_scope"],
    ),
    # attribution
    "one rounded number under two names": (
        [told("a", 700, 4, "ONU", bound="approx"), told("b", 700, 4, INTERIEUR, bound="approx")],
        ["attribution_conflict"],
    ),
    "an exact number that two sources give is confirmed": (
        [told("a", 164, 4, "ONU"), told("b", 164, 4, INTERIEUR)],
        [],
    ),
    "nor is at least so many a rounded number": (
        [told("a", 22, 4, "ONU", bound="min"), told("b", 22, 4, INTERIEUR, bound="min")],
        [],
    ),
    "two voices that disagree for days on end are one dispute": (
        [told(f"{v}{n}", n * by, n, v) for n in range(2, 8) for v, by in (("A", 3), ("B", 9))],
        ["conflict", "revision_up", "revision_up"],
    ),
    "an agency passes it on": ([told("a", 700, 4, "AFP", **ROUGHLY), told("b", 700, 4, INTERIEUR, **ROUGHLY)], []),
    "the authorities may be the ministry": (
        [told("a", 700, 4, "autorités (Gabon)", **ROUGHLY), told("b", 700, 4, INTERIEUR, **ROUGHLY)],
        [],
    ),
    "a name within the other one is the same body": (
        [told("a", 700, 4, "préfecture", **ROUGHLY), told("b", 700, 4, "préfecture du Rhône", **ROUGHLY)],
        [],
    ),
    "a state may be any of its bodies": (
        [told("a", 700, 4, "Gabon", **ROUGHLY), told("b", 700, 4, INTERIEUR, **ROUGHLY)],
        [],
    ),
    "one article names both": (
        [told("a", 700, 4, "ONU", **ROUGHLY), told("a", 700, 4, INTERIEUR, **ROUGHLY, start=1)],
        [],
    ),
    "the other name is who passes it on": (
        [told("a", 700, 4, "ONU", relayed_by=INTERIEUR), told("b", 700, 4, INTERIEUR)],
        [],
    ),
    # up
    "a voice raises its count": ([told("a", 8, 3, SANTE), told("b", 12, 4, SANTE)], ["revision_up"]),
    "a day's count beside the count of all days": ([told("a", 94, 3, SANTE), told("a", 300, 4, SANTE)], []),
    "a day's count beside the count of all days, by two voices": ([told("a", 94, 3, "A"), told("a", 300, 4, "B")], []),
    "two voices that disagree day by day": (
        [told("a", 9, 4, "A"), told("b", 23, 6, "B"), told("c", 12, 7, "A")],
        ["conflict", "revision_up"],
    ),
    "a number rounded down afterwards is no step": (
        [told("a", 164, 2, "A"), told("c", 200, 3, None, bound="min"), told("b", 225, 6, "B")],
        ["rise"],
    ),
    "one voice raises its count and another one tells a step": (
        [told("a", 200, 2, "A"), told("b", 900, 3, "B"), told("c", 3800, 4, "A")],
        ["revision_up"],
    ),
    "rounded is no rise": ([told("a", 100, 3, SANTE, bound="approx"), told("b", 104, 4, SANTE)], []),
    "another crowd on another day is no rise": (
        [told("a", 90, 3, SANTE, kind="participants"), told("b", 900, 4, SANTE, kind="participants")],
        [],
    ),
    "two voices on successive days": ([told("a", 8, 3, "A"), told("b", 12, 4, "B")], ["rise"]),
    "at least, then more, by another voice": ([told("a", 8, 3, "A", bound="min"), told("b", 12, 4, "B")], ["rise"]),
    "an incident, then a toll": ([told("a", 2, 3, None), told("b", 40, 4, "B")], []),
    "dozens, then a number": ([told("a", 20, 3, "A", bound="min", text="des dizaines"), told("b", 40, 4, "B")], []),
    "one victim, then a toll, by another voice": ([told("a", 1, 3, "A"), told("b", 40, 4, "B")], []),
    "what does not only grow": ([told("a", 8, 3, "A", kind="deployed"), told("b", 12, 4, "B", kind="deployed")], []),
    # down
    "a voice lowers its count without a word": (
        [told("a", 30, 3, SANTE), told("b", 26, 4, SANTE)],
        ["silent_retraction"],
    ),
    "a voice lowers its count and the article says so": (
        [told("a", 30, 3, SANTE), told("b", 26, 4, SANTE), told("b", 30, 3, SANTE, start=9)],
        ["repeated", "revision_down"],
    ),
    "fewer in hospital": (
        [told("a", 30, 3, SANTE, kind="hospitalised"), told("b", 6, 4, SANTE, kind="hospitalised")],
        ["revision_down"],
    ),
    "a later total of another voice far below": (
        [told("a", 164, 3, "A"), told("b", 50, 20, "B")],
        ["silent_retraction"],
    ),
    "a later lower total in an article that gives the higher one": (
        [told("a", 164, 3, "A"), told("b", 50, 20, "B"), told("b", 164, 3, None)],
        [],
    ),
    "a later lower number without a source": ([told("a", 164, 3, "A"), told("b", 50, 20, None)], []),
    "a later lower bound": ([told("a", 164, 3, "A"), told("b", 50, 20, "B", bound="min")], []),
    "denied": ([told("a", 164, 3, "A"), told("b", 164, 4, "B", modality="denied")], ["retraction"]),
    "denied before it was given": ([told("a", 164, 5, "A"), told("b", 164, 4, "B", modality="denied")], []),
    "denied beside nobody": (
        [told("a", 55, 3, "A"), told("b", 55, 4, "B", modality="denied", start=1), told("b", 0, 4, "B", start=90)],
        ["conflict", "retraction"],
    ),
    "another number denied": ([told("a", 164, 3, "A"), told("b", 165, 4, "B", modality="denied")], []),
    # parts
    "a part above the whole in one article": (
        [told("a", 30, 4, "A", start=1), told("a", 40, 4, "A", start=9, part_of=1, **CROWD)],
        ["part_exceeds_whole"],
    ),
    "hurt of whom some died": (
        [told("a", 3, 4, "A", start=1), told("a", 40, 4, "A", start=9, part_of=1, kind="injured")],
        [],
    ),
    "policemen above all, one voice": (
        [told("a", 30, 4, "A"), told("b", 40, 4, "A", **FORCES)],
        ["part_exceeds_whole"],
    ),
    "a city above its country, one voice": (
        [told("a", 30, 4, "A", **LAND), told("b", 40, 4, "A", **CITY)],
        ["part_exceeds_whole"],
    ),
    "a city above its country, two voices": ([told("a", 30, 4, "A", **LAND), told("b", 40, 4, "B", **CITY)], []),
    "a part above the whole of the day before": ([told("a", 30, 3, "A"), told("b", 40, 4, "A", **FORCES)], []),
    "a part above an incident beside the toll": (
        [told("a", 1, 4, None, start=1), told("a", 45, 4, None, start=9), told("a", 44, 4, None, start=20, **CROWD)],
        [],
    ),
    "parts that together exceed": (
        [told("a", 30, 4, "A"), told("b", 16, 4, "A", **FORCES), told("b", 17, 4, "A", **CROWD)],
        ["part_exceeds_whole"],
    ),
    "cities that together exceed": (
        [
            told("a", 30, 4, "A", **LAND),
            told("b", 16, 4, "A", **CITY),
            told("b", 17, 4, "A", place="Aktau"),
        ],
        ["part_exceeds_whole"],
    ),
    "parts that together exceed what another voice counts": (
        [told("a", 30, 4, "A"), told("b", 16, 4, "B", **FORCES), told("b", 17, 4, "B", **CROWD)],
        ["part_exceeds_whole"],
    ),
    "parts that together exceed an incident that another voice counts": (
        [told("a", 7, 4, "A"), told("b", 6, 4, "B", **FORCES), told("b", 30, 4, "B", **CROWD)],
        ["explained_by_scope"],
    ),
    "parts that together exceed the count of the day before": (
        [told("a", 30, 3, "A"), told("b", 16, 4, "B", **FORCES), told("b", 17, 4, "B", **CROWD)],
        ["explained_by_scope", "explained_by_scope"],
    ),
    "parts that together exceed what nobody is named for": (
        [told("a", 30, 4, None), told("b", 16, 4, "B", **FORCES), told("b", 17, 4, "B", **CROWD)],
        ["explained_by_scope", "explained_by_scope"],
    ),
    "a city above its country, two bodies of one state": (
        [told("a", 16, 4, "Présidence (Kazakhstan)", **LAND), told("b", 18, 3, "Police (Kazakhstan)", **CITY)],
        ["part_exceeds_whole"],
    ),
    "groups of two articles are not summed": (
        [told("a", 30, 4, "A"), told("b", 16, 4, "A", **FORCES), told("c", 17, 4, "A", **CROWD)],
        ["explained_by_scope", "explained_by_scope"],
    ),
    "groups that may be the same people are not summed": (
        [told("a", 30, 4, "A"), told("b", 16, 4, "A", **OTHERS), told("b", 17, 4, "A", **CROWD)],
        ["explained_by_scope"],
    ),
    "soldiers are no second part beside security forces": (
        [told("a", 30, 4, "A"), told("b", 16, 4, "A", **FORCES), told("b", 15, 4, "A", group="military")],
        ["explained_by_scope", "explained_by_scope"],
    ),
    # explained
    "a city within its country": (
        [told("a", 100, 4, "A", **CITY), told("b", 164, 4, "A", **LAND)],
        ["explained_by_scope"],
    ),
    "a city within its country, broken down by one article": (
        [told("a", 100, 4, "A", **CITY), told("a", 164, 4, "A", **LAND)],
        [],
    ),
    "policemen within all": ([told("a", 48, 4, "A", **FORCES), told("b", 164, 4, "B")], ["explained_by_scope"]),
    "policemen within all, told by two voices in one article": (
        [told("a", 48, 4, "A", **FORCES), told("a", 164, 4, "B")],
        ["explained_by_scope"],
    ),
    "policemen within all, the day before": (
        [told("a", 48, 3, "A", **FORCES), told("b", 164, 4, "B")],
        ["explained_by_scope"],
    ),
    "policemen within all, two days before": ([told("a", 48, 2, "A", **FORCES), told("b", 164, 4, "B")], []),
    "policemen of a total of their own": (
        [told("a", 48, 4, "A", **FORCES), told("a", 90, 4, "A"), told("b", 80, 4, "B", bound="min")],
        [],
    ),
    "a group that no list holds within all": ([told("a", 48, 4, "A", **OTHERS), told("b", 164, 4, "B")], []),
    "a fifth makes nobody stumble": ([told("a", 30, 4, "A", **FORCES), told("b", 164, 4, "B")], []),
    "policemen of another week": ([told("a", 18, 4, "A", **FORCES), told("b", 164, 14, "B")], []),
    # repeated
    "one voice in two articles": ([told("a", 9, 4, SANTE), told("b", 9, 4, SANTE)], ["repeated"]),
    "no voice in two articles": ([told("a", 9, 4, None), told("b", 9, 4, None)], []),
}


@pytest.mark.parametrize(("rows", "types"), CASES.values(), ids=CASES)
def test_what_figures_show(rows: list[Row], types: list[str]) -> None:
    assert sorted(f.type for f in findings(*rows)) == types


def test_a_number_under_a_new_day_is_told_as_new() -> None:
    rows = told("a", 18, 4, SANTE), told("b", 18, 9, SANTE)
    (found,) = findings(*rows, days={"a": 5, "b": 9})
    assert found.sentence == (
        "18 dead in Gabon, by the Health Ministry, is given as of 4 September (a) and again as of 9 September (b): "
        "the same number under a new day."
    )
    assert findings(*rows) == []  # articles of one day: neither is later
    assert findings(told("a", 3, 4, SANTE), told("b", 3, 9, SANTE), days={"a": 5, "b": 9}) == []
    other = told("c", 20, 6, SANTE)
    assert "repeated" not in {f.type for f in findings(*rows, other, days={"a": 5, "b": 9})}


def test_claims_without_place_meet_only_where_articles_are_about_one_state() -> None:
    rows = told("a", 8, 4, "A", place=None), told("b", 30, 4, "B", place=None)

    def about(*states: str) -> list[Row]:
        return [mention(d, 1, "la capitale", country=s) for d, s in zip("ab", states, strict=True)]

    assert [f.type for f in findings(*rows, mentions=about("GAB", "GAB"))] == ["conflict"]
    assert findings(*rows, mentions=about("GAB", "TCD")) == []
    assert [r.about for r in compare.ranges(claims(*rows, mentions=about("GAB", "TCD")))] == ["GAB", "TCD"]


def test_soldiers_of_two_states_may_each_be_counted_by_their_own() -> None:
    armies = "Armée (Malawi)", "Armée (Afrique du Sud)"
    rows = [told(d, n, 4, by, group="military") for d, n, by in (("a", 3, armies[0]), ("b", 9, armies[1]))]
    homes = [mention("a", 1, name, country=state) for name, state in zip(armies, ("MWI", "ZAF"), strict=True)]
    (found,) = findings(*rows, mentions=homes)
    assert found.type == "explained_by_scope"
    assert found.sentence.endswith("need not contradict one another: each of the two states may count its own.")
    assert [f.type for f in findings(*rows)] == ["conflict"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [told("a", 164, 4, SANTE, **LAND), told("b", 100, 4, SANTE, bound="min", **CITY)],
            "At least 100 dead in Almaty (Health Ministry, 4 September) and 164 dead in Kazakhstan (Health Ministry, "
            "4 September) do not contradict one another: Almaty lies in Kazakhstan.",
        ),
        (
            [told("a", 8, 3, "AFP", **FORCES, **CITY), told("b", 12, 4, "Tass", **FORCES, **CITY)],
            "Told by several voices, the count of security forces dead in Almaty rises from 8 (AFP, 3 September) to 12 "
            "(TASS, 4 September).",
        ),
        (
            [told("a", 30, 4, "syndicats"), told("b", 80, 4, SANTE)],
            '80 dead in Gabon (Health Ministry, 4 September) against 30 ("syndicats", 4 September): two sources, '
            "the same day.",
        ),
        (
            [told("a", 26, 3, "A", text="26 pillards", **OTHERS), told("b", 40, 4, "A", text="40 pillards", **OTHERS)],
            'The count of people dead in Gabon ("26 pillards") by A rose from 26 (3 September) to 40 (4 September).',
        ),
        (
            [told(f"{v}{n}", n * by, n, v) for n in range(2, 8) for v, by in (("A", 3), ("B", 9))],
            "63 dead in Gabon (B, 7 September) against 21 (A, 7 September): two sources, the same day; likewise on "
            "five more days, the last 6 September.",
        ),
        (
            [told(f"{v}{n}", n * by, n, v) for n in range(2, 4) for v, by in (("A", 3), ("B", 9))],
            "27 dead in Gabon (B, 3 September) against 9 (A, 3 September): two sources, the same day; likewise on one "
            "more day, 2 September.",
        ),
        (
            [told("a", 25, 4, "ONU", bound="approx"), told("a", 10, 4, INTERIEUR, bound="max")],
            "About 25 dead in Gabon (UN, 4 September) against at most 10 (Interior Ministry, 4 September): an "
            "international body and a ministry, the same day; article a gives both.",
        ),
        (
            [told("a", 55, 3, "A"), told("b", 55, 4, POLICE, modality="denied")],
            "55 dead in Gabon (A, 3 September) are denied by the Police (4 September), a day apart.",
        ),
        (
            [told("a", 1, 3, "A"), told("b", 1, 5, "A", modality="denied")],
            "1 dead in Gabon (A, 3 September) is withdrawn by A (5 September), two days apart.",
        ),
        (
            [told("a", 30, 4, "A"), told("b", 16, 4, "B", **FORCES), told("b", 17, 4, "B", **CROWD)],
            "16 security forces dead in Gabon and 17 protesters dead in Gabon (B, 4 September), 33 as a sum, against "
            "30 dead in all in Gabon (A, 4 September): one voice's parts are more than the other's whole, "
            "the same day.",
        ),
        (
            [told("a", 26, 4, None, start=5), told("a", 12, 4, "A", start=600), told("a", 14, 4, "B", start=700)],
            "12 dead in Gabon (A, 4 September) and 14 dead in Gabon (B, 4 September) add up to 26 (article a, which "
            "names no source, 4 September) in article a.",
        ),
        (
            [told("a", 164, 3, SANTE), told("b", 50, 20, "ONU")],
            "After 164 dead in Gabon (Health Ministry, 3 September) the latest count is 50 (UN, 20 September); no "
            "article that gives the lower number mentions the higher one.",
        ),
        (
            [told("a", 30, 4, SANTE), told("b", 16, 4, SANTE, **FORCES), told("b", 17, 4, SANTE, bound="min", **CROWD)],
            "16 security forces dead in Gabon and at least 17 protesters dead in Gabon (Health Ministry, 4 September)"
            ", at least 33 as a sum, against 30 dead in all in Gabon (Health Ministry, 4 September): the parts are "
            "more than the whole, the same day.",
        ),
        (
            [told("a", 40, 4, SANTE), told("a", 9, 4, "ONU")],
            "40 dead in Gabon (Health Ministry, 4 September) against 9 (UN, 4 September): a ministry and an "
            "international body, the same day; article a gives both, perhaps one as the count before the other.",
        ),
        (
            [told("a", 1, 4, SANTE, **FORCES), told("b", 9, 4, "ONU", **FORCES)],
            "9 security forces dead in Gabon (UN, 4 September) against 1 (Health Ministry, 4 September): an "
            "international body and a ministry, the same day.",
        ),
    ],
)
def test_sentences(rows: list[Row], sentence: str) -> None:
    assert sentence in {f.sentence for f in findings(*rows)}


def test_a_toll_that_grows_over_fifteen_articles() -> None:
    """One event: copies of an agency, two agencies, a ministry that raises its count, then corrects it."""
    copied = list(range(100, 140))
    tolls = [5, 9, 14, 14, 20, 26]
    rows = [told(f"m{n}", toll, n + 1, SANTE, **LAND) for n, toll in enumerate(tolls)]
    rows += [told(f"n{n}", toll, n + 1, None, relayed_by="AFP", **LAND) for n, toll in enumerate(tolls[:4])]
    rows += [told("x1", 31, 7, "Tass", **LAND), told("x2", 12, 7, SANTE, **FORCES, **LAND)]
    rows += [told("x3", 19, 9, SANTE, **LAND), told("x4", 26, 9, SANTE, modality="denied", **LAND)]
    documents = [document(d, day(28), fingerprint=copied) for d in sorted({r["doc_id"] for r in rows})]
    made = tables(*rows, documents=documents)
    found = compare.findings(made, compare.claims(made))
    types = [f.type for f in found]
    assert {"revision_up", "conflict", "retraction", "silent_retraction"} <= set(types)
    assert "rise" not in types  # the ministry, still counting, never reaches the agency's number
    assert types.count("revision_up") == 2  # of the ministry, and of what the agency passes on
    (raised,) = [f for f in found if f.type == "revision_up" and "Health" in f.sentence]
    assert "5 (1 September), 9 (2 September), …, 20 (5 September) and 26 (6 September)" in raised.sentence
    assert [f.weight for f in found] == sorted((f.weight for f in found), reverse=True)


def test_a_conflict_weighs_less_where_it_rests_on_less() -> None:
    def weight(*rows: Row) -> float:
        (found,) = findings(*rows)
        return found.weight

    clear = weight(told("a", 8, 4, "A"), told("b", 64, 4, "B"))
    assert clear == 5 * 3 * (1 + 3)
    assert weight(told("a", 16, 4, "A"), told("b", 64, 4, None)) == 5 * 3 * (1 + 2) / 2  # no source
    assert weight(told("a", 1, 4, "A"), told("b", 64, 4, "B")) == clear / 2  # one victim
    assert weight(told("a", 40, 4, "A"), told("b", 64, 4, "B")) == pytest.approx(5 * 3 * 1.678 / 2, abs=0.01)  # later
    assert weight(told("a", 8, 4, "A", kind="arrested"), told("b", 64, 4, "B", kind="arrested")) == clear / 2


def test_the_ministry_and_not_an_article_without_source_gives_the_total() -> None:
    parts = told("b", 18, 3, INTERIEUR, bound="min", **FORCES), told("b", 36, 3, INTERIEUR, bound="min", **CROWD)
    found = findings(*parts, told("a", 164, 4, SANTE), told("c", 170, 3, None))
    (gap,) = [f for f in found if "as a sum" in f.sentence]
    assert gap.sentence.startswith("164 dead in Gabon (Health Ministry, 4 September) against at least 18 security")
    assert "at least 54 as a sum" in gap.sentence


@pytest.mark.parametrize("entry", lexicon.load("added_counts"), ids=lambda e: e.form)
def test_the_word_stands_in_its_example_and_not_in_the_counter_example(entry: lexicon.Entry) -> None:
    assert entry.form in entry.example.split(" ") or f"{entry.form}." in entry.example.split(" ")
    assert entry.form not in entry.counter_example


# Bounds


@contextmanager
def steps() -> Iterator[Callable[[], int]]:
    """Count the calls of functions of kzlib.compare: work that is the same on every machine."""
    count = 0

    def profile(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        code: CodeType = frame.f_code
        count += event == "call" and "compare" in code.co_filename

    sys.setprofile(profile)
    try:
        yield lambda: count
    finally:
        sys.setprofile(None)


def work(size: int, **more: Any) -> int:
    rows = [
        told(f"d{n % 500}", 10 + n * 7 % 4001, 1 + n % 25, f"V{n % 200}" if n % 3 else None, start=n * 9) | more
        for n in range(size)
    ]
    rows += [told(f"d{n}", n, 20, None, modality="denied", start=5) for n in range(size // 10)]
    made = tables(*rows)
    with steps() as done:
        found = compare.claims(made)
        compare.findings(made, found)
        compare.ranges(found)
        compare.as_known(found, "killed", "all", "Gabon")
        compare.daily(found, "killed", "all", "Gabon")
        compare.weigh(found)
        return done()


@pytest.mark.parametrize("more", [{}, {"text": "12 autres personnes"}, {"as_of": day(4)}, {"value": 164.0}])
def test_work_grows_with_the_number_of_claims_of_one_scope_and_not_with_its_square(more: dict[str, Any]) -> None:
    small, large = work(500, **more), work(4000, **more)
    assert large < 2 * 8 * small
