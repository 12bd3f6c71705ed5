"""An edition: the tables that a book is made from, and what identifies it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kzlib import compare, paths, reliability, tables
from kzlib.compare import country, network, side
from kzlib.compare.framing import Word, words
from kzlib.compare.origins import Family, Link, families, links
from kzlib.compare.share import Share, shares
from kzlib.compare.statement import Statement, Voice, statements, voices
from kzlib.compared import Compared
from kzlib.evidence import day, plural
from kzlib.query import Query

Row = dict[str, Any]
HANDED = "handed"  # folder beside the tables: what each chapter hands on to the site, as JSON
HEAVIEST = 30  # weighed numbers that are shown
_READ = "SELECT count(*) AS articles, min(published) AS first, max(published) AS last FROM documents"


@dataclass
class Edition:
    """The tables of a book and its edition's facts.

    `edition` is a short digest of everything that the book is made from; while a chapter is run, what stands in its
    place until the site is made (`kzlib.reading.placeholder`), and of the rest a chapter knows only `as_of`: the day
    up to which articles were taken (YYYY-MM-DD), empty if all were. `evidence` is "passages" or "full"; `name` is that
    of a frozen edition (as-of day and number, 2022-01-10-2) and `order` its place among them from 1, empty and 0 for
    any other; `address` is where the site, or the folder of frozen editions, is published, ending in a slash, empty if
    not given. `making` is the part of comparing (`kzlib.compared`) that this one is opened to work out.
    """

    folder: Path
    edition: str = ""
    as_of: str = ""
    evidence: str = "passages"
    name: str = ""
    order: int = 0
    address: str = ""
    making: str = ""
    tables: dict[str, list[Row]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path | str, making: str = "") -> Edition:
        """The edition in a folder of tables with their `edition.json`. Raises InputError if a table is missing."""
        folder = Path(folder)
        facts = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
        return cls(folder=folder, making=making, tables=tables.Stored(folder), **facts)

    @cached_property
    def query(self) -> Query:
        """The tables, to be asked by SQL."""
        return tables.queried(self.tables)

    @cached_property
    def _by_article(self) -> dict[str, dict[str, list[Row]]]:
        """Rows by table and article, of the tables that were asked for so far."""
        return {}

    def of(self, doc_id: str, table: str) -> list[Row]:
        """Rows of one table that belong to one article, in order of appearance."""
        if table not in self._by_article:
            found = self._by_article.setdefault(table, {})
            for row in self.tables[table]:
                found.setdefault(row["doc_id"], []).append(row)
        return self._by_article[table].get(doc_id, [])

    @cached_property
    def accuracy(self) -> dict[str, dict[str, int]]:
        """Hits, misses and false finds of the reading on the gold of the default corpus, by measure."""
        found: dict[str, dict[str, int]] = json.loads((self.folder / "accuracy.json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def documents(self) -> dict[str, Row]:
        """The articles by id."""
        return {d["doc_id"]: d for d in self.tables["documents"]}

    def words(self, doc_id: str, start: int, end: int) -> Row:
        """The reading at a place in an article: a row with its words; a row with the article's id if none is there."""
        for table in ("dates", "figures", "quotations", "events", "mentions"):
            for row in self.of(doc_id, table):
                if (row["start"], row["end"]) == (start, end):
                    return row
        return {"doc_id": doc_id, "start": start, "end": end, "text": doc_id}

    @cached_property
    def statement(self) -> str:
        """One sentence: what this edition was read from."""
        (read,) = self.query.rows(_READ)
        span = f", published {day(read['first'])} to {day(read['last'])}" if read["first"] else ""
        until = f", as of {self.as_of}" if self.as_of else ""
        out = len(self.tables["problems"])
        left = f"; {plural(out, 'item')} left out" if out else ""
        return f"Read from {plural(read['articles'], 'article')}{span}{until}{left}."

    def imprint(self, page: str, chart: str) -> str:
        """Two lines for the foot of a chart: what it was read from and which edition, and the chart's address."""
        return f"{self.statement} Edition {self.edition}.\n{page}.html#chart-{chart}"

    @property
    def site(self) -> str:
        """Address of this edition's own site, ending in a slash: a frozen edition has a folder; empty if not known."""
        return f"{self.address}{self.name}/" if self.address and self.name else self.address

    @cached_property
    def handed(self) -> dict[str, Any]:
        """What chapters have worked out and hand on to the site, by name; nothing of a chapter that was not run."""
        files = sorted((self.folder.parent / HANDED).glob("*.json"))
        return {name: value for file in files for name, value in json.loads(file.read_bytes()).items()}

    @cached_property
    def _kept(self) -> Compared:
        """What the build keeps of comparing a large book; nothing where the tables stand alone."""
        return Compared(self.folder, self.making)

    @cached_property
    def claims(self) -> list[compare.Claim]:
        """Every figure as a claim."""
        return self._kept.get("claims", lambda: compare.claims(self.tables, self.origin_of))

    @cached_property
    def claim(self) -> dict[str, compare.Claim]:
        """The claims by id."""
        return {c.id: c for c in self.claims}

    @cached_property
    def ranges(self) -> list[compare.Range]:
        """The latest range of every kind, group and place."""
        return self._kept.get("ranges", lambda: compare.ranges(self.claims, self.grades))

    @cached_property
    def weighed(self) -> tuple[list[compare.Weighed], int]:
        """The weighed numbers of what most voices speak of, and how many there are in all."""
        return self._kept.get("weighed", lambda: compare.heaviest(self.claims, HEAVIEST))

    @cached_property
    def findings(self) -> list[compare.Finding]:
        """What claims say against one another, the weightiest first."""
        return self._kept.get("findings", lambda: compare.findings(self.tables, self.claims, self.origin_of))

    @cached_property
    def disagreements(self) -> list[compare.Finding]:
        """The findings that scope does not explain."""
        return [f for f in self.findings if f.type != "explained_by_scope"]

    @cached_property
    def explained(self) -> list[compare.Finding]:
        """Numbers that differ because they count other people or another place, told so that nobody trips over them."""
        return [f for f in self.findings if f.type == "explained_by_scope"]

    @cached_property
    def happenings(self) -> list[compare.Happening]:
        """Events by day, undated ones last."""
        return compare.happenings(self.tables, self.origin_of)

    @cached_property
    def actors(self) -> list[compare.Actor]:
        """Who appears, the most quoted and named first."""
        return compare.actors(self.tables)

    @cached_property
    def actor(self) -> dict[str, compare.Actor]:
        """The actors by id."""
        return {a.actor_id: a for a in self.actors}

    @cached_property
    def origin_of(self) -> dict[str, str]:
        """The independent voice of each article: itself, or the article that it repeats."""
        return compare.origins(self.tables)

    @cached_property
    def crisis(self) -> country.Crisis:
        """Which country each article's crisis is in."""
        return country.crisis(self.tables, self.origin_of)

    @cached_property
    def sides(self) -> side.Sides:
        """Where each actor stands."""
        return side.Sides(self.actors, self.crisis)

    @cached_property
    def statements(self) -> list[Statement]:
        """What is said, each once, however many copies repeat it."""
        return statements(self.tables, self.actors, self.sides, self.origin_of)

    @cached_property
    def voices(self) -> list[Voice]:
        """Who is heard, in most independent articles first."""
        return voices(self.statements, self.actor)

    @cached_property
    def shares(self) -> list[Share]:
        """How much of the voice each side has."""
        return shares(self.tables, self.statements, self.sides, self.origin_of)

    @cached_property
    def ties(self) -> list[network.Tie]:
        """Who speaks of whom, on most independent articles first."""
        return network.ties(self.statements, self.tables)

    @cached_property
    def grades(self) -> dict[str, int]:
        """Grade of every claim, 1 the best, by id."""
        return self.handed.get("grades") or {key: grade for key, (grade, _) in self.claim_grades.items()}

    @cached_property
    def claim_grades(self) -> dict[str, tuple[int, str]]:
        """Grade and rule of every claim, by id."""
        return self._kept.get(
            "claim_grades", lambda: reliability.claim_grades(self.claims, self.findings, paths.SOURCES)
        )

    @cached_property
    def cards(self) -> list[reliability.SourceCard]:
        """What is known of each article as a source."""
        return self._kept.get("cards", lambda: reliability.cards(self.tables, paths.SOURCES, self.claims, self.links))

    @cached_property
    def article_grades(self) -> dict[str, str]:
        """Grade of every article, A the best, by id."""
        return self.handed.get("article_grades") or {c.doc_id: c.grade for c in self.cards}

    @cached_property
    def links(self) -> list[Link]:
        """Why articles are held to repeat one another."""
        return self._kept.get("links", lambda: links(self.tables))

    @cached_property
    def families(self) -> list[Family]:
        """Articles that are one voice, the largest families first."""
        return self._kept.get("families", lambda: families(self.tables, self.links))

    @cached_property
    def framing_words(self) -> list[Word]:
        """The words by which people are called, those that accuse first."""
        return words(self.tables)

    @cached_property
    def sensitivity(self) -> list[reliability.Change]:
        """What becomes of the weightiest ranges without each article and each voice."""
        return reliability.changes(reliability.weightiest(self.ranges), self.claims, self.origin_of, self.grades)
