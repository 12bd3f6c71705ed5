"""What is answered to the claims of many days at once: how many sides near each day do what with each number.

Numbers are held against those near them as arrays, a row for each number near a day, a column for each that is asked
for; then the rows of a side's numbers are put together, and the sides counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kzlib import institutions
from kzlib.reliability import window
from kzlib.reliability.window import Ledger, Numbers, Whole

# What a side does with a number: the columns of what is answered. One that agrees is counted for that alone, one that
# is in line only if it does nothing else; FOES are the tellings that contradict it, whatever else their side says.
AGREEING, ROUNDED, AGAINST, IN_LINE, RELAYED, FOES = range(6)
# What a number is to another one, as bits; and as bits of the columns above, what a side does all of whose numbers
# together are that.
_AGREES, _SAME, _OPPOSED, _NEAR = 1, 2, 4, 8
_Codes = NDArray[np.uint8]


def _does(code: int) -> int:
    if code & _AGREES:
        return 1 << AGREEING
    does = (1 << ROUNDED) * bool(code & _SAME) | (1 << AGAINST) * bool(code & _OPPOSED)
    return does or (1 << IN_LINE) * bool(code & _NEAR)


_DOES = np.array([_does(code) for code in range(16)], np.uint8)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the view (`Chorus.view`) and the number of each claim; of some claims, what a side says."""

    view: Whole
    number: Whole
    claim: Whole
    side: Whole


@dataclass(frozen=True, slots=True)
class Answers:
    """For each claim how many sides do what with its number; for each side asked for whether it does, or how often."""

    counts: Whole
    said: Whole


class Views:
    """The views that are asked for, each with the numbers and sides of its days.

    `rows` are numbers near a view's day, `first` and `last` those of each view; `told` are the places in `rows` of what
    each side tells, one side of a view after the other; `sides` are these (`key` of view and side), with the first of
    what each tells in `told`, and `side_first`, `side_last` those of each view.
    """

    def __init__(self, ledger: Ledger, views: Whole, names: Sequence[str], entries: tuple[Whole, Whole]) -> None:
        self.ledger, self.names = ledger, len(names)
        self.group, state = views[:, 0], views[:, 1]
        self.real = np.array([not name.startswith("\0") for name in names], np.bool_)
        self.relays = np.array([r and institutions.relays(n) for n, r in zip(names, self.real, strict=True)], np.bool_)
        self.first, self.last, self.rows = self._near()
        view = np.repeat(np.arange(len(state)), self.last - self.first)
        entry_number, entry_side = entries
        entry, row = window.spread(*(np.searchsorted(entry_number, self.rows, side) for side in ("left", "right")))
        side = np.where(entry_side[entry] == 0, state[view[row]], entry_side[entry])
        key = view[row] * self.names + side
        order = np.argsort(key, kind="stable")
        self.told = row[order]
        self.key, self._begins = np.unique(key[order], return_index=True)
        self._ends = np.append(self._begins[1:], len(self.told))
        places = np.arange(len(state))
        self.side_first, self.side_last = (
            np.searchsorted(self.key // self.names, places, side) for side in ("left", "right")
        )

    def _near(self) -> tuple[Whole, Whole, Whole]:
        """The numbers near each view's day, one view after the other."""
        here, there = self.ledger.windows()
        start, end = (np.searchsorted(here, self.group, side) for side in ("left", "right"))
        pair, view = window.spread(start, end)
        rows, of = window.spread(self.ledger.first[there[pair]], self.ledger.last[there[pair]])
        counts = np.bincount(view[of], minlength=len(self.group))
        return np.cumsum(counts) - counts, np.cumsum(counts), rows

    def tellings(self, side: Whole) -> tuple[Whole, Whole]:
        """Of some sides all that they tell, as places in `rows`, and where that of each begins."""
        told, of = window.spread(self._begins[side], self._ends[side])
        return self.told[told], np.searchsorted(of, np.arange(len(side)))

    def answers(self, asked: Asked) -> Answers:
        """What all sides near each claim's day say of its number."""
        parts = _Parts(self)
        counts = np.zeros((len(asked.view), 6), np.int64)
        said = np.zeros((len(asked.claim), 6), np.int64)
        part, query = parts.of(asked.view, asked.number)
        order, wanted = np.argsort(part, kind="stable"), np.argsort(part[asked.claim], kind="stable")
        claims, items = part[order], part[asked.claim[wanted]]
        for chosen in parts.batches():
            block = _Block(self, parts, chosen)
            claim, at = _those(claims, chosen)
            counts[order[claim]] = block.counts[at, :, query[order[claim]]]
            item, at = _those(items, chosen)
            item = wanted[item]
            said[item] = block.said(at, query[asked.claim[item]], asked.side[item])
        return Answers(counts, said)


def _those(sorted_parts: Whole, chosen: Whole) -> tuple[Whole, Whole]:
    """Places of some parts among sorted ones, and which of the chosen each is."""
    return window.spread(np.searchsorted(sorted_parts, chosen), np.searchsorted(sorted_parts, chosen, "right"))


class _Parts:
    """The numbers that are asked for in each view, cut where there are too many to hold against all near them."""

    def __init__(self, views: Views) -> None:
        self._first = views.ledger.first[views.group]
        asked = views.ledger.last[views.group] - self._first
        self._near = views.last - views.first
        self._most = np.maximum(window.PAIRS // np.maximum(self._near, 1), 1)
        counts = -(-asked // self._most)
        self._start = np.cumsum(counts) - counts
        part, self.view = window.spread(np.zeros_like(counts), counts)
        self.first = self._first[self.view] + part * self._most[self.view]
        self.count = np.minimum(self._most[self.view], asked[self.view] - part * self._most[self.view])

    def of(self, view: Whole, number: Whole) -> tuple[Whole, Whole]:
        """The part that a number of a view is in, and its place there."""
        place = number - self._first[view]
        return self._start[view] + place // self._most[view], place % self._most[view]

    def batches(self) -> Iterator[Whole]:
        """Parts of one size that fit in one block."""
        return window.batches(self.count, self._near[self.view])


class _Block:
    """Some views with as many numbers asked for each: these against all numbers near them.

    `counts` are how many sides do what: by view, column and number asked for.
    """

    def __init__(self, views: Views, parts: _Parts, batch: Whole) -> None:
        self.views, self.view = views, parts.view[batch]
        asked = parts.first[batch][:, None] + np.arange(parts.count[batch[0]])
        near, of = window.spread(views.first[self.view], views.last[self.view])
        numbers = views.ledger.numbers
        code = _relations(numbers.at(asked).at(of), numbers.at(views.rows[near]).row())
        self._side_first = np.cumsum(views.side_last[self.view] - views.side_first[self.view])
        side, of_side = window.spread(views.side_first[self.view], views.side_last[self.view])
        self._side_first -= np.bincount(of_side, minlength=len(self.view))
        told, begins = views.tellings(side)
        told_of = np.repeat(of_side, np.diff(begins, append=len(told)))
        given = code[told - views.first[self.view][told_of] + np.searchsorted(of, told_of)]
        self._foes = _summed(np.add, (given & _OPPOSED) // _OPPOSED, begins)
        name = views.key[side] % views.names
        does = _DOES[_summed(np.bitwise_or, given, begins)]
        self._does = does | ((does >> AGREEING & 1) & views.relays[name][:, None]) << RELAYED
        self.counts = self._counted(views.real[name], of_side)

    def _counted(self, real: NDArray[np.bool_], of_side: Whole) -> Whole:
        """How many sides of each view do what, those that are one voice by itself left out."""
        found = np.zeros((len(self.view), 6, self._does.shape[1]), np.int64)
        views, begins = np.unique(of_side[real], return_index=True)
        for column in range(FOES):
            found[views, column] = _summed(np.add, self._does[real] >> column & 1, begins)
        return found

    def said(self, at: Whole, query: Whole, side: Whole) -> Whole:
        """What sides say of numbers asked for: `at` the view's place in this block."""
        views, found = self.views, np.zeros((len(at), 6), np.int64)
        if not len(views.key):
            return found
        wanted = self.view[at] * views.names + side
        known = np.minimum(np.searchsorted(views.key, wanted), len(views.key) - 1)
        there = np.flatnonzero(views.key[known] == wanted)
        row = known[there] - views.side_first[self.view[at[there]]] + self._side_first[at[there]]
        found[there, :FOES] = self._does[row, query[there]][:, None] >> np.arange(FOES) & 1
        found[there, FOES] = self._foes[row, query[there]]
        return found


def _relations(a: Numbers, b: Numbers) -> _Codes:
    """What numbers are to others, as bits."""
    fitting = window.agree(a, b)
    supporting = fitting & window.corroborate(a, b)
    same = supporting & window.same_rounded(a, b)
    code: _Codes = (supporting & ~same).astype(np.uint8)
    code |= same.astype(np.uint8) << 1
    code |= (~fitting & window.contradict(a, b)).astype(np.uint8) << 2
    code |= window.near_in_time(a, b).astype(np.uint8) << 3
    return code


def _summed(how: np.ufunc, rows: _Codes, begins: Whole) -> NDArray[np.integer]:
    """Rows put together, those from each place on to the next."""
    if not len(begins):
        return rows[:0]
    kept = np.uint8 if how is np.bitwise_or else np.int64
    found: NDArray[np.integer] = how.reduceat(rows, begins, axis=0, dtype=kept)
    return found
