"""What the articles call people: which word, in whose voice, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.compare.framing import Use, Word
from kzlib.edition import Edition
from kzlib.evidence import Column, address, joined, link, missing, page, plural, shorten, source, table, tally

_OWN = charts.Entry("in its own voice", "s", charts.PALETTE[0])
_QUOTED = charts.Entry("only quoting", "o", charts.PALETTE[1], filled=False)
_BOTH = charts.Entry("both", "D", charts.PALETTE[3])
COLUMNS = 10  # words side by side
DRAWN = 30  # articles side by side; with more, articles are counted by word
_NAMED = 3  # speakers named
NOTHING = Markup("<p>No article uses a word of the lexicon of framing for people.</p>")


def said(edition: Edition) -> Markup:
    """Two sentences: which words articles use as their own, and which accusations they leave to others."""
    words = edition.framing_words
    if not words:
        return NOTHING
    owned = sorted((w for w in words if w.owned), key=lambda w: (-len(w.owned), w.word))
    text = Markup("")
    if owned:
        text += Markup("In their own voice, the articles call people {}. ").format(
            joined(Markup("{} ({})").format(_french(w), _articles(w, "own")) for w in owned[:_NAMED])
        )
    left = sorted(
        (w for w in words if w.tone != "describes" and not w.owned), key=lambda w: (-len(w.only_quoted), w.word)
    )
    if left:
        text += Markup("Nobody but those quoted calls them {}.").format(
            joined(
                (Markup("{} ({}{})").format(_french(w), _articles(w, "quoted"), _speakers(w)) for w in left[:_NAMED]),
                "or",
            )
        )
    return Markup("<p>{}</p>").format(text)


def _french(word: Word) -> Markup:
    french = Markup('<span lang="fr">{}</span>').format(word.word)
    return french if word.english == word.word else Markup("{}, “{}”").format(french, word.english)


def _articles(word: Word, voice: str) -> Markup:
    count = len(word.owned if voice == "own" else word.only_quoted)
    return tally(count, "article", f"#{_place(word, voice)}")


def _place(word: Word, voice: str) -> str:
    """Address of the cell that counts the articles using a word in one voice."""
    return f"w-{page(word.word)}-{voice}"


def _speakers(word: Word) -> Markup:
    names = list(dict.fromkeys(name for use in word.uses.values() for name in use.speakers))
    shown = [shorten(n, 60) for n in names[:_NAMED]] + (["others"] if len(names) > _NAMED else [])
    return Markup(": {}").format(joined(shown)) if shown else Markup("")


def vocabulary(edition: Edition, most: int) -> Markup:
    """A row a word: what it implies, how many articles use it as their own, how many only quote it, from whom."""
    words = edition.framing_words
    if not words:
        return Markup("")
    columns = [
        *(Column("Word"), Column("Means"), Column("Implies", "words")),
        *(Column("Own voice", "n"), Column("Only quoting", "n"), Column("Quoted from")),
    ]
    rows = [
        (
            Markup('<span lang="fr">{}</span>').format(w.word),
            w.english,
            f"{w.tone}: {w.implies}",
            _first(w, "own"),
            _first(w, "quoted"),
            _quoted_from(w),
        )
        for w in words[:most]
    ]
    return table("Words by which people are called", columns, rows, len(words), "framing", id="t-words")


def _first(word: Word, voice: str) -> object:
    """A number of articles, linked to the first use in them."""
    articles = word.owned if voice == "own" else word.only_quoted
    if not articles:
        return missing("none")
    use = word.uses[articles[0]]
    shown = link((use.own or use.quoted)[0], f"{len(articles):,}")
    return Markup('<span id="{}" data-total="{}">{}</span>').format(_place(word, voice), len(articles), shown)


def _quoted_from(word: Word) -> object:
    names = list(dict.fromkeys(name for use in word.uses.values() for name in use.speakers))
    if not names:
        return missing("nobody named") if any(u.quoted for u in word.uses.values()) else missing("nobody")
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(shorten(n, 60) for n in names[:_NAMED]) + more


def matrix(edition: Edition, most: int) -> Markup:
    """A row an article, a column a word: how often in its own voice, how often quoted, linked to the first."""
    words = _columns(edition)
    articles = _by_use(words)
    if not articles:
        return Markup("")
    columns = [Column("Article"), *(Column(w.word) for w in words)]
    rows = [(source(d), *(_cell(w.uses.get(d)) for w in words)) for d in articles[:most]]
    caption = "Which article uses which word, how often in its own voice and how often quoting"
    return table(caption, columns, rows, len(articles), "framing", id="t-framing")


def _columns(edition: Edition) -> list[Word]:
    """The words that most articles use, those that accuse first."""
    often = sorted(edition.framing_words, key=lambda w: (-len(w.uses), w.word))[:COLUMNS]
    return [w for w in edition.framing_words if w in often]


def _by_use(words: Sequence[Word]) -> list[str]:
    """Articles, those that use most of the words first."""
    found = {doc_id for w in words for doc_id in w.uses}
    return sorted(found, key=lambda d: (-sum(d in w.uses for w in words), d))


def _cell(use: Use | None) -> object:
    if use is None:
        return missing("–")
    parts = [link(rows[0], f"{len(rows)} {word}") for word, rows in (("own", use.own), ("quoted", use.quoted)) if rows]
    return Markup(", ").join(parts)


def chart(edition: Edition) -> Markup:
    """Articles by words: a mark where an article uses a word, its shape saying in whose voice."""
    words = _columns(edition)
    articles = _by_use(words)
    if len(articles) < 2:
        return Markup("")
    if len(articles) > DRAWN:
        return _counted(edition, words)

    def draw(width: float, links: charts.Links) -> Figure:
        entries = [_OWN, _QUOTED, _BOTH]
        heights = [charts.key_height(entries, width), 1.1 + 0.3 * len(articles)]
        figure, (top, axes) = charts.panels(width, heights, share_x=False)
        charts.key(top, entries, width)
        for x, word in enumerate(words):
            for doc_id, use in word.uses.items():
                entry = _BOTH if use.own and use.quoted else _OWN if use.own else _QUOTED
                url = links.to(address(use.rows[0]), f"{doc_id}: {word.word}: {_tally(use)}")
                face = entry.colour if entry.filled else charts.PAPER
                axes.scatter(
                    [x], [-articles.index(doc_id)], s=70, marker=entry.marker, facecolors=face,
                    edgecolors=entry.colour, linewidths=1.8, urls=[url],
                )  # fmt: skip
        axes.set_xticks(range(len(words)), [w.word for w in words], rotation=40, ha="left", fontsize=charts.SMALL)
        axes.tick_params(axis="x", labeltop=True, labelbottom=False)
        labels = [charts.fit(d, 0.28 * width, charts.SMALL) for d in articles]
        axes.set_yticks([-n for n in range(len(articles))], labels, fontsize=charts.SMALL)
        axes.set_ylim(-len(articles) + 0.4, 0.6)
        axes.set_xlim(-0.5, len(words) + 0.2)
        return figure

    alt = charts.listed(
        "Which article uses which word:",
        (f"{d}: " + ", ".join(f"{w.word} {_tally(w.uses[d])}" for w in words if d in w.uses) for d in articles),
    )
    caption = Markup("Who is called what, and in whose voice. Each mark leads to the first use.")
    return charts.chart(draw, "framing", alt, caption, edition.imprint("reliability", "framing"))


def _tally(use: Use) -> str:
    parts = [f"{len(rows)} {word}" for word, rows in (("own", use.own), ("quoted", use.quoted)) if rows]
    return ", ".join(parts)


def _counted(edition: Edition, words: Sequence[Word]) -> Markup:
    """With many articles: bars by word, how many articles use it in their own voice, how many only quote it."""

    def draw(width: float, links: charts.Links) -> Figure:
        entries = [charts.Entry(_OWN.label, "s", _OWN.colour), charts.Entry(_QUOTED.label, "s", _QUOTED.colour, False)]
        figure, (top, axes) = charts.panels(width, [charts.key_height(entries, width), 0.6 + 0.34 * len(words)], False)
        charts.key(top, entries, width)
        for n, word in enumerate(words):
            own, quoted = len(word.owned), len(word.only_quoted)
            where = links.to("#t-words", "the table of words")
            axes.barh([-n], [own], height=0.62, color=_OWN.colour, url=where)
            axes.barh(
                [-n], [quoted], left=[own], height=0.62, color=charts.PAPER, edgecolor=_QUOTED.colour, hatch="///"
            )
            axes.text(own + quoted, -n, f"  {own} + {quoted}", va="center", fontsize=charts.SMALL)
        axes.set_yticks([-n for n in range(len(words))], [w.word for w in words], fontsize=charts.SMALL)
        axes.set_xlim(0, 1.18 * max(len(w.uses) for w in words))
        axes.set_xlabel("articles", fontsize=charts.SMALL)
        axes.grid(visible=False, axis="y")
        return figure

    alt = charts.listed(
        "Articles by word:",
        (f"{w.word}: {plural(len(w.owned), 'article')} own voice, {len(w.only_quoted)} only quoting" for w in words),
    )
    caption = Markup("How many articles use each word in their own voice, and how many only in quoting others.")
    return charts.chart(draw, "framing", alt, caption, edition.imprint("reliability", "framing"))
