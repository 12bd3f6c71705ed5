"""Claims that cannot both be right, or that are given to two different sources."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kzlib import english, institutions, lexicon
from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import GROWING, contradict, historical
from kzlib.compare.finding import (
    Finding,
    Position,
    by_day,
    by_thing,
    distance,
    finding,
    highest,
    lowest,
)
from kzlib.compare.relation import counts_own, relation
from kzlib.lexicon import fold

_UPDATE = 2.0  # up to this many times as much, a higher number of the same day may be a later count of that day
_NAMES = 4  # sources that a sentence names


def conflicts(found: Sequence[Position], countries: Mapping[str, str]) -> Iterator[Finding]:
    """For each thing counted and each day, the two numbers farthest apart that neither scope nor growth explains.

    Where all that day's contradictions are explained by whom each source counts, the widest is told as explained.
    """
    for same in by_thing(found).values():
        days = by_day(same)
        ends = {day: (highest(told), lowest(told)) for day, told in days.items()}
        told_before: set[tuple[float, float]] = set()
        for day in days:
            pairs = _pairs(ends, day)
            rivals = [p for p in pairs if not counts_own(p[0].first, p[1].first, countries)]
            pair = _widest([p for p in rivals or pairs if (p[0].first.value, p[1].first.value) not in told_before])
            if pair:
                told_before.add((pair[0].first.value, pair[1].first.value))
                yield _conflict(*pair, countries) if rivals else _own(*pair)


_Ends = Mapping[dt.date, tuple[list[Position], list[Position]]]


def _pairs(ends: _Ends, day: dt.date) -> list[tuple[Position, Position]]:
    """The higher and the lower of numbers that exclude one another, one of that day, the other of its period."""
    near = [ends[d] for d in (day - dt.timedelta(n) for n in range(scope.PERIOD.days + 1)) if d in ends]
    high = highest(p for h, _ in near for p in h)
    low = lowest(p for _, lowest_of_day in near for p in lowest_of_day)
    return [
        (a, b)
        for a, b in itertools.product([*ends[day][0], *high], [*ends[day][1], *low])
        if day in (a.first.day, b.first.day) and _contradict(a.first, b.first)
    ]


def _widest(pairs: Sequence[tuple[Position, Position]]) -> tuple[Position, Position] | None:
    return max(
        pairs,
        key=lambda p: (distance(p[0].first.value, p[1].first.value), p[0].first.value, p[0].first.id, p[1].first.id),
        default=None,
    )


def _conflict(a: Position, b: Position, countries: Mapping[str, str]) -> Finding:
    """The finding; it weighs half where a source is missing, where the higher number may be a later count, and where
    the words give no number or tell of one victim only."""
    left, right = wording.sources(a.claims, b.claims)
    same_day = a.first.day == b.first.day
    growing = same_day and a.first.kind in GROWING and not _older(a, b)
    update = growing and a.first.value <= _UPDATE * b.first.value
    both = sorted({c.doc_id for c in a.claims} & {c.doc_id for c in b.claims})
    sentence = (
        f"{wording.counted(a.first)} {left} against {wording.amount(b.first)} {right}: "
        f"{relation(a.first, b.first, countries)}, {wording.apart(a.first, b.first)}{_hint(both, growing, update)}."
    )
    share = distance(a.first.value, b.first.value)
    share *= (0.5 if update else 1.0) * (1.0 if a.first.voice and b.first.voice else 0.5)
    share *= 0.5 if a.first.vague or b.first.vague or b.first.value == 1 else 1.0
    return finding("conflict", wording.capital(sentence), (*a.claims, *b.claims), share)


def _hint(both: Sequence[str], growing: bool, update: bool) -> str:
    """What may explain it: an article that gives both numbers may give one as the count before the other."""
    if both:
        return f"; {wording.articles(both)} both" + (", perhaps one as the count before the other" if growing else "")
    return "; the higher may be the later count" if update else ""


def _own(a: Position, b: Position) -> Finding:
    left, right = wording.sources(a.claims, b.claims)
    sentence = (
        f"{wording.counted(a.first)} {left} and {wording.amount(b.first)} {right} need not contradict one another: "
        "each of the two states may count its own."
    )
    return finding("explained_by_scope", wording.capital(sentence), (*a.claims, *b.claims))


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


def attributions(found: Sequence[Position]) -> Iterator[Finding]:
    """One number, of one thing and time, given to two sources by articles that do not name one another's."""
    groups: defaultdict[tuple[object, ...], list[Position]] = defaultdict(list)
    for position in found:
        claim = position.first
        if claim.voice and not institutions.relays(claim.voice) and not historical(claim):
            groups[(*scope.thing(claim), claim.value, claim.value_high, claim.bound)].append(position)
    for same in groups.values():
        a = min(same, key=lambda p: (p.first.day or dt.date.max, p.first.id))
        docs = {c.doc_id for c in a.claims}
        relays = {c.relayed_by for c in a.claims}
        others = [p for p in same if _other_source(a, p, docs, relays)]
        if others:
            yield _attribution([a, *others])


def _other_source(a: Position, b: Position, docs: set[str], relays: set[str | None]) -> bool:
    """Whether two positions name different sources, in different articles; "the authorities" may be any of them.

    `docs`, `relays` are the articles of `a` and who passes it on there. A name within the other one names the same body
    ("préfecture", "préfecture du Rhône"); a state's name may stand for any of its bodies.
    """
    if a.first.origin == b.first.origin or b.first.voice in relays or not scope.same_period(a.first, b.first):
        return False
    if _same_body(a.first.origin, b.first.origin) or {a.first.voice, b.first.voice} & _states():
        return False
    if "government" in (institutions.sort(a.first.voice), institutions.sort(b.first.voice)):
        return False
    return not any(c.doc_id in docs or c.relayed_by == a.first.voice for c in b.claims)


def _same_body(a: str, b: str) -> bool:
    """Whether all words of one name stand in the other one."""
    one, other = (set(fold(name).split()) for name in (a, b))
    return one <= other or other <= one


@cache
def _states() -> frozenset[str]:
    """The names of states."""
    return frozenset(e.label for e in lexicon.load("countries"))


def _attribution(same: Sequence[Position]) -> Finding:
    claims = [c for p in same for c in p.claims]
    voices = {p.first.origin: p for p in reversed(same)}
    given = [f"to {wording.named(p.first)} {wording.when(p.claims)}" for p in reversed(voices.values())]
    names = wording.listed(
        given if len(given) <= _NAMES else [*given[:_NAMES], f"{english.in_words(len(given) - _NAMES)} more"]
    )
    rounded = claims[0].bound != "exact"
    sentence = (
        f"{wording.counted(claims[0])} is attributed {names}: one number under {english.in_words(len(voices))} names; "
        "each may have said it, or an article names the wrong source."
    )
    # A rounded number made twice is unlikelier than an exact one reported twice.
    return finding("attribution_conflict", wording.capital(sentence), claims, 1.0 if rounded else 0.4)
