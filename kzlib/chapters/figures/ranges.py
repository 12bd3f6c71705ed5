"""Ranges: lowest, best and highest of each thing counted, the arithmetic behind them, and the range of each day."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kzlib import compare
from kzlib.chapters.toll import KINDS, by_kind, counted, said
from kzlib.compare import Claim, Range, scope
from kzlib.compare.consistency import historical
from kzlib.edition import Edition
from kzlib.evidence import Column, day, link, missing, shorten, table

# How many claims of each list of the arithmetic are shown; scopes and days of the daily ranges.
LISTED, SCOPES, DAYS = 6, 6, 31


def ranges(edition: Edition, most: int) -> Markup:
    """Lowest, best and highest for each kind, group and place, with the rule that chose the best and its arithmetic."""
    if not edition.ranges:
        return Markup("<p>No range can be given: there is no figure.</p>")
    columns = [
        Column("Counted"),
        Column("Lowest", "n"),
        Column("Best", "n"),
        Column("Highest", "n"),
        Column("Independent voices", "n"),
        Column("Articles", "n"),
        Column("How the best was chosen", "words"),
    ]
    rows = [_range(edition, r) for r in by_kind(_weightiest(edition.ranges, most))]
    return table("Ranges", columns, rows, len(edition.ranges), id="t-ranges")


def _weightiest(found: Sequence[Range], most: int) -> list[Range]:
    """At most so many ranges, those that most voices speak of first."""
    order = list(KINDS)
    rank = {k: n for n, k in enumerate(order)}
    return sorted(found, key=lambda r: (r.kind not in rank, -r.origins, rank.get(r.kind, 0), -len(r.claims)))[:most]


def _range(edition: Edition, found: Range) -> tuple[object, ...]:
    return (
        counted(found),
        _end(edition, found.low_claim),
        _end(edition, found.best_claim),
        _end(edition, found.high_claim),
        found.origins,
        found.articles,
        _arithmetic(edition, found),
    )


def _end(edition: Edition, claim_id: str | None) -> object:
    claim = edition.claim.get(claim_id or "")
    return link(claim, said(claim)) if claim else missing("none")


def _arithmetic(edition: Edition, found: Range) -> Markup:
    """The rule, and behind it the claims that compete, those replaced as earlier, those left out and why."""
    lists = (
        ("Compete", found.claims, False),
        ("Replaced as earlier, or second to another number of the article", found.earlier, False),
        ("Left out", found.excluded, True),
    )
    items = Markup("").join(
        Markup("<dt>{}</dt>{}").format(head, _claims(edition, ids, reasons, set(found.excluded)))
        for head, ids, reasons in lists
        if ids
    )
    return Markup('<details class="why"><summary>{}</summary><dl>{}</dl></details>').format(found.rule, items)


def _claims(edition: Edition, ids: Sequence[str], reasons: bool, excluded: set[str]) -> Markup:
    shown = [edition.claim[i] for i in ids[:LISTED]]
    items = Markup("").join(
        Markup("<dd>{}{}</dd>").format(_told(c), f": {_why_not(edition, c, excluded)}" if reasons else "")
        for c in shown
    )
    return items + (Markup("<dd>and {:,} more</dd>").format(len(ids) - LISTED) if len(ids) > LISTED else Markup(""))


def _told(claim: Claim) -> Markup:
    """A claim in a line: its number as a link, its day, who says it."""
    who = shorten(claim.speaker or claim.voice or "no source named", 80)
    return Markup("{} ({}, {})").format(link(claim, said(claim)), day(claim.day) or "no day", who)


def _why_not(edition: Edition, claim: Claim, excluded: set[str]) -> str:
    """Why a range leaves a claim out."""
    if claim.modality != "reported":
        return claim.modality
    whole = edition.claim.get(claim.part_of or "")
    if whole and scope.same_scope(whole, claim):
        return f"a part of {said(whole)}"
    return "of another time" if historical(claim) else "withdrawn later"


def daily(edition: Edition, most: int = SCOPES) -> Markup:
    """Lowest, best and highest of every day, for the things counted on most days, each table on demand."""
    found = []
    for each in sorted(edition.ranges, key=lambda r: (r.kind not in KINDS, -len(r.claims) - len(r.earlier))):
        own = [edition.claim[i] for i in (*each.claims, *each.earlier, *each.excluded)]
        days = compare.daily(own, each.kind, each.group, each.place)
        if len(days) > 1:
            found.append((each, days))
        if len(found) == most:
            break
    if not found:
        return Markup("<p>Nothing is counted on more than one day, so there are no ranges by day.</p>")
    return Markup("\n").join(_days(edition, each, days) for each, days in by_kind_of(found))


def by_kind_of(found: Sequence[tuple[Range, list[Range]]]) -> list[tuple[Range, list[Range]]]:
    """Pairs in the order in which kinds are shown."""
    days = {id(each): days for each, days in found}
    return [(each, days[id(each)]) for each in by_kind([each for each, _ in found])]


def _days(edition: Edition, each: Range, days: Sequence[Range]) -> Markup:
    columns = [Column("Day", "day"), Column("Lowest", "n"), Column("Best", "n"), Column("Highest", "n")]
    columns += [Column("Independent voices", "n")]
    rows = [
        (day(r.day), *(_end(edition, i) for i in (r.low_claim, r.best_claim, r.high_claim)), r.origins)
        for r in days[-DAYS:]
    ]
    inner = table(f"{counted(each).capitalize()}, by day", columns, rows, len(days))
    return Markup("<details><summary>{}</summary>{}</details>").format(counted(each).capitalize(), inner)
