"""Cues without a verb: "selon", "d'après", "de source policière" and the like, from `speech_cues.csv`."""

from __future__ import annotations

import re
from functools import cache

from kzlib import lexicon
from kzlib.quotations import phrases
from kzlib.quotations import words as w
from kzlib.quotations.cues import Cue
from kzlib.quotations.phrases import Span
from kzlib.quotations.units import Unit

_WHICH = re.compile(r"\bselon (?:lequel|laquelle|lesquels|lesquelles|qui)\b|\bpour qui\b", re.IGNORECASE)
_CITED = re.compile(r"\b(?:cité|citée|cités|citées|repris|reprise|relayé|relayée) par\b", re.IGNORECASE)
_CITING = re.compile(r"\b(?:citant|qui (?:cite|citent|citait|citaient)|en citant)\b", re.IGNORECASE)


def _form(form: str) -> str:
    """Pattern of a form; a final "de" also stands contracted ("des", "du", "d'")."""
    pattern = re.escape(form).replace("'", "['’]").replace("à", "[àaÀA]")
    return re.sub(r"\bde$", r"(?:de|du|des|d['’])", pattern)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    groups: dict[str, list[str]] = {}
    for entry in (e for e in lexicon.load("speech_cues") if e.code != "state"):
        groups.setdefault(entry.code, []).append(_form(entry.form))
    return [(code, re.compile(rf"\b(?:{'|'.join(forms)})(?=[^\w]|$)", re.IGNORECASE)) for code, forms in groups.items()]


def _named(unit: Unit, at: int) -> Span | None:
    """The speaker named after "selon": a name, a tonic pronoun, or a noun phrase that can speak."""
    tokens = unit.words(at, unit.end)
    if not tokens:
        return None
    if tokens[0].low in w.TONIC:
        return tokens[0].start, tokens[0].end
    if not phrases.speakerlike(tokens, 0):
        return None
    return phrases.noun_phrase(tokens, 0)


def _opinion(unit: Unit, start: int, end: int) -> Span | None:
    """The speaker of "Pour X, ...": only at the head of a sentence, before a comma, if X is a person or body."""
    if unit.masked[: start - unit.start].strip(" •-–—\u00a0"):
        return None
    tokens = unit.words(end, unit.end)
    if len(tokens) > 1 and tokens[0].low in w.TONIC and tokens[1].text == ",":
        return tokens[0].start, tokens[0].end
    if not tokens or not phrases.speakerlike(tokens, 0) or w.infinitive(tokens[0].low):
        return None
    stop = phrases.phrase_end(tokens, 0)
    return phrases.noun_phrase(tokens, 0) if stop < len(tokens) and tokens[stop].text == "," else None


def _itself(unit: Unit, start: int, end: int) -> Span:
    """The words that name a source after "de": "de source policière" gives "source policière"."""
    tokens = unit.words(start, unit.end)
    stop = phrases.phrase_end(tokens, 1)
    return tokens[1].start, tokens[max(stop, 2) - 1].end


def _speaker(unit: Unit, code: str, start: int, end: int) -> Span | None:
    if code == "known":
        return start, end
    if code == "itself":
        return _itself(unit, start, end)
    return _opinion(unit, start, end) if code == "opinion" else _named(unit, end)


def find(unit: Unit) -> list[Cue]:
    """Sources of a unit, in order of appearance."""
    found = []
    for code, pattern in _patterns():
        for m in pattern.finditer(unit.masked):
            start, end = unit.start + m.start(), unit.start + m.end()
            subject = _speaker(unit, code, start, end)
            if subject:
                found.append(Cue(start, end, "source", "source", code, subject, subject[1]))
    for m in _WHICH.finditer(unit.masked):
        found.append(
            Cue(unit.start + m.start(), unit.start + m.end(), "which", "which", "which", None, unit.start + m.end())
        )
    for shape, pattern in (("cited", _CITED), ("citing", _CITING)):
        for m in pattern.finditer(unit.masked):
            start, end = unit.start + m.start(), unit.start + m.end()
            named = phrases.noun_phrase(unit.words(end, unit.end), 0)
            if named:
                found.append(Cue(start, end, shape, shape, shape, named, named[1]))
    return sorted(found, key=lambda c: c.start)
