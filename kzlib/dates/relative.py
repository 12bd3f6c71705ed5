"""Words that lean on another day: "hier", "la veille", "il y a trois jours", "la semaine dernière"."""

from __future__ import annotations

import datetime as dt

from kzlib.dates import days, verbs
from kzlib.dates.forms import Form
from kzlib.dates.meaning import Meaning, Place, grain_of, single
from kzlib.dates.vocabulary import code, entry, squeeze


def _deictic(form: Form, place: Place) -> Meaning | None:
    row = entry("deictics", form.parts["word"])
    anchor = place.spoken_on or place.context.anchor
    basis = "anaphoric" if place.spoken_on else "relative"
    day = days.shift(anchor, int(row.code)) if anchor else None
    if row.extra["grain"] == "night" and day:
        return Meaning(day - days.DAY, day, "range", basis, None, anchor)
    return single(day, grain_of(form), basis, anchor)


def _anaphor(form: Form, place: Place) -> Meaning | None:
    row, context = entry("anaphora", form.parts["word"]), place.context
    lean, by = row.extra["antecedent"], int(row.code)
    if lean == "last":
        day = context.last()
    elif by > 0:
        day = context.last(main=True)
    else:
        day = context.story(place.sentence)
    if day is None:
        return single(None, "day", "anaphoric")
    if lean == "night":
        first = day - days.DAY if day == context.report() else day
        return Meaning(first, first + days.DAY, "range", "anaphoric", None, day)
    return single(days.shift(day, by), "day", "anaphoric", day)


_COUNTED = {"jour": "day", "semaine": "week", "mois": "month"}
_GRAINS = {"semaine": "week", "mois": "month", "mois-ci": "month"}


def _counted(form: Form, anchor: dt.date | None, sign: int, basis: str) -> Meaning | None:
    unit = squeeze(form.parts["unit"])
    count = code("numbers", form.parts["count"]) * sign
    grain = next((g for begin, g in _COUNTED.items() if unit.startswith(begin)), "year")
    if anchor is None:
        return Meaning(None, None, grain, basis)
    if grain == "day" or (grain == "week" and basis == "anaphoric"):
        return single(days.shift(anchor, count * (1 if grain == "day" else 7)), "day", basis, anchor)
    if grain == "week":
        return Meaning(*days.week_of(anchor, count), grain, basis, None, anchor)
    if grain == "month":
        return Meaning(*days.month_of(anchor.year, anchor.month + count), grain, basis, None, anchor)
    return Meaning(*days.year_of(anchor.year + count), grain, basis, None, anchor)


def _ago(form: Form, place: Place) -> Meaning | None:
    return _counted(form, place.spoken_on or place.context.anchor, -1, "relative")


def _ahead(form: Form, place: Place) -> Meaning | None:
    return _counted(form, place.spoken_on or place.context.anchor, 1, "relative")


def _later(form: Form, place: Place) -> Meaning | None:
    sign = 1 if squeeze(form.parts["way"]).endswith(("tard", "apres")) else -1
    near = squeeze(form.parts["unit"]).startswith(("jour", "semaine"))
    day = place.context.last(main=True) if near else place.context.last_of_any_width()
    what, published = _counted(form, day, sign, "anaphoric"), place.context.published
    if what and what.first and published and sign > 0 and what.first > published:
        return Meaning(None, None, what.grain, "anaphoric")  # leans on a day that the text does not name
    return what


def _weekend(anchor: dt.date, turn: str, way: str) -> days.Span:
    saturday, sunday = (
        d + dt.timedelta(days=n) for d, n in ((days.week_of(anchor)[0], 5), (days.week_of(anchor)[0], 6))
    )
    by = 0
    if way == "prochain" or (not way and turn == verbs.FUTURE):
        by = 7 if way and anchor >= saturday else 0
    elif saturday > anchor or (way and anchor >= saturday):
        by = -7
    return saturday + dt.timedelta(days=by), sunday + dt.timedelta(days=by)


_AFTER_WAYS = ("prochain", "prochaine", "suivant", "suivante")


def _period(form: Form, place: Place) -> Meaning | None:
    way = squeeze(form.parts.get("way", ""))
    around = way in ("precedent", "precedente", "suivant", "suivante")
    anchor = place.context.last_of_any_width() if around else place.context.anchor
    unit, basis = squeeze(form.parts.get("unit", "semaine")), "anaphoric" if around else "relative"
    grain = "range" if unit.startswith("week") else _GRAINS.get(unit, "year")
    if anchor is None:
        return Meaning(None, None, grain, basis)
    by = 1 if way in _AFTER_WAYS else -1 if way else 0
    if grain == "range":
        span = _weekend(anchor, place.direction(form), way)
    elif grain == "week":
        # "The week gone by", written on its Sunday, is the week that ends that day.
        span = days.week_of(anchor, 0 if way == "ecoulee" and anchor.weekday() == 6 else by)
    elif grain == "month":
        span = days.month_of(anchor.year, anchor.month + by)
    else:
        span = days.year_of(anchor.year + by)
    return Meaning(*span, grain, basis, None, anchor)


def _part(form: Form, place: Place) -> Meaning | None:
    row, anchor = entry("fuzzy", form.parts["fuzzy"]).extra, place.context.anchor
    unit, way = squeeze(form.parts["unit"]), squeeze(form.parts.get("way", ""))
    by = 1 if way in _AFTER_WAYS else -1 if way else 0
    if anchor is None:
        return Meaning(None, None, "range", "relative")
    future = place.direction(form) == verbs.FUTURE
    if unit == "semaine":
        span = _part_of_week(row, anchor, by)
        if not way and not future and span[0] > anchor:
            span = _part_of_week(row, anchor, -1)
    elif unit == "mois":
        first, last = int(row["month_first"]), int(row["month_last"])
        if not way and not future and first > anchor.day:
            by = -1
        month = days.month_of(anchor.year, anchor.month + by)[0]
        span = days.clipped(month.year, month.month, first, last)
    else:
        first, last = int(row["year_first"]), int(row["year_last"])
        if not way and not future and first > anchor.month:
            by = -1
        span = days.month_of(anchor.year + by, first)[0], days.month_of(anchor.year + by, last)[1]
    return Meaning(*span, "range", "relative", None, anchor)


def _part_of_week(row: dict[str, str], anchor: dt.date, by: int) -> days.Span:
    monday = days.week_of(anchor, by)[0]
    return monday + dt.timedelta(days=int(row["week_first"])), monday + dt.timedelta(days=int(row["week_last"]))


def _clock(form: Form, place: Place) -> Meaning | None:
    day = place.context.story(place.sentence)
    return single(day, "hour", "anaphoric", day)


RESOLVERS = {
    "deictic": _deictic,
    "anaphor": _anaphor,
    "ago": _ago,
    "ahead": _ahead,
    "later": _later,
    "period": _period,
    "this": _period,
    "weekend": _period,
    "part": _part,
    "clock": _clock,
}
