"""Dates: every expression of time in an article, as written and as meant."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.dates import chronology
from kzlib.records import DateMention


def read(article: Article) -> list[DateMention]:
    """All dates of an article, in order of appearance."""
    return chronology.mentions(article.text, article.sentences, article.published)
