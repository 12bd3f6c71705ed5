"""Bodies named by what they are: the police of a town, a parliament, "Union des forces démocratiques".

A body of state without a country is the one of the country that the article is about.
"""

from __future__ import annotations

import re
from functools import cache

from kzlib import lexicon
from kzlib.actors.countries import Countries, adjective_pattern, names
from kzlib.actors.letters import one_of
from kzlib.actors.sheet import ANY_MARK, Sheet
from kzlib.actors.spelling import slug
from kzlib.actors.words import find, firsts
from kzlib.letters import even
from kzlib.records import Mention

# What stands before a body named by a common word, with at most one word between.
_ARTICLE = re.compile(r"\b(?:(?:la|le|les|du|des|au|aux|une|un|sa|son|leur|cette) |[ld]')(?:\w+ )?$")
OF_PLACE = rf"(?: (?:du |de la |de l'|de |des |d')(?P<of>{ANY_MARK}+))"
# Ends of words that are adjectives more often than verbs, for the extent of a name ("Conseil national de transition").
_ADJECTIVE_ENDS = (
    "al ale aux ales if ive ifs ives ique iques aire aires ien ienne iens iennes ais aise aises ois oise oises el elle "
    "els elles ante antes eux euse able ible ain aine ains aines uni unie unis unies ee es arme armes libre libres "
    "mondial supreme populaire constituante"
)
_ADJECTIVE = rf"\w*(?:{'|'.join(_ADJECTIVE_ENDS.split())})"
_NOUN = r"(?!(?:une?|les?|la|des|ces?|cette|ses?|sa|son|leurs?|qui|que)\b)[\w-]+"
_LINK = (
    r"(?:des |du |de (?:la |l')?|d'|(?:pour|contre) (?:la |le |les |l')?|sur |en |a la |aux "
    r"|a l'(?!universite|institut|ecole|hopital)|et (?:de la |de l'|des |du |de |d'|la |le |les |l')?(?![A-Z]))"
)
_OFFICE = re.compile(r"\b(?:sous|a|vers|(?:brigu|quitt|convoit|vis|occup)\w+) (?:la|sa) $")
_PRESIDED = re.compile(r" (?:a vie|tournante|du |de [A-Z]|d'[A-Z]|de \ue000|d'\ue000)")


# Bodies of state that have a name of their own in a town ("police d'Almaty").
_OF_TOWNS = ("police", "gendarmerie", "parquet", "prefecture", "tribunal")


@cache
def _rows(scope: str) -> dict[str, lexicon.Entry]:
    return {even(e.form).lower(): e for e in lexicon.load("bodies") if e.extra["scope"] == scope}


@cache
def _firsts(scope: str) -> frozenset[str]:
    return firsts(_rows(scope))


def _row(head: str) -> lexicon.Entry:
    return _rows("national").get(head) or _rows("local")[head]


@cache
def _state_body() -> re.Pattern[str]:
    heads = one_of([*_rows("national"), *_rows("local")])
    return re.compile(
        rf"(?<![\w-])(?P<head>{heads})(?: (?P<nation>{adjective_pattern()}))?(?![\w-]){OF_PLACE}?", re.IGNORECASE
    )


@cache
def _named() -> re.Pattern[str]:
    heads = "|".join(sorted((re.escape(even(e.form)) for e in _rows("head").values()), key=lambda f: (-len(f), f)))
    unit = rf"(?: {_LINK}(?:{_NOUN}|{ANY_MARK}+)| {_ADJECTIVE}(?![\w-]))"
    return re.compile(rf"(?<![\w-])(?P<head>{heads})(?! et )(?P<rest>(?>{unit}{{1,6}}))")


def country_within(sheet: Sheet, countries: Countries, match: re.Match[str], groups: tuple[str, ...]) -> str | None:
    """The state named within the words of a body, by an adjective or a complement."""
    for group in groups:
        if match.group(group):
            return countries.of_adjective(match.group(group))
    inside = sheet.at(match.start("of")) if match.group("of") else None
    return inside.country if inside else None


def add_of_state(sheet: Sheet, span: tuple[int, int], label: str, kind: str, code: str | None) -> None:
    """Keep a body of a state under its name with the country in brackets."""
    name = f"{label} ({names()[code]})" if code else label
    actor = slug(label) + (f"-{code.lower()}" if code else "")
    sheet.add(Mention(*span, actor, name, kind, None, code))


def read_state_bodies(sheet: Sheet, countries: Countries) -> None:
    """Read parliaments, courts, police, prosecutors, and the like of a state or town."""
    for match in find(_state_body(), sheet.shape, sheet.words.starts(_firsts("national") | _firsts("local"))):
        if _is_body(sheet, match):
            _read_one(sheet, countries, match)


def _read_one(sheet: Sheet, countries: Countries, match: re.Match[str]) -> None:
    entry = _row(match.group("head").lower())
    kind, national = entry.extra["type"], entry.extra["scope"] == "national"
    where = sheet.at(match.start("of")) if match.group("of") else None
    start, end = match.span()
    if where and where.type == "place":
        of = "d'" if even(where.name)[:1] in "AEIOUY" else "de "
        label = f"{entry.label} {of}{where.name}"
        kind = "organisation" if entry.code in _OF_TOWNS else kind
        sheet.add(Mention(start, end, slug(label), label, kind, None, where.country))
    elif where and where.type == "organisation":
        label = entry.label + sheet.text[match.end("head") : end].replace("’", "'")
        add_of_state(sheet, (start, end), label, kind, None)
    elif where and where.type != "state":
        end = match.end("nation") if match.group("nation") else match.end("head")
        add_of_state(sheet, (start, end), entry.label, kind, countries.government())
    elif national or match.group("nation") or where:
        code = country_within(sheet, countries, match, ("nation",)) or countries.government()
        add_of_state(sheet, (start, end), entry.label, kind, code)
    elif kind == "group":
        add_of_state(sheet, (start, end), entry.label, "group", None)


def _is_body(sheet: Sheet, match: re.Match[str]) -> bool:
    """Whether the words are a body that may act: with an article, not an office or a mere attribute."""
    form = sheet.text[slice(*match.span("head"))]
    before = sheet.plain[max(0, match.start() - 24) : match.start()].lower()
    if form[:1].islower() and " " not in form and not _ARTICLE.search(before):
        return False
    head = match.group("head").lower()
    longer = _named().match(match.string, match.start()) if form[:1].isupper() else None
    if longer and longer.end() > match.end() and _row(head).form[:1].islower():
        return False
    if before.endswith(("chef d'", "cheffe d'")) or (head == "diplomatie" and "chef" in before[-13:]):
        return False
    if head == "presidence":
        return not _OFFICE.search(before) and not _PRESIDED.match(match.string, match.end())
    if _row(head).form[:1].isupper() and " " not in form:
        return form[:1].isupper() or bool(match.group("nation"))
    return True


def read_named(sheet: Sheet) -> None:
    """Read bodies that carry a name of their own made of common words ("Front de libération du Littoral")."""
    for match in find(_named(), sheet.shape, sheet.words.starts(_firsts("head"))):
        label = " ".join(sheet.text[slice(*match.span())].replace("’", "'").split())
        sheet.add(Mention(*match.span(), slug(label), label, "organisation"))
