"""Reads who is named in an article: people, bodies, media, states, places, and collective speakers.

Lexicons give canonical names and ids; names that no lexicon holds are found by how news writes them: a function, a
common noun or an acronym beside the name, a ministry's portfolio, a verb of speech. One module answers one question,
and each crosses out what it has read for those after it.
"""

from __future__ import annotations

from kzlib.actors import (
    acronyms,
    bodies,
    gazetteer,
    groups,
    localities,
    metonyms,
    ministries,
    model,
    named,
    people,
    titles,
)
from kzlib.actors.countries import Countries
from kzlib.actors.registry import Registry
from kzlib.actors.sheet import Sheet
from kzlib.actors.spelling import slug
from kzlib.article import Article
from kzlib.records import Mention

__all__ = ["read"]


def read(article: Article) -> list[Mention]:
    """All mentions of an article, in order of appearance, without overlap.

    Bodies named by common words alone ("la police") are groups with the id of the body; those with a name or
    portfolio of their own are organisations.
    """
    sheet = Sheet(article)
    gazetteer.read(sheet)
    countries = Countries(sheet)
    gazetteer.settle(sheet, countries.main)
    metonyms.read(sheet)
    gazetteer.cross_common(sheet, ("never",))
    gazetteer.cross_hashtags(sheet)
    acronyms.read(sheet)
    ministries.read(sheet, countries)
    named.read(sheet, countries)
    bodies.read_state_bodies(sheet, countries)
    bodies.read_named(sheet)
    acronyms.read_short_names(sheet)
    people.prepare(sheet)
    acronyms.read_alone(sheet)
    gazetteer.cross_common(sheet, ("word", "people"))
    registry = Registry(sheet.mentions)
    names = _people(sheet, registry, countries.main)
    titles.read(sheet, countries, names)
    _places(sheet)
    groups.read(sheet, countries)
    model.read(sheet, registry)
    return sheet.mentions


def _people(sheet: Sheet, registry: Registry, main: str | None) -> list[tuple[people.Name, Mention]]:
    """Read people: full names first, then the surnames by which they are taken up."""
    read: list[tuple[people.Name, Mention]] = []
    finder = people.Finder(sheet)
    names = finder.find()
    for start, end in sorted(finder.bodies):
        if sheet.free(start, end):
            label = " ".join(sheet.text[start:end].split())
            sheet.add(Mention(start, end, slug(label), label, "organisation"))
    for name in sorted(names, key=lambda n: (" " not in sheet.plain[n.start : n.end], n.start)):
        known = sheet.at(name.start)
        if known is not None and known.type == "person":
            known.role = name.role
            read.append((name, known))
            continue
        actor, label, country = registry.identify(sheet.text[name.start : name.end], name.start)
        mention = Mention(name.start, name.end, actor, label, "person", name.role, country)
        sheet.add(mention)
        read.append((name, mention))
    registry.know(main)
    _surnames(sheet, registry)
    return read


def _surnames(sheet: Sheet, registry: Registry) -> None:
    surnames = registry.surnames()
    shape = sheet.shape
    for start, end in people.capitalised(sheet):
        written = shape[start:end]
        if written in surnames:
            found = registry.by_surname(sheet.text[start:end], start)
            if found and sheet.free(start, end):
                sheet.add(Mention(start, end, found[0], found[1], "person", None, found[2]))


def _places(sheet: Sheet) -> None:
    for start, end in list(localities.find(sheet)):
        label = " ".join(sheet.text[start:end].split())
        sheet.add(Mention(start, end, slug(label), label, "place"))
