"""The words of the figures' lexicons as compiled expressions: their inflected forms, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache, lru_cache
from typing import NamedTuple

from kzlib import lexicon
from kzlib.lexicon import Entry

SPACE = "[ \u00a0\u202f]"
_FIRST = re.compile(r"\w+|\S")
_LETTER = re.compile(r"\w")
_WORD_END = re.compile(r"(?!\w)(?!-\w)")
_HEAD_END = frozenset("de des du d' à au aux en dans par pour sur sous contre entre la le les l'".split())
_IN_IS = frozenset(("pris", "mis", "admis", "surpris", "soumis", "commis"))
_NOT_INFLECTED = frozenset(("verb", "action", "of"))


class Word(NamedTuple):
    """A form of a lexicon in a text; `entries` are the rows that hold this form, in the order of the file."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """The first row that holds this form."""
        return self.entries[0]


def normal(text: str) -> str:
    """Case, apostrophes and no-break spaces evened out, accents kept; the length is kept too."""
    return text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _first(form: str) -> str:
    """The first word of a form, or the mark that it begins with."""
    found: list[str] = _FIRST.findall(form)
    return found[0]


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    """Words and marks of a piece of text, in small letters; one piece is asked for several lexicons in a row."""
    return frozenset(_FIRST.findall(text.lower()))


def inflect(form: str) -> set[str]:
    """Plural and feminine forms of a noun phrase or participle: its words up to the first preposition agree."""
    words = form.split(" ")
    count = next((i for i, w in enumerate(words) if w in _HEAD_END or w.startswith(("d'", "l'"))), len(words))
    forms = {form}
    for ending in ("s", "e", "es"):
        for agree in (_agree, _agree_in_parts):
            forms.add(" ".join([agree(w, ending) for w in words[:count]] + words[count:]))
    return forms


def _agree(word: str, ending: str) -> str:
    """One word in the plural, feminine or both; adverbs and words that end in s, x or z stay."""
    if word in _IN_IS and ending != "s":  # "pris", "prise"
        return word + ending
    if word.endswith(("lement", "èvement", "s", "x", "z")):
        return word
    if ending == "s" and word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if ending == "s" and word.endswith(("eau", "veu")) else ending)


def _agree_in_parts(word: str, ending: str) -> str:
    """A hyphened word of which every part agrees ("sapeurs-pompiers")."""
    return "-".join(_agree(part, ending) for part in word.split("-"))


def expression(forms: Iterable[str]) -> str:
    """An expression for many literal forms that shares their beginnings, longest match first."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for form in forms:
        node = tree
        for char in form:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    options = [_char(char) + _branch(below) for char, below in sorted(node.items()) if char]
    if not options:
        return ""
    joined = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    if "" not in node:
        return joined
    return f"(?:{joined})?"


def _char(char: str) -> str:
    if char == "'":
        return "['’]"
    return SPACE if char == " " else re.escape(char)


class Vocabulary:
    """Forms of a lexicon (or part of it), looked up by their first words.

    `entries` holds the rows of each form, evened out by `normal`.
    """

    def __init__(self, entries: dict[str, tuple[Entry, ...]]) -> None:
        self.entries = entries
        self._longest = max(map(len, entries), default=0)
        self._begun_by: dict[str, list[str]] = {}
        for form in sorted(entries, key=lambda f: (-len(f), f)):
            self._begun_by.setdefault(_first(form), []).append(form)

    @property
    def firsts(self) -> Set[str]:
        """First words of the forms, in small letters."""
        return self._begun_by.keys()

    def match(self, text: str, at: int, end: int) -> Word | None:
        """The longest form that begins at an offset."""
        first = _FIRST.match(text, at, end)
        forms = self._begun_by.get(first[0].lower()) if first else None
        return self._longest_of(forms, text, at, end) if forms else None

    def find(self, text: str, start: int, end: int) -> list[Word]:
        """All forms in ``text[start:end]``, longest first, without overlap."""
        found: list[Word] = []
        if self.firsts.isdisjoint(_words(text[start:end])):
            return found
        at = start
        for first in _FIRST.finditer(text, start, end):
            forms = self._begun_by.get(first[0].lower())
            if forms and first.start() >= at and (word := self._longest_of(forms, text, first.start(), end)):
                found.append(word)
                at = word.end
        return found

    def _longest_of(self, forms: list[str], text: str, at: int, end: int) -> Word | None:
        """The first of some forms that stands at an offset as whole words, not as a piece of a hyphenated one."""
        if at and (text[at - 1] == "-" or _LETTER.match(text[at - 1])):
            return None
        here = normal(text[at : min(end, at + self._longest)])
        for form in forms:
            if here.startswith(form) and _WORD_END.match(text, at + len(form), end):
                return Word(at, at + len(form), self.entries[form])
        return None


def _vocabulary(entries: Iterable[Entry], inflected: bool) -> Vocabulary:
    table: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        table[normal(entry.form)] = (*table.get(normal(entry.form), ()), entry)
    written = set(table)  # a form as written wins over an inflection of another
    for entry in entries if inflected else ():
        for variant in inflect(normal(entry.form)) - written:
            table[variant] = (*table.get(variant, ()), entry)
    return Vocabulary(table)


@cache
def kinds(role: str) -> Vocabulary:
    """What happened to people: words of one role (head, state, verb, action, of, topic)."""
    entries = [e for e in lexicon.load("figure_kinds") if role == e.extra["role"]]
    if role == "of":
        entries = [Entry(e.code, e.form.removesuffix(" de"), e.label, "", "", e.source, e.extra) for e in entries]
    return _vocabulary(tuple(entries), role not in _NOT_INFLECTED)


@cache
def groups() -> Vocabulary:
    """Who was counted."""
    return _vocabulary(lexicon.load("figure_groups"), True)


@cache
def things() -> Vocabulary:
    """What is counted that is not people."""
    return _vocabulary(lexicon.load("figure_things"), True)


@cache
def scopes() -> Vocabulary:
    """Whom a count is among: "parmi les policiers"."""
    return _vocabulary(lexicon.load("figure_scopes"), False)


@cache
def cues(code: str) -> Vocabulary:
    """Words that tie a number to what it counts: adjective, amount, transition, part, recount."""
    return _vocabulary(tuple(e for e in lexicon.load("figure_cues") if e.code == code), False)


@cache
def _bound_forms(position: str) -> dict[str, Entry]:
    """Bound words of one position (before, after, verb) as they stand in a text ("plus de", "plus d'", "plus des")."""
    table: dict[str, Entry] = {}
    for entry in lexicon.load("bounds"):
        if entry.extra["position"] == position:
            form = normal(entry.form)
            table[form] = entry
            if form.endswith(" de"):
                table |= {form[:-2] + "d'": entry, form[:-2] + "des": entry, form[:-2] + "du": entry}
    return table


@cache
def bounds(position: str) -> str:
    """Expression (not compiled) for the bound words of one position: before, after, verb."""
    return expression(_bound_forms(position))


def first_of_bounds(position: str) -> set[str]:
    """First words of the bound words of one position."""
    return {_first(form) for form in _bound_forms(position)}


def bound_of(form: str, position: str) -> Entry:
    """The row of a bound word. Raises KeyError if there is none."""
    return _bound_forms(position)[normal(form)]
