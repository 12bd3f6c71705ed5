"""Addresses that a page does not hold: claims below those listed, and events that another article tells first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import Book, built, params
from hand_made import day, document, event, figure, tables
from playwright.sync_api import Browser, Page

from kzlib import elsewhere
from kzlib.edition import Edition
from kzlib.events_fusion import fuse
from kzlib.selected import Selected


def edition(**rows: list[dict[str, object]]) -> Edition:
    given = tables(*rows.pop("figures", []), **rows)
    return Edition(folder=Path("none"), tables={**given, "corrections": []})


def test_a_claim_that_is_listed_stays_and_one_that_is_not_leads_to_its_words() -> None:
    found = edition(figures=[figure("a", 12), figure("b", 30)])
    listed, below = found.claims
    held = elsewhere.held(f'<span id="{listed.id}">12</span>')
    assert elsewhere.needed(found, "figures", held)
    assert elsewhere.leads(Selected(found, {}, [below.doc_id]), "figures", held) == {
        below.id: f"sources/{below.doc_id}.html#{below.start}-{below.end}"
    }
    assert elsewhere.leads(Selected(found, {}, [listed.doc_id]), "figures", held) == {}, "its article has no page"


def test_an_event_keeps_the_address_that_it_had_before_another_article_told_it_first() -> None:
    later = event("b", "", day(4), participants=["police"])
    earlier = event("a", "", day(4), place="Libreville")
    fuse([later], [])
    before = later["event_id"]
    rows = [later, earlier]
    fuse(rows, [document("a", day(4)), document("b", day(5))])
    assert earlier["event_id"] == later["event_id"] != before
    own = f"e-{later['event_id']}"
    leads = elsewhere.leads(Selected(edition(events=rows), {}, ()), "chronology", {own})
    assert leads[f"e-{before}"] == f"chronology.html#{own}"


def test_other_pages_have_no_such_addresses() -> None:
    assert not elsewhere.needed(edition(), "method", ())
    assert elsewhere.leads(Selected(edition(), {}, ()), "method", ()) == {}


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_a_browser_is_led_on(book: Book, page: Page) -> None:
    lists = sorted((book.site / "_static" / "elsewhere").glob("*.js"))
    assert lists
    for file in lists:
        leads = json.loads(file.read_text(encoding="utf-8").split(" = ", 1)[1].rstrip(";\n"))
        anchor, target = next(iter(leads.items()))
        page.goto((book.site / f"{file.stem}.html").as_uri() + f"#{anchor}")
        page.wait_for_url(f"**/{target}")
