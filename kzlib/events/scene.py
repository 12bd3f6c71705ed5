"""A sentence set out for the readers of events: its words, its pieces, and the stretches that rules look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from kzlib.events import syntax, tellings
from kzlib.events.groups import VerbGroup
from kzlib.events.syntax import Piece, Word
from kzlib.records import Event

# How far, in words, a complement may stand from its verb, a subject from its verb.
_AFTER, _BEFORE, _REST = 9, 22, 8
_QUOTED = re.compile(r"«[^«»]*»?|“[^“”]*”?|\"[^\"]*\"?")
_SMALL = frozenset(
    (
        "le la les l un une des du de d ce cet cette ces il elle ils elles on en au aux à dans par pour sur son sa ses "
        "leur leurs lui tous toutes plus selon après avant quelque quelques certains plusieurs aucun"
    ).split()
)
_DETERMINERS = frozenset("le la l les un une son sa ses leur leurs".split())
_DAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche hier soir matin après-midi également aussi".split()
)
_TIMES = frozenset("veille lendemain nuit matin soir semaine jour week-end mois matinée soirée même plus".split())
_MEASURE = 2_000  # characters of the longest sentence set out whole
_TERM = 50  # characters: what is shorter is a term between marks, not speech


@dataclass(slots=True)
class Scene:
    """One sentence: the text it lies in, its offsets and words; `context` is the text just before it."""

    text: str
    start: int
    end: int
    words: list[Word]
    context: str = ""
    heads: list[int] = field(init=False)
    _texts: frozenset[str] = field(init=False, repr=False)
    _pieces: list[Piece] | None = field(init=False, default=None, repr=False)

    def __post_init__(self) -> None:
        """Notes the words that may tell an event: these alone are looked at closely."""
        texts = [word.text for word in self.words]
        known = tellings.heads()
        self.heads = [i for i, text in enumerate(texts) if text in known]
        self._texts = frozenset(texts)

    @property
    def pieces(self) -> list[Piece]:
        """What punctuation and conjunctions cut it into; cut when first asked for, as few sentences tell an event."""
        if self._pieces is None:
            self._pieces = syntax.pieces(self.words)
        return self._pieces

    def after(self, word: int, limit: int = _AFTER) -> str:
        """The text that follows a word: up to the end of its clause or `limit` words."""
        last = min(len(self.words) - 1, word + limit)
        for piece in self.pieces:
            if word < piece.first <= last and piece.opener not in (",", ""):
                last = piece.first - 1
                break
        return self.text[self.words[word].end : self.words[last].end] if last > word else ""

    def before(self, word: int, limit: int = _BEFORE) -> str:
        """The text before a word: back to the last strong mark, at most `limit` words."""
        first = max(0, word - limit)
        for i in range(word, first, -1):
            if ";" in self.words[i].gap or " : " in self.words[i].gap:
                first = i
                break
        found = self.text[self.words[first].start : self.words[word].start]
        # the capital of a sentence makes no name of a small word
        return found[:1].lower() + found[1:] if first == 0 and self.words[0].text in _SMALL else found

    def rest(self, word: int, rest: tuple[str, ...]) -> int | None:
        """The last of the words that must follow in order, each near the one before; None if one is missing."""
        at = word
        for needed in rest:
            forms = tellings.numbers(needed)
            if self._texts.isdisjoint(forms):
                return None
            for i in range(at + 1, min(len(self.words), at + 1 + _REST)):
                if self.words[i].text in forms:
                    at = i
                    break
            else:
                return None
        return at

    def event(self, kind: str, first: int, last: int, needs: frozenset[str], modality: str = "fact") -> Event:
        """An event told by the words `first` to `last`, whose span is their clause."""
        lo, hi = self.clause(first, last)
        return Event(
            lo,
            hi,
            kind,
            modality=modality,
            needs=needs,
            cue_start=self.words[first].start,
            cue_end=self.words[last].end,
        )

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the clause around some words: their pieces, and those that only add to them."""
        lo, hi = syntax.piece_of(self.pieces, first), syntax.piece_of(self.pieces, last)
        return self.words[self.pieces[lo].first].start, self.words[self.pieces[hi].last - 1].end

    def opener(self, word: int) -> str:
        """What opens the clause of a verb: a relative pronoun opens only the first finite verb after it."""
        piece = self.pieces[syntax.piece_of(self.pieces, word)]
        if piece.opener in syntax.RELATIVE and any(syntax.finite(w) for w in self.words[piece.first : word]):
            return ""
        return piece.opener

    def direct_object(self, verb: int) -> bool:
        """Whether a noun follows a verb without preposition ("a manifesté son soutien"), a day apart."""
        rest = [w.text for w in self.words[verb + 1 : verb + 6]]
        while rest and rest[0] in _DAYS:
            rest = rest[1:]
        if len(rest) < 2 or rest[0] not in _DETERMINERS:
            return False
        return not (rest[1] in _TIMES or rest[1][0].isdigit())

    def lead(self, word: int, lead: tuple[str, ...]) -> bool:
        """Whether some words stand right before a word."""
        if not lead:
            return True
        first = word - len(lead)
        return first >= 0 and tuple(w.text for w in self.words[first:word]) == lead

    def agent(self, word: int) -> bool:
        """Whether "par" and those who do it follow a word ("arrêtée par la police")."""
        after = self.after(word, 7)
        at = f" {after}".find(" par ")
        return at >= 0 and tellings.holds(after[at:], frozenset({"agent"}))

    def quoted(self, word: int) -> bool:
        """Whether a word stands in what somebody says, longer than a term in quotation marks."""
        at = self.words[word].start
        marked = _QUOTED.finditer(self.text, self.start, self.end)
        return any(m.start() < at < m.end() and len(m.group()) > _TERM for m in marked)


def stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans to set out: the sentence, or where it is beyond measure (a text without full stop) its stretches."""
    cuts = [start]
    while end - cuts[-1] > _MEASURE:
        space = text.rfind(" ", cuts[-1] + 1, cuts[-1] + _MEASURE)
        cuts.append(space + 1 if space > cuts[-1] else cuts[-1] + _MEASURE)
    return list(pairwise([*cuts, end]))


def stage(text: str, start: int, end: int, context: str = "") -> Scene:
    """Sets out one sentence."""
    return Scene(text, start, end, syntax.words(text, start, end), context)


def modality(group: VerbGroup) -> str | None:
    """What the tense makes of an event: fact, planned, said; None where it makes it no event."""
    if group.tense == "infinitive":
        return {"done": "fact", "ahead": "planned", "called": "planned", "denied": "denied", "tried": "fact"}.get(
            group.governed
        )
    if group.tense == "subjunctive":
        return None
    return {"future": "planned", "conditional": "said"}.get(group.tense, "fact")
