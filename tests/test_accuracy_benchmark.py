"""The comparison with other libraries reads what they return in their favour, and runs without them installed."""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from kzlib import paths, tables
from kzlib.parse import Parsed


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark", paths.ROOT / "benchmarks" / "accuracy.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["benchmark"] = module  # where its type annotations are looked up
    spec.loader.exec_module(module)
    return module


def days(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        ("day", days("2023-02-15", "2023-02-15")),
        ("week", days("2023-02-13", "2023-02-19")),
        ("month", days("2023-02-01", "2023-02-28")),
        ("year", days("2023-01-01", "2023-12-31")),
    ],
)
def test_a_day_given_for_a_longer_period_counts_as_that_period(
    benchmark: ModuleType, grain: str, expected: tuple[dt.date, dt.date]
) -> None:
    assert benchmark.period(dt.date(2023, 2, 15), grain) == expected


@pytest.mark.parametrize(
    ("resolution", "expected"),
    [
        ({"type": "date", "value": "2023-02-15"}, days("2023-02-15", "2023-02-15")),
        (
            {"type": "daterange", "timex": "2023-02", "start": "2023-02-01", "end": "2023-03-01"},
            days("2023-02-01", "2023-02-28"),
        ),
        (
            {"type": "daterange", "timex": "(a,b,P2D)", "start": "2023-02-03", "end": "2023-02-05"},
            days("2023-02-03", "2023-02-05"),
        ),
        (
            {"type": "datetimerange", "start": "2023-02-03 16:00:00", "end": "2023-02-03 20:00:00"},
            days("2023-02-03", "2023-02-03"),
        ),
        ({"type": "daterange", "timex": "SU", "value": "not resolved"}, (None, None)),
    ],
)
def test_a_range_that_ends_on_the_next_day_ends_the_day_before(
    benchmark: ModuleType, resolution: dict[str, Any], expected: tuple[dt.date | None, dt.date | None]
) -> None:
    assert benchmark.candidate(resolution) == expected


def test_offsets_are_those_of_the_article(benchmark: ModuleType) -> None:
    text = "Khartoum. Le cessez-le-feu tient depuis mardi."
    sentences = [{"doc_id": "a", "start": 0, "end": 9}, {"doc_id": "a", "start": 10, "end": len(text)}]
    parsed = Parsed({name: [] for name in tables.DICTIONARY} | {"sentences": sentences}, {"a": text})

    def tuesday(sentence: str, published: dt.date) -> Iterator[Any]:
        at = sentence.find("mardi")
        if at >= 0:
            yield benchmark.Found(at, at + 5, published, published)

    (row,) = benchmark.dates_of(tuesday, parsed, [{"id": "a", "published": "2023-04-18"}])
    assert text[row["start"] : row["end"]] == "mardi"
    assert row["first"] == dt.date(2023, 4, 18)


def test_numbers_of_the_examples_are_in_words(benchmark: ModuleType) -> None:
    for sort, text, value in benchmark.spelt_numbers():
        assert sort in ("numerals", "collective nouns")
        assert text and value >= 2
