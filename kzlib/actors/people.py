"""People: a name, and what in the text shows that it is one.

What shows it: a civility ("M.", "Mme"), a function before the name ("le porte-parole du gouvernement, X") or after it
("X, avocate"), an age, a given name, an inverted verb of speech ("a répondu X"), or simply two capitalised words in a
row that nothing marks as a body, a place or the title of a work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib.actors.sheet import ANY_MARK, PERSON, Sheet, even, forms_of, one_of

_TOKEN = r"(?:[A-Z]\.(?:-?[A-Z]\.)?(?= [A-Z])|(?:(?:[ae][a-z]|ach|ech)-)?[A-Z][\w'-]*\w)"
_PARTICLE = r"(?:(?:ben|bin|ibn|ould|mint|ag|von der|von|van der|van den|van|de la|dos|da|do|di|del|della|el|al|y|e|ul|ur|Ould|Ben) )?"
NAME = rf"{_TOKEN}(?: {_PARTICLE}{_TOKEN})*+"
_BEFORE_NAME = "".join(rf"(?<!\b{w} )" for w in "de du des la le les a au aux en par sur pour et avec dans que".split())
_STOP = (
    "a|ont|est|sont|etait|etaient|avait|avaient|aurait|qui|que|qu|ou|mais|dont|selon|sera|seront|fut|aura|depuis|apres|avant|lors"
    "|pendant|lui|il|elle|ils|elles|se|s|ne|n|comme|quand|si|parmi|puis|dit|y"
)
_WORD = rf"(?!(?:{_STOP})\b)[a-z][\w-]*'?"
_UNIT = rf"(?:(?: |(?<='))(?:{_WORD}|{ANY_MARK}++|(?:(?<=\bde )|(?<=\bdu )|(?<=d')|(?<=l')|(?<=\bla )){NAME}))"
_PRE = (
    r"(?:(?:anciens?|anciennes?|ex|actuelle?|nouveau|nouvel|nouvelle|future?|premiere?|vice|feue?|jeunes?|influente?|celebre|"
    r"principale?|haute?|numero|deux|trois|quatre|propre)[ -])*"
)


@dataclass(slots=True)
class Name:
    """A name of a person in the text, with the function written beside it and where that stands."""

    start: int
    end: int
    role: str | None = None
    role_start: int | None = None


@cache
def functions() -> str:
    """Regular expression for a noun of function."""
    return one_of(forms_of("roles"))


@cache
def _function_in_capitals() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){functions()}(?![\w-])", re.IGNORECASE)


@cache
def _portfolio() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:de l'|de la |des |du |d'|aux |au |a la |a l'|et )({one_of(forms_of('portfolios'))})(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _function_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?P<role>{_PRE}{functions()}(?![\w-]){_UNIT}{{0,12}}?)(?P<sep>(?:,? |, (?:le |la |M\. |Mme )|: )){_BEFORE_NAME}(?P<name>{NAME}|{PERSON}+)"
    )


@cache
def _function_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>{NAME}|{PERSON}+)(?: \([^()\n]{{1,30}}\))?, (?:(?:age[e]? de )?\d+ ans, )?(?:(?:le|la|un|une|son|sa|leur|alors|par ailleurs|lui-meme|elle-meme|l'un des|l'une des|egalement|aussi|ancien|autre|simple|lui aussi) |l'|une? )*"
        rf"(?P<role>{_PRE}{functions()}(?![\w-]){_UNIT}{{0,10}}+)"
    )


_CIVIL = re.compile(
    rf"\b(?P<civil>M\.|MM\.|Mme|Mmes|Mlle|Me|Dr|Pr|Mgr|Monsieur|Madame|Maitre|Sir|Lord|Cheikh|Sheikh|Hadj) (?P<name>{NAME}|{PERSON}+)(?P<more>(?:, {NAME})*(?: et {NAME}))?"
)
_AGE_AFTER = re.compile(rf"(?P<name>{NAME})(?:, (?:ages? de |agees? de )?\d{{1,3}} ans\b| \(\d{{1,3}} ans\))")
_SAID = re.compile(
    rf"\b(?:a|ont|avait|aurait|s'est|s'etait|s') (?:\w+ment |aussi |encore |ensuite |egalement )?(?P<verb>[a-z]+) (?:\w+ )?(?P<name>{NAME})"
)
_NAME = re.compile(rf"(?<![\w'.-]){NAME}|(?<=[ldjsc]'){NAME}")
_ELISION = re.compile(r"(?:[LDJSC]|Qu)'(?=[A-Z])")


def prepare(sheet: Sheet) -> None:
    """Take the capitals of titles and portfolios, which are no names ("Premier ministre", "ministre de l'Intérieur")."""
    given = _given_names()
    for match in _function_in_capitals().finditer(sheet.shape):
        if match.group()[0].isupper() and match.group().lower() not in given:
            sheet.lower(match.start(), match.end())
        elif "Premier" in match.group() or "Etat" in match.group() or "R" in match.group():
            sheet.lower(match.start(), match.end())
    for match in _portfolio().finditer(sheet.shape):
        sheet.lower(match.start(1), match.end(1))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(even(e.form).lower() for e in lexicon.load("given_names"))


@cache
def _speech_participles() -> frozenset[str]:
    return frozenset(even(e.form).lower() for e in lexicon.load("spoken"))


@cache
def _common() -> frozenset[str]:
    from spacy.lang.fr.stop_words import STOP_WORDS

    days = "lundi mardi mercredi jeudi vendredi samedi dimanche hier demain aujourd'hui"
    months = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
    return frozenset({lexicon.fold(w) for w in STOP_WORDS} | set(days.split()) | set(months.split()))


class Finder:
    """Finds the names of people on a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.shape = sheet.shape
        self.lower_words = set(re.findall(r"(?<![\w'-])[a-z][\w-]+", sheet.plain))
        self.names: dict[tuple[int, int], Name] = {}

    def find(self) -> list[Name]:
        """All names of people, in order, each once."""
        for match in _function_before().finditer(self.shape):
            self._with_role(match)
        for match in _function_after().finditer(self.shape):
            self._with_role(match)
        for match in _CIVIL.finditer(self.shape):
            self._civil(match)
        for match in _AGE_AFTER.finditer(self.shape):
            self._keep(*match.span("name"), certain=True)
        for match in _SAID.finditer(self.shape):
            if match.group("verb") in _speech_participles():
                self._keep(*match.span("name"), certain=True)
        for match in _NAME.finditer(self.shape):
            self._keep(*match.span(), certain=False)
        return [self.names[span] for span in sorted(self.names)]

    def _with_role(self, match: re.Match[str]) -> None:
        role = self.sheet.text[slice(*match.span("role"))].strip()
        found = self._keep(*match.span("name"), certain=True)
        if found and found.role is None:
            found.role, found.role_start = " ".join(role.split()), match.start("role")

    def _civil(self, match: re.Match[str]) -> None:
        self._keep(*match.span("name"), certain=True)
        if match.group("more"):
            for other in re.finditer(NAME, match.group("more")):
                self._keep(match.start("more") + other.start(), match.start("more") + other.end(), certain=True)

    def _keep(self, start: int, end: int, *, certain: bool) -> Name | None:
        """Keep a name unless it lies in one already kept or shows itself to be something else."""
        if self.shape[start] == PERSON:
            return self.names.setdefault((start, end), Name(start, end))
        start = self._without_common(start, end)
        for low, high in self.names:
            if low < end and start < high:
                return self.names[low, high]
        if start >= end or not self._is_name(start, end, certain):
            return None
        end = self._with_particle(start, end)
        return self.names.setdefault((start, end), Name(start, end))

    def _without_common(self, start: int, end: int) -> int:
        """Where a name begins once elided words and common words with the capital of a sentence are taken off."""
        while start < end:
            elided = _ELISION.match(self.shape, start, end)
            if elided:
                start = elided.end()
                continue
            word = re.compile(r"[\w'.-]+").match(self.shape, start, end)
            if word is None or not self._common_word(word.group(), start):
                return start
            start = min(end, word.end() + 1)
        return start

    def _common_word(self, word: str, start: int) -> bool:
        low = word.lower()
        if low in _common() or low.endswith("ment"):
            return True
        first = self._opens(start)
        return first and low in self.lower_words and low not in _given_names()

    def _opens(self, start: int) -> bool:
        """Whether a word has its capital from its place: after a stop, an opening mark or a line's beginning."""
        before = self.shape[max(0, start - 3) : start].rstrip(" ")
        return not before or before[-1] in '\n.!?:;«“"(•-–—…' or start == 0

    def _is_name(self, start: int, end: int, certain: bool) -> bool:
        words = self.shape[start:end].split(" ")
        if self._shouted(start, end) or not any(c.islower() for c in self.shape[start:end]):
            return certain and self._civil_before(start)
        if certain:
            return not any(w.lower() in _kinds("body") for w in words)
        if len(words) < 2 or any(ch.isdigit() for ch in self.shape[start:end]):
            return False
        if any(w.lower() in _kinds("body") or w.lower() in _kinds("place") for w in words):
            return False
        if words[0].lower() in _given_names():
            return not _place_before(self.shape, start)
        return not _place_before(self.shape, start) and not self._title_of_work(start, end) and not self._mixed(words)

    def _civil_before(self, start: int) -> bool:
        return bool(re.search(r"\b(?:M\.|MM\.|Mme|Me|Dr|Pr) $", self.shape[max(0, start - 5) : start]))

    @staticmethod
    def _mixed(words: list[str]) -> bool:
        """Whether a word is an acronym, which surnames are not: unless it is the last ("Emmanuel MACRON")."""
        return any(len(w) > 1 and w.isupper() for w in words[:-1])

    def _shouted(self, start: int, end: int) -> bool:
        sentence = self.sheet.article.sentence_at(start)
        return sentence is not None and self.sheet.plain[sentence.start : sentence.end].isupper()

    def _title_of_work(self, start: int, end: int) -> bool:
        """Whether a name is all that stands between quotation marks."""
        before, after = self.shape[max(0, start - 2) : start].strip(), self.shape[end : end + 2].strip()
        return before[-1:] in tuple('«“"') and after[:1] in tuple('»”"') and bool(before) and bool(after)

    def _with_particle(self, start: int, end: int) -> int:
        """The end of a name that goes on after "de" ("Dominique de Villandry"), where it is a given name so far."""
        if self.shape[start:end].lower() not in _given_names():
            return end
        more = re.compile(rf" (?:de la |de |du |des |d'|le ){NAME}").match(self.shape, end)
        return more.end() if more else end


@cache
def _kinds(code: str) -> frozenset[str]:
    return frozenset(even(e.form).lower() for e in lexicon.load("name_words") if e.code == code)


@cache
def _place_cue() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{one_of(forms_of('name_words', 'place_cue'))}) (?:de la |de l'|de |du |des |d')?$",
        re.IGNORECASE,
    )


def _place_before(shape: str, start: int) -> bool:
    """Whether the words before a name say that it is a place ("à X", "la ville de X", "rue X")."""
    return bool(_place_cue().search(shape[max(0, start - 40) : start].split("\n")[-1]))


def places(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Capitalised words that the words before them show to be places."""
    shape = sheet.shape
    for match in _NAME.finditer(shape):
        if (
            _place_before(shape, match.start())
            and match.group().replace("-", "").replace(" ", "").replace("'", "").isalpha()
            and not match.group().isupper()
        ):
            yield match.span()


def capitalised(shape: str) -> list[tuple[int, int]]:
    """Spans of the names left on a shape, whole and word by word."""
    found: list[tuple[int, int]] = []
    for match in _NAME.finditer(shape):
        found.append(match.span())
        if " " in match.group():
            at = match.start()
            found += [(at + w.start(), at + w.end()) for w in re.finditer(r"[\w'-]+", match.group())]
    return found
