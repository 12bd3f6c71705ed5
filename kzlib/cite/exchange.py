"""References for reference managers: BibTeX by bibtexparser, RIS by rispy, CSL-JSON."""

from __future__ import annotations

import json
from typing import Any

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from rispy.writer import RisWriter

from kzlib.cite.csl import Item

# What TeX reads as commands, and how it prints it. Braces get no backslash: BibTeX would still count them.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{c: f"\\{c}" for c in "&%$#_"},
    }
)


def bibtex(item: Item) -> str:
    """One entry, `@incollection` for a part of the book and `@book` for the whole, for BibTeX and Biber."""
    part = "container-title" in item
    year, month, day = item["issued"]["date-parts"][0]
    fields = {"author": " and ".join(_tex_name(a) for a in item["author"])}
    # inner braces: BibTeX's styles would put the capitals of a title into lower case
    fields["title"] = f"{{{item['title'].translate(TEX)}}}"
    if part:
        fields["booktitle"] = f"{{{item['container-title'].translate(TEX)}}}"
    fields |= {"publisher": item["publisher"].translate(TEX), "year": str(year)}
    fields |= {"date": f"{year}-{month:02}-{day:02}", "edition": item["edition"].translate(TEX)}
    fields |= {"version": item["version"].translate(TEX), "language": item["language"]}
    if "URL" in item:
        fields["url"] = item["URL"]
    else:
        fields["howpublished"] = item["archive_location"].translate(TEX)
    entry = Entry("incollection" if part else "book", item["id"], [Field(k, v) for k, v in fields.items()])
    written: str = write_string(Library([entry]))
    return written


def _tex_name(author: dict[str, str]) -> str:
    if "literal" in author:
        return f"{{{author['literal'].translate(TEX)}}}"
    family = " ".join(p for p in (author.get("non-dropping-particle"), author["family"]) if p)
    return ", ".join(p.translate(TEX) for p in (family, author.get("suffix"), author.get("given")) if p)


class _Ris(RisWriter):
    """RIS without the numbers that rispy puts before each reference."""

    def set_header(self, count: int) -> str:
        return ""


def ris(item: Item) -> str:
    """One RIS reference, CHAP for a part of the book and BOOK for the whole; lines end in CR LF, as its rules say."""
    year, month, day = item["issued"]["date-parts"][0]
    part = "container-title" in item
    fields: dict[str, Any] = {"type_of_reference": "CHAP" if part else "BOOK", "title": item["title"]}
    if part:
        fields["secondary_title"] = item["container-title"]
    fields["authors"] = [_ris_name(a) for a in item["author"]]
    fields |= {"year": str(year), "date": f"{year}/{month:02}/{day:02}", "publisher": item["publisher"]}
    fields |= {"edition": item["edition"], "language": item["language"], "id": item["id"]}
    if "abstract" in item:
        fields["abstract"] = item["abstract"]
    fields |= {"urls": [item["URL"]]} if "URL" in item else {"notes": [item["archive_location"]]}
    lines = _Ris().formats([fields]).splitlines()
    return "\r\n".join(lines) + "\r\n"


def _ris_name(author: dict[str, str]) -> str:
    """Family, given, suffix; a body's name ends in a comma, or its last word would be taken for a family name."""
    if "literal" in author:
        return f"{author['literal']},"
    family = " ".join(p for p in (author.get("non-dropping-particle"), author["family"]) if p)
    return ", ".join(p for p in (family, author.get("given"), author.get("suffix")) if p)


def csl_json(item: Item) -> str:
    """CSL-JSON: a list of one item, as reference managers import it."""
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"
