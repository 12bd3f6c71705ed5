"""Arrests by the number: a total of people arrested is one event, however often an article gives it."""

from __future__ import annotations

from bisect import bisect_left

from kzlib.article import Article
from kzlib.events import scene as scenes
from kzlib.records import Event, Figure, Readings

_MANY = 10  # people from which an arrest is told by the number


def gather(article: Article, readings: Readings) -> None:
    """Mark the arrests that are totals; where no clause tells the first total as an event, its clause becomes one."""
    found = (f for f in readings.figures if f.kind == "arrested" and f.modality == "reported" and f.value >= _MANY)
    totals = [f for f in found if _body(article, f)]
    counted = [e for e in readings.events if e.type == "arrest" and _counts(article, e, totals)]
    if totals and not counted:
        counted = [_event(article, totals[0])]
        readings.events = sorted([*readings.events, *counted], key=lambda e: (e.start, e.end))
    for event in counted:
        event.needs |= {"total"}


def first_only(events: list[Event]) -> list[Event]:
    """Events without the totals of arrests after the first, but those that a verb tells of a day of its own."""
    totals = [e for e in events if "total" in e.needs]
    again = {id(e) for e in totals[1:] if e.first is None or "count" in e.needs}
    return [e for e in events if id(e) not in again]


def _body(article: Article, figure: Figure) -> bool:
    sentence = article.sentence_at(figure.start)
    return sentence is not None and sentence.role != "title"


def _counts(article: Article, event: Event, totals: list[Figure]) -> bool:
    """Whether an event of arrest is told by the number; it then covers the number too."""
    if "touching" in event.needs:  # a noun that no verb tells: stands by its date or not at all
        return False
    sentence = article.sentence_at(event.cue_start)
    at = bisect_left(totals, sentence.start, key=_start) if sentence else len(totals)
    if at < len(totals) and totals[at].start < event.end:
        event.start = min(event.start, totals[at].start)
        return True
    return "count" in event.needs


def _event(article: Article, figure: Figure) -> Event:
    """The clause that gives a figure, as an event of arrest."""
    sentence = article.sentence_at(figure.start)
    start, end = (sentence.start, sentence.end) if sentence else (figure.start, figure.end)
    scene = scenes.stage(article.text, start, end)
    at = next((i for i, w in enumerate(scene.words) if w.end > figure.start), 0)
    event = scene.event("arrest", at, at, frozenset({"count"}))
    event.start, event.end = min(event.start, figure.start), max(event.end, figure.end)
    event.cue_start, event.cue_end = figure.start, figure.end
    return event


def _start(figure: Figure) -> int:
    return figure.start
