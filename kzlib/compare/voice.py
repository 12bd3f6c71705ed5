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
_QUALIFIER = re.compile(r"\s*\([^)]*\)\s*$")


def of_figures(figures: Sequence[Row], mentions: Iterable[Row]) -> list[str | None]:
    """The voice of each figure: who is named, else who passes it on, else who gives the same number in that article.

    A headline or a first paragraph gives a number whose source comes further down. A spokesperson speaks with the
    voice of the body spoken for. None where the article names nobody.
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
    return row["doc_id"], row["kind"], row["group"], row.get("place"), row["value"], row.get("value_high")


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
    """Name of a spokesperson -> name of the body, where the function written beside the name holds a named body."""
    people: list[Row] = []
    bodies: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in mentions:
        if row["type"] == "organisation":
            bodies[row["doc_id"]].setdefault(fold(row["text"]), row["name"])
        elif row["type"] == "person" and any(f in fold(row.get("role") or "") for f in _functions()):
            people.append(row)
    found: dict[str | None, str] = {}
    for row in sorted(people, key=lambda r: (r["doc_id"], r["start"])):
        role = fold(row["role"])
        inside = [words for words in bodies[row["doc_id"]] if words in role]
        if inside:
            found.setdefault(row["name"], bodies[row["doc_id"]][max(inside, key=lambda w: (len(w), w))])
    return found


@cache
def _functions() -> tuple[str, ...]:
    return tuple(fold(e.form) for e in lexicon.load("spokespersons"))
