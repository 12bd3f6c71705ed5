"""Titles without a name ("le président kazakh", "le même magistrat"): the person of the article who holds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib.actors.countries import Countries, adjective_pattern, sovereign
from kzlib.actors.people import Name, functions
from kzlib.actors.sheet import ANY_MARK, Sheet, even
from kzlib.records import Mention

_FORMER = re.compile(r"\b(?:anciens?|anciennes?|ex|premiers? president|predecesseur)\b")
_RECENT = 900  # characters within which a bare "le responsable" can go back


@dataclass(frozen=True, slots=True)
class Office:
    """What a role says: the class of its function, the state, whether it is a thing of the past."""

    code: str
    country: str | None
    former: bool
    word: str


@cache
def _codes() -> dict[str, str]:
    return {even(e.form).lower(): e.code for e in lexicon.load("roles")}


@cache
def _function() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){functions()}(?![\w-])")


@cache
def _offices_known() -> dict[str, str]:
    return {e.code: e.extra["office"] for e in lexicon.load("actors") if e.extra.get("office")}


def office(sheet: Sheet, countries: Countries, role: str, start: int) -> Office | None:
    """The office that the words of a role name; its state is the one named in them, else the article's."""
    plain = even(role).lower()
    match = _function().search(plain)
    if match is None:
        return None
    nation = re.search(rf"(?<![\w-])({adjective_pattern()})(?![\w-])", plain)
    country = countries.of_adjective(nation.group(1)) if nation else None
    for mention in sheet.mentions:
        if country is None and start <= mention.start < start + len(role) and mention.country:
            country = mention.country
    code = _codes()[match.group()]
    return Office(
        code, sovereign(country) if country else countries.government(), bool(_FORMER.search(plain)), match.group()
    )


@cache
def _alone() -> re.Pattern[str]:
    pre = r"(?:anciens?|anciennes?|ex|actuelle?|meme|premier|propre)[ -]"
    return re.compile(
        rf"(?:\b(?:[Ll]e|[Ll]a|[Dd]u|[Aa]u|[Cc]e|[Cc]ette|[Ss]on|[Ss]a) |\b[Ll]')(?P<title>(?:{pre})*(?P<fn>{functions()})(?![\w-])"
        rf"(?: (?P<nation>{adjective_pattern()})(?![\w-]))?(?: (?:du |de la |de l'|de |des |d')(?P<of>{ANY_MARK}+))?)(?! {ANY_MARK})"
    )


class Holders:
    """Who holds which office in an article, and where each was named."""

    def __init__(self, sheet: Sheet, countries: Countries, names: list[tuple[Name, Mention]]) -> None:
        self.sheet, self.countries = sheet, countries
        self.offices: dict[str, set[Office]] = {}
        self.named = sorted((m for m in sheet.mentions if m.type == "person"), key=lambda m: m.start)
        self.used = {n.role_start for n, _ in names if n.role_start is not None}
        for name, mention in names:
            if name.role and name.role_start is not None:
                held = office(sheet, countries, name.role, name.role_start)
                if held:
                    self.offices.setdefault(mention.actor_id, set()).add(held)

    def _holds(self, person: Mention, wanted: Office) -> bool:
        known = _offices_known().get(person.actor_id)
        if known == ("former " if wanted.former else "") + wanted.code and person.country == wanted.country:
            return True
        return any(
            (o.code, o.country, o.former) == (wanted.code, wanted.country, wanted.former)
            for o in self.offices.get(person.actor_id, ())
        )

    def of(self, wanted: Office, offset: int) -> Mention | None:
        """The holder of an office: the one named last before an offset, else the first one after it."""
        able = [m for m in self.named if self._holds(m, wanted)]
        before = [m for m in able if m.start < offset]
        return before[-1] if before else (able[0] if able else None)

    def same_function(self, word: str, offset: int) -> Mention | None:
        """Whoever was named last with a function of the same class, within reach."""
        code = _codes()[word]
        recent = [m for m in self.named if offset - _RECENT < m.start < offset]
        for mention in reversed(recent):
            if any(o.code == code for o in self.offices.get(mention.actor_id, ())):
                return mention
        if word in _any_person() and recent:
            return recent[-1]
        return None


@cache
def _any_person() -> frozenset[str]:
    return frozenset(even(e.form).lower() for e in lexicon.load("roles") if e.extra["anyone"])


def read(sheet: Sheet, countries: Countries, names: list[tuple[Name, Mention]]) -> None:
    """Read titles that stand for somebody named in the article."""
    holders = Holders(sheet, countries, names)
    for match in _alone().finditer(sheet.shape):
        start, end = match.span("title")
        if any(start <= used < end for used in holders.used):
            continue
        person = _person(sheet, countries, holders, match)
        if person is not None:
            sheet.mentions[:] = [m for m in sheet.mentions if not (start <= m.start and m.end <= end)]
            role = sheet.text[start:end]
            sheet.add(Mention(start, end, person.actor_id, person.name, "person", role, person.country))


def _person(sheet: Sheet, countries: Countries, holders: Holders, match: re.Match[str]) -> Mention | None:
    wanted = office(sheet, countries, sheet.text[slice(*match.span("title"))], match.start("title"))
    if wanted is None:
        return None
    if wanted.code in ("head_of_state", "head_of_government", "minister", "deputy_head_of_government"):
        return holders.of(wanted, match.start())
    if match.group("of") or match.group("nation"):
        return None
    following = sheet.plain[match.end() : match.end() + 4]
    if following.startswith((" de", " du", " d'")):
        return None
    return holders.same_function(match.group("fn"), match.start())
