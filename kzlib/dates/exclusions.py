"""What looks like a date and is none: habits, names, counts, curfew hours, durations."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kzlib import lexicon
from kzlib.dates.grammar import FUNCTION
from kzlib.dates.vocabulary import words

_WINDOW = 60  # characters before and after a form that can rule it out

# What stands before, or after, a form of a kind and rules it out.
_BEFORE = {
    "weekday": r"\b(?:tou[st]|toutes?|chaque|un|les|des|quelques|pri[èe]res?\s+du|plusieurs|certains|journal\s+du)\s+$",
    "later": r"\b(?:moins\s+de|plus\s+de|quelques|près\s+de|environ)\s+$",
    "day": r"\d[.,]$|\barticle\s+$",
    "ordinals": r"\b(?:pass|bond|mont|tomb|recul)[^\W\d_]*\s+$",
    "part": r"\bfêtes\s+(?:de\s+)?$",
    "clock": r"(?:\b(?:de|entre|\d+|une|deux|trois|quatre|cinq|six|\d{1,2}\s?h\d{0,2}|heures?|minuit|à\s+partir)|d['’]|"
    r"jusqu['’]|couvre-feu[^.]{0,40})\s*$",
}
_AFTER = {
    "weekday": r"\s+(?:gras|noir|rouge|sanglant|sur\s+(?:deux|trois))\b",
    "month": r"\s+\d\d(?!\w)",
    "clock": r"\s*(?:à|et|[-–])\s*(?:\d|minuit|midi)|\s+d(?:['’]|e\b)",
}
_YEAR_LEAD = re.compile(
    r"(?:\b(?:en|depuis|dès|jusqu['’]en|avant|après|vers|de|an|année|années|entre|pour|courant|fin|début|in|horizon|"
    r"d['’]ici(?:\s+à)?|jusqu['’]à)\s+|d['’]|[(,]\s*|[-–]\s?)$",
    re.I,
)
_STRONG_YEAR = re.compile(r"\b(?:en|depuis|dès|jusqu['’]en|an|année)\s+$", re.I)
_MORE_THAN = re.compile(r"\b(?:plus|moins|près|autour)\s+de\s+$", re.I)
_AFTER_YEAR = re.compile(rf"\s*(?:$|[.,;:!?)»”\"–—…-]|\b{FUNCTION}(?!\w))", re.I)
# "entre 1900 et 2000 personnes": what follows the second number is counted
_COUNT_AFTER = re.compile(rf"\s+(?:et|à|ou)\s+\d[\d\s\u202f]*(?!{FUNCTION}(?!\w))[^\W\d_]{{3,}}", re.I)
# "ils étaient 1500 à 2000": the first number is no year, so the second is none either
_SECOND_NUMBER = re.compile(r"((?:^|\S+\s+))\d{3,4}\s+(?:à|et|ou)\s+$", re.I)
_MONTH_LEAD = re.compile(
    r"(?:\b(?:en|de|du|depuis|dès|et|à|jusqu['’](?:en|à|au)|avant|après|vers|pour|entre|mois\s+de|courant|ce|ou|au)\s+|"
    r"d['’]|^\(?)$",
    re.I,
)
_RELATION = re.compile(r"\s+(?:de|du|des|d['’])(?!\s?(?:la\s+)?(?:soirée|matinée))", re.I)
_RELATED = re.compile(r"\b(?:à|au|jour\s+au)\s+$", re.I)
_OTHER_NIGHT = re.compile(r"\s+(?:de|du|des|noire|polaire|et\s+le\s+jour)\b", re.I)
# "today" for nowadays: "il est aujourd'hui en exil", "les élites d'aujourd'hui"
_STILL = re.compile(
    r"\b(?:encore|jusqu['’]à|d['’]|est|sont|reste|restent|demeure|vit|vivent|compte|comptent)\s*$", re.I
)
_STILL_AFTER = re.compile(r"\s+(?:encore\b|âgée?s?\b|en\s+exil\b|retraitée?s?\b|disparue?s?\b)", re.I)
_UP_TO = re.compile(r"\b(?:à|jusqu['’]à|depuis)\s+$", re.I)
_FEAST_LEAD = re.compile(r"\b(?:à|de|pour|avant|après|la|depuis|dès|jour\s+de)\s+$", re.I)
_OTHER_NEW_YEAR = re.compile(
    r"\s+(?:lunaire|chinois|orthodoxe|persan|perse|juif|musulman|berbère|amazigh|vietnamien|khmer|bouddhiste)", re.I
)


def excluded(text: str, start: int, end: int, kind: str, parts: dict[str, str], low: int, high: int) -> bool:
    """Whether the form at ``text[start:end]`` in the sentence ``text[low:high]`` is no date after all."""
    before, after = text[max(low, start - _WINDOW) : start], text[end : min(high, end + _WINDOW)]
    ahead, behind = _pattern(kind)
    if (ahead and ahead.search(before)) or (behind and behind.match(after)):
        return True
    if kind in ("day", "weekday", "day_list") and _bears_its_name(before):
        return True
    test = _TESTS.get(kind)
    return bool(test and test(before, after, parts))


@cache
def _pattern(kind: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    before, after = _BEFORE.get(kind), _AFTER.get(kind)
    return re.compile(before, re.I) if before else None, re.compile(after, re.I) if after else None


@cache
def _named_after() -> re.Pattern[str]:
    names = "|".join(re.escape(e.form) for e in lexicon.load("date_named_after"))
    return re.compile(rf"\b(?:{names})\s+du\s+$")


def _bears_its_name(before: str) -> bool:
    """ "Le stade du 28 septembre", "le boulevard du 30 juin": a place or body that is named after a day."""
    return bool(_named_after().search(before))


def _month(before: str, after: str, parts: dict[str, str]) -> bool:
    if parts.keys() & {"year", "way", "fuzzy", "many"}:
        return False
    name = parts["month"]
    cased = name[0].islower() or (name.isupper() and before.isupper())
    return not cased or name.endswith(".") or not _MONTH_LEAD.search(before)


def _year(before: str, after: str, parts: dict[str, str]) -> bool:
    if parts.keys() & {"fuzzy", "many"} or _STRONG_YEAR.search(before):
        return False
    second = _SECOND_NUMBER.search(before)
    if _MORE_THAN.search(before) or _COUNT_AFTER.match(after) or (second and not _YEAR_LEAD.search(second.group(1))):
        return True
    return not ((second or _YEAR_LEAD.search(before)) and _AFTER_YEAR.match(after))


def _deictic(before: str, after: str, parts: dict[str, str]) -> bool:
    word = parts["word"].lower()
    if word == "ce jour":
        return bool(_UP_TO.search(before))
    if word == "demain":
        return before.lower().endswith(" de ")
    return word.startswith("auj") and bool(_STILL.search(before) or _STILL_AFTER.match(after))


@cache
def _opening_days() -> tuple[re.Pattern[str], re.Pattern[str]]:
    weekday = words("weekdays")
    return (
        re.compile(rf"(?<!nuit )\bdu\s+(?:{weekday}\s+au\s+)?$", re.I),
        re.compile(rf"\s+au\s+{weekday}(?!\s+\d)", re.I),
    )


def _weekday(before: str, after: str, parts: dict[str, str]) -> bool:
    """ "Du lundi au vendredi": every week."""
    opening, closing = _opening_days()
    lead = opening.search(before)
    return bool(lead and not parts.get("day") and (closing.match(after) or "au" in lead.group()))


@cache
def _of_a_day() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:de\s+(?:ce\s+|la\s+)?|du\s+|d['’])(?:{words('weekdays')}|\d)", re.I)


def _anaphor(before: str, after: str, parts: dict[str, str]) -> bool:
    word = parts["word"].lower()
    if word.endswith(("veille", "lendemain")):
        return bool(_RELATION.match(after) or _RELATED.search(before))
    return bool(_of_a_day().match(after)) or (word.endswith("nuit") and bool(_OTHER_NIGHT.match(after)))


def _holiday(before: str, after: str, parts: dict[str, str]) -> bool:
    if parts["word"].lower() in ("noël", "toussaint"):
        return not _FEAST_LEAD.search(before) or after[1:2].isupper()
    return bool(_OTHER_NEW_YEAR.match(after)) or before.lower().endswith(("île de ", "ile de "))


_TESTS: dict[str, Callable[[str, str, dict[str, str]], bool]] = {
    "weekday": _weekday,
    "month": _month,
    "year": _year,
    "deictic": _deictic,
    "anaphor": _anaphor,
    "holiday": _holiday,
}
