"""Evidence on the page: links from a value to the words it rests on, and tables of such links.

Everything here returns `markupsafe.Markup`: what comes from an article is escaped when it is put in, so that it
reaches the page as text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from kzlib import english, unseen
from kzlib.unseen import pieces

MISSING = Markup('<span class="missing">{}</span>')
# From one letter of Hebrew, Arabic, Syriac, N'Ko... to the last, with digits, spaces and punctuation between them.
_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LEFTWARD = re.compile(rf"[{_TO_LEFT}](?:[^\n<>&;A-Za-z\u00c0-\u024f]*[{_TO_LEFT}])*")
# A sign that stands for what is not seen; it, or a tag; attributes that hold words.
_SIGN = '<span class="control">'
_TAGS = re.compile(rf"({_SIGN}[^<]*</span>|<[^>]*>)")
_WORDED = re.compile(r'(?<= )(?:title|alt|content|data-title|aria-label)="[^"]*"')
# White space, but for what is written out since it is not seen: controls and Unicode's own line ends.
_SPACES = re.compile(r"[^\S\x0b\x0c\x0e-\x1f\x85\u2028\u2029]+")
# No user before the host ("https://known.example@other.example/"), no spaces, quotes, brackets or backslashes.
_WEB = re.compile(r"https?://[^\s/?#@\\\"'<>`{}|^]+(?:[/?#][^\s\"<>`\\]*)?", re.IGNORECASE)
# Names under which Windows has devices, whatever ending follows.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def page(doc_id: str) -> str:
    """Name of an article's source page, without folder and ending: its id, or a safe form of it, ~ and a digest.

    No id that is kept as it is holds a ~, so that no article can take the place of another.
    """
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", doc_id) and not _DEVICES.fullmatch(doc_id):
        return doc_id
    plain = unicodedata.normalize("NFKD", doc_id).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "article"
    return f"{slug}~{hashlib.sha256(doc_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def anchor(start: int, end: int) -> str:
    """Id of the evidence ``text[start:end]`` on its source page."""
    return f"{start}-{end}"


def href(doc_id: str, start: int | None = None, end: int | None = None, up: str = "") -> str:
    """Address of an article's source page, or of evidence on it, from a page of the site's top folder."""
    address = f"{up}sources/{quote(page(doc_id))}.html"
    return address if start is None or end is None else f"{address}#{anchor(start, end)}"


def address(row: Any) -> str:
    """Address of the evidence of a table row (a mapping) or a record (attributes), from a page of the top folder."""
    return href(_of(row, "doc_id"), _of(row, "start"), _of(row, "end"))


def _of(row: Any, name: str) -> Any:
    return row[name] if isinstance(row, dict) else getattr(row, name)


def visible(text: str) -> Markup:
    """A text as it can safely be shown: escaped, with what a reader would not see written out (`kzlib.unseen`).

    What is written from right to left is set apart, or it would draw the numbers beside it to its other side.
    """
    if unseen.common(text):
        return escape(text)
    if not unseen.needed(text):
        return _apart(text)
    shown = (Markup(_SIGN + "{}</span>").format(p) if sign else _apart(p) for p, sign in pieces(text))
    return Markup("").join(shown)


def _apart(text: str) -> Markup:
    return Markup(_LEFTWARD.sub(r"<bdi>\g<0></bdi>", str(escape(text))))


def everywhere(html: str) -> str:
    """A finished page with `visible` applied to every text, `plain` to every attribute, where they were not yet."""
    if not unseen.needed(html):
        return html
    parts = _TAGS.split(html)
    picture = False
    for at, part in enumerate(parts):
        if at % 2 == 0:
            parts[at] = _written_out(part, picture, parts[at + 1] if at + 1 < len(parts) else "")
        elif not part.startswith(_SIGN):
            picture = (picture or part.startswith("<svg")) and part != "</svg>"
            parts[at] = _WORDED.sub(lambda m: unseen.plain(m.group()), part)
    return "".join(parts)


def _written_out(text: str, picture: bool, after: str) -> str:
    """Escaped text of a page; `after` is the tag behind it, which may say of the last word what is said of it here."""
    found = [(piece if picture or not sign else f"{_SIGN}{piece}</span>") for piece, sign in pieces(text)]
    return "".join(found[:-1] if found and found[-1] == after else found)


def plain(text: str) -> str:
    """A text on one line, with what a reader would not see written out: for titles, names of links, other formats."""
    return " ".join(unseen.plain(text).split())


def link(row: Any, shown: object = None) -> Markup:
    """A value linked to its evidence.

    `row` has doc_id, start, end and text, as a mapping (a table row) or as attributes; `shown` is what is printed,
    by default the words of the evidence, marked as French. The words also stand in the link's title.
    """
    words = shorten(_of(row, "text"), 240)
    if shown is None:
        shown = Markup('<span class="evidence" lang="fr">{}</span>').format(visible(words))
    return Markup('<a class="ev" href="{}" title="{}">{}</a>').format(address(row), plain(words), shown)


def source(doc_id: str, shown: object = None) -> Markup:
    """A link to an article's source page."""
    return Markup('<a href="{}">{}</a>').format(href(doc_id), visible(doc_id) if shown is None else shown)


def web(url: str | None) -> bool:
    """Whether an address that an article gives may be linked: http(s), a host, nothing that hides or breaks it."""
    return bool(url and _WEB.fullmatch(url) and unseen.plain(url) == url)


def shorten(text: str, most: int) -> str:
    """At most `most` characters of a text on one line, cut at a word, with … where something was left out."""
    line = _SPACES.sub(" ", text).strip()
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


@cache
def missing(words: str) -> Markup:
    """What is said in place of a value that the articles do not give."""
    return MISSING.format(words)


def number(value: float | None) -> str:
    """A count as English prints it: 1,300; fractions only where there are any."""
    if value is None:
        return ""
    return english.number(value)


def day(value: dt.date | None, year: bool = True) -> str:
    """A day as 9 January 2022; an empty string for None."""
    if value is None:
        return ""
    return english.day(value, year)


def days(first: dt.date | None, last: dt.date | None) -> str:
    """A period of inclusive days: 5 January 2022, 4-5 January 2022, 28 January - 2 February 2022."""
    if first is None or last is None or first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\u2013{day(last)}"
    return f"{day(first, first.year != last.year)} \u2013 {day(last)}"


def joined(parts: Iterable[object], last: str = "and") -> Markup:
    """A list in a sentence: a, b and c."""
    items = [Markup.escape(p) for p in parts]
    if len(items) < 2:
        return Markup("").join(items)
    return Markup(", ").join(items[:-1]) + f" {last} " + items[-1]


def plural(count: int, noun: str, many: str | None = None) -> str:
    """A count and its noun: 1 article, 5 articles."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def tally(count: int, noun: str, where: str, many: str | None = None) -> Markup:
    """A count and its noun, linked to the table that lists what it counts (`where`: #ID of a table, or its address)."""
    return Markup('<a class="tally" href="{}">{}</a>').format(where, plural(count, noun, many))


def amount(count: int, where: str) -> Markup:
    """A count without a noun, linked like a tally; "none" by itself, since there is nothing to list."""
    return Markup('<a class="tally" href="{}">{:,}</a>').format(where, count) if count else Markup("none")


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its heading, and a CSS class for its cells (n: number, day, words)."""

    heading: str
    style: str = ""


def table(
    caption: object,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
    total: int | None = None,
    file: str = "",
    id: str = "",
) -> Markup:
    """An HTML table with a caption, column headings, and the first cell of each row as its heading.

    Cells that are Markup are put in as they are, others escaped. Where `total` exceeds the rows, or `file` is given
    (a table in data/), a line below says how many of how many rows stand here, and links the file. `id` is the
    address of the table on its page, for `tally`; the number of rows in all stands beside it as `data-total`.
    """
    heads = Markup("".join(f'<th scope="col"{_style(c.style)}>{escape(c.heading)}</th>' for c in columns))
    styles = [_style(c.style) for c in columns]
    body = Markup("\n").join(_row(styles, row) for row in rows)
    html = Markup(
        '<div class="wide" tabindex="0" role="region" aria-label="{}"{}><table><caption>{}</caption>'
        "<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>"
    ).format(Markup.escape(caption).striptags(), _named(id, total or len(rows)), caption, heads, body)
    return html + _more(len(rows), total, file)


def _more(shown: int, total: int | None, file: str) -> Markup:
    """The line below a table: how many of how many rows it shows, and the file that holds them all."""
    of = max(shown, total or 0)
    if not file and of == shown:
        return Markup("")
    rest = Markup(' They are all in <a href="data/{0}.csv">{0}.csv</a>.').format(file) if file else ""
    return Markup('<p class="more">{:,} of {:,} shown.{}</p>').format(shown, of, rest)


def _named(id: str, total: int) -> Markup:
    return Markup(' id="{}" data-total="{}"').format(id, total) if id else Markup("")


@cache
def _style(style: str) -> Markup:
    return Markup(' class="{}"').format(style) if style else Markup("")


def _row(styles: Sequence[Markup], cells: Sequence[object]) -> Markup:
    first = f'<tr><th scope="row"{styles[0]}>{escape(cells[0])}</th>'
    rest = (f"<td{style}>{escape(cell)}</td>" for style, cell in zip(styles[1:], cells[1:], strict=True))
    return Markup(f"{first}{''.join(rest)}</tr>")
