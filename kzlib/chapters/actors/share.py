"""Share of voice: which side is heard how often, in its own words or reported, and whose counts are printed."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.chapters.actors.appearance import ARTICLES, LOOKS, counted, label, linked, several
from kzlib.compare.country import name
from kzlib.compare.share import Share
from kzlib.edition import Edition
from kzlib.evidence import Column, missing, plural, source, table

_NAMES, _ARTICLES = 3, 6  # speakers and articles named in a cell


def share_chart(edition: Edition) -> Markup:
    """Statements by side as bars, direct ones solid and reported ones hatched, and the counts that sides give."""
    found = edition.shares
    if not any(s.statements or s.figures for s in found):
        return Markup("<p>Nobody is quoted and no count is given, so there is no share of voice to show.</p>")
    given = [s for s in found if s.figures]

    def draw(width: float, links: charts.Links) -> Figure:
        entries = [charts.Entry("in the speaker's own words", "s"), charts.Entry("reported", "s", filled=False)]
        row = 0.3
        heights = [charts.key_height(entries, width), 0.55 + row * len(found)]
        heights += [0.55 + row * len(given)] if given else []
        figure, axes = charts.panels(width, heights, share_x=False)
        charts.key(axes[0], entries, width)
        _statements(axes[1], edition, found, links, width)
        if given:
            _counts(axes[2], edition, given, links, width)
        return figure

    caption = Markup(
        "Bars count statements, each once however many copies repeat it; beside them stands in how many independent "
        "articles they are, all articles in brackets. Bars lead to the rows of the table below."
    )
    return charts.chart(draw, "share", _alt(edition, found), caption, edition.imprint("actors", "share"))


def _alt(edition: Edition, found: list[Share]) -> str:
    said = (
        f"{label(edition, s.code)}: {s.direct} direct, {len(s.statements) - s.direct} reported, "
        f"in {plural(s.origins, 'independent article')}; {plural(s.figures, 'count')} given"
        for s in found
    )
    return charts.listed("Statements by side.", said)


def _statements(axes: Axes, edition: Edition, found: list[Share], links: charts.Links, width: float) -> None:
    most = max(max((len(s.statements) for s in found), default=0), 1)
    for line, share in enumerate(found):
        solid, hatched = share.direct, len(share.statements) - share.direct
        title = f"{label(edition, share.code)}: {solid} direct, {hatched} reported"
        url = links.to(f"#voice-{share.code}", title)
        _bar(axes, line, 0, solid, share.code, url, solid=True)
        _bar(axes, line, solid, hatched, share.code, url, solid=False)
        text = f"{len(share.statements):,}" if share.statements else "none"
        if share.statements:
            text += f" in {counted(share.origins, share.articles)}"
        axes.text(solid + hatched + most * 0.015, -line, text, va="center", fontsize=charts.SMALL)
    _rows(axes, edition, found, most, width, "Statements, independent articles (all)")


def _counts(axes: Axes, edition: Edition, found: list[Share], links: charts.Links, width: float) -> None:
    most = max(s.figures for s in found)
    for line, share in enumerate(found):
        url = links.to(f"#voice-{share.code}", f"{label(edition, share.code)}: {plural(share.figures, 'count')}")
        _bar(axes, line, 0, share.figures, share.code, url, solid=True)
        text = f"{share.figures:,} in {counted(len(share.figure_origins), len(share.figure_articles))}"
        axes.text(share.figures + most * 0.015, -line, text, va="center", fontsize=charts.SMALL)
    _rows(axes, edition, found, most, width, "Counts of people, by who gives them")


def _bar(axes: Axes, line: int, left: int, length: int, code: str, url: str, solid: bool) -> None:
    if length:
        colour = LOOKS[code][0]
        (bar,) = axes.barh(
            [-line],
            [length],
            left=[left],
            height=0.62,
            facecolor=colour if solid else charts.PAPER,
            edgecolor=colour,
            hatch=None if solid else "////",
            linewidth=1.2,
        )
        bar.set_url(url)


def _rows(axes: Axes, edition: Edition, found: list[Share], most: int, width: float, title: str) -> None:
    room = 1.45 if width < charts.WIDE else 3.0
    names = [charts.fit(label(edition, s.code), room, charts.SMALL + 0.5) for s in found]
    axes.set_yticks([-n for n in range(len(found))], names, fontsize=charts.SMALL + 0.5)
    axes.set_ylim(-len(found) + 0.4, 0.6)
    axes.set_xlim(0, most * (1.45 if width < charts.WIDE else 1.18))
    axes.set_xticks([])
    axes.grid(False)
    axes.set_title(title, fontsize=charts.SMALL + 1)


def share(edition: Edition) -> Markup:
    """The table of sides: statements, independent articles, counts given, and who speaks most."""
    found = edition.shares
    columns = [
        Column("Side"),
        Column("Said", "n"),
        Column("direct", "n"),
        Column("reported", "n"),
        Column(ARTICLES, "n"),
        Column("Counts given", "n"),
        Column(ARTICLES, "n"),
        Column("Heard most", "words"),
    ]
    rows = [
        (
            Markup('<span id="voice-{}" data-total="{}">{}</span>').format(
                s.code, len(s.statements), label(edition, s.code)
            ),
            len(s.statements) or missing("none"),
            s.direct,
            len(s.statements) - s.direct,
            counted(s.origins, s.articles) if s.statements else "",
            s.figures or "",
            counted(len(s.figure_origins), len(s.figure_articles)) if s.figures else "",
            _speakers(edition, s),
        )
        for s in found
    ]
    return table(
        "How much of the voice each side has",
        columns,
        rows,
        len(rows),
        id="t-sides",
    )


def _speakers(edition: Edition, share: Share) -> Markup:
    """The speakers of a side heard in most independent articles."""
    origins: defaultdict[str, set[str]] = defaultdict(set)
    for statement in share.statements:
        if statement.actor_id:
            origins[statement.actor_id].add(statement.origin)
    order = sorted(origins, key=lambda a: (-len(origins[a]), a))
    return several(order, _NAMES, lambda a: linked(edition.actor[a]))


def countries(edition: Edition) -> Markup:
    """Relative to which country sides are taken, and in which articles that is so."""
    crisis = edition.crisis
    if not crisis.articles:
        return Markup("<p>The articles speak of no country, so no side can be told from a country.</p>")
    rows = []
    for code, articles in list(crisis.articles.items())[:20]:
        listed = several(articles, _ARTICLES, source)
        name_ = Markup('<span lang="fr">{}</span>').format(name(code))
        rows.append((name_, counted(crisis.origins[code], len(articles)), listed))
    columns = [Column("Country"), Column(ARTICLES, "n"), Column("Articles", "id")]
    if len(crisis.articles) == 1:
        whole = Markup('<span lang="fr">{}</span>, the country').format(name(next(iter(crisis.articles))))
    else:
        whole = Markup("the country of the crisis, article by article: the one")
    why = Markup(
        "<p>Sides are taken relative to {} that an article speaks of most, by its mentions and by where its events and "
        "counts are placed. The country of more than half of the independent articles holds for every article that "
        "speaks of it.</p>"
    ).format(whole)
    return why + table(
        "Where the crisis is",
        columns,
        rows,
        len(crisis.articles),
        id="t-countries",
    )
