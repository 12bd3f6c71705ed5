"""Taking back a spreadsheet: what was changed in it becomes corrections, if the readings are still the same."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzlib import corrections, tables
from kzlib.errors import InputError, quoted
from kzlib.review import entries, files
from kzlib.review.sheet import NAMED, READ, AsRead, Line, typed
from kzlib.review.write import cells_of, occurrence

Row = dict[str, Any]
ACTIONS = ("", "change", "remove", "add")


@dataclass(slots=True)
class Outcome:
    """What became of a spreadsheet: how many corrections were written, how many were there, which could not be."""

    written: int = 0
    there: int = 0
    conflicts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Analyst:
    """Who reviewed and why, where the row does not say, and on which day."""

    who: str
    reason: str
    when: dt.date


def apply(folder: Path, texts: Mapping[str, str], source: Path, analyst: Analyst, target: Path) -> Outcome:
    """Write what was changed in a spreadsheet to a file of corrections; what is there stays as it is.

    `folder` holds the tables of the book as it is now, `texts` its articles. A row is a conflict, and is left out, if
    its reading is gone, or if the cell that was changed holds by now another value than when it was written out. A
    change that the book shows already is no correction any more, so that a spreadsheet can be applied twice.
    Raises InputError, naming sheet, row and value, for a row without reason or name, a value that cannot be, words
    that are not in the article; then nothing is written.
    """
    lines = files.read(source)
    review = _Review(folder, texts, analyst, {line.table for line in lines})
    made = [(line, entry) for line in lines for entry in review.entries(line)]
    review.check(made)
    entries.append(target, [entry for _, entry in made])
    review.outcome.written = len(made)
    return review.outcome


class _Review:
    """The readings as they are now, and what is found of the lines that are held against them."""

    def __init__(self, folder: Path, texts: Mapping[str, str], analyst: Analyst, names: set[str]) -> None:
        self.texts, self.analyst, self.outcome = texts, analyst, Outcome()
        wanted = names | ({"mentions"} if names & NAMED.keys() else set())
        self.rows = {name: tables.read(folder, name) for name in sorted(wanted)}
        self.at: dict[tuple[Any, ...], list[Row]] = {}
        for name in names:
            for row in self.rows[name]:
                self.at.setdefault((name, row["doc_id"], row.get("start"), row.get("end")), []).append(row)
        self.ids = {row["name"]: row["actor_id"] for row in reversed(self.rows.get("mentions", []))}

    def entries(self, line: Line) -> Iterator[dict[str, Any]]:
        """The correction that a line asks for, if it does."""
        do, as_read = line.cell("do").lower(), line.as_read
        if do not in ACTIONS:
            raise InputError(f"{line.where}: do {quoted(do)}; allowed: remove, add, or nothing for a change")
        if do == "add":
            yield self._added(line)
        elif as_read is None:
            raise InputError(f"{line.where}: a new row; write add under do, or take the row out")
        elif do == "remove" or (changed := line.changed(as_read)):
            yield from self._removed(line, as_read) if do == "remove" else self._changed(line, as_read, changed)

    def _added(self, line: Line) -> dict[str, Any]:
        if line.table == "documents":
            raise InputError(f"{line.where}: an article is not added here; put its file into the corpus")
        words, count = line.cells.get("words", ""), line.cell("occurrence") or "1"
        if not words or not count.isdecimal():
            raise InputError(
                f"{line.where}: words {quoted(words)}, occurrence {quoted(count)}; a new reading needs the words that "
                "it rests on, as the article has them, and which of the places that have them, from 1"
            )
        given = {c: line.cell(c) for c in READ[line.table] if line.cell(c)}
        told = {"words": words, "occurrence": int(count), "do": "add", "set": self._values(line, given, {})}
        return self._entry(line, line.cell("article"), told)

    def _removed(self, line: Line, as_read: AsRead) -> Iterator[dict[str, Any]]:
        row = self._row(line.table, as_read)
        if row is None:
            self.outcome.there += 1
        elif other := _others(as_read.cells, cells_of(line.table, row)):
            self._conflict(line, as_read, other, "to be removed")
        else:
            yield self._entry(line, as_read.article, self._named(line, row) | {"do": "remove"})

    def _changed(self, line: Line, as_read: AsRead, changed: dict[str, str]) -> Iterator[dict[str, Any]]:
        row = self._row(line.table, as_read)
        if row is None:
            self.outcome.conflicts.append(f"{line.where}: article {as_read.article} has no such reading any more")
            return
        now = cells_of(line.table, row)
        left = {column: given for column, given in changed.items() if now[column] != given}
        if not left:
            self.outcome.there += 1
        elif other := _others({column: as_read.cells.get(column, "") for column in left}, now):
            self._conflict(line, as_read, other, ", ".join(f"{c} to be {quoted(left[c])}" for c in other))
        else:
            values = self._values(line, left, now)
            told = self._named(line, row) | {"do": "change", "set": values}
            told["expect"] = told.get("expect", {}) | {column: row[column] for column in values}
            yield self._entry(line, as_read.article, told)

    def _row(self, table: str, as_read: AsRead) -> Row | None:
        """The reading at a place; of several there the one that is most like what was written out."""
        found = self.at.get((table, as_read.article, as_read.start, as_read.end), [])
        return max(found, key=lambda row: -len(_others(as_read.cells, cells_of(table, row))), default=None)

    def _conflict(self, line: Line, as_read: AsRead, other: dict[str, tuple[str, str]], wanted: str) -> None:
        was = "; ".join(f"{c} is now {quoted(now)}, not {quoted(before)}" for c, (before, now) in other.items())
        place = f"{line.where}: article {as_read.article}, {quoted(line.cell('words'))}"
        self.outcome.conflicts.append(f"{place}: {was} as when it was written out ({wanted}); write it out again")

    def _named(self, line: Line, row: Row) -> dict[str, Any]:
        """How a correction names a reading; what else it held is expected where another one is at the same words."""
        if line.table == "documents":
            return {}
        words, start = row["text"], row["start"]
        found: dict[str, Any] = {"words": words, "occurrence": occurrence(self.texts[row["doc_id"]], words, start)}
        if len(self.at[line.table, row["doc_id"], start, row["end"]]) > 1:
            found["expect"] = {column: row[column] for column in READ[line.table]}
        return found

    def _values(self, line: Line, given: dict[str, str], now: dict[str, str]) -> dict[str, Any]:
        """Cells as their columns hold them; who is named anew gets the id that the book knows for the name."""
        for column, text in given.items():
            words = files.allowed(line.table, column)
            if words and text not in words:
                raise InputError(f"{line.where}: {column} {quoted(text)}; allowed: {', '.join(words)}")
        values = {column: typed(line, column, text) for column, text in given.items()}
        name, key = NAMED.get(line.table, ("", ""))
        if name in values and key not in values:
            values[key] = self.ids.get(values[name])
            if values[key] is None and line.table == "mentions":
                raise InputError(
                    f"{line.where}: {name} {quoted(values[name])}; nobody in the book has this name: give {key}, too"
                )
        return {column: value for column, value in values.items() if column in given or now.get(column) != value}

    def _entry(self, line: Line, article: str, told: dict[str, Any]) -> dict[str, Any]:
        reason, who = line.cell("reason") or self.analyst.reason, line.cell("who") or self.analyst.who
        for name, value in (("reason", reason), ("who", who)):
            if not value:
                raise InputError(f"{line.where}: no {name}; fill the column in, or give --{name}")
        if article not in self.texts:
            raise InputError(f"{line.where}: article {quoted(article)}; no such article in the book: give its id")
        when = self.analyst.when
        if line.cell("when"):
            try:
                when = dt.date.fromisoformat(line.cell("when"))
            except ValueError:
                raise InputError(f"{line.where}: when {quoted(line.cell('when'))}; write a day as YYYY-MM-DD") from None
        return {"article": article, "table": line.table} | told | {"reason": reason, "who": who, "when": when}

    def check(self, made: list[tuple[Line, dict[str, Any]]]) -> None:
        """Raise InputError if the corrections cannot be carried out one after the other."""
        articles = {entry["article"] for _, entry in made}
        rows = {name: [copy.copy(row) for row in self.rows.get(name, []) if row["doc_id"] in articles] for name in READ}
        texts = {article: self.texts[article] for article in articles}
        asked = [corrections.checked(entry, line.where) for line, entry in made]
        corrections.apply(asked, rows | {"corrections": []}, texts)


def _others(before: dict[str, str], now: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The cells that hold something else now: what they held, what they hold."""
    return {c: (text, now.get(c, "")) for c, text in before.items() if now.get(c, "") != text}
