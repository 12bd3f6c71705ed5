"""Claims that cannot both be right, or that are given to two different sources."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kzlib import institutions
from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.extent import GROWING, HISTORICAL, contradict
from kzlib.compare.finding import Finding, Position, distance, finding

_EXTREMES = 5  # lowest and highest numbers looked at for the widest disagreement of a day
# A number this many times another one is rarely a rival count of the same thing, unless a source stands behind each: it
# counts one incident, or a part that the article does not call one.
_INCIDENT = 4.0
_SHORT = 1.5  # a total this many times the sum of another source's groups is more than the groups explain


def conflicts(found: Sequence[Position], countries: Mapping[str, str]) -> Iterator[Finding]:
    """For each thing counted and each day, the two numbers farthest apart that neither scope nor growth explains."""
    for same in _by_scope(found).values():
        for day in sorted({p.first.day for p in same if p.first.day}):
            pair = _widest(same, day)
            if pair:
                a, b = pair
                sentence = (
                    f"{wording.counted(a.first)} {wording.source(a.claims)} against {wording.amount(b.first)} "
                    f"{wording.source(b.claims)}: {relation(a.first, b.first, countries)}, "
                    f"{wording.apart(a.first, b.first)}."
                )
                named = 1.0 if a.first.voice and b.first.voice else 0.5
                share = named * distance(a.first.value, b.first.value)
                yield finding("conflict", wording.capital(sentence), (*a.claims, *b.claims), share)


def _by_scope(found: Sequence[Position]) -> dict[tuple[str, str, str | None], list[Position]]:
    groups: defaultdict[tuple[str, str, str | None], list[Position]] = defaultdict(list)
    for position in found:
        if not _historical(position.first):
            groups[scope.scope(position.first)].append(position)
    return groups


def _historical(claim: Claim) -> bool:
    return bool(claim.as_of and claim.published and claim.published - claim.as_of > HISTORICAL)


def _widest(same: Sequence[Position], day: dt.date) -> tuple[Position, Position] | None:
    """The higher and the lower of the two numbers farthest apart, one of that day, the other of its period."""
    near = [p for p in same if p.first.day and day - scope.PERIOD <= p.first.day <= day]
    high = sorted(near, key=lambda p: (-(p.first.low or 0.0), p.first.id))[:_EXTREMES]
    low = sorted(near, key=lambda p: (p.first.high or float("inf"), p.first.id))[:_EXTREMES]
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
    if not (high.voice and low.voice) and (high.value > _INCIDENT * low.value or high.doc_id == low.doc_id):
        return False
    return high.origin != low.origin or (high.day == low.day and high.doc_id != low.doc_id)


def gaps(found: Sequence[Position], countries: Mapping[str, str]) -> Iterator[Finding]:
    """Totals of one voice far above the groups that another voice counts for the same place and time."""
    totals = [p for p in found if scope.group(p.first.group) == "all" and p.first.part_of is None]
    broken_down = _breakdowns(found)
    told: set[tuple[str, float]] = set()
    for (kind, place, day, origin), parts in sorted(broken_down.items(), key=_latest_first):
        summed = sum(p.first.value for p in parts)
        rivals = [
            t
            for t in totals
            if (t.first.kind, t.first.place) == (kind, place)
            and t.first.origin != origin
            and (t.first.origin, t.first.value) not in told
            and scope.same_period(t.first, parts[0].first)
            and (t.first.day or day) >= day
            and (t.first.low or 0.0) > _SHORT * summed
        ]
        if rivals and not _has_total(totals, kind, place, day, origin):
            total = min(rivals, key=lambda t: (abs((t.first.day or day) - day), -t.first.value, t.first.id))
            told.add((total.first.origin, total.first.value))
            yield _gap(total, parts, summed, countries)


def _latest_first(item: tuple[tuple[str, str | None, dt.date, str], object]) -> tuple[int, str]:
    return -item[0][2].toordinal(), str(item[0])


def _breakdowns(found: Sequence[Position]) -> dict[tuple[str, str | None, dt.date, str], list[Position]]:
    """What each voice counts by group, for a kind, place and day: those with two groups or more."""
    groups: defaultdict[tuple[str, str | None, dt.date, str], dict[str, Position]] = defaultdict(dict)
    for position in found:
        claim = position.first
        if scope.group(claim.group) != "all" and claim.day and not _historical(claim):
            by_group = groups[(claim.kind, claim.place, claim.day, claim.origin)]
            if claim.group not in by_group or by_group[claim.group].first.value < claim.value:
                by_group[claim.group] = position
    return {key: _disjoint(by_group, key[0]) for key, by_group in groups.items() if len(by_group) > 1}


def _disjoint(by_group: Mapping[str, Position], kind: str) -> list[Position]:
    """Groups that are no part of another one listed, so that nobody is counted twice, by their order in the text."""
    names = [g for g in by_group if not any(scope.group_within(g, other, kind) for other in by_group)]
    return sorted((by_group[g] for g in names), key=lambda p: (p.first.doc_id, p.first.start))


def _has_total(totals: Sequence[Position], kind: str, place: str | None, day: dt.date, origin: str) -> bool:
    counted = (kind, "all", place)
    return any(scope.scope(t.first) == counted and (t.first.day, t.first.origin) == (day, origin) for t in totals)


def _gap(total: Position, parts: Sequence[Position], summed: float, countries: Mapping[str, str]) -> Finding:
    a, b = total.first, parts[0].first
    groups = wording.listed(wording.of_whom(p.first) for p in parts)
    claims = [c for p in parts for c in p.claims]
    sentence = (
        f"{wording.counted(a)} {wording.source(total.claims)} against {groups} {wording.source(claims)}: "
        f"{relation(a, b, countries)}, {wording.apart(a, b)}."
    )
    return finding("conflict", wording.capital(sentence), (*total.claims, *claims), distance(a.value, summed))


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


def part_exceeds_whole(found: Sequence[Position], claims: Sequence[Claim]) -> Iterator[Finding]:
    """Parts higher than the whole that they belong to: said so by the article, or by group and place."""
    by_id = {c.id: c for c in claims}
    position_of = {c.id: p for p in found for c in p.claims}
    by_scope = _by_scope(found)
    for part in found:
        wholes = [position_of[c.part_of] for c in part.claims if c.part_of in by_id and c.part_of in position_of]
        wholes += [w for s in _wider(part.first, by_scope) for w in by_scope[s] if _covers(w.first, part.first)]
        over = [
            w for w in wholes if (part.first.low or 0.0) > (w.first.high if w.first.high is not None else float("inf"))
        ]
        if over:
            whole = min(over, key=lambda w: (w.first.origin != part.first.origin, w.first.value, w.first.id))
            yield _excess(part, whole)


def _wider(
    part: Claim, by_scope: Mapping[tuple[str, str, str | None], list[Position]]
) -> list[tuple[str, str, str | None]]:
    """Scopes that hold another one, other than itself."""
    kind, group, place = scope.scope(part)
    return [
        s
        for s in by_scope
        if s[0] == kind
        and s != (kind, group, place)
        and (s[1] == group or scope.group_within(group, s[1], kind))
        and (s[2] == place or scope.place_within(place, s[2]))
    ]


def _covers(whole: Claim, part: Claim) -> bool:
    """Whether a whole must hold a part of another sentence: as of the same day or, for what only grows, a later one."""
    if whole.part_of is not None or whole.day is None or part.day is None or _historical(part):
        return False
    if whole.origin != part.origin and part.value > _INCIDENT * whole.value:
        return False
    if part.kind not in GROWING:
        return whole.day == part.day
    return part.day <= whole.day <= part.day + scope.PERIOD


def _excess(part: Position, whole: Position) -> Finding:
    a, b = part.first, whole.first
    sentence = (
        f"{wording.counted(a)} {wording.source(part.claims)} are more than the {wording.counted(b)} "
        f"{wording.source(whole.claims)} that they are part of, {wording.apart(a, b)}."
    )
    share = distance(a.value, b.value) * (1.0 if a.origin == b.origin else 0.5)
    return finding("part_exceeds_whole", wording.capital(sentence), (*part.claims, *whole.claims), share)


def attributions(found: Sequence[Position]) -> Iterator[Finding]:
    """One number, of one thing and time, given to two sources by articles that do not name one another's."""
    groups: defaultdict[tuple[object, ...], list[Position]] = defaultdict(list)
    for position in found:
        claim = position.first
        if claim.voice and not institutions.relays(claim.voice) and not _historical(claim):
            groups[(*scope.scope(claim), claim.value, claim.value_high, claim.bound)].append(position)
    for same in groups.values():
        a = min(same, key=lambda p: (p.first.day or dt.date.max, p.first.id))
        others = [p for p in same if _other_source(a, p)]
        if others:
            yield _attribution([a, *others])


def _other_source(a: Position, b: Position) -> bool:
    """Whether two positions name different sources, in different articles; "the authorities" may be any of them."""
    docs = {c.doc_id for c in a.claims} & {c.doc_id for c in b.claims}
    vague = "government" in (institutions.sort(a.first.voice), institutions.sort(b.first.voice))
    return a.first.origin != b.first.origin and not docs and not vague and scope.same_period(a.first, b.first)


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
