"""Dates: the lexicons' own examples, noise, and the arithmetic of days. Sentences are in tests/examples/dates*.yml."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import lexicon, sentences
from kzlib.article import Sentence
from kzlib.dates import chronology, days
from kzlib.lexicon import Entry
from kzlib.records import DateMention

THURSDAY = dt.date(2023, 6, 15)
READ = ("months", "weekdays", "numbers", "fuzzy", "holidays", "seasons", "deictics", "anaphora")
BEFORE = {"past_stem", "participle", "moved", "happened", "saying", "past_modal"}


def mentions(text: str, published: dt.date | None = THURSDAY) -> list[DateMention]:
    spans = sentences.split(text, 0, len(text))
    found = [Sentence(a, b, n, text.count("\n", 0, a), "body") for n, (a, b) in enumerate(spans)]
    return chronology.mentions(text, found, published)


def rows(names: tuple[str, ...], column: str) -> list[pytest.ParameterSet]:
    return [
        pytest.param(e, id=f"{name}-{e.form}")
        for name in names
        for e in lexicon.load(f"date_{name}")
        if getattr(e, column)
    ]


@pytest.mark.parametrize("entry", rows(READ, "example"))
def test_form_is_read_in_its_example(entry: Entry) -> None:
    at = entry.example.lower().index(entry.form.lower())
    assert any(m.start < at + len(entry.form) and at < m.end for m in mentions(entry.example))


@pytest.mark.parametrize("entry", rows(READ, "counter_example"))
def test_form_is_not_read_in_its_counter_example(entry: Entry) -> None:
    at = lexicon.fold(entry.counter_example).index(lexicon.fold(entry.form))
    assert not any(m.start < at + len(entry.form) and at < m.end for m in mentions(entry.counter_example))


@pytest.mark.parametrize("entry", rows(("named_after",), "example"))
def test_what_is_named_after_a_day_is_no_date(entry: Entry) -> None:
    assert mentions(entry.example) == []


@pytest.mark.parametrize("entry", rows(("tense",), "example"))
def test_verb_says_which_tuesday_is_meant(entry: Entry) -> None:
    (tuesday,) = mentions(entry.example)
    assert tuesday.first == (dt.date(2023, 6, 13) if entry.code in BEFORE else dt.date(2023, 6, 20))


@pytest.mark.parametrize("entry", rows(("tense",), "counter_example"))
def test_word_that_is_no_such_verb_leaves_tuesday_in_the_past(entry: Entry) -> None:
    (tuesday,) = mentions(entry.counter_example)
    assert tuesday.first == dt.date(2023, 6, 13)


NOISE = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("0123456789/.-:,;«»“”\"'’()\u00a0\u202f \n%h")), max_size=200
)
WORDS = (
    "lundi|le 5|1er|mai|2022|31 février|de|à|au|entre|et|la veille|«|»|hier|il y a 999 ans|dans 999 semaines|12h|(|)"
    "|,|-|/|Noël|fin|début|0000|9999|1600|la semaine dernière|ce week-end|29 février|01/02/03|\n|.|99 ans plus tôt|été"
).split("|")
PIECES = st.lists(st.sampled_from(WORDS), max_size=40)
PUBLISHED = st.sampled_from([None, THURSDAY, dt.date(1900, 1, 1), dt.date(2099, 12, 31)])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(NOISE, PIECES.map(" ".join), PIECES.map("".join)),
    st.sampled_from([None, THURSDAY, dt.date(1900, 1, 1), dt.date(2099, 12, 31)]),
)
def test_noise_never_raises_and_offsets_hold(text: str, published: dt.date | None) -> None:
    previous = 0
    for m in mentions(text, published):
        assert previous <= m.start < m.end <= len(text)
        assert (m.first is None) == (m.last is None)
        assert m.first is None or m.last is None or m.first <= m.last
        previous = m.end


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        # a span told backwards begins before: in the week before, in the year before
        ("La ville a été fermée de vendredi à lundi.", dt.date(2022, 1, 9), dt.date(2021, 12, 31), dt.date(2022, 1, 3)),
        (
            "La ville a été fermée du 5 mars au 3 février.",
            dt.date(2022, 2, 9),
            dt.date(2021, 3, 5),
            dt.date(2022, 2, 3),
        ),
    ],
)
def test_span_told_backwards(text: str, published: dt.date, first: dt.date, last: dt.date) -> None:
    (span,) = mentions(text, published)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize("published", [dt.date.min, dt.date.max])
@pytest.mark.parametrize(
    "words",
    [
        *(
            "la veille",
            "mardi",
            "mardi prochain",
            "mardi dernier",
            "le week-end dernier",
            "le mois prochain",
            "hier soir",
        ),
        *("l'an dernier", "la semaine prochaine", "la nuit dernière", "fin janvier", "il y a dix ans", "dans dix mois"),
        *(
            "début de semaine",
            "le 31 décembre",
            "Noël",
            "l'été dernier",
            "du 3 au 5",
            "dans trois semaines",
            "à l'aube",
        ),
    ],
)
def test_a_day_beyond_the_calendar_is_not_known(words: str, published: dt.date) -> None:
    assert all((m.first is None) == (m.last is None) for m in mentions(f"Il pleuvait {words}, dit-on.", published))


def test_span_with_an_end_that_is_no_day_is_not_known() -> None:
    (span,) = mentions("LUNDI/29 FÉV", dt.date(1900, 1, 1))
    assert (span.first, span.last) == (None, None)


def test_long_line_without_stop_is_read_in_linear_time() -> None:
    assert len(mentions("1, 2, 3, lundi 4 et " * 3000 + "le 5 mai")) >= 3000


@pytest.mark.parametrize(
    ("year", "day"), [(2019, dt.date(2019, 4, 21)), (2022, dt.date(2022, 4, 17)), (2024, dt.date(2024, 3, 31))]
)
def test_easter(year: int, day: dt.date) -> None:
    assert days.easter(year) == day


def test_nearest_weekday_looks_both_ways() -> None:
    assert days.nearest(THURSDAY, 0) == dt.date(2023, 6, 12)
    assert days.nearest(THURSDAY, 2) == dt.date(2023, 6, 14)
    assert days.nearest(THURSDAY, 4) == dt.date(2023, 6, 16)


def test_months_run_into_neighbouring_years() -> None:
    assert days.month_of(2022, 0) == (dt.date(2021, 12, 1), dt.date(2021, 12, 31))
    assert days.month_of(2022, 14) == (dt.date(2023, 2, 1), dt.date(2023, 2, 28))
