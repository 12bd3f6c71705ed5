"""Who speaks: the words that name a quotation's speaker, resolved to a person, organisation, state or group."""

from __future__ import annotations

import re

from kzlib.article import Article
from kzlib.link import anaphora
from kzlib.link.referents import Discourse, Referent
from kzlib.quotations import words as w
from kzlib.records import Quotation, Readings

_INVERTED = re.compile(r"-(il|elle|on|ils|elles)\b", re.IGNORECASE)
_NO_COUNT = "other"


def link(article: Article, readings: Readings) -> None:
    """Set `speaker`, `speaker_id` and `relayed_by` of every quotation, in place.

    Statements that give a count and nothing else are moved to `readings.sources`.
    """
    discourse = Discourse(article, readings.mentions)
    last: Quotation | None = None
    for quotation in sorted(readings.quotations, key=_place):
        discourse.advance(_place(quotation))
        who = _speaker(article, discourse, quotation, last)
        relay = _phrase(article, discourse, quotation.relay_start, quotation.relay_end)
        if who and relay and _vouches(article, quotation, who, relay):
            who, relay = relay, None
        if who:
            quotation.speaker, quotation.speaker_id = who.name, who.id
        quotation.relayed_by = relay.name if relay else None
        discourse.said(_place(quotation), who)
        last = quotation if quotation.kind != "count" else last
    _set_apart(article, readings)


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
    if words in w.PRONOUNS | w.TONIC or words.endswith(("l'en croire", "ses yeux")):
        return discourse.pronoun("en croire" if words.endswith(("croire", "yeux")) else words)
    return discourse.phrase(start, end)


def _speaker(article: Article, discourse: Discourse, quotation: Quotation, last: Quotation | None) -> Referent | None:
    if quotation.speaker_start is not None:
        return _phrase(article, discourse, quotation.speaker_start, quotation.speaker_end)
    if quotation.cue is None and last and last.kind == "direct" and _near(article, last, quotation):
        return discourse.since(last.end, quotation.start) or _same(last)
    return None


def _same(quotation: Quotation) -> Referent | None:
    return Referent(quotation.speaker, quotation.speaker_id, "person") if quotation.speaker else None


def _near(article: Article, before: Quotation, after: Quotation) -> bool:
    """Whether two quotations stand in the same paragraph or in paragraphs that follow one another."""
    one, two = article.sentence_at(before.start), article.sentence_at(after.start)
    return one is not None and two is not None and two.paragraph - one.paragraph <= 1 and two.number - one.number <= 3


def _set_apart(article: Article, readings: Readings) -> None:
    """Move what only gives a count from the quotations to the sources of figures."""
    counted = sorted((f.start, f.end) for f in readings.figures if f.kind != _NO_COUNT)
    kept, sources = [], []
    for quotation in readings.quotations:
        if quotation.kind == "count" or _only_counts(article, quotation, counted):
            sources.append(quotation)
        else:
            kept.append(quotation)
    readings.quotations, readings.sources = kept, sources


def _only_counts(article: Article, quotation: Quotation, counted: list[tuple[int, int]]) -> bool:
    """Whether an indirect quotation is a figure with its source after it, or a verb's object ("admet dix morts")."""
    if quotation.kind != "indirect" or quotation.cue_start is None:
        return False
    if not any(start < quotation.end and quotation.start < end for start, end in counted):
        return False
    before = article.text[max(0, quotation.start - 5) : quotation.start].lower()
    follows = quotation.cue_start >= quotation.end
    first = article.text[quotation.start : quotation.end].split()[0].lower()
    clause = re.search(r"qu(?:e\s|['’])$|,\s*$|:\s*$", before) or w.infinitive(first) or first in ("ne", "être")
    source = re.match(r"(?:selon|d['’]après|pour|à|a l['’]en|aux?|de)\b", (quotation.cue or "").lower())
    only = re.match(r"n['’e]", quotation.cue or "")  # "n'admet que dix morts": no clause
    return follows or bool(only) or not (clause or source)
