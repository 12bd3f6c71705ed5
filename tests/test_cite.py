"""References: exact in each style, the same in every format, safe with hostile words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import hand_made
import pytest
import references
import yaml
from cited import ADDRESS, ANNE, BODY, CHAPTER, FACTS

from kzlib import cite, paths
from kzlib.cite import claims, csl, facts, text
from kzlib.cite.facts import Author, Work
from kzlib.cite.formats import BY_NAME, FORMATS
from kzlib.edition import Edition
from kzlib.errors import InputError
from kzlib.evidence import href, plain
from kzlib.inputs import Settings
from kzlib.selected import Selected, article_ids

PARTICLE = Author(family="Tour", given="Jean Marie", particle="de La")
READERS: dict[str, Any] = {"bibtex": references.bibtex, "ris": references.ris, "csl": references.csl}

# authors, address given, work, style, the reference
STYLED = [
    (
        (ANNE,),
        True,
        CHAPTER,
        "iso690",
        "DURAND, Anne, 2024. Figures. In: Gabon: who said what. Online. Edition ab12, as of 9 September 2023. "
        "Atelier Press. Available from: https://example.org/gabon/figures.html",
    ),
    (
        (ANNE, PARTICLE),
        True,
        CHAPTER,
        "iso690",
        "DURAND, Anne and DE LA TOUR, Jean Marie, 2024. Figures. In: Gabon: who said what. Online. Edition "
        "ab12, as of 9 September 2023. Atelier Press. Available from: https://example.org/gabon/figures.html",
    ),
    (
        (BODY,),
        False,
        CHAPTER,
        "iso690",
        "ATELIER DES NOMBRES, 2024. Figures. In: Gabon: who said what. Edition ab12, as of 9 September 2023. "
        "Atelier Press. figures.html",
    ),
    (
        (ANNE, PARTICLE),
        True,
        CHAPTER,
        "apa",
        "Durand, A., & de La Tour, J. M. (2024). Figures. In Gabon: who said what (Version 2.1, Edition ab12, "
        "as of 9 September 2023). Atelier Press. https://example.org/gabon/figures.html",
    ),
    (
        (BODY,),
        False,
        CHAPTER,
        "apa",
        "Atelier des nombres. (2024). Figures. In Gabon: who said what (Version 2.1, Edition ab12, as of "
        "9 September 2023). Atelier Press. (figures.html).",
    ),
    (
        (ANNE,),
        True,
        facts.book(FACTS),
        "apa",
        "Durand, A. (2024). Gabon: who said what (Version 2.1, Edition ab12, as of 9 September 2023). "
        "Atelier Press. https://example.org/gabon/index.html",
    ),
]


@pytest.mark.parametrize(("authors", "published", "work", "style", "said"), STYLED)
def test_a_reference_reads_as_its_style_says(
    authors: tuple[Author, ...], published: bool, work: Work, style: str, said: str
) -> None:
    known = replace(FACTS, authors=authors, address=ADDRESS if published else "")
    assert text.text(csl.item(known, work), style) == said


def test_apa_does_not_name_a_publisher_that_is_the_author() -> None:
    known = replace(FACTS, authors=(BODY,), publisher=BODY.name)
    assert text.text(csl.item(known, CHAPTER), "apa").count(BODY.name) == 1
    assert text.text(csl.item(known, CHAPTER), "iso690").lower().count(BODY.name.lower()) == 2


def test_titles_of_books_are_in_italics_and_words_are_escaped() -> None:
    known = replace(FACTS, title="A <b> & B")
    written = text.html(csl.item(known, replace(CHAPTER, title="<script>x</script>")), "iso690")
    assert "<i>A &lt;b&gt; &amp; B</i>" in written
    assert "&lt;script&gt;x&lt;/script&gt;" in written


HOSTILE = [
    "Figures",
    "100 % of {braces} and \\backslash_ ~ ^ # $ & co",
    "}} unbalanced {",
    "two\nlines\r\nER  - \r\nTY  - BOOK",
    'quotes " and </script><script>',
    "Décès à Oyem, « l’état », № 5",
    "hidden \u202e direction",
]
AUTHORS = [(BODY,), (ANNE,), (PARTICLE,), (ANNE, PARTICLE, BODY)]


@pytest.mark.parametrize("authors", AUTHORS, ids=lambda a: f"{len(a)} {a[0].inverted}")
@pytest.mark.parametrize("address", ["", ADDRESS])
@pytest.mark.parametrize("title", HOSTILE)
def test_formats_agree_when_read_back(title: str, address: str, authors: tuple[Author, ...]) -> None:
    known = replace(FACTS, authors=authors, address=address)
    for work in (replace(CHAPTER, title=title), facts.book(replace(known, title=title))):
        item = csl.item(known, work)
        expected = {
            "id": f"kzbook-{work.id}-ab12",
            "part": not work.whole,
            "title": plain(title),
            "book": None if work.whole else known.title,
            "authors": [a.inverted for a in authors],
            "date": "2024-03-05",
            "publisher": "Atelier Press",
            "language": "en",
            "edition": known.edition,
            "where": address + work.file,
        }
        for name, read in READERS.items():
            assert read(BY_NAME[name].write(item)) == [expected], name


def test_plain_text_is_one_line_without_hidden_characters() -> None:
    assert plain("two\nlines \u202e here") == "two lines U+202E here"


def edition(*figures: Any, **more: Any) -> Edition:
    """An edition of hand-made tables."""
    given = {"edition": "ab12cd34ef", "as_of": "2023-09-09"} | more
    return Edition(folder=Path(), tables=hand_made.tables(*figures), **given)


SPEAKERS = [None, "Ministère {de} l’Intérieur & co_100%", "A\\B", 'Le « "Préfet" »', "X" * 400]


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_a_pattern_filled_in_is_what_the_library_writes(speaker: str | None, address: str) -> None:
    book = edition(hand_made.figure("a", 12, attributed_to=speaker), address=address)
    known, claim = facts.of(book), book.claims[0]
    direct = csl.item(known, Work(claim.id, claims.title(claim), f"figures.html#{claim.id}"))
    for format in FORMATS:
        filled = claims.filled(format.write(claims.pattern(known)), format, claim, claims.title(claim))
        assert filled == format.write(direct), format.name


def test_a_claim_says_what_is_claimed_of_whom_where_when_and_by_whom() -> None:
    said = [
        claims.title(c)
        for c in hand_made.claims(
            hand_made.figure("a", 1300, bound="min", group="protesters", attributed_to="Préfet"),
            hand_made.figure("b", 7, as_of=None, place=None),
        )
    ]
    assert sorted(said) == [
        "7 killed, all, not dated, speaker not given",
        "At least 1,300 killed, protesters, Gabon, 4 September 2023, according to Préfet",
    ]


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_every_claim_is_in_the_files_of_claims(address: str, tmp_path: Path) -> None:
    """A claim that the page of figures lists has its address there, any other that of its words."""
    book = edition(*(hand_made.figure("l'été 100%", n) for n in range(1, 40)), address=address)
    listed = {c.id for c in book.claims[::2]}
    (tmp_path / "figures.html").write_text("".join(f'<span id="{i}"></span>' for i in listed), encoding="utf-8")
    cite.write(book, Selected(book, {}, article_ids(book)).claims, tmp_path)
    addresses = [
        address + (f"figures.html#{c.id}" if c.id in listed else href(c.doc_id, c.start, c.end)) for c in book.claims
    ]
    for name, read in READERS.items():
        with (tmp_path / BY_NAME[name].file(claims.FILES)).open(encoding="utf-8", newline="") as file:
            assert [r["where"] for r in read(file.read())] == addresses, name
    lines = (tmp_path / BY_NAME["iso690"].file(claims.FILES)).read_text(encoding="utf-8").splitlines()
    assert [line.rsplit(" ", 1)[1] for line in lines] == addresses


def test_no_claims_make_empty_files(tmp_path: Path) -> None:
    (tmp_path / "figures.html").touch()
    cite.write(edition(), [], tmp_path)
    assert json.loads((tmp_path / "cite" / "claims.csl.json").read_text()) == []
    assert (tmp_path / "cite" / "claims.ris").read_text() == ""


DAYS = [
    ({"as_of": "2023-09-09"}, "Edition ab12cd34ef, as of 9 September 2023"),
    ({"as_of": ""}, "Edition ab12cd34ef, articles up to 28 September 2023"),
    ({"as_of": "2023-09-09", "name": "2023-09-09-2"}, "Edition 2023-09-09-2 (ab12cd34ef), as of 9 September 2023"),
]


@pytest.mark.parametrize(("given", "said"), DAYS)
def test_an_edition_says_up_to_which_day_it_goes(given: dict[str, str], said: str) -> None:
    assert facts.of(edition(hand_made.figure("a", 1), **given)).edition == said


def test_an_edition_whose_articles_are_undated_names_no_day() -> None:
    book = edition(as_of="")
    book.tables["documents"] = [hand_made.document("a")]
    assert facts.of(book).edition == "Edition ab12cd34ef"


PUBLISHED = [("", "", ""), (ADDRESS, "", ADDRESS), (ADDRESS, "2023-09-09-2", f"{ADDRESS}2023-09-09-2/")]


@pytest.mark.parametrize(("address", "name", "site"), PUBLISHED)
def test_a_frozen_edition_has_an_address_of_its_own(address: str, name: str, site: str) -> None:
    assert facts.of(edition(address=address, name=name)).address == site


def test_facts_are_those_of_the_citation_file() -> None:
    given = yaml.safe_load(paths.CITATION.read_text(encoding="utf-8"))
    book = given["preferred-citation"]
    known = facts.of(edition())
    assert (known.title, known.version, str(known.released)) == (
        given["title"],
        str(given["version"]),
        str(given["date-released"]),
    )
    for name in ("title", "authors", "version"):
        assert book[name] == given[name], name
    assert (book["type"], book["year"], book["date-published"]) == ("book", known.released.year, known.released)
    assert (known.publisher, known.language) == (book["publisher"]["name"], book["languages"][0])
    assert known.version == __import__("kzlib").__version__


def test_a_citation_file_that_lacks_a_fact_is_named(tmp_path: Path) -> None:
    file = tmp_path / "CITATION.cff"
    file.write_text("title: T\nauthors: [{name: A}]\npreferred-citation: {languages: [en]}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"CITATION.cff.*'publisher'"):
        facts.of(edition(), file)


def test_persons_are_read_from_the_citation_file(tmp_path: Path) -> None:
    given = yaml.safe_load(paths.CITATION.read_text(encoding="utf-8"))
    given["authors"] = [{"family-names": "Tour", "given-names": "Jean Marie", "name-particle": "de La"}]
    file = tmp_path / "CITATION.cff"
    file.write_text(yaml.safe_dump(given), encoding="utf-8")
    assert facts.of(edition(), file).authors == (PARTICLE,)


ADDRESSES = [
    ("https://example.org/", True),
    ("http://example.org/a/b/", True),
    ("https://example.org:8443/é/", True),
    ("https://example.org", False),
    ("https://example.org/a", False),
    ("example.org/a/", False),
    ("ftp://example.org/", False),
    ("https://user:secret@example.org/", False),
    ("https://example.org/?q=/", False),
    ('https://example.org/"x/', False),
    ("javascript:alert(1)/", False),
]


@pytest.mark.parametrize(("address", "right"), ADDRESSES)
def test_an_address_is_checked(address: str, right: bool, tmp_path: Path) -> None:
    settings = Settings(corpus=tmp_path, out=tmp_path / "out", address=address)
    if right:
        settings.check()
        return
    with pytest.raises(InputError, match="--address"):
        settings.check()
