"""The units that cleaning decides on: paragraphs, headings, links. Mostly lines; wrapped lines are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

# A line wider than this is a paragraph by itself, not a line of wrapped text.
WIDEST_WRAP = 110
_LINE = re.compile(r"[^\n]+")
_TERMINAL = re.compile(r"[.!?…:;][\s»”\"’')\]*_]*$")
# What stands before a heading or item of Markdown is not part of it.
_MARKDOWN_LEAD = re.compile(r"(?:#{1,6}|>+)[ \t]+")


@dataclass(slots=True)
class Unit:
    """A paragraph, heading or link: offsets into the text, without white space around it."""

    start: int
    end: int


def split(text: str, start: int = 0) -> list[Unit]:
    """Units of ``text[start:]`` in order; every character that is not white space or Markdown lead is in one of them.

    A line is a unit, but for text wrapped at a fixed width and for sentences broken over lines: a line without final
    punctuation goes together with the next one if that begins in lower case.
    """
    units: list[Unit] = []
    for block in _blocks(text, start):
        wrapped = _is_wrapped(text, block)
        previous = None
        for line in block:
            if previous and (wrapped or _goes_on(text, previous, line)):
                units[-1].end = line.end
            else:
                units.append(Unit(line.start, line.end))
            previous = line
    return units


def ends_sentence(text: str) -> bool:
    """Whether words end as a sentence or an announcement does: with punctuation, quotation marks after it or not."""
    return bool(_TERMINAL.search(text, max(0, len(text) - 12)))


def _blocks(text: str, start: int) -> list[list[Unit]]:
    """Lines, grouped where no blank line stands between them."""
    blocks: list[list[Unit]] = [[]]
    last = start
    for match in _LINE.finditer(text, start):
        bare = match.group().strip()
        if not bare:
            continue
        at = match.start() + match.group().index(bare)
        lead = _MARKDOWN_LEAD.match(bare)
        line = Unit(at + (lead.end() if lead else 0), at + len(bare))
        if text.count("\n", last, at) > 1:
            blocks.append([])
        blocks[-1].append(line)
        last = line.end
    return [b for b in blocks if b]


def _goes_on(text: str, line: Unit, following: Unit) -> bool:
    return text[following.start].islower() and not ends_sentence(text[line.start : line.end])


def _is_wrapped(text: str, block: list[Unit]) -> bool:
    """Whether a block is one paragraph wrapped at a fixed width: narrow lines, many of which break in a sentence."""
    if len(block) < 3 or max(u.end - u.start for u in block) > WIDEST_WRAP:
        return False
    if min(u.end - u.start for u in block[:-1]) < 40:
        return False
    return sum(_goes_on(text, a, b) for a, b in pairwise(block)) * 3 >= len(block) - 1
