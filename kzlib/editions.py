"""Frozen editions: sites that never change again, side by side in one folder, with an index and a list for switching.

Each edition is a folder named after its as-of day and a number (2022-01-10-2). `index.html` and `editions.js` beside
them are written anew from what the editions say of themselves, so that no edition has to be touched when a newer comes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from markupsafe import Markup

from kzlib import book, inputs, publish, tables
from kzlib.built import Result
from kzlib.errors import InputError
from kzlib.evidence import plural
from kzlib.progress import Progress

NAME = re.compile(r"(\d{4}-\d{2}-\d{2}|undated)-(\d+)")


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen edition: its folder's name, the digest of what it is made from, its place in time, what it says."""

    name: str
    edition: str
    order: int
    articles: int


def frozen(folder: Path) -> list[Frozen]:
    """The editions of a folder, the oldest first. Raises InputError if one has lost what it says of itself."""
    sites = [p for p in folder.iterdir() if NAME.fullmatch(p.name)] if folder.exists() else []
    facts = [inputs.edition_facts(site) for site in sites]
    counts = [pq.read_metadata(site / "data" / "documents.parquet").num_rows for site in sites]
    found = [Frozen(f["name"], f["edition"], f["order"], n) for f, n in zip(facts, counts, strict=True)]
    return sorted(found, key=lambda e: e.order)


def newest(folder: Path) -> Path | None:
    """The site of the newest edition in a folder; None if there is none. Raises InputError as `frozen` does."""
    known = frozen(folder)
    return folder / known[-1].name if known else None


def freeze(settings: inputs.Settings, progress: Progress) -> tuple[Frozen, Result]:
    """Build an edition from the corpus and put it beside the earlier ones in ``settings.out``, with the index.

    If nothing has changed since the newest one, that one is returned and nothing is written. Raises InputError and
    RuntimeError as `build.build` does; the earlier editions are never touched.
    """
    settings.check()
    with publish.hold(settings.out):
        return _freeze(settings, progress)


def _freeze(settings: inputs.Settings, progress: Progress) -> tuple[Frozen, Result]:
    folder = settings.out
    known = frozen(folder)
    if known:
        write_index(folder)  # the run that made the newest may have been killed before it did
    settings = replace(settings, earlier=newest(folder))
    same = inputs.taken(replace(settings, earlier=folder / known[-2].name if len(known) > 1 else None)).key
    if known and known[-1].edition == same[:10]:
        return known[-1], Result(False, {}, [])
    order = known[-1].order + 1 if known else 1

    def name(rows: book.Rows) -> dict[str, Any]:
        day = tables.day(settings.as_of) or _last_day(rows)
        number = 1 + max((_number(e.name) for e in known if e.name.startswith(f"{day}-")), default=0)
        return {"name": f"{day}-{number}", "order": order}

    with publish.workshop(folder) as work:
        result = book.make(settings, inputs.taken(settings), work, progress, name)
        publish.add(work / "site", folder / inputs.edition_facts(work / "site")["name"])
    write_index(folder)
    return frozen(folder)[-1], result


def _last_day(rows: book.Rows) -> str:
    days: list[dt.date] = [d["published"] for d in rows["documents"] if d["published"]]
    return tables.day(max(days)) if days else "undated"


def _number(name: str) -> int:
    return int(name.rsplit("-", 1)[1])


def write_index(folder: Path) -> None:
    """Write the list of editions, as a page and as the script that every edition's pages read. Raises as `frozen`."""
    known = frozen(folder)
    if not known:
        raise InputError(f"editions {folder}: there are none; make one with kz edition")
    names = [e.name for e in reversed(known)]
    publish.write(folder / "editions.js", f"document.kzEditions = {json.dumps(names)};\n")
    items = Markup("\n").join(
        Markup('<li><a href="{0}/index.html">{0}</a>: {1}, edition {2}</li>').format(
            e.name, plural(e.articles, "article"), e.edition
        )
        for e in reversed(known)
    )
    publish.write(folder / "index.html", INDEX.format(newest=names[0], items=items))


INDEX = Markup(
    """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Editions</title>
<link rel="icon" href="{newest}/_static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{newest}/_static/kz.css">
</head>
<body>
<main id="text">
<h1>Editions</h1>
<p>The newest edition stands first. An edition never changes: cite the one that you read.</p>
<ul>
{items}
</ul>
</main>
</body>
</html>
"""
)
