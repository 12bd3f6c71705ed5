"""What comparing the articles of a large book has given, kept beside its tables for all that ask it.

Each thing is kept as plain columns (numbers, texts, days, tuples of these), and made into what it was when it is asked
for. A folder of tables with nothing beside it has none of it: whoever asks works it out.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, TypeVar

from kzlib.compare import Claim, Finding, Range, Weighed
from kzlib.compare.origins import Family, Link
from kzlib.lasting import lasting
from kzlib.reliability import Flag, SourceCard

COMPARED = "compared"  # folder beside the tables, with a file for each thing
UNDERWAY = "underway"  # folder beside the tables: a file for each part that is being worked out
# The parts of comparing, each a process of its own, and what each gives.
PARTS = {
    "claims": ("claims",),
    "findings": ("findings", "claim_grades", "ranges", "weighed"),
    "sources": ("links", "cards", "families"),
}
_EVERY = 0.05  # seconds between two looks at what is underway
_PROTOCOL = 5

Columns = dict[str, list[Any]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form:
    """How a thing becomes plain columns, and is made of them again."""

    columns: Callable[[Any], Columns]
    made: Callable[[Columns], Any]


class Compared:
    """What is kept beside a folder of tables; `making` is the part that is asked for in order to be kept."""

    def __init__(self, tables: Path, making: str = "") -> None:
        self._folder, self._making = tables.parent, making

    def get(self, name: str, otherwise: Callable[[], T]) -> T:
        """A thing of a name, as it is kept, or as `otherwise` gives it; one that is underway is waited for."""
        part = next(part for part, names in PARTS.items() if name in names)
        if part == self._making:
            return otherwise()
        while (self._folder / UNDERWAY / part).exists():
            time.sleep(_EVERY)
        try:
            opened = (self._folder / COMPARED / part / name).open("rb")
        except FileNotFoundError:
            return otherwise()
        with opened, lasting():
            found: T = _FORMS[name].made(pickle.load(opened))
        return found


def keep(name: str, thing: object, folder: Path) -> None:
    """Write a thing as a file of its name."""
    with (folder / name).open("wb") as file, lasting():
        pickle.dump(_FORMS[name].columns(thing), file, _PROTOCOL)


def _columns(kind: type, names: Sequence[str]) -> Form:
    """Things of one kind, a column for each of some of their fields, which are all that they are made of."""

    def columns(things: Sequence[Any]) -> Columns:
        return {name: [*map(attrgetter(name), things)] for name in names}

    return Form(columns, lambda found: list(map(kind, *found.values())))


def _of(kind: type) -> Form:
    return _columns(kind, [field.name for field in fields(kind)])


def _claim_columns(claims: Sequence[Claim]) -> Columns:
    return {name: [*map(itemgetter(n), claims)] for n, name in enumerate(Claim._fields)}


def _claims(found: Columns) -> list[Claim]:
    return list(map(Claim._make, zip(*found.values(), strict=True)))


def _grade_columns(grades: Mapping[str, tuple[int, str]]) -> Columns:
    rules: dict[str, str] = {}  # each is written once
    told = [rules.setdefault(rule, rule) for _, rule in grades.values()]
    return {"claim": [*grades], "grade": [grade for grade, _ in grades.values()], "rule": told}


def _grades(found: Columns) -> dict[str, tuple[int, str]]:
    return dict(zip(found["claim"], zip(found["grade"], found["rule"], strict=True), strict=True))


def _weighed_columns(weighed: tuple[Sequence[Weighed], int]) -> Columns:
    return _WEIGHED.columns(weighed[0]) | {"in_all": [weighed[1]]}


def _weighed(found: Columns) -> tuple[list[Weighed], int]:
    (in_all,) = found.pop("in_all")
    return _WEIGHED.made(found), in_all


def _card_columns(cards: Sequence[SourceCard]) -> Columns:
    """Cards with the numbers of their flags, and the flags, each once."""
    known: dict[int, tuple[int, Flag]] = {}
    numbers = [[known.setdefault(id(f), (len(known), f))[0] for f in c.flags.values()] for c in cards]
    flags = _FLAG.columns([flag for _, flag in known.values()])
    return _CARD.columns(cards) | {"flags": numbers} | {f"flag {name}": values for name, values in flags.items()}


def _cards(found: Columns) -> list[SourceCard]:
    flags: list[Flag] = _FLAG.made({name: found.pop(f"flag {name}") for name in _FLAG.columns([])})
    found["flags"] = [{flags[n].name: flags[n] for n in numbers} for numbers in found["flags"]]
    return list(map(SourceCard, *(found[f.name] for f in fields(SourceCard))))


def _family_columns(families: Sequence[Family]) -> Columns:
    links = list(_unique(link for family in families for link in family.links))
    place = {id(link): n for n, link in enumerate(links)}
    of_each = [[place[id(link)] for link in family.links] for family in families]
    return _LINK.columns(links) | {"members": [f.members for f in families], "links": of_each}


def _unique(things: Iterable[T]) -> Iterator[T]:
    return iter({id(thing): thing for thing in things}.values())


def _families(found: Columns) -> list[Family]:
    members, of_each = found.pop("members"), found.pop("links")
    links = _LINK.made(found)
    return [Family(m, tuple(links[n] for n in own)) for m, own in zip(members, of_each, strict=True)]


_FLAG, _LINK, _WEIGHED = _of(Flag), _of(Link), _of(Weighed)
_CARD = _columns(SourceCard, [field.name for field in fields(SourceCard) if field.name != "flags"])
_FORMS = {
    "claims": Form(_claim_columns, _claims),
    "findings": _of(Finding),
    "claim_grades": Form(_grade_columns, _grades),
    "ranges": _of(Range),
    "weighed": Form(_weighed_columns, _weighed),
    "links": _LINK,
    "cards": Form(_card_columns, _cards),
    "families": Form(_family_columns, _families),
}
