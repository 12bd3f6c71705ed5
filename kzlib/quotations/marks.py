"""Quotation marks: where words stand between them, whatever their shape, nesting and faults."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzlib.article import Article

_MARK = re.compile(r"[«»“”„\"]|''|(?<![^\W_])‘|’’|‹|›")
_OPENING, _CLOSING = {"«": "»", "“": "”", "„": "”", "‘": "’", "‹": "›"}, {"»", "”", "›"}
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


def _close(text: str, opened: tuple[int, str], mark: re.Match[str], found: list[Quoted]) -> None:
    start, shape = opened
    inner = _trim(text, start + len(shape), mark.start())
    if inner[0] < inner[1]:
        found.append(Quoted(*inner, start, mark.end()))


def _in_block(text: str, start: int, end: int) -> list[Quoted]:
    found: list[Quoted] = []
    stack: list[tuple[int, str]] = []
    for mark in _MARK.finditer(text, start, end):
        shape = mark.group()
        top = stack[-1][1] if stack else ""
        if shape in _OPENING:
            if not (shape == "«" and top == "«" and text[: mark.start()].rstrip(_BLANK)[-1:] in ("", "\n")):
                stack.append((mark.start(), shape))
        elif shape in _CLOSING:
            while stack and _OPENING.get(stack[-1][1]) != shape and len(stack) > 1:
                stack.pop()
            if stack and (_OPENING.get(stack[-1][1]) == shape or stack[-1][1] == shape):
                _close(text, stack.pop(), mark, found)
        elif top == shape:
            _close(text, stack.pop(), mark, found)
        elif _opens(text, mark.start(), mark.end()):
            stack.append((mark.start(), shape))
    outermost: list[Quoted] = []
    for quoted in sorted(found, key=lambda q: (q.outer_start, -q.outer_end)):
        if not outermost or quoted.outer_start >= outermost[-1].outer_end:
            outermost.append(quoted)
    return outermost


def read(article: Article) -> list[Quoted]:
    """Outermost quoted words of the kept passages, in order; nested marks belong to the quotation around them.

    A mark without its partner is passed over. Marks pair within a paragraph.
    """
    found: list[Quoted] = []
    for passage in article.passages:
        if passage.role != "boilerplate":
            for line in re.finditer(r"[^\n]+", article.text[passage.start : passage.end]):
                found += _in_block(article.text, passage.start + line.start(), passage.start + line.end())
    return found
