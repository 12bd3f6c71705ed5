"""How an event is told: as a fact, as what somebody says, as planned, as denied."""

from __future__ import annotations

from bisect import bisect_right

from kzlib.article import Article
from kzlib.records import Event, Readings


def weigh(article: Article, readings: Readings) -> None:
    """Set `modality` of events in place: planned if to come, said if told inside what somebody says."""
    said = sorted((q.start, q.end) for q in readings.quotations)
    starts = [start for start, _ in said]
    for event in readings.events:
        if event.modality != "fact" or event.type == "statement":
            continue
        if article.published and event.first and event.first > article.published:
            event.modality = "planned"
        elif _inside(
            event, said[max(0, bisect_right(starts, event.cue_start) - 4) : bisect_right(starts, event.cue_start)]
        ):
            event.modality = "said"


def _inside(event: Event, quotations: list[tuple[int, int]]) -> bool:
    return any(start <= event.cue_start < end for start, end in quotations)
