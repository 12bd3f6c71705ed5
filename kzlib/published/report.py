"""On which day the news was told: from the days that an article dates, or from its weekdays and the days of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kzlib.dates import days
from kzlib.dates.forms import Form
from kzlib.published import years
from kzlib.published.telling import Telling, Told

_AFTER = 3  # days after a date in which a weekday told is taken to follow it, not to go before it
_SAYING = 1  # weight up to which a day is that of the report: "ce mardi", "a annoncé mardi"
_AROUND = 3  # days before and after those lent in which the day is looked for
_MONTH = 31  # days that a number and its weekday may lie off where the month is miswritten


@dataclass(frozen=True, slots=True)
class Deduced:
    """A day of publication deduced from what is told: the forms that fix it, and what else it rests on."""

    day: dt.date
    forms: list[Form]
    notes: list[str]


def own(telling: Telling) -> Deduced | None:
    """The day of the report by the article alone: by a full date of it, or by a date whose year the calendar fixes."""
    bare = {t.weekday for t in telling.days if _bare(t)}
    full = [t for t in years.dated(telling) if t.year and _is_news(t, bare)]
    if full:
        year = max(t.year or 0 for t in full)
        return dated(telling, year) if years.fits(telling, year) else None
    year_found = years.own_year(telling)
    found = dated(telling, year_found) if year_found else None
    return Deduced(found.day, found.forms, [*found.notes, "year by the calendar"]) if found else None


def _is_news(told: Told, bare: Collection[int | None]) -> bool:
    """Whether a full date is that of the news: told as the day of the report, or its weekday comes back bare."""
    return told.weight <= _SAYING or told.caption or told.weekday in bare


def _bare(told: Told) -> bool:
    return told.weekday is not None and not told.number and not told.future and told.weight <= years.STORY


def dated(telling: Telling, year: int) -> Deduced | None:
    """The day of the report in a year: the latest date with its weekday, or the weekday of the report soon after it.

    None if a later date or the weekdays leave a doubt.
    """
    found = [(day, t) for t in years.dated(telling) if (day := years.on(t, year)) and (not t.year or t.year == year)]
    if not found:
        return None
    day, told = max(found, key=lambda pair: (pair[0], -pair[1].weight))
    plain = [t for t in telling.days if t.number and t.weekday is None and not t.future]
    if any(t.year in (None, year) and (other := years.on(t, year)) and other > day for t in plain):
        return None
    named = {d.weekday() for d, _ in found}
    rest = [t for t in telling.days if _bare(t) and t.weekday not in named and t.weight <= told.weight]
    if not rest:
        return _at(telling, day, told, [told.form])
    last = max(rest, key=lambda t: (-t.weight, _gap(day, t)))
    if last.weight > 0 and _gap(day, last) > _AFTER:
        return None
    return _at(telling, days.shift(day, _gap(day, last)) or day, last, [last.form, told.form])


def _gap(day: dt.date, told: Told) -> int:
    return ((told.weekday or 0) - day.weekday()) % 7


def _at(telling: Telling, day: dt.date, report: Told, forms: list[Form]) -> Deduced:
    """The day of the report, or the day after if only its evening is told."""
    same = [t for t in telling.days if t.weekday == day.weekday() and not t.future and (t.weight < 3 or t is report)]
    evening = report.weight > 0 and all(t.evening for t in same)
    day = (days.shift(day, 1) or day) if evening else day
    return Deduced(day, forms, ["the day after the evening told"] if evening else [])


def week_days(telling: Telling, lent: Sequence[dt.date]) -> list[Deduced]:
    """Days on which the report can have been told where only weekdays tell it, around the days lent, earliest first."""
    ahead_too = {t.weekday for t in telling.days if t.future}  # a title without verb is told with the text below it
    past = [t for t in telling.days if t.weekday is not None and not t.future]
    past = [t for t in past if not (t.caption and t.weekday in ahead_too)]
    if not past or not lent:
        return []
    gone = {t.weekday for t in past}
    ahead = [t.weekday for t in telling.days if t.future and t.weekday is not None and t.weekday not in gone]
    report = _report(past, ahead)
    options = [d for d in _near(lent) if d.weekday() == report.weekday and _possible(telling, d)]
    return [_at(telling, d, report, [report.form]) for d in options]


def _near(lent: Sequence[dt.date]) -> list[dt.date]:
    """Days around those lent and between them, but none that is more than a month from all of them."""
    first, last = min(lent).toordinal() - _AROUND, max(lent).toordinal() + _AROUND
    near = {day.toordinal() + n for day in {*lent} for n in range(-_MONTH, _MONTH + 1)}
    return [dt.date.fromordinal(n) for n in sorted(near) if max(first, 1) <= n <= min(last, dt.date.max.toordinal())]


def _report(past: Sequence[Told], ahead: Sequence[int | None]) -> Told:
    """The first day of least weight; if no verb of saying names one, the one closest before a day told as ahead."""
    first = min(past, key=lambda t: t.weight)
    if not ahead or first.weight <= _SAYING:
        return first
    return min(past, key=lambda t: max(((a or 0) - (t.weekday or 0) - 1) % 7 for a in ahead))


def _possible(telling: Telling, day: dt.date) -> bool:
    """Whether nothing told as past lies after a day, and dates agree with their weekdays."""
    if telling.latest_year and telling.latest_year > day.year:
        return False
    return all(_agrees(t, day) for t in telling.days if t.number and not t.future and not t.year)


def _agrees(told: Told, day: dt.date) -> bool:
    options = [d for y in (day.year - 1, day.year) if (d := years.on(told, y)) and d <= day]
    if told.weekday is None:
        return any((day - d).days <= 300 for d in options)
    if any((day - d).days <= _MONTH for d in options):
        return True
    return told.weight > years.STORY and miswritten(told, day)


def miswritten(told: Told, published: dt.date) -> bool:
    """Whether weekday and number of a date agree in the week before a day, though its month does not."""
    week = (days.shift(published, -n) for n in range(7))
    return any(d.day == told.number and d.weekday() == told.weekday for d in week if d)
