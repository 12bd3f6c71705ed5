"""The words of dates, from the lexicons `date_*.csv`, as pieces of regular expressions and tables by folded form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from kzlib import lexicon
from kzlib.lexicon import Entry, fold

# A letter that a hurried typist or an all-capitals line leaves without its accent.
_LOOSE = {"é": "[ée]", "è": "[èe]", "ê": "[êe]", "û": "[ûu]", "î": "[îi]", "à": "[àa]", "ô": "[ôo]"}


def pattern(form: str) -> str:
    """A form as a piece of a regular expression: either apostrophe, any white space, accents optional."""
    pieces = []
    for char in form:
        if char == "'":
            pieces.append("['’]\\s?")
        elif char == " ":
            pieces.append(r"\s+")
        else:
            pieces.append(_LOOSE.get(char.lower(), re.escape(char)))
    return "".join(pieces)


def spellings(word: str) -> Iterator[str]:
    """A word with each of its accents and without, in small letters."""
    return map("".join, product(*(_LOOSE.get(char, char).strip("[]") for char in word.lower())))


def any_of(forms: list[str]) -> str:
    """An alternation of forms, longest first, so that none hides behind its own beginning."""
    return "(?:" + "|".join(pattern(f) for f in sorted(set(forms), key=lambda f: (-len(f), f))) + ")"


@cache
def words(name: str) -> str:
    """All forms of the lexicon `date_NAME` as one alternation."""
    return any_of([e.form for e in lexicon.load(f"date_{name}")])


@cache
def _table(name: str) -> dict[str, Entry]:
    return {squeeze(e.form): e for e in lexicon.load(f"date_{name}")}


def squeeze(form: str) -> str:
    """A form as a key: case, accents, apostrophes and white space evened out."""
    return " ".join(fold(form).replace("' ", "'").split())


def entry(name: str, form: str) -> Entry:
    """The row of the lexicon `date_NAME` for a form as written. Raises KeyError if there is none."""
    return _table(name)[squeeze(form)]


def code(name: str, form: str) -> int:
    """The number that a month, weekday or numeral stands for."""
    return int(form) if form.isdecimal() else int(entry(name, form).code)


def forms(name: str, group: str) -> list[str]:
    """Forms of the lexicon `date_NAME` under one code."""
    return [e.form for e in lexicon.load(f"date_{name}") if e.code == group]
