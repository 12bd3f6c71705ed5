"""The home page: what the book says, on one screen."""

from __future__ import annotations

from markupsafe import Markup

from kzlib.chapters import actors, figures, reliability, toll
from kzlib.chapters.actors.appearance import linked
from kzlib.chapters.chronology import period, undated
from kzlib.compare import Range
from kzlib.edition import Edition
from kzlib.evidence import day, joined, link, shorten, source, tally
from kzlib.selected import count

FINDINGS, SPEAKERS, PARTS, FAULTY = 5, 5, 3, 3  # how many of each are named
NAME = 60  # characters of a name


def home(edition: Edition) -> Markup:
    """What was read; four cards: the toll, the days, the speakers, the sources; the findings that weigh most."""
    cards = (_toll(edition), _days(edition), _speakers(edition), _sources(edition))
    grid = Markup("").join(Markup('<section class="card">{}</section>').format(c) for c in cards)
    return Markup('<p class="lead">{}</p>{}<div class="cards">{}</div>').format(
        _statement(edition), _findings(edition), grid
    )


def _statement(edition: Edition) -> Markup:
    """What this edition was read from: articles and voices, their days, what was left out."""
    dated = sorted((d["published"], d["doc_id"]) for d in edition.documents.values() if d["published"])
    text = Markup("Read from {}").format(tally(len(edition.documents), "article", "#t-articles"))
    if dated:
        (first, earliest), (last, latest) = dated[0], dated[-1]
        text += Markup(", published {}").format(source(earliest, day(first)))
        text += Markup(" to {}").format(source(latest, day(last))) if first != last else ""
    if edition.as_of:
        text += Markup(', as of <a href="cite.html#edition">{}</a>').format(edition.as_of)
    if out := count(edition, "problems"):
        text += Markup("; {} left out").format(tally(out, "item", "method.html#t-problems"))
    return text + "."


def _findings(edition: Edition) -> Markup:
    """The findings that weigh most, each one sentence; nothing if there is none."""
    shown = edition.disagreements[:FINDINGS]
    if not shown:
        return Markup("")
    items = Markup("").join(Markup("<li>{}</li>").format(figures.told(edition, f, "figures.html")) for f in shown)
    total = tally(len(edition.disagreements), "finding", "figures.html#t-findings")
    by = Markup("By weight, of {}").format(total) if len(edition.disagreements) > len(shown) else "By weight"
    rule = "what contradicts before what changes, the dead before the injured, and the farther apart the more"
    html = Markup('<h2 id="findings">What does not agree</h2><ol class="findings">{}</ol><p class="note">{}: {}.</p>')
    return html.format(items, by, rule)


def _toll(edition: Edition) -> Markup:
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


def _days(edition: Edition) -> Markup:
    core = period(edition)
    head = Markup("<h2>The days</h2>")
    if not core:
        return head + Markup('<p>No event could be dated. <a href="chronology.html">Chronology</a></p>')
    first, last = core[0], max(core, key=lambda h: (h.last or h.first, h.event_id))
    begin, end = day(first.first, year=False), day(last.last or last.first, year=False)
    span = link(first.tellings[0], begin)
    span += Markup(" – {}").format(link(last.tellings[0], end)) if begin != end else Markup("")
    open_ones = len(undated(edition))
    dated = tally(len(edition.happenings) - open_ones, "dated event", "chronology.html#t-days")
    told = Markup("{}, {} without a day.").format(dated, _count(open_ones, "chronology.html#t-undated"))
    text = Markup('<p class="big">{}</p><p>{}</p>').format(span, told)
    return head + text + Markup('<p><a href="chronology.html">Day by day</a></p>')


def _speakers(edition: Edition) -> Markup:
    quoted = actors.speakers(edition)[:SPEAKERS]
    head = Markup("<h2>Who speaks</h2>")
    if not quoted:
        return head + Markup('<p>Nobody is quoted by name. <a href="actors.html">Actors</a></p>')
    whole = tally(count(edition, "quotations"), "statement", "data/quotations.csv")
    heard = Markup("").join(Markup("<li>{}</li>").format(linked(a)) for a in quoted)
    text = Markup("<p>{}. Heard in most independent articles, in this order:</p><ul>{}</ul>").format(whole, heard)
    return head + text + Markup('<p><a href="actors.html">All voices</a></p>')


def _sources(edition: Edition) -> Markup:
    cards, table = edition.cards, "reliability.html#t-flags"
    known, signed = (
        sum(reliability.verdict(c.flags.get(n)) == "good" for c in cards) for n in ("publisher_known", "author_known")
    )
    voices = _count(len(set(edition.origin_of.values())), table)
    text = Markup(
        "<h2>How reliable</h2><p>{}, {} with a known publisher, {} signed; {} independent of one another.</p>"
    )
    text = text.format(tally(len(cards), "article", table), _count(known, table), _count(signed, table), voices)
    faulty = [c for c in cards if reliability.verdict(c.flags.get("contradicts_itself")) == "bad"]
    if faulty:
        named = joined(source(c.doc_id, shorten(c.doc_id, NAME)) for c in faulty[:FAULTY])
        rest = " and others" if len(faulty) > FAULTY else ""
        contradict = "contradicts itself" if len(faulty) == 1 else "contradict themselves"
        text += Markup("<p>{}{} {}.</p>").format(named, rest, contradict)
    return text + Markup('<p><a href="reliability.html">Source by source</a></p>')


def _count(count: int, where: str) -> Markup:
    """A count linked to the table that lists what it counts; "none" by itself, since there is nothing to list."""
    return Markup('<a class="tally" href="{}">{:,}</a>').format(where, count) if count else Markup("none")
