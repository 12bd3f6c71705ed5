"""A sentence as words and pieces: as much of French syntax as telling events needs, by rule.

Pieces are what punctuation and conjunctions cut a sentence into. No model is used, so that the same text always reads
the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

_WORD = re.compile(r"([^\W_]+(?:[-‑][^\W_]+)*)")
_STRONG = re.compile(r"[;:()\[\]–—•?!]|\s-\s")

RELATIVE = frozenset(
    "qui dont où lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles".split()
)
# First words of the conjunctions of two words.
_WITH_QUE = frozenset("tandis alors après avant depuis pendant parce bien même sans pour afin dès".split())
QUE = frozenset({"que", "qu"})
TEMPORAL = frozenset("quand lorsque lorsqu alors tandis pendant après".split())

AVOIR = {
    "a": "past", "ont": "past", "avait": "pluperfect", "avaient": "pluperfect", "aura": "future", "auront": "future",
    "aurait": "conditional", "auraient": "conditional", "eut": "past", "ait": "subjunctive", "aient": "subjunctive",
    "avoir": "infinitive", "ayant": "gerund",
}  # fmt: skip
ETRE = {
    "est": "present", "sont": "present", "était": "imperfect", "étaient": "imperfect", "sera": "future",
    "seront": "future", "serait": "conditional", "seraient": "conditional", "fut": "past", "furent": "past",
    "soit": "subjunctive", "soient": "subjunctive", "être": "infinitive", "étant": "gerund", "été": "been",
}  # fmt: skip
# What opens no piece: words after these, but for the words that may open one after anything.
_PLAIN = frozenset({" ", "'", "’"})
_OPENERS = RELATIVE | _WITH_QUE | QUE | frozenset({"quand", "lorsque", "lorsqu", "puisque"})
_NO_VERBS = frozenset("fait lait trait retrait portrait souhait extrait attrait forfait bienfait parfait".split())


class Word(NamedTuple):
    """A word: offsets in the text, its letters in lower case, and the characters between it and the word before."""

    start: int
    end: int
    text: str
    gap: str


# Words from tuples of their fields, without a call of Python's for each.
_made = partial(tuple.__new__, Word)


class Piece(NamedTuple):
    """A run of words (last exclusive) between cuts; `opener` is the mark or conjunction that opens it."""

    first: int
    last: int
    opener: str


@lru_cache(maxsize=128)
def words(text: str, start: int, end: int) -> list[Word]:
    """The words of ``text[start:end]``; "A" as a sentence opens is the preposition, not the verb.

    Kept for a while, as what is told and when is asked of the same sentence; not to be changed.
    """
    parts = _WORD.split(text[start:end])  # gaps and words by turns
    at = list(accumulate(map(len, parts), initial=start))
    lows = ["à" if raw == "A" else raw.lower() for raw in parts[1::2]]
    return list(map(_made, zip(at[1::2], at[2::2], lows, parts[::2], strict=False)))


@lru_cache(1_000)
def strong(gap: str) -> bool:
    """Whether a gap holds a mark that parts clauses."""
    return bool(_STRONG.search(gap))


def pieces(sentence: list[Word]) -> list[Piece]:
    """Cuts a sentence at punctuation, relative pronouns and conjunctions."""
    first = sentence[0].text if sentence else ""
    cuts = [(0, first if first in RELATIVE or first in TEMPORAL else "")]
    for i, word in enumerate(sentence):
        if i and (word.gap not in _PLAIN or word.text in _OPENERS) and (opener := _opener(sentence, i)):
            cuts.append((i, opener))
    bounds = [at for at, _ in cuts[1:]] + [len(sentence)]
    return [Piece(at, stop, opener) for (at, opener), stop in zip(cuts, bounds, strict=True) if stop > at]


def _opener(sentence: list[Word], i: int) -> str:
    word = sentence[i]
    if strong(word.gap) and word.text not in RELATIVE:
        return ";"
    following = sentence[i + 1].text if i + 1 < len(sentence) else ""
    previous = sentence[i - 1].text
    if word.text in RELATIVE:
        return (
            ""
            if previous in ("à", "de", "d", "avec", "par", "pour", "sur", "dans", "chez") and "," not in word.gap
            else word.text
        )
    if word.text in _WITH_QUE and following in QUE:
        return word.text
    if word.text in QUE:
        return "" if previous in _WITH_QUE or previous in ("plus", "moins", "ne", "autre", "ainsi", "n") else "que"
    if word.text in ("quand", "lorsque", "lorsqu", "puisque"):
        return word.text
    return "," if "," in word.gap or "\n" in word.gap else ""


def finite(word: Word) -> bool:
    """Whether a word looks like a finite verb: an auxiliary, or an ending that few other words have."""
    if word.text in AVOIR or word.text in ETRE:
        return word.text not in ("avoir", "être", "été", "ayant", "étant")
    if word.text.endswith("ait"):
        return word.text not in _NO_VERBS
    return len(word.text) > 4 and word.text.endswith(("aient", "èrent", "eront", "iront", "dront", "tront"))


def piece_of(cut: list[Piece], word: int) -> int:
    """Number of the piece that holds a word."""
    return bisect_left(cut, (word + 1,)) - 1
