"""Cues without a verb: "selon", "d'après", "de source policière" and the like, from `speech_cues.csv`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kzlib import lexicon
from kzlib.article import Words, needed
from kzlib.quotations import phrases
from kzlib.quotations import words as w
from kzlib.quotations.cues import Cue
from kzlib.quotations.phrases import Span
from kzlib.quotations.spots import Spots
from kzlib.quotations.units import Unit

_WHICH = ("selon lequel", "selon laquelle", "selon lesquels", "selon lesquelles", "selon qui", "pour qui")
_CITED = tuple(f"{word} par" for word in "cité citée cités citées repris reprise relayé relayée".split())
_CITING = ("citant", "qui cite", "qui citent", "qui citait", "qui citaient", "en citant")


class Kind(NamedTuple):
    """Cues of one shape and code: their pattern, and words one of which each of them holds (`article.needed`)."""

    shape: str
    code: str
    pattern: re.Pattern[str]
    needed: frozenset[str]


Present = list[tuple[Kind, Spots]]


def _form(form: str) -> str:
    """Pattern of a form; a final "de" also stands contracted ("des", "du", "d'")."""
    pattern = re.escape(form).replace("'", "['’]").replace("à", "[àaÀA]")
    return re.sub(r"\bde$", r"(?:de|du|des|d['’])", pattern)


@cache
def _kinds() -> list[Kind]:
    groups: dict[str, list[str]] = {}
    for entry in (e for e in lexicon.load("speech_cues") if e.code != "state"):
        groups.setdefault(entry.code, []).append(entry.form)
    kinds = []
    for code, forms in groups.items():
        pattern = rf"\b(?:{'|'.join(map(_form, forms))})(?=[^\w]|$)"
        kinds.append(Kind("source", code, re.compile(pattern, re.IGNORECASE), needed(forms)))
    for shape, phrasings in (("which", _WHICH), ("cited", _CITED), ("citing", _CITING)):
        pattern = rf"\b(?:{'|'.join(phrasings)})\b"
        kinds.append(Kind(shape, shape, re.compile(pattern, re.IGNORECASE), needed(phrasings)))
    return kinds


def present(words: Words) -> Present:
    """The kinds of cues whose words an article has, and where it has them."""
    return [(kind, spots) for kind in _kinds() if (spots := Spots(words, kind.needed))]


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


def _speaker(unit: Unit, kind: Kind, start: int, end: int) -> Span | None:
    if kind.shape != "source":
        return phrases.noun_phrase(unit.words(end, unit.end), 0)
    if kind.code == "known":
        return start, end
    if kind.code == "itself":
        return _itself(unit, start, end)
    return _opinion(unit, start, end) if kind.code == "opinion" else _named(unit, end)


def find(unit: Unit, kinds: Present) -> list[Cue]:
    """Sources of a unit, in order of appearance."""
    found = []
    for kind in (kind for kind, spots in kinds if spots.within(unit)):
        for m in kind.pattern.finditer(unit.masked):
            start, end = unit.start + m.start(), unit.start + m.end()
            if kind.shape == "which":
                found.append(Cue(start, end, kind.shape, kind.shape, kind.code, None, end))
            elif subject := _speaker(unit, kind, start, end):
                found.append(Cue(start, end, kind.shape, kind.shape, kind.code, subject, subject[1]))
    return sorted(found, key=lambda c: c.start)
