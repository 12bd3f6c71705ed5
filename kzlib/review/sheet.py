"""What a sheet of readings looks like: a table a sheet, a reading a row, and in each row what it held when written.

Columns of a row, in order: what an analyst decides (do, reason, who, when), where the reading stands (article, words,
occurrence, sentence, link), what was read (the columns of `READ`, which may be changed), and `AS_READ`: the offsets and
the cells as they were written out, as JSON, so that it can be told what was changed, by whom ever.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from kzlib import tables
from kzlib.errors import InputError, quoted

# What may be changed of each table. Offsets follow from the words; what is known of an article's day, language and
# origin goes into the manifest, since its text is read by it.
READ: dict[str, tuple[str, ...]] = {
    "figures": (
        *("value", "value_high", "bound", "kind", "group", "place", "attributed_to", "relayed_by", "as_of"),
        "modality",
    ),
    "quotations": ("speaker", "speaker_id", "kind", "relayed_by"),
    "events": ("type", "first", "last", "place", "modality", "participants"),
    "dates": ("first", "last", "grain"),
    "mentions": ("name", "actor_id", "type", "role", "country"),
    "documents": ("title", "author", "publisher", "url"),
}
DECIDED = ("do", "reason", "who", "when")
PLACE = ("article", "words", "occurrence", "sentence", "link")
AS_READ = "as read (leave as it is)"
# A name and the id that goes with it.
NAMED = {"quotations": ("speaker", "speaker_id"), "mentions": ("name", "actor_id")}


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table's sheet, in order."""
    return (*DECIDED, *PLACE, *READ[table], AS_READ)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet that came back: where it stands, its cells as text by column (those there are), its table."""

    where: str
    table: str
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        """A cell without white space around it; empty if the column is not there."""
        return self.cells.get(column, "").strip()

    @property
    def as_read(self) -> AsRead | None:
        """What the row held when it was written out; None for a row that an analyst added.

        Raises InputError if that was changed.
        """
        given = self.cell(AS_READ)
        if not given:
            return None
        try:
            found = json.loads(given)
            return AsRead(str(found["article"]), found["start"], found["end"], dict(found["cells"]))
        except (ValueError, TypeError, KeyError, RecursionError):
            raise InputError(
                f"{self.where}: column {AS_READ!r} holds {quoted(given)}; put back what was written there, or leave "
                "the row out"
            ) from None

    def changed(self, as_read: AsRead) -> dict[str, str]:
        """The cells of readings that are others than when they were written out."""
        return {
            column: self.cell(column)
            for column in READ[self.table]
            if column in self.cells and self.cell(column) != as_read.cells.get(column, "").strip()
        }


@dataclass(frozen=True, slots=True)
class AsRead:
    """A reading when it was written out: article, offsets (None for what is known of an article), cells by column."""

    article: str
    start: int | None
    end: int | None
    cells: dict[str, str]

    def text(self) -> str:
        """All of it as one cell."""
        held = {"article": self.article, "start": self.start, "end": self.end, "cells": self.cells}
        return json.dumps(held, ensure_ascii=False)


def typed(line: Line, column: str, given: str) -> Any:
    """A cell as its column holds it; None for an empty one. Raises InputError if it does not fit."""
    field = tables.schema(line.table).field(column)
    if not given:
        if not field.nullable:
            raise InputError(f"{line.where}: {column} must not be empty; to take a reading out write remove under do")
        return None
    try:
        return tables.typed(line.table, column, _parsed(given, column, str(field.type)))
    except ValueError as error:
        raise InputError(f"{line.where}: {column} {error}; correct the cell") from None


def _parsed(given: str, column: str, kind: str) -> Any:
    """A cell's text as the type of its column. Raises ValueError, with the value and what is allowed."""
    if kind == "double":
        try:
            return float(given.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", "."))
        except ValueError:
            raise ValueError(f"{quoted(given)}: a number is expected") from None
    if kind.startswith("date"):
        try:
            return dt.date.fromisoformat(given)
        except ValueError:
            raise ValueError(f"{quoted(given)}: a day is expected, written as YYYY-MM-DD") from None
    if kind.startswith("list"):
        return [name for part in given.split(";") if (name := part.strip())]
    return given
