"""Voices: who stands behind a figure, so that a source counts once however it is named and whoever quotes it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from kzlib import lexicon
from kzlib.lexicon import fold

Row = dict[str, Any]
_WORD = re.compile(r"[\w-]+")
_RECURS = 10
_QUALIFIER = re.compile(r"\s*\([^)]*\)\s*$")


def of_figures(figures: Sequence[Row], mentions: Iterable[Row]) -> list[str | None]:
    """The voice of each figure: who is named, else who passes it on, else who gives the same number in that article.

    A headline or a first paragraph gives a number whose source comes further down. A spokesperson speaks with the
    voice of the body spoken for, a minister with that of the ministry. None where the article names nobody.
    """
    names = _one_name(row.get(c) for row in figures for c in ("attributed_to", "relayed_by"))
    bodies = _spoken_for(mentions)
    named = []
    for row in figures:
        name = row.get("attributed_to") or row.get("relayed_by")
        body = bodies.get(name)
        named.append(names.get(body, body) if body else names.get(name))
    elsewhere: dict[tuple[Any, ...], str] = {}
    for row, voice in zip(figures, named, strict=True):
        if voice:
            elsewhere.setdefault(_counted(row), voice)
    return [voice or elsewhere.get(_counted(row)) for row, voice in zip(figures, named, strict=True)]


def _counted(row: Row) -> tuple[Any, ...]:
    """What makes two figures of one article the same; the place only of small numbers, which recur by chance."""
    place = row.get("place") if row["value"] < _RECURS else None
    return row["doc_id"], row["kind"], row["group"], place, row["value"], row.get("value_high")


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


def _spoken_for(mentions: Iterable[Row]) -> dict[str | None, str]:
    """Name of a person -> name of the body, where the function written beside the name is to speak for, or head, one.

    A spokesperson's body is one named within the function, in that article; a minister's is the ministry of the
    function and country, wherever it is named.
    """
    rows = sorted(mentions, key=lambda r: (r["doc_id"], r["start"]))
    bodies = [r for r in rows if r["type"] in ("organisation", "group")]
    here: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in bodies:
        here[row["doc_id"]].setdefault(fold(row["text"]), row["name"])
    headed = {(_words(_QUALIFIER.sub("", r["name"])), r.get("country")): r["name"] for r in reversed(bodies)}
    found: dict[str | None, str] = {}
    for row in rows:
        if row["type"] == "person" and row.get("role") and row["name"] not in found:
            role = fold(row["role"])
            body = _named_within(role, here[row["doc_id"]]) or _headed(role, row.get("country"), headed)
            if body:
                found[row["name"]] = body
    return found


def _named_within(role: str, bodies: dict[str, str]) -> str | None:
    """The body with the longest name within a spokesperson's function."""
    if not any(form in role for form, body in _functions() if not body):
        return None
    inside = [words for words in bodies if words in role]
    return bodies[max(inside, key=lambda w: (len(w), w))] if inside else None


def _headed(role: str, country: str | None, bodies: dict[tuple[frozenset[str], str | None], str]) -> str | None:
    """The body that a minister or prosecutor heads: its name is the function with "ministère" for "ministre"."""
    words = _words(role)
    for form, body in _functions():
        if body and form in words:
            wanted = words - {form} | {body}
            fitting = [(len(name), bodies[name, home]) for name, home in bodies if name <= wanted and home == country]
            whole = [(count, name) for count, name in fitting if count > 1]
            return max(whole)[1] if whole else None
    return None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(fold(name)) if len(w) > 3 or w.isdigit())


@cache
def _functions() -> tuple[tuple[str, str], ...]:
    """Functions and, where they head a body, the word for it; folded."""
    return tuple((fold(e.form), fold(e.extra["body"])) for e in lexicon.load("spokespersons"))
