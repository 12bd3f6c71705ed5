"""The picture on the cover: the days of the crisis, what happened on each above the line, what was counted below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.chapters.chronology.card import happened
from kzlib.chapters.daymarks import Daily
from kzlib.chapters.figures.card import counted
from kzlib.edition import Edition
from kzlib.evidence import day, days, plural

SPAN = 42  # days that the picture shows at most
# Teal and vermilion that stand out from light and from dark paper; the sides of the line say the same.
HAPPENED, COUNTED = "#0b8aa2", charts.PALETTE[1]


class Stack(NamedTuple):
    """What stands on one day and side: how much, and the marks that are shown, each address and name."""

    total: int
    marks: Sequence[tuple[str, str]]


Side = Mapping[dt.date, Stack]


def cover(edition: Edition) -> Markup:
    """The cover of the book; nothing if no event and no claim has a day."""
    above, below = _side(edition, "happened", happened), _side(edition, "counted", counted)
    first, last = window([date for side in (above, below) for date, stack in side.items() for _ in range(stack.total)])
    if first is None or last is None:
        return Markup("")
    up, down = (_within(side, first, last) for side in (above, below))

    def draw(width: float, links: charts.Links) -> Figure:
        tall, deep = (max((len(stack.marks) for stack in side.values()), default=0) for side in (up, down))
        figure, (axes,) = charts.panels(width, [0.7 + 0.15 * (tall + deep)])
        shown = charts.Days([first, last, *up, *down])
        _stack(axes, shown, up, links, HAPPENED, 1)
        _stack(axes, shown, down, links, COUNTED, -1)
        axes.axhline(0, color=charts.INK, linewidth=0.9)
        charts.days_along(axes, shown, width)
        axes.set_ylim(-deep - 0.9, tall + 0.9)
        axes.set_yticks([])
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        return figure

    alt = f"{days(first, last)}, day by day. " + " ".join(_told(d, up, down) for d in sorted({*up, *down}))
    caption = (
        "Above the line what happened, below it how many were counted, each on its day: one brick an event or a "
        "claim, which leads to its words."
    )
    caption += " Other days are in the chapters." if len(above) + len(below) > len(up) + len(down) else ""
    return charts.chart(draw, "cover", alt, caption, edition.imprint("index", "cover"))


def _side(edition: Edition, name: str, made: Callable[[Edition], Daily]) -> dict[dt.date, Stack]:
    """One side of the line by day, as its chapter hands it on; made here if no chapter does."""
    daily = edition.handed[name] if name in edition.handed else made(edition)
    return {dt.date.fromisoformat(day): Stack(count, marks) for day, count, marks in daily}


def window(found: Sequence[dt.date]) -> tuple[dt.date | None, dt.date | None]:
    """First and last of the at most SPAN days running that hold most of what has a day; the latest of as many."""
    known = sorted(found)
    best: tuple[int, int] | None = None
    start = 0
    for end, last in enumerate(known):
        while (last - known[start]).days >= SPAN:
            start += 1
        if best is None or end - start >= best[1] - best[0]:
            best = start, end
    return (known[best[0]], known[best[1]]) if best else (None, None)


def _within(side: Side, first: dt.date, last: dt.date) -> dict[dt.date, Stack]:
    return {date: stack for date, stack in side.items() if first <= date <= last}


def _stack(axes: Axes, shown: charts.Days, side: Side, links: charts.Links, colour: str, sign: int) -> None:
    """The marks of each day one on the other, away from the line; what finds no room is counted at the end."""
    built = [(date, height, mark) for date, on in side.items() for height, mark in enumerate(on.marks, start=1)]
    places = [shown.at(date) for date, _, _ in built]
    feet = [sign * (height - 0.82) for _, height, _ in built]
    bricks = axes.bar(places, sign * 0.76, width=0.8, bottom=feet, color=colour)
    for brick, (date, _, (address, name)) in zip(bricks, built, strict=True):
        brick.set_url(links.to(address, f"{day(date)}: {name}"))
    for date, (count, marks) in side.items():
        if more := count - len(marks):
            place = shown.at(date), sign * (len(marks) + 0.75)
            axes.annotate(f"+{more}", place, ha="center", va="center", fontsize=charts.SMALL)


def _told(date: dt.date, up: Side, down: Side) -> str:
    events, claims = (side[date].total if date in side else 0 for side in (up, down))
    return f"{day(date, year=False)}: {plural(events, 'event')}, {plural(claims, 'claim')}."
