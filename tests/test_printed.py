"""The book as PDF: every chapter, links inside, evidence as notes, page numbers, nothing of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import built, kz
from browser import ensure
from pypdf import PdfReader

from kzlib.edition import Edition
from kzlib.printed.notes import Source
from kzlib.printed.pdf import document

pytestmark = [pytest.mark.book, pytest.mark.xdist_group("default")]

SOURCE = """<main><h1 lang="fr">Deux récits</h1>
<dl class="facts"><dt>Published</dt><dd>5 March 2021 <span>(text)</span></dd></dl>
<div class="article">
<p>La pluie tombe. <a class="at" id="20-24"></a><mark class="figure">Dix blessés</mark> sont arrivés.</p>
<p class="gap">[3 words not shown]</p><p><a class="at" id="90-95"></a>La nuit vient.</p></div></main>"""


@pytest.mark.parametrize(
    ("anchor", "sentence"),
    [("20-24", "Dix blessés sont arrivés."), ("90-95", "La nuit vient."), ("7-9", "")],
)
def test_a_note_gives_the_sentence_of_its_anchor(anchor: str, sentence: str) -> None:
    assert Source(SOURCE).sentence(anchor) == sentence


def test_a_note_names_its_article_and_day() -> None:
    assert (Source(SOURCE).title, Source(SOURCE).published) == ("Deux récits", "5 March 2021")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    browser = ensure()
    assert browser, "no Chromium; run python tests/browser.py to see what is missing"
    out = tmp_path_factory.mktemp("pdf")
    done = kz("pdf", built("default").site, "--out", out, "--browser", browser)
    assert done.returncode == 0, done.stderr
    return {p.stem: PdfReader(p) for p in sorted(out.glob("*.pdf"))}


def links(pdf: PdfReader) -> tuple[int, set[str]]:
    """How many links lead to a place inside, and the addresses of all others."""
    inside, addresses = 0, set()
    for page in pdf.pages:
        for reference in page.get("/Annots") or []:
            annotation = reference.get_object()
            uri = annotation.get("/A", {}).get("/URI")
            inside += uri is None
            addresses |= {str(uri)} if uri else set()
    return inside, addresses


def test_the_whole_book_and_each_chapter_are_printed(printed: dict[str, PdfReader]) -> None:
    assert sorted(printed) == ["actors", "book", "chronology", "figures", "reliability"]


def test_links_are_kept_and_none_leads_to_this_machine(printed: dict[str, PdfReader]) -> None:
    for pdf in printed.values():
        inside, addresses = links(pdf)
        assert inside > 10
        assert not [a for a in addresses if not a.startswith("https://")]


def test_pages_are_numbered_and_evidence_stands_in_notes(printed: dict[str, PdfReader]) -> None:
    pages = [page.extract_text() for page in printed["figures"].pages]
    foot = "Kazakhstan, January 2022, edition"
    assert [text.split(foot)[0].strip() for text in pages] == [str(n) for n in range(1, len(pages) + 1)]
    assert "Le ministère de la Santé compte 164 morts" in " ".join(" ".join(pages).split())


def test_an_address_makes_links_out_of_a_chapter_whole() -> None:
    site = built("default").site
    edition = Edition(site / "data", edition="1")
    at_an_address = document(site, ["figures"], edition, "https://example.org/book/")
    assert 'href="https://example.org/book/method.html' in at_an_address
    nowhere = document(site, ["figures"], edition, "")
    assert "method.html" not in nowhere


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("/nowhere",), "site /nowhere: holds no index.html; build the book first"),
        ((), "--browser 'no-such-browser': no such program"),
    ],
)
def test_wrong_input_is_one_line(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    where = arguments or (str(built("default").site),)
    done = kz("pdf", *where, "--out", tmp_path, "--browser", "no-such-browser")
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
