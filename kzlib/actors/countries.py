"""States: what adjective, capital or place belongs to which, and which state an article is about."""

from __future__ import annotations

from collections import Counter
from functools import cache

from kzlib import lexicon
from kzlib.actors.letters import one_of
from kzlib.actors.sheet import Sheet
from kzlib.actors.words import Forms
from kzlib.letters import even

_TOP = 250  # characters at the beginning, where an article says what it is about, count twice


@cache
def names() -> dict[str, str]:
    """Canonical name of each state and territory by ISO 3166 alpha-3 code."""
    return {entry.code: entry.label for entry in lexicon.load("countries")}


@cache
def adjectives() -> dict[str, tuple[str, ...]]:
    """Codes of the states that an adjective, evened out, may belong to ("congolais" belongs to two)."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in lexicon.load("countries"):
        if entry.extra["kind"] == "adjective":
            form = even(entry.form).lower()
            found[form] = (*found.get(form, ()), entry.code)
    return found


@cache
def adjective_pattern() -> str:
    """Regular expression for an adjective of nationality on an evened-out text."""
    return one_of(adjectives())


@cache
def sovereign(code: str) -> str:
    """The state whose government a territory has; the code itself for a state."""
    owners = {e.code: e.extra["state"] for e in lexicon.load("countries") if e.extra["state"]}
    return owners.get(code, code)


@cache
def adjective_forms() -> Forms:
    """Adjectives of nationality, for looking them up."""
    return Forms(adjectives())


class Countries:
    """The states of one article: how often each is spoken of, and which one it is about."""

    def __init__(self, sheet: Sheet) -> None:
        self.weight: Counter[str] = Counter()
        self._read(sheet)
        self.main = max(self.weight, key=lambda c: (self.weight[c], c)) if self.weight else None

    def _read(self, sheet: Sheet) -> None:
        top = sheet.article.sentences[0].start + _TOP if sheet.article.sentences else 0
        for mention in sheet.mentions:
            if mention.country:
                heavy = 3 if mention.type == "state" else 1
                self.weight[mention.country] += heavy * (2 if mention.start < top else 1)
        for start, end in adjective_forms().find(sheet.plain, sheet.words):
            code = self.of_adjective(sheet.plain[start:end])
            if code:
                self.weight[code] += 2 if start < top else 1

    def of_adjective(self, word: str) -> str | None:
        """The state of an adjective of nationality; of two, the one that the article speaks of more."""
        codes = adjectives().get(even(word).lower())
        return max(codes, key=lambda c: self.weight[c]) if codes else None

    def government(self) -> str | None:
        """The state whose government, police and courts an article means that names no other."""
        return sovereign(self.main) if self.main else None
