"""The article as the readers see it: text, what is known of it, its passages, sentences, tokens and lexicon hits."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzlib.lexicon import Entry
from kzlib.records import Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a kept passage: offsets, its number in the article, its paragraph's number, the passage's role."""

    start: int
    end: int
    number: int
    paragraph: int
    role: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A lexicon form found in the text."""

    start: int
    end: int
    entry: Entry


@dataclass(slots=True)
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

    def hits(self, lexicon: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Hits of one lexicon that begin in ``[start, end)``. Raises KeyError for a lexicon that is not matched."""
        found = self.phrases[lexicon]
        lo = bisect_left(found, start, key=lambda h: h.start)
        hi = len(found) if end is None else bisect_left(found, end, key=lambda h: h.start)
        return found[lo:hi]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset, None outside the kept passages."""
        at = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        return None
