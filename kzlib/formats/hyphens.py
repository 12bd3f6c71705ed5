"""A word that a line end cut, joined again: without the hyphen, but where French writes one anyway."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from kzlib import lexicon

_LAST = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)-?$")
_LONGEST = 100  # characters of a word that is cut at the end of a line
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# The hyphen that is set only where a line ends; "-" may be one that belongs there.
_SOFT = "\u2010"


def joined(text: str, following: str, cut: bool, solid: Collection[str]) -> str:
    """Two lines as one. `cut` says that the first ends within a word; `solid` are words that stand whole elsewhere."""
    if text.endswith(_SOFT) and following[:1].islower():
        return text[:-1] + following
    if not cut and not (text.endswith("-") and text[-2:-1].isalpha()):
        return f"{text} {following}"
    bare = text.removesuffix("-")
    return f"{bare}-{following}" if _keeps(bare, following, solid) else bare + following


def _keeps(text: str, following: str, solid: Collection[str]) -> bool:
    # from near the end only: searched from the beginning, a long line takes the square of its length
    before, after = _LAST.search(text, max(0, len(text) - _LONGEST)), _FIRST.match(following)
    if not before or not after or not after.group()[0].islower():
        return True
    left, right = before.group(1), after.group()
    if f"{left}-{right}".casefold() in solid:
        return True
    if f"{left}{right}".casefold() in solid:
        return False
    parts = re.split(r"[-'’]", left)
    if "-" in left and len(parts[-1]) <= 2:
        return True
    first, last = parts[-1].casefold(), right.split("-")[0].casefold()
    if first in _words("first") or (first in _numbers() and last in _numbers()):
        return True
    return last in _words("last") and first + last not in _words("solid")


@cache
def _words(code: str) -> frozenset[str]:
    return frozenset(e.form.casefold() for e in lexicon.load("hyphenated") if e.code == code)


@cache
def _numbers() -> frozenset[str]:
    return frozenset(e.form.casefold() for e in lexicon.load("number_words") if e.code == "cardinal")
