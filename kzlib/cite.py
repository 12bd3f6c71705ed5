"""References: how to cite an edition of the book and each of its chapters. Facts come from CITATION.cff."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import yaml
from markupsafe import Markup

from kzlib import paths
from kzlib.edition import Edition
from kzlib.evidence import day


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing to cite: id on the page, title, the reference as text (ISO 690:2021) and as BibTeX."""

    id: str
    title: str
    text: Markup
    bibtex: str


def references(edition: Edition) -> list[Reference]:
    """The book, then each chapter, in the order of chapters.yml."""
    facts = yaml.safe_load(paths.CITATION.read_text(encoding="utf-8"))
    chapters = yaml.safe_load(paths.CHAPTERS.read_text(encoding="utf-8"))
    found = [_reference(facts, edition, None, None)]
    found += [_reference(facts, edition, c["id"], c["title"]) for c in chapters if c.get("notebook")]
    return found


def _reference(facts: dict[str, object], edition: Edition, page: str | None, chapter: str | None) -> Reference:
    authors = " and ".join(str(a["name"]) for a in facts["authors"])  # type: ignore[attr-defined]
    released = dt.date.fromisoformat(str(facts["date-released"]))
    when = f", as of {edition.as_of}" if edition.as_of else ""
    part = Markup("<cite>{}</cite>. In: ").format(chapter) if chapter else Markup("")
    text = Markup("{}. {}<cite>{}</cite> [online]. Version {}, edition {}{}. {}.").format(
        authors, part, facts["title"], facts["version"], edition.edition, when, day(released)
    )
    kind = "incollection" if chapter else "book"
    fields = {"author": f"{{{authors}}}", "title": chapter or facts["title"]}
    if chapter:
        fields["booktitle"] = facts["title"]
    fields |= {"year": released.year, "edition": edition.edition, "note": f"Version {facts['version']}{when}"}
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    key = f"kzbook-{page or 'book'}-{edition.edition}"
    return Reference(page or "book", chapter or "The whole book", text, f"@{kind}{{{key},\n{body}\n}}")
