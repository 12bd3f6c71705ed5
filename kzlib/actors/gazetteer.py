"""Names that the lexicons hold: people, bodies, media, states, places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kzlib import lexicon
from kzlib.actors.letters import common_words, given_names
from kzlib.actors.sheet import Sheet
from kzlib.actors.spelling import slug
from kzlib.actors.words import Forms
from kzlib.article import Article, Hit
from kzlib.letters import even
from kzlib.records import Mention

# Lexicons in order of precedence where two hold the same words.
ORDER = ("actors", "media", "countries", "places")
_TYPES = {"countries": "state", "places": "place"}
_NEXT_NAME = re.compile(r" (?:al-|el-)?[A-Z][\w'-]*[a-z]")
_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_MORE_NAME = re.compile(r"(?: [A-Z][\w-]+)+")
_NAME_WORD = re.compile(r"[A-Z][\w-]+")
_WORD_AFTER = re.compile(r" ([A-Z][\w-]+)")
_HYPHENATED = re.compile(r"-[A-Za-z]")
_PARTS = re.compile(r"[\s'’-]")
_HASHTAG = re.compile(r"#[\w-]+")
_LAST_NAME = re.compile(r"(?:^|[^\w.])([A-Z][a-z'-]+(?:-[A-Z][a-z]+)?) $")
# A place that a ministry is for ("ministère de l'Europe et des Affaires étrangères").
_PORTFOLIO = re.compile(r"\bminist(?:ere|re)s? (?:delegue a )?(?:de )?(?:l'|la )$")
_LONGEST_PORTFOLIO = 18
_COMPLEMENT = re.compile(r"\b(?:de|du|d'|des|a|en|au|de la|de l') ?$")


def written_as_name(written: str, form: str) -> bool:
    """Whether words of a text have the capitals that a form has; matching itself does not look at case.

    "mali" is not "Mali"; "Onu" and "ONU" are one; a form without capitals may be written with any.
    """
    if written == form:
        return True
    pairs = zip(_PARTS.split(written), _PARTS.split(form), strict=False)
    return all(w[:1].isupper() or not f[:1].isupper() for w, f in pairs)


def mention(hit: Hit, name: str) -> Mention:
    """The mention that a lexicon hit stands for."""
    entry = hit.entry
    country = entry.code if name == "countries" else entry.extra.get("country") or None
    code = f"state-{entry.code.lower()}" if name == "countries" else entry.code
    kind = entry.extra.get("type") or _TYPES[name]
    return Mention(hit.start, hit.end, code, entry.label, kind, None, country)


def _hits(article: Article) -> Iterable[tuple[int, Hit, str]]:
    for rank, name in enumerate(ORDER):
        for hit in article.phrases.get(name, []):
            if hit.entry.extra.get("kind") in ("adjective", "metonym"):
                continue
            if written_as_name(article.text[hit.start : hit.end], hit.entry.form):
                yield rank, hit, name


@cache
def body_words() -> frozenset[str]:
    """Words of the names of bodies ("News", "Air"), evened out."""
    return frozenset(even(e.form).lower() for e in lexicon.load("name_words") if e.code == "body")


def _body_beside(plain: str, found: Mention, last: re.Match[str] | None) -> bool:
    """Whether a place is part of a body's name by the word beside it ("Air Belmour", "Belmour TV")."""
    following = _WORD_AFTER.match(plain, found.end, found.end + 20)
    beside = {m.group(1).lower() for m in (last, following) if m}
    return bool(beside & body_words())


def _body_of_state(sheet: Sheet, found: Mention) -> Mention | None:
    """The body whose name begins with a state and goes on to a word of bodies ("Iran Human Rights")."""
    following = _MORE_NAME.match(sheet.plain, found.end) if found.type == "state" else None
    words = (
        [m for m in _NAME_WORD.finditer(following.group()) if m.group().lower() in body_words()] if following else []
    )
    if not words:
        return None
    end = found.end + words[-1].end()
    label = " ".join(sheet.text[found.start : end].split())
    return Mention(found.start, end, slug(label), label, "organisation", None, found.country)


def _in_longer_name(plain: str, found: Mention) -> bool:
    """Whether a surname or place is only a part of a longer name ("Florence Tavelin", "Eric Macron")."""
    written = plain[found.start : found.end]
    if plain.endswith("-", 0, found.start) or _HYPHENATED.match(plain, found.end):
        return True
    if " " in written or (found.type not in ("person", "place") and written.lower() not in given_names()):
        return False
    before = plain[max(0, found.start - 24) : found.start]
    last = None if before.islower() else _LAST_NAME.search(before)
    if last and last.group(1).lower() not in common_words() and found.type == "person":
        return True
    if last and last.group(1).lower() in given_names() and found.type == "place":
        return True
    if found.type == "place" and _body_beside(plain, found, last):
        return True
    following = _NEXT_NAME.match(plain, found.end)
    if not following or written.isupper():
        return False
    return found.type == "person" or not _COMPLEMENT.search(before)


def _portfolio(plain: str, start: int) -> bool:
    """Whether a name stands right after "ministère de"."""
    before = plain[max(0, start - _LONGEST_PORTFOLIO) : start].lower()
    return "minist" in before and _PORTFOLIO.search(before) is not None


def read(sheet: Sheet) -> None:
    """Read the lexicon names of an article, the longest where they overlap."""
    end = -1
    for _, hit, name in sorted(_hits(sheet.article), key=lambda h: (h[1].start, -h[1].end, h[0])):
        if hit.start < end:
            continue
        found = mention(hit, name)
        if not _in_longer_name(sheet.plain, found) and not _portfolio(sheet.plain, hit.start):
            body = _body_of_state(sheet, found)
            sheet.add(body or found)
            end = body.end if body else hit.end


@cache
def _namesakes() -> dict[str, list[lexicon.Entry]]:
    found: dict[str, list[lexicon.Entry]] = {}
    for entry in lexicon.load("media"):
        found.setdefault(lexicon.fold(entry.form), []).append(entry)
    return {form: entries for form, entries in found.items() if len(entries) > 1}


def settle(sheet: Sheet, main: str | None) -> None:
    """Of media of one name (RTS, ANI), take the one of the country that the article is about."""
    for mention in (m for m in sheet.mentions if m.type == "organisation"):
        for entry in _namesakes().get(lexicon.fold(sheet.text[mention.start : mention.end]), ()):
            if entry.extra["country"] == main:
                mention.actor_id, mention.name, mention.country = entry.code, entry.label, main


@cache
def _no_actor(codes: tuple[str, ...]) -> Forms:
    forms = [e.form for e in lexicon.load("no_actors") if e.code in codes]
    if "people" in codes:
        forms += [e.form for e in lexicon.load("countries") if e.extra["kind"] == "adjective"]
    return Forms(forms)


def cross_hashtags(sheet: Sheet) -> None:
    """Cross out hashtags, which are nobody's names but those that the lexicons hold."""
    for match in _HASHTAG.finditer(sheet.shape):
        sheet.cross(*match.span())


def cross_common(sheet: Sheet, codes: tuple[str, ...]) -> None:
    """Cross out capitalised words that name no actor: platforms, peoples, feasts, units."""
    before_name = None if codes == ("never",) else _NAME_AFTER
    shape = sheet.shape
    for start, end in _no_actor(codes).find(shape, sheet.words, unless=before_name):
        if shape[start].isupper():
            before = _LAST_NAME.search(sheet.plain[max(0, start - 24) : start])
            if not (before and before.group(1).lower() not in common_words()):
                sheet.cross(start, end)
