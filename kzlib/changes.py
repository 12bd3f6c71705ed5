"""What changed between two editions: articles, figures, days of events, grades, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from kzlib.compare import Actor, Claim, Finding, Happening, Range
from kzlib.edition import Edition
from kzlib.reliability import SourceCard

Row = dict[str, Any]
T = TypeVar("T")
EARLIER = "earlier"  # folder beside the tables that holds those of the edition to compare with


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """One thing in two editions: `before` is None if it is new, `after` None if it is gone."""

    before: T | None
    after: T | None


@dataclass(frozen=True)
class Changes:
    """Everything that differs between an earlier edition and this one; each list in the order of this edition."""

    earlier: Edition
    edition: Edition

    @cached_property
    def articles(self) -> list[Change[Row]]:
        """Articles that came in, were left out, or whose file is another one."""
        return _differing(self.earlier.documents.values(), self.edition.documents.values(), _doc_id, _file)

    @cached_property
    def figures(self) -> list[Change[Range]]:
        """Ranges that are new, gone, or have another lowest, best or highest number."""
        return _differing(self.earlier.ranges, self.edition.ranges, _scope, _numbers)

    @cached_property
    def readings(self) -> list[Change[Claim]]:
        """Claims that came or went though their article's file did not change: the reading did, or a correction."""
        same = {d for d, row in self.edition.documents.items() if _file(self.earlier.documents.get(d)) == _file(row)}
        before, after = ([c for c in e.claims if c.doc_id in same] for e in (self.earlier, self.edition))
        return _differing(before, after, lambda c: c.id, lambda c: c.as_of)

    @cached_property
    def events(self) -> list[Change[Happening]]:
        """Events told in both editions that are put on another day."""
        found = _differing(
            self.earlier.happenings, self.edition.happenings, lambda h: h.event_id, lambda h: (h.first, h.last)
        )
        return [c for c in found if c.before and c.after]

    @cached_property
    def happenings(self) -> list[Change[Happening]]:
        """Events that only one of the two tells."""
        found = _differing(self.earlier.happenings, self.edition.happenings, lambda h: h.event_id, lambda h: h.event_id)
        return [c for c in found if not (c.before and c.after)]

    @cached_property
    def findings(self) -> list[Change[Finding]]:
        """Findings that only one of the two has: about other claims, or in other words."""
        before, after = self.earlier.disagreements, self.edition.disagreements
        return _differing(before, after, lambda f: f.sentence, lambda f: f.type)

    @cached_property
    def actors(self) -> list[Change[Actor]]:
        """Actors that appear in only one of the two."""
        return _differing(self.earlier.actors, self.edition.actors, lambda a: a.actor_id, lambda a: a.actor_id)

    @cached_property
    def grades(self) -> list[Change[SourceCard]]:
        """Articles of both editions whose grade is another one."""
        found = _differing(self.earlier.cards, self.edition.cards, lambda c: c.doc_id, lambda c: c.grade)
        return [c for c in found if c.before and c.after]

    @cached_property
    def claim_grades(self) -> list[Change[tuple[str, int, str]]]:
        """Claims of both editions, as (id, grade, rule), whose grade is another one."""
        before, after = (
            [(key, *e.claim_grades[key]) for key in e.claim if key in self.earlier.claim and key in self.edition.claim]
            for e in (self.earlier, self.edition)
        )
        return _differing(before, after, lambda g: g[0], lambda g: g[1])

    @cached_property
    def corrections(self) -> list[Row]:
        """Corrections that the earlier edition did not hold."""
        known = {_correction(c) for c in self.earlier.tables["corrections"]}
        return [c for c in self.edition.tables["corrections"] if _correction(c) not in known]


def since(edition: Edition) -> Changes | None:
    """What changed since the edition whose tables lie beside those of this one; None if there are none."""
    folder = edition.folder.parent / EARLIER
    return Changes(Edition.open(folder), edition) if folder.exists() else None


def _differing(
    before: Iterable[T], after: Iterable[T], key: Callable[[T], object], value: Callable[[T], object]
) -> list[Change[T]]:
    """Things whose value differs, new ones included, in the order of `after`; then those that are gone."""
    old = {key(item): item for item in before}
    new = {key(item): item for item in after}
    found = [Change(old.get(k), item) for k, item in new.items() if k not in old or value(old[k]) != value(item)]
    return found + [Change(item, None) for k, item in old.items() if k not in new]


def _doc_id(row: Row) -> object:
    return row["doc_id"]


def _file(row: Row | None) -> object:
    return row["sha256"] if row else None


def _scope(found: Range) -> object:
    return found.kind, found.group, found.place


def _numbers(found: Range) -> object:
    return found.low, found.best, found.high, found.open_high


def _correction(row: Row) -> tuple[object, ...]:
    return tuple(row[c] for c in ("doc_id", "table", "words", "change", "reason"))
