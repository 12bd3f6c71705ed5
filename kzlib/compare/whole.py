"""Parts and wholes: parts larger than their whole, and totals that the groups counted do not reach."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import GROWING, INCIDENT, ceiling, historical
from kzlib.compare.disagreement import relation
from kzlib.compare.finding import Finding, Position, by_scope, days_between, distance, finding
from kzlib.compare.scope import Scope

_SHORT = 1.5  # a total this many times the sum of another source's groups is more than the groups explain
_EXTREMES = 5  # highest parts and lowest wholes of a day looked at for the widest excess


def gaps(found: Sequence[Position], countries: Mapping[str, str]) -> Iterator[Finding]:
    """Totals of one voice far above the groups that another voice counts for the same place and time."""
    totals = _totals(found)
    broken_down = _breakdowns(found)
    told: set[tuple[str, float]] = set()
    for (kind, place, day, origin), parts in sorted(broken_down.items(), key=_latest_first):
        summed = sum(p.first.value for p in parts)
        around = range(-scope.PERIOD.days, scope.PERIOD.days + 1)
        near = [t for n in around for t in totals.get((kind, place, day + dt.timedelta(n)), ())]
        if any((t.first.day, t.first.origin) == (day, origin) for t in near):
            continue
        rivals = [t for t in near if t.first.origin != origin and (t.first.low or 0.0) > _SHORT * summed]
        rivals = [t for t in rivals if (t.first.origin, t.first.value) not in told]
        if rivals:
            total = min(rivals, key=lambda t: (days_between(t.first, parts[0].first), -t.first.value, t.first.id))
            told.add((total.first.origin, total.first.value))
            yield _gap(total, parts, summed, countries)


def _totals(found: Sequence[Position]) -> dict[tuple[str, str | None, dt.date], list[Position]]:
    """Counts of everybody, by kind, place and day."""
    totals: defaultdict[tuple[str, str | None, dt.date], list[Position]] = defaultdict(list)
    for position in found:
        claim = position.first
        if scope.group(claim.group) == "all" and claim.day:
            totals[claim.kind, claim.place, claim.day].append(position)
    return totals


def _latest_first(item: tuple[tuple[str, str | None, dt.date, str], object]) -> tuple[int, str]:
    return -item[0][2].toordinal(), str(item[0])


def _breakdowns(found: Sequence[Position]) -> dict[tuple[str, str | None, dt.date, str], list[Position]]:
    """What each voice counts by group, for a kind, place and day: those with two groups or more."""
    groups: defaultdict[tuple[str, str | None, dt.date, str], dict[str, Position]] = defaultdict(dict)
    for position in found:
        claim = position.first
        if scope.group(claim.group) != "all" and claim.day and not historical(claim):
            by_group = groups[(claim.kind, claim.place, claim.day, claim.origin)]
            if claim.group not in by_group or by_group[claim.group].first.value < claim.value:
                by_group[claim.group] = position
    return {key: _disjoint(by_group, key[0]) for key, by_group in groups.items() if len(by_group) > 1}


def _disjoint(by_group: Mapping[str, Position], kind: str) -> list[Position]:
    """Groups that are no part of another one listed, so that nobody is counted twice, by their order in the text."""
    names = [g for g in by_group if not any(scope.group_within(g, other, kind) for other in by_group)]
    return sorted((by_group[g] for g in names), key=lambda p: (p.first.doc_id, p.first.start))


def _gap(total: Position, parts: Sequence[Position], summed: float, countries: Mapping[str, str]) -> Finding:
    a, b = total.first, parts[0].first
    groups = wording.listed(wording.of_whom(p.first) for p in parts)
    claims = [c for p in parts for c in p.claims]
    left, right = wording.sources(total.claims, claims)
    sentence = (
        f"{wording.counted(a)} {left} against {groups} {right}: {relation(a, b, countries)}, {wording.apart(a, b)}."
    )
    share = distance(a.value, summed) * (1.0 if a.voice and b.voice else 0.5)
    return finding("conflict", wording.capital(sentence), (*total.claims, *claims), share)


def stated_parts(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Parts that are larger than the whole to which their own article says that they belong."""
    by_id = {c.id: c for c in claims}
    for part in claims:
        whole = by_id.get(part.part_of or "")
        if whole and part.modality == whole.modality == "reported" and _exceeds(part, whole):
            yield _excess(Position((part,)), Position((whole,)), 1.0)


def wider_counts(found: Sequence[Position]) -> Iterator[Finding]:
    """For each thing counted and each day, the count farthest above one that must hold it by group and place."""
    scopes = by_scope(found)
    days: defaultdict[tuple[Scope, dt.date], list[Position]] = defaultdict(list)
    for counted, same in scopes.items():
        for position in same:
            if position.first.day:
                days[counted, position.first.day].append(position)
    wider = {counted: [s for s in scopes if _holds(s, counted)] for counted in scopes}
    for (counted, day), parts in sorted(days.items(), key=lambda item: str(item[0])):
        ahead = scope.PERIOD.days if counted[0] in GROWING else 0
        later = [day + dt.timedelta(n) for n in range(ahead + 1)]
        wholes = [w for s in wider[counted] for d in later for w in days.get((s, d), ())]
        worst = _worst(parts, wholes)
        if worst:
            part, whole = worst
            yield _excess(part, whole, 1.0 if part.first.origin == whole.first.origin else 0.5)


def _holds(wider: Scope, narrower: Scope) -> bool:
    """Whether one scope is larger than another: the same kind, the group or the place or both contained."""
    kind, group, place = narrower
    groups = wider[1] == group or scope.group_within(group, wider[1], kind)
    places = wider[2] == place or scope.place_within(place, wider[2])
    return wider != narrower and wider[0] == kind and groups and places


def _worst(parts: Sequence[Position], wholes: Sequence[Position]) -> tuple[Position, Position] | None:
    high = sorted(parts, key=lambda p: (-(p.first.low or 0.0), p.first.id))[:_EXTREMES]
    low = sorted(wholes, key=lambda p: (ceiling(p.first), p.first.id))[:_EXTREMES]
    pairs = [(p, w) for p, w in itertools.product(high, low) if _rivals(p.first, w.first)]

    def telling(pair: tuple[Position, Position]) -> tuple[int, float, str]:
        """Nearest in time, then farthest apart in number."""
        a, b = pair[0].first, pair[1].first
        return -days_between(a, b), distance(a.value, b.value), a.id

    return max(pairs, key=telling, default=None)


def _exceeds(part: Claim, whole: Claim) -> bool:
    return (part.low or 0.0) > ceiling(whole)


def _rivals(part: Claim, whole: Claim) -> bool:
    """Whether a count is above a wider one that can be meant as a total: of the same voice, or not far below.

    Of another voice only for the same place: a whole country is also what articles without a place are about. Not
    where the article itself calls them part and whole, which `stated_parts` tells.
    """
    total = part.origin == whole.origin or (part.place == whole.place and part.value <= INCIDENT * whole.value)
    return total and part.part_of != whole.id and _exceeds(part, whole)


def _excess(part: Position, whole: Position, share: float) -> Finding:
    a, b = part.first, whole.first
    left, right = wording.sources(part.claims, whole.claims)
    sentence = (
        f"{wording.counted(a)} {left} against {wording.counted(b)} {right}: "
        f"the part is larger than the whole, {wording.apart(a, b)}."
    )
    claims = (*part.claims, *whole.claims)
    return finding("part_exceeds_whole", wording.capital(sentence), claims, share * distance(a.value, b.value))
