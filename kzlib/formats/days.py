"""A day of publication as tables and feeds write it: ISO 8601, 07/01/2022, 7 janvier 2022, RFC 5322."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime

from kzlib import lexicon
from kzlib.errors import InputError, quoted

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]|$)")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:\D|$)")
_WORDS = re.compile(r"(?:[^\W\d_]+\.?,? )?(\d{1,2})(?:er)? ([^\W\d_]+\.?) (\d{4})(?:\D|$)")


def month_first(values: Iterable[str]) -> bool:
    """Whether days written in numbers have the month first: some can only be read so, and none the other way."""
    found = [m for v in values if (m := _NUMBERS.match(v.strip()))]
    return any(int(m.group(3)) > 12 for m in found) and not any(int(m.group(1)) > 12 for m in found)


def iso(value: str, month_first: bool = False) -> str:
    """The day in a value, as ISO 8601. Raises InputError if there is none."""
    value = " ".join(value.split())
    try:
        if match := _ISO.match(value):
            return dt.date(*(int(g) for g in match.groups())).isoformat()
        if match := _NUMBERS.match(value):
            first, second, year = (int(match.group(g)) for g in (1, 3, 4))
            day, month = (second, first) if month_first else (first, second)
            return dt.date(year, month, day).isoformat()
        if (match := _WORDS.match(value)) and (month_name := lexicon.fold(match.group(2)).rstrip(".")) in _months():
            return dt.date(int(match.group(3)), _months()[month_name], int(match.group(1))).isoformat()
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        shown = value if len(value) <= 40 else value[:40] + "…"
        raise InputError(
            f"published {quoted(shown)}: no such day; write it as YYYY-MM-DD, such as 2022-01-08, or leave it empty"
        ) from None


def _months() -> dict[str, int]:
    return {form.rstrip("."): int(entry.code) for form, entry in lexicon.by_form("date_months").items()}
