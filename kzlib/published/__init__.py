"""The day of publication, where no metadata gives it: inferred from the text, with the words it rests on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from kzlib.dates import days
from kzlib.dates.vocabulary import code
from kzlib.published import stamps, telling
from kzlib.published.stamps import Stamp
from kzlib.records import Document, Passage

_WEEK = 7  # days that "today" on a neighbouring link may lie from the news of the article


def infer(documents: Sequence[Document], passages: Sequence[Sequence[Passage]]) -> None:
    """Fill `published` and `published_basis` of documents that have none, in place; leave them empty if in doubt.

    A stamp of the page or a dateline comes first, then the weekdays and dates of the text. A year that the words leave
    out is taken from the other articles of the corpus, and the basis says so.
    """
    open_documents = [(d, p) for d, p in zip(documents, passages, strict=True) if d.published is None]
    if not open_documents:
        return
    found = {d.doc_id: stamps.find(d.text, p) for d, p in open_documents}
    told = {d.doc_id: telling.days_told(d.text, p) for d, p in open_documents}
    known = [d.published for d in documents if d.published]
    known += [day for s in found.values() if s and (day := _full(s[0]))]
    middle = _middle(known or [day for each in told.values() for day in _dated(each)])
    for document, _ in open_documents:
        _from_stamp(document, found[document.doc_id], middle)
    dated = sorted(d.published for d in documents if d.published)
    for document, _ in open_documents:
        if document.published is None:
            others = [day for doc_id, each in told.items() if doc_id != document.doc_id for day in _dated(each)]
            _from_text(document, found[document.doc_id], told[document.doc_id], dated or others)


def _dated(told: Sequence[telling.Told]) -> list[dt.date]:
    """Full dates that an article tells as past."""
    return [
        day
        for t in told
        if t.year and t.month and t.number and not t.future and (day := days.date(t.year, t.month, t.number))
    ]


def _middle(known: Sequence[dt.date]) -> dt.date | None:
    """The middle one of the days of the most frequent year."""
    if not known:
        return None
    counts = Counter(d.year for d in known)
    year = max(counts, key=lambda y: (counts[y], y))
    of_year = sorted(d for d in known if d.year == year)
    return of_year[len(of_year) // 2]


def _full(stamp: Stamp) -> dt.date | None:
    parts = stamp.form.parts
    if "year" not in parts or stamp.rank.startswith("today"):
        return None
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    return days.date(year, _month(stamp), _number(stamp))


def _month(stamp: Stamp) -> int:
    written = stamp.form.parts["month"]
    return code("months_english" if stamp.form.kind == "english" else "months", written)


def _number(stamp: Stamp) -> int:
    return int("".join(c for c in stamp.form.parts["day"] if c.isdecimal()))


def _day(stamp: Stamp, middle: dt.date | None) -> tuple[dt.date, str] | None:
    """The day that a stamp states, and what its year rests on."""
    if "year" in stamp.form.parts:
        year = int(stamp.form.parts["year"]) + (2000 if len(stamp.form.parts["year"]) == 2 else 0)
        day = days.date(year, _month(stamp), _number(stamp))
        return (day, "") if day else None
    if middle is None:
        return None
    options = [d for y in (-1, 0, 1) if (d := days.date(middle.year + y, _month(stamp), _number(stamp)))]
    if "weekday" in stamp.form.parts:
        weekday = code("weekdays", stamp.form.parts["weekday"])
        options = [d for d in options if d.weekday() == weekday]
    if not options:
        return None
    return min(options, key=lambda d: abs((d - middle).days)), "; year from the other articles of the corpus"


def _from_stamp(document: Document, found: Sequence[Stamp], middle: dt.date | None) -> None:
    for stamp in found:
        if not stamp.rank.startswith("today") and (read := _day(stamp, middle)):
            document.published, document.published_basis = read[0], f"text: {stamp.words}{read[1]}"
            return


def _from_text(
    document: Document, found: Sequence[Stamp], told: Sequence[telling.Told], known: Sequence[dt.date]
) -> None:
    deduced = telling.deduce(told, known)
    middle = deduced.day if deduced else _middle(known)
    for stamp in found:
        read = _day(stamp, middle)
        if read and (not deduced or 0 <= (read[0] - deduced.day).days <= _WEEK):
            document.published, document.published_basis = read[0], f"text: {stamp.words}{read[1]}"
            return
    if deduced:
        words = [document.text[f.start : f.end] for f in deduced.forms]
        document.published, document.published_basis = deduced.day, "text: " + "; ".join(words + deduced.notes)
