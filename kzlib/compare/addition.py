"""Numbers that are no total: told on top of another one ("41 autres"), new since the last one, or adding up to a third.

Such a number contradicts nothing and revises nothing, however far it is from the numbers beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from kzlib import lexicon
from kzlib.lexicon import fold

Row = Mapping[str, Any]
NEAR = 400  # characters within which a number is told beside another one: two or three sentences
_LEAST = 10  # a smaller sum is met by chance: a toll that goes from 2 to 3 to 5
_SAME = {"hospitalised": "injured"}  # kinds told in the middle of a count of another one
_EVERYBODY = frozenset({"all", "unspecified"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Added:
    """Why a number is no total: `reason` is other, new or addend; `base` the row it stands beside, None if not given.

    For an addend the base is the total that it is a share of.
    """

    reason: str
    base: int | None


def of_figures(rows: Sequence[Row]) -> list[Added | None]:
    """For each row of figures, ordered by article and offset, why it is no total, None where nothing says so."""
    articles: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        articles[row["doc_id"]].append(index)
    found: dict[int, Added] = {}
    for indexes in articles.values():
        found |= dict(_addends(rows, indexes))
        found |= dict(_on_top(rows, indexes))
        found |= dict(_parts(rows, indexes, found))
    return [found.get(index) for index in range(len(rows))]


def _on_top(rows: Sequence[Row], indexes: Sequence[int]) -> Iterator[tuple[int, Added]]:
    """Numbers whose words say "others" just after a number of the same kind, or "new"."""
    for place, index in enumerate(indexes):
        said = {_added()[w] for w in _WORD.findall(fold(rows[index]["text"])) if w in _added()}
        base = _before(rows, indexes, place) if said else None
        if base is not None or "new" in said:
            yield index, Added("new" if "new" in said else "other", base)


def _before(rows: Sequence[Row], indexes: Sequence[int], place: int) -> int | None:
    """The number told just before, if the one at ``indexes[place]`` goes on counting the same thing."""
    row = rows[indexes[place]]
    for other in (indexes[n] for n in range(place - 1, -1, -1)):
        base = rows[other]
        if row["start"] - base["start"] > NEAR:
            return None
        if base.get("part_of") is not None or _SAME.get(base["kind"]) == row["kind"]:
            continue
        groups = base["group"] == row["group"] or row["group"] in _EVERYBODY
        same = base["kind"] == row["kind"] and groups and base.get("place") == row.get("place")
        return other if same and base["modality"] == row["modality"] == "reported" else None
    return None


def _addends(rows: Sequence[Row], indexes: Sequence[int]) -> Iterator[tuple[int, Added]]:
    """Two numbers told one after the other whose sum the article gives too, for the same thing counted."""
    scopes: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index in indexes:
        row = rows[index]
        if row["bound"] == "exact" and row["modality"] == "reported" and row.get("part_of") is None:
            group = "all" if row["group"] in _EVERYBODY else row["group"]
            scopes[row["kind"], group, row.get("place")].append(index)
    for same in scopes.values():
        totals = {rows[i]["value"]: i for i in reversed(same)}
        for a, b in pairwise(same):
            total = rows[a]["value"] + rows[b]["value"]
            near = rows[b]["start"] - rows[a]["start"] <= NEAR
            if near and total >= _LEAST and total in totals and min(rows[a]["value"], rows[b]["value"]) > 0:
                yield a, Added("addend", totals[total])
                yield b, Added("addend", totals[total])


def _parts(rows: Sequence[Row], indexes: Sequence[int], found: Mapping[int, Added]) -> Iterator[tuple[int, Added]]:
    """Parts of a number that is no total: "114 others, of whom 43 are in hospital" counts no total in hospital."""
    starts = {rows[i]["start"] for i in indexes if i in found and found[i].reason != "addend"}
    for index in indexes:
        if rows[index].get("part_of") in starts and index not in found:
            yield index, Added("other", None)


@cache
def _added() -> dict[str, str]:
    """Word -> why a number with it is no total."""
    return {fold(e.form): e.code for e in lexicon.load("added_counts")}
