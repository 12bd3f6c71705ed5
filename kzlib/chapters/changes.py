"""Changes: what an edition says differently from the one before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from kzlib.changes import Change, Changes, since
from kzlib.chapters.toll import counted, said
from kzlib.compare import Claim, Happening, Range
from kzlib.edition import Edition
from kzlib.evidence import Column, day, days, joined, link, missing, source, table, tally, visible

MOST = 60  # rows of a table
BEFORE_AFTER = (Column("Before", "words"), Column("Now", "words"))


def page(edition: Edition) -> Markup:
    """The whole page: one sentence that counts the changes, then a table for each kind of them."""
    changes = since(edition)
    if changes is None:
        return Markup("<p>This book was built without an earlier edition to compare with, so nothing is listed.</p>")
    parts = [p for p in (build(changes) for build in PARTS) if p is not None]
    if not parts:
        return Markup("<p>Nothing changed since {}.</p>").format(_name(changes.earlier))
    counts = joined(tally(total, noun, f"#{name}", many) for name, total, noun, many, _ in parts)
    text = Markup("<p>Since {}: {}.</p>").format(_name(changes.earlier), counts)
    return text + Markup("").join(html for *_, html in parts)


def _name(earlier: Edition) -> str:
    return f"edition {earlier.name or earlier.edition}"


# Address, how many, what they are called (one, many), and the table.
Part = tuple[str, int, str, str, Markup]


def _part(
    name: str, noun: str, many: str, heading: str, columns: Sequence[Column], rows: list[tuple[object, ...]]
) -> Part | None:
    """A table of changes with its heading; None if there are none."""
    if not rows:
        return None
    caption = f"{heading}, compared with the earlier edition"
    html = Markup("<h2>{}</h2>").format(heading) + table(caption, columns, rows[:MOST], len(rows), id=name)
    return name, len(rows), noun, many, html


def _articles(changes: Changes) -> Part | None:
    def row(change: Change[dict[str, Any]]) -> tuple[object, ...]:
        one = change.after or change.before
        assert one
        what = "another text" if change.before and change.after else "added" if change.after else "left out"
        name = source(one["doc_id"]) if change.after else one["doc_id"]
        return name, day(one["published"]) or missing("not dated"), what

    columns = (Column("Article"), Column("Published", "day"), Column("Change"))
    rows = [row(c) for c in changes.articles]
    return _part("changed-articles", "article", "articles", "Articles added and left out", columns, rows)


def _figures(changes: Changes) -> Part | None:
    def row(change: Change[Range]) -> tuple[object, ...]:
        one = change.after or change.before
        assert one
        before = _range(changes.earlier, change.before, linked=False)
        return counted(one), before, _range(changes.edition, change.after, linked=True)

    columns = (Column("Counted"), *BEFORE_AFTER)
    rows = [row(c) for c in changes.figures]
    return _part("changed-figures", "figure", "figures", "Figures that moved", columns, rows)


def _range(edition: Edition, found: Range | None, linked: bool) -> object:
    """A range as lowest, best, highest; linked to the words only where this site holds them."""
    if found is None:
        return missing("not counted")

    def value(claim_id: str | None) -> object:
        claim = edition.claim.get(claim_id or "")
        if claim is None:
            return "none"
        return link(claim, said(claim)) if linked else said(claim)

    if found.low == found.best == found.high:
        return value(found.best_claim)
    ends = (value(found.low_claim), value(found.high_claim))
    return Markup("{} (from {} to {})").format(value(found.best_claim), *ends)


def _events(changes: Changes) -> Part | None:
    def row(change: Change[Happening]) -> tuple[object, ...]:
        assert change.before and change.after
        before, now = (days(h.first, h.last) or missing("not dated") for h in (change.before, change.after))
        return link(change.after.tellings[0]), before, now

    columns = (Column("Event", "words"), *BEFORE_AFTER)
    rows = [row(c) for c in changes.events]
    return _part(
        "changed-events",
        "event put on another day",
        "events put on another day",
        "Events put on another day",
        columns,
        rows,
    )


def _grades(changes: Changes) -> Part | None:
    rows: list[tuple[object, ...]] = [
        (source(c.after.doc_id), c.before.grade, f"{c.after.grade}: {c.after.grade_rule}")
        for c in changes.grades
        if c.before and c.after
    ]
    for change in changes.claim_grades:
        assert change.before and change.after
        claim = changes.edition.claim[change.after[0]]
        shown = Markup("{}, {}").format(link(claim, said(claim)), counted(claim))
        rows.append((shown, change.before[1], f"{change.after[1]}: {change.after[2]}"))
    columns = (Column("Article or claim"), *BEFORE_AFTER)
    return _part("changed-grades", "grade", "grades", "Grades that changed", columns, rows)


def _readings(changes: Changes) -> Part | None:
    def row(change: Change[Claim]) -> tuple[object, ...]:
        one = change.after or change.before
        assert one
        before = _claim(change.before) if change.before else missing("not read")
        now = link(change.after, _claim(change.after)) if change.after else missing("not read")
        return source(one.doc_id), before, now

    columns = (Column("Article"), *BEFORE_AFTER)
    rows = [row(c) for c in changes.readings]
    heading = "Figures read otherwise in articles that did not change"
    return _part("changed-readings", "figure read otherwise", "figures read otherwise", heading, columns, rows)


def _claim(claim: Claim) -> str:
    when = f", {day(claim.as_of)}" if claim.as_of else ""
    return f"{said(claim)} {counted(claim)} ({claim.speaker or 'no source given'}{when})"


def _corrections(changes: Changes) -> Part | None:
    rows: list[tuple[object, ...]] = [
        (source(c["doc_id"]), visible(f"{c['table']}: {c['change']}"), visible(c["reason"]))
        for c in changes.corrections
    ]
    columns = (Column("Article"), Column("Correction", "words"), Column("Reason", "words"))
    return _part("changed-corrections", "correction", "corrections", "Corrections made", columns, rows)


PARTS: tuple[Callable[[Changes], Part | None], ...] = (
    _articles,
    _figures,
    _events,
    _grades,
    _readings,
    _corrections,
)
