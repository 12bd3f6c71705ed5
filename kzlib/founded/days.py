"""Days and periods that prose says in English, held against those that an article gives."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from kzlib import english
from kzlib.founded.wording import MONTHS, digit

Row = dict[str, Any]

DAYS = re.compile(
    rf"(?:(?P<from>\d{{1,2}})(?: (?P<frommonth>{MONTHS}))?(?: \d{{4}})? ?[–-] ?)?"
    rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{MONTHS})(?: (?P<year>\d{{4}}))?"
)
LAG = re.compile(r"(\d[\d,]*)(?: to (\d[\d,]*))? days? (?:later|before|after|earlier)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def in_english(text: str) -> str:
    """A text with its ISO days as English prints them; what only looks like a day stays."""
    return _ISO.sub(_english, text)


def _english(found: re.Match[str]) -> str:
    try:
        return english.day(dt.date.fromisoformat(found.group()), True)
    except ValueError:
        return found.group()


def not_days(said: str, rows: list[Row]) -> str:
    """Why a text is no day of these rows; empty if every day in it is one, and nothing else is in digits."""
    days = [r[c] for r in rows for c in ("published", "first", "last", "as_of", "anchor") if r.get(c)]
    days += [dt.date.fromisoformat(d) for r in rows for d in _ISO.findall(r.get("literal") or "")]
    for found in DAYS.finditer(said):
        month = english.MONTHS.index(found["month"]) + 1
        wanted = [(found["day"], month)]
        if found["from"]:
            wanted.append((found["from"], english.MONTHS.index(found["frommonth"] or found["month"]) + 1))
        for day, of in wanted:
            if not any(d.month == of and str(d.day) == (day or str(d.day)) and _year(d, found) for d in days):
                return f"{found.group()} is not a day read there"
    return "digits that are no day" if digit(DAYS.sub("", said)) else ""


def lags(said: re.Match[str], document: Row, days: Iterable[dt.date]) -> bool:
    """Whether so many days lie between these days and the day of publication."""
    apart = {abs((document["published"] - d).days) for d in days if document.get("published")}
    return {int(n.replace(",", "")) for n in said.groups() if n} <= apart


def _year(day: dt.date, found: re.Match[str]) -> bool:
    return found["year"] is None or found["from"] is not None or str(day.year) == found["year"]
