"""Voices: who stands behind a figure, so that a source counts once however it is named and whoever quotes it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from kzlib import lexicon
from kzlib.compare import columns
from kzlib.compare.columns import Columns, Tables
from kzlib.lexicon import fold

_WORD = re.compile(r"[\w-]+")
_RECURS = 10
_QUALIFIER = re.compile(r"\s*\([^)]*\)\s*$")


def of_figures(figures: Columns, tables: Tables) -> list[str | None]:
    """The voice of each figure: who is named, else who passes it on, else who gives the same number in that article.

    A headline or a first paragraph gives a number whose source comes further down. A spokesperson speaks with the
    voice of the body spoken for, a minister with that of the ministry. None where the article names nobody.
    """
    told = [by or through for by, through in zip(figures["attributed_to"], figures["relayed_by"], strict=True)]
    names = _one_name({*figures["attributed_to"], *figures["relayed_by"]})
    bodies = _spoken_for(tables, set(told))
    voices: dict[str | None, str | None] = {None: None, "": None}
    for name in {*told} - {None, ""}:
        body = bodies.get(name)
        voices[name] = names.get(body, body) if body else names.get(name)
    named = [voices[name] for name in told]
    counted = [_counted(*row) for row in zip(*(figures[name] for name in _COUNTED), strict=True)]
    elsewhere: dict[tuple[Any, ...], str] = {}
    for key, voice in zip(counted, named, strict=True):
        if voice:
            elsewhere.setdefault(key, voice)
    return [voice or elsewhere.get(key) for key, voice in zip(counted, named, strict=True)]


_COUNTED = ("doc_id", "kind", "group", "place", "value", "value_high")


def _counted(
    doc_id: str, kind: str, group: str, place: str | None, value: float, value_high: float | None
) -> tuple[Any, ...]:
    """What makes two figures of one article the same; the place only of small numbers, which recur by chance."""
    return doc_id, kind, group, place if value < _RECURS else None, value, value_high


def _one_name(names: Iterable[str | None]) -> dict[str | None, str]:
    """One name a voice: "Ministère de l'Intérieur" is the "(Kazakhstan)" one where no other country's is named."""
    bare: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        if name:
            bare[fold(_QUALIFIER.sub("", name))].add(name)
    voices: dict[str | None, str] = {}
    for same in bare.values():
        qualified = sorted(n for n in same if _QUALIFIER.search(n))
        plain = sorted(n for n in same if not _QUALIFIER.search(n))
        voices |= {name: name for name in qualified}
        voices |= {name: qualified[0] if len(qualified) == 1 else plain[0] for name in plain}
    return voices


def _spoken_for(tables: Tables, wanted: Collection[str | None]) -> dict[str | None, str]:
    """Name of a person -> name of the body, where the function written beside the name is to speak for, or head, one.

    A spokesperson's body is one named within the function, in that article; a minister's is the ministry of the
    function and country, wherever it is named. `wanted` are the names that matter.
    """
    speaking = [p for p in _persons(tables) if p[1] in wanted]
    if not speaking:
        return {}
    here, headed = _bodies(tables, {doc_id for doc_id, *_ in speaking})
    found: dict[str | None, str] = {}
    for doc_id, name, role, country in speaking:
        if name not in found:
            body = _named_within(role, here[doc_id]) or _headed(role, country, headed)
            if body:
                found[name] = body
    return found


def _persons(tables: Tables) -> list[tuple[str, str, str, str | None]]:
    """Article, name, folded function and state of persons who speak for a body or head one, in order of the text."""
    names = ("doc_id", "start", "name", "role", "country", "type")
    rows = columns.read(tables, "mentions", names, "type = 'person' AND role IS NOT NULL")
    functions = {role: fold(role) for role in set(rows["role"]) if role}
    functions = {role: told for role, told in functions.items() if any(form in told for form, _ in _functions())}
    found = [
        (doc_id, start, name, functions[role], country)
        for doc_id, start, name, role, country, kind in zip(*(rows[n] for n in names), strict=True)
        if kind == "person" and role in functions
    ]
    return [(doc_id, *rest) for doc_id, _, *rest in sorted(found, key=lambda p: p[:2])]


_Headed = defaultdict[str | None, dict[frozenset[str], str]]  # state -> words of a name -> the body


def _bodies(tables: Tables, docs: Collection[str]) -> tuple[defaultdict[str, dict[str, str]], _Headed]:
    """Bodies that some articles name, by article and folded words; and all, by the words of their name and state."""
    names = ("doc_id", "start", "text", "name", "country", "type")
    rows = columns.read(tables, "mentions", names, "type IN ('organisation', 'group')")
    here: defaultdict[str, dict[str, str]] = defaultdict(dict)
    first: dict[tuple[str, str | None], tuple[str, int]] = {}
    told = []
    for doc_id, start, text, name, country, kind in zip(*(rows[n] for n in names), strict=True):
        if kind in ("organisation", "group"):
            place = first.get((name, country))
            if place is None or (doc_id, start) < place:
                first[name, country] = doc_id, start
            if doc_id in docs:
                told.append((doc_id, start, text, name))
    for doc_id, _, text, name in sorted(told, key=lambda b: b[:2]):
        here[doc_id].setdefault(fold(text), name)
    headed: _Headed = defaultdict(dict)
    for name, country in sorted(first, key=first.__getitem__, reverse=True):
        headed[country][_words(_QUALIFIER.sub("", name))] = name
    return here, headed


def _named_within(role: str, bodies: dict[str, str]) -> str | None:
    """The body with the longest name within a spokesperson's function."""
    if not any(form in role for form, body in _functions() if not body):
        return None
    inside = [words for words in bodies if words in role]
    return bodies[max(inside, key=lambda w: (len(w), w))] if inside else None


def _headed(role: str, country: str | None, bodies: _Headed) -> str | None:
    """The body that a minister or prosecutor heads: its name is the function with "ministère" for "ministre"."""
    words = _words(role)
    for form, body in _functions():
        if body and form in words:
            wanted = words - {form} | {body}
            known = bodies.get(country, {}).items()
            fitting = [(len(name), named) for name, named in known if len(name) > 1 and name <= wanted]
            return max(fitting)[1] if fitting else None
    return None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(fold(name)) if len(w) > 3 or w.isdigit())


@cache
def _functions() -> tuple[tuple[str, str], ...]:
    """Functions and, where they head a body, the word for it; folded."""
    return tuple((fold(e.form), fold(e.extra["body"])) for e in lexicon.load("spokespersons"))
