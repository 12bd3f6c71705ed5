"""The home page: what the book says, on one screen."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.chapters import actors, chronology, figures, reliability, toll
from kzlib.compare import Range
from kzlib.edition import Edition
from kzlib.evidence import day, joined, link, plural

FINDINGS, SPEAKERS = 5, 5


def home(edition: Edition) -> Markup:
    """Four cards: the toll, the days, the speakers, the sources; then the findings that weigh most."""
    cards = (_toll(edition), _days(edition), _speakers(edition), _sources(edition))
    grid = Markup("").join(Markup('<section class="card">{}</section>').format(c) for c in cards)
    return Markup('<p class="lead">{}</p><div class="cards">{}</div>{}').format(
        edition.statement, grid, _findings(edition)
    )


def _toll(edition: Edition) -> Markup:
    head = Markup("<h2>How many died</h2>")
    found = toll.widest(edition, "killed")
    if found is None:
        return head + Markup('<p>No article counts the dead. <a href="figures.html">Figures</a></p>')
    best = edition.claim[found.best_claim]
    text = Markup('<p class="big">{}</p><p>{}, {}. {}</p>').format(
        link(best, toll.said(best)),
        best.speaker or "no source given",
        day(best.as_of) or "not dated",
        toll.spread(edition, found),
    )
    parts = [r for r in toll.by_kind(edition.ranges) if r.kind == "killed" and r is not found][:4]
    items = Markup("").join(
        Markup("<li>{}: {}</li>").format(
            _scope(r), link(edition.claim[r.best_claim], toll.said(edition.claim[r.best_claim]))
        )
        for r in parts
    )
    text += Markup("<ul>{}</ul>").format(items) if items else Markup("")
    return head + text + Markup('<p><a href="figures.html">Every figure and its source</a></p>')


def _scope(found: Range) -> str:
    return ", ".join(p for p in (toll.whom(found.group), found.place) if p)


def _days(edition: Edition) -> Markup:
    core = chronology.period(edition)
    head = Markup("<h2>The days</h2>")
    if not core:
        return head + Markup('<p>No event could be dated. <a href="chronology.html">Chronology</a></p>')
    first, last = core[0], core[-1]
    span = Markup('<p class="big">{} – {}</p>').format(
        link(first.tellings[0], day(first.first, year=False)), link(last.tellings[0], day(last.first, year=False))
    )
    told = f"{plural(len(core), 'dated event')}, {len(chronology.undated(edition))} without a day."
    return head + span + Markup('<p>{}</p><p><a href="chronology.html">Day by day</a></p>').format(told)


def _speakers(edition: Edition) -> Markup:
    quoted = actors.speakers(edition)[:SPEAKERS]
    head = Markup("<h2>Who speaks</h2>")
    if not quoted:
        return head + Markup('<p>Nobody is quoted by name. <a href="actors.html">Actors</a></p>')
    items = Markup("").join(
        Markup("<li>{}: {}</li>").format(a.name, link(a.quotations[0], plural(len(a.quotations), "statement")))
        for a in quoted
    )
    return head + Markup('<ul>{}</ul><p><a href="actors.html">All voices</a></p>').format(items)


def _sources(edition: Edition) -> Markup:
    cards = edition.cards
    good = {
        n: sum(reliability.verdict(c.flags.get(n)) == "good" for c in cards)
        for n in ("publisher_known", "author_known")
    }
    faulty = [c for c in cards if reliability.verdict(c.flags.get("contradicts_itself")) == "bad"]
    text = Markup(
        '<h2>How reliable</h2><p class="big">{} of {}</p><p>articles have a known publisher; {} signed.</p>'
    ).format(
        good["publisher_known"], len(cards), f"{good['author_known']} {'is' if good['author_known'] == 1 else 'are'}"
    )
    if faulty:
        text += Markup("<p>{}: {}.</p>").format(
            plural(len(faulty), "contradicts itself", "contradict themselves"),
            joined(
                Markup("{} ({})").format(reliability.words(c.flags["contradicts_itself"]), c.doc_id) for c in faulty
            ),
        )
    return text + Markup('<p><a href="reliability.html">Source by source</a></p>')


def _findings(edition: Edition) -> Markup:
    if not edition.findings:
        return Markup("")
    items = Markup("").join(
        Markup("<li>{} {}</li>").format(f.sentence, figures.evidence(edition, f, 4))
        for f in edition.findings[:FINDINGS]
    )
    return Markup('<h2 id="findings">What does not agree</h2><ul>{}</ul>').format(items)
