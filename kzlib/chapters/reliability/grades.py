"""Grades of articles and of claims, each with the rule that gave it and what it rests on."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup

from kzlib.chapters.toll import counted, said
from kzlib.compare import Claim
from kzlib.edition import Edition
from kzlib.evidence import Column, link, source, table, tally, visible
from kzlib.reliability import GRADES, MEANINGS, RULES, SourceCard

_EXAMPLES = 3  # claims named for each rule


def grades(edition: Edition, most: int) -> Markup:
    """A row an article: its grade, the rule that gave it, what it rests on; the worst first."""
    columns = [Column("Article"), Column("Grade"), Column("Rule", "words"), Column("Rests on", "words")]
    worst = sorted(edition.cards, key=lambda c: (-ord(c.grade), c.doc_id))
    rows = [(source(c.doc_id), c.grade, visible(c.grade_rule) + _overruled(c), _rests_on(c)) for c in worst[:most]]
    caption = "Grades of the articles as sources, A (best) to F (cannot be judged)"
    return table(caption, columns, rows, len(edition.cards), id="t-grades")


def _overruled(card: SourceCard) -> Markup:
    return Markup(" Overruled: {}.").format(visible(card.overruled)) if card.overruled else Markup("")


def _rests_on(card: SourceCard) -> str:
    better = f" With a known publisher it would be {card.would_be}." if card.would_be else ""
    return card.rests_on + better


def rules() -> Markup:
    """The rules that grade an article, in the order in which they are tried."""
    rows = [(r.grade, GRADES[r.grade], r.reason) for r in RULES]
    columns = [Column("Grade"), Column("Means"), Column("Where", "words")]
    return table("The first rule that applies gives the grade", columns, rows, id="t-rules")


def claims(edition: Edition, most: int) -> Markup:
    """The grades of claims: a row a rule that applied, with how many claims it gave its grade and some of them."""
    if not edition.claims:
        return Markup("<p>No article gives a figure, so that there is no claim to grade.</p>")
    by_rule: defaultdict[tuple[int, str], list[Claim]] = defaultdict(list)
    for claim in edition.claims:
        by_rule[edition.claim_grades[claim.id]].append(claim)
    order = sorted(by_rule, key=lambda rule: (rule[0], -len(by_rule[rule]), rule[1]))
    rows = [
        (
            grade,
            MEANINGS[grade],
            visible(rule.partition(": ")[2]),
            len(by_rule[grade, rule]),
            _some(by_rule[grade, rule]),
        )
        for grade, rule in order[:most]
    ]
    columns = [Column("Grade"), Column("Means"), Column("Rule", "words"), Column("Claims", "n"), Column("Such as")]
    caption = "Grades of the claims, 1 (confirmed) to 6 (cannot be judged)"
    return table(caption, columns, rows, len(order), id="t-claim-grades") + _where(edition)


def _some(same: list[Claim]) -> Markup:
    shown = Markup("; ").join(link(c, f"{said(c)} {counted(c)}") for c in same[:_EXAMPLES])
    return shown if len(same) <= _EXAMPLES else shown + Markup(" and {:,} more").format(len(same) - _EXAMPLES)


def _where(edition: Edition) -> Markup:
    every = tally(len(edition.claims), "claim", "data/figures.csv")
    return Markup("<p>The grade of each of the {} stands beside it in the chapter on figures.</p>").format(every)
