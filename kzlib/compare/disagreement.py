"""Claims that cannot both be right, or that are given to two different sources."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kzlib import institutions
from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import GROWING, ceiling, contradict, historical
from kzlib.compare.finding import Finding, Position, by_scope, distance, finding

_UPDATE = 2.0  # up to this many times as much, a higher number of the same day may be a later count of that day
_EXTREMES = 5  # lowest and highest numbers looked at for the widest disagreement of a day


def conflicts(found: Sequence[Position], countries: Mapping[str, str]) -> Iterator[Finding]:
    """For each thing counted and each day, the two numbers farthest apart that neither scope nor growth explains."""
    for same in by_scope(found).values():
        for day in sorted({p.first.day for p in same if p.first.day}):
            pair = _widest(same, day)
            if pair:
                yield _conflict(*pair, countries)


def _conflict(a: Position, b: Position, countries: Mapping[str, str]) -> Finding:
    """The finding; it weighs half where a source is missing or where the higher number may be a later count."""
    left, right = wording.sources(a.claims, b.claims)
    same_day = a.first.day == b.first.day
    update = same_day and a.first.kind in GROWING and a.first.value <= _UPDATE * b.first.value and not _older(a, b)
    sentence = (
        f"{wording.counted(a.first)} {left} against {wording.amount(b.first)} {right}: "
        f"{relation(a.first, b.first, countries)}, {wording.apart(a.first, b.first)}"
        f"{'; the higher may be the later count' if update else ''}."
    )
    share = distance(a.first.value, b.first.value)
    share *= (0.5 if update else 1.0) * (1.0 if a.first.voice and b.first.voice else 0.5)
    return finding("conflict", wording.capital(sentence), (*a.claims, *b.claims), share)


def _widest(same: Sequence[Position], day: dt.date) -> tuple[Position, Position] | None:
    """The higher and the lower of the two numbers farthest apart, one of that day, the other of its period."""
    near = [p for p in same if p.first.day and day - scope.PERIOD <= p.first.day <= day]
    high = sorted(near, key=lambda p: (-(p.first.low or 0.0), p.first.id))[:_EXTREMES]
    low = sorted(near, key=lambda p: (ceiling(p.first), p.first.id))[:_EXTREMES]
    pairs = [
        (a, b)
        for a, b in itertools.product(high, low)
        if day in (a.first.day, b.first.day) and _contradict(a.first, b.first)
    ]
    return max(pairs, key=lambda p: (distance(p[0].first.value, p[1].first.value), p[0].first.id), default=None)


def _contradict(high: Claim, low: Claim) -> bool:
    """Whether the first claim is higher than the second one allows, and nothing in their scope explains it."""
    if high.value < low.value or not contradict(high, low):
        return False
    if not (high.voice and low.voice) and high.doc_id == low.doc_id:
        return False
    return high.origin != low.origin or (high.day == low.day and high.doc_id != low.doc_id)


def _older(a: Position, b: Position) -> bool:
    """Whether a number stands only in articles older than those that give the other one."""
    first, second = ([c.published for c in p.claims if c.published] for p in (a, b))
    return bool(first and second and max(first) < min(second))


def relation(a: Claim, b: Claim, countries: Mapping[str, str]) -> str:
    """What two claims' sources are to one another."""
    names = [a.voice, b.voice]
    if a.origin == b.origin:
        return "one source with two numbers"
    if None in names:
        return "one of them names no source" if any(names) else "neither names a source"
    sorts = [institutions.sort(n) for n in names]
    homes = [countries.get(n or "") for n in names]
    if sorts == ["ministry", "ministry"]:
        return "two ministries of one government" if homes[0] and homes[0] == homes[1] else "two ministries"
    if sorts == ["agency", "agency"]:
        return "two news agencies"
    return "two sources"


def attributions(found: Sequence[Position]) -> Iterator[Finding]:
    """One number, of one thing and time, given to two sources by articles that do not name one another's."""
    groups: defaultdict[tuple[object, ...], list[Position]] = defaultdict(list)
    for position in found:
        claim = position.first
        if claim.voice and not institutions.relays(claim.voice) and not historical(claim):
            groups[(*scope.scope(claim), claim.value, claim.value_high, claim.bound)].append(position)
    for same in groups.values():
        a = min(same, key=lambda p: (p.first.day or dt.date.max, p.first.id))
        others = [p for p in same if _other_source(a, p)]
        if others:
            yield _attribution([a, *others])


def _other_source(a: Position, b: Position) -> bool:
    """Whether two positions name different sources, in different articles; "the authorities" may be any of them."""
    docs = {c.doc_id for c in a.claims} & {c.doc_id for c in b.claims}
    passed_on = a.first.voice in {c.relayed_by for c in b.claims} or b.first.voice in {c.relayed_by for c in a.claims}
    vague = "government" in (institutions.sort(a.first.voice), institutions.sort(b.first.voice))
    same = a.first.origin == b.first.origin or docs or vague or passed_on
    return not same and scope.same_period(a.first, b.first)


def _attribution(same: Sequence[Position]) -> Finding:
    claims = [c for p in same for c in p.claims]
    voices = {p.first.origin: p for p in reversed(same)}
    names = wording.listed(f"to {wording.named(p.first)} {wording.when(p.claims)}" for p in reversed(voices.values()))
    sentence = (
        f"{wording.counted(claims[0])} is given {names}: one number under {len(voices)} names; each may have said it, "
        "or an article names the wrong source."
    )
    # A rounded number made twice is unlikelier than an exact one reported twice.
    return finding(
        "attribution_conflict", wording.capital(sentence), claims, 1.0 if claims[0].bound == "approx" else 0.4
    )
