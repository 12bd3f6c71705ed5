"""Names with digits in them ("Europe 1"): what an article or a reader called something is no figure of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kzlib import evidence
from kzlib.founded.wording import digit

_NAMED = (
    *("doc_id", "path", "title", "publisher", "author", "name"),
    *("attributed_to", "relayed_by", "speaker", "place", "role"),
)
# So many characters of a longer name, which a page may cut anywhere behind them, tell that it is that name.
_ENOUGH = 24


class Names:
    """The names of a book's tables that hold a digit, to be left out of what is held for a number.

    A name that has no letter (an article called "12") is none here: it cannot be told from a number.
    """

    def __init__(self, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        found = {v for rows in tables.values() for r in rows for k in _NAMED if (v := r.get(k)) and digit(str(v))}
        lines = {evidence.plain(str(v)) for v in found}
        self._names = sorted((n for n in lines if any(map(str.isalpha, n))), key=lambda n: (-len(n), n))

    def without(self, text: str) -> str:
        """A text without the names in it, whole or cut behind their beginning."""
        if not digit(text):
            return text
        text = " ".join(text.split())
        for name in self._names:
            if name[:_ENOUGH] in text:
                text = re.sub(rf"(?<!\w){_pattern(name)}", "", text)
        return text


def _pattern(name: str) -> str:
    """A name, or its beginning and then … in place of its end."""
    whole = rf"{re.escape(name)}(?!\w)"
    if len(name) <= _ENOUGH:
        return whole
    return rf"(?:{whole}|{re.escape(name[:_ENOUGH])}[^…]{{0,{len(name)}}}?…)"
