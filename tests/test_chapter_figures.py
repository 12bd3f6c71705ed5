"""The chapter on figures: what its charts draw, what its tables say, and what it says where there is little or much."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hand_made import day, document, figure, tables

from kzlib.chapters import figures, toll
from kzlib.chapters.figures import choose
from kzlib.edition import Edition
from kzlib.founded import Prose

Row = dict[str, Any]


def edition(*rows: Row, **more: list[Row]) -> Edition:
    return Edition(folder=Path(), edition="e1", tables=tables(*rows, **more))


def page(found: Edition) -> str:
    """Every part of the chapter, as on its page."""
    parts = (
        figures.lead(found),
        figures.chart(found),
        figures.ranges(found, 60),
        figures.daily(found),
        figures.contradictions(found, 60),
        figures.explained(found),
        figures.known(found),
        figures.weighed(found),
        figures.register(found, 60),
    )
    return "".join(f'<div class="cell_output">{p}</div>' for p in parts)


def pictures(html: str) -> list[str]:
    return re.findall(r"<svg.*?</svg>", html, re.DOTALL)


def faults(found: Edition) -> list[str]:
    return Prose.of(dict(found.tables), {"figures": page(found)}).faults("figures")


def marks(html: str) -> int:
    """Links in the pictures for wide pages: one a mark."""
    return sum(p.count("<a href") for p in pictures(html)[::2])


FEW: list[Row] = [
    figure("a", 12, 3, start=10, text="12 morts", attributed_to="Ministère de l'Intérieur"),
    figure("b", 18, 4, start=10, text="au moins 18", bound="min", attributed_to="ONU"),
    figure("b", 164, 4, start=40, text="164 morts", attributed_to="Croix-Rouge"),
    figure("c", 36, 4, start=10, text="36 morts", group="protesters", attributed_to="ONU"),
    figure("c", 1000, 4, start=60, text="environ 1 000", bound="approx", kind="injured"),
]


def test_each_kind_has_a_chart_with_every_claim_as_a_linked_mark() -> None:
    html = str(figures.chart(edition(*FEW)))
    assert re.findall(r'id="chart-([\w-]+)"', html) == ["figures-killed", "figures-injured"]
    assert marks(html) == len(FEW)
    for row in FEW:
        assert html.count(f'<a href="sources/{row["doc_id"]}.html#{row["start"]}-{row["end"]}"') == 2


def test_every_picture_says_its_kind_origin_and_voices() -> None:
    for picture, name in zip(
        pictures(str(figures.chart(edition(*FEW)))), ("killed",) * 2 + ("injured",) * 2, strict=True
    ):
        assert f"figures.html#chart-figures-{name}</text>" in picture
        assert f">{name.capitalize()}: " in picture
    killed = pictures(str(figures.chart(edition(*FEW))))[0]
    for voice in ("Interior Ministry", "UN", "Red Cross"):
        assert re.search(rf">[A-F] {voice}</text>", killed)


def test_numbers_far_apart_are_on_a_logarithmic_axis_and_say_so() -> None:
    near, far = figure("a", 12, start=1), figure("b", 18, 5, start=1)
    assert "log scale" not in str(figures.chart(edition(near, far)))
    assert "log scale" in str(figures.chart(edition(near, far, figure("c", 4000, 6, start=1))))


def test_a_single_number_is_a_line_not_a_panel() -> None:
    (plot,) = choose.plots(edition(figure("a", 12), figure("b", 12, 5)).claims)
    assert plot.panels == ()
    assert [len(s.claims) for s in plot.singles] == [2]


def test_voices_beyond_six_are_grey_and_those_without_a_name_hollow() -> None:
    rows = [figure(f"a{n}", 10 + n, start=1, attributed_to=f"Voix {n}") for n in range(9)]
    picture = pictures(str(figures.chart(edition(*rows, figure("z", 90, start=1)))))[0]
    assert re.findall(r">([A-Z]) Voix", picture) == list("ABCDEF")
    assert ">other voices</text>" in picture
    assert ">no source named</text>" in picture


def test_another_time_is_counted_not_drawn() -> None:
    old = figure("b", 168, None, start=1) | {"as_of": day(4).replace(year=1986)}
    html = str(figures.chart(edition(*FEW, old)))
    assert "1986" not in "".join(pictures(html))
    assert re.search(r"not <a[^>]*>1 claim</a> of another time", html)
    assert faults(edition(*FEW, old)) == []


def test_the_arithmetic_lists_what_competes_what_is_replaced_and_what_is_left_out() -> None:
    rows = [
        figure("a", 12, 3, start=1, attributed_to="ONU"),
        figure("b", 18, 6, start=1, attributed_to="ONU"),
        figure("c", 40, 6, start=1, modality="planned"),
    ]
    html = str(figures.ranges(edition(*rows), 60))
    compete, earlier, excluded = re.search(r"<dt>Compete</dt>(.*)<dt>Replaced(.*)<dt>Left out(.*)</dl>", html).groups()  # type: ignore[union-attr]
    assert [">18<" in compete, ">12<" in earlier, ">40<" in excluded] == [True] * 3
    assert "planned</dd>" in excluded
    assert all("sources/" in part for part in (compete, earlier, excluded))


def test_ranges_by_day_are_given_where_there_are_days() -> None:
    assert "no ranges by day" in str(figures.daily(edition(FEW[0])))
    html = str(figures.daily(edition(*FEW)))
    assert re.findall(r'<th scope="row" class="day">([^<]*)', html) == ["3 September 2023", "4 September 2023"]


def test_the_lead_says_how_many_according_to_whom_and_how_far_apart() -> None:
    rival = figure("d", 400, 4, start=1, attributed_to="ONU")
    text = re.sub(r"<[^>]*>", "", str(figures.lead(edition(*FEW, rival))))
    assert text.startswith("The latest count of the dead in Gabon is 164, as ")
    assert "against" in text
    assert "The articles make 6 claims from 4 independent voices, in 4 articles." in text
    assert 2 <= len(re.findall(r"\.(?= |$)", text)) <= 4


def test_every_number_in_prose_leads_to_where_it_stands() -> None:
    assert faults(edition(*FEW)) == []


def test_a_grade_opens_to_its_rule_without_a_script_or_a_mouse() -> None:
    html = str(figures.register(edition(*FEW), 60))
    assert len(re.findall(r"<details[^>]*><summary>[1-6]</summary>[^<]+</details>", html)) == len(FEW)
    assert "<abbr" not in html


def test_claims_and_findings_have_addresses() -> None:
    found = edition(*FEW)
    html = page(found)
    assert all(f'id="{c.id}"' in html for c in found.claims)
    assert found.findings
    assert all(f'id="{figures.anchor(f)}"' in html for f in found.findings)


def test_what_was_known_lists_only_days_that_changed_it() -> None:
    documents = [document("a", day(5)), document("b", day(6)), document("c", day(8))]
    rows = [figure("a", 12, 4, start=1), figure("b", 12, 4, start=1), figure("c", 30, 7, start=1)]
    html = str(figures.known(edition(*rows, documents=documents)))
    days = re.findall(r'<th scope="row" class="day">([^<]*)', html)
    assert days == ["5 September 2023", "8 September 2023"]


def test_weighing_says_what_leaving_out_each_voice_does() -> None:
    rows = [
        figure(d, v, start=1, attributed_to=w) for d, v, w in (("a", 10, "ONU"), ("b", 12, "AFP"), ("c", 90, "TASS"))
    ]
    html = str(figures.weighed(edition(*rows)))
    assert "an aid and not the answer" in html
    assert re.search(r"<td[^>]*>10 to \d+</td>|<td[^>]*>12</td>", html)
    assert "without " in html
    assert "three independent voices" in str(figures.weighed(edition(*rows[:2])))


NONE: list[Row] = []
ONE = [figure("a", 12, start=1, text="12 morts")]
BOUNDS = [
    figure(d, v, start=1, bound=b, text=f"{v}") for d, v, b in (("a", 12, "min"), ("b", 40, "max"), ("c", 90, "min"))
]
CONFLICTS = [figure(f"a{n}", 3**n, start=1, text=f"{3**n}", attributed_to=f"Voix {n}") for n in range(9)]
UNDATED = [figure(d, v, None, start=1, text=f"{v}") for d, v in (("a", 12), ("b", 40))]
ZERO = [figure("a", 0, start=1, text="0 mort"), figure("b", 300, start=1, text="300")]
LONG = [
    figure("a", 12, start=1, text="12", place="P" * 300, attributed_to="Ministère " * 40),
    figure("b", 9, start=1, text="9"),
]


@pytest.mark.parametrize(
    ("rows", "charts", "words"),
    [
        (NONE, 0, "No figure was read"),
        (ONE, 1, "one number given"),
        (BOUNDS, 1, "at least"),
        (CONFLICTS, 1, "conflict"),
        (UNDATED, 0, "No figure can be placed in time"),
        (ZERO, 1, ">0</text>"),
        (LONG, 1, "…"),
    ],
    ids=["none", "one", "only bounds", "all conflict", "no day", "nobody", "long names"],
)
def test_little_is_said_in_words(rows: list[Row], charts: int, words: str) -> None:
    more = {"documents": [document(d, None) for d in ("a", "b")]} if rows is UNDATED else {}
    found = edition(*rows, **more)
    html = page(found)
    assert len(pictures(html)) == 2 * charts
    assert words in html
    assert marks(html) == (len(rows) if charts else 0)
    assert faults(found) == []
    ends = {r for each in found.ranges for r in (each.low, each.best, each.high) if r is not None}
    assert ends <= {r["value"] for r in rows}


KINDS = list(toll.KINDS)


def many(count: int) -> list[Row]:
    return [
        figure(
            f"a{n % 900:03}",
            7 + (n * 37) % 900,
            1 + n % 28,
            start=n * 10,
            kind=KINDS[n % 7],
            group=("all", "protesters", "security_forces", "civilians")[n % 4],
            place=f"Ville {n % 40}",
            attributed_to=f"Voix {n % 60}" if n % 5 else None,
            bound=("exact", "min", "approx", "max")[n % 3],
        )
        for n in range(count)
    ]


def test_three_thousand_claims_are_bounded_and_say_what_is_left_out() -> None:
    found = edition(*many(3000))
    html = page(found)
    assert len(html.encode()) < 360_000
    assert marks(html) <= choose.PAGE_MARKS
    assert len(pictures(html)) == 2 * len(KINDS)
    assert "of groups and places that fewer speak of" in html
    assert "60 of 3,000 shown" in html
    assert all(len(label) <= 1500 for label in re.findall(r'aria-label="([^"]*)"', html))
    assert faults(found) == []


def test_what_is_drawn_first_are_the_ends_of_days_that_are_farthest_apart() -> None:
    rows = [
        figure(f"a{n}", v, d, start=1, attributed_to=f"V{n}")
        for n, (v, d) in enumerate([(5, 3), (6, 3), (5, 4), (900, 4), (30, 4)])
    ]
    claims = edition(*rows).claims
    kept = choose._cut(("killed", "all", "Gabon", None), claims, 2)
    assert sorted(c.value for c in kept.claims) == [5, 900]
    assert {c.day for c in kept.claims} == {day(4)}


def test_the_chapter_is_the_same_every_time() -> None:
    rows = many(60)
    assert page(edition(*rows)) == page(edition(*reversed(rows)))
