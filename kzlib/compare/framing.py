"""Framing side by side: which article calls people by which word, in its own voice or quoting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib.compare.origins import Row, Tables

# From words that accuse to words that honour; the order in which words of one tone stand is that of their use.
TONES = ("accuses", "describes", "honours")


@dataclass(frozen=True, slots=True)
class Use:
    """How one article uses one word: rows of table framing in its own voice, and within quotations or marks."""

    own: tuple[Row, ...]
    quoted: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in order of appearance."""
        return tuple(sorted((*self.own, *self.quoted), key=lambda r: r["start"]))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who is quoted with it, each once, in order of appearance."""
        return tuple(dict.fromkeys(r["speaker"] for r in self.quoted if r["speaker"]))


@dataclass(frozen=True, slots=True)
class Word:
    """A word by which people are called: what it is in English, what it implies, its tone, its use by article."""

    word: str
    english: str
    implies: str
    tone: str
    uses: dict[str, Use]

    @property
    def owned(self) -> list[str]:
        """Articles that use it in their own voice."""
        return [doc_id for doc_id, use in self.uses.items() if use.own]

    @property
    def only_quoted(self) -> list[str]:
        """Articles that use it only in the words of others."""
        return [doc_id for doc_id, use in self.uses.items() if not use.own]


def words(tables: Tables) -> list[Word]:
    """Every word that the articles use: those that accuse first, then by number of articles, then by name."""
    found: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(tables["framing"], key=lambda r: (r["doc_id"], r["start"])):
        found[row["word"]][row["doc_id"]].append(row)
    used = [_word(code, by_article) for code, by_article in found.items()]
    return sorted(used, key=lambda w: (TONES.index(w.tone), -len(w.uses), w.word))


def _word(code: str, by_article: dict[str, list[Row]]) -> Word:
    english, implies, tone = _meanings()[code]
    uses = {
        doc_id: Use(
            tuple(r for r in rows if r["voice"] == "own"),
            tuple(r for r in rows if r["voice"] != "own"),
        )
        for doc_id, rows in by_article.items()
    }
    return Word(code, english, implies, tone, uses)


@cache
def _meanings() -> dict[str, tuple[str, str, str]]:
    return {e.code: (e.extra["english"], e.label, e.extra["tone"]) for e in lexicon.load("framing") if e.code != "head"}
