"""The numbers told of one thing within a few days, side by side as arrays: which agree, which cannot both be right.

The relations are those of `kzlib.compare.consistency`, of all numbers of a window at once. What is held against one
another are numbers and not claims: a number that a thousand articles give is looked at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kzlib import institutions
from kzlib.compare import scope
from kzlib.compare.claim import ABOUT, Claim
from kzlib.compare.consistency import GROWING, INCIDENT, POINTS

Bits = NDArray[np.bool_]
Whole = NDArray[np.int64]
Floats = NDArray[np.float64]

IN_LINE = 1.5  # up to this many times the earlier number, a later one of another voice is in line with it
UNDATED = -1000  # stands for the day of what has none: near no other day
REACH = scope.PERIOD.days
# Pairs of numbers that are held against one another at a time: about as many as a processor has at hand.
PAIRS = 1 << 17

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers as arrays, sorted by thing and day; `group` is the number of their thing and day."""

    group: Whole
    day: Whole
    value: Floats
    low: Floats
    high: Floats
    exact: Bits
    point: Bits
    unnamed: Bits
    relayed: Bits
    growing: Bits

    def at(self, places: Whole) -> Numbers:
        """Some of them, in an array of any shape."""
        return Numbers(*(getattr(self, name)[places] for name in self.__slots__))

    def row(self) -> Numbers:
        """Each beside all of another one's: a dimension more at the end."""
        return Numbers(*(getattr(self, name)[..., None] for name in self.__slots__))

    def column(self) -> Numbers:
        """Each below all of another one's: a dimension more before the last."""
        return Numbers(*(getattr(self, name)[..., None, :] for name in self.__slots__))


def agree(a: Numbers, b: Numbers) -> Bits:
    """Whether the values that two numbers allow have one in common."""
    found: Bits = np.maximum(a.low, b.low) <= np.minimum(a.high, b.high)
    return found


def corroborate(a: Numbers, b: Numbers) -> Bits:
    """Whether two numbers that agree support one another: they are within a tenth of one another.

    "At least 20" does not contradict 164, but it does not support it either.
    """
    found: Bits = np.minimum(a.value, b.value) >= np.maximum(a.value, b.value) * (1 - ABOUT)
    return found


def same_rounded(a: Numbers, b: Numbers) -> Bits:
    """Whether two numbers are one rounded one ("about 1,000"): it may be one count under two names."""
    found: Bits = (a.value == b.value) & ~(a.exact | b.exact)
    return found


def contradict(a: Numbers, b: Numbers) -> Bits:
    """Whether two numbers that do not agree, told in two articles, cannot both be right."""
    far = (a.value > INCIDENT * b.value) | (b.value > INCIDENT * a.value)
    fell = a.growing & np.where(a.day < b.day, b.value < a.value, a.value < b.value)
    found: Bits = (a.day != UNDATED) & ~((a.unnamed | b.unnamed) & far) & ((a.day == b.day) | fell)
    return found


def near_in_time(a: Numbers, b: Numbers) -> Bits:
    """Whether a count that only grows is a little higher on the later of two days: each makes the other likelier.

    Not if an agency or medium passes one of them on: it may be the other's own count.
    """
    firm = a.growing & a.point & b.point & ~(a.relayed | b.relayed)
    earlier, later = np.where(a.day < b.day, a.value, b.value), np.where(a.day < b.day, b.value, a.value)
    found: Bits = firm & (a.day != b.day) & (earlier < later) & (later <= IN_LINE * earlier)
    return found


def ordinal(day: dt.date | None) -> int:
    """A day as a number."""
    return UNDATED if day is None else day.toordinal()


class Ledger:
    """The numbers of claims: `number` of each claim, all `numbers`, and which of them stand near one another.

    `things` and `voice` are what each claim counts and who gives it, by number; `places` and `voices` tell of what.
    `groups` are what is counted on one day, in order of thing and day, `first` and `last` their numbers.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.things, things = codes(c.thing for c in claims)
        self.places = {thing: n for n, thing in enumerate(things)}
        self.voice, self.voices = codes(c.origin for c in claims)
        relays = np.array([institutions.relays(voice) for voice in self.voices], np.bool_)[self.voice]
        bound, _ = codes(c.bound for c in claims)
        unnamed = np.array([c.voice is None for c in claims], np.bool_)
        day = np.array([ordinal(c.day) for c in claims], np.int64)
        value = np.array([c.value for c in claims], np.float64)
        value_high = np.array([np.inf if c.value_high is None else c.value_high for c in claims], np.float64)
        told = (self.things, day, value, value_high, bound, unnamed, relays)
        order = np.lexsort(told[::-1])
        new = _changes(*(key[order] for key in told))
        self.number = np.empty_like(order)
        self.number[order] = np.cumsum(new) - 1
        first = order[new]
        self.thing = self.things[first]
        groups = np.cumsum(_changes(self.thing, day[first])) - 1
        known = [claims[n] for n in first.tolist()]
        self.numbers = Numbers(
            group=groups,
            day=day[first],
            value=value[first],
            low=np.array([c.low or 0.0 for c in known], np.float64),
            high=np.array([np.inf if c.high is None else c.high for c in known], np.float64),
            exact=np.array([c.bound == "exact" for c in known], np.bool_),
            point=np.array([c.bound in POINTS for c in known], np.bool_),
            unnamed=unnamed[first],
            relayed=relays[first],
            growing=np.array([c.kind in GROWING for c in known], np.bool_),
        )
        self.first, self.last = _runs(groups)

    def windows(self) -> tuple[Whole, Whole]:
        """Which groups stand near which, itself included: pairs of their numbers, in order."""
        group_thing, group_day = self.thing[self.first], self.numbers.day[self.first]
        found = []
        for apart in range(-REACH, REACH + 1):
            there = np.searchsorted(_joined(group_thing, group_day), _joined(group_thing, group_day + apart))
            there = np.minimum(there, len(group_day) - 1)
            same = (group_thing[there] == group_thing) & (group_day[there] == group_day + apart)
            here = np.flatnonzero(same & ((group_day != UNDATED) | (apart == 0)))
            found.append(np.stack([here, there[here]]))
        pairs = np.concatenate(found, axis=1)
        pairs = pairs[:, np.lexsort((pairs[1], pairs[0]))]
        return pairs[0], pairs[1]


def _joined(thing: Whole, day: Whole) -> Whole:
    return thing * (1 << 24) + day - UNDATED + REACH


def _changes(*sorted_keys: NDArray[Any]) -> Bits:
    """Where keys in order differ from those before: where each new one begins."""
    new = np.ones(len(sorted_keys[0]), np.bool_)
    new[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in sorted_keys])
    return new


def _runs(groups: Whole) -> tuple[Whole, Whole]:
    """First and last (exclusive) place of each of the groups 0, 1, 2... that stand one after the other."""
    first = np.flatnonzero(np.diff(groups, prepend=-1))
    return first, np.append(first[1:], len(groups))


def spread(first: Whole, last: Whole) -> tuple[Whole, Whole]:
    """All whole numbers from each first to its last (exclusive), and the place of the pair that each is of."""
    counts = last - first
    of = np.repeat(np.arange(len(counts)), counts)
    return np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts) + first[of], of


def batches(sizes: Whole, near: Whole) -> Iterator[Whole]:
    """Places of groups of one size whose numbers, each held against those near it, fit in one block.

    `sizes` are how many numbers a group asks for, `near` how many are near them.
    """
    order = np.argsort(sizes, kind="stable")
    room = np.cumsum((sizes * near)[order]) // PAIRS
    cuts = np.flatnonzero(np.diff(sizes[order]) | np.diff(room)) + 1
    yield from (same for same in np.split(order, cuts) if len(same))


def codes(names: Iterable[T]) -> tuple[Whole, list[T]]:
    """A number for each name, and the names by number."""
    known: dict[T, int] = {}
    found = np.array([known.setdefault(name, len(known)) for name in names], np.int64)
    return found, [*known]
