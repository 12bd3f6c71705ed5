"""Both sites in a browser, as a reader opens them: from the folder, without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import Book, built, params
from browser import FLAGS, ensure
from playwright.sync_api import Browser, Page, sync_playwright

CHAPTERS = ("index", "chronology", "actors", "figures", "reliability", "method", "data", "cite", "search")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = ensure()
    assert path, "no Chromium; run python tests/browser.py to see what is missing"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


class Watch:
    """A page, and what went wrong on it: errors on the console, requests to anywhere but the site's folder."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        root = site.resolve().as_uri()
        page.on("request", lambda r: None if r.url.startswith((root, "data:")) else self.elsewhere.append(r.url))


@pytest.fixture
def watch(browser: Browser, book: Book) -> Iterator[Watch]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield Watch(page, book.site)
    page.close()


def all_pages(book: Book) -> list[Path]:
    return [book.site / f"{c}.html" for c in CHAPTERS] + sorted((book.site / "sources").glob("*.html"))


def test_no_error_and_no_request_elsewhere(watch: Watch, book: Book) -> None:
    for path in all_pages(book):
        watch.page.goto(path.as_uri())
        watch.page.wait_for_load_state()
    assert watch.errors == []
    assert watch.elsewhere == []


def test_no_page_scrolls_sideways_on_a_telephone(watch: Watch, book: Book) -> None:
    watch.page.set_viewport_size({"width": 360, "height": 740})
    wide = []
    for path in all_pages(book):
        watch.page.goto(path.as_uri())
        width = watch.page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide.append(f"{path.name}: {width}")
    assert wide == []


def test_the_evidence_behind_a_number_shows_that_number(watch: Watch, book: Book) -> None:
    """Follow each count of the register to its source page: the words outlined there hold the number."""
    watch.page.goto((book.site / "figures.html").as_uri())
    cells = watch.page.locator("table:has(caption:has-text('The register of claims')) tbody th a.ev")
    found = [(a.get_attribute("href"), a.inner_text()) for a in cells.all()]
    assert found
    in_digits = 0
    for address, shown in found:
        watch.page.goto((book.site / "figures.html").as_uri())
        watch.page.goto(f"{(book.site / str(address).split('#')[0]).as_uri()}#{str(address).split('#')[1]}")
        words = "".join(watch.page.locator("mark.here").all_inner_texts())
        assert words, address
        value = re.sub(r"\D", "", shown.split(" to ")[0])
        digits = re.sub(r"(?<=\d)[\s.\u00a0\u202f](?=\d)", "", words)
        if re.search(r"\d", words):
            assert value in digits, f"{address}: {shown} is not in {words!r}"
            in_digits += 1
    assert in_digits


def test_a_mark_of_each_chart_leads_to_its_words(watch: Watch, book: Book) -> None:
    for chapter in ("chronology", "actors", "figures"):
        watch.page.goto((book.site / f"{chapter}.html").as_uri())
        watch.page.locator("figure.chart .wide-only svg a").first.click()
        watch.page.wait_for_url("**/sources/*.html#*")
        watch.page.wait_for_selector("mark.here")


def test_search_finds_a_name(watch: Watch, book: Book) -> None:
    watch.page.goto((book.site / "search.html").as_uri() + "?q=injured")
    watch.page.wait_for_selector("#search-results li")
    assert watch.errors == []
