"""Collective speakers and sources without a name of their own: "les autorités", "des témoins", "un bilan officiel"."""

from __future__ import annotations

from kzlib.actors.countries import Countries, adjective_forms, names, sovereign
from kzlib.actors.sheet import Sheet
from kzlib.records import Mention

# Groups that belong to a state, and are another's where an adjective says so.
_OF_STATE = ("autorites", "pouvoir", "opposition", "agences", "medias", "forces-de-l-ordre", "forces-de-securite")


def read(sheet: Sheet, countries: Countries) -> None:
    """Read collective speakers where nothing else was read."""
    end = -1
    for hit in sheet.article.phrases.get("groups", []):
        if hit.start < end or sheet.within(hit.start, hit.end):
            continue
        end = hit.end
        code, label, country = hit.entry.code, hit.entry.label, None
        after = adjective_forms().end(sheet.plain, hit.end + 1) if sheet.plain[hit.end : hit.end + 1] == " " else None
        written = sheet.plain[hit.end + 1 : after]
        found = countries.of_adjective(written) if after and written.islower() else None
        if after and found:
            country, end = sovereign(found), after
        elif hit.entry.code in _OF_STATE:
            country = countries.government()
        if country:
            code, label = f"{code}-{country.lower()}", f"{label} ({names()[country]})"
        sheet.add(Mention(hit.start, end, code, label, "group", None, country))
