"""Actors: who appears, in which role, and who is quoted."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.compare import Actor
from kzlib.edition import Edition
from kzlib.evidence import Column, address, joined, link, missing, plural, shorten, table

# How many speakers the chart shows, and how many quotations of each as marks.
SPEAKERS, MARKS = 15, 30
TYPES = ("person", "organisation", "state", "group")


def named(edition: Edition) -> list[Actor]:
    """Persons, organisations, states and groups; places are not actors."""
    return [a for a in edition.actors if a.type in TYPES]


def speakers(edition: Edition) -> list[Actor]:
    """Actors who are quoted, the most quoted first."""
    found = [a for a in edition.actors if a.quotations]
    return sorted(found, key=lambda a: (-len(a.quotations), a.name))


def lead(edition: Edition) -> Markup:
    """The opening sentences: how many are named, who is quoted most, how much has no speaker."""
    people, quoted = named(edition), speakers(edition)
    if not people:
        return Markup("<p>No actor was read in these articles.</p>")
    counts = [(sum(a.type == t for a in people), t) for t in TYPES]
    text = Markup("<p>The articles name {}. ").format(joined(plural(n, t) for n, t in counts if n))
    quotations = edition.tables["quotations"]
    direct = sum(q["kind"] == "direct" for q in quotations)
    if quoted:
        text += Markup("They report {}, {} in the speaker's own words. ").format(
            plural(len(quotations), "statement"), direct
        )
        text += Markup("Heard most: {}. ").format(
            joined(Markup("{} ({})").format(a.name, link(a.quotations[0], len(a.quotations))) for a in quoted[:3])
        )
    unknown = [q for q in quotations if not q["speaker"]]
    if unknown:
        text += Markup("For {} the article names no speaker. ").format(link(unknown[0], len(unknown)))
    return text + Markup("</p>")


def chart(edition: Edition) -> Markup:
    """Who is quoted: one mark a quotation, filled if direct, each linked to its words."""
    shown = speakers(edition)[:SPEAKERS]
    if not shown:
        return Markup("<p>Nobody is quoted by name, so there is no chart.</p>")

    def draw(width: float, links: charts.Links) -> Figure:
        figure, (axes,) = charts.panels(width, [0.7 + 0.32 * len(shown)])
        for line, actor in enumerate(shown):
            for place, quotation in enumerate(actor.quotations[:MARKS]):
                direct = quotation["kind"] == "direct"
                url = links.to(address(quotation), f"{actor.name}: {shorten(quotation['text'], 160)}")
                axes.scatter(
                    [place + 1],
                    [-line],
                    s=62,
                    marker="s",
                    facecolors=charts.PALETTE[0] if direct else charts.PAPER,
                    edgecolors=charts.PALETTE[0],
                    linewidths=1.4,
                    urls=[url],
                )
        most = max(min(len(a.quotations), MARKS) for a in shown)
        room = 30 if width < charts.WIDE else 60
        axes.set_yticks([-n for n in range(len(shown))], [_label(a.name, room) for a in shown])
        axes.set_ylim(-len(shown) + 0.4, 0.6)
        axes.set_xlim(0.3, max(most, 11 if width < charts.WIDE else 24) + 0.7)
        axes.set_xticks([])
        axes.grid(axis="y")
        return figure

    alt = "Quotations by speaker: " + "; ".join(f"{a.name}: {a.direct} direct, {a.indirect} indirect" for a in shown)
    caption = Markup(
        "Each square is a quotation and leads to its words: filled, in the speaker's own words; hollow, reported."
    )
    return charts.chart(draw, "actors", alt, caption, edition.imprint("actors", "actors"))


def _label(name: str, room: int) -> str:
    """A name on an axis: cut at a word, but with the country that tells one ministry from another."""
    head, bracket, country = name.partition(" (")
    return shorten(head, room - len(bracket + country)) + bracket + country


def _role(actor: Actor) -> object:
    seen: dict[str, Markup] = {}
    for role, doc_id, start, end in actor.roles:
        row = {"doc_id": doc_id, "start": start, "end": end, "text": role}
        seen.setdefault(role.casefold(), link(row, Markup('<span lang="fr">{}</span>').format(role)))
    return joined(list(seen.values())[:4], "and") if seen else missing("not given")


def _first_mentions(actor: Actor) -> Markup:
    """The article ids, each linked to the first mention there."""
    first: dict[str, dict[str, Any]] = {}
    for mention in actor.mentions:
        first.setdefault(mention["doc_id"], mention)
    rows = list(first.values())
    more = f" and {len(rows) - 4} more" if len(rows) > 4 else ""
    return joined((link(m, m["doc_id"]) for m in rows[:4]), "and") + more


def register(edition: Edition, most: int) -> Markup:
    """Who appears: role, articles, spellings, quotations."""
    people = named(edition)
    if not people:
        return Markup("<p>There is nobody to list.</p>")
    columns = [
        Column("Name"),
        Column("Type"),
        Column("Role as given"),
        Column("Mentions", "n"),
        Column("Quoted: direct", "n"),
        Column("indirect", "n"),
        Column("Articles, first mention"),
        Column("Spellings"),
    ]
    rows = [
        (
            a.name,
            a.type,
            _role(a),
            len(a.mentions),
            a.direct or "",
            a.indirect or "",
            _first_mentions(a),
            Markup('<span lang="fr">{}</span>').format(", ".join(list(a.spellings)[:6])),
        )
        for a in people[:most]
    ]
    return table("Who appears", columns, rows, len(people), "mentions")


def quotations(edition: Edition, most: int) -> Markup:
    """What is said, by speaker, each statement linked to its words."""
    rows = []
    for actor in speakers(edition):
        for quotation in actor.quotations:
            via = f" (through {quotation['relayed_by']})" if quotation["relayed_by"] else ""
            rows.append((f"{actor.name}{via}", quotation["kind"], link(quotation), quotation["doc_id"]))
    rows += [
        (missing("not given"), q["kind"], link(q), q["doc_id"])
        for q in edition.tables["quotations"]
        if not q["speaker"]
    ]
    if not rows:
        return Markup("<p>Nobody is quoted in these articles.</p>")
    columns = [Column("Speaker"), Column("Kind"), Column("Words", "words"), Column("Article", "id")]
    return table("Who said what", columns, rows[: most * 2], len(rows), "quotations")
