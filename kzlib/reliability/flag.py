"""Flags: what an article shows about itself, each with the words or field that it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kzlib import institutions
from kzlib.compare.claim import Claim
from kzlib.compare.origins import Link
from kzlib.lexicon import fold
from kzlib.reliability.track_record import Track

Row = dict[str, Any]
Evidence = tuple[str, int, int]
Said = tuple[str | None, str | None]

_MOST_KEPT = 50_000  # names of publishers and speakers whose folded form is remembered
_folded = lru_cache(maxsize=_MOST_KEPT)(fold)


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing that is known, or not, of an article. `value` is yes, no, partly, unknown, a word or a number.

    `meaning` says in plain English what that value means, `basis` the words, field or count that it rests on, and
    `evidence` the place in the text, if it rests on one.
    """

    name: str
    value: str | float
    meaning: str
    basis: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What the flags of one article are read from: its row, its claims, the rows of sources.csv, why it is no voice of
    its own (None if it is one), and its track record.

    `dates` are rows of days that cannot be the ones meant, `quotations` the speaker of each and who passes it on,
    `agencies` the names of agencies in its text; all in order of appearance.
    """

    document: Row
    dates: Sequence[Row]
    quotations: Sequence[Said]
    agencies: Sequence[str]
    claims: Sequence[Claim]
    sources: Mapping[str, Mapping[str, str]]
    link: Link | None
    track: Track

    @property
    def source(self) -> Mapping[str, str] | None:
        """The row of its publisher in sources.csv."""
        return self.sources.get(_folded(self.document.get("publisher") or ""))

    @property
    def voices(self) -> list[str | None]:
        """Who stands behind each of its figures and quotations, None where nobody is named."""
        figures = [c.voice for c in self.claims if c.modality == "reported"]
        return figures + [speaker or None for speaker, _ in self.quotations]


def flags(material: Material) -> dict[str, Flag]:
    """All flags of one article, by name, in the order in which a card lists them."""
    found = (
        _known("publisher", material.document.get("publisher"), "who is answerable for it"),
        _known("author", material.document.get("author"), "who wrote it"),
        _date_known(material.document),
        _origin(material.document),
        _copies(material),
        _of_source(material, "state_affiliated", "is run or paid by a state"),
        _of_source(material, "party_to_conflict", "takes part in the conflict"),
        _names_its_sources(material),
        _leans_on_parties(material),
        _contradicts_itself(material),
        _track_record(material),
        _agencies(material),
    )
    return {flag.name: flag for flag in found}


def _known(what: str, value: str | None, meaning: str) -> Flag:
    if value:
        return Flag(f"{what}_known", "yes", f"The article says {meaning}.", f"documents.{what}: {value}")
    return Flag(f"{what}_known", "no", f"Nothing says {meaning}.", f"documents.{what} is empty")


def _date_known(document: Row) -> Flag:
    basis = document.get("published_basis") or "none"
    if not document.get("published"):
        return Flag("date_known", "no", "Nothing says when it was published.", f"documents.published_basis: {basis}")
    if basis.startswith("metadata"):
        return Flag("date_known", "yes", "The day of publication is stated beside the article.", basis)
    return Flag("date_known", "partly", "The day of publication was worked out, not stated.", basis)


def _origin(document: Row) -> Flag:
    meanings = {
        "original": "The publisher's own article.",
        "republished": "Taken over from another publisher.",
        "translated": "Translated from another language: numbers and names may have suffered.",
    }
    value = document.get("origin") or "unknown"
    basis = document.get("origin_basis") or "nothing tells"
    return Flag("origin", value, meanings.get(value, "Nothing says whether it is the publisher's own."), basis)


def _copies(material: Material) -> Flag:
    link = material.link
    if link is None:
        return Flag("copies_another", "no", "Its text is in no earlier article of the corpus.", "runs of eight words")
    where = next(((r["doc_id"], r["start"], r["end"]) for r in link.passages), None)
    if link.kind == "copy":
        basis = f"{link.share:.0%} of the runs of eight words of the shorter text" if link.share else ""
        return Flag("copies_another", "yes", f"It shares its text with {link.original}: one voice.", basis, where)
    told = {"declared": "It says that it takes over", "agency": "It gives the text of the agency of"}[link.kind]
    return Flag("copies_another", "yes", f"{told} {link.original}: one voice.", link.words or "")


def _track_record(material: Material) -> Flag:
    """What became of the numbers that it was first to give: a share, or unknown if none was taken up again."""
    track = material.track
    tested = len(track.confirmed) + len(track.corrected)
    if not track.first:
        return Flag("track_record", "unknown", "It was first to give no number.", "figures of all articles")
    open_ = len(track.first) - tested
    basis = f"{len(track.confirmed)} confirmed, {len(track.corrected)} corrected, {open_} not taken up"
    if not tested:
        meaning = "Of the numbers that it was first to give, none was confirmed or corrected by a later article."
        return Flag("track_record", "unknown", meaning, basis)
    meaning = "Share confirmed, of the numbers that it was first to give and that later articles confirm or correct."
    shown = (track.corrected or track.confirmed)[0]
    where = next((c.doc_id, c.start, c.end) for c in material.claims if c.id == shown)
    return Flag("track_record", round(len(track.confirmed) / tested, 2), meaning, basis, where)


def _of_source(material: Material, name: str, meaning: str) -> Flag:
    row = material.source
    value = (row.get(name) or "unknown") if row else "unknown"
    if row is None or value == "unknown":
        return Flag(name, "unknown", f"Not known whether the publisher {meaning}.", "no statement in data/sources.csv")
    says = {"yes": f"The publisher {meaning}.", "no": f"Nothing indicates that the publisher {meaning}."}
    return Flag(
        name, value, says.get(value, f"The publisher {meaning}: {value}."), row.get("basis") or "no basis given"
    )


def _names_its_sources(material: Material) -> Flag:
    voices = material.voices
    spoken = len(material.quotations)
    if not voices:
        return Flag(
            "names_its_sources", "unknown", "It has neither figures nor quotations.", "no figures, no quotations"
        )
    named = sum(bool(v) for v in voices)
    figures = many(len(voices) - spoken, "figure", "figures")
    basis = f"{named} of {len(voices)}: {figures}, {many(spoken, 'quotation', 'quotations')}"
    share = round(named / len(voices), 2)
    return Flag("names_its_sources", share, "Share of its figures and quotations with a named source.", basis)


def _leans_on_parties(material: Material) -> Flag:
    """Share of the figures and quotations with a named source that come from parties to the conflict."""
    named = [v for v in material.voices if v]
    if not named or not material.sources:
        basis = "no named source" if not named else "no data/sources.csv"
        return Flag("leans_on_parties", "unknown", "Nothing tells who of its sources is a party.", basis)
    rows = {v: material.sources.get(_folded(v), {}) for v in named}
    parties = Counter(v for v in named if rows[v].get("party_to_conflict") == "yes")
    share = round(sum(parties.values()) / len(named), 2)
    names = ", ".join(institutions.english(name) for name, _ in parties.most_common()) or "none of its sources"
    meaning = "Share of its named sources, by figure and quotation, that take part in the conflict."
    return Flag("leans_on_parties", share, meaning, names)


def many(count: int, one: str, more: str) -> str:
    """A count and what is counted, in the singular or plural."""
    return f"{count} {one if count == 1 else more}"


def _contradicts_itself(material: Material) -> Flag:
    for row in material.dates:
        where = (row["doc_id"], row["start"], row["end"])
        basis = f'"{row["text"]}" is literally {row["literal"]}'
        return Flag("contradicts_itself", "yes", "It gives a day that cannot be the one meant.", basis, where)
    by_id = {c.id: c for c in material.claims}
    for claim in material.claims:
        whole = by_id.get(claim.part_of or "")
        if whole and whole.high is not None and (claim.low or 0.0) > whole.high:
            where = (claim.doc_id, claim.start, claim.end)
            return Flag("contradicts_itself", "yes", "A part is larger than its whole.", f'"{claim.text}"', where)
    return Flag("contradicts_itself", "no", "No contradiction found in its days and figures.", "dates, figures")


def _agencies(material: Material) -> Flag:
    """How many news agencies and media it cites, the most cited first."""
    relayed = [c.relayed_by for c in material.claims] + [relay for _, relay in material.quotations]
    spoken = [c.speaker for c in material.claims] + [speaker for speaker, _ in material.quotations]
    cited = [n for n in (*relayed, *spoken) if institutions.sort(n) == "agency"]
    counts = Counter(institutions.english(n) for n in (*cited, *material.agencies) if n)
    if not counts:
        return Flag("agencies", 0.0, "It names no news agency.", "figures, quotations, names")
    basis = ", ".join(name for name, _ in counts.most_common())
    return Flag("agencies", float(len(counts)), "News agencies that it leans on.", basis)
