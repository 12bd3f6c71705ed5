"""Who repeats whom: articles that are one voice, drawn in time, with the words that they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.chapters.names import article
from kzlib.compare.origins import Family, Link, agencies
from kzlib.edition import Edition
from kzlib.evidence import Column, day, href, joined, link, missing, shorten, source, table, tally, visible

KINDS = {
    "copy": charts.Entry("copies it", "o", charts.PALETTE[1]),
    "declared": charts.Entry("says that it takes it over", "s", charts.PALETTE[0]),
    "agency": charts.Entry("gives the text of the same agency", "^", charts.PALETTE[2]),
}
_STYLES = {"copy": "solid", "declared": (0, (5, 2)), "agency": (0, (1, 1.5))}
_FIRST = charts.Entry("the earliest of them", "D", charts.INK, filled=False)
DRAWN = 24  # articles drawn one a row; with more, families are the rows
FAMILIES = 16  # families drawn
MARKS = 4  # marks of a family, spread over its days
SHOWN = 8  # pairs whose shared words are shown
_NAMED = 5  # members of a family that are named in the table


def voices(edition: Edition, most: int) -> Markup:
    """The independent voices, then why each article that repeats another does, then what shares words only."""
    if not edition.cards:
        return Markup("<p>There is no article.</p>")
    text = _summary(edition) + _independent(edition, most)
    found = _repeating(edition)
    if found:
        columns = [Column("Article"), Column("Repeats"), Column("Why", "words")]
        rows = [(source(k.doc_id), source(k.original), _reason(k)) for k in found[:most]]
        text += table("Which article repeats which, and why", columns, rows, len(found), id="t-links")
    return text + _loose(edition, most)


def _loose(edition: Edition, most: int) -> Markup:
    found = [k for k in edition.links if not k.one_voice]
    if not found:
        return Markup("")
    columns = [Column("Article"), Column("Shares words with"), Column("Share of the shorter", "n")]
    rows = [(source(k.doc_id), source(k.original), f"{k.share or 0:.0%}") for k in found[:most]]
    caption = "Articles that share words, too few to make one voice of them"
    return table(caption, columns, rows, len(found), id="t-loose")


def _repeating(edition: Edition) -> list[Link]:
    """For each article that repeats another the strongest link, the largest families first."""
    members = [(family, d) for family in edition.families for d in family.members[1:]]
    strongest = {family.members[0]: _strongest(family) for family in edition.families}
    return [strongest[f.members[0]].get(d) or _turned(f, d) for f, d in members]


def _turned(family: Family, doc_id: str) -> Link:
    """The link of an article that only a later one of unknown day joins to its family."""
    return next(k for k in family.links if doc_id in (k.doc_id, k.original))


def _summary(edition: Edition) -> Markup:
    every = "data/documents.csv"
    total = tally(len(edition.cards), "article", every)
    repeating = sum(len(f.members) - 1 for f in edition.families)
    if not repeating:
        text = Markup("<p>Of {}, none repeats another: each counts as a voice of its own.").format(total)
    else:
        text = Markup("<p>Of {}, {} another.").format(total, tally(repeating, "repeats", "#t-links", "repeat"))
    credited = [
        Markup("{} ({})").format(name, tally(n, "article", every)) for name, n in agencies(edition.tables)[:_NAMED]
    ]
    if credited:
        text += Markup(" Agencies credited for whole articles: {}.").format(joined(credited))
    silent = _declared_elsewhere(edition)
    if silent:
        verb = "says" if len(silent) == 1 else "say"
        named = joined([*(source(d) for d in silent[:_NAMED]), *(["others"] if len(silent) > _NAMED else [])])
        text += Markup(" {} {} that the text comes from elsewhere ({}), but from no article of this edition.").format(
            tally(len(silent), "article", every), verb, named
        )
    return text + Markup("</p>")


def _declared_elsewhere(edition: Edition) -> list[str]:
    """Republished and translated articles whose original is not among the others."""
    return [
        doc_id
        for doc_id, row in edition.documents.items()
        if row.get("origin") in ("republished", "translated") and edition.origin_of[doc_id] == doc_id
    ]


def _independent(edition: Edition, most: int) -> Markup:
    """A row a voice: its earliest article, how many articles it stands in, and which; the largest first."""
    several = {f.members[0]: f.members for f in edition.families}
    alone = [(d, (d,)) for d in sorted(set(edition.origin_of.values())) if d not in several]
    every = [*several.items(), *alone]
    columns = [Column("Voice: the earliest article"), Column("Articles", "n"), Column("Repeated by")]
    rows = [(source(first), len(members), _others(members[1:])) for first, members in every[:most]]
    return table("Independent voices", columns, rows, len(every), id="t-origins")


def _others(rest: Sequence[str]) -> object:
    if not rest:
        return missing("none")
    more = f" and {len(rest) - _NAMED:,} more" if len(rest) > _NAMED else ""
    return joined((source(m) for m in rest[:_NAMED]), "and" if not more else ",") + more


def _reason(found: Link) -> Markup:
    """Why one article is held to repeat another, in words, linked to words that both have."""
    unsure = "" if found.ordered else "; their days do not tell which came first"
    if found.kind == "copy":
        shown: object = f"{found.share or 0:.0%} of the shorter text is in both"
        passage = next(iter(found.passages), None)
        return (link(passage, shown) if passage else Markup.escape(shown)) + unsure
    words = Markup('<span lang="fr">{}</span>').format(
        visible(shorten((found.words or "").removeprefix("text: "), 200))
    )
    head = "it says so: " if found.kind == "declared" else "both credit one agency: "
    return Markup("{}{}{}").format(head, words, unsure)


def passages(edition: Edition) -> Markup:
    """Words that articles share, side by side, each linked to where they stand."""
    pairs = [k for k in edition.links if k.passages]
    if not pairs:
        return Markup(
            "<p>No two articles of this edition share a passage of sixteen words or more, quotations apart.</p>"
        )
    shown = Markup("").join(_side_by_side(k) for k in pairs[:SHOWN])
    if len(pairs) > SHOWN:
        shown += Markup('<p class="more">All passages are in <a href="data/shared.csv">shared.csv</a>.</p>')
    return shown


def _side_by_side(pair: Link) -> Markup:
    head = Markup("<summary>{} and {}</summary>").format(article(pair.original), article(pair.doc_id))
    columns = [Column(pair.original, "words"), Column(pair.doc_id, "words"), Column("Words", "n")]
    rows = [(_words(r, "other_"), _words(r, ""), f"{r['words']:,}") for r in pair.passages]
    return Markup("<details>{}{}</details>").format(head, table("Shared words", columns, rows))


def _words(row: dict[str, object], side: str) -> Markup:
    """The beginning of a shared passage, as one of the two articles writes it."""
    where = {
        "doc_id": row["other_id" if side else "doc_id"],
        **{name: row[side + name] for name in ("start", "end", "text")},
    }
    return link(where)


def chart(edition: Edition) -> Markup:
    """Who repeats whom, in time order: a row an article, or a row a family where there are many; nothing if nobody."""
    families = edition.families
    members = sum(len(f.members) for f in families)
    if not families:
        return Markup("")
    each = members <= DRAWN
    drawn = families if each else families[:FAMILIES]
    days = {d: row["published"] for d, row in edition.documents.items()}

    def draw(width: float, links: charts.Links) -> Figure:
        rows = members if each else len(drawn)
        entries = [_FIRST, *(e for k, e in KINDS.items() if any(li.kind == k for f in drawn for li in f.links))]
        heights = [charts.key_height(entries, width), 0.75 + 0.27 * rows]
        figure, (top, axes) = charts.panels(width, heights, share_x=False)
        charts.key(top, entries, width)
        at = _places(axes, drawn, days, width)
        (_articles if each else _rows)(axes, drawn, at, links, width)
        return figure

    head = "Each row is an article: " if each else "Each row is a family, named by its earliest article: "
    caption = Markup("{}a line leads from the article repeated to the one that repeats it, on their days.").format(head)
    if len(drawn) < len(families):
        caption += Markup(" The table has {}.").format(tally(len(families) - len(drawn), "more", "#t-origins", "more"))
    alt = charts.listed("Who repeats whom:", (_told(f, days) for f in drawn))
    return charts.chart(draw, "origins", alt, caption, edition.imprint("reliability", "origins"))


def _told(family: Family, days: dict[str, dt.date | None]) -> str:
    first, *rest = family.members
    named = ", ".join(f"{m} ({day(days[m]) or 'day unknown'})" for m in rest[:_NAMED])
    more = f" and {len(rest) - _NAMED:,} more" if len(rest) > _NAMED else ""
    return f"{first} ({day(days[first]) or 'day unknown'}), repeated by {named}{more}"


def _places(axes: Axes, drawn: Sequence[Family], days: dict[str, dt.date | None], width: float) -> dict[str, float]:
    """Where each article stands along the days; those of unknown day beyond the last one."""
    known = [d for f in drawn for m in f.members if (d := days[m])]
    if not known:
        axes.set_xticks([0], ["day not known"], fontsize=charts.SMALL)
        axes.set_xlim(-0.7, 0.7)
        return {m: 0.0 for f in drawn for m in f.members}
    along = charts.Days(known)
    charts.days_along(axes, along, width * 0.65)
    beyond = len(along) + 0.12 * len(along)
    at = {m: along.at(d) if (d := days[m]) else beyond for f in drawn for m in f.members}
    if any(place == beyond for place in at.values()):
        labels = [t.get_text() for t in axes.get_xticklabels()]
        axes.set_xticks([*axes.get_xticks(), beyond], [*labels, "not\nknown"], fontsize=charts.SMALL)
        axes.set_xlim(-0.7, beyond + 0.08 * len(along) + 0.3)
    return at


def _articles(axes: Axes, drawn: Sequence[Family], at: dict[str, float], links: charts.Links, width: float) -> None:
    """A row an article, families one after the other, the earliest on top."""
    order = [m for f in drawn for m in f.members]
    row = {m: -n for n, m in enumerate(order)}
    for family in drawn:
        first = family.members[0]
        _dot(axes, at[first], row[first], _FIRST, links.to(href(first), f"{first}: the earliest"))
        for doc_id, found in _strongest(family).items():
            entry = KINDS[found.kind]
            x, y = at[found.original], row[found.original]
            axes.plot(
                [x, x, at[doc_id]], [y, row[doc_id], row[doc_id]],
                color=entry.colour, linewidth=1.3, linestyle=_STYLES[found.kind], zorder=1,
            )  # fmt: skip
            _dot(axes, at[doc_id], row[doc_id], entry, links.to(_evidence(found), f"{doc_id}: {_short(found)}"))
    _named_rows(axes, order, width)


def _rows(axes: Axes, drawn: Sequence[Family], at: dict[str, float], links: charts.Links, width: float) -> None:
    """A row a family: its earliest article, then a mark for each day and kind on which it is repeated."""
    for n, family in enumerate(drawn):
        first = family.members[0]
        axes.plot([min(at[m] for m in family.members), max(at[m] for m in family.members)], [-n, -n],
                  color=charts.SOFT, linewidth=1.0, zorder=1)  # fmt: skip
        marks = {(at[d], found.kind): found for d, found in reversed(_strongest(family).items())}
        every = sorted(marks.items())
        for (place, kind), found in every[:: -(-len(every) // MARKS) or 1]:
            _dot(axes, place, -n, KINDS[kind], links.to(_evidence(found), f"{found.doc_id}: {_short(found)}"))
        _dot(axes, at[first], -n, _FIRST, links.to(href(first), f"{first}: the earliest"))
    _named_rows(axes, [f"{len(f.members)} × {f.members[0]}" for f in drawn], width)


def _strongest(family: Family) -> dict[str, Link]:
    """For each article that repeats another the strongest link."""
    found: dict[str, Link] = {}
    for one in family.links:
        found.setdefault(one.doc_id, one)
    return found


def _short(found: Link) -> str:
    return f"{KINDS[found.kind].label} ({found.original})"


def _evidence(found: Link) -> str:
    passage = next(iter(found.passages), None)
    return href(found.doc_id, passage["start"], passage["end"]) if passage else href(found.doc_id)


def _dot(axes: Axes, x: float, y: float, entry: charts.Entry, address: str) -> None:
    face = entry.colour if entry.filled else charts.PAPER
    axes.scatter(
        [x], [y], s=52, marker=entry.marker, facecolors=face, edgecolors=entry.colour, linewidths=1.4, urls=[address],
        zorder=3,
    )  # fmt: skip


def _named_rows(axes: Axes, names: Sequence[str], width: float) -> None:
    room = 0.28 * width
    axes.set_yticks([-n for n in range(len(names))], [charts.fit(n, room, charts.SMALL) for n in names])
    axes.tick_params(axis="y", labelsize=charts.SMALL)
    axes.set_ylim(-len(names) + 0.4, 0.6)
