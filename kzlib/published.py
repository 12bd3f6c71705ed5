"""The day of publication, where no metadata gives it: inferred from the text, with the words it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from kzlib.records import Document, Passage


def infer(documents: Sequence[Document], passages: Sequence[Sequence[Passage]]) -> None:
    """Fill `published` and `published_basis` of documents that have none, in place; leave them empty if in doubt."""
