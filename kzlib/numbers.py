"""French numbers, in digits and in words, and how exact they are by themselves.

"5 000" (with any space), "5.000", "1,2 million", "soixante et onze", "une vingtaine", "des centaines". Words around a
number that bound it ("au moins") are not read here, nor is what is counted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kzlib import lexicon
from kzlib.letters import low_words

SPACE = "[ \u00a0\u202f]"
_DIGITS = re.compile(
    # grouped by spaces, dots, commas or apostrophes, else plain with decimals; not inside a word, code or date
    rf"(?<![\w.,/:-])"
    rf"(?P<whole>[1-9]\d{{0,2}}(?:(?P<mark>[ \u00a0\u202f.,'’])\d{{3}})(?:(?P=mark)\d{{3}})*(?!\d)|\d+)"
    rf"(?P<decimals>[,.]\d{{1,2}}(?!\d))?(?![\d/])(?![A-Za-zÀ-ÿ_])(?![.,:-]\d)"
    rf"(?:{SPACE}(?P<scale>mille|millions?|milliards?)(?!\w))?"
)
_SCALES = {"mille": 1_000, "million": 1_000_000, "milliard": 1_000_000_000}
# More than this is a code, or was written to break something: no press article counts so far, and above it a number is
# no longer held exactly.
_MOST = 1e15
_SEPARATOR = re.compile(r"(?: ?- ?|[ \u00a0\u202f])(?:et[ \u00a0\u202f-])?")
_DIGIT = re.compile(r"\d")
_NO_DIGIT = re.compile(r"\D")
_ORDINAL_ENDING = re.compile(r"\d(?:ème|eme|e\b)")
_WORD = re.compile(r"[^\W\d_]+")
_TENS_WITH_UNIT = frozenset({20, 30, 40, 50, 60, 70, 80, 90})
_QUOTE = f"(?:[«“\"‘']{SPACE}?)?"
_UNQUOTE = f"(?:{SPACE}?[»”\"’'])?"


class Number(NamedTuple):
    """A number in a text: offsets, value, and its own bound: exact, approx ("une vingtaine") or min ("des dizaines").

    `ordinal` is set for "huitième", "45e". `digits` tells numbers written in digits, `grouped` those with separators.
    """

    start: int
    end: int
    value: float
    bound: str = "exact"
    ordinal: bool = False
    digits: bool = False
    grouped: bool = False


def find(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Numbers that lie in ``text[start:end]``, in order, without overlap; offsets are into `text`.

    "Un" and "une" alone are articles, not numbers, and are left out; years, ages and percentages are numbers here.
    """
    end = len(text) if end is None else end
    found: list[Number] = []
    # Most sentences hold no number of most sorts, and need no closer look than at their letters.
    low = text[start:end].lower()
    digits = _DIGIT.search(low) is not None
    if "aine" in low or "milli" in low:
        found += _collectives(text, start, end)
    if "ième" in low or "second" in low or (digits and _ORDINAL_ENDING.search(low)):
        found += _ordinals(text, start, end)
    if digits:
        found += _digits(text, start, end)
    if not cardinals().isdisjoint(low_words(text[start:end])):
        found += _words(text, start, end, found)
    return _without_overlap(sorted(found, key=lambda n: (n.start, -n.end))) if found else found


def _without_overlap(numbers: list[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _digits(text: str, start: int, end: int) -> list[Number]:
    found = []
    for match in _DIGITS.finditer(text, start, end):
        whole = _NO_DIGIT.sub("", match["whole"])
        value = float(f"{whole}.{(match['decimals'] or '.0')[1:]}")
        value = round(value * (_SCALES[match["scale"].rstrip("s")] if match["scale"] else 1), 6)
        if value < _MOST:
            found.append(Number(match.start(), match.end(), value, digits=True, grouped=bool(match["mark"])))
    return found


def _words(text: str, start: int, end: int, others: list[Number]) -> list[Number]:
    """Cardinals in words: runs of number words, cut where the next word cannot continue the number.

    Those that are part of a number found before are left out.
    """
    found = []
    at = start
    while match := _cardinal().search(text, at, end):
        value, stop = _run(text, match.start(), end)
        if not any(n.start < stop and match.start() < n.end for n in others):
            found.append(Number(match.start(), stop, float(value)))
        at = stop
    return found


def _run(text: str, start: int, end: int) -> tuple[int, int]:
    """Value and end of the longest number in words that starts at `start`."""
    total = current = 0
    stop = at = start
    et = False
    while word := _WORD.match(text, at, end):
        step = _add(total, current, word.group().casefold(), et)
        if step is None:
            break
        total, current = step
        stop = word.end()
        gap = _SEPARATOR.match(text, stop, end)
        if not gap:
            break
        at, et = gap.end(), "et" in gap.group()
    return total + current, stop


def _add(total: int, current: int, word: str, et: bool) -> tuple[int, int] | None:
    """The number so far and one more word, None where that word does not continue it."""
    if word in ("un", "une"):
        return (total, current + 1) if _takes_unit(current) or (total + current == 0 and not et) else None
    value = _values().get(word)
    if value is None:
        return None
    if value >= 1000:
        ok = current or (not total and value == 1000)
        return (total + max(current, 1) * value, 0) if ok and not et else None
    if value == 100:
        return (total, max(current, 1) * 100) if current < 10 and not et else None
    if value == 20 and current % 100 == 4 and not et:
        return total, current + 76
    return (total, current + value) if _continues(current, value, et) else None


def _takes_unit(current: int) -> bool:
    return current % 100 in _TENS_WITH_UNIT or (current >= 100 and current % 100 == 0)


def _continues(current: int, value: int, et: bool) -> bool:
    rest = current % 100
    if et:  # "et" joins only un and onze, or it is a conjunction ("trois et quatre")
        return value == 11 and rest == 60
    if rest == 0:
        return True
    if value < 10 and rest in _TENS_WITH_UNIT:
        return True
    if 10 <= value <= 16 and rest in (60, 80):
        return True
    return 7 <= value <= 9 and rest in (10, 70, 90)


def _collectives(text: str, start: int, end: int) -> list[Number]:
    """ "Une vingtaine", "des centaines", "dizaines de milliers", "deux douzaines"."""
    found: list[Number] = []
    for match in _collective().finditer(text, start, end):
        value = float(_values()[_singular(match["word"])])
        if match["of"]:
            value *= _values()[_singular(match["of"])]
        plural = match["word"].casefold().endswith("s")
        count = match["count"]
        if count:
            times = float(count) if count.isdigit() else float(_run(count, 0, len(count))[0])
            found.append(Number(match.start(), match.end(), value * times, "approx"))
        elif plural and (match["many"] or _singular(match["word"]) != "million"):  # else part of "deux millions"
            found.append(Number(match.start(), match.end(), value * 2, "min"))
        elif match["one"]:
            found.append(Number(match.start(), match.end(), value, "approx"))
    return found


def _ordinals(text: str, start: int, end: int) -> list[Number]:
    found = []
    for match in _ordinal().finditer(text, start, end):
        words = match["words"]
        value = float(match["digits"]) if match["digits"] else float(_ordinal_value(words))
        if value > 0:
            found.append(Number(match.start(), match.end(), value, ordinal=True, digits=bool(match["digits"])))
    return found


def _ordinal_value(words: str) -> int:
    """Value of an ordinal in words, 0 if its parts do not make a number ("vingt et unième" = 21)."""
    last = _WORD.findall(words)[-1]
    cardinals = {int(e.extra["value"]): e.form for e in reversed(_entries("cardinal", "scale"))} | {1: "un"}
    spelt = words[: -len(last)] + cardinals[_values()[last.casefold()]]
    value, stop = _run(spelt, 0, len(spelt))
    return value if stop == len(spelt) else 0


def _singular(word: str) -> str:
    return word.casefold().rstrip("s")


def _entries(*codes: str) -> list[lexicon.Entry]:
    return [e for e in lexicon.load("number_words") if e.code in codes]


@cache
def _values() -> dict[str, int]:
    return {e.form: int(e.extra["value"]) for e in lexicon.load("number_words")}


def _any(entries: list[lexicon.Entry]) -> str:
    return "|".join(sorted((re.escape(e.form) for e in entries), key=len, reverse=True))


@cache
def cardinals() -> frozenset[str]:
    """Words that every cardinal in words holds one of."""
    return frozenset(e.form for e in _entries("cardinal", "scale"))


@cache
def _cardinal() -> re.Pattern[str]:
    """Where a cardinal in words may begin; "un" only before a scale, "million" never by itself."""
    first = _any([e for e in _entries("cardinal", "scale") if int(e.extra["value"]) <= 1000])
    scale = _any([e for e in _entries("scale") if int(e.extra["value"]) > 1000])
    return re.compile(rf"(?<![\w-])(?<!pour )(?:(?:{first})|un(?={SPACE}(?:{scale})(?!\w)))(?!\w)", re.IGNORECASE)


@cache
def _collective() -> re.Pattern[str]:
    words = _any(_entries("collective"))
    few = _any([e for e in _entries("collective") if e.form != "million"])  # "deux millions" is exact
    count = _any([e for e in _entries("cardinal") if int(e.extra["value"]) > 1])
    large = _any([e for e in _entries("collective") if int(e.extra["value"]) >= 1000])
    one = "une?|la|le|cette|ce"
    many = "des|plusieurs|quelques|les|ces|ses|leurs|par|de nombreuses|de nombreux"
    return re.compile(
        rf"(?<![\w-])(?:(?:(?P<one>{one})(?={SPACE}?{_QUOTE}(?:{few}))|(?P<count>{count}|\d{{1,2}})(?={SPACE}?{_QUOTE}(?:{few}))"
        rf"|(?P<many>{many})){SPACE}?{_QUOTE})?"
        rf"(?P<word>(?:{words})s?){_UNQUOTE}(?:{SPACE}de{SPACE}(?P<of>(?:{large})s?))?(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _ordinal() -> re.Pattern[str]:
    words = _any(_entries("ordinal"))
    before = _any(_entries("cardinal", "scale"))
    return re.compile(
        rf"(?<![\w-])(?:(?P<digits>\d{{1,4}})(?:ème|eme|ième|e)(?!\w)"
        rf"|(?P<words>(?:(?:{before})(?:[ -]et)?[ -])*(?:{words}))s?(?!\w))",
        re.IGNORECASE,
    )
