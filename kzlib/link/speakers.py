"""Who speaks: the words that name a quotation's speaker, resolved to a person, organisation, state or group."""

from __future__ import annotations

import re

from kzlib.article import Article
from kzlib.link import anaphora, counts
from kzlib.link.knowledge import Names, Referent
from kzlib.link.referents import Discourse
from kzlib.quotations import words as w
from kzlib.records import Quotation, Readings

# Verbs that go on with what the same person said.
_GOING_ON = re.compile(r"\b(?:ajout|poursui|repr(?:is|end)|conclu|insist|précis)", re.IGNORECASE)
_POINTING = w.PRONOUNS | w.TONIC
_INVERTED = re.compile(r"-(il|elle|on|ils|elles)\b", re.IGNORECASE)


def link(article: Article, readings: Readings, names: Names) -> None:
    """Set `speaker`, `speaker_id` and `relayed_by` of every quotation, in place.

    Statements that give a count and nothing else are moved to `readings.sources`. A speaker whom no mention stands
    for ("Vienne" for Austria, where only the town is mentioned) has a name and no id.
    """
    mentioned = {m.actor_id for m in readings.mentions}
    discourse = Discourse(article, names)
    last: Quotation | None = None
    for quotation in sorted(readings.quotations, key=_place):
        discourse.advance(_place(quotation))
        who = _speaker(article, discourse, quotation, last)
        relay = _phrase(article, discourse, quotation.relay_start, quotation.relay_end)
        if who and relay and _vouches(article, quotation, who, relay):
            who, relay = relay, None
        if who:
            quotation.speaker, quotation.speaker_id = who.name, who.id if who.id in mentioned else None
        quotation.relayed_by = relay.name if relay else None
        discourse.said(_place(quotation), who)
        if relay and relay.id not in anaphora.media():
            discourse.spoken.append(relay)  # "la même source" means who reports it
        last = quotation if quotation.kind != "count" else last
    counts.set_apart(article, readings)


def _vouches(article: Article, quotation: Quotation, cited: Referent, relay: Referent) -> bool:
    """Whether who cites is the speaker: "HRW citing witnesses" speaks for itself, an agency only passes on."""
    if quotation.relay_end is None or quotation.speaker_start is None or relay.id in anaphora.media():
        return False
    between = article.text[quotation.relay_end : quotation.speaker_start]
    vague = re.match(r"(?:des|une?|plusieurs|deux|ses)\b", article.text[quotation.speaker_start :][:12])
    return "cit" in between and bool(vague) and cited.type == "group"


def _place(quotation: Quotation) -> int:
    """Where a quotation's speaker is named, which decides who has been spoken of before."""
    return quotation.start if quotation.speaker_start is None else max(quotation.start, quotation.speaker_start)


def _phrase(article: Article, discourse: Discourse, start: int | None, end: int | None) -> Referent | None:
    """Whom words mean: a pronoun ("a-t-il", "selon elle") or a noun phrase."""
    if start is None or end is None:
        return None
    words = article.text[start:end].strip().lower().replace("’", "'")
    inverted = _INVERTED.search(words)
    if inverted:
        return None if inverted.group(1) == "on" else discourse.pronoun(inverted.group(1))
    if words in _POINTING or words.endswith(("l'en croire", "ses yeux")):
        return discourse.pronoun("en croire" if words.endswith(("croire", "yeux")) else words)
    return discourse.phrase(start, end)


def _speaker(article: Article, discourse: Discourse, quotation: Quotation, last: Quotation | None) -> Referent | None:
    if quotation.speaker_start is not None:
        who = _phrase(article, discourse, quotation.speaker_start, quotation.speaker_end)
        return _goes_on(article, discourse, quotation, last, who) or who
    if quotation.cue is None and last and last.kind == "direct" and _near(article, last, quotation):
        return discourse.since(last.end, quotation.start) or _same(last)
    return None


def _goes_on(
    article: Article, discourse: Discourse, quotation: Quotation, last: Quotation | None, who: Referent | None
) -> Referent | None:
    """Who spoke before, if a description without a name goes on speaking: "poursuit la mère de famille"."""
    if who is None or who.id or last is None or not discourse.spoken or not _GOING_ON.search(quotation.cue or ""):
        return None
    before = discourse.spoken[-1]
    words = article.text[quotation.speaker_start : quotation.speaker_end]
    fits = before.gender in (None, "mf", who.gender) or who.gender in (None, "mf")
    known = anaphora.known(words) and who.type == "person" and before.type == "person"
    return before if known and fits and _near(article, last, quotation) else None


def _same(quotation: Quotation) -> Referent | None:
    return Referent(quotation.speaker, quotation.speaker_id, "person") if quotation.speaker else None


def _near(article: Article, before: Quotation, after: Quotation) -> bool:
    """Whether two quotations stand in the same paragraph or in paragraphs that follow one another."""
    one, two = article.sentence_at(before.start), article.sentence_at(after.start)
    return one is not None and two is not None and two.paragraph - one.paragraph <= 1 and two.number - one.number <= 3
