"""Whether two names may be of the same person, body or place, however they are spelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

_SMALL_WORDS = frozenset("de du des la le les l d the of et au aux".split())


def _words(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return [w for w in re.findall(r"[a-z0-9]+", bare) if w not in _SMALL_WORDS]


def _alike(one: str, other: str) -> bool:
    """Whether two words are the same but for a transliteration."""
    long = min(len(one), len(other)) > 4
    return one == other or (long and SequenceMatcher(None, one, other).ratio() >= 0.8)


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    initials = "".join(w[0] for w in words)
    return short.isupper() and len(words) > 1 and initials in (short.lower(), short.lower()[1:])


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names may be of the same: one holds the other, most words agree, or one is the other's acronym.

    Brackets, accents, articles and small differences of spelling are left out; proper names agree by their last word.
    """
    names = [re.sub(r"\([^)]*\)", " ", name or "").strip() for name in (one, other)]
    a, b = (_words(name) for name in names)
    if not a or not b:
        return False
    if _abbreviates(names[0], b) or _abbreviates(names[1], a):
        return True
    shared = sum(any(_alike(word, w) for w in b) for word in a)
    proper = all(re.search(r"[A-ZÀ-Ý][^\s]*$", name) for name in names)
    most = shared == min(len(a), len(b)) or shared / max(len(a), len(b)) > 0.75
    return most or (proper and _alike(a[-1], b[-1]))
