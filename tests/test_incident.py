"""Counts of one incident are told apart from tolls, by what their own article gives for a part of the same people."""

from __future__ import annotations

from typing import Any

import pytest
from hand_made import claims, day, figure

from kzlib import compare
from kzlib.compare import Claim

BODY = figure("a", 1, text="un corps")
POLICE = figure("a", 12, group="security_forces")


def found(*figures: dict[str, Any]) -> dict[float, Claim]:
    return {c.value: c for c in claims(*figures)}


@pytest.mark.parametrize(
    ("part", "incident"),
    [
        (POLICE, True),
        (figure("a", 12, group="security_forces", bound="min"), True),
        (figure("a", 12, as_of=3, group="security_forces"), True),
        (figure("a", 4, group="security_forces"), False),  # four times as many: not more than that
        (figure("a", 12, as_of=5, group="security_forces"), False),  # a day later there may be more
        (figure("a", 12, group="security_forces", bound="max"), False),  # it may be fewer
        (figure("a", 12, group="security_forces", modality="planned"), False),
        (figure("a", 12, kind="injured", group="security_forces"), False),
        (figure("a", 12, place="Ghana", group="security_forces"), False),
        (figure("b", 12, group="security_forces"), False),  # another article
        (figure("a", 12), False),  # of the same people: one of two tolls
    ],
)
def test_an_incident_is_dwarfed_by_a_part_that_its_own_article_gives(part: dict[str, Any], incident: bool) -> None:
    assert (found(BODY, part)[1].added == "incident") is incident


def test_a_part_is_no_incident_of_its_whole() -> None:
    assert found(figure("a", 164), figure("a", 2, group="security_forces"))[2].added is None


def test_a_count_that_is_open_upwards_may_hold_the_part() -> None:
    assert found(figure("a", 1, bound="min"), POLICE)[1].added is None


def test_an_incident_neither_lowers_a_range_nor_makes_a_day() -> None:
    every = claims(BODY, POLICE, figure("b", 164, as_of=7))
    (whole,) = [r for r in compare.ranges(every) if r.group == "all"]
    assert (whole.low, whole.best, whole.high) == (164, 164, 164)
    assert [r.best for r in compare.daily(every, "killed", "all", "Gabon")] == [164]
    assert [c.value for c in every if c.id in whole.excluded] == [1]
    assert "one incident" in whole.rule


def test_where_there_is_nothing_else_an_incident_stands_and_is_called_one() -> None:
    (whole,) = [r for r in compare.ranges(claims(BODY, POLICE)) if r.group == "all"]
    assert whole.best == 1
    assert whole.rule.endswith("it counts one incident.")
    assert whole.day == day(4)
