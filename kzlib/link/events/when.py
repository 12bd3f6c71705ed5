"""The days of an event: from the date that governs its clause, never from the day of publication."""

from __future__ import annotations

from kzlib.article import Article, Sentence
from kzlib.events import scene as scenes
from kzlib.events.scene import Scene
from kzlib.events.syntax import TEMPORAL, Piece
from kzlib.records import DateMention, Event, Readings

# Events that come to be by being announced: the day of the announcement is theirs.
_ANNOUNCED = frozenset({"dismissal", "appointment", "state_of_emergency", "resignation", "deployment", "request"})


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

    In order: in the same piece; in the adjuncts beside it; at the opening of the sentence; for a clause of time
    ("quand des manifestants...") or for what is announced, in the clause that it depends on.
    """
    at = _piece(scene, event.cue_start)
    if at is None:
        return None
    own = [d for d in days if _piece(scene, d.start) == at]
    if own:
        return _nearest(event, own)
    for beside in _adjuncts(scene, at):
        near = [d for d in days if _piece(scene, d.start) == beside]
        if near:
            return _nearest(event, near)
    if "own" in event.needs:
        return None
    opener = scene.pieces[at].opener
    opening = [d for d in days if d.end <= event.cue_start and d.start - scene.start <= 12]
    if opening:
        return opening[0]
    before = [d for d in days if d.end <= event.cue_start]
    if before and (opener in TEMPORAL or (opener == "que" and event.type in _ANNOUNCED)):
        return before[-1]
    return None


def _nearest(event: Event, days: list[DateMention]) -> DateMention:
    """The date nearest to the words that tell the event; those after count as nearer."""

    def distance(day: DateMention) -> float:
        if day.start >= event.cue_end:
            return day.start - event.cue_end
        return (event.cue_start - day.end) * 1.5 if day.end <= event.cue_start else 0

    return min(days, key=distance)


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
    from kzlib.events.syntax import AVOIR, ETRE

    return not any(w.text in AVOIR or w.text in ETRE for w in scene.words[piece.first : piece.last])
