"""The words beside a name: what they say of whom they describe, and what name or head they hold."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kzlib import lexicon
from kzlib.quotations import words as w

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?")
_CAPITAL = r"[A-ZÀ-Ý][^\W\d_]*[^\W\d_A-ZÀ-Ý][^\W_]*(?:[-'’][^\W\d_]+)*"
_PLAIN_END = re.compile(r"[,(§]")
_NAME = rf"{_CAPITAL}(?:\s+(?:(?:de|du|el|al|ben|bin|von|van|da|dos|le|la)\s+)?{_CAPITAL}){{0,4}}"
_DETERMINER = re.compile(
    r"(?:l['’]|d['’]|(?:le|la|les|un|une|des|du|de|ce|cet|cette|ces|son|sa|ses|leurs?|plusieurs|certaine?s)\s+)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:M\.|Mme|Mlle)$")
_APPOSED = re.compile(rf",\s*(?:l[ea]\s(?:[^\W\d_]+\s){{1,3}}?|l['’][^\W\d_]+\s)?({_NAME})\s*(?:,|\(|$)")
_LAST_NAME = re.compile(rf"(?<![dD]['’])(?<!\bde )(?<!\bdu )(?<!\bdes )(?<!\bl['’])\b({_NAME})\s*$")
_SPACE = re.compile(r"\s+")
_NOT_HEADS = w.DETERMINERS | w.COMPLEMENT


@cache
def _countries() -> dict[str, tuple[str, str, str]]:
    """Adjectives and metonyms of countries, folded: kind, ISO code, name of the state."""
    rows = lexicon.load("countries") if "countries" in lexicon.names() else ()
    return {
        lexicon.fold(e.form): (e.extra.get("kind", ""), e.code, e.label) for e in rows if e.extra.get("kind") != "name"
    }


@lru_cache(10_000)
def country(word: str) -> tuple[str, str, str] | None:
    """What a word says of a country, as its adjective or metonym: kind, ISO code, name of the state."""
    return _countries().get(lexicon.fold(word))


def low(text: str) -> list[str]:
    """Words of a text, lower case, apostrophes made straight."""
    return list(map(str.lower, _WORD.findall(text.replace("’", "'"))))


def within_marks(before: str) -> bool:
    """Whether quotation marks are still open after some words."""
    return any(before.count(a) > before.count(b) for a, b in ("«»", "“”")) or before.count('"') % 2 == 1


def proper_name(text: str) -> str | None:
    """A name that stands in apposition to a function: after a comma, or after the words that describe it."""
    m = _APPOSED.search(text)
    if m:
        return m.group(1)
    word, at = head(text)
    noun = w.speaker_nouns().get(word)
    if noun is None or noun.code not in ("role", "media") or text[at].isupper():
        return None
    m = _LAST_NAME.search(text.split(",")[0])
    return m.group(1) if m and (" " in m.group(1) or noun.code == "media") else None


def plain(text: str) -> str | None:
    """Words that name a speaker, as a name: without articles, cut at the first comma or bracket."""
    bare = _PLAIN_END.split(text.strip(), 1)[0]
    while m := _DETERMINER.match(bare):
        bare = bare[m.end() :]
    return _SPACE.sub(" ", bare).strip(" \u00a0\u202f.;:") or None


def nations(words: set[str]) -> set[str]:
    """ISO codes of the countries whose adjectives are among some words."""
    return {c[1] for x in words if (c := country(x)) and c[0] == "adjective"}


def before_name(left: str) -> set[str]:
    """Nouns and adjectives that stand before a name and describe it, back to the last verb or comma but one."""
    pieces = left.rsplit(",", 2)
    near = pieces[-1] if pieces[-1].strip() else ",".join(pieces[-2:])
    words = low(near)
    for number in range(len(words) - 1, -1, -1):
        if words[number] in ("avec", "que", "qui", "et", "contre", "par", "à"):
            words = words[number + 1 :]
            break
    return {x for x in words if len(x) > 2} if any(x in w.speaker_nouns() for x in words) else set()


def after_name(right: str) -> set[str]:
    """Nouns and adjectives that stand after a name and describe it ("X, porte-parole de la police")."""
    words = low(right)
    return {x for x in words if len(x) > 2} if words[:3] and any(x in w.speaker_nouns() for x in words[:3]) else set()


def gender(left: str, role: str | None) -> str | None:
    """Gender of a person, from the title or the article of the function beside the name."""
    if title := _TITLE.search(left.rstrip()[-5:]):
        return "m" if title.group() == "M." else "f"
    words = low(left)[-10:] or low(role or "")
    nouns = w.speaker_nouns()
    for number in range(len(words) - 1, -1, -1):
        noun = nouns.get(words[number])
        if noun and noun.code == "role":
            if noun.gender != "mf":
                return noun.gender
            article = words[number - 1] if number else ""
            return {"le": "m", "un": "m", "la": "f", "une": "f"}.get(article)
    return None


@lru_cache(10_000)
def gender_of_name(name: str) -> str | None:
    """Gender of a body by the noun in its name, None if there is none."""
    noun = next((w.speaker_nouns()[x] for x in low(name) if x in w.speaker_nouns()), None)
    return noun.gender if noun else None


def head(text: str) -> tuple[str, int]:
    """The noun that a phrase is about, lower case, and its offset: the first that can speak, else the first word."""
    first: tuple[str, int] | None = None
    for m in _WORD.finditer(text.split(",")[0]):
        low = m.group().lower().replace("’", "'").removeprefix("ex-")
        if low in w.speaker_nouns():
            return low, m.start()
        if low in w.COMPLEMENT and first:
            break
        if first is None and low not in _NOT_HEADS:
            first = low, m.start()
    return first or ("", 0)
