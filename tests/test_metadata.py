"""What pages say of themselves to Zotero, search engines and harvesters, and that it agrees with the references."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import hand_made
import pytest
import references
import yaml
from books import Book, built, kz, params
from cited import ADDRESS, ANNE, CHAPTER, FACTS
from references import Head

from kzlib import links, paths
from kzlib.cite import addresses, facts, in_site, linked_data
from kzlib.cite.facts import Author, Facts, Work
from kzlib.cite.formats import BY_NAME
from kzlib.cite.head import head, highwire
from kzlib.edition import Edition
from kzlib.evidence import address

MARIE = Author(family="Tour", given="Anne Marie", particle="de La")


def zotero(html: str) -> dict[str, Any]:
    """What Zotero's rules for embedded metadata make of a page, in our own words.

    The title of a book beside that of the page makes it a book section, og:type "book" a book, a title alone a
    journal article, nothing a bare web page. An author tag is split at semicolons; where there is none, and no second
    tag, at a comma with several words on both sides. A name with a comma is family, given; without one its last word
    is the family name, unless nothing follows the comma. Of the addresses the public one comes first.
    """
    page = Head(html)
    part_of = page.one("citation_book_title") or page.one("citation_inbook_title")
    kind = "webPage"
    if page.one("citation_title"):
        kind = "journalArticle"
    if part_of:
        kind = "bookSection"
    if page.one("og:type"):
        kind = str(page.one("og:type"))
    authors = []
    for tag in page.all("citation_author"):
        names = re.split(r"\s*;\s*", tag)
        if len(names) == 1 and len(page.all("citation_author")) == 1:
            sides = re.split(r"\s*,\s*", tag)
            names = sides if len(sides) > 1 and " " in sides[0] and " " in sides[1] else names
        authors += [_name(n) for n in names if re.search(r"\w", n)]
    urls = [page.one("citation_public_url"), page.one("citation_fulltext_html_url")]
    return {
        "type": kind,
        "title": page.one("citation_title"),
        "book": part_of,
        "authors": authors,
        "date": page.one("citation_publication_date"),
        "publisher": page.one("citation_publisher"),
        "language": page.one("citation_language"),
        "abstract": page.one("citation_abstract"),
        "url": next((u for u in urls if u), None),
        "attached": "PDF" if page.one("citation_pdf_url") else "snapshot",
    }


def _name(written: str) -> tuple[str, str]:
    """Family and given name; a body has no given name."""
    if "," in written:
        family, given = (p.strip() for p in written.split(",", 1))
        return family, given
    *given_names, family = written.split()
    return family, " ".join(given_names)


AUTHORS = [
    ((ANNE,), [("Durand", "Anne")]),
    ((MARIE,), [("de La Tour", "Anne Marie")]),
    ((ANNE, MARIE), [("Durand", "Anne"), ("de La Tour", "Anne Marie")]),
    ((Author(name="Équipe Gabon Septembre"),), [("Équipe Gabon Septembre", "")]),
    ((Author(name="Équipe Gabon Septembre"), ANNE), [("Équipe Gabon Septembre", ""), ("Durand", "Anne")]),
    ((Author(family="Nkoghe"),), [("Nkoghe", "")]),
]


@pytest.mark.parametrize(("authors", "read"), AUTHORS)
def test_zotero_finds_each_author_whole(authors: tuple[Author, ...], read: list[tuple[str, str]]) -> None:
    tags = highwire(replace(FACTS, authors=authors), CHAPTER)
    html = "".join(f'<meta name="{n}" content="{c}">' for n, c in tags)
    assert zotero(html)["authors"] == read


def page_head(known: Facts = FACTS, work: Work = CHAPTER, **more: Any) -> str:
    edition = Edition(folder=Path(), edition="ab12", tables=hand_made.tables(), **more)
    return str(head(edition, known, work))


def test_zotero_takes_a_chapter_for_a_book_section() -> None:
    assert zotero(page_head()) == {
        "type": "bookSection",
        "title": "Figures",
        "book": "Gabon: who said what",
        "authors": [("Durand", "Anne")],
        "date": "2024/03/05",
        "publisher": "Atelier Press",
        "language": "en",
        "abstract": "Twelve people died.",
        "url": f"{ADDRESS}figures.html",
        "attached": "snapshot",
    }


def test_zotero_takes_the_home_page_for_a_book() -> None:
    read = zotero(page_head(work=facts.book(FACTS)))
    assert (read["type"], read["title"], read["book"]) == ("book", "Gabon: who said what", None)


def test_both_titles_of_the_book_are_given_and_no_tag_that_misleads() -> None:
    page = Head(page_head())
    assert page.one("citation_inbook_title") == page.one("citation_book_title") == FACTS.title
    misleading = ("citation_pdf_url", "citation_technical_report_institution", "citation_journal_title")
    assert not [tag for tag, _ in page.tags if tag in (*misleading, "citation_date", "citation_online_date")]
    assert "Z3988" not in page_head()


def test_without_an_address_no_host_is_named() -> None:
    text = page_head(replace(FACTS, address=""))
    page = Head(text)
    assert page.one("citation_public_url") is None
    assert not [link for link in page.links if link["rel"] == "canonical"]
    assert set(re.findall(r"https?://([^/\"]+)", text)) <= {"schema.org", "spdx.org"}


def test_canonical_link_and_references_stand_in_the_head() -> None:
    page = Head(page_head())
    assert {"rel": "canonical", "href": f"{ADDRESS}figures.html"} in page.links
    kind = "application/x-research-info-systems"
    assert {"rel": "alternate", "type": kind, "href": "cite/figures.ris"} in page.links
    assert page.one("og:title") == "Figures"


HOSTILE = ['</script><script>alert("x")</script>', '"><img src=x onerror=alert(1)>', "<!-- & -->", "\u2028 end"]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_articles_cannot_leave_their_place(words: str) -> None:
    work = replace(CHAPTER, title=words, abstract=words)
    text = page_head(work=work)
    assert text.count("<script") == text.count("</script>") == 1
    assert "<img" not in text
    assert "<!--" not in text
    page = Head(text)
    assert page.data[0]["name"] == page.one("citation_title") == page.one("og:title")


def test_data_in_a_page_is_the_same_every_time_and_in_a_fixed_order() -> None:
    assert page_head() == page_head()
    assert list(Head(page_head()).data[0])[:4] == ["@context", "@type", "name", "@id"]


def test_the_data_page_is_a_dataset_based_on_its_articles() -> None:
    rows = [
        hand_made.document(f"a{n}", hand_made.day(1 + n % 28), sha256="0f" * 32, title=f"T{n}", publisher=None)
        | {"language": "fr", "url": "javascript:x" if n else "https://example.org/a"}
        for n in range(200)
    ]
    event = {"modality": "fact", "first": hand_made.day(3), "last": hand_made.day(5)}
    later = {"modality": "planned", "first": hand_made.day(20), "last": None}
    book = Edition(folder=Path(), edition="ab12", tables=hand_made.tables(documents=rows, events=[event, later]))
    page = linked_data.page(book, FACTS, Work("data", "Data", "data.html"))
    assert page["@type"] == "Dataset"
    assert page["temporalCoverage"] == "2023-09-03/2023-09-05"
    assert len(page["isBasedOn"]) == linked_data.MOST_ARTICLES
    assert page["size"] == "200 articles"
    assert [a.get("url") for a in page["isBasedOn"][:2]] == ["https://example.org/a", None]
    assert {d["contentUrl"] for d in page["distribution"]} >= {f"{ADDRESS}data/figures.csv"}
    assert "figures.value" in {v["name"] for v in page["variableMeasured"]}
    assert len(json.dumps(page)) < 60_000


def test_a_dataset_without_dated_events_covers_no_days() -> None:
    book = Edition(folder=Path(), edition="ab12", tables=hand_made.tables())
    assert "temporalCoverage" not in linked_data.page(book, FACTS, Work("data", "Data", "data.html"))


OPENINGS = [
    ("<h1>T</h1><p>One.</p><p>Two <a href='#'>3</a>.</p><h2>Later</h2><p>No.</p>", "One. Two 3."),
    ("<h1>T</h1><p>One.</p><figure><p>no</p></figure><table><p>no</p></table>", "One."),
    ("<h1>T</h1>", ""),
    ("<p>&lt;b&gt; &amp; co</p>", "<b> & co"),
]


@pytest.mark.parametrize(("body", "said"), OPENINGS)
def test_an_abstract_is_what_a_page_says_first(body: str, said: str) -> None:
    assert in_site.abstract(body) == said


def test_an_abstract_is_cut() -> None:
    assert len(in_site.abstract(f"<p>{'mot ' * 900}</p>")) <= in_site.LONGEST + 2


def test_each_claim_and_chart_gets_an_address() -> None:
    book = Edition(folder=Path(), tables=hand_made.tables(hand_made.figure("a", 12)))
    claim = book.claims[0]
    body = (
        f'<td><span id="{claim.id}"><a href="{address(claim)}">12</a></span></td>'
        '<span id="c-0000000000">no such claim</span>'
        '<figure class="chart" id="chart-figures"><svg aria-label="Claims by day: &lt;12&gt; killed"></svg>'
        "<figcaption>Each mark</figcaption></figure>"
    )
    found = re.findall(r'<a class="here" href="#([^"]+)" data-title="([^"]+)"', addresses.with_addresses(book, body))
    assert found == [
        (claim.id, "12 killed, all, Gabon, 4 September 2023, speaker not given"),
        ("chart-figures", "Claims by day"),
    ]


# --- whole books


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book of the default corpus, for publication at an address."""
    out = tmp_path_factory.mktemp("published") / "out"
    shutil.copytree(built("default").out, out)  # the site alone is made again
    done = kz("build", paths.CORPUS, "--out", out, "--address", ADDRESS)
    assert done.returncode == 0, done.stdout + done.stderr
    return Book(paths.CORPUS, out, done.stdout)


def agrees(site: Path, address: str) -> None:
    """Head, JSON-LD, reference files and CITATION.cff of every page say the same."""
    given = yaml.safe_load(paths.CITATION.read_text(encoding="utf-8"))
    authors = [a["name"] for a in given["authors"]]
    for work in facts.chapters():
        page = Head((site / work.file).read_text(encoding="utf-8"))
        read = [
            reader((site / BY_NAME[name].file(work.id)).read_bytes().decode())
            for name, reader in (("bibtex", references.bibtex), ("ris", references.ris), ("csl", references.csl))
        ]
        assert read[0] == read[1] == read[2]
        reference = read[0][0]
        assert reference["title"] == work.title == page.one("citation_title") == page.one("og:title")
        assert reference["book"] == given["title"] == page.one("citation_inbook_title")
        assert reference["authors"] == authors == [a.removesuffix(",") for a in page.all("citation_author")]
        assert reference["date"] == str(given["date-released"])
        assert reference["date"] == str(page.one("citation_publication_date")).replace("/", "-")
        assert reference["publisher"] == page.one("citation_publisher")
        assert reference["language"] == page.one("citation_language")
        assert reference["where"] == address + work.file
        assert page.one("citation_public_url") == (address + work.file if address else None)
        data = page.data[0]
        whole = data["isPartOf"]
        assert whole["name"] == given["title"]
        assert whole["bookEdition"] == reference["edition"]
        assert data["datePublished"] == whole["datePublished"] == reference["date"]
        assert [a["name"] for a in data["author"]] == authors
        assert data["version"] == given["version"]
        assert data["keywords"] == str(page.one("citation_keywords")).split("; ") == given["keywords"]
        assert data.get("url") == (address + work.file if address else None)
        if data["@type"] == "Chapter":
            assert data["name"] == work.title
            assert data["abstract"] == page.one("citation_abstract")


def test_everything_agrees(book: Book) -> None:
    agrees(book.site, "")


@pytest.mark.book
@pytest.mark.xdist_group("default")
def test_everything_agrees_at_an_address(published: Book) -> None:
    agrees(published.site, ADDRESS)
    assert links.broken(published.site) == []
    claims = references.csl((published.site / "cite" / "claims.csl.json").read_text(encoding="utf-8"))
    assert claims
    for claim in claims:
        page, id = claim["where"].removeprefix(ADDRESS).split("#")
        assert f'id="{id}"' in (published.site / page).read_text(encoding="utf-8")


@pytest.mark.book
@pytest.mark.xdist_group("default")
def test_an_address_changes_nothing_but_addresses(published: Book) -> None:
    """The edition is the same wherever it is published, and so is every table."""
    local = built("default")
    for file in sorted((local.site / "data").glob("*.csv")):
        assert (published.site / "data" / file.name).read_bytes() == file.read_bytes()
    key = "edition"
    facts_of = [json.loads((b.site / "data" / "edition.json").read_text()) for b in (local, published)]
    assert facts_of[0][key] == facts_of[1][key]


def test_chapters_say_how_to_cite_them(book: Book) -> None:
    for work in facts.chapters():
        html = (book.site / work.file).read_text(encoding="utf-8")
        if work.id == "cite":
            continue
        assert 'id="cite-this"' in html
        for format in BY_NAME.values():
            assert f'href="{format.file(work.id)}" download' in html


def test_a_figure_can_be_cited_without_a_script(book: Book) -> None:
    html = (book.site / "figures.html").read_text(encoding="utf-8")
    section = html.split('id="cite-one"', 1)[1].split("</section>", 1)[0]
    for format in BY_NAME:
        assert f'data-format="{format}"' in section
    assert re.search(r'<a class="here" href="#c-[0-9a-f]{10}"', html)


def test_the_policy_of_a_page_lets_its_data_stand(book: Book) -> None:
    """A block of data is not a script that a policy could stop: its type is not one of JavaScript."""
    html = (book.site / "figures.html").read_text(encoding="utf-8")
    types = re.findall(r"<script(?![^>]* src=)[^>]*>", html)
    assert types == ['<script type="application/ld+json">']
