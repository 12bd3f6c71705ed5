"""A chart as inline SVG: drawn for two widths, its marks links, its text text, its origin printed at its foot."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib.charts.settle import settle
from kzlib.charts.style import IMPRINT, NARROW, SOFT, STYLE, WIDE
from kzlib.charts.svg import svg
from kzlib.charts.text import ALT, cut, wrap

Draw = Callable[[float, "Links"], Figure]
_LINE_HEIGHT = 1.35 * IMPRINT / 72  # inches
_MARGIN = 0.1  # inches


class Links:
    """Addresses of marks and what their links are called; given to the draw function, used when the SVG is written."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}

    def to(self, address: str, label: str) -> str:
        """The address, noted with its label."""
        self.labels[address] = label
        return address


def chart(draw: Draw, name: str, alt: str, caption: object, imprint: str) -> Markup:
    """A chart as a `figure` element: drawn for both widths, with a text alternative and a caption.

    `draw` gets a width in inches and the links to fill, and returns a matplotlib Figure with constrained layout
    (`panels`). `name` makes the ids inside the SVG unique on the page and the same at every build. `alt` is cut at
    1,500 characters (`listed` says how many items it leaves out). `imprint` is printed inside the picture, wrapped to
    its width, so that a copy of it still says where it comes from (`Edition.imprint`).
    """
    pictures = Markup("")
    for style, width in (("wide-only", WIDE), ("narrow", NARROW)):
        links = Links()
        with matplotlib.rc_context():
            matplotlib.rcdefaults()  # whatever a user's own matplotlibrc says
            matplotlib.rcParams.update(STYLE | {"svg.hashsalt": f"{name}-{style}"})
            figure = draw(width, links)
            _sign(figure, imprint)
            pictures += Markup('<div class="{}">{}</div>').format(style, svg(figure, cut(alt, ALT), links.labels))
    return Markup('<figure class="chart" id="chart-{}">{}<figcaption>{}</figcaption></figure>').format(
        name, pictures, caption
    )


def _sign(figure: Figure, imprint: str) -> None:
    """Print the imprint at the foot, the picture growing downwards by its lines."""
    settle(figure)
    width, height = figure.get_size_inches()
    lines = wrap(imprint, width - 2 * _MARGIN, IMPRINT)
    foot = _LINE_HEIGHT * len(lines) + _MARGIN
    figure.set_figheight(height + foot)
    for axes in figure.axes:
        left, low, wide, high = axes.get_position().bounds
        shrunk = height / (height + foot)
        axes.set_position((left, (low * height + foot) / (height + foot), wide, high * shrunk))
    for number, line in enumerate(lines):
        place = (_MARGIN / width, (foot - _LINE_HEIGHT * (number + 1)) / (height + foot))
        figure.text(*place, line, ha="left", va="bottom", fontsize=IMPRINT, color=SOFT)


def panels(width: float, heights: list[float], share_x: bool = True) -> tuple[Figure, list[Axes]]:
    """A figure of panels one under the other; heights in inches."""
    figure = Figure(figsize=(width, sum(heights)), layout="constrained")
    axes = figure.subplots(len(heights), 1, sharex=share_x, squeeze=False, height_ratios=heights)
    return figure, [row[0] for row in axes]
