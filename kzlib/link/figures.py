"""Links figures."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.records import Readings


def link(article: Article, readings: Readings) -> None:
    """Complete the records in place."""
