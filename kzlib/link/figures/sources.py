"""The words by which a text gives a number to somebody, beyond its quotations: "recense", "évaluées par"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from kzlib import lexicon
from kzlib.records import Mention

_RANK = {"person": 0, "organisation": 1, "group": 2, "state": 3}
_COUNTS_ITSELF = re.compile(r"compt|recens|dénombr|déplor|totalis|enregistr|port", re.IGNORECASE)
_CITING = re.compile(r"(?<!\w)(?:citant|qui cit(?:e|ent|ait|aient))(?!\w)", re.IGNORECASE)
_BY = re.compile(r"(?<!\w)par(?!\w)", re.IGNORECASE)
_HAVE = "a|ont|avait|avaient|aurait|auraient|n['’]a|n['’]ont|n['’]avait|n['’]avaient|en"
_GAP = re.compile(
    rf"(?:\s*(?:,[^,;:]{{0,80}},|\([^)]*\)))*(?:\s+(?:{_HAVE}|lui|elle|eux|ne|pour|sa|leur|part|de|son|côté|par|ailleurs|jusqu['’]ici|en|"
    rf"aussi|également|désormais|encore|quant|à|déjà|alors|toujours|[a-zà-ÿ]+ment|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))*\s*",
    re.IGNORECASE,
)


def _words(code: str) -> str:
    forms = sorted((e.form for e in lexicon.load("figure_cues") if e.code == code), key=len, reverse=True)
    return "|".join(re.escape(f).replace("'", "['’]") for f in forms)


@cache
def _giving() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_words('give')})(?!\w)", re.IGNORECASE)


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_words('given')})(?!\w)", re.IGNORECASE)


@cache
def carries() -> re.Pattern[str]:
    """Words at the head of a sentence that go on with what the sentence before says."""
    return re.compile(rf"[«“\"]?\s?(?:{_words('carry')})(?!\w)")


def inside(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Mentions of those who can give a number that lie in ``[start, end)``, in order."""
    lo = bisect_left(mentions, start, key=lambda m: m.start)
    hi = bisect_left(mentions, end, key=lambda m: m.start)
    return [m for m in mentions[lo:hi] if m.end <= end and m.type in _RANK]


def best(found: Sequence[Mention]) -> Mention | None:
    """Who speaks among names that stand together: a person before a body, a body before a group."""
    return min(found, key=lambda m: (_RANK[m.type] > 0, m.start), default=None)


def giver(text: str, mentions: Sequence[Mention], start: int, end: int) -> str | None:
    """The subject of the last verb of giving before a number ("Le ministère recense 12 morts"), None without one."""
    verbs = list(_giving().finditer(text, start, end))
    for verb in reversed(verbs):
        subject = _subject(text, mentions, start, verb.start())
        if subject and not (subject.type == "state" and _COUNTS_ITSELF.match(verb.group())):
            return subject.name
    return None


def _subject(text: str, mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The name that stands right before a verb, its apposition left out."""
    found = inside(mentions, start, end)
    for mention in reversed(found):
        if _GAP.fullmatch(text, mention.end, end):
            near = [m for m in found if m.start <= mention.start and mention.start - m.end < 40]
            return _head(text, near)
    return None


def _head(text: str, near: list[Mention]) -> Mention:
    """Of names in a row ("le ministre de la Santé, Jean Talon"), the person if one is the apposition, else the last."""
    last = near[-1]
    persons = [m for m in near if m.type == "person" and text[m.end : last.start].count(",") <= 1]
    return persons[-1] if persons else last


def agent(text: str, mentions: Sequence[Mention], start: int, number: int, end: int) -> str | None:
    """Who gave a number told in the passive ("évaluées à 10 000 par le ministère"), None if nobody is named."""
    if not _given().search(text, start, end):
        return None
    by = _BY.search(text, number, min(end, number + 120))
    named = inside(mentions, by.end(), min(end, by.end() + 60)) if by else []
    return named[0].name if named and by and len(text[by.end() : named[0].start]) < 12 else None


def cited(text: str, mentions: Sequence[Mention], start: int, end: int) -> str | None:
    """Whom a source cites ("l'AFP, citant le ministère"), None if nobody."""
    citing = _CITING.search(text, start, end)
    named = inside(mentions, citing.end(), end) if citing else []
    return named[0].name if named else None
