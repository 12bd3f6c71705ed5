"""The article's text as the grammar of names sees it: even letters, and what has been read already crossed out.

The shape of a text has one character for each of the text's, so offsets are the same: letters lose accents but keep
their case, all spaces and apostrophes are plain, everything outside the kept passages is a line break. A mention that
has been read is replaced by the mark of its type, so that a later rule sees "the prime minister of ■■■, Name".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from kzlib import lexicon
from kzlib.article import Article
from kzlib.records import Mention

PERSON, ORGANISATION, STATE, PLACE, OTHER = "\ue000\ue001\ue002\ue003\ue004"
MARKS = {"person": PERSON, "organisation": ORGANISATION, "state": STATE, "place": PLACE, "group": OTHER}
ANY_MARK = "[\ue000-\ue004]"


@cache
def _even(char: str) -> str:
    if char in "’ʼ‘":
        return "'"
    if char != "\n" and char.isspace():
        return " "
    if char in "‐‑":
        return "-"
    if not char.isalpha():
        return "?" if "\ue000" <= char <= "\uf8ff" else char
    base = unicodedata.normalize("NFKD", char)[0]
    if char in "œæ":
        base = "e"
    if char in "ŒÆ":
        base = "E"
    if base.isascii():
        return base
    return "X" if char.isupper() else "x"


def even(text: str) -> str:
    """A text with plain letters, spaces and apostrophes, of the same length and case."""
    return "".join(map(_even, text))


def one_of(forms: Iterable[str]) -> str:
    """A regular expression for any of some forms, the longest that fits, evened out and without capitals.

    It is a tree of common beginnings: at each character of a text one branch at most goes on.
    """
    root: dict[str, Any] = {}
    for form in forms:
        node = root
        for char in even(form).lower():
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    """The regular expression of a tree of characters; an empty key says that a form may end there."""
    rest = [re.escape(char) + _branches(node[char]) for char in sorted(node) if char]
    if not rest:
        return ""
    if len(rest) == 1 and "" not in node:
        return rest[0]
    return f"(?:{'|'.join(rest)})" + ("?" if "" in node else "")


def forms_of(name: str, code: str | None = None) -> list[str]:
    """Forms of a lexicon, or of those of its rows that have a code."""
    return [entry.form for entry in lexicon.load(name) if code in (None, entry.code)]


class Sheet:
    """What has been read so far in an article; mentions do not overlap."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self._by_start: dict[int, Mention] = {}
        self._owners: list[Mention | None] = [None] * len(article.text)
        self._cells = ["\n"] * len(article.text)
        for sentence in article.sentences:
            self._cells[sentence.start : sentence.end] = even(article.text[sentence.start : sentence.end])
        self.plain = "".join(self._cells)
        self.lower_words = frozenset(re.findall(r"(?<![\w'-])[a-z][\w-]+", self.plain))

    @property
    def shape(self) -> str:
        """The shape of the text, with what has been read crossed out."""
        return "".join(self._cells)

    def character(self, offset: int) -> str:
        """One character of the shape."""
        return self._cells[offset]

    @property
    def mentions(self) -> list[Mention]:
        """Mentions read so far, in order of appearance."""
        return [self._by_start[start] for start in sorted(self._by_start)]

    def at(self, offset: int) -> Mention | None:
        """The mention that covers a character."""
        return self._owners[offset]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that overlap some characters, in order of appearance."""
        found = {owner.start: owner for owner in self._owners[start:end] if owner is not None}
        return [found[at] for at in sorted(found)]

    def free(self, start: int, end: int) -> bool:
        """Whether nothing was read there yet."""
        return not any("\ue000" <= cell <= "\ue004" for cell in self._cells[start:end])

    def cross(self, start: int, end: int, mark: str = OTHER) -> None:
        """Take characters out of what later rules may read."""
        self._cells[start:end] = [mark] * (end - start)

    def lower(self, start: int, end: int) -> None:
        """Take the capitals of a title ("Premier ministre"), which is no name."""
        self._cells[start:end] = [cell.lower() for cell in self._cells[start:end]]

    def add(self, mention: Mention) -> None:
        """Keep a mention, in place of any that it overlaps, and cross it out."""
        for other in self.within(mention.start, mention.end):
            del self._by_start[other.start]
            self._owners[other.start : other.end] = [None] * (other.end - other.start)
        self._by_start[mention.start] = mention
        self._owners[mention.start : mention.end] = [mention] * (mention.end - mention.start)
        self.cross(mention.start, mention.end, MARKS[mention.type])
