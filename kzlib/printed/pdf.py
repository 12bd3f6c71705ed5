"""PDF through a Chromium: the whole book and each chapter."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from kzlib import chromium, contents, inputs, publish
from kzlib.edition import Edition
from kzlib.errors import BuildError, InputError
from kzlib.printed import pages
from kzlib.printed.notes import Notes

# Beside those that any Chromium is started with.
FLAGS = ("--headless", "--no-pdf-header-footer")
WHOLE = "book"
PATIENCE = 300  # seconds for one document
# The clock and the name of the program, which would make every copy another file.
_STAMPS = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")


def write(site: Path, target: Path, browser: str = "", address: str = "") -> list[Path]:
    """Print a built site to ``target``: one PDF a chapter and one of the whole book; returns the files.

    `browser` is the path of a Chromium (default: the first found), `address` where the site is published, for links
    that leave a document (default: what the site says of itself). Raises InputError if there is no site or no browser,
    BuildError if the browser fails.
    """
    with publish.reading(site):
        if not (site / "index.html").exists():
            raise InputError(f"site {site}: holds no index.html; build the book first")
        return _write(site, target, browser, address)


def _write(site: Path, target: Path, browser: str, address: str) -> list[Path]:
    program = chromium.find(browser)
    edition = Edition(site / "data", **inputs.edition_facts(site))
    chapters = [c for c in contents.listed() if (site / f"{c.id}.html").exists()]
    documents = {WHOLE: ["index", *(c.id for c in chapters)]} | {c.id: [c.id] for c in chapters if c.notebook}
    with publish.hold(target), publish.workshop(target) as work:
        for name, included in documents.items():
            html = document(site, included, edition, address or edition.site)
            _print(program, site, html, work / f"{name}.pdf")
        publish.replace(work, target, [f"{name}.pdf" for name in documents])
    return [target / f"{name}.pdf" for name in documents]


def document(site: Path, included: Sequence[str], edition: Edition, address: str) -> Markup:
    """One HTML document to print: the pages one after the other, then the notes on their evidence."""
    notes = Notes(site)
    within = frozenset(included)
    text = Markup("\n").join(pages.body(site, page, notes, within, address) for page in included)
    title = contents.config()["sphinx"]["config"]["project"]
    style = (site / "_static" / "kz.css").resolve().as_uri()
    return Markup(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{}</title>'
        '<link rel="stylesheet" href="{}">'
        '<style>@page {{ @bottom-left {{ content: "{}, edition {}"; white-space: nowrap; }} }}</style></head>'
        "<body>{}{}</body></html>"
    ).format(
        title,
        style,
        _css_text(title),
        edition.name or edition.edition,
        text,
        notes.html(),
    )


def _css_text(text: str) -> Markup:
    """A text inside a CSS string."""
    return Markup(re.sub(r'["\\<\n]', " ", text))


def _print(program: str, site: Path, html: str, target: Path) -> None:
    """Let the browser print a document; what it loads, it loads from the site's folder."""
    with tempfile.TemporaryDirectory() as folder:
        page, profile, new = Path(folder) / "print.html", Path(folder) / "profile", Path(folder) / "print.pdf"
        page.write_text(html, encoding="utf-8")
        command = [
            program,
            *chromium.FLAGS,
            *FLAGS,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={new}",
            page.as_uri(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        if done.returncode or not new.exists():
            last = done.stderr.strip().splitlines()[-1:] or ["it wrote nothing"]
            raise BuildError(f"{Path(program).name} could not print {target.name}: {last[0]}")
        settled = _STAMPS.sub(lambda m: re.sub(rb"\d", b"0", m.group()), new.read_bytes())
        target.write_bytes(settled)
