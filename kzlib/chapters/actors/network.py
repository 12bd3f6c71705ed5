"""Who speaks of whom: the actors most in the middle around a ring, an arrow from each speaker to whom he speaks of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from kzlib import charts
from kzlib.chapters.actors.appearance import (
    ARTICLES,
    LABELS,
    LOOKS,
    counted,
    fitted,
    label,
    on_chart,
    sided,
)
from kzlib.chapters.folds import folded, why
from kzlib.compare import Actor
from kzlib.compare.network import Tie, central
from kzlib.compare.side import SIDES
from kzlib.edition import Edition
from kzlib.evidence import Column, address, link, plural, shorten, table, visible

# How many actors and ties the drawing shows, wide and narrow; the rest are in the table.
ACTORS, ACTORS_NARROW, ARROWS = 18, 10, 48
_ROW = 0.36  # inches from one name to the next on either side of the ring
_SHOWN = 3  # statements linked in a cell


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in the drawing: where it stands (the ring has radius 1), how it looks, and on how many ties it is."""

    actor: Actor
    x: float
    y: float
    side: str
    weight: int


def ties_chart(edition: Edition) -> Markup:
    """The ring of those most in the middle. Says in words if nobody speaks of anybody."""
    found = edition.ties
    if not found:
        return Markup("<p>No quotation names another actor, so there is no network to draw.</p>")
    middle = central(found, ACTORS)

    def draw(width: float, links: charts.Links) -> Figure:
        narrow = width < charts.WIDE
        nodes = _ring(edition, middle[: ACTORS_NARROW if narrow else ACTORS])
        drawn = _among(found, nodes)
        nodes = _ring(edition, [a for a in middle if any(a in (t.speaker, t.about) for t in drawn)])
        entries = [
            charts.Entry(label(edition, c), LOOKS[c][1], LOOKS[c][0])
            for c in LABELS
            if c in {n.side for n in nodes.values()}
        ]
        high = 0.5 + _ROW * (len(nodes) + 1) / 2 * (1.0 if narrow else 1.15)
        figure, (top, axes) = charts.panels(width, [charts.key_height(entries, width), max(high, 1.6)], share_x=False)
        charts.key(top, entries, width)
        room = 1.5 if narrow else 3.1
        reach = (width - 0.4) / (width - 0.4 - 2 * room)
        axes.set_xlim(-reach, reach)
        axes.set_ylim(-1.08, 1.08)
        axes.set_axis_off()
        for tie in drawn:
            _arrow(axes, edition, tie, nodes, links)
        for node in nodes.values():
            _node(axes, edition, node, links, room - 0.22)
        return figure

    return charts.chart(
        draw,
        "network",
        _alt(edition, found, middle),
        _caption(len(_everybody(found)) > ACTORS),
        edition.imprint("actors", "network"),
    )


def _caption(more: bool) -> Markup:
    rest = "; of many actors those on the strongest ties are drawn, the others are in the table below" if more else ""
    return Markup(
        "An arrow leads from a speaker to somebody named within his words, in the colour of the speaker’s side; the "
        "thicker, the more independent articles{}. Arrows and names lead to the evidence. Telephones show fewer."
    ).format(rest)


def _everybody(ties: Sequence[Tie]) -> set[str]:
    return {a for t in ties for a in (t.speaker, t.about)}


def _alt(edition: Edition, ties: Sequence[Tie], middle: Sequence[str]) -> str:
    shown = set(middle)
    said = (
        f"{on_chart(edition.actor[t.speaker].name, 60)} of {on_chart(edition.actor[t.about].name, 60)}, "
        f"in {plural(len(t.origins), 'independent article')}"
        for t in ties
        if t.speaker in shown and t.about in shown
    )
    return charts.listed("Who speaks of whom.", said)


def _ring(edition: Edition, actors: Sequence[str]) -> dict[str, Node]:
    """Places around the ring, side by side of one side: down on the right, up on the left, names at equal steps.

    Equal steps of height, not of angle, so that no two names on a side of the ring touch.
    """
    weights = Counter(a for t in edition.ties for a in (t.speaker, t.about) for _ in t.origins)
    sides = {a: edition.sides.main(a).code for a in actors}
    order = sorted(actors, key=lambda a: (SIDES.index(sides[a]), actors.index(a)))
    right = -(-len(order) // 2)
    nodes = {}
    for place, actor in enumerate(order):
        on_right = place < right
        count, at = (right, place) if on_right else (len(order) - right, place - right)
        y = 1 - 2 * (at + 0.5) / max(count, 1)
        y = y if on_right else -y
        x = (0.45 + 0.55 * math.sqrt(max(0.0, 1 - y * y))) * (1 if on_right else -1)
        nodes[actor] = Node(edition.actor[actor], round(x, 3), round(y, 3), sides[actor], weights[actor])
    return nodes


def _among(ties: Sequence[Tie], nodes: dict[str, Node]) -> list[Tie]:
    """The strongest ties between the actors drawn."""
    return [t for t in ties if t.speaker in nodes and t.about in nodes][:ARROWS]


def _arrow(axes: Axes, edition: Edition, tie: Tie, nodes: dict[str, Node], links: charts.Links) -> None:
    start, end = nodes[tie.speaker], nodes[tie.about]
    quotation = tie.statements[0][0]
    names = f"{on_chart(start.actor.name, 60)} of {on_chart(end.actor.name, 60)}"
    title = f"{names}, in {plural(len(tie.origins), 'independent article')}: {on_chart(quotation['text'], 100)}"
    path = _bent((start.x, start.y), (end.x, end.y))
    patch = FancyArrowPatch(
        path=path,
        arrowstyle="-|>,head_length=4.2,head_width=2.1",
        mutation_scale=1.0,
        linewidth=min(0.9 + 0.7 * (len(tie.origins) - 1), 4.0),
        color=LOOKS[start.side][0],
        alpha=0.85,
        shrinkA=0,
        shrinkB=0,
    )
    patch.set_url(links.to(address(quotation), title))
    axes.add_patch(patch)


def _bent(start: tuple[float, float], end: tuple[float, float]) -> Path:
    """A curve drawn towards the middle and a little to its left, so that two ways between two actors stay apart."""
    (x0, y0), (x1, y1) = start, end
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    control = (middle[0] * 0.35 - (y1 - y0) * 0.1, middle[1] * 0.55 + (x1 - x0) * 0.1)
    first, last = _towards(start, control, 0.05), _towards(end, control, 0.07)
    return Path([first, control, last], [Path.MOVETO, Path.CURVE3, Path.CURVE3])


def _towards(point: tuple[float, float], other: tuple[float, float], step: float) -> tuple[float, float]:
    """A point a step nearer to another, so that arrows end at the edge of a mark."""
    dx, dy = other[0] - point[0], other[1] - point[1]
    length = math.hypot(dx, dy) or 1.0
    return round(point[0] + dx * step / length, 4), round(point[1] + dy * step / length, 4)


def _node(axes: Axes, edition: Edition, node: Node, links: charts.Links, room: float) -> None:
    colour, marker = LOOKS[node.side]
    row = node.actor.first
    title = f"{on_chart(node.actor.name, 60)} ({label(edition, node.side)})"
    url = links.to(address(row), title)
    size = 34 + 7 * min(node.weight, 12)
    axes.scatter([node.x], [node.y], s=size, marker=marker, color=colour, zorder=3, urls=[url])
    right = node.x > 0
    text = axes.annotate(
        fitted(node.actor.name, room),
        (node.x, node.y),
        xytext=(9 if right else -9, 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center",
        fontsize=charts.SMALL,
    )
    text.set_url(url)


def ties(edition: Edition, most: int) -> Markup:
    """The table of ties: who, of whom, in how many independent articles, with the statements."""
    found = edition.ties
    if not found:
        return Markup("<p>There is no tie to list.</p>")
    columns = [
        Column("Speaker"),
        Column("speaks of"),
        Column(ARTICLES, "n"),
        Column("In these words", "words"),
    ]
    rows = []
    for tie in found[:most]:
        speaker, about = edition.actor[tie.speaker], edition.actor[tie.about]
        told = counted(len(tie.origins), len(tie.articles))
        rows.append((sided(edition, speaker), sided(edition, about), told, _statements(tie)))
    caption = "Ties, those in most independent articles first (all articles in brackets)"
    return folded("The ties, each with its words", table(caption, columns, rows, len(found), id="t-ties"))


def _statements(tie: Tie) -> Markup:
    """The first statement, the next ones on demand."""
    said = [link(q, _words(q["text"])) for q, _ in tie.statements[:_SHOWN]]
    if len(said) == 1:
        return said[0]
    rest = len(tie.statements) - _SHOWN
    more = f" and {rest:,} more" if rest > 0 else ""
    return said[0] + why(f"{len(tie.statements) - 1:,} more", Markup("; ").join(said[1:]) + more)


def _words(text: str) -> Markup:
    return Markup('<span class="evidence" lang="fr">{}</span>').format(visible(shorten(text, 110)))
