"""Words that a headline quotes without saying whose they are: those of who says them in the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kzlib.quotations.marks import Quoted
from kzlib.quotations.units import Unit
from kzlib.records import Quotation

# Fewer words may stand in quotation marks for other reasons.
_LEAST = 2


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _said(unit: Unit, quote: Quoted, said: dict[str, Quotation]) -> Quotation | None:
    """The quotation of the article whose words a headline repeats."""
    words = _plain(unit.text[quote.start : quote.end])
    if words.count(" ") + 1 < _LEAST:
        return None
    return next((q for text, q in said.items() if f" {words} " in f" {text} "), None)


def find(read_units: list[Unit], found: list[Quotation]) -> Iterator[Quotation]:
    """Quotations of headlines that repeat words quoted in the article, with the speaker they have there."""
    titles = [u for u in read_units if u.heading and u.quotes]
    if not titles:
        return
    text = titles[0].text
    direct = [q for q in found if q.kind == "direct" and q.speaker_start is not None]
    said = {_plain(text[q.start : q.end]): q for q in reversed(direct)}
    for unit in titles:
        for quote in unit.quotes:
            if any(q.start < quote.end and quote.start < q.end for q in found):
                continue
            source = _said(unit, quote, said)
            if source and source.start > quote.end:
                yield replace(source, start=quote.start, end=quote.end)
