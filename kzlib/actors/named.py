"""Names that a common noun announces: "l'ONG X", "la chaîne Y", "les opérateurs A, B et C", "un fonds « Z »"."""

from __future__ import annotations

import re
from functools import cache

from kzlib.actors.countries import Countries, adjective_pattern, adjectives
from kzlib.actors.sheet import ANY_MARK, Sheet, forms_of, one_of
from kzlib.actors.spelling import slug
from kzlib.records import Mention

_NAME = r"(?:[A-Z][\w'.&+-]*[\w+](?: (?:(?:de|du|des|of|for|the|and|e|y|del|la|el|al) (?:la )?)?[A-Z0-9][\w'.&+-]*\w)*)"
_QUALITY = r"(?:(?:d'|de |de la |du |des |a |en |au )?(?!et\b|est\b|a\b|ont\b|qui\b|que\b)[a-z][\w-]*(?<!ment))"


@cache
def _announced() -> re.Pattern[str]:
    noun = one_of(forms_of("namers"))
    return re.compile(
        rf"(?<![\w-])(?P<role>(?i:{noun})(?: {_QUALITY}(?: {ANY_MARK}+)?){{0,4}}?),? (?P<open>[«\"“] ?)?(?P<name>{_NAME})"
        rf"(?P<more>(?:, {_NAME})*,? (?:et|ou) {_NAME})?"
    )


@cache
def _quoted() -> re.Pattern[str]:
    noun = one_of(forms_of("namers"))
    return re.compile(
        rf"(?<![\w-])(?P<role>(?i:{noun})(?: {_QUALITY}){{0,3}}?) (?:«|“|\") ?(?P<name>[A-Z][^«»“”\"\n]{{2,60}}?) ?[»”\"]"
    )


def _keep(sheet: Sheet, start: int, end: int, role: str, countries: Countries) -> None:
    label = " ".join(sheet.text[start:end].replace("’", "'").split())
    sheet.mentions[:] = [m for m in sheet.mentions if not (start <= m.start and m.end <= end)]
    nation = re.search(rf"(?<![\w-]){adjective_pattern()}(?![\w-])", role.lower())
    country = countries.of_adjective(nation.group()) if nation else None
    sheet.add(Mention(start, end, slug(label), label, "organisation", role, country))


def read(sheet: Sheet, countries: Countries) -> None:
    """Read bodies and media that a common noun announces."""
    for match in _quoted().finditer(sheet.shape):
        if sheet.text[match.start("name") : match.end("name")].count(" ") < 8:
            _keep(sheet, *match.span("name"), sheet.text[slice(*match.span("role"))], countries)
    for match in _announced().finditer(sheet.shape):
        role = sheet.text[slice(*match.span("role"))]
        if not _announces(match):
            continue
        _keep(sheet, *match.span("name"), role, countries)
        if match.group("more"):
            for other in re.finditer(_NAME, match.group("more")):
                at = match.start("more")
                _keep(sheet, at + other.start(), at + other.end(), role, countries)


def _announces(match: re.Match[str]) -> bool:
    """Whether the noun stands right before the name: not "le parti de Dupont", not "la société Kazakhe"."""
    role = match.group("role").lower()
    last = role.split(" ")[-1]
    name = match.group("name")
    return (
        last not in ("de", "du", "des", "la", "le", "les", "a", "en", "au", "par", "sur", "pour", "avec", "dans")
        and name.lower() not in adjectives()
    )
