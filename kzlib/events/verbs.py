"""The forms of French verbs that press articles use, from the infinitive: third person, participles, infinitive.

Regular verbs follow from their ending; those of the third group are rows of the lexicon `verbs`.
Source of the method: the conjugation tables of any French grammar.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kzlib import lexicon

# Kinds of forms. A spelling may be several ("finit": present or simple past).
PARTICIPLE, PRESENT, IMPERFECT, FUTURE, CONDITIONAL, SIMPLE, INFINITIVE, GERUND = (
    "participle",
    "present",
    "imperfect",
    "future",
    "conditional",
    "simple",
    "infinitive",
    "gerund",
)


def _agree(participle: str) -> Iterator[str]:
    """A past participle in its genders and numbers."""
    if participle.endswith("ous"):  # dissous, dissoute
        yield from (participle, participle[:-1] + "te", participle[:-1] + "tes")
        return
    masculine = participle[:-1] + "u" if participle.endswith("û") else participle
    yield from (participle, masculine + "e", masculine + "es")
    if not participle.endswith("s"):
        yield masculine + "s"


def _endings(imperfect: str, future: str) -> Iterator[tuple[str, str]]:
    yield from ((imperfect + "ait", IMPERFECT), (imperfect + "aient", IMPERFECT), (imperfect + "ant", GERUND))
    yield from ((future + "a", FUTURE), (future + "ont", FUTURE))
    yield from ((future + "ait", CONDITIONAL), (future + "aient", CONDITIONAL))


def _mute(stem: str) -> str:
    """The stem before a mute e: "décrèt-" of décréter, "appell-" of appeler, "déploi-" of déployer."""
    if stem.endswith(("oy", "uy", "ay")):
        return stem[:-1] + "i"
    if stem.endswith(("appel", "jet", "ensorcel", "nouvel", "muscel")):
        return stem + stem[-1]
    head, last = stem[:-2], stem[-2:]
    if len(last) == 2 and last[0] in "eé" and last[1] not in "aeiouyéè":
        return head + "è" + last[1]
    return stem


def _first_group(infinitive: str) -> Iterator[tuple[str, str]]:
    stem = infinitive[:-2]
    mute = _mute(stem)
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    yield from ((form, PARTICIPLE) for form in _agree(stem + "é"))
    yield from ((mute + "e", PRESENT), (mute + "ent", PRESENT), (soft + "a", SIMPLE), (stem + "èrent", SIMPLE))
    future = infinitive if "é" in stem[-2:] else mute + "er"
    if infinitive.endswith("envoyer"):
        future = infinitive[:-4] + "err"
    yield from _endings(soft, future)


def _second_group(infinitive: str) -> Iterator[tuple[str, str]]:
    stem = infinitive[:-1]
    yield from ((form, PARTICIPLE) for form in _agree(stem))
    yield from ((stem + "t", PRESENT), (stem + "t", SIMPLE), (stem + "ssent", PRESENT), (stem + "rent", SIMPLE))
    yield from _endings(stem + "ss", infinitive)


def _third_group(row: lexicon.Entry) -> Iterator[tuple[str, str]]:
    extra = row.extra
    yield from ((form, PARTICIPLE) for form in _agree(extra["participle"]))
    yield from ((extra["singular"], PRESENT), (extra["plural"], PRESENT))
    simple = extra["simple"]
    yield from ((simple, SIMPLE), (simple[:-1] + "rent" if simple else "", SIMPLE))
    yield from _endings(extra["imperfect"] or "\0", extra["future"])


@cache
def _irregular() -> dict[str, lexicon.Entry]:
    return {row.code: row for row in lexicon.load("verbs")}


@cache
def forms(infinitive: str) -> dict[str, frozenset[str]]:
    """Every form of a verb with its kinds, lower case; empty if the verb is neither regular nor in the lexicon."""
    if infinitive in _irregular():
        pairs = _third_group(_irregular()[infinitive])
    elif infinitive.endswith("er"):
        pairs = _first_group(infinitive)
    elif infinitive.endswith(("ir", "ïr")):
        pairs = _second_group(infinitive)
    else:
        return {}
    found: dict[str, set[str]] = {infinitive: {INFINITIVE}}
    for form, kind in pairs:
        if form and "\0" not in form:
            found.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}
