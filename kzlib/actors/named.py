"""Names that a common noun announces: "l'ONG X", "la chaîne Y", "les opérateurs A, B et C", "un fonds « Z »"."""

from __future__ import annotations

import re
from functools import cache

from kzlib.actors.countries import Countries, adjective_forms, adjectives
from kzlib.actors.letters import forms_of, one_of
from kzlib.actors.sheet import ANY_MARK, OTHER, Sheet
from kzlib.actors.spelling import slug
from kzlib.actors.words import find, firsts
from kzlib.letters import even
from kzlib.records import Mention

_WORD = r"[A-Z][\w'.&+-]*[\w+]"
_NAME = rf"(?:(?:\d{{1,3}} )?{_WORD}(?: (?:(?:de|du|des|of|for|the|and|e|y|del|la|el|al) (?:la )?)?(?:{_WORD}|\d+))*)"
# Common words that a name goes on with: "Avocats d'urgence", "Journalistes pour demain".
_TAIL = r"(?: (?:d'|des |pour |sans )(?!les? |la |l'|une? |ses |son )[a-z][\w-]+){0,2}"
_MAY_BEGIN = re.compile(r"[A-Z0-9]")  # a name
_QUALITY = r"(?:d'Etat|(?:d'|de |de la |du |des |a |en |au )?(?!(?:et|est|a|ont|qui|que)\b)[a-z][\w-]*(?<!ment))"


@cache
def _announced() -> re.Pattern[str]:
    noun = one_of(forms_of("namers"))
    role = rf"(?P<role>(?i:{noun})(?: {_QUALITY}(?: {ANY_MARK}+)?| {OTHER}+){{0,4}}?)"
    more = rf"(?P<more>(?:, {_NAME})*,? (?:et|ou) {_NAME})?"
    return re.compile(rf"(?<![\w-])(?<!\bd')(?<!\bde ){role},? (?:[«\"“] ?)?(?P<name>{_NAME}{_TAIL}){more}")


@cache
def _slogan() -> re.Pattern[str]:
    """A movement whose name is an appeal: "le mouvement Gardons la terre", "le collectif Debout les communes"."""
    noun = one_of(forms_of("namers"))
    first = rf"(?:[A-Z][a-z]{{2,}}(?:ons|ez)(?:-nous|-vous)?|(?=[A-Z])(?i:{one_of(forms_of('name_words', 'slogan'))}))"
    links = "le la les notre nos votre vos mon ma mes pas plus a au aux en pour avec contre du de des"
    article = rf"(?:[ldnmj]'|(?:{'|'.join(links.split())}) )"
    words = rf"(?: {article}{{1,3}}(?:[A-Z]?[\w-]+|{ANY_MARK}+))"
    return re.compile(rf"(?<![\w-])(?P<role>(?i:{noun})(?: {_QUALITY}){{0,2}}?) (?P<name>{first}{words})(?![\w-])")


_DETERMINERS = r"(?:(?:une?|le|la|l'un des|l'une des|principale?|premiere?|autre) |l')*"


@cache
def _apposes() -> re.Pattern[str]:
    """A noun after a comma: without one, which is rare, no name needs to be looked at for it."""
    return re.compile(rf", {_DETERMINERS}{one_of(forms_of('namers'))}")


@cache
def _apposed() -> re.Pattern[str]:
    noun = one_of(forms_of("namers"))
    return re.compile(rf"(?P<name>{_NAME}), {_DETERMINERS}(?P<role>{noun}(?![\w-])(?: {_QUALITY}){{0,3}})")


@cache
def _quoted() -> re.Pattern[str]:
    noun = one_of(forms_of("namers"))
    role = rf"(?P<role>(?i:{noun})(?: {_QUALITY}){{0,3}}?)"
    return re.compile(rf"(?<![\w-]){role} [«“\"] ?(?P<name>[A-Z][^«»“”\"\n]{{2,60}}?) ?[»”\"]")


@cache
def _nouns() -> frozenset[str]:
    return frozenset(even(form).lower() for form in forms_of("namers"))


@cache
def _firsts() -> frozenset[str]:
    return firsts(forms_of("namers"))


def _keep(sheet: Sheet, start: int, end: int, role: str, countries: Countries) -> None:
    label = " ".join(sheet.text[start:end].replace("’", "'").split())
    role_even = even(role)
    nation = adjective_forms().search(role_even)
    country = countries.of_adjective(role_even[slice(*nation)]) if nation else None
    sheet.add(Mention(start, end, slug(label), label, "organisation", role, country))


def read(sheet: Sheet, countries: Countries) -> None:
    """Read bodies and media that a common noun announces."""
    nouns = sheet.words.starts(_firsts())
    for match in find(_quoted(), sheet.shape, nouns):
        if sheet.text[match.start("name") : match.end("name")].count(" ") < 8:
            _keep(sheet, *match.span("name"), sheet.text[slice(*match.span("role"))], countries)
    for match in find(_slogan(), sheet.shape, nouns):
        _keep(sheet, *match.span("name"), sheet.text[slice(*match.span("role"))], countries)
    shape = sheet.shape
    names = (m.start() for m in _MAY_BEGIN.finditer(shape)) if nouns and _apposes().search(shape) else ()
    for match in find(_apposed(), shape, names):
        if _proper(sheet, match.start("name")):
            _keep(sheet, *match.span("name"), sheet.text[slice(*match.span("role"))], countries)
    for match in find(_announced(), sheet.shape, nouns):
        role = sheet.text[slice(*match.span("role"))]
        if not _announces(match):
            continue
        _keep(sheet, *match.span("name"), role, countries)
        if match.group("more"):
            for other in re.finditer(_NAME, match.group("more")):
                at = match.start("more")
                _keep(sheet, at + other.start(), at + other.end(), role, countries)


def _proper(sheet: Sheet, start: int) -> bool:
    """Whether a capital is a name's: not the first word of a sentence that is common elsewhere in the text."""
    word = re.compile(r"[\w'-]+").match(sheet.plain, start)
    return word is not None and not sheet.has_small(word.group().lower())


def _announces(match: re.Match[str]) -> bool:
    """Whether the noun stands right before the name: not "le parti de Dupont", not "la société Kazakhe"."""
    role = match.group("role").lower()
    last = role.split(" ")[-1]
    complement = re.search(r"\b(?:de la|du|de l'|des|de) ?$", match.string[max(0, match.start() - 8) : match.start()])
    if complement and match.string[match.end("role")] == ",":
        return False
    name = match.group("name")
    return (
        last not in ("de", "du", "des", "la", "le", "les", "a", "en", "au", "par", "sur", "pour", "avec", "dans")
        and name.lower() not in adjectives()
        and name.lower() not in _nouns()
    )
