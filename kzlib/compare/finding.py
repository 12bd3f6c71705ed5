"""What the claims say about one another: conflicts, revisions, retractions, repetitions, each in one sentence."""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kzlib.compare import scope
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import ceiling, historical
from kzlib.compare.scope import Thing

# weight = WEIGHT[type] * SERIOUSNESS[kind] * (1 + log2 of the larger number over the smaller, at most 3), for ordering:
# what contradicts comes before what changes, deaths before arrests, and a factor of eight counts four times as much
# as no difference in number. It is scaled down where a finding rests on less: by half for a conflict in which a source
# is missing, the higher number may be the later count, or the words give no number or tell of one victim; by half too
# for a part and a whole of two voices, a fall from one voice to another, and a number repeated on the same day; to a
# quarter for a fall of what may fall (the missing, those in hospital).
WEIGHT = {
    "conflict": 5.0,
    "retraction": 5.0,
    "silent_retraction": 4.5,
    "part_exceeds_whole": 4.0,
    "revision_down": 4.0,
    "attribution_conflict": 4.0,
    "date_conflict": 3.0,
    "revision_up": 1.0,
    "repeated": 1.0,
    "rise": 0.5,
    "explained_by_scope": 0.2,
}
SERIOUSNESS = {"killed": 3.0, "missing": 2.0, "injured": 2.0, "hospitalised": 1.5, "arrested": 1.5}
_FARTHEST = 3.0
_EXTREMES = 5  # lowest and highest numbers of a day that are looked at


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the articles show when laid side by side.

    `type` is a key of WEIGHT, `sentence` says it in plain English, `claims` are the ids of the claims on all sides,
    `evidence` every place in the articles that it rests on, `weight` orders findings.
    """

    type: str
    sentence: str
    claims: tuple[str, ...]
    weight: float
    evidence: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Position:
    """What one voice says of one thing on one day, and every claim that says it (the first in order stands for all)."""

    claims: tuple[Claim, ...]

    @property
    def first(self) -> Claim:
        """The claim that stands for all."""
        return self.claims[0]


def positions(claims: Iterable[Claim]) -> list[Position]:
    """Claims told alike brought together: same thing, day, voice and number.

    Planned and denied ones are left out, and numbers that are no total.
    """
    found: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.modality == "reported" and not claim.added:
            said = (claim.value, claim.value_high, claim.bound)
            found[(*scope.thing(claim), claim.day, claim.origin, *said)].append(claim)
    return [Position(tuple(same)) for same in found.values()]


def finding(kind: str, sentence: str, claims: Sequence[Claim], share: float = 1.0) -> Finding:
    """A finding over claims; `share` scales its weight where it rests on less than its type usually does."""
    return Finding(
        type=kind,
        sentence=sentence,
        claims=tuple(dict.fromkeys(c.id for c in claims)),
        weight=round(share * WEIGHT[kind] * SERIOUSNESS.get(claims[0].kind, 1.0), 3),
        evidence=tuple(dict.fromkeys((c.doc_id, c.start, c.end) for c in claims)),
    )


def distance(a: float, b: float) -> float:
    """How far apart two numbers are: 1 for equal ones, one more for every doubling, at most 4."""
    low, high = sorted((max(a, 1.0), max(b, 1.0)))
    return 1.0 + min(math.log2(high / low), _FARTHEST)


def days_between(a: Claim, b: Claim) -> int:
    """Days between two claims; 0 if a day is not known."""
    return abs((a.day - b.day).days) if a.day and b.day else 0


def day_order(claim: Claim) -> dt.date:
    """The day of a claim for sorting, unknown days first."""
    return claim.day or dt.date.min


def by_thing(found: Iterable[Position]) -> dict[Thing, list[Position]]:
    """Positions by what they count, without those of another time."""
    groups: defaultdict[Thing, list[Position]] = defaultdict(list)
    for position in found:
        if not historical(position.first):
            groups[scope.thing(position.first)].append(position)
    return groups


def by_day(same: Iterable[Position]) -> dict[dt.date, list[Position]]:
    """Positions of known day, by day in order."""
    days: defaultdict[dt.date, list[Position]] = defaultdict(list)
    for position in same:
        if position.first.day:
            days[position.first.day].append(position)
    return {day: days[day] for day in sorted(days)}


def highest(found: Iterable[Position]) -> list[Position]:
    """The few positions that say most, for looking at the farthest apart without comparing all with all."""
    return heapq.nsmallest(_EXTREMES, found, key=lambda p: (-(p.first.low or 0.0), p.first.id))


def lowest(found: Iterable[Position]) -> list[Position]:
    """The few positions that allow least."""
    return heapq.nsmallest(_EXTREMES, found, key=lambda p: (ceiling(p.first), p.first.id))
