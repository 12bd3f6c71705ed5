"""Names that the lexicons hold: people, bodies, media, states, places, and the words for collective speakers."""

from __future__ import annotations

from collections.abc import Iterable

from kzlib.article import Article, Hit
from kzlib.records import Mention

# Lexicons in order of precedence where two hold the same words.
ORDER = ("actors", "media", "countries", "places", "groups")
_TYPES = {"countries": "state", "places": "place", "groups": "group"}


def written_as_name(written: str, form: str) -> bool:
    """Whether words of a text have the capitals that a form has; matching itself does not look at case.

    "mali" is not "Mali"; "Onu" and "ONU" are one; a form without capitals may be written with any.
    """
    pairs = zip(written.split(), form.split(), strict=False)
    return all(w[:1].isupper() or not f[:1].isupper() for w, f in pairs)


def mention(hit: Hit, lexicon: str) -> Mention:
    """The mention that a lexicon hit stands for."""
    entry = hit.entry
    country = entry.code if lexicon == "countries" else entry.extra.get("country") or None
    kind = entry.extra.get("type") or _TYPES.get(lexicon, "organisation")
    return Mention(hit.start, hit.end, entry.code, entry.label, kind, None, country)


def _hits(article: Article) -> Iterable[tuple[int, Hit, str]]:
    for rank, lexicon in enumerate(ORDER):
        for hit in article.phrases.get(lexicon, []):
            if hit.entry.extra.get("kind") in ("adjective", "metonym"):
                continue
            if written_as_name(article.text[hit.start : hit.end], hit.entry.form):
                yield rank, hit, lexicon


def find(article: Article) -> list[Mention]:
    """Lexicon names of an article, longest first where they overlap, in order of appearance."""
    taken: list[Mention] = []
    end = -1
    for _, hit, lexicon in sorted(_hits(article), key=lambda h: (h[1].start, -h[1].end, h[0])):
        if hit.start >= end:
            taken.append(mention(hit, lexicon))
            end = hit.end
    return taken
