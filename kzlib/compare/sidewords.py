"""Words that say what somebody is: the rows of the lexicon `sides`, looked up in roles and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kzlib import lexicon
from kzlib.lexicon import Entry, fold

_WORD = re.compile(r"[^\W_]+")
# Small words that hold a phrase together, and what may stand beside a title without changing it.
_BINDING = frozenset("a au aux d de des du en l la le les the".split())
_BESIDE = frozenset("actuel elu interim nouveau nouvelle par pay republique sortant transition".split())
_MOST = 60  # words of a role or name that are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """What a phrase says: code and label of the lexicon's row, and its words."""

    code: str
    words: str
    label: str


@lru_cache(maxsize=1 << 16)
def find(text: str, in_role: bool, of_state: bool = False) -> Found | None:
    """What a role (or the name of a body) says, None if nothing or if it is one that is no longer held.

    Where it is not known to be of a state (`of_state`), a body of several states goes before all ("Conseil de sécurité
    de l'OTSC" is none of a state, "ambassadeur à l'ONU" of Russia is). What somebody serves goes before what he does
    ("porte-parole de la police"), longer forms before shorter ones, then the first in the text. A title counts only
    where nothing else but a nationality stands beside it.
    """
    words = _words(text)
    if in_role and _former(words):
        return None
    shared = None if of_state else _longest(words, "body", "international")
    if shared:
        return Found(shared.code, shared.form, shared.label)
    office = _longest(words, "function", "state") if of_state and _longest(words, "body", "international") else None
    if office:
        return Found(office.code, office.form, office.label)
    for match in ("body", "function"):
        found = _longest(words, match)
        if found:
            return Found(found.code, found.form, found.label)
    title = _longest(words, "title") if in_role else None
    if title and not set(words) - set(_words(title.form)) - _BESIDE - _nationalities():
        return Found(title.code, title.form, title.label)
    return None


@lru_cache(maxsize=1 << 16)
def rank(role: str) -> Found | None:
    """The rank in an army that a role gives, if it is still held."""
    words = _words(role)
    found = None if _former(words) else _longest(words, "rank")
    return Found(found.code, found.form, found.label) if found else None


def former(role: str) -> bool:
    """Whether a role is one that is no longer held ("ancien président")."""
    return _former(_words(role))


def _former(words: tuple[str, ...]) -> bool:
    return any((w,) in _forms("former") for w in words)


def _longest(words: tuple[str, ...], match: str, code: str = "") -> Entry | None:
    forms = _forms(match, code)
    longest = max(map(len, forms), default=0)
    for length in range(min(longest, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            found = forms.get(words[at : at + length])
            if found:
                return found
    return None


@cache
def _forms(match: str, code: str = "") -> dict[tuple[str, ...], Entry]:
    """Rows of the lexicon of one kind (and code, if one is given), by their words."""
    found: dict[tuple[str, ...], Entry] = {}
    for entry in lexicon.load("sides"):
        if entry.extra["match"] == match and code in ("", entry.code):
            found.setdefault(_words(entry.form), entry)
    return found


@cache
def _nationalities() -> frozenset[str]:
    return frozenset(w for e in lexicon.load("countries") for w in _words(e.form))


def _words(text: str) -> tuple[str, ...]:
    """The words of a phrase, folded and without the s or x of a plural; binding words left out."""
    words = _WORD.findall(fold(text[:600]).replace("œ", "oe"))
    return tuple(_singular(w) for w in words[:_MOST] if w not in _BINDING)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
