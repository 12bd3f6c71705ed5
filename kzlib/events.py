"""Reads events."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.records import Event


def read(article: Article) -> list[Event]:
    """All events of an article, in order of appearance."""
    return []
