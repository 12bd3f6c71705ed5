"""Text in and beside charts: how wide it is, where it breaks, how long it may get."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from kzlib.charts.style import STYLE

ALT = 1500  # characters of a text alternative: about two minutes of a screen reader


@cache
def _font(size: float) -> FontProperties:
    return FontProperties(family=STYLE["font.family"], size=size)


@cache
def width_of(text: str, size: float) -> float:
    """Width of a line of text in inches, as drawn at `size` points."""
    return float(text_to_path.get_text_width_height_descent(text, _font(size), ismath=False)[0]) / 72


def wrap(text: str, width: float, size: float) -> list[str]:
    """A text as lines of at most `width` inches, broken at spaces, or within a word that is wider than a line."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            for piece in _pieces(word, width, size):
                longer = f"{line} {piece}".strip()
                if line and width_of(longer, size) > width:
                    lines.append(line)
                    line = piece
                else:
                    line = longer
        lines.append(line)
    return lines


def _pieces(word: str, width: float, size: float) -> list[str]:
    """A word in pieces that fit a line; the whole word if it does."""
    if width_of(word, size) <= width:
        return [word]
    fitting = next((n for n in range(len(word) - 1, 1, -1) if width_of(word[:n], size) <= width), 1)
    return [word[:fitting], *_pieces(word[fitting:], width, size)]


def fit(text: str, width: float, size: float) -> str:
    """A text on one line of at most `width` inches, cut with … where it is longer."""
    line = " ".join(text.split())[:400]
    if width_of(line, size) <= width:
        return line
    room = next((n for n in range(len(line), 1, -1) if width_of(line[:n].rstrip() + "…", size) <= width), 1)
    return line[:room].rstrip() + "…"


def cut(text: str, most: int) -> str:
    """A text of at most `most` characters, cut at a word with … where it is longer."""
    return text if len(text) <= most else text[: most - 2].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def listed(head: str, items: Iterable[str], most: int = ALT) -> str:
    """A text alternative: the head, then items separated by semicolons, as many as fit `most` characters.

    The last one says how many are left out: "and 12 more".
    """
    found = list(items)
    text, last = head, f"; and {len(found):,} more"
    for number, item in enumerate(found):
        longer = text + ("; " if number else " ") + item
        ends = number == len(found) - 1
        if len(longer) + (0 if ends else len(last)) > most:
            return cut(text, most) + f"{'; ' if number else ' '}and {len(found) - number:,} more"
        text = longer
    return text
