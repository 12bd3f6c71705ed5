"""Sentences and what must be read in them: every case of tests/examples/*.yml is a test.

A case is a mapping: `text`; `published` (a day, default 2022-01-09); `crisis` (a word for the crisis it is about);
and for each reader that it tests a list of what must be found (`dates`, `figures`, `mentions`, `quotations`,
`events`), complete: nothing else of that kind may be found, and an empty list means that nothing may. An expected
reading has `text`, a part of the case's text that it must overlap (`occurrence` counts from 1), and any columns of
its record, which must be equal; null means that the column must be empty. Of mentions only persons and organisations
must be complete. `known_failure` marks a case that cannot be read yet, with the reason; it must fail.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import read

FOLDER = Path(__file__).parent / "examples"
KINDS = ("dates", "figures", "mentions", "quotations", "events")
MUST_BE_COMPLETE = {"person", "organisation"}


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or [], start=1):
            reason = case.get("known_failure")
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            found.append(pytest.param(case, id=f"{path.stem}-{number}", marks=marks))
    return found


def locate(text: str, words: str, occurrence: int) -> tuple[int, int]:
    at = -1
    for _ in range(occurrence):
        at = text.find(words, at + 1)
        assert at >= 0, f"the case expects {words!r}, which is not in its text"
    return at, at + len(words)


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def answers(record: Any, expected: dict[str, Any], span: tuple[int, int]) -> bool:
    columns = {k: v for k, v in expected.items() if k not in ("text", "occurrence")}
    overlaps = record.start < span[1] and span[0] < record.end
    return overlaps and all(plain(getattr(record, k)) == plain(v) for k, v in columns.items())


@pytest.mark.parametrize("case", cases())
def test_example(case: dict[str, Any]) -> None:
    text = case["text"]
    readings = read(text, case.get("published", dt.date(2022, 1, 9)))
    for kind in KINDS:
        if kind not in case:
            continue
        free = list(getattr(readings, kind))
        for expected in case[kind]:
            span = locate(text, expected["text"], expected.get("occurrence", 1))
            found = next((r for r in free if answers(r, expected, span)), None)
            assert found, f"{kind}: expected {expected}; found {[(text[r.start : r.end], r) for r in free]}"
            free.remove(found)
        extra = [r for r in free if kind != "mentions" or r.type in MUST_BE_COMPLETE]
        assert not extra, f"{kind}: not expected: {[(text[r.start : r.end], r) for r in extra]}"
