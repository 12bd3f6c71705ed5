"""Ranges: lowest, best and highest of each thing counted, the arithmetic behind them, and the range of each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from kzlib import compare
from kzlib.chapters.folds import why
from kzlib.chapters.toll import KINDS, by_kind, counted, said
from kzlib.compare import Claim, Range
from kzlib.edition import Edition
from kzlib.evidence import Column, day, link, missing, shorten, table

# How many claims of each list of the arithmetic are shown; scopes and days of the daily ranges; rows of the
# table, each of which holds its arithmetic.
LISTED, SCOPES, DAYS, ROWS = 4, 4, 21, 25


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
    rows = [_range(edition, r) for r in by_kind(_weightiest(edition.ranges, min(most, ROWS)))]
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
    whole = [edition.claim[i] for i in (*found.claims, *found.earlier, *found.excluded)]
    reasons = compare.left_out(whole)
    lists = (
        ("Compete", found.claims),
        ("Replaced by a later number of the same voice, or second to another number of the article", found.earlier),
        ("Left out", found.excluded),
    )
    items = Markup("").join(
        Markup("<dt>{}</dt>{}").format(head, _claims(edition, ids, reasons)) for head, ids in lists if ids
    )
    return why(found.rule, Markup("<dl>{}</dl>").format(items))


def _claims(edition: Edition, ids: Sequence[str], why: Mapping[str, str]) -> Markup:
    items = [
        Markup("<dd>{}{}</dd>").format(_told(edition.claim[i]), f": {why[i]}" if i in why else "") for i in ids[:LISTED]
    ]
    rest = len(ids) - LISTED
    return Markup("").join([*items, Markup("<dd>and {:,} more</dd>").format(rest) if rest > 0 else Markup("")])


def _told(claim: Claim) -> Markup:
    """A claim in a line: its number as a link, its day, who says it."""
    who = shorten(claim.speaker or claim.voice or "no source named", 80)
    return Markup("{} ({}, {})").format(link(claim, said(claim)), day(claim.day) or "no day", who)


def daily(edition: Edition, most: int = SCOPES) -> Markup:
    """Lowest, best and highest of every day, for the things counted on most days, each table on demand."""
    found = []
    for each in _weightiest(edition.ranges, 4 * most):
        own = [edition.claim[i] for i in (*each.claims, *each.earlier, *each.excluded)]
        days = compare.daily(own, each.kind, each.group, each.place, edition.grades)
        if len(days) > 1:
            found.append((each, days))
        if len(found) == most:
            break
    if not found:
        return Markup("<p>Nothing is counted on more than one day, so there are no ranges by day.</p>")
    return Markup("\n").join(_days(edition, each, days) for each, days in found)


def _days(edition: Edition, each: Range, days: Sequence[Range]) -> Markup:
    columns = [Column("Day", "day"), Column("Lowest", "n"), Column("Best", "n"), Column("Highest", "n")]
    columns += [Column("Independent voices", "n")]
    rows = [
        (day(r.day), *(_end(edition, i) for i in (r.low_claim, r.best_claim, r.high_claim)), r.origins)
        for r in days[-DAYS:]
    ]
    name = counted(each)
    name = name[:1].upper() + name[1:]
    inner = table(f"{name}, by day", columns, rows, len(days))
    return Markup("<details><summary>{}</summary>{}</details>").format(name, inner)
