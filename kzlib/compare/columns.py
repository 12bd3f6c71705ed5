"""Tables by column: what claims are made from, read without a dictionary for every row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from kzlib import tables as stored

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]
Columns = dict[str, list[Any]]


def read(tables: Tables, name: str, columns: Sequence[str], where: str = "TRUE") -> Columns:
    """Columns of a table as lists, rows as they stand in it; a column that rows at hand lack is empty.

    `where` is a condition in SQL, which rows at hand need not meet: whoever asks looks again. Raises InputError if the
    table is missing.
    """
    if isinstance(tables, stored.Stored):
        listed = ", ".join(f'"{c}"' for c in columns)
        return {
            c: _values(found)
            for c, found in _columns(tables.query.table(f'SELECT {listed} FROM "{name}" WHERE {where}'))
        }
    rows = tables.get(name, ())
    return {c: [row.get(c) for row in rows] for c in columns}


def rows(tables: Tables, name: str, columns: Sequence[str], where: str = "TRUE") -> list[Row]:
    """The same as dictionaries, for what is shown or handed on; rows at hand as they are."""
    if not isinstance(tables, stored.Stored):
        return [*tables.get(name, ())]
    found = read(tables, name, columns, where)
    return [dict(zip(columns, values, strict=True)) for values in zip(*found.values(), strict=True)]


class Rows:
    """Rows of a table that are made when they are asked for, from columns or from rows at hand."""

    def __init__(self, table: pa.Table, given: Sequence[Row] | None = None) -> None:
        self._columns = {name: values.combine_chunks() for name, values in _columns(table)}
        self._given = given
        self._lists: Columns = {}

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def __getitem__(self, number: int) -> Row:
        """The row of a number."""
        if self._given is not None:
            return self._given[number]
        return {name: values[number].as_py() for name, values in self._columns.items()}

    def value(self, name: str, number: int) -> Any:
        """One value: what is asked for of a few rows."""
        return self._columns[name][number].as_py()

    def column(self, name: str) -> list[Any]:
        """All values of a column: what is gone through from end to end."""
        if name not in self._lists:
            self._lists[name] = _values(pa.chunked_array([self._columns[name]]))
        return self._lists[name]

    def some(self, numbers: Iterable[int]) -> list[Row]:
        """The rows of some numbers."""
        return [self[n] for n in numbers]


def ordered(tables: Tables, name: str, columns: Sequence[str], by: Sequence[str], where: str = "TRUE") -> Rows:
    """Rows of a table in order of some of its columns, of equal ones as they stand in it; `where` as in `read`."""
    if not isinstance(tables, stored.Stored):
        given = sorted(tables.get(name, ()), key=lambda row: tuple(row[c] for c in by))
        kept = [{c: row.get(c) for c in columns} for row in given]
        return Rows(pa.Table.from_pylist(kept, stored.schema(name).empty_table().select(columns).schema), given)
    listed, order = (", ".join(f'"{c}"' for c in names) for names in (columns, by))
    numbered = f'SELECT *, row_number() OVER () AS "at" FROM "{name}" WHERE {where}'
    return Rows(tables.query.table(f'SELECT {listed} FROM ({numbered}) ORDER BY {order}, "at"'))


def _columns(table: pa.Table) -> list[tuple[str, pa.ChunkedArray]]:
    return list(zip(table.column_names, table.columns, strict=True))


def _values(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column; equal ones are one object, so that what recurs takes no room."""
    if pa.types.is_list(column.type):
        listed: list[Any] = column.to_pylist()
        return listed
    coded = column.dictionary_encode().unify_dictionaries()
    known: list[Any] = [*coded.chunk(0).dictionary.to_pylist(), None] if coded.num_chunks else [None]
    return [known[n] for chunk in coded.chunks for n in chunk.indices.fill_null(len(known) - 1).to_pylist()]
