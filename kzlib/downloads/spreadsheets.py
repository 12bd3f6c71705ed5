"""The tables as files: Parquet as written, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def _rows(table: Path, most: int) -> Iterator[tuple[str, ...]]:
    """The first rows of a table as cells."""
    with pq.ParquetFile(table) as file:
        for batch in file.iter_batches(_AT_ONCE):
            columns = [[_cell(value) for value in column.to_pylist()] for column in batch.slice(0, most).columns]
            yield from zip(*columns, strict=True)
            most -= batch.num_rows
            if most <= 0:
                return


def _cell(value: Any) -> str:
    return guarded(shown(value)) if isinstance(value, list | str) else shown(value)
