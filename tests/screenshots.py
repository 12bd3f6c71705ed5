"""Pictures of a built site, to look at: every page at 360, 768 and 1440 pixels, light and dark, and as printed.

    .venv/bin/python tests/screenshots.py build/site /tmp/pictures [PAGE ...]

Without pages: the chapters, the search and the first article. Writes PAGE-WIDTH[-dark].png and PAGE.pdf.
"""

from __future__ import annotations

import sys
from pathlib import Path

from browser import ensure
from playwright.sync_api import Browser, sync_playwright

from kzlib import chromium

WIDTHS = (360, 768, 1440)


def chosen(site: Path, names: list[str]) -> list[Path]:
    """The pages that are named, else those of the top folder and the first article."""
    if names:
        return [site / name for name in names]
    return [*sorted(site.glob("*.html")), *sorted((site / "sources").glob("*.html"))[:1]]


def take(browser: Browser, site: Path, page_file: Path, target: Path) -> None:
    """All pictures of one page."""
    name = page_file.relative_to(site).with_suffix("").as_posix().replace("/", "_")
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.goto(page_file.resolve().as_uri())
            page.screenshot(path=target / f"{name}-{width}{'-dark' * (scheme == 'dark')}.png", full_page=True)
            page.close()
    page = browser.new_page()
    page.goto(page_file.resolve().as_uri())
    page.pdf(path=target / f"{name}.pdf", prefer_css_page_size=True)
    page.close()


def main(site: Path, target: Path, names: list[str]) -> None:
    """Take the pictures of a site."""
    program = ensure()
    if not program:
        sys.exit("screenshots: no Chromium; run python tests/browser.py to see what is missing")
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(chromium.FLAGS))
        for page_file in chosen(site, names):
            take(browser, site, page_file, target)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
