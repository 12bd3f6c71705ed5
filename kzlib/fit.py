"""Whether rows fit their table: required values, words of a vocabulary, types, offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from kzlib.errors import BuildError, quoted

Row = Mapping[str, Any]
# What pyarrow raises for a value that is not of a column's type, or too large for it.
_MISTYPED = (pa.ArrowException, OverflowError, UnicodeEncodeError, TypeError)
_CALLED = {
    "string": "a text",
    "double": "a number",
    "int64": "a whole number",
    "date32[day]": "a day",
    "list<item: string>": "a list of texts",
    "list<item: int64>": "a list of whole numbers",
}


def table(name: str, rows: Sequence[Row], schema: pa.Schema, allowed: Mapping[str, frozenset[str]]) -> pa.Table:
    """An Arrow table from rows; `allowed` says what the columns of a vocabulary may hold.

    Raises BuildError, naming table, row (from 1), article, column and value, for the first that does not fit.
    """
    for field in schema:
        if field.nullable and field.name not in allowed:
            continue
        for number, row in enumerate(rows, start=1):
            if why := _unallowed(row[field.name], field, allowed.get(field.name)):
                raise _unfit(name, number, row, f"{field.name} {why}")
    for number, row in enumerate(rows, start=1):
        if "start" in row and not 0 <= row["start"] < row["end"]:
            offsets = f"offsets {row['start']}-{row['end']}"
            raise _unfit(name, number, row, f"{offsets}; the start must lie before the end, and not before 0")
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except _MISTYPED:
        raise _mistyped(name, rows, schema) from None


def held(given: Any, field: pa.Field, allowed: frozenset[str] | None) -> Any:
    """A value from outside as its column holds it. Raises ValueError, with the value and why, if it does not fit."""
    if why := _unallowed(given, field, allowed):
        raise ValueError(why)
    try:
        found = pa.array([given], type=field.type)[0].as_py()
    except _MISTYPED:
        found = None
    if found != given:  # pyarrow makes a list of a text, and a whole number of a fraction
        raise ValueError(f"{quoted(given)}; {_called(field)} is expected")
    return found


def _unallowed(given: Any, field: pa.Field, allowed: frozenset[str] | None) -> str:
    """The value and why it must not stand in a column, whatever its type; empty if it may."""
    if given is None:
        return "" if field.nullable else "is empty; it must have a value"
    if not allowed or (isinstance(given, str) and given in allowed):
        return ""
    return f"{quoted(given)}; allowed: {', '.join(sorted(allowed))}"


def _mistyped(name: str, rows: Sequence[Row], schema: pa.Schema) -> BuildError:
    """What to say of rows of which one holds a value of another type than its column."""
    for number, row in enumerate(rows, start=1):
        for field in schema:
            try:
                pa.array([row[field.name]], type=field.type)
            except _MISTYPED:
                what = f"{field.name} {quoted(row[field.name])}; {_called(field)} is expected"
                return _unfit(name, number, row, what)
    return BuildError(f"table {name}: {len(rows):,} rows are more than can be written; take articles out")


def _called(field: pa.Field) -> str:
    return _CALLED.get(str(field.type), str(field.type))


def _unfit(name: str, number: int, row: Row, what: str) -> BuildError:
    article = f" (article {quoted(row['doc_id'])})" if "doc_id" in row else ""
    return BuildError(f"table {name}, row {number}{article}: {what}; mend what reads it, or take the article out")
