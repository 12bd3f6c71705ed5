"""Text and Markdown: kept as decoded, UTF-8, byte-order mark dropped, line ends ``\\n``, nothing else changed.

The front matter of Markdown stays in the text (cleaning masks it), so that offsets point into the file as one reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from kzlib.errors import InputError
from kzlib.formats.options import COLUMNS
from kzlib.formats.pieces import Content, Piece, Source, checked, digest

# The longest front matter that is read, in characters: far more than any article has.
LONGEST_FRONT_MATTER = 20_000
# The most brackets in it: nested by the thousand, they take seconds to refuse.
MOST_BRACKETS = 200
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
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


def plain(source: Source) -> Iterator[Piece]:
    """A text file as one article. Raises InputError if it is not UTF-8 text or has no words."""
    data = source.read()
    yield Piece(checked(Content(decode(data))), digest(data))


def markdown(source: Source) -> Iterator[Piece]:
    """A Markdown file as one article. Raises InputError too if its front matter is not a mapping in YAML."""
    data = source.read()
    yield Piece(checked(_with_front_matter(decode(data))), digest(data))


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


def _with_front_matter(text: str) -> Content:
    match = _FRONT_MATTER.match(text, 0, LONGEST_FRONT_MATTER)
    if not match:
        return Content(text)
    metadata: dict[str, str] = {}
    other: dict[str, str] = {}
    for key, value in _mapping(match.group(1)).items():
        column = _ALIASES.get(key.casefold(), key.casefold())
        (metadata if column in COLUMNS else other)[column] = value
    return Content(text, metadata, "front matter", other, starts=match.end())


def _mapping(source: str) -> dict[str, str]:
    """Front matter as names and words: BaseLoader builds no objects and leaves a date as it was written."""
    if source.count("[") + source.count("{") > MOST_BRACKETS:
        raise InputError(f"front matter: more than {MOST_BRACKETS} brackets; write one `name: value` a line")
    try:
        found = yaml.load(source, Loader=_Loader) or {}
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        why = str(error) if isinstance(error, _Forbidden) else "not YAML"
        raise InputError(f"front matter{line}: {why}; write one `name: value` a line, or take it out") from None
    if not isinstance(found, dict):
        raise InputError("front matter: not a mapping; write one `name: value` a line, or take it out")
    return {str(k): words for k, v in found.items() if (words := _words(v))}


class _Forbidden(yaml.MarkedYAMLError):
    def __str__(self) -> str:
        return str(self.problem)


class _Loader(yaml.BaseLoader):
    """Words, lists and mappings; tags, which may ask for objects, and aliases, which multiply, are refused."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if self.check_event(yaml.AliasEvent):
            raise _Forbidden(problem=f"alias *{event.anchor} is not allowed", problem_mark=event.start_mark)
        if getattr(event, "tag", None) is not None:
            raise _Forbidden(problem=f"tag {event.tag} is not allowed", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(v.strip() for v in value if isinstance(v, str))
    return value.strip() if isinstance(value, str) else ""
