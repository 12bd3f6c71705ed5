"""What the chapter hands on to the home page and to what is shown beside evidence."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from kzlib.chapters import toll
from kzlib.chapters.daymarks import Daily, daily
from kzlib.chapters.figures.findings import told
from kzlib.compare import Claim, Range
from kzlib.edition import Edition
from kzlib.evidence import day, link, number, tally

FINDINGS, PARTS = 5, 3  # how many of each are named


def handed(edition: Edition) -> dict[str, Any]:
    """The findings that weigh most, the toll, the days of the counts for the cover, and the grades of claims."""
    return {
        "findings": findings(edition),
        "toll": deadliest(edition),
        "counted": counted(edition),
        "grades": edition.grades,
    }


def findings(edition: Edition) -> Markup:
    """The findings that weigh most, each one sentence; nothing if there is none."""
    shown = edition.disagreements[:FINDINGS]
    if not shown:
        return Markup("")
    items = Markup("").join(Markup("<li>{}</li>").format(told(edition, f, "figures.html")) for f in shown)
    total = tally(len(edition.disagreements), "finding", "figures.html#t-findings")
    by = Markup("By weight, of {}").format(total) if len(edition.disagreements) > len(shown) else "By weight"
    rule = "what contradicts before what changes, the dead before the injured, and the farther apart the more"
    html = Markup('<h2 id="findings">What does not agree</h2><ol class="findings">{}</ol><p class="note">{}: {}.</p>')
    return html.format(items, by, rule)


def deadliest(edition: Edition) -> Markup:
    """How many died, by the best claim, and how far the claims are apart."""
    head = Markup("<h2>How many died</h2>")
    found = toll.widest(edition, "killed")
    if found is None:
        return head + Markup('<p>No article counts the dead. <a href="figures.html">Figures</a></p>')
    best = edition.claim[found.best_claim]
    when = link(best, day(best.as_of)) if best.as_of else Markup("not dated")
    text = Markup('<p class="big">{}</p><p>{}{}, {}. {}</p>').format(
        link(best, toll.said(best)),
        f"in {found.place}, " if found.place else "",
        toll.by(best),
        when,
        toll.spread(edition, found),
    )
    parts = [r for r in toll.by_kind(edition.ranges) if r.kind == "killed" and r is not found][:PARTS]
    items = Markup("").join(Markup("<li>{}: {}</li>").format(_scope(r), _best(edition, r)) for r in parts)
    text += Markup("<ul>{}</ul>").format(items) if items else Markup("")
    return head + text + Markup('<p><a href="figures.html">Every figure and its source</a></p>')


def _best(edition: Edition, found: Range) -> Markup:
    best = edition.claim[found.best_claim]
    return link(best, toll.said(best))


def _scope(found: Range) -> str:
    return ", ".join(p for p in (toll.whom(found.group), found.place) if p)


def counted(edition: Edition) -> Daily:
    """Claims that have a day, on the day that they count up to or were published."""
    return daily(((c.day, c) for c in edition.claims if c.day), _said)


def _said(claim: Claim) -> str:
    return f"{number(claim.value)} {claim.kind}, {claim.speaker or 'no source given'}"
