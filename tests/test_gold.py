"""The gold of data/gold holds together: every snippet is in its note, every value in its vocabulary."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kzlib import lexicon, paths, tables

NOTES = sorted(paths.CORPUS.glob("*.txt"))
GOLD = sorted(paths.GOLD.glob("*.json"))
GRAINS = {"day", "range", "week", "month", "year", "hour"}
SPELT_OUT = ("figures", "quotes", "events", "dates", "inconsistencies")


def load(path: Path) -> tuple[dict[str, Any], str]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return gold, (paths.CORPUS / f"{gold['id']}.txt").read_text(encoding="utf-8")


def snippets(gold: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Every snippet with how often it must stand in the note at least."""
    for key in SPELT_OUT:
        yield from ((entry["text"], entry.get("occurrence", 1)) for entry in gold[key])
    for key in ("boilerplate", "not_figures", "places"):
        yield from ((words, 1) for words in gold[key])
    yield from ((words, 1) for actor in gold["actors"] for words in actor["surface"])
    yield from ((gold[key], 1) for key in ("body_start", "body_end"))


def codes(name: str) -> set[str]:
    return {entry.code for entry in lexicon.load(name)}


def test_every_note_has_its_gold() -> None:
    assert [path.stem for path in GOLD] == [path.stem for path in NOTES]
    assert all(load(path)[0]["id"] == path.stem for path in GOLD)


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_every_snippet_is_in_the_note(path: Path) -> None:
    gold, text = load(path)
    wanting = [(words, count) for words, count in snippets(gold) if text.count(words) < count]
    assert not wanting


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_a_snippet_is_listed_once_and_means_one_place(path: Path) -> None:
    gold, text = load(path)
    for key in ("figures", "quotes", "events"):
        words = [entry["text"] for entry in gold[key]]
        assert len(words) == len(set(words)), key
    places = [(entry["text"], entry["occurrence"]) for entry in gold["dates"]]
    assert len(places) == len(set(places))
    assert text.index(gold["body_start"]) < text.index(gold["body_end"])


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_days_are_days_in_order(path: Path) -> None:
    gold, _ = load(path)
    dt.date.fromisoformat(gold["published"])
    for entry in gold["dates"]:
        assert dt.date.fromisoformat(entry["start"]) <= dt.date.fromisoformat(entry["end"])
    for entry in gold["events"]:
        days = [dt.date.fromisoformat(entry[k]) for k in ("start", "end") if entry[k]]
        assert days == sorted(days)


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_values_are_in_the_vocabularies(path: Path) -> None:
    gold, _ = load(path)
    vocabulary = tables.VOCABULARIES
    assert {entry["grain"] for entry in gold["dates"]} <= GRAINS
    assert {entry["bound"] for entry in gold["figures"]} <= vocabulary["figures", "bound"]
    assert {entry["type"] for entry in gold["actors"]} <= vocabulary["mentions", "type"]
    assert {entry["kind"] for entry in gold["quotes"]} <= vocabulary["quotations", "kind"]
    assert all((entry["value_high"] is not None) == (entry["bound"] == "range") for entry in gold["figures"])


@pytest.mark.parametrize(
    ("key", "column", "name"),
    [("figures", "kind", "figure_kinds"), ("figures", "group", "figure_groups"), ("events", "type", "event_types")],
)
def test_codes_are_in_the_lexicons(key: str, column: str, name: str) -> None:
    if name not in lexicon.names():
        pytest.skip(f"no lexicon {name}")
    used = {entry[column] for path in GOLD for entry in load(path)[0][key]}
    assert used <= codes(name) | {"other", "unspecified", "all"}
