"""Hostile articles: in the book they are text, visibly so where they could mislead, and nothing of them runs."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from books import ROOT, Book, kz
from hostile import FILES, KINDS, LEFT_OUT, Kind, write
from playwright.sync_api import Browser
from trap import Read, trap

from kzlib import evidence, tables, unseen
from kzlib.edition import Edition
from kzlib.inputs import edition_facts
from kzlib.printed.pdf import document

pytestmark = [pytest.mark.xdist_group("hostile"), pytest.mark.book]
CHAPTERS = ("index", "chronology", "actors", "figures", "reliability", "changes", "method", "data", "cite")
# What is in the browser's reach, and what tools read: nothing there may hold what a reader cannot see.
READ = (".html", ".js", ".bib", ".ris", ".txt")
# The folder that the book is built in: shells, papermill, Jinja, HTML and addresses would each take it otherwise.
PLACE = "'\";$(touch sprung)`touch sprung`\n{7*7}{{x}}%s%(a)s%41#é\\ <b>&#10;"
# What a link to a page may carry beyond its name.
ADDRESSES = (
    *(
        "#%",
        "#%E0%A4%A",
        "#__proto__",
        "#constructor",
        "#0-99999999999999999999",
        '#"]',
        "#<img src=x onerror=alert(1)>",
    ),
    *(
        "?q=%E0%A4%A",
        "?q=<script>alert(1)</script>",
        "?q=__proto__",
        "?q=constructor+toString",
        "?q=(((",
        "?" + "q" * 5000,
    ),
)
DONE = """() => new Promise((done) => {
  const look = () => (document.querySelector("#results[data-done]") ? done() : setTimeout(look, 20));
  look();
})"""
FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


@functools.cache
def book() -> Book:
    """The book of the hostile corpus, every article shown whole."""
    folder = Path(tempfile.mkdtemp(prefix="kz-hostile-")) / PLACE
    corpus = folder / "-articles $(touch sprung)"
    corpus.mkdir(parents=True)
    write(corpus)
    done = kz("build", corpus, "--out", folder / "build", "--evidence", "full")
    assert done.returncode == 0, done.stdout + done.stderr
    return Book(corpus, folder / "build", done.stdout + done.stderr)


def page_of(file: str) -> str:
    """Address of the page of a file's article."""
    return evidence.href(Path(file).stem)


@dataclass(frozen=True)
class Visit:
    """What was read on every page, by address, and what went wrong in the browser meanwhile."""

    pages: dict[str, Read]
    wrong: list[str]


@functools.cache
def visited(browser: Browser, policy: bool) -> Visit:
    """Every page of the book opened once, with its policy every fifth; on chapters what scripts show is shown."""
    site = book().site
    addresses = [p.relative_to(site).as_posix() for p in book().pages]
    chosen = [a for n, a in enumerate(addresses) if not policy or n % 5 == 0 or "/" not in a]
    with trap(browser, site, policy) as opened:
        pages = {address: opened.read(quote(address), use="/" not in address) for address in chosen}
        return Visit(pages, opened.wrong)


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["with its policy", "without its policy"])
def test_nothing_runs_and_nothing_is_asked_for(browser: Browser, policy: bool) -> None:
    visit = visited(browser, policy)
    assert len(visit.pages) > (len(KINDS) + len(FILES)) / (5 if policy else 1)
    assert visit.wrong == []
    assert {address: page.wrong for address, page in visit.pages.items() if page.wrong} == {}


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_an_attack_is_text_on_its_page(browser: Browser, kind: Kind) -> None:
    page = visited(browser, False).pages[page_of(kind.file)]
    for part in kind.visible:
        assert page.text.count(part) >= 4, part  # title, author, publisher or note, and in the text
    assert page.title.startswith(evidence.plain(evidence.shorten(kind.attack, 300))[:200])


@pytest.mark.browser
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name[:30])
def test_a_hostile_file_is_an_article_like_others(browser: Browser, file: object) -> None:
    page = visited(browser, False).pages[page_of(file.name).replace("%7E", "~")]
    for part in file.shown:
        assert part in page.text


@pytest.mark.browser
def test_evidence_at_hand_is_text(browser: Browser) -> None:
    pages = visited(browser, False).pages
    panels = [panel for address in CHAPTERS if f"{address}.html" in pages for panel in pages[f"{address}.html"].panels]
    elements, texts = panels[::2], panels[1::2]
    assert len(texts) > 60
    assert {name for names in elements for name in names.split()} <= {"p", "b", "a"}
    assert any("<script>" in text for text in texts)


@pytest.mark.browser
def test_search_finds_every_attack_and_shows_it_as_text(browser: Browser) -> None:
    lost = []
    with trap(browser, book().site, policy=False) as opened:
        opened.page.goto(f"{opened.root}search.html?q={quote('<img src=x onerror=alert(1)>')}")
        opened.evaluate(DONE)
        for kind in KINDS:
            query = " ".join(kind.visible)[:300]
            wanted = "(query) => { show(query); return indexes.articles.search(query).map((r) => r.address); }"
            if any(c.isalnum() for c in query) and page_of(kind.file) not in opened.evaluate(wanted, query):
                lost.append(kind.name)
            assert opened.look([]).wrong == [], kind.name
        assert opened.wrong == []
    assert lost == []


@pytest.mark.browser
@pytest.mark.parametrize("page", ["figures.html", "search.html"])
def test_an_address_that_was_tampered_with_runs_nothing(browser: Browser, page: str) -> None:
    with trap(browser, book().site, policy=False) as opened:
        for more in ADDRESSES:
            opened.page.goto("about:blank")
            assert opened.read(page + more).wrong == [], more
        assert opened.wrong == []


def test_what_cannot_be_read_is_named_with_its_reason() -> None:
    listed = [row for path in book().pages for row in lxml.html.parse(path).xpath("//*[@id='t-problems']//tbody/tr")]
    rows = [" ".join(row.text_content().split()) for row in listed]
    assert len(rows) == len(LEFT_OUT)
    for file in LEFT_OUT:
        name = "".join(c if c.isprintable() else "�" for c in file.name)
        assert any(row.startswith(evidence.plain(name)) and file.shown[0] in row for row in rows), file.name


def test_the_folder_of_a_book_runs_nothing_and_is_told_to_nobody() -> None:
    assert [*ROOT.rglob("sprung"), *book().out.parent.rglob("sprung")] == []
    told = [p for p in book().site.rglob("*") if p.is_file() and b"touch sprung" in p.read_bytes()]
    assert told == []


def test_what_is_printed_moves_no_cursor() -> None:
    printed = book().printed.replace(str(book().out), "")
    assert [c for c in printed if not c.isprintable() and c != "\n"] == []
    assert book().printed.count("left out: ") == len(LEFT_OUT)


def test_nothing_unseen_is_on_a_page_or_in_a_reference() -> None:
    found = {}
    for path in sorted(p for p in book().site.rglob("*") if p.suffix in READ and "minisearch" not in p.name):
        text = path.read_bytes().decode().replace("\r\n", "\n")
        written = evidence.everywhere(text) if path.suffix == ".html" else unseen.ODD.sub("", text)
        if written != text:
            at = next(n for n, (a, b) in enumerate(zip(written, text, strict=False)) if a != b)
            found[path.name] = ascii(text[at - 60 : at + 60])
    assert found == {}


@pytest.mark.parametrize("page", ["actors", "figures", "reliability"])
def test_what_is_printed_is_text(page: str) -> None:
    """The document that the browser prints has no policy: it must hold nothing that runs, notes included."""
    site = book().site
    html = document(site, [page], Edition(site / "data", **edition_facts(site)), "")
    tree = lxml.html.document_fromstring(html)
    assert tree.xpath("//script | //iframe | //object | //embed | //base | //meta[@http-equiv] | //form") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert {a.partition(":")[0] for a in tree.xpath("//@href | //@src") if ":" in a} <= {"file", "https", "http"}
    assert evidence.everywhere(str(html)) == html
    assert len(tree.xpath("//ol/li")) > 20


def rows_of(name: str) -> list[list[str]]:
    """The rows of a downloaded table, its heading first."""
    text = (book().site / "data" / f"{name}.csv").read_bytes().decode()
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("name", tables.DICTIONARY)
def test_a_table_keeps_its_rows_and_holds_no_formula(name: str) -> None:
    heading, *rows = rows_of(name)
    assert len(rows) == len(tables.read(book().out / "tables", name))
    assert {len(row) for row in rows} <= {len(heading)}
    assert [c for row in rows for c in row if FORMULA.match(c) and not NUMBER.fullmatch(c)] == []


def test_a_formula_comes_back_as_it_was() -> None:
    kind = next(k for k in KINDS if k.name == "formula")
    heading, *rows = rows_of("documents")
    title = next(r for r in rows if r[heading.index("doc_id")] == kind.name)[heading.index("title")]
    assert title == "'" + kind.attack


def test_references_are_as_many_as_claims_and_parse() -> None:
    folder = book().site / "cite"
    claims = json.loads((folder / "claims.csl.json").read_text(encoding="utf-8"))
    library = parse_string((folder / "claims.bib").read_text(encoding="utf-8"))
    ris = rispy.loads((folder / "claims.ris").read_text(encoding="utf-8"))
    assert len(claims) == len(library.entries) == len(ris) > 100
    assert library.failed_blocks == []
    assert [r["title"] for r in ris] == [c["title"] for c in claims]


def test_data_in_pages_parse() -> None:
    found = 0
    for path in book().pages:
        for block in lxml.html.parse(path).xpath("//script[@type='application/ld+json']/text()"):
            assert json.loads(block)["@context"] == "https://schema.org"
            found += 1
    assert found >= 8
    for path in [*book().site.rglob("*.json"), *book().site.rglob("*.jsonld")]:
        json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", [k for k in KINDS if k.link], ids=lambda k: k.name)
def test_only_an_honest_address_is_linked(kind: Kind) -> None:
    page = lxml.html.parse(book().site / page_of(kind.file))
    assert page.xpath("//dl[@class='facts']//a/@href") == []
    assert "not linked" in page.xpath("string(//dl[@class='facts'])")
