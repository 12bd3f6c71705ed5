"""One voice's number told several times: in several articles, or again later as if it were new."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kzlib import english
from kzlib.compare import scope, wording
from kzlib.compare.claim import Claim
from kzlib.compare.consistency import historical
from kzlib.compare.finding import Finding, Position, distance, finding
from kzlib.compare.scope import Thing

_RECURS = 10  # smaller numbers recur by chance


def repetitions(found: Sequence[Position]) -> Iterator[Finding]:
    """Numbers of one voice that stand in several articles: one voice, however often repeated.

    Where a later article gives the number under a later day, it is told as if it were new.
    """
    series: defaultdict[tuple[object, ...], list[Position]] = defaultdict(list)
    for position in found:
        claim = position.first
        series[claim.origin, claim.thing, claim.value, claim.value_high, claim.bound].append(position)
    counts = _counts(found)
    for same in series.values():
        again = _as_new(same, counts)
        if again:
            yield again
        for position in same:
            docs = {c.doc_id for c in position.claims}
            if len(docs) > 1 and not again:
                yield _repeated(position, len(docs))


def _counts(found: Iterable[Position]) -> dict[tuple[str, Thing], dict[dt.date, set[float]]]:
    """For each voice and thing counted: the numbers of each day."""
    counts: defaultdict[tuple[str, Thing], dict[dt.date, set[float]]] = defaultdict(dict)
    for position in found:
        if position.first.day:
            key = position.first.origin, scope.thing(position.first)
            counts[key].setdefault(position.first.day, set()).add(position.first.value)
    return counts


def _repeated(position: Position, articles: int) -> Finding:
    first = position.first
    voice = wording.source(position.claims) if first.voice else "of one copied text"
    earliest = min(position.claims, key=_published)
    same_day = len({c.doc_id for c in position.claims if c.published == earliest.published})
    first_in = f"first in {earliest.doc_id} ({wording.day(earliest.published)})"
    if same_day > 1:
        day = f"on {wording.day(earliest.published)}" if earliest.published else "undated"
        together = "all" if same_day == articles else f"the first {english.in_words(same_day)}"
        first_in = f"{together} {day}"
    number = english.in_words(articles)
    sentence = f"{wording.counted(first)} {voice} stands in {number} articles, {first_in}: one voice, not {number}."
    return finding("repeated", wording.capital(sentence), position.claims, 0.5 * distance(articles, 1))


def _as_new(same: Sequence[Position], counts: dict[tuple[str, Thing], dict[dt.date, set[float]]]) -> Finding | None:
    """The number under its first and its last day, if articles of different days give it and none between differs."""
    dated = sorted((p for p in same if p.first.day and not historical(p.first)), key=lambda p: (_day(p), p.first.id))
    if len(dated) < 2 or dated[0].first.value < _RECURS or not dated[0].first.voice or dated[0].first.vague:
        return None
    first, last = dated[0], dated[-1]
    earlier, later = min(first.claims, key=_published), max(last.claims, key=_published)
    if _day(first) == _day(last) or not (earlier.published and later.published and earlier.published < later.published):
        return None
    days = counts[first.first.origin, scope.thing(first.first)]
    if any(_day(first) <= day <= _day(last) and values != {first.first.value} for day, values in days.items()):
        return None
    return _told_again(dated, earlier, later)


def _told_again(dated: Sequence[Position], earlier: Claim, later: Claim) -> Finding:
    first, last = dated[0].first, dated[-1].first
    sentence = (
        f"{wording.counted(first)}, by {wording.named(first)}, is given as of {wording.day(first.day)} "
        f"({earlier.doc_id}) and again as of {wording.day(last.day)} ({later.doc_id}): the same number under a new day."
    )
    return finding("repeated", wording.capital(sentence), [c for p in dated for c in p.claims])


def _day(position: Position) -> dt.date:
    return position.first.day or dt.date.min


def _published(claim: Claim) -> tuple[dt.date, str]:
    return claim.published or dt.date.max, claim.doc_id
