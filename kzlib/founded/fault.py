"""What is wrong with a statement on a page: that nothing bears it out, or that what it leads to says something else."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True)
class Fault:
    """A statement that does not hold: its page, the element that makes it, its words, why, and what to do."""

    page: str
    at: Element
    words: str
    why: str
    remedy: str

    def __str__(self) -> str:
        """Page, words and why, without the remedy."""
        return f"{self.page}: {self.words!r}: {self.why}"
