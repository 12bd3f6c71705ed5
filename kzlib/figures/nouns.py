"""What is counted: the noun phrase that follows a number."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kzlib.figures import words
from kzlib.figures.quantities import Quantity

SPACE = words.SPACE
_OF = re.compile(
    rf"{SPACE}(?:de(?:{SPACE}(?:ses|leurs|nos|ces|mes|vos))?(?={SPACE})|des(?={SPACE})|d['’])|{SPACE}?(?=[«“\"])",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"{SPACE}([a-zà-ÿœ]\w*)")
_GAP = re.compile(rf"{SPACE}?(?:[«“\"‘]{SPACE}?)?")
_CLOSING = re.compile(rf"{SPACE}?[»”\"’]")
_AND = re.compile(rf"{SPACE}(?:et|ou)(?:{SPACE}(?:de|des|les))?(?:{SPACE}d['’])?{SPACE}", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?P<name>[A-ZÀ-Þ][\wà-ÿ'’-]+[sx])(?!\w)|(?P<noun>[a-zà-ÿœ-]{3,}[sx])(?!\w)")
_MORE = re.compile(rf"{SPACE}de{SPACE}(?:plus|moins)(?!\w)")
_UNIT_SIGN = re.compile(r"\s?[%€$£°]")
OF_THEM = "d'entre eux"  # the form of a phrase that takes up people told before
_NOT_NOUNS = frozenset(
    "dans sans sous vers depuis puis plus moins alors très après près hors mais fois pas dès sous autres".split()
)
_AGED = re.compile(rf"{SPACE}(?:de{SPACE}|d['’]|entre{SPACE})", re.IGNORECASE)
_OF_BODY = re.compile(rf"{SPACE}de{SPACE}l['’]|{SPACE}(?:des|du|de{SPACE}la|de){SPACE}")
_OF_THEM = re.compile(rf"{SPACE}d['’]entre{SPACE}(?:eux|elles)(?!\w)", re.IGNORECASE)
_VICTIM_OF = re.compile(rf"{SPACE}(?:de{SPACE}(?:viols?|violences|discriminations?|harcèlement|tortures?)|d['’]abus)")


class Phrase(NamedTuple):
    """What a number counts. `sort` is kind (its noun says what happened: "morts"), people, unknown (a noun that no
    lexicon holds), thing, or none (no noun). `others` tells "317 autres"; `alone` is the kind that people of this
    group are counted for when nothing else says.
    """

    start: int
    end: int
    sort: str
    kind: str | None = None
    group: str | None = None
    alone: str | None = None
    others: bool = False
    form: str = ""


@cache
def _openings() -> frozenset[str]:
    """Words that people who are counted can begin with, small letters."""
    nouns = (words.kinds("head"), words.groups(), words.cues("adjective"))
    return frozenset({"de", "des", "d"} | words.first_of_bounds("after")).union(*(n.firsts for n in nouns))


def is_of_a_thing(text: str, quantity: Quantity, end: int) -> bool:
    """Whether a number stands before a word that cannot begin a noun of people; most of "un" and "une" do."""
    word = _NEXT.match(text, quantity.end, end)
    return word is not None and word[1] not in _openings()


def read(text: str, quantity: Quantity, end: int) -> Phrase:
    """The noun phrase after a quantity, up to `end` (the end of the sentence)."""
    at = quantity.end
    if _UNIT_SIGN.match(text, at, end) or _MORE.match(text, at, end):
        return Phrase(at, at, "thing")
    if them := _OF_THEM.match(text, at, end):
        return Phrase(at, them.end(), "people", others=True, form=OF_THEM)
    of = _OF.match(text, at, end)
    at = of.end() if of else at
    at, others = _adjectives(text, at, end)
    gap = _GAP.match(text, at, end)
    at = gap.end() if gap else at
    if at == quantity.end:  # glued to something: no noun
        year = _is_year(quantity) and text[at : at + 1] == ","  # "en 2015, la police"
        return Phrase(at, at, "thing" if year else "none", others=others)
    phrase = _noun(text, at, end, others)
    if phrase.sort == "none":
        return Phrase(quantity.end, quantity.end, "thing" if _is_year(quantity) else "none", others=others)
    return phrase


def _is_year(quantity: Quantity) -> bool:
    """Whether a number without a noun can only be a year ("la plus meurtrière depuis 2006")."""
    plain = quantity.digits and not quantity.grouped and quantity.bound == "exact"
    return plain and quantity.end - quantity.start == 4 and 1900 <= quantity.value < 2100


def _adjectives(text: str, at: int, end: int) -> tuple[int, bool]:
    """Skip adjectives that may stand before the noun; whether one of them is "autres"."""
    others = False
    while True:
        gap = _GAP.match(text, at, end)
        begin = gap.end() if gap else at
        word = words.cues("adjective").match(text, begin, end)
        if not word or _longest(text, begin, end, word.end):
            return at, others
        others = others or word.entry.form.startswith("autre")
        at = word.end


def _longest(text: str, at: int, end: int, beyond: int) -> bool:
    """Whether a noun that begins here reaches further than an adjective does ("jeunes filles")."""
    word = words.groups().match(text, at, end)
    return bool(word and word.end >= beyond)


def _noun(text: str, at: int, end: int, others: bool) -> Phrase:
    head = words.kinds("head").match(text, at, end)
    group = words.groups().match(text, at, end)
    thing = words.things().match(text, at, end)
    best = max((w for w in (head, group, thing) if w), key=lambda w: w.end, default=None)
    if best is None:
        return _unknown(text, at, end, others)
    if best is thing:
        return Phrase(at, best.end, "thing", others=others)
    if best is head:
        return _kind_noun(text, at, end, best, others)
    stop = _close(text, _coordinated(text, best.end, end), end)
    if best.entry.code == "same":  # "quinze de ses collègues": of the group named before
        return Phrase(at, stop, "people", others=True, form=words.normal(text[at : best.end]))
    code, stop = _members(text, best, stop, end)
    if best.entry.form == "personne âgée" and _AGED.match(text, best.end, end):  # "sept personnes âgées de 17 à 25 ans"
        code = "unspecified"
    return Phrase(
        at, stop, "people", group=code, alone=best.entry.extra["alone"] or None, others=others,
        form=words.normal(text[at : best.end]),
    )  # fmt: skip


def _members(text: str, head: words.Word, stop: int, end: int) -> tuple[str, int]:
    """Group of "membres", "hommes" by the body they belong to ("36 membres des forces de défense"), and the end."""
    of = _OF_BODY.match(text, head.end, end) if head.entry.code == "unspecified" else None
    body = words.scopes().match(text, of.end(), end) if of else None
    return (body.entry.code, body.end) if body else (head.entry.code, stop)


def _kind_noun(text: str, at: int, end: int, head: words.Word, others: bool) -> Phrase:
    """A noun that says what happened, with the group beside it ("morts civils", "arrestations de manifestants")."""
    form = words.normal(text[at : head.end])
    if head.entry.form.startswith("victime") and _VICTIM_OF.match(text, head.end, end):
        return Phrase(at, head.end, "people", kind="other", group="unspecified", others=others, form=form)
    stop = _close(text, head.end, end)
    group = head.entry.extra["group"] or None
    beside = re.compile(rf"{SPACE}(?:(?:de|des){SPACE}|d['’])?").match(text, stop, end)
    member = words.groups().match(text, beside.end(), end) if beside else None
    if member and member.entry.code != "unspecified":
        group, stop = member.entry.code, member.end
    return Phrase(at, stop, "kind", head.entry.code, group, others=others, form=form)


def _coordinated(text: str, at: int, end: int) -> int:
    """End of a noun phrase with the nouns joined to it that have no number of their own ("policiers et soldats")."""
    while joint := _AND.match(text, at, end):
        word = words.groups().match(text, joint.end(), end)
        if not word:
            break
        at = word.end
    return at


def _close(text: str, at: int, end: int) -> int:
    closing = _CLOSING.match(text, at, end)
    return closing.end() if closing else at


def _unknown(text: str, at: int, end: int, others: bool) -> Phrase:
    match = _UNKNOWN.match(text, at, end)
    if not match or match.group() in _NOT_NOUNS or words.kinds("state").match(text, at, end):
        return Phrase(at, at, "none", others=others)
    sort = "people" if match["name"] else "unknown"
    return Phrase(at, match.end(), sort, group="unspecified", others=others, form=words.normal(match.group()))
