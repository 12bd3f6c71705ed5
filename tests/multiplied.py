"""Tables of very many articles: some are read, the others are these again with other numbers and names in their place.

A number keeps its digits and a name its letters in number, so that every offset stays. Fingerprints, happenings and
shared passages are worked out anew over all articles. A variant's rows are what reading its text gives, which a test
in `test_bounded.py` shows for some.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from kzlib import copies, events_fusion
from kzlib.parse import Parsed, Rows

Row = dict[str, Any]
# First syllables of invented last names, any of which can take another's place.
SYLLABLES = ("Dor", "Kel", "Lan", "Mir", "Nov", "Rus", "Sal", "Tem", "Vor", "Zan")
_NUMBER = re.compile(r"\b\d+\b")
_IDS = ("actor_id", "speaker_id")
_KEPT = ("doc_id", "path", "sha256", "published_basis", "event_id", "fingerprint", "literal")


def number(digits: str, variant: int) -> str:
    """Another number of as many digits; those of one digit are 3 to 9."""
    end = 10 ** len(digits)
    low = max(3, end // 10)
    return str(low + (int(digits) - low + variant * (end // 11 or 1)) % (end - low))


def names(mentions: list[Row], variant: int) -> dict[str, str]:
    """Names and ids of the people of an article whose last name can be another one, and those that they are given."""
    found = {}
    for mention in mentions:
        first, _, last = mention["name"].rpartition(" ")
        if mention["type"] == "person" and last[:3] in SYLLABLES:
            other = SYLLABLES[(SYLLABLES.index(last[:3]) + variant) % len(SYLLABLES)]
            found[mention["name"]] = f"{first} {other}{last[3:]}"
            key = mention["actor_id"]
            found[key] = key.replace(f"-{last[:3].lower()}", f"-{other.lower()}")
    return found


def changed(text: str, named: Mapping[str, str], variant: int) -> str:
    """A text with other numbers and names in it, as long as before."""
    for name, other in named.items():
        if " " in name:
            text = text.replace(name.rpartition(" ")[2], other.rpartition(" ")[2])
    return _NUMBER.sub(lambda m: number(m.group(), variant), text)


def row(source: Row, doc_id: str, named: Mapping[str, str], variant: int) -> Row:
    """A row of any table of a variant, from that of the article that it varies."""

    def value(column: str, of: Any) -> Any:
        if column in _IDS:
            return named.get(of, of)
        if column in ("value", "value_high") and of and f"{of:.0f}" in _NUMBER.findall(source["text"]):
            return float(number(f"{of:.0f}", variant))
        if isinstance(of, list):
            return [value(column, each) for each in of]
        return changed(of, named, variant) if isinstance(of, str) else of

    made = {column: of if column in _KEPT else value(column, of) for column, of in source.items()}
    return {**made, "doc_id": doc_id, **({"path": f"{doc_id}.txt"} if "path" in source else {})}


def rows(read: Parsed, count: int) -> Rows:
    """The rows of `count` articles, made of those read; what compares articles is of them all."""
    own: defaultdict[str, Rows] = defaultdict(lambda: defaultdict(list))
    for table, found in read.rows.items():
        for each in found:
            if table not in ("overlaps", "shared", "problems", "files"):
                own[each["doc_id"]][table].append(each)
    made: Rows = {table: [] for table in read.rows}
    texts: dict[str, str] = {}
    articles = sorted(own)
    for n in range(count):
        doc_id, source, variant = f"a{n:05}", articles[n % len(articles)], n // len(articles)
        named = names(own[source]["mentions"], variant) if variant else {}
        texts[doc_id] = changed(read.texts[source], named, variant) if variant else read.texts[source]
        for table, found in own[source].items():
            made[table] += [row(each, doc_id, named, variant) if variant else dict(each) for each in found]
    _together(made, texts)
    return made


def text(read: Parsed, source: str, variant: int) -> str:
    """The text of a variant of an article."""
    mentions = [m for m in read.rows["mentions"] if m["doc_id"] == source]
    return changed(read.texts[source], names(mentions, variant), variant)


def _together(made: Rows, texts: Mapping[str, str]) -> None:
    """What is worked out over all articles, as `kzlib.parse` does."""
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for sentence in made["sentences"]:
        spans[sentence["doc_id"]].append((sentence["start"], sentence["end"]))
    for document in made["documents"]:
        document["fingerprint"] = copies.fingerprint(texts[document["doc_id"]], spans[document["doc_id"]])
    events_fusion.fuse(made["events"], made["documents"])
    compared = copies.compared(copies.pairs(made["documents"]), copies.placed(made["sentences"]), texts)
    made |= {name: list(rows) for name, rows in compared.items()}
