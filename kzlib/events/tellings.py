"""The rows of the event lexicons, indexed by the first word of each form as a text may write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kzlib import lexicon
from kzlib.article import needed
from kzlib.errors import InputError, quoted
from kzlib.events import verbs
from kzlib.letters import low_words

# Small words that a form is written with and that a text may put otherwise ("ses fonctions", "aux fonctions").
_SMALL = frozenset(
    "à a au aux de du des d la le les l un une son sa ses leur leurs en sous dans sur par vers se s".split()
)
_NUMBERS = (
    "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante cent cents "
    "mille milliers centaines dizaines dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine "
    "centaine millier plusieurs nombreux nombreuses quelques"
).split()
# A capital after no letter: the class comes first, so that a search skips to it.
_NAME = re.compile(r"[A-ZÀ-Ý](?<!\w.)[\w’'-]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Telling:
    """One way to tell an event: what its lexicon row says.

    `head` is the first word of weight, `lead` the small words that a noun must be preceded by, `rest` those of weight
    that must follow.
    """

    type: str
    lead: tuple[str, ...]
    head: str
    rest: tuple[str, ...]
    grammar: str
    subject: frozenset[str]
    object: frozenset[str]
    about: frozenset[str]
    not_subject: frozenset[str]
    not_object: frozenset[str]
    needs: frozenset[str]
    roles: frozenset[str]
    all_needs: frozenset[str]


def _classes(cell: str) -> tuple[frozenset[str], frozenset[str]]:
    names = [n for n in cell.split("|") if n]
    return frozenset(n for n in names if n[0] not in "!~"), frozenset(n[1:] for n in names if n[0] == "!")


def split(form: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The small words before the first word of weight of a form, that word, and the words of weight that follow.

    Raises InputError for a form without a word.
    """
    parts = re.findall(r"[^\W_]+(?:-[^\W_]+)*", form.lower())
    if not parts:
        raise InputError(f"lexicon of events: form {quoted(form)}: no word in it; an event is told by words: give some")
    at = next((i for i, p in enumerate(parts) if p not in _SMALL), len(parts) - 1)
    return tuple(parts[:at]), parts[at], tuple(p for p in parts[at + 1 :] if p not in _SMALL)


@cache
def _tellings() -> list[Telling]:
    return [_telling(row) for row in lexicon.load("event_types")]


def _telling(row: lexicon.Entry) -> Telling:
    lead, head, rest = split(row.form)
    subject, not_subject = _classes(row.extra["subject"])
    obj, not_obj = _classes(row.extra["object"])
    about = frozenset(n[1:] for n in row.extra["object"].split("|") if n[:1] == "~")
    cell = row.extra["needs"]
    all_needs = frozenset(re.split(r"[|+]", cell)) - {""}
    needs = all_needs - {"armed", "human", "scene", "plain", "next"}
    roles = frozenset(row.extra["roles"].split())
    grammar = "reflexive" if lead and lead[0] in ("se", "s") else row.extra["grammar"]
    return Telling(
        row.code, lead, head, rest, grammar, subject, obj, about, not_subject, not_obj, needs, roles, all_needs
    )


def plural(noun: str) -> str:
    """The plural of a noun as press French writes it."""
    if noun.endswith(("s", "x", "z")):
        return noun
    return noun + "x" if noun.endswith(("eau", "eu")) else noun + "s"


@cache
def by_verb() -> dict[str, list[tuple[Telling, frozenset[str]]]]:
    """Verb tellings by every form of their verb, with the kinds of that form."""
    table: dict[str, list[tuple[Telling, frozenset[str]]]] = {}
    for telling in _tellings():
        if telling.grammar != "noun":
            for form, kinds in verbs.forms(telling.head).items():
                table.setdefault(form, []).append((telling, kinds))
    return table


@cache
def by_noun() -> dict[str, list[Telling]]:
    """Noun tellings by singular and plural of their first word, longest forms first."""
    table: dict[str, list[Telling]] = {}
    for telling in _tellings():
        if telling.grammar == "noun":
            for form in {telling.head, plural(telling.head)}:
                table.setdefault(form, []).append(telling)
    for found in table.values():
        found.sort(key=lambda t: -len(t.rest))
    return table


@dataclass(frozen=True, slots=True)
class Support:
    """A verb that makes an event of a noun, or a statement of a clause: its role, its further words.

    `bare` if a noun as its direct object makes it another verb ("a lancé une offensive"); `active` if its passive
    is no speech ("soutenu par Paris").
    """

    role: str
    rest: tuple[str, ...]
    reflexive: bool
    bare: bool
    active: bool


@cache
def supports(name: str) -> dict[str, list[tuple[Support, frozenset[str]]]]:
    """Rows of `event_support` or `event_speech` by every form of their verb, with the kinds of that form."""
    table: dict[str, list[tuple[Support, frozenset[str]]]] = {}
    for row in lexicon.load(name):
        lead, head, rest = split(row.form)
        cell = row.extra.get("object")
        for form, kinds in verbs.forms(head).items():
            table.setdefault(form, []).append(
                (Support(row.code, rest, bool(lead), cell == "no", cell == "active"), kinds)
            )
    return table


@cache
def heads() -> frozenset[str]:
    """The words that a verb or noun of an event, or a verb of speech, can stand as."""
    return frozenset({*by_verb(), *by_noun(), *supports("event_speech")})


@cache
def needed_words() -> frozenset[str]:
    """Words one of which every sentence holds that tells an event (`article.needed`).

    Of a verb or noun of several words the longest that follows: it is rarer than the forms of avoir, faire, mettre.
    """
    found: set[str] = set()
    for table in (by_verb(), supports("event_speech")):
        for form, rows in table.items():
            found.update(*(_one_of(form, row.rest) for row, _ in rows))
    for form, nouns in by_noun().items():
        found.update(*(_one_of(form, telling.rest) for telling in nouns))
    return needed(found)


def _one_of(form: str, rest: tuple[str, ...]) -> tuple[str, ...]:
    return numbers(max(rest, key=len)) if rest else (form,)


@cache
def numbers(word: str) -> tuple[str, str, str]:
    """A word of a lexicon in the singular and what its plural may be."""
    return word, word + "s", word + "x"


class _Class(NamedTuple):
    """A class of `event_objects`: whether any name or figure is of it, else its forms and the first words of these."""

    names: bool
    figures: bool
    firsts: frozenset[str]
    forms: re.Pattern[str]

    def among(self, text: str, words: frozenset[str]) -> bool:
        """Whether a text of some words (lower case) holds one of the class."""
        if (self.names and _NAME.search(text)) or (self.figures and any(w.isdecimal() for w in words)):
            return True
        # the words first: a search for the forms of a class takes as long as ten such looks
        return not self.firsts.isdisjoint(words) and bool(self.forms.search(text))


@cache
def _all_classes() -> dict[str, _Class]:
    """Every class by its name: made in one go, so that no later article waits for one."""
    rows: dict[str, set[str]] = {}
    for row in lexicon.load("event_objects"):
        rows.setdefault(row.code, set()).add(row.form)
    return {name: _class(forms) for name, forms in rows.items()}


def _class(rows: set[str]) -> _Class:
    forms = sorted(rows - {"*name", "*number"}, key=lambda form: (-len(form), form))
    forms += _NUMBERS if "*number" in rows else []
    firsts = {first for form in forms for first in _WORD.findall(form.lower())[:1]}
    firsts |= {accent + first[1:] for first in firsts if first[1:].startswith("tat") for accent in "eé"}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_literal, forms))})", re.IGNORECASE)
    return _Class("*name" in rows, "*number" in rows, frozenset(firsts), pattern)


def _literal(form: str) -> str:
    """A form as a pattern: either apostrophe, capitals with or without accent, any space."""
    text = re.escape(form).replace("'", "['’]").replace(r"\ ", r"\s+")
    text = re.sub(r"^[éÉE](?=tat)", "[éÉEe]", text)
    text = f"(?-i:{text})" if form[0].isupper() else text
    return text if form.endswith("'") else text + r"(?!\w)"


def holds(text: str, classes: frozenset[str]) -> bool:
    """Whether a stretch of text holds a word of any of the classes."""
    words, known = low_words(text), _all_classes()
    return any(known[name].among(text, words) for name in classes)


def found(text: str, name: str) -> set[str]:
    """The words of a class that a stretch of text holds, lower case."""
    return {m.group().lower() for m in _all_classes()[name].forms.finditer(text)}
