"""People: a name, and what in the text shows that it is one.

What shows it: a civility ("M.", "Mme"), a function before the name ("le porte-parole du gouvernement, X") or after it
("X, avocate"), an age, a given name, an inverted verb of speech ("a répondu X"), or simply two capitalised words in a
row that nothing marks as a body, a place or the title of a work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib.actors import names
from kzlib.actors.gazetteer import body_words
from kzlib.actors.letters import common_words, given_names
from kzlib.actors.localities import is_place, place_cue, stands_after_cue
from kzlib.actors.sheet import PERSON, Sheet
from kzlib.actors.words import find
from kzlib.letters import even


@dataclass(slots=True)
class Name:
    """A name of a person in the text, with the function written beside it and where that stands."""

    start: int
    end: int
    role: str | None = None
    role_start: int | None = None


# Words that a role cannot end on.
_DANGLING = re.compile(r"(?: (?:de|du|des|la|le|les|a|au|aux|en|et|pour|sur|par|dans|un|une|son|sa|ses)| [ld]')*$")
# A civility, or a common word with an elided article at the head of a sentence ("L'aéroport Belmour").
_NO_NAME = re.compile(r"(?:[LDJSC]|Qu)'[a-z][\w-]*|(?:Mme|Mmes|Mlle|Me|Dr|Pr|Mgr|Monsieur|Madame|Maitre)(?![\w.])")
_ARTICLE = re.compile(r"\b(?:[Ll]es?|[Ll]a|[Dd]u|[Aa]ux?|[Uu]ne?|[Dd]es|[Cc]ette|[Cc]et?|[Ll]eurs?) $|\b[LlDd]'$")
_ACTS = re.compile(
    r" (?:a|ont|avait|avaient|est|sont|n'a|n'ont|se|s'est|s'|va|doit|dit|assure|affirme|denonce|accuse|reclame)(?!\w)"
)
_CAPITAL_BEFORE = re.compile(r"([A-Z][\w-]+) $")
_LINK_BEFORE = re.compile(r"\b(?:de l'|de la |des |du |d'|aux |au |a la |a l'|et )$", re.IGNORECASE)
_WORD = re.compile(r"[\w'-]+")
_FIRST = re.compile(r"[\w'.-]+")
_ELISION = re.compile(r"(?:[LDJSC]|Qu)'(?=[A-Z])")


def prepare(sheet: Sheet) -> None:
    """Take the capitals of titles and portfolios, which are no names: "Premier ministre", "la Défense"."""
    given = given_names()
    for start, end in names.function_forms().find(sheet.shape, sheet.words, behind=""):
        title = sheet.plain[start:end]
        if title.islower() or title.lower() in given:
            continue
        before = _CAPITAL_BEFORE.search(sheet.plain[max(0, start - 20) : start])
        if not (title[0].isupper() and before is not None and before.group(1).lower() not in _common()):
            sheet.lower(start, end)
    for start, end in names.portfolio_forms().find(sheet.shape, sheet.words):
        if not sheet.plain[start:end].islower() and _LINK_BEFORE.search(sheet.plain[max(0, start - 7) : start]):
            sheet.lower(start, end)


@cache
def _speech_participles() -> frozenset[str]:
    return frozenset(even(e.form).lower() for e in lexicon.load("spoken"))


@cache
def _common() -> frozenset[str]:
    days = "lundi mardi mercredi jeudi vendredi samedi dimanche hier demain aujourd'hui"
    months = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
    return frozenset(common_words() | set(days.split()) | set(months.split()))


@cache
def _words_only() -> frozenset[str]:
    """Capitalised words that begin no name ("Etat Mariko")."""
    words = {e.form for e in lexicon.load("no_actors") if e.code == "word"}
    peoples = {e.form for e in lexicon.load("countries") if e.extra["kind"] == "adjective"}
    return frozenset(even(form).lower() for form in words | peoples) - given_names()


class Finder:
    """Finds the names of people on a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.shape = sheet.shape
        self.taken: list[Name | None] = [None] * len(self.shape)
        self.found: dict[tuple[int, int], Name] = {}
        self.bodies: set[tuple[int, int]] = set()  # names that are a body's by one of their words

    def find(self) -> list[Name]:
        """All names of people, in order, each once."""
        words, shape = self.sheet.words, self.shape
        for match in find(names.function_before(), shape, words.starts(names.role_firsts())):
            self._with_role(match)
        ends = names.ends(self.sheet)
        people = [m.start for m in self.sheet.mentions if m.type == "person"]
        named = sorted([*(start for start, end in ends.items() if shape.startswith((", ", " ("), end)), *people])
        for match in find(names.function_after(), shape, named):
            self._with_role(match)
        for match in find(names.CIVIL, shape, words.starts(names.CIVIL_FIRSTS)):
            self._civil(match)
        for match in find(names.AGE_AFTER, shape, named if "ans" in words else ()):
            self._keep(*match.span("name"), certain=True)
        for match in find(names.SAID, shape, words.starts(names.SAID_FIRSTS)):
            if match.group("verb") in _speech_participles():
                self._keep(*match.span("name"), certain=True)
        for start, end in names.anywhere(self.sheet, ends):
            if " " in shape[start:end]:  # one word by itself shows nothing
                self._keep(start, end, certain=False)
        return [self.found[span] for span in sorted(self.found)]

    def _with_role(self, match: re.Match[str]) -> None:
        start, end = match.span("role")
        single = " " not in match.group("name") and self.shape[match.start("name")] != PERSON
        before = end < match.start("name") and self.shape.endswith(", ", 0, match.start("name"))
        if before and single and self.shape[match.end("name") : match.end("name") + 1] not in tuple(",.;:)»”"):
            return
        person = self.shape[match.start("name")] == PERSON
        words = self.shape[match.start("of") : match.start("name")] if end < match.start("name") else self.shape[:0]
        if not person and not before and place_cue().search(words):
            return
        if not person and single and end > match.start("name") and is_place(self.shape, match.start("name")):
            return
        dangling = _DANGLING.search(self.shape[start:end])
        role = self.sheet.text[start : start + dangling.start() if dangling else end].strip()
        found = self._keep(*match.span("name"), certain=True)
        if found and found.role is None:
            found.role, found.role_start = " ".join(role.split()), match.start("role")

    def _civil(self, match: re.Match[str]) -> None:
        self._keep(*match.span("name"), certain=True, civil=True)
        if match.group("more"):
            for other in re.finditer(names.NAME, match.group("more")):
                self._keep(match.start("more") + other.start(), match.start("more") + other.end(), certain=True)

    def _keep(self, start: int, end: int, *, certain: bool, civil: bool = False) -> Name | None:
        """Keep a name unless it lies in one already kept or shows itself to be something else."""
        if self.shape[start] == PERSON:
            return self._enter(start, end)
        start = start if civil else self._without_common(start, end)
        known = next((name for name in self.taken[start:end] if name is not None), None)
        if known:
            return known
        if not certain:
            start = self._without_people(start, end)
        if start >= end or not self._is_name(start, end, certain):
            return None
        end = self._with_particle(start, end)
        return self._enter(start, end)

    def _enter(self, start: int, end: int) -> Name:
        name = self.found.setdefault((start, end), Name(start, end))
        self.taken[start:end] = [name] * (end - start)
        return name

    def _without_common(self, start: int, end: int) -> int:
        """Where a name begins once elided words and common words with the capital of a sentence are taken off."""
        while start < end:
            elided = _ELISION.match(self.shape, start, end)
            if elided:
                start = elided.end()
                continue
            titled = _NO_NAME.match(self.shape, start, end)
            if titled:
                start = min(end, titled.end() + 1)
                continue
            word = _FIRST.match(self.shape, start, end)
            if word is None or not self._common_word(word.group(), start):
                return start
            start = min(end, word.end() + 1)
        return start

    def _without_people(self, start: int, end: int) -> int:
        """Where a name begins after the word for a people that an article announces ("le Mapuche Camilo Tavelin")."""
        words = self.shape[start:end].split(" ")
        announced = _ARTICLE.search(self.shape[max(0, start - 7) : start])
        if announced and len(words) > 2 and words[0].lower() not in given_names() and words[1].lower() in given_names():
            return start + len(words[0]) + 1
        return start

    def _common_word(self, word: str, start: int) -> bool:
        low = word.lower()
        if low in _words_only():
            return True
        if not self._opens(start):
            return False
        if low in _common() or low.endswith("ment"):
            return True
        return low not in given_names() and self.sheet.has_small(low)

    def _opens(self, start: int) -> bool:
        """Whether a word has its capital from its place: after a stop, an opening mark or a line's beginning."""
        before = self.shape[max(0, start - 3) : start].rstrip(" ")
        return not before or before[-1] in '\n.!?:;«“"(•-–—…' or start == 0

    def _is_name(self, start: int, end: int, certain: bool) -> bool:
        words = self.shape[start:end].split(" ")
        if self.sheet.shouted(start) or not any(c.islower() for c in self.shape[start:end]):
            return certain and self._civil_before(start)
        if any(w.lower() in body_words() for w in words):
            if len(words) > 1:
                self.bodies.add((start, end))
            return False
        if certain:
            return True
        if len(words) < 2 or any(ch.isdigit() for ch in self.shape[start:end]):
            return False
        if any(w.lower() in _kinds("place") for w in words):
            return False
        article = _ARTICLE.search(self.shape[max(0, start - 7) : start])
        if article and words[0].lower() not in given_names():
            if article.group().lower() in ("le ", "la ", "les ", "l'") and _ACTS.match(self.shape, end):
                self.bodies.add((start, end))
            return False
        if words[0].lower() in given_names():
            return not stands_after_cue(self.shape, start)
        return not is_place(self.shape, start) and not self._title_of_work(start, end) and not self._mixed(words)

    def _civil_before(self, start: int) -> bool:
        return bool(re.search(r"\b(?:M\.|MM\.|Mme|Me|Dr|Pr) $", self.shape[max(0, start - 5) : start]))

    @staticmethod
    def _mixed(words: list[str]) -> bool:
        """Whether a word is an acronym, which surnames are not: unless it is the last ("Emmanuel MACRON")."""
        return any(len(w) > 1 and w.isupper() for w in words[:-1])

    def _title_of_work(self, start: int, end: int) -> bool:
        """Whether a name is all that stands between quotation marks."""
        before, after = self.shape[max(0, start - 2) : start].strip(), self.shape[end : end + 2].strip()
        return before[-1:] in tuple('«“"') and after[:1] in tuple('»”"') and bool(before) and bool(after)

    def _with_particle(self, start: int, end: int) -> int:
        """The end of a name that goes on after "de" ("Dominique de Villandry"), where it is a given name so far."""
        if self.shape[start:end].lower() not in given_names():
            return end
        more = re.compile(rf" (?:de la |de |du |des |d'|le ){names.NAME}").match(self.shape, end)
        return more.end() if more else end


@cache
def _kinds(code: str) -> frozenset[str]:
    return frozenset(even(e.form).lower() for e in lexicon.load("name_words") if e.code == code)


def capitalised(sheet: Sheet) -> list[tuple[int, int]]:
    """Spans of the names left on a sheet, whole and word by word."""
    found: list[tuple[int, int]] = []
    for start, end in names.anywhere(sheet):
        found.append((start, end))
        name = sheet.shape[start:end]
        if " " in name:
            found += [(start + w.start(), start + w.end()) for w in _WORD.finditer(name)]
    return found
