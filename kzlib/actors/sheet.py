"""The article's text as the grammar of names sees it: even letters, and what has been read already crossed out.

The shape of a text has one character for each of the text's, so offsets are the same: letters lose accents but keep
their case, all spaces and apostrophes are plain, everything outside the kept passages is a line break. A mention that
has been read is replaced by the mark of its type, so that a later rule sees "the prime minister of ■■■, Name".
"""

from __future__ import annotations

import re

from kzlib.actors import headlines
from kzlib.article import Article
from kzlib.records import Mention

PERSON, ORGANISATION, STATE, PLACE, OTHER = "\ue000\ue001\ue002\ue003\ue004"
MARKS = {"person": PERSON, "organisation": ORGANISATION, "state": STATE, "place": PLACE, "group": OTHER}
ANY_MARK = "[\ue000-\ue004]"
_MARKS = frozenset(MARKS.values())
_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"[A-Z](?<![A-Z].)")
_ARABIC = re.compile(r"-(?:(?<=[ae][a-z]-)|(?<=[ae]ch-))(?=[A-Z])")
_SMALL_WORD = re.compile(r"[a-z](?<![\w'-].)[\w-]+")


def _capitals(plain: str) -> list[int]:
    """Where a name may begin: at a capital, the first of several, or at the Arabic article before it ("al-Zorval")."""
    arabic = {
        m.end(): m.start() - (3 if plain.endswith(("ach", "ech"), 0, m.start()) else 2) for m in _ARABIC.finditer(plain)
    }
    return [arabic.get(at, at) for at in (match.start() for match in _CAPITAL.finditer(plain))]


class Sheet:
    """What has been read so far in an article; mentions do not overlap."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self._by_start: dict[int, Mention] = {}
        self._owners: list[Mention | None] = [None] * len(article.text)
        self.words = article.words
        self.capitals = _capitals(article.plain)
        self.plain = headlines.lower(article.plain, article.sentences, self.capitals)
        if self.plain is not article.plain:
            self.capitals = _capitals(self.plain)
        self._cells = list(self.plain)
        self._shape = self.plain
        self._changed: list[tuple[int, int]] = []  # spans of cells that the shape does not show yet
        self._shouted: dict[int, bool] = {}
        self._small: dict[str, bool] = {}

    @property
    def shape(self) -> str:
        """The shape of the text, with what has been read crossed out."""
        if self._changed:
            self._shape = self._redrawn()
            self._changed = []
        return self._shape

    def _redrawn(self) -> str:
        """The shape with its changed spans taken from the cells: joining all cells anew takes far longer."""
        pieces: list[str] = []
        end = 0
        for start, stop in sorted(self._changed):
            if stop > end:
                pieces += self._shape[end:start], *self._cells[max(start, end) : stop]
                end = stop
        return "".join([*pieces, self._shape[end:]])

    def shouted(self, offset: int) -> bool:
        """Whether a character stands in a sentence that is all capitals."""
        sentence = self.article.sentence_at(offset)
        if sentence is None:
            return False
        if sentence.number not in self._shouted:
            self._shouted[sentence.number] = self.plain[sentence.start : sentence.end].isupper()
        return self._shouted[sentence.number]

    def has_small(self, word: str) -> bool:
        """Whether a word, given in lower case, stands somewhere in the article without a capital."""
        if word not in self._small:
            first = _WORD.match(word)
            starts = self.words.starts(frozenset({first.group()})) if first else ()
            found = (_SMALL_WORD.match(self.plain, start) for start in starts)
            self._small[word] = any(match is not None and match.group() == word for match in found)
        return self._small[word]

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
        owners = self._owners[start:end]
        if not any(owners):
            return []
        found = {owner.start: owner for owner in owners if owner is not None}
        return [found[at] for at in sorted(found)]

    def free(self, start: int, end: int) -> bool:
        """Whether nothing was read there yet."""
        return _MARKS.isdisjoint(self._cells[start:end])

    def cross(self, start: int, end: int, mark: str = OTHER) -> None:
        """Take characters out of what later rules may read."""
        self._cells[start:end] = [mark] * (end - start)
        self._changed.append((start, end))

    def lower(self, start: int, end: int) -> None:
        """Take the capitals of a title ("Premier ministre"), which is no name."""
        self._cells[start:end] = [cell.lower() for cell in self._cells[start:end]]
        self._changed.append((start, end))

    def add(self, mention: Mention) -> None:
        """Keep a mention, in place of any that it overlaps, and cross it out."""
        for other in self.within(mention.start, mention.end):
            del self._by_start[other.start]
            self._owners[other.start : other.end] = [None] * (other.end - other.start)
        self._by_start[mention.start] = mention
        self._owners[mention.start : mention.end] = [mention] * (mention.end - mention.start)
        self.cross(mention.start, mention.end, MARKS[mention.type])
