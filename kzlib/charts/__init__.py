"""Charts as inline SVG: one style, ink that follows the page, marks that link to their evidence.

A chart is drawn twice, for wide and for narrow pages, since text in a picture shrinks with it; the style sheet shows
one of them. Text stays text, so that it is found, read aloud and takes the page's typeface.
"""

from kzlib.charts.axes import Days, day_axis, days_along, value_axis
from kzlib.charts.marks import Entry, Label, key, key_height, label_marks
from kzlib.charts.picture import Draw, Links, chart, panels
from kzlib.charts.style import INK, LINE, NARROW, PALETTE, PAPER, SMALL, SOFT, WIDE
from kzlib.charts.text import fit, listed, width_of, wrap

__all__ = [
    "INK",
    "LINE",
    "NARROW",
    "PALETTE",
    "PAPER",
    "SMALL",
    "SOFT",
    "WIDE",
    "Days",
    "Draw",
    "Entry",
    "Label",
    "Links",
    "chart",
    "day_axis",
    "days_along",
    "fit",
    "key",
    "key_height",
    "label_marks",
    "listed",
    "panels",
    "value_axis",
    "width_of",
    "wrap",
]
