"""Rows that do not fit their table: table, row, article, column and value are told, and what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kzlib import tables
from kzlib.errors import BuildError

FIGURE: dict[str, Any] = {
    "doc_id": "a",
    "start": 0,
    "end": 8,
    "text": "12 morts",
    "value": 12.0,
    "bound": "exact",
    "kind": "killed",
    "group": "all",
    "modality": "reported",
}


def rows(**changes: Any) -> list[dict[str, Any]]:
    whole = {c.name: None for c in tables.DICTIONARY["figures"]} | FIGURE
    return [whole, whole | changes]


def test_rows_that_fit() -> None:
    made = tables.build("figures", rows(as_of=dt.date(2022, 1, 8), value_high=13))
    assert made.num_rows == 2
    assert made.schema == tables.schema("figures")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": None}, "value is empty; it must have a value"),
        ({"value": "douze"}, "value 'douze'; a number is expected"),
        ({"bound": "about"}, "bound 'about'; allowed: approx, exact, max, min, range"),
        ({"bound": ["exact"]}, "bound ['exact']; allowed: approx, exact, max, min, range"),
        ({"as_of": "2022-01-08"}, "as_of '2022-01-08'; a day is expected"),
        ({"part_of": 2**70}, "part_of 1180591620717411303424; a whole number is expected"),
        ({"place": "\ud800"}, "place '\\ud800'; a text is expected"),
        ({"place": {"x": "y" * 1000}}, "place {'x': 'yyy"),
        ({"end": 0}, "offsets 0-0; the start must lie before the end, and not before 0"),
        ({"start": -1}, "offsets -1-8; the start must lie before the end"),
        ({"doc_id": "\u202e" * 100, "value": None}, "value is empty"),
    ],
)
def test_rows_that_do_not(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BuildError) as raised:
        tables.build("figures", rows(**changes))
    message = str(raised.value)
    assert message.startswith("table figures, row 2 (article '")
    assert said in message
    assert message.endswith("; mend what reads it, or take the article out")
    assert message.isprintable()
    assert len(message) < 700


@pytest.mark.parametrize("table", list(tables.DICTIONARY))
def test_every_table_can_be_empty(table: str) -> None:
    assert tables.build(table, []).num_rows == 0
