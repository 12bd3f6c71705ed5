"""The text as quotations see it: sentences that no quotation crosses, with the quoted words masked, cut into tokens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from kzlib.article import Article, Sentence
from kzlib.quotations.marks import Quoted

MASK = "§"
# No unit is longer; nor is any quotation (marks.LONGEST).
LONGEST = 6000
_TOKEN = re.compile(
    r"((?:MM?|Mgr|Dr|Pr|St|Me)\.|[^\W\d_]+(?:-[^\W\d_]+)*(?:\.[a-z]{2,4}\b)?['’]?|"
    rf"\d+(?:[.,\u00a0\u202f ]?\d+)*|{MASK}+|[^\s\w])"
)


class Token(NamedTuple):
    """A word (with its elision or hyphens), number, mark or masked quotation; offsets into the article."""

    start: int
    end: int
    text: str
    low: str


# Tokens from tuples of their fields, without a call of Python's for each.
_made = partial(tuple.__new__, Token)


@dataclass(slots=True)
class Unit:
    """One or more sentences that belong together because a quotation spans them. `text` is the whole article's.

    Its tokens are cut when first asked for: most units attribute nothing.
    """

    start: int
    end: int
    masked: str
    quotes: list[Quoted]
    paragraph: int
    heading: bool
    text: str
    _tokens: list[Token] | None = field(init=False, default=None, repr=False)

    @property
    def tokens(self) -> list[Token]:
        """Its tokens, in order."""
        if self._tokens is None:
            self._tokens = tokenize(self.masked, self.start)
        return self._tokens

    def ends_sentence(self, quote: Quoted) -> bool:
        """Whether quoted words end with a full stop, question or exclamation mark."""
        return self.text[quote.end - 1] in ".!?…"

    def words(self, start: int, end: int) -> list[Token]:
        """Tokens that begin in ``[start, end)``."""
        tokens = self.tokens
        # a tuple of one offset comes right before the token that begins there
        lo = bisect_left(tokens, (start,))
        return tokens[lo : bisect_left(tokens, (end,), lo)]


def _mask(text: str, start: int, end: int, quotes: list[Quoted]) -> str:
    if not quotes:
        return text[start:end]
    pieces, at = [], start
    for q in quotes:
        stop = min(q.outer_end, end)
        pieces += [text[at : q.outer_start], MASK * (stop - q.outer_start)]
        at = stop
    return "".join([*pieces, text[at:end]])


def tokenize(masked: str, start: int) -> list[Token]:
    """Tokens of a stretch of text that begins at an offset."""
    parts = _TOKEN.split(masked)  # what lies between tokens and the tokens, by turns
    at = list(accumulate(map(len, parts), initial=start))
    texts = parts[1::2]
    lows = [text.lower().replace("’", "'") for text in texts]
    return list(map(_made, zip(at[1::2], at[2::2], texts, lows, strict=False)))


def _crosshead(text: str, start: int, end: int) -> bool:
    """Whether a sentence is a heading within the article: short, alone on its line, without a full stop."""
    if end - start >= 110 or not text[start:end].rstrip()[-1:].isalnum():
        return False
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _unit(article: Article, start: int, end: int, quotes: list[Quoted], paragraph: int, role: str) -> Unit:
    masked = _mask(article.text, start, end, quotes)
    heading = role == "title" or (role == "body" and _crosshead(article.text, start, end))
    return Unit(start, end, masked, quotes, paragraph, heading, article.text)


def inner(unit: Unit, quote: Quoted) -> Unit:
    """The words of a quotation as a unit of their own, quotations within it masked no more."""
    masked = unit.text[quote.start : quote.end]
    return Unit(quote.start, quote.end, masked, [], unit.paragraph, False, unit.text)


def first(unit: Unit, quote: Quoted) -> Token | None:
    """The first token of a quotation."""
    m = _TOKEN.search(unit.text, quote.start, quote.end)
    return tokenize(m.group(), m.start())[0] if m else None


def split(article: Article, quoted: list[Quoted]) -> Iterator[Unit]:
    """Units of an article, in order: sentences, joined where a quotation runs over their boundary."""
    waiting = list(reversed(quoted))
    first: Sentence | None = None
    inside: list[Quoted] = []
    for sentence in article.sentences:
        first = first or sentence
        while waiting and waiting[-1].outer_start < sentence.end:
            inside.append(waiting.pop())
        end = max(sentence.end, inside[-1].outer_end if inside else 0)
        if end > sentence.end and sentence is not article.sentences[-1]:
            continue
        for start, stop in _pieces(article.text, first.start, end):
            held = [q for q in inside if start <= q.outer_start < stop]
            yield _unit(article, start, stop, held, first.paragraph, first.role)
        first, inside = None, []


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A unit in pieces of bounded length, cut at white space: text without full stops must not cost more."""
    while end - start > LONGEST:
        cut = max(text.rfind(" ", start, start + LONGEST), start + LONGEST // 2)
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end
