"""What an article says of itself in its page: its headline, and whether it comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kzlib import lexicon
from kzlib.records import Document, Passage

# A longer line speaks of something else ("Traduit par un tribunal..."), and so does most running text.
LONGEST_NOTE = 200
_LINE = re.compile(r"[^\n]+")


def complete(document: Document, passages: Sequence[Passage]) -> None:
    """Fill `title`, `origin` and `origin_basis` where they are empty, in place; they stay empty if nothing tells.

    The title is the headline that cleaning found. The origin is told by a note among the furniture of the page, and
    its basis is that note. Of two notes, one that says "translated" tells more than one that says "republished".
    """
    if not document.title:
        document.title = next((document.text[p.start : p.end] for p in passages if p.role == "title"), None)
    if not document.origin:
        document.origin, document.origin_basis = _origin(document.text, passages)


def _origin(text: str, passages: Sequence[Passage]) -> tuple[str | None, str | None]:
    found: dict[str, str] = {}
    for passage in passages:
        if passage.role != "boilerplate":
            continue
        for line in _LINE.finditer(text, passage.start, passage.end):
            note = line.group().strip()
            match = _notes().search(lexicon.fold(note)) if len(note) <= LONGEST_NOTE else None
            if match:
                found.setdefault(lexicon.by_form("boilerplate_origin")[match.group()].code, f"text: {note}")
    for code in ("translated", "republished"):
        if code in found:
            return code, found[code]
    return None, None


@cache
def _notes() -> re.Pattern[str]:
    forms = sorted(lexicon.by_form("boilerplate_origin"), key=lambda f: (-len(f), f))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)")
