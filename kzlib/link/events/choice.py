"""Which tellings stand: those that lack what they need go, and of several tellings of one happening one stays."""

from __future__ import annotations

from kzlib.article import Article
from kzlib.records import Event

# Events that happen to somebody named: two of one type are two happenings unless they share a name.
_PERSONAL = frozenset({"dismissal", "appointment", "resignation", "arrest", "statement", "call", "meeting", "request"})


def stand(article: Article, events: list[Event]) -> list[Event]:
    """The events that stand, in order of appearance: dated tellings first, then those that add something to them."""
    events = [e for e in events if _complete(article, e)]
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: (e.first is None, e.start)):
        if not any(_retells(article, event, other) for other in kept):
            kept.append(event)
    return sorted(kept, key=lambda e: (e.start, e.end))


def _complete(article: Article, event: Event) -> bool:
    """Whether an event has what it needs: a date, or a place that opens its sentence; in a headline, a date."""
    sentence = article.sentence_at(event.cue_start)
    if sentence and sentence.role == "title" and not event.first:
        return False
    if not event.needs:
        return True
    located = "place" in event.needs and event.place and sentence and article.text[sentence.start] in "AÀ"
    return bool(("date" in event.needs and event.first) or located)


def _retells(article: Article, event: Event, other: Event) -> bool:
    """Whether an event is the happening that another telling has told."""
    same_sentence = article.sentence_at(event.cue_start) == article.sentence_at(other.cue_start)
    if event.type == "statement" and same_sentence and event.first == other.first:
        return other.type == "statement" or _between(event, other)
    if event.type != other.type:
        return False
    if event.first and event.first != other.first:
        return False
    if event.type in _PERSONAL:
        return same_sentence or bool(set(event.participants) & set(other.participants))
    return not (event.place and other.place and event.place != other.place and event.first)


def _between(event: Event, other: Event) -> bool:
    """Whether a statement only carries another event: they share their verb, or their clause."""
    return event.cue_start < other.cue_end and other.cue_start < event.cue_end
