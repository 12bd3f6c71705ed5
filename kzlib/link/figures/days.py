"""Up to which day a number counts: a date of its sentence, else the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence

from kzlib.article import Article
from kzlib.records import DateMention, Readings

# a day that a count begins or something is planned for, not one that it reaches up to
_BEGINS = re.compile(
    r"(?<!\w)(?:depuis|dès|à\spartir|d['’]ici|avant|après)(?:\s(?:le|la|les|l['’]|de|du|au))*\s*$", re.IGNORECASE
)


def link(article: Article, readings: Readings) -> None:
    """Set `as_of` of every figure, in place; None where neither the text nor the publication gives a day."""
    dates = sorted((d for d in readings.dates if d.last), key=lambda d: d.start)
    for figure in readings.figures:
        sentence = article.sentence_at(figure.start)
        here = _within(dates, sentence.start, sentence.end) if sentence else []
        ends = [d for d in here if not _BEGINS.search(article.text, max(0, d.start - 24), d.start)]
        figure.as_of = _not_later(_nearest(ends, figure.start, figure.end), article.published) or article.published


def _not_later(day: dt.date | None, published: dt.date | None) -> dt.date | None:
    """A count cannot reach beyond the day it was published ("cette semaine")."""
    return min(day, published) if day and published else day


def _within(dates: Sequence[DateMention], start: int, end: int) -> list[DateMention]:
    lo = bisect_left(dates, start, key=lambda d: d.start)
    return list(dates[lo : bisect_left(dates, end, key=lambda d: d.start)])


def _nearest(dates: Sequence[DateMention], start: int, end: int) -> dt.date | None:
    """Last day of the date nearest to a figure."""
    near = min(dates, key=lambda d: max(d.start - end, start - d.end), default=None)
    return near.last if near else None
