"""What a voice changed, took back, or had repeated; and days on which articles do not agree."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim, Row
from kzlib.compare.consistency import agree, withdraws
from kzlib.compare.finding import WEIGHT, Finding, Position, day_order, distance, finding
from kzlib.compare.happening import Happening


def revisions(found: Sequence[Position]) -> Iterator[Finding]:
    """For each voice and thing counted: one finding for all its steps up, one for each step down."""
    for said in _series(found):
        steps = list(itertools.pairwise(said))
        up = [(a, b) for a, b in steps if b.first.value > a.first.value]
        if up:
            yield _raised(list(dict.fromkeys(p for step in up for p in step)))
        for a, b in steps:
            if b.first.value < a.first.value and not agree(a.first, b.first):
                yield _lowered(a, b)


def _series(found: Sequence[Position]) -> Iterator[list[Position]]:
    """What each named voice says of one thing, its firmest and highest number of each day, days in order."""
    groups: defaultdict[tuple[object, ...], dict[dt.date, Position]] = defaultdict(dict)
    for position in sorted(found, key=lambda p: (p.first.bound == "exact", p.first.value, p.first.id)):
        claim = position.first
        if claim.day and claim.voice:
            groups[(claim.origin, *scope.scope(claim))][claim.day] = position
    for by_day in groups.values():
        yield [by_day[day] for day in sorted(by_day)]


def _raised(said: Sequence[Position]) -> Finding:
    a, b = said[0].first, said[-1].first
    numbers = wording.listed(f"{wording.amount(p.first)} ({wording.day(p.first.day)})" for p in said)
    sentence = f"The count of {wording.thing(a)} by {wording.named(a)} rose: {numbers}."
    claims = [c for p in said for c in p.claims]
    return finding("revision_up", wording.capital(sentence), claims, distance(a.value, b.value))


def _lowered(a: Position, b: Position) -> Finding:
    sentence = (
        f"The count of {wording.thing(a.first)} by {wording.named(a.first)} fell from {wording.amount(a.first)} "
        f"({wording.day(a.first.day)}) to {wording.amount(b.first)} ({wording.day(b.first.day)})."
    )
    share = distance(a.first.value, b.first.value)
    return finding("revision_down", wording.capital(sentence), (*a.claims, *b.claims), share)


def retractions(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Numbers that a later or same-day claim denies."""
    denials: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.modality == "denied":
            denials[(*scope.scope(claim), claim.value)].append(claim)
    held: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        held[(*scope.scope(claim), claim.value)].append(claim)
    for key, denied in denials.items():
        first = min(denied, key=lambda c: (day_order(c), c.id))
        taken_back = [c for c in held[key] if any(withdraws(d, c) for d in denied)]
        if taken_back:
            sentence = (
                f"{wording.counted(taken_back[0])} {wording.source(taken_back)} was withdrawn or denied "
                f"{wording.source(denied)}, {wording.apart(taken_back[0], first)}."
            )
            yield finding("retraction", wording.capital(sentence), (*taken_back, *denied))


def repetitions(found: Sequence[Position]) -> Iterator[Finding]:
    """Numbers of one voice that stand in several articles: one voice, however often repeated."""
    for position in found:
        docs = sorted({c.doc_id for c in position.claims})
        if len(docs) > 1:
            first = position.first
            voice = wording.source(position.claims) if first.voice else "of one copied text"
            earliest = min(position.claims, key=lambda c: (c.published or dt.date.max, c.doc_id))
            sentence = (
                f"{wording.counted(first)} {voice} stands in {len(docs)} articles, first in {earliest.doc_id} "
                f"({wording.day(earliest.published)}): one voice, not {len(docs)}."
            )
            yield finding("repeated", wording.capital(sentence), position.claims, distance(len(docs), 1))


def days_in_dispute(happenings: Sequence[Happening]) -> Iterator[Finding]:
    """Happenings to which articles give days that have none in common."""
    for event in happenings:
        told: dict[tuple[dt.date, dt.date], Row] = {}
        for row in event.tellings:
            if row["first"]:
                told.setdefault((row["first"], row["last"] or row["first"]), row)
        days = sorted(told)
        if days and max(first for first, _ in days) > min(last for _, last in days):
            rows = [told[d] for d in days]
            dated = wording.listed(f"{wording.day(d[0])} ({r['doc_id']})" for d, r in zip(days, rows, strict=True))
            where = f" in {event.place}" if event.place else ""
            sentence = f"One happening ({event.type.replace('_', ' ')}{where}) is given the days {dated}."
            yield _dated(sentence, rows)


def impossible_days(dates: Sequence[Row]) -> Iterator[Finding]:
    """Expressions of time that contradict themselves or the calendar."""
    for row in dates:
        if row.get("literal"):
            meant = wording.day(row["first"], year=True) if row["first"] else "a day that cannot be known"
            sentence = (
                f'Article {row["doc_id"]} writes "{row["text"]}", which taken literally is {row["literal"]}; '
                f"it can only mean {meant}."
            )
            yield _dated(sentence, [row])


def _dated(sentence: str, rows: Sequence[Row]) -> Finding:
    evidence = tuple((r["doc_id"], r["start"], r["end"]) for r in rows)
    return Finding("date_conflict", sentence, (), WEIGHT["date_conflict"], evidence)
