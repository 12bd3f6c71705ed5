"""The day of publication, where no metadata gives it: inferred from the text, with the words it rests on.

A stamp of the page, a dateline or a full date of the report comes first. What they leave out, the year or the week, is
taken from articles on the same crisis whose own day is known, and the basis names the nearest of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kzlib.published import borrowing, clues, own
from kzlib.published.clues import Inferred, Witness
from kzlib.published.crises import Crisis, groups
from kzlib.published.lent import Lent
from kzlib.records import Document, Passage

__all__ = ["Inferred", "Witness", "borrow", "infer", "witness"]


def infer(documents: Sequence[Document], passages: Sequence[Sequence[Passage]]) -> None:
    """Fill `published` and `published_basis` of documents that have none, in place; leave them empty if in doubt."""
    if all(d.published for d in documents):
        return
    found = borrow([witness(d, p) for d, p in zip(documents, passages, strict=True)])
    for document in documents:
        if document.published is None and document.doc_id in found:
            document.published, document.published_basis = found[document.doc_id]


def witness(document: Document, passages: Sequence[Passage]) -> Witness:
    """What an article says to others of days, and its own day as far as metadata or its own words give it."""
    held = clues.read(document, passages)
    known = (document.published, document.published_basis) if document.published else own.day(held)
    return clues.witness(document, passages, held, known)


def borrow(articles: Sequence[Witness]) -> dict[str, Inferred]:
    """The days of all articles whose day can be known, by id: their own, or what others lend them.

    Time grows with the number of articles, not with its square.
    """
    crises = [Crisis([articles[number] for number in group]) for group in groups(articles)]
    for crisis in crises:
        borrowing.tell(crisis)
    for step in borrowing.STEPS:
        countries = _by_country(articles)
        for crisis in crises:
            waiting = [(each, each.clues) for each in crisis.articles if each.clues]
            found = [(each, step(held, each, crisis, countries)) for each, held in waiting]
            for each, day in found:
                if day:
                    each.publish(day)
            if any(day for _, day in found):
                crisis.settle()
    return {each.doc_id: each.day for each in articles if each.day}


def _by_country(articles: Iterable[Witness]) -> dict[str, Lent]:
    """The days known of articles on each country."""
    found: dict[str, Lent] = defaultdict(Lent)
    for each in articles:
        for country in each.countries if each.day else ():
            found[country].add(each.doc_id, each.day[0])  # type: ignore[index]
    return dict(found)
