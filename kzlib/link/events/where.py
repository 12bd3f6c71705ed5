"""The place of an event, and who takes part in it: the names in its clause."""

from __future__ import annotations

import re
from bisect import bisect_left

from kzlib.article import Article
from kzlib.records import Event, Mention, Readings

_LOCATIVE = re.compile(
    r"(?:\b[àÀ]|\bA|\b[Aa]ux?|\b[Ee]n|\b[Dd]ans (?:la|le|les|l['’])(?: \w+){0,3}|\bprès de|\bsur)"
    r"[\s'’]*(?:la |le |l['’])?$"
)
_ACTORS = frozenset({"person", "organisation", "state", "group"})
_OPENING = 12  # characters from the start of a sentence in which a place opens it


def place(article: Article, readings: Readings) -> None:
    """Set `place` and `participants` of every event from the names of its clause."""
    starts = [m.start for m in readings.mentions]
    for event in readings.events:
        inside = readings.mentions[bisect_left(starts, event.start) : bisect_left(starts, event.end)]
        sites = [m for m in inside if _located(article.text, m)]
        event.place = _nearest(event, sites).name if sites else _opening(article, readings, starts, event)
        taken = {m.start for m in sites}
        names = [m.name for m in inside if m.type in _ACTORS and m.start not in taken]
        event.participants = list(dict.fromkeys(names)) or _subject(article, readings, starts, event)


def _located(text: str, mention: Mention) -> bool:
    if mention.type not in ("place", "state"):
        return False
    return bool(_LOCATIVE.search(text[max(0, mention.start - 40) : mention.start]))


def _subject(article: Article, readings: Readings, starts: list[int], event: Event) -> list[str]:
    """The name nearest before a clause that holds none ("le ministre, Jean Mba, a dit jeudi"), in its sentence."""
    sentence = article.sentence_at(event.cue_start)
    if sentence is None:
        return []
    before = readings.mentions[bisect_left(starts, sentence.start) : bisect_left(starts, event.cue_start)]
    return [m.name for m in before if m.type in _ACTORS and not _located(article.text, m)][-1:]


def _nearest(event: Event, sites: list[Mention]) -> Mention:
    return min(sites, key=lambda m: (m.start < event.cue_start, abs(m.start - event.cue_end)))


def _opening(article: Article, readings: Readings, starts: list[int], event: Event) -> str | None:
    """The place that opens the sentence ("A Moscou, ...")."""
    sentence = article.sentence_at(event.cue_start)
    if sentence is None:
        return None
    lo, hi = bisect_left(starts, sentence.start), bisect_left(starts, sentence.start + _OPENING)
    return next((m.name for m in readings.mentions[lo:hi] if _located(article.text, m)), None)
