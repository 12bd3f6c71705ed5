"""Up to which day a number counts: a date of its sentence, else the last day that the text has spoken of."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence

from kzlib.article import Article, Sentence
from kzlib.records import DateMention, Figure, Readings

# a day that a count begins or something is planned for, not one that it reaches up to
_BEGINS = re.compile(
    r"(?<!\w)(?:depuis|dès|à\spartir|d['’]ici|avant|après)(?:\s(?:le|la|les|l['’]|de|du|au))*\s*$", re.IGNORECASE
)
_DAYS = frozenset({"hour", "day", "range"})  # "en 2015" tells no day of the reporting
_RECENT = dt.timedelta(days=60)


def link(article: Article, readings: Readings) -> None:
    """Set `as_of` of every figure, in place; None where the text has spoken of no day before it."""
    dated = (d for d in readings.dates if d.last and not _begins(article.text, d))
    dates = sorted(dated, key=lambda d: d.start)
    figures = sorted(readings.figures, key=lambda f: f.start)
    latest: dt.date | None = None
    read = 0
    for figure in figures:
        while read < len(dates) and dates[read].start < figure.start:
            latest = _later(latest, dates[read], article.published)
            read += 1
        sentence = article.sentence_at(figure.start)
        own = _own(dates, sentence, figure, article.published) if sentence else None
        figure.as_of = own or (_before(article, dates, sentence) if sentence else None) or latest


def _begins(text: str, date: DateMention) -> bool:
    return bool(_BEGINS.search(text, max(0, date.start - 24), date.start))


def _own(dates: Sequence[DateMention], sentence: Sentence, figure: Figure, published: dt.date | None) -> dt.date | None:
    """The day that the figure's sentence gives; a count cannot reach beyond its publication ("cette semaine")."""
    here = [d for d in _within(dates, sentence.start, sentence.end) if _told(d, published)]
    near = min(here, key=lambda d: max(d.start - figure.end, figure.start - d.end), default=None)
    return min(near.last, published) if near and near.last and published else near.last if near else None


def _before(article: Article, dates: Sequence[DateMention], sentence: Sentence) -> dt.date | None:
    """The day of the sentence before, in the same paragraph."""
    if sentence.number == 0:
        return None
    last = article.sentences[sentence.number - 1]
    if last.paragraph != sentence.paragraph:
        return None
    days = [d for d in _within(dates, last.start, last.end) if d.grain in _DAYS and _past(d, article.published)]
    return days[-1].last if days else None


def _told(date: DateMention, published: dt.date | None) -> bool:
    """Whether a date has begun when the article appeared."""
    return not (published and date.first and date.first > published)


def _past(date: DateMention, published: dt.date | None) -> bool:
    return not (published and date.last and date.last > published)


def _later(latest: dt.date | None, date: DateMention, published: dt.date | None) -> dt.date | None:
    """The later of two days of the reporting; days long before publication and after it are none."""
    if date.last is None or date.grain not in _DAYS or not _past(date, published):
        return latest
    if published and published - date.last > _RECENT:
        return latest
    return max(latest, date.last) if latest else date.last


def _within(dates: Sequence[DateMention], start: int, end: int) -> list[DateMention]:
    lo = bisect_left(dates, start, key=lambda d: d.start)
    return list(dates[lo : bisect_left(dates, end, key=lambda d: d.start)])
