"""Charts as inline SVG: one style, ink that follows the page, marks that link to their evidence.

A chart is drawn twice, for wide and for narrow pages, since text in a picture shrinks with it; the style sheet shows
one of them. Text stays text, so that it is found, read aloud and takes the page's typeface.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape
from typing import Any

import matplotlib
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from kzlib.evidence import MONTHS

# Inches at 72 units an inch: the width of the text column, and of a telephone's page.
WIDE, NARROW = 10.0, 4.6
# Stand for the page's own colours until the picture is in the page.
INK, SOFT, LINE, PAPER = "#010101", "#020202", "#030303", "#fefefd"
VARIABLES = {INK: "currentColor", SOFT: "var(--soft)", LINE: "var(--line)", PAPER: "var(--paper)"}
# Okabe and Ito's palette (2008), told apart by colour-blind readers; yellow left out, too pale on paper.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f7f7f")

STYLE: Any = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 10.0,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.titlesize": 11.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0.0,
    "ytick.major.size": 0.0,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}

Draw = Callable[[float, "Links"], Figure]


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

    `draw` gets a width in inches and the links to fill, and returns a matplotlib Figure. `name` makes the ids inside
    the SVG unique on the page and the same at every build. `imprint` is printed inside the picture, so that a copy of
    it still says where it comes from (`Edition.imprint`).
    """
    pictures = Markup("")
    for style, width in (("wide-only", WIDE), ("narrow", NARROW)):
        links = Links()
        with matplotlib.rc_context(STYLE | {"svg.hashsalt": f"{name}-{style}"}):
            figure = draw(width, links)
            figure.supxlabel(imprint, x=0.01, ha="left", fontsize=7.5, color=SOFT)
            pictures += Markup('<div class="{}">{}</div>').format(style, _svg(figure, links, alt))
    return Markup('<figure class="chart" id="chart-{}">{}<figcaption>{}</figcaption></figure>').format(
        name, pictures, caption
    )


def _svg(figure: Figure, links: Links, alt: str) -> Markup:
    buffer = io.StringIO()
    FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = text.replace("<svg ", f'<svg role="group" aria-label="{escape(alt)}" ', 1)
    for stand_in, variable in VARIABLES.items():
        text = text.replace(stand_in, variable)
    return Markup(re.sub(r'<a xlink:href="([^"]*)"[^>]*>', lambda m: _named(m, links), text))


def _named(match: re.Match[str], links: Links) -> str:
    """A link with its title, and as a plain href, which every browser follows."""
    from html import unescape

    address = unescape(match.group(1))
    return f'<a href="{escape(address)}"><title>{escape(links.labels.get(address, address))}</title>'


def panels(width: float, heights: list[float], share_x: bool = True) -> tuple[Figure, list[Axes]]:
    """A figure of panels one under the other; heights in inches."""
    figure = Figure(figsize=(width, sum(heights)), layout="constrained")
    axes = figure.subplots(len(heights), 1, sharex=share_x, squeeze=False, height_ratios=heights)
    return figure, [row[0] for row in axes]


def day_axis(axes: Axes, first: Any, last: Any, width: float) -> None:
    """Label the x axis with days: "5 Jan"; no more labels than the width has room for."""
    import datetime as dt

    days = (last - first).days + 1
    step = max(1, -(-days // max(4, int(width * 1.3))))
    ticks = [first + dt.timedelta(days=n) for n in range(0, days, step)]
    axes.set_xticks([t.toordinal() for t in ticks], [f"{t.day} {MONTHS[t.month - 1][:3]}" for t in ticks])
    axes.set_xlim(first.toordinal() - 0.7, last.toordinal() + 0.7)
