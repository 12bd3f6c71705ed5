"""Which characters are the article, and which are page furniture. Cleaning masks; it never rewrites.

A text is cut into units (`units`), each is told furniture from text by the words and forms of the page around it
(`furniture`), and the article is the run of units that reads as prose, with its headline before it (`extent`).
"""

from __future__ import annotations

from kzlib.clean import extent, furniture, units
from kzlib.formats import front_matter_end
from kzlib.records import Document, Passage


def passages(document: Document) -> list[Passage]:
    """Passages of a document in order, without overlap; white space around them belongs to none.

    Roles: title (the headline, repeated headlines too), body (subheadings too), caption (a legend that says something),
    boilerplate (page furniture, front matter, bare photo credits). Offsets point into the document's text.
    """
    text = document.text
    start = front_matter_end(document.path, text)
    found = units.split(text, start)
    kinds = furniture.kinds(text, found)
    roles = extent.roles(text, found, kinds, document.title)
    front = [Passage(0, len(text[:start].rstrip()), "boilerplate")] if start else []
    return front + _merged(found, roles)


def _merged(found: list[units.Unit], roles: list[str]) -> list[Passage]:
    """Neighbouring units of one role as one passage; titles stay apart."""
    passages: list[Passage] = []
    for unit, role in zip(found, roles, strict=True):
        if passages and passages[-1].role == role and role != "title":
            passages[-1].end = unit.end
        else:
            passages.append(Passage(unit.start, unit.end, role))
    return passages
