"""The places that a text names as scenes: states, cities, "la capitale"; which of several is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kzlib import lexicon
from kzlib.article import Article
from kzlib.records import Mention, Readings

_AT = re.compile(
    r"(?<!\w)(?:à|au|aux|en|dans|sur|près d[eu']|vers|hors d[eu']|autour d[eu']|de|du|d['’]|des)"
    r"(?:\s+(?:la|le|les|l['’]|toute?s?|seule?|région|province|ville|capitale|nord|sud|est|ouest|centre|quartier|île|"
    r"district|État|département|localité|commune|village|camp|banlieue|abords|environs|celle|celui|République|d[eu]|des|d['’]|"
    r"de la|et|économique|voisine?|,))*\s*$",
    re.IGNORECASE,
)
_LOCATIVE = re.compile(
    r"(?<!\w)(?:à|au|aux|en|dans|sur|près|vers|autour|abords|ville|village|localité|commune|quartier|banlieue|camp)(?!\w)",
    re.IGNORECASE,
)
# where somebody has a seat or speaks, not where people were counted
_SEAT = re.compile(
    r"(?<!\w)(?:basée?s?|installée?s?|établie?s?|exilée?s?|réfugiée?s?|siège|siégeant|siège\s\w+)\s(?:à|en|au|aux|dans)\s$"
    r"|(?<!\w)(?:annoncé|déclaré|affirmé|indiqué|précisé|assuré|dit|expliqué|confié|estimé|dénoncé|ajouté)"
    r"(?:\s(?!que?\s|qu['’])[^\s,;:]+){0,4}\s(?:à|en|au|depuis)\s$",
    re.IGNORECASE,
)
# "à Goma, dans la province du Nord-Kivu": the second place only says where the first one lies
_LIES_IN = re.compile(
    r"\s*(?:,|\()?\s*(?:(?:une?|la|le|chef-lieu|capitale|ville|village|commune|localité)\s[^,.;:]{0,30})?"
    r"(?:,\s)?(?:dans|chef-lieu|en)\s(?:l['’]|la\s|le\s)?(?:\w+\s)?"
    r"(?:région|province|département|État|district|gouvernorat|oblast|wilaya|préfecture|comté|canton|nord|sud|est|ouest|centre|"
    r"nord-est|nord-ouest|sud-est|sud-ouest|extrême-nord|extrême-sud|de)\s(?:d[eu]s?\s|de\sla\s|d['’]|de\sl['’])?(?:l['’])?",
    re.IGNORECASE,
)
_CAPITAL = re.compile(
    r"(?<!\w)la\scapitale(?P<of>\s\w+)?(?!\w)(?!\s(?:du|de|d['’]|économique|régionale|provinciale|culturelle|[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
_CITY = frozenset({"capitale"})
_NAMED_BEFORE = re.compile(r"[\w'’-]\s*,\s*$")  # "Luanda, la capitale"
# "Bagdad, la capitale, a été frappée"
_WAS_STRUCK = re.compile(
    r"(?:\s*,[^,;:]{1,40},)?\s+(?:a|ont|avait|avaient|est|était)\s(?:été\s)?(?:\w+\s)?"
    r"(?:secou|frapp|touch|ravag|endeuill|attaqu|bombard|pris|vis|cibl|ébranl|dévast|paralys|ensanglant|incendi)\w*",
)
_SCENES = frozenset({"state", "place"})
_BODIES = frozenset({"organisation", "group"})


def named(article: Article, readings: Readings) -> list[Mention]:
    """States and places in order, also those within other names ("la police d'Almaty"); oceans and continents not."""
    found = [m for m in _mentions(article, readings) if m.actor_id not in _broad()]
    found.sort(key=lambda m: m.start)
    capitals = list(_capital_mentions(article, found))
    return sorted([*found, *capitals], key=lambda m: m.start)


def _mentions(article: Article, readings: Readings) -> Iterator[Mention]:
    within = {at for m in readings.mentions if m.type in _BODIES for at in range(m.start, m.end)}
    cities = {h.start for h in article.phrases.get("places", ())}
    taken: set[int] = set()
    for mention in readings.mentions:
        if mention.type == "state" and mention.start in cities and struck(article.text, mention.end):
            within.add(mention.start)  # "Bagdad a été frappée": the city, not the state it may stand for
        elif mention.type in _SCENES:
            taken.add(mention.start)
            yield mention
    for hit in article.phrases.get("places", ()):
        if hit.start in within and hit.start not in taken:
            yield Mention(hit.start, hit.end, hit.entry.code, hit.entry.label, "place")


def _capital_mentions(article: Article, found: Sequence[Mention]) -> Iterator[Mention]:
    """ "Dans la capitale": that of the nation named beside it, else of the country last spoken of before."""
    country: str | None = None
    read = 0
    places = (_CAPITAL.match(article.text, at - len("la ")) for at in article.words.starts(_CITY) if at >= len("la "))
    for match in filter(None, places):
        while read < len(found) and found[read].start < match.start():
            country = found[read].country or country
            read += 1
        if _NAMED_BEFORE.search(article.text, max(0, match.start() - 4), match.start()):
            continue
        nation = _nations().get(lexicon.fold((match["of"] or "").strip()))
        capital = _capitals().get(nation or country or "")
        if capital:
            end = match.end() if nation else match.start() + len("la capitale")
            yield Mention(match.start(), end, capital.code, capital.label, "place")


@cache
def _broad() -> frozenset[str]:
    """Codes of places that are no scene: oceans, continents, parts of the world."""
    return frozenset(e.code for e in lexicon.load("places") if not e.extra["country"])


@cache
def _capitals() -> dict[str, lexicon.Entry]:
    rows = [e for e in lexicon.load("places") if e.extra["capital"] and e.extra["country"]]
    return {e.extra["country"]: e for e in reversed(rows)}


@cache
def _nations() -> dict[str, str]:
    """State of each adjective of nationality."""
    rows = [e for e in lexicon.load("countries") if e.extra["kind"] == "adjective"]
    return {lexicon.fold(e.form + end): e.code for e in rows for end in ("", "e", "ne")}


def located(text: str, start: int, mention: Mention) -> bool:
    """Whether a name is where something is ("à Dacca"), not whose something is ("la police de Dacca")."""
    found = _AT.search(text, max(start, mention.start - 60), mention.start)
    if not found or not _LOCATIVE.search(found.group()):
        return False
    return not is_seat(text, start, mention)


def is_seat(text: str, start: int, mention: Mention) -> bool:
    """Whether a name is where somebody is based or speaks ("l'ONG, basée à Genève", "a déclaré mardi à Genève")."""
    return bool(_SEAT.search(text, max(start, mention.start - 60), mention.start))


def struck(text: str, at: int) -> bool:
    """Whether a name that ends here is what was hit ("Bagdad, la capitale, a été frappée")."""
    return bool(_WAS_STRUCK.match(text, at, at + 90))


def last(text: str, places: Iterable[Mention]) -> Mention:
    """The last of some places, or the one that lies in it ("à Goma, dans la province du Nord-Kivu": Goma)."""
    found = list(places)
    at = len(found) - 1
    while at > 0 and _LIES_IN.fullmatch(text, found[at - 1].end, found[at].start):
        at -= 1
    return found[at]
