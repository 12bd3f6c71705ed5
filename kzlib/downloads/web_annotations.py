"""Evidence as annotations: the words of an article that each claim and quotation rests on.

Follows the Web Annotation Data Model of the W3C (2017). A target is named by the SHA-256 of the article's file (RFC
6920), since offsets hold for that text alone; its words are given twice, as a quotation with what stands around it and
as offsets in code points, so that they are found again in a copy that has changed a little.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kzlib.cite.claims import title
from kzlib.compare import Claim
from kzlib.evidence import href, page, plain, web
from kzlib.selected import Selected, count

FILE = "annotations.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points before and after the words

Node = dict[str, Any]


def write(selected: Selected, claims: Sequence[Claim], folder: Path) -> None:
    """Write one collection of annotations, one after the other, so that memory does not grow with them."""
    base = selected.edition.site or "../"
    about: Node = {"@context": CONTEXT, "id": f"{base}data/{FILE}", "type": "AnnotationCollection"}
    about |= {"label": f"Claims and quotations{_of(selected)} with the words that they rest on"}
    about |= {"total": len(claims) + len(selected.rows("quotations"))}
    part: Node = {"id": f"{base}data/{FILE}#page", "type": "AnnotationPage", "startIndex": 0, "partOf": about["id"]}
    with (folder / FILE).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(_open(about) + ',"first":' + _open(part) + ',"items":[')
        for number, annotation in enumerate(each(selected, claims, base)):
            file.write((",\n" if number else "\n") + json.dumps(annotation, ensure_ascii=False, separators=(",", ":")))
        file.write("\n]}}\n")


def _of(selected: Selected) -> str:
    """Of how many articles, if not of all."""
    articles, of = len(selected.documents), count(selected.edition, "documents")
    return f" of {articles:,} of {of:,} articles" if articles < of else ""


def _open(node: Node) -> str:
    """A node as JSON, left open for more."""
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).removesuffix("}")


def each(selected: Selected, claims: Sequence[Claim], base: str) -> Iterator[Node]:
    """An annotation for each claim and then each quotation, in the order of the tables."""
    for claim in claims:
        where: Node = {"doc_id": claim.doc_id, "start": claim.start, "end": claim.end}
        body = {"type": "TextualBody", "value": title(claim), "format": "text/plain", "language": "en"}
        yield _annotation(f"{base}data/{FILE}#{claim.id}", "describing", body, target(selected, where, base))
    for row in selected.rows("quotations"):
        speaker = row["speaker"] or "speaker not given"
        body = {"type": "TextualBody", "value": f"{row['kind']} quotation: {plain(speaker)}", "format": "text/plain"}
        id = f"{base}data/{FILE}#q-{page(row['doc_id'])}-{row['start']}-{row['end']}"
        yield _annotation(id, "identifying", body | {"language": "en"}, target(selected, row, base))


def _annotation(id: str, motivation: str, body: Node, target: Node) -> Node:
    return {"id": id, "type": "Annotation", "motivation": motivation, "body": body, "target": target}


def target(selected: Selected, row: Node, base: str) -> Node:
    """The words of a row as a specific resource: the article's file, and where in its text as decoded they stand."""
    document = selected.documents[row["doc_id"]]
    text, start, end = selected.texts[row["doc_id"]], row["start"], row["end"]
    found: Node = {"type": "SpecificResource", "source": named(document["sha256"])}
    found["scope"] = base + href(row["doc_id"])
    if web(document["url"]):
        found["via"] = document["url"]
    quote = {"type": "TextQuoteSelector", "exact": text[start:end]}
    quote |= {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    found["selector"] = [quote, {"type": "TextPositionSelector", "start": start, "end": end}]
    return found


def named(sha256: str) -> str:
    """A file by the hash of its bytes, as an address that needs no host (RFC 6920)."""
    code = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{code}"
