"""Who repeats whom: articles that are one voice, drawn in time, with the words that they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.compare.origins import Family, Link, agencies
from kzlib.edition import Edition
from kzlib.evidence import Column, day, href, joined, link, plural, source, table, tally, visible

KINDS = {
    "copy": charts.Entry("copies it", "o", charts.PALETTE[1]),
    "declared": charts.Entry("says that it takes it over", "s", charts.PALETTE[0]),
    "agency": charts.Entry("gives the text of the same agency", "^", charts.PALETTE[2]),
}
_STYLES = {"copy": "solid", "declared": (0, (5, 2)), "agency": (0, (1, 1.5))}
_FIRST = charts.Entry("the earliest of them", "D", charts.INK, filled=False)
DRAWN = 30  # articles drawn one a row; with more, families are the rows
FAMILIES = 24  # families drawn
SHOWN = 12  # pairs whose shared words are shown
_NAMED = 5  # members of a family that are named in the table


def voices(edition: Edition, most: int) -> Markup:
    """Articles that are one voice and why, then those that share words without being copies."""
    links = edition.links
    families = edition.families
    text = _summary(edition)
    if families:
        columns = [Column("Earliest"), Column("Articles", "n"), Column("Repeated by"), Column("Why", "words")]
        rows = [_family(f, edition) for f in families[:most]]
        text += table("Articles that are one voice", columns, rows, len(families), id="t-origins")
    loose = [k for k in links if not k.one_voice]
    if loose:
        columns = [Column("Article"), Column("Shares words with"), Column("Share of the shorter", "n")]
        rows = [(source(k.doc_id), source(k.original), f"{k.share or 0:.0%}") for k in loose[:most]]
        caption = "Articles that share words, too few to make one voice of them"
        text += table(caption, columns, rows, len(loose), id="t-loose")
    return text


def _summary(edition: Edition) -> Markup:
    total = tally(len(edition.cards), "article", "#t-flags")
    repeating = sum(len(f.members) - 1 for f in edition.families)
    if not edition.cards:
        return Markup("<p>There is no article.</p>")
    if not repeating:
        text = Markup("<p>Of the {}, none repeats another: each counts as a voice of its own.").format(total)
    else:
        verb = "repeats" if repeating == 1 else "repeat"
        text = Markup("<p>Of the {}, {} another.").format(total, tally(repeating, verb, "#t-origins", verb))
    credited = [
        Markup("{} ({})").format(name, tally(n, "article", "data/documents.csv"))
        for name, n in agencies(edition.tables)[:_NAMED]
    ]
    if credited:
        text += Markup(" Agencies credited for whole articles: {}.").format(joined(credited))
    silent = _declared_elsewhere(edition)
    if silent:
        verb = "says" if len(silent) == 1 else "say"
        named = joined(source(d) for d in silent[:_NAMED])
        rest = f" and {len(silent) - _NAMED:,} more" if len(silent) > _NAMED else ""
        text += Markup(" {} {} that the text comes from elsewhere ({}{}), but from no article of this edition.").format(
            tally(len(silent), "article", "#t-flags"), verb, named, rest
        )
    return text + Markup("</p>")


def _declared_elsewhere(edition: Edition) -> list[str]:
    """Republished and translated articles whose original is not among the others."""
    return [
        doc_id
        for doc_id, row in edition.documents.items()
        if row.get("origin") in ("republished", "translated") and edition.origin_of[doc_id] == doc_id
    ]


def _family(family: Family, edition: Edition) -> tuple[object, ...]:
    first, *rest = family.members
    named = joined((source(m) for m in rest[:_NAMED]), "and" if len(rest) <= _NAMED else ",")
    more = f" and {len(rest) - _NAMED:,} more" if len(rest) > _NAMED else ""
    return source(first), len(family.members), named + more, Markup("; ").join(_reasons(family))


def _reasons(family: Family) -> list[Markup]:
    """Each kind of link once, with its strongest case in words."""
    said = []
    for kind in KINDS:
        same = [k for k in family.links if k.kind == kind]
        if same:
            said.append(_reason(max(same, key=lambda k: k.share or 0.0), len(same)))
    if any(not k.ordered for k in family.links):
        said.append(Markup("their days do not tell which came first"))
    return said


def _reason(link_: Link, count: int) -> Markup:
    times = f" ({count:,} links)" if count > 1 else ""
    if link_.kind == "copy":
        passage = next(iter(link_.passages), None)
        shown: object = f"{link_.share or 0:.0%} of the shorter text is in both"
        return (link(passage, shown) if passage else Markup.escape(shown)) + times
    words = Markup('<span lang="fr">{}</span>').format(visible((link_.words or "").removeprefix("text: ")))
    head = "it says so: " if link_.kind == "declared" else "they credit one agency: "
    return Markup("{}{}{}").format(head, words, times)


def passages(edition: Edition) -> Markup:
    """Words that articles share, side by side, each linked to where they stand."""
    pairs = [k for k in edition.links if k.passages]
    if not pairs:
        return Markup(
            "<p>No two articles of this edition share a passage of sixteen words or more, quotations apart.</p>"
        )
    shown = Markup("").join(_side_by_side(k) for k in pairs[:SHOWN])
    left = len(pairs) - SHOWN
    if left > 0:
        shown += Markup(
            '<p class="more">{} of {:,} pairs shown. All passages are in <a href="data/shared.csv">shared.csv</a>.</p>'
        ).format(SHOWN, len(pairs))
    return shown


def _side_by_side(pair: Link) -> Markup:
    words = sum(row["words"] for row in pair.passages)
    head = Markup("<summary>{} and {}: {} in common</summary>").format(
        pair.original, pair.doc_id, plural(words, "word") if len(pair.passages) < 3 else f"{words:,} words or more"
    )
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
        caption += Markup(" {} is in the table.").format(tally(len(families) - len(drawn), "more family", "#t-origins"))
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
        for (place, kind), found in sorted(marks.items()):
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
