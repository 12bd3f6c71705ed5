"""Links events: when, where, by whom and how told; then keeps the tellings that stand, one a happening."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.link.events import arrests, choice, how, when, where
from kzlib.records import Readings


def link(article: Article, readings: Readings) -> None:
    """Set days, place, participants and modality of `readings.events` in place; leave out what does not stand."""
    arrests.gather(article, readings)
    when.date(article, readings)
    where.place(article, readings)
    how.weigh(article, readings)
    readings.events = choice.stand(article, readings.events)
