"""Words that two articles have in common."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice
from typing import NamedTuple

from kzlib.copies.sketch import RUN, WORD

LONGEST = 60  # words of a shared passage that are kept as evidence
SHOWN = 3  # passages kept a pair

Span = tuple[int, int]


class Passage(NamedTuple):
    """Words that two articles have in common: offsets in either text, and how many words."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


class Two(NamedTuple):
    """Two articles: their texts, and where the sentences of each begin and end, one after the other."""

    text: str
    spans: Sequence[int]
    other: str
    other_spans: Sequence[int]

    def passages(self) -> list[Passage]:
        """What they have in common (`passages`)."""
        return passages(self.text, _sentences(self.spans), self.other, _sentences(self.other_spans))


def _sentences(flat: Sequence[int]) -> list[Span]:
    return list(zip(flat[::2], flat[1::2], strict=True))


def passages(text: str, spans: Sequence[Span], other: str, other_spans: Sequence[Span]) -> list[Passage]:
    """The longest stretches of eight words or more that stand in both texts, case and punctuation apart.

    At most SHOWN of them, each cut after LONGEST words (`words` counts all of it), in order of the first text.
    """
    a, b = _Words(text, spans), _Words(other, other_spans)
    longest = sorted(_stretches(a.words, b.words), key=lambda s: (-s[2], s[0]))[:SHOWN]
    return [Passage(*a.place(i, length), *b.place(j, length), length) for i, j, length in sorted(longest)]


class _Words:
    """The words of an article, their case folded; where one stands is looked for when it is asked."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        found = [WORD.findall(text, start, end) for start, end in spans]
        words = list(chain.from_iterable(found))
        self.words = " ".join(words).casefold().split(" ") if words else []
        self._text, self._spans = text, spans
        self._firsts = [0, *accumulate(map(len, found))]  # the number of the first word of each span

    def place(self, number: int, length: int) -> Span:
        """Where so many words, at most LONGEST, begin and end."""
        return self._word(number)[0], self._word(number + min(length, LONGEST) - 1)[1]

    def _word(self, number: int) -> Span:
        at = bisect_right(self._firsts, number) - 1
        words = WORD.finditer(self._text, *self._spans[at])
        return next(islice(words, number - self._firsts[at], None)).span()


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[n:] for n in range(RUN)), strict=False))


def _stretches(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Words in common: the number of the first of them in either article, and how many they are."""
    runs = _runs(b)
    at = dict(zip(reversed(runs), range(len(runs) - 1, -1, -1), strict=True))  # the first place of each run
    beyond = 0
    for i, run in enumerate(_runs(a)):
        if i >= beyond and (j := at.get(run)) is not None:
            length = _reach(a, i, b, j)
            beyond = i + length
            yield i, j, length


def _reach(a: Sequence[str], i: int, b: Sequence[str], j: int) -> int:
    length = RUN
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length
