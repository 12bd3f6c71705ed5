"""The run as an RO-Crate: which articles went in, what made the book, which files came out.

`ro-crate-metadata.json` follows RO-Crate 1.3 (w3id.org/ro/crate/1.3). Nothing in it depends on when or where the book
was built: articles are named by the SHA-256 of their file, and the action has no time.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kzlib import __version__, tables
from kzlib.cite import facts
from kzlib.downloads import package, web_annotations
from kzlib.edition import Edition
from kzlib.evidence import plain
from kzlib.selected import Selected, count

FILE = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.3"
ENCODINGS = {
    ".html": "text/html",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
}
FOLDERS = {
    "sources/": "A page for each article, with the passages that evidence rests on",
    "cite/": "References to the book, its pages and its claims, in five formats",
}

Node = dict[str, Any]


def write(selected: Selected, site: Path) -> None:
    """Write the crate's metadata to the site's top folder; every file that it names must be there."""
    graph = {"@context": f"{SPECIFICATION}/context", "@graph": entities(selected, site)}
    text = json.dumps(graph, ensure_ascii=False, indent=1)
    (site / FILE).write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def entities(selected: Selected, site: Path) -> list[Node]:
    """The crate's entities: itself, its files and folders, the articles, the software, who made it, the run."""
    edition = selected.edition
    known = facts.of(edition)
    files = [_file(site, name, title) for name, title in _files().items()]
    folders = [{"@id": name, "@type": "Dataset", "name": name, "description": words} for name, words in FOLDERS.items()]
    articles = [_article(d) for d in selected.documents.values()]
    people = [_author(a) for a in known.authors]
    license = {"@id": f"https://spdx.org/licenses/{known.license}", "@type": "CreativeWork", "name": known.license}
    license["description"] = f"The licence {known.license}, as SPDX names it"
    software: Node = {"@id": "#kzlib", "@type": "SoftwareApplication", "name": "kzlib", "softwareVersion": __version__}
    software |= {"version": __version__, "description": "Reads French press articles and builds a citable book"}
    software["url"] = {"@id": "method.html"}
    run: Node = {"@id": "#run", "@type": "CreateAction", "name": f"Building {known.edition}"}
    run |= {
        "description": edition.statement + _named(selected),
        "agent": _refer(people[:1])[0],
        "instrument": {"@id": "#kzlib"},
    }
    run |= {"object": _refer(articles), "result": _refer(files)}
    root = _root(edition, known) | {"license": {"@id": license["@id"]}, "author": _refer(people)}
    root |= {"hasPart": _refer([*files, *folders]), "mentions": [{"@id": "#run"}]}
    about = {"@id": FILE, "@type": "CreativeWork", "conformsTo": {"@id": SPECIFICATION}, "about": {"@id": "./"}}
    return [about, root, *files, *folders, *articles, software, *people, _publisher(known), license, run]


def _named(selected: Selected) -> str:
    """How many of the articles are named, if not all are."""
    articles, of = len(selected.documents), count(selected.edition, "documents")
    return f" {articles:,} of them are named here, all in data/documents.parquet." if articles < of else ""


def _root(edition: Edition, known: facts.Facts) -> Node:
    root: Node = {"@id": "./", "@type": "Dataset", "name": known.title, "description": known.abstract}
    root |= {"datePublished": known.released.isoformat(), "version": known.key, "identifier": known.edition}
    root |= {"publisher": {"@id": "#publisher"}, "inLanguage": known.language, "keywords": ", ".join(known.keywords)}
    return root | ({"url": known.address} if known.address else {})


def _publisher(known: facts.Facts) -> Node:
    return {"@id": "#publisher", "@type": "Organization", "name": known.publisher}


def _files() -> dict[str, str]:
    """The files that the crate names one by one, and what each holds."""
    pages = {"index.html": "Home page"} | {w.file: f"Chapter: {w.title}" for w in facts.chapters()}
    data = {f"data/{name}{end}": f"Table of {name}" for name in tables.DICTIONARY for end in (".csv", ".parquet")}
    more = {
        f"data/{package.FILE}": "Dictionary of the tables",
        f"data/{web_annotations.FILE}": "Evidence as annotations",
    }
    return pages | data | more


def _file(site: Path, name: str, title: str) -> Node:
    file = site / name
    about = {
        "@id": name,
        "@type": "File",
        "name": file.name,
        "description": title,
        "encodingFormat": ENCODINGS[file.suffix],
    }
    return about | {"contentSize": str(file.stat().st_size), "identifier": f"sha256:{package.sha256(file)}"}


def _article(document: Node) -> Node:
    """An article as it went in: named by its bytes, since the crate does not hold it."""
    about: Node = {"@id": web_annotations.named(document["sha256"]), "@type": "Article"}
    about |= {"name": plain(document["title"] or document["doc_id"]), "identifier": f"sha256:{document['sha256']}"}
    if document["published"]:
        about["datePublished"] = document["published"].isoformat()
    if document["publisher"]:
        about["creditText"] = plain(document["publisher"])
    return about | ({"inLanguage": document["language"]} if document["language"] else {})


def _author(author: facts.Author) -> Node:
    kind = "Organization" if author.name else "Person"
    return {"@id": f"#{'-'.join(author.inverted.split())}", "@type": kind, "name": author.inverted}


def _refer(nodes: list[Node]) -> list[Node]:
    return [{"@id": node["@id"]} for node in nodes]
