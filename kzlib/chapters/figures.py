"""Figures: each count, who gives it, as of which day, how far the counts are apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.compare import Claim, Finding, Range
from kzlib.edition import Edition
from kzlib.evidence import Column, address, day, joined, link, missing, number, plural, table

BOUNDS = {"exact": "", "min": "at least ", "max": "at most ", "approx": "about ", "range": ""}
MARKERS = {"exact": "o", "min": "^", "max": "v", "approx": "D", "range": "s"}
# Kinds that get a panel of the chart, in this order, and how they are printed.
KINDS = {
    "killed": "killed",
    "injured": "injured",
    "hospitalised": "in hospital",
    "missing": "missing",
    "arrested": "arrested",
    "deployed": "deployed",
    "participants": "taking part",
}
GROUPS = {"all": "all", "unspecified": "not said of whom", "security_forces": "security forces"}
# Claims older than this before the newest are background and stay off the chart.
WINDOW = dt.timedelta(days=60)


def said(claim: Claim) -> str:
    """The value as claimed: at least 1,300; about 5,000; 20 to 30."""
    high = f" to {number(claim.value_high)}" if claim.value_high else ""
    return f"{BOUNDS[claim.bound]}{number(claim.value)}{high}"


def whom(group: str) -> str:
    """A group as words."""
    return GROUPS.get(group, group.replace("_", " "))


def counted(item: Claim | Range) -> str:
    """What a claim or range counts: killed, security forces, Almaty."""
    parts = [KINDS.get(item.kind, item.kind), whom(item.group), item.place]
    return ", ".join(p for p in parts if p)


def lead(edition: Edition) -> Markup:
    """The opening sentences: the toll and its range, how many claims, what contradicts."""
    claims = edition.claims
    if not claims:
        return Markup("<p>No figure was read in these articles, so no range can be given.</p>")
    voices = len({c.origin for c in claims})
    text = Markup("<p>The articles give {} of people, from {}. ").format(
        plural(len(claims), "count"), plural(voices, "independent voice")
    )
    text += toll(edition)
    conflicts = [f for f in edition.findings if "conflict" in f.type]
    if conflicts:
        text += Markup('<a href="#contradictions">{} named below</a>. ').format(
            plural(len(conflicts), "contradiction is", "contradictions are")
        )
    return text + Markup("</p>")


def toll(edition: Edition) -> Markup:
    """One sentence on the number of dead: lowest, best and highest, each linked; empty if nobody gives one."""
    found = widest(edition, "killed")
    if found is None:
        return Markup("No article counts the dead. ")
    best = edition.claim[found.best_claim]
    text = Markup("The latest count of the dead is {} ({}, {})").format(
        link(best, said(best)), best.speaker or "no source given", day(best.as_of) or "not dated"
    )
    return text + Markup(". ") + spread(edition, found)


def spread(edition: Edition, found: Range) -> Markup:
    """One sentence on how far the claims of a range are apart; empty if they are one number."""
    high = edition.claim[found.high_claim]
    low = edition.claim.get(found.low_claim or "")
    if low is None or low.value == high.value:
        return Markup("")
    return Markup("Claims of the same scope run from {} to {}. ").format(link(low, said(low)), link(high, said(high)))


def widest(edition: Edition, kind: str) -> Range | None:
    """The range of a kind with the widest scope: all people, then the place with the highest best value."""
    found = [r for r in edition.ranges if r.kind == kind and r.best is not None]
    order = {"all": 0, "unspecified": 0}
    return min(found, key=lambda r: (order.get(r.group, 1), -(r.best or 0)), default=None)


def chart(edition: Edition) -> Markup:
    """A panel a kind: every claim by day and value, shape by bound, linked to its words."""
    dated = [c for c in edition.claims if c.day and c.kind in KINDS and c.value > 0]
    newest = max((c.day for c in dated if c.day), default=None)
    if newest is None:
        return Markup("<p>No figure can be placed in time, so there is no chart.</p>")
    recent = [c for c in dated if c.day and newest - c.day <= WINDOW]
    kinds = [k for k in KINDS if any(c.kind == k for c in recent)]
    first = min(c.day for c in recent if c.day)

    def draw(width: float, links: charts.Links) -> Figure:
        figure, axes = charts.panels(width, [0.55 + _rows(recent, k) * 0.24 for k in kinds])
        for panel, kind in zip(axes, kinds, strict=True):
            _panel(panel, [c for c in recent if c.kind == kind], links, width)
            panel.set_title(KINDS[kind])
        charts.day_axis(axes[-1], first, newest, width)
        return figure

    alt = "Claims by kind and day: " + "; ".join(
        f"{KINDS[k]}: " + ", ".join(f"{said(c)} ({day(c.day)})" for c in recent if c.kind == k) for k in kinds
    )
    old = len(dated) - len(recent)
    caption = Markup(
        "Each mark is a claim, on the day it counts up to (or was published) and leads to its words. Circle: exact; "
        "triangle up: at least; triangle down: at most; diamond: about; square: a range. Orange: security forces and "
        "military; blue: all or not said of whom; green: protesters and others."
    ) + (f" {plural(old, 'older claim')} not drawn." if old else "")
    return charts.chart(draw, "figures", alt, caption)


def _rows(claims: list[Claim], kind: str) -> int:
    """Lines that a panel needs so that the labels of one day stand apart."""
    per_day: dict[dt.date | None, int] = {}
    for claim in claims:
        if claim.kind == kind:
            per_day[claim.day] = per_day.get(claim.day, 0) + 1
    return max(per_day.values()) + 1


COLOURS = {"security_forces": 1, "military": 1, "all": 0, "unspecified": 0}


def _panel(axes: Axes, claims: list[Claim], links: charts.Links, width: float) -> None:
    """The claims of one kind: one under the other on their day, the highest value on top, labelled."""
    placed: dict[dt.date | None, int] = {}
    for claim in sorted(claims, key=lambda c: (-c.value, c.id)):
        assert claim.day
        line = placed.get(claim.day, 0)
        placed[claim.day] = line + 1
        colour = charts.PALETTE[COLOURS.get(claim.group, 2)]
        url = links.to(address(claim), f"{said(claim)} {counted(claim)}: {claim.speaker or 'no source given'}")
        x = claim.day.toordinal()
        axes.scatter([x], [-line], s=46, marker=MARKERS[claim.bound], color=colour, urls=[url])
        axes.annotate(
            ("≥" if claim.bound == "min" else "≈" if claim.bound == "approx" else "") + number(claim.value),
            (x, -line),
            xytext=(7, -3.5),
            textcoords="offset points",
            fontsize=9.5 if width < charts.WIDE else 10,
        )
    axes.set_ylim(-max(placed.values()) + 0.3, 0.7)
    axes.set_yticks([])
    axes.grid(axis="x")


def register(edition: Edition, most: int) -> Markup:
    """Every claim: value, what is counted, where, who gives it, as of when."""
    if not edition.claims:
        return Markup("<p>There is no claim to list.</p>")
    columns = [
        Column("Value", "n"),
        Column("Counted"),
        Column("Place"),
        Column("As of", "day"),
        Column("Said by"),
        Column("Words", "words"),
        Column("Article"),
    ]
    rows = [_row(edition, c) for c in by_kind(edition.claims)[:most]]
    return table("The register of claims", columns, rows, len(edition.claims), "figures")


def _row(edition: Edition, claim: Claim) -> tuple[object, ...]:
    via = f" (through {claim.relayed_by})" if claim.relayed_by else ""
    part = f", part of {said(edition.claim[claim.part_of])}" if claim.part_of in edition.claim else ""
    mood = "" if claim.modality == "reported" else f" ({claim.modality})"
    return (
        Markup('<span id="{}">{}</span>').format(claim.id, link(claim, said(claim))),
        f"{KINDS.get(claim.kind, claim.kind)}, {whom(claim.group)}{part}{mood}",
        claim.place or missing("not given"),
        day(claim.as_of) or missing("not dated"),
        f"{claim.speaker}{via}" if claim.speaker else missing("not given"),
        link(claim),
        claim.doc_id,
    )


def by_kind(found: Sequence[Claim] | Sequence[Range]) -> list[Any]:
    """Claims or ranges in the order in which kinds are shown, all people before parts of them."""
    order = list(KINDS)
    rank = {k: n for n, k in enumerate(order)}
    return sorted(found, key=lambda c: (rank.get(c.kind, len(order)), COLOURS.get(c.group, 2), c.group, c.place or ""))


def ranges(edition: Edition, most: int) -> Markup:
    """Lowest, best and highest for each kind, group and place, with the rule that chose the best."""
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
    rows = [_range(edition, r) for r in by_kind(edition.ranges)[:most]]
    return table("Ranges", columns, rows, len(edition.ranges))


def _range(edition: Edition, found: Range) -> tuple[object, ...]:
    def cell(claim_id: str | None) -> object:
        claim = edition.claim.get(claim_id or "")
        return link(claim, said(claim)) if claim else missing("none")

    return (
        counted(found),
        cell(found.low_claim),
        cell(found.best_claim),
        cell(found.high_claim),
        found.origins,
        found.articles,
        found.rule,
    )


def contradictions(edition: Edition, most: int) -> Markup:
    """What the claims say against one another, each with the evidence on both sides."""
    if not edition.findings:
        return Markup("<p>No claim contradicts another, and none is revised.</p>")
    columns = [Column("What"), Column("Finding", "words"), Column("Evidence", "words")]
    rows = [(f.type.replace("_", " "), f.sentence, evidence(edition, f)) for f in edition.findings[:most]]
    return table("Contradictions and revisions", columns, rows, len(edition.findings))


def evidence(edition: Edition, finding: Finding, most: int = 6) -> Markup:
    """What a finding rests on, as links: value and article of each claim, or the words where it is not about claims."""
    claims = [edition.claim[i] for i in finding.claims if i in edition.claim]
    parts = [Markup("{} ({})").format(link(c, said(c)), c.doc_id) for c in claims]
    if not claims:
        parts = [link(edition.words(*where)) for where in finding.evidence]
    more = f" and {len(parts) - most} more" if len(parts) > most else ""
    return joined(parts[:most], "and") + more
