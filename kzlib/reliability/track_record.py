"""Track record inside the corpus: the numbers that an article was first to give, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kzlib import institutions
from kzlib.compare import scope
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import historical
from kzlib.reliability import window
from kzlib.reliability.window import Bits, Ledger, Whole


@dataclass(frozen=True, slots=True)
class Track:
    """Ids of the claims that an article was first to give: all, those confirmed later, and those corrected later.

    Confirmed: an article that is no copy of it gives, on a later day of publication, the same number or one in line
    with it on the word of another side. Corrected: a later article denies it, or gives a number that contradicts it.
    """

    first: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


def tracks(claims: Iterable[Claim], origins: Mapping[str, str]) -> dict[str, Track]:
    """The track record of every article that was first to give a number. `origins`: the voice of each article.

    An article of unknown day is first in nothing, nor does it confirm or correct: nothing tells that it came later.
    """
    known = [c for c in claims if c.published and not c.added and not historical(c)]
    places = {c.id: n for n, c in enumerate(known)}
    scopes = scope.by_scope(known).values()
    asked = [places[c.id] for same in scopes for c in _firsts(same, origins)]
    told = [places[c.id] for same in scopes for c in _told(same)]
    corrected, confirmed = _Later(known, told, origins).verdicts(np.array(asked, np.int64))
    found: defaultdict[str, tuple[list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], []))
    for number, wrong, right in zip(asked, corrected.tolist(), confirmed.tolist(), strict=True):
        first, held, failed = found[known[number].doc_id]
        first.append(known[number].id)
        if wrong or right:
            (failed if wrong else held).append(known[number].id)
    return {doc_id: Track(*map(tuple, found[doc_id])) for doc_id in sorted(found)}


def _firsts(same: Sequence[Claim], origins: Mapping[str, str]) -> list[Claim]:
    """Of each number of a scope the claims of the first day of publication, one an article; copies are not first."""
    days: dict[float, dt.date] = {}
    reported = [c for c in same if c.modality == "reported" and c.published]
    for claim in reported:
        if claim.published:
            days[claim.value] = min(days.get(claim.value, dt.date.max), claim.published)
    found: dict[tuple[str, float], Claim] = {}
    for claim in reported:
        if claim.published == days[claim.value] and origins.get(claim.doc_id, claim.doc_id) == claim.doc_id:
            found.setdefault((claim.doc_id, claim.value), claim)
    return list(found.values())


def _told(same: Iterable[Claim]) -> Iterable[Claim]:
    """Claims of one scope, one for each voice of a day, voice, number and modality: the one published last."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(same, key=lambda c: (c.published or dt.date.min, c.id), reverse=True):
        found.setdefault((claim.day, claim.origin, claim.value, claim.value_high, claim.bound, claim.modality), claim)
    return found.values()


class _Later:
    """What was told of everything, for asking of a claim what later articles that do not copy its own made of it.

    Numbers are held against one another as arrays, those of many days at once (`kzlib.reliability.window`).
    """

    def __init__(self, claims: Sequence[Claim], told: Sequence[int], origins: Mapping[str, str]) -> None:
        self._ledger = Ledger(claims)
        self._published = np.array([window.ordinal(c.published) for c in claims], np.int64)
        self._article, _ = window.codes(origins.get(c.doc_id) or c.doc_id for c in claims)
        sides, _ = window.codes(institutions.side(voice) for voice in self._ledger.voices)
        self._side = sides[self._ledger.voice] if claims else sides
        self._reported = np.array([c.modality == "reported" for c in claims], np.bool_)
        self._denied = np.array([c.modality == "denied" for c in claims], np.bool_)
        self._group = self._ledger.numbers.group[self._ledger.number]
        found = np.array(told, np.int64)
        self._told = found[np.argsort(self._group[found], kind="stable")]

    def verdicts(self, asked: Whole) -> tuple[Bits, Bits]:
        """Of each claim asked for whether a later one contradicts or withdraws it, and whether one bears it out."""
        corrected, confirmed = np.zeros(len(asked), np.bool_), np.zeros(len(asked), np.bool_)
        if not len(asked):
            return corrected, confirmed
        order = np.argsort(self._group[asked], kind="stable")
        group, start, count = np.unique(self._group[asked[order]], return_index=True, return_counts=True)
        first, last, rows = self._near(group)
        most = np.maximum(window.PAIRS // np.maximum(last - first, 1), 1)
        part, of = window.spread(np.zeros_like(group), -(-count // most))
        begin = start[of] + part * most[of]
        size = np.minimum(most[of], count[of] - part * most[of])
        for chosen in window.batches(size, (last - first)[of]):
            claim = order[begin[chosen][:, None] + np.arange(size[chosen[0]])]
            later, at = window.spread(first[of[chosen]], last[of[chosen]])
            corrected[claim], confirmed[claim] = self._judged(asked[claim], at, rows[later])
        return corrected, confirmed

    def _near(self, group: Whole) -> tuple[Whole, Whole, Whole]:
        """Claims told near each of some groups, one group after the other: where each begins and ends, and all."""
        here, there = self._ledger.windows()
        pair, of = window.spread(np.searchsorted(here, group), np.searchsorted(here, group, "right"))
        told = self._group[self._told]
        row, at = window.spread(np.searchsorted(told, there[pair]), np.searchsorted(told, there[pair], "right"))
        counts = np.bincount(of[at], minlength=len(group))
        return np.cumsum(counts) - counts, np.cumsum(counts), self._told[row]

    def _judged(self, claim: Whole, at: Whole, later: Whole) -> tuple[Bits, Bits]:
        """Rows of claims against what was told near each row, which is `at` it."""
        numbers, number = self._ledger.numbers, self._ledger.number
        a, b = numbers.at(number[claim]).at(at), numbers.at(number[later]).row()
        other = later[:, None]
        new = (self._published[other] > self._published[claim][at]) & (self._article[other] != self._article[claim][at])
        fitting, reported = window.agree(a, b), self._reported[other]
        withdrawn = self._denied[other] & (a.value == b.value) & (b.day >= a.day) & (a.day != window.UNDATED)
        wrong = withdrawn | (reported & ~fitting & window.contradict(a, b))
        borne_out = (fitting & window.corroborate(a, b) & ~window.same_rounded(a, b)) | window.near_in_time(a, b)
        right = reported & borne_out & (self._side[other] != self._side[claim][at])
        return _any(new & wrong, at, len(claim)), _any(new & right, at, len(claim))


def _any(rows: Bits, at: Whole, count: int) -> Bits:
    """Whether something holds in any of the rows that are at one place."""
    found = np.zeros((count, rows.shape[1]), np.bool_)
    places, begins = np.unique(at, return_index=True)
    found[places] = np.logical_or.reduceat(rows, begins, axis=0)
    return found
