"""Weighing: which given number fits best, if sources that often stand apart from the others count for less.

CRH (Li et al. 2014, "Resolving conflicts in heterogeneous data by truth discovery and source reliability
estimation"), for numbers with bounds and with independent voices as sources. It complements the range and never
replaces it: with few voices agreement is not truth, so it is shown only where three or more speak of one thing and day.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from kzlib.compare import scope
from kzlib.compare.choice import leading
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import POINTS
from kzlib.lasting import lasting

LEAST_VOICES = 3
_ROUNDS = 20
# A source starts with one imagined observation half a spread off, so that one lucky hit does not outweigh everybody.
_PRIOR = 0.5

Matter = tuple[scope.Thing, dt.date]
Votes = dict[str, Claim]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The number, among those given for one thing on one day, that weighing the voices favours.

    `claim` is the id of a claim that gives it. `without` is the number favoured when a voice is left out, by voice;
    `low`, `high` are the lowest and highest of these and of the favoured one; `depends_on` is the voice without which
    it changes most, None if none changes it. `weights` are those of the voices that speak here: larger is more often
    near the others.
    """

    kind: str
    group: str
    place: str | None
    day: dt.date
    value: float
    claim: str
    low: float
    high: float
    depends_on: str | None
    weights: dict[str, float]
    without: dict[str, float]


@lasting()
def weigh(claims: Iterable[Claim]) -> list[Weighed]:
    """Weighed numbers of every thing and day with three independent voices or more, by kind, group, place and day."""
    counts, weights, shown = _counted(claims)
    return [_weighed(matter, counts[matter], weights) for matter in shown]


@lasting()
def heaviest(claims: Iterable[Claim], most: int) -> tuple[list[Weighed], int]:
    """At most so many of these, those of most voices first, and how many there are in all."""
    counts, weights, shown = _counted(claims)
    first = sorted(shown, key=lambda m: (-len(counts[m].votes), *m[0][:2], m[0][2] or "", m[1]))[:most]
    return [_weighed(matter, counts[matter], weights) for matter in first], len(shown)


def _counted(claims: Iterable[Claim]) -> tuple[dict[Matter, _Count], dict[str, float], list[Matter]]:
    """The votes on everything, what each voice weighs, and what enough voices speak of to be shown."""
    counts = {matter: _Count(votes) for matter, votes in _things(claims).items()}
    shown = [matter for matter, count in counts.items() if len(count.votes) >= LEAST_VOICES]
    return counts, _weights(counts), sorted(shown, key=_order)


def _order(matter: Matter) -> tuple[str, str, str, str, dt.date]:
    (kind, group, place, crisis), day = matter
    return kind, group, place or "", crisis or "", day


def _things(claims: Iterable[Claim]) -> dict[Matter, Votes]:
    """For each thing and day with at least two voices: the claim of each voice, its first in order of article."""
    found: defaultdict[Matter, list[Claim]] = defaultdict(list)
    for claim in leading(c for c in claims if c.modality == "reported" and not c.added):
        if claim.day:
            found[claim.thing, claim.day].append(claim)
    voted = ((matter, _votes(same)) for matter, same in found.items() if len(same) > 1)
    return {matter: votes for matter, votes in voted if len(votes) > 1}


def _votes(same: Iterable[Claim]) -> Votes:
    """The first claim of each voice, numbers before bounds."""
    votes: Votes = {}
    for claim in sorted(same, key=lambda c: (c.bound not in POINTS, c.doc_id, c.start)):
        votes.setdefault(claim.origin, claim)
    return votes


def _weights(counts: Mapping[Matter, _Count]) -> dict[str, float]:
    """Weight of each voice: minus the logarithm of its share of all voices' mean losses, until no number moves."""
    voices = {voice for count in counts.values() for voice in count.votes}
    weights = dict.fromkeys(voices, 1.0)
    favoured: dict[Matter, float] = {}
    for _ in range(_ROUNDS):
        before, favoured = favoured, {matter: count.weigh(weights).cheapest() for matter, count in counts.items()}
        if favoured == before:
            break
        weights = _reweighed(counts, favoured, voices)
    return weights


def _reweighed(counts: Mapping[Matter, _Count], favoured: Mapping[Matter, float], voices: set[str]) -> dict[str, float]:
    losses: dict[str, list[float]] = {voice: [_PRIOR] for voice in voices}
    for matter, count in counts.items():
        for voice, claim in count.votes.items():
            losses[voice].append(off(claim, favoured[matter]) / count.spread)
    mean = {voice: statistics.fmean(found) for voice, found in losses.items()}
    total = math.fsum(mean.values())
    return {voice: -math.log(loss / total) for voice, loss in mean.items()}


def off(claim: Claim, value: float) -> float:
    """How far a number lies outside what a claim's words allow: 0 inside."""
    if claim.low is not None and value < claim.low:
        return claim.low - value
    if claim.high is not None and value > claim.high:
        return value - claim.high
    return 0.0


class _Count:
    """The votes on one matter and, once voices have weights, what each number standing for election costs.

    The cost is the weighted sum of how far a number lies outside all voices' words. Numbers said to be exact, about or
    a range stand, bounds only where there is nothing else. It is convex, so the cheapest number is found by halving,
    with any one voice left out too: n log n for n voices. `spread` is the standard deviation of the numbers given, by
    which losses are made comparable across matters; 1 if they agree.
    """

    def __init__(self, votes: Votes) -> None:
        self.votes = votes
        self.spread = statistics.pstdev(c.value for c in votes.values()) or 1.0
        self._standing = [c for c in votes.values() if c.bound in POINTS] or list(votes.values())
        self._givers = Counter(c.value for c in self._standing)
        self._numbers = sorted(self._givers)
        floors = ((c.low, voice) for voice, c in votes.items() if c.low is not None)
        roofs = ((-c.high, voice) for voice, c in votes.items() if c.high is not None)
        self._above = _Ends(floors, self._numbers)
        self._below = _Ends(roofs, [-number for number in self._numbers])
        self._weights: Mapping[str, float] = {}
        self._costs: list[float] = []

    def weigh(self, weights: Mapping[str, float]) -> _Count:
        """Set what each voice weighs. Returns itself. Where all give one number, nothing has to be counted up."""
        self._weights = weights
        if len(self._numbers) == 1:
            return self
        pairs = zip(self._above.distances(weights), self._below.distances(weights), strict=True)
        self._costs = [above + below for above, below in pairs]
        return self

    def cheapest(self, without: str | None = None) -> float:
        """The number that costs least, of equal ones the lowest; as if the voice `without` had not spoken."""
        own = self.votes[without] if without else None
        weight = self._weights[without] if without else 0.0

        def cost(at: int) -> float:
            return round(self._costs[at] - (weight * off(own, self._numbers[at]) if own else 0.0), 9)

        low, high = 0, len(self._numbers) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if cost(middle) <= cost(middle + 1) else (middle + 1, high)
        value = self._numbers[low]
        if own and own.value == value and own in self._standing and self._givers[value] == 1:
            beside = [at for at in (low - 1, low + 1) if 0 <= at < len(self._numbers)]
            low = min(beside, key=lambda at: (cost(at), at), default=low)
        return self._numbers[low]

    def claim(self, value: float) -> Claim:
        """The claim that stands for a number."""
        return min((c for c in self._standing if c.value == value), key=lambda c: c.id)


class _Ends:
    """Ends of what voices allow, in falling order, and how many of them lie above each of some numbers."""

    def __init__(self, ends: Iterable[tuple[float, str]], numbers: Sequence[float]) -> None:
        rising = sorted(ends)
        self._voices = [voice for _, voice in reversed(rising)]
        self._falling = [end for end, _ in reversed(rising)]
        self._numbers = numbers
        places = [end for end, _ in rising]
        self._above = [len(rising) - bisect.bisect_right(places, number) for number in numbers]

    def distances(self, weights: Mapping[str, float]) -> list[float]:
        """For each number the weighted sum of how far the ends above it lie above it, summed up once for all."""
        weighed = [weights[voice] for voice in self._voices]
        held = [0.0, *itertools.accumulate(weighed)]
        moments = [0.0, *itertools.accumulate(map(mul, weighed, self._falling))]
        return [moments[n] - held[n] * number for n, number in zip(self._above, self._numbers, strict=True)]


def _weighed(matter: Matter, count: _Count, weights: Mapping[str, float]) -> Weighed:
    best = count.weigh(weights).cheapest()
    without = {v: _without(count, weights, v) for v in sorted(count.votes)}
    numbers: Sequence[float] = [best, *without.values()]
    moved = max(without, key=lambda v: abs(without[v] - best))
    (kind, group, place, _), day = matter
    return Weighed(
        kind,
        group,
        place,
        day,
        value=best,
        claim=count.claim(best).id,
        low=min(numbers),
        high=max(numbers),
        depends_on=moved if without[moved] != best else None,
        weights={voice: round(weights[voice], 3) for voice in sorted(count.votes)},
        without=without,
    )


def _without(count: _Count, weights: Mapping[str, float], voice: str) -> float:
    """The number favoured where a voice had not spoken; where it gives the only number, bounds stand in its place."""
    if count.votes[voice].bound in POINTS and sum(c.bound in POINTS for c in count.votes.values()) == 1:
        return _Count({v: c for v, c in count.votes.items() if v != voice}).weigh(weights).cheapest()
    return count.cheapest(voice)
