"""How a claim is put in an English sentence: its number, what it counts, who says it, as of when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from kzlib import english, institutions
from kzlib.compare import scope
from kzlib.compare.claim import Claim

_BOUND = {"min": "at least ", "max": "at most ", "approx": "about "}
# Words for the kinds that are not said by their code alone ("95 injured", "2,000 arrested").
_KIND = {"killed": "dead", "hospitalised": "in hospital", "participants": "taking part", "other": "counted"}
# Groups that are not said by their code alone: of one, of several.
_GROUP = {
    "security_forces": ("member of the security forces", "security forces"),
    "military": ("soldier", "soldiers"),
    "protesters": ("protester", "protesters"),
    "civilians": ("civilian", "civilians"),
    "other": ("", ""),
}
_ARTICLES = 3  # articles that a sentence names
_WORDS = 60  # characters of an article's words that a sentence quotes


def number(value: float) -> str:
    """A number with thousands separated, without a fraction unless it has one."""
    return english.number(value)


def amount(claim: Claim) -> str:
    """The number as given: "at least 18", "about 1,000", "45,000 to 50,000", 'at least 20 ("des dizaines")'."""
    if claim.value_high is not None and claim.value_high != claim.value:
        return f"{number(claim.value)} to {number(claim.value_high)}"
    words = f' ("{_quoted(claim)}")' if claim.vague else ""
    return _BOUND.get(claim.bound, "") + number(claim.value) + words


def _quoted(claim: Claim) -> str:
    """The article's words, cut at a word where they are long, without quotation marks of their own at the ends."""
    words = " ".join(claim.text.split())
    if len(words) > _WORDS:
        words = words[:_WORDS].rsplit(" ", 1)[0] + " …"
    return words.replace('"', "'")


def kind(code: str) -> str:
    """What is counted, as it follows a number."""
    return _KIND.get(code, code.replace("_", " "))


def group(code: str, value: float = 0) -> str:
    """Of whom, empty for everybody; of a single one where `value` is 1."""
    if scope.group(code) == "all":
        return ""
    one, many = _GROUP.get(code, (code.replace("_", " "),) * 2)
    return one if value == 1 else many


def counted(claim: Claim) -> str:
    """The number, what it counts, of whom and where: "about 95 security forces injured in Almaty".

    A group that has no name here is given in the words of the article: '26 dead in Almaty ("26 criminels armés")'.
    """
    words = (amount(claim), group(claim.group, claim.value), kind(claim.kind))
    return " ".join(w for w in words if w) + (f" in {claim.place}" if claim.place else "") + _unlisted(claim)


def _unlisted(claim: Claim) -> str:
    """The article's words for a group that has no name here, in brackets, where the number has not quoted them."""
    return f' ("{_quoted(claim)}")' if claim.group == "other" and not claim.vague else ""


def whole(claim: Claim, part: Claim) -> str:
    """A wider count beside one of its parts: "about 1,000 injured in all in Kazakhstan" beside security forces."""
    if scope.group(claim.group) != "all" or scope.group(part.group) == "all":
        return counted(claim)
    return f"{amount(claim)} {kind(claim.kind)} in all" + (f" in {claim.place}" if claim.place else "")


def of_whom(claim: Claim) -> str:
    """The number and of whom, where what is counted has been said: "at least 18 security forces".

    A group that has no name here is given in the words of the article: '26 ("26 criminels armés")'.
    """
    return f"{amount(claim)} {group(claim.group, claim.value)}".strip() + _unlisted(claim)


def articles(docs: Sequence[str]) -> str:
    """Which articles give something, as the beginning of a clause: "article a gives", "articles a and b give"."""
    most = [*docs[:_ARTICLES], f"{len(docs) - _ARTICLES} more"] if len(docs) > _ARTICLES else docs
    return f"article {docs[0]} gives" if len(docs) == 1 else f"articles {listed(most)} give"


def who(claim: Claim) -> str:
    """Who says it, for whom, who passes it on: "Interior Ministry, through TASS", "Awa Sow, for the Red Cross"."""
    given = claim.speaker or claim.voice
    if given is None:
        return f"article {claim.doc_id}, which names no source"
    name, body = called(given), called(claim.voice or given)
    spoken_for = f", for {named(claim)}" if body != name else ""
    through = f", through {called(claim.relayed_by)}" if claim.speaker and claim.relayed_by else ""
    return name + spoken_for + through


def called(name: str) -> str:
    """A name as an English sentence has it; French words that are no name are quoted: "syndicats"."""
    english_name = institutions.english(name)
    known = institutions.find(name)
    own = known is not None and english_name == known.label
    return f'"{english_name}"' if english_name[:1].islower() and not own else english_name


def day(value: dt.date | None, year: bool = False) -> str:
    """A day in English, with its year if asked."""
    if value is None:
        return "undated"
    return english.day(value, year)


def weekday(value: dt.date) -> str:
    """A day with its year and its name: "5 December 2021, a Sunday"."""
    return f"{english.day(value, year=True)}, a {english.WEEKDAYS[value.weekday()]}"


def source(claims: Sequence[Claim]) -> str:
    """Who and when, in brackets, for claims of one voice: "(Interior Ministry, 8 January)"."""
    return f"({who(claims[0])}, {_days(claims)})"


def sources(a: Sequence[Claim], b: Sequence[Claim]) -> tuple[str, str]:
    """`source` of two sides, their full names where they are called alike in English (ministries of two states)."""
    if who(a[0]) != who(b[0]) or a[0].origin == b[0].origin:
        return source(a), source(b)
    left, right = (f"({_full(claims[0])}, {_days(claims)})" for claims in (a, b))
    return left, right


def _full(claim: Claim) -> str:
    """A name with the state in brackets."""
    name = claim.speaker or claim.voice or ""
    return f'"{name}"' if name[:1].islower() else name


def when(claims: Sequence[Claim]) -> str:
    """The days of claims, in brackets."""
    return f"({_days(claims)})"


def _days(claims: Sequence[Claim]) -> str:
    days = sorted({c.day for c in claims if c.day})
    if len(days) > _ARTICLES:
        return f"{day(days[0])} to {day(days[-1])}"
    return listed(day(d) for d in days) if days else day(None)


def named(claim: Claim) -> str:
    """Whose word it is, as it stands in a sentence: "the Interior Ministry", "AFP", "Serik Chalabaïev"."""
    if claim.voice is None:
        return f"article {claim.doc_id}"
    name = called(claim.voice)
    common = institutions.find(claim.voice) is not None or name.startswith('"')
    return f"the {name}" if common and not institutions.relays(claim.voice) else name


def apart(a: Claim, b: Claim) -> str:
    """How far apart two claims are in time."""
    if a.day is None or b.day is None:
        return "days unknown"
    days = abs((a.day - b.day).days)
    return "the same day" if days == 0 else "a day apart" if days == 1 else f"{english.in_words(days)} days apart"


def listed(items: Iterable[str]) -> str:
    """Items as a list in a sentence: "a, b and c"."""
    *most, last = list(items)
    return f"{', '.join(most)} and {last}" if most else last


def capital(sentence: str) -> str:
    """A sentence with its first letter in upper case."""
    return sentence[:1].upper() + sentence[1:]


def thing(claim: Claim) -> str:
    """What a claim counts, without its number: "security forces injured in Almaty"."""
    who = group(claim.group) or "people"
    return f"{who} {kind(claim.kind)}" + (f" in {claim.place}" if claim.place else "") + _unlisted(claim)
