"""Which crisis an article is about: the countries it speaks of most, and the names that it shares with others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kzlib import lexicon
from kzlib.records import Passage

SHARED = 2  # names of persons, bodies or towns beside the country that articles on one crisis have in common at least
_MENTIONS = 2  # times that a country is spoken of at least
_LONGEST = 4  # words of the longest name looked up
_SHORTEST = 3  # letters of a name that tells something
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)['’]", re.I)
_OPENS = re.compile(r"(?:^|[.!?:;\n«»“”\"•–—-])\s*$")  # what stands before a word written large for its place alone
# Words of offices, of the press and of everyday names: any two articles may share them.
_COMMON = [
    *("media", "bodies", "portfolios", "roles", "given_names", "speaker_nouns", "date_months", "date_weekdays"),
    *("figure_things", "figure_groups", "event_types", "event_objects", "namers"),
]
_STEM = 7  # letters by which two forms of a word are taken for the same
_LONG = 5  # letters of a word that says what a sentence is about
_FIGURE = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d{3,}")


@dataclass(frozen=True, slots=True)
class Crisis:
    """What an article is about: codes of the countries in its middle, and names it tells, folded."""

    countries: frozenset[str]
    names: frozenset[str]


def read(text: str, passages: Sequence[Passage]) -> Crisis:
    """The crisis that the kept passages of an article are about."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for passage in passages:
        if passage.role != "boilerplate":
            words = list(_WORD.finditer(text, passage.start, passage.end))
            counts.update(_countries(words))
            names.update(_names(text, words, passage.start))
    most = max(counts.values(), default=0)
    middle = (code for code, count in counts.items() if count >= _MENTIONS and 2 * count > most)
    return Crisis(frozenset(middle), frozenset(names))


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """A word for comparing: folded, without an elided article, i for y (names from other scripts vary)."""
    return lexicon.fold(_ELIDED.sub("", word)).replace("y", "i")


def about(text: str, start: int, end: int) -> frozenset[str]:
    """What a sentence is about: beginnings of its long words and names, and its figures."""
    found = {re.sub(r"\D", "", m.group()) for m in _FIGURE.finditer(text, start, end)}
    for word in _WORD.finditer(text, start, end):
        bare = _ELIDED.sub("", word.group())
        name = key(bare)
        if (len(name) >= _LONG or (bare.isupper() and len(bare) >= _SHORTEST)) and name not in _of_countries():
            found.add(name[:_STEM])
    return frozenset(found)


def is_common(stem: str) -> bool:
    """Whether the beginning of a word is that of one that any two articles may share."""
    return stem in _common_stems()


def _countries(words: Sequence[re.Match[str]]) -> Iterator[str]:
    """Codes of countries named, longest name first; a town counts for its country."""
    keys = [key(w.group()) for w in words]
    at = 0
    while at < len(keys):
        for length in range(_LONGEST if keys[at] in _first_words() else 1, 0, -1):
            code = _gazetteer().get(" ".join(keys[at : at + length]))
            if code:
                yield code
                break
        at += length


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in _gazetteer() if " " in phrase)


@cache
def _gazetteer() -> dict[str, str]:
    """Codes of countries by what is said for them: names, capitals, adjectives, towns."""
    table: dict[str, str] = {}
    for entry in lexicon.load("countries"):
        table.setdefault(_phrase(entry.form), entry.code)
    for entry in lexicon.load("places"):
        if entry.extra.get("country"):
            table.setdefault(_phrase(entry.form), entry.extra["country"])
    return table


@cache
def _of_countries() -> frozenset[str]:
    """Words that say a country or its capital, which one crisis of it shares with the next."""
    return frozenset(key(w) for entry in lexicon.load("countries") for w in _WORD.findall(entry.form))


def _phrase(form: str) -> str:
    return " ".join(key(w) for w in _WORD.findall(form))


@cache
def _common() -> frozenset[str]:
    forms = (entry.form for name in _COMMON for entry in lexicon.load(name))
    return frozenset(key(w) for form in forms for w in _WORD.findall(form))


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _common())


def _names(text: str, words: Sequence[re.Match[str]], start: int) -> Iterator[str]:
    """Words written large inside a sentence that are neither of a country's name nor common."""
    for word in words:
        bare = _ELIDED.sub("", word.group())
        if len(bare) < _SHORTEST or not bare[0].isupper():
            continue
        if bare == word.group() and _OPENS.search(text, max(start, word.start() - 4), word.start()):
            continue
        name = key(bare)
        if name not in _common() and name not in _of_countries():
            yield name
