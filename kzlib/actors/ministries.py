"""Ministries: which portfolio, of which state; "le ministère" alone is the one spoken of last.

A ministry without a country is the one of the country that the article is about; a foreign ministry is that of the
state that the sentence speaks for ("L'Algérie est inquiète, a déclaré le ministère des Affaires étrangères").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kzlib.actors.bodies import OF_PLACE, add_of_state, country_within
from kzlib.actors.countries import Countries, adjective_pattern
from kzlib.actors.letters import forms_of, one_of
from kzlib.actors.sheet import ANY_MARK, Sheet
from kzlib.actors.words import find
from kzlib.records import Mention

_LINK = r"(?:de la |de l'|des |du |d'|de )"
_OPENING = re.compile(
    r"(?:^|, |en effet |par ailleurs |parallelement )(?:la |le |l'|les |a |en |au |de son cote |pour sa part )*$"
)


@cache
def _ministry() -> re.Pattern[str]:
    nation, portfolio = adjective_pattern(), one_of(forms_of("portfolios"))
    portfolios = rf"{portfolio}(?:(?:, | et ){_LINK}?{portfolio})*"
    unknown = rf"(?!{nation}\b)[a-z]\w+(?! {ANY_MARK})"
    return re.compile(
        rf"\bministeres?(?: (?P<before>{nation}))? (?P<link>{_LINK})(?P<portfolio>{portfolios}|{unknown})"
        rf"(?: (?P<after>{nation}))?(?![\w-]){OF_PLACE}?",
        re.IGNORECASE,
    )


@cache
def _alone() -> re.Pattern[str]:
    determiner = r"(?:(?<=\bmeme )|(?<=\b(?:le|du|au|ce) ))"
    return re.compile(rf"{determiner}(ministere)(?! (?:{adjective_pattern()}|d[eu]s?)\b)(?! d')", re.IGNORECASE)


def read(sheet: Sheet, countries: Countries) -> None:
    """Read ministries, with their country, and then those named by "le ministère" alone."""
    last_foreign: str | None = None
    for match in find(_ministry(), sheet.shape, sheet.words.starts(frozenset({"ministere", "ministeres"}))):
        code = country_within(sheet, countries, match, ("before", "after"))
        plain = match.group("portfolio").lower()
        if "etrangere" in plain or "exterieur" in plain:
            code = last_foreign = code or _voice(sheet, match.start()) or last_foreign
        portfolio = sheet.text[slice(*match.span("portfolio"))].replace("’", "'")
        label = f"Ministère {match.group('link').lower()}{portfolio[:1].upper()}{portfolio[1:]}"
        add_of_state(sheet, match.span(), label, "organisation", code or countries.government())
    ministries = [m for m in sheet.mentions if m.actor_id.startswith("ministere")]
    for match in find(_alone(), sheet.shape, sheet.words.starts(frozenset({"ministere"}))):
        number = bisect_left(ministries, match.start(), key=lambda m: m.start)
        if number:
            last = ministries[number - 1]
            sheet.add(Mention(*match.span(1), last.actor_id, last.name, last.type, None, last.country))


def _voice(sheet: Sheet, offset: int) -> str | None:
    """The state that a sentence speaks for: its first state or capital, where that is its subject or place."""
    sentence = sheet.article.sentence_at(offset)
    if sentence is None:
        return None
    inside = (m for m in sheet.within(sentence.start, offset) if m.type in ("state", "place") and m.country)
    first = next(inside, None)
    if first and _OPENING.search(sheet.plain[sentence.start : first.start].lower()):
        return first.country
    return None
