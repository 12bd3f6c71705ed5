"""Statements: what is said, each once, however many articles repeat it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kzlib.compare.actor import Actor
from kzlib.compare.side import Side, Sides
from kzlib.lexicon import fold

Row = dict[str, Any]
Tables = dict[str, list[Row]]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, in one independent voice. `rows` are its quotations, the fullest first, then by article.

    `actor_id` is None where no speaker is named; `origin` is the independent article that it rests on.
    """

    actor_id: str | None
    speaker: str | None
    side: Side | None
    kind: str
    origin: str
    rows: tuple[Row, ...]

    @property
    def articles(self) -> list[str]:
        """Articles that print it, sorted; copies count each."""
        return sorted({r["doc_id"] for r in self.rows})


@dataclass(slots=True, kw_only=True)
class Heard:
    """How a speaker or a side is heard: its statements."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def direct(self) -> int:
        """Statements in the speaker's own words."""
        return sum(s.kind == "direct" for s in self.statements)

    @property
    def origins(self) -> int:
        """Independent articles in which it is heard."""
        return len({s.origin for s in self.statements})

    @property
    def articles(self) -> int:
        """Articles in which it is heard, copies too."""
        return len({d for s in self.statements for d in s.articles})


def statements(tables: Tables, actors: Sequence[Actor], sides: Sides, origins: dict[str, str]) -> list[Statement]:
    """Every statement, in order of article and offset.

    Quotations are one statement where their articles are one voice, speaker and kind (direct, indirect) agree, and
    the words of one hold those of the other.
    """
    speakers = {_place(q): a for a in actors for q in a.quotations}
    groups: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in tables["quotations"]:
        actor = speakers.get(_place(row))
        origin: str = origins.get(row["doc_id"]) or row["doc_id"]
        groups[origin, actor.actor_id if actor else "", row["kind"]].append(row)
    found = []
    for (origin, actor_id, kind), rows in groups.items():
        for same in _same(rows):
            actor = speakers.get(_place(same[0]))
            side = sides.of(actor_id, same[0]["doc_id"]) if actor else None
            speaker = actor.name if actor else None
            found.append(Statement(actor_id or None, speaker, side, kind, origin, tuple(same)))
    return sorted(found, key=lambda s: _place(s.rows[0]))


def _place(row: Row) -> tuple[str, int, int]:
    return row["doc_id"], row["start"], row["end"]


def _same(rows: list[Row]) -> list[list[Row]]:
    """Rows of one voice and speaker, put together where the words of one hold those of another."""
    by_words: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_place):
        by_words.setdefault(f" {' '.join(_WORD.findall(fold(row['text'])))} ", []).append(row)
    kept: dict[str, list[Row]] = {}
    for words in sorted(by_words, key=lambda w: (-len(w), w)):
        longer = next((k for k in kept if words in k), None)
        if longer is None:
            kept[words] = by_words[words]
        else:
            kept[longer] = kept[longer] + by_words[words]
    return list(kept.values())
