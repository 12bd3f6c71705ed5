"""Names that only a trained pipeline finds, where one was given; the default pipeline has none."""

from __future__ import annotations

from kzlib.actors.registry import Registry
from kzlib.actors.sheet import Sheet
from kzlib.actors.spelling import slug
from kzlib.records import Mention

_TYPES = {"PER": "person", "PERSON": "person", "ORG": "organisation", "LOC": "place", "GPE": "place"}


def read(sheet: Sheet, registry: Registry) -> None:
    """Add the entities of the pipeline that overlap nothing read before."""
    for entity in sheet.article.doc.ents:
        kind = _TYPES.get(entity.label_)
        start, end = entity.start_char, entity.end_char
        inside = sheet.article.sentence_at(start)
        if kind is None or not entity.text.strip() or inside is None or end > inside.end or not sheet.free(start, end):
            continue
        if kind == "person":
            actor, name, country = registry.identify(entity.text, start)
            sheet.add(Mention(start, end, actor, name, kind, None, country))
        else:
            label = " ".join(entity.text.split())
            sheet.add(Mention(start, end, slug(label) or kind, label, kind))
