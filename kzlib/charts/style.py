"""The one style of all charts: ink that follows the page, colours that colour-blind readers tell apart."""

from __future__ import annotations

from typing import Any

# Inches at 72 units an inch: the width of the text column, and of a telephone's page.
WIDE, NARROW = 10.0, 4.6
# Stand for the page's own colours until the picture is in the page.
INK, SOFT, LINE, PAPER = "#010101", "#020202", "#030303", "#fefefd"
# Okabe and Ito's colours (2008), told apart by colour-blind readers; yellow left out, too pale on paper. In grey some
# look alike: a mark's shape or a label always says the same as its colour. The last is for "all others". In the page
# they are the style sheet's --c0 to --c6, which are darker on light paper and lighter on dark.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f7f7f")
VARIABLES = {INK: "currentColor", SOFT: "var(--soft)", LINE: "var(--line)", PAPER: "var(--paper)"}
VARIABLES |= {colour: f"var(--c{n})" for n, colour in enumerate(PALETTE)}
SMALL = 8.5  # points: labels beside marks and in keys
IMPRINT = 7.5  # points

STYLE: Any = {
    "svg.fonttype": "none",
    "text.parse_math": False,  # a "$" in a name is a dollar
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
    "xtick.minor.size": 0.0,
    "ytick.minor.size": 0.0,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}
