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
    whole = tally(len(edition.claims), "claim", "data/figures.csv")
    rows = [("The rules, in this edition", f"{share:.0%}"), ("Human graders", f"{grading.AMONG_HUMANS:.0%}")]
    columns = [Column("Who graded"), Column("Graded alike", "n")]
    return Markup(
        "<p>Of {}, {} have the same grade as a claim that their article has as a source (A1, B2, C3 and so on). Where "
        "that share is high, the two grades say one thing twice; among human graders it was {} "
        "(<cite>Baker 1968</cite>, on reports of the United States Army).</p>{}{}"
    ).format(
        whole,
        *(Markup('<a href="#t-diagonal">{}</a>').format(shown) for _, shown in rows),
        _how_few(edition),
        table("Share of claims with the same grade as their article", columns, rows, id="t-diagonal"),
    )


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
    moved = [c for c in edition.sensitivity if c.after]
    text = _summary(edition, ranges) + _counts(edition, ranges, most)
    if moved:
        columns = [Column("Without"), Column("Count", "words"), *(Column(h) for h in ("With all", "Without it"))]
        rows = [_row(edition, c) for c in moved[:most]]
        text += table("Counts for which another number would stand", columns, rows, len(moved), id="t-moved")
    return text


def _summary(edition: Edition, ranges: Sequence[Range]) -> Markup:
    by_article = [c for c in edition.sensitivity if c.what == "article"]
    alone = grading.alone(by_article, "article")
    moved = {c.before.best_claim for c in by_article if c.after}
    tried = tally(len(ranges), "count", "#t-counts")
    if len(alone) == len(ranges):
        text = Markup("Each of {} rests on one article alone").format(tried)
    else:
        resting = tally(len(alone), "rests", "#t-counts", "rest") if alone else "none rests"
        text = Markup("Of {}, {} on one article alone").format(tried, resting)
    changing = tally(len(moved), "changes", "#t-counts", "change") if moved else "no other changes"
    rest = "; lesser counts were not tried" if len(edition.ranges) > len(ranges) else ""
    return Markup("<p>{}, and {} if one article is left out{}.</p>").format(text, changing, rest)


def _counts(edition: Edition, ranges: Sequence[Range], most: int) -> Markup:
    """The counts that were tried, and the article that each rests on if it is one alone."""
    gone = {c.before.best_claim: c.left_out for c in edition.sensitivity if c.what == "article" and c.after is None}
    columns = [Column("Count", "words"), Column("Given"), Column("Articles", "n"), Column("Rests on one alone")]
    rows = [
        (counted(r), _range(edition, r), r.articles, source(gone[r.best_claim]) if r.best_claim in gone else "no")
        for r in ranges[:most]
    ]
    return table("What each count rests on", columns, rows, len(ranges), id="t-counts")


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
