"""Days by number, month and weekday: "5 janvier", "07/01", "mercredi", "le 5"."""

from __future__ import annotations

import datetime as dt

from kzlib.dates import days, verbs
from kzlib.dates.forms import Form
from kzlib.dates.meaning import Meaning, Place, grain_of, single
from kzlib.dates.vocabulary import code, squeeze

BACK = 5  # days: a weekday without verb this far back is taken for the one to come
NEAR = 60  # days: a partial date further ahead than this is looked for in the past, if the verb is past


def _number(written: str) -> int:
    return int("".join(c for c in written if c.isdecimal()) or 1)  # "premier"


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def in_year(month: int, day: int, place: Place, form: Form, weekday: int | None = None) -> dt.date | None:
    """The day of a partial date: the year that the weekday demands, else the one that tense and anchor point to."""
    anchor = place.context.anchor
    if anchor is None:
        return None
    options = [d for y in (-1, 0, 1) if (d := days.date(anchor.year + y, month, day))]
    if weekday is not None:
        options = [d for d in options if d.weekday() == weekday and abs((d - anchor).days) < 300] or options
    if not options:
        return None
    story = _story_year(month, day, place)
    if story and weekday in (None, story.weekday()):
        return story
    near = min(options, key=lambda d: abs((d - anchor).days))
    if near > anchor and (near - anchor).days > NEAR and place.direction(form) == verbs.PAST:
        return max((d for d in options if d <= anchor), default=near)
    if near < anchor and place.follows("le ", form) and place.direction(form) == verbs.FUTURE:
        return min((d for d in options if d >= anchor), default=near)
    return near


def _story_year(month: int, day: int, place: Place) -> dt.date | None:
    """The day in the year of which the paragraph speaks, if it lies near the day named last and far from the anchor."""
    last = place.context.last_of(place.sentence.paragraph)
    if last is None or place.context.anchor is None or abs((place.context.anchor - last).days) < 300:
        return None
    found = days.date(last.year, month, day)
    return found if found and abs((found - last).days) <= NEAR else None


def _day(form: Form, place: Place) -> Meaning | None:
    month, number = code("months", form.parts["month"]), _number(form.parts["day"])
    weekday = code("weekdays", form.parts["weekday"]) if "weekday" in form.parts else None
    year, anchor = form.parts.get("year"), place.context.anchor
    if year:
        day, basis, used = days.date(int(year), month, number), "explicit", None
    elif form.parts.get("way") and anchor:
        options = [d for y in (-1, 0, 1) if (d := days.date(anchor.year + y, month, number))]
        late = form.parts["way"].lower() == "prochain"
        day = (
            min((d for d in options if d > anchor), default=None)
            if late
            else max((d for d in options if d <= anchor), default=None)
        )
        basis, used = "relative", anchor
    else:
        day, basis, used = in_year(month, number, place, form, weekday), "relative", anchor
    if day is None:
        known = days.date(2000, month, number)
        return single(None, grain_of(form), basis) if known and not year else None
    if weekday is not None and day.weekday() != weekday:
        meant = _meant(weekday, number, month, anchor)
        if meant:
            return single(meant, grain_of(form), basis, used, _literal(month, number, anchor, year))
        return single(day, grain_of(form), basis, used, day.isoformat())
    return single(day, grain_of(form), basis, used)


def _meant(weekday: int, number: int, month: int, anchor: dt.date | None) -> dt.date | None:
    """The day near the anchor on which weekday and number agree, if the month or year was miswritten."""
    if anchor is None:
        return None
    near = [anchor + dt.timedelta(days=n) for n in range(-45, 31)]
    agree = [d for d in near if d.weekday() == weekday and d.day == number]
    return min(agree, key=lambda d: (d.month != month, abs((d - anchor).days)), default=None)


def _literal(month: int, number: int, anchor: dt.date | None, year: str | None) -> str | None:
    if year:
        said = days.date(int(year), month, number)
    elif anchor:
        options = [d for y in (-1, 0, 1) if (d := days.date(anchor.year + y, month, number))]
        said = min(options, key=lambda d: abs((d - anchor).days), default=None)
    else:
        said = None
    return said.isoformat() if said else None


def _numeric(form: Form, place: Place) -> Meaning | None:
    month, number = int(form.parts["month"]), _number(form.parts["day"])
    if form.parts.get("year"):
        day = days.date(_year(form.parts["year"]), month, number)
        return single(day, "day", "explicit") if day else None
    if days.date(2000, month, number) is None:
        return None
    return single(in_year(month, number, place, form), "day", "relative", place.context.anchor)


def _weekday(form: Form, place: Place) -> Meaning | None:
    weekday, anchor = code("weekdays", form.parts["weekday"]), place.spoken_on or place.context.anchor
    if anchor is None:
        return single(None, grain_of(form), "relative")
    number = form.parts.get("day")
    if number:
        agree = _meant(weekday, _number(number), anchor.month, anchor)
        if agree:
            return single(agree, grain_of(form), "relative", anchor)
    way = squeeze(form.parts.get("way", ""))
    if way in ("suivant", "precedent"):
        last = place.context.last()
        if last is None:
            return single(None, grain_of(form), "anaphoric")
        day = days.next_on(last + days.DAY, weekday) if way == "suivant" else days.latest(last - days.DAY, weekday)
        return single(day, grain_of(form), "anaphoric", last)
    if way in ("dernier", "passe"):
        return single(days.latest(anchor - days.DAY, weekday), grain_of(form), "relative", anchor)
    if way == "prochain":
        return single(days.next_on(anchor + days.DAY, weekday), grain_of(form), "relative", anchor)
    if place.context.published is None:
        return single(days.next_on(anchor, weekday), grain_of(form), "anaphoric", anchor)
    turn = place.direction(form)
    if turn == verbs.NONE and place.follows("le ", form) and not number:
        return None  # "le samedi, la ville se remplit": every Saturday
    day = days.latest(anchor, weekday)
    if turn == verbs.FUTURE or (turn == verbs.NONE and (anchor - day).days >= BACK):
        day = days.next_on(anchor, weekday)
    elif turn == verbs.NEAREST:
        day = days.nearest(anchor, weekday)
    return single(day, grain_of(form), "relative", anchor)


def _ordinal(form: Form, place: Place) -> Meaning | None:
    anchor = place.context.anchor
    if anchor is None:
        return single(None, "day", "relative")
    turn = verbs.FUTURE if "until" in form.parts else place.direction(form)
    return single(_in_month(_number(form.parts["day"]), anchor, turn), "day", "relative", anchor)


def _ordinals(form: Form, place: Place) -> Meaning | None:
    """ "Du 7 au 10", "la nuit du 6": the last day fixes the month, the first lies before it."""
    anchor, only = place.context.anchor, form.parts.get("only")
    if anchor is None:
        return Meaning(None, None, "range", "relative")
    turn = place.direction(form)
    if only:
        return single(_in_month(_number(only), anchor, turn), "day", "relative", anchor)
    first = _in_month(_number(form.parts["day"]), anchor, turn)
    last = _in_month(_number(form.parts["day2"]), first, verbs.FUTURE) if first else None
    return Meaning(first, last, "range", "relative", None, anchor) if first and last else None


def _in_month(number: int, anchor: dt.date, turn: str) -> dt.date | None:
    """The day of that number nearest to the anchor, not before it if a verb in the future says so, else not after."""
    options = [d for n in (-1, 0, 1) if (d := days.date(*_month_at(anchor, n), number))]
    if turn == verbs.FUTURE:
        return min((d for d in options if d >= anchor), default=None)
    return max((d for d in options if d <= anchor), default=None)


def _month_at(anchor: dt.date, by: int) -> tuple[int, int]:
    first = days.month_of(anchor.year, anchor.month + by)[0]
    return first.year, first.month


RESOLVERS = {
    "day": _day,
    "numeric": _numeric,
    "iso": _numeric,
    "short": _numeric,
    "weekday": _weekday,
    "ordinal": _ordinal,
    "ordinals": _ordinals,
}
