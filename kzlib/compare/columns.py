"""Tables by column: what claims are made from, read without a dictionary for every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from kzlib import tables as stored

Tables = Mapping[str, Sequence[dict[str, Any]]]
Columns = dict[str, list[Any]]


def read(tables: Tables, name: str, columns: Sequence[str], where: str = "TRUE") -> Columns:
    """Columns of a table as lists, rows as they stand in it; a column that rows at hand lack is empty.

    `where` is a condition in SQL, which rows at hand need not meet: whoever asks looks again. Raises InputError if the
    table is missing.
    """
    if isinstance(tables, stored.Stored):
        listed = ", ".join(f'"{c}"' for c in columns)
        return {
            c: _values(found) for c, found in _columns(tables.query.table(f"SELECT {listed} FROM {name} WHERE {where}"))
        }
    rows = tables.get(name, ())
    return {c: [row.get(c) for row in rows] for c in columns}


def _columns(table: pa.Table) -> list[tuple[str, pa.ChunkedArray]]:
    return list(zip(table.column_names, table.columns, strict=True))


def _values(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column; equal ones are one object, so that what recurs takes no room."""
    coded = column.dictionary_encode().unify_dictionaries()
    known: list[Any] = [*coded.chunk(0).dictionary.to_pylist(), None] if coded.num_chunks else [None]
    return [known[n] for chunk in coded.chunks for n in chunk.indices.fill_null(len(known) - 1).to_pylist()]
