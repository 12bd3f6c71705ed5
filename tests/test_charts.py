"""Charts: links with names, text that can be read, nothing that differs from run to run."""

from __future__ import annotations

import re

from matplotlib.figure import Figure

from kzlib import charts


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
