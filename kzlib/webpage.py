"""A saved web page as text: trafilatura finds the article, the page's own metadata says when and by whom."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from kzlib.errors import InputError

# Where a page states its day of publication, the surest first: attribute, its value, and where the day stands.
_PUBLISHED = (
    ("property", "article:published_time", "content"),
    ("property", "og:article:published_time", "content"),
    ("itemprop", "datePublished", "content"),
    ("itemprop", "datePublished", "datetime"),
    ("name", "datePublished", "content"),
    ("name", "dc.date.issued", "content"),
    ("name", "dcterms.created", "content"),
    ("name", "dc.date", "content"),
    ("name", "pubdate", "content"),
    ("name", "date", "content"),
)
_JSON_DAY = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read(html: str) -> tuple[str, dict[str, str]]:
    """Text of the article in a page, headline first, and its metadata under the names of a manifest's columns.

    The language that a page states is passed over: it is often that of its theme.

    Raises InputError if the page holds no article.
    """
    import trafilatura
    from trafilatura.settings import Document as Extract

    tree = trafilatura.load_html(html)
    if tree is None:
        raise InputError("no HTML in it; save the page again, or as .txt")
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True)
    if not isinstance(found, Extract) or not (found.text or "").strip():
        raise InputError("no article found in the page; save its text as .txt")
    metadata = {
        "title": found.title,
        "author": found.author,
        "publisher": found.sitename,
        "url": found.url,
        "published": next(_days(trafilatura.load_html(html), html), None),
    }
    text = (found.text or "").strip().replace("\r", "\n")
    if found.title and found.title.strip() not in text[:500]:
        text = f"{found.title.strip()}\n\n{text}"
    return text, {k: v.strip() for k, v in metadata.items() if v and v.strip()}


def _days(tree: Any, html: str) -> Iterator[str]:
    """Days that the page's metadata gives as its publication, surest first; impossible ones are passed over."""
    for stated in _stated(tree, html):
        day = _DAY.match(stated.strip())
        if day and _is_day(day.group()):
            yield day.group()


def _is_day(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _stated(tree: Any, html: str) -> Iterator[str]:
    for attribute, value, holder in _PUBLISHED:
        yield from tree.xpath(f"//*[@{attribute}=$value]/@{holder}", value=value)
    for match in _JSON_DAY.finditer(html):
        yield match.group(1)
    yield from tree.xpath("//time[@pubdate]/@datetime")
