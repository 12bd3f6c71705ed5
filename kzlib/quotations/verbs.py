"""Verbs of speech: the forms that the press uses, derived from the infinitives of `speech_verbs.csv`.

Third persons of the indicative and conditional, participles and infinitives; the regular rules of French
conjugation and the irregular endings that verbs of speech have. Agreement of participles is included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib.errors import InputError, quoted

# Irregular endings: what the infinitive ends in, then present (singular, plural), stem of the imperfect,
# simple past (singular, plural), stem of the future, past participle.
_IRREGULAR: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    ("prévoir", "prévoit", "prévoient", "prévoy", "prévit", "prévirent", "prévoir", "prévu"),
    ("émouvoir", "émeut", "émeuvent", "émouv", "émut", "émurent", "émouvr", "ému"),
    ("prendre", "prend", "prennent", "pren", "prit", "prirent", "prendr", "pris"),
    ("mettre", "met", "mettent", "mett", "mit", "mirent", "mettr", "mis"),
    ("naître", "naît", "naissent", "naiss", "nut", "nurent", "naîtr", "nu"),
    ("aindre", "aint", "aignent", "aign", "aignit", "aignirent", "aindr", "aint"),
    ("oindre", "oint", "oignent", "oign", "oignit", "oignirent", "oindr", "oint"),
    ("suivre", "suit", "suivent", "suiv", "suivit", "suivirent", "suivr", "suivi"),
    ("crire", "crit", "crivent", "criv", "crivit", "crivirent", "crir", "crit"),
    ("ourire", "ourit", "ourient", "ouri", "ourit", "ourirent", "ourir", "ouri"),
    ("croire", "croit", "croient", "croy", "crut", "crurent", "croir", "cru"),
    ("clure", "clut", "cluent", "clu", "clut", "clurent", "clur", "clu"),
    ("enir", "ient", "iennent", "en", "int", "inrent", "iendr", "enu"),
    ("voir", "voit", "voient", "voy", "vit", "virent", "verr", "vu"),
    ("faire", "fait", "font", "fais", "fit", "firent", "fer", "fait"),
    ("dire", "dit", "disent", "dis", "dit", "dirent", "dir", "dit"),
    ("dre", "d", "dent", "d", "dit", "dirent", "dr", "du"),
    ("ir", "it", "issent", "iss", "it", "irent", "ir", "i"),
)
_OPEN_E = re.compile(r"é([^aeiouyéèê]+)$")
_MUTE_E = re.compile(r"e([lt]|[^aeiouyéèê])$")


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of the lexicon: its infinitive, category, constructions, and whether it is reflexive."""

    infinitive: str
    code: str
    takes: frozenset[str]
    reflexive: bool
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form that stands in a text, and what it is: finite, participle, gerund (present participle) or infinitive."""

    verb: SpeechVerb
    tense: str


def _first_group(stem: str) -> dict[str, list[str]]:
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    closed = _OPEN_E.sub(r"è\1", stem)
    if _MUTE_E.search(stem):
        double = stem.endswith(("pel", "jet"))
        closed = stem + stem[-1] if double else _MUTE_E.sub(r"è\1", stem)
    futures = {stem, closed}
    finite = [closed + "e", closed + "ent", soft + "ait", soft + "aient", soft + "a", stem + "èrent"]
    finite += [f + e for f in sorted(futures) for e in ("era", "eront", "erait", "eraient")]
    return {"finite": finite, "participle": [stem + "é"], "gerund": [soft + "ant"]}


def conjugate(infinitive: str) -> dict[str, list[str]]:
    """Forms of a verb by what they are: finite, participle, gerund, infinitive.

    Raises InputError for an infinitive of no known conjugation.
    """
    if infinitive.endswith("er"):
        forms = _first_group(infinitive[:-2])
    else:
        row = next((r for r in _IRREGULAR if infinitive.endswith(r[0])), None)
        if row is None:
            raise InputError(f"infinitive {quoted(infinitive)}: no conjugation; verbs end in -er, -ir, -oir or -re")
        stem = infinitive[: -len(row[0])]
        one, many, before, past, pasts, later, done = (stem + ending for ending in row[1:])
        finite = [one, many, before + "ait", before + "aient", past, pasts]
        finite += [later + e for e in ("a", "ont", "ait", "aient")]
        if "î" in one:
            finite.append(one.replace("î", "i"))
        forms = {"finite": finite, "participle": [done], "gerund": [before + "ant"]}
    agreed = [p + e for p in forms["participle"] for e in ("", "e", "s", "es") if not (p.endswith("s") and e == "s")]
    return {**forms, "participle": agreed, "infinitive": [infinitive]}


def _verb(entry: lexicon.Entry) -> tuple[str, SpeechVerb]:
    words = entry.form.replace("s'", "se ").split()
    reflexive = words[0] == "se"
    head, *rest = words[reflexive:]
    takes = frozenset(entry.extra["takes"].split())
    return head, SpeechVerb(entry.form, entry.code, takes, reflexive, tuple(rest))


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """All forms of the lexicon's verbs, lower case; those of phrases ("faire savoir") under their first word."""
    table: dict[str, list[Form]] = {}
    for entry in lexicon.load("speech_verbs"):
        head, verb = _verb(entry)
        for tense, words in conjugate(head).items():
            for word in words:
                table.setdefault(word, []).append(Form(verb, tense))
    return {word: tuple(found) for word, found in table.items()}
