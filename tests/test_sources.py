"""The page of an article: which passages it shows, and that every reading on them is marked and can be reached."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kzlib import sources
from kzlib.evidence import visible
from kzlib.sources import Span

TEXT = (
    "Le ministère a parlé lundi. Il fait froid dans la ville et personne ne sort de chez soi depuis des heures. "
    "Douze agents sont morts à Osh. Rien d'autre n'a été dit par les autorités de la région, qui se taisent."
)


def rows(**given: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {name: given.get(name, []) for name in sources.KINDS}


def row(words: str, **columns: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "role": None, "actor_id": words} | columns


def sentences() -> list[dict[str, int]]:
    ends = [m.end() for m in re.finditer(r"\.", TEXT)]
    starts = [0, *(e + 1 for e in ends[:-1])]
    return [{"start": s, "end": e} for s, e in zip(starts, ends, strict=True)]


def shown(found: list[tuple[int, int]]) -> list[str]:
    return [TEXT[a:b] for a, b in found]


def test_a_figure_shows_its_whole_sentence_and_nothing_else() -> None:
    found = sources.windows(TEXT, rows(figures=[row("Douze agents")]), sentences(), full=False)
    assert shown(found) == ["Douze agents sont morts à Osh."]


def test_a_name_alone_shows_a_few_words_around_it_once() -> None:
    names = [row("ministère"), row("autorités", actor_id="ministère")]
    found = sources.windows(TEXT, rows(mentions=names), sentences(), full=False)
    assert len(found) == 1
    assert "ministère" in shown(found)[0]
    assert len(shown(found)[0]) < 80


def test_full_shows_everything() -> None:
    assert sources.windows(TEXT, rows(), [], full=True) == [(0, len(TEXT))]


def test_sentences_side_by_side_are_one_window() -> None:
    found = sources.windows(TEXT, rows(dates=[row("lundi")], figures=[row("Il fait")]), sentences(), full=False)
    assert len(found) == 1


def test_overlapping_readings_are_all_marked_and_anchored() -> None:
    spans = [Span(0, 12, "quotation"), Span(3, 12, "actor"), Span(3, 8, "figure")]
    html = str(sources.marked("Le ministère parle", spans, 0, 18))
    assert all(f'id="{a}"' in html for a in ("0-12", "3-12", "3-8"))
    assert '<mark class="actor figure quotation" data-at="3">minis</mark>' in html
    assert re.sub(r"<[^>]+>", "", html) == "Le ministère parle"


def test_markup_in_an_article_is_text() -> None:
    html = str(sources.marked("<script>x</script> 12 morts", [Span(19, 27, "figure")], 0, 27))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8))
def test_marking_never_changes_the_text(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(a, min(a + n, len(text)), "figure") for a, n in places if a < len(text)]
    html = str(sources.marked(text, spans, 0, len(text)))
    assert html.count("<mark") == html.count("</mark>")
    plain = re.sub(r"<a [^>]*></a>|</?mark[^>]*>|<br>", "", html)
    assert plain == str(visible(text))
