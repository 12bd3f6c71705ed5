"""Regular expressions over even letters, and the words of the lexicons in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from kzlib import french, lexicon
from kzlib.letters import even


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
    return frozenset(map(lexicon.fold, french.stop_words()))
