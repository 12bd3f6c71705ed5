"""References read back by parsers other than those that wrote them, as the same plain facts whatever the format."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

Read = dict[str, Any]
LATEX = LatexNodes2Text(strict_latex_spaces=True)
# Signs whose long names pylatexenc does not know, or reads as an accent.
SIGNS = {r"\textbraceleft{}": r"\{", r"\textbraceright{}": r"\}", r"\textasciicircum{}": "^"}


def bibtex(text: str) -> list[Read]:
    """Entries of a BibTeX file, by pybtex, their LaTeX read by pylatexenc."""
    return [_entry(key, e) for key, e in parse_string(text, "bibtex").entries.items()]


def _entry(key: str, entry: Any) -> Read:
    def plain(name: str) -> str | None:
        written = entry.fields.get(name)
        for long, short in SIGNS.items():
            written = written and written.replace(long, short)
        return LATEX.latex_to_text(written) if written else None

    assert entry.fields["date"].startswith(entry.fields["year"])
    return {
        "id": key,
        "part": entry.type == "incollection",
        "title": plain("title"),
        "book": plain("booktitle"),
        "authors": [_person(p) for p in entry.persons["author"]],
        "date": entry.fields["date"],
        "publisher": plain("publisher"),
        "language": entry.fields["language"],
        "edition": plain("edition"),
        "where": entry.fields.get("url") or plain("howpublished"),
    }


def _person(person: Any) -> str:
    family = " ".join([*person.prelast_names, *person.last_names]).strip("{}")
    given = " ".join([*person.first_names, *person.middle_names])
    return f"{family}, {given}" if given else family


LINE = re.compile(r"([A-Z][A-Z0-9])  - (.*)")


def ris(text: str) -> list[Read]:
    """References of a RIS file, line by line as its specification says; a line of no such form is an error."""
    assert text.endswith("ER  - \r\n")
    found: list[Read] = []
    fields: dict[str, list[str]] = {}
    for line in text.split("\r\n")[:-1]:
        match = LINE.fullmatch(line)
        assert match, line
        fields.setdefault(match.group(1), []).append(match.group(2))
        if match.group(1) == "ER":
            found.append(_reference(fields))
            fields = {}
    return found


def _reference(fields: dict[str, list[str]]) -> Read:
    assert next(iter(fields)) == "TY"
    year, month, day = fields["DA"][0].split("/")
    assert fields["PY"] == [year]
    return {
        "id": fields["ID"][0],
        "part": fields["TY"] == ["CHAP"],
        "title": fields["TI"][0],
        "book": fields.get("T2", [None])[0],
        "authors": [a.removesuffix(",") for a in fields["AU"]],
        "date": f"{year}-{month}-{day}",
        "publisher": fields["PB"][0],
        "language": fields["LA"][0],
        "edition": fields["ET"][0],
        "where": fields.get("UR", fields.get("N1", [None]))[0],
    }


def csl(text: str) -> list[Read]:
    """Items of a CSL-JSON file."""
    return [_item(i) for i in json.loads(text)]


def _item(item: Read) -> Read:
    year, month, day = item["issued"]["date-parts"][0]
    return {
        "id": item["id"],
        "part": item["type"] == "chapter",
        "title": item["title"],
        "book": item.get("container-title"),
        "authors": [_csl_name(a) for a in item["author"]],
        "date": f"{year}-{month:02}-{day:02}",
        "publisher": item["publisher"],
        "language": item["language"],
        "edition": item["edition"],
        "where": item.get("URL") or item.get("archive_location"),
    }


def _csl_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    family = f"{name.get('non-dropping-particle', '')} {name['family']}".strip()
    return f"{family}, {name['given']}" if "given" in name else family


class Head(HTMLParser):
    """What stands in the head of a page: meta tags by name or property, links by relation, JSON-LD."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.links: list[dict[str, str | None]] = []
        self.data: list[Any] = []
        self._block: str | None = None
        self.feed(html.split("</head>", 1)[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("name") or given.get("property")):
            self.tags.append((name, given["content"] or ""))
        elif tag == "link":
            self.links.append(given)
        elif tag == "script" and given.get("type") == "application/ld+json":
            self._block = ""

    def handle_data(self, data: str) -> None:
        if self._block is not None:
            self._block += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._block is not None:
            self.data.append(json.loads(self._block))
            self._block = None

    def all(self, name: str) -> list[str]:
        """Contents of the tags of a name, in order."""
        return [content for tag, content in self.tags if tag == name]

    def one(self, name: str) -> str | None:
        """Content of the only tag of a name; None if there is none."""
        found = self.all(name)
        assert len(found) < 2, f"{name} stands {len(found)} times"
        return found[0] if found else None
