"""What an article says of itself in its page: its headline, where it comes from, which agency it credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kzlib import institutions, lexicon
from kzlib.records import Document, Passage

# A longer line speaks of something else ("Traduit par un tribunal..."), and so does most running text.
LONGEST_NOTE = 200
_LINE = re.compile(r"[^\n]+")


def complete(document: Document, passages: Sequence[Passage]) -> None:
    """Fill `title`, `origin` and `origin_basis` where they are empty, in place; they stay empty if nothing tells.

    The title is the headline that cleaning found. The origin is told by a note among the furniture of the page, and
    its basis is that note. Of two notes, one that says "translated" tells more than one that says "republished".
    Agencies are credited by who publishes or signs it, by a line ("Source : AFP") or by a bracket ("(avec AFP)");
    not by those of photographs, nor by who is quoted.
    """
    if not document.title:
        document.title = next((document.text[p.start : p.end] for p in passages if p.role == "title"), None)
    if not document.origin:
        document.origin, document.origin_basis = _origin(document.text, passages)
    document.credit, document.credit_basis = _credit(document)


def _origin(text: str, passages: Sequence[Passage]) -> tuple[str | None, str | None]:
    found: dict[str, str] = {}
    for passage in passages:
        if passage.role != "boilerplate":
            continue
        for line in _LINE.finditer(text, passage.start, passage.end):
            note = line.group().strip()
            match = _notes().search(lexicon.fold(note)) if len(note) <= LONGEST_NOTE else None
            if match:
                found.setdefault(lexicon.by_form("boilerplate_origin")[match.group()].code, f"text: {note}")
    for code in ("translated", "republished"):
        if code in found:
            return code, found[code]
    return None, None


@cache
def _notes() -> re.Pattern[str]:
    forms = sorted(lexicon.by_form("boilerplate_origin"), key=lambda f: (-len(f), f))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)")


def _credit(document: Document) -> tuple[list[str], str | None]:
    """Canonical names of the agencies credited, as in lexicon media, and the words of the credit."""
    for field, value in (("publisher", document.publisher), ("author", document.author)):
        found = _agencies(value or "") if field == "author" else _named(value or "")
        if found:
            return found, f"documents.{field}: {value}"
    for line in _LINE.finditer(document.text):
        words = line.group().strip()
        for form in (_credit_line(), _credit_bracket(), _dateline()) if "(" in words else (_credit_line(),):
            match = form.search(words)
            if match and not _picture().search(lexicon.fold(match.group())):
                return _agencies(match.group()), f"text: {match.group().strip()}"
    return [], None


def _named(name: str) -> list[str]:
    """The agency that a publisher is."""
    entry = _agency_forms().get(lexicon.fold(name.strip()))
    return [entry] if entry else []


def _agencies(words: str) -> list[str]:
    """Agencies named in a credit, in its order."""
    found = (_agency_forms()[m.group()] for m in _agency().finditer(lexicon.fold(words)))
    return list(dict.fromkeys(found))


@cache
def _agency_forms() -> dict[str, str]:
    """Folded forms of the media that are news agencies -> canonical name."""
    return {lexicon.fold(e.form): e.label for e in lexicon.load("media") if institutions.sort(e.label) == "agency"}


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_choice()}(?![\w-])")


def _choice() -> str:
    """The agencies' names, as they are written; capitals or not."""
    forms = {e.form for e in lexicon.load("media") if lexicon.fold(e.form) in _agency_forms()}
    return "(?i:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + ")"


def _list() -> str:
    """Agencies as a credit lists them: "AFP", "l'AFP et Reuters", "AFP/AP"."""
    one = rf"(?i:l['’]|les? agences? |agences? )?{_choice()}"
    return rf"{one}(?:\s*(?:,|/|-|et|avec|&)\s*{one})*"


@cache
def _credit_line() -> re.Pattern[str]:
    """A line of its own: "Source : AFP", "Par AFP", "Le Phare avec l'AFP et Reuters"; names before "avec", no prose."""
    name = r"(?:(?:[A-ZÀ-Þ][\w.'’-]*|l[ae]s?|du|de|et)\s+){0,6}"
    shared = rf"{name}(?i:avec|with)\s+"
    return re.compile(rf"^(?:(?i:sources?|par|by)\s*:?\s*(?:{shared})?|{shared}){_list()}\s*\.?$")


@cache
def _credit_bracket() -> re.Pattern[str]:
    """A bracket that closes a paragraph: "... a-t-il conclu. (AFP)", "(avec AFP)"."""
    before = r"(?:(?<=[.!?»\"”])|(?<=[.!?»\"”]\s)|^)"
    return re.compile(rf"{before}\((?i:avec|sources?|d['’]après)?\s*:?\s*{_list()}\)$")


@cache
def _dateline() -> re.Pattern[str]:
    """Where and by whom a dispatch was sent, before its first words: "PARIS, 6 jan (AFP) -"."""
    return re.compile(rf"^[A-ZÀ-Þ][\w'’ ,.-]{{1,40}}\({_list()}\)\s*[-–—:]")


@cache
def _picture() -> re.Pattern[str]:
    """Words that make a credit that of a picture."""
    forms = (lexicon.fold(e.form) for e in lexicon.load("picture_credits"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(forms)))})(?!\w)|©")
