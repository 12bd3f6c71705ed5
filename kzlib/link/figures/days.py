"""Up to which day a number counts: a date of its sentence, else the day of publication."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence

from kzlib.article import Article
from kzlib.records import DateMention, Readings


def link(article: Article, readings: Readings) -> None:
    """Set `as_of` of every figure, in place; None where neither the text nor the publication gives a day."""
    dates = sorted((d for d in readings.dates if d.last), key=lambda d: d.start)
    for figure in readings.figures:
        sentence = article.sentence_at(figure.start)
        here = _within(dates, sentence.start, sentence.end) if sentence else []
        figure.as_of = _nearest(here, figure.start, figure.end) or article.published


def _within(dates: Sequence[DateMention], start: int, end: int) -> list[DateMention]:
    lo = bisect_left(dates, start, key=lambda d: d.start)
    return list(dates[lo : bisect_left(dates, end, key=lambda d: d.start)])


def _nearest(dates: Sequence[DateMention], start: int, end: int) -> dt.date | None:
    """Last day of the date nearest to a figure."""
    near = min(dates, key=lambda d: max(d.start - end, start - d.end), default=None)
    return near.last if near else None
