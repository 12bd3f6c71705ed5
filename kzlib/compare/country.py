"""Which country each article's crisis is in, found from the countries that the articles speak of.

Actors take sides relative to that country. Nothing in the tables names it, so it is found by rule and shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from kzlib import lexicon

Row = dict[str, Any]
Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Crisis:
    """The countries of a corpus, ISO 3166 alpha-3 codes.

    `country` is that of each article (None: it speaks of no country), `articles` lists the articles of each country,
    most first; `main` is the country of more than half of the independent articles that have one, None if no country
    is; `origins` counts the independent articles of each country.
    """

    country: dict[str, str | None]
    articles: dict[str, list[str]]
    origins: dict[str, int]
    main: str | None


def crisis(tables: Tables, origins: dict[str, str]) -> Crisis:
    """The country of each article's crisis.

    It is the one spoken of most: each mention of it, its places, people and bodies counts, media left out (an agency's
    country is not the story's), and each event and figure that is placed there. Where one country is that of more
    than half of the independent articles, every article that speaks of it at all is about it. `origins` gives the
    independent voice of each article.
    """
    spoken = _spoken_of(tables)
    own = {doc_id: min(counts, key=lambda code: (-counts[code], code)) for doc_id, counts in spoken.items()}
    voices: defaultdict[str, set[str]] = defaultdict(set)
    for doc_id, code in own.items():
        voices[code].add(origins.get(doc_id, doc_id))
    everybody = {v for found in voices.values() for v in found}
    main = next((c for c in sorted(voices) if 2 * len(voices[c]) > len(everybody)), None)
    country: dict[str, str | None] = {}
    for document in tables["documents"]:
        doc_id = document["doc_id"]
        country[doc_id] = main if main and main in spoken.get(doc_id, ()) else own.get(doc_id)
    return _grouped(country, origins, main)


def _grouped(country: dict[str, str | None], origins: dict[str, str], main: str | None) -> Crisis:
    articles: defaultdict[str, list[str]] = defaultdict(list)
    for doc_id, code in sorted(country.items()):
        if code:
            articles[code].append(doc_id)
    counts = {code: len({origins.get(d, d) for d in found}) for code, found in articles.items()}
    order = sorted(counts, key=lambda c: (-counts[c], c))
    return Crisis(country, {c: articles[c] for c in order}, {c: counts[c] for c in order}, main)


def _spoken_of(tables: Tables) -> dict[str, Counter[str]]:
    """How often each article speaks of each country."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    countries: dict[str, str] = {}
    for row in tables["mentions"]:
        if row.get("country") and row["actor_id"] not in media_ids():
            counts[row["doc_id"]][row["country"]] += 1
            countries.setdefault(row["name"], row["country"])
    for row in (*tables["events"], *tables["figures"]):
        if row.get("place") in countries:
            counts[row["doc_id"]][countries[row["place"]]] += 1
    return dict(counts)


@cache
def media_ids() -> frozenset[str]:
    """Ids of agencies, newspapers and broadcasters."""
    return frozenset(e.code for e in lexicon.load("media"))


@cache
def _states() -> dict[str, str]:
    """State that a territory belongs to, by the territory's code."""
    return {e.code: e.extra["state"] for e in lexicon.load("countries") if e.extra["state"]}


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in lexicon.load("countries"):
        names.setdefault(entry.code, entry.label)
    return names


def state(code: str) -> str:
    """The state that a country's code stands for: a territory's is the state that it belongs to."""
    return _states().get(code, code)


def name(code: str) -> str:
    """Name of a country, in French as in the tables; the code itself if the lexicon has none."""
    return _names().get(code, code)
