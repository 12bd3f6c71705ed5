"""PDF with a text layer: lines by PDFium in a process of its own, put together here to paragraphs, one a line.

Of the libraries tried on columns, hyphens and running heads as French papers set them, PDFium alone keeps words that
hold soft hyphens, keeps to the order of the text, and takes a tenth of the time; it is also written in C++, so it
runs apart, with so much memory and time.

Running heads and page numbers are left out, words that a line end cut are joined again. What a PDF says of itself is
passed over, for it speaks of the file (who made it, and when), but a title that its first page has too.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from kzlib.errors import InputError
from kzlib.formats.hyphens import joined
from kzlib.formats.pieces import Content, Piece, Source, checked, digest

_WORKER = Path(__file__).with_name("pdf_lines.py")
_NO_TEXT = "a PDF without text, such as a scan; read its letters first (ocrmypdf does), or save its text as .txt"
_BARE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…:][\s»”\"’')\]]*$")
# So many lines at the head and the foot of a page may be those that stand on every page.
_EDGE = 2


@dataclass(slots=True)
class Line:
    """A line of a page: its text, its sides in points, the number of its page, whether it ends within a word."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    cut: bool
    page: int

    @property
    def height(self) -> float:
        """From the foot of its lowest letter to the head of its highest."""
        return self.top - self.bottom


def article(source: Source) -> Iterator[Piece]:
    """A PDF as one article. Raises InputError if it is encrypted, broken, or has no text."""
    data = source.read("pdf")
    found = _read(data, source)
    lines = [_line(line, n) for n, page in enumerate(found["pages"]) for line in page["lines"]]
    text = "\n".join(_paragraphs(_without_heads(lines)))
    if not any(c.isalnum() for c in text):
        raise InputError(_NO_TEXT)
    title = " ".join(found["title"].split())
    known = {"title": title} if title and title in " ".join(text[:1000].split()) else {}
    yield Piece(checked(Content(text, known, "PDF")), digest(data))


def _read(data: bytes, source: Source) -> dict[str, Any]:
    """The pages of a PDF and its title, from a process of its own."""
    limits = source.limits
    given = [str(n) for n in (limits.pages, limits.article, limits.memory, limits.seconds)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(_WORKER), *given],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=10 * limits.seconds,
            check=False,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise InputError(limits.beyond("seconds", "this PDF")) from None
    except ValueError:  # it died
        limit = "seconds" if done.returncode in (-24, -9) else "memory"
        cause = f"{limits.beyond(limit, 'this PDF')}, or it is broken"
        raise InputError(f"PDF cannot be read: {cause}; save its text as .txt") from None
    if why := found.get("error"):
        raise InputError(_refused(why, found, source))
    pages = found["pages"]
    empty = [str(n) for n, page in enumerate(pages, start=1) if not page["lines"]]
    source.how = f"PDF: {len(pages)} page{'s' if len(pages) > 1 else ''}"
    if empty and len(empty) < len(pages):
        source.how += f"; no text on page {', '.join(empty[:10])}{' and others' if len(empty) > 10 else ''}"
    return found


def _line(given: list[Any], page: int) -> Line:
    text, left, bottom, right, top, cut = given
    return Line(text, left, bottom, right, top, cut, page)


def _refused(why: str, found: dict[str, Any], source: Source) -> str:
    if why == "pages":
        return source.limits.beyond("pages", f"{found['value']:,}")
    if why in ("article", "memory"):
        return source.limits.beyond(why, "this PDF")
    words = {"encrypted": "encrypted; save it without a password", "broken": "not a PDF, or broken; save it again"}
    return words[why]


def _without_heads(lines: Sequence[Line]) -> list[Line]:
    """Lines that are the article: without those that stand at the edge of most pages, and without page numbers."""
    pages = [[line for line in lines if line.page == n] for n in range(lines[-1].page + 1)] if lines else []
    edges = [_edges(page) for page in pages]
    often = Counter(form for edge in edges for form in {_form(line) for line in edge})
    most = max(2, (sum(bool(page) for page in pages) + 1) // 2)
    aside = {
        id(line)
        for edge in edges
        for line in edge
        if often[_form(line)] >= most or _BARE_NUMBER.fullmatch(line.text.strip())
    }
    return [line for line in lines if id(line) not in aside]


def _edges(page: Sequence[Line]) -> list[Line]:
    from_top = sorted(page, key=lambda line: (-line.top, line.left))
    return from_top[:_EDGE] + from_top[_EDGE:][-_EDGE:]


def _form(line: Line) -> tuple[str, int]:
    """What makes a line the same on another page: its words, with any number, in letters of that size."""
    return re.sub(r"\d+", "0", " ".join(line.text.split())), round(line.height / 3)


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    solid = {w.casefold() for line in lines for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)}
    step = _step(lines)
    current = ""
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        text = " ".join(line.text.split(" ")).strip()
        if before is None or (not before.cut and _begins(before, line, _column(lines, number), step)):
            if current:
                yield current
            current = text
        else:
            current = joined(current, text, before.cut, solid)
    if current:
        yield current


def _step(lines: Sequence[Line]) -> float:
    """The usual distance from line to line, in points."""
    steps = [a.top - b.top for a, b in pairwise(lines) if a.page == b.page and a.top > b.top]
    return statistics.median(steps) if steps else 0.0


def _column(lines: Sequence[Line], number: int) -> tuple[float, float]:
    """The left and right side of the column that a line stands in: of the lines around it that begin about there."""
    line = lines[number]
    wide = 4 * line.height
    near = [
        n for n in lines[max(0, number - 12) : number + 13] if n.page == line.page and abs(n.left - line.left) < wide
    ]
    return min(n.left for n in near), max(n.right for n in near)


def _begins(before: Line, line: Line, column: tuple[float, float], step: float) -> bool:
    """Whether a line begins a paragraph: letters of another size, a gap, an indent, or a short line before it."""
    ends = bool(_ENDS.search(before.text))
    follows = before.page == line.page and before.top > line.top
    if follows:
        if before.top - line.top > max(1.4 * step, 1.6 * line.height):
            return True
        if max(before.height, line.height) > 1.35 * min(before.height, line.height) and line.text[:1].isupper():
            return True
    left, right = column
    if line.left - left > 0.6 * line.height:
        return ends or follows
    if not ends:
        return False
    room = right - before.right if follows else 0.0
    return room > 0.12 * (right - left) and not line.text[:1].islower()
