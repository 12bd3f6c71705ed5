"""Where a number was counted: the place of its clause, of its sentence, of the figure before, or of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from kzlib.article import Article, Sentence
from kzlib.records import Figure, Mention, Readings

_AT = re.compile(
    r"(?<!\w)(?:à|au|aux|en|dans|sur|près d[eu']|vers|hors d[eu']|autour d[eu']|de|du|d['’]|des)"
    r"(?:\s+(?:la|le|les|l['’]|toute?s?|seule?|région|province|ville|capitale|nord|sud|est|ouest|centre|quartier|île|"
    r"district|État|département|localité|commune|village|camp|banlieue|abords|environs|celle|celui|République|d[eu]|des|d['’]|"
    r"de la|et|économique|voisine?|,))*\s*$",
    re.IGNORECASE,
)
_LOCATIVE = re.compile(r"(?<!\w)(?:à|au|aux|en|dans|sur|près|vers|autour|abords)(?!\w)", re.IGNORECASE)
_HEAD = re.compile(r"\s*:\s")
_ELSEWHERE = frozenset({"state", "place"})


def link(article: Article, readings: Readings) -> None:
    """Set `place` of every figure, in place: a canonical name."""
    named = sorted((m for m in readings.mentions if m.type in _ELSEWHERE), key=lambda m: m.start)
    whole = _of_article(article, named)
    before: Figure | None = None
    for figure in sorted(readings.figures, key=lambda f: (f.start, f.end)):
        sentence = article.sentence_at(figure.start)
        if sentence is None:
            continue
        last = article.sentence_at(before.start) if before else None
        here = _within(named, sentence.start, sentence.end)
        figure.place = _in_sentence(article.text, sentence, figure, here)
        if figure.place is None and before and last and last.paragraph == sentence.paragraph:
            figure.place = before.place
        if figure.place is None:
            figure.place = _in_paragraph(article, sentence, named) or whole
        before = figure


def _within(named: Sequence[Mention], start: int, end: int) -> list[Mention]:
    lo = bisect_left(named, start, key=lambda m: m.start)
    return list(named[lo : bisect_left(named, end, key=lambda m: m.start)])


def _located(text: str, start: int, mention: Mention) -> bool:
    """Whether a name is where something is ("à Dacca"), not whose something is ("la police de Dacca")."""
    found = _AT.search(text, max(start, mention.start - 60), mention.start)
    return bool(found and _LOCATIVE.search(found.group()))


def _in_sentence(text: str, sentence: Sentence, figure: Figure, here: Sequence[Mention]) -> str | None:
    """The place after the number in its clause, else the nearest one before it, else any place of the sentence."""
    located = [m for m in here if _located(text, sentence.start, m)]
    after = [m for m in located if m.start >= figure.start and not _separated(text[figure.end : m.start])]
    if after:
        return after[0].name
    before = [m for m in located if m.end <= figure.start]
    if before:
        return before[-1].name
    head = [
        m
        for m in here
        if m.end <= figure.start and _HEAD.match(text, m.end, sentence.end) and m.start == sentence.start
    ]
    if head or located:
        return (head or located)[0].name
    places = [m for m in here if m.type == "place"]
    return places[0].name if places else None


def _separated(gap: str) -> bool:
    """Whether another clause or number stands between a number and a place."""
    return bool(re.search(r"[;:]|\d|(?<!\w)(?:selon|d['’]après|dont|qui|contre)(?!\w)", gap)) or len(gap) > 90


def _in_paragraph(article: Article, sentence: Sentence, named: Sequence[Mention]) -> str | None:
    """The last place named in the paragraph before the sentence."""
    start = sentence.start
    for other in reversed(article.sentences[: sentence.number]):
        if other.paragraph != sentence.paragraph:
            break
        start = other.start
    located = [m for m in _within(named, start, sentence.start) if _located(article.text, start, m)]
    return located[-1].name if located else None


def _of_article(article: Article, named: Sequence[Mention]) -> str | None:
    """The state that an article names most often; None where two are named equally often, or none."""
    counts = Counter(m.name for m in named if m.type == "state").most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
