"""What the tables hold: every column with its type and its meaning, and the words that some may hold."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

TEXT, NUMBER, WHOLE, DAY = pa.string(), pa.float64(), pa.int64(), pa.date32()
NAMES = pa.list_(pa.string())
HASHES = pa.list_(pa.int64())


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, Arrow type, what it holds, and whether it may be null."""

    name: str
    type: pa.DataType
    meaning: str
    nullable: bool = True


def _must(name: str, kind: pa.DataType, meaning: str) -> Column:
    return Column(name, kind, meaning, nullable=False)


_WHERE = (
    _must("doc_id", TEXT, "id of the article (documents.doc_id)"),
    _must("start", WHOLE, "offset of the first character of the evidence in the article's text as decoded"),
    _must("end", WHOLE, "offset after the last character of the evidence"),
)
_EVIDENCE = (*_WHERE, _must("text", TEXT, "the evidence itself, text[start:end]"))

DICTIONARY: dict[str, tuple[Column, ...]] = {
    "documents": (
        _must(
            "doc_id",
            TEXT,
            "id of the article: its file name without the ending; in a file of many, followed by what tells it apart",
        ),
        _must("path", TEXT, "file, relative to the corpus, and which row, entry or record of it"),
        _must("sha256", TEXT, "SHA-256 of the article's own bytes: the file, the row, the page in the record"),
        Column("title", TEXT, "headline"),
        Column("author", TEXT, "who signed it"),
        Column("publisher", TEXT, "who published it"),
        Column("published", DAY, "day of publication"),
        _must("published_basis", TEXT, "metadata, text, file name or none, and the words that the day rests on"),
        Column("language", TEXT, "ISO 639-1 code of the language"),
        Column("url", TEXT, "address"),
        Column("origin", TEXT, "original, republished or translated, where something tells"),
        Column("origin_basis", TEXT, "the words that tell the origin"),
        _must("credit", NAMES, 'agencies whose text it says that it gives or uses ("avec AFP"), canonical names'),
        Column("credit_basis", TEXT, "the words of the credit"),
        Column("note", TEXT, "what the manifest adds"),
        _must("words", WHOLE, "words in the passages that are the article"),
        _must("length", WHOLE, "characters in the text as decoded"),
        _must("fingerprint", HASHES, "smallest hashes of its runs of eight words, to find near-copies (kzlib.copies)"),
    ),
    "passages": (*_WHERE, _must("role", TEXT, "title, body, caption or boilerplate")),
    "sentences": (
        *_WHERE,
        _must("paragraph", WHOLE, "number of the paragraph in the article, from 0"),
        _must("role", TEXT, "role of the passage that holds it"),
    ),
    "dates": (
        *_EVIDENCE,
        Column("first", DAY, "first day meant, inclusive"),
        Column("last", DAY, "last day meant, inclusive"),
        _must("grain", TEXT, "hour, day, week, month, year or range"),
        _must("basis", TEXT, "explicit, relative or anaphoric"),
        Column("literal", TEXT, "what the words alone say, where they contradict themselves or the calendar"),
        Column("anchor", DAY, "the day that a relative or anaphoric expression was resolved against"),
    ),
    "figures": (
        *_EVIDENCE,
        _must("value", NUMBER, "number of people (the lowest, for a range)"),
        Column("value_high", NUMBER, "highest number of a range"),
        _must("bound", TEXT, "exact, min, max, approx or range"),
        _must("kind", TEXT, "what is counted: killed, injured, arrested... (lexicon figure_kinds)"),
        _must("group", TEXT, "of whom: security_forces, protesters... (lexicon figure_groups)"),
        Column("place", TEXT, "canonical name of the place counted"),
        Column("attributed_to", TEXT, "canonical name of who gives the number"),
        Column("relayed_by", TEXT, "who passes it on"),
        Column("as_of", DAY, "day up to which it counts"),
        Column("part_of", WHOLE, "start offset of the figure, in the same article, that this one is a part of"),
        _must("modality", TEXT, "reported, planned or denied"),
    ),
    "mentions": (
        *_EVIDENCE,
        _must("actor_id", TEXT, "id of who or what is meant"),
        _must("name", TEXT, "canonical name"),
        _must("type", TEXT, "person, organisation, state, group or place"),
        Column("role", TEXT, "function as written beside the name"),
        Column("country", TEXT, "ISO 3166 alpha-3 code of the state it belongs to"),
    ),
    "quotations": (
        *_EVIDENCE,
        Column("speaker", TEXT, "canonical name of who speaks; null if the text gives none"),
        _must("kind", TEXT, "direct or indirect"),
        Column("cue", TEXT, "the words that attribute it"),
        Column("speaker_id", TEXT, "id of the speaker (mentions.actor_id)"),
        Column("relayed_by", TEXT, "who passes it on"),
        Column("cue_start", WHOLE, "offset of the cue"),
        Column("cue_end", WHOLE, "offset after the cue"),
    ),
    "events": (
        *_EVIDENCE,
        _must("type", TEXT, "protest, violence, storming, arrest... (lexicon event_types)"),
        Column("first", DAY, "first day, inclusive; null: not dated"),
        Column("last", DAY, "last day, inclusive"),
        Column("place", TEXT, "canonical name of the place"),
        Column("event_id", TEXT, "the same happening, told by several articles, has one id"),
        _must("modality", TEXT, "fact, said, planned or denied"),
        Column("participants", NAMES, "canonical names of who takes part"),
    ),
    "framing": (
        *_EVIDENCE,
        _must("word", TEXT, "what people are called: émeutiers, manifestants... (lexicon framing)"),
        _must("voice", TEXT, "own (the article's), marks (between quotation marks), direct or indirect quotation"),
        Column("speaker", TEXT, "canonical name of who is quoted"),
    ),
    "overlaps": (
        _must("doc_id", TEXT, "id of the article, the later of the two"),
        _must("other_id", TEXT, "an earlier article that has some of the same runs of eight words"),
        _must("share", NUMBER, "estimated share of the article's runs that the other one holds, 0 to 1"),
        _must("other_share", NUMBER, "estimated share of the other one's runs that the article holds, 0 to 1"),
    ),
    "shared": (
        *_EVIDENCE,
        _must("words", WHOLE, "words of the passage in all; the evidence is its beginning"),
        _must("other_id", TEXT, "the other article that has the same words"),
        _must("other_start", WHOLE, "offset of the evidence in that article"),
        _must("other_end", WHOLE, "offset after the evidence in that article"),
        _must("other_text", TEXT, "the evidence as that article writes it"),
    ),
    "corrections": (
        _must("doc_id", TEXT, "id of the article"),
        _must("table", TEXT, "table whose row was corrected"),
        Column("words", TEXT, "the words that the reading rests on"),
        _must("change", TEXT, "what was changed, from what to what"),
        _must("reason", TEXT, "why"),
        _must("who", TEXT, "who corrected it"),
        _must("when", DAY, "when"),
    ),
    "files": (
        _must("path", TEXT, "file, relative to the corpus; for files that are not read by rule, the rule"),
        _must("outcome", TEXT, "read, left out (named in problems) or ignored"),
        _must("files", WHOLE, "how many files this row counts"),
        _must("articles", WHOLE, "articles that were read in it"),
        Column("how", TEXT, "how it was read, where that had to be told: kind, columns, encoding"),
    ),
    "problems": (
        _must("path", TEXT, "file or manifest row that was left out, relative to the corpus"),
        _must("message", TEXT, "why: what is wrong, the value, what is allowed"),
    ),
}

VOCABULARIES: dict[tuple[str, str], frozenset[str]] = {
    ("passages", "role"): frozenset({"title", "body", "caption", "boilerplate"}),
    ("dates", "grain"): frozenset({"hour", "day", "week", "month", "year", "range"}),
    ("dates", "basis"): frozenset({"explicit", "relative", "anaphoric"}),
    ("figures", "bound"): frozenset({"exact", "min", "max", "approx", "range"}),
    ("figures", "modality"): frozenset({"reported", "planned", "denied"}),
    ("mentions", "type"): frozenset({"person", "organisation", "state", "group", "place"}),
    ("quotations", "kind"): frozenset({"direct", "indirect"}),
    ("framing", "voice"): frozenset({"own", "marks", "direct", "indirect"}),
    ("files", "outcome"): frozenset({"read", "left out", "ignored"}),
    ("events", "modality"): frozenset({"fact", "said", "planned", "denied"}),
}


def schema(table: str) -> pa.Schema:
    """Arrow schema of a table."""
    return pa.schema([pa.field(c.name, c.type, nullable=c.nullable) for c in DICTIONARY[table]])
