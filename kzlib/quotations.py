"""Reads quotations."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.records import Quotation


def read(article: Article) -> list[Quotation]:
    """All quotations of an article, in order of appearance."""
    return []
