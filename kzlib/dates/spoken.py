"""The day of speaking: inside a quotation, "today" is the day on which the words were said."""

from __future__ import annotations

import re
from bisect import bisect_right

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")


def quoted(text: str) -> list[tuple[int, int]]:
    """Stretches of a text between quotation marks, in order."""
    return [m.span() for m in _QUOTED.finditer(text)]


def stretch(offset: int, stretches: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The one of the stretches that `quoted` gave in which an offset lies, None outside them."""
    at = bisect_right(stretches, (offset, 1 << 62)) - 1
    return stretches[at] if at >= 0 and offset < stretches[at][1] else None
