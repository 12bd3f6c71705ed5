"""The opening sentences: how independent the sources are, how good, and what that does to the numbers."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from kzlib import reliability as grading
from kzlib.chapters.reliability.flags import verdict, words
from kzlib.compare import wording
from kzlib.edition import Edition
from kzlib.evidence import joined, link, page, source, tally
from kzlib.reliability import Change, SourceCard

_NAMED = 3
_LISTED = 60  # articles up to which the table lists each, so that a share can be checked there


def lead(edition: Edition) -> Markup:
    """Two to four sentences, each number in them linked to what it rests on."""
    if not edition.cards:
        return Markup("<p>There is no article to judge.</p>")
    parts = (_independence(edition), _quality(edition), _faults(edition), _consequence(edition))
    return Markup("<p>{}</p>").format(Markup(" ").join(p for p in parts if p))


def _independence(edition: Edition) -> Markup:
    articles = tally(len(edition.cards), "article", "#t-flags")
    heads = set(edition.origin_of.values())
    if len(edition.cards) == 1:
        return Markup("The book rests on {}, so that nothing in it is confirmed by another.").format(articles)
    if len(heads) == len(edition.cards):
        return Markup("The {} are as many independent voices: none repeats another.").format(articles)
    repeating = len(edition.cards) - len(heads)
    return Markup("The {} are {}: {} another.").format(
        articles,
        tally(len(heads), "independent voice", "#t-origins"),
        tally(repeating, "repeats", "#t-links", "repeat"),
    )


def _quality(edition: Edition) -> Markup:
    """Who answers for them, and the grades."""
    known = sum(verdict(c.flags["publisher_known"]) == "good" for c in edition.cards)
    signed = sum(verdict(c.flags["author_known"]) == "good" for c in edition.cards)
    by_grade = Counter(c.grade for c in edition.cards)
    told = (Markup("{} {}").format(tally(by_grade[g], "article", "#t-grades"), g) for g in sorted(by_grade))
    if len(by_grade) == 1:
        who = "it is" if len(edition.cards) == 1 else "all are"
        (letter,) = by_grade
        grades = Markup('as sources {} graded <a class="tally" href="#t-grades">{}</a>').format(who, letter)
    else:
        grades = Markup("as sources the rules grade {}").format(joined(told))
    return Markup("{} a known publisher and {} signed; {}.").format(
        _having(known, "has", "have"), _being(signed), grades
    )


def _having(count: int, one: str, more: str) -> Markup:
    return tally(count, one, "#t-flags", more) if count else Markup("None has")


def _being(count: int) -> Markup:
    return tally(count, "is", "#t-flags", "are") if count else Markup("none is")


def _faults(edition: Edition) -> Markup:
    """How much of what they report has a named source, and what contradicts itself."""
    shares = sorted(
        (float(f.value), c.doc_id)
        for c in edition.cards
        if isinstance((f := c.flags["names_its_sources"]).value, float) and len(edition.cards) <= _LISTED
    )
    text = Markup("")
    if shares:
        (low, first), (high, last) = shares[0], shares[-1]
        spread = (
            _share(first, low) if low == high else Markup("{} to {}").format(_share(first, low), _share(last, high))
        )
        text = Markup("They name a source for {} of the figures and quotations that they give").format(spread)
    faulty = [c for c in edition.cards if verdict(c.flags["contradicts_itself"]) == "bad"]
    if not faulty:
        return text + Markup(".") if text else text
    told = joined((_contradiction(c) for c in faulty[:_NAMED]), "and" if len(faulty) <= _NAMED else ",")
    more = (
        Markup(" and {}").format(tally(len(faulty) - _NAMED, "more", "#t-flags", "more"))
        if len(faulty) > _NAMED
        else ""
    )
    text = text + Markup("; ") if text else text
    said_ = Markup("{}{} itself: {}{}.").format(
        text, "one contradicts" if len(faulty) == 1 else "several contradict", told, more
    )
    return said_


def _share(doc_id: str, share: float) -> Markup:
    return Markup('<a href="#names_its_sources-{}">{:.0%}</a>').format(page(doc_id), share)


def _contradiction(card: SourceCard) -> Markup:
    return Markup("{} ({})").format(source(card.doc_id), words(card.flags["contradicts_itself"]))


def _consequence(edition: Edition) -> Markup:
    """What hangs on single articles: how many counts, and the gravest that would change."""
    ranges = grading.weightiest(edition.ranges)
    if not ranges:
        return Markup("They give no figure that could be compared.")
    found = [c for c in edition.sensitivity if c.what == "article"]
    alone = grading.alone(found, "article")
    if len(alone) == len(ranges):
        text = Markup("Each of {} rests on one article alone").format(tally(len(ranges), "count", "#t-counts"))
    elif alone:
        text = Markup("Of {}, {} on one article alone").format(
            tally(len(ranges), "count", "#t-counts"), tally(len(alone), "rests", "#t-counts", "rest")
        )
    else:
        text = Markup("No count of {} rests on one article alone").format(tally(len(ranges), "count", "#t-counts"))
    moved = next((c for c in found if c.after and c.after.best != c.before.best), None)
    return text + (_moved(edition, moved) if moved else Markup("."))


def _moved(edition: Edition, change: Change) -> Markup:
    assert change.after
    before, after = (edition.claim[r.best_claim] for r in (change.before, change.after))
    return Markup("; without {} the number of {} would be {} and not {}.").format(
        source(change.left_out),
        wording.thing(before),
        link(after, wording.amount(after)),
        link(before, wording.amount(before)),
    )
