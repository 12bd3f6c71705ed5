"""Readings as parts: one row an article, with a list column for each table, as Parquet.

So a part is one file whatever the number of tables, articles keep their rows together, and a table of the whole corpus
is put together by columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzlib import tables

Rows = dict[str, list[dict[str, Any]]]
DOCUMENTS = "documents"
# The tables that an article has rows of by itself; others are made when all articles are read.
TABLES = ("passages", "sentences", "dates", "figures", "mentions", "quotations", "events", "framing")


def write(articles: Sequence[Rows]) -> bytes:
    """The rows of articles, each article's by table, as the bytes of a Parquet file.

    Raises BuildError if a row does not fit its table.
    """
    sink = pa.BufferOutputStream()
    pq.write_table(table(articles), sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def table(articles: Sequence[Rows]) -> pa.Table:
    """The same as an Arrow table."""
    documents = tables.build(DOCUMENTS, [row for article in articles for row in article[DOCUMENTS]])
    columns = [_listed(name, [article[name] for article in articles]) for name in TABLES]
    return pa.table([_struct(documents), *columns], names=[DOCUMENTS, *TABLES])


def _listed(name: str, rows: Sequence[list[dict[str, Any]]]) -> pa.Array:
    """The rows of one table, an entry an article."""
    ends = [0]
    for own in rows:
        ends.append(ends[-1] + len(own))
    flat = tables.build(name, [row for own in rows for row in own])
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), _struct(flat))


def _struct(flat: pa.Table) -> pa.StructArray:
    return pa.StructArray.from_arrays([column.combine_chunks() for column in flat.columns], fields=list(flat.schema))


def read(data: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """A part, or some of its columns."""
    # a part is small: threads, and what looks for files in folders, take longer than reading it
    return pq.ParquetFile(pa.BufferReader(data)).read(columns and [*columns], use_threads=False)


def rows(part: pa.Table, number: int) -> Rows:
    """The rows of one article of a part, by table."""
    (row,) = part.slice(number, 1).to_pylist()
    return {name: [value] if name == DOCUMENTS else value for name, value in row.items()}
