"""Bodies named by what they are: ministries, the police of a town, "Union des forces démocratiques".

A body of state without a country is the one of the country that the article is about; a foreign ministry is that of
the state that the sentence speaks for.
"""

from __future__ import annotations

import re
from functools import cache

from kzlib import lexicon
from kzlib.actors.countries import Countries, adjective_pattern, names, sovereign
from kzlib.actors.sheet import ANY_MARK, Sheet, even, forms_of, one_of
from kzlib.actors.spelling import slug
from kzlib.records import Mention

_ARTICLE = r"(?:(?<=\bla )|(?<=\ble )|(?<=\bles )|(?<=\bdu )|(?<=\bdes )|(?<=\bau )|(?<=\baux )|(?<=\bune )|(?<=\bun )|(?<=\bsa )|(?<=\bson )|(?<=\bleur )|(?<=\bl')|(?<=\bd'))"
_OF_PLACE = rf"(?: (?:du |de la |de l'|de |des |d')(?P<of>{ANY_MARK}+))"
# Ends of words that are adjectives more often than verbs, for the extent of a name ("Conseil national de transition").
_ADJECTIVE = r"(?:\w+(?:al|ale|aux|ales|if|ive|ives|ique|iques|aire|aires|ien|ienne|iens|iennes|ais|aise|ois|oise|el|elle|els|elles|eux|euse|able|ible|ain|aine|ains|aines|uni|unie|unis|unies|ee|es|arme|armes|libre|libres|mondial|supreme|populaire|constituante))"
_WORD = r"(?!(?:une?|les?|la|des|ces?|cette|ses?|sa|son|leurs?|qui|que)\b)[\w-]+"


@cache
def _rows(scope: str) -> dict[str, lexicon.Entry]:
    return {even(e.form).lower(): e for e in lexicon.load("bodies") if e.extra["scope"] == scope}


@cache
def _ministry() -> re.Pattern[str]:
    nation, portfolio = adjective_pattern(), one_of(forms_of("portfolios"))
    return re.compile(
        rf"\bministeres?(?: (?P<before>{nation}))? (?P<link>de la |de l'|des |du |d'|de )"
        rf"(?P<portfolio>{portfolio}(?:(?:, | et )(?:de la |de l'|des |du |d'|de )?{portfolio})*|(?!{nation}\b)[a-z]\w+(?! {ANY_MARK}))"
        rf"(?: (?P<after>{nation}))?(?![\w-]){_OF_PLACE}?",
        re.IGNORECASE,
    )


@cache
def _state_body() -> re.Pattern[str]:
    heads = one_of([*_rows("national"), *_rows("local")])
    return re.compile(
        rf"(?<![\w-])(?P<head>{heads})(?: (?P<nation>{adjective_pattern()}))?(?![\w-]){_OF_PLACE}?", re.IGNORECASE
    )


@cache
def _named() -> re.Pattern[str]:
    heads = "|".join(
        sorted({even(e.form) for e in lexicon.load("bodies") if e.extra["scope"] == "head"}, key=len)[::-1]
    )
    link = r"(?:des |du |de la |de l'|de |d'|pour la |pour le |pour les |pour l'|pour |contre la |contre le |contre |sur |a la |aux |a l'|et (?:de la |de l'|des |du |de |d'|la |le |les |l')?)"
    unit = rf"(?: {link}(?:{_WORD}|{ANY_MARK}+)| {_ADJECTIVE}(?![\w-]))"
    return re.compile(rf"(?<![\w-])(?P<head>{heads})(?P<rest>{unit}{{1,6}}+)")


def read_ministries(sheet: Sheet, countries: Countries) -> None:
    """Read ministries, with their country, and then "le ministère" alone as the one spoken of last."""
    last_foreign: str | None = None
    for match in _ministry().finditer(sheet.shape):
        code = _country_of(sheet, countries, match, ("before", "after"))
        foreign = "etrangere" in match.group("portfolio").lower() or "exterieur" in match.group("portfolio").lower()
        if foreign and code is None:
            code = _voice(sheet, match.start()) or last_foreign
        if foreign:
            last_foreign = code
        end = _end(match, match.end())
        portfolio = sheet.text[match.start("portfolio") : match.end("portfolio")].replace("’", "'")
        _add(
            sheet,
            match.start(),
            end,
            f"Ministère {_link(match)}{portfolio[:1].upper()}{portfolio[1:]}",
            "organisation",
            code or countries.government(),
        )
    for match in re.finditer(
        rf"\b(?:le|du|au|ce|meme) (ministere)(?! (?:{adjective_pattern()}|d[eu]s?)\b)(?! d')", sheet.shape
    ):
        before = [m for m in sheet.mentions if m.actor_id.startswith("ministere") and m.start < match.start()]
        if before:
            sheet.add(_again(max(before, key=lambda m: m.start), match.start(1), match.end(1)))


def _again(known: Mention, start: int, end: int) -> Mention:
    return Mention(start, end, known.actor_id, known.name, known.type, None, known.country)


def _link(match: re.Match[str]) -> str:
    return match.group("link").lower()


def _end(match: re.Match[str], end: int) -> int:
    """The end of a body, with its country but not with a town that only says where it is."""
    return end


def _country_of(sheet: Sheet, countries: Countries, match: re.Match[str], groups: tuple[str, ...]) -> str | None:
    """The state named within the words of a body, by an adjective or a complement."""
    for group in groups:
        if match.group(group):
            code = countries.of_adjective(match.group(group))
            return sovereign(code) if code else None
    if match.group("of"):
        inside = _mention_at(sheet, match.start("of"))
        return sovereign(inside.country) if inside and inside.country else None
    return None


def _mention_at(sheet: Sheet, offset: int) -> Mention | None:
    return next((m for m in sheet.mentions if m.start <= offset < m.end), None)


def _voice(sheet: Sheet, offset: int) -> str | None:
    """The state that a sentence speaks for: its first state or capital, where that is its subject or place."""
    sentence = sheet.article.sentence_at(offset)
    if sentence is None:
        return None
    inside = [m for m in sheet.mentions if sentence.start <= m.start < offset and m.country]
    for mention in sorted(inside, key=lambda m: m.start):
        if mention.type not in ("state", "place"):
            continue
        before = sheet.plain[sentence.start : mention.start].lower()
        if re.search(
            r"(?:^|, |en effet |par ailleurs |parallelement )(?:la |le |l'|les |a |en |au |de son cote |pour sa part )*$",
            before,
        ):
            return mention.country
        return None
    return None


def _add(sheet: Sheet, start: int, end: int, label: str, kind: str, code: str | None) -> None:
    """Keep a body of a state under its name with the country in brackets, over what was read inside it."""
    sheet.mentions[:] = [m for m in sheet.mentions if not (start <= m.start and m.end <= end)]
    name = f"{label} ({names()[code]})" if code else label
    actor = slug(label) + (f"-{code.lower()}" if code else "")
    sheet.add(Mention(start, end, actor, name, kind, None, code))


def read_state_bodies(sheet: Sheet, countries: Countries) -> None:
    """Read parliaments, courts, police, prosecutors, and the like of a state or town."""
    for match in _state_body().finditer(sheet.shape):
        if not _is_body(sheet, match):
            continue
        head = match.group("head").lower()
        entry = _rows("national").get(head) or _rows("local")[head]
        where = _mention_at(sheet, match.start("of")) if match.group("of") else None
        start, end = match.span()
        if where and where.type == "place":
            _add_local(sheet, start, end, entry, where)
        elif where and where.type == "organisation":
            _add(sheet, start, end, f"{entry.label}{sheet.text[match.end('head') : end]}", "organisation", None)
        elif entry.extra["scope"] == "national" or match.group("nation") or where:
            end = end if where is None or where.type == "state" else match.start("of") - 4
            code = _country_of(sheet, countries, match, ("nation",)) or countries.government()
            _add(sheet, start, end, entry.label, entry.extra["type"], code)
        elif entry.extra["type"] == "group":
            _add(sheet, start, end, entry.label, "group", None)


def _add_local(sheet: Sheet, start: int, end: int, entry: lexicon.Entry, where: Mention) -> None:
    """Keep a body of a town or region ("police d'Almaty")."""
    of = "d'" if even(where.name)[:1] in "AEIOUY" else "de "
    label = f"{entry.label} {of}{where.name}"
    kind = "organisation" if entry.extra["scope"] == "national" else entry.extra["type"]
    sheet.mentions[:] = [m for m in sheet.mentions if m is not where]
    sheet.add(Mention(start, end, slug(label), label, kind, None, where.country))


_LOWER_OFFICE = re.compile(r"\b(?:sous|a|vers|briguer|quitter|candidats? a|acceder a|election a) (?:la|sa) $")
_PRESENTS = re.compile(r" (?:a vie|tournante|du |de [A-Z]|d'[A-Z]|de \ue000|d'\ue000)")


def _is_body(sheet: Sheet, match: re.Match[str]) -> bool:
    """Whether the words are a body that may act: with an article, not an office or a mere attribute."""
    form = sheet.text[match.start("head") : match.end("head")]
    before = sheet.plain[max(0, match.start() - 24) : match.start()].lower()
    if form[:1].islower() and " " not in form and not re.search(_ARTICLE + r"(?:\w+ )?$", before):
        return False
    head = match.group("head").lower()
    if head == "presidence":
        return not _LOWER_OFFICE.search(before) and not _PRESENTS.match(sheet.shape, match.end())
    if head in ("congres", "senat", "haute cour", "assemblee nationale", "parlement"):
        return form[:1].isupper() or bool(match.group("nation"))
    return True


def read_named(sheet: Sheet) -> None:
    """Read bodies that carry a name of their own made of common words ("Front de libération du Littoral")."""
    for match in _named().finditer(sheet.shape):
        end = _trim(sheet, match)
        label = " ".join(sheet.text[match.start() : end].replace("’", "'").split())
        if " " in label:
            sheet.mentions[:] = [m for m in sheet.mentions if not (match.start() <= m.start and m.end <= end)]
            sheet.add(Mention(match.start(), end, slug(label), label, "organisation"))


def _trim(sheet: Sheet, match: re.Match[str]) -> int:
    """The end of a name, without a town or day that follows it."""
    return match.end()
