"""What sort of body a name stands for: a ministry, an agency, the police... and what to call it in English."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from kzlib import lexicon
from kzlib.lexicon import Entry, fold

_BRACKETS = re.compile(r"\s*\([^)]*\)")
_WORD = re.compile(r"[\w-]+")
_MOST_KEPT = 200_000  # names whose row is remembered
# Sorts that pass on what others say: a number "according to" them is rarely their own.
RELAYS = frozenset({"agency", "media"})
# Sorts that speak for one state: two of them are two voices, but no independent confirmation of one another.
_STATE = frozenset({"ministry", "government", "police", "justice"})
# Sorts whose one-word rows name a kind of body, not a body.
_KINDS_OF_BODY = frozenset({"ministry", "government", "police", "justice", "hospital", "media", "rescue"})


@lru_cache(maxsize=_MOST_KEPT)
def find(name: str) -> Entry | None:
    """The row of lexicon institutions whose words the name all holds, the one with most words, None if there is none.

    What stands in brackets at the end of a canonical name ("(Kazakhstan)") is not looked at.
    """
    words = set(_WORD.findall(fold(_BRACKETS.sub("", name))))
    numbers = sorted(n for word in words for n in _by_word().get(word, ()))
    fitting = [_entries()[n][0] for n in numbers if _entries()[n][1] <= words]
    return max(fitting, key=lambda e: len(e.form.split()), default=None)


def sort(name: str | None) -> str | None:
    """The sort of body (code of the row), None for a name that the lexicon does not hold."""
    entry = find(name) if name else None
    return entry.code if entry else None


def relays(name: str | None) -> bool:
    """Whether a name is that of a news agency or medium, which passes on what others count."""
    return sort(name) in RELAYS or name in _media()


@lru_cache(maxsize=_MOST_KEPT)
def side(name: str) -> str:
    """The side that a voice is on: the state for its ministries, police, prosecutors and "authorities", else itself.

    States are told apart by the country in brackets; a body without one is taken to be of the state concerned.
    """
    country = _BRACKETS.search(name)
    if sort(name) in _STATE:
        return f"state{country.group().rstrip() if country else ''}"
    return name


def english(name: str) -> str:
    """What to call it in English: the row's label, without the country; a name that no row fits stays as it is.

    So does one that says more than the kind of body ("hôpital de Kaya", "ministère de la Pêche").
    """
    entry = find(name)
    if entry is None:
        return name
    bare = _BRACKETS.sub("", name).strip()
    says_more = " " not in entry.form and entry.code in _KINDS_OF_BODY and fold(bare) != fold(entry.form)
    return bare if says_more else entry.label


@cache
def _media() -> frozenset[str]:
    return frozenset(e.label for e in lexicon.load("media"))


@cache
def _by_word() -> dict[str, list[int]]:
    """Numbers of the rows by the one of their words that the fewest other rows have, so that few are looked at."""
    often = Counter(word for _, words in _entries() for word in words)
    found: dict[str, list[int]] = {}
    for number, (_, words) in enumerate(_entries()):
        found.setdefault(min(words, key=lambda w: (often[w], w)), []).append(number)
    return found


@cache
def _entries() -> tuple[tuple[Entry, frozenset[str]], ...]:
    return tuple((e, frozenset(fold(e.form).split())) for e in lexicon.load("institutions"))
