"""Which ways of writing a date a sentence can hold at all, told by its words: most sentences hold none.

A way of writing is looked for, at some cost, only where the words or signs stand that it cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kzlib import lexicon
from kzlib.dates.vocabulary import spellings, words
from kzlib.letters import low_words

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_DAYS = tuple(str(n) for n in range(1, 32)) + tuple(f"0{n}" for n in range(1, 10)) + ("1er", "1ᵉʳ")
_YEARS = tuple(str(n) for n in range(1500, 2100))
_UNITS = ("jour", "jours", "semaine", "semaines", "mois", "an", "ans", "année", "années")
_WAYS = tuple(
    stem + ending
    for stem in ("dernier", "dernièr", "passé", "écoulé", "précédent", "suivant", "prochain")
    for ending in ("", "e")
)
_WEEKEND = ("week", "weekend")
# Each with the ways of writing that hold one of these words.
_NEEDED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (_DAYS, ("ordinal", "ordinals")),
    (_YEARS, ("years", "year", "quarter")),
    (("années",), ("decade",)),
    (_UNITS, ("ago", "ahead", "later")),
    (_WAYS, ("period",)),
    (("semaine", "mois", "année", *_WEEKEND), ("this",)),
    (_WEEKEND, ("weekend",)),
    (("semaine", "mois", "année"), ("part",)),
    (("heure", "heures", "minuit", "midi"), ("clock",)),
)
# Each lexicon of dates with the ways of writing that hold one of its forms.
_LEXICONS = {
    "months": ("day_list", "between", "day", "month"),
    "weekdays": ("weekday",),
    "seasons": ("season", "this_season"),
    "holidays": ("holiday",),
    "deictics": ("deictic",),
    "anaphora": ("anaphor",),
}
# Words of the lexicons' forms that are too common to tell anything, if the form has others.
_COMMON = frozenset("ce cet cette le la les l d de du dans en même cours fin début milieu avant après".split())


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    """Digits with the mark or word behind them that some ways of writing hold."""
    # The month of a list may be glued to what follows, where a page lost the break.
    month = re.compile(rf"\d(?:\s?er|ᵉʳ)?\s+{words('months')}", re.IGNORECASE)
    return {
        "day_list": month,
        "between": month,
        "numeric": re.compile(r"[/.-]\d\d?[/.-]\d\d"),
        "iso": re.compile(r"\d-\d\d-\d\d"),
        "short": re.compile(r"/[01]\d"),
        "clock": re.compile(r"\d\s?[hH:]"),
    }


def kinds(text: str, start: int, end: int) -> set[str]:
    """Names of the ways of writing that ``text[start:end]`` holds the words or signs for."""
    table = _table()
    found: set[str] = set()
    for word in low_words(text[start:end]) & table.keys():
        found |= table[word]
    if _DIGIT.search(text, start, end):
        found.update(kind for kind, sign in _signs().items() if kind not in found and sign.search(text, start, end))
    return found


@cache
def _table() -> dict[str, frozenset[str]]:
    """Words in small letters, with all their spellings, and the ways of writing that need one of them."""
    needed = [*_NEEDED]
    for name, ways in _LEXICONS.items():
        needed.append((tuple(_telling(e.form) for e in lexicon.load(f"date_{name}")), ways))
    table: dict[str, frozenset[str]] = {}
    for telling, ways in needed:
        for word in _spelt(telling):
            table[word] = table.get(word, frozenset()) | frozenset(ways)
    return table


def _spelt(telling: Iterable[str]) -> set[str]:
    return {spelling for word in telling for spelling in spellings(word.lower())}


def _telling(form: str) -> str:
    """The word of a form that tells most: the longest that is not common."""
    found: list[str] = _WORD.findall(form.lower())
    return min(found, key=lambda w: (w in _COMMON, -len(w)))
