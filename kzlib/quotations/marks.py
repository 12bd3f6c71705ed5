"""Quotation marks: where words stand between them, whatever their shape, nesting and faults."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzlib.article import Article

_MARK = re.compile(r"[«»“”„\"‹›]|''|’’")
_OPENING, _CLOSING = {"«": "»", "“": "”", "„": "”", "‹": "›"}, {"»", "”", "›"}
_BLANK = " \u00a0\u202f\t\n"
# A quotation longer than this has lost its closing mark.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks: `start`, `end` without the marks and white space, `outer` with the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _opens(text: str, at: int, end: int) -> bool:
    """Whether a straight mark opens: white space, bracket or elision before it, a word after it."""
    before = text[at - 1] if at else " "
    after = text[end] if end < len(text) else " "
    return (before.isspace() or before in "(['’—–-") and not after.isspace()


class _Pairing:
    """Marks of one passage, read line by line: those still open, and what has been closed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[int, str]] = []
        self.found: list[Quoted] = []
        self.hanging = False

    def _close(self, mark: re.Match[str]) -> None:
        start, shape = self.open.pop()
        inner = _trim(self.text, start + len(shape), mark.start())
        if inner[0] < inner[1] and mark.end() - start <= LONGEST:
            self.found.append(Quoted(*inner, start, mark.end()))

    def _closing(self, mark: re.Match[str]) -> None:
        shape = mark.group()
        while len(self.open) > 1 and shape not in (_OPENING.get(self.open[-1][1]), self.open[-1][1]):
            self.open.pop()
        if self.open and shape in (_OPENING.get(self.open[-1][1]), self.open[-1][1]):
            self._close(mark)

    def line(self, start: int, end: int) -> None:
        """Pair the marks of one line.

        What is open at the end of a line goes on only if the next opens with the same mark, or if nothing but white
        space follows the mark on its line.
        """
        marks = list(_MARK.finditer(self.text, start, end))
        if self.open and not self.hanging:
            first = marks[0] if marks and not self.text[start : marks[0].start()].strip() else None
            goes_on = first is not None and first.group() == self.open[0][1] and first.group() in _OPENING
            self.open = self.open[:1] if goes_on else []
            marks = marks[1:] if goes_on else marks
        for mark in marks:
            shape = mark.group()
            if shape in _OPENING:
                self.open.append((mark.start(), shape))
            elif shape in _CLOSING:
                self._closing(mark)
            elif self.open and self.open[-1][1] == shape:
                self._close(mark)
            elif _opens(self.text, mark.start(), mark.end()):
                self.open.append((mark.start(), shape))
        last = self.open[-1] if self.open else None
        self.hanging = last is not None and last[1] in _OPENING and not self.text[last[0] + 1 : end].strip()


def _outermost(found: list[Quoted]) -> list[Quoted]:
    kept: list[Quoted] = []
    for quoted in sorted(found, key=lambda q: (q.outer_start, -q.outer_end)):
        if not kept or quoted.outer_start >= kept[-1].outer_end:
            kept.append(quoted)
    return kept


def read(article: Article) -> list[Quoted]:
    """Outermost quoted words of the kept passages, in order; nested marks belong to the quotation around them.

    A mark without its partner is passed over. Marks pair within a paragraph, or over several that each open with the
    mark again, as French printers do.
    """
    found: list[Quoted] = []
    for passage in article.passages:
        if passage.role != "boilerplate":
            pairing = _Pairing(article.text)
            for line in re.finditer(r"[^\n]+", article.text[passage.start : passage.end]):
                pairing.line(passage.start + line.start(), passage.start + line.end())
            found += _outermost(pairing.found)
    return found
