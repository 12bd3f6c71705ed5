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
    Positions,
    day_order,
    distance,
    finding,
    highest,
)
from kzlib.compare.relation import counts_own, relation
from kzlib.lexicon import fold

_UPDATE = 2.0  # up to this many times as much, a higher number of the same day may be a later count of that day
_ROUND = 10  # a number that is no multiple of it is a count, however it is put
_NAMES = 4  # sources that a sentence names


def conflicts(found: Positions, countries: Mapping[str, str]) -> Iterator[Finding]:
    """For each thing counted, the two numbers of a day farthest apart that neither scope nor growth explains.

    What two voices say of one thing from day to day is one dispute: its widest day is told, and how many more there
    are. Where all of a day's contradictions are explained by whom each source counts, the widest is told as explained.
    """
    for ends in found.ends.values():
        disputes: defaultdict[tuple[bool, str, str], list[_Pair]] = defaultdict(list)
        for pair in _each_day(ends, countries):
            a, b = pair[0].first, pair[1].first
            voices = min(a.origin, b.origin), max(a.origin, b.origin)
            disputes[counts_own(a, b, countries), *voices].append(pair)
        for (own, *_), pairs in disputes.items():
            yield _own(*pairs[0]) if own else _conflict(pairs, countries)


_Pair = tuple[Position, Position]
_Ends = Mapping[dt.date, tuple[list[Position], list[Position]]]


def _each_day(ends: _Ends, countries: Mapping[str, str]) -> Iterator[_Pair]:
    """The widest contradiction of each day, none twice."""
    told_before: set[tuple[float, float]] = set()
    for day in ends:
        pairs = _pairs(ends, day)
        rivals = [p for p in pairs if not counts_own(p[0].first, p[1].first, countries)]
        pair = _widest([p for p in rivals or pairs if (p[0].first.value, p[1].first.value) not in told_before])
        if pair:
            told_before.add((pair[0].first.value, pair[1].first.value))
            yield pair


def _pairs(ends: _Ends, day: dt.date) -> list[_Pair]:
    """The higher and the lower of numbers that exclude one another: the lower of that day, the higher of its period."""
    near = [ends[d][0] for d in (day - dt.timedelta(n) for n in range(scope.PERIOD.days + 1)) if d in ends]
    high, low = ends[day]
    if len(near) > 1:
        high = [*high, *(p for p in highest(itertools.chain(*near)) if p.first.day != day)]
    return [(a, b) for a in high for b in low if _apart(a, b) and _contradict(a.first, b.first)]


def _apart(a: Position, b: Position) -> bool:
    """Whether no number fits both: what contradicting takes, seen at once."""
    return a.floor > b.roof or b.floor > a.roof


def _widest(pairs: Sequence[_Pair]) -> _Pair | None:
    return max(
        pairs,
        key=lambda p: (distance(p[0].first.value, p[1].first.value), p[0].first.value, p[0].first.id, p[1].first.id),
        default=None,
    )


def _conflict(pairs: Sequence[_Pair], countries: Mapping[str, str]) -> Finding:
    """The finding; it weighs half where a source is missing, where the higher number may be a later count, and where
    the words give no number or tell of one victim only."""
    a, b = _widest(pairs) or pairs[0]
    left, right = wording.sources(a.claims, b.claims)
    same_day = a.first.day == b.first.day
    counts = b.first.bound != "max"  # "at most ten" is a denial of more, no count that grew
    growing = same_day and a.first.kind in GROWING and counts and not _older(a, b)
    update = growing and a.first.value <= _UPDATE * b.first.value
    both = sorted({c.doc_id for c in a.claims} & {c.doc_id for c in b.claims})
    sentence = (
        f"{wording.counted(a.first)} {left} against {wording.amount(b.first)} {right}: "
        f"{relation(a.first, b.first, countries)}, {wording.apart(a.first, b.first)}"
        f"{_hint(both, growing, update)}{_more(pairs, (a, b))}."
    )
    share = distance(a.first.value, b.first.value)
    share *= (0.5 if update else 1.0) * (1.0 if a.first.voice and b.first.voice else 0.5)
    share *= 0.5 if a.first.vague or b.first.vague or b.first.value == 1 else 1.0
    newest = [p.first for p in max(pairs, key=_last_day)]  # where the day that `_more` names can be checked
    return finding("conflict", wording.capital(sentence), (*a.claims, *b.claims, *newest), share)


def _more(pairs: Sequence[_Pair], told: _Pair) -> str:
    """On how many more days the two disagree, and the last of them."""
    others = [pair for pair in pairs if pair != told]
    if not others:
        return ""
    count = "one more day," if len(others) == 1 else f"{english.in_words(len(others))} more days, the last"
    return f"; likewise on {count} {wording.day(max(map(_last_day, others)))}"


def _last_day(pair: _Pair) -> dt.date:
    return max(day_order(p.first) for p in pair)


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
    """One rounded number, of one thing and time, given to two sources by articles that do not name one another's.

    A number that is not rounded and that two sources give is confirmed by the second one.
    """
    groups: defaultdict[tuple[object, ...], list[Position]] = defaultdict(list)
    for position in found:
        claim = position.first
        named = claim.voice and not institutions.relays(claim.voice)
        if named and _rounded(claim) and not historical(claim):
            groups[claim.thing, claim.value, claim.value_high, claim.bound].append(position)
    for same in groups.values():
        a = min(same, key=lambda p: (p.first.day or dt.date.max, p.first.id))
        docs = {c.doc_id for c in a.claims}
        relays = {c.relayed_by for c in a.claims}
        others = [p for p in same if _other_source(a, p, docs, relays)]
        if others:
            yield _attribution([a, *others])


def _rounded(claim: Claim) -> bool:
    """Whether a number is put roughly, so that nobody else is likely to put it alike."""
    return claim.bound != "exact" and claim.value >= _ROUND and claim.value % _ROUND == 0


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
    sentence = (
        f"{wording.counted(claims[0])} is attributed {names}: one number under {english.in_words(len(voices))} names; "
        "each may have said it, or an article names the wrong source."
    )
    return finding("attribution_conflict", wording.capital(sentence), claims)
