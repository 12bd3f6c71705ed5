"""How a count moved: what a voice raised or lowered, and what rises or falls from one voice to the next."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import GROWING, HISTORICAL, POINTS, agree, ceiling, incidental
from kzlib.compare.finding import Finding, Position, Positions, by_day, day_order, distance, finding
from kzlib.compare.scope import Thing

Told = dict[tuple[Thing, float], set[str]]  # what is counted and the number -> the articles that give it
# Counts of one occasion: another day is another occasion, not another count of it.
_OCCASIONS = frozenset({"participants"})
_STEPS = 5  # steps that a sentence lists


def told(claims: Iterable[Claim]) -> Told:
    """The articles that give each number of each thing, whether as their own, as denied or as of old."""
    found: defaultdict[tuple[Thing, float], set[str]] = defaultdict(set)
    for claim in claims:
        found[scope.thing(claim), claim.value].add(claim.doc_id)
    return found


def revisions(found: Sequence[Position], known: Told) -> Iterator[Finding]:
    """For each voice and thing counted: one finding for all its steps up, one for each step down.

    A step down of what only grows is a silent retraction where no article that gives the lower number gives the
    higher one too, else a revision.
    """
    for said in _series(found):
        steps = list(itertools.pairwise(said))
        steps = [(a, b) for a, b in steps if not _one_article(a, b)]
        up = [(a, b) for a, b in steps if b.first.value > a.first.value and not _satisfies(b.first, a.first)]
        if up:
            yield _raised(list(dict.fromkeys(p for step in up for p in step)))
        for a, b in steps:
            if b.first.value < a.first.value and not agree(a.first, b.first):
                yield _lowered(a, b, known)


def _one_article(a: Position, b: Position) -> bool:
    """Whether two numbers stand in one article alone: it may tell the count of a day beside that of the whole time."""
    return len({claim.doc_id for claim in (*a.claims, *b.claims)}) == 1


def _satisfies(later: Claim, earlier: Claim) -> bool:
    """Whether two numbers, one of them rounded, may be one and the same."""
    return earlier.bound in POINTS and later.bound in POINTS and agree(earlier, later)


def _series(found: Sequence[Position]) -> Iterator[list[Position]]:
    """What each named voice says of one thing, its firmest and highest number of each day, days in order.

    A series ends where nothing was said for as long as parts one crisis from another.
    """
    groups: defaultdict[tuple[object, ...], dict[dt.date, Position]] = defaultdict(dict)
    for position in sorted(found, key=lambda p: (p.first.bound == "exact", p.first.value, p.first.id)):
        claim = position.first
        if claim.day and claim.voice and claim.kind not in _OCCASIONS:
            groups[claim.origin, claim.thing][claim.day] = position
    for days in groups.values():
        yield from _crises([days[day] for day in sorted(days)])


def _crises(said: Sequence[Position]) -> Iterator[list[Position]]:
    """Positions in order of day, cut where more time lies between two than parts one crisis from another."""
    run: list[Position] = []
    for position in said:
        if run and _days(run[-1], position) > HISTORICAL:
            yield run
            run = []
        run.append(position)
    if run:
        yield run


def _days(a: Position, b: Position) -> dt.timedelta:
    return (b.first.day or dt.date.min) - (a.first.day or dt.date.min)


def _raised(said: Sequence[Position]) -> Finding:
    a, b = said[0].first, said[-1].first
    numbers = _steps([f"{wording.amount(p.first)} ({wording.day(p.first.day)})" for p in said])
    sentence = f"The count of {wording.thing(a)} by {wording.named(a)} rose{numbers}."
    claims = [c for p in said for c in p.claims]
    return finding("revision_up", wording.capital(sentence), claims, distance(a.value, b.value))


def _steps(steps: Sequence[str]) -> str:
    """Steps as they follow "rose": from one to the other, or as a list, those in the middle left out where many."""
    if len(steps) == 2:
        return f" from {steps[0]} to {steps[1]}"
    return ": " + wording.listed(steps if len(steps) <= _STEPS else [*steps[:2], "…", *steps[-2:]])


def _lowered(a: Position, b: Position, known: Told) -> Finding:
    high, low = a.first, b.first
    both = sorted({c.doc_id for c in b.claims} & known[scope.thing(high), high.value])
    silent = high.kind in GROWING and not both
    if silent:
        word = "; no article that gives the lower number mentions the higher one"
    else:
        word = f"; {wording.articles(both)} both" if both else ""
    sentence = (
        f"The count of {wording.thing(high)} by {wording.named(high)} fell from {wording.amount(high)} "
        f"({wording.day(high.day)}) to {wording.amount(low)} ({wording.day(low.day)}){word}."
    )
    share = distance(high.value, low.value) * (1.0 if high.kind in GROWING else 0.25)
    kind = "silent_retraction" if silent else "revision_down"
    return finding(kind, wording.capital(sentence), (*a.claims, *b.claims), share)


def drifts(found: Positions, known: Told) -> Iterator[Finding]:
    """Counts of what only grows, told by different voices from day to day: the rise, and the fall without a word."""
    for same in found.things.values():
        if same[0].first.kind in GROWING:
            given = (p for p in same if p.first.value > 1 and not p.first.vague)  # one victim is a case, no toll
            latest = _newest(same)
            tops = [_top(positions) for positions in by_day(given).values()]
            for run in _crises(tops):
                yield from _rise(run, latest)
                yield from _fall(run, known)


def _top(same: Sequence[Position]) -> Position:
    """The highest number of a day, one that a source gives and that is more than "at least" first."""
    return max(same, key=lambda p: (p.first.voice is not None, p.first.bound in POINTS, p.first.value, p.first.id))


def _rise(run: Sequence[Position], latest: Mapping[str, Claim]) -> Iterator[Finding]:
    """One finding for the numbers of a run that are higher than all before, if voices differ."""
    records = _records(run, latest)
    if not records or records[0].first.origin == records[-1].first.origin:
        return  # one voice's own rise is a revision
    first, last = records[0].first, records[-1].first
    numbers = _steps([f"{wording.amount(p.first)} {wording.source(p.claims)}" for p in records])
    sentence = f"Told by several voices, the count of {wording.thing(first)} rises{numbers}."
    claims = [c for p in records for c in p.claims]
    yield finding("rise", wording.capital(sentence), claims, distance(first.value, last.value))


def _records(run: Sequence[Position], latest: Mapping[str, Claim]) -> list[Position]:
    """The numbers of a run that are higher than all before and that growth can explain.

    Left out are those of a voice that another one, still counting, does not reach (the two disagree), and those
    without a source that were told only after a later count: they round it.
    """
    records: list[Position] = []
    for position, known in zip(run, _first_told_later(run), strict=True):
        claim = position.first
        if claim.voice is None and known and _told_first(position) > known:
            continue
        if not records:
            records.append(position)
        elif len(records) == 1 and (incidental(records[-1].first, claim) or _one_article(records[-1], position)):
            records = [position]
        elif (claim.low or 0.0) > (records[-1].first.high or records[-1].first.value):
            if not _still_below(latest[records[-1].first.origin], claim):
                records.append(position)
    return records


def _still_below(newest: Claim, claim: Claim) -> bool:
    """Whether a voice's newest number, of that day or later, does not reach another voice's."""
    return day_order(newest) >= day_order(claim) and ceiling(newest) < (claim.low or 0.0)


def _first_told_later(run: Sequence[Position]) -> list[dt.date | None]:
    """For each position of a run, the first day on which an article gives a count of a later day."""
    found: list[dt.date | None] = []
    first: dt.date | None = None
    for position in reversed(run):
        found.append(first)
        first = min(_told_first(position), first or dt.date.max)
    return found[::-1]


def _told_first(position: Position) -> dt.date:
    """The day of the first article that gives a number; one without a day is never late."""
    return min(claim.published or dt.date.min for claim in position.claims)


def _newest(said: Iterable[Position]) -> dict[str, Claim]:
    """The newest number of each voice, the highest of its day."""
    found: dict[str, Claim] = {}
    for claim in (p.first for p in said):
        known = found.setdefault(claim.origin, claim)
        if (day_order(claim), claim.value, claim.id) > (day_order(known), known.value, known.id):
            found[claim.origin] = claim
    return found


def _fall(run: Sequence[Position], known: Told) -> Iterator[Finding]:
    """The highest number of a run, if the last days give a lower one by another named voice that says nothing of it."""
    peak = max(run, key=lambda p: (p.first.low or 0.0, p.first.id))
    last = run[-1]
    high, low = peak.first, last.first
    if not (high.voice and low.voice) or high.origin == low.origin or _days(peak, last) <= scope.PERIOD:
        return
    recent = [p for p in run if _days(p, last) <= scope.PERIOD]
    docs = {c.doc_id for p in recent for c in p.claims}
    if any(ceiling(p.first) >= (high.low or 0.0) for p in recent) or docs & known[scope.thing(high), high.value]:
        return
    sentence = (
        f"After {wording.counted(high)} {wording.source(peak.claims)} the latest count is {wording.amount(low)} "
        f"{wording.source(last.claims)}; no article that gives the lower number mentions the higher one."
    )
    share = 0.5 * distance(high.value, low.value)
    yield finding("silent_retraction", wording.capital(sentence), (*peak.claims, *last.claims), share)
