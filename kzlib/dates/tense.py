"""Which way a bare weekday points: what the verb that governs it says about time.

The verb is the nearest group of verbal words before the day in its own clause, else the first one after it. French
news puts the day beside the verb ("tiendront lundi", "a déclaré jeudi"), so the nearest verb is a good guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from kzlib.dates import verbs
from kzlib.dates.verbs import FUTURE, NEAREST, NONE, PAST, Verb, stemmed
from kzlib.dates.vocabulary import forms
from kzlib.letters import low_words

_CLAUSE = re.compile(r"[;:()«»“”\"\[\]]|\s[–—-]\s")
_DE = re.compile(
    r"([^\W\d_]+)\s+(?:de|du|d['’])(?:\s*(?:la\s+)?(?:nuit|soirée|matinée|journée)\s+(?:de|du))?\s*$", re.I
)
_OF = frozenset({"de", "du", "d'", "d’"})  # what the last of the words before a day of a noun is, or ends with
BEHIND = re.compile(r"\b(?:depuis|jusqu['’](?:au?|en)|dès|avant|après|d['’]ici)(?:\s+(?:le|la|ce))?\s*$", re.I)
_DEPUIS = re.compile(r"\bdepuis(?:\s+(?:le|la|ce))?\s*$", re.I)
_UNTIL = re.compile(r"\b(?:jusqu['’](?:à|au|en)|avant)(?:\s+(?:le|ce))?\s*$", re.I)
_FROM = re.compile(r"\bà\s+(?:partir|compter)\s+(?:de|du)(?:\s+ce)?\s*$", re.I)
_LASTED = re.compile(
    r"\b(?:(?:dur|rest|poursuivi|continu|tenu|combatt|retenti)[^\W\d_]*|[^\W\d_]+(?:ait|aient))\b[^.]{0,60}$", re.I
)
_STARTED = re.compile(r"\b(?:a|ont|avait|avaient|s['’]est|se\s+sont)\b[^.]{0,80}$|(?:ait|aient)\b[^.]{0,60}$", re.I)
_SET = re.compile(r"\b(?:prévu|attendu|programmé)e?s?(?:\s+(?:pour|le|ce))?\s*$", re.I)
_UNDONE = re.compile(r"\b(?:a|ont|avait|avaient)\s+(?:[^\W\d_]+ment\s+)?(?:été\s+)?[^\W\d_]+[ésuit]e?s?\b", re.I)
_PUT_IN = re.compile(
    r"\s*,?\s*(?:alors\s+qu|tandis\s+qu|lorsqu|quand\b|au\s+moment\s+où|après\s+qu|avant\s+qu|qui\b|dont\b)[^,]*,", re.I
)
_NOT_AFTER = ("infinitive", "bare", "imperfect")  # groups after a day that belong to another clause
_BESIDE = 5  # characters between a participle and its day: "publié ce mardi", "diffusé dès mardi"
_REACH = 400  # characters on either side in which the verb of a day is looked for
_BACKGROUND = re.compile(r"\b(?:avait|avaient|était|étaient)\b|(?:ait|aient)$", re.I)


@cache
def _ahead() -> re.Pattern[str]:
    moved = rf"\b{stemmed('put_on')}[^\W\d_]*(?:\s+[^\W\d_]+){{0,4}}\s+(?:à|au)\s+"
    return re.compile(rf"\b(?:{stemmed('ahead')}\s+(?:le\s+|ce\s+)?|{moved})$", re.IGNORECASE)


@cache
def _appeal() -> re.Pattern[str]:
    return re.compile(rf"\b{stemmed('appeal')}", re.IGNORECASE)


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(rf"\b{stemmed('saying')}", re.IGNORECASE)


@cache
def _happened() -> frozenset[str]:
    return frozenset(forms("tense", "happened"))


@dataclass(slots=True)
class Tense:
    """The verbs of one sentence ``text[low:high]``, looked up once, when the first day asks for them."""

    text: str
    low: int
    high: int
    _verbs: list[Verb] | None = field(default=None, init=False)

    def direction(self, start: int, end: int) -> str:
        """PAST, FUTURE, NEAREST or NONE for the day written at ``text[start:end]``."""
        low, high = self._clause(start, end)
        left, right = self.text[low:start], self.text[end:high]
        # an expression at the end of a text is sought from its beginning: its words first, or its last letters
        words = low_words(left)
        if "depuis" in words and _DEPUIS.search(left):
            return PAST
        if _ahead().search(left):
            return FUTURE
        noun = _DE.search(left) if left.rstrip()[-2:].lower() in _OF else None
        if noun and noun.group(1).lower() in _happened():
            return PAST
        before = self._points(low, start)
        if ("jusqu" in words or "avant" in words) and _UNTIL.search(left):
            return PAST if before == PAST and _LASTED.search(left) else FUTURE
        if before == PAST and _FROM.search(left) and not _STARTED.search(left):
            return FUTURE
        if before == FUTURE and _SET.search(left) and _UNDONE.search(right):
            return NEAREST
        return before or _first_right(self._between(self._main(end, high), high)) or NONE

    def tells(self, start: int, end: int) -> bool:
        """Whether the verb beside a day carries the story on: no pluperfect, imperfect or lone participle."""
        verb = self._beside(start, end)
        return verb is None or (verb.kind != "bare" and not _BACKGROUND.search(verb.words))

    def reports(self, start: int, end: int) -> bool:
        """Whether the verb beside a day says that something was said on it: "a annoncé mardi"."""
        verb = self._beside(start, end)
        return verb is not None and bool(_saying().search(verb.words)) and not _BACKGROUND.search(verb.words)

    def _beside(self, start: int, end: int) -> Verb | None:
        low, high = self._clause(start, end)
        verb, _ = self._governing(low, start)
        right = (v for v in self._between(self._main(end, high), high) if v.kind not in _NOT_AFTER)
        return verb or next(right, None)

    def _points(self, low: int, start: int) -> str | None:
        """Which way the verb before a day points, an infinitive after a word of appeal to the future."""
        verb, infinitive = self._governing(low, start)
        if verb is None:
            return None
        appeals = verb.kind == "appeal" or (verb.kind == "past" and infinitive and _appeal().search(verb.words))
        return FUTURE if appeals else verb.points

    def _governing(self, low: int, start: int) -> tuple[Verb | None, bool]:
        """The verb that governs a day after it, and whether an infinitive stands between them.

        A participle governs where it stands beside the day or no finite verb comes before it: in "il se rendra dans la
        ville assiégée par les rebelles mardi" the day is that of the going.
        """
        infinitive, participle = False, None
        for verb in reversed(self._between(low, start)):
            if verb.kind == "infinitive":
                infinitive = True
            elif verb.kind == "bare":
                if start - verb.end <= _BESIDE and participle is None:
                    return verb, infinitive
                participle = participle or verb
            elif verb.kind != "appeal" or infinitive:
                return verb, infinitive
        return participle, infinitive

    def _main(self, end: int, high: int) -> int:
        """Where the main clause goes on after a day: behind a clause put in ("mardi, alors que …, le préfet a dit")."""
        put_in = _PUT_IN.match(self.text, end, high)
        return put_in.end() if put_in else end

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause of a day begins and ends."""
        low, high = max(self.low, start - _REACH), min(self.high, end + _REACH)
        cuts = list(_CLAUSE.finditer(self.text, low, start))
        cut = _CLAUSE.search(self.text, end, high)
        return cuts[-1].end() if cuts else low, cut.start() if cut else high

    def _between(self, low: int, high: int) -> list[Verb]:
        """Verbs that begin in ``text[low:high]``."""
        if self._verbs is None:
            self._verbs = verbs.find(self.text, self.low, self.high)
        first = bisect_left(self._verbs, low, key=lambda v: v.start)
        return self._verbs[first : bisect_left(self._verbs, high, key=lambda v: v.start)]


def _first_right(groups: list[Verb]) -> str | None:
    return next((v.points for v in groups if v.kind not in ("appeal", *_NOT_AFTER)), None)
