"""Weighing numbers by how often their voices stand apart: worked out by hand."""

from __future__ import annotations

import math

import pytest
from hand_made import claims, day, figure

from kzlib import compare


def voices(**numbers: float) -> list[compare.Weighed]:
    """Weighing of one thing on one day, a number for each voice."""
    return compare.weigh(claims(*(figure(name, n, attributed_to=name) for name, n in numbers.items())))


def test_two_voices_are_not_weighed() -> None:
    assert voices(A=10, B=40) == []


def test_one_voice_apart_from_two_counts_for_less() -> None:
    (found,) = voices(A=10, B=10, C=40)
    # Standard deviation of 10, 10, 40: the root of 200. Losses with the prior: 0.25, 0.25 and (30/root + 0.5) / 2.
    apart = (30 / math.sqrt(200) + 0.5) / 2
    total = 0.25 + 0.25 + apart
    assert found.value == 10
    assert found.weights == {
        "A": pytest.approx(-math.log(0.25 / total), abs=1e-3),
        "B": pytest.approx(-math.log(0.25 / total), abs=1e-3),
        "C": pytest.approx(-math.log(apart / total), abs=1e-3),
    }


def test_leaving_one_voice_out_shows_what_the_number_depends_on() -> None:
    # Weights 1.377, 2.032 and 0.484: without B the 10 of A outweighs the 60 of C; without A or C the 20 stays.
    (found,) = voices(A=10, B=20, C=60)
    assert (found.value, found.low, found.high, found.depends_on) == (20, 10, 20, "B")
    assert found.weights == {"A": 1.377, "B": 2.032, "C": 0.484}
    (settled,) = voices(A=10, B=10, C=10, D=99)
    assert (settled.low, settled.high, settled.depends_on) == (10, 10, None)


def test_a_voice_that_was_off_elsewhere_loses_where_voices_are_split() -> None:
    rows = []
    for number, value in ((1, 10), (2, 20), (3, 30)):
        rows += [figure(v + str(number), value, as_of=number, attributed_to=v) for v in ("A", "B", "D")]
        rows.append(figure(f"C{number}", value * 3, as_of=number, attributed_to="C"))
    rows += [figure(f"{v}4", n, as_of=4, attributed_to=v) for v, n in (("A", 40), ("B", 42), ("C", 90))]
    last = compare.weigh(claims(*rows))[-1]
    assert last.day == day(4) and last.value in (40, 42)
    assert last.weights["C"] < min(last.weights["A"], last.weights["B"])


def test_bounds_count_only_where_a_number_breaks_them() -> None:
    rows = [
        figure("a", 164, attributed_to="A"),
        figure("b", 20, bound="min", attributed_to="B"),
        figure("c", 170, bound="approx", attributed_to="C"),
    ]
    (found,) = compare.weigh(claims(*rows))
    assert found.value == 164


def test_one_voice_in_many_articles_has_one_vote() -> None:
    rows = [figure(f"a{i}", 40, attributed_to="A") for i in range(9)]
    rows += [figure(v, 10, attributed_to=v) for v in ("B", "C")]
    (found,) = compare.weigh(claims(*rows))
    assert found.value == 10 and set(found.weights) == {"A", "B", "C"}


def test_the_number_is_always_one_that_was_given() -> None:
    (found,) = voices(A=11, B=23, C=57, D=91)
    assert {found.value, found.low, found.high} <= {11, 23, 57, 91}
