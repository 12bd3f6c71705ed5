"""Citing in a browser: the reference of a figure is made on the page, the same as the library writes it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from books import Book, built, params
from playwright.sync_api import Browser, Page

from kzlib.cite import claims, facts
from kzlib.cite.formats import FORMATS
from kzlib.edition import Edition

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


def files(page: Page) -> dict[str, str]:
    """The files that the page offers for one figure, by format."""
    found = {}
    for format in FORMATS:
        link = page.locator(f"#cite-one .format[data-format={format.name}] a[download]")
        found[format.name] = unquote(str(link.get_attribute("href")).split(",", 1)[1])
    return found


def test_following_a_sign_makes_the_reference_of_its_figure(page: Page, book: Book) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    edition = Edition.open(book.out / "tables")
    pattern = claims.pattern(facts.of(edition))
    page.goto((book.site / "figures.html").as_uri())
    for sign in page.locator('a.here[href^="#c-"]').all()[:3]:
        sign.click()
        id = str(sign.get_attribute("href")).removeprefix("#")
        assert page.url.endswith(f"figures.html#{id}")
        expected = {
            f.name: claims.filled(f.write(pattern), f, edition.claim[id], claims.title(edition.claim[id]))
            for f in FORMATS
        }
        assert files(page) == expected
    page.get_by_text("cite it").click()
    assert page.url.endswith("#cite-one")
    page.locator("#cite-one .format[data-format=bibtex] button").click()
    page.get_by_text("copied", exact=True).wait_for()
    assert said == []


def test_an_address_that_is_opened_has_its_reference_at_hand(page: Page, book: Book) -> None:
    claim = Edition.open(book.out / "tables").claims[0]
    page.goto("about:blank")
    page.goto(f"{(book.site / 'figures.html').as_uri()}#{claim.id}")
    assert claim.id in files(page)["ris"]
    assert claims.title(claim) in str(page.locator("#cite-one p").first.text_content())
