"""Independent voices among articles: which ones repeat another, why that is said, and what they share."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kzlib import tables as stored
from kzlib.compare import columns
from kzlib.copies import COPY
from kzlib.lexicon import fold

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Evidence = tuple[str, int, int]

# Kinds of links, those that make two articles one voice first.
ONE_VOICE = ("copy", "declared", "agency")
TELLING = 16  # words of a passage that tell of a common text; fewer are shared by long names and set phrases
_PAIR = ("doc_id", "other_id")
_OVERLAPS = (*_PAIR, "share", "other_share")
_COPIES, _TELLS = f"greatest(share, other_share) >= {COPY}", f"words >= {TELLING}"
_HALF = 0.5  # of a passage within quotation marks, from which it is what both quote, not what one copies


@dataclass(frozen=True, slots=True)
class Link:
    """Why one article is held to repeat another.

    `kind` is copy (half of the shorter text or more is in both), declared (it says where it comes from), agency (both
    say that they give one agency's text) or passage (they share words, too few for a copy: two voices). `original` is
    the earlier one; `ordered` says whether their days tell which that is. `share` is the estimated containment of a
    copy or passage, `words` what a declaration or credit says, `passages` are rows of the table shared.
    """

    doc_id: str
    original: str
    kind: str
    ordered: bool
    share: float | None
    words: str | None
    passages: tuple[Row, ...]

    @property
    def one_voice(self) -> bool:
        """Whether the two count as one voice."""
        return self.kind in ONE_VOICE


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that are one voice: the earliest first, then those that repeat it, with the links between them."""

    members: tuple[str, ...]
    links: tuple[Link, ...]


def origins(tables: Tables, found: Sequence[Link] | None = None) -> dict[str, str]:
    """The independent voice of each article: the earliest of those that are one voice with it, itself if there is none.

    An article known to be later than two that it joins repeats them both, which makes no one voice of those two.
    `found` are the links, where they are known.
    """
    documents = _in_time(tables)
    head = {d["doc_id"]: d["doc_id"] for d in documents}
    place = {doc_id: n for n, doc_id in enumerate(head)}
    joining: defaultdict[str, list[Link]] = defaultdict(list)
    for link in one_voice(tables) if found is None else found:
        if link.one_voice:
            joining[link.doc_id].append(link)
    for doc_id in head:
        known = [k for k in joining[doc_id] if k.ordered]
        unknown = [k for k in joining[doc_id] if not k.ordered]
        for link in [*unknown, *sorted(known, key=_strength)[: not unknown]]:
            first, second = sorted((_head(head, doc_id), _head(head, link.original)), key=place.__getitem__)
            head[second] = first
    return {doc_id: _head(head, doc_id) for doc_id in head}


def _strength(link: Link) -> tuple[int, float]:
    return ONE_VOICE.index(link.kind), -(link.share or 0.0)


def _head(head: dict[str, str], doc_id: str) -> str:
    while head[doc_id] != doc_id:
        head[doc_id] = head[head[doc_id]]
        doc_id = head[doc_id]
    return doc_id


def families(tables: Tables, found: Sequence[Link] | None = None) -> list[Family]:
    """Voices that several articles share, the largest first, then by their first article; `found` as in origins."""
    found = links(tables) if found is None else found
    place = {d["doc_id"]: n for n, d in enumerate(_in_time(tables))}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for doc_id, head in origins(tables, found).items():
        members[head].append(doc_id)
    joined: defaultdict[str, list[Link]] = defaultdict(list)
    heads = {doc_id: head for head, same in members.items() for doc_id in same}
    for link in found:
        if link.one_voice and heads[link.doc_id] == heads[link.original]:
            joined[heads[link.doc_id]].append(link)
    several = [head for head, same in members.items() if len(same) > 1]
    several.sort(key=lambda h: (-len(members[h]), place[h]))
    return [Family(tuple(sorted(members[h], key=place.__getitem__)), tuple(joined[h])) for h in several]


def links(tables: Tables) -> list[Link]:
    """Every reason for which an article is held to repeat an earlier one, in order of article, the strongest first."""
    by_id = {d["doc_id"]: d for d in _in_time(tables)}
    return _ordered_links(by_id, [*_copied(tables, by_id), *_told(by_id)])


def one_voice(tables: Tables) -> list[Link]:
    """The links that make two articles one voice, as in `links` but without passages: what counting voices takes."""
    by_id = {d["doc_id"]: d for d in _in_time(tables)}
    copied = columns.rows(tables, "overlaps", _OVERLAPS, _COPIES)
    made = (_copy(row, by_id, ()) for row in copied if _share(row) >= COPY)
    return _ordered_links(by_id, [*made, *_told(by_id)])


def _ordered_links(documents: Mapping[str, Row], found: Sequence[Link]) -> list[Link]:
    order = {doc_id: n for n, doc_id in enumerate(documents)}
    kinds = (*ONE_VOICE, "passage")
    return sorted(found, key=lambda k: (order[k.doc_id], kinds.index(k.kind), -(k.share or 0.0), order[k.original]))


def _told(documents: Mapping[str, Row]) -> Iterator[Link]:
    """What articles say of where they come from."""
    in_time = [*documents.values()]
    yield from _declared(in_time)
    yield from _credited(in_time)


def _in_time(tables: Tables) -> list[Row]:
    """Articles by day of publication, those of unknown day last."""
    return sorted(tables["documents"], key=lambda d: (d.get("published") or dt.date.max, d["doc_id"]))


def _ordered(first: Row, second: Row) -> bool:
    a, b = first.get("published"), second.get("published")
    return bool(a and b and a != b)


def _copied(tables: Tables, documents: Mapping[str, Row]) -> Iterator[Link]:
    """The copies, and the pairs that share words which tell of a common text."""
    overlaps = columns.rows(tables, "overlaps", _OVERLAPS, f"{_COPIES} OR {_within('shared', _TELLS)}")
    where = f"{_TELLS} OR {_within('overlaps', _COPIES)}"
    shared = columns.ordered(tables, "shared", stored.schema("shared").names, _PAIR, where)
    passages: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, pair in enumerate(zip(*(shared.column(name) for name in _PAIR), strict=True)):
        passages[pair].append(number)
    quoted = _direct(tables)
    for row in overlaps:
        common = passages.get((row["doc_id"], row["other_id"]), [])
        if _share(row) >= COPY:
            yield _copy(row, documents, shared.some(common))
        else:
            long = shared.some(n for n in common if shared.value("words", n) >= TELLING)
            own = [p for p in long if not _quoted(p, quoted[p["doc_id"]])]
            if own:
                yield _copy(row, documents, own)


def _within(table: str, where: str) -> str:
    """The condition that a pair of articles is one of those that meet another condition."""
    return f'(doc_id, other_id) IN (SELECT (doc_id, other_id) FROM "{table}" WHERE {where})'


def _share(overlap: Row) -> float:
    """Share of the shorter article's runs that the other one holds."""
    return float(max(overlap["share"], overlap["other_share"]))


def _copy(overlap: Row, documents: Mapping[str, Row], passages: Sequence[Row]) -> Link:
    """The link that a row of table overlaps comes to."""
    doc_id, other = overlap["doc_id"], overlap["other_id"]
    kind = "copy" if _share(overlap) >= COPY else "passage"
    ordered = _ordered(documents[other], documents[doc_id])
    return Link(doc_id, other, kind, ordered, round(_share(overlap), 2), None, tuple(passages))


def _direct(tables: Tables) -> defaultdict[str, list[tuple[int, int]]]:
    """Where in each article somebody is quoted in his words."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    rows = columns.read(tables, "quotations", ("doc_id", "start", "end", "kind"), "kind = 'direct'")
    for doc_id, start, end, kind in zip(*rows.values(), strict=True):
        if kind == "direct":
            found[doc_id].append((start, end))
    return found


def _quoted(passage: Row, quotations: Sequence[tuple[int, int]]) -> bool:
    """Whether a passage is mostly what somebody is quoted as saying: two reporters may have heard it."""
    inside = sum(max(0, min(end, passage["end"]) - max(start, passage["start"])) for start, end in quotations)
    return bool(inside >= _HALF * (passage["end"] - passage["start"]))


def _declared(documents: Sequence[Row]) -> Iterator[Link]:
    """Republications and translations of an article that is in the corpus: of its publisher, named in the note.

    Where a publisher has several articles, only the one whose title or address the note, or the article, gives.
    """
    published: defaultdict[str, list[Row]] = defaultdict(list)
    for row in documents:
        if row.get("publisher"):
            published[fold(row["publisher"])].append(row)
    for row in documents:
        note = row.get("origin_basis") or ""
        if row.get("origin") in ("republished", "translated") and note:
            told = f" {' '.join(fold(note).split())} "
            named = [d for name in _named(told, published) for d in published[name] if d is not row]
            exact = [d for d in named if _same_title(d, row) or (d.get("url") and fold(d["url"]) in told)]
            original = next(iter(exact or (named if len(named) == 1 else [])), None)
            if original is not None and _not_later(original, row):
                words = note.removeprefix("text: ")
                yield Link(row["doc_id"], original["doc_id"], "declared", True, None, words, ())


def _named(told: str, published: Mapping[str, list[Row]]) -> list[str]:
    """Publishers whose name stands in a note as words of their own."""
    words = "".join(c if c.isalnum() else " " for c in told)
    return [n for n in published if f" {' '.join(''.join(c if c.isalnum() else ' ' for c in n).split())} " in words]


def _same_title(a: Row, b: Row) -> bool:
    first, second = (fold(d.get("title") or "") for d in (a, b))
    return bool(first) and first == second


def _not_later(original: Row, row: Row) -> bool:
    a, b = original.get("published"), row.get("published")
    return not (a and b) or bool(a <= b)


def _credited(documents: Sequence[Row]) -> Iterator[Link]:
    """Articles that credit one agency: each is linked to the first that does."""
    first: dict[str, Row] = {}
    for row in documents:
        for agency in row.get("credit") or ():
            original = first.setdefault(agency, row)
            if original is not row:
                words = row.get("credit_basis")
                yield Link(row["doc_id"], original["doc_id"], "agency", _ordered(original, row), None, words, ())


def agencies(tables: Tables) -> list[tuple[str, int]]:
    """Agencies that articles credit as a whole, with the number of articles, the most credited first."""
    counts = Counter(name for d in tables["documents"] for name in d.get("credit") or ())
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
