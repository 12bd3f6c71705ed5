"""Reads dates."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.records import DateMention


def read(article: Article) -> list[DateMention]:
    """All dates of an article, in order of appearance."""
    return []
