"""The tables as files: Parquet as written, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kzlib import tables
from kzlib.selected import ROWS
from kzlib.spreadsheets import FORMULA, JOINED, guarded, shown

_AT_ONCE = 10_000  # rows that are held in memory
_END = "\n"
_GUARDED = f"^(?:{'|'.join(map(re.escape, FORMULA))})"


def write(source: Path, target: Path, most: int = ROWS) -> None:
    """Copy every table of `source` to `target`, as Parquet, and its first rows as CSV (UTF-8; lists joined by "; ")."""
    target.mkdir(parents=True, exist_ok=True)
    for name, columns in tables.DICTIONARY.items():
        shutil.copyfile(source / f"{name}.parquet", target / f"{name}.parquet")
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator=_END).writerow([c.name for c in columns])
            for batch in _first(source / f"{name}.parquet", most):
                _write(file, batch)


def _first(table: Path, most: int) -> Iterator[pa.RecordBatch]:
    """The first rows of a table."""
    with pq.ParquetFile(table) as file:
        for batch in file.iter_batches(_AT_ONCE):
            yield batch.slice(0, most)
            most -= batch.num_rows
            if most <= 0:
                return


def _write(file: TextIO, batch: pa.RecordBatch) -> None:
    """Write rows as lines of CSV.

    Fingerprints are most of a book of many articles; as the last column of theirs, and with nothing in them to be put
    in quotation marks, they need not pass through the csv writer, which looks at each character.
    """
    *others, last = batch.columns
    if not _is_numbers(last):
        csv.writer(file, lineterminator=_END).writerows(zip(*map(_cells, batch.columns), strict=True))
        return
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator=_END).writerows(
        zip(*map(_cells, others), strict=True)
    )
    joined = pc.binary_join(last.cast(pa.list_(pa.string())), JOINED).to_pylist()
    file.writelines(f"{line.removesuffix(_END)},{cell or ''}{_END}" for line, cell in zip(lines, joined, strict=True))


def _is_numbers(column: pa.Array) -> bool:
    return bool(pa.types.is_list(column.type) and pa.types.is_integer(column.type.value_type))


def _cells(column: pa.Array) -> list[Any]:
    """A column as the csv writer takes it: of whole numbers, days and nothing it makes what `shown` does."""
    values: list[Any] = column.to_pylist()
    if pa.types.is_string(column.type):
        return [guarded(value) if value else value for value in values] if _formula_in(column) else values
    if pa.types.is_integer(column.type) or pa.types.is_date(column.type):
        return values
    return [guarded(shown(value)) if isinstance(value, list) else shown(value) for value in values]


def _formula_in(column: pa.Array) -> bool:
    """Whether a spreadsheet would take any text of a column for a formula."""
    return bool(pc.any(pc.match_substring_regex(column, _GUARDED)).as_py())
