"""Both sites in a browser, as a reader opens them: from the folder, without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from books import Book, built, params
from playwright.sync_api import Browser, Page

from kzlib import tables
from kzlib.edition import Edition

CHAPTERS = ("index", "chronology", "actors", "figures", "reliability", "method", "data", "cite", "search")
pytestmark = pytest.mark.browser


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


class Watch:
    """A page, and what went wrong on it: errors on the console, requests to anywhere but the site's folder."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self.requested: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("request", lambda r: self.requested.append(r.url))
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
    cells = watch.page.locator("#t-register tbody th a.ev")
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
        watch.page.locator("figure.chart .wide-only svg a[href^='sources/']:visible").first.click()
        watch.page.wait_for_url("**/sources/*.html#*")
        watch.page.wait_for_selector("mark.here")


LIMIT = 500_000  # bytes of a page with all that it loads, uncompressed


def test_pages_are_light_and_load_nothing_that_they_do_not_use(watch: Watch, book: Book) -> None:
    """Style, typeface and icon are every page's; of scripts and data only the page's own."""
    heavy = []
    for path in book.pages:
        watch.requested.clear()
        watch.page.goto(path.as_uri())
        watch.page.wait_for_load_state("networkidle")
        loaded = {u.split("#")[0].split("?")[0] for u in watch.requested}
        files = [Path(unquote(u.removeprefix("file://"))) for u in loaded]
        weight = sum(f.stat().st_size for f in files)
        if weight > LIMIT:
            heavy.append(f"{path.name}: {weight:,}")
        has_evidence = watch.page.locator("main a[href*='sources/'][href*='#']").count() > 0
        assert any(f.name == "at-hand.js" for f in files) == (has_evidence and path.parent == book.site), path.name
        assert any(f.name == "minisearch.js" for f in files) == (path.name == "search.html"), path.name
        assert any(f.name == "tables.js" for f in files) == (watch.page.locator("main table").count() > 0), path.name
    assert heavy == []


def test_every_file_of_the_site_is_used(watch: Watch, book: Book) -> None:
    """Scripts and style sheets are named by a page, or loaded when asked for (blocks of articles, other addresses)."""
    named = "".join(p.read_text(encoding="utf-8") for p in book.pages)
    sheet = (book.site / "_static" / "kz.css").read_text(encoding="utf-8")
    for file in (book.site / "_static").rglob("*"):
        name = file.relative_to(book.site / "_static").as_posix()
        if file.is_file() and not name.startswith(("search/articles-", "elsewhere/")):
            assert f"_static/{name}" in named or name in sheet, name


def test_the_policy_is_kept_from_a_folder(watch: Watch, book: Book) -> None:
    """What an article might smuggle in does nothing: no inline script, no style, no other host."""
    watch.page.goto((book.site / "figures.html").as_uri())
    assert watch.page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    watch.page.evaluate("""() => {
        window.stopped = [];
        addEventListener('securitypolicyviolation', (e) => stopped.push(e.effectiveDirective));
        document.querySelector('main').insertAdjacentHTML('beforeend',
            '<p id="smuggled" style="color: red" onclick="window.ran = true">x</p>' +
            '<img src="https://example.org/x.png"><a id="lure" href="javascript:window.ran = true">y</a>');
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
    }""")
    watch.page.locator("#smuggled").click()
    watch.page.locator("#lure").click()
    watch.page.wait_for_function("stopped.length >= 5")
    assert watch.page.evaluate("window.ran") is None
    assert "img-src" in watch.page.evaluate("stopped")


def test_no_page_holds_inline_scripts_or_styles(book: Book) -> None:
    for path in book.pages:
        html = path.read_text(encoding="utf-8")
        assert "Content-Security-Policy" in html, path.name
        assert not re.search(r"<style\b|<[a-z][^<>]* style=|<[a-z][^<>]* on[a-z]+=", html), path.name
        for script in re.findall(r"<script\b[^>]*>", html):
            assert "src=" in script or "application/ld+json" in script, path.name


def found(watch: Watch, book: Book, query: str) -> tuple[list[str], list[str]]:
    """Addresses that a search lists in the chapters and in the articles."""
    watch.page.goto((book.site / "search.html").as_uri() + f"?q={quote(query)}")
    watch.page.wait_for_selector("#results[data-done]", state="attached")
    links = watch.page.locator("#results li > a").all()
    addresses = [str(a.get_attribute("href")) for a in links]
    in_articles = [a for a in addresses if a.startswith("sources/")]
    assert addresses == [a for a in addresses if a not in in_articles] + in_articles  # chapters come first
    return addresses[: len(addresses) - len(in_articles)], in_articles


def test_search_folds_accents_elisions_and_groups_of_digits(watch: Watch, book: Book) -> None:
    for folded, full in (("etat", "l'État"), ("ministere", "Ministère"), ("blesses", "blessés")):
        assert found(watch, book, folded) == found(watch, book, full)
        assert any(found(watch, book, folded))
    assert found(watch, book, "1000") == found(watch, book, "1 000") == found(watch, book, "1,000")


def test_search_reads_passages_of_articles(watch: Watch, book: Book) -> None:
    """A word of a shown passage is found on the page of its article."""
    for row in tables.read(book.out / "tables", "figures")[:3]:
        _, articles = found(watch, book, row["text"])
        assert f"sources/{row['doc_id']}.html" in articles, row["text"]


@pytest.mark.parametrize("code", ["matplotlib", "Edition.open", "IPython", "stroke", "papermill notebooks"])
def test_search_reads_no_code(watch: Watch, book: Book, code: str) -> None:
    assert found(watch, book, code)[0] == []


def test_what_search_finds_is_shown_as_text(watch: Watch, book: Book) -> None:
    watch.page.goto((book.site / "search.html").as_uri() + "?q=smuggled")
    watch.page.wait_for_selector("#results[data-done]", state="attached")
    watch.page.evaluate(
        """kzIndex('articles', [['x.html', '<img src=x>', '<b>', 'smuggled <script>alert(1)</script>']])"""
    )
    watch.page.evaluate("take().then(() => show('smuggled'))")
    assert "<script>" in watch.page.inner_text("#results")
    assert watch.page.locator("#results img, #results b, #results script").count() == 0


def test_a_table_sorts_by_value_and_back(watch: Watch, book: Book) -> None:
    watch.page.goto((book.site / "figures.html").as_uri())
    table = watch.page.locator("table:has(thead th.n button)").last
    head = table.locator("thead th.n").first
    column = head.evaluate("e => e.cellIndex")

    def values() -> list[int]:
        texts = table.locator(f"tbody tr > :nth-child({column + 1})").all_inner_texts()
        return [int(re.sub(r"\D", "", m.group())) for t in texts if (m := re.search(r"\d[\d,]*", t))]

    as_written = values()
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert values() == sorted(as_written)
    head.get_by_role("button").press("Enter")
    assert values() == sorted(as_written, reverse=True)
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "none"
    assert values() == as_written


def test_a_table_filters_and_says_how_many_are_left(watch: Watch, book: Book) -> None:
    watch.page.goto((book.site / "figures.html").as_uri())
    line = watch.page.locator(".filter").last
    rows = watch.page.locator(".wide:has(> .filter)").last.locator("tbody tr")
    line.get_by_role("searchbox").fill("no such words anywhere")
    assert line.get_by_role("status").inner_text() == f"0 of {rows.count()} rows"
    line.get_by_role("searchbox").fill("")
    assert rows.filter(visible=True).count() == rows.count()


def test_a_field_that_filters_covers_nothing(watch: Watch, book: Book) -> None:
    covered = """() => [...document.querySelectorAll('.wide:has(> .filter)')].filter((wide) =>
        wide.previousElementSibling?.getBoundingClientRect().bottom > wide.firstChild.getBoundingClientRect().top ||
        wide.firstChild.getBoundingClientRect().bottom > wide.querySelector('caption').getBoundingClientRect().top + 4
    ).map((wide) => wide.getAttribute('aria-label'))"""
    for width in (360, 1440):
        watch.page.set_viewport_size({"width": width, "height": 900})
        for name in CHAPTERS:
            watch.page.goto((book.site / f"{name}.html").as_uri())
            assert watch.page.evaluate(covered) == [], name


def test_an_article_links_back_to_where_the_book_uses_it(watch: Watch, book: Book) -> None:
    """Each claim of the register is named on its article's page, and leads back to its row."""
    claims = {c.id: c for c in Edition.open(book.out / "tables").claims}
    watch.page.goto((book.site / "figures.html").as_uri())
    listed = [i for i in claims if watch.page.locator(f"[id='{i}']").count()]
    assert listed
    for claim in listed:
        html = (book.site / "sources" / f"{claims[claim].doc_id}.html").read_text(encoding="utf-8")
        assert f'href="../figures.html#{claim}"' in html, claim
