"""The day of publication, where no metadata gives it: inferred from the text, with the words it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kzlib.published import borrowing, own
from kzlib.published.clues import Clues, read
from kzlib.published.own import Inferred
from kzlib.records import Document, Passage


def infer(documents: Sequence[Document], passages: Sequence[Sequence[Passage]]) -> None:
    """Fill `published` and `published_basis` of documents that have none, in place; leave them empty if in doubt.

    A stamp of the page, a dateline or a full date of the report comes first. What they leave out, the year or the
    week, is taken from articles on the same crisis whose own day is known, and the basis names the nearest of them.
    """
    if all(d.published for d in documents):
        return
    clues = [read(d, p) for d, p in zip(documents, passages, strict=True)]
    groups = borrowing.groups(clues)
    for each in clues:
        _fill(each, own.day(each))
    by_date = partial(borrowing.by_date, told=borrowing.told(clues, groups))
    for step in (by_date, borrowing.by_corroboration, borrowing.by_week):
        found = [(each, step(each, clues, groups)) for each in clues if each.document.published is None]
        for each, inferred in found:
            _fill(each, inferred)


def _fill(clues: Clues, inferred: Inferred | None) -> None:
    document = clues.document
    if inferred and document.published is None:
        document.published, document.published_basis = inferred
