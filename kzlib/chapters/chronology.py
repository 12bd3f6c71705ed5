"""Chronology: what happened on which day, as how many independent voices tell it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from statistics import median
from typing import Any

from markupsafe import Markup
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.compare import Happening
from kzlib.edition import Edition
from kzlib.evidence import Column, address, day, days, joined, link, missing, plural, source, table

# Days around the middle of the dated events that the chart shows; older background stays in the table.
AROUND = 30
MODALITY = {"fact": "told as fact", "said": "as someone said", "planned": "planned", "denied": "denied"}
MARKERS = {"fact": "o", "said": "s", "planned": "^", "denied": "X"}


def label(code: str) -> str:
    """A code as words: state_of_emergency is "state of emergency"."""
    return code.replace("_", " ")


def dated(edition: Edition) -> list[Happening]:
    """Events with a day, in order."""
    return [h for h in edition.happenings if h.first]


def undated(edition: Edition) -> list[Happening]:
    """Events that no article dates."""
    return [h for h in edition.happenings if not h.first]


def period(edition: Edition) -> list[Happening]:
    """The dated events of the crisis itself: within 30 days of the middle one."""
    found = dated(edition)
    if not found:
        return []
    middle = median(h.first.toordinal() for h in found if h.first)
    return [h for h in found if h.first and abs(h.first.toordinal() - middle) <= AROUND]


def lead(edition: Edition) -> Markup:
    """The opening sentences: how many events, over which days, which is told most, what is not dated."""
    known, open_ones, core = dated(edition), undated(edition), period(edition)
    if not edition.happenings:
        return Markup("<p>No event was read in these articles.</p>")
    text = Markup("<p>{} were read, told {}. ").format(
        plural(len(edition.happenings), "event"), plural(sum(len(h.tellings) for h in edition.happenings), "time")
    )
    if core:
        first, last = core[0], core[-1]
        text += Markup("The dated ones of the crisis run from {} to {}. ").format(
            link(first.tellings[0], day(first.first)), link(last.tellings[0], day(last.first))
        )
        most = max(core, key=lambda h: (h.origins, len(h.tellings)))
        if most.origins > 1:
            text += Markup("Told by most: {} on {}, by {} ({}). ").format(
                label(most.type), day(most.first), plural(most.origins, "independent voice"), _evidence(most)
            )
    if known and open_ones:
        text += Markup("{} cannot be dated from the articles and {} listed apart. ").format(
            len(open_ones), "is" if len(open_ones) == 1 else "are"
        )
    return text + Markup("</p>")


def chart(edition: Edition) -> Markup:
    """Events by type over the days of the crisis; each mark links to its first telling."""
    events = period(edition)
    if not events:
        return Markup("<p>No event could be dated, so there is no chart.</p>")
    types = [t for t, _ in Counter(h.type for h in events).most_common()]
    first = min(h.first for h in events if h.first)
    last = max(h.first for h in events if h.first)

    def draw(width: float, links: charts.Links) -> Figure:
        figure, (axes,) = charts.panels(width, [0.9 + 0.34 * len(types)])
        stacked: Counter[tuple[str, dt.date]] = Counter()
        for event in events:
            assert event.first
            place = stacked[event.type, event.first]
            stacked[event.type, event.first] += 1
            url = links.to(
                address(event.tellings[0]), f"{day(event.first)}: {label(event.type)}: {event.tellings[0]['text']}"
            )
            axes.scatter(
                [event.first.toordinal() + 0.16 * place],
                [-types.index(event.type)],
                s=80 + 50 * (event.origins - 1),
                marker=MARKERS[event.modality],
                color=charts.PALETTE[0] if event.origins > 1 else charts.PALETTE[4],
                edgecolors=charts.PAPER,
                urls=[url],
            )
        axes.set_yticks([-n for n in range(len(types))], [label(t) for t in types])
        axes.set_ylim(-len(types) + 0.4, 0.6)
        charts.day_axis(axes, first, last, width)
        return figure

    alt = f"Events by day, {day(first)} to {day(last)}: " + "; ".join(
        f"{label(t)}: " + ", ".join(f"{h.first.day}/{h.first.month}" for h in events if h.type == t and h.first)
        for t in types
    )
    caption = Markup(
        "Each mark is an event, on the day that the articles give; darker and larger where more than one independent "
        "voice tells it. Circle: told as fact; square: as someone said; triangle: planned; cross: denied."
    )
    return charts.chart(draw, "chronology", alt, caption, edition.imprint("chronology", "chronology"))


def _evidence(event: Happening) -> Markup:
    return joined((link(t, source_name(t["doc_id"])) for t in _one_each(event)), "and")


def source_name(doc_id: str) -> Markup:
    """An article's id as it is printed beside evidence."""
    return Markup('<span class="source">{}</span>').format(doc_id)


def _one_each(event: Happening) -> list[dict[str, Any]]:
    """One telling for each article."""
    found: dict[str, dict[str, Any]] = {}
    for telling in event.tellings:
        found.setdefault(telling["doc_id"], telling)
    return list(found.values())


COLUMNS = (
    Column("Day", "day"),
    Column("Event"),
    Column("As told", "words"),
    Column("Place"),
    Column("Who"),
    Column("Independent voices", "n"),
    Column("Articles", "id"),
)


def _row(event: Happening) -> tuple[object, ...]:
    return (
        days(event.first, event.last) or missing("not dated"),
        label(event.type) + ("" if event.modality == "fact" else f" ({MODALITY[event.modality]})"),
        link(event.tellings[0]),
        event.place or missing("not given"),
        ", ".join(event.participants[:4]) + (" …" if len(event.participants) > 4 else "") or missing("not given"),
        event.origins,
        joined((link(t, t["doc_id"]) for t in _one_each(event)[:3]), "and")
        + (f" and {len(event.articles) - 3} more" if len(event.articles) > 3 else ""),
    )


def by_day(edition: Edition, most: int) -> Markup:
    """Dated events in order, the `most` told by most voices if there are more."""
    return _table("Events by day", dated(edition), most, "No event could be dated.")


def without_day(edition: Edition, most: int) -> Markup:
    """Events that the articles do not date."""
    none = "Every event read is dated by an article." if edition.happenings else "No event was read."
    return _table("Events without a day", undated(edition), most, none)


def _table(caption: str, events: list[Happening], most: int, none: str) -> Markup:
    if not events:
        return Markup("<p>{}</p>").format(none)
    chosen = sorted(events, key=lambda h: (-h.origins, -len(h.tellings)))[:most]
    kept = {id(h) for h in chosen}
    return table(caption, COLUMNS, [_row(h) for h in events if id(h) in kept], len(events), "events")


def reported(edition: Edition) -> Markup:
    """What became known when: events first told on each day of publication."""
    published = {d: r["published"] for d, r in edition.documents.items()}
    first_told: dict[dt.date, list[Happening]] = {}
    for event in edition.happenings:
        known = [published[t["doc_id"]] for t in event.tellings if published[t["doc_id"]]]
        if known:
            first_told.setdefault(min(known), []).append(event)
    if not first_told:
        return Markup("<p>No article is dated, so the book cannot say what was known when.</p>")
    rows = []
    for when in sorted(first_told):
        articles = [d for d in edition.documents if published[d] == when]
        counts = Counter(label(h.type) for h in first_told[when]).most_common()
        rows.append((day(when), joined(source(d) for d in articles), ", ".join(f"{n} {t}" for t, n in counts)))
    columns = [Column("Published", "day"), Column("Articles"), Column("Events told for the first time, by type")]
    return table("What the articles of each day tell for the first time", columns, rows)
