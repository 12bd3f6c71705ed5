"""Track record inside the corpus: the numbers that an article was first to give, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kzlib import institutions
from kzlib.compare import scope
from kzlib.compare.claim import ABOUT, Claim
from kzlib.compare.consistency import GROWING, POINTS, agree, contradict, historical, withdraws
from kzlib.reliability.window import IN_LINE


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
    first: defaultdict[str, list[str]] = defaultdict(list)
    confirmed: defaultdict[str, list[str]] = defaultdict(list)
    corrected: defaultdict[str, list[str]] = defaultdict(list)
    for same in scope.by_scope(c for c in claims if c.published and not c.added and not historical(c)).values():
        later = _by_day(same)
        for claim in _firsts(same, origins):
            first[claim.doc_id].append(claim.id)
            after = _after(claim, later, origins)
            if any(withdraws(c, claim) or (c.modality == "reported" and contradict(c, claim)) for c in after):
                corrected[claim.doc_id].append(claim.id)
            elif any(_confirms(c, claim) for c in after):
                confirmed[claim.doc_id].append(claim.id)
    return {d: Track(tuple(first[d]), tuple(confirmed[d]), tuple(corrected[d])) for d in sorted(first)}


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


def _by_day(same: Iterable[Claim]) -> dict[dt.date | None, list[Claim]]:
    """Claims by the day that orders them, one for each voice of an article, voice, number and modality."""
    found: defaultdict[dt.date | None, dict[tuple[object, ...], Claim]] = defaultdict(dict)
    for claim in sorted(same, key=lambda c: (c.published or dt.date.min, c.id), reverse=True):
        said = (claim.origin, claim.value, claim.value_high, claim.bound, claim.modality)
        found[claim.day].setdefault(said, claim)
    return {day: list(claims.values()) for day, claims in found.items()}


def _after(claim: Claim, by_day: Mapping[dt.date | None, Sequence[Claim]], origins: Mapping[str, str]) -> list[Claim]:
    """Claims of its period in later articles that do not copy its own."""
    if claim.day is None or claim.published is None:
        return []
    own = origins.get(claim.doc_id, claim.doc_id)
    reach = range(-scope.PERIOD.days, scope.PERIOD.days + 1)
    near = (c for n in reach for c in by_day.get(claim.day + dt.timedelta(n), ()))
    return [c for c in near if c.published and c.published > claim.published and origins.get(c.doc_id) != own]


def _confirms(later: Claim, claim: Claim) -> bool:
    """Whether a later claim of another side bears a number out."""
    if later.modality != "reported" or institutions.side(later.origin) == institutions.side(claim.origin):
        return False
    return (corroborates(later, claim) and not same_rounded(later, claim)) or near_in_time(later, claim)


def corroborates(a: Claim, b: Claim) -> bool:
    """Whether two claims support one another: they agree, and their numbers are within a tenth of one another.

    "At least 20" does not contradict 164, but it does not support it either.
    """
    low, high = sorted((a.value, b.value))
    return agree(a, b) and low >= high * (1 - ABOUT)


def same_rounded(a: Claim, b: Claim) -> bool:
    """Whether two claims are one rounded number ("about 1,000"): it may be one count under two names."""
    return a.value == b.value and "exact" not in (a.bound, b.bound)


def near_in_time(a: Claim, b: Claim) -> bool:
    """Whether a count that only grows is a little higher on the later of two days: each makes the other likelier.

    Not if an agency or medium passes one of them on: it may be the other's own count.
    """
    if a.kind not in GROWING or a.day is None or b.day is None or a.day == b.day:
        return False
    earlier, later = (a, b) if a.day < b.day else (b, a)
    relayed = institutions.relays(a.origin) or institutions.relays(b.origin)
    numbers = earlier.bound in POINTS and later.bound in POINTS and not relayed
    return numbers and earlier.value < later.value <= IN_LINE * earlier.value
