"""Quotations: what was said, word for word or reported, and the words that attribute it.

The rules follow how French news writes speech (subject, verb and what is said; verb and subject after it; "selon"),
over the verbs of `speech_verbs.csv` and the other cues of `speech_cues.csv`. Who a speaker is, is linked later.
"""

from __future__ import annotations

from collections.abc import Iterator

from kzlib.article import Article
from kzlib.quotations import bare, contents, cues, headlines, marks, sources, statements, units
from kzlib.quotations.cues import Cue
from kzlib.quotations.spots import Spots
from kzlib.quotations.stretches import Statement
from kzlib.quotations.units import Unit
from kzlib.records import Quotation

# Verbs that add to what was said before: what they introduce is no repetition of the sentence before.
_ADDING = frozenset({"ajouter", "poursuivre", "renchérir", "reprendre", "conclure"})


def read(article: Article) -> list[Quotation]:
    """All quotations of an article, in order of appearance; `speaker` is not set yet."""
    verbs, kinds = Spots(article.words, cues.needed_words()), sources.present(article.words)
    read_units: list[tuple[Unit, list[Statement]]] = []
    for unit in units.split(article, marks.read(article)):
        other = sources.find(unit, kinds)
        spoken = cues.find(unit) if verbs.within(unit) else []
        read_units.append((unit, statements.statements(unit, _in_order(spoken, other)) if spoken or other else []))
    found: list[Quotation] = []
    for number, (unit, stated) in enumerate(read_units):
        following = read_units[number + 1] if number + 1 < len(read_units) else None
        found += _of_unit(unit, stated, following)
    found += headlines.find([unit for unit, _ in read_units], found)
    return sorted(found, key=lambda q: (q.start, q.end))


def _in_order(verbs: list[Cue], other: list[Cue]) -> list[Cue]:
    """Verbs of speech and other cues, in order; "citant", which tells who relays, is no verb of speech there."""
    relays = [c for c in other if c.shape == "citing"]
    verbs = [c for c in verbs if not any(r.start <= c.start < r.end for r in relays)]
    return sorted([*verbs, *other], key=lambda c: c.start)


def _of_unit(
    unit: Unit, stated: list[Statement], following: tuple[Unit, list[Statement]] | None
) -> Iterator[Quotation]:
    for statement in stated:
        if statement is stated[-1] and following and _introduces(statement, *following):
            continue
        rows = contents.rows(unit, statement)
        yield from (r for r in rows if not unit.heading or r.kind == "direct")
    yield from bare.find(unit, stated)


def _introduces(statement: Statement, unit: Unit, following: list[Statement]) -> bool:
    """Whether a call or demand only announces the words quoted right after it, which then say it themselves."""
    if statement.quotes or statement.takes != "to" or not following:
        return False
    first = following[0]
    verb = first.cue.verb.infinitive if first.cue.verb else ""
    opens = bool(unit.quotes) and unit.quotes[0].outer_start == unit.start
    return opens and first.cue.takes == "incise" and verb not in _ADDING and unit.quotes[0].end - unit.start > 40
