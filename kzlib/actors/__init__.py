"""Reads who is named in an article: people, bodies, media, states, places, and collective speakers."""

from __future__ import annotations

from kzlib.actors import gazetteer
from kzlib.article import Article
from kzlib.records import Mention

__all__ = ["read"]


def read(article: Article) -> list[Mention]:
    """All mentions of an article, in order of appearance, without overlap."""
    return gazetteer.find(article)
