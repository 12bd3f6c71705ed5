"""What looks like a date and is none: habits, names, counts, curfew hours, durations."""

from __future__ import annotations

import re

from kzlib.dates.grammar import FUNCTION
from kzlib.dates.vocabulary import words

_HABIT = re.compile(r"\b(?:tous?|toutes?|chaque|un|les|des|quelques|pri[èe]res?\s+du|plusieurs|certains)\s+$", re.I)
_MONTH_LEAD = re.compile(
    r"(?:\b(?:en|de|du|depuis|dès|et|à|à\s+partir\s+de|jusqu['’]en|jusqu['’]à|jusqu['’]au|avant|après|vers|pour|entre|"
    r"au\s+mois\s+de|courant|ce|ou|au)\s+|d['’]|^\(?)$",
    re.I,
)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:en|depuis|dès|jusqu['’]en|avant|après|vers|de|et|à|an|année|années|entre|pour|courant|fin|début|ou|in|ici|horizon)\s+|d['’]|[(,]\s*|[-–]\s?)$",
    re.I,
)
_STRONG_YEAR = re.compile(r"\b(?:en|depuis|dès|jusqu['’]en|an|année)\s+$", re.I)
_AFTER_YEAR = re.compile(rf"\s*(?:$|[.,;:!?)»”\"–—…-]|\b{FUNCTION}(?!\w))", re.I)
# "entre 1900 et 2000 personnes": what follows the second number is counted
_COUNT_AFTER = re.compile(rf"\s+(?:et|à|ou)\s+\d[\d\s\u202f]*(?!{FUNCTION}(?!\w))[^\W\d_]{{3,}}", re.I)
# "ils étaient 1500 à 2000": the first number is no year, so the second is none either
_SECOND_NUMBER = re.compile(r"((?:^|\S+\s+))\d{3,4}\s+(?:à|et|ou)\s+$", re.I)
_RANGE_HOURS = re.compile(
    r"\b(?:de|entre|d['’])\s*$|heures?\s+(?:et|à)\s*$|\dh(?:\d\d)?\s+(?:et|à)\s*$|minuit\s+(?:et|à)\s*$|\bà\s+partir\s+$|couvre-feu[^.]{0,40}$",
    re.I,
)
_RELATION = re.compile(r"\s+(?:de|du|des|d['’])(?!\s?(?:la\s+)?(?:soirée|matinée))", re.I)
_STILL = re.compile(r"\b(?:encore|jusqu['’]à|d['’])\s*$", re.I)
_STILL_AFTER = re.compile(r"\s+(?:encore\b|âgée?s?\b)", re.I)
_OTHER_NEW_YEAR = re.compile(
    r"\s+(?:lunaire|chinois|orthodoxe|persan|perse|juif|musulman|berbère|amazigh|vietnamien|khmer|bouddhiste)", re.I
)


def excluded(text: str, start: int, end: int, kind: str, parts: dict[str, str], low: int, high: int) -> bool:
    """Whether the form at ``text[start:end]`` in the sentence ``text[low:high]`` is no date after all."""
    before, after = text[max(low, start - 60) : start], text[end : min(high, end + 40)]
    test = _TESTS.get(kind)
    return bool(test and test(before, after, text[start:end], parts))


def _weekday(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    return bool(_HABIT.search(before)) or bool(
        re.match(r"\s+(?:gras|noir|rouge|sanglant|sur\s+(?:deux|trois))\b", after)
    )


def _month(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    if parts.get("year") or parts.get("way") or parts.get("fuzzy") or parts.get("many"):
        return False
    name = parts["month"]
    return not name[0].islower() or name.endswith(".") or not _MONTH_LEAD.search(before)


def _year(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    if parts.get("fuzzy") or parts.get("many") or form.lower().startswith("mi-"):
        return False
    if _STRONG_YEAR.search(before):
        return False
    if re.search(r"\b(?:plus|moins|près|autour)\s+de\s+$", before, re.I):
        return True
    second = _SECOND_NUMBER.search(before)
    if _COUNT_AFTER.match(after) or (second and not _YEAR_LEAD.search(second.group(1))):
        return True
    return not (_YEAR_LEAD.search(before) and _AFTER_YEAR.match(after))


def _deictic(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    if form.lower() == "ce jour":
        return bool(re.search(r"\b(?:à|jusqu['’]à|depuis)\s+$", before))
    return form.lower().startswith("auj") and bool(_STILL.search(before) or _STILL_AFTER.match(after))


def _anaphor(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    word = parts["word"].lower()
    if word.endswith(("veille", "lendemain", "surlendemain")):
        return bool(_RELATION.match(after)) or bool(re.search(r"\b(?:à|au|jour\s+au)\s+$", before))
    if re.match(rf"\s+(?:de\s+(?:ce\s+|la\s+)?|du\s+|d['’])(?:{words('weekdays')}|\d)", after, re.I):
        return True
    return word.endswith("nuit") and bool(
        re.match(r"\s+(?:de|du|des|noire|suivante|précédente|polaire|et\s+le\s+jour)\b", after)
    )


def _clock(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    return (
        bool(_RANGE_HOURS.search(before))
        or bool(re.match(r"\s*(?:à|et|[-–])\s*(?:\d|minuit|midi)|\s+d(?:['’]|e\b)", after))
        or bool(re.search(r"\b(?:\d+|une|deux|trois|quatre|cinq|six)\s*$", before))
        or form.lower().startswith(("avant midi", "après midi"))
    )


def _holiday(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    if parts["word"].lower() in ("noël", "toussaint"):
        return not re.search(r"\b(?:à|de|pour|avant|après|la|depuis|dès|jour\s+de|d'ici)\s+$", before, re.I) or bool(
            re.match(r"\s+[A-ZÀ-Ý]", after)
        )
    return bool(_OTHER_NEW_YEAR.match(after)) or bool(re.search(r"\b[îi]le\s+de\s+$", before, re.I))


def _later(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    return bool(re.search(r"\b(?:moins\s+de|plus\s+de|quelques|près\s+de|environ)\s+$", before, re.I))


def _day(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    return bool(re.search(r"[\d][.,]$|\barticle\s+$", before))


def _period(before: str, after: str, form: str, parts: dict[str, str]) -> bool:
    return bool(re.match(r"an\b", parts["unit"])) and not parts.get("way")


_TESTS = {
    "weekday": _weekday,
    "month": _month,
    "year": _year,
    "deictic": _deictic,
    "anaphor": _anaphor,
    "clock": _clock,
    "holiday": _holiday,
    "later": _later,
    "day": _day,
    "period": _period,
}
