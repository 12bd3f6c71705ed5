"""A chart as inline SVG: drawn for two widths, its marks links, its text text, its origin printed at its foot."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape, unescape

import matplotlib
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from kzlib.charts.style import IMPRINT, NARROW, SOFT, STYLE, VARIABLES, WIDE
from kzlib.charts.text import ALT, cut, wrap

Draw = Callable[[float, "Links"], Figure]
_LINE_HEIGHT = 1.35 * IMPRINT / 72  # inches
_MARGIN = 0.1  # inches
_COORDINATES = re.compile(r' (d|x|y|transform|points)="([^"]*)"')
_FRACTION = re.compile(r"(\d\.\d\d)\d+")


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
        with matplotlib.rc_context(STYLE | {"svg.hashsalt": f"{name}-{style}"}):
            figure = draw(width, links)
            _sign(figure, imprint)
            pictures += Markup('<div class="{}">{}</div>').format(style, _svg(figure, links, cut(alt, ALT)))
    return Markup('<figure class="chart" id="chart-{}">{}<figcaption>{}</figcaption></figure>').format(
        name, pictures, caption
    )


def _sign(figure: Figure, imprint: str) -> None:
    """Print the imprint at the foot, the picture growing by its lines."""
    width, height = figure.get_size_inches()
    lines = wrap(imprint, width - 2 * _MARGIN, IMPRINT)
    figure.set_figheight(height + _LINE_HEIGHT * len(lines))
    figure.supxlabel(
        "\n".join(lines), x=_MARGIN / width, ha="left", multialignment="left", fontsize=IMPRINT, color=SOFT
    )


def _svg(figure: Figure, links: Links, alt: str) -> Markup:
    buffer = io.StringIO()
    FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = _COORDINATES.sub(lambda m: _FRACTION.sub(r"\1", m.group()), text)
    text = text.replace("<svg ", f'<svg role="group" aria-label="{escape(alt)}" ', 1)
    for stand_in, variable in VARIABLES.items():
        text = text.replace(stand_in, variable)
    return Markup(re.sub(r'<a xlink:href="([^"]*)"[^>]*>', lambda m: _named(m, links), text))


def _named(match: re.Match[str], links: Links) -> str:
    """A link with its title, and as a plain href, which every browser follows."""
    address = unescape(match.group(1))
    return f'<a href="{escape(address)}"><title>{escape(links.labels.get(address, address))}</title>'


def panels(width: float, heights: list[float], share_x: bool = True) -> tuple[Figure, list[Axes]]:
    """A figure of panels one under the other; heights in inches."""
    figure = Figure(figsize=(width, sum(heights)), layout="constrained")
    axes = figure.subplots(len(heights), 1, sharex=share_x, squeeze=False, height_ratios=heights)
    return figure, [row[0] for row in axes]
