"""RSS and Atom: an article an entry, read by feedparser; its full content where the feed gives it, else its summary.

Nothing is fetched, and a feed that declares entities is refused: they serve to make little files large and to read
other files.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kzlib.errors import InputError
from kzlib.formats import days
from kzlib.formats.options import Limits
from kzlib.formats.pieces import Content, Piece, Source, checked, digest, line_of, named_by, slug
from kzlib.formats.webpage import words_of

_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)\b")
SUMMARY_ONLY = "a summary: the feed does not give the whole text"
_KINDS = {"rss": "RSS", "atom": "Atom"}
# Where an entry states its day: what feedparser calls it, and the element by kind of feed.
_DAYS = (
    ("published", {"RSS": "pubDate", "Atom": "published"}),
    ("updated", {"RSS": "date", "Atom": "updated"}),
    ("created", {"RSS": "created", "Atom": "created"}),
)


def entries(source: Source) -> Iterator[Piece]:
    """The entries of a feed. Raises InputError if it is none, or declares entities."""
    import feedparser

    data = source.read()
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise InputError("declares XML entities (<!ENTITY); none are expanded: take the declarations out")
    source.limits.check("entries", len(_ENTRY.findall(data)), "split the feed or take it out")
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    kind = next((label for name, label in _KINDS.items() if (found.get("version") or "").startswith(name)), None)
    if not kind:
        raise InputError("XML, but neither RSS nor Atom; save its text as .txt")
    if not found.entries:
        broken = f" ({found.bozo_exception})" if found.bozo else ""
        raise InputError(f"a feed without entries{' '.join(broken.split(chr(10)))}; take it out")
    broken = f", not well-formed XML ({line_of(found.bozo_exception)}): read as far as it goes" if found.bozo else ""
    source.how = f"{kind}: {len(found.entries)} entries{broken}"
    for number, entry in enumerate(found.entries, start=1):
        where = f"entry {number}"
        try:
            content = checked(_content(entry, found.feed, kind, source.limits))
            yield Piece(content, _digest(content), where, _own(entry, number))
        except InputError as error:
            yield Piece(None, where=where, reason=str(error))


def _content(entry: Mapping[str, Any], feed: Mapping[str, Any], kind: str, limits: Limits) -> Content:
    full = max((c.get("value", "") for c in entry.get("content", ())), key=len, default="")
    given = full or entry.get("summary", "")
    title = words_of(entry.get("title", ""), limits).replace("\n", " ")
    text = words_of(given, limits) if "<" in given or "&" in given else given
    source = entry.get("source") or {}
    metadata = {
        "title": title,
        "author": entry.get("author", ""),
        "publisher": entry.get("publisher") or source.get("title") or feed.get("publisher") or feed.get("title", ""),
        "url": entry.get("link", ""),
        "note": "" if full else SUMMARY_ONLY,
    }
    dated = kind
    for name, elements in _DAYS:
        if stated := entry.get(name):
            metadata["published"] = _day(entry, name, stated)
            dated = f"{kind} {elements[kind]}"
            break
    headed = f"{title}\n\n{text}" if title and title not in text[:500] else text
    known = {k: " ".join(v.split()) for k, v in metadata.items() if v and v.strip()}
    return Content(headed, known, kind, dated=dated)


def _day(entry: Mapping[str, Any], name: str, stated: str) -> str:
    """The day as the feed states it, in its own time zone; as feedparser understands it where that is needed."""
    try:
        return days.iso(stated)
    except InputError:
        parsed = entry.get(f"{name}_parsed")
        if not parsed:
            raise
        return f"{parsed.tm_year:04d}-{parsed.tm_mon:02d}-{parsed.tm_mday:02d}"


def _own(entry: Mapping[str, Any], number: int) -> str:
    """What tells an entry from others, whatever its place in the feed: its address, its id, its title."""
    return (
        named_by(entry.get("link", ""))
        or named_by(entry.get("id", ""))
        or slug(entry.get("title", ""))
        or f"{number:04d}"
    )


def _digest(content: Content) -> str:
    return digest(json.dumps({"text": content.text} | content.metadata, sort_keys=True).encode())
