"""Linking: the one place where the readers' findings meet. Who says it, as of which day, for which place."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.link import events, figures, speakers
from kzlib.records import Readings


def link(article: Article, readings: Readings) -> None:
    """Complete the records in place: speakers first, then figures (which need them), then events."""
    speakers.link(article, readings)
    figures.link(article, readings)
    events.link(article, readings)
