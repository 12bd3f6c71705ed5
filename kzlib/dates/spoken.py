"""The day of speaking: inside a quotation, "today" is the day on which the words were said."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right

from kzlib.article import Sentence
from kzlib.dates.context import Context

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")


def quoted(text: str) -> list[tuple[int, int]]:
    """Stretches of a text between quotation marks, in order."""
    return [m.span() for m in _QUOTED.finditer(text)]


def inside(offset: int, stretches: list[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of the stretches that `quoted` gave."""
    at = bisect_right(stretches, (offset, 1 << 62)) - 1
    return at >= 0 and offset < stretches[at][1]


def day_of_speaking(
    offset: int, stretches: list[tuple[int, int]], context: Context, sentence: Sentence
) -> dt.date | None:
    """The day on which the words at an offset were said, None outside quotations or if the text names no day."""
    return context.story(sentence) if inside(offset, stretches) else None
