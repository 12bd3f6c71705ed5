"""Which country each article's crisis is in, found from the countries that the articles speak of.

Actors take sides relative to that country. Nothing in the tables names it, so it is found by rule and shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib import tables as stored
from kzlib.compare import columns
from kzlib.compare.columns import Tables

# A place is in the country of its first mention that has one.
_SPOKEN = """
    WITH spoken AS (
        SELECT doc_id, name, country, row_number() OVER () AS n FROM mentions
        WHERE coalesce(country, '') <> '' AND actor_id NOT IN (SELECT unnest(?))
    ), places AS (SELECT name, first(country ORDER BY n) AS country FROM spoken GROUP BY name)
    SELECT doc_id, country, count(*) AS often FROM (
        SELECT doc_id, country FROM spoken
        UNION ALL SELECT doc_id, country FROM events JOIN places ON place = name
        UNION ALL SELECT doc_id, country FROM figures JOIN places ON place = name
    ) GROUP BY doc_id, country ORDER BY doc_id, country
"""


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
    for doc_id in columns.read(tables, "documents", ("doc_id",))["doc_id"]:
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


def _spoken_of(tables: Tables) -> dict[str, dict[str, int]]:
    """How often each article speaks of each country."""
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in stored.queried(tables).rows(_SPOKEN, [sorted(media_ids())]):
        counts[row["doc_id"]][row["country"]] = row["often"]
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
