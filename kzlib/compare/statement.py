"""Statements: what is said, each once, however many articles repeat it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kzlib.compare.actor import Actor, ordered_quotations
from kzlib.compare.claim import Row, Tables
from kzlib.compare.columns import Rows
from kzlib.compare.side import Side, Sides
from kzlib.lasting import lasting
from kzlib.lexicon import fold

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, in one independent voice. `said` are numbers of its quotations, the fullest first, then by
    article, in `quotations`.

    `actor_id` is None where no speaker is named; `origin` is the independent article that it rests on.
    """

    actor_id: str | None
    speaker: str | None
    side: Side | None
    kind: str
    origin: str
    said: tuple[int, ...]
    quotations: Rows

    @property
    def rows(self) -> list[Row]:
        """Its quotations, rows of the table."""
        return self.quotations.some(self.said)

    @property
    def places(self) -> list[tuple[str, int, int]]:
        """Where its quotations stand: article and offsets."""
        docs, starts, ends = (self.quotations.column(name) for name in ("doc_id", "start", "end"))
        return [(docs[n], starts[n], ends[n]) for n in self.said]

    @property
    def articles(self) -> list[str]:
        """Articles that print it, sorted; copies count each."""
        docs = self.quotations.column("doc_id")
        return sorted({docs[n] for n in self.said})


@dataclass(kw_only=True)
class Heard:
    """How a speaker or a side is heard: its statements, all of them before it is asked for what they come to."""

    statements: list[Statement] = field(default_factory=list)

    @cached_property
    def direct(self) -> int:
        """Statements in the speaker's own words."""
        return sum(s.kind == "direct" for s in self.statements)

    @cached_property
    def origins(self) -> int:
        """Independent articles in which it is heard."""
        return len({s.origin for s in self.statements})

    @cached_property
    def articles(self) -> int:
        """Articles in which it is heard, copies too."""
        return len({d for s in self.statements for d in s.articles})


@dataclass(kw_only=True)
class Voice(Heard):
    """A speaker and his statements."""

    actor: Actor


@lasting()
def voices(statements: Sequence[Statement], actor: Mapping[str, Actor]) -> list[Voice]:
    """Every speaker, the one in most independent articles first, then the one with most statements, then by name."""
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.actor_id:
            found[statement.actor_id].append(statement)
    heard = [Voice(actor=actor[a], statements=said) for a, said in found.items()]
    return sorted(heard, key=lambda v: (-v.origins, -len(v.statements), v.actor.name, v.actor.actor_id))


@lasting()
def statements(tables: Tables, actors: Sequence[Actor], sides: Sides, origins: dict[str, str]) -> list[Statement]:
    """Every statement, in order of article and offset.

    Quotations are one statement where their articles are one voice, speaker and kind (direct, indirect) agree, and
    the words of one hold those of the other.
    """
    quotations = actors[0].rows[1] if actors else ordered_quotations(tables)
    speaker = {n: a for a in actors for n in a.quoted}
    docs, kinds = quotations.column("doc_id"), quotations.column("kind")
    groups: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, (doc_id, kind) in enumerate(zip(docs, kinds, strict=True)):
        actor = speaker.get(n)
        groups[origins.get(doc_id) or doc_id, actor.actor_id if actor else "", kind].append(n)
    found = []
    for (origin, actor_id, kind), said in groups.items():
        actor = speaker.get(said[0])
        for same in _same(said, quotations) if len(said) > 1 else [said]:
            side = sides.of(actor_id, docs[same[0]]) if actor else None
            name = actor.name if actor else None
            found.append(Statement(actor_id or None, name, side, kind, origin, tuple(same), quotations))
    return sorted(found, key=lambda s: s.said[0])


def _same(said: Sequence[int], quotations: Rows) -> list[list[int]]:
    """Quotations of one voice and speaker, put together where the words of one hold those of another."""
    texts = quotations.column("text")
    by_words: dict[str, list[int]] = {}
    for n in said:
        by_words.setdefault(f" {' '.join(_WORD.findall(fold(texts[n])))} ", []).append(n)
    kept: dict[str, list[int]] = {}
    for words in sorted(by_words, key=lambda w: (-len(w), w)):
        longer = next((k for k in kept if words in k), None)
        if longer is None:
            kept[words] = by_words[words]
        else:
            kept[longer] = kept[longer] + by_words[words]
    return list(kept.values())
