"""The rows of the event lexicons, indexed by the first word of each form as a text may write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib.errors import InputError, quoted
from kzlib.events import verbs

# Small words that a form is written with and that a text may put otherwise ("ses fonctions", "aux fonctions").
_SMALL = frozenset(
    "à a au aux de du des d la le les l un une son sa ses leur leurs en sous dans sur par vers se s".split()
)
_NAME = r"(?-i:[A-ZÀ-Ý][\w’'-]+)"
_NUMBER = r"\d+|" + "|".join(
    (
        "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante cent cents "
        "mille milliers centaines dizaines dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine "
        "centaine millier plusieurs nombreux nombreuses quelques"
    ).split()
)


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
    for row in lexicon.load("event_types"):
        telling = _telling(row)
        if telling.grammar != "noun":
            for form, kinds in verbs.forms(telling.head).items():
                table.setdefault(form, []).append((telling, kinds))
    return table


@cache
def by_noun() -> dict[str, list[Telling]]:
    """Noun tellings by singular and plural of their first word, longest forms first."""
    table: dict[str, list[Telling]] = {}
    for row in lexicon.load("event_types"):
        telling = _telling(row)
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
def _class(name: str) -> re.Pattern[str]:
    forms = [row.form for row in lexicon.load("event_objects") if row.code == name]
    parts = [
        _NAME if f == "*name" else rf"(?:{_NUMBER})(?!\w)" if f == "*number" else _literal(f)
        for f in sorted(forms, key=len, reverse=True)
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + ")", re.IGNORECASE)


def _literal(form: str) -> str:
    """A form as a pattern: either apostrophe, capitals with or without accent, any space."""
    text = re.escape(form).replace("'", "['’]").replace(r"\ ", r"\s+")
    text = re.sub(r"^[éÉE](?=tat)", "[éÉEe]", text)
    text = f"(?-i:{text})" if form[0].isupper() else text
    return text if form.endswith("'") else text + r"(?!\w)"


def holds(text: str, classes: frozenset[str]) -> bool:
    """Whether a stretch of text holds a word of any of the classes."""
    return any(_class(name).search(text) for name in classes)


def found(text: str, name: str) -> set[str]:
    """The words of a class that a stretch of text holds, lower case."""
    return {m.group().lower() for m in _class(name).finditer(text)}
