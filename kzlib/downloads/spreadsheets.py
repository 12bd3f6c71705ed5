"""The tables as files: Parquet as written, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kzlib import tables
from kzlib.selected import ROWS
from kzlib.spreadsheets import guarded, shown

_AT_ONCE = 10_000  # rows that are held in memory


def write(source: Path, target: Path, most: int = ROWS) -> None:
    """Copy every table of `source` to `target`, as Parquet, and its first rows as CSV (UTF-8; lists joined by "; ")."""
    target.mkdir(parents=True, exist_ok=True)
    for name, columns in tables.DICTIONARY.items():
        shutil.copyfile(source / f"{name}.parquet", target / f"{name}.parquet")
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([c.name for c in columns])
            writer.writerows(_rows(source / f"{name}.parquet", most))


def _rows(table: Path, most: int) -> Iterator[tuple[Any, ...]]:
    """The first rows of a table as cells."""
    with pq.ParquetFile(table) as file:
        for batch in file.iter_batches(_AT_ONCE):
            yield from zip(*map(_cells, batch.slice(0, most).columns), strict=True)
            most -= batch.num_rows
            if most <= 0:
                return


def _cells(column: pa.Array) -> list[Any]:
    """A column as the csv writer takes it: of whole numbers, days and nothing it makes what `shown` does."""
    values: list[Any] = column.to_pylist()
    if pa.types.is_string(column.type):
        return [guarded(value) if value else value for value in values]
    if pa.types.is_integer(column.type) or pa.types.is_date(column.type):
        return values
    return [guarded(shown(value)) if isinstance(value, list) else shown(value) for value in values]
