"""What before a noun makes it an event: a phase of it ("le début des marches"), a time ("lors d'une marche")."""

from __future__ import annotations

from kzlib.events import syntax, tellings
from kzlib.events.scene import Scene
from kzlib.events.tellings import Telling

_FRAMED = frozenset({"protest", "violence"})
_OF = frozenset("de d des du".split())
_SKIPPED = frozenset("la le les l un une ces cette ce récentes nouvelles nouveaux premières premiers violentes".split())
_SINGLE = frozenset("pendant durant dans".split())
_DOUBLE = frozenset({("lors",), ("cours", "au"), ("marge", "en")})
_SPAN = frozenset({"span", "phase"})
_PHASE, _DREAD = frozenset({"phase"}), frozenset({"dread"})
_WANTED = frozenset({"wanted"})
_WISH = 3  # words before a noun in which it is asked for
_LEAD = 60  # characters before a noun in which a fear or a wish makes it no event


def needs(scene: Scene, telling: Telling, noun: int) -> frozenset[str] | None:
    """What an event told by a noun needs for the words before it; None if these make no event of it."""
    if telling.type not in _FRAMED or dreaded(scene, noun):
        return None
    at = _skip(scene, noun)
    if at < 0:
        return None
    if scene.words[at].text in _OF and at and phase(scene, at - 1, _PHASE):
        told = any(syntax.finite(w) for w in scene.words)
        return frozenset() if told and telling.type == "protest" else None
    if telling.type == "violence" and scene.words[at].text in _SINGLE:
        return None
    return frozenset({"date"}) if _during(scene, at) else None


def dreaded(scene: Scene, noun: int) -> bool:
    """Whether somebody fears, forbids or wants to avoid what a noun names: then it has not happened."""
    start = scene.words[noun].start
    return tellings.holds(scene.text[max(scene.start, start - _LEAD) : start], _DREAD)


def wanted(scene: Scene, noun: int) -> bool:
    """Whether somebody asks for what a noun names or refuses it ("les cortèges réclamant la démission")."""
    first = max(0, noun - _WISH)
    return tellings.holds(scene.text[scene.words[first].start : scene.words[noun].start], _WANTED)


def _skip(scene: Scene, noun: int) -> int:
    """The word before a noun, its articles and adjectives."""
    at = noun - 1
    while at >= 0 and noun - at <= 4 and scene.words[at].text in _SKIPPED and not syntax.strong(_gap(scene, at)):
        at -= 1
    return at


def _gap(scene: Scene, at: int) -> str:
    return scene.words[at + 1].gap


def phase(scene: Scene, at: int, classes: frozenset[str] = _SPAN) -> bool:
    """Whether a word, or the one before it and a day, is a phase or a span ("le début jeudi des manifestations")."""
    near = scene.words[max(0, at - 1) : at + 1]
    return any(tellings.holds(scene.text[w.start : w.end], classes) for w in near)


def _during(scene: Scene, at: int) -> bool:
    words = scene.words
    if words[at].text in _SINGLE:
        return True
    if words[at].text not in _OF or not at:
        return False
    before = words[at - 1].text
    return (before,) in _DOUBLE or (at > 1 and (before, words[at - 2].text) in _DOUBLE)
