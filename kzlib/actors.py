"""Reads actors."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.records import Mention


def read(article: Article) -> list[Mention]:
    """All actors of an article, in order of appearance."""
    return []
