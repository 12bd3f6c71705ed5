"""The chronology chapter on tables made by hand: what it says, shows, links, and that it stays bounded."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hand_made import day, document, event, tables

from kzlib import charts
from kzlib.chapters import chronology
from kzlib.chapters.chronology import order
from kzlib.chapters.chronology.lag import _lanes
from kzlib.chapters.chronology.words import anchor, delay, when
from kzlib.edition import Edition

Row = dict[str, Any]
DIGIT = re.compile(r"\d")


def book(events: list[Row], documents: list[Row] | None = None, dates: list[Row] | None = None) -> Edition:
    """An edition of events by hand; articles published on the 9th unless given."""
    docs = documents or [document(d, day(9)) for d in sorted({e["doc_id"] for e in events})]
    docs = [{"title": None, **d} for d in docs]
    rows = tables(events=events, documents=docs, dates=dates or [])
    return Edition(folder=Path("tables"), edition="e1", tables=rows | {"corrections": []})


def page(edition: Edition, most: int = 60) -> dict[str, str]:
    """Every part of the chapter as HTML."""
    return {
        "lead": str(chronology.lead(edition)),
        "chart": str(chronology.chart(edition)),
        "days": str(chronology.by_day(edition, most)),
        "undated": str(chronology.without_day(edition, most)),
        "uncertain": str(chronology.uncertain(edition, most)),
        "filling": str(chronology.filling(edition)),
        "reported": str(chronology.reported(edition, most)),
    }


def words(html: str) -> str:
    return " ".join(lxml.html.fromstring(f"<div>{html}</div>").text_content().split())


CASE = [
    event("a", "protest-1", day(4), start=10, end=30, text="on a défilé", modality="fact", place="Oyem"),
    event("b", "protest-1", day(4), start=5, end=25, text="ils ont défilé", modality="said", place="Oyem"),
    event("b", "storming-2", day(5), start=50, end=60, text="la mairie", type="storming", modality="fact"),
    event("b", "meeting-3", day(8), start=70, end=80, text="se réuniront", type="meeting", modality="planned"),
    event("a", "arrest-4", None, start=90, end=99, text="arrêtés", type="arrest", modality="denied"),
]
CASE_DOCUMENTS = [document("a", day(5)), document("b", day(7))]


def case() -> Edition:
    return book(CASE, CASE_DOCUMENTS)


def test_the_lead_says_what_on_which_days_by_how_many_voices_and_what_is_not_certain() -> None:
    assert words(page(case())["lead"]) == (
        "The articles date 3 events (protest, storming and meeting), from 4 September 2023 to 8 September 2023. "
        "Told most widely: protest in Oyem on 4 September 2023, by 2 independent voices (a and b). "
        "Not certain: 1 event has no day, 1 is only planned or announced, 1 is denied and 3 rest on one voice alone."
    )


def test_the_days_told_most_widely_lead_to_words_that_give_them_all() -> None:
    given = {"type": "protest", "modality": "fact"}
    told = [
        event("a", "protest-1", day(4), start=10, end=30, text="lundi", **given),
        event("b", "protest-1", day(4), last=day(5), start=20, end=40, text="lundi et mardi", **given),
        event("c", "protest-1", day(4), last=day(5), start=30, end=50, text="les 4 et 5", **given),
    ]
    assert '#20-40" title="lundi et mardi">4–5 September 2023</a>, by' in str(chronology.lead(book(told)))


def test_every_digit_of_the_lead_stands_in_a_link_that_leads_somewhere() -> None:
    parts = page(case())
    lead = lxml.html.fromstring(parts["lead"])
    ids = set(re.findall(r' id="([^"]+)"', "".join(parts.values())))
    for link in lead.iter("a"):
        target = link.get("href")
        assert target.startswith("sources/") or target.removeprefix("#") in ids, target
        link.text = ""
    assert not DIGIT.search(lead.text_content())


def test_counts_are_the_totals_of_the_lists_that_they_lead_to() -> None:
    parts = page(case())
    whole = lxml.html.fromstring(f"<div>{''.join(parts.values())}</div>")
    totals = {e.get("id"): int(e.get("data-total")) for e in whole.iter() if e.get("data-total")}
    tallies = [(a.get("href")[1:], a.text) for a in whole.iter("a") if a.get("class") == "tally"]
    assert len(tallies) > 4
    assert [t for t in tallies if int(re.findall(r"\d+", t[1])[0]) != totals[t[0]]] == []


def test_a_day_is_a_section_with_a_stable_address_and_its_events() -> None:
    tree = lxml.html.fromstring(page(case())["days"])
    sections = {s.get("id"): s for s in tree.iter("section")}
    assert list(sections) == ["d-2023-09-04", "d-2023-09-05", "d-2023-09-08"]
    (heading,) = sections["d-2023-09-04"].iter("h3")
    assert heading.text_content() == "4 September 2023"
    (item,) = (li for li in sections["d-2023-09-04"].iter("li") if (li.get("id") or "") == "e-protest-1")
    said = " ".join(item.text_content().split())
    assert said.startswith("● protest, Oyem")
    assert "told as fact by 1 independent voice and as someone said by 1 independent voice" in said
    assert "2 independent voices (2 articles)" in said
    assert "first told 5 September 2023, 1 day later" in said
    assert {"sources/a.html#10-30", "sources/b.html#5-25"} <= {a.get("href") for a in item.iter("a")}


def test_events_without_a_day_stand_apart() -> None:
    parts = page(case())
    assert 'id="e-arrest-4"' in parts["undated"] and 'id="e-arrest-4"' not in parts["days"]
    assert "denied" in words(parts["undated"])


def test_an_address_of_an_event_does_not_change_when_others_come_before_it() -> None:
    earlier = event("0", "violence-0", day(1), start=1, end=9, type="violence")
    fuller = book([earlier, *CASE], [document("0", day(1)), *CASE_DOCUMENTS])
    before = {anchor(h): h.tellings for h in case().happenings}
    after = {anchor(h): h.tellings for h in fuller.happenings}
    assert len(before) == 4
    assert {k: after.get(k) for k in before} == before


@pytest.mark.parametrize("odd", ["a b:12", '"><script>', "é" * 300, "x" * 300])
def test_any_event_id_gives_a_plain_address(odd: str) -> None:
    (happening,) = book([event("a", odd, day(4))]).happenings
    assert re.fullmatch(r"e-[0-9a-f]{10}", anchor(happening))


def test_days_that_tellings_do_not_share_are_listed_with_their_evidence() -> None:
    rows = [event(d, "e1", day(n), start=n, modality="fact") for d, n in (("a", 4), ("b", 5), ("c", 5))]
    days = page(book(rows))["days"]
    said = words(days)
    assert "The tellings disagree on the day: 4 September 2023 (1 independent voice) and 5 September 2023 (2" in said
    assert 'href="sources/a.html#4-9"' in days
    assert "conflicting days" in words(page(book(rows))["lead"])


@pytest.mark.parametrize(
    ("lag", "said"),
    [
        (None, ""),
        ((0, 0), "the same day"),
        ((1, 1), "1 day later"),
        ((-2, -2), "2 days before"),
        ((4, 8), "4 to 8 days later"),
        ((0, 4), "while it lasted"),
        ((-2, 2), "while it lasted"),
        ((-4, -1), "1 to 4 days before"),
    ],
)
def test_a_delay_in_words(lag: tuple[int, int] | None, said: str) -> None:
    assert delay(lag) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, "not dated"),
        (day(4), None, "4 September 2023"),
        (day(4), day(6), "4–6 September 2023"),
        (day(1), day(30), "September 2023"),
        (dt.date(2023, 1, 1), dt.date(2023, 12, 31), "2023"),
    ],
)
def test_days_in_a_heading(first: dt.date | None, last: dt.date | None, said: str) -> None:
    assert when(first, last) == said


def test_the_days_of_the_crisis_are_the_61_with_most_events() -> None:
    starts = [dt.date(2019, 3, 1), *(dt.date(2022, 1, n) for n in (2, 5, 5, 6)), dt.date(2022, 3, 4)]
    edition = book([event("a", f"e{n}", d, start=n) for n, d in enumerate(starts)])
    assert [h.first for h in chronology.period(edition)] == starts[1:5]
    near = book([event("a", f"e{n}", d, start=n) for n, d in enumerate([*starts[1:5], dt.date(2022, 3, 3)])])
    assert len(chronology.period(near)) == 5  # from 2 January, 3 March is the 61st day


def test_where_not_all_have_room_those_of_most_voices_stay_in_order() -> None:
    rows = [event(f"a{n}", f"e{n}", day(n + 1), start=n) for n in range(6)]
    rows += [event("b", "e4", day(5), start=90), event("c", "e1", day(2), start=91)]
    edition = book(rows)
    assert [h.event_id for h in order.weightiest(edition.happenings, 2)] == ["e1", "e4"]
    shown = [h.event_id for h in order.weightiest(edition.happenings, 3)]
    assert shown == sorted(shown) and {"e1", "e4"} < set(shown)


def test_events_of_as_many_voices_are_spread_over_the_days() -> None:
    edition = book([event("a", f"e{n}", day(1 + n // 20), start=n) for n in range(400)])
    assert len({h.first for h in order.weightiest(edition.happenings, 40)}) > 12


def test_a_list_that_is_cut_says_so() -> None:
    html = page(book([event("a", f"e{n}", day(n + 1), start=n) for n in range(6)]), most=3)["days"]
    assert "3 of 6 shown" in words(html)
    assert 'data-total="6"' in html


def lane_faults(edition: Edition, width: float) -> list[tuple[str, str]]:
    """Events on one line of the chart whose days, or lines to their reports, meet."""
    events = order.dated(edition)
    days = charts.Days(d for h in events for d in (h.first, h.last, h.reported) if d)
    lanes, _, _ = _lanes(events, days, width)
    ends = [(x.y, *_ends(x), x.event.event_id) for x in lanes]
    return [
        (one[3], other[3])
        for n, one in enumerate(ends)
        for other in ends[n + 1 :]
        if one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]
    ]


def _ends(lane: Any) -> tuple[float, float]:
    places = [lane.begin, lane.end, *([] if lane.report is None else [lane.report])]
    return min(places), max(places)


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_events_on_one_line_of_the_chart_do_not_meet(width: float) -> None:
    rows = [event(f"a{n % 5}", f"e{n}", day(1 + n % 9), start=n) for n in range(30)]
    docs = [document(f"a{n}", day(6 + 2 * n)) for n in range(5)]
    assert lane_faults(book(rows, docs), width) == []


def test_marks_of_the_chart_lead_to_the_telling_and_to_the_first_report() -> None:
    rows = [event("a", "e1", day(4), start=1), event("b", "e1", day(4), start=5)]
    html = page(book(rows, [document("a", day(9)), document("b", day(6))]))["chart"]
    wide = html.split('<div class="narrow">')[0]
    assert re.findall(r'<a href="([^"]+)"', wide) == ["sources/b.html#5-9", "sources/a.html#1-9"]
    assert ">+2</text>" in wide


def test_the_panels_add_up_to_what_was_known() -> None:
    parts = page(case())
    titles = re.findall(r"(\d+) new, (\d+) known", parts["filling"].split('<div class="narrow">')[0])
    assert ("2", "0") in titles and ("2", "2") in titles
    rows = [[c.text_content() for c in row] for row in lxml.html.fromstring(parts["reported"]).iter("tr")][1:]
    assert rows == [
        ["5 September 2023", "2", "1 protest, 1 arrest", "a"],
        ["7 September 2023", "2", "1 storming, 1 meeting", "b"],
    ]


def test_no_more_than_twelve_days_of_publication_have_a_panel_and_the_rest_is_counted() -> None:
    rows = [event(f"a{n}", f"e{n}", day(1), start=n) for n in range(1, 21)]
    rows.append(event("a20", "more", day(2), start=99))
    html = page(book(rows, [document(f"a{n}", day(n)) for n in range(1, 21)]))["filling"]
    wide = html.split('<div class="narrow">')[0]
    assert len(re.findall(r"\d+ new, \d+ known", wide.split("<svg")[1].split(">", 1)[1])) == 12
    assert "20 September 2023</text>" in wide or "20 September 2023" in wide
    assert "8 more days" in words(html)


HOSTILE = '<script>alert(1)</script>" onclick="x'


def test_words_names_and_ids_of_articles_are_shown_as_text() -> None:
    row = event(HOSTILE, HOSTILE, day(4), text=HOSTILE, place=HOSTILE, participants=[HOSTILE], type="protest")
    whole = "".join(page(book([row])).values())
    assert "&lt;script&gt;" in whole
    tree = lxml.html.fromstring(f"<div>{whole}</div>")
    assert not [e for e in tree.iter() if e.tag == "script" or "onclick" in e.attrib]


def test_a_name_of_three_hundred_characters_is_cut() -> None:
    long = "Tcharguelbaï" * 25
    row = event("a", "e1", day(4), place=long, participants=[long] * 9)
    whole = "".join(page(book([row])).values())
    assert long not in whole
    assert long[:60] in whole


DEGENERATE: dict[str, tuple[Edition, dict[str, str]]] = {
    "no event": (
        book([], [document("a", day(1))]),
        {"lead": "No event was read", "days": "No event was read", "filling": "No event", "uncertain": "No event"},
    ),
    "no article": (book([], []), {"lead": "No event was read", "reported": "No event was read"}),
    "nothing dated": (
        book([event("a", "e1", None), event("a", "e2", None, start=20)], [document("a")]),
        {
            "lead": "date none of them",
            "chart": "No event could be dated, so there is no chart.",
            "days": "No event could be dated.",
            "filling": "cannot say what was known when",
            "reported": "cannot say what was known when",
            "undated": "first report not dated",
        },
    ),
    "no article dated": (
        book([event("a", "e1", day(3))], [document("a")]),
        {"chart": "1 event by type", "filling": "cannot say", "undated": "Every event read is dated by an article."},
    ),
    "one article, one day": (
        book([event("a", "e1", day(3), modality="fact")]),
        {"lead": "1 event (protest), on 3 September 2023", "filling": "1 new, 0 known", "chart": "+6"},
    ),
    "published long after": (
        book([event("a", "e1", dt.date(1991, 12, 16))]),
        {"chart": "+11,590", "days": "11,590 days later"},
    ),
    "all denied": (
        book([event(d, "e1", day(3), modality="denied") for d in "ab"]),
        {"lead": "1 event is denied", "days": "denied", "chart": "denied"},
    ),
    "all planned": (
        book([event("a", "e1", day(20), modality="planned")]),
        {"lead": "only planned", "days": "11 days before", "chart": "-11"},
    ),
    "a year": (
        book([event("a", "e1", dt.date(2022, 1, 1), last=dt.date(2022, 12, 31))]),
        {"days": "a year", "lead": "roughly or to a period"},
    ),
    "undated report": (
        book([event(d, "e1", day(3)) for d in "ab"], [document("a"), document("b", day(5))]),
        {"days": "or before"},
    ),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_what_cannot_be_said_is_said_in_words(name: str) -> None:
    edition, expected = DEGENERATE[name]
    parts = page(edition)
    assert {k: v for k, v in expected.items() if v not in parts[k] and v not in words(parts[k])} == {}
    assert [k for k, html in parts.items() if not words(html)] == []


def many(articles: int) -> Edition:
    """Several events an article over seven months, of eight types, some told by several articles."""
    kinds = "protest violence storming arrest statement call meeting deployment".split()
    start = dt.date(2022, 1, 1)
    docs = [document(f"article-{n:05}", start + dt.timedelta(n % 210)) for n in range(articles)]
    rows = [
        event(
            f"article-{n:05}",
            f"e-{(n * 3 + k) % (2 * articles)}",
            None if (n + k) % 5 == 0 else start + dt.timedelta((n * 7 + k) % 210),
            start=40 * k,
            end=40 * k + 30,
            type=kinds[(n + k) % len(kinds)],
            text="la foule a envahi la grande place de la ville ce jour-là " * 4,
            place=f"Place numéro {n % 900}",
            participants=[f"Nom de famille {n % 1000}"] * 6,
            modality=("fact", "said", "planned", "denied")[(n // 3 + k) % 4],
        )
        for n in range(articles)
        for k in range(3)
    ]
    return book(rows, docs)


def test_a_book_of_ten_thousand_articles_makes_a_page_of_bounded_size() -> None:
    small, large = page(many(500)), page(many(10_000))
    sizes = {name: len(html.encode()) for name, html in large.items()}
    assert sum(sizes.values()) < 345_000, sizes
    marks = re.findall(r"<a href", large["chart"].split('<div class="narrow">')[0])
    assert len(marks) <= 2 * order.MARKS
    assert sum(sizes.values()) < 1.2 * sum(len(html.encode()) for html in small.values())
    alternatives = re.findall(r'aria-label="([^"]*)"', large["chart"] + large["filling"])
    assert alternatives and max(len(a) for a in alternatives) <= 1600


def test_links_within_the_page_lead_to_what_is_on_it() -> None:
    whole = "".join(page(many(300), most=20).values())
    ids = re.findall(r' id="([^"]+)"', re.sub(r"<svg.*?</svg>", "", whole, flags=re.DOTALL))
    targets = set(re.findall(r'href="#([^"]+)"', re.sub(r"<svg.*?</svg>", "", whole, flags=re.DOTALL)))
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))


def test_it_is_the_same_every_time() -> None:
    assert page(case()) == page(case())
