"""The tables: the one interface between reading articles and everything after it.

Each table is one Parquet file, written by `write` and read by `read`; `DICTIONARY` says what every column holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzlib import copies, fit, query
from kzlib.dictionary import DAY, DICTIONARY, HASHES, NUMBER, TEXT, VOCABULARIES, WHOLE, Column, schema
from kzlib.errors import InputError, quoted
from kzlib.records import Document, Passage, Readings

__all__ = ["DAY", "DICTIONARY", "HASHES", "NUMBER", "TEXT", "VOCABULARIES", "WHOLE", "Column", "Stored", "Writer"]
__all__ += ["adopt", "build", "day", "names", "of_document", "queried", "read", "schema", "typed", "write"]

GROUP = 32_768  # rows that are written together


def of_document(
    document: Document, passages: Sequence[Passage], sentences: Sequence[Any], readings: Readings
) -> dict[str, list[dict[str, Any]]]:
    """Rows of every table (but problems) for one article, in order of appearance."""
    text, doc_id = document.text, document.doc_id
    words = sum(len(text[p.start : p.end].split()) for p in passages if p.role != "boilerplate")
    sources: dict[str, Iterable[Any]] = {
        "passages": passages,
        "sentences": sentences,
        "dates": readings.dates,
        "figures": readings.figures,
        "mentions": readings.mentions,
        "quotations": readings.quotations,
        "events": readings.events,
        "framing": readings.framing,
    }
    shingles = copies.fingerprint(text, [(s.start, s.end) for s in sentences])
    about = _row("documents", document, words=words, length=len(text), fingerprint=shingles)
    rows: dict[str, list[dict[str, Any]]] = {"documents": [about]}
    for table, records in sources.items():
        found = [_row(table, r, doc_id=doc_id, text=text[r.start : r.end]) for r in records]
        rows[table] = sorted(found, key=lambda row: (row["start"], row["end"]))
    return rows


def _row(table: str, record: Any, **given: Any) -> dict[str, Any]:
    return {c.name: given[c.name] if c.name in given else getattr(record, c.name) for c in DICTIONARY[table]}


def build(table: str, rows: list[dict[str, Any]]) -> pa.Table:
    """An Arrow table from rows. Raises BuildError, naming table, row, column and value, if one does not fit."""
    return fit.table(table, rows, schema(table), _allowed(table))


def typed(table: str, column: str, given: Any) -> Any:
    """A value from outside as its column holds it. Raises ValueError, with the value and why, if it does not fit."""
    return fit.held(given, schema(table).field(column), _allowed(table).get(column))


def _allowed(table: str) -> dict[str, frozenset[str]]:
    """What the columns of a table may hold, of those that hold one of a few words."""
    return {column: words for (of, column), words in VOCABULARIES.items() if of == table}


class Writer:
    """One table as a Parquet file, written as its rows come; the same rows give the same bytes, however they come."""

    def __init__(self, folder: Path, table: str) -> None:
        self._schema = schema(table)
        self._file = pq.ParquetWriter(folder / f"{table}.parquet", self._schema, compression="zstd")
        self._waiting: list[pa.Table] = []
        self._count = 0

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and self._count:
            self._write(pa.concat_tables(self._waiting))
        self._file.close()

    def add(self, rows: pa.Table) -> None:
        """Add rows, with the columns of the table."""
        self._waiting.append(rows.select(self._schema.names).cast(self._schema))
        self._count += len(rows)
        if self._count >= GROUP:
            whole = pa.concat_tables(self._waiting)
            end = self._count - self._count % GROUP
            for first in range(0, end, GROUP):
                self._write(whole.slice(first, GROUP))
            self._waiting, self._count = [whole.slice(end)], self._count - end

    def _write(self, group: pa.Table) -> None:
        """A row group, in one piece: how pieces lie in memory shows in the bytes."""
        self._file.write_table(group.combine_chunks(), row_group_size=GROUP)


def write(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Write one Parquet file a table to a folder, also for a table without rows; returns the files' names."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in DICTIONARY:
        with Writer(folder, table) as file:
            file.add(build(table, rows.get(table, [])))
    return names()


def names() -> list[str]:
    """The names of the tables' files."""
    return [f"{table}.parquet" for table in DICTIONARY]


def read(folder: Path, table: str, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Rows of a table, or some columns of it, as dictionaries, in the order written. Raises InputError if the file is
    missing.
    """
    # read here and not by pyarrow, so that it is seen what a chapter reads (kzlib.recording)
    content = pa.BufferReader(query.file(folder, table, DICTIONARY).read_bytes())
    rows: list[dict[str, Any]] = pq.read_table(content, columns=columns).to_pylist()
    return rows


def adopt(source: Path, target: Path) -> None:
    """Copy the tables of an earlier version from one folder to another, with the columns of this version.

    Tables and columns that it did not know are empty. Raises InputError if one is missing that may not be empty.
    """
    target.mkdir(parents=True)
    for table in DICTIONARY:
        wanted = schema(table)
        file = source / f"{table}.parquet"
        found = pq.read_table(file) if file.exists() else _derived(source, table)
        for field in wanted:
            if field.name not in found.column_names:
                if not field.nullable:
                    raise InputError(
                        f"{file}: no column {quoted(field.name)}; an edition this old cannot be compared with"
                    )
                found = found.append_column(field, pa.nulls(len(found), field.type))
        pq.write_table(found.select(wanted.names).cast(wanted), target / file.name, compression="zstd")


def _derived(source: Path, table: str) -> pa.Table:
    """A table that an earlier version did not write: what its fingerprints tell of copies, else nothing."""
    if table != "overlaps":
        return schema(table).empty_table()
    documents = pq.read_table(source / "documents.parquet", columns=["doc_id", "published", "fingerprint"])
    return build(table, copies.overlaps(copies.pairs(documents.to_pylist())))


def day(value: dt.date | None) -> str:
    """A day as ISO 8601, or an empty string."""
    return value.isoformat() if value else ""


class Stored(dict[str, list[dict[str, Any]]]):
    """The tables in a folder, by name: each is read when it is first asked for, and kept; fingerprints are left out.

    A chapter needs a few of them, and rows as dictionaries take far more room than the file: what is large is better
    asked by `query`. Raises InputError if a table is missing: `Stored` itself for one that was never written, so that a
    wrong folder is told at once.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        for table in DICTIONARY:
            query.file(folder, table, DICTIONARY)

    @cached_property
    def query(self) -> query.Query:
        """The same tables, to be asked by SQL: what is large is not read as rows."""
        return query.Query(self.folder, DICTIONARY)

    def __missing__(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table that was not read yet."""
        self[table] = read(self.folder, table, [f.name for f in schema(table) if f.type != HASHES])
        return self[table]

    def get(self, table: str, default: Any = None) -> Any:
        """The rows of a table, `default` for a name that is none."""
        return self[table] if table in DICTIONARY else default


def queried(tables: Mapping[str, Sequence[dict[str, Any]]]) -> query.Query:
    """Tables to be asked by SQL: those of a folder, or rows at hand; a table or a value that is not given is empty."""
    if isinstance(tables, Stored):
        return tables.query
    return query.Query(Path(), DICTIONARY, lambda name: pa.Table.from_pylist([*tables.get(name, ())], schema(name)))
