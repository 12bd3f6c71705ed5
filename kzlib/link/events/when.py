"""The days of an event: from the date that governs its clause, never from the day of publication."""

from __future__ import annotations

import re

from kzlib.article import Article, Sentence
from kzlib.events import scene as scenes
from kzlib.events.scene import Scene
from kzlib.events.syntax import AVOIR, ETRE, TEMPORAL, Piece
from kzlib.records import DateMention, Event, Readings

# Events that come to be by being announced: the day of the announcement is theirs.
_ANNOUNCED = frozenset({"dismissal", "appointment", "state_of_emergency", "resignation", "deployment", "request"})
# What before a date makes it the end or the span of something rather than the day of an event.
_UNTIL = re.compile(
    r"(?:jusqu['’]|d['’]ici|\bavant|\bpour|\bdu|\bde|\bdes|d['’])\W*(?:(?:à|au|aux|en|la|le|les|l['’])\W*)*$"
)
_COMPLEMENT, _WRONG_SIDE = 60, 50


def date(article: Article, readings: Readings) -> None:
    """Set `first` and `last` of every event from the dates of its sentence."""
    for sentence in article.sentences:
        told = [e for e in readings.events if sentence.start <= e.cue_start < sentence.end]
        days = [d for d in readings.dates if sentence.start <= d.start < sentence.end and d.first]
        if told and days:
            _date_sentence(article, sentence, told, days)


def _date_sentence(article: Article, sentence: Sentence, told: list[Event], days: list[DateMention]) -> None:
    scene = scenes.stage(article.text, sentence.start, sentence.end)
    for event in told:
        found = governing(scene, event, days)
        if found:
            event.first, event.last = found.first, found.last


def governing(scene: Scene, event: Event, days: list[DateMention]) -> DateMention | None:
    """The date that governs an event in its sentence, None if there is none.

    In order: in the same piece; in the adjuncts beside it, which the event then covers too; at the opening of the
    sentence; for a clause of time ("quand des manifestants...") or for what is announced, in the clause above.
    """
    at = _piece(scene, event.cue_start)
    if at is None:
        return None
    if "right" in event.needs:
        days = [d for d in days if d.start >= event.cue_end]
    own = [d for d in days if _piece(scene, d.start) == at]
    if own:
        return _nearest(scene, event, own)
    if "own" in event.needs:
        return None
    for beside in _adjuncts(scene, at):
        near = [d for d in days if _piece(scene, d.start) == beside]
        if near:
            _cover(scene, event, beside)
            return _nearest(scene, event, near)
    return _above(scene, event, at, days)


def _above(scene: Scene, event: Event, at: int, days: list[DateMention]) -> DateMention | None:
    """The date that opens the sentence, or that of the clause that an event's clause depends on."""
    before = [d for d in days if d.end <= event.cue_start]
    if before and before[0].start - scene.start <= 12:
        return before[0]
    opener = next((scene.pieces[n].opener for n in range(at, -1, -1) if scene.pieces[n].opener != ","), "")
    if before and (opener in TEMPORAL or (opener == "que" and event.type in _ANNOUNCED)):
        return before[-1]
    return None


def _cover(scene: Scene, event: Event, piece: int) -> None:
    """Widens an event to an adjunct that dates it."""
    lo, hi = scene.pieces[piece].first, scene.pieces[piece].last - 1
    event.start = min(event.start, scene.words[lo].start)
    event.end = max(event.end, scene.words[hi].end)


def _nearest(scene: Scene, event: Event, days: list[DateMention]) -> DateMention:
    """The date nearest to the words that tell the event; those after count as nearer, those of nouns as farther."""

    def distance(day: DateMention) -> float:
        gap = day.start - event.cue_end if day.start >= event.cue_end else (event.cue_start - day.end) * 1.5
        complement = _UNTIL.search(scene.text, max(scene.start, day.start - 16), day.start) and gap > 8
        return (
            max(0.0, gap) + (_COMPLEMENT if complement else 0) + (_WRONG_SIDE if _governor_s(scene, event, day) else 0)
        )

    return min(days, key=distance)


def _governor_s(scene: Scene, event: Event, day: DateMention) -> bool:
    """Whether a date stands before an infinitive: it belongs to the verb above ("a reconnu jeudi avoir tiré")."""
    return day.end <= event.cue_start and scene.text[event.cue_start : event.cue_start + 6].startswith("avoir ")


def _piece(scene: Scene, offset: int) -> int | None:
    for number, piece in enumerate(scene.pieces):
        if scene.words[piece.first].start <= offset < scene.words[piece.last - 1].end:
            return number
    return None


def _adjuncts(scene: Scene, at: int) -> list[int]:
    """Pieces beside a piece that hold no clause of their own: nearest first, to the left and to the right."""
    left, right = [], []
    for number in range(at - 1, -1, -1):
        if scene.pieces[number + 1].opener != "," or not _bare(scene, scene.pieces[number]):
            break
        left.append(number)
    for number in range(at + 1, len(scene.pieces)):
        if scene.pieces[number].opener != "," or not _bare(scene, scene.pieces[number]):
            break
        right.append(number)
    return [n for pair in zip(left, right, strict=False) for n in pair] + left[len(right) :] + right[len(left) :]


def _bare(scene: Scene, piece: Piece) -> bool:
    """Whether a piece has no finite verb."""
    return not any(w.text in AVOIR or w.text in ETRE for w in scene.words[piece.first : piece.last])
