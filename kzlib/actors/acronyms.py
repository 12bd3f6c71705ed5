"""Acronyms: explained in brackets ("Comité de sécurité nationale (KNB)"), or named like a body ("le FNR a démenti")."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from kzlib import lexicon
from kzlib.actors.letters import one_of
from kzlib.actors.sheet import ORGANISATION, PERSON, Sheet
from kzlib.actors.spelling import slug
from kzlib.actors.words import Forms
from kzlib.letters import even
from kzlib.records import Mention

_ACRONYM = r"[A-Z][A-Za-z]?[A-Z0-9][A-Za-z0-9-]{0,7}|[A-Z]{2,8}"
_BRACKETS = re.compile(rf" \((?:la |le |l'|les )?(?P<acronym>{_ACRONYM})(?:, [^()]{{1,60}})?\)")
_SHORT_NAME = re.compile(rf"{ORGANISATION} \((?P<acronym>[A-Z][a-z]{{2,9}})\)")
_REACH = 110  # characters before the brackets in which the name is looked for
_ALONE = re.compile(r"[A-Z]{2,7}(?![\w'-])")
_BEFORE_ALONE = re.compile(r"(?:\b(?:[Ll]e|[Ll]a|[Ll]es|[Dd]u|[Dd]es|[Aa]u|[Pp]ar|[Ss]elon) |\b[LlDd]')$")


@cache
def _not_actors() -> frozenset[str]:
    return frozenset(e.form for e in lexicon.load("no_actors"))


@cache
def _heads() -> re.Pattern[str]:
    heads = {e.form for e in lexicon.load("bodies") if e.extra["scope"] == "head"}
    return re.compile(rf"(?<![\w-]){one_of(heads | {e.form for e in lexicon.load('namers')})}(?![\w-])", re.IGNORECASE)


def _initials_fit(name: str, acronym: str) -> bool:
    """Whether the letters of an acronym are initials of a name's words, in order, the first being its first."""
    letters = iter(word[0].upper() for word in re.findall(r"[^\W_]+", even(name)))
    first = next(letters, "")
    wanted = [c for c in acronym.upper() if c.isalpha()]
    return first == wanted[0] and all(c in letters for c in wanted[1:])


def _full_name(sheet: Sheet, acronym: str, end: int) -> int | None:
    """Where the name that an acronym in brackets stands for begins, None if nothing before it can be one."""
    sentence = sheet.article.sentence_at(end - 1)
    low = max(end - _REACH, sentence.start if sentence else 0)
    before = sheet.plain[low:end]
    starts = [m.start() for m in re.finditer(r"(?<![\w-])[A-Z]", before)]
    for start in reversed(starts):
        if _initials_fit(before[start:], acronym):
            return low + start
    lower = [m.start() for m in re.finditer(r"(?<![\w-])[a-z]", before)]
    for start in reversed(lower):
        if len(acronym) > 2 and _initials_fit(before[start:], acronym) and _heads().match(before, start):
            return low + start
    heads = [m.start() for m in _heads().finditer(before)]
    clear = heads and acronym not in _not_actors() and not re.search(r"[,;:«»\"]", before[heads[-1] :])
    return low + heads[-1] if clear else None


def read(sheet: Sheet) -> None:
    """Read names explained by an acronym in brackets, and the acronyms wherever they stand."""
    known: dict[str, Mention] = {}
    for match in _BRACKETS.finditer(sheet.plain):
        acronym = match.group("acronym")
        here = sheet.at(match.start("acronym"))
        named = _name_before(sheet, match, acronym, here)
        if named is not None:
            known[acronym] = named
    _read_known(sheet, known)


def read_short_names(sheet: Sheet) -> None:
    """Read the short names in brackets of bodies read by now ("Confédération des indigènes (Conaie)")."""
    known: dict[str, Mention] = {}
    for match in _SHORT_NAME.finditer(sheet.shape):
        named = sheet.at(match.start())
        if named:
            known[match.group("acronym")] = named
    _read_known(sheet, known)


def _read_known(sheet: Sheet, known: dict[str, Mention]) -> None:
    """Read acronyms and short names wherever they stand, as the bodies that the article says they are."""
    for start, end in _anywhere(sheet, sheet.plain, known):
        inside = sheet.within(start, end)
        if all((m.start, m.end) == (start, end) for m in inside):
            named = known[sheet.plain[start:end]]
            sheet.add(Mention(start, end, named.actor_id, named.name, named.type, None, named.country))


def _anywhere(sheet: Sheet, shape: str, acronyms: Collection[str]) -> Iterator[tuple[int, int]]:
    """Spans of some acronyms as words of their own, with the capitals that they have."""
    if acronyms:
        spans = Forms(acronyms).find(shape, sheet.words)
        yield from (span for span in spans if shape[slice(*span)] in acronyms)


def _name_before(sheet: Sheet, match: re.Match[str], acronym: str, here: Mention | None) -> Mention | None:
    """The body that brackets explain, added to the sheet if it was not read yet."""
    before = sheet.character(match.start() - 1)
    if before == ORGANISATION:
        return sheet.at(match.start() - 1)
    if before == PERSON:
        return None
    start = _full_name(sheet, acronym, match.start())
    if start is None:
        return None
    end = start + len(sheet.plain[start : match.start()].rstrip(' "»”'))
    label = " ".join(sheet.text[start:end].replace("’", "'").split())
    label = label[:1].upper() + label[1:]
    identity = (here.actor_id, here.name) if here and here.type == "organisation" else (slug(label), label)
    named = Mention(start, end, *identity, "organisation", None, here.country if here else None)
    sheet.add(named)
    return named


def read_alone(sheet: Sheet) -> None:
    """Read acronyms that nothing explains, after an article, "par" or "selon"."""
    shape = sheet.shape
    for match in _ALONE.finditer(shape):
        acronym = match.group()
        if not _BEFORE_ALONE.search(shape[max(0, match.start() - 7) : match.start()]):
            continue
        if acronym not in _not_actors() and not sheet.shouted(match.start()):
            sheet.add(Mention(*match.span(), slug(acronym), acronym, "organisation"))
    names = {m.name: m for m in sheet.mentions if m.type == "organisation" and m.name.isupper()}
    for start, end in _anywhere(sheet, sheet.shape, names):
        named = names[sheet.plain[start:end]]
        sheet.add(Mention(start, end, named.actor_id, named.name, named.type, None, named.country))
