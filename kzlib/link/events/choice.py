"""Which tellings stand: those that lack what they need go, and of several tellings of one happening one stays."""

from __future__ import annotations

import re

from kzlib.article import Article
from kzlib.events import tellings
from kzlib.link.events import arrests
from kzlib.records import Event

# Events that happen to somebody named: two of one type are two happenings unless they share a name.
_PERSONAL = frozenset({"dismissal", "appointment", "resignation", "arrest", "statement", "call", "meeting", "request"})
_ONCE = frozenset({"statement", "call", "meeting", "request"})  # of these a sentence tells one
# What is done by saying so: "a annoncé le limogeage", "a renouvelé son appel".
_ANNOUNCED = frozenset({"dismissal", "resignation", "appointment", "state_of_emergency", "request"})
_CALL = 40  # characters between a call to protest and the protest
_AT = re.compile(r"(?:[AÀ]u?x?|En|Dans (?:la|le|les|l['’]))\W")
_COMPARED = 300  # tellings before one that it may repeat
_RECENT = 60  # days back to which the toll of a period is that of the events reported
_LEAD = 4  # sentences from the top in which the toll of a past period is the news itself


def stand(article: Article, events: list[Event]) -> list[Event]:
    """The events that stand, in order of appearance: dated tellings first, then those that add something to them."""
    whole = arrests.first_only(sorted(events, key=lambda e: e.cue_start))
    kept: list[Event] = []
    for event in sorted((e for e in whole if _complete(article, e)), key=_rank):
        told = next((other for other in kept[-_COMPARED:] if _retells(article, event, other)), None)
        if told is None:
            kept.append(event)
        elif told.type == event.type == "statement" and _same_sentence(article, event, told):
            told.start, told.end = min(told.start, event.start), max(told.end, event.end)
        elif _same_clause(event, told):
            told.participants = told.participants or event.participants
    return sorted(kept, key=lambda e: (e.start, e.end))


def _rank(event: Event) -> tuple[bool, bool, int]:
    """Dated before undated; what is stated before the stating of it."""
    return (event.first is None, event.type == "statement", event.start)


def _complete(article: Article, event: Event) -> bool:
    """Whether an event has what it needs: a date, or a place that opens its sentence; in a headline, a date."""
    sentence = article.sentence_at(event.cue_start)
    if sentence is None or (sentence.role == "title" and not event.first):
        return False
    if "never" in event.needs:
        return False
    if "toll" in event.needs and sentence.number > _LEAD and _total_so_far(article, event):
        return False
    if "place" in event.needs and _opens_with_place(article, event):
        return True
    return event.first is not None or "date" not in event.needs


def _total_so_far(article: Article, event: Event) -> bool:
    """Whether a toll is that of the whole period that an article is about: no day of its own, no date long ago."""
    if not event.first or _days(event) == 1:
        return not event.first
    return article.published is None or (article.published - event.first).days < _RECENT


def _days(event: Event) -> int:
    return (event.last - event.first).days + 1 if event.first and event.last else 0


def _same_sentence(article: Article, event: Event, other: Event) -> bool:
    return article.sentence_at(event.cue_start) == article.sentence_at(other.cue_start)


def _retells(article: Article, event: Event, other: Event) -> bool:
    """Whether an event is the happening that another telling has told."""
    if event.type == "statement" and other.type != "statement":
        return _one_clause(event, other)
    if event.type != other.type or (event.first and event.first != other.first):
        return False
    if _same_clause(event, other):
        return True
    if event.type in _PERSONAL:
        once = event.type in _ONCE and _same_sentence(article, event, other)
        return once or _one_person(article, event, other)
    if event.type == "storming":
        alike = event.first or _same_sentence(article, event, other) or _stem(article, event) == _stem(article, other)
        return bool(alike) and not _apart(_targets(article, event), _targets(article, other))
    if event.type == "state_of_emergency" and _apart(_measures(article, event), _measures(article, other)):
        return False
    if event.type in ("violence", "protest"):
        return _same_unrest(article, event, other)
    return not (event.first and _apart({event.place} - {None}, {other.place} - {None}))


def _same_clause(event: Event, other: Event) -> bool:
    """Whether two words of one clause tell one event: of one place, and not of two people."""
    alike = (event.type, event.start, event.end, event.place) == (other.type, other.start, other.end, other.place)
    return alike and not _apart(set(event.participants), set(other.participants))


def _same_unrest(article: Article, event: Event, other: Event) -> bool:
    """Whether two tellings of unrest are one: told in one sentence, or by one word and not of two places or targets."""
    if not event.first and _opens_with_place(article, event) and event.place != other.place:
        return False
    if not _same_sentence(article, event, other):
        if not event.first and _tally(article, event):
            return True
        if event.first and _apart({event.place} - {None}, {other.place} - {None}):
            return False
        if "toll" in event.needs - other.needs or _stem(article, event) != _stem(article, other):
            return False
        return not ("bare" in event.needs and _apart(_harmed(article, event), _harmed(article, other)))
    return not (event.first and _apart({event.place} - {None}, {other.place} - {None}))


def _opens_with_place(article: Article, event: Event) -> bool:
    sentence = article.sentence_at(event.cue_start)
    return bool(event.place and sentence and _AT.match(article.text, sentence.start))


def _stem(article: Article, event: Event) -> str:
    """The beginning of the last word that tells an event: "attaqué" and "attaque" tell alike."""
    return article.text[event.cue_start : event.cue_end].split()[-1].lower()[:5]


def _one_clause(statement: Event, other: Event) -> bool:
    """Whether a statement is only the verb that carries another event ("a annoncé le limogeage")."""
    if other.modality == "planned" and other.type == "protest":  # "a appelé à manifester mardi"
        return 0 <= other.cue_start - statement.cue_end < _CALL
    if "object" in other.needs and other.type in _ANNOUNCED and 0 <= other.cue_start - statement.cue_end < _CALL:
        return True
    return statement.cue_start < other.cue_end and other.cue_start < statement.cue_end


def _one_person(article: Article, event: Event, other: Event) -> bool:
    """Whether two tellings share a name, and speak alike of an office held for a time or for good."""
    interim = ["intérim" in article.text[e.start : e.end] for e in (event, other)]
    return bool(set(event.participants) & set(other.participants)) and interim[0] == interim[1]


def _targets(article: Article, event: Event) -> set[str]:
    return tellings.found(article.text[event.start : event.end], "building")


def _tally(article: Article, event: Event) -> bool:
    """Whether a sentence only gives the balance of what is told elsewhere ("selon un bilan officiel, ...")."""
    sentence = article.sentence_at(event.cue_start)
    lead = article.text[sentence.start : event.cue_start] if sentence else ""
    return "victims" in event.needs and tellings.holds(lead, frozenset({"tally"}))


def _measures(article: Article, event: Event) -> set[str]:
    """What is decreed: "urgence", "couvre-feu", "martiale"."""
    return {m.split()[-1].split("'")[-1] for m in tellings.found(article.text[event.start : event.end], "emergency")}


def _harmed(article: Article, event: Event) -> set[str]:
    text = article.text[event.start : event.end]
    return tellings.found(text, "building") | tellings.found(text, "property")


def _apart(some: set[str | None] | set[str], others: set[str | None] | set[str]) -> bool:
    return bool(some and others) and some.isdisjoint(others)
