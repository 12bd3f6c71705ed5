"""Which tellings stand: those that lack what they need go, and of several tellings of one happening one stays."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.records import Event

# Events that happen to a named person: two of one type are two happenings unless they share a name.
_PERSONAL = frozenset({"dismissal", "appointment", "resignation", "arrest", "statement", "call", "meeting", "request"})


def stand(article: Article, events: list[Event]) -> list[Event]:
    """The events that stand, in order of appearance."""
    events = [e for e in events if _complete(article, e)]
    kept: list[Event] = []
    for event in events:
        if not any(_retells(event, other) for other in kept):
            kept.append(event)
    dated = [e for e in kept if e.first]
    return [e for e in kept if e.first or not any(_same_kind(e, d) for d in dated)]


def _complete(article: Article, event: Event) -> bool:
    """Whether an event has what it needs: a date, or a place that opens its sentence; in a headline, a date."""
    sentence = article.sentence_at(event.cue_start)
    if sentence and sentence.role == "title" and not event.first:
        return False
    if not event.needs:
        return True
    located = "place" in event.needs and event.place and sentence and article.text[sentence.start] in "AÀ"
    return bool(("date" in event.needs and event.first) or located)


def _same_kind(event: Event, other: Event) -> bool:
    if event.type != other.type:
        return False
    if event.type in _PERSONAL:
        return bool(set(event.participants) & set(other.participants))
    return True


def _retells(event: Event, other: Event) -> bool:
    """Whether an event is the happening that another telling before it told."""
    if event.type != other.type:
        return False
    if event.first and other.first and event.first != other.first:
        return False
    if event.type in _PERSONAL:
        same = set(event.participants) & set(other.participants)
        return bool(same) and (event.first == other.first or not event.first)
    return event.place is None or other.place is None or event.place == other.place
