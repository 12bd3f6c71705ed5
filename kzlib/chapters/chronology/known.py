"""What was known when: the chronology as it stood on each day of publication, and what each day's articles added."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from kzlib import charts
from kzlib.chapters.chronology import order
from kzlib.chapters.chronology.words import label, short
from kzlib.compare import Happening
from kzlib.edition import Edition
from kzlib.evidence import Column, address, day, joined, plural, source, table, tally

PANELS, TYPES = 12, 8  # days of publication, and types of events, that the chart has room for
ARTICLES = 4  # articles named for a day of publication
_OTHER = "other types"
_NONE = "No article that tells an event is dated, so the book cannot say what was known when."
_NO_DAY = 1.6  # width of the column of undated events, in days, at least
_HALF = 0.34  # half the height of a bar, of the distance between rows
_DIGIT = 0.11  # inches that a bar must be wide to hold a digit

Runs = list[tuple[float, float]]


def first_told(events: Sequence[Happening]) -> dict[dt.date, list[Happening]]:
    """Events by the day of publication of their first report, in order of days; those without one left out."""
    found: defaultdict[dt.date, list[Happening]] = defaultdict(list)
    for event in events:
        if event.reported:
            found[event.reported].append(event)
    return dict(sorted(found.items()))


def filling(edition: Edition) -> Markup:
    """A panel for each day of publication: the events told for the first time strong, those known before faint."""
    days = first_told(order.weightiest(edition.happenings, order.MARKS))
    if not days:
        return Markup("<p>{}</p>").format(_NONE if edition.happenings else "No event was read.")
    events = [h for told in days.values() for h in told]
    shown = sorted(sorted(days, key=lambda d: (-len(days[d]), d))[:PANELS])
    grid = _Grid(events)

    def draw(width: float, links: charts.Links) -> Figure:
        columns = min(len(shown), 4 if width > charts.NARROW else 2)
        rows = -(-len(shown) // columns)
        figure = Figure(figsize=(width, rows * (0.62 + 0.19 * len(grid.types)) + 0.2), layout="constrained")
        axes = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
        for panel, published in zip(axes, shown, strict=False):
            grid.label(panel, _plot(width) / columns)
            _panel(panel, published, days, grid, links)
        for panel in axes[max(0, len(shown) - columns) : len(shown)]:
            panel.tick_params(labelbottom=True)
        for spare in axes[len(shown) :]:
            spare.set_axis_off()
        return figure

    return charts.chart(
        draw, "known", _alt(days, shown), _caption(edition, events, days, shown), edition.imprint("chronology", "known")
    )


def _plot(width: float) -> float:
    return width - 1.4


class _Grid:
    """Where events stand in every panel: a row a type, days from left to right, a column for those without a day."""

    def __init__(self, events: Sequence[Happening]) -> None:
        ranked = order.types(events)
        self.types = ranked if len(ranked) <= TYPES else [*ranked[: TYPES - 1], _OTHER]
        known = [d for h in events for d in (h.first, h.last) if d]
        self.days = charts.Days(known) if known else None
        self.undated = any(h.first is None for h in events)
        self.width = float(len(self.days)) if self.days else 0.0
        self.column = max(_NO_DAY, 0.09 * self.width)
        self.legible = 0.0

    def row(self, event: Happening) -> int:
        """Row of the type of an event, from the top."""
        return self.types.index(event.type if event.type in self.types else _OTHER)

    def run(self, event: Happening) -> tuple[float, float]:
        """Left end and width of an event; at least so wide that it can be seen."""
        if event.first is None or self.days is None:
            return self.width + 0.25 * self.column, self.column
        begin, end = self.days.at(event.first), self.days.at(event.last or event.first)
        least = max(0.9, 0.022 * self.width)
        return begin - least / 2, max(end - begin + 0.9, least)

    def label(self, axes: Axes, width: float) -> None:
        """Names of types and days on a panel of `width` inches, the same for every panel."""
        right = self.width + 1.4 * self.column if self.undated else self.width - 0.3
        self.legible = _DIGIT * (right + 0.7) / width
        ticks = self._days(width * self.width / right) if self.days else []
        if self.undated:
            ticks.append((self.width + 0.75 * self.column, "no\nday"))
            axes.axvline(self.width + 0.05 * self.column, color=charts.SOFT, linewidth=0.6)
        axes.set_xticks([place for place, _ in ticks], [text for _, text in ticks], fontsize=7.5)
        axes.set_xlim(-0.7 if self.days else 0, right)
        axes.set_yticks(range(len(self.types)), [label(t) for t in self.types], fontsize=7.5)
        axes.set_ylim(len(self.types) - 0.5, -0.5)
        lines = Path.make_compound_path(*(Path([(-0.7, n), (right, n)]) for n in range(len(self.types))))
        axes.add_patch(PathPatch(lines, facecolor="none", edgecolor=charts.LINE, linewidth=0.6, zorder=0.5))
        axes.tick_params(left=False, bottom=False)
        axes.grid(visible=False)

    def _days(self, width: float) -> list[tuple[float, str]]:
        """Places and names of days, "5 Jan", with the year below where they are of several years."""
        if self.days is None:
            return []
        years = self.days.first.year != self.days.last.year
        ticks = self.days.ticks(max(1, int(width / 0.6)))
        return [
            (self.days.at(t), day(t, year=False)[: 6 if t.day > 9 else 5] + (f"\n{t.year}" if years else ""))
            for t in ticks
        ]


def _panel(
    axes: Axes, published: dt.date, days: dict[dt.date, list[Happening]], grid: _Grid, links: charts.Links
) -> None:
    """One day of publication: all that was known before as faint bars, what it adds as strong ones that are links."""
    before = [h for when, told in days.items() if when < published for h in told]
    if before:
        known = Path.make_compound_path(
            *(_box(row, *run) for row, runs in _merged(before, grid).items() for run in runs)
        )
        axes.add_patch(PathPatch(known, facecolor=charts.SOFT, alpha=0.3, linewidth=0, clip_on=False))
    new: defaultdict[tuple[int, float, float], list[Happening]] = defaultdict(list)
    for event in days[published]:
        new[grid.row(event), *grid.run(event)].append(event)
    added = sorted(new.items())
    axes.add_collection(
        PathCollection(
            [_box(*where) for where, _ in added],
            facecolor=charts.PALETTE[0],
            edgecolor=charts.PAPER,
            linewidth=0.5,
            clip_on=False,
            urls=[_noted(links, told) for _, told in added],
        )
    )
    for (row, begin, width), told in added:
        if len(told) > 1 and width >= grid.legible:
            axes.text(begin + width / 2, row, str(len(told)), ha="center", va="center", fontsize=7, color=charts.PAPER)
    axes.set_title(f"{day(published)}\n{len(days[published])} new, {len(before)} known", fontsize=charts.SMALL)


def _box(row: int, begin: float, width: float) -> Path:
    top, bottom, end = row - _HALF, row + _HALF, begin + width
    return Path([(begin, top), (end, top), (end, bottom), (begin, bottom), (begin, top)], closed=True)


def _noted(links: charts.Links, told: Sequence[Happening]) -> str:
    """The address of the first of some events, noted with a few words on each."""
    words = "; ".join(short(h) for h in told[:4]) + ("; and more" if len(told) > 4 else "")
    url = address(told[0].tellings[0])
    before = links.labels.get(url)
    return links.to(url, f"{before} | {words}" if before else f"First told: {words}")


def _merged(events: Sequence[Happening], grid: _Grid) -> dict[int, Runs]:
    """For each row the stretches that events cover, those that touch made one."""
    found: defaultdict[int, Runs] = defaultdict(list)
    for row, begin, width in sorted({(grid.row(h), *grid.run(h)) for h in events}):
        runs = found[row]
        if runs and begin <= runs[-1][0] + runs[-1][1] + 0.11:
            start = runs[-1][0]
            runs[-1] = (start, max(runs[-1][1], begin + width - start))
        else:
            runs.append((begin, width))
    return dict(found)


def _caption(
    edition: Edition, events: Sequence[Happening], days: dict[dt.date, list[Happening]], shown: Sequence[dt.date]
) -> Markup:
    text = Markup(
        "A panel for each day of publication; across it the days on which things happened. Strong: told for the first "
        "time by the articles of that day; faint: known before."
    )
    if len(events) < len(edition.happenings):
        text += Markup(" Left out are events that fewer independent voices tell, or whose first report is not dated.")
    if len(days) > len(shown):
        text += Markup(" Shown are the days that tell most for the first time, and {}.").format(
            tally(len(days) - len(shown), "more day", "#t-reported")
        )
    return text


def _alt(days: dict[dt.date, list[Happening]], shown: Sequence[dt.date]) -> str:
    def item(published: dt.date) -> str:
        known = sum(len(told) for when, told in days.items() if when < published)
        types = ", ".join(f"{n} {label(t)}" for t, n in Counter(h.type for h in days[published]).most_common(5))
        return f"{day(published)}: {len(days[published])} new ({types}), {known} known before"

    return charts.listed("Events known by day of publication:", (item(d) for d in shown))


def reported(edition: Edition, most: int) -> Markup:
    """What the articles of each day told for the first time; the `most` days that told most if there are more."""
    days = first_told(edition.happenings)
    if not days:
        return Markup("<p>{}</p>").format(_NONE if edition.happenings else "No event was read.")
    articles: defaultdict[dt.date, list[str]] = defaultdict(list)
    for doc_id, document in edition.documents.items():
        articles[document["published"]].append(doc_id)
    shown = sorted(sorted(days, key=lambda d: (-len(days[d]), d))[:most])
    rows = [(day(d), len(days[d]), _types(days[d]), _named(articles[d])) for d in shown]
    columns = [Column("Published", "day"), Column("New events", "n"), Column("By type", "words"), Column("Articles")]
    caption = "What the articles of each day tell for the first time"
    return table(caption, columns, rows, len(days), "events", id="t-reported")


def _named(doc_ids: Sequence[str]) -> Markup:
    rest = len(doc_ids) - ARTICLES
    return joined([*(source(d) for d in doc_ids[:ARTICLES]), *([plural(rest, "more article")] if rest > 0 else [])])


def _types(events: Sequence[Happening]) -> str:
    counts = Counter(label(h.type) for h in events).most_common()
    return ", ".join(f"{n} {t}" for t, n in counts[:6]) + (" and others" if len(counts) > 6 else "")
