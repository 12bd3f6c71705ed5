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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kzlib.compare import scope
from kzlib.compare.choice import leading
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import POINTS

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


def weigh(claims: Iterable[Claim]) -> list[Weighed]:
    """Weighed numbers of every thing and day with three independent voices or more, by kind, group, place and day."""
    things = _things(claims)
    weights = _weights(things)
    shown = [t for t in things if len(things[t]) >= LEAST_VOICES]
    return [_weighed(t, things[t], weights) for t in sorted(shown, key=_order)]


def _order(matter: Matter) -> tuple[str, str, str, str, dt.date]:
    (kind, group, place, crisis), day = matter
    return kind, group, place or "", crisis or "", day


def _things(claims: Iterable[Claim]) -> dict[Matter, Votes]:
    """For each thing and day with at least two voices: the claim of each voice, its first in order of article."""
    found: defaultdict[Matter, Votes] = defaultdict(dict)
    reported = [c for c in claims if c.modality == "reported" and not c.added]
    for claim in sorted(leading(reported), key=lambda c: (c.bound not in POINTS, c.doc_id, c.start)):
        if claim.day:
            found[scope.thing(claim), claim.day].setdefault(claim.origin, claim)
    return {thing: votes for thing, votes in found.items() if len(votes) > 1}


def _weights(things: Mapping[Matter, Votes]) -> dict[str, float]:
    """Weight of each voice: minus the logarithm of its share of all voices' mean losses, until no number moves."""
    voices = {voice for votes in things.values() for voice in votes}
    weights = dict.fromkeys(voices, 1.0)
    favoured: dict[Matter, float] = {}
    for _ in range(_ROUNDS):
        before, favoured = favoured, {t: _Costs(votes, weights).cheapest() for t, votes in things.items()}
        if favoured == before:
            break
        weights = _reweighed(things, favoured, voices)
    return weights


def _reweighed(things: Mapping[Matter, Votes], favoured: Mapping[Matter, float], voices: set[str]) -> dict[str, float]:
    losses: dict[str, list[float]] = {voice: [_PRIOR] for voice in voices}
    for thing, votes in things.items():
        spread = _spread(votes)
        for voice, claim in votes.items():
            losses[voice].append(off(claim, favoured[thing]) / spread)
    mean = {voice: statistics.fmean(found) for voice, found in losses.items()}
    total = math.fsum(mean.values())
    return {voice: -math.log(loss / total) for voice, loss in mean.items()}


def _spread(votes: Votes) -> float:
    """Standard deviation of the numbers given, by which losses are made comparable across things; 1 if they agree."""
    return statistics.pstdev(c.value for c in votes.values()) or 1.0


def off(claim: Claim, value: float) -> float:
    """How far a number lies outside what a claim's words allow: 0 inside."""
    if claim.low is not None and value < claim.low:
        return claim.low - value
    if claim.high is not None and value > claim.high:
        return value - claim.high
    return 0.0


class _Costs:
    """What each number standing for election costs: the weighted sum of how far it lies outside all voices' words.

    Numbers said to be exact, about or a range stand, bounds only where there is nothing else. The cost is convex, so
    the cheapest number is found by halving, with any one voice left out too: n log n for n voices.
    """

    def __init__(self, votes: Votes, weights: Mapping[str, float]) -> None:
        self._standing = [c for c in votes.values() if c.bound in POINTS] or list(votes.values())
        self._givers = Counter(c.value for c in self._standing)
        self._numbers = sorted(self._givers)
        self._votes, self._weights = votes, weights
        self._costs = self._summed()

    def _summed(self) -> list[float]:
        """Cost of each number, lowest number first: what the ends above and below it weigh, summed once."""
        held = [(self._weights[v], c) for v, c in self._votes.items()]
        floors = sorted((c.low, w) for w, c in held if c.low is not None)
        roofs = sorted((c.high, w) for w, c in held if c.high is not None)
        above = _tails(floors)
        below = _tails([(-high, w) for high, w in reversed(roofs)])
        return [above(x) + below(-x) for x in self._numbers]

    def cheapest(self, without: str | None = None) -> float:
        """The number that costs least, of equal ones the lowest; as if the voice `without` had not spoken."""
        own = self._votes[without] if without else None
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


def _tails(ends: Sequence[tuple[float, float]]) -> Callable[[float], float]:
    """For ends in order with their weights: the weighted sum of how far the ends above a number lie above it."""
    places = [end for end, _ in ends]
    weights = [0.0, *itertools.accumulate(w for _, w in reversed(ends))]
    moments = [0.0, *itertools.accumulate(w * end for end, w in reversed(ends))]

    def sum_above(x: float) -> float:
        count = len(places) - bisect.bisect_right(places, x)
        return moments[count] - weights[count] * x

    return sum_above


def _weighed(thing: Matter, votes: Votes, weights: Mapping[str, float]) -> Weighed:
    costs = _Costs(votes, weights)
    best = costs.cheapest()
    without = {v: _without(costs, votes, weights, v) for v in sorted(votes)}
    numbers: Sequence[float] = [best, *without.values()]
    moved = max(without, key=lambda v: abs(without[v] - best))
    (kind, group, place, _), day = thing
    return Weighed(
        kind,
        group,
        place,
        day,
        value=best,
        claim=costs.claim(best).id,
        low=min(numbers),
        high=max(numbers),
        depends_on=moved if without[moved] != best else None,
        weights={voice: round(weights[voice], 3) for voice in sorted(votes)},
        without=without,
    )


def _without(costs: _Costs, votes: Votes, weights: Mapping[str, float], voice: str) -> float:
    """The number favoured where a voice had not spoken; where it gives the only number, bounds stand in its place."""
    if votes[voice].bound in POINTS and sum(c.bound in POINTS for c in votes.values()) == 1:
        return _Costs({v: c for v, c in votes.items() if v != voice}, weights).cheapest()
    return costs.cheapest(voice)
