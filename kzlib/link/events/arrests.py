"""Arrests by the number: a total of people arrested is one event, however often an article gives it."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.events import scene as scenes
from kzlib.records import Event, Figure, Readings


def gather(article: Article, readings: Readings) -> None:
    """Make one event of the totals of arrests: the first that the article gives; those with a day of their own stay."""
    totals = [f for f in readings.figures if f.kind == "arrested" and f.modality == "reported" and _body(article, f)]
    counted = [e for e in readings.events if e.type == "arrest" and _counts(e, totals)]
    events = [e for e in readings.events if e not in counted]
    if totals and not counted:
        counted = [_event(article, totals[0])]
    kept = counted[:1] + [e for e in counted[1:] if e.first and "count" not in e.needs]
    readings.events = sorted([*events, *kept], key=lambda e: (e.start, e.end))


def _body(article: Article, figure: Figure) -> bool:
    sentence = article.sentence_at(figure.start)
    return sentence is not None and sentence.role != "title"


def _counts(event: Event, totals: list[Figure]) -> bool:
    """Whether an event of arrest counts people: a number of them stands in its clause, more than a handful."""
    return "count" in event.needs or any(event.start <= f.start < event.end and f.value >= 10 for f in totals)


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
