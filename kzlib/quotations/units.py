"""The text as quotations see it: sentences that no quotation crosses, with the quoted words masked, cut into tokens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kzlib.article import Article, Sentence
from kzlib.quotations.marks import Quoted

MASK = "§"
# No unit is longer; nor is any quotation (marks.LONGEST).
LONGEST = 6000
_TOKEN = re.compile(
    r"(?:MM?|Mgr|Dr|Pr|St|Me)\.|[^\W\d_]+(?:-[^\W\d_]+)*(?:\.[a-z]{2,4}\b)?['’]?|"
    rf"\d+(?:[.,\u00a0\u202f ]?\d+)*|{MASK}+|[^\s\w]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word (with its elision or hyphens), number, mark or masked quotation; offsets into the article."""

    start: int
    end: int
    text: str
    low: str


@dataclass(slots=True)
class Unit:
    """One or more sentences that belong together because a quotation spans them. `text` is the whole article's."""

    start: int
    end: int
    masked: str
    tokens: list[Token]
    quotes: list[Quoted]
    paragraph: int
    heading: bool
    text: str

    def ends_sentence(self, quote: Quoted) -> bool:
        """Whether quoted words end with a full stop, question or exclamation mark."""
        return self.text[quote.end - 1] in ".!?…"

    def words(self, start: int, end: int) -> list[Token]:
        """Tokens that begin in ``[start, end)``."""
        lo = bisect_left(self.tokens, start, key=lambda t: t.start)
        hi = bisect_left(self.tokens, end, key=lambda t: t.start)
        return self.tokens[lo:hi]


def _mask(text: str, start: int, end: int, quotes: list[Quoted]) -> str:
    pieces, at = [], start
    for q in quotes:
        stop = min(q.outer_end, end)
        pieces += [text[at : q.outer_start], MASK * (stop - q.outer_start)]
        at = stop
    return "".join([*pieces, text[at:end]])


def tokenize(masked: str, start: int) -> list[Token]:
    """Tokens of a stretch of text that begins at an offset."""
    return [
        Token(start + m.start(), start + m.end(), m.group(), m.group().lower().replace("’", "'"))
        for m in _TOKEN.finditer(masked)
    ]


def _crosshead(text: str, start: int, end: int) -> bool:
    """Whether a sentence is a heading within the article: short, alone on its line, without a full stop."""
    alone = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return alone and end - start < 110 and text[start:end].rstrip()[-1:].isalnum()


def _unit(article: Article, start: int, end: int, quotes: list[Quoted], paragraph: int, role: str) -> Unit:
    masked = _mask(article.text, start, end, quotes)
    tokens = tokenize(masked, start)
    heading = role == "title" or (role == "body" and _crosshead(article.text, start, end))
    return Unit(start, end, masked, tokens, quotes, paragraph, heading, article.text)


def inner(unit: Unit, quote: Quoted) -> Unit:
    """The words of a quotation as a unit of their own, quotations within it masked no more."""
    masked = unit.text[quote.start : quote.end]
    return Unit(quote.start, quote.end, masked, tokenize(masked, quote.start), [], unit.paragraph, False, unit.text)


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
