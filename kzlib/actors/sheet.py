"""The article's text as the grammar of names sees it: even letters, and what has been read already crossed out.

The shape of a text has one character for each of the text's, so offsets are the same: letters lose accents but keep
their case, all spaces and apostrophes are plain, everything outside the kept passages is a line break. A mention that
has been read is replaced by the mark of its type, so that a later rule sees "the prime minister of ■■■, Name".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

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
        return char
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
    """A regular expression for any of some forms, longest first, letters evened out and without capitals."""
    plain = {even(form).lower() for form in forms}
    escaped = (form.replace(".", r"\.").replace("+", r"\+") for form in sorted(plain, key=lambda f: (-len(f), f)))
    return "(?:" + "|".join(escaped) + ")"


def forms_of(name: str, code: str | None = None) -> list[str]:
    """Forms of a lexicon, or of those of its rows that have a code."""
    return [entry.form for entry in lexicon.load(name) if code in (None, entry.code)]


class Sheet:
    """What has been read so far in an article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.mentions: list[Mention] = []
        self._cells = ["\n"] * len(article.text)
        for sentence in article.sentences:
            self._cells[sentence.start : sentence.end] = even(article.text[sentence.start : sentence.end])
        self.plain = "".join(self._cells)

    @property
    def shape(self) -> str:
        """The shape of the text, with what has been read crossed out."""
        return "".join(self._cells)

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
        """Keep a mention and cross it out."""
        self.mentions.append(mention)
        self.cross(mention.start, mention.end, MARKS[mention.type])
