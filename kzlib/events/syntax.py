"""A sentence as words and pieces: as much of French syntax as telling events needs, by rule.

Pieces are what punctuation and conjunctions cut a sentence into. No model is used, so that the same text always reads
the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
STRONG = re.compile(r"[;:()\[\]–—•?!]|\s-\s")

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
_NO_VERBS = frozenset("fait lait trait retrait portrait souhait extrait attrait forfait bienfait parfait".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word: offsets in the text, its letters in lower case, and the characters between it and the word before."""

    start: int
    end: int
    text: str
    gap: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words (last exclusive) between cuts; `opener` is the mark or conjunction that opens it."""

    first: int
    last: int
    opener: str


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of ``text[start:end]``; "A" as a sentence opens is the preposition, not the verb."""
    found = []
    previous = start
    for match in _WORD.finditer(text, start, end):
        raw = match.group()
        low = raw.lower()
        if raw == "A":
            low = "à"
        found.append(Word(match.start(), match.end(), low, text[previous : match.start()], raw[0].isupper()))
        previous = match.end()
    return found


def pieces(sentence: list[Word]) -> list[Piece]:
    """Cuts a sentence at punctuation, relative pronouns and conjunctions."""
    cuts: list[tuple[int, str]] = [(0, "")]
    for i, word in enumerate(sentence):
        if i and (opener := _opener(sentence, i)):
            cuts.append((i, opener))
        elif not i and (word.text in RELATIVE or word.text in TEMPORAL):
            cuts[0] = (0, word.text)
    bounds = [at for at, _ in cuts[1:]] + [len(sentence)]
    return [Piece(at, stop, opener) for (at, opener), stop in zip(cuts, bounds, strict=True) if stop > at]


def _opener(sentence: list[Word], i: int) -> str:
    word = sentence[i]
    if STRONG.search(word.gap) and word.text not in RELATIVE:
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
    return next(n for n, p in enumerate(cut) if p.first <= word < p.last)
