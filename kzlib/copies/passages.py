"""Words that two articles have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kzlib.copies.sketch import RUN, WORD

LONGEST = 60  # words of a shared passage that are kept as evidence
SHOWN = 3  # passages kept a pair

Span = tuple[int, int]
Word = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two articles have in common: offsets in either text, and how many words."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


def passages(text: str, spans: Iterable[Span], other: str, other_spans: Iterable[Span]) -> list[Passage]:
    """The longest stretches of eight words or more that stand in both texts, case and punctuation apart.

    At most SHOWN of them, each cut after LONGEST words (`words` counts all of it), in order of the first text.
    """
    a, b = _located(text, spans), _located(other, other_spans)
    at: dict[tuple[str, ...], int] = {}
    for i in range(len(b) - RUN + 1):
        at.setdefault(tuple(w for w, _, _ in b[i : i + RUN]), i)
    found = []
    i = 0
    while i <= len(a) - RUN:
        j = at.get(tuple(w for w, _, _ in a[i : i + RUN]))
        length = _reach(a, i, b, j) if j is not None else 1
        if j is not None:
            last = min(length, LONGEST) - 1
            found.append(Passage(a[i][1], a[i + last][2], b[j][1], b[j + last][2], length))
        i += length
    return sorted(sorted(found, key=lambda p: (-p.words, p.start))[:SHOWN], key=lambda p: p.start)


def _located(text: str, spans: Iterable[Span]) -> list[Word]:
    found = (m for start, end in spans for m in WORD.finditer(text, start, end))
    return [(m.group().casefold(), m.start(), m.end()) for m in found]


def _reach(a: Sequence[Word], i: int, b: Sequence[Word], j: int) -> int:
    length = RUN
    while i + length < len(a) and j + length < len(b) and a[i + length][0] == b[j + length][0]:
        length += 1
    return length
