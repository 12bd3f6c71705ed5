"""Events told by a noun: what happens (its verb), what is done (its verb's object), what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kzlib.events import framing, groups, syntax, tellings
from kzlib.events.groups import VerbGroup
from kzlib.events.scene import Scene, modality
from kzlib.events.tellings import Telling
from kzlib.records import Event

_COUNTED = re.compile(
    r"(?:\d|aine|cents?|mille|milliers|dizaines|centaines)(?:\s|d[e'’]|[\u00a0\u202f])*(?:nouvelles\s+)?$"
)
_TOLL = re.compile(r"\b(?:morts?|blessés?|victimes?|vie|tués?|personnes|civils|soldats|policiers|dégâts)\b")
_PARTS = re.compile(r"[:«]")  # what follows these is said, not told of the noun before
_PREPOSITION = frozenset(
    (
        "après avant depuis contre pendant durant lors sans malgré face selon de d des du aux au pour sur par en dès"
    ).split()
)


_BEFORE_NOUN = frozenset(
    (
        "l le la les un une ces cette ce premiers premières nouvelles nouveaux violents violentes première nouvelle "
        "grande vaste autres importantes grandes nouvel plusieurs immense brève long longue gigantesque énième"
    ).split()
)
_PRONOUNS = frozenset("qui que il elle ils elles on se s ne n ce cet cette ces".split())
_OPENS = frozenset(
    (
        "et mais ou que qu quand lorsque où alors lundi mardi mercredi jeudi vendredi samedi dimanche soir matin nuit "
        "après-midi hier veille lendemain jour ici là encore également aussi"
    ).split()
)


def read(scene: Scene) -> Iterator[Event]:
    """Every event that a noun of a sentence tells."""
    table = tellings.by_noun()
    verbs = None
    for i in scene.heads:
        for telling in table.get(scene.words[i].text, ()):
            last = scene.rest(i, telling.rest)
            if (
                last is None
                or not scene.lead(i, telling.lead)
                or _pronoun(scene, i)
                or last - i > len(telling.rest) * 2
            ):
                continue
            verbs = _verbs(scene) if verbs is None else verbs
            event = _told(scene, telling, i, last, verbs)
            if event:
                yield event
                break


def _pronoun(scene: Scene, i: int) -> bool:
    """Whether the word before shows a verb ("ce qui frappe", "il marche") or something told before ("ce retrait")."""
    return i > 0 and scene.words[i - 1].text in _PRONOUNS


def _verbs(scene: Scene) -> list[tuple[VerbGroup, frozenset[str]]]:
    """The verbs of a sentence that can make an event of a noun, with the roles that they give it."""
    table = tellings.supports("event_support")
    found = []
    for i in [i for i, word in enumerate(scene.words) if word.text in table]:
        rows = table[scene.words[i].text]
        whole = [row for row, _ in rows if scene.rest(i, row.rest) is not None]
        group = groups.group_at(scene.words, i, rows[0][1]) if whole else None
        if group and not group.negated:
            reflexive = group.voice == "reflexive"
            if roles := frozenset([row.role for row in whole if row.reflexive == reflexive]):
                found.append((group, roles))
    return found


def _told(
    scene: Scene, telling: Telling, first: int, last: int, verbs: list[tuple[VerbGroup, frozenset[str]]]
) -> Event | None:
    after = scene.after(last, 9)
    if telling.about and not tellings.holds(scene.context + scene.text[scene.start : scene.end], telling.about):
        return None
    if telling.object and not tellings.holds(after, telling.object):
        return None
    if telling.not_object and tellings.holds(scene.after(last, 3), telling.not_object):
        return None
    if framing.wanted(scene, first):
        return None
    if "any" in telling.roles:
        return scene.event(telling.type, first, last, telling.needs)
    if "count" in telling.roles and _counted(scene, first):
        return scene.event(telling.type, first, last, telling.needs | {"count"})
    for group, roles in sorted(verbs, key=lambda v: v[0].tense == "participle"):
        how = modality(group)
        if how and (event := _with(scene, telling, (first, last), group, roles, how)):
            return event
    framed = framing.needs(scene, telling, first)
    if framed is not None:
        return scene.event(telling.type, first, last, telling.needs | framed)
    if "by" in telling.roles and scene.agent(last):
        return scene.event(telling.type, first, last, telling.needs)
    if "dated" in telling.roles:
        return scene.event(telling.type, first, last, frozenset({"date", "own", "right", "touching"}))
    return None


def _counted(scene: Scene, noun: int) -> bool:
    """Whether a number stands right before a noun."""
    at = scene.words[noun].start
    return bool(_COUNTED.search(scene.text, max(scene.start, at - 24), at))


def _with(
    scene: Scene, telling: Telling, noun: tuple[int, int], group: VerbGroup, roles: frozenset[str], how: str
) -> Event | None:
    first, last = noun
    if last < group.first:
        relative = _antecedent(scene, last, group.first)
        does = _does(scene, telling, group, roles)
        tells = does if relative or _subject(scene, first, last, group) else ""
    else:
        relative = False
        tells = "support" if _done(scene, telling, first, group, roles) else ""
    if not tells:
        return None
    if tells == "support" and "plan" in roles:
        how, tells = "planned", "plan"
    needs = telling.needs | ({"date", "right"} if tells == "plan" else {"toll"} if tells == "toll" else set())
    needs |= {"object"} if tells == "support" and group.first < first else set()
    needs |= {"date", "own"} if _asks_date(scene, telling, first, group, relative) else set()
    needs |= {"own"} if relative else set()
    event = scene.event(telling.type, min(first, group.first), max(last, group.head), needs, how)
    cue = group.head if relative or group.tense == "participle" else first
    event.cue_start, event.cue_end = scene.words[cue].start, scene.words[max(cue, last if cue == first else cue)].end
    return event


def _asks_date(scene: Scene, telling: Telling, noun: int, group: VerbGroup, relative: bool) -> bool:
    """Whether a noun must be dated: by its participle, or in a relative clause unless that tells of unrest gone by."""
    if group.tense in ("participle", "gerund"):
        return True
    past = group.tense == "past" and telling.type in ("protest", "violence")
    return relative and (not past or framing.dreaded(scene, noun))


def _does(scene: Scene, telling: Telling, group: VerbGroup, roles: frozenset[str]) -> str:
    """The role in which a verb makes an event of the noun that is its subject, empty if it does not."""
    passive = group.voice in ("passive", "être") or group.tense == "participle"
    both = roles & telling.roles
    if "happen" in both or ("support" in both and passive):
        return "happen"
    return "toll" if "toll" in both and _TOLL.search(scene.after(group.head)) else ""


def _done(scene: Scene, telling: Telling, first: int, group: VerbGroup, roles: frozenset[str]) -> bool:
    """Whether a verb makes an event of the noun that is its object."""
    if not group.head < first <= group.head + 9 or group.voice != "active" or _infinitive(scene, group.head, first):
        return False
    if "plan" in roles and telling.type == "protest":
        return _governs(scene, group.head, first)
    if "join" in roles and telling.type == "protest":
        return _governs(scene, group.head, first)
    return (
        bool({"support", "ask"} & roles & telling.roles)
        and _governs(scene, group.head, first)
        and not _adjunct(scene, first, group.head)
    )


def _infinitive(scene: Scene, verb: int, noun: int) -> bool:
    """Whether an infinitive between a verb and a noun takes the noun ("a commencé à lever les barrages")."""
    between = scene.words[verb + 1 : noun]
    return any(w.text in ("à", "de", "d", "pour") and v.text.endswith(("er", "ir", "re")) for w, v in pairwise(between))


def _subject(scene: Scene, first: int, last: int, group: VerbGroup) -> bool:
    if group.tense == "participle":
        return _governs(scene, last, group.first)
    return _governs(scene, last, group.first) and not _adjunct(scene, first, -1)


def _antecedent(scene: Scene, noun: int, verb: int) -> bool:
    """Whether a verb stands in the relative clause of a noun ("un sommet, qui doit se tenir lundi")."""
    piece = scene.pieces[syntax.piece_of(scene.pieces, verb)]
    return piece.opener == "qui" and 0 < piece.first - noun <= 12 and piece.first < verb <= piece.first + 6


def _governs(scene: Scene, left: int, right: int) -> bool:
    """Whether two words can be of one clause: in one piece, or apart by what commas or brackets only add."""
    cut = scene.pieces
    lo, hi = syntax.piece_of(cut, left), syntax.piece_of(cut, right)
    if lo == hi:
        return not any(syntax.finite(w) for w in scene.words[left + 1 : right])
    if cut[hi].first != right or right - left > 22 or any(_PARTS.search(w.gap) for w in scene.words[left + 1 : right]):
        return False
    return not any(
        syntax.finite(w)
        for p in cut[lo + 1 : hi]
        if p.opener not in syntax.RELATIVE
        for w in scene.words[p.first : p.last]
    )


def _adjunct(scene: Scene, noun: int, verb: int) -> bool:
    """Whether a preposition governs a noun: then it is no subject, and no object of the verb at `verb` (-1: none)."""
    for i in range(noun - 1, max(-1, noun - 4), -1):
        text = scene.words[i].text
        if text in ("des", "de", "d"):
            return not _partitive(scene, i, verb)
        if text in _PREPOSITION:
            return True
        if text not in _BEFORE_NOUN:
            return False
    return False


def _partitive(scene: Scene, i: int, verb: int) -> bool:
    """Whether "des", "de" before a noun is its article ("des heurts ont éclaté", "a organisé des marches").

    It is where nothing that it could complete stands before it: at the opening of a piece, after the verb, a
    conjunction or a day.
    """
    if i == 0 or i - 1 == verb or any(p.first == i for p in scene.pieces):
        return True
    if framing.phase(scene, i - 1):  # "une série d'attaques", but not "depuis le début des heurts"
        return not _adjunct(scene, i - 1, verb)
    before = scene.words[i - 1].text
    return before in _OPENS or before.endswith("ment") or before.isdigit()
