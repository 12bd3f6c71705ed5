"""Source reliability: what is known of where each article comes from."""

from __future__ import annotations

from markupsafe import Markup
from matplotlib.figure import Figure

from kzlib import charts, compare
from kzlib import reliability as grading
from kzlib.edition import Edition
from kzlib.evidence import Column, address, href, joined, link, missing, plural, shorten, source, table, visible
from kzlib.reliability import GRADES, RULES, Flag, SourceCard

# What each flag asks, as the heading of its column.
QUESTIONS = {
    "publisher_known": "Publisher known",
    "author_known": "Signed",
    "date_known": "Dated",
    "origin": "Original",
    "state_affiliated": "State-affiliated",
    "names_its_sources": "Names its sources",
    "contradicts_itself": "Contradicts itself",
}
# Marks of the chart: known and good, in part, a fault, unknown.
MARKS = {
    "good": ("o", charts.PALETTE[2]),
    "part": ("D", charts.PALETTE[5]),
    "bad": ("X", charts.PALETTE[1]),
    "none": ("_", charts.PALETTE[6]),
}
FAULTS = {"state_affiliated", "contradicts_itself"}


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
    if flag.name == "names_its_sources":
        return f"{float(flag.value):.0%}"
    if flag.name == "agencies":
        return flag.basis if flag.value else "none named"
    if flag.evidence:
        doc_id, start, end = flag.evidence
        return link({"doc_id": doc_id, "start": start, "end": end, "text": flag.basis}, flag.basis)
    return str(flag.value)


def lead(edition: Edition) -> Markup:
    """The opening sentences: how many articles say where they come from, how many contradict themselves."""
    cards = edition.cards
    total = plural(len(cards), "article")

    def having(name: str) -> int:
        return sum(verdict(c.flags.get(name)) == "good" for c in cards)

    text = Markup("<p>Of {}, {} a known publisher, {} signed, and {} dated by metadata or text. ").format(
        total,
        *(
            _has(having(n), verb)
            for n, verb in (("publisher_known", "has"), ("author_known", "is"), ("date_known", "is"))
        ),
    )
    shares = [c.flags["names_its_sources"] for c in cards if "names_its_sources" in c.flags]
    numbers = [float(f.value) for f in shares if isinstance(f.value, int | float)]
    if numbers:
        text += Markup("They name a source for {:.0%} to {:.0%} of what they report. ").format(
            min(numbers), max(numbers)
        )
    faulty = [c for c in cards if verdict(c.flags.get("contradicts_itself")) == "bad"]
    if faulty:
        text += Markup("{} what contradicts itself: {}. ").format(
            plural(len(faulty), "article holds", "articles hold"),
            joined(Markup("{} ({})").format(source(c.doc_id), words(c.flags["contradicts_itself"])) for c in faulty),
        )
    return text + Markup("</p>")


def _has(count: int, verb: str) -> str:
    many = {"has": "have", "is": "are"}
    return f"{count} {verb if count == 1 else many[verb]}" if count else f"none {verb}"


def chart(edition: Edition) -> Markup:
    """The matrix of flags: a row an article, a column a question; each mark leads to the article's page."""
    cards = edition.cards[:60]

    def draw(width: float, links: charts.Links) -> Figure:
        figure, (axes,) = charts.panels(width, [1.5 + 0.36 * len(cards)])
        for line, card in enumerate(cards):
            for column, name in enumerate(QUESTIONS):
                flag = card.flags.get(name)
                marker, colour = MARKS[verdict(flag)]
                url = links.to(
                    _address(card, flag), f"{card.doc_id}: {QUESTIONS[name]}: {flag.meaning if flag else 'not known'}"
                )
                axes.scatter(
                    [column],
                    [-line],
                    s=90,
                    marker=marker,
                    color=colour,
                    urls=[url],
                    linewidths=2 if marker == "_" else 1,
                )
        axes.set_xticks(range(len(QUESTIONS)), list(QUESTIONS.values()), rotation=35, ha="left")
        axes.tick_params(axis="x", labeltop=True, labelbottom=False)
        room = 18 if width < charts.WIDE else 44
        axes.set_yticks([-n for n in range(len(cards))], [shorten(c.doc_id, room) for c in cards])
        axes.set_ylim(-len(cards) + 0.4, 0.6)
        axes.set_xlim(-0.6, len(QUESTIONS) - 0.2)
        return figure

    alt = "What is known of each article: " + "; ".join(
        f"{c.doc_id}: " + ", ".join(f"{q}: {_plain(c.flags.get(n))}" for n, q in QUESTIONS.items()) for c in cards
    )
    caption = Markup(
        "Green circle: speaks for the article; orange diamond: in part; red cross: against it; dash: not known."
    )
    return charts.chart(draw, "reliability", alt, caption, edition.imprint("reliability", "reliability"))


def _plain(flag: Flag | None) -> str:
    return Markup.escape(words(flag)).striptags()


def _address(card: SourceCard, flag: Flag | None) -> str:
    if flag and flag.evidence:
        doc_id, start, end = flag.evidence
        return address({"doc_id": doc_id, "start": start, "end": end})
    return href(card.doc_id)


def matrix(edition: Edition, most: int) -> Markup:
    """A row an article: what each flag says, with its evidence."""
    columns = [Column("Article"), *(Column(q) for q in QUESTIONS.values()), Column("Leans on")]
    rows = [
        (source(c.doc_id), *(words(c.flags.get(n)) for n in QUESTIONS), words(c.flags.get("agencies")))
        for c in edition.cards[:most]
    ]
    return table("What is known of each article", columns, rows, len(edition.cards), "documents")


def grades(edition: Edition, most: int) -> Markup:
    """A row an article: its grade, the rule that gave it, what it rests on."""
    columns = [Column("Article"), Column("Grade"), Column("Rule", "words"), Column("Rests on", "words")]
    rows = [(source(c.doc_id), c.grade, c.grade_rule + _overruled(c), c.rests_on) for c in edition.cards[:most]]
    return table(
        "Grades of the articles as sources, A (best) to F (cannot be judged)", columns, rows, len(edition.cards)
    )


def rules() -> Markup:
    """The rules that grade an article, in the order in which they are tried."""
    rows = [(r.grade, GRADES[r.grade], r.reason) for r in RULES]
    return table(
        "The first rule that applies gives the grade", [Column("Grade"), Column("Means"), Column("Where")], rows
    )


def diagonal(edition: Edition) -> Markup:
    """How far the grades of articles and of claims say the same thing twice."""
    share = grading.diagonal(edition.cards, edition.claims, edition.claim_grades)
    if share is None:
        return Markup("<p>There is no claim to grade.</p>")
    return Markup(
        "<p>{:.0%} of {} are graded alike as source and as claim (A1, B2, C3 and so on). Where that share is high, "
        "the two grades say one thing twice; among human graders it was 87% (Baker 1968).</p>"
    ).format(share, plural(len(edition.claims), "claim"))


def voices(edition: Edition) -> Markup:
    """Articles that copy one another, as one voice."""
    families: dict[str, list[str]] = {}
    for doc_id, head in compare.origins(edition.tables).items():
        families.setdefault(head, []).append(doc_id)
    copies = [members for members in families.values() if len(members) > 1]
    if not copies:
        return Markup("<p>No article of this edition copies another.</p>")
    rows = [(source(members[0]), joined(source(m) for m in members[1:])) for members in copies]
    return table("Articles that share their text", [Column("Article"), Column("Copied by")], rows)


def _overruled(card: SourceCard) -> Markup:
    return Markup(" Overruled: {}.").format(visible(card.overruled)) if card.overruled else Markup("")
