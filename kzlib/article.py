"""The article as the readers see it: text, what is known of it, its passages, sentences, tokens and lexicon hits.

What several readers ask of it is worked out once, when first asked for: `plain`, `low`, `words`.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kzlib.letters import even
from kzlib.lexicon import Entry
from kzlib.records import Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"\w+")


class Sentence(NamedTuple):
    """A sentence of a kept passage: offsets, its number in the article, its paragraph's number, the passage's role."""

    start: int
    end: int
    number: int
    paragraph: int
    role: str


class Hit(NamedTuple):
    """A lexicon form found in the text."""

    start: int
    end: int
    entry: Entry


class Words:
    """The words of a text and where each begins, so that a rule looks only where its first word stands.

    A word is a run of letters, digits and underscores (``\\w+``): "porte-parole" is two, "l'État" is two ("l", "etat").
    The text, and so its words, are evened out and in lower case (`Article.low`).
    """

    def __init__(self, low: str) -> None:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for match in _WORD.finditer(low):
            found[match[0]].append(match.start())
        self._starts = dict(found)
        self.all = frozenset(found)

    def __contains__(self, word: str) -> bool:
        return word in self._starts

    def starts(self, firsts: frozenset[str]) -> list[int]:
        """Where any of some words begins, in order of appearance."""
        return sorted([start for word in self.all & firsts for start in self._starts[word]])

    def places(self, firsts: frozenset[str]) -> list[tuple[int, str]]:
        """Where any of some words begins, and which, in order of appearance."""
        return sorted([(start, word) for word in self.all & firsts for start in self._starts[word]])


def needed(forms: Iterable[str]) -> frozenset[str]:
    """The longest word of each form as `Article.words` has it: where none of these stands, none of the forms does."""
    evened = even("\n".join(forms)).lower().split("\n")
    return frozenset(max(_WORD.findall(form), key=len) for form in evened)


@dataclass
class Article:
    """One annotated article. Readers take this and nothing else.

    `published` is the day of publication, None if unknown. `doc` is the spaCy Doc over the whole text. `phrases`
    holds the hits of each lexicon that was asked to be matched (see annotate.MATCHED), sorted by offset, longest
    first, only inside kept passages.
    """

    doc_id: str
    text: str
    published: dt.date | None
    passages: Sequence[Passage]
    sentences: Sequence[Sentence]
    doc: Doc
    phrases: dict[str, list[Hit]] = field(default_factory=dict)

    @cached_property
    def plain(self) -> str:
        """The sentences evened out (kzlib.letters), at their offsets; a line break for each character outside them."""
        cells: list[str] = []
        end = 0
        for sentence in self.sentences:
            cells += "\n" * (sentence.start - end), self.text[sentence.start : sentence.end]
            end = sentence.end
        cells.append("\n" * (len(self.text) - end))
        return even("".join(cells))

    @cached_property
    def low(self) -> str:
        """`plain` in lower case."""
        return self.plain.lower()

    @cached_property
    def words(self) -> Words:
        """The words of `low`: those of the article's sentences, without accents and capitals, with their offsets.

        ``article.words.all.isdisjoint(needed)`` tells that no word that a rule needs stands in the article.
        """
        return Words(self.low)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset, None outside the kept passages."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        return None

    def sentences_of(self, starts: Sequence[int]) -> list[Sentence]:
        """The sentences of some offsets in sentences, each once and in the order of the offsets.

        ``article.sentences_of(article.words.starts(firsts))`` are those that hold any of some words.
        """
        return [self.sentences[at] for at in dict.fromkeys(bisect_right(self._starts, at) - 1 for at in starts)]
