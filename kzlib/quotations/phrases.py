"""Noun phrases beside a cue: who speaks, as written, and the adjuncts that may stand in between."""

from __future__ import annotations

import re

from kzlib.quotations.units import MASK, Token, Unit

_DETERMINERS = frozenset(
    "le la les l' un une des ce cet cette ces son sa ses leur leurs plusieurs certains certaines quelques deux trois "
    "quatre cinq de d' du chaque aucun aucune tous toutes notre nos votre mon ma mes".split()
)
_PREPOSITIONS = frozenset(
    "à au aux dans devant sur lors pour par en avec auprès via depuis après avant lundi mardi mercredi jeudi vendredi "
    "samedi dimanche hier aujourd' ce sous chez entre face pendant durant vers peu plus tôt tard dès".split()
)
_LINKS = frozenset("de du des d' à au aux et".split())
_PRONOUNS = frozenset("il elle ils elles on celui-ci celle-ci ceux-ci celles-ci".split())
_STOP = frozenset(". , ; : ! ? ( ) … – — [ ]".split()) | {
    "que",
    "qu'",
    "qui",
    "dont",
    "où",
    "alors",
    "tandis",
    "mais",
    "lors",
    "après",
}
_WEEKDAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_ADJUNCT = re.compile(
    rf"\s*(?:,\s*)?(?:(?:{_WEEKDAY}|hier|aujourd['’]hui|(?:dans|à|au|aux|sur|lors|devant|en|par|auprès|via|depuis|après|"
    rf"pour|avec|lors|ce|cette|la|peu|plus|le)\b[^.;:!?{MASK}()]*?|\w+ment|également|encore|aussi|ainsi|toutefois|"
    rf"d['’]ailleurs|ensuite|enfin|déjà|vivement|même)(?=[\s,])\s*)"
)
_QUE = re.compile(r"\bqu(?:e\b|['’])")
_INFINITIVE = re.compile(r"\w+(?:er|ir|oir|dre|tre|ire|re)$")
_NOT_INFINITIVE = frozenset(
    "hier janvier février fer mer notre votre entre contre centre ministre maire affaire autre quatre être".split()
) - {"être"}


def infinitive(word: str) -> bool:
    """Whether a lower-case word looks like an infinitive."""
    return bool(_INFINITIVE.match(word)) and word not in _NOT_INFINITIVE


def skip_adjuncts(unit: Unit, at: int) -> int:
    """Offset after the day, place and medium that stand between a verb and what is said ("jeudi, à la télévision")."""
    text = unit.masked[at - unit.start :]
    stop = re.search(rf"[.;:!?{MASK}]", text)
    span = text[: stop.start()] if stop else text
    que = _QUE.search(span)
    gap = span[: que.start()] if que else span
    if not gap.strip():
        return at + len(gap)
    if (que or stop) and len(gap) < 160 and _ADJUNCT.match(gap + " "):
        return at + len(gap)
    return at


def noun_phrase(unit: Unit, at: int) -> tuple[int, int] | None:
    """The noun phrase that begins at an offset, with a name in apposition; None if none does."""
    words = unit.words(at, unit.end)
    return _phrase(words)


def _phrase(words: list[Token]) -> tuple[int, int] | None:
    if not words or not (
        words[0].low in _DETERMINERS | _PRONOUNS or words[0].text[0].isupper() or words[0].text.isalpha()
    ):
        return None
    end = 0
    while end < len(words) and words[end].low not in _STOP and MASK not in words[end].text:
        end += 1
    if end == 0:
        return None
    if end + 1 < len(words) and words[end].text == "," and words[end + 1].text[0].isupper():
        end += 1
        while end < len(words) and words[end].low not in _STOP:
            end += 1
    return words[0].start, words[end - 1].end


def subject_after(unit: Unit, at: int) -> tuple[int, int] | None:
    """The subject that follows its verb: past days, places and media, a noun phrase or a name."""
    words = unit.words(at, unit.end)
    index = 0
    while index < len(words):
        low = words[index].low
        if low in _PREPOSITIONS or low.endswith("ment") or low in ("encore", "également", "aussi", "ainsi"):
            index = _past_adjunct(words, index)
        elif words[index].text[0].isdigit():
            index += 1
        elif words[index].text == ",":
            index += 1
        else:
            break
    if index == len(words) or words[index].low in _STOP:
        return None
    word = words[index]
    if word.low in _DETERMINERS or word.text[0].isupper():
        return _phrase(words[index:])
    return None


def _past_adjunct(words: list[Token], index: int) -> int:
    """Index after a prepositional phrase: its determiner, its nouns, their complements."""
    index += 1
    while index < len(words) and words[index].low in _DETERMINERS | _LINKS | _PREPOSITIONS:
        index += 1
    while index < len(words) and words[index].low not in _DETERMINERS | _STOP | _PREPOSITIONS:
        if (
            words[index].text[0].isupper()
            and words[index - 1].text[0].islower()
            and words[index - 1].low not in _LINKS | _DETERMINERS
        ):
            break
        index += 1
    while index < len(words) and words[index].low in ("de", "du", "d'", "des"):
        index += 2
    return index


def detached(unit: Unit, first: int) -> bool:
    """Whether a verb follows a comma or a quotation, as in ", a déclaré X"."""
    if first == 0:
        return False
    before = unit.tokens[first - 1].text
    return before in ",)!?…–—" or MASK in before


def subject_before(unit: Unit, first: int) -> tuple[int, int] | None:
    """The subject that precedes its verb: the nearest phrase back to a mark that ends a clause, without adjuncts."""
    tokens = unit.tokens
    stop = first
    begin = first
    while begin > 0 and tokens[begin - 1].text not in ".;:!?" and MASK not in tokens[begin - 1].text:
        begin -= 1
    segments: list[list[Token]] = [[]]
    depth = 0
    for token in tokens[begin:stop]:
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif token.text == ",":
            segments.append([])
        else:
            segments[-1].append(token)
    return _choose([s for s in segments if s])


def _choose(segments: list[list[Token]]) -> tuple[int, int] | None:
    end = None
    for segment in reversed(segments):
        head = segment[0].low
        if head in ("qui", "dont", "où", "lequel") or (head in _PREPOSITIONS and end is None and len(segments) > 1):
            continue
        if len(segment) == 1 and head in ("lui", "elle", "eux"):
            continue
        end = end or segment[-1].end
        if segment[0].low in ("et", "mais", "or"):
            segment = segment[1:] or segment
        if (
            len(segment) <= 4
            and all(t.text[0].isupper() for t in segment)
            and segment is not segments[0]
            and segments[0][0].low not in _PREPOSITIONS
        ):
            continue
        return segment[0].start, end
    return (segments[-1][0].start, segments[-1][-1].end) if segments else None
