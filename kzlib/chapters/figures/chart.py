"""The charts of figures: one a kind, every claim as a mark by day and value, one panel for each group and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts, institutions
from kzlib.chapters.figures import marks
from kzlib.chapters.figures.choose import Plot, Scoped, plots, voices
from kzlib.chapters.toll import KINDS, said, whom
from kzlib.compare import Claim
from kzlib.edition import Edition
from kzlib.evidence import day, joined, number, tally

# Inches: a panel's values, a line of single numbers, and the title and days around both.
_PANEL, _LINE, _AROUND, _ABOVE, _RIGHT = 1.3, 0.28, 0.75, 0.32, 0.12
_ALL = "#t-register"


def chart(edition: Edition) -> Markup:
    """A chart for every kind that is counted; in words, if no figure can be placed in time."""
    found = plots(edition.claims, edition.grades)
    if not found:
        return Markup("<p>No figure can be placed in time, so there is no chart.</p>")
    letters = voices(found)
    return Markup("\n").join(_chart(edition, plot, letters, plot is found[0]) for plot in found)


def _chart(edition: Edition, plot: Plot, letters: Mapping[str, int], first: bool) -> Markup:
    name = f"figures-{plot.kind}"

    def draw(width: float, links: charts.Links) -> Figure:
        return _draw(plot, letters, width, links)

    alt = charts.listed(f"Claims by day, {KINDS[plot.kind]}.", _told(plot))
    return charts.chart(draw, name, alt, _caption(plot, len(edition.claims), first), edition.imprint("figures", name))


def _told(plot: Plot) -> Iterator[str]:
    """The chart in words: for each scope its claims, with day and voice."""
    for scoped in (*plot.panels, *plot.singles):
        claims = (f"{said(c)} ({day(c.day)}, {voice_name(c)})" for c in reversed(scoped.claims))
        first = next(claims)
        yield f"{title(scoped)}: {first}"
        yield from claims


def title(scoped: Scoped) -> str:
    """Of whom and where, as a heading."""
    _, group, place, *_ = scoped.scope
    return ", ".join((whom(group), place or "place not given"))


def voice_name(claim: Claim) -> str:
    """The independent voice behind a claim, in English."""
    return institutions.english(claim.voice) if claim.voice else "no source named"


def _caption(plot: Plot, total: int, first: bool) -> Markup:
    """What the chart shows; how to read a mark only below the first chart."""
    text = Markup("{}. ").format(KINDS[plot.kind].capitalize())
    if first:
        text += Markup(
            "Each mark is a claim, on the day that it counts up to (of its article, if it does not say), and leads to "
            "its words. "
        )
    if plot.panels:
        text += Markup("The line is the best number of each day, the band runs from its lowest to its highest. ")
    if any(c.added == "incident" for c in plot.shown):
        text += Markup(
            "No line joins the count of one incident: its article gives many times more for a part of the same people. "
        )
    left = plot.claims - plot.other_time - plot.undated - plot.drawn
    reasons = [
        (plot.other_time, "of another time"),
        (plot.undated, "without any day"),
        (left, "of groups and places that fewer speak of"),
    ]
    parts = [Markup("{} {}").format(tally(n, "claim", _ALL), why) for n, why in reasons if n]
    if parts:
        whole = tally(total, "claim", _ALL)
        text += Markup("Of {} in the register {} of this kind: {} drawn, not {}. ").format(
            whole, _are(plot.claims), _are(plot.drawn), joined(parts, "nor")
        )
    if left:
        text += Markup("Drawn first are the lowest, best and highest of each day, where they are farthest apart. ")
    return text


def _are(count: int) -> Markup:
    return Markup("{} {}").format(tally(count, "claim", _ALL), "is" if count == 1 else "are")


def _draw(plot: Plot, letters: Mapping[str, int], width: float, links: charts.Links) -> Figure:
    """The panels in one or two columns, the single numbers below them, then the key; laid out by hand, in inches."""
    columns = 2 if width >= charts.WIDE and len(plot.panels) > 1 else 1
    rows = -(-len(plot.panels) // columns)
    entries = marks.key(plot, letters)
    below = _LINE * (len(plot.singles) + 0.2) + _AROUND if plot.singles else 0.0
    height = rows * (_PANEL + _AROUND) + below + charts.key_height(entries, width)
    figure = Figure(figsize=(width, height))
    days = charts.Days(d for d in [c.day for c in plot.shown] + [r.day for s in plot.panels for r in s.days] if d)
    labels: list[charts.Label] = []
    cell, left = width / columns, _beside(plot)
    for n, scoped in enumerate(plot.panels):
        down = (n // columns) * (_PANEL + _AROUND) + _ABOVE
        axes = _axes(figure, n % columns * cell + left, down, cell - left - _RIGHT, _PANEL)
        labels += _panel(axes, scoped, days, letters, cell - left - _RIGHT, links)
    down = rows * (_PANEL + _AROUND)
    if plot.singles:
        names = ["\n".join(charts.wrap(title(s), 0.3 * width, charts.SMALL)[:2]) for s in plot.singles]
        left = 0.2 + max(charts.width_of(line, charts.SMALL) for name in names for line in name.split("\n"))
        axes = _axes(figure, left, down + _ABOVE, width - left - _RIGHT, below - _AROUND)
        labels += _lines(axes, plot.singles, names, days, letters, width - left - _RIGHT, links)
    charts.key(_axes(figure, 0.0, down + below, width, charts.key_height(entries, width)), entries, width)
    charts.label_marks(figure, labels)
    return figure


def _axes(figure: Figure, left: float, down: float, width: float, height: float) -> Axes:
    """A panel by its place from the upper left corner, in inches."""
    wide, high = figure.get_size_inches()
    return figure.add_axes((left / wide, 1 - (down + height) / high, width / wide, height / high))


def _beside(plot: Plot) -> float:
    """Inches beside the panels for the numbers of their axes."""
    highest = max((c.value_high or c.value for s in plot.panels for c in s.claims), default=0.0)
    return 0.45 + charts.width_of(number(round(highest)), charts.SMALL)


def _panel(
    axes: Axes, scoped: Scoped, days: charts.Days, letters: Mapping[str, int], width: float, links: charts.Links
) -> list[charts.Label]:
    """One group and place: days across, values up, the range of each day behind the claims."""
    head = f"{KINDS[scoped.scope[0]].capitalize()}: {title(scoped)}"
    axes.set_title(charts.fit(head, width, 10.0), fontsize=10.0)
    values = [v for c in scoped.claims for v in (c.value, c.value_high) if v is not None]
    if charts.value_axis(axes, values):
        axes.set_ylabel("log scale", fontsize=charts.SMALL - 1, color=charts.SOFT)
    charts.days_along(axes, days, width)
    marks.band(axes, scoped.days, days)
    spots = marks.spots(scoped.claims, days, width)
    marks.draw(axes, spots, letters, links)
    return marks.labels(axes, scoped, spots, letters)


def _lines(
    axes: Axes,
    singles: Sequence[Scoped],
    names: Sequence[str],
    days: charts.Days,
    letters: Mapping[str, int],
    width: float,
    links: charts.Links,
) -> list[charts.Label]:
    """Groups and places of which one number is given, each on a line of its own, on its day."""
    axes.set_title(f"{KINDS[singles[0].scope[0]].capitalize()}: one number given", fontsize=10.0)
    axes.set_yticks([-float(n) for n in range(len(singles))], names, fontsize=charts.SMALL)
    axes.set_ylim(-len(singles) + 0.4, 0.6)
    charts.days_along(axes, days, width)
    labels: list[charts.Label] = []
    for line, scoped in enumerate(singles):
        found = [(c, x, -float(line)) for c, x, _ in marks.spots(scoped.claims, days, width)]
        marks.draw(axes, found, letters, links)
        labels += marks.labels(axes, scoped, found, letters)
    return labels
