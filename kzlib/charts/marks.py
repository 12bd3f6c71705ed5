"""What stands beside marks: a key that says what they mean, and labels that do not overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib.charts.style import INK, PAPER, SMALL
from kzlib.charts.text import fit, width_of

_ROW = 0.2  # inches a line of the key
_BEFORE, _AFTER = 0.2, 0.22  # inches: room for the mark, and to the next entry
_CLEAR = 5.5  # points around the middle of a mark that no label may touch


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a key: a mark ("" for none, "-" for a line, "band" for an area) and what it means."""

    label: str
    marker: str
    colour: str = INK
    filled: bool = True


def key_height(entries: Sequence[Entry], width: float) -> float:
    """Inches that a key needs on a picture of a width."""
    return _ROW * (1 + max((row for row, _, _ in _flow(entries, width)), default=0)) + 0.08


def _flow(entries: Sequence[Entry], width: float) -> Iterator[tuple[int, float, str]]:
    """Row, place in inches and label of each entry, one after the other, cut where one is wider than the picture."""
    room = width - 0.5
    row, at = 0, 0.0
    for entry in entries:
        label = fit(entry.label, room - _BEFORE, SMALL)
        needed = _BEFORE + width_of(label, SMALL)
        if at and at + needed > room:
            row, at = row + 1, 0.0
        yield row, at, label
        at += needed + _AFTER


def key(axes: Axes, entries: Sequence[Entry], width: float) -> None:
    """Draw a key over a panel of its own, `key_height` high, that shows nothing else."""
    height = key_height(entries, width)
    axes.set_axis_off()
    axes.set_xlim(0, width - 0.4)
    axes.set_ylim(-height + 0.1, 0.1)
    for entry, (row, at, label) in zip(entries, _flow(entries, width), strict=True):
        y = -_ROW * row
        _sample(axes, entry, at + 0.07, y)
        axes.text(at + _BEFORE, y, label, fontsize=SMALL, va="center", clip_on=False)


def _sample(axes: Axes, entry: Entry, x: float, y: float) -> None:
    if entry.marker in ("-", "band"):
        thick, alpha = (1.6, 1.0) if entry.marker == "-" else (8.0, 0.25)
        ends = [x - 0.08, x + 0.08]
        axes.plot(ends, [y, y], color=entry.colour, linewidth=thick, alpha=alpha, solid_capstyle="butt")
    elif entry.marker:
        face = entry.colour if entry.filled else PAPER
        axes.plot([x], [y], marker=entry.marker, color=entry.colour, markerfacecolor=face, markersize=6.5)


@dataclass(frozen=True, slots=True)
class Label:
    """A text that should stand beside a mark at a place of a panel, in the panel's units."""

    axes: Axes
    x: float
    y: float
    text: str


Box = tuple[float, float, float, float]


def label_marks(figure: Figure, labels: Sequence[Label], size: float = SMALL) -> int:
    """Write labels beside their marks, right, left, above or below, where there is room; the first come first.

    Every mark counts as an obstacle. To be called when all else is drawn. Returns how many labels found no room.
    """
    figure.draw_without_rendering()  # type: ignore[no-untyped-call, unused-ignore]  # places the panels
    points = figure.dpi / 72
    middles = [tuple(label.axes.transData.transform((label.x, label.y))) for label in labels]
    clear = _CLEAR * points
    taken: list[Box] = [(x - clear, y - clear, x + clear, y + clear) for x, y in middles]
    left_out = 0
    for number, (label, (x, y)) in enumerate(zip(labels, middles, strict=True)):
        frame = label.axes.get_window_extent()
        inside = (0.0, frame.y0 - 2 * points, figure.bbox.width, frame.y1 + 8 * points)
        wide, high = width_of(label.text, size) * figure.dpi, size * points
        offsets = _around(wide, high, 6.5 * points)
        own = [b for n, b in enumerate(taken) if n != number]
        free = next((o for o in offsets if _free(_box(x, y, o, wide, high), own, inside)), None)
        if free is None:
            left_out += 1
            continue
        taken.append(_box(x, y, free, wide, high))
        place = (free[0] / points, (free[1] + 0.22 * high) / points)
        label.axes.annotate(
            label.text, (label.x, label.y), xytext=place, textcoords="offset points", fontsize=size, clip_on=False
        )
    return left_out


def _around(wide: float, high: float, gap: float) -> list[tuple[float, float]]:
    """Lower left corners of a label around its mark: right, left, above, below, and above or below to the sides."""
    middle = -high / 2
    return [
        (gap, middle),
        (-gap - wide, middle),
        (-wide / 2, gap),
        (-wide / 2, -gap - high),
        (gap, gap * 0.8),
        (gap, -gap * 0.8 - high),
    ]


def _box(x: float, y: float, offset: tuple[float, float], wide: float, high: float) -> Box:
    left, low = x + offset[0], y + offset[1]
    return left, low, left + wide, low + high


def _free(box: Box, taken: Sequence[Box], inside: Box) -> bool:
    within = box[0] >= inside[0] and box[1] >= inside[1] and box[2] <= inside[2] and box[3] <= inside[3]
    return within and not any(b[0] < box[2] and box[0] < b[2] and b[1] < box[3] and box[1] < b[3] for b in taken)
