"""Names with digits in them ("Europe 1"): what an article or a reader called something is no figure of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kzlib import evidence
from kzlib.founded.wording import digit

NAMED = (
    *("doc_id", "path", "title", "publisher", "author", "name"),
    *("attributed_to", "relayed_by", "speaker", "place", "role"),
)
# So many characters of a longer name, which a page may cut anywhere behind them, tell that it is that name.
_ENOUGH = 24


class Names:
    """The names of a book's tables that hold a digit, to be left out of what is held for a number.

    A name that has no letter (an article called "12") is none here: it cannot be told from a number.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Of all these `names` those are taken that hold a digit."""
        lines = {evidence.plain(n) for n in names if digit(n)}
        self._names: dict[str, list[str]] = {}
        for name in sorted(n for n in lines if any(map(str.isalpha, n))):
            self._names.setdefault(name[:_ENOUGH], []).append(name)
        self._lengths = sorted({len(beginning) for beginning in self._names})

    @classmethod
    def of(cls, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Names:
        """The names in the rows of tables."""
        return cls(str(v) for rows in tables.values() for r in rows for k in NAMED if (v := r.get(k)))

    def without(self, text: str) -> str:
        """A text without the names in it, whole or cut behind their beginning."""
        if not digit(text):
            return text
        text = " ".join(text.split())
        for name in sorted(self._held(text), key=lambda n: (-len(n), n)):
            text = re.sub(rf"(?<!\w){_pattern(name)}", "", text)
        return text

    def _held(self, text: str) -> list[str]:
        """The names whose beginnings a text holds: looked up at each of its places, since there are more names."""
        places = (text[at : at + size] for size in self._lengths for at in range(len(text) - size + 1))
        return [name for beginning in dict.fromkeys(places) for name in self._names.get(beginning, ())]


def _pattern(name: str) -> str:
    """A name, or its beginning and then … in place of its end."""
    whole = rf"{re.escape(name)}(?!\w)"
    if len(name) <= _ENOUGH:
        return whole
    return rf"(?:{whole}|{re.escape(name[:_ENOUGH])}[^…]{{0,{len(name)}}}?…)"
