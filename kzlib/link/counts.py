"""Statements that give a count and nothing else: they are sources of figures, not quotations."""

from __future__ import annotations

import re

from kzlib.article import Article
from kzlib.quotations import units
from kzlib.quotations import words as w
from kzlib.quotations.units import Token
from kzlib.records import Figure, Quotation, Readings

_NO_COUNT = "other"
# Counts that are plans or scenes rather than a toll; announced or seen, they are told for themselves.
_NO_TOLL = frozenset({"deployed", "participants"})
_SOURCE = re.compile(r"(?:selon|d['’]après|pour|à|a l['’]en|aux?|de)\b")
_TOLL = re.compile(r"\b(?:bilans?|nombre|total|décompte)\b", re.IGNORECASE)
_BREAKS = frozenset({",", ";", "et", "avant", "tandis", "alors", "mais", "puis"})


def set_apart(article: Article, readings: Readings) -> None:
    """Move what only gives a count from the quotations to `readings.sources`, in place."""
    figures = sorted((f for f in readings.figures if f.kind != _NO_COUNT), key=lambda f: f.start)
    quoted = [(q.start, q.end) for q in readings.quotations if q.kind == "direct"]
    kept: list[Quotation] = []
    sources: list[Quotation] = []
    for quotation in readings.quotations:
        counted = [f for f in figures if f.start < quotation.end and quotation.start < f.end]
        only = quotation.kind == "count" or (counted and _only_counts(article, quotation, counted, quoted))
        (sources if only else kept).append(quotation)
    readings.quotations, readings.sources = kept, sources


def _only_counts(article: Article, quotation: Quotation, counted: list[Figure], quoted: list[tuple[int, int]]) -> bool:
    """Whether an indirect quotation is a figure with its source after it, or a verb's object ("admet dix morts")."""
    if quotation.kind != "indirect" or quotation.cue_start is None:
        return False
    cue = (quotation.cue or "").lower()
    toll = any(f.kind not in _NO_TOLL for f in counted)
    if quotation.cue_start >= quotation.end:
        return not (_says_more(article, quotation, counted, quoted) or (not toll and "constat" in cue))
    if not toll and "annonc" in cue:
        return False
    before = article.text[max(0, quotation.start - 5) : quotation.start].lower()
    first = article.text[quotation.start : quotation.end].split()[0].lower()
    clause = re.search(r"qu(?:e\s|['’])$|,\s*$|:\s*$", before) or w.infinitive(first) or first in ("ne", "être")
    only = re.match(r"n['’e]", cue)  # "n'admet que dix morts": no clause
    return bool(only) or not (clause or _SOURCE.match(cue))


def _says_more(article: Article, quotation: Quotation, counted: list[Figure], quoted: list[tuple[int, int]]) -> bool:
    """Whether a clause tells more than its counts: a predicate beside theirs, or words in quotation marks."""
    lead = units.tokenize(article.text[quotation.start : counted[0].start], quotation.start)
    tail = units.tokenize(article.text[counted[-1].end : quotation.end], counted[-1].end)
    inside = [(start, end) for start, end in quoted if quotation.start < start and end <= quotation.end]
    if inside:
        words = units.tokenize(article.text[quotation.start : quotation.end], quotation.start)
        return any(w.finite(t) and not any(start <= t.start < end for start, end in inside) for t in words)
    return _led(article, quotation, counted[0], lead) or _followed(tail)


def _led(article: Article, quotation: Quotation, first: Figure, lead: list[Token]) -> bool:
    """Whether a clause of its own stands before the one that counts ("ont ouvert le feu, tuant dix hommes")."""
    if _TOLL.search(article.text, quotation.start, first.start):
        return False
    main = relative = False
    for token in lead:
        if main and token.low in _BREAKS:
            return True
        relative = token.low in w.RELATIVES or (relative and token.text != ",")
        main = main or (w.finite(token) and not relative)
    return False


def _followed(tail: list[Token]) -> bool:
    """Whether a clause with a subject and verb of its own follows the count ("et la caserne a été pillée")."""
    for number, token in enumerate(tail[:-2]):
        if token.low in ("et", "tandis") and tail[number + 1].low in (w.DETERMINERS | {"que", "qu'"}) - {"dont"}:
            clause = tail[number + 1 :]
            return any(w.finite(t) for t in clause)
    return False
