"""The page of an article: what is known of it, and the passages that evidence rests on, with every reading marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from kzlib.evidence import Column, anchor, day, days, joined, missing, number, plural, shorten, table, visible, web
from kzlib.rendered import Use

# Characters of context shown on either side of a name that nothing else rests on.
CONTEXT = 60
# Characters of a title, name, address or note that metadata give.
STATED = 1_000
# Tables whose readings show the whole sentence that they stand in.
WHOLE_SENTENCE = ("figures", "dates", "quotations", "events", "framing", "shared")
# Links back from an article to one part of the book, and from one reading, at most.
USES, USES_OF_ONE = 24, 3
KINDS = {
    **{"dates": "date", "figures": "figure", "mentions": "actor", "quotations": "quotation", "events": "event"},
    **{"framing": "word", "shared": "shared"},
}

_LEGEND = Markup("").join(
    Markup('<li><mark class="{0}">{0}</mark></li>').format(kind)
    for kind in ("figure", "date", "quotation", "actor", "event")
)

Row = dict[str, Any]
Window = tuple[int, int]  # where a stretch of a text begins and ends


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of text: offsets, and the kind of reading (date, figure, actor, quotation, event)."""

    start: int
    end: int
    kind: str


def windows(text: str, rows: dict[str, list[Row]], sentences: Sequence[Row], full: bool) -> list[Window]:
    """The stretches of an article that its page shows, as (start, end), in order, without overlap.

    By default the sentences that a figure, date, quotation or event stands in, and a few words around the first
    mention of each actor and every one with a role; `full` shows the whole text.
    """
    if full:
        return [(0, len(text))]
    wanted = [sentences_of(row, sentences) for name in WHOLE_SENTENCE for row in rows[name]]
    seen: set[str] = set()
    for mention in rows["mentions"]:
        if mention["actor_id"] not in seen or mention["role"]:
            seen.add(mention["actor_id"])
            wanted.append(_around(text, mention["start"], mention["end"]))
    merged: list[Window] = []
    for start, end in sorted(wanted):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def sentences_of(row: Row, sentences: Sequence[Row]) -> tuple[int, int]:
    """The stretch of the sentences that a reading stands in, of those of its article in order; its own if in none."""
    first = bisect_right(sentences, row["start"], key=lambda s: s["start"]) - 1
    last = bisect_right(sentences, row["end"] - 1, key=lambda s: s["start"]) - 1
    if first < 0:
        return row["start"], row["end"]
    return min(row["start"], sentences[first]["start"]), max(row["end"], sentences[last]["end"])


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """A few words around a name, within its line, cut between words."""
    low = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
    newline = text.find("\n", end)
    high = min(newline if newline >= 0 else len(text), end + CONTEXT)
    if low and low > start - CONTEXT - 1 and text[low - 1 : low].strip():
        low = min(start, (text.find(" ", low, start) + 1) or start)
    if high < len(text) and text[high : high + 1].strip():
        high = max(end, text.rfind(" ", end, high))
    return low, high


def marked(text: str, spans: Sequence[Span], start: int, end: int) -> Markup:
    """``text[start:end]`` with its spans marked, line breaks kept; spans may overlap and nest.

    The stretch is cut wherever a span begins or ends; each piece carries the kinds of all spans over it, and each
    span's anchor (START-END) stands where it begins.
    """
    inside = [s for s in spans if start <= s.start < end]
    over = [s for s in spans if s.start < end and start < s.end]
    cuts = sorted({start, end, *(s.start for s in inside), *(s.end for s in over if s.end < end)})
    begin: dict[int, dict[str, None]] = {}
    for span in inside:
        begin.setdefault(span.start, {})[anchor(span.start, span.end)] = None
    html = []  # of markup: nothing but the text comes from outside, and that is made visible
    for low, high in pairwise(cuts):
        html += [f'<a class="at" id="{name}"></a>' for name in begin.get(low, ())]
        kinds = sorted({s.kind for s in over if s.start <= low and high <= s.end})
        piece = str(visible(text[low:high])).replace("\n", "<br>\n")
        html.append(f'<mark class="{" ".join(kinds)}" data-at="{low}">{piece}</mark>' if kinds else piece)
    return Markup("".join(html))


def _article(text: str, rows: dict[str, list[Row]], shown: Sequence[Window]) -> Markup:
    spans = [Span(r["start"], r["end"], kind) for name, kind in KINDS.items() for r in rows[name]]
    html, at = Markup(""), 0
    for start, end in shown:
        html += _gap(text, at, start)
        html += Markup(f"<p>{marked(text, spans, start, end)}</p>")
        at = end
    html += _gap(text, at, len(text))
    return Markup('<div class="article" lang="fr">{}</div>').format(html)


def _gap(text: str, start: int, end: int) -> Markup:
    return _left_out(len(text[start:end].split()))


@cache
def _left_out(words: int) -> Markup:
    if not words:
        return Markup("")
    return Markup('<p class="gap" lang="en">[{} not shown]</p>').format(plural(words, "word"))


def _facts(document: Row) -> Markup:
    basis = document["published_basis"]
    published = day(document["published"]) or missing("not known")
    facts: list[tuple[str, object]] = [
        (
            "Title",
            Markup('<span lang="fr">{}</span>').format(_said(document["title"]))
            if document["title"]
            else missing("none"),
        ),
        ("Published", Markup('{} <span class="note">({})</span>').format(published, visible(basis))),
        ("Publisher", _said(document["publisher"]) if document["publisher"] else missing("not known")),
        ("Author", _said(document["author"]) if document["author"] else missing("not signed")),
        ("Address", _address(document["url"])),
        ("Origin", _origin(document)),
        ("Language", document["language"] or missing("not known")),
        (
            "File",
            Markup('{} <span class="note">SHA-256 {}</span>').format(visible(document["path"]), document["sha256"]),
        ),
    ]
    if document["note"]:
        facts.append(("Note", _said(document["note"])))
    rows = Markup("".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts))
    return Markup('<dl class="facts">{}</dl>').format(rows)


def _said(stated: str) -> Markup:
    """What metadata say, as far as one reads it: a title or a note of a page's length is none."""
    return visible(shorten(stated, STATED))


def _address(url: str | None) -> Markup:
    """The address that an article gives: a link if it is one of the web, else as it was written, unlinked."""
    if not url:
        return missing("not known")
    if web(url):
        return Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(url, _said(url))
    return Markup('{} <span class="note">(no address of the web: not linked)</span>').format(_said(url))


def _origin(document: Row) -> Markup:
    if not document["origin"]:
        return missing("nothing tells whether it is original, republished or translated")
    return Markup('{} <span class="note">({})</span>').format(
        visible(document["origin"]), visible(document["origin_basis"] or "")
    )


def _words(row: Row) -> Markup:
    """The words of a reading, linked to where they stand."""
    return Markup(
        f'<a class="ev" href="#{anchor(row["start"], row["end"])}"><span lang="fr">{visible(row["text"])}</span></a>'
    )


def _figures(rows: Iterable[Row], uses: Mapping[tuple[int, int], list[Use]]) -> Markup:
    columns = [
        Column("Words", "words"),
        Column("Value", "n"),
        Column("Counted"),
        Column("Said by"),
        Column("As of", "day"),
        Column("In the book"),
    ]
    body = [
        (
            _words(r),
            f"{r['bound']} {number(r['value'])}" + (f" to {number(r['value_high'])}" if r["value_high"] else ""),
            visible(f"{r['kind']}, {r['group']}" + (f", {r['place']}" if r["place"] else "")),
            visible(r["attributed_to"]) if r["attributed_to"] else missing("not given"),
            day(r["as_of"]) or missing("not dated"),
            _claims(uses.get((r["start"], r["end"]), [])),
        )
        for r in rows
    ]
    return table("Claims read here", columns, body) if body else Markup("<p>No figure was read in this article.</p>")


def _claims(uses: Sequence[Use]) -> Markup:
    """Links to the rows of the book that rest on one reading."""
    rows = [use for use in uses if use.row][:USES_OF_ONE]
    if not rows:
        return missing("not listed")
    return joined(Markup('<a href="../{}">{}</a>').format(use.address, use.chapter) for use in rows)


def _used(uses: Iterable[Use]) -> Markup:
    """Where the book uses the article: a line a chapter and section, links to the rows that rest on its words."""
    places: dict[tuple[str, str], list[Use]] = {}
    for use in uses:
        places.setdefault((use.chapter, use.heading), []).append(use)
    lines = Markup("").join(
        Markup("<li>{}</li>").format(_place(chapter, heading, found)) for (chapter, heading), found in places.items()
    )
    return Markup("<ul>{}</ul>").format(lines) if lines else Markup("<p>No chapter rests on this article.</p>")


def _place(chapter: str, heading: str, found: Sequence[Use]) -> Markup:
    where = chapter if heading in ("", chapter) else f"{chapter}, {heading}"
    rows = list({use.address: use for use in found if use.row}.values())
    if not rows:
        return Markup('<a href="../{}">{}</a>').format(found[0].address, where)
    links = [Markup('<a href="../{}">{}</a>').format(u.address, shorten(u.row or "", 60)) for u in rows[:USES]]
    more = f" and {len(rows) - USES} more" if len(rows) > USES else ""
    return Markup("{}: {}{}").format(where, Markup(", ").join(links), more)


def _dates(rows: Iterable[Row]) -> Markup:
    columns = [Column("Words"), Column("Meant", "day"), Column("Basis")]
    body = [
        (
            _words(r),
            days(r["first"], r["last"]) or missing("cannot be known"),
            visible(r["basis"] + (f"; the words alone say: {r['literal']}" if r["literal"] else "")),
        )
        for r in rows
    ]
    return table("Dates read", columns, body) if body else Markup("<p>No date was read in this article.</p>")


def body(
    document: Row,
    text: str,
    rows: dict[str, list[Row]],
    shown: Sequence[Window],
    full: bool = False,
    uses: Sequence[Use] = (),
) -> Markup:
    """The HTML of an article's page, below its heading.

    `rows` holds the article's rows of the tables dates, figures, mentions, quotations and events, `text` its text as
    decoded. `shown` are its `windows`, which are all of it if it is shown in `full`. `uses` says where the book rests
    on it.
    """
    what = "The whole text" if full else "The passages that evidence rests on"
    of_one: dict[tuple[int, int], list[Use]] = {}
    for use in uses:
        of_one.setdefault((use.start, use.end), []).append(use)
    return Markup(
        '<h2 id="known">What is known of this article</h2>\n{}\n<h2 id="evidence">{}</h2>\n'
        '<ul class="key" aria-label="Marks">{}</ul>\n{}\n<h2 id="used">Where the book uses it</h2>\n{}\n'
        '<h2 id="read">What was read</h2>\n{}\n{}'
    ).format(
        _facts(document),
        what,
        _LEGEND,
        _article(text, rows, shown),
        _used(uses),
        _figures(rows["figures"], of_one),
        _dates(rows["dates"]),
    )


def passages(text: str, rows: dict[str, list[Row]], shown: Sequence[Window]) -> list[str]:
    """The shown passages of an article, those with figures first, then those with quotations, then the rest."""
    starts = {name: sorted(r["start"] for r in rows[name]) for name in ("figures", "quotations")}

    def without(window: Window) -> tuple[bool, bool, int]:
        low, high = window
        lacks = [bisect_right(found, high - 1) == bisect_right(found, low - 1) for found in starts.values()]
        return lacks[0], lacks[1], low

    return [text[low:high] for low, high in sorted(shown, key=without)]
