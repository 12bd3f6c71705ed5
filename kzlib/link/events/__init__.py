"""Links events: when, where and by whom; then keeps the tellings that stand, one a happening."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.link.events import arrests, choice, when, where
from kzlib.records import Readings


def link(article: Article, readings: Readings) -> None:
    """Set days, place and participants of `readings.events` in place, and leave out the tellings that do not stand."""
    arrests.gather(article, readings)
    when.date(article, readings)
    where.place(article, readings)
    readings.events = choice.stand(article, readings.events)
