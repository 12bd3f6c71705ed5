"""Verbal groups of a sentence, and which way each points in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kzlib.dates.vocabulary import any_of, forms

PAST, FUTURE, NEAREST, NONE = "past", "future", "nearest", "none"

_WORD = re.compile(r"\w+")
_INFINITIVE = r"(?:(?:s['’]|se\s+|ne\s+|y\s+|en\s+|le\s+|la\s+|les\s+|l['’])*)[^\W\d_]+(?:er|ir|re|oir)\b"
_ADVERB = r"(?:\s+(?:pas|plus|aussi|également|ainsi|déjà|encore|bien|notamment|ensuite|alors|[^\W\d_]+ment)){0,3}"
_PARTICIPLE = r"[^\W\d_]+(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|it|ite|its|ites|rt|rte|rts|rtes|int|inte|ints|intes)\b"

# not after a determiner or preposition: "les blessés", "un arrêté", "de sécurité" are nouns
_BEFORE_NOUNS = "le la les des un une du au aux ces ses leurs de en par pour à sans sous cette ce son sa chaque"
_NO_NOUN = "".join(rf"(?<!\b{word}\s)" for word in _BEFORE_NOUNS.split()) + r"(?<!\b[dl]['’])"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verbal group: offsets into the text, its kind (a group of the pattern), its words."""

    start: int
    end: int
    kind: str
    words: str

    @property
    def points(self) -> str:
        """Which way the group points: PAST, FUTURE or NEAREST."""
        return _MEANING[self.kind]


def stemmed(code: str) -> str:
    """Forms or stems of the lexicon of tense under one code, as an alternation."""
    return any_of(forms("tense", code))


def _opening(code: str) -> str:
    """First words of the forms of the lexicon of tense under one code, as an alternation."""
    return any_of([re.split(r"[ ']", form)[0] for form in forms("tense", code)])


def _scheduled() -> Iterator[tuple[str, str, str]]:
    """Verbs of what is planned."""
    modal, past_modal, scheduled = map(stemmed, ("modal", "past_modal", "scheduled"))
    been = r"était|étaient|avait\s+été|avaient\s+été"
    yield "modal", rf"{_opening('modal')}.*", rf"{modal}{_ADVERB}\s*{_INFINITIVE}"
    yield "past_modal", rf"{_opening('past_modal')}.*", rf"{past_modal}{_ADVERB}\s*{_INFINITIVE}"
    yield "was_scheduled", "était|étaient|avait|avaient", rf"(?:{been}){_ADVERB}\s+{scheduled}\b"
    yield "originally", "initialement|d|auparavant", rf"(?:initialement|d['’]abord|auparavant)\s+{scheduled}\b"
    been = r"est|sont|a\s+été|ont\s+été"
    yield "scheduled", rf"est|sont|a|ont|{scheduled}", rf"(?:(?:{been}){_ADVERB}\s+)?{scheduled}\b"
    yield "happening", _opening("happening"), rf"{stemmed('happening')}\b"


def _inflected() -> Iterator[tuple[str, str, str]]:
    """Verbs by their endings and auxiliaries."""
    # A verb in the future stands in small letters; names end in -era or -ira too ("Rivera", "Indira").
    small = r"(?-i:[a-zà-ÿ])[^\W\d_]*"
    ending = "[eitdvr]ra|[eitdvr]ront|erons|irons|drons|vrons|rrons|erez|irez|drez|rrez|erai|irai|drai|vrai"
    noun = rf"(?!{stemmed('noun')}e?s?\b)"
    beside = rf"(?:{_ADVERB}\s+(?:être\s+)?{_PARTICIPLE})?"

    might = r"[^\W\d_]+r(?:ait|aient|a|ont)"
    yield "might", might, rf"{might}\s+avoir\s+(?:été\s+)?{_PARTICIPLE}"
    have = "aurait|auraient|aura|auront"
    yield "perfect", have, rf"(?:{have}){_ADVERB}\s+(?:été\s+)?(?!lieu\b|droit\b){_PARTICIPLE}"
    yield "moved", "serait|seraient", rf"(?:serait|seraient){_ADVERB}\s+{stemmed('moved')}(?:e|s|es)?\b"
    stem = rf"{stemmed('past_stem')}(?:a|ait|aits|aient|ai)\b"
    yield "stem", rf"(?=.*a(?:its?|ient|i)?$){stem}", stem
    conditional = rf"{noun}(?:{small}(?:[eitdvr]rait|[eitdvr]raient)|s?aurait|s?auraient|irait|iraient)\b"
    yield "conditional", rf"(?=.*(?:rait|raient)$){conditional}", conditional + beside
    future = rf"{noun}(?:{small}(?:{ending})|s?aura|s?auront|ira|iront)\b"
    yield "future", rf"(?=.*(?:ra|ront|rons|rez|rai)$){future}", future + beside
    have = "a|ont|est|sont|ai|avons|avait|avaient|était|étaient|fut|furent|ayant|avoir|être|été"
    yield "past", have, rf"(?:{have}){_ADVERB}\s+(?:été\s+)?{_PARTICIPLE}"
    have, appeal = "a|ont|avait|avaient|est|sont", rf"{stemmed('appeal')}[^\W\d_]*"
    yield "appeal", rf"{have}|{appeal}.*", rf"(?:(?:{have}){_ADVERB}\s+(?:été\s+)?)?{appeal}"
    yield "infinitive", "d|(?:à|de|pour).*", rf"(?:à|d['’]|de|pour)\s*{_INFINITIVE}"
    imperfect = rf"{noun}[^\W\d_]+(?:ait|aient)\b"
    yield "imperfect", r"[^\W\d_]+(?:ait|aient)", _NO_NOUN + imperfect
    bare = rf"{noun}(?:[^\W\d_]+(?:é|ée|és|ées)\b|{stemmed('participle')}(?:e|s|es)?\b)"
    yield "bare", bare, _NO_NOUN + bare


@cache
def _groups() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Kinds of verbal groups, those that win first: what the first word can be, and the whole group."""
    rows = [*_scheduled(), *_inflected()]
    return tuple((kind, re.compile(first, re.I), re.compile(group, re.I)) for kind, first, group in rows)


@lru_cache(maxsize=1 << 14)
def _begun_by(word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The verbal groups that a word can begin: most words begin none, and are not looked at again."""
    return tuple([(kind, group) for kind, first, group in _groups() if first.fullmatch(word)])


_MEANING = {
    "modal": FUTURE,
    "past_modal": NEAREST,
    "was_scheduled": NEAREST,
    "scheduled": FUTURE,
    "happening": FUTURE,
    "might": PAST,
    "perfect": PAST,
    "imperfect": PAST,
    "moved": PAST,
    "originally": NEAREST,
    "stem": PAST,
    "conditional": FUTURE,
    "future": FUTURE,
    "past": PAST,
    "appeal": PAST,
    "bare": PAST,
}


def find(text: str, start: int, end: int) -> list[Verb]:
    """Verbal groups in ``text[start:end]``, in order, without overlap."""
    found: list[Verb] = []
    at = start
    for word in _WORD.finditer(text, start, end):
        if word.start() >= at:
            for kind, group in _begun_by(word[0]):
                if match := group.match(text, word.start(), end):
                    found.append(Verb(match.start(), match.end(), kind, match[0]))
                    at = match.end()
                    break
    return found
