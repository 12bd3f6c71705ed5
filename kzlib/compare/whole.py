"""Parts and wholes: parts larger than their whole, alone or as a sum, and totals that the groups counted do not reach.

A sum is made only of numbers of one voice, for one day, whose people cannot be the same: of groups of two sides, or of
places of one country. It is always marked as a sum.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kzlib import institutions
from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import GROWING, INCIDENT, POINTS, ceiling, historical, incidental
from kzlib.compare.finding import (
    Finding,
    Position,
    Positions,
    days_between,
    distance,
    finding,
    lowest,
)
from kzlib.compare.relation import relation
from kzlib.compare.scope import Thing

_SHORT = 1.5  # a total this many times the sum of another source's groups is more than the groups explain
_LISTED = 4  # parts of a sum that a sentence lists

# Who counts what when: the whole that a sum is made for, the day, the voice, and the article if it is one.
_Whole = tuple[Thing, dt.date, str, str | None]
_NONE: tuple[list[Position], list[Position]] = [], []


def gaps(found: Positions, countries: Mapping[str, str]) -> Iterator[Finding]:
    """Totals of one voice far above the groups that another voice counts for the same place and time."""
    totals = found.ends
    told: set[tuple[Thing, str, str]] = set()
    for (whole, day, origin, _), parts in sorted(_groups(found).items(), key=_latest_first):
        summed = sum(p.first.value for p in parts)
        around = (day + dt.timedelta(n) for n in range(-scope.PERIOD.days, scope.PERIOD.days + 1))
        near = [t for d in around for t in totals.get(whole, {}).get(d, _NONE)[0]]
        if any((t.first.day, t.first.origin) == (day, origin) for t in near):
            continue
        rivals = [t for t in near if t.first.origin != origin and (t.first.low or 0.0) > _SHORT * summed]
        if not rivals:
            continue
        total = min(rivals, key=lambda t: (*_firmest(t), days_between(t.first, parts[0].first), t.first.id))
        if (whole, total.first.origin, origin) not in told:
            told.add((whole, total.first.origin, origin))
            yield _gap(total, parts, summed, countries)


def _firmest(total: Position) -> tuple[bool, int, float]:
    """Totals that a source gives first, then those that name a number, then the highest."""
    claim = total.first
    return claim.voice is None, POINTS.get(claim.bound, len(POINTS)), -claim.value


def _latest_first(item: tuple[_Whole, object]) -> tuple[int, str]:
    return -item[0][1].toordinal(), str(item[0])


def _groups(found: Iterable[Position], apart: bool = False) -> dict[_Whole, list[Position]]:
    """The groups that each voice counts on a day, by the whole that they are of: the largest number of each side.

    `apart` keeps articles apart.
    """
    sides: defaultdict[_Whole, dict[str, Position]] = defaultdict(dict)
    for position in found:
        claim = position.first
        side = scope.side(claim.group)
        if side and claim.day and not historical(claim):
            kind, _, place, crisis = scope.thing(claim)
            article = claim.doc_id if apart else None
            _keep_larger(sides[(kind, "all", place, crisis), claim.day, claim.origin, article], side, position)
    return _several(sides)


def _places(found: Iterable[Position]) -> dict[_Whole, list[Position]]:
    """The places of a country that each voice counts on a day in an article: the largest number of each place."""
    places: defaultdict[_Whole, dict[str, Position]] = defaultdict(dict)
    countries: dict[Thing, list[Thing]] = {}
    for position in found:
        claim = position.first
        if claim.place and claim.day and not historical(claim):
            if claim.thing not in countries:
                wider = (w for w in scope.wider(claim.thing) if w[1] == claim.thing[1])
                countries[claim.thing] = [w for w in wider if w[2] not in (None, claim.place)]
            for whole in countries[claim.thing]:
                _keep_larger(places[whole, claim.day, claim.origin, claim.doc_id], claim.place, position)
    return _several(places)


def _keep_larger(kept: dict[str, Position], name: str, position: Position) -> None:
    if name not in kept or (kept[name].first.value, kept[name].first.id) < (position.first.value, position.first.id):
        kept[name] = position


def _several(parts: Mapping[_Whole, Mapping[str, Position]]) -> dict[_Whole, list[Position]]:
    """Two parts or more, by their order in the text."""
    return {
        whole: sorted(named.values(), key=lambda p: (p.first.doc_id, p.first.start))
        for whole, named in parts.items()
        if len(named) > 1
    }


def _gap(total: Position, parts: Sequence[Position], summed: float, countries: Mapping[str, str]) -> Finding:
    a, b = total.first, parts[0].first
    claims = [c for p in parts for c in p.claims]
    left, right = wording.sources(total.claims, claims)
    grown = a.kind in GROWING and a.day and b.day and a.day > b.day
    sentence = (
        f"{wording.counted(a)} {left} against {wording.listed(wording.of_whom(p.first) for p in parts)} {right}, "
        f"{_summed(parts)} as a sum: {relation(a, b, countries)}, {wording.apart(a, b)}; "
        f"the groups need not be everybody{', and the total is the later count' if grown else ''}."
    )
    share = distance(a.value, summed) * (1.0 if a.voice and b.voice else 0.5)
    return finding("conflict", wording.capital(sentence), (*total.claims, *claims), share)


def _summed(parts: Sequence[Position]) -> str:
    """The sum of parts in words: "at least 54", "54"."""
    bounds = {p.first.bound for p in parts}
    number = wording.number(sum(p.first.value for p in parts))
    if bounds == {"exact"}:
        return number
    return f"at least {number}" if bounds <= {"exact", "min", "range"} else f"about {number}"


def sums(found: Positions) -> Iterator[Finding]:
    """Parts that one voice counts and that together are more than the whole, that day or soon after.

    The whole is the one that it counts itself, or, where it counts none, that of another named voice.

    Parts are summed within one article, where it is certain that they are told apart. Where one of them is larger than
    the whole by itself, `wider_counts` tells it.
    """
    articles: defaultdict[tuple[str, str], list[Position]] = defaultdict(list)
    for position in found:
        articles[position.first.doc_id, position.first.origin].append(position)
    several = [position for told in articles.values() if len(told) > 1 for position in told]
    for (whole, day, origin, _), parts in (*_groups(several, apart=True).items(), *_places(several).items()):
        ahead = scope.PERIOD.days if whole[0] in GROWING else 0
        totals = found.days.get(whole, {})
        days = [day + dt.timedelta(n) for n in range(ahead + 1)]
        told = [p for d in days for p in totals.get(d, ()) if p.first.origin == origin]
        top = max(told, key=lambda p: (ceiling(p.first), p.first.id), default=None)
        summed = sum(p.first.low or 0.0 for p in parts)
        if top and summed > ceiling(top.first) and not any(_exceeds(p.first, top.first) for p in parts):
            yield _excess_sum(parts, top)
        elif top is None and parts[0].first.voice:
            rival = _short((_totals(totals.get(d, ())) for d in days), parts)
            if rival:
                yield _excess_sum(parts, rival)


def _short(totals: Iterable[Sequence[Position]], parts: Sequence[Position]) -> Position | None:
    """The first total of another named voice that the parts together exceed, though none does by itself."""
    summed = sum(p.first.low or 0.0 for p in parts)
    for total in itertools.chain.from_iterable(totals):
        near = ceiling(total.first) < summed <= INCIDENT * ceiling(total.first)
        if near and total.first.voice and not any(_exceeds(p.first, total.first) for p in parts):
            return total
    return None


def _excess_sum(parts: Sequence[Position], whole: Position) -> Finding:
    one = parts[0].first.origin == whole.first.origin
    claims = [c for p in parts for c in p.claims]
    what = "the parts are more than the whole" if one else "one voice's parts are more than the other's whole"
    listed = [wording.counted(p.first) for p in parts]
    if len(listed) > _LISTED:
        listed = [*listed[:_LISTED], f"{len(listed) - _LISTED} more"]
    sentence = (
        f"{wording.listed(listed)} {wording.source(claims)}, {_summed(parts)} as a sum, against "
        f"{wording.whole(whole.first, parts[0].first)} {wording.source(whole.claims)}: "
        f"{what}, {wording.apart(parts[0].first, whole.first)}."
    )
    share = distance(sum(p.first.value for p in parts), whole.first.value) * (1.0 if one else 0.5)
    return finding("part_exceeds_whole", wording.capital(sentence), (*claims, *whole.claims), share)


def stated_parts(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Parts that are larger than the whole to which their own article says that they belong."""
    by_id = {c.id: c for c in claims}
    for part in claims:
        whole = by_id.get(part.part_of or "")
        if whole and part.kind == whole.kind and part.modality == whole.modality == "reported":
            if _exceeds(part, whole):
                yield _excess(Position((part,)), Position((whole,)), 1.0)


def wider_counts(found: Positions) -> Iterator[Finding]:
    """For each thing counted and each day, the count farthest above one that must hold it by group and place."""
    days = found.days
    wholes = {thing: {day: _totals(told) for day, told in of_day.items()} for thing, of_day in days.items()}
    for thing in sorted(days, key=str):
        wider = [wholes[w] for w in scope.wider(thing) if w in wholes]
        ahead = scope.PERIOD.days if thing[0] in GROWING else 0
        for day, (parts, _) in found.ends[thing].items() if wider else ():
            later = [day + dt.timedelta(n) for n in range(ahead + 1)]
            worst = _worst(parts, lowest(w for of_day in wider for d in later for w in of_day.get(d, ())))
            if worst:
                part, whole = worst
                yield _excess(part, whole, 1.0 if part.first.origin == whole.first.origin else 0.5)


def _totals(told: Iterable[Position]) -> list[Position]:
    """The lowest of the highest numbers that each voice gives for a thing on a day: the lower ones are incidents."""
    tops: dict[str, Position] = {}
    for position in told:
        best = tops.get(position.first.origin)
        if best is None or (ceiling(best.first), best.first.id) < (ceiling(position.first), position.first.id):
            tops[position.first.origin] = position
    return lowest(tops.values())


def _worst(parts: Sequence[Position], wholes: Sequence[Position]) -> tuple[Position, Position] | None:
    pairs = [(p, w) for p, w in itertools.product(parts, wholes) if _rivals(p.first, w.first)]

    def telling(pair: tuple[Position, Position]) -> tuple[int, float, str, str]:
        """Nearest in time, then farthest apart in number."""
        a, b = pair[0].first, pair[1].first
        return -days_between(a, b), distance(a.value, b.value), a.id, b.id

    return max(pairs, key=telling, default=None)


def _exceeds(part: Claim, whole: Claim) -> bool:
    return (part.low or 0.0) > ceiling(whole)


def _rivals(part: Claim, whole: Claim) -> bool:
    """Whether a count is above a wider one that can be meant as a total: of the same voice, or not far below.

    Of another voice only for the same place, since a whole country is also what articles without a place are about, or
    where both speak for one state. Not where the article itself calls them part and whole, which `stated_parts` tells.
    """
    if part.part_of == whole.id or incidental(whole, part) or not _exceeds(part, whole):
        return False
    if part.origin == whole.origin:
        return True
    side = institutions.side(part.origin)
    one_state = side == institutions.side(whole.origin) and side != part.origin
    return (part.place == whole.place or one_state) and part.value <= INCIDENT * whole.value


def _excess(part: Position, whole: Position, share: float) -> Finding:
    a, b = part.first, whole.first
    left, right = wording.sources(part.claims, whole.claims)
    one = a.origin == b.origin
    what = "the part is larger than the whole" if one else "one voice's part is larger than the other's whole"
    sentence = f"{wording.counted(a)} {left} against {wording.whole(b, a)} {right}: {what}, {wording.apart(a, b)}."
    claims = (*part.claims, *whole.claims)
    return finding("part_exceeds_whole", wording.capital(sentence), claims, share * distance(a.value, b.value))
