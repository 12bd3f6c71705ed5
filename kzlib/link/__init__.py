"""Linking: the one place where the readers' findings meet. Who says it, as of which day, for which place."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.link import events, figures, speakers
from kzlib.link.knowledge import Names
from kzlib.records import Readings


def link(article: Article, readings: Readings) -> None:
    """Complete the records in place: speakers first, then figures (which need them), then events."""
    names = Names(article.text, readings.mentions)
    speakers.link(article, readings, names)
    figures.link(article, readings, names)
    events.link(article, readings)
