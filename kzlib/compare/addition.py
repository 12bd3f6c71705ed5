"""Numbers that are no total: told on top of another one ("41 autres"), new since the last one, or adding up to a third.

Such a number contradicts nothing and revises nothing, however far it is from the numbers beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from typing import Any

from kzlib import lexicon
from kzlib.compare.columns import Columns
from kzlib.lexicon import fold

Row = Mapping[str, Any]
Rows = Mapping[int, Row]
NEAR = 400  # characters within which a number is told beside another one: two or three sentences
_LEAST = 10  # a smaller sum is met by chance: a toll that goes from 2 to 3 to 5
_MANY = 40  # figures of an article, of which all pairs are no longer tried beforehand
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


def of_figures(figures: Columns) -> dict[int, Added]:
    """Why figures are no total, by their number, of those of which something says so; ordered by article and offset."""
    found: dict[int, Added] = {}
    for indexes in _told_together(figures):
        rows = {n: {name: values[n] for name, values in figures.items()} for n in indexes}
        own = dict(_addends(rows, indexes))
        own |= dict(_on_top(rows, indexes))
        found |= own | dict(_parts(rows, indexes, own))
    return found


def _told_together(figures: Columns) -> Iterator[range]:
    """The figures of each article that one of the rules may say something of, as numbers of rows."""
    added = re.compile(b"|".join(sorted(re.escape(_letters(form)) for form in _added())))
    docs, values = figures["doc_id"], figures["value"]
    last = 0
    for first, doc_id in enumerate(docs):
        if first < last:
            continue
        last = first + 1
        while last < len(docs) and docs[last] == doc_id:
            last += 1
        if _sums(values[first:last]) or added.search(_letters("\n".join(figures["text"][first:last]))):
            yield range(first, last)


def _letters(text: str) -> bytes:
    """What is plain in a folded text, for a first look: `fold` leaves out accents one by one, which takes longer."""
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore")


def _sums(values: Sequence[float]) -> bool:
    """Whether two of some numbers may add up to a third."""
    known = set(values)
    many = len(values) > _MANY
    return many or (len(values) > 2 and any(a + b in known for a, b in combinations(values, 2) if a + b >= _LEAST))


def _on_top(rows: Rows, indexes: Sequence[int]) -> Iterator[tuple[int, Added]]:
    """Numbers whose words say "others" just after a number of the same kind, or "new"."""
    for place, index in enumerate(indexes):
        said = {_added()[w] for w in _WORD.findall(fold(rows[index]["text"])) if w in _added()}
        base = _before(rows, indexes, place) if said else None
        if base is not None or "new" in said:
            yield index, Added("new" if "new" in said else "other", base)


def _before(rows: Rows, indexes: Sequence[int], place: int) -> int | None:
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


def _addends(rows: Rows, indexes: Sequence[int]) -> Iterator[tuple[int, Added]]:
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


def _parts(rows: Rows, indexes: Sequence[int], found: Mapping[int, Added]) -> Iterator[tuple[int, Added]]:
    """Parts of a number that is no total: "114 others, of whom 43 are in hospital" counts no total in hospital."""
    starts = {rows[i]["start"] for i in indexes if i in found and found[i].reason != "addend"}
    for index in indexes:
        if rows[index].get("part_of") in starts and index not in found:
            yield index, Added("other", None)


@cache
def _added() -> dict[str, str]:
    """Word -> why a number with it is no total."""
    return {fold(e.form): e.code for e in lexicon.load("added_counts")}
