"""What is said: how many quotations a statement makes, direct and indirect."""

from __future__ import annotations

import re

from kzlib.quotations import phrases, units
from kzlib.quotations import words as w
from kzlib.quotations.constructions import HEARERS
from kzlib.quotations.marks import Quoted
from kzlib.quotations.stretches import LEADING_ON, Statement, content_words, trimmed
from kzlib.quotations.units import Unit
from kzlib.records import Quotation

# Verbs that lead on to what a clause says of its subject.
_JOINING = frozenset("est sont était étaient sera seront serait seraient reste restent a ont avait avaient".split())
_DEFINITE = frozenset("le la l' les son sa ses leur leurs".split())


def _row(unit: Unit, statement: Statement, start: int, end: int, kind: str) -> Quotation:
    cue = statement.cue
    words = unit.masked[cue.start - unit.start : cue.end - unit.start]
    who, relay = statement.speaker or (None, None), statement.relay or (None, None)
    return Quotation(
        start,
        end,
        kind,
        words,
        cue.start,
        cue.end,
        speaker_start=who[0],
        speaker_end=who[1],
        relay_start=relay[0],
        relay_end=relay[1],
    )


def _title(unit: Unit, statement: Statement, quote: Quoted) -> bool:
    """Whether quoted words are a name: a capital within the clause, after a noun, not after a colon or "que"."""
    before = unit.masked[: quote.outer_start - unit.start].rstrip()
    inside = quote.outer_start > statement.start + 2 and before[-1:].isalpha()
    return inside and unit.text[quote.start].isupper() and not re.search(r"\bque?$", before)


def rows(unit: Unit, statement: Statement) -> list[Quotation]:
    """The quotations that a statement makes: its quoted words, the clause around them, or both."""
    start, end = trimmed(unit, statement.start, statement.end)
    if start >= end:
        return []
    quotes = [q for q in statement.quotes if not _title(unit, statement, q)]
    takes, words = statement.takes, _own_words(unit, statement, start, end)
    whole = _row(unit, statement, start, end, "indirect")
    if not quotes and statement.cue.verb and "count" in statement.cue.verb.takes and takes in ("quoted", "count"):
        return [_row(unit, statement, start, end, "count")]
    if not quotes:
        least = 2 if takes in ("incise", "source") else 1
        return [whole] if words >= least and takes not in ("quoted", "voir") and _said(unit, statement) else []
    directs = [_row(unit, statement, q.start, q.end, "direct") for q in quotes]
    if quotes[0].outer_start < statement.cue.end and takes == "quoted":
        return directs
    if takes in ("incise", "source") and _predicate(unit, start, quotes[0]):
        return directs
    if takes in ("incise", "source") and words < 2:
        return [_row(unit, statement, quotes[0].start, quotes[-1].end, "direct")] if takes == "incise" else directs
    if takes == "accuse":
        return directs if _quoted_verb(unit, quotes[0]) else [whole]
    if takes == "que":
        return [whole] if words >= 2 and quotes[0].outer_start > start + 1 else directs
    if takes == "to" and (apart := _asked_apart(unit, statement, end, quotes)):
        return sorted([*directs, _row(unit, statement, *apart, "indirect")], key=lambda r: r.start)
    return [whole, *directs] if _stands_alone(unit, statement, start, quotes[0]) else directs


def _asked_apart(unit: Unit, statement: Statement, end: int, quotes: list[Quoted]) -> tuple[int, int] | None:
    """What is asked for without quotation marks, beside what is quoted: "à rester « unis » et à éviter la place"."""
    words = unit.words(quotes[-1].outer_end, end)
    for number, word in enumerate(words[:-2]):
        asked = words[number + 1].low in ("à", "de", "d'") and any(
            w.infinitive(t.low) for t in words[number + 2 : number + 5]
        )
        if word.low == "et" and asked:
            return words[number + 1].start, end
    return None


def _own_words(unit: Unit, statement: Statement, start: int, end: int) -> int:
    """Content words of what is said, without the incise that may stand within it."""
    cue = statement.cue
    if not start <= cue.start < end:
        return content_words(unit, start, end)
    after = max(cue.end, (statement.speaker or (0, 0))[1])
    return content_words(unit, start, cue.start) + content_words(unit, min(after, end), end)


def _said(unit: Unit, statement: Statement) -> bool:
    """Whether a noun phrase is what somebody announced ("a annoncé le renvoi de X"): clouds announce rain too."""
    if statement.takes != "noun" or statement.cue.code != "announce":
        return True
    first = unit.words(statement.start, statement.end)[:1]
    if not first or first[0].low not in _DEFINITE or statement.speaker is None:
        return False
    speaker = unit.words(*statement.speaker)
    return speaker[0].low in w.PRONOUNS or phrases.speakerlike(speaker, 0)


def _quoted_verb(unit: Unit, quote: Quoted) -> bool:
    words = unit.words(unit.start, quote.outer_start)
    return bool(words) and words[-1].low in ("avoir", "être", "de", "d'", "vouloir")


def _predicate(unit: Unit, start: int, quote: Quoted) -> bool:
    """Whether quoted words are what the clause says of its subject: "X est « Y »", "X « fait Y »"."""
    before = unit.words(start, quote.outer_start)
    while before and (before[-1].low in w.DETERMINERS or w.adverb(before[-1])):
        before.pop()
    first = units.first(unit, quote)
    if not before or first is None:
        return False
    joins = before[-1].low in _JOINING
    subject = before[:-1] if joins else before
    if any(w.finite(t) for t in subject):
        return False
    speaks = w.finite(first) and before[-1].low not in LEADING_ON
    return joins or speaks


def _stands_alone(unit: Unit, statement: Statement, start: int, quote: Quoted) -> bool:
    """Whether the clause around quoted words says something by itself."""
    takes = statement.takes
    if takes in ("incise", "source", "avoir"):
        return _own_words(unit, statement, start, statement.end) >= 2
    if takes == "to":
        asked = [t.end for t in unit.words(start, quote.outer_start) if t.low in ("à", "au", "aux", "de", "d'")]
        hears = statement.cue.verb is not None and statement.cue.verb.infinitive in HEARERS
        if hears and not asked and not content_words(unit, quote.outer_end, statement.end):
            return False  # "appelle les siens « à l'unité »"
        start = asked[-1] if asked and hears else start
    if takes in ("noun", "to"):
        return content_words(unit, start, quote.outer_start) >= 1
    before = unit.words(start, quote.outer_start)
    return takes == "quoted" and bool(before) and before[-1].low.isalpha() and before[-1].low not in LEADING_ON
