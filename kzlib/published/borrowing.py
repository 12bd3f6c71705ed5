"""What an article leaves out of its day, taken from others on the same crisis whose own day is known."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from kzlib.published import crisis as crises
from kzlib.published import meeting, own, report, stamps, years
from kzlib.published.clues import Clues
from kzlib.published.own import Inferred
from kzlib.published.stamps import Stamp

_LENDERS = 2  # articles on a country that must agree to lend a year where no names are in common
_CLOSE = 7  # days within which others must have appeared to make the latest day told the day of publication
_AGREE = 10  # days within which others must be dated to make a day told the time of the crisis
_AROUND = 3  # days around a day in which an article speaks for it
_SPEAKERS = 3  # articles that must speak for a week if nothing they tell does
_CLEARLY = 3  # times that those who speak for a week must outnumber those for another

Lent = dict[str, dt.date]  # days by article


def groups(clues: Sequence[Clues]) -> dict[str, int]:
    """The crisis of each article, as a number: articles that share names with one of it belong to it.

    An article is held only against those that share names with it and are in no crisis yet.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(clues):
        for name in each.crisis.names:
            holders[name].append(number)
    group: dict[str, int] = {}
    waiting = dict.fromkeys(range(len(clues)))
    while waiting:
        crisis = next(iter(waiting))
        reached = [crisis]
        while reached:
            number = reached.pop()
            waiting.pop(number, None)
            group[clues[number].document.doc_id] = crisis
            met = _met_by(clues, number, holders, waiting)
            reached += met
            for other in met:
                del waiting[other]
    return group


def _met_by(clues: Sequence[Clues], number: int, holders: dict[str, list[int]], waiting: Collection[int]) -> list[int]:
    """Numbers of the articles without a crisis that are about the same as one; others leave the lists of `holders`."""
    one = clues[number].crisis
    for name in one.names:
        holders[name] = [other for other in holders[name] if other in waiting]
    shared = Counter(other for name in one.names for other in holders[name])
    return sorted(n for n, count in shared.items() if count >= crises.SHARED and one.same(clues[n].crisis))


def _others(each: Clues, clues: Sequence[Clues], group: dict[str, int]) -> list[Clues]:
    mine = group[each.document.doc_id]
    return [c for c in clues if c is not each and group[c.document.doc_id] == mine]


def _known(others: Sequence[Clues]) -> Lent:
    return {c.document.doc_id: c.document.published for c in others if c.document.published}


def by_date(each: Clues, clues: Sequence[Clues], group: dict[str, int], told: Lent) -> Inferred | None:
    """The day that the article dates without its year, the year being that of its crisis (see `told`)."""
    others = _others(each, clues, group)
    ids = [c.document.doc_id for c in others]
    lent = _known(others) or {doc_id: told[doc_id] for doc_id in ids if doc_id in told}
    for stamp in each.stamps:
        if lent and (found := _stamped(each, stamp, lent)):
            return found
    return _reported(each, lent or _of_country(each, clues))


def _stamped(each: Clues, stamp: Stamp, lent: Lent) -> Inferred | None:
    options = [d for d in years.near(*stamps.month_and_number(stamp), lent.values()) if stamps.agrees(stamp, d)]
    options = [d for d in options if years.fits(each.telling, d.year)]
    if len(options) != 1:
        return None
    day = options[0]
    if stamp.rank == "today beside" and not _follows(each, day, lent):
        return None
    return day, f"text: {stamp.words}; year from {_nearest(day, lent)}"


def _follows(each: Clues, day: dt.date, lent: Lent) -> bool:
    """Whether a day on a neighbouring link can be that of the article: others appeared close to it."""
    return min(abs((day - other).days) for other in lent.values()) <= _CLOSE


def _reported(each: Clues, lent: Lent) -> Inferred | None:
    found = {}
    for year in sorted({day.year + n for day in lent.values() for n in (-1, 0, 1)}):
        deduced = report.dated(each.telling, year) if years.fits(each.telling, year) else None
        if deduced and min(abs((deduced.day - other).days) for other in lent.values()) <= years.WINDOW:
            found[year] = deduced
    if len(found) != 1:
        return None
    (deduced,) = found.values()
    return deduced.day, own.basis(each, deduced, f"year from {_nearest(deduced.day, lent)}")


def _of_country(each: Clues, clues: Sequence[Clues]) -> Lent:
    """Days of articles on the same country, if there are several and all lie within one window."""
    lent = _known([c for c in clues if c is not each and c.crisis.countries & each.crisis.countries])
    if len(lent) < _LENDERS or (max(lent.values()) - min(lent.values())).days > years.WINDOW:
        return {}
    return lent


def told(clues: Sequence[Clues], group: dict[str, int]) -> Lent:
    """Full dates that articles tell, where two others on the crisis are dated close to them: the time of the crisis."""
    lent = {}
    for each in clues:
        day = None if each.document.published else _latest_told(each)
        if day and sum(_dated_near(c, day) for c in _others(each, clues, group)) >= _LENDERS:
            lent[each.document.doc_id] = day
    return lent


def _latest_told(clues: Clues) -> dt.date | None:
    """The latest full date told as past, None if a later year is told."""
    full = [t for t in clues.telling.days if t.year and t.month and t.number and not t.future]
    found = max((d for t in full if (d := years.on(t, t.year or 0))), default=None)
    return found if found and found.year == clues.telling.latest_year else None


def _dated_near(clues: Clues, day: dt.date) -> bool:
    return any(abs((d - day).days) <= _AGREE for d in _partial(clues, day))


def _partial(clues: Clues, day: dt.date) -> Iterator[dt.date]:
    """Days that an article gives itself without the year, near a day."""
    for stamp in clues.stamps:
        yield from (d for d in years.near(*stamps.month_and_number(stamp), [day]) if stamps.agrees(stamp, d))
    for told in years.dated(clues.telling):
        yield from (d for d in years.near(told.month or 0, told.number or 0, [day]) if d.weekday() == told.weekday)


def by_corroboration(each: Clues, clues: Sequence[Clues], group: dict[str, int]) -> Inferred | None:
    """The latest day told in full, where no weekday tells another and several others appeared close to it."""
    day = _latest_told(each)
    if not day or any(t.weekday is not None for t in each.telling.days):
        return None
    lent = _known(_others(each, clues, group))
    close = {d: other for d, other in lent.items() if abs((other - day).days) <= _CLOSE}
    if len(close) < _LENDERS or len(close) < len(lent):
        return None
    form = next(
        t.form for t in each.telling.days if t.year == day.year and t.number == day.day and t.month == day.month
    )
    words = each.document.text[form.start : form.end]
    return day, f"text: {words}; the latest day told; near {_nearest(day, close)}"


def by_week(each: Clues, clues: Sequence[Clues], group: dict[str, int]) -> Inferred | None:
    """The weekday of the report in the one week for which the others on the crisis speak.

    They do if they tell the same on the same days, or if most of them appeared around that day.
    """
    others = [c for c in _others(each, clues, group) if c.document.published]
    lent = _known(others)
    options = report.week_days(each.telling, list(lent.values()))
    speakers = [sum(abs((o.day - day).days) <= _AROUND for day in lent.values()) for o in options]
    met = [o for o in options if _met(each, o.day, others)]
    found = None
    if len(met) == 1 and speakers[options.index(met[0])] == max(speakers):
        found = met[0]
    elif not met and max(speakers, default=0) >= _SPEAKERS:
        clear = [o for o, count in zip(options, speakers, strict=True) if _CLEARLY * count >= max(speakers)]
        found = clear[0] if len(clear) == 1 and _between(clear[0].day, lent) else None
    return (found.day, own.basis(each, found, f"week from {_nearest(found.day, lent)}")) if found else None


def _between(day: dt.date, lent: Lent) -> bool:
    """Whether others appeared before a day and after it: at the edge of what they tell another week may be meant."""
    return min(lent.values()) < day < max(lent.values())


def _met(each: Clues, day: dt.date, others: Sequence[Clues]) -> bool:
    """Whether an article that appeared on a day tells what others tell, or a date that it miswrote agrees."""
    if any(t.number and t.weekday is not None and report.miswritten(t, day) for t in each.telling.days):
        return True
    return any(meeting.tells_the_same(each.telling, day, o.telling, o.document.published or day) for o in others)


def _nearest(day: dt.date, lent: Lent) -> str:
    return min(lent, key=lambda doc_id: (abs((lent[doc_id] - day).days), doc_id))
