"""The toll as it was known from day to day, and counts weighed by how near each voice stands to the others."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from kzlib import compare, institutions
from kzlib.chapters.toll import counted, said, widest
from kzlib.compare import Range, Weighed
from kzlib.edition import Edition
from kzlib.evidence import Column, day, link, missing, number, plural, shorten, table

_ROWS, _VOICES = 30, 5


def known(edition: Edition) -> Markup:
    """The toll as a reader of these articles knew it, by the days of publication that changed it."""
    found = widest(edition, "killed")
    if found is None:
        return Markup("<p>No article counts the dead.</p>")
    days = compare.as_known(edition.claims, found.kind, found.group, found.place, edition.grades)
    if not days:
        return Markup("<p>No article that counts the dead is dated, so the book cannot say what was known when.</p>")
    changed = [(when, then) for n, (when, then) in enumerate(days) if n == 0 or _differs(then, days[n - 1][1])]
    heads = ("Highest count", "Counted", "Said by", "Independent voices")
    columns = [Column("Published by", "day"), *(Column(h) for h in heads)]
    rows = [_known(edition, when, then) for when, then in changed[-_ROWS:]]
    caption = f"The toll as it was known, of {counted(found)} or a part of them; days that change nothing left out"
    return table(caption, columns, rows, len(changed), id="t-known")


def _differs(a: Range, b: Range) -> bool:
    return (a.best, a.open_high, a.group, a.place) != (b.best, b.open_high, b.group, b.place)


def _known(edition: Edition, when: dt.date, then: Range) -> tuple[object, ...]:
    best = edition.claim[then.best_claim]
    who = shorten(best.speaker or best.voice or "", 120) or missing("no source given")
    return day(when), link(best, said(best)), counted(then), who, then.origins


def weighed(edition: Edition) -> Markup:
    """Numbers weighed by how near each voice stands to the others, where three or more speak of one thing and day."""
    shown, total = edition.weighed
    if not shown:
        return Markup(
            "<p>Nothing is weighed: no count is given by three independent voices for one thing and day. With fewer, "
            "leaving one out leaves a single voice or none to hold against another, so the result would say nothing "
            "about who is right.</p>"
        )
    columns = [
        Column("Counted"),
        Column("Day", "day"),
        Column("Favoured", "n"),
        Column("Interval", "n"),
        Column("Without each voice", "words"),
    ]
    rows = [_weighed(edition, w) for w in shown]
    return table("Weighed counts, an aid and not the answer", columns, rows, total, id="t-weighed")


def _weighed(edition: Edition, weighed: Weighed) -> tuple[object, ...]:
    best = edition.claim[weighed.claim]
    interval = (
        number(weighed.low) if weighed.low == weighed.high else f"{number(weighed.low)} to {number(weighed.high)}"
    )
    return counted(weighed), day(weighed.day), link(best, said(best)), interval, _without(weighed)


def _without(weighed: Weighed) -> str:
    """What is favoured without each voice whose absence changes it; that the others change nothing."""
    moved = {v: n for v, n in weighed.without.items() if n != weighed.value}
    ranked = sorted(moved, key=lambda v: (-abs(moved[v] - weighed.value), v))
    told = [f"without {shorten(institutions.english(v), 60)} {number(moved[v])}" for v in ranked[:_VOICES]]
    more = len(moved) - _VOICES
    still = len(weighed.without) - len(moved)
    if more > 0:
        told.append(f"without {more} more others too")
    if still:
        told.append(f"without any one of the {'other ' if moved else ''}{plural(still, 'voice')} the same")
    return "; ".join(told)
