"""Who is heard: every speaker with the statements that are his, and in how many independent articles."""

from __future__ import annotations

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.chapters.actors.appearance import ARTICLES, LABELS, LOOKS, counted, fitted, label, linked, on_chart
from kzlib.compare import Actor
from kzlib.compare.statement import Voice
from kzlib.edition import Edition
from kzlib.evidence import Column, address, plural, table

# How many speakers the chart shows, and how many statements of each as marks, wide and narrow.
SPEAKERS, MARKS, MARKS_NARROW = 15, 16, 8


def speakers(edition: Edition) -> list[Actor]:
    """Actors who are quoted, the one in most independent articles first."""
    return [v.actor for v in edition.voices]


def heard_chart(edition: Edition) -> Markup:
    """Who is heard: one mark a statement, filled if direct, shaped by side, each linked to its words."""
    found = edition.voices
    shown = found[:SPEAKERS]
    if not shown:
        return Markup("<p>Nobody is quoted by name, so there is no chart.</p>")
    sides = {v.actor.actor_id: edition.sides.main(v.actor.actor_id).code for v in shown}

    def draw(width: float, links: charts.Links) -> Figure:
        present = [c for c in LABELS if c in sides.values()]
        entries = [charts.Entry(label(edition, c), LOOKS[c][1], LOOKS[c][0]) for c in present]
        entries.append(charts.Entry("hollow: reported, not in the speaker's words", ""))
        heights = [charts.key_height(entries, width), 0.3 + 0.31 * len(shown)]
        figure, (top, axes) = charts.panels(width, heights, share_x=False)
        charts.key(top, entries, width)
        most = MARKS_NARROW if width < charts.WIDE else MARKS
        for line, voice in enumerate(shown):
            _marks(axes, line, voice, sides[voice.actor.actor_id], most, links)
        names = [fitted(v.actor.name, 1.75 if width < charts.WIDE else 3.6) for v in shown]
        axes.set_yticks([-n for n in range(len(shown))], names, fontsize=charts.SMALL + 0.5)
        axes.set_ylim(-len(shown) + 0.4, 0.6)
        axes.set_xlim(0.3, most + 3.4)
        axes.set_xticks([])
        axes.grid(axis="y")
        return figure

    items = (
        f"{on_chart(v.actor.name, 60)} ({LABELS[sides[v.actor.actor_id]].lower()}): {v.direct} direct, "
        f"{len(v.statements) - v.direct} reported, in {plural(v.origins, 'independent article')}"
        for v in shown
    )
    more = "" if len(found) == len(shown) else "The others are in the table below. "
    caption = Markup(
        "Each mark is a statement and leads to its words. At the end of a line: in how many independent articles the "
        "speaker is heard, all articles in brackets. {}"
    ).format(more)
    return charts.chart(
        draw, "heard", charts.listed("Statements by speaker.", items), caption, edition.imprint("actors", "heard")
    )


def _marks(axes: Axes, line: int, voice: Voice, side: str, most: int, links: charts.Links) -> None:
    """A speaker's statements as marks on a line, and behind them in how many articles they are."""
    colour, marker = LOOKS[side]
    shown = voice.statements[:most]
    rows = [s.rows[0] for s in shown]
    name = on_chart(voice.actor.name, 60)
    axes.scatter(
        range(1, len(shown) + 1),
        [-line] * len(shown),
        s=52,
        marker=marker,
        facecolors=[colour if s.kind == "direct" else charts.PAPER for s in shown],
        edgecolors=colour,
        linewidths=1.3,
        urls=[links.to(address(r), f"{name}: {on_chart(r['text'], 90)}") for r in rows],
    )
    rest = len(voice.statements) - most
    note = (f"+ {rest:,} · " if rest > 0 else "") + counted(voice.origins, voice.articles)
    axes.text(min(len(voice.statements), most) + 0.7, -line, note, va="center", fontsize=charts.SMALL)


def heard(edition: Edition, most: int) -> Markup:
    """The table of speakers: side, statements, independent articles."""
    found = edition.voices
    if not found:
        return Markup("<p>Nobody is quoted by name.</p>")
    columns = [
        Column("Speaker"),
        Column("Side"),
        Column("Statements", "n"),
        Column("direct", "n"),
        Column("reported", "n"),
        Column(ARTICLES, "n"),
    ]
    rows = [
        (
            linked(v.actor),
            label(edition, edition.sides.main(v.actor.actor_id).code),
            len(v.statements),
            v.direct,
            len(v.statements) - v.direct,
            counted(v.origins, v.articles),
        )
        for v in found[:most]
    ]
    return table(
        "Speakers, the one heard in most independent articles first (all articles in brackets)",
        columns,
        rows,
        len(found),
        "quotations",
        id="t-heard",
    )
