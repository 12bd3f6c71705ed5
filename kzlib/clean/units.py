"""The units that cleaning decides on: paragraphs, headings, links. Mostly lines; wrapped lines are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from kzlib import lexicon

# A line wider than this is a paragraph by itself, not a line of wrapped text; a narrower one is no full line of it.
WIDEST_WRAP = 110
NARROWEST_WRAP = 40
# In a text that is wrapped throughout, a line of this share of its width goes on in the next.
FULL_LINE = 0.75
_LINE = re.compile(r"[^\n]+")
_TERMINAL = re.compile(r"[.!?…:;][\s»”\"’')\]*_]*$")
# What stands before a heading or quotation of Markdown is not part of it.
_MARKDOWN_LEAD = re.compile(r"(?:#{1,6}|>)[ \t]+")


@dataclass(slots=True)
class Unit:
    """A paragraph, heading or link: offsets into the text, without white space around it, and the block it is in.

    Blocks are what blank lines part.
    """

    start: int
    end: int
    block: int


fold = lru_cache(maxsize=1 << 10)(lexicon.fold)
"""`lexicon.fold` for the lines of a page, each of which is compared several times."""


def lines(text: str, start: int = 0) -> list[Unit]:
    """The lines of ``text[start:]`` that are not blank, in order, without white space or Markdown lead."""
    found: list[Unit] = []
    block, last = 0, start
    for match in _LINE.finditer(text, start):
        bare = match.group().strip()
        if not bare:
            continue
        at = match.start() + match.group().index(bare)
        if text.count("\n", last, at) > 1:
            block += 1
        lead = _MARKDOWN_LEAD.match(bare)
        found.append(Unit(at + (lead.end() if lead else 0), at + len(bare), block))
        last = at + len(bare)
    return found


def paragraphs(text: str, found: Sequence[Unit], apart: Sequence[bool]) -> Iterator[tuple[Unit, list[int]]]:
    """Units in order, each with the numbers of the lines it is made of.

    A line is a unit, but for paragraphs wrapped at a fixed width and for sentences broken over lines: a line without
    final punctuation goes together with the next one of its block if that begins in lower case. Lines that stand
    `apart` (furniture) are joined only within wrapped paragraphs.
    """
    width = _width(text, found)
    for _, numbers in groupby(range(len(found)), key=lambda n: found[n].block):
        block = list(numbers)
        wrapped = _is_wrapped(text, [found[n] for n in block])
        group = [block[0]]
        for previous, number in pairwise(block):
            full = width * FULL_LINE <= found[previous].end - found[previous].start < WIDEST_WRAP
            joins = full or _goes_on(text, found[previous], found[number])
            joins = joins and not (apart[previous] or apart[number] or _ends(text, found[previous]))
            if wrapped or joins:
                group.append(number)
            else:
                yield _whole(found, group), group
                group = [number]
        yield _whole(found, group), group


def ends_sentence(text: str) -> bool:
    """Whether words end as a sentence or an announcement does: with punctuation, quotation marks after it or not."""
    return bool(_TERMINAL.search(text, max(0, len(text) - 12)))


def _whole(found: Sequence[Unit], group: Sequence[int]) -> Unit:
    return Unit(found[group[0]].start, found[group[-1]].end, found[group[0]].block)


def _ends(text: str, line: Unit) -> bool:
    return ends_sentence(text[line.start : line.end])


def _goes_on(text: str, line: Unit, following: Unit) -> bool:
    return text[following.start].islower() and not _ends(text, line)


def _width(text: str, found: Sequence[Unit]) -> int:
    """The width at which all of a text is wrapped; more than any line has if it is not."""
    widest = max((u.end - u.start for u in found), default=0)
    broken = sum(_goes_on(text, a, b) for a, b in pairwise(found) if a.block == b.block)
    return widest if widest <= WIDEST_WRAP and broken * 4 >= len(found) > 4 else 10 * WIDEST_WRAP


def _is_wrapped(text: str, block: Sequence[Unit]) -> bool:
    """Whether a block is one paragraph wrapped at a fixed width: narrow lines, many of which break in a sentence."""
    widths = [u.end - u.start for u in block]
    if len(block) < 3 or max(widths) > WIDEST_WRAP or min(widths[:-1]) < NARROWEST_WRAP:
        return False
    return sum(_goes_on(text, a, b) for a, b in pairwise(block)) * 3 >= len(block) - 1
