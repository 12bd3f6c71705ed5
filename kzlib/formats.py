"""From the bytes of a file to an article's text and what the file itself says of it: plain text, Markdown, HTML.

Text and Markdown are kept as decoded: UTF-8, byte-order mark dropped, line ends ``\\n``, nothing else changed. The
front matter of Markdown stays in the text (cleaning masks it), so that offsets point into the file as one reads it.
HTML is no text: there the text is what trafilatura takes for the article, one paragraph a line, its headline first;
offsets point into that text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

import yaml

from kzlib.errors import InputError

# The longest front matter that is read, in characters: far more than any article has.
LONGEST_FRONT_MATTER = 20_000
# The most brackets in it: nested by the thousand, they take seconds to refuse.
MOST_BRACKETS = 200
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Names under which front matter gives what a manifest calls otherwise.
_ALIASES = {
    "titre": "title",
    "auteur": "author",
    "authors": "author",
    "source": "publisher",
    "site": "publisher",
    "journal": "publisher",
    "date": "published",
    "link": "url",
    "lang": "language",
    "langue": "language",
}


@dataclass(slots=True)
class Content:
    """The text of an article, and what its file says of it, under the names of a manifest's columns.

    `basis` names where that stands ("front matter", "HTML meta"); `other` holds what has no column.
    """

    text: str
    metadata: dict[str, str] = field(default_factory=dict)
    basis: str = ""
    other: dict[str, str] = field(default_factory=dict)


def content(name: str, data: bytes) -> Content:
    """Text and metadata of one file, by the ending of its name.

    Raises InputError, without the file's name, if the bytes are not text, the front matter is not YAML, or no words
    are found; KeyError for an ending that is not in `READERS`.
    """
    found = READERS[PurePath(name).suffix.lower()](data)
    if not any(c.isalnum() for c in found.text[front_matter_end(name, found.text) :]):
        raise InputError("no words in it; an article must have text: fill it or take it out")
    return found


def decode(data: bytes) -> str:
    """UTF-8 bytes as text: byte-order mark dropped, line ends ``\\n``, nothing else changed.

    Raises InputError, naming the byte, if the bytes are not UTF-8 or hold a NUL.
    """
    nul = data.find(b"\0")
    if nul >= 0:
        raise InputError(f"not text: NUL at byte {nul}; articles are UTF-8 text: save it as UTF-8 or take it out")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise InputError(
            f"not UTF-8 text: 0x{data[at]:02x} at byte {at}; articles are UTF-8 text: save it as UTF-8"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def front_matter_end(name: str, text: str) -> int:
    """Offset after the front matter of a Markdown file, 0 for other files and where there is none."""
    if PurePath(name).suffix.lower() != ".md":
        return 0
    match = _FRONT_MATTER.match(text, 0, LONGEST_FRONT_MATTER)
    return match.end() if match else 0


def _plain(data: bytes) -> Content:
    return Content(decode(data))


def _markdown(data: bytes) -> Content:
    text = decode(data)
    match = _FRONT_MATTER.match(text, 0, LONGEST_FRONT_MATTER)
    if not match:
        return Content(text)
    metadata: dict[str, str] = {}
    other: dict[str, str] = {}
    for key, value in _mapping(match.group(1)).items():
        column = _ALIASES.get(key.casefold(), key.casefold())
        (metadata if column in COLUMNS else other)[column] = value
    return Content(text, metadata, "front matter", other)


COLUMNS = ("title", "publisher", "published", "url", "language", "author", "origin", "note")


def _mapping(source: str) -> dict[str, str]:
    """Front matter as names and words: BaseLoader builds no objects and leaves a date as it was written."""
    if source.count("[") + source.count("{") > MOST_BRACKETS:
        raise InputError(f"front matter: more than {MOST_BRACKETS} brackets; write one `name: value` a line")
    try:
        found = yaml.load(source, Loader=yaml.BaseLoader) or {}
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        raise InputError(f"front matter{line}: not YAML; write one `name: value` a line, or take it out") from None
    if not isinstance(found, dict):
        raise InputError("front matter: not a mapping; write one `name: value` a line, or take it out")
    return {str(k): words for k, v in found.items() if (words := _words(v))}


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(v.strip() for v in value if isinstance(v, str))
    return value.strip() if isinstance(value, str) else ""


def _html(data: bytes) -> Content:
    from kzlib import webpage

    text, metadata = webpage.read(_decode_html(data))
    return Content(text, metadata, "HTML meta")


def _decode_html(data: bytes) -> str:
    """HTML may name its own encoding: it is believed where the bytes are not UTF-8."""
    declared = _CHARSET.search(data, 0, 4096)
    try:
        return decode(data)
    except InputError:
        if not declared or b"\0" in data:
            raise
    name = declared.group(1).decode("ascii", "replace")
    try:
        return data.decode(name).replace("\r\n", "\n").replace("\r", "\n")
    except (LookupError, UnicodeDecodeError):
        raise InputError(f"neither UTF-8 nor {name}, the encoding it names: save it as UTF-8") from None


READERS: dict[str, Callable[[bytes], Content]] = {".txt": _plain, ".md": _markdown, ".html": _html, ".htm": _html}
