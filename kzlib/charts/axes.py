"""Axes: days with their gaps, and values that may span a thousandfold."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from kzlib.charts.style import SMALL, SOFT
from kzlib.english import MONTHS
from kzlib.evidence import number

# An empty stretch of more days than this is shortened to the width of a few, and marked.
GAP, SHORTENED = 21, 3
_LABEL = 0.75  # inches that the label of a day needs
_MONTHLY = 62  # days beyond which months are labelled, not days
FACTOR = 20.0  # values that span more than this are drawn on a logarithmic axis


class Days:
    """Where days stand along an axis: one unit a day, long empty stretches shortened."""

    def __init__(self, days: Iterable[dt.date]) -> None:
        known = sorted(set(days))
        if not known:
            raise ValueError("an axis of days needs a day")
        self.first, self.last = known[0], known[-1]
        self._starts, self._places = [known[0]], [0.0]
        self.breaks: list[float] = []
        for before, after in pairwise(known):
            if (after - before).days > GAP:
                end = self.at(before)
                self.breaks.append(end + SHORTENED / 2)
                self._starts.append(after)
                self._places.append(end + SHORTENED)
        self._known = known

    def at(self, day: dt.date) -> float:
        """Place of a day along the axis; one within a shortened stretch stands at its end."""
        n = max(0, bisect.bisect_right(self._starts, day) - 1)
        place = self._places[n] + (day - self._starts[n]).days
        return min(place, self._places[n + 1]) if n + 1 < len(self._places) else place

    def __len__(self) -> int:
        return int(self.at(self.last)) + 1

    def stretches(self) -> list[tuple[dt.date, dt.date]]:
        """First and last day of each stretch without a long gap."""
        ends = [max(d for d in self._known if d < start) for start in self._starts[1:]]
        return list(zip(self._starts, [*ends, self.last], strict=True))

    def ticks(self, room: int) -> list[dt.date]:
        """At most about `room` days to label, never two closer than a label is wide."""
        least = len(self) / max(1, room)
        found: list[dt.date] = []
        for first, last in self.stretches():
            for day in _candidates(first, last, least):
                if not found or self.at(day) - self.at(found[-1]) >= least:
                    found.append(day)
        return found


def _candidates(first: dt.date, last: dt.date, least: float) -> list[dt.date]:
    """Days of a stretch worth a label: every few days, or the first of months if it is long."""
    days = (last - first).days + 1
    if days <= _MONTHLY:
        step = next((s for s in (1, 2, 3, 5, 7, 14) if s >= least), 28)
        return [first + dt.timedelta(n) for n in range(0, days, step)]
    months = [first + dt.timedelta(n) for n in range(days) if (first + dt.timedelta(n)).day == 1]
    step = next((s for s in (1, 2, 3, 6) if s * 30 >= least), 12)
    return [m for m in months if (m.month - 1) % step == 0] or months


def days_along(axes: Axes, days: Days, width: float) -> None:
    """Label the x axis of a panel of `width` inches with days, "5 Jan", the year where it begins; mark what is cut."""
    ticks = days.ticks(max(2, int(width / _LABEL)))
    labels, year = [], 0
    for tick in ticks:
        labels.append(f"{tick.day} {MONTHS[tick.month - 1][:3]}" + (f"\n{tick.year}" if tick.year != year else ""))
        year = tick.year
    axes.set_xticks([days.at(t) for t in ticks], labels, fontsize=SMALL + 0.5)
    axes.set_xlim(-0.7, len(days) - 0.3)
    for place in days.breaks:
        axes.axvline(place, color=SOFT, linewidth=1.2, linestyle=(0, (1, 2)))


def day_axis(axes: Axes, first: dt.date, last: dt.date, width: float) -> None:
    """Label an x axis on which marks stand at ``day.toordinal()``, every day of it from first to last."""
    days = Days(first + dt.timedelta(n) for n in range((last - first).days + 1))
    days_along(axes, days, width)
    start = first.toordinal()
    axes.set_xticks([start + t for t in axes.get_xticks()], [t.get_text() for t in axes.get_xticklabels()])
    axes.set_xlim(start - 0.7, last.toordinal() + 0.7)


def value_axis(axes: Axes, values: Sequence[float]) -> bool:
    """Scale and label a y axis for counts: from zero, or logarithmic if they span more than a factor of 20.

    Returns whether it is logarithmic. Zero has a place on both.
    """
    top = max(values)
    positive = [v for v in values if v > 0]
    logarithmic = bool(positive) and top / min(positive) > FACTOR
    if logarithmic:
        zero = len(positive) < len(values)
        axes.set_yscale("symlog", linthresh=1.0) if zero else axes.set_yscale("log")
        ticks = _decades(min(positive), top, zero)
        axes.set_ylim(-0.3 if zero else min(positive) / 2, top * 2.6)
    else:
        ticks = _steps(top)
        axes.set_ylim(-0.04 * ticks[-1], max(top * 1.25, ticks[-1] * 1.08))
    axes.yaxis.set_major_locator(FixedLocator(ticks))
    axes.yaxis.set_major_formatter(FixedFormatter([number(t) for t in ticks]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.tick_params(axis="y", labelsize=SMALL)
    return logarithmic


def _decades(low: float, top: float, zero: bool) -> list[float]:
    """Powers of ten over the values, thinned to about five; with 0 if there is one."""
    exponents = [n for n in range(13) if low / 1.8 <= 10.0**n <= top * 1.8]
    step = -(-len(exponents) // 5) or 1
    ticks = [10.0**n for n in exponents[::step]]
    if len(ticks) < 3:
        ticks = sorted({*ticks, *(3 * 10.0**n for n in range(-1, 13) if low / 1.8 <= 3 * 10.0**n <= top * 1.8)})
    return [0.0, *ticks] if zero else ticks or [top]


def _steps(top: float) -> list[float]:
    """Zero and three to five round steps up to a value."""
    if top <= 0:
        return [0.0, 1.0]
    sizes = (m * 10.0**n for n in range(13) for m in (1, 2, 5))
    size = next(s for s in sizes if top / s <= 5)
    return [size * n for n in range(int(top // size) + 1)] if top >= size else [0.0, top]
