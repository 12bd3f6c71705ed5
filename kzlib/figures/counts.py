"""Figures of an article: each number of people with its kind and group, read sentence by sentence."""

from __future__ import annotations

import re

from kzlib.article import Article, Sentence
from kzlib.figures import context, groups, kinds, nouns, quantities, words
from kzlib.figures.claims import Claim
from kzlib.records import Figure

_ONE_OF = frozenset(
    {"mort", "morte", "tué", "tuée", "blessé", "blessée", "disparu", "disparue", "décès", "corps sans vie"}
)
_ONE_WITH_NOUN = frozenset({"killed", "injured", "missing", "arrested", "hospitalised"})
# what happened to people is told, but they are not counted for it ("500 agents seront recrutés")
_UNCOUNTED = "uncounted"
_CLOSER = frozenset({"of", "by"})  # governs more closely than a verb that follows ("la mort de 12 soldats a été ...")
_OF_THEM = re.compile(r"(?<!\w)en\s(?:a|ont|avait|avaient|aurait|auraient)\s[^\W\d_]+\s$")  # "en ont blessé onze"
_CROWDS = frozenset({"participants", "deployed"})  # "arrêté 12 personnes dans les rues"
# More than live on earth: the number of something else, or a slip.
_MOST_PEOPLE = 10_000_000_000
_UNKNOWN_NOUN = frozenset({"killed", "injured", "missing", "arrested", "hospitalised"})


def read(article: Article) -> list[Figure]:
    """All figures of an article, in order of appearance; who gives them, where and as of when is linked later."""
    found: list[Figure] = []
    memory: list[Claim] = []
    counted: dict[tuple[str, float], str] = {}
    before = ""
    for sentence in article.sentences:
        claims = _sentence(article.text, sentence, memory, before)
        for claim in claims:
            groups.repeated(article.text, sentence, claim, counted)
        before = article.text[sentence.start : sentence.end]
        found.extend(_figure(c) for c in claims if c.kind)
        kept = [c for c in claims if c.kind]
        memory = kept or ([] if sentence.role != "body" else memory[-1:])
    return found


def _sentence(text: str, sentence: Sentence, memory: list[Claim], before: str) -> list[Claim]:
    """Every number of a sentence as a claim; those that count no people keep no kind."""
    start, end = sentence.start, sentence.end
    found = quantities.written(text, start, end)
    if all(q.sort == "one" and nouns.is_of_a_thing(text, q, end) for q in found):
        return []
    claims = [Claim(q, nouns.read(text, q, end)) for q in quantities.bounded(text, start, end, found)]
    context.units(text, claims)
    context.shares(text, claims)
    context.breakdowns(text, claims)
    for number, claim in enumerate(claims):
        _own_kind(text, sentence, claims, number, claim)
    context.complete(text, sentence, claims, memory, before)
    for claim in claims:
        _check(claim)
        _bound_after(text, end, claim)
    return claims


def _bound_after(text: str, end: int, claim: Claim) -> None:
    """Bound words after the noun ("18 morts au moins"), in place."""
    found = quantities.bound_after(text, max(claim.phrase.end, claim.quantity.end), end) if claim.kind else None
    if found and claim.quantity.bound == "exact":
        claim.quantity = claim.quantity._replace(bound=found[0])
        claim.end = max(claim.end, found[1])


def _own_kind(text: str, sentence: Sentence, claims: list[Claim], number: int, claim: Claim) -> None:
    """Kind and group that a number has from its own noun, its predicate or the word that governs it."""
    phrase = claim.phrase
    if phrase.sort == "thing":
        return
    claim.group = phrase.group
    if phrase.sort == "kind":
        claim.kind, claim.reason = phrase.kind, "noun"
    near = context.near(sentence, claim)
    right = kinds.after(text, *context.limit(text, near, claims, number))
    if phrase.sort == "kind":
        _fate(text, claim, right)
        return
    start = max(near.start, _end(claims[number - 1]) if number else 0)
    has_noun = phrase.sort != "none" or phrase.others or _OF_THEM.search(text, start, claim.quantity.left)
    left = kinds.before(text, claim.quantity, start) if has_noun else None
    entry = kinds.fitting(left, phrase) if left else None
    if entry and (not right or entry.extra["role"] in _CLOSER or right.entry.code in _CROWDS):
        claim.kind, claim.reason = entry.code, "attack" if entry.extra["role"] == "by" else "governor"
    elif right:
        _predicate(claim, right)


def _end(claim: Claim) -> int:
    """Where the words of a number end that cannot govern the next one; "un" has only its own."""
    counts = claim.phrase.sort in ("people", "kind", "unknown") and claim.quantity.sort != "one"
    return claim.phrase.end if counts else claim.quantity.end


def _predicate(claim: Claim, right: words.Word) -> None:
    entry = kinds.fitting(right, claim.phrase)
    if entry:
        claim.kind, claim.reason, claim.end = entry.code, "predicate", right.end
        if entry.code == "injured" and claim.phrase.alone == "hospitalised":  # a patient in a grave state
            claim.kind = "hospitalised"


# "un corps a été retrouvé", not "un corps expéditionnaire"
_FOUND = re.compile(r"\s+(?:a|avait|aurait)\s(?:[^\W\d_]+\s){0,2}été\s", re.IGNORECASE)


def _fate(text: str, claim: Claim, right: words.Word | None) -> None:
    """The injured of whom the text goes on to say that they died or were taken to hospital."""
    if claim.phrase.form == "corps" and _FOUND.match(text, claim.phrase.end):
        claim.reason = "fate"
    if claim.kind == "injured" and right and right.entry.code in ("killed", "hospitalised"):
        if "," not in text[claim.phrase.end : right.start]:
            claim.kind, claim.end = right.entry.code, right.end


def _check(claim: Claim) -> None:
    """Drop the kind of a claim that its noun or number cannot bear."""
    sort, phrase = claim.quantity.sort, claim.phrase
    if claim.kind == _UNCOUNTED or max(claim.quantity.value, claim.quantity.high or 0) > _MOST_PEOPLE:
        claim.kind = None
    elif phrase.sort == "thing" or (phrase.sort == "unknown" and claim.kind not in _UNKNOWN_NOUN):
        claim.kind = None
    elif sort in ("one", "ordinal") and phrase.sort == "kind":
        found = words.normal(phrase.form) in _ONE_OF or (phrase.form == "corps" and claim.reason == "fate")
        if not found and not (sort == "ordinal" and claim.kind == "killed"):
            claim.kind = None
    elif sort in ("one", "ordinal"):
        if phrase.sort != "people" or claim.kind not in _ONE_WITH_NOUN or claim.reason == "context":
            claim.kind = None
    elif sort in ("several", "none") and claim.reason == "alone":
        claim.kind = None


def _figure(claim: Claim) -> Figure:
    quantity = claim.quantity
    return Figure(
        start=quantity.left,
        end=max(claim.end, claim.phrase.end, quantity.end),
        value=quantity.value,
        value_high=quantity.high,
        bound=quantity.bound,
        kind=claim.kind or "other",
        group=claim.group or "unspecified",
        part_of=claim.whole.quantity.left if claim.whole and claim.whole.kind else None,
    )
