"""Words that name a speaker by pointing back: "la même source", "ce dernier", "l'organisation"."""

from __future__ import annotations

import re
from functools import cache

from kzlib import lexicon
from kzlib.link import descriptions

_SAME = re.compile(r"(?:(?:l[ea]s?|cette|ce|ces)\s+)?mêmes?\s+", re.IGNORECASE)
_LATTER = re.compile(r"(ce|cette)\s+derni(?:er|ère)$", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:l[ea]\s|l['’]|cette\s|cet?\s)", re.IGNORECASE)
_SPOKESPERSON = re.compile(r"(?:son|sa|leur)\s+(?:service de presse|porte-parole)", re.IGNORECASE)
_KNOWN = re.compile(r"(?:l[ea]\s|l['’]|cette\s|ce\s|cet\s|son\s|sa\s)", re.IGNORECASE)
# Nouns that take up whichever body was last spoken of, whatever its name.
_BODIES = frozenset(
    "organisation ong institution association coalition mouvement parti syndicat collectif fédération confédération "
    "ligue fondation instance organisme structure plateforme alliance formation groupe".split()
)
# Words beside them that tell no body apart.
_VAGUE = frozenset(
    "de des du la l' défense droits humains homme internationale non gouvernementale humanitaire".split()
)
# Documents that speak for who published them.
_DOCUMENTS = frozenset("texte communiqué document rapport message lettre déclaration".split())
# Bodies that those nouns do not take up: their names say that they are something else.
_OTHERWISE = frozenset("ministère parlement gouvernement armée police présidence préfecture parquet tribunal".split())


def same(text: str) -> bool:
    """Whether a phrase means who spoke last: "la même source", "le même responsable", "même source"."""
    return bool(_SAME.match(text))


def latter(text: str) -> str | None:
    """Gender of whom "ce dernier", "cette dernière" means; None for other words."""
    m = _LATTER.match(text)
    return ("f" if m.group(1).lower() == "cette" else "m") if m else None


def known(text: str) -> bool:
    """Whether a phrase is definite: it may mean somebody spoken of before."""
    return bool(_DEFINITE.match(text))


def spokesperson(text: str) -> bool:
    """Whether a phrase is an unnamed spokesperson of who was just spoken of: "son porte-parole"."""
    return bool(_SPOKESPERSON.fullmatch(text.strip()))


def document(text: str, head: str) -> bool:
    """Whether a phrase takes up a document that was cited: "le texte ajoute"."""
    return head in _DOCUMENTS and known(text) and len(descriptions.low(text)) <= 2


def body(text: str, head: str) -> bool:
    """Whether a phrase takes up a body spoken of before: a definite noun for bodies and nothing that tells it apart."""
    rest = [x for x in descriptions.low(text) if x not in _VAGUE]
    return head in _BODIES and bool(_KNOWN.match(text)) and len(rest) <= 2


def taken_up(name: str, actor_id: str | None) -> bool:
    """Whether a noun for bodies may take up an organisation of some name: no medium, no body of a state."""
    return actor_id not in media() and not _OTHERWISE & set(descriptions.low(name))


@cache
def media() -> frozenset[str]:
    """Ids of news agencies and other media: they pass on what others say."""
    return frozenset(e.code for e in lexicon.load("media")) if "media" in lexicon.names() else frozenset()
