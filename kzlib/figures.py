"""Reads figures."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.records import Figure


def read(article: Article) -> list[Figure]:
    """All figures of an article, in order of appearance."""
    return []
