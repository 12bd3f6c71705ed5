"""Who can speak, and what the text has said of whom so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kzlib.link import descriptions
from kzlib.records import Mention

_OF = re.compile(r"(?:\b(?:de|du|des|à|au|aux|avec|par|chez)|\bd['’])\s*(?:l['’]|la\s|les\s|le\s)?\s*$", re.IGNORECASE)
_GOVERNING = 20  # characters before a name in which the preposition that governs it begins
_LEAD = 120  # characters of a sentence in which its subject begins
_BESIDE = 90  # characters before a name in which words describe it
_CUT = re.compile(r"[.;:!?«»\n]")
_APPOSED = re.compile(r"\s*,\s*([^.;:,!?«»\n]{0,60})")
_AFTER = 64  # characters after a name in which an apposition lies


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that can speak; `id` is None where only words name it."""

    name: str
    id: str | None
    type: str
    gender: str | None = None
    plural: bool | None = None


def governed(text: str, start: int, name: int) -> bool:
    """Whether a preposition governs the name at an offset, in a text that begins at `start`."""
    return bool(_OF.search(text, max(start, name - _GOVERNING), name))


class Names:
    """The mentions of an article in order, but those that are part of a word, and what stands beside each.

    That is looked at when first asked for, once for all who ask: of most names nobody asks it.
    """

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        whole = (m for m in mentions if text[m.end : m.end + 1] != "-" and text[m.start - 1 : m.start] != "-")
        self.mentions = sorted(whole, key=lambda m: (m.start, -m.end))
        self._text = text
        self._starts = [m.start for m in self.mentions]
        self._subjects: dict[tuple[int, int], Mention | None] = {}
        self._words: dict[int, frozenset[str]] = {}
        self._genders: dict[int, str | None] = {}

    def inside(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in ``[start, end)``."""
        lo = bisect_left(self._starts, start)
        return [m for m in self.mentions[lo : bisect_left(self._starts, end, lo)] if m.end <= end]

    def subject(self, start: int, end: int) -> Mention | None:
        """The subject of a sentence: its first mention that no preposition governs; None if there is none."""
        if (start, end) not in self._subjects:
            self._subjects[start, end] = next(self._subjects_in(start, end), None)
        return self._subjects[start, end]

    def _subjects_in(self, start: int, end: int) -> Iterator[Mention]:
        for mention in self.inside(start, end):
            before = self._text[start : mention.start]
            if len(before) >= _LEAD:
                return
            if mention.type == "place" or before.endswith("("):
                continue
            if not governed(self._text, start, mention.start) and not descriptions.within_marks(before):
                yield mention

    def words(self, number: int) -> frozenset[str]:
        """Nouns and adjectives that describe a mention, given by its number: before it, in its role, after it."""
        if number not in self._words:
            mention = self.mentions[number]
            after = _APPOSED.match(self._text, mention.end, mention.end + _AFTER)
            self._words[number] = frozenset(
                {
                    *descriptions.before_name(self._before(mention)),
                    *descriptions.low(mention.role or ""),
                    *descriptions.after_name(after.group(1) if after else ""),
                }
            )
        return self._words[number]

    def gender(self, number: int) -> str | None:
        """Gender that the words beside a mention give to whom it names, None if they give none."""
        if number not in self._genders:
            mention = self.mentions[number]
            self._genders[number] = descriptions.gender(self._before(mention), mention.role)
        return self._genders[number]

    def _before(self, mention: Mention) -> str:
        """The words before a name, back to the last mark but a comma; none where a number or a mark is next to it."""
        left = _CUT.split(self._text[max(0, mention.start - _BESIDE) : mention.start])[-1]
        last = left.rstrip()[-1:]
        return left if last == "," or (last.isalnum() and not last.isdecimal()) else ""


@dataclass(slots=True)
class Known:
    """What the text has said of one actor so far, in the mentions of it by their numbers."""

    names: Names
    numbers: list[int] = field(default_factory=list)
    _words: set[str] = field(default_factory=set)
    _read: int = 0
    _gender: str | None = None
    _weighed: int = 0

    @property
    def mention(self) -> Mention:
        """The first mention of the actor."""
        return self.names.mentions[self.numbers[0]]

    @property
    def words(self) -> set[str]:
        """Nouns and adjectives beside its name."""
        for number in self.numbers[self._read :]:
            self._words |= self.names.words(number)
        self._read = len(self.numbers)
        return self._words

    @property
    def gender(self) -> str | None:
        """Its gender, as told first."""
        while self._gender is None and self._weighed < len(self.numbers):
            self._gender = self.names.gender(self.numbers[self._weighed])
            self._weighed += 1
        return self._gender
