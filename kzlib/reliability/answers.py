"""What is answered to the claims of many days at once: how many sides near each day do what with each number.

A side that gives one number near a day is counted by number; the few that give several are counted side by side, as
columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kzlib import institutions
from kzlib.reliability import window
from kzlib.reliability.window import Bits, Ledger, Numbers, Whole

# What a side does with a number: the columns of what is answered. One that agrees is counted for that alone, one that
# is in line only if it does nothing else; FOES are the tellings that contradict it, whatever else their side says.
AGREEING, ROUNDED, AGAINST, IN_LINE, RELAYED, FOES = range(6)


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

    `rows` are numbers near a view's day, `first` and `last` those of each view.
    """

    def __init__(self, ledger: Ledger, views: Whole, names: Sequence[str], entries: tuple[Whole, Whole]) -> None:
        self.ledger = ledger
        self.group, state = views[:, 0], views[:, 1]
        entry_number, entry_side = entries
        self.real = np.array([not name.startswith("\0") for name in names], np.bool_)
        self.relays = np.array([r and institutions.relays(n) for n, r in zip(names, self.real, strict=True)], np.bool_)
        self.first, self.last, self.rows = self._near()
        view = np.repeat(np.arange(len(state)), self.last - self.first)
        start, end = (np.searchsorted(entry_number, self.rows, side) for side in ("left", "right"))
        entry, self.row = window.spread(start, end)
        side = entry_side[entry]
        side = np.where(side == 0, state[view[self.row]], side)
        self.key = view[self.row] * len(names) + side
        self._sort()

    def _near(self) -> tuple[Whole, Whole, Whole]:
        """The numbers near each view's day, one view after the other."""
        here, there = self.ledger.windows()
        start, end = (np.searchsorted(here, self.group, side) for side in ("left", "right"))
        pair, view = window.spread(start, end)
        rows, of = window.spread(self.ledger.first[there[pair]], self.ledger.last[there[pair]])
        counts = np.bincount(view[of], minlength=len(self.group))
        return np.cumsum(counts) - counts, np.cumsum(counts), rows

    def _sort(self) -> None:
        """Part the sides that give one number near a day, counted by number, from those that give several: columns."""
        known, back, often = np.unique(self.key, return_inverse=True, return_counts=True)
        several = often > 1
        self.columns = known[several]
        self.once, place = known[~several], np.argsort(back, kind="stable")
        starts = np.cumsum(often) - often
        self.once_at = self.row[place[starts[~several]]]
        named = self.once % len(self.real)
        self.weights = np.stack(
            [
                np.bincount(self.once_at[chosen[named]], minlength=len(self.rows))
                for chosen in (self.real, self.real & self.relays)
            ],
            axis=1,
        )
        of_several = several[back]
        column = np.cumsum(several) - 1
        self.cell_row, self.cell_column = self.row[of_several], column[back[of_several]]
        order = np.argsort(self.cell_row, kind="stable")
        self.cell_row, self.cell_column = self.cell_row[order], self.cell_column[order]
        view = self.columns // len(self.real)
        places = np.arange(len(self.group))
        self.column_first, self.column_last = (np.searchsorted(view, places, side) for side in ("left", "right"))

    def answers(self, asked: Asked) -> Answers:
        """What all sides near each claim's day say of its number."""
        parts = _Parts(self)
        counts = np.zeros((len(asked.view), 6), np.int64)
        said = np.zeros((len(asked.claim), 6), np.int64)
        part, query = parts.of(asked.view, asked.number)
        order, wanted = np.argsort(part, kind="stable"), np.argsort(part[asked.claim], kind="stable")
        for chosen in parts.batches():
            block = _Block(self, parts, chosen)
            claim, at = _those(part[order], chosen)
            counts[order[claim]] = block.counts[at, query[order[claim]]]
            item, at = _those(part[asked.claim[wanted]], chosen)
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
        self._near, self._several = views.last - views.first, views.column_last - views.column_first
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
        """Parts of about one size that fit in one block."""
        return window.batches(self.count, self._near[self.view], self._several[self.view])


class _Block:
    """Some views of about one size: their numbers against all numbers near them."""

    def __init__(self, views: Views, parts: _Parts, batch: Whole) -> None:
        self.views, self.chosen = views, parts.view[batch]
        ledger, chosen = views.ledger, self.chosen
        asked, _ = window.padded(parts.first[batch], parts.count[batch], np.arange(len(ledger.numbers.value)))
        near, there = window.padded(views.first[chosen], views.last[chosen] - views.first[chosen], views.rows)
        self._relate(ledger.numbers.at(asked).row(), ledger.numbers.at(near).column(), there[:, None, :])
        rows, _ = window.padded(
            views.first[chosen], views.last[chosen] - views.first[chosen], np.arange(len(views.rows))
        )
        self.weights = np.where(there[..., None], views.weights[rows], 0).astype(np.float32)
        self._cells()
        self.counts = self._counts()

    def _relate(self, a: Numbers, b: Numbers, there: Bits) -> None:
        fitting = window.agree(a, b) & there
        supporting = fitting & window.corroborate(a, b)
        self.rounded = supporting & window.same_rounded(a, b)
        self.agreeing = supporting & ~self.rounded
        self.foes = ~fitting & there & window.contradict(a, b)
        self.near = window.near_in_time(a, b) & there
        self.in_line = self.near & ~supporting & ~self.foes

    def _cells(self) -> None:
        """How many tellings of each number each side has that gives several: in line with the columns of its view."""
        views, chosen = self.views, self.chosen
        wide = views.column_last[chosen] - views.column_first[chosen]
        cells = np.zeros((*self.weights.shape[:2], int(wide.max(initial=0))), np.float32)
        start = np.searchsorted(views.cell_row, views.first[chosen])
        end = np.searchsorted(views.cell_row, views.last[chosen])
        cell, of = window.spread(start, end)
        row = views.cell_row[cell] - views.first[chosen][of]
        np.add.at(cells, (of, row, views.cell_column[cell] - views.column_first[chosen][of]), 1)
        columns, there = window.padded(views.column_first[chosen], wide, views.columns)
        self.real = (views.real[columns % len(views.real)] & there)[:, None, : cells.shape[2]]
        self.relays = self.real & views.relays[columns % len(views.real)][:, None, : cells.shape[2]]
        agreeing, rounded, self.several_foes, near = (
            _product(bits, cells) for bits in (self.agreeing, self.rounded, self.foes, self.near)
        )
        agrees, against = agreeing > 0, (self.several_foes > 0) & ~(agreeing > 0)
        same = (rounded > 0) & ~agrees
        self.several = [agrees, same, against, (near > 0) & ~(agrees | same | against)]

    def _counts(self) -> Whole:
        """How many sides do what, for each number asked for."""
        several = [(does & self.real).sum(axis=2) for does in self.several]
        several += [(self.several[AGREEING] & self.relays).sum(axis=2)]
        once = [_product(bits, self.weights)[..., 0] for bits in (self.agreeing, self.rounded, self.foes, self.in_line)]
        once += [_product(self.agreeing, self.weights)[..., 1]]
        counts = [a + b.astype(np.int64) for a, b in zip(several, once, strict=True)]
        return np.stack([*counts, np.zeros_like(counts[0])], axis=2)

    def said(self, at: Whole, query: Whole, side: Whole) -> Whole:
        """What sides say of numbers asked for: `at` the view's place in this block."""
        views, found = self.views, np.zeros((len(at), 6), np.int64)
        if not len(at):
            return found
        key = self.chosen[at] * len(views.real) + side
        for known, several in ((views.columns, True), (views.once, False)):
            place = np.minimum(np.searchsorted(known, key), max(len(known) - 1, 0))
            there = np.flatnonzero(known[place] == key) if len(known) else np.zeros(0, np.int64)
            b, q, p = at[there], query[there], place[there]
            if several:
                column = p - views.column_first[self.chosen[b]]
                does = [d[b, q, column] for d in self.several]
                foes = self.several_foes[b, q, column].astype(np.int64)
            else:
                row = views.once_at[p] - views.first[self.chosen[b]]
                does = [d[b, q, row] for d in (self.agreeing, self.rounded, self.foes, self.in_line)]
                foes = does[AGAINST].astype(np.int64)
            found[there] = np.stack([*does, does[AGREEING] & views.relays[side[there]], foes], axis=1)
        return found


def _product(bits: Bits, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sums of weights over the numbers of which something holds; whole, and small enough for single precision."""
    found: NDArray[np.float32] = np.matmul(bits.astype(np.float32), weights)
    return found
