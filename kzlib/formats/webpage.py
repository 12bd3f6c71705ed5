"""A saved web page as text: trafilatura finds the article, the page's own metadata says when and by whom.

HTML is no text: there the text is what trafilatura takes for the article, one paragraph a line, its headline first;
offsets point into that text. What a feed or a table gives is a piece of HTML that is all article: all its words are
kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from kzlib.errors import InputError
from kzlib.formats.options import Limits
from kzlib.formats.pieces import Content, Piece, Source, checked, digest
from kzlib.formats.written import decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Elements that are lines of their own, and those that are no text.
_BLOCKS = (
    "address article aside blockquote dd div dl dt figcaption h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul"
)
_NO_TEXT = "script style template noscript iframe object svg form nav"
_TOO_MANY = "save its text as .txt"
_MARKED = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|article|section)\s*>|<(?:br|p)\b[^<>]{0,200}>", re.IGNORECASE)

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


def page(source: Source) -> Iterator[Piece]:
    """A saved page as one article. Raises InputError if its encoding is not known or no article is found in it."""
    data = source.read()
    yield Piece(of_page(data, source.limits), digest(data))


def of_page(data: bytes, limits: Limits, charset: str = "") -> Content:
    """The article of a page; `charset` is the encoding that it was sent with, if it was."""
    limits.check("tags", data.count(b"<"), _TOO_MANY)  # what it takes to find the article grows with their square
    text, metadata = read(_decode(data, charset))
    return checked(Content(text, metadata, "HTML meta"))


def _decode(data: bytes, charset: str) -> str:
    """A page may name its own encoding: it is believed where the bytes are not UTF-8."""
    declared = _CHARSET.search(data, 0, 4096)
    try:
        return decode(data)
    except InputError:
        name = charset or (declared.group(1).decode("ascii", "replace") if declared else "")
        if not name or (b"\0" in data and not name.lower().startswith("utf")):
            raise
    try:
        return data.decode(name).replace("\r\n", "\n").replace("\r", "\n")
    except (LookupError, UnicodeError):
        raise InputError(f"neither UTF-8 nor {name}, the encoding it names: save it as UTF-8") from None


def is_marked_up(text: str) -> bool:
    """Whether a text is a piece of HTML."""
    return bool(_MARKED.search(text))


def words_of(html: str, limits: Limits) -> str:
    """All the words of a piece of HTML, one paragraph a line. Raises InputError if it has more tags than the limit."""
    limits.check("tags", html.count("<"), _TOO_MANY)
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString

    soup = BeautifulSoup(re.sub(r"[ \t\r\n\f]+", " ", html), "html.parser")
    for element in soup.find_all(_NO_TEXT.split()):
        element.extract()
    for element in soup.find_all("br"):
        element.replace_with(NavigableString("\n"))
    for element in soup.find_all(_BLOCKS.split()):
        element.insert_before(NavigableString("\n"))
        element.insert_after(NavigableString("\n"))
    lines = (line.strip(" ") for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)


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
