"""Statements: a dated or located act of speaking. Undated ones are dropped when dates and places are linked."""

from __future__ import annotations

from collections.abc import Iterator

from kzlib.events import groups, syntax, tellings
from kzlib.events.groups import VerbGroup
from kzlib.events.scene import Scene
from kzlib.records import Event

_TENSES = frozenset({"past", "pluperfect", "imperfect", "present"})


def read(scene: Scene) -> Iterator[Event]:
    """Every clause of a sentence whose verb is one of speech, in a finite tense, outside what is quoted."""
    table = tellings.supports("event_speech")
    for i in scene.heads:
        rows = table.get(scene.words[i].text)
        group = groups.group_at(scene.words, i, rows[0][1]) if rows else None
        if not rows or group is None or not _speaks(scene, group):
            continue
        for row, _ in rows:
            last = scene.rest(i, row.rest)
            if last is None or (row.bare and scene.direct_object(last)):
                continue
            if row.active and group.voice in ("passive", "être"):
                continue
            if row.reflexive == (group.voice == "reflexive"):
                yield _statement(scene, group, max(last, group.head))
                break


def _speaks(scene: Scene, group: VerbGroup) -> bool:
    """Whether a verb of speech is the main verb of a clause: not relative, not passive but with its agent."""
    if group.negated or group.tense not in _TENSES or scene.quoted(group.head):
        return False
    if scene.opener(group.first) in syntax.RELATIVE:
        return False
    if group.voice == "reflexive" and tellings.holds(scene.before(group.first), frozenset({"disaster"})):
        return False
    if group.voice in ("passive", "être"):
        return scene.after(group.head, 2).strip().startswith("par ")
    return True


def _statement(scene: Scene, group: VerbGroup, last: int) -> Event:
    """A statement; one that follows what was said ("..., a déclaré jeudi le ministre") covers that too."""
    inverted = _inverted(scene, group)
    needs = frozenset({"date", "right"} if inverted else {"date", "place"})
    event = scene.event("statement", group.first, last, needs)
    if inverted:
        event.start = scene.start
    return event


def _inverted(scene: Scene, group: VerbGroup) -> bool:
    """Whether the verb comes before its subject: it opens its piece, or a pronoun hangs on its auxiliary."""
    if "-t-" in scene.words[group.first].text or scene.words[group.first].text.endswith(("-il", "-elle", "-ils")):
        return True
    if group.first == 0 or not any(p.first == group.first for p in scene.pieces):
        return False
    before = scene.words[: group.first]
    return scene.words[group.first].gap.strip(" ,\u00a0\u202f") != "" or any(
        _said(scene, i) for i in range(len(before))
    )


def _said(scene: Scene, i: int) -> bool:
    """Whether a word before the verb shows that a clause stands there: a finite verb outside a relative clause."""
    if not syntax.finite(scene.words[i]):
        return False
    return scene.pieces[syntax.piece_of(scene.pieces, i)].opener not in syntax.RELATIVE
