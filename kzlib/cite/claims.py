"""References of claims: one pattern for all of a chapter, filled in with what a claim says and its id.

A claim's reference differs from its neighbour's in two places only, so that a citation processor need not run for each
of ten thousand claims, and a page carries the pattern once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kzlib.chapters.toll import counted, said
from kzlib.cite import csl, facts
from kzlib.cite.exchange import TEX
from kzlib.cite.facts import Facts, Work
from kzlib.cite.formats import FORMATS, Format
from kzlib.compare import Claim
from kzlib.edition import Edition
from kzlib.evidence import day, href, plain, shorten

# The page that lists the claims, and the name of the files that hold all their references.
PAGE, FILES = "figures", "claims"
# Stand in a pattern for what is claimed and for the id: private characters, which pass through every format unchanged.
TITLE, ID = "\ue010", "\ue011"
_SHOWN = re.compile(r' id="(c-[0-9a-f]{10})"')
_LONGEST = 160  # characters of a name in a title


def pattern(known: Facts, page: str = PAGE) -> csl.Item:
    """The reference of any claim or chart of a page, with TITLE and ID in the places that differ."""
    return csl.item(known, Work(ID, "", f"{page}.html#{ID}")) | {"title": TITLE}


def title(claim: Claim) -> str:
    """What is claimed, in a line: At least 164 killed, all, Kazakhstan, 9 January 2022, according to..."""
    given = f"according to {shorten(claim.speaker, _LONGEST)}" if claim.speaker else "speaker not given"
    line = f"{said(claim)} {shorten(counted(claim), _LONGEST)}, {day(claim.as_of) or 'not dated'}, {given}"
    return plain(line[0].upper() + line[1:])


def filled(written: str, format: Format, claim: Claim, words: str, listed: bool = True) -> str:
    """A pattern as written in a format, with what a claim says (its title), escaped as the format needs.

    A claim that its page does not list, where there are too many, has the address of its words.
    """
    if not listed:
        here, there = f"{PAGE}.html#{ID}", href(claim.doc_id, claim.start, claim.end)
        written = written.replace(here, there).replace(here.translate(TEX), there.translate(TEX))
    if format.name == "bibtex":
        words = words.translate(TEX)
    elif format.name == "csl":
        words = json.dumps(words, ensure_ascii=False)[1:-1]
    return written.replace(ID, claim.id).replace(TITLE, words)


def write(edition: Edition, claims: Sequence[Claim], site: Path) -> None:
    """Write the references of claims to the site's folder `cite`, one file a format, claim by claim."""
    item = pattern(facts.of(edition))
    titles = [title(claim) for claim in claims]
    listed = set(_SHOWN.findall((site / f"{PAGE}.html").read_text(encoding="utf-8")))
    for format in FORMATS:
        written = format.write(item)
        with (site / format.file(FILES)).open("w", encoding="utf-8", newline="") as file:
            file.writelines(_all(list(zip(claims, titles, strict=True)), format, written, listed))


def _all(claims: Sequence[tuple[Claim, str]], format: Format, written: str, listed: set[str]) -> Iterator[str]:
    if format.name != "csl":
        yield from (filled(written, format, c, words, c.id in listed) for c, words in claims)
        return
    body = written.removeprefix("[\n").removesuffix("\n]\n")
    yield "["
    for number, (claim, words) in enumerate(claims):
        yield (",\n" if number else "\n") + filled(body, format, claim, words, claim.id in listed)
    yield "\n]\n"
