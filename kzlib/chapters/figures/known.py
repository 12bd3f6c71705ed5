"""The toll as it was known from day to day, and counts weighed by how near each voice stands to the others."""

from __future__ import annotations

from markupsafe import Markup

from kzlib import compare
from kzlib.chapters.toll import counted, said, widest
from kzlib.edition import Edition
from kzlib.evidence import Column, day, link, number, plural, table

_ROWS = 40


def known(edition: Edition) -> Markup:
    """The toll as a reader of these articles knew it on each day of publication, on the days that changed it."""
    found = widest(edition, "killed")
    if found is None:
        return Markup("<p>No article counts the dead.</p>")
    rows = []
    for when, then in compare.as_known(edition.claims, found.kind, found.group, found.place):
        best = edition.claim[then.best_claim]
        speaker = best.speaker or "no source given"
        rows.append((day(when), link(best, said(best)), counted(then), speaker, plural(then.origins, "voice")))
    if not rows:
        return Markup("<p>No article that counts the dead is dated, so the book cannot say what was known when.</p>")
    heads = ("Highest count", "Counted", "Said by", "Rests on")
    columns = [Column("Published by", "day"), *(Column(h) for h in heads)]
    return table(f"The toll as it was known, of {counted(found)} or a part of them", columns, rows[-_ROWS:], len(rows))


def weighed(edition: Edition) -> Markup:
    """Numbers weighed by how near each voice stands to the others, where three or more speak of one thing and day."""
    found = compare.weigh(edition.claims)
    if not found:
        return Markup(
            "<p>No count is given by three independent voices for one day, so nothing is weighed: with fewer, "
            "agreement says little.</p>"
        )
    columns = [
        Column("Counted"),
        Column("Day", "day"),
        Column("Favoured", "n"),
        Column("Without any one voice"),
        Column("Depends most on"),
    ]
    rows = [
        (
            counted(w),
            day(w.day),
            link(edition.claim[w.claim], said(edition.claim[w.claim])),
            number(w.low) if w.low == w.high else f"{number(w.low)} to {number(w.high)}",
            w.depends_on or "no one voice",
        )
        for w in found[:_ROWS]
    ]
    return table("Weighed counts, an aid and not the answer", columns, rows, len(found))
