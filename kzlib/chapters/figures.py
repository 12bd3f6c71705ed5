"""Figures: each count, who gives it, as of which day, how far the counts are apart."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.chapters import toll
from kzlib.chapters.toll import COLOURS, KINDS, by_kind, counted, said, whom
from kzlib.compare import Claim, Finding, Range
from kzlib.edition import Edition
from kzlib.evidence import Column, address, day, joined, link, missing, number, plural, table

MARKERS = {"exact": "o", "min": "^", "max": "v", "approx": "D", "range": "s"}
REGISTER = "The register of claims, each with a grade from 1 (confirmed) to 6 (cannot be judged)"
# Claims older than this before the newest are background and stay off the chart.
WINDOW = dt.timedelta(days=60)


def lead(edition: Edition) -> Markup:
    """The opening sentences: the toll and its range, how many claims, what contradicts."""
    claims = edition.claims
    if not claims:
        return Markup("<p>No figure was read in these articles, so no range can be given.</p>")
    voices = len({c.origin for c in claims})
    text = Markup("<p>The articles give {} of people, from {}. ").format(
        plural(len(claims), "count"), plural(voices, "independent voice")
    )
    text += toll.sentence(edition)
    conflicts = [f for f in edition.findings if "conflict" in f.type]
    if conflicts:
        text += Markup('<a href="#contradictions">{} named below</a>. ').format(
            plural(len(conflicts), "contradiction is", "contradictions are")
        )
    return text + Markup("</p>")


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
    return charts.chart(draw, "figures", alt, caption, edition.imprint("figures", "figures"))


def _rows(claims: list[Claim], kind: str) -> int:
    """Lines that a panel needs so that the labels of one day stand apart."""
    per_day: dict[dt.date | None, int] = {}
    for claim in claims:
        if claim.kind == kind:
            per_day[claim.day] = per_day.get(claim.day, 0) + 1
    return max(per_day.values()) + 1


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
        Column("Grade"),
        Column("Words", "words"),
        Column("Article", "id"),
    ]
    rows = [_row(edition, c) for c in by_kind(edition.claims)[:most]]
    return table(REGISTER, columns, rows, len(edition.claims), "figures")


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
        _grade(edition, claim),
        link(claim),
        claim.doc_id,
    )


def _grade(edition: Edition, claim: Claim) -> Markup:
    """The claim's grade, 1 to 6, with the rule that gave it."""
    grade, rule = edition.claim_grades[claim.id]
    return Markup('<abbr title="{}">{}</abbr>').format(rule, grade)


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
