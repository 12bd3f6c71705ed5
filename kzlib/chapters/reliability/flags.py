"""The flags of each article: one chart, one table."""

from __future__ import annotations

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.edition import Edition
from kzlib.evidence import Column, address, href, missing, page, plain, shorten, source, table, visible
from kzlib.reliability import Flag, SourceCard

# What each flag asks, as the heading of its column.
QUESTIONS = {
    "publisher_known": "Publisher known",
    "author_known": "Signed",
    "date_known": "Dated",
    "origin": "Publisher's own",
    "copies_another": "Repeats another",
    "state_affiliated": "State-affiliated",
    "party_to_conflict": "Party to the conflict",
    "names_its_sources": "Names its sources",
    "contradicts_itself": "Contradicts itself",
    "track_record": "Track record",
}
# Marks of the chart: known and good, in part, a fault, unknown.
MARKS = {
    "good": charts.Entry("speaks for it", "o", charts.PALETTE[2]),
    "part": charts.Entry("in part", "D", charts.PALETTE[5], filled=False),
    "bad": charts.Entry("against it", "X", charts.PALETTE[1]),
    "none": charts.Entry("not known", "_", charts.PALETTE[6]),
}
FAULTS = {"state_affiliated", "contradicts_itself", "copies_another", "party_to_conflict"}
SHARES = {"names_its_sources", "track_record"}
DRAWN = 16  # articles that the chart has room for


def verdict(flag: Flag | None) -> str:
    """How a flag counts for a reader: good, part, bad or none (not known)."""
    if flag is None or flag.value in (None, "", "unknown"):
        return "none"
    if isinstance(flag.value, int | float) and not isinstance(flag.value, bool):
        return "good" if flag.value >= 0.75 else "part" if flag.value >= 0.4 else "bad"
    value = str(flag.value)
    if flag.name == "origin":
        return "good" if value == "original" else "part"
    if value == "partly":
        return "part"
    yes = value == "yes"
    return "good" if yes != (flag.name in FAULTS) else "bad"


def words(flag: Flag | None) -> object:
    """A flag's value as printed, linked to its evidence where it has any."""
    if flag is None or flag.value in (None, "", "unknown"):
        return missing("not known")
    if flag.name in SHARES:
        shown: object = f"{float(flag.value):.0%} ({flag.basis.partition(':')[0]})"
    elif flag.name == "copies_another":
        shown = str(flag.value)
    elif flag.name == "agencies":
        return flag.basis if flag.value else "none named"
    else:
        shown = visible(flag.basis) if flag.evidence else str(flag.value)
    if flag.evidence:
        doc_id, start, end = flag.evidence
        where = address({"doc_id": doc_id, "start": start, "end": end})
        why = plain(shorten(flag.basis, 240))
        return Markup('<a class="ev why" href="{}" title="{}">{}</a>').format(where, why, shown)
    return shown


def chart(edition: Edition) -> Markup:
    """The matrix of flags: a row an article, a column a question; each mark leads to its evidence.

    Where there are more articles than it has room for, those with most against them are drawn.
    """
    cards = sorted(edition.cards, key=_faults)[:DRAWN] if len(edition.cards) > DRAWN else edition.cards
    if not cards:
        return Markup("<p>There is no article to judge.</p>")

    def draw(width: float, links: charts.Links) -> Figure:
        keys = list(MARKS.values())
        figure, (top, axes) = charts.panels(
            width, [charts.key_height(keys, width), 1.5 + 0.3 * len(cards)], share_x=False
        )
        charts.key(top, keys, width)
        for line, card in enumerate(cards):
            for column, name in enumerate(QUESTIONS):
                _mark(axes, column, -line, card, name, links)
        axes.set_xticks(range(len(QUESTIONS)), list(QUESTIONS.values()), rotation=40, ha="left", fontsize=charts.SMALL)
        axes.tick_params(axis="x", labeltop=True, labelbottom=False)
        room = 0.24 * width if width >= charts.WIDE else 0.3 * width
        labels = [charts.fit(c.doc_id, room, charts.SMALL) for c in cards]
        axes.set_yticks([-n for n in range(len(cards))], labels, fontsize=charts.SMALL)
        axes.set_ylim(-len(cards) + 0.4, 0.6)
        axes.set_xlim(-0.5, len(QUESTIONS) + (0.2 if width >= charts.WIDE else 1.0))
        return figure

    caption = Markup("{}. Each mark leads to what it rests on.").format(
        "What is known of each article"
        if len(cards) == len(edition.cards)
        else "The articles that most speaks against; the others are in the table below"
    )
    return charts.chart(draw, "reliability", _alt(cards), caption, edition.imprint("reliability", "reliability"))


def _faults(card: SourceCard) -> tuple[int, int, str]:
    verdicts = [verdict(card.flags.get(name)) for name in QUESTIONS]
    return -verdicts.count("bad"), -verdicts.count("none"), card.doc_id


def _mark(axes: Axes, x: int, y: int, card: SourceCard, name: str, links: charts.Links) -> None:
    flag = card.flags.get(name)
    kind = MARKS[verdict(flag)]
    label = f"{card.doc_id}: {QUESTIONS[name]}: {flag.meaning if flag else 'not known'}"
    face = kind.colour if kind.filled else charts.PAPER
    url = links.to(_place(card, flag), label)
    if kind.marker == "_":
        axes.scatter([x], [y], s=62, marker="_", color=kind.colour, linewidths=1.6, urls=[url])
    else:
        axes.scatter(
            [x], [y], s=62, marker=kind.marker, facecolors=face, edgecolors=kind.colour, linewidths=1.6, urls=[url]
        )


def _alt(cards: list[SourceCard]) -> str:
    items = (f"{c.doc_id}: " + ", ".join(f"{q} {_plain(c.flags.get(n))}" for n, q in QUESTIONS.items()) for c in cards)
    return charts.listed("What is known of each article:", items)


def _plain(flag: Flag | None) -> str:
    return Markup.escape(words(flag)).striptags()


def _place(card: SourceCard, flag: Flag | None) -> str:
    if flag and flag.evidence:
        doc_id, start, end = flag.evidence
        return address({"doc_id": doc_id, "start": start, "end": end})
    return href(card.doc_id)


def matrix(edition: Edition, most: int) -> Markup:
    """A row an article: what each flag says, with its evidence."""
    columns = [Column("Article"), *(Column(q) for q in QUESTIONS.values())]
    rows = [(source(c.doc_id), *(_named(c, n) for n in QUESTIONS)) for c in edition.cards[:most]]
    return table("What is known of each article", columns, rows, len(edition.cards), "documents", id="t-flags")


def _named(card: SourceCard, name: str) -> object:
    """A flag's cell; a share has an address of its own, to which the lead leads."""
    shown = words(card.flags.get(name))
    if name not in SHARES or isinstance(shown, Markup):
        return shown
    return Markup('<span id="{}">{}</span>').format(f"{name}-{page(card.doc_id)}", shown)


def leanings(edition: Edition, most: int) -> Markup:
    """A row an article: how much of what it reports comes from parties to the conflict, and which agencies it cites."""
    columns = [Column("Article"), Column("From parties to the conflict", "words"), Column("Agencies cited")]
    rows = [
        (source(c.doc_id), _leaning(c.flags.get("leans_on_parties")), words(c.flags.get("agencies")))
        for c in edition.cards[:most]
    ]
    return (
        table("Whom each article leans on", columns, rows, len(edition.cards), id="t-leanings") if rows else Markup("")
    )


def _leaning(flag: Flag | None) -> object:
    if flag is None or not isinstance(flag.value, float):
        return missing("not known")
    names = flag.basis.split(", ")
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"{flag.value:.0%} ({shown})"
