"""From a corpus to tables: ingest, clean, date, annotate, write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kzlib import (
    annotate,
    clean,
    copies,
    corpus,
    corrections,
    events_fusion,
    language,
    paths,
    provenance,
    published,
    tables,
)
from kzlib.records import Document, Passage, Problem, Readings

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read in a corpus: rows of every table, and the texts as decoded, by article."""

    rows: Rows
    texts: dict[str, str]


def parse(
    path: Path,
    as_of: dt.date | None = None,
    model: str | None = None,
    options: corpus.Options | None = None,
    corrected: Path = paths.CORRECTIONS,
) -> Parsed:
    """Read a corpus: rows of every table in order of article ids, and the texts that their offsets refer to.

    `as_of` leaves out articles published later than that day, and those whose day is unknown; they are named in the
    table of problems. So are articles in another language than French: they are kept, but nothing is read in them.
    `options` are the limits of reading and the columns of tables, `corrected` is the file of corrections. Raises
    InputError if the corpus cannot be read at all.
    """
    found = corpus.ingest(path, options)
    documents, problems = found.documents, found.problems
    masks = [clean.passages(d) for d in documents]
    for document, passages in zip(documents, masks, strict=True):
        provenance.complete(document, passages)
    french = [(d, m) for d, m in zip(documents, masks, strict=True) if language.is_read(d.language)]
    published.infer([d for d, _ in french], [m for _, m in french])
    rows: Rows = {name: [] for name in tables.DICTIONARY}
    texts: dict[str, str] = {}
    for document, passages in zip(documents, masks, strict=True):
        if as_of and (document.published is None or document.published > as_of):
            when = f"published {document.published}" if document.published else "day of publication unknown"
            problems.append(Problem(document.path, f"{when}; the book is as of {as_of}"))
            continue
        if not language.is_read(document.language):
            problems.append(Problem(document.path, f"kept, but not read: language {document.language}, not French"))
        texts[document.doc_id] = document.text
        for name, read in _rows(document, passages, model).items():
            rows[name].extend(read)
    corrections.apply(corrections.load(corrected), rows, texts)
    events_fusion.fuse(rows["events"], rows["documents"])
    rows["shared"] = copies.shared(rows["documents"], rows["sentences"], texts)
    rows["files"] = [asdict(file) | {"how": file.how or None} for file in found.files]
    rows["problems"] = [{"path": p.path, "message": p.message} for p in sorted(problems, key=_order)]
    return Parsed(rows, texts)


def _rows(document: Document, passages: Sequence[Passage], model: str | None) -> Rows:
    """Rows of one article for every table; of an article that is not in French only what it is, not what it says."""
    if not language.is_read(document.language):
        return tables.of_document(document, passages, [], Readings())
    article = annotate.prepare(document.doc_id, document.text, passages, document.published, model)
    return tables.of_document(document, passages, article.sentences, annotate.annotate(article))


def _order(problem: Problem) -> tuple[str, str]:
    return problem.path, problem.message


def counts(rows: Rows) -> dict[str, int]:
    """How much was read: rows of each table; events count happenings, not tellings."""
    found = {name: len(r) for name, r in rows.items()}
    found["events"] = len(_ids(rows["events"]))
    return found


def _ids(events: Iterable[dict[str, Any]]) -> set[str]:
    return {e["event_id"] for e in events}
