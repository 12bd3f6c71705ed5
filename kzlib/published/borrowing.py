"""What an article leaves out of its day, taken from others on the same crisis whose own day is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from kzlib.published import meeting, own, report, stamps, years
from kzlib.published.clues import Clues, Inferred, Witness
from kzlib.published.crises import Crisis
from kzlib.published.lent import Lent
from kzlib.published.stamps import Stamp

_LENDERS = 2  # articles on a country that must agree to lend a year where no names are in common
_CLOSE = 7  # days within which others must have appeared to make the latest day told the day of publication
_AGREE = 10  # days within which others must be dated to make a day told the time of the crisis
_AROUND = 3  # days around a day in which an article speaks for it
_SPEAKERS = 3  # articles that must speak for a week if nothing they tell does
_CLEARLY = 3  # times that those who speak for a week must outnumber those for another

Step = Callable[[Clues, Witness, Crisis, Mapping[str, Lent]], Inferred | None]


def tell(crisis: Crisis) -> None:
    """Note full dates that articles tell, where two others on the crisis are dated close to them: its time."""
    for each in crisis.articles:
        day = _latest_told(each.clues) if each.clues else None
        if day and crisis.dated_near(each, day, _AGREE, _LENDERS):
            crisis.tells(each, day)


def by_date(each: Clues, article: Witness, crisis: Crisis, countries: Mapping[str, Lent]) -> Inferred | None:
    """The day that the article dates without its year, the year being that of its crisis, or the one it tells."""
    lent = crisis.known if len(crisis.known) else crisis.told_by_others(article)
    for stamp in each.stamps:
        if len(lent) and (found := _stamped(each, stamp, lent)):
            return found
    return _reported(each, lent if len(lent) else _of_country(article, countries))


def _stamped(each: Clues, stamp: Stamp, lent: Lent) -> Inferred | None:
    options = [d for d in years.near(*stamps.month_and_number(stamp), lent) if stamps.agrees(stamp, d)]
    options = [d for d in options if years.fits(each.telling, d.year)]
    if len(options) != 1:
        return None
    day = options[0]
    # a day on a neighbouring link can be that of the article only if others appeared close to it
    if stamp.rank == "today beside" and lent.gap(day) > _CLOSE:
        return None
    return day, f"text: {stamp.words}; year from {lent.nearest(day)}"


def _reported(each: Clues, lent: Lent) -> Inferred | None:
    found = {}
    for year in sorted({day.year + n for day in lent for n in (-1, 0, 1)}):
        deduced = report.dated(each.telling, year) if years.fits(each.telling, year) else None
        if deduced and lent.gap(deduced.day) <= years.WINDOW:
            found[year] = deduced
    if len(found) != 1:
        return None
    (deduced,) = found.values()
    return deduced.day, own.basis(each, deduced, f"year from {lent.nearest(deduced.day)}")


def _of_country(article: Witness, countries: Mapping[str, Lent]) -> Lent:
    """Days of articles on the same country, if there are several and all lie within one window."""
    lent = Lent().joined(countries[country] for country in article.countries if country in countries)
    if len(lent) < _LENDERS or (max(lent) - min(lent)).days > years.WINDOW:
        return Lent()
    return lent


def _latest_told(clues: Clues) -> dt.date | None:
    """The latest full date told as past, None if a later year is told."""
    full = [t for t in clues.telling.days if t.year and t.month and t.number and not t.future]
    found = max((d for t in full if (d := years.on(t, t.year or 0))), default=None)
    return found if found and found.year == clues.telling.latest_year else None


def by_corroboration(each: Clues, article: Witness, crisis: Crisis, _: Mapping[str, Lent]) -> Inferred | None:
    """The latest day told in full, where no weekday tells another and several others appeared close to it."""
    day = _latest_told(each)
    if not day or any(t.weekday is not None for t in each.telling.days):
        return None
    close = crisis.known.around(day, _CLOSE)
    if close < _LENDERS or close < len(crisis.known):
        return None
    form = next(
        t.form for t in each.telling.days if t.year == day.year and t.number == day.day and t.month == day.month
    )
    return day, f"text: {each.said(form)}; the latest day told; near {crisis.known.nearest(day)}"


def by_week(each: Clues, article: Witness, crisis: Crisis, _: Mapping[str, Lent]) -> Inferred | None:
    """The weekday of the report in the one week for which the others on the crisis speak.

    They do if they tell the same on the same days, or if most of them appeared around that day.
    """
    lent = crisis.known
    options = report.week_days(each.telling, list(lent))
    speakers = [lent.around(o.day, _AROUND) for o in options]
    met = [o for o in options if _met(each, o.day, crisis)]
    found = None
    if len(met) == 1 and speakers[options.index(met[0])] == max(speakers):
        found = met[0]
    elif not met and max(speakers, default=0) >= _SPEAKERS:
        clear = [o for o, count in zip(options, speakers, strict=True) if _CLEARLY * count >= max(speakers)]
        # others appeared before it and after it: at the edge of what they tell another week may be meant
        found = clear[0] if len(clear) == 1 and min(lent) < clear[0].day < max(lent) else None
    return (found.day, own.basis(each, found, f"week from {lent.nearest(found.day)}")) if found else None


def _met(each: Clues, day: dt.date, crisis: Crisis) -> bool:
    """Whether an article that appeared on a day tells what others tell, or a date that it miswrote agrees."""
    if any(t.number and t.weekday is not None and report.miswritten(t, day) for t in each.telling.days):
        return True
    tried = ((t, meeting.resolved(t, day)) for t in each.telling.days if not t.number)
    return any(crisis.tells_the_same(told, t.about) for t, told in tried if told)


STEPS: tuple[Step, ...] = (by_date, by_corroboration, by_week)
