"""What must hold of every reading, whatever the text: promises, not answers.

The texts come from `press_noise`; what is promised stands in `readings.faults`. `make test` looks at some hundred of
them, the same at every run; `make soak` at tens of thousands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import fields
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import press_noise
import pytest
import readings
import synthetic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzlib import actors, annotate, clean, dates, events, figures, framing, parse, published, quotations, sentences
from kzlib.article import Article
from kzlib.errors import InputError
from kzlib.published.clues import Witness
from kzlib.published.crises import groups
from kzlib.records import Document, Passage, Readings

WRITTEN = dt.date(2022, 1, 9)
DAYS = st.sampled_from([WRITTEN, None, dt.date.min, dt.date.max, dt.date(1900, 2, 28), dt.date(2024, 2, 29)])
ENDINGS = st.sampled_from([".txt", ".md"])
READERS: dict[str, Callable[[Article], list[Any]]] = {
    "dates": dates.read,
    "mentions": actors.read,
    "quotations": quotations.read,
    "figures": figures.read,
    "events": events.read,
    "framing": framing.read,
}
READ = ("sentences", "dates", "mentions", "figures", "quotations", "events", "framing")
# A paragraph that names nobody, counts nothing and tells no day.
UNRELATED = "\n\nLa neige tombe doucement sur les toits de la vallée et rien ne bouge."
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def some(examples: int) -> settings:
    """So many examples, however long they take."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=SLOW)


def document(text: str, name: str = "a.txt", day: dt.date | None = WRITTEN) -> Document | None:
    """A text as an article, None if it is refused as one."""
    try:
        return readings.document(name, text.encode(), day)
    except InputError:
        return None


def keep(text: str, ending: str, day: dt.date | None) -> None:
    found = document(text, "a" + ending, day)
    if found:
        assert readings.faults(found, readings.read(found)) == []


@some(250)
@given(press_noise.texts(), ENDINGS, DAYS)
def test_all_that_is_promised_of_a_reading_holds(text: str, ending: str, day: dt.date | None) -> None:
    keep(text, ending, day)


# What did not hold once, found by fuzzing: a clause told twice, a speaker whom no mention stands for, runs without end.
FOUND = {
    "two words of one clause": "Le président élu prête serment mardi.\n\nLe président élu a été nommé et élu mardi.",
    "a capital misread": "Interrogé, le consul a refusé.\n\nVienne dans ce quartier aînée note ce texte.",
    "a word without end": "l'" * 5_000,
    "a name without end": "Marat-" * 2_000 + "Toulegenov, 45 ans, a parlé. " + "Marat " * 2_000,
    "capitals without end": "LE MAIRE " + "A" * 9_000 + " a démenti lundi.",
    "a sentence without end": "le maire a dit lundi que douze policiers ont été tués, " * 200,
    "digits without end": "Au moins " + "9" * 5_000 + " morts, selon " + "1 000 " * 900,
}


@pytest.mark.parametrize("day", [WRITTEN, None, dt.date.min, dt.date.max], ids=str)
@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_once_holds(name: str, day: dt.date | None) -> None:
    keep(FOUND[name], ".txt", day)


@pytest.mark.soak
@some(20_000)
@given(press_noise.texts(), ENDINGS, DAYS)
def test_all_that_is_promised_holds_of_many_thousands(text: str, ending: str, day: dt.date | None) -> None:
    keep(text, ending, day)


@some(60)
@given(press_noise.texts(), st.sampled_from(["p", "div", "li", "h2", "blockquote"]))
def test_a_page_is_read_or_refused(text: str, tag: str) -> None:
    body = "".join(f"<{tag}>{line}</{tag}>" for line in text.split("\n") if line.strip())
    page = f"<html><head><title>Une page</title></head><body><article>{body}</article></body></html>"
    keep(page, ".html", WRITTEN)


@pytest.mark.parametrize("name", READERS)
@some(40)
@given(text=press_noise.texts(), day=DAYS)
def test_a_reader_by_itself_stays_in_the_text(name: str, text: str, day: dt.date | None) -> None:
    article = annotate.prepare("a", text, [Passage(0, len(text), "body")] if text else [], day)
    for record in READERS[name](article):
        assert 0 <= record.start < record.end <= len(text), record
        assert any(c.isalnum() for c in text[record.start : record.end]), record
        _offsets_inside(record, text)


def _offsets_inside(record: Any, text: str) -> None:
    """Pairs of offsets that a record has besides its own: both or neither, and inside the text."""
    names = {f.name for f in fields(record)}
    for name in sorted(n.removesuffix("_start") for n in names if n.endswith("_start")):
        start, end = getattr(record, f"{name}_start"), getattr(record, f"{name}_end")
        assert (start is None) == (end is None), record
        assert start is None or 0 <= start <= end <= len(text), record


@some(60)
@given(press_noise.texts(), ENDINGS, DAYS)
def test_reading_twice_gives_the_same(text: str, ending: str, day: dt.date | None) -> None:
    found = document(text, "a" + ending, day)
    if found:
        assert readings.read(found) == readings.read(found)


@some(60)
@given(press_noise.texts(), press_noise.texts(), DAYS)
def test_articles_are_read_alike_alone_and_together(one: str, other: str, day: dt.date | None) -> None:
    a, b = document(one, day=day), document(other, day=WRITTEN)
    if a and b and (day or not _inferred(a, b)):
        alone = readings.read(a)
        readings.read(b)
        assert readings.read(a) == alone


def _inferred(one: Document, other: Document) -> bool:
    """Whether the day of one article is taken from another: then they are meant to be read together."""
    before = one.published_basis
    both = [one, other]
    published.infer(both, [clean.passages(d) for d in both])
    return one.published_basis != before


def test_a_corpus_is_read_as_each_of_its_articles_is(tmp_path: Path) -> None:
    """Of articles that state their day; which happening a telling is of depends on what others tell."""
    synthetic.write(tmp_path / "all", 4)
    together = parse.parse(tmp_path / "all").rows
    for number in range(4):
        made = synthetic.article(number)
        folder = tmp_path / made.id
        folder.mkdir()
        for name in (f"{made.id}.txt", "manifest.csv"):
            lines = (tmp_path / "all" / name).read_text("utf-8").splitlines(keepends=True)
            kept = lines if name != "manifest.csv" else [line for line in lines if line.startswith(("file,", made.id))]
            (folder / name).write_text("".join(kept), "utf-8")
        alone = parse.parse(folder).rows
        for table in READ:
            assert _of(together[table], made.id) == _of(alone[table], made.id), table


def _of(rows: list[dict[str, Any]], doc_id: str) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k != "event_id"} for row in rows if row["doc_id"] == doc_id]


@pytest.mark.parametrize("names", [["a b c", "b c d", "c d e", "x y", "y z", ""], ["a b", "a b", "c"], ["a"]])
def test_a_crisis_is_all_that_share_names_with_one_of_it(names: list[str]) -> None:
    """Two names in common make two articles one crisis, so that those who share with neither end are in it too."""
    told = [frozenset(each.split()) for each in names]
    made = [Witness(f"a{n}", None, ("KAZ",), tuple(sorted(each)), (), None) for n, each in enumerate(told)]
    group = {n: number for number, group in enumerate(groups(made)) for n in group}
    assert len(group) == len(names)
    reach = [{n} for n in range(len(names))]
    for one, other in product(range(len(names)), repeat=2):
        if len(told[one] & told[other]) >= 2:
            whole = reach[one] | reach[other]
            for n in whole:
                reach[n] = whole
    assert all((group[a] == group[b]) == (b in reach[a]) for a, b in product(range(len(names)), repeat=2))


@some(80)
@given(st.lists(press_noise.texts(), min_size=2, max_size=5), st.lists(DAYS, min_size=5, max_size=5))
def test_a_day_is_inferred_from_others_or_stays_unknown(texts: list[str], days: list[dt.date | None]) -> None:
    found = [d for text, day in zip(texts, days, strict=False) if (d := document(text, day=day))]
    for number, each in enumerate(found):
        each.doc_id = f"a{number}"
    published.infer(found, [clean.passages(d) for d in found])
    for each in found:
        assert (each.published is None) == (each.published_basis == "none")


@some(80)
@given(st.one_of(press_noise.sound(), press_noise.press()), st.integers(1, 3))
def test_what_follows_changes_nothing_before_it(text: str, paragraphs: int) -> None:
    """Of a text that is all article, with every quotation closed: an open one may end anywhere behind it."""
    if _unclosed(text):
        return
    before, after = _in(text, len(text)), _in(text + UNRELATED * paragraphs, len(text))
    assert after == before


def _in(text: str, end: int) -> Readings:
    """What is read before an offset; a text is read as one body passage."""
    _, found = readings.of_text(text)
    for name in (f.name for f in fields(found)):
        setattr(found, name, [r for r in getattr(found, name) if r.start < end])
    return found


def _unclosed(text: str) -> bool:
    pairs = any(text.count(a) != text.count(b) for a, b in ("«»", "“”", "‹›", "()", "[]"))
    return pairs or text.count('"') % 2 == 1 or "„" in text


@some(150)
@given(press_noise.texts())
def test_sentences_are_bounded_and_lose_no_word(text: str) -> None:
    spans = sentences.split(text, 0, len(text))
    assert all(0 < end - start <= sentences.LONGEST for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@some(60)
@given(press_noise.broken())
def test_tokens_are_the_text(text: str) -> None:
    article = annotate.prepare("a", text, [Passage(0, len(text), "body")] if text else [], None)
    assert article.doc.text == text
