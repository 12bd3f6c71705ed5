"""Forms and patterns that are looked for only where their first word stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from kzlib.article import Words
from kzlib.letters import even

_WORD = re.compile(r"\w+")


def firsts(forms: Iterable[str]) -> frozenset[str]:
    """The first words of some forms, evened out and without capitals."""
    found = (_WORD.search(even(form).lower()) for form in forms)
    return frozenset(match.group() for match in found if match)


def find(pattern: re.Pattern[str], shape: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What a pattern matches where it may begin; matches do not overlap."""
    free = 0
    for start in starts:
        match = pattern.match(shape, start) if start >= free else None
        if match:
            yield match
            free = match.end()


class Forms:
    """Forms to be looked up as whole words, whatever their capitals; of two that fit, the longer."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for form in {even(form).lower() for form in forms}:
            first = _WORD.match(form)
            if first:
                self._by_first.setdefault(first.group(), []).append(form)
        for alike in self._by_first.values():
            alike.sort(key=len, reverse=True)
        self._firsts = frozenset(self._by_first)

    def end(self, shape: str, start: int, unless: re.Pattern[str] | None = None) -> int | None:
        """Where the form that begins at an offset ends, None if none does; `unless` must not match what follows."""
        first = _WORD.match(shape, start)
        alike = self._by_first.get(first.group().lower()) if first else None
        return _end(alike, shape, start, unless) if alike else None

    def search(self, text: str) -> tuple[int, int] | None:
        """The span of the first form in a short text, None if there is none."""
        for word in _WORD.finditer(text):
            end = self.end(text, word.start()) if word.group().lower() in self._firsts else None
            if end is not None and not text.endswith("-", 0, word.start()):
                return word.start(), end
        return None

    def find(
        self, shape: str, words: Words, behind: Literal["", "-"] = "-", unless: re.Pattern[str] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Spans of forms on a shape of the text that the words are of, but not right after `behind`."""
        free = 0
        for start, first in words.places(self._firsts):
            if start < free or (behind and shape.endswith(behind, 0, start)):
                continue
            end = _end(self._by_first[first], shape, start, unless)
            if end is not None:
                yield start, end
                free = end


def _end(alike: list[str], shape: str, start: int, unless: re.Pattern[str] | None) -> int | None:
    """Where the first of some forms that stands at an offset ends; the first one is the longest."""
    low = shape[start : start + len(alike[0])].lower()
    for form in alike:
        if low.startswith(form):
            end = start + len(form)
            following = shape[end : end + 1]
            goes_on = following.isalnum() or following in ("-", "_")
            if not goes_on and not (unless and unless.match(shape, end)):
                return end
    return None
