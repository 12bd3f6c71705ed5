"""Framing: the words by which an article calls people, where another word was open ("émeutiers", "manifestants").

Each is found with whose word it is: the article's own, or somebody's whom it quotes. Words that do not name people
("menace terroriste", "terrorisme", "opération antiterroriste") are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from functools import cache

from kzlib import lexicon
from kzlib.article import Article
from kzlib.letters import even
from kzlib.records import FramingWord, Quotation

# What stands before a noun in French: grammar, not vocabulary. "qualifié de terroriste" names as "un terroriste" does.
_DETERMINER = (
    r"(?:(?:l[ae]s?|des?|du|une?|ce(?:s|t|tte)?|aux?|leurs?|ses|son|sa|mes|mon|nos|notre|vos|plusieurs|quelques|"
    r"certaine?s|nombreu(?:x|ses)|autres?|jeunes?|présumée?s?|prétendue?s?|tous|toutes|deux|trois|quatre|cinq|six|"
    r"sept|huit|neuf|dix|cents?|mille|comme|contre|par|entre|\d+)\s+|[dl]['’]\s*|[«“\"]\s*)"
)
# Marks that keep words at a distance, as pairs on one line.
_IN_MARKS = re.compile(r"«[^«»\n]{1,400}»|“[^“”\n]{1,400}”|(?<!\w)\"(?=\S)[^\"\n]{1,400}(?<=\S)\"(?!\w)")


def read(article: Article) -> list[FramingWord]:
    """Words of lexicon framing in an article's sentences, in order; `voice` is own, or marks between quotation marks.

    Never raises; offsets are those of the word alone ("terroristes" in "des groupes terroristes"). Of words that
    overlap the longest is taken.
    """
    text = article.text
    marks: list[tuple[int, int]] | None = None
    found: list[FramingWord] = []
    for sentence in article.sentences_of(article.words.starts(_firsts())):
        candidates = _candidates(text, sentence.start, sentence.end)
        if not candidates:
            continue
        if marks is None:
            marks = [m.span() for m in _IN_MARKS.finditer(text)]
        taken = [m.span() for m in _barred().finditer(text, sentence.start, sentence.end)]
        for start, end, code in candidates:
            if not any(start < high and low < end for low, high in taken) and not _a_name(text, start, sentence.start):
                taken.append((start, end))
                found.append(FramingWord(start, end, code, "marks" if _within(start, end, marks) else "own"))
    return sorted(found, key=lambda w: w.start)


def _candidates(text: str, low: int, high: int) -> list[tuple[int, int, str]]:
    """Every word that may call people something, with its code, the longest first."""
    found = {
        (*match.span("word"), codes[_key(match["word"])])
        for pattern, codes in _words()
        for match in pattern.finditer(text, low, high)
    }
    return sorted(found, key=lambda f: (f[0] - f[1], f[0]))


def attribute(words: Sequence[FramingWord], quotations: Sequence[Quotation]) -> None:
    """Say of each word within a quotation whose it is, in place: `voice` direct or indirect, `speaker` if known.

    Of quotations within one another the innermost counts. In what is told indirectly the word may be the speaker's
    or the article's: only the marks would tell, so that it is kept apart from both.
    """
    ahead = deque(sorted((q for q in quotations if q.kind != "count"), key=lambda q: q.start))
    begun: list[Quotation] = []
    for word in sorted(words, key=lambda w: w.start):
        while ahead and ahead[0].start <= word.start:
            begun.append(ahead.popleft())
        begun = [q for q in begun if q.end > word.start]
        around = [q for q in begun if word.end <= q.end]
        if around:
            quotation = min(around, key=lambda q: (q.end - q.start, q.start))
            word.voice = "direct" if word.voice == "marks" else quotation.kind
            word.speaker = quotation.speaker


def _within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a word lies in one of some spans, which are in order and apart."""
    at = bisect_right(spans, start, key=lambda s: s[0]) - 1
    return at >= 0 and end <= spans[at][1]


def _a_name(text: str, start: int, sentence: int) -> bool:
    """Whether a capital makes it part of a name ("la mosquée des Martyrs"), not the start of a sentence or quote."""
    return (
        text[start].isupper()
        and start > sentence
        and text[start - 1] not in '«“"\u00a0\u202f'
        and not _headline(text, start)
    )


def _headline(text: str, start: int) -> bool:
    """Whether the word stands all in capitals, or opens its line or what follows a colon."""
    before = text[:start].rstrip(" ")[-1:] if start < 80 else text[start - 80 : start].rstrip(" ")[-1:]
    return text[start + 1 : start + 3].isupper() or before in ("", "\n", ":", ".", "!", "?", "–", "—")


def _key(words: str) -> str:
    """A word without case, accents and plural."""
    return re.sub(r"(?<=\w)[sx]\b", "", lexicon.fold(" ".join(words.split())))


@cache
def _words() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """For nouns by themselves, nouns after a determiner, and adjectives after a noun for people: pattern and codes."""
    codes: dict[str, dict[str, str]] = {"noun": {}, "determined": {}, "adjective": {}, "head": {}}
    forms: dict[str, set[str]] = {use: set() for use in codes}
    for entry in lexicon.load("framing"):
        codes[entry.extra["use"]].setdefault(_key(entry.form), entry.code)
        forms[entry.extra["use"]].add(_pattern(entry.form))
    choice = {use: "|".join(sorted(found, key=lambda p: (-len(p), p))) for use, found in forms.items()}
    before = {"noun": r"(?<![\w-])", "determined": rf"(?<![\w-]){_DETERMINER}"}
    before["adjective"] = rf"(?<![\w-])(?:{choice['head']})\s+"
    return tuple(
        (re.compile(rf"{lead}(?P<word>{choice[use]})(?![\w-])", re.IGNORECASE), codes[use])
        for use, lead in before.items()
    )


@cache
def _firsts() -> frozenset[str]:
    """The word that each form begins with, without accents, and its plural: no other sentence is looked at."""
    forms = [entry.form for entry in lexicon.load("framing") if entry.extra["use"] != "head"]
    words = {re.split(r"\W", even(form).lower())[0] for form in forms}
    return frozenset(words | {word + "s" for word in words})


@cache
def _barred() -> re.Pattern[str]:
    """Set phrases in which the word says something else."""
    phrases = {p for e in lexicon.load("framing") for p in e.extra["unless"].split("|") if p}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, sorted(phrases)))})(?!\w)", re.IGNORECASE)


def _pattern(form: str) -> str:
    """A form as an expression: plural allowed, either apostrophe, accents allowed to be missing on capitals."""
    words = re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]")
    for letter, bare in (("é", "[ée]"), ("è", "[èe]"), ("î", "[îi]"), ("ê", "[êe]")):
        words = words.replace(letter, bare)
    return words if form.endswith(("s", "x")) else words + "s?"
