"""Events told by a verb: voice, subject and object must be what the lexicon asks for."""

from __future__ import annotations

from collections.abc import Iterator

from kzlib.events import groups, syntax, tellings
from kzlib.events.groups import VerbGroup
from kzlib.events.scene import Scene, modality
from kzlib.events.tellings import Telling
from kzlib.records import Event

# Told in the future without a day, these are still news; told in a subordinate clause without one, those are not.
_TO_COME = frozenset({"appointment", "withdrawal", "dismissal"})
_SOFT = frozenset({"protest", "violence", "storming", "deployment", "price_rise", "meeting", "request"})

_NEAR, _FAR = (
    6,
    12,
)  # words within which the object of a verb is named; near for those that are easily others' complement
_NEXT = 2  # words within which the object is named where a verb has many objects ("ont pris la ville")
_SCENE = 300  # characters before a sentence in which its violence may be told
_OBJECTS = frozenset({"l", "le", "la", "les"})
_SUBJECTS = frozenset({"il", "elle", "ils", "elles"})
# Verbs above an infinitive after which it is an event of some types only: a call to protest, an attempted attack.
_ONLY = {"called": frozenset({"protest"}), "tried": frozenset({"storming", "violence"})}
_DATE, _OWN_DATE = frozenset({"date"}), frozenset({"date", "own"})


def read(scene: Scene) -> Iterator[Event]:
    """Every event that a verb of a sentence tells; of several rows for one verb, the one with most words."""
    table = tellings.by_verb()
    for i in scene.heads:
        rows = table[text] if (text := scene.words[i].text) in table else []
        # the further words of a row first: they are told sooner than the grammar of the verb
        whole = [(telling, last) for telling, _ in rows if (last := scene.rest(i, telling.rest)) is not None]
        group = groups.group_at(scene.words, i, rows[0][1]) if whole else None
        if group is None or group.negated or (how := modality(group)) is None:
            continue
        told = [found for telling, last in whole if (found := _told(scene, telling, group, last, how))]
        if told:
            yield max(told, key=lambda pair: (pair[0], "date" not in pair[1].needs))[1]


def _told(scene: Scene, telling: Telling, group: VerbGroup, last: int, how: str) -> tuple[int, Event] | None:
    """An event and how many words tell it, None if the grammar of the row is not met."""
    if not _voice(telling, group) or (group.governed in _ONLY and telling.type not in _ONLY[group.governed]):
        return None
    if not _roles(scene, telling, group, last):
        return None
    needs = _needs(scene, telling)
    if needs is None:
        return None
    needs |= _asks(scene, telling, group) | ({"victims"} if telling.all_needs & {"armed", "human"} else set())
    event = scene.event(telling.type, group.first, max(last, group.head), needs, how)
    return len(telling.rest), event


def _needs(scene: Scene, telling: Telling) -> frozenset[str] | None:
    """What a row needs of the links still to come; None if it needs arms and the sentence speaks of none."""
    if not telling.all_needs & {"armed", "human", "scene"}:
        return telling.needs
    sentence = scene.text[scene.start : scene.end]
    if tellings.holds(sentence, frozenset({"disaster"})):
        return None
    if "human" in telling.all_needs:
        return telling.needs
    if "scene" in telling.all_needs:
        sentence = scene.context[-_SCENE:] + sentence
    armed = tellings.holds(sentence, frozenset({"armed"}))
    if "date" in telling.all_needs and not armed and _amid(scene, sentence):
        return frozenset()
    if "date" not in telling.all_needs:
        return telling.needs if armed else None
    return frozenset() if armed else _DATE


def _amid(scene: Scene, sentence: str) -> bool:
    """Whether those whom a sentence names fell in violence told just before it; a mere count of people does not say."""
    near = tellings.holds(scene.context[-_SCENE:], frozenset({"armed"}))
    return near and tellings.holds(sentence, frozenset({"slain"}))


def _asks(scene: Scene, telling: Telling, group: VerbGroup) -> frozenset[str]:
    """What the form of a verb asks for: its own date where it is not finite, a date where it is no plain fact."""
    if group.governed == "denied":
        return _DATE | {"right"}
    if group.tense == "participle":
        plain = scene.agent(group.head) and not scene.quoted(group.head)
        return frozenset({"own", "right"}) if plain else _OWN_DATE | {"right"}
    if group.tense == "gerund" and telling.type != "state_of_emergency":
        return _OWN_DATE
    if group.tense == "future" and telling.type in _TO_COME:
        return frozenset()
    if group.tense not in ("past", "present", "pluperfect") and not _state(telling, group):
        return _DATE
    opener = scene.opener(group.first)
    if "plain" in telling.all_needs:
        return frozenset()
    reported = opener in syntax.QUE | syntax.TEMPORAL and telling.type in _SOFT and not _cleft(scene)
    reported = reported or (
        opener in syntax.RELATIVE and (opener != "où" or telling.type in _SOFT - {"deployment", "storming"})
    )
    if reported or scene.quoted(group.first):
        return _DATE
    return frozenset({"bare"}) if not telling.all_needs else frozenset()


def _state(telling: Telling, group: VerbGroup) -> bool:
    """Whether an imperfect says what had been done ("internet était coupé")."""
    return telling.type == "internet_shutdown" and group.tense == "imperfect" and group.voice == "être"


def _cleft(scene: Scene) -> bool:
    """Whether a sentence only sets off what it tells ("c'est lors de ces heurts qu'un passant a été tué")."""
    return [w.text for w in scene.words[:2]] in (["c", "est"], ["c", "était"])


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
    return telling.grammar == "transitive" or _passive(telling, group)


def _roles(scene: Scene, telling: Telling, group: VerbGroup, last: int) -> bool:
    """Whether subject and object are of the classes asked for; they change places in the passive."""
    limit = _NEAR if "person" in telling.object else _NEXT if "next" in telling.all_needs else _FAR
    before, after = scene.before(group.first), scene.after(max(last, group.head), limit)
    if group.tense == "participle" and group.first == 0:
        before = scene.after(group.head, 20)
    subject, done_to = (after, before) if _passive(telling, group) else (before, after)
    if telling.subject and not tellings.holds(_wider(scene, telling, subject), telling.subject):
        return False
    if telling.object and not tellings.holds(done_to + _meant(scene, telling, group), telling.object):
        return False
    if telling.about and not tellings.holds(before + " " + after, telling.about):
        return False
    if telling.not_subject and tellings.holds(subject, telling.not_subject):
        return False
    if telling.grammar == "intransitive" and group.voice == "active" and scene.direct_object(max(last, group.head)):
        return False
    return not (telling.not_object and tellings.holds(after, telling.not_object))


def _wider(scene: Scene, telling: Telling, subject: str) -> str:
    """Where to look for a subject: for what comes and goes, in the whole sentence and just before it."""
    if telling.grammar == "intransitive" and "troops" in telling.subject:
        return scene.context[-300:] + scene.text[scene.start : scene.end]
    return subject


def _meant(scene: Scene, telling: Telling, group: VerbGroup) -> str:
    """What a pronoun object can stand for ("l'avait décrété"): the text before the verb."""
    if _passive(telling, group):
        named = group.first and scene.words[group.first - 1].text in _SUBJECTS
        return scene.context[-_SCENE:] if named else ""
    if group.voice != "active" or not any(w.text in _OBJECTS for w in scene.words[group.first : group.head]):
        return ""
    return scene.context[-300:] + scene.text[scene.start : scene.words[group.first].start]
