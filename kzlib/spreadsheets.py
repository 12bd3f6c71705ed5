"""Tables as spreadsheets have them: what parts the cells of CSV, a value as a cell, what would be a formula."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

PARTS = ",;\t|"
JOINED = "; "  # between the texts of a list in one cell
# What a spreadsheet may take for the beginning of a formula; the wide ones in some languages.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def parted_by(head: str) -> str:
    """What parts the cells of a CSV file: that which parts those of its first row best."""
    return max(PARTS, key=lambda part: len(next(csv.reader([head], delimiter=part), [])))


def shown(value: Any) -> str:
    """A value as the text of a cell: days as ISO 8601, lists joined by "; ", nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list):
        return JOINED.join(map(str, value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value)


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with a leading apostrophe; any other as it is."""
    return "'" + text if text.startswith(FORMULA) else text
