"""Numbers held against one another as arrays: the relations are those of two claims."""

from __future__ import annotations

import itertools

import numpy as np
from hand_made import figure, tables

from kzlib import compare
from kzlib.compare import consistency
from kzlib.reliability import window

BOUNDS = ("exact", "min", "max", "approx")
VALUES = (1, 2, 18, 20, 27, 30, 164)
KINDS = ("killed", "missing")


def claims() -> list[compare.Claim]:
    """Numbers of every sort, on three days, with and without a source, each in an article of its own."""
    rows = [
        figure(f"d{n:03}", value, as_of=4 + n % 3, bound=bound, kind=kind, attributed_to=by)
        for n, (value, bound, kind, by) in enumerate(
            itertools.product(VALUES, BOUNDS, KINDS, (None, "Ministère de l'Intérieur", "AFP"))
        )
    ]
    return compare.claims(tables(*rows))


def test_the_relations_of_arrays_are_those_of_claims() -> None:
    known = claims()
    ledger = window.Ledger(known)
    a, b = ledger.numbers.at(ledger.number).row(), ledger.numbers.at(ledger.number).column()
    fitting, opposed = window.agree(a, b), window.contradict(a, b)
    for (i, one), (j, other) in itertools.product(enumerate(known), repeat=2):
        if one.thing == other.thing and i != j:
            assert fitting[i, j] == consistency.agree(one, other), (one, other)
            assert (opposed[i, j] and not fitting[i, j]) == consistency.contradict(one, other), (one, other)


def test_groups_near_one_another_are_those_of_one_thing_within_two_days() -> None:
    ledger = window.Ledger(claims())
    here, there = ledger.windows()
    days, things = ledger.numbers.day[ledger.first], ledger.thing[ledger.first]
    wanted = {
        (i, j)
        for i, j in itertools.product(range(len(days)), repeat=2)
        if things[i] == things[j] and abs(days[i] - days[j]) <= window.REACH
    }
    assert {*zip(here.tolist(), there.tolist(), strict=True)} == wanted


def test_batches_hold_every_group_once() -> None:
    sizes = np.array([1, 5, 5, 900, 3, 70_000, 1])
    found = [*window.batches(sizes, sizes[::-1])]
    assert sorted(np.concatenate(found).tolist()) == list(range(len(sizes)))
    assert all(len({*sizes[same].tolist()}) == 1 for same in found)
