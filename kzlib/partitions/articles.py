"""Articles as parts: cleaned, with what is known of them, one row an article, as Parquet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzlib.records import Document, Passage

Cleaned = tuple[Document, list[Passage]]

_TEXT, _WHOLE = pa.string(), pa.int64()
_TYPES = {"published": pa.date32(), "starts": _WHOLE, "credit": pa.list_(_TEXT), "front_matter": pa.map_(_TEXT, _TEXT)}
_COLUMNS = [field.name for field in dataclasses.fields(Document)]
_PASSAGES = pa.list_(pa.struct([("start", _WHOLE), ("end", _WHOLE), ("role", _TEXT)]))
SCHEMA = pa.schema([*((name, _TYPES.get(name, _TEXT)) for name in _COLUMNS), ("passages", _PASSAGES)])


def write(articles: Iterable[Cleaned]) -> bytes:
    """Articles with their passages as the bytes of a Parquet file; the same articles give the same bytes."""
    rows = [_row(document, passages) for document, passages in articles]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _row(document: Document, passages: list[Passage]) -> dict[str, Any]:
    row = {name: getattr(document, name) for name in _COLUMNS}
    row["front_matter"] = list(document.front_matter.items())
    row["passages"] = [{"start": p.start, "end": p.end, "role": p.role} for p in passages]
    return row


def read(data: bytes) -> Iterator[Cleaned]:
    """The articles and their passages that `write` made the bytes of."""
    for row in pq.read_table(pa.BufferReader(data)).to_pylist():
        passages = [Passage(**p) for p in row.pop("passages")]
        row["front_matter"] = dict(row["front_matter"])
        yield Document(**row), passages


def texts(data: bytes) -> pa.Table:
    """The texts alone, as a column."""
    return pq.ParquetFile(pa.BufferReader(data)).read(columns=["text"], use_threads=False)
