"""What stands beside marks: a key that says what they mean, and labels that do not overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import ScaledTranslation, Transform, blended_transform_factory

from kzlib.charts.settle import settle
from kzlib.charts.style import INK, PAPER, SMALL
from kzlib.charts.text import fit, width_of

_ROW = 0.2  # inches a line of the key
_BEFORE, _AFTER = 0.2, 0.22  # inches: room for the mark, and to the next entry
_CLEAR = 5.5  # points around the middle of a mark that no label may touch


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a key: a mark ("" for none, "-" for a line, "band" for an area) and what it means."""

    label: str
    marker: str | Path
    colour: str = INK
    filled: bool = True


def key_height(entries: Sequence[Entry], width: float) -> float:
    """Inches that a key needs on a picture of a width."""
    return _ROW * (1 + max((row for row, _, _ in _flow(entries, width)), default=0)) + 0.08


def _flow(entries: Sequence[Entry], width: float) -> Iterator[tuple[int, float, str]]:
    """Row, place in inches and label of each entry, one after the other, cut where one is wider than the picture."""
    room = width - 0.3
    row, at = 0, 0.0
    for entry in entries:
        label = fit(entry.label, room - _BEFORE, SMALL)
        needed = _BEFORE + width_of(label, SMALL)
        if at and at + needed > room:
            row, at = row + 1, 0.0
        yield row, at, label
        at += needed + _AFTER


def key(axes: Axes, entries: Sequence[Entry], width: float) -> None:
    """Draw a key from the left edge of the picture, below the top of a panel that shows nothing else."""
    axes.set_axis_off()
    figure = axes.get_figure(root=True)
    assert figure
    inches = figure.dpi_scale_trans
    for entry, (row, at, label) in zip(entries, _flow(entries, width), strict=True):
        down = ScaledTranslation(0, -_ROW * (row + 0.5), inches)
        place = blended_transform_factory(inches, axes.transAxes + down)
        _sample(axes, entry, at + 0.2, place)
        words = axes.text(at + 0.13 + _BEFORE, 1.0, label, fontsize=SMALL, va="center", transform=place, clip_on=False)
        words.set_in_layout(False)


def _sample(axes: Axes, entry: Entry, x: float, place: Transform) -> None:
    if entry.marker in ("-", "band"):
        thick, alpha = (1.6, 1.0) if entry.marker == "-" else (8.0, 0.25)
        (drawn,) = axes.plot([x - 0.08, x + 0.08], [1.0, 1.0], transform=place, color=entry.colour, clip_on=False)
        drawn.set(linewidth=thick, alpha=alpha, solid_capstyle="butt", in_layout=False)
    elif entry.marker:
        face = entry.colour if entry.filled else PAPER
        (drawn,) = axes.plot([x], [1.0], transform=place, marker=entry.marker, color=entry.colour, clip_on=False)
        drawn.set(markerfacecolor=face, markersize=6.5, in_layout=False)


@dataclass(frozen=True, slots=True)
class Label:
    """A text that should stand beside a mark at a place of a panel, in the panel's units; above it, if there is room.

    A mark with an empty text is an obstacle for the others.
    """

    axes: Axes
    x: float
    y: float
    text: str
    above: bool = False


Box = tuple[float, float, float, float]


def label_marks(figure: Figure, labels: Sequence[Label], size: float = SMALL) -> int:
    """Write labels beside their marks, right, left, above or below, where there is room; the first come first.

    To be called when all else is drawn. Returns how many labels found no room.
    """
    settle(figure)
    points = figure.dpi / 72
    middles = [tuple(label.axes.transData.transform((label.x, label.y))) for label in labels]
    clear = _CLEAR * points
    taken: list[Box] = [(x - clear, y - clear, x + clear, y + clear) for x, y in middles]
    left_out = 0
    for number, (label, (x, y)) in enumerate(zip(labels, middles, strict=True)):
        if not label.text:
            continue
        frame = label.axes.get_window_extent()
        inside = (0.0, frame.y0 - 2 * points, figure.bbox.width, frame.y1 + 8 * points)
        wide, high = width_of(label.text, size) * figure.dpi, size * points
        offsets = _around(wide, high, 6.5 * points, label.above)
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


def _around(wide: float, high: float, gap: float, above: bool) -> list[tuple[float, float]]:
    """Lower left corners of a label around its mark: beside it, above and below, above or below to the sides."""
    beside = [(gap, -high / 2), (-gap - wide, -high / 2)]
    over = [(-wide / 2, gap), (-wide / 2, -gap - high)]
    corners = [(gap, gap * 0.8), (gap, -gap * 0.8 - high), (-gap - wide, gap * 0.8), (-gap - wide, -gap * 0.8 - high)]
    return [*over, *corners, *beside] if above else [*beside, *over, *corners]


def _box(x: float, y: float, offset: tuple[float, float], wide: float, high: float) -> Box:
    left, low = x + offset[0], y + offset[1]
    return left, low, left + wide, low + high


def _free(box: Box, taken: Sequence[Box], inside: Box) -> bool:
    within = box[0] >= inside[0] and box[1] >= inside[1] and box[2] <= inside[2] and box[3] <= inside[3]
    return within and not any(b[0] < box[2] and box[0] < b[2] and b[1] < box[3] and box[1] < b[3] for b in taken)
