"""Where grading is weak: two grades that say one thing, and ranges that hang on one source."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kzlib import institutions
from kzlib import reliability as grading
from kzlib.chapters.toll import counted, said
from kzlib.compare import Range
from kzlib.edition import Edition
from kzlib.evidence import Column, link, number, shorten, source, table, tally
from kzlib.reliability import Change


def diagonal(edition: Edition) -> Markup:
    """How far the grades of articles and of claims say the same thing twice."""
    share = grading.diagonal(edition.cards, edition.claims, edition.claim_grades)
    if share is None:
        return Markup("<p>There is no claim to grade.</p>")
    whole = tally(len(edition.claims), "claim", "#t-claim-grades")
    shown = Markup('<a class="tally" href="#t-claim-grades">{:.0%}</a>').format(share)
    return Markup(
        "<p>Of {}, {} have the same grade as a claim that their article has as a source (A with 1, B with 2, C with 3 "
        "and so on). Where that share is high, the two grades say one thing twice; among human graders it was "
        '<a href="method.html">{:.0%}</a> (Baker and others 1968, on reports of the United States Army).</p>{}'
    ).format(whole, shown, grading.AMONG_HUMANS, _how_few(edition))


def _how_few(edition: Edition) -> Markup:
    count = len(edition.cards)
    if count >= grading.ENOUGH:
        return Markup("")
    are = "is" if count == 1 else "are"
    return Markup("<p>{} {} few: a share of so few says little about the rules.</p>").format(
        tally(count, "article", "#t-grades"), are
    )


def sensitivity(edition: Edition, most: int) -> Markup:
    """What becomes of the ranges without each article, and without each voice."""
    ranges = grading.weightiest(edition.ranges)
    if not ranges:
        return Markup("<p>No article gives a figure, so that no range hangs on a source.</p>")
    found = edition.sensitivity
    by_article = [c for c in found if c.what == "article"]
    moved = [c for c in found if c.after]
    text = _summary(edition, ranges, by_article)
    if moved:
        columns = [Column("Without"), Column("Count", "words"), *(Column(h) for h in ("With all", "Without it"))]
        rows = [_row(edition, c) for c in moved[:most]]
        text += table("Counts that another number would win", columns, rows, len(moved), id="t-moved")
    text += _alone(edition, by_article, most)
    return text


def _summary(edition: Edition, ranges: Sequence[Range], by_article: Sequence[Change]) -> Markup:
    alone = grading.alone(by_article, "article")
    moved = {c.before.best_claim for c in by_article if c.after}
    tried = tally(len(ranges), "count", "figures.html")
    if len(alone) == len(ranges):
        each = tally(len(alone), "count", "#t-alone")
        text = Markup("Each of {} rests on one article alone").format(each)
    else:
        resting = tally(len(alone), "rests", "#t-alone", "rest") if alone else "none rests"
        text = Markup("Of {}, {} on one article alone").format(tried, resting)
    changing = tally(len(moved), "changes", "#t-moved", "change") if moved else "no other changes"
    untried = len(edition.ranges) - len(ranges)
    rest = Markup(" ({} not tried)").format(tally(untried, "other", "figures.html")) if untried else ""
    return Markup("<p>{}, and {} if one article is left out{}.</p>").format(text, changing, rest)


def _row(edition: Edition, change: Change) -> tuple[object, ...]:
    voice = shorten(institutions.english(change.left_out), 60)
    left_out = source(change.left_out) if change.what == "article" else f"the word of {voice}"
    return left_out, counted(change.before), _range(edition, change.before), _range(edition, change.after)


def _range(edition: Edition, found: Range | None) -> Markup:
    """A range in a cell: its best number, linked, and its ends where they differ."""
    if found is None:
        return Markup("nothing")
    claim = edition.claim[found.best_claim]
    shown = link(claim, said(claim))
    if found.low == found.high == found.best:
        return shown
    low = number(found.low) if found.low is not None else "open"
    high = number(found.high) + (" or more" if found.open_high else "")
    return Markup("{} ({} to {})").format(shown, low, high)


def _alone(edition: Edition, by_article: Sequence[Change], most: int) -> Markup:
    gone = [c for c in by_article if c.after is None]
    if not gone:
        return Markup("")
    columns = [Column("Count", "words"), Column("Given"), Column("Rests on")]
    rows = [(counted(c.before), _range(edition, c.before), source(c.left_out)) for c in gone[:most]]
    return table("Counts that rest on one article alone", columns, rows, len(gone), id="t-alone")
