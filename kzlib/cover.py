"""The picture on the cover: the days of the crisis, what happened on each above the line, what was counted below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.compare import Claim
from kzlib.edition import Edition, Row
from kzlib.evidence import address, day, days, number, plural, shorten

# Days that the picture shows at most, marks on one day and side, characters of a mark's name.
SPAN, HIGH, NAME = 42, 9, 90
# Teal and vermilion that stand out from light and from dark paper; the sides of the line say the same.
HAPPENED, COUNTED = "#0b8aa2", charts.PALETTE[1]


@dataclass(frozen=True, slots=True)
class Mark:
    """One happening or claim on its day, by the telling or the claim whose words it leads to."""

    day: dt.date
    words: Row | Claim

    @property
    def address(self) -> str:
        """Where the words are."""
        return address(self.words)

    @property
    def name(self) -> str:
        """What the link is called."""
        if isinstance(self.words, Claim):
            claim = self.words
            return f"{day(self.day)}: {number(claim.value)} {claim.kind}, {claim.speaker or 'no source given'}"
        return f"{day(self.day)}: {shorten(self.words['text'], NAME)}"


def cover(edition: Edition) -> Markup:
    """The cover of the book; nothing if no event and no claim has a day."""
    above, below = happened(edition), counted(edition)
    first, last = window([m.day for m in above + below])
    if first is None or last is None:
        return Markup("")
    up, down = (_by_day(marks, first, last) for marks in (above, below))

    def draw(width: float, links: charts.Links) -> Figure:
        tall, deep = (min(HIGH, max((len(m) for m in side.values()), default=0)) for side in (up, down))
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
    left = len(above) + len(below) - sum(len(m) for side in (up, down) for m in side.values())
    caption += " Other days are in the chapters." if left else ""
    return charts.chart(draw, "cover", alt, caption, edition.imprint("index", "cover"))


def happened(edition: Edition) -> list[Mark]:
    """Events that have a day, each at the words of its first telling."""
    return [Mark(h.first, h.tellings[0]) for h in edition.happenings if h.first]


def counted(edition: Edition) -> list[Mark]:
    """Claims that have a day, on the day that they count up to or were published."""
    return [Mark(c.day, c) for c in edition.claims if c.day]


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


def _by_day(marks: Sequence[Mark], first: dt.date, last: dt.date) -> dict[dt.date, list[Mark]]:
    found: dict[dt.date, list[Mark]] = {}
    for mark in marks:
        if first <= mark.day <= last:
            found.setdefault(mark.day, []).append(mark)
    return found


def _stack(
    axes: Axes, shown: charts.Days, side: dict[dt.date, list[Mark]], links: charts.Links, colour: str, sign: int
) -> None:
    """The marks of each day one on the other, away from the line; what finds no room is counted at the end."""
    built = [(date, height, mark) for date, marks in side.items() for height, mark in enumerate(marks[:HIGH], start=1)]
    places = [shown.at(date) for date, _, _ in built]
    feet = [sign * (height - 0.82) for _, height, _ in built]
    bricks = axes.bar(places, sign * 0.76, width=0.8, bottom=feet, color=colour)
    for brick, (_, _, mark) in zip(bricks, built, strict=True):
        brick.set_url(links.to(mark.address, mark.name))
    for date, marks in side.items():
        place = shown.at(date)
        if len(marks) > HIGH:
            axes.annotate(
                f"+{len(marks) - HIGH}", (place, sign * (HIGH + 0.75)), ha="center", va="center", fontsize=charts.SMALL
            )


def _told(date: dt.date, up: dict[dt.date, list[Mark]], down: dict[dt.date, list[Mark]]) -> str:
    events, claims = len(up.get(date, [])), len(down.get(date, []))
    return f"{day(date, year=False)}: {plural(events, 'event')}, {plural(claims, 'claim')}."
