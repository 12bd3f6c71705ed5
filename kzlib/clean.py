"""Which characters are the article, and which are page furniture. Cleaning masks; it never rewrites."""

from __future__ import annotations

from kzlib.formats import front_matter_end
from kzlib.records import Document, Passage


def passages(document: Document) -> list[Passage]:
    """Passages of a document in order, without overlap; white space between them belongs to none."""
    start = front_matter_end(document.path, document.text)
    kept = [Passage(start, len(document.text), "body")]
    return [Passage(0, start, "boilerplate"), *kept] if start else kept
