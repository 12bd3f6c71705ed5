"""Corrections: what a reader of the articles has put right in the readings, without touching code.

`data/corrections.yml` is a list of entries, each with

    article   id of the article
    table     dates, figures, mentions, quotations, events or documents
    words     the words that the reading rests on; `occurrence` counts from 1 (not for documents)
    do        change, remove or add
    set       the columns and values to put in (for change and add)
    expect    what the columns held before (optional, for change and remove)
    reason, who, when

An entry for an article that is not in the corpus is passed over. One whose words are gone from its article, or whose
reading is gone or no longer holds what it expects, stops the build: the correction no longer rests on anything.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kzlib import tables
from kzlib.errors import InputError, quoted

Row = dict[str, Any]
Rows = dict[str, list[Row]]

CORRECTABLE = ("dates", "figures", "mentions", "quotations", "events", "documents")
ACTIONS = ("change", "remove", "add")
REQUIRED = ("article", "table", "do", "reason", "who", "when")
FIELDS: dict[str, type] = {
    **dict.fromkeys(("article", "table", "do", "reason", "who", "words"), str),
    **{"when": dt.date, "occurrence": int, "set": dict, "expect": dict},
}
CALLED = {str: "a text", int: "a whole number", dict: "a mapping", dt.date: "a day, written as YYYY-MM-DD,"}
FIXED = {"doc_id", "start", "end", "text", "event_id"}  # follow from the words
# What an added reading holds where the entry does not say.
DEFAULTS = {
    "grain": "day",
    "basis": "explicit",
    "bound": "exact",
    "group": "unspecified",
    "kind": "other",
    "type": "other",
}
MODALITY = {"figures": "reported", "events": "fact"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the file, checked; `where` names it in messages."""

    where: str
    article: str
    table: str
    do: str
    reason: str
    who: str
    when: dt.date
    words: str = ""
    occurrence: int = 1
    set: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)


def load(path: Path) -> list[Correction]:
    """The entries of a corrections file, in order; none if there is no file.

    Raises InputError, naming the entry and what is allowed, for YAML that cannot be read, a missing or unknown field,
    an unknown table, action or column.
    """
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except FileNotFoundError:  # looked for, so that it counts when one comes (kzlib.recording)
        return []
    except OSError as error:
        raise InputError(f"{path.name}: cannot be read ({error.strerror}); allow reading it") from None
    except (UnicodeDecodeError, RecursionError, yaml.YAMLError) as error:
        raise InputError(f"{path.name}: not YAML: {error}; correct it there") from None
    if not isinstance(entries, list):
        raise InputError(
            f"{path.name}: {quoted(entries)}; a list of entries is expected, each with {', '.join(REQUIRED)}"
        )
    return [checked(entry, f"{path.name}, entry {number}") for number, entry in enumerate(entries, start=1)]


def checked(entry: Any, where: str) -> Correction:
    """An entry as it is applied; `where` names it. Raises InputError as `load` does."""
    allowed = [name for name in Correction.__slots__ if name != "where"]
    if not isinstance(entry, dict):
        raise InputError(f"{where}: {quoted(entry)}; a mapping is expected with {', '.join(REQUIRED)}")
    _one_of(entry, allowed, where, "field")
    if missing := [name for name in REQUIRED if not entry.get(name)]:
        raise InputError(f"{where}: no {missing[0]}; every entry needs {', '.join(REQUIRED)}")
    for name, kind in FIELDS.items():
        if name in entry and type(entry[name]) is not kind:
            raise InputError(f"{where}: {name} {quoted(entry[name])}; {CALLED[kind]} is expected")
    if entry.get("occurrence", 1) < 1:
        raise InputError(f"{where}: occurrence {quoted(entry['occurrence'])}; the first is 1")
    _one_of([entry["table"]], CORRECTABLE, where, "table")
    _one_of([entry["do"]], ACTIONS, where, "do")
    if entry["table"] == "documents" and entry["do"] != "change":
        raise InputError(
            f"{where}: do {quoted(entry['do'])}; what is known of an article can only be changed: write change"
        )
    if entry["table"] != "documents" and not entry.get("words"):
        raise InputError(f"{where}: no words; a reading is named by the words that it rests on: give them")
    columns = [c.name for c in tables.DICTIONARY[entry["table"]] if c.name not in FIXED]
    for part in ("set", "expect"):
        _one_of(entry.get(part) or {}, columns, where, f"column in {part}")
    return Correction(where, **entry)


def _one_of(values: Any, allowed: Any, where: str, what: str) -> None:
    for given in values:
        if given not in allowed:
            raise InputError(f"{where}: unknown {what} {quoted(given)}; allowed: {', '.join(allowed)}")


def apply(corrections: list[Correction], rows: Rows, texts: dict[str, str]) -> None:
    """Put corrections into the rows of the tables, in place, and list each in the table `corrections`.

    Raises InputError if the words of a correction are not in its article, if there is no such reading (change,
    remove), if it does not hold what is expected, or if a value does not fit its column.
    """
    for correction in corrections:
        if correction.article in texts:
            before = _apply(correction, rows, texts[correction.article])
            rows["corrections"].append(_listed(correction, before))


def _apply(correction: Correction, rows: Rows, text: str) -> Row:
    """Carry out one correction; returns the reading as it was, empty for one that is added."""
    table = rows[correction.table]
    if correction.table == "documents":
        found = next(r for r in table if r["doc_id"] == correction.article)
        start = end = 0
    else:
        start = _locate(correction, text)
        end = start + len(correction.words)
        if correction.do == "add":
            table.append(_new(correction, start, end))
            table.sort(key=lambda r: (r["doc_id"], r["start"], r["end"]))
            return {}
        found = _reading(correction, table, start, end)
    _check_expected(correction, found)
    before = dict(found)
    if correction.do == "remove":
        table.remove(found)
    else:
        found.update(_typed(correction))
    return before


def _locate(correction: Correction, text: str) -> int:
    at = -1
    for _ in range(correction.occurrence):
        at = text.find(correction.words, at + 1)
        if at < 0:
            raise InputError(
                f"{correction.where}: {quoted(correction.words)} does not stand {correction.occurrence} times in "
                f"article {quoted(correction.article)}; the correction rests on nothing: mend or remove it"
            )
    return at


def _reading(correction: Correction, table: list[Row], start: int, end: int) -> Row:
    """The reading that overlaps the words most; of several that do, those words themselves, then what is expected."""
    over = [r for r in table if r["doc_id"] == correction.article and r["start"] < end and start < r["end"]]
    if not over:
        raise InputError(
            f"{correction.where}: nothing is read in {quoted(correction.words)} in table {correction.table} any more; "
            "remove the correction, or use do: add"
        )
    return max(
        over,
        key=lambda r: (_overlap(r, start, end), (r["start"], r["end"]) == (start, end), _as_expected(r, correction)),
    )


def _overlap(row: Row, start: int, end: int) -> int:
    return int(min(end, row["end"]) - max(start, row["start"]))


def _as_expected(row: Row, correction: Correction) -> bool:
    return all(row[column] == _as_column(correction, column, given) for column, given in correction.expect.items())


def _check_expected(correction: Correction, row: Row) -> None:
    for column, expected in correction.expect.items():
        if row[column] != _as_column(correction, column, expected):
            raise InputError(
                f"{correction.where}: {column} of {quoted(correction.words)} is now {quoted(row[column])}, not "
                f"{quoted(expected)} as "
                "expected; look again and mend or remove the correction"
            )


def _typed(correction: Correction) -> Row:
    return {name: _as_column(correction, name, given) for name, given in correction.set.items()}


def _as_column(correction: Correction, name: str, given: Any) -> Any:
    """A value as its column holds it."""
    try:
        return tables.typed(correction.table, name, given)
    except ValueError as error:
        raise InputError(f"{correction.where}: {name} {error}; correct the correction") from None


def _new(correction: Correction, start: int, end: int) -> Row:
    row: Row = {c.name: DEFAULTS.get(c.name) if not c.nullable else None for c in tables.DICTIONARY[correction.table]}
    row |= {"doc_id": correction.article, "start": start, "end": end, "text": correction.words}
    if correction.table in MODALITY:
        row["modality"] = MODALITY[correction.table]
    return row | _typed(correction)


def _listed(correction: Correction, before: Row) -> Row:
    changed = {name: (before.get(name), given) for name, given in _typed(correction).items()}
    what = "; ".join(f"{n}: {_shown(old)} → {_shown(new)}" for n, (old, new) in changed.items())
    return {
        "doc_id": correction.article,
        "table": correction.table,
        "words": correction.words or None,
        "change": what if correction.do == "change" else f"{correction.do} {what}".strip(),
        "reason": correction.reason,
        "who": correction.who,
        "when": correction.when,
    }


def _shown(given: Any) -> str:
    return "empty" if given is None else str(given)
