"""Which characters are the article, and which are page furniture. Cleaning masks; it never rewrites.

A text is cut into units (`units`), furniture is told by its words and forms (`furniture`, `forms`), and the article is
the run of units that reads as prose, with its headline before it (`extent`).
"""

from __future__ import annotations

from kzlib.clean import extent, furniture, units
from kzlib.records import Document, Passage


def passages(document: Document) -> list[Passage]:
    """Passages of a document in order, without overlap; white space around them belongs to none.

    Roles: title (the headline, repeated headlines too), body (subheadings too), caption (a legend that says something),
    boilerplate (page furniture, front matter, bare photo credits). Offsets point into the document's text.
    """
    text = document.text
    start = document.starts
    found, kinds = _units(text, start)
    roles = extent.roles(text, found, kinds, document.title)
    front = [Passage(0, len(text[:start].rstrip()), "boilerplate")] if start else []
    return front + _merged(found, roles)


def _units(text: str, start: int) -> tuple[list[units.Unit], list[furniture.Kind | None]]:
    """The units of a text, and the kind of furniture that each is."""
    lines = units.lines(text, start)
    kinds = [furniture.kind(text[line.start : line.end]) for line in lines]
    found, found_kinds = [], []
    for unit, numbers in units.paragraphs(text, lines, [k is not None for k in kinds]):
        found.append(unit)
        found_kinds.append(kinds[numbers[0]] if len(numbers) == 1 else None)
    return found, found_kinds


def _merged(found: list[units.Unit], roles: list[str]) -> list[Passage]:
    """Neighbouring units of one role as one passage; titles stay apart."""
    passages: list[Passage] = []
    for unit, role in zip(found, roles, strict=True):
        if passages and passages[-1].role == role and role != "title":
            passages[-1].end = unit.end
        else:
            passages.append(Passage(unit.start, unit.end, role))
    return passages
