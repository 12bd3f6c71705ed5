"""Verbal groups of a sentence, and which way each points in time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kzlib.dates.vocabulary import any_of, forms

PAST, FUTURE, NEAREST, NONE = "past", "future", "nearest", "none"

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


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for all verbal groups; the name of the group that matched says what they mean."""
    # A verb in the future stands in small letters; names end in -era or -ira too ("Rivera", "Indira").
    small = r"(?-i:[a-zà-ÿ])[^\W\d_]*"
    ending = "[eitdvr]ra|[eitdvr]ront|erons|irons|drons|vrons|rrons|erez|irez|drez|rrez|erai|irai|drai|vrai"
    future = rf"(?:{small}(?:{ending})|s?aura|s?auront|ira|iront)\b"
    conditional = rf"(?:{small}(?:[eitdvr]rait|[eitdvr]raient)|s?aurait|s?auraient|irait|iraient)\b"
    noun = rf"(?!{stemmed('noun')}e?s?\b)"
    scheduled = stemmed("scheduled")
    return re.compile(
        rf"\b(?:(?P<modal>{stemmed('modal')}{_ADVERB}\s*{_INFINITIVE})"
        rf"|(?P<past_modal>{stemmed('past_modal')}{_ADVERB}\s*{_INFINITIVE})"
        rf"|(?:était|étaient|avait\s+été|avaient\s+été){_ADVERB}\s+(?P<was_scheduled>{scheduled})\b"
        rf"|(?P<originally>(?:initialement|d['’]abord|auparavant)\s+{scheduled})\b"
        rf"|(?P<scheduled>(?:(?:est|sont|a\s+été|ont\s+été){_ADVERB}\s+)?{scheduled})\b"
        rf"|(?P<happening>{stemmed('happening')})\b"
        rf"|(?P<might>[^\W\d_]+r(?:ait|aient|a|ont)\s+avoir\s+(?:été\s+)?{_PARTICIPLE})"
        rf"|(?P<perfect>(?:aurait|auraient|aura|auront){_ADVERB}\s+(?:été\s+)?(?!lieu\b|droit\b){_PARTICIPLE})"
        rf"|(?P<moved>(?:serait|seraient){_ADVERB}\s+{stemmed('moved')}(?:e|s|es)?\b)"
        rf"|(?P<stem>{stemmed('past_stem')}(?:a|ait|aits|aient|ai)\b)"
        rf"|{noun}(?P<conditional>{conditional}(?:{_ADVERB}\s+(?:être\s+)?{_PARTICIPLE})?)"
        rf"|{noun}(?P<future>{future}(?:{_ADVERB}\s+(?:être\s+)?{_PARTICIPLE})?)"
        rf"|(?P<past>(?:a|ont|est|sont|ai|avons|avait|avaient|était|étaient|fut|furent|ayant|avoir|être|été){_ADVERB}"
        rf"\s+(?:été\s+)?{_PARTICIPLE})"
        rf"|(?P<appeal>(?:(?:a|ont|avait|avaient|est|sont){_ADVERB}\s+(?:été\s+)?)?{stemmed('appeal')}[^\W\d_]*)"
        rf"|(?:à|d['’]|de|pour)\s*(?P<infinitive>{_INFINITIVE})"
        rf"|{_NO_NOUN}{noun}(?P<imperfect>[^\W\d_]+(?:ait|aient)\b)"
        rf"|{_NO_NOUN}{noun}(?P<bare>[^\W\d_]+(?:é|ée|és|ées)\b|{stemmed('participle')}(?:e|s|es)?\b))",
        re.IGNORECASE,
    )


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
    found = []
    for match in _pattern().finditer(text, start, end):
        kind = match.lastgroup or ""
        found.append(Verb(match.start(), match.end(), kind, match.group()))
    return found
