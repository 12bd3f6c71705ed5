"""From a corpus to tables: ingest, clean, date, annotate, write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kzlib import annotate, clean, corpus, events_fusion, published, tables
from kzlib.records import Problem


def parse(path: Path, as_of: dt.date | None = None, model: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Rows of every table for a corpus, in order of article ids.

    `as_of` leaves out articles published later than that day, and those whose day is unknown; they are named in the
    table of problems. Raises InputError if the corpus cannot be read at all.
    """
    documents, problems = corpus.ingest(path)
    masks = [clean.passages(d) for d in documents]
    published.infer(documents, masks)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.DICTIONARY}
    for document, passages in zip(documents, masks, strict=True):
        if as_of and (document.published is None or document.published > as_of):
            when = f"published {document.published}" if document.published else "day of publication unknown"
            problems.append(Problem(document.path, f"left out: {when}; the book is as of {as_of}"))
            continue
        article = annotate.prepare(document.doc_id, document.text, passages, document.published, model)
        readings = annotate.annotate(article)
        for name, found in tables.of_document(document, passages, article.sentences, readings).items():
            rows[name].extend(found)
    events_fusion.fuse(rows["events"], rows["documents"])
    rows["problems"] = [{"path": p.path, "message": p.message} for p in sorted(problems, key=_order)]
    return rows


def _order(problem: Problem) -> tuple[str, str]:
    return problem.path, problem.message


def counts(rows: dict[str, list[dict[str, Any]]]) -> dict[str, int]:
    """How much was read: rows of each table; events count happenings, not tellings."""
    found = {name: len(r) for name, r in rows.items()}
    found["events"] = len(_ids(rows["events"]))
    return found


def _ids(events: Iterable[dict[str, Any]]) -> set[str]:
    return {e["event_id"] for e in events}
