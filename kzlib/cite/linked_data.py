"""What a page is, as JSON-LD in the words of schema.org: a chapter of a book, the book, or a set of data."""

from __future__ import annotations

import json
from typing import Any

import pyarrow.compute as pc
from markupsafe import Markup

from kzlib import __version__, tables
from kzlib.cite.facts import Author, Facts, Work
from kzlib.edition import Edition
from kzlib.evidence import plain, plural, web
from kzlib.selected import columns, count, first

Node = dict[str, Any]

# The articles of a large corpus would make a page of their own; how many there are is always said.
MOST_ARTICLES = 50
# Tables whose columns are what was measured.
MEASURED = ("figures", "events", "quotations")
KINDS = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}


def page(edition: Edition, known: Facts, work: Work) -> Node:
    """The page of a work: the book, the data page as a Dataset, any other as a Chapter."""
    if work.whole:
        return {"@context": "https://schema.org", **_book(known)}
    if work.id == "data":
        return {"@context": "https://schema.org", **_dataset(edition, known, work)}
    about: Node = {"@type": "Chapter", "name": plain(work.title), **_address(known, work), **_shared(known)}
    if work.abstract:
        about["abstract"] = plain(work.abstract)
    return {"@context": "https://schema.org", **about, "isPartOf": _book(known)}


def _book(known: Facts) -> Node:
    whole = Work("book", known.title, "index.html", whole=True)
    about: Node = {"@type": "Book", "name": known.title, **_address(known, whole), **_shared(known)}
    return about | {"bookEdition": known.edition, "bookFormat": "https://schema.org/EBook", "abstract": known.abstract}


def _shared(known: Facts) -> Node:
    return {
        "author": [_author(a) for a in known.authors],
        "publisher": {"@type": "Organization", "name": known.publisher},
        "datePublished": known.released.isoformat(),
        "inLanguage": known.language,
        "version": known.version,
        "keywords": list(known.keywords),
    }


def _author(author: Author) -> Node:
    if author.name:
        return {"@type": "Organization", "name": author.name}
    family = f"{author.particle} {author.family}".strip()
    return {"@type": "Person", "name": f"{author.given} {family}".strip(), "familyName": family} | (
        {"givenName": author.given} if author.given else {}
    )


def _address(known: Facts, work: Work) -> Node:
    """The address as id and url; without one the file's name as an identifier, never an invented host."""
    if known.address:
        return {"@id": known.address + work.file, "url": known.address + work.file}
    return {"identifier": f"{known.key}/{work.file}"}


def _dataset(edition: Edition, known: Facts, work: Work) -> Node:
    about: Node = {"@type": "Dataset", "name": f"{known.title}: the tables", **_address(known, work), **_shared(known)}
    about["description"] = f"{edition.statement} One table for each kind of reading, every row with its evidence."
    about["license"] = f"https://spdx.org/licenses/{known.license}"
    about["distribution"] = [
        {
            "@type": "DataDownload",
            "name": f"{name}{ending}",
            "encodingFormat": kind,
            "contentUrl": f"{known.address}data/{name}{ending}",
        }
        for name in tables.DICTIONARY
        for ending, kind in KINDS.items()
    ]
    about["variableMeasured"] = [
        {"@type": "PropertyValue", "name": f"{table}.{c.name}", "description": c.meaning}
        for table in MEASURED
        for c in tables.DICTIONARY[table]
    ]
    if covered := _days(edition):
        about["temporalCoverage"] = covered
    about["isBasedOn"] = [_article(d) for d in first(edition, "documents", MOST_ARTICLES)]
    about["measurementTechnique"] = f"rules and word lists over spaCy's blank French pipeline, kzlib {__version__}"
    about["size"] = plural(count(edition, "documents"), "article")
    return about | {"isPartOf": _book(known)}


def _days(edition: Edition) -> str:
    """The days of events that are told as facts, as an ISO 8601 interval; empty if none is dated."""
    events = columns(edition, "events", ("modality", "first", "last"))
    told = events.filter((pc.field("modality") == "fact") & pc.field("first").is_valid())
    if not told.num_rows:
        return ""
    last = pc.max(pc.coalesce(told["last"], told["first"]))
    return f"{pc.min(told['first'])}/{last}"


def _article(document: Node) -> Node:
    about: Node = {"@type": "NewsArticle", "identifier": f"sha256:{document['sha256']}"}
    about["name"] = plain(document["title"] or document["doc_id"])
    if document["publisher"]:
        about["publisher"] = {"@type": "Organization", "name": plain(document["publisher"])}
    if document["published"]:
        about["datePublished"] = document["published"].isoformat()
    if document["language"]:
        about["inLanguage"] = document["language"]
    if web(document["url"]):
        about["url"] = document["url"]
    return about


def script(node: Node) -> Markup:
    """A node as a block of data in a page. Nothing in it can end the block: <, > and & are written as escapes."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))
