"""Even letters: the text without accents and with plain spaces and apostrophes, and regular expressions over it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from kzlib import lexicon


class _Even(dict[int, str]):
    """What each character is evened out to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _even(chr(code))
        return self[code]


def _even(char: str) -> str:
    if char in "’ʼ‘":
        return "'"
    if char != "\n" and char.isspace():
        return " "
    if char in "‐‑":
        return "-"
    if not char.isalpha():
        return "?" if "\ue000" <= char <= "\uf8ff" else char
    base = unicodedata.normalize("NFKD", char)[0]
    if char in "œæ":
        base = "e"
    if char in "ŒÆ":
        base = "E"
    if base.isascii():
        return base
    return "X" if char.isupper() else "x"


_TABLE = _Even()


def even(text: str) -> str:
    """A text with plain letters, spaces and apostrophes, of the same length and case."""
    return text.translate(_TABLE)


def one_of(forms: Iterable[str]) -> str:
    """A regular expression for any of some forms, the longest that fits, evened out and without capitals.

    It is a tree of common beginnings: at each character of a text one branch at most goes on.
    """
    root: dict[str, Any] = {}
    for form in forms:
        node = root
        for char in even(form).lower():
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    """The regular expression of a tree of characters; an empty key says that a form may end there."""
    rest = [re.escape(char) + _branches(node[char]) for char in sorted(node) if char]
    if not rest:
        return ""
    if len(rest) == 1 and "" not in node:
        return rest[0]
    return f"(?:{'|'.join(rest)})" + ("?" if "" in node else "")


def forms_of(name: str, code: str | None = None) -> list[str]:
    """Forms of a lexicon, or of those of its rows that have a code."""
    return [entry.form for entry in lexicon.load(name) if code in (None, entry.code)]


@cache
def given_names() -> frozenset[str]:
    """Given names, evened out."""
    return frozenset(even(form).lower() for form in forms_of("given_names"))


@cache
def common_words() -> frozenset[str]:
    """Words of grammar, folded, and a few others that carry little meaning."""
    from spacy.lang.fr.stop_words import STOP_WORDS

    return frozenset(map(lexicon.fold, STOP_WORDS))
