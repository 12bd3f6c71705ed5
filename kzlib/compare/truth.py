"""Weighing: which given number fits best, if sources that often stand apart from the others count for less.

CRH (Li et al. 2014, "Resolving conflicts in heterogeneous data by truth discovery and source reliability
estimation"), for numbers with bounds and with independent voices as sources. It complements the range and never
replaces it: with few voices agreement is not truth, so it is shown only where three or more speak of one thing and day.
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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

    `claim` is the id of a claim that gives it. `low`, `high` are the lowest and highest number favoured when any one
    voice is left out; `depends_on` is the voice without which it changes most, None if none changes it. `weights` are
    those of the voices that speak here: larger is more often near the others.
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
        before, favoured = favoured, {t: favour(votes, weights).value for t, votes in things.items()}
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


def favour(votes: Votes, weights: Mapping[str, float]) -> Claim:
    """The claim whose number costs least: the weighted sum of how far it lies outside the others' words.

    Numbers said to be exact, about or a range stand for election, bounds only where there is nothing else. Of equal
    ones the lower number wins.
    """
    standing = [c for c in votes.values() if c.bound in POINTS] or list(votes.values())

    def cost(claim: Claim) -> tuple[float, float, str]:
        total = math.fsum(weights[voice] * off(other, claim.value) for voice, other in votes.items())
        return round(total, 9), claim.value, claim.id

    return min(standing, key=cost)


def _weighed(thing: Matter, votes: Votes, weights: Mapping[str, float]) -> Weighed:
    best = favour(votes, weights)
    without = {v: favour({k: c for k, c in votes.items() if k != v}, weights).value for v in sorted(votes)}
    numbers: Sequence[float] = [best.value, *without.values()]
    moved = max(without, key=lambda v: abs(without[v] - best.value))
    (kind, group, place, _), day = thing
    return Weighed(
        kind,
        group,
        place,
        day,
        value=best.value,
        claim=best.id,
        low=min(numbers),
        high=max(numbers),
        depends_on=moved if without[moved] != best.value else None,
        weights={voice: round(weights[voice], 3) for voice in sorted(votes)},
    )
