"""Where words stand that a rule needs, so that it looks only at the units that hold one of them."""

from __future__ import annotations

from bisect import bisect_left

from kzlib.article import Words
from kzlib.quotations.units import Unit


class Spots:
    """The offsets of some words in an article, wherever they stand."""

    def __init__(self, words: Words, needed: frozenset[str]) -> None:
        self._starts = words.starts(needed)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def within(self, unit: Unit) -> bool:
        """Whether one of the words begins within a unit."""
        at = bisect_left(self._starts, unit.start)
        return at < len(self._starts) and self._starts[at] < unit.end
