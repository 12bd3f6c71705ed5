"""Headlines in Title Case ("Le Président Annonce Des Mesures"), where a capital does not make a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kzlib.actors.letters import common_words, given_names
from kzlib.article import Sentence

_WORD = re.compile(r"[A-Za-z][\w'-]*")
_MIDDLE = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]*")
# Words with a capital in a headline, and their share of its words.
_FEWEST, _SHARE = 5, 0.85


def lower(plain: str, sentences: Sequence[Sentence], capitals: Sequence[int]) -> str:
    """An evened-out text, of the same length, whose headlines keep the capitals of names and acronyms only.

    `capitals` are the offsets of its capitals, of several in a row the first: a sentence with few is no headline.
    """
    many = (s for s in sentences if bisect_left(capitals, s.end) - bisect_left(capitals, s.start) >= _FEWEST)
    found = [s for s in many if _title_case(plain[s.start : s.end])]
    if not found:
        return plain
    names = _names_elsewhere(plain, found)
    for sentence in found:
        for start, end in _no_names(plain, sentence, names):
            plain = plain[:start] + plain[start:end].lower() + plain[end:]
    return plain


def _title_case(sentence: str) -> bool:
    """Whether nearly all words have a capital, some word of grammar in the middle among them."""
    if sentence.isupper():
        return False
    words = _WORD.findall(sentence)
    if sum([w[0].isupper() for w in words]) < max(_FEWEST, _SHARE * len(words)):
        return False
    return any(w[0].isupper() and len(w) > 1 and w.lower() in common_words() for w in words[1:])


def _names_elsewhere(plain: str, headlines: Sequence[Sentence]) -> set[str]:
    """Words that have a capital in the middle of other sentences."""
    taken = [(s.start, s.end) for s in headlines]
    spans = ((m.start(), m.group()) for m in _MIDDLE.finditer(plain))
    return {word for at, word in spans if not any(start <= at < end for start, end in taken)}


def _no_names(plain: str, sentence: Sentence, names: set[str]) -> Iterator[tuple[int, int]]:
    """Spans of capitalised words that are neither a given name, nor after one, nor names elsewhere, nor acronyms."""
    given, first = False, True
    for match in _WORD.finditer(plain, sentence.start, sentence.end):
        word = match.group()
        acronym = len(word) > 1 and word.isupper()
        common = word.lower() in common_words()
        if not first and (common or not (given or acronym or word in names or word.lower() in given_names())):
            yield match.span()
        given, first = word.lower() in given_names(), False
