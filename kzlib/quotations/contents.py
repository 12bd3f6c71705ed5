"""What is said: the words that each cue attributes, as quotations, direct or indirect."""

from __future__ import annotations

from dataclasses import dataclass

from kzlib.quotations.cues import Cue
from kzlib.quotations.marks import Quoted
from kzlib.quotations.units import MASK, Unit
from kzlib.records import Quotation

_TRIM = " \u00a0\u202f\t\n,;:.!?–—-()"
_EMPTY = frozenset("et ou mais de d' du des un une le la les l' à au aux que qu' comme ainsi puis ni".split())


@dataclass(frozen=True, slots=True)
class Region:
    """Where the words that a cue attributes lie."""

    start: int
    end: int
    cue: Cue


def _trimmed(unit: Unit, start: int, end: int) -> tuple[int, int]:
    text = unit.masked
    while start < end and text[start - unit.start] in _TRIM:
        start += 1
    while end > start and text[end - 1 - unit.start] in _TRIM:
        end -= 1
    return start, end


def _regions(unit: Unit, cues: list[Cue]) -> list[Region]:
    regions: list[Region] = []
    begin = unit.start
    for number, cue in enumerate(cues):
        following = cues[number + 1].start if number + 1 < len(cues) else unit.end
        if cue.takes == "incise":
            regions.append(Region(begin, cue.start, cue))
            begin = (cue.subject or (0, cue.end))[1]
        elif cue.takes == "source":
            before = unit.masked[begin - unit.start : cue.start - unit.start].strip(_TRIM)
            if before and unit.masked[: cue.start - unit.start].rstrip().endswith((",", MASK)):
                regions.append(Region(begin, cue.start, cue))
            else:
                regions.append(Region(cue.content, unit.end, cue))
            begin = max(begin, cue.content)
        else:
            regions.append(Region(cue.content, following, cue))
            begin = max(begin, following if following < unit.end else cue.end)
    return regions


def _says_something(unit: Unit, start: int, end: int) -> bool:
    words = [t for t in unit.words(start, end) if MASK not in t.text and t.text.isalpha() and t.low not in _EMPTY]
    return len(words) >= 2


def _make(unit: Unit, region: Region, start: int, end: int, kind: str) -> Quotation:
    cue = region.cue
    speaker = cue.subject or (None, None)
    return Quotation(
        start, end, kind, unit.masked[cue.start - unit.start : cue.end - unit.start], cue.start, cue.end, *speaker
    )


def _rows(unit: Unit, region: Region, quotes: list[Quoted]) -> list[Quotation]:
    start, end = _trimmed(unit, region.start, region.end)
    if start >= end:
        return []
    directs = [_make(unit, region, q.start, q.end, "direct") for q in quotes]
    takes = region.cue.takes
    if takes in ("quoted", "voir", "figure", "colon"):
        return directs
    if not quotes:
        return [_make(unit, region, start, end, "indirect")]
    if not _says_something(unit, start, end):
        return directs
    if takes == "que":
        return [_make(unit, region, start, end, "indirect")]
    return [_make(unit, region, start, end, "indirect"), *directs]


def of(unit: Unit, cues: list[Cue]) -> list[Quotation]:
    """Quotations of a unit. Words in quotation marks that no cue attributes are left out."""
    found: list[Quotation] = []
    taken: set[Quoted] = set()
    for region in _regions(unit, cues):
        quotes = [q for q in unit.quotes if region.start <= q.outer_start < region.end and q not in taken]
        taken.update(quotes)
        found += _rows(unit, region, quotes)
    return [q for q in found if not unit.heading or q.kind == "direct"]
