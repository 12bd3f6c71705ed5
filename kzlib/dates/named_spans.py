"""Months, years, seasons and holidays by name: "janvier 2022", "fin 2021", "l'été dernier", "Noël"."""

from __future__ import annotations

import datetime as dt

from kzlib.dates import days, verbs
from kzlib.dates.forms import Form
from kzlib.dates.meaning import Meaning, Place, single
from kzlib.dates.vocabulary import code, entry, squeeze

NEAR = 60  # days within which a holiday is the nearest one, whatever the tense


def _fuzzy_month(year: int, month: int, form: Form) -> days.Span | None:
    word = form.parts.get("fuzzy") or form.parts.get("many")
    if not word:
        return None
    row = entry("fuzzy", word).extra
    return days.clipped(year, month, int(row["month_first"]), int(row["month_last"]))


def _month(form: Form, place: Place) -> Meaning | None:
    month, anchor = code("months", form.parts["month"]), place.context.anchor
    year = form.parts.get("year")
    basis = "explicit" if year else "relative"
    grain = "range" if form.parts.get("fuzzy") or form.parts.get("many") else "month"
    if year:
        which = int(year)
    elif anchor is None:
        return Meaning(None, None, grain, basis)
    else:
        which = _month_year(month, anchor, form, place)
    first, last = _fuzzy_month(which, month, form) or days.month_of(which, month)
    return Meaning(first, last, grain, basis, None, None if year else anchor)


def _month_year(month: int, anchor: dt.date, form: Form, place: Place) -> int:
    way = squeeze(form.parts.get("way", ""))
    turn = verbs.FUTURE if way == "prochain" else verbs.PAST if way else place.direction(form)
    if turn == verbs.FUTURE:
        return anchor.year + (month < anchor.month or (way == "prochain" and month == anchor.month))
    return anchor.year - (month > anchor.month or (bool(way) and month == anchor.month))


def _years(form: Form, place: Place) -> Meaning | None:
    first, last = int(form.parts["year"]), int(form.parts["year2"])
    return Meaning(dt.date(first, 1, 1), dt.date(last, 12, 31), "range", "explicit") if first < last else None


def _year_form(form: Form, place: Place) -> Meaning | None:
    year = int(form.parts["year"])
    word = form.parts.get("fuzzy") or form.parts.get("many")
    if not word:
        return Meaning(*days.year_of(year), "year", "explicit")
    row = entry("fuzzy", word).extra
    first, last = days.month_of(year, int(row["year_first"]))[0], days.month_of(year, int(row["year_last"]))[1]
    if form.parts.get("many"):
        first, last = days.clipped(year, int(row["year_first"]), int(row["month_first"]), int(row["month_last"]))
    return Meaning(first, last, "range", "explicit")


def _decade(form: Form, place: Place) -> Meaning | None:
    year = int(form.parts["year"])
    year += 0 if year > 99 else 1900 if year >= 20 else 2000
    return Meaning(dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "range", "explicit")


_RANKS = {"premier": 1, "1er": 1, "deuxieme": 2, "second": 2, "2e": 2, "troisieme": 3, "3e": 3, "quatrieme": 4, "4e": 4}


def _quarter(form: Form, place: Place) -> Meaning | None:
    months = 3 if form.parts["unit"].lower() == "trimestre" else 6
    rank = _RANKS.get(squeeze(form.parts["rank"]), 12 // months)
    year, first = int(form.parts["year"]), (rank - 1) * months + 1
    if first > 12:
        return None
    return Meaning(days.month_of(year, first)[0], days.month_of(year, first + months - 1)[1], "range", "explicit")


def _season(form: Form, place: Place) -> Meaning | None:
    row, anchor = entry("seasons", form.parts["season"]).extra, place.context.anchor
    first, last = int(row["first_month"]), int(row["last_month"])
    if form.parts.get("year"):
        year = int(form.parts["year"])
    elif anchor is None:
        return Meaning(None, None, "range", "relative")
    elif form.kind == "this_season":
        year = anchor.year - (first > anchor.month and place.direction(form) != verbs.FUTURE)
    elif form.parts["way"].lower() == "prochain":
        year = anchor.year + (first <= anchor.month)
    else:
        year = anchor.year - (last >= anchor.month or first > last)
    end = days.month_of(year + (last < first), last)[1]
    return Meaning(days.month_of(year, first)[0], end, "range", "explicit" if form.parts.get("year") else "relative")


def _holiday(form: Form, place: Place) -> Meaning | None:
    row, anchor = entry("holidays", form.parts["word"]).extra, place.context.anchor
    if form.parts.get("year"):
        return single(_holiday_in(row, int(form.parts["year"])), "day", "explicit")
    if anchor is None:
        return single(None, "day", "relative")
    options = [d for y in (-1, 0, 1) if (d := _holiday_in(row, anchor.year + y))]
    day = min(options, key=lambda d: abs((d - anchor).days))
    turn = place.direction(form)
    if abs((day - anchor).days) > NEAR and turn != verbs.NONE:
        on_side = [d for d in options if (d >= anchor) == (turn == verbs.FUTURE)]
        day = on_side[0] if turn == verbs.FUTURE else on_side[-1]
    return single(day, "day", "relative", anchor)


def _holiday_in(row: dict[str, str], year: int) -> dt.date | None:
    if row["easter"]:
        return days.shift(days.easter(year), int(row["easter"]))
    return days.date(year, int(row["month"]), int(row["day"]))


RESOLVERS = {
    "month": _month,
    "years": _years,
    "year": _year_form,
    "decade": _decade,
    "quarter": _quarter,
    "season": _season,
    "this_season": _season,
    "holiday": _holiday,
}
