"""How the name of a person is written, and the words that stand before or after it in news text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kzlib.actors.letters import forms_of, one_of
from kzlib.actors.sheet import ANY_MARK, PERSON, Sheet
from kzlib.actors.words import Forms, firsts

_LONGEST_TOKEN, _MOST_TOKENS = 400, 12  # letters of a name's word, and its words: beyond, it is no name
_TOKEN = (
    r"(?:U(?= [A-Z][a-z])|[A-Z]\.(?:-?[A-Z]\.)?(?= [A-Z])"
    rf"|(?:(?:[ae][a-z]|ach|ech)-)?[A-Z][\w'-]{{0,{_LONGEST_TOKEN}}}\w(?!\w))"
)
_PARTICLES = (
    "ben bin ibn ould mint ag von van de_la dos da do di del della el al y e ul ur Ould Ben von_der van_der van_den"
)
_PARTICLE = rf"(?:(?:{'|'.join(_PARTICLES.split())}|de la|von der|van der|van den) )?"
# Groups repeat without going back within (?>...): with {0,3}+ Python before 3.11.5 finds something else, or fails.
NAME = rf"{_TOKEN}(?>(?: {_PARTICLE}{_TOKEN}){{0,{_MOST_TOKENS - 1}}})"
# A name that "le général" announces does not follow a preposition: "le général de Zorval" is somebody else's.
_BEFORE_NAME = "".join(rf"(?<!\b{w} )" for w in "de du des la le les a au aux en par sur pour et avec dans que".split())
# Words that end the noun phrase of a function.
_STOP = "|".join(
    "a ont est sont etait etaient avait avaient aurait qui que qu ou mais dont selon sera seront fut aura depuis apres "
    "avant lors pendant lui il elle ils elles se s ne n comme quand si parmi puis dit y".split()
)
_LINKED_NAME = rf"(?:(?<=\bde )|(?<=\bdu )|(?<=d')|(?<=l')|(?<=\bla )){NAME}"
_TO_KNOWN = rf"a (?:la |l')?{ANY_MARK}++"
_UNIT = (
    rf"(?:(?: |(?<='))(?:(?!(?:{_STOP})\b)[a-z][\w-]*'?|{ANY_MARK}++|{_LINKED_NAME}|{_TO_KNOWN}|\([^()\n]{{1,25}}\)))"
)
_QUALITIES = "|".join(
    "anciens? anciennes? ex actuelle? nouveau nouvel nouvelle future? premiere? vice feue? jeunes? influente? celebre "
    "principale? haute? numero deux trois quatre propre".split()
)
_PRE = rf"(?:(?:{_QUALITIES})[ -])*"
_DETERMINERS = "|".join(
    "le,la,un,une,son,sa,leur,alors,lui-meme,elle-meme,egalement,aussi,ancien,autre,simple,par ailleurs,l'un des,"
    "l'une des,lui aussi,elle aussi,l'un de ses,l'une de ses".split(",")
)
_CIVILITIES = r"M\.|MM\.|Mme|Mmes|Mlle|Me|Dr|Pr|Mgr|Monsieur|Madame|Maitre|Sir|Lord|Cheikh|Sheikh|Hadj"

_ADVERBS = r"(?:\w+ment |aussi |encore |ensuite |egalement )?"
CIVIL_FIRSTS = frozenset("m mm mme mmes mlle me dr pr mgr monsieur madame maitre sir lord cheikh sheikh hadj".split())
CIVIL = re.compile(rf"\b(?:{_CIVILITIES}) (?P<name>{NAME}|{PERSON}+)(?P<more>(?:, {NAME})*(?: et {NAME}))?")
AGE_AFTER = re.compile(rf"(?P<name>{NAME})(?:, (?:age[e]?s? de )?\d{{1,3}} ans\b| \(\d{{1,3}} ans\))")
SAID_FIRSTS = frozenset({"a", "ont", "avait", "aurait", "s"})
SAID = re.compile(rf"\b(?:a|ont|avait|aurait|s'est|s'etait|s') {_ADVERBS}(?P<verb>[a-z]+) (?:[a-z]+ )?(?P<name>{NAME})")
_NAME = re.compile(NAME)
_BEGINS = re.compile(r"(?<![\w'.-])|(?<=[ldjsc]')")


@cache
def functions() -> str:
    """Regular expression for a noun of function."""
    return one_of(forms_of("roles"))


@cache
def function_forms() -> Forms:
    """Nouns of function, for looking them up."""
    return Forms(forms_of("roles"))


@cache
def portfolio_forms() -> Forms:
    """What ministries are for, for looking it up."""
    return Forms(forms_of("portfolios"))


@cache
def role_firsts() -> frozenset[str]:
    """Words that the name of a function may begin with, qualities before it ("ancien") among them."""
    qualities = _QUALITIES.split("|")
    whole, short = [q.replace("?", "") for q in qualities], [re.sub(r".\?", "", q) for q in qualities]
    return firsts([*forms_of("roles"), *whole, *short])


def ends(sheet: Sheet) -> dict[int, int]:
    """Where what is written like a name ends, by each capital that it may begin with; on the shape as it is now.

    A name goes on to the same end from each of its words, unless it has the most that a name can have.
    """
    shape = sheet.shape
    found: dict[int, int] = {}
    end = -1
    for start in sheet.capitals:
        if start >= end:
            match = _NAME.match(shape, start)
            if match is None:
                continue
            end = match.end()
            if shape.count(" ", start, end) >= _MOST_TOKENS - 1:
                found[start], end = end, -1
                continue
        found[start] = end
    return found


def anywhere(sheet: Sheet, found: dict[int, int] | None = None) -> Iterator[tuple[int, int]]:
    """Spans of all that is written like a name on the shape of a sheet as it is now; `found` are the ends of names."""
    shape = sheet.shape
    free = 0
    for start, end in (ends(sheet) if found is None else found).items():
        if start >= free and _BEGINS.match(shape, start):
            yield start, end
            free = end


@cache
def function_before() -> re.Pattern[str]:
    """A function and then a name: "le porte-parole du gouvernement, X"."""
    between = r"(?:,? |, (?:le |la |M\. |Mme )|: )"
    return re.compile(
        rf"(?<![\w-])(?P<role>{_PRE}{functions()}(?![\w-])(?P<of>{_UNIT}{{0,12}}?)){between}{_BEFORE_NAME}(?P<name>{NAME}|{PERSON}+)"
    )


@cache
def function_after() -> re.Pattern[str]:
    """A name and then a function: "X, 46 ans, avocate à Zorval"."""
    return re.compile(
        rf"(?P<name>{NAME}|{PERSON}+)(?: \([^()\n]{{1,30}}\))?, (?:(?:agee? de )?\d{{1,3}} ans, )?"
        rf"(?:(?:{_DETERMINERS}) |l'|une? )*(?P<role>{_PRE}{functions()}(?![\w-])(?P<of>(?>{_UNIT}{{0,10}})))"
    )
