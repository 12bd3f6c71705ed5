"""Events told by a verb: voice, subject and object must be what the lexicon asks for."""

from __future__ import annotations

from collections.abc import Iterator

from kzlib.events import syntax, tellings
from kzlib.events.scene import Scene, modality
from kzlib.events.syntax import VerbGroup
from kzlib.events.tellings import Telling
from kzlib.records import Event


# Told in the future without a day, these are still news; told in a subordinate clause without one, those are background.
_TO_COME = frozenset({"appointment", "withdrawal", "dismissal"})
_SOFT = frozenset({"protest", "violence", "storming", "deployment", "price_rise", "meeting"})


def read(scene: Scene) -> Iterator[Event]:
    """Every event that a verb of a sentence tells; of several rows for one verb, the one with most words."""
    table = tellings.by_verb()
    for i, word in enumerate(scene.words):
        rows = table.get(word.text)
        if not rows:
            continue
        group = syntax.group_at(scene.words, i, rows[0][1])
        if group is None or group.negated:
            continue
        best = max((r for r in (_told(scene, t, group) for t, _ in rows) if r), key=lambda r: r[1], default=None)
        if best:
            yield best[0]


def _told(scene: Scene, telling: Telling, group: VerbGroup) -> tuple[Event, int] | None:
    how = modality(group)
    last = scene.rest(group.head, telling.rest)
    if how is None or last is None or not _voice(telling, group) or not _roles(scene, telling, group, last):
        return None
    event = scene.event(
        telling.type, group.first, max(last, group.head), telling.needs | _asks(scene, telling, group), how
    )
    return event, len(telling.rest)


def _asks(scene: Scene, telling: Telling, group: VerbGroup) -> frozenset[str]:
    """What the grammar of a telling asks for: its own date if no finite verb tells it, a date if it is no plain fact."""
    if group.tense == "participle":
        return frozenset({"date", "own"})
    if group.tense == "future" and telling.type in _TO_COME:
        return frozenset()
    if group.tense != "past" and group.tense not in ("present", "pluperfect"):
        return frozenset({"date"})
    opener = scene.pieces[syntax.piece_of(scene.pieces, group.first)].opener
    reported = opener in syntax.QUE | syntax.RELATIVE | syntax.TEMPORAL and telling.type in _SOFT
    return frozenset({"date"}) if reported or scene.quoted(group.head) else frozenset()


def _passive(telling: Telling, group: VerbGroup) -> bool:
    transitive = telling.grammar in ("transitive", "passive")
    return group.voice == "passive" or (group.voice == "être" and transitive)


def _voice(telling: Telling, group: VerbGroup) -> bool:
    if telling.grammar == "reflexive":
        return group.voice == "reflexive"
    if group.voice == "reflexive":
        return False
    if telling.grammar == "intransitive":
        return group.voice in ("active", "être") or group.tense == "participle"
    if telling.grammar == "active":
        return group.voice == "active"
    if telling.grammar == "passive":
        return _passive(telling, group)
    return True


def _roles(scene: Scene, telling: Telling, group: VerbGroup, last: int) -> bool:
    """Whether subject and object are of the classes asked for; they change places in the passive."""
    before, after = scene.before(group.first), scene.after(max(last, group.head))
    if group.tense == "participle" and group.first == 0:
        before = scene.after(group.head, 20)
    subject, done_to = (after, before) if _passive(telling, group) else (before, after)
    if telling.subject and not tellings.holds(subject, telling.subject):
        return False
    if telling.object and not tellings.holds(done_to, telling.object):
        return False
    if telling.not_subject and tellings.holds(subject, telling.not_subject):
        return False
    return not (telling.not_object and tellings.holds(scene.after(max(last, group.head), 4), telling.not_object))
