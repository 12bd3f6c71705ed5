"""When it happened against when it was first reported: a line for each event, from its day to that of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.chapters.chronology import order
from kzlib.chapters.chronology.words import PRECISION, STATUS, first_report, label, short
from kzlib.compare import Happening
from kzlib.edition import Edition
from kzlib.evidence import address, plural, shorten, tally

MARKERS = {"fact": "o", "said": "s", "planned": "^", "denied": "X"}
_LANE, _BAND = 0.2, 0.16  # inches a line of events, and between types
_SIZES = (52, 85, 125, 170)  # square points of a mark for one, two, three, and more voices
_MARK = 0.1  # inches left free around a mark
_BEFORE, _DIGIT = 0.11, 0.075  # inches between a tick and the days written after it, and for each character of them


@dataclass(frozen=True, slots=True)
class Lane:
    """An event with its place in the chart: y in inches from the top, x on the axis of days."""

    event: Happening
    y: float
    begin: float
    end: float
    report: float | None

    @property
    def middle(self) -> float:
        """Where the mark stands: on the day, or amid the days."""
        return (self.begin + self.end) / 2


def chart(edition: Edition) -> Markup:
    """Dated events by type over days; each mark links to its words, each tick to its first report."""
    known = order.dated(edition)
    if not known:
        return Markup("<p>No event could be dated, so there is no chart.</p>")
    events = order.weightiest(known, order.MARKS)
    days = charts.Days(d for h in events for d in (h.first, h.last, h.reported) if d)

    def draw(width: float, links: charts.Links) -> Figure:
        entries = _entries(events)
        lanes, bands, height = _lanes(events, days, width)
        figure, (legend, axes) = charts.panels(width, [charts.key_height(entries, width), height], share_x=False)
        charts.key(legend, entries, width)
        for lane in lanes:
            _span(axes, lane)
        _marks(axes, lanes, links)
        _frame(axes, bands, height)
        charts.days_along(axes, days, _plot(width))
        axes.set_xlim(-0.7, len(days) - 0.3 + _room(days, width, max(_written(h) for h in events)))
        return figure

    return charts.chart(
        draw, "chronology", _alt(events), _caption(events, known), edition.imprint("chronology", "chronology")
    )


def _plot(width: float) -> float:
    """Inches of the picture right of the names of types."""
    return width - (1.5 if width > charts.NARROW else 1.1)


def _room(days: charts.Days, width: float, inches: float) -> float:
    """Inches as units of the axis of days, which leaves some of the picture to what is written after the last."""
    return inches * len(days) / (_plot(width) - 1)


def _written(event: Happening) -> float:
    """Inches that the days written after the tick of an event take."""
    return _BEFORE + _DIGIT * len(_days_between(event))


def _lanes(
    events: Sequence[Happening], days: charts.Days, width: float
) -> tuple[list[Lane], list[tuple[str, float, float]], float]:
    """Places of the events, bands of their types (type, top, bottom), and the height of it all in inches.

    Events of a type share a line where neither their days nor the days written after them meet.
    """
    lanes, bands, top = [], [], 0.0
    mark = _room(days, width, _MARK)
    for code in order.types(events):
        ends: list[float] = []
        for event in (h for h in events if h.type == code):
            begin, end, report = _along(event, days)
            left = min(begin, end if report is None else report) - mark
            line = next((n for n, taken in enumerate(ends) if taken <= left), len(ends))
            ends[line : line + 1] = [
                max(end, begin if report is None else report) + _room(days, width, _MARK + _written(event))
            ]
            lanes.append(Lane(event, top + _BAND + _LANE * line + _LANE / 2, begin, end, report))
        bottom = top + max(2 * _BAND + _LANE * len(ends), 0.36)
        bands.append((code, top, bottom))
        top = bottom
    return lanes, bands, top + 0.35


def _along(event: Happening, days: charts.Days) -> tuple[float, float, float | None]:
    assert event.first
    report = None if event.reported is None else days.at(event.reported)
    return days.at(event.first), days.at(event.last or event.first), report


def _span(axes: Axes, lane: Lane) -> None:
    """The days that an event may cover as a pale bar, and the line to its first report."""
    if lane.end > lane.begin:
        ends = [lane.begin - 0.3, lane.end + 0.3]
        axes.plot(ends, [lane.y] * 2, color=charts.SOFT, alpha=0.3, linewidth=7, solid_capstyle="butt", zorder=2)
    if lane.report is not None:
        dashes = "solid" if lane.report >= lane.middle else (0, (2, 1.5))
        weight = 0.9 + 0.5 * min(lane.event.origins - 1, 3)
        ends = [lane.middle, lane.report]
        axes.plot(ends, [lane.y] * 2, color=charts.SOFT, linewidth=weight, linestyle=dashes, zorder=3)
        right = max(lane.report, lane.end)
        axes.annotate(
            _days_between(lane.event),
            (right, lane.y),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color=charts.SOFT,
            annotation_clip=False,
            bbox={"facecolor": charts.PAPER, "edgecolor": "none", "pad": 0.8},
        )


def _days_between(event: Happening) -> str:
    """The days to the first report as the chart writes them: +2, 0, -1, +4 to 8."""
    if event.lag is None:
        return ""
    least, most = event.lag
    if least == most:
        return f"{least:+,d}" if least else "0"
    return f"{least:+,d} to {most:+,d}"


def _marks(axes: Axes, lanes: Sequence[Lane], links: charts.Links) -> None:
    """Ticks of first reports, then marks of events, those of one shape and size drawn together."""
    told = [(lane, lane.report, lane.event.report) for lane in lanes if lane.report is not None and lane.event.report]
    axes.scatter(
        [x for _, x, _ in told],
        [lane.y for lane, _, _ in told],
        s=170,
        marker="|",
        color=charts.INK,
        linewidth=1.6,
        zorder=4,
        urls=[
            _noted(links, address(row), f"{short(lane.event)}, first told {first_report(lane.event)}")
            for lane, _, row in told
        ],
    )
    for kind in sorted({_look(lane.event) for lane in lanes}):
        alike = [lane for lane in lanes if _look(lane.event) == kind]
        marker, size, filled = kind
        axes.scatter(
            [lane.middle for lane in alike],
            [lane.y for lane in alike],
            s=size,
            marker=marker,
            facecolor=charts.PALETTE[0] if filled else charts.PAPER,
            edgecolor=charts.PAPER if filled else charts.PALETTE[0],
            linewidth=0.8 if filled else 1.8,
            zorder=5,
            urls=[_noted(links, address(lane.event.tellings[0]), _words(lane.event)) for lane in alike],
        )


def _look(event: Happening) -> tuple[str, int, bool]:
    """Marker, size and whether it is filled: how it is told, by how many voices, whether its day is exact."""
    size = _SIZES[min(event.origins, len(_SIZES)) - 1]
    return MARKERS[event.modality], size, event.precision.kind == "day"


def _noted(links: charts.Links, url: str, words: str) -> str:
    """An address whose name holds the words of all events that lead there."""
    known = links.labels.get(url, "")
    return links.to(url, words if words in known or not known else f"{known} | {words}") if words not in known else url


def _words(event: Happening) -> str:
    told = f"{STATUS[event.modality]} by {plural(event.origins, 'independent voice')}"
    report = f", first told {first_report(event)}" if event.reported else ""
    return f"{short(event)} ({PRECISION[event.precision.kind][1]}), {told}{report}: " + shorten(
        event.tellings[0]["text"], 80
    )


def _frame(axes: Axes, bands: Sequence[tuple[str, float, float]], height: float) -> None:
    """Names of types beside their bands, lines between them, the first at the top."""
    axes.set_ylim(height - 0.3, 0)
    axes.grid(visible=False, axis="y")
    axes.set_yticks([(top + bottom) / 2 for _, top, bottom in bands], [_two_lines(label(code)) for code, _, _ in bands])
    axes.tick_params(axis="y", labelsize=charts.SMALL + 0.5)
    for _, _, bottom in bands[:-1]:
        axes.axhline(bottom, color=charts.LINE, linewidth=0.8, zorder=1)


def _two_lines(name: str) -> str:
    """A name of several words on two lines: "state of" and "emergency"."""
    return "\n".join(name.rsplit(" ", 1))


def _entries(events: Iterable[Happening]) -> list[charts.Entry]:
    """The key: only the shapes that the chart shows."""
    events = list(events)
    colour = charts.PALETTE[0]
    found = [charts.Entry(STATUS[s], m, colour) for s, m in MARKERS.items() if any(h.modality == s for h in events)]
    if any(h.precision.kind != "day" for h in events):
        found.append(charts.Entry("hollow: day not exact", "o", colour, filled=False))
    if any(h.first != h.last for h in events):
        found.append(charts.Entry("days it may cover", "band", charts.SOFT))
    if any(h.reported for h in events):
        found.append(charts.Entry("first report, and days from the event to it", "|"))
    if any(h.origins > 1 for h in events):
        found.append(charts.Entry("larger: more independent voices", "", colour))
    return found


def _caption(events: list[Happening], known: list[Happening]) -> Markup:
    text = Markup(
        "Each mark is an event on the day that the articles give; the line leads to the day on which an article first "
        "told it, dashed where it was told beforehand."
    )
    if len(events) < len(known):
        text += Markup(" Shown are the events that most independent voices tell, of {}.").format(
            tally(len(known), "dated event", "#t-days")
        )
    return text


def _alt(events: list[Happening]) -> str:
    head = f"{plural(len(events), 'event')} by type, on the day each happened, with the day it was first reported:"
    return charts.listed(head, (short(h) + (f", first told {first_report(h)}" if h.reported else "") for h in events))
