"""Happenings of tables made by hand: how exact the day is, when it was first told, as how many voices, how agreed."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest
from conftest import read
from hand_made import day, document, event, tables

from kzlib import compare, paths
from kzlib.compare import Happening
from kzlib.compare.precision import Dates, span

Row = dict[str, Any]


def date(doc_id: str, start: int, text: str, first: dt.date, last: dt.date | None = None, **more: Any) -> Row:
    """A row of the table dates, of grain day unless told otherwise."""
    where = {"doc_id": doc_id, "start": start, "end": start + len(text), "text": text}
    return {**where, "first": first, "last": last or first, "grain": "day", "basis": "explicit", **more}


def told(doc_id: str, text: str, first: dt.date | None, last: dt.date | None = None, **more: Any) -> Row:
    """A telling of the one happening of a case, from offset 100 on."""
    start = more.pop("start", 100)
    return event(doc_id, "e1", first, start=start, last=last or first, end=start + len(text), text=text, **more)


def the_one(events: list[Row], dates: list[Row] | None = None, documents: list[Row] | None = None) -> Happening:
    docs = documents or [document(d, day(28)) for d in sorted({e["doc_id"] for e in events})]
    (found,) = compare.happenings(tables(events=events, dates=dates or [], documents=docs))
    return found


# Words of a telling from offset 100, the date in it from offset 113, its grain, what it covers: how exact the day is.
EXACT = [
    ("On a défilé, mardi", "mardi", "day", day(5), day(5), "day"),
    ("On a défilé, à 18 heures", "à 18 heures", "hour", day(5), day(5), "day"),
    ("On a défilé, lundi et mardi", "lundi et mardi", "range", day(4), day(5), "days"),
    ("On a défilé, la semaine dernière", "la semaine dernière", "week", day(4), day(10), "week"),
    ("On a défilé, en septembre", "en septembre", "month", day(1), day(30), "month"),
    ("On a défilé, début septembre", "début septembre", "range", day(1), day(10), "about"),
    ("On a défilé, à la mi-septembre", "mi-septembre", "range", day(11), day(20), "about"),
    ("On a défilé, il y a environ six jours", "il y a environ six jours", "day", day(5), day(5), "about"),
    ("On a défilé, vers le 5 septembre", "5 septembre", "day", day(5), day(5), "about"),
    ("On a défilé, autour du 5 septembre", "5 septembre", "day", day(5), day(5), "about"),
    ("On a défilé vers la gare le 5 septembre", "5 septembre", "day", day(5), day(5), "day"),
    ("On a défilé, vers 18 heures", "18 heures", "hour", day(5), day(5), "day"),
]


@pytest.mark.parametrize(("words", "date_words", "grain", "first", "last", "kind"), EXACT)
def test_how_exact_a_day_is_comes_from_the_words_that_give_it(
    words: str, date_words: str, grain: str, first: dt.date, last: dt.date, kind: str
) -> None:
    given = date("a", 100 + words.index(date_words), date_words, first, last, grain=grain, basis="relative")
    found = the_one([told("a", words, first, last)], [given]).precision
    assert (found.kind, found.basis, found.words, found.within) == (kind, "relative", given, True)


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        (day(5), day(5), "day"),
        (day(4), day(10), "week"),  # Monday to Sunday
        (day(5), day(11), "days"),  # as long, but no calendar week
        (day(1), day(30), "month"),
        (dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month"),
        (dt.date(2024, 2, 1), dt.date(2024, 2, 28), "days"),
        (dt.date(2023, 1, 1), dt.date(2023, 12, 31), "year"),
        (dt.date(2022, 1, 1), dt.date(2023, 12, 31), "days"),
    ],
)
def test_without_words_of_a_date_the_days_alone_say_how_exact(first: dt.date, last: dt.date, kind: str) -> None:
    assert span(first, last) == kind
    found = the_one([told("a", "On a défilé", first, last)]).precision
    assert (found.kind, found.basis, found.words) == (kind, "days", None)


def test_an_event_without_a_day_is_undated_however_many_dates_its_article_has() -> None:
    found = the_one([told("a", "On a défilé", None)], [date("a", 90, "mardi", day(5))])
    assert (found.precision.kind, found.precision.basis, found.precision.words) == ("undated", "none", None)
    assert (found.first, found.lag, found.days_given, found.disputed) == (None, None, [], False)


def test_the_day_rests_on_the_words_in_the_telling_else_the_last_before_it_else_the_first_after() -> None:
    far, before, within, after = (date("a", at, "mardi", day(5)) for at in (10, 60, 103, 300))
    other_day, elsewhere = date("a", 80, "lundi", day(4)), date("b", 101, "mardi", day(5))
    telling = told("a", "Ce mardi, on a défilé", day(5))
    rows = [far, other_day, before, elsewhere, after]
    assert Dates([*rows, within]).precision(telling).words == within
    found = Dates(rows).precision(telling)
    assert (found.words, found.within) == (before, False)
    assert Dates([after, elsewhere]).precision(telling).words == after
    assert Dates([other_day, elsewhere]).precision(telling).words is None


def test_words_before_a_date_outside_the_telling_make_no_day_vague() -> None:
    found = Dates([date("a", 10, "5 septembre", day(5))]).precision(told("a", "vers le", day(5)))
    assert found.kind == "day"


def test_of_several_tellings_the_most_exact_says_how_exact_the_day_is() -> None:
    rows = [told("a", "vers le 5 septembre", day(5)), told("b", "le 5 septembre", day(5))]
    dates = [date("a", 108, "5 septembre", day(5)), date("b", 103, "5 septembre", day(5))]
    assert (the_one(rows, dates).precision.kind, the_one(rows[:1], dates).precision.kind) == ("day", "about")


def about_rows() -> list[dict[str, str]]:
    with (paths.LEXICONS / "date_about.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("column", ["example", "counter_example"])
@pytest.mark.parametrize("row", about_rows(), ids=lambda r: r["form"])
def test_every_word_for_about_is_read_in_its_example_only(row: dict[str, str], column: str) -> None:
    """The dates are those that the reader finds in the sentence; the sentence is the telling."""
    text = row[column]
    (found,) = read(text, dt.date(2022, 1, 20)).dates
    given = date("a", found.start, text[found.start : found.end], found.first, found.last, grain=found.grain)  # type: ignore[arg-type]
    telling = told("a", text, found.first, found.last, start=0)
    assert (Dates([given]).precision(telling).kind == "about") == (column == "example")


def test_the_first_report_is_the_article_published_first_and_its_delay_counts_from_the_event() -> None:
    rows = [told("a", "x", day(5)), told("b", "x", day(5)), told("c", "x", day(5))]
    found = the_one(rows, documents=[document("a", day(9)), document("b", day(7)), document("c", day(8))])
    assert found.report is not None
    assert (found.reported, found.report["doc_id"], found.lag, found.reported_open) == (day(7), "b", (2, 2), False)


LAGS = [
    (day(5), day(5), day(5), (0, 0)),
    (day(5), day(5), day(3), (-2, -2)),  # told beforehand
    (day(1), day(5), day(9), (4, 8)),
    (day(1), day(5), day(3), (-2, 2)),  # while it lasted
]


@pytest.mark.parametrize(("first", "last", "published", "lag"), LAGS)
def test_delay_is_a_range_where_the_event_is_given_several_days(
    first: dt.date, last: dt.date, published: dt.date, lag: tuple[int, int]
) -> None:
    assert the_one([told("a", "x", first, last)], documents=[document("a", published)]).lag == lag


def test_without_a_day_of_publication_nothing_is_said_of_the_first_report() -> None:
    found = the_one([told("a", "x", day(5))], documents=[document("a")])
    assert (found.reported, found.report, found.lag, found.reported_open) == (None, None, None, False)


def test_an_article_without_a_day_leaves_the_first_report_open() -> None:
    rows = [told("a", "x", day(5)), told("b", "x", day(5))]
    found = the_one(rows, documents=[document("a"), document("b", day(7))])
    assert (found.reported, found.reported_open) == (day(7), True)


def test_status_counts_independent_voices_of_each_way_of_telling() -> None:
    """a and b copy one another and say it happened; a also reports that someone said so; c denies it."""
    copied = {"fingerprint": list(range(40))}
    documents = [document("a", day(6), **copied), document("b", day(7), **copied), document("c", day(8))]
    rows = [
        told("a", "x", day(5), modality="fact"),
        told("a", "y", day(5), modality="said", start=300),
        told("b", "x", day(5), modality="fact"),
        told("c", "x", day(5), modality="denied"),
    ]
    found = the_one(rows, documents=documents)
    assert found.status == {"fact": 1, "said": 1, "denied": 1}
    assert (found.origins, len(found.articles), found.modality, found.contested) == (2, 3, "fact", True)


@pytest.mark.parametrize(
    ("ways", "contested"), [("fd", True), ("pd", True), ("dd", False), ("fs", False), ("f", False)]
)
def test_it_is_contested_where_one_denies_what_another_tells(ways: str, contested: bool) -> None:
    names = {"f": "fact", "s": "said", "p": "planned", "d": "denied"}
    rows = [told(doc, "x", day(5), modality=names[way]) for doc, way in zip("ab", ways, strict=False)]
    assert the_one(rows).contested == contested


def test_the_day_is_that_of_most_voices_not_of_most_tellings() -> None:
    rows = [*(told("a", "x", day(4), start=n) for n in (10, 20, 30)), told("b", "x", day(5)), told("c", "x", day(5))]
    found = the_one(rows)
    assert (found.first, found.last) == (day(5), day(5))
    assert [(d.first, d.origins, len(d.tellings)) for d in found.days_given] == [(day(4), 1, 3), (day(5), 2, 2)]
    assert found.disputed


def test_of_as_many_voices_the_firmest_telling_gives_day_and_place() -> None:
    rows = [told("a", "x", day(4), place="Oyem"), told("b", "x", day(5), place="Lambaréné", modality="fact")]
    found = the_one(rows)
    assert (found.first, found.place) == (day(5), "Lambaréné")


def test_a_plan_gives_the_day_only_where_nobody_tells_that_it_took_place() -> None:
    plans = [told(d, "x", day(4), modality="planned") for d in "ab"]
    assert the_one(plans).first == day(4)
    assert the_one([*plans, told("c", "x", day(6), modality="said")]).first == day(6)
    assert the_one([*plans, told("c", "x", None, modality="said")]).first == day(4)
    denied = told("c", "x", day(9), modality="denied")
    assert (the_one([denied]).first, the_one([*plans, denied]).first) == (day(9), day(4))


@pytest.mark.parametrize(
    ("given", "disputed"),
    [
        ([(4, 4), (4, 4)], False),
        ([(1, 5), (2, 2)], False),  # the second is only more exact
        ([(4, 4), (5, 5)], True),
        ([(1, 3), (3, 5)], False),
        ([(1, 2), (4, 5)], True),
        ([(1, 3), (2, 4), (4, 5)], True),  # each meets the next, but they share no day
    ],
)
def test_days_are_in_dispute_where_the_tellings_share_none(given: list[tuple[int, int]], disputed: bool) -> None:
    rows = [told(doc, "x", day(a), day(b)) for doc, (a, b) in zip("abc", given, strict=False)]
    assert the_one(rows).disputed == disputed


def test_a_telling_that_names_no_last_day_is_of_one_day() -> None:
    found = the_one([told("a", "x", day(5)) | {"last": None}], [date("a", 100, "x", day(5))])
    assert ([(d.first, d.last) for d in found.days_given], found.precision.kind) == ([(day(5), day(5))], "day")
