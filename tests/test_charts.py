"""Charts: links with names, text that can be read, nothing that differs from run to run."""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from kzlib import charts
from kzlib.charts import style, text


def picture() -> str:
    def draw(width: float, links: charts.Links) -> Figure:
        figure, (axes,) = charts.panels(width, [1.5])
        axes.scatter([1], [1], urls=[links.to("sources/a.html#1-2", "12 dead <b>")])
        axes.set_xlabel("Décès")
        return figure

    return str(charts.chart(draw, "test", "A & B", "Caption", "Edition 1"))


def test_marks_are_named_links() -> None:
    assert '<a href="sources/a.html#1-2"><title>12 dead &lt;b&gt;</title>' in picture()


def test_it_has_a_text_alternative_and_keeps_text_as_text() -> None:
    html = picture()
    assert 'aria-label="A &amp; B"' in html
    assert "Décès</text>" in html


def test_it_is_drawn_for_both_widths_with_ids_of_their_own() -> None:
    wide, narrow = picture().split('<div class="narrow">')
    ids = [set(re.findall(r' id="([^"]+)"', part)) for part in (wide, narrow)]
    shared = {i for i in ids[0] & ids[1] if re.search(rf"#{re.escape(i)}\b", wide)}
    assert shared == set()


def test_it_says_inside_where_it_comes_from() -> None:
    assert all("Edition 1</text>" in part for part in picture().split('<div class="narrow">'))


def test_ink_follows_the_page() -> None:
    html = picture()
    assert "currentColor" in html
    assert charts.INK not in html


def test_it_is_the_same_every_time() -> None:
    assert picture() == picture()


IMPRINT = (
    "Read from 10,000 articles, published 5 January 2022 to 28 December 2022, as of 2022-12-31; 1,234 files left out. "
    "Edition 0123456789ab.\nfigures.html#chart-figures-hospitalised"
)


def empty(width: float, _: charts.Links) -> Figure:
    return charts.panels(width, [1.0])[0]


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
@pytest.mark.parametrize("imprint", [IMPRINT, "x" * 400], ids=["long", "one word"])
def test_the_imprint_stays_inside_the_picture(width: float, imprint: str) -> None:
    lines = text.wrap(imprint, width - 0.2, style.IMPRINT)
    assert "".join("".join(lines).split()) == "".join(imprint.split())
    assert max(text.width_of(line, style.IMPRINT) for line in lines) <= width - 0.2
    picture = str(charts.chart(empty, "t", "A", "", imprint)).split('<div class="narrow">')[width != charts.WIDE]
    high = float(re.search(r'viewBox="0 0 \S+ (\S+)"', picture)[1])  # type: ignore[index]
    places = [float(y) for y in re.findall(r"<text[^>]*? y=\"(\S+?)\"|translate\(\S+ (\S+)\)", picture) for y in y if y]
    assert all(0 < y < high for y in places)
    assert high > 72 + 10 * len(lines) * 0.9


def test_the_text_alternative_is_bounded() -> None:
    many = charts.listed("Claims:", [f"{n} dead on day {n}" for n in range(3000)])
    assert len(many) <= 1500
    assert re.search(r"; and 2,9\d\d more$", many)
    shown = many.count("dead")
    assert many.endswith(f"and {3000 - shown:,} more")
    assert charts.listed("Claims:", ["a", "b"]) == "Claims: a; b"
    html = str(charts.chart(empty, "t", "word " * 5000, "", "E"))
    assert all(len(label) <= 1500 for label in re.findall(r'aria-label="([^"]*)"', html))


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
@pytest.mark.parametrize(
    "days",
    [
        [dt.date(2023, 9, 4)],
        [dt.date(2023, 9, 4) + dt.timedelta(n) for n in range(400)],
        [dt.date(2023, 9, 4), dt.date(2023, 9, 5), dt.date(2024, 3, 1), dt.date(2024, 3, 2)],
        [dt.date(2000 + n, 1, 1) for n in range(20)],
    ],
    ids=["one day", "400 days", "a gap", "twenty gaps"],
)
def test_days_are_labelled_without_overlap(days: list[dt.date], width: float) -> None:
    figure, (axes,) = charts.panels(width, [1.5])
    charts.days_along(axes, charts.Days(days), width)
    figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in axes.get_xticklabels()]
    assert boxes
    assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


def test_long_empty_stretches_are_shortened_and_marked() -> None:
    before, after = dt.date(2023, 9, 5), dt.date(2024, 3, 1)
    days = charts.Days([dt.date(2023, 9, 4), before, after])
    assert [days.at(d) for d in (dt.date(2023, 9, 4), before, after)] == [0, 1, 4]
    assert days.at(before) < days.breaks[0] < days.at(after)
    assert charts.Days([before, before + dt.timedelta(20)]).breaks == []


def test_an_axis_of_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a day"):
        charts.Days([])


@pytest.mark.parametrize(
    ("values", "logarithmic"),
    [([12, 18], False), ([1, 20], False), ([1, 164], True), ([0], False), ([0, 3, 900], True), ([5, 40_000_000], True)],
)
def test_values_that_span_far_are_on_a_logarithmic_axis(values: list[float], logarithmic: bool) -> None:
    _, (axes,) = charts.panels(charts.WIDE, [1.5])
    assert charts.value_axis(axes, values) is logarithmic
    low, high = axes.get_ylim()
    ticks = [t for t in axes.get_yticks() if low <= t <= high]
    assert 2 <= len(ticks) <= 7
    assert all(low < v < high for v in values)


def test_labels_do_not_overlap_and_those_without_room_are_counted() -> None:
    figure, (axes,) = charts.panels(charts.NARROW, [2.0])
    axes.set_xlim(0, 10)
    axes.set_ylim(0, 10)
    spots = [(x, y) for x in (2, 2.2, 2.4, 5, 8) for y in (2, 2.3, 5)]
    labels = [charts.Label(axes, x, y, f"{x:g} and {y:g}") for x, y in spots]
    left_out = charts.label_marks(figure, labels)
    boxes = [t.get_window_extent() for t in axes.texts]
    assert len(boxes) + left_out == len(labels)
    assert len(boxes) > 5
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.overlaps(b)]


def test_a_key_wraps_and_cuts_what_is_wider_than_the_picture() -> None:
    entries = [charts.Entry(name, "o") for name in ("exact", "at least", "Ministry of the Interior " * 20, "others")]
    assert charts.key_height(entries, charts.NARROW) > charts.key_height(entries[:2], charts.NARROW)
    height = charts.key_height(entries, charts.NARROW)
    figure, (_, axes) = charts.panels(charts.NARROW, [1.0, height], share_x=False)
    charts.key(axes, entries, charts.NARROW)
    figure.draw_without_rendering()
    assert all(t.get_window_extent().x1 <= figure.bbox.x1 for t in axes.texts)


def test_a_dollar_is_a_dollar() -> None:
    def draw(width: float, _: charts.Links) -> Figure:
        figure, (axes,) = charts.panels(width, [1.0])
        axes.set_title("$x^2$ of $5")
        return figure

    assert "$x^2$ of $5" in str(charts.chart(draw, "t", "A", "", "E"))


SHEET = Path(__file__).resolve().parents[1] / "book/theme/kz/static/kz.css"
_BLOCKS = {"light": r"^:root \{(.*?)^\}", "dark": r"scheme: dark\) \{\s*:root \{(.*?)\}"}


def colours(scheme: str) -> dict[str, str]:
    """The named colours of the style sheet, in a colour scheme or in print."""
    sheet = SHEET.read_text(encoding="utf-8")
    if scheme == "print":
        blocks = re.findall(r":root \{(.*?)\}", sheet[sheet.index("/* Print") :])
    else:
        blocks = re.findall(_BLOCKS[scheme], sheet, re.MULTILINE | re.DOTALL)[:1]
    found = re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", " ".join(blocks))
    return {name: value if len(value) == 6 else "".join(c * 2 for c in value) for name, value in found}


def luminance(colour: str) -> float:
    """Relative luminance of a colour, as WCAG 2.1 defines it."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("ffffff", "000000") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_marks_stand_out_from_the_paper(scheme: str) -> None:
    found = colours(scheme)
    marks = [f"c{n}" for n in range(len(charts.PALETTE))] + ["soft", "event", "date-line", "figure-line"]
    assert {m: c for m in marks if (c := contrast(found[m], found["paper"])) < 3} == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("under", ["paper", "wash", "date", "figure", "quotation", "actor"])
def test_text_can_be_read_on_every_ground(scheme: str, under: str) -> None:
    found = colours(scheme)
    inks = ["ink", "accent", *(["soft"] if under in ("paper", "wash") else [])]
    assert {i: c for i in inks if (c := contrast(found[i], found[under])) < 4.5} == {}


def test_colours_of_marks_are_those_of_the_page() -> None:
    def draw(width: float, links: charts.Links) -> Figure:
        figure, (axes,) = charts.panels(width, [1.5])
        for n, colour in enumerate(charts.PALETTE):
            axes.scatter([n], [n], color=colour)
        return figure

    html = str(charts.chart(draw, "test", "A", "Caption", "Edition 1"))
    assert all(f"var(--c{n})" in html for n in range(len(charts.PALETTE)))
    assert not any(colour in html for colour in charts.PALETTE)
