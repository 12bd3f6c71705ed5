"""Who speaks: the words that name a quotation's speaker, resolved to a person, organisation, state or group."""

from __future__ import annotations

import re
from bisect import bisect_left

from kzlib.article import Article
from kzlib.records import Mention, Quotation, Readings

_PRONOUN = re.compile(r"(?:.*-)?(?:il|elle|ils|elles|lui|eux)$|[àa] l['’]en croire$", re.IGNORECASE)
_DETERMINER = re.compile(
    r"(?:l['’]|d['’]|(?:le|la|les|un|une|des|du|de|ce|cette|ces|son|sa|ses|leurs?)\s+)", re.IGNORECASE
)
_RANK = {"person": 0, "organisation": 1, "group": 2, "state": 3}


def _inside(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    lo = bisect_left(mentions, start, key=lambda m: m.start)
    hi = bisect_left(mentions, end, key=lambda m: m.start)
    return [m for m in mentions[lo:hi] if m.end <= end and m.type in _RANK]


def _name(text: str) -> str | None:
    bare = text.strip()
    while m := _DETERMINER.match(bare):
        bare = bare[m.end() :]
    return bare.split(",")[0].strip() or None


def link(article: Article, readings: Readings) -> None:
    """Set `speaker` and `speaker_id` of every quotation, in place."""
    mentions = sorted(readings.mentions, key=lambda m: (m.start, -m.end))
    last: tuple[str | None, str | None] = (None, None)
    for quotation in sorted(readings.quotations, key=lambda q: q.cue_start if q.cue_start is not None else q.start):
        last = _resolve(article, mentions, quotation, last)
        quotation.speaker, quotation.speaker_id = last


def _resolve(
    article: Article, mentions: list[Mention], quotation: Quotation, last: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    if quotation.speaker_start is None or quotation.speaker_end is None:
        return last
    words = article.text[quotation.speaker_start : quotation.speaker_end]
    if _PRONOUN.match(words):
        return last
    named = _inside(mentions, quotation.speaker_start, quotation.speaker_end)
    if named:
        best = min(named, key=lambda m: (_RANK[m.type] > 0, m.start))
        return best.name, best.actor_id
    return _name(words), None
