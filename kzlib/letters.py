"""Even letters: a text without accents and with plain spaces and apostrophes, of the same length and case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


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
_WORD = re.compile(r"\w+")
_ODD = re.compile(r"[^ -~\n]")
# Replacing each odd character that a text has is several times as fast as translating it, as long as they are few.
_FEW = 40


@lru_cache(maxsize=256)
def low_words(text: str) -> frozenset[str]:
    """The words (``\\w+``) of a sentence or a piece of one, in small letters; remembered, as several readers ask."""
    return frozenset(_WORD.findall(text.lower()))


def even(text: str) -> str:
    """A text with plain letters, spaces and apostrophes, of the same length and case."""
    odd = set(_ODD.findall(text))
    if len(odd) > _FEW:
        return text.translate(_TABLE)
    for char in odd:
        text = text.replace(char, _TABLE[ord(char)])
    return text
