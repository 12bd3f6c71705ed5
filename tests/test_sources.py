"""What is said of publishers and bodies: one row each, every statement with its basis."""

from __future__ import annotations

import csv

import pytest

from kzlib import paths

COLUMNS = "publisher state_affiliated party_to_conflict kind basis override_grade override_reason".split()


def sources() -> list[dict[str, str]]:
    with paths.SOURCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_source_has_one_row_with_every_column() -> None:
    names = [row["publisher"] for row in sources()]
    assert names == list(dict.fromkeys(names))
    assert all(list(row) == COLUMNS for row in sources())


@pytest.mark.parametrize("row", sources(), ids=lambda r: r["publisher"])
def test_a_statement_has_its_basis_in_words(row: dict[str, str]) -> None:
    assert {row["state_affiliated"], row["party_to_conflict"]} <= {"yes", "no", ""}
    assert row["kind"] and len(row["basis"].split()) > 3
    assert "://" not in row["basis"]
    assert bool(row["override_grade"]) == bool(row["override_reason"])
    assert row["override_grade"] in {"", *"ABCDEF"}
