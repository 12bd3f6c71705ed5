"""What the claims say about one another: conflicts, revisions, retractions, repetitions, each in one sentence."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

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


class Position:
    """What one voice says of one thing on one day: every claim that says it; `first` in order stands for all.

    `floor` and `roof` are the lowest and highest number that it allows, 0 and infinite where it is open.
    """

    __slots__ = ("claims", "first", "floor", "roof")

    def __init__(self, claims: tuple[Claim, ...]) -> None:
        self.claims, self.first = claims, claims[0]
        self.floor, self.roof = self.first.low or 0.0, ceiling(self.first)


class Positions(list[Position]):
    """Positions in order, and again by what they count and by day, without those of another time."""

    @cached_property
    def things(self) -> dict[Thing, list[Position]]:
        """Positions by what they count."""
        groups: defaultdict[Thing, list[Position]] = defaultdict(list)
        for position in self:
            first = position.first
            if not historical(first):
                groups[first.thing].append(position)
        return groups

    @cached_property
    def days(self) -> dict[Thing, dict[dt.date, list[Position]]]:
        """Those of known day by what they count and by day, in order of day."""
        return {thing: by_day(same) for thing, same in self.things.items()}

    @cached_property
    def ends(self) -> dict[Thing, dict[dt.date, tuple[list[Position], list[Position]]]]:
        """Of those of each known day the few that say most, and the few that allow least."""
        return {t: {day: (highest(told), lowest(told)) for day, told in days.items()} for t, days in self.days.items()}

    def told_again(self) -> Positions:
        """All that a voice says of a thing of which it gives one number on several days, or in several articles."""
        again = {(p.first.origin, p.first.thing) for p in self if len(p.claims) > 1}
        series: set[tuple[object, ...]] = set()
        for first in (p.first for p in self):
            said = first.origin, first.thing, first.value, first.value_high, first.bound
            if said in series:
                again.add(said[:2])
            series.add(said)
        return Positions(p for p in self if (p.first.origin, p.first.thing) in again)


def positions(claims: Iterable[Claim]) -> Positions:
    """Claims told alike brought together: same thing, day, voice and number.

    Planned and denied ones are left out, and numbers that are no total.
    """
    found: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for c in claims:
        if c.modality == "reported" and not c.added:
            found[c.thing, c.day, c.origin, c.value, c.value_high, c.bound].append(c)
    return Positions(Position(tuple(same)) for same in found.values())


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


def by_day(same: Iterable[Position]) -> dict[dt.date, list[Position]]:
    """Positions of known day, by day in order."""
    days: defaultdict[dt.date, list[Position]] = defaultdict(list)
    for position in same:
        if day := position.first.day:
            days[day].append(position)
    return {day: days[day] for day in sorted(days)}


def highest(found: Iterable[Position]) -> list[Position]:
    """The few positions that say most, for looking at the farthest apart without comparing all with all."""
    return _first(found, lambda p: (-p.floor, p.first.id))


def lowest(found: Iterable[Position]) -> list[Position]:
    """The few positions that allow least."""
    return _first(found, lambda p: (p.roof, p.first.id))


def _first(found: Iterable[Position], order: Callable[[Position], tuple[float, str]]) -> list[Position]:
    some = list(found)
    return sorted(some, key=order)[:_EXTREMES] if len(some) > 1 else some
