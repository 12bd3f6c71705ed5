"""Statements: the stretch of words that each cue of a unit attributes, who says it, and who passes it on."""

from __future__ import annotations

import re

from kzlib.quotations import subjects
from kzlib.quotations import words as w
from kzlib.quotations.cues import Cue
from kzlib.quotations.phrases import Span
from kzlib.quotations.stretches import LEADING_ON, Statement, content_words, trimmed
from kzlib.quotations.units import MASK, Unit

_BREAK = re.compile(rf";|:\s*(?={MASK})")
_COLON = re.compile(rf":\s*{MASK}+[\s,]*$")
_QUOTED_AGAIN = re.compile(rf"\s*,?\s*{MASK}+")
_GOES_ON = re.compile(r"\s*,\s*(?!(?:et|mais|tandis|alors|sans|qui|cit\w+|dont|dans|lors|à)\b)[^\W\d_]")


def _nobody(unit: Unit, cue: Cue) -> bool:
    """Whether a cue names nobody: "a-t-on appris"."""
    return any(t.low.endswith("-on") for t in unit.words(cue.start, cue.end))


class _Reading:
    """One pass over the cues of a unit. `left` is where words that no cue has claimed yet begin."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.left = unit.start
        self.statements: list[Statement] = []
        self.relay: Span | None = None

    def _break_before(self, at: int) -> int:
        """Where the clause before an offset begins: after a semicolon, or a colon that ends an earlier statement."""
        text = self.unit.masked
        begin = max(self.left, self.unit.start + text.rfind(";", 0, at - self.unit.start) + 1)
        if self.statements and self.statements[-1].open:
            colon = text.rfind(":", 0, at - self.unit.start) + 1 + self.unit.start
            begin = max(begin, colon if colon > self.statements[-1].start else begin)
        return begin

    def _break_after(self, at: int) -> int:
        """Where the clause after an offset ends: a semicolon, a colon before a quotation, or the end of the unit."""
        m = _BREAK.search(self.unit.masked, at - self.unit.start)
        return self.unit.start + m.start() if m else self.unit.end

    def _outer(self, begin: int, cue: Cue) -> Statement | None:
        """The statement that ends where a cue begins: the cue tells who reports it."""
        last = self.statements[-1] if self.statements else None
        if last is None or last.cue.shape == "which":
            return None
        if last.open:
            return last if begin <= last.start else None
        return last if self._adjunct(self.left, cue.start) else None

    def _adjunct(self, start: int, end: int) -> bool:
        """Whether nothing stands between two offsets but when, where or through what was said."""
        words = [t for t in self.unit.words(start, end) if t.text not in w.MARKS]
        if any(w.finite(t) or w.masked(t) for t in words):
            return False
        return not words or words[0].low in w.PREPOSITIONS or words[0].low in w.DAYS

    def follow(self, cue: Cue) -> None:
        """A cue that stands after or within what it attributes."""
        begin = self._break_before(cue.start)
        colon = _COLON.search(self.unit.masked[: cue.start - self.unit.start])
        begin = max(begin, self.unit.start + colon.start() + 1) if colon else begin
        outer = self._outer(begin, cue)
        if outer:
            self._report(outer, cue)
        else:
            start, end = trimmed(self.unit, begin, cue.start)
            if start < end:
                end = self._continued(cue, end)
                self.statements.append(Statement(start, end, cue, cue.subject))
        self.left = max(self.left, (cue.subject or (0, cue.end))[1], cue.end)

    def _report(self, statement: Statement, cue: Cue) -> None:
        """Who reports a statement relays it, unless it had no speaker but the body he or she speaks for."""
        statement.end = min(statement.end, cue.start) if statement.open else statement.end
        if statement.cue.end == (statement.speaker or (0, 0))[1] and _nobody(self.unit, statement.cue):
            statement.speaker = cue.subject
        elif cue.code == "relay" or not statement.open or statement.cue.shape in ("after", "pronoun", "source"):
            statement.relay = cue.subject
        else:
            statement.speaker, statement.cue = cue.subject, cue
        statement.open = False

    def _continued(self, cue: Cue, end: int) -> int:
        """The end of what is said where it goes on after the cue ("Ils partiront, a-t-il promis, dès que ...")."""
        at = cue.end if cue.shape == "pronoun" else (cue.subject or (0, cue.end))[1]
        rest = self.unit.masked[at - self.unit.start :]
        quoted = self.unit.masked[: cue.start - self.unit.start].rstrip(" ,\u00a0\u202f").endswith(MASK)
        if quoted:
            m = _QUOTED_AGAIN.match(rest)
            return at + m.end() if m and not self._new_sentence(cue) else end
        if (cue.shape == "pronoun" or not self._whole(cue, end)) and _GOES_ON.match(rest):
            return trimmed(self.unit, at, self._break_after(at))[1]
        return end

    def _whole(self, cue: Cue, end: int) -> bool:
        """Whether the words before an incise are a clause of their own, with a verb."""
        before = self.unit.words(self.left, end)
        return any(w.finite(t) or w.masked(t) for t in before) or len(before) > 6

    def _new_sentence(self, cue: Cue) -> bool:
        """Whether the quotation before an incise ended its sentence, so that the one after it is another."""
        before = next((q for q in reversed(self.unit.quotes) if q.outer_end <= cue.start), None)
        return before is not None and self.unit.ends_sentence(before)

    def precede(self, cue: Cue) -> None:
        """A cue that what it attributes follows."""
        last = self.statements[-1] if self.statements else None
        if last and last.open and self._nested(last, cue):
            return
        if last and last.open:
            begins = cue.subject[0] if cue.subject and last.start < cue.subject[0] < cue.start else cue.start
            last.end = self._without_links(last.start, min(last.end, begins))
            last.open = False
        inside = any(cue.start <= q.outer_start < cue.end for q in self.unit.quotes)
        end = self.unit.end if cue.takes == "colon" else self._break_after(cue.content)
        start = cue.start if inside else cue.content
        self.statements.append(Statement(start, end, cue, cue.subject, self.relay, open=True))
        self.relay = None
        self.left = max(self.left, start)

    def _without_links(self, start: int, end: int) -> int:
        """The end of a stretch without the conjunctions and prepositions that lead on to the next verb."""
        words = self.unit.words(start, end)
        while words and (words[-1].low in LEADING_ON or words[-1].text in w.MARKS):
            end = words.pop().start
        return end

    def _nested(self, last: Statement, cue: Cue) -> bool:
        """Whether a cue is part of what an open statement says: its verb has its own subject, in no new clause."""
        if cue.shape == "gerund" or cue.start < last.start or last.takes not in ("que", "avoir", "source"):
            return False
        before = self.unit.words(last.start, cue.start)
        if cue.subject is None or cue.subject[0] < last.cue.start:
            return False
        begin = [t for t in before if t.start < cue.subject[0]]
        return not (len(begin) >= 2 and begin[-1].low in ("mais", "que", "et") and begin[-2].text in ",")

    def source(self, cue: Cue) -> None:
        """ "Selon X" at the head of what X says, after it, or within."""
        begin = self._break_before(cue.start)
        start, end = trimmed(self.unit, begin, cue.start)
        content = self._past_aside(cue.content)
        after = trimmed(self.unit, content, self._break_after(content))
        words = [t for t in self.unit.words(start, end) if t.low not in w.CONJUNCTIONS]
        goes_on = self.unit.masked[cue.content - self.unit.start :].lstrip().startswith(",") and after[0] < after[1]
        if not words and after[0] >= after[1]:
            self.follow(cue)
        elif cue.code == "known" or not words:
            self._head(cue, after)
        elif goes_on and cue.code == "source" and self._tonic(cue):
            self._within(cue, start, after[1])
        elif self.statements and self.statements[-1].open and begin <= self.statements[-1].start:
            self._report(self.statements[-1], cue)
            self.left = max(self.left, cue.content)
        elif goes_on and not any(w.finite(t) or w.masked(t) for t in words):
            self._head(cue, after)
        else:
            self.follow(cue)

    def _past_aside(self, at: int) -> int:
        """Offset after what is said of a source between commas: "selon X, chercheur à Y, ..."."""
        words = self.unit.words(at, self.unit.end)
        if len(words) < 3 or words[0].text != ",":
            return at
        head = words[1].low
        if head not in ("qui", "dont", "ancien", "ancienne") and head not in w.speaker_nouns():
            return at
        comma = next((t for t in words[2:] if t.text in ",;.:" or w.masked(t)), None)
        return comma.start if comma and comma.text == "," else at

    def _tonic(self, cue: Cue) -> bool:
        return bool(cue.subject) and self.unit.words(*cue.subject)[0].low in w.TONIC  # type: ignore[misc]

    def _head(self, cue: Cue, after: tuple[int, int]) -> None:
        if after[0] < after[1]:
            if self.statements:
                self.statements[-1].open = False
            self.statements.append(Statement(*after, cue, cue.subject, open=True))
            self.left = max(self.left, after[0])

    def _within(self, cue: Cue, start: int, end: int) -> None:
        """ "selon lui" between commas: what is said lies on both sides."""
        last = self.statements[-1] if self.statements else None
        if last and last.open:
            comma = self.unit.masked.rfind(",", 0, cue.start - self.unit.start - 1)
            inner = self.unit.masked.rfind(",", 0, max(comma, 0))
            start = trimmed(self.unit, max(last.start, self.unit.start + inner + 1), end)[0]
            last.end, last.open = min(last.end, start), False
        self.statements.append(Statement(start, end, cue, cue.subject))
        self.left = end

    def passed_on(self, cue: Cue) -> None:
        """ "..., a dit X, cité par Y": Y relays X; "..., selon Y, citant X": so does Y."""
        last = self.statements[-1] if self.statements else None
        if last is None or last.speaker is None or not self._beside(last.speaker[1], cue.start):
            self.relay = cue.subject if cue.shape == "cited" else None
            return
        if cue.shape == "cited":
            last.relay = cue.subject
        else:
            last.relay, last.speaker = last.speaker, cue.subject
        if last.start <= cue.start < last.end and cue.start - last.start < 3:
            last.start = cue.content
        self.left = max(self.left, cue.content)

    def _beside(self, start: int, end: int) -> bool:
        """Whether a speaker named before an offset is still the one meant there: no clause lies in between."""
        words = self.unit.words(start, end)
        return start <= end and len(words) <= 10 and not any(w.finite(t) or w.masked(t) for t in words)

    def which(self, cue: Cue) -> None:
        """ "X, selon qui ...", "X, pour qui ...": the speaker is who was named just before."""
        before = [s for s in self.statements if s.cue.end <= cue.start]
        adjacent = before and not content_words(self.unit, (before[-1].speaker or (0, cue.start))[1], cue.start)
        subject = before[-1].speaker if adjacent else subjects.antecedent(self.unit.words(self.unit.start, cue.start))
        end = self._break_after(cue.content)
        if subject:
            relay = None if adjacent else _citing(self.unit, subject[0])
            self.statements.append(Statement(cue.content, end, cue, subject, relay))
            self.left = end


def statements(unit: Unit, cues: list[Cue]) -> list[Statement]:
    """What the cues of a unit attribute, each with its quotations in quotation marks."""
    reading = _Reading(unit)
    for cue in cues:
        if cue.start < reading.left and cue.shape != "before":
            if cue.end <= reading.left:
                continue
        if cue.shape == "source":
            reading.source(cue)
        elif cue.shape == "which":
            reading.which(cue)
        elif cue.shape in ("cited", "citing"):
            reading.passed_on(cue)
        elif cue.takes == "incise":
            reading.follow(cue)
        else:
            reading.precede(cue)
    _subjects(unit, reading.statements)
    _share(unit, reading.statements)
    return reading.statements


def _citing(unit: Unit, at: int) -> Span | None:
    """Who cites the source named at an offset: "X cite un témoin selon lequel ..."."""
    number = next(n for n, t in enumerate(unit.tokens) if t.start >= at)
    cites = number > 0 and unit.tokens[number - 1].low.startswith("cit")
    return subjects.before_verb(unit.tokens, number - 1) if cites else None


def _relative(unit: Unit, statement: Statement) -> Span | None:
    """The speaker of "X, qui dit ...": who the relative pronoun stands for."""
    words = unit.words(unit.start, statement.cue.start)
    while words and (words[-1].low in w.CLITICS or w.adverb(words[-1])):
        words.pop()
    return subjects.antecedent(words[:-1]) if words and words[-1].low == "qui" else None


def _subjects(unit: Unit, found: list[Statement]) -> None:
    """A participle or coordinated verb without a subject of its own has that of the statement before it."""
    for number, statement in enumerate(found):
        if statement.speaker is None and statement.cue.shape == "before":
            statement.speaker = _relative(unit, statement)
        if statement.speaker is None and number:
            statement.speaker = found[number - 1].speaker
        elif statement.speaker is None:
            at = next((n for n, t in enumerate(unit.tokens) if t.start >= statement.cue.start), 0)
            statement.speaker = subjects.topic(unit.tokens, at)


def _share(unit: Unit, found: list[Statement]) -> None:
    """Give each quotation of the unit to the innermost statement around it."""
    for quote in unit.quotes:
        around = [s for s in found if s.start <= quote.outer_start < s.end]
        if around:
            min(around, key=lambda s: s.end - s.start).quotes.append(quote)
