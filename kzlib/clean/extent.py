"""Where the article begins and ends in its page: the run of units that reads as prose, and the headline before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzlib.clean.furniture import Kind
from kzlib.clean.units import Unit, ends_sentence, fold

# The most that a run of bare links can count against the text before it, in hundreds of characters of prose.
LONGEST_GAP = 2.0
# How many lines between the top of a page and its text may be headline and summary.
MOST_HEADLINES = 4
LONGEST_HEADLINE = 300
SHORTEST_HEADLINE = 25
# Among so many lines of a page its headline is looked for.
MOST_BEFORE_HEADLINE = 40
SHORTEST_SUMMARY = 50
# A last line without full stop that is longer than this belongs to the text, unless more such lines follow.
SHORTEST_LAST_LINE = 70
# A shorter line can come twice for other reasons.
SHORTEST_REPEAT = 80
# The longest link after "Lire aussi", and the longest sentence that says what a link is about.
LONGEST_ANNOUNCED = 160
LONGEST_TEASER = 80
# A longer line is no link, full stop or not.
LONGEST_LINK = 140
# A shorter line that ends in a colon says nothing of whether it is the article's.
LONGEST_OPENING = 60
# An item of a list: a mark, an hour, a day or a year before it.
_BULLET = re.compile(r"[•▪●■◦*–—-]\s|(?:\d{1,2}[h:]\d{2}|(?:\d{1,2}(?:er)? [^\W\d]+ ?)?(?:\d{4})?)\s?[:–—-]\s")
_STRONG_END = re.compile(r"[.…:;][\s»”\"’')\]*_]*$|[.!?…]\s?[»”\"]$")
_CUT_END = re.compile(r"(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)|…|\.\.\.)\s*$")
# A subheading that is a figure ("1 700 morts").
_FIGURE = re.compile(r"\d[\d\s.,]*[^\W\d]{3,}")
_INNER_STOP = re.compile(r"[.!?]\s?[»”\"]?\s+[«“\"]?[A-ZÀ-Ý0-9]")


def roles(text: str, units: Sequence[Unit], kinds: Sequence[Kind | None], title: str | None = None) -> list[str]:
    """The role of each unit: title, body, caption or boilerplate."""
    kinds = _repeated(text, units, _after_markers(text, units, kinds))
    weights = [_weight(_words(text, u), k) for u, k in zip(units, kinds, strict=True)]
    stop = _stop(units, kinds, weights)
    first, last = _run(weights, stop)
    first = max(first, _anchor(text, units, weights, first, title))
    last += _is_last_line(text, units, kinds, last, stop)
    head = _headlines(text, units, kinds, first, title)
    found = []
    for number, kind in enumerate(kinds):
        inside = first <= number < last
        if kind and not (kind.weak and inside):
            found.append("caption" if kind.code == "caption" and (inside or number in head) else "boilerplate")
        elif inside or number in head:
            found.append("body")
        else:
            found.append("boilerplate")
    _name_titles(text, units, found, first)
    return found


def _repeated(text: str, units: Sequence[Unit], kinds: Sequence[Kind | None]) -> list[Kind | None]:
    """A paragraph that stands in the page a second time, whole or cut short, is furniture; headlines may come twice."""
    found = list(kinds)
    seen: set[str] = set()
    for number, unit in enumerate(units):
        words = _words(text, unit)
        if len(words) < SHORTEST_REPEAT or found[number]:
            continue
        start = fold(words[:SHORTEST_REPEAT])
        if words in seen or (_CUT_END.search(words) and start in seen):
            found[number] = Kind("repeat")
        if ends_sentence(words):
            seen |= {words, start}
    return found


def _after_markers(text: str, units: Sequence[Unit], kinds: Sequence[Kind | None]) -> list[Kind | None]:
    """Bare links that follow "Lire aussi" or the like are furniture too."""
    found = list(kinds)
    announced = False
    for number in range(len(units)):
        kind = found[number]
        if kind:
            announced = kind.scope == "links" or (announced and kind.code in ("stamp", "counter", "symbols"))
        elif announced:
            announced = _is_announced(text, units, found, number)
            if announced:
                found[number] = Kind("related")
    return found


def _is_announced(text: str, units: Sequence[Unit], kinds: Sequence[Kind | None], number: int) -> bool:
    """Whether a unit after "Lire aussi" is a link, or a short sentence between links that says what one is about."""
    words = _words(text, units[number])
    if not _ends_strongly(words):
        return len(words) < LONGEST_ANNOUNCED
    following = number + 1 < len(units) and kinds[number + 1] is None and _words(text, units[number + 1])
    is_teaser = len(words) < LONGEST_TEASER and kinds[number - 1] == Kind("related")
    return bool(is_teaser and (number + 1 == len(units) or (following and not ends_sentence(following))))


def _ends_strongly(words: str) -> bool:
    """Whether words end with a full stop or the like, or with a quotation mark after any; so many marks at most."""
    return _STRONG_END.search(words, max(0, len(words) - 60)) is not None


def _weight(words: str, kind: Kind | None) -> float:
    """How much a unit reads as prose: hundreds of characters of it; below nothing for links and furniture."""
    if kind:
        return 0.0 if kind.weak or kind.code == "caption" else -0.2
    length = len(words)
    if length < 400 and _CUT_END.search(words):
        return -0.1
    if length < LONGEST_OPENING and words.endswith(":"):
        return 0.0
    if _ends_strongly(words) or _INNER_STOP.search(words):
        return max(0.3, min(length, 400) / 100)
    if _BULLET.match(words):
        return 0.0
    if length > LONGEST_LINK:
        return 1.0 if length > 180 else 0.3
    return 0.0 if ends_sentence(words) else -0.5


def _stop(units: Sequence[Unit], kinds: Sequence[Kind | None], weights: Sequence[float]) -> int:
    """The number of the unit from which all is furniture: comments, forms, neighbours; or the number of units.

    Such a mark can also stand at the top of a page: it counts only once there has been text. Comments can be longer
    than the article; other furniture cannot.
    """
    prose = sum(w for w in weights if w > 0)
    before = 0.0
    for number, (kind, weight) in enumerate(zip(kinds, weights, strict=True)):
        enough = min(3.0 if kind and kind.code == "comments" else 8.0, 0.4 * prose)
        if kind and kind.scope == "rest" and before >= enough > 0:
            return number
        before += max(0.0, weight)
    return len(units)


def _run(weights: Sequence[float], stop: int) -> tuple[int, int]:
    """First and one after last of the run of units that holds the most prose, gaps counted against it to a limit.

    Kadane's maximum-sum run; the whole if nothing reads as prose.
    """
    best, best_run = 0.0, (0, stop)
    total, begin, gap = 0.0, 0, 0.0
    for number in range(stop):
        weight = weights[number]
        if weight < 0:
            allowed = max(weight, -LONGEST_GAP - gap)
            gap += allowed
            weight = allowed
        elif weight > 0.3:
            gap = 0.0
        if total + weight < 0 or (total == 0 and weight <= 0):
            total, begin = 0.0, number + 1
            continue
        total += weight
        if total > best:
            best, best_run = total, (begin, number + 1)
    return best_run


def _anchor(text: str, units: Sequence[Unit], weights: Sequence[float], first: int, title: str | None) -> int:
    """The number of the headline, where it is known or comes twice and little text stands before it; else 0."""
    lines = [fold(_words(text, u)) for u in units[:MOST_BEFORE_HEADLINE]]
    for number, line in enumerate(lines):
        known = line == fold(title) if title else line in lines[number + 1 :] and len(line) >= SHORTEST_HEADLINE
        if known and weights[number] <= 0:
            before = sum(w for w in weights[first:number] if w > 0)
            return number if before < 0.25 * sum(w for w in weights if w > 0) else 0
    return 0


def _is_last_line(text: str, units: Sequence[Unit], kinds: Sequence[Kind | None], last: int, stop: int) -> bool:
    """Whether the line after the run is a last paragraph that lacks its full stop: long, and alone."""
    if not 0 < last < stop or kinds[last] or len(_words(text, units[last])) < SHORTEST_LAST_LINE:
        return False
    return last + 1 == stop or kinds[last + 1] is not None


def _headlines(
    text: str, units: Sequence[Unit], kinds: Sequence[Kind | None], first: int, title: str | None
) -> frozenset[int]:
    """Numbers of the units before the text that are its headline and summary."""
    candidates = _candidates(text, units, kinds, first)
    if not candidates:
        short = [(len(_words(text, units[n]).split()), n) for n in range(first) if not kinds[n]]
        return frozenset([n for size, n in short if size == 3][:1] or [n for size, n in short if size == 2 and n == 0])
    words = [fold(_words(text, units[n])) for n in candidates]
    known = fold(title) if title else next((w for w in words if words.count(w) > 1), None)
    if known in words:
        return frozenset(candidates[words.index(known) :])
    return frozenset(candidates[-2:] if len(candidates) > MOST_HEADLINES else candidates)


def _candidates(text: str, units: Sequence[Unit], kinds: Sequence[Kind | None], first: int) -> list[int]:
    """Units before the text that can be headline or summary; after the byline or stamp only longer ones."""
    groups: list[list[int]] = [[]]
    for number in range(first):
        kind, words = kinds[number], _words(text, units[number])
        if kind and kind.code != "caption":
            groups += [[]] if groups[-1] else []
        elif _is_headline(words) or (number == first - 1 and _FIGURE.match(words)):
            groups[-1].append(number)
    groups = [group for group in groups if group]
    if len(groups) > 2 and all(_follows_stamp(kinds, group[0]) for group in groups[:-1]):
        return groups[-1]  # before it a ticker of headlines, each after its hour
    found = [n for group in groups[:1] for n in group]
    for number in (n for group in groups[1:] for n in group):
        words = _words(text, units[number])
        repeats = any(words == _words(text, units[n]) for n in found)
        if repeats or len(words) >= SHORTEST_SUMMARY or _BULLET.match(words) or _FIGURE.match(words):
            found.append(number)
    return found


def _is_headline(words: str) -> bool:
    return len(words) <= LONGEST_HEADLINE and (len(words.split()) >= 4 or len(words) >= SHORTEST_HEADLINE)


def _follows_stamp(kinds: Sequence[Kind | None], number: int) -> bool:
    before = kinds[number - 1] if number else None
    return before is not None and before.code == "stamp"


def _words(text: str, unit: Unit) -> str:
    return text[unit.start : unit.end]


def _name_titles(text: str, units: Sequence[Unit], roles: list[str], first: int) -> None:
    """Call the first kept line before the text, and its repetitions, title."""
    head = [n for n in range(min(first + 1, len(units))) if roles[n] == "body"]
    if not head:
        return
    words = _words(text, units[head[0]])
    is_text = head[0] == first and (len(words) > 200 or _ends_strongly(words) or first + 1 >= len(units))
    if is_text:
        return
    for number in head:
        if _words(text, units[number]) == words:
            roles[number] = "title"
