"""Titles without a name ("le président kazakh", "le même magistrat"): the person of the article who holds them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from kzlib import lexicon
from kzlib.actors.countries import Countries, adjective_forms, adjective_pattern, sovereign
from kzlib.actors.letters import forms_of, one_of
from kzlib.actors.names import function_forms, functions
from kzlib.actors.people import Name
from kzlib.actors.sheet import ANY_MARK, Sheet
from kzlib.actors.words import find, firsts
from kzlib.letters import even
from kzlib.records import Mention

_FORMER = re.compile(r"\b(?:anciens?|anciennes?|ex|premiers? president|predecesseur)\b")
# Offices that a state has, or gives: their holders belong to it.
_OF_STATE = (
    "head_of_state",
    "head_of_government",
    "deputy_head_of_government",
    "minister",
    "local",
    "military",
    "justice",
)
# Words between the article and the function.
_BEFORE = "ancien anciens ancienne anciennes ex actuell actuelle meme premier propre".split()
# Functions that do not tell one person from another when named alone.
_PRIVATE = ("family", "citizen", "culture", "business", "expert")
_RECENT = 900  # characters within which a bare "le responsable" can go back


@dataclass(frozen=True, slots=True)
class Office:
    """What a role says: the class of its function, the state, whether it is a thing of the past."""

    code: str
    country: str | None
    former: bool
    of: str = ""
    explicit: bool = False


@cache
def _codes() -> dict[str, str]:
    return {even(e.form).lower(): e.code for e in lexicon.load("roles")}


@cache
def _offices_known() -> dict[str, str]:
    return {e.code: e.extra["office"] for e in lexicon.load("actors") if e.extra.get("office")}


def office(sheet: Sheet, countries: Countries, role: str, start: int) -> Office | None:
    """The office that the words of a role name; its state is the one named in them, else the article's."""
    says = _said(role)
    if says is None:
        return None
    country = countries.of_adjective(says.nation) if says.nation else None
    inside = sheet.within(start, start + len(role))
    country = country or next((m.country for m in inside if m.country), None)
    if country is None and (says.european or any(m.type == "organisation" for m in inside)):
        return Office(says.code, None, says.former)
    code = says.code
    if code == "head_of_state" and says.of and not _of_state(sheet, start + says.of_start, says.of):
        code = "chief"
    state = sovereign(country) if country else countries.government()
    return Office(code, state, says.former, says.of if code == "minister" else "", country is not None)


class _Said(NamedTuple):
    """What the words of a role say by themselves: class of the function, adjective of nationality, complement."""

    code: str
    nation: str | None
    former: bool
    european: bool
    of: str
    of_start: int


@lru_cache(maxsize=10_000)
def _said(role: str) -> _Said | None:
    """What a role says, None for one without a function; the same few are met again and again."""
    plain = even(role).lower()
    function = function_forms().search(plain)
    if function is None:
        return None
    nation = adjective_forms().search(plain)
    complement = _COMPLEMENT.search(plain, function[1])
    return _Said(
        _codes()[plain[slice(*function)]],
        plain[slice(*nation)] if nation else None,
        bool(_FORMER.search(plain)),
        "europeen" in plain,
        complement.group(1) if complement else "",
        complement.start(1) if complement else 0,
    )


def _of_state(sheet: Sheet, offset: int, of: str) -> bool:
    """Whether what somebody presides over is a state: one's name, "la République", "la transition"."""
    if re.match(r"(?:republique|transition|etat|junte|pays)", of):
        return True
    inside = sheet.at(offset)
    return inside is not None and inside.type == "state"


_COMPLEMENT = re.compile(r" (?:de la |de l'|des |du |de |d'|aux |a la )([^,;()]*?\w)(?: et |,|;|\(|$)")


@cache
def _alone() -> re.Pattern[str]:
    gone = r"dechue?|renversee?|destituee?|limogee?|assassinee?|defunte?|elue?|autoproclamee?|sortante?|par interim"
    determiner = r"(?:(?<=\b(?:[Ll]e|[Ll]a|[Dd]u|[Aa]u|[Cc]e) )|(?<=\b[Cc]ette )|(?<=\b[Ll]'))"
    pre = rf"(?:{'|'.join(_BEFORE)})[ -]"
    portfolio = one_of(forms_of("portfolios"))
    nation = rf"(?: (?P<nation>{adjective_pattern()})(?![\w-]))?"
    of = rf"(?: (?:du |de la |de l'|de |des |d')(?:{portfolio}(?![\w-])|(?P<of>{ANY_MARK}+)))?"
    return re.compile(
        rf"{determiner}(?P<title>(?:{pre})*(?P<fn>{functions()})(?![\w-]){nation}{of})(?! {ANY_MARK})(?! (?:{gone})\b)"
    )


@cache
def _alone_firsts() -> frozenset[str]:
    return firsts([*forms_of("roles"), *_BEFORE])


def _held(person: Mention, wanted: Office) -> bool:
    """Whether the lexicon says that a person holds an office."""
    known = _offices_known().get(person.actor_id)
    return known == ("former " if wanted.former else "") + wanted.code and person.country == wanted.country


class Holders:
    """Who holds which office in an article, and where each was named."""

    def __init__(self, sheet: Sheet, countries: Countries, names: list[tuple[Name, Mention]]) -> None:
        self.sheet, self.countries = sheet, countries
        self.offices: dict[str, set[Office]] = {}
        self._known: dict[Office, list[Mention]] = {}
        self.named = sorted((m for m in sheet.mentions if m.type == "person"), key=lambda m: m.start)
        self.used = {n.role_start for n, _ in names if n.role_start is not None}
        for name, mention in names:
            if name.role and name.role_start is not None:
                held = office(sheet, countries, name.role, name.role_start)
                if held:
                    if mention.country is None and (held.explicit or held.code in _OF_STATE):
                        mention.country = held.country
                    self.offices.setdefault(mention.actor_id, set()).add(held)

    def _holds(self, person: Mention, wanted: Office) -> bool:
        return any(
            (o.code, o.country, o.former) == (wanted.code, wanted.country, wanted.former) and o.of.startswith(wanted.of)
            for o in self.offices.get(person.actor_id, ())
        )

    def of(self, wanted: Office, offset: int) -> Mention | None:
        """The holder of an office: the one named last before an offset, else the first one after it."""
        able = self._able(wanted)
        number = bisect_left(able, offset, key=lambda m: m.start)
        return able[max(0, number - 1)] if able else None

    def _able(self, wanted: Office) -> list[Mention]:
        """Mentions of whoever holds an office, by the article or else by the lexicon."""
        if wanted not in self._known:
            told = [m for m in self.named if self._holds(m, wanted)]
            self._known[wanted] = told or [m for m in self.named if _held(m, wanted)]
        return self._known[wanted]

    def same_function(self, word: str, offset: int, nation: str | None) -> Mention | None:
        """Whoever was named last with a function of the same class, within reach, and of a nation if one is given."""
        code = _codes()[word]
        if code in _PRIVATE:
            return None
        low, high = (bisect_left(self.named, at, key=lambda m: m.start) for at in (offset - _RECENT, offset))
        recent = [m for m in self.named[low:high] if nation in (None, m.country)]
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
    for match in find(_alone(), sheet.shape, sheet.words.starts(_alone_firsts())):
        start, end = match.span("title")
        if not holders.used.isdisjoint(range(start, end)):
            continue
        person = _person(sheet, countries, holders, match)
        if person is not None:
            role = sheet.text[start:end]
            sheet.add(Mention(start, end, person.actor_id, person.name, "person", role, person.country))


def _person(sheet: Sheet, countries: Countries, holders: Holders, match: re.Match[str]) -> Mention | None:
    wanted = office(sheet, countries, sheet.text[slice(*match.span("title"))], match.start("title"))
    if wanted is None:
        return None
    word = match.group("fn")
    nation = countries.of_adjective(match.group("nation")) if match.group("nation") else None
    if match.group("title").lower().endswith("ministre") and wanted.code == "minister" and not nation:
        return holders.same_function(word, match.start(), None)
    if wanted.code in ("head_of_state", "head_of_government", "minister", "deputy_head_of_government"):
        return holders.of(wanted, match.start())
    if match.group("of"):
        return None
    following = sheet.plain[match.end() : match.end() + 4]
    if following.startswith((" de", " du", " d'")):
        return None
    return holders.same_function(word, match.start(), nation)
