"""What the readers find: one small record a kind, each a row of a table once written.

Offsets `start` and `end` count characters of the article's text as decoded, end exclusive, so that
``text[start:end]`` is always the evidence. Days are inclusive. None means that the article does not say.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(slots=True)
class Passage:
    """A run of characters and what it is: title, body, caption or boilerplate (page furniture)."""

    start: int
    end: int
    role: str


@dataclass(slots=True)
class DateMention:
    """An expression of time, as written and as meant.

    `first` and `last` are the inclusive days that it covers (None if they cannot be known), `grain` one of hour, day,
    week, month, year, range. `basis` says how it was resolved: explicit (the words suffice), relative (against the
    article's date), anaphoric (against a day that the text speaks of). `literal` is what the words alone say where
    they contradict themselves or the calendar; `anchor` is the day that a relative reading was resolved against.
    """

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    grain: str
    basis: str
    literal: str | None = None
    anchor: dt.date | None = None


@dataclass(slots=True)
class Mention:
    """A name, or words that stand for one. `type` is person, organisation, state, group or place.

    `actor_id` and `name` are canonical (from the lexicon, or made from the name where it holds none); `role` is the
    function as written beside it. `country` is the ISO 3166 alpha-3 code of the state that it belongs to, if known.
    """

    start: int
    end: int
    actor_id: str
    name: str
    type: str
    role: str | None = None
    country: str | None = None


@dataclass(slots=True)
class Quotation:
    """What was said: `start`, `end` cover the words said, without their quotation marks.

    `kind` is direct or indirect (or count, of `Readings.sources`). `cue`, `cue_start`, `cue_end` are the words that
    attribute it ("a déclaré", "selon"), None for a bare quotation. `speaker_start`, `speaker_end` delimit the words
    in which its speaker is named (a noun phrase or a pronoun), if there are any; linking turns them into `speaker`
    (a canonical name) and `speaker_id`. `relayed_by` is who passes it on ("selon l'AFP, citant le ministère": the
    AFP), `relay_start`, `relay_end` the words that name who does.
    """

    start: int
    end: int
    kind: str
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    relayed_by: str | None = None
    relay_start: int | None = None
    relay_end: int | None = None


@dataclass(slots=True)
class Figure:
    """A number of people, and what is counted. `value_high` is set for ranges only.

    `bound` is exact, min, max, approx or range; `kind`, `group` are codes of the lexicons. `place`, `attributed_to`,
    `relayed_by` (canonical names) and `as_of` (a day) are linked. `part_of` is the start offset of the figure that
    this one is a part of ("dont 103 à Almaty"), None for a total. `modality` is reported, planned or denied.
    """

    start: int
    end: int
    value: float
    bound: str
    kind: str
    group: str
    value_high: float | None = None
    place: str | None = None
    attributed_to: str | None = None
    relayed_by: str | None = None
    as_of: dt.date | None = None
    part_of: int | None = None
    modality: str = "reported"


@dataclass(slots=True)
class Event:
    """Something that happened, was said, is planned or denied. `start`, `end` cover the clause that tells it.

    `type` is a code of the lexicon, `first`, `last` its inclusive days (None: not dated), `modality` one of fact,
    said, planned, denied. `participants` are canonical names. `event_id` is shared by all tellings of one happening.
    `cue_start`, `cue_end` delimit the words that make it an event. `needs` tells linking how to treat it: "date",
    "place" (it stands only with one), "own", "right", "touching" (only dates of its piece, after its words, close by
    count), "toll", "victims", "count", "total" (it counts people), "bare" (its verb tells it alone), "object" (a noun
    that its verb governs), "never" (it is dropped).
    """

    start: int
    end: int
    type: str
    first: dt.date | None = None
    last: dt.date | None = None
    place: str | None = None
    modality: str = "fact"
    participants: list[str] = field(default_factory=list)
    event_id: str | None = None
    cue_start: int = 0
    cue_end: int = 0
    needs: frozenset[str] = frozenset()


@dataclass(slots=True)
class FramingWord:
    """A word by which people are called, `word` its code in lexicon framing.

    `voice` is own (the article's), marks (between quotation marks, nobody named), direct or indirect (in a quotation of
    `speaker`, a canonical name, if one is known).
    """

    start: int
    end: int
    word: str
    voice: str
    speaker: str | None = None


@dataclass(slots=True)
class Readings:
    """All that was read in one article, in order of appearance.

    `sources` are statements that give a count and nothing else ("Dix personnes sont mortes, selon la police"; "la
    police fait état de dix morts"): who says so belongs to the figure, they are no quotations of their own.
    """

    dates: list[DateMention] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    sources: list[Quotation] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    framing: list[FramingWord] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """An article as ingested: its text as decoded and what is known of it. `path` is relative to the corpus.

    `published_basis` says where the day comes from: "metadata", "text", "file name" or "none", then, after a colon,
    the words it rests on; so `language_basis`. `origin` is original, republished or translated, None if nothing tells;
    `origin_basis` the words that tell it. The article begins at offset `starts` of the text, after its front matter.
    `credit` names the agencies whose text it says that it gives or uses, `credit_basis` the words that say so. `note`
    is what the manifest says about the article beyond its columns.
    """

    doc_id: str
    path: str
    sha256: str
    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_basis: str = "none"
    language: str | None = None
    language_basis: str | None = None
    url: str | None = None
    origin: str | None = None
    origin_basis: str | None = None
    credit: list[str] = field(default_factory=list)
    credit_basis: str | None = None
    note: str | None = None
    front_matter: dict[str, str] = field(default_factory=dict)
    starts: int = 0


@dataclass(slots=True)
class Problem:
    """A file or manifest row that was left out: where, and one line that says what, the value and what is allowed."""

    path: str
    message: str
