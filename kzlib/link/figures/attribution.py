"""Who gives a number: the speaker of the words it stands in, the subject that counts, or the sentence before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kzlib.article import Article, Sentence
from kzlib.link.figures import sources
from kzlib.link.knowledge import Names
from kzlib.link.referents import Discourse, Referent
from kzlib.records import Figure, Mention, Quotation, Readings

# "les émeutes, qui ont fait 20 morts": the writer's aside, not part of what the source says
_ASIDE = re.compile(
    r",?\s+qui\s+(?:\w+\s+){0,2}(?:fait|faisaient|coûté|causé|tué|entraîné|provoqué)(?!\w)", re.IGNORECASE
)
_REPORTED_MOOD = re.compile(r"(?<!\w)\w+(?:rait|raient)(?!\w)")
_OTHERS = re.compile(r"(?<!\w)(?:autres|(?:d['’]entre|parmi)\s(?:eux|elles))(?!\w)")
# "selon la même source", "toujours selon le ministère": the source of the sentence before
_SAME = re.compile(r"(?<!\w)(?:même\ssource|selon\sce\s(?:bilan|décompte)|toujours\sselon)(?!\w)", re.IGNORECASE)
_REACH = 70
_QUOTATIONS = 30  # how many quotations back one may still cover a figure


@dataclass(frozen=True, slots=True)
class Source:
    """Who gives a number, and who passes it on."""

    name: str | None
    relayed_by: str | None = None


_NOBODY = Source(None)


def link(article: Article, readings: Readings, names: Names) -> None:
    """Set `attributed_to` and `relayed_by` of every figure, in place."""
    if not readings.figures:
        return
    mentions = sorted(readings.mentions, key=lambda m: (m.start, -m.end))
    said = (*readings.quotations, *readings.sources)
    quotations = sorted((q for q in said if q.speaker and not sources.says_nothing(q.speaker)), key=lambda q: q.start)
    discourse = Discourse(article, names)
    spoken = sorted(quotations, key=_place, reverse=True)
    types = {m.actor_id: m.type for m in mentions}
    wholes: dict[int, Figure] = {}
    before: Figure | None = None
    for figure in sorted(readings.figures, key=lambda f: (f.start, f.end)):
        sentence = article.sentence_at(figure.start)
        if sentence is None:
            continue
        while spoken and _place(spoken[-1]) < figure.start:
            said_by = spoken.pop()
            kind = types.get(said_by.speaker_id or "", "person")
            discourse.said(_place(said_by), Referent(said_by.speaker or "", said_by.speaker_id, kind))
        discourse.advance(figure.start)
        whole = wholes.get(figure.part_of) if figure.part_of is not None else None
        source = _own(article.text, sentence, figure, mentions, quotations, discourse)
        if whole and article.sentence_at(whole.start) is sentence:
            name = sources.giver(article.text, mentions, discourse, whole.end, figure)
            source = Source(name) if name else Source(whole.attributed_to, whole.relayed_by)
        elif source is _NOBODY and before:
            source = _carried(article, sentence, figure, before)
        figure.attributed_to, figure.relayed_by = source.name, source.relayed_by
        if before and before.attributed_to is None and source.name and _goes_on(article, figure, before):
            before.attributed_to, before.relayed_by = source.name, source.relayed_by
        wholes.setdefault(figure.start, figure)
        before = figure


def _place(quotation: Quotation) -> int:
    """Where the speaker of a quotation is named."""
    return quotation.start if quotation.speaker_start is None else max(quotation.start, quotation.speaker_start)


def _own(
    text: str,
    sentence: Sentence,
    figure: Figure,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    discourse: Discourse,
) -> Source:
    """The source that the figure's own sentence names."""
    aside = _aside(text, sentence, figure)
    start = aside if aside is not None else sentence.start
    if name := sources.elliptic(text, mentions, discourse, start, figure.start):
        return Source(name)
    bounds = (start, sentence.end)
    quoted = _quoted(quotations, figure, start if aside is not None else None)
    if quoted and quoted.speaker and sources.is_document(quoted.speaker):
        quoted = None
    if quoted and quoted.kind == "count" and quoted.start < figure.start:
        # "l'AFP a compté 21 morts, l'ONU en dénombre 773": the nearer subject
        if nearer := sources.giver(text, mentions, discourse, max(start, quoted.start), figure):
            return Source(nearer)
    if quoted and not sources.is_own_count(mentions, quoted.cue, quoted.speaker, figure):
        return _quotation_source(text, sentence, quoted, mentions)
    name = sources.giver(text, mentions, discourse, start, figure)
    name = name or sources.agent(text, mentions, start, figure.start, sentence.end)
    if name is None or sources.is_document(name):  # "le bilan fait état de douze morts, selon X"
        name = sources.according(text, mentions, discourse, bounds, figure.start) or name
    name = name or sources.title(text, mentions, discourse, *bounds)
    name = None if name and sources.says_nothing(name) else name
    return Source(name) if name else _NOBODY


def _aside(text: str, sentence: Sentence, figure: Figure) -> int | None:
    """Where the writer's aside that holds the figure begins, None outside of one."""
    found = list(_ASIDE.finditer(text, sentence.start, figure.start))
    if not found or len(text[found[-1].end() : figure.start]) > _REACH:
        return None
    if sources.told(text, max(sentence.start, found[-1].start() - _REACH), found[-1].start()):
        return None  # "il a fait état d'attaques, qui ont fait 25 blessés"
    return found[-1].start()


def _quoted(quotations: Sequence[Quotation], figure: Figure, after: int | None) -> Quotation | None:
    """The shortest quotation that the number stands in, or that stands in the figure's words (« bandits »)."""
    stop = bisect_right(quotations, figure.end, key=lambda q: q.start)
    found = [
        q
        for q in quotations[max(0, stop - _QUOTATIONS) : stop]
        if q.end > figure.start and (after is None or q.start >= after)
    ]
    covering = [q for q in found if q.start <= figure.start or figure.start <= q.start < figure.end]
    return min(covering, key=lambda q: (q.start > figure.start, q.end - q.start), default=None)


def _quotation_source(text: str, sentence: Sentence, quoted: Quotation, mentions: Sequence[Mention]) -> Source:
    """Speaker of a quotation; where the speaker cites another, that one, and the speaker passes it on."""
    if quoted.speaker_end is not None:
        stop = max(sentence.end, quoted.speaker_end)
        cited = sources.cited(text, mentions, quoted.speaker_end, min(stop, quoted.speaker_end + 90))
        if cited and cited != quoted.speaker:
            return Source(cited, quoted.speaker)
    return Source(quoted.speaker, quoted.relayed_by)


def _carried(article: Article, sentence: Sentence, figure: Figure, before: Figure) -> Source:
    """The source of the figure before, where the text goes on with what it says."""
    last = article.sentence_at(before.start)
    if last is None or before.attributed_to is None or _aside(article.text, sentence, figure) is not None:
        return _NOBODY
    if last.paragraph != sentence.paragraph or sentence.number - last.number > 1:
        return _NOBODY
    source = Source(before.attributed_to, before.relayed_by)
    if last.number == sentence.number:
        return source
    words = article.text[figure.start : min(figure.end + 30, sentence.end)]
    goes_on = sources.carries().match(article.text, sentence.start, sentence.end) or _OTHERS.search(words)
    goes_on = goes_on or _SAME.search(article.text, sentence.start, sentence.end)
    return source if goes_on or _REPORTED_MOOD.search(words) else _NOBODY


def _goes_on(article: Article, figure: Figure, before: Figure) -> bool:
    """Whether a figure goes on with the sentence before ("353 autres ont été blessés, rapporte TASS")."""
    here, last = article.sentence_at(figure.start), article.sentence_at(before.start)
    if not here or not last or here.number - last.number != 1 or here.paragraph != last.paragraph:
        return False
    return figure.start - here.start < 12 and bool(_OTHERS.search(article.text, figure.start, figure.end))
