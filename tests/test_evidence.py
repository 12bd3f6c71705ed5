"""Evidence on the page: links, hostile text shown as text, numbers and days as printed, tables."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzlib import evidence
from kzlib.evidence import Column

ROW = {"doc_id": "note", "start": 3, "end": 11, "text": "12 morts"}


def test_a_value_leads_to_its_words() -> None:
    html = str(evidence.link(ROW, "12"))
    assert html == '<a class="ev" href="sources/note.html#3-11" title="12 morts">12</a>'


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{raw} html", "$$x$$", "[x](javascript:y)"],
)
def test_what_an_article_says_reaches_the_page_as_text(hostile: str) -> None:
    html = str(evidence.link(ROW | {"text": hostile}))
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    ("odd", "shown"), [("\u202e", "U+202E"), ("\x00", "U+0000"), ("\u200b", "U+200B"), ("\x1b", "U+001B")]
)
def test_characters_that_mislead_are_made_visible(odd: str, shown: str) -> None:
    assert shown in str(evidence.visible(f"a{odd}b"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("12 \u05d0\u05d1 164 \u05d2 225", "12 <bdi>\u05d0\u05d1 164 \u05d2</bdi> 225"),
        (
            "\u0645\u0648\u062a\u0649, 5 morts & \u05d0",
            "<bdi>\u0645\u0648\u062a\u0649</bdi>, 5 morts &amp; <bdi>\u05d0</bdi>",
        ),
    ],
)
def test_what_is_written_to_the_left_moves_no_number(text: str, html: str) -> None:
    assert str(evidence.visible(text)) == html


@pytest.mark.parametrize(
    ("doc_id", "page"),
    [
        ("001_d2a1", "001_d2a1"),
        ("note.2", "note.2"),
        ("été à Osh", "ete-a-osh~"),
        ("..", "article~"),
        ("a/b", "a-b~"),
        ("con", "con~"),
    ],
)
def test_a_page_has_a_safe_name(doc_id: str, page: str) -> None:
    assert evidence.page(doc_id).startswith(page)
    assert "/" not in evidence.page(doc_id)


def test_two_odd_names_stay_two_pages() -> None:
    assert evidence.page("été") != evidence.page("ete!")


@pytest.mark.parametrize("name", ["été", "-rf", "NUL.txt", "n" * 255])
def test_no_article_takes_the_page_of_another(name: str) -> None:
    assert evidence.page(evidence.page(name)) != evidence.page(name)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://exemple.test/a?b=c&d=%20#e", True),
        ("HTTP://exemple.test", True),
        ("https://exemple.test/l’été", True),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)//https://a", False),
        ("https:javascript:alert(1)", False),
        ("https://", False),
        ("//exemple.test/", False),
        ("data:text/html,x", False),
        ("https://connu.test@autre.test/", False),
        ("https://connu.test\\@autre.test/", False),
        ('https://exemple.test/" onclick="x', False),
        ("https://exemple.test/\u202eoffre", False),
        ("https://\u0435xemple.test/", False),
        ("", False),
        (None, False),
    ],
)
def test_only_an_address_of_the_web_is_linked(url: str | None, linked: bool) -> None:
    assert evidence.web(url) is linked


@pytest.mark.parametrize(
    "text", ["T\u043eka\u00efev dit", "a\u202eb", "Z" + "\u0301" * 9, "<b> & \u0410\u0421\u0415", "«"]
)
def test_a_finished_page_is_made_visible_once(text: str) -> None:
    """What was written out stays; what was not is: in text, in words of attributes, in pictures without markup."""
    shown = evidence.visible(text)
    page = f'<p title="{evidence.escape(text)}">{shown}</p><p>{evidence.escape(text)}</p>'
    picture = f"<svg><text>{evidence.escape(text)}</text></svg>"
    plain = evidence.escape(evidence.plain(text))
    html = evidence.everywhere(page + picture)
    assert html == f'<p title="{plain}">{shown}</p><p>{shown}</p><svg><text>{plain}</text></svg>'
    assert evidence.everywhere(html) == html


@given(st.text())
def test_any_name_and_any_text_are_safe(text: str) -> None:
    assert all(c.isalnum() or c in "._-~" for c in evidence.page(text))
    assert "<" not in re.sub('<span class="control">|</span>|</?bdi>', "", str(evidence.visible(text)))


@pytest.mark.parametrize(("value", "shown"), [(164.0, "164"), (1300.0, "1,300"), (1.5, "1.5"), (0.0, "0"), (None, "")])
def test_numbers(value: float | None, shown: str) -> None:
    assert evidence.number(value) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2022-01-05", "2022-01-05", "5 January 2022"),
        ("2022-01-04", "2022-01-05", "4–5 January 2022"),
        ("2022-01-28", "2022-02-02", "28 January – 2 February 2022"),
        ("2021-12-31", "2022-01-01", "31 December 2021 – 1 January 2022"),
    ],
)
def test_days(first: str, last: str, shown: str) -> None:
    assert evidence.days(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == shown


def test_a_table_says_how_much_it_shows() -> None:
    html = str(evidence.table("Dead & injured", [Column("A"), Column("B", "n")], [("<b>", 1)], total=7, file="figures"))
    assert "<caption>Dead &amp; injured</caption>" in html
    assert '<th scope="row">&lt;b&gt;</th>' in html
    assert "1 of 7 shown" in html
    assert 'href="data/figures.csv"' in html
    whole = str(evidence.table("Dead", [Column("A")], [("a",), ("b",)], file="figures"))
    assert "2 of 2 shown" in whole
    assert "shown" not in str(evidence.table("Dead", [Column("A")], [("a",)]))


@pytest.mark.parametrize(
    ("parts", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_in_a_sentence(parts: list[str], shown: str) -> None:
    assert evidence.joined(parts) == shown


def test_a_long_text_is_cut_at_a_word() -> None:
    assert evidence.shorten("un deux  trois\nquatre", 14) == "un deux trois …"
    assert evidence.shorten("un deux", 14) == "un deux"
