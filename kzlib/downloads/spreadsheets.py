"""The tables as files: Parquet as written, and CSV for spreadsheets."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from kzlib import tables

# What a spreadsheet may take for the beginning of a formula; the wide ones in some languages.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write(source: Path, target: Path) -> None:
    """Copy every table of `source` to `target`, as Parquet and as CSV (UTF-8; lists joined by "; ")."""
    target.mkdir(parents=True, exist_ok=True)
    for name, columns in tables.DICTIONARY.items():
        shutil.copyfile(source / f"{name}.parquet", target / f"{name}.parquet")
        # as objects: a whole number stays one where others of its column are missing
        rows = pd.DataFrame(tables.read(source, name), columns=[c.name for c in columns], dtype=object)
        rows.map(_cell).to_csv(target / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")


def _cell(value: Any) -> str:
    return guarded(shown(value)) if isinstance(value, list | str) else shown(value)


def shown(value: Any) -> str:
    """A value as the text of a cell: days as ISO 8601, lists joined by "; ", nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value)


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with a leading apostrophe; any other as it is."""
    return "'" + text if text.startswith(FORMULA) else text
