"""Which way a bare weekday points: what the verb that governs it says about time.

The verb is the nearest group of verbal words before the day in its own clause, else the first one after it. French
news puts the day beside the verb ("tiendront lundi", "a déclaré jeudi"), so the nearest verb is a good guess.
"""

from __future__ import annotations

import re
from functools import cache

from kzlib.dates.vocabulary import any_of, forms

PAST, FUTURE, NEAREST, NONE = "past", "future", "nearest", "none"

_CLAUSE = re.compile(r"[;:()«»“”\"\[\]]|\s[–—-]\s")
_DE = re.compile(
    r"([^\W\d_]+)\s+(?:de|du|d['’])(?:\s*(?:la\s+)?(?:nuit|soirée|matinée|journée)\s+(?:de|du))?\s*$", re.I
)
_DEPUIS = re.compile(r"\bdepuis(?:\s+(?:le|la|ce))?\s*$", re.I)
_INFINITIVE = r"(?:(?:s['’]|se\s+|ne\s+|y\s+|en\s+|le\s+|la\s+|les\s+|l['’])*)[^\W\d_]+(?:er|ir|re|oir)\b"
_ADVERB = r"(?:\s+(?:pas|plus|aussi|également|ainsi|déjà|encore|bien|notamment|ensuite|alors|[^\W\d_]+ment)){0,3}"
_PARTICIPLE = r"[^\W\d_]+(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|it|ite|its|ites|rt|rte|rts|rtes|int|inte|ints|intes)\b"


def _stemmed(code: str) -> str:
    return any_of(forms("tense", code))


@cache
def _verbs() -> re.Pattern[str]:
    """One pattern for all verbal groups; the name of the group that matched says what they mean."""
    future = r"[^\W\d_]*(?:[eiatdvru]ra|[eiatdvru]ront|erons|irons|drons|vrons|erez|irez|drez|erai|irai|drai|vrai)\b"
    conditional = r"[^\W\d_]*(?:[eiatdvru]rait|[eiatdvru]raient)\b"
    scheduled = _stemmed("scheduled")
    return re.compile(
        rf"\b(?P<modal>{_stemmed('modal')}{_ADVERB}\s*{_INFINITIVE})"
        rf"|\b(?P<past_modal>{_stemmed('past_modal')}{_ADVERB}\s*{_INFINITIVE})"
        rf"|\b(?:était|étaient|avait\s+été|avaient\s+été){_ADVERB}\s+(?P<was_scheduled>{scheduled})\b"
        rf"|\b(?P<scheduled>(?:(?:est|sont|a\s+été|ont\s+été|initialement){_ADVERB}\s+)?{scheduled})\b"
        rf"|\b(?P<happening>{_stemmed('happening')})\b"
        rf"|\b(?P<perfect>(?:aurait|auraient|aura|auront){_ADVERB}\s+(?:été\s+)?{_PARTICIPLE})"
        rf"|\b(?P<stem>{_stemmed('past_stem')}(?:a|ait|aits|aient|ai)\b)"
        rf"|\b(?P<conditional>{conditional}(?:{_ADVERB}\s+(?:être\s+)?{_PARTICIPLE})?)"
        rf"|\b(?P<future>{future}(?:{_ADVERB}\s+(?:être\s+)?{_PARTICIPLE})?)"
        rf"|\b(?P<past>(?:a|ont|est|sont|ai|avons|avait|avaient|était|étaient|fut|furent|ayant|avoir|être|été){_ADVERB}"
        rf"\s+(?:été\s+)?{_PARTICIPLE})"
        rf"|\b(?P<appeal>(?:(?:a|ont|avait|avaient|est|sont){_ADVERB}\s+(?:été\s+)?)?{_stemmed('appeal')}[^\W\d_]*)"
        rf"|(?:à|d['’]|de|pour)\s*(?P<infinitive>{_INFINITIVE})"
        rf"|\b(?P<bare>[^\W\d_]+(?:é|ée|és|ées|ait|aient|ant)\b|{_stemmed('participle')}(?:e|s|es)?\b)",
        re.IGNORECASE,
    )


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(rf"\b{_stemmed('ahead')}\s+(?:le\s+|ce\s+)?$", re.IGNORECASE)


@cache
def _happened() -> frozenset[str]:
    return frozenset(forms("tense", "happened"))


_MEANING = {
    "modal": FUTURE,
    "past_modal": NEAREST,
    "was_scheduled": NEAREST,
    "scheduled": FUTURE,
    "happening": FUTURE,
    "perfect": PAST,
    "stem": PAST,
    "conditional": FUTURE,
    "future": FUTURE,
    "past": PAST,
    "appeal": PAST,
    "bare": PAST,
}


def direction(text: str, start: int, end: int, low: int, high: int) -> str:
    """PAST, FUTURE, NEAREST or NONE for the day written at ``text[start:end]`` in the sentence ``text[low:high]``."""
    cuts = list(_CLAUSE.finditer(text, low, start))
    left = text[max(low, start - 400, cuts[-1].end() if cuts else low) : start]
    if _DEPUIS.search(left):
        return PAST
    if _ahead().search(left):
        return FUTURE
    noun = _DE.search(left)
    if noun and noun.group(1).lower() in _happened():
        return PAST
    cut = _CLAUSE.search(text, end, high)
    right = text[end : min(high, end + 400, cut.start() if cut else high)]
    return _nearest_left(left) or _first_right(right) or NONE


def _nearest_left(left: str) -> str | None:
    infinitive = False
    for match in reversed(list(_verbs().finditer(left))):
        kind = match.lastgroup or ""
        if kind == "infinitive":
            infinitive = True
        elif kind == "appeal" and not infinitive:
            continue
        elif kind == "past" and infinitive and _appeals(match.group()):
            return FUTURE
        else:
            return FUTURE if kind == "appeal" else _MEANING[kind]
    return None


def _first_right(right: str) -> str | None:
    for match in _verbs().finditer(right):
        kind = match.lastgroup or ""
        if kind not in ("infinitive", "appeal", "bare"):
            return _MEANING[kind]
    return None


@cache
def _appeal() -> re.Pattern[str]:
    return re.compile(rf"\b{_stemmed('appeal')}", re.IGNORECASE)


def _appeals(group: str) -> bool:
    return bool(_appeal().search(group))


_TELLING = ("past", "stem", "future", "happening", "modal", "conditional", "perfect")
_BACKGROUND = re.compile(r"\b(?:avait|avaient|était|étaient)\b|(?:ait|aient)$", re.I)


def tells(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Whether the verb beside a day carries the story on: not a pluperfect, an imperfect or a lone participle."""
    cuts = list(_CLAUSE.finditer(text, low, start))
    left = text[max(low, start - 400, cuts[-1].end() if cuts else low) : start]
    cut = _CLAUSE.search(text, end, high)
    right = text[end : min(high, end + 400, cut.start() if cut else high)]
    verbs = [m for m in _verbs().finditer(left) if m.lastgroup != "infinitive"][-1:] or [
        m for m in _verbs().finditer(right) if m.lastgroup not in ("infinitive", "bare")
    ][:1]
    return not verbs or (verbs[0].lastgroup != "bare" and not _BACKGROUND.search(verbs[0].group()))
