"""Statements: a dated or located act of speaking. Undated ones are dropped when dates and places are linked."""

from __future__ import annotations

from collections.abc import Iterator

from kzlib.events import syntax, tellings
from kzlib.events.scene import Scene
from kzlib.records import Event

_NEEDS = frozenset({"date", "place"})


def read(scene: Scene) -> Iterator[Event]:
    """Every clause of a sentence whose verb is one of speech, in a finite tense."""
    table = tellings.supports("event_speech")
    for i, word in enumerate(scene.words):
        head = word.text.split("-")[0]
        rows = table.get(head)
        if not rows:
            continue
        group = syntax.group_at(scene.words, i, rows[0][1])
        if group is None or group.negated or group.tense not in ("past", "pluperfect", "imperfect", "present"):
            continue
        if group.voice in ("passive", "être"):
            continue
        for row, _ in rows:
            last = scene.rest(i, row.rest)
            if last is not None and row.reflexive == (group.voice == "reflexive"):
                yield scene.event("statement", group.first, max(last, group.head), _NEEDS)
                break
