"""How many, and how exactly: numbers with the words that bound them, ranges, one person, none, several."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from kzlib import numbers
from kzlib.figures import words

SPACE = words.SPACE
# Begins with its letter, which is quickly looked for: "un" is in every second sentence.
_ONE = re.compile(
    rf"[uU](?<![\w-][uU])(?<![lL]['’][uU])[nN][eE]?(?:{SPACE}(?i:premi(?:er|ère)))?(?={SPACE})",
)
_NONE = re.compile(r"(?<!\w)(?:aucune?|pas une? seule?)(?=[ \u00a0\u202f])", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<!\w)plusieurs(?!\w)", re.IGNORECASE)
_LINK = f"(?:{SPACE}?(?:de|des|du|les|le|la|l['’]|d['’]|à)(?:{SPACE}|(?<=['’])))?{SPACE}?(?:[«“\"‘]{SPACE}?)?"
_TO = re.compile(rf"{SPACE}?(?P<by>à|ou|et|[-–]){SPACE}?(?:de{SPACE}|d['’])?", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?<!\w)entre{SPACE}(?:environ{SPACE})?$", re.IGNORECASE)
_FROM = re.compile(rf"(?<!\w)de{SPACE}$", re.IGNORECASE)
_REACH = 48


class Quantity(NamedTuple):
    """How many. `start`, `end` cover the number; `left` is where its bound words begin, or its start.

    `sort` is number, one ("un homme"), none ("aucun mort"), several or ordinal ("un huitième mort"). `scope` tells a
    bound that covers the numbers coordinated with this one too ("au moins 18 policiers et 36 manifestants"). `by_verb`
    tells a verb among the bound words ("le bilan dépasse 30").
    """

    start: int
    end: int
    left: int
    value: float
    bound: str = "exact"
    high: float | None = None
    sort: str = "number"
    scope: bool = False
    digits: bool = False
    grouped: bool = False
    by_verb: bool = False


def written(text: str, start: int, end: int) -> list[Quantity]:
    """Numbers of one sentence, in order, without the words that bound them."""
    found = [_quantity(n) for n in numbers.find(text, start, end)]
    for match in _ONE.finditer(text, start, end):
        _add(found, Quantity(match.start(), match.end(), match.start(), 1, sort="one"))
    low = text[start:end].lower()
    if "aucun" in low or " seul" in low:
        for match in _NONE.finditer(text, start, end):
            _add(found, Quantity(match.start(), match.end(), match.start(), 0, sort="none"))
    if "plusieurs" in low:
        for match in _SEVERAL.finditer(text, start, end):
            _add(found, Quantity(match.start(), match.end(), match.start(), 2, "min", sort="several"))
    return sorted(found, key=_start)


def bounded(text: str, start: int, end: int, found: list[Quantity]) -> list[Quantity]:
    """Quantities of one sentence, in order: its numbers with the words that bound them, ranges as one."""
    merged = _ranges(text, start, _ordinals(text, found))
    quantities = [_bounded(text, start, end, q) for q in merged]
    # "un peu plus de" is a bound, not one
    return [q for q, after in pairwise([*quantities, None]) if q and (not after or q.start < after.left)]


_start = attrgetter("start")


def _add(found: list[Quantity], quantity: Quantity) -> None:
    """One quantity more, unless it is part of another."""
    if not any(q.start < quantity.end and quantity.start < q.end for q in found):
        found.append(quantity)


def _quantity(number: numbers.Number) -> Quantity:
    sort = "ordinal" if number.ordinal else "number"
    return Quantity(
        number.start, number.end, number.start, number.value, number.bound,
        sort=sort, digits=number.digits, grouped=number.grouped,
    )  # fmt: skip


def _ordinals(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "Un huitième" is one quantity, not "un" and "huitième"."""
    kept: list[Quantity] = []
    for quantity in found:
        if (
            quantity.sort == "ordinal"
            and kept
            and kept[-1].sort == "one"
            and not text[kept[-1].end : quantity.start].strip()
        ):
            quantity = quantity._replace(left=kept.pop().start)
        kept.append(quantity)
    return kept


def _ranges(text: str, start: int, found: list[Quantity]) -> list[Quantity]:
    merged: list[Quantity] = []
    for quantity in found:
        last = merged[-1] if merged else None
        joined = _range(text, start, last, quantity) if last else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(quantity)
    return merged


def _range(text: str, start: int, low: Quantity, high: Quantity) -> Quantity | None:
    """Two numbers as one range ("entre 20 et 30", "deux ou trois"), None where they are not one."""
    if low.sort not in ("number", "one") or high.sort != "number" or low.high or high.value <= low.value:
        return None
    between = _TO.fullmatch(text, low.end, high.start)
    opening = _BETWEEN.search(text, max(start, low.start - 16), low.start)
    if not between or (between["by"].lower() == "et") != bool(opening):
        return None
    left = opening.start() if opening else low.start
    if from_ := _FROM.search(text, max(start, low.start - 4), low.start):
        if _moves(text, start, from_.start()):
            return None
        left = from_.start()
    value = low.value
    scale = next((s for s in (1_000_000, 1_000) if high.value >= s and high.value % s == 0), 1)
    if value * scale <= high.value and value < 1000 and not low.grouped:  # "2 à 3 millions"
        value *= scale
    return high._replace(start=low.start, left=left, value=value, high=high.value, bound="range")


def _moves(text: str, start: int, at: int) -> bool:
    """Whether "de 8 à 13" tells a change rather than a range."""
    return bool(words.cues("transition").find(text, max(start, at - 40), at))


@cache
def _before() -> re.Pattern[str]:
    before = f"(?P<before>{words.bounds('before')})"
    verb = f"(?P<verb>{words.bounds('verb')})"
    return re.compile(rf"(?<![\w-])(?:{before}|{verb}){_LINK}$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"{SPACE}(?P<after>{words.bounds('after')})(?!\w)", re.IGNORECASE)


def _bounded(text: str, start: int, end: int, quantity: Quantity) -> Quantity:
    """A quantity with the bound words beside it; the outermost bound wins ("au moins une vingtaine")."""
    left = quantity.left
    while match := _before().search(text, max(start, left - _REACH), left):
        position = "before" if match["before"] else "verb"
        entry = words.bound_of(match["before"] or match["verb"], position)
        bound = quantity.bound if quantity.bound == "range" else entry.code
        left = match.start()
        scope, by_verb = quantity.scope or bool(entry.extra["scope"]), quantity.by_verb or position == "verb"
        quantity = quantity._replace(left=left, bound=bound, scope=scope, by_verb=by_verb)
    if match := _after().match(text, quantity.end, end):
        quantity = quantity._replace(bound=words.bound_of(match["after"], "after").code, end=match.end())
    return quantity


def bound_after(text: str, at: int, end: int) -> tuple[str, int] | None:
    """Bound and end of bound words that follow a noun ("18 morts au moins")."""
    match = _after().match(text, at, end)
    return (words.bound_of(match["after"], "after").code, match.end()) if match else None
