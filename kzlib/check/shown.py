"""A report as a terminal shows it, or a file takes it: one table of articles, then what there is to say of all.

Nothing of an article is taken for markup or sent to a terminal as it is: what could move a cursor is written out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kzlib.check.report import Article, Report
from kzlib.errors import line
from kzlib.evidence import plural

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WIDE = 140  # characters from which each column of the manifest has one of its own
MOST = 200  # articles that are listed, unless more are asked for
GROUPS = 20  # groups of copies, and articles of a group, that are listed
_LEFT: Literal["left"] = "left"
_RIGHT: Literal["right"] = "right"
_TITLE, _BASIS, _ADDRESS = 90, 70, 120  # characters shown of each
_NAMES = {"fr": "French", None: "no words to tell it by"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its heading, what it says of an article, and how its width stands to that of the others."""

    heading: str
    says: Callable[[Article], str]
    ratio: int
    is_number: bool = False


def show(report: Report, most: int = MOST) -> None:
    """Print a report to standard output, as wide as the terminal; 80 characters, or COLUMNS, where there is none.

    At most so many articles are listed, first those of which something is missing, and items that cannot be read; 0
    lists all.
    """
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    _articles(console, report, most)
    _left_out(console, report, most)
    _list(console, "Columns of tables (--columns names others)", (f"{p}: {how}" for p, how in report.columns))
    _list(console, "Passed over by rule", (f"{count:,} {rule}" for rule, count in report.passed))
    _list(console, "The same words", (" = ".join(_some(group)) for group in report.identical))
    _list(console, "Near-copies", (_told(group) for group in report.near))
    _list(console, "Languages", (_language(*counted) for counted in report.languages))
    console.print(f"\n{summary(report)}")


def _articles(console: Console, report: Report, most: int) -> None:
    from rich.text import Text

    shown = report.articles if not most else sorted(report.articles, key=lambda a: not a.uncertain)[:most]
    columns = _WIDE if console.width >= WIDE else _NARROW
    table = _table(leading=columns is _NARROW)
    for column in columns:
        justify = _RIGHT if column.is_number else _LEFT
        table.add_column(column.heading, ratio=column.ratio, justify=justify, overflow="fold", vertical="top")
    for article in sorted(shown, key=lambda a: a.path):
        table.add_row(*(Text(column.says(article)) for column in columns))
    console.print(table)
    _more(console, len(report.articles) - len(shown), "article")


def _more(console: Console, count: int, noun: str) -> None:
    if count:
        console.print(f"and {plural(count, f'more {noun}')}; --most 0 lists all")


def _left_out(console: Console, report: Report, most: int) -> None:
    from rich.text import Text

    if report.left_out:
        table = _table("Not read")
        table.add_column("File", ratio=2, overflow="fold")
        table.add_column("Why", ratio=5, overflow="fold")
        for problem in report.left_out[: most or None]:
            table.add_row(Text(line(problem.path)), Text(line(problem.message)))
        console.print()
        console.print(table)
        _more(console, len(report.left_out[most:]) if most else 0, "item")


def _table(title: str | None = None, leading: bool = False) -> Table:
    from rich import box
    from rich.table import Table

    plain = {"pad_edge": False, "show_edge": False, "expand": True, "padding": (0, 1, 0, 0)}
    heading = {"title": title, "title_justify": "left", "title_style": "bold"}
    return Table(box=box.SIMPLE_HEAD, leading=int(leading), **plain, **heading)  # type: ignore[arg-type]


def _list(console: Console, heading: str, items: Iterable[str]) -> None:
    """A heading and a line for each item; nothing if there are none."""
    from rich.padding import Padding
    from rich.text import Text

    given = list(items)
    if given:
        console.print(Text(f"\n{heading}", style="bold"))
    for item in given[:GROUPS]:
        console.print(Padding(Text(line(item)), (0, 0, 0, 2)))
    if len(given) > GROUPS:
        console.print(f"  and {len(given) - GROUPS:,} more")


def summary(report: Report) -> str:
    """One line: how much can be read, how much of it is not French, lacks metadata, is a copy; what cannot be read."""
    articles = report.articles
    parts = [f"{plural(len(articles), 'article')}, {plural(sum(a.words for a in articles), 'word')}"]
    counts = (
        (sum(not a.is_read for a in articles), "kept but not read, for want of French"),
        (sum(bool(a.missing) for a in articles), "with metadata missing"),
        (sum(len(group) - 1 for group in report.identical), "with the words of another"),
        (sum(map(len, report.near)), "near-copies"),
    )
    parts += [f"{count:,} {what}" for count, what in counts if count]
    out = len(report.left_out)
    return "; ".join(parts) + (f"; {plural(out, 'item')} cannot be read" if out else "; all can be read")


def _some(group: list[str]) -> list[str]:
    return group if len(group) <= GROUPS else [*group[:GROUPS], f"{len(group) - GROUPS:,} more"]


def _told(group: list[tuple[str, str, float]]) -> str:
    """Who repeats whom of a group: b has 92% of a."""
    return "; ".join(_some([f"{second} and {first} share {share:.0%}" for second, first, share in group]))


def _language(code: str | None, count: int) -> str:
    name = _NAMES.get(code, code)
    return f"{name}: {plural(count, 'article')}{'' if code in _NAMES else ', kept, not read'}"


def _value(article: Article, column: str, most: int = _TITLE) -> str:
    known = article.known.get(column)
    return line(known.value, most) if known else ""


def _dated(article: Article) -> str:
    """The day of publication and what it rests on."""
    known = article.known.get("published")
    return f"{known.value}, {line(known.basis, _BASIS)}" if known else "day not known"


def _lacking(article: Article) -> str:
    return ", ".join(article.missing) or "–"


def _inferred(article: Article) -> list[str]:
    return [column for column in article.uncertain if column in article.known]


def _missing(article: Article) -> str:
    """What is not known; what is inferred, since no metadata states it."""
    inferred = _inferred(article)
    return _lacking(article) + (f"\ninferred: {', '.join(inferred)}" if inferred else "")


def _whole(article: Article) -> str:
    """All that has no column of its own on a narrow terminal."""
    said = (
        line(article.path),
        _value(article, "title"),
        ", ".join(p for p in (_value(article, "publisher"), _value(article, "author")) if p),
        _value(article, "url", _ADDRESS),
    )
    return "\n".join(filter(None, said))


def _spoken(article: Article) -> str:
    """The language and what it rests on."""
    known = article.known.get("language")
    return f"{known.value}, {line(known.basis, _BASIS)}" if known else "language not known"


_NARROW = (
    _Column("Article: title, publisher, author, address", _whole, 33),
    _Column("Published, language", lambda a: f"{_dated(a)}\n{_spoken(a)}", 22),
    _Column("Form, words", lambda a: f"{a.form}\n{a.words:,}", 9),
    _Column("Missing", _missing, 13),
)
_WIDE = (
    _Column("Article", lambda a: line(a.path), 22),
    _Column("Form", lambda a: a.form, 5),
    _Column("Title", lambda a: _value(a, "title"), 24),
    _Column("Publisher", lambda a: _value(a, "publisher"), 12),
    _Column("Published", _dated, 20),
    _Column("Language", _spoken, 10),
    _Column("Author", lambda a: _value(a, "author"), 10),
    _Column("Address", lambda a: _value(a, "url", _ADDRESS), 18),
    _Column("Words", lambda a: f"{a.words:,}", 6, is_number=True),
    _Column("Missing", _missing, 14),
)
