"""Every page in a browser, light and dark: WCAG 2.1 A and AA (axe-core), the keyboard, and evidence at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from books import Book, built, params
from playwright.sync_api import Browser, Locator, Page

ALL = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
# Contrast takes most of the time and is the only rule that the colour scheme can break.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
BUT_CONTRAST = ALL | {"rules": {"color-contrast": {"enabled": False}}}
pytestmark = pytest.mark.browser
axe = Axe()


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield page
    page.close()


def violations(page: Page, rules: dict[str, Any] = ALL) -> list[str]:
    """What axe finds, as RULE: element."""
    found: list[dict[str, Any]] = axe.run(page, options=rules | {"resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


def looks() -> list[object]:
    """Corpus, width, scheme and rules: everything on one corpus; on the other what articles could break, then all."""
    found = (("default", 1440, "light", ALL), ("seeds", 360, "light", BUT_CONTRAST))
    marked = [(*f, [pytest.mark.xdist_group(f[0])]) for f in found]
    longer = (("seeds", 1440, "dark", CONTRAST), ("seeds", 1440, "light", ALL))
    marked += [(*f, [pytest.mark.soak]) for f in longer]
    return [pytest.param(*f, marks=marks, id="-".join(map(str, f[:3]))) for *f, marks in marked]


def kinds_of_page(book: Book) -> list[Path]:
    """Every chapter and hand-written page, and the largest page of an article."""
    sources = sorted((book.site / "sources").glob("*.html"), key=lambda p: (p.stat().st_size, p.name))
    return [*sorted(book.site.glob("*.html")), sources[-1]]


@pytest.mark.parametrize(("corpus", "width", "scheme", "rules"), looks())
def test_no_violation_on_any_kind_of_page(
    browser: Browser, corpus: str, width: int, scheme: Any, rules: dict[str, Any]
) -> None:
    """The narrow one is a telephone: what shows on pointing shows always there."""
    book = built(corpus)
    telephone = width < 500
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=telephone, is_mobile=telephone
    )
    page = context.new_page()
    found = {}
    for path in kinds_of_page(book):
        page.goto(path.as_uri() + ("?q=mort" if path.name == "search.html" else ""))
        if wrong := violations(page, rules):
            found[path.name] = wrong
    context.close()
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_what_opens(page: Page, book: Book, scheme: Any) -> None:
    """The panel of evidence, the code and the references, all open."""
    page.emulate_media(color_scheme=scheme)
    page.goto((book.site / "figures.html").as_uri())
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    evidence(page).first.hover()
    page.wait_for_selector("#at-hand:popover-open")
    assert violations(page) == []


def evidence(page: Page) -> Locator:
    return page.locator("main p a.ev, main td a.ev, main th a.ev")


def test_axe_would_find_a_violation(page: Page, book: Book) -> None:
    page.goto((book.site / "figures.html").as_uri())
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"x.png\">')")
    assert any(v.startswith("image-alt") for v in violations(page))


def test_every_table_has_a_caption_and_scopes(page: Page, book: Book) -> None:
    lacking = []
    for path in book.pages:
        page.goto(path.as_uri())
        for selector in ("table:not(:has(> caption))", "thead th:not([scope])", "tbody th:not([scope])"):
            if page.locator(f"main {selector}").count():
                lacking.append(f"{path.name}: {selector}")
    assert lacking == []


def test_words_of_articles_are_french(page: Page, book: Book) -> None:
    for path in book.pages:
        page.goto(path.as_uri())
        assert page.locator("main .evidence:not([lang=fr])").count() == 0, path.name


def test_the_keyboard_reaches_every_control_with_visible_focus(page: Page, book: Book) -> None:
    page.goto((book.site / "figures.html").as_uri())
    controls = "'a[href], button, input, summary, [tabindex=\"0\"]'"
    page.evaluate(
        f"window.left = new Set([...document.querySelectorAll({controls})].filter((e) => "
        "e.checkVisibility() && e.tabIndex >= 0))"
    )
    unseen = []
    for _ in range(page.evaluate("left.size") + 1):
        page.keyboard.press("Tab")
        outlined = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); left.delete(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; })()"
        )
        if not outlined and page.evaluate("document.activeElement !== document.body"):
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert unseen == []
    assert page.evaluate("[...left].map((e) => e.outerHTML.slice(0, 120))") == []


def shown(page: Page) -> str:
    return page.locator("#at-hand:popover-open").inner_text()


def test_focus_shows_the_evidence_and_escape_hides_it(page: Page, book: Book) -> None:
    page.goto((book.site / "figures.html").as_uri())
    link = evidence(page).first
    words = link.get_attribute("title")
    page.locator("h1 a").focus()
    while not link.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
    assert words
    assert " ".join(words.split()) in " ".join(shown(page).split())
    assert "graded" in shown(page)
    assert link.get_attribute("aria-describedby") == "at-hand"
    page.keyboard.press("Escape")
    assert page.locator("#at-hand:popover-open").count() == 0
    assert link.get_attribute("title") == words
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/*.html#*")


def test_pointing_shows_the_evidence_and_the_pointer_can_reach_it(page: Page, book: Book) -> None:
    page.goto((book.site / "figures.html").as_uri())
    evidence(page).first.hover()
    panel = page.locator("#at-hand:popover-open")
    panel.hover()
    page.wait_for_timeout(400)
    panel.get_by_role("link").click()
    page.wait_for_url("**/sources/*.html#*")


def test_a_mark_of_a_chart_shows_its_evidence(page: Page, book: Book) -> None:
    page.goto((book.site / "figures.html").as_uri())
    page.locator("figure.chart .wide-only svg a[href*='#']").first.hover()
    assert page.locator("#at-hand:popover-open .sentence").inner_text()


def test_the_first_tap_shows_the_evidence(browser: Browser, book: Book) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((book.site / "figures.html").as_uri())
    evidence(page).first.tap()
    assert page.url.endswith("figures.html")
    box = page.locator("#at-hand:popover-open").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.locator("#at-hand").get_by_role("link").tap()
    page.wait_for_url("**/sources/*.html#*")
    context.close()


def test_without_scripts_evidence_is_a_link(browser: Browser, book: Book) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((book.site / "figures.html").as_uri())
    evidence(page).first.click()
    page.wait_for_url("**/sources/*.html#*")
    context.close()


def test_what_is_at_hand_is_text_whatever_an_article_holds(page: Page, book: Book, tmp_path: Path) -> None:
    page.goto((book.site / "figures.html").as_uri())
    page.evaluate("""for (const e of Object.values(kzEvidence.evidence)) e[0] = '<img src=x onerror=alert(1)>'""")
    evidence(page).first.hover()
    assert "<img" in shown(page)
    assert page.locator("#at-hand img").count() == 0
