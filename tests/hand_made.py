"""Rows of the tables made by hand, for tests of what comes after them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from kzlib import compare, copies
from kzlib.compare import Claim

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def day(number: int) -> dt.date:
    """A day of September 2023."""
    return dt.date(2023, 9, number)


def mention(doc_id: str, start: int, text: str, **more: Any) -> Row:
    """A mention of a person, its canonical name as written unless `name` says otherwise."""
    where = {"doc_id": doc_id, "start": start, "end": start + 3, "text": text}
    name = more.get("name", text)
    return {**where, "actor_id": name.casefold(), "name": name, "type": "person", "role": None, "country": None, **more}


def document(doc_id: str, published: dt.date | None = None, **more: Any) -> Row:
    """An article."""
    return {"doc_id": doc_id, "published": published, "fingerprint": [], **more}


def figure(doc_id: str, value: float, as_of: int | None = 4, **more: Any) -> Row:
    """A figure; its offsets are given by `start` (default: from its value, so that they differ)."""
    start = more.pop("start", int(value) * 10)
    return {
        "doc_id": doc_id,
        "start": start,
        "end": start + 5,
        "text": f"{value:g}",
        "value": float(value),
        "value_high": None,
        "bound": "exact",
        "kind": "killed",
        "group": "all",
        "place": "Gabon",
        "attributed_to": None,
        "relayed_by": None,
        "as_of": day(as_of) if as_of else None,
        "part_of": None,
        "modality": "reported",
        **more,
    }


def event(doc_id: str, event_id: str, first: dt.date | None, **more: Any) -> Row:
    """A telling of a happening on one day; `last` and the rest as given."""
    return {
        "doc_id": doc_id,
        "start": 1,
        "end": 9,
        "text": "la foule",
        "type": "protest",
        "first": first,
        "last": first,
        "place": None,
        "event_id": event_id,
        "modality": "said",
        "participants": [],
        **more,
    }


def tables(*figures: Row, **more: list[Row]) -> Tables:
    """Tables with a document for every article that a figure names."""
    names = ("documents", "passages", "sentences", "dates", "figures", "mentions", "quotations", "events", "problems")
    found: Tables = {name: [] for name in names}
    found["figures"] = list(figures)
    found["documents"] = [document(d, day(28)) for d in sorted({f["doc_id"] for f in figures})]
    found |= more
    return {"overlaps": overlaps(found["documents"]), **found}


def overlaps(documents: Iterable[Row]) -> list[Row]:
    """Which of these articles share runs, by their fingerprints."""
    return copies.overlaps(copies.pairs(documents))


def claims(*figures: Row, **more: list[Row]) -> list[Claim]:
    """Claims of figures, with other tables as given."""
    return compare.claims(tables(*figures, **more))


def by_article(*figures: Row) -> list[Claim]:
    """Claims in order of their articles."""
    return sorted(claims(*figures), key=lambda c: c.doc_id)
