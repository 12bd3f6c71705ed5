"""What one article holds about its day: stamps, what its text tells, which crisis it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kzlib.published import crisis, stamps, telling
from kzlib.published.crisis import Crisis
from kzlib.published.stamps import Stamp
from kzlib.published.telling import Telling
from kzlib.records import Document, Passage


@dataclass(frozen=True, slots=True)
class Clues:
    """An article and what it holds about its day: stamps, best first, days told, the crisis."""

    document: Document
    stamps: list[Stamp]
    telling: Telling
    crisis: Crisis


def read(document: Document, passages: Sequence[Passage]) -> Clues:
    """Clues of an article."""
    text = document.text
    return Clues(document, stamps.find(text, passages), telling.read(text, passages), crisis.read(text, passages))
