"""Furniture by its form: stamps, bylines, counters, photo credits, the path to the page. The grammar, not the words.

The words are in the lexicon `boilerplate_parts`, by what they are in a form; months and weekdays in those of dates.
Every function takes a line of at most `LONGEST_LINE` characters; `folded` is the line without case and accents.
"""

from __future__ import annotations

import re

from kzlib import lexicon

# A longer line is text, whatever it begins with.
LONGEST_LINE = 260


def _any(*codes: str, folded: bool = True) -> str:
    """A pattern for the words of the lexicon that have one of the codes, longest first."""
    forms = {entry.form for entry in lexicon.load("boilerplate_parts") if entry.code in codes}
    return _alternation({lexicon.fold(f) for f in forms} if folded else forms)


def _alternation(forms: set[str]) -> str:
    patterns = (re.escape(f).replace("'", "[’']") for f in sorted(forms, key=lambda f: (-len(f), f)))
    return "(?:" + "|".join(patterns) + ")"


def _calendar(name: str) -> set[str]:
    return {lexicon.fold(entry.form).rstrip(".") for entry in lexicon.load(name)}


_COMMENT_COUNT = re.compile(r"(?:commentaires? ?:? ?\(?\d+|\d+ ?(?:commentaires?|comments?|reactions?))(?: .{0,20})?")
_COUNTER = re.compile(rf"[\d\s.,+]+[km]?|[\d\s.,k]+{_any('counted')}(?: .{{0,20}})?")
_READING_TIME = re.compile(r"(?:temps de |duree de )?lecture ?:? ?(?:de )?\d+ ?(?:min|mn|s|h).{0,12}|lu \d[\d ]* fois")
_MONTH = rf"(?:{_alternation(_calendar('date_months'))}|{_any('month')})\.?"
_HAS_DAY = re.compile(
    rf"\b\d{{1,2}}(?:er)? {_MONTH}(?:,? \d{{4}})?(?!\w)|\b{_MONTH} \d{{1,2}}, \d{{4}}|"
    r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\b\d{4}-\d\d-\d\d"
)
_DIGIT = re.compile(r"\d")
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HAS_TIME = re.compile(r"\b\d{1,2} ?(?:h|:) ?\d\d\b|\b\d{1,2}h\b|il y a \d+ (?:minute|heure|jour|semaine|mois|an)s?")
_STAMP_WORDS = re.compile(
    rf"{_HAS_DAY.pattern}|\b(?:{_MONTH}|{_alternation(_calendar('date_weekdays'))}|{_any('stamp')})(?!\w)\.?|\d+|[^\w\s]"
)
_AGENCY = _any("agency")
_AGENCY_NAME = re.compile(rf"\b{_AGENCY}\b")
_STAMP_LEAD = re.compile(rf"{_any('stamp_lead')}\b")
_PLACE_LEAD = re.compile(r"[a-z' -]{2,30}, (?:le )?\d")
_PARTED = re.compile(r"[|·•,/–—]| - ")


def is_comment_count(bare: str) -> bool:
    """Whether a folded line, without marks at its ends, says how many comments follow."""
    return bool(_COMMENT_COUNT.fullmatch(bare))


def is_counter(bare: str) -> bool:
    """Whether a folded line, without marks at its ends, counts views or minutes of reading."""
    return bool(_COUNTER.fullmatch(bare) or _READING_TIME.fullmatch(bare))


def stamp(folded: str) -> str | None:
    """How surely a line only says when the page was published: "sure", "weak" (a day alone can be a subheading), None.

    Beside the day and the hour a few words may stand: who published, in which section.
    """
    if len(folded) > 160:
        return None
    dated = _DIGIT.search(folded)
    day, time = (_HAS_DAY.search(folded), _HAS_TIME.search(folded)) if dated else (None, None)
    lead = _STAMP_LEAD.match(folded)
    if not (day or time or "publie" in folded or lead):
        return None
    left = len(_STAMP_WORDS.sub(" ", _AGENCY_NAME.sub(" ", _HAS_TIME.sub(" ", folded))).split())
    if not left:
        return "sure" if day and (time or lead) else "weak"
    if lead and day and left <= 8:
        return "sure"
    if folded.endswith(".") or not day:
        return None
    if left <= 6 and _PARTED.search(folded) and (time or " par " in folded):
        return "weak"
    return "weak" if left <= 3 and _HAS_YEAR.search(folded) and _PLACE_LEAD.match(folded) else None


_WORD = r"[A-ZÀ-Ý0-9][\w’'.-]*"
_NAME = rf"{_WORD}(?: (?:(?:de|du|des|la|le|el|al|ben|van|von) |d[’'])?{_WORD}){{0,4}}"
_AT = r"(?: (?:à|au|aux|en|de|du|des|pour|chez|dans) .{1,30}|,? [A-ZÀ-Ý].{0,30})?"
_DESK = _any("desk", folded=False)
_BYLINE = re.compile(
    rf"(?:{_any('byline', folded=False)}|par)(?: ?:)? {_NAME}(?:(?:,| et| avec| ?\(| à| \||/| -).{{0,80}})?"
    rf"|(?:[Pp]ar|PAR|Publié par) (?:la |notre |nos |l[’'])?{_DESK}.{{0,60}}"
    rf"|(?:De|Avec) (?:notre|nos|l[’']un de nos) {_DESK}.{{0,60}}"
    r"|Correspondance (?:particulière|à) ?.{0,30}"
    rf"|{_NAME} ?(?:,|\(|-|–|\|) ?(?:[^,]{{0,20}} )?{_any('trade', folded=False)}{_AT}\)?"
    r"|(?:La |LA )?[Rr]édaction(?: .{0,40})?"
)
_WITH_AGENCY = re.compile(
    rf"(?:sources? ?:? ?)?\(?(?:[\w.' -]{{0,40}}(?:avec|et|via|/|,|d'apres) ?)?(?:l'|les )?{_AGENCY}"
    rf"(?:(?:,| et| avec|/| -) ?(?:l'|les )?{_AGENCY})*\)?\.?"
)


def is_byline(line: str, folded: str) -> bool:
    """Whether a line says who wrote the article, and nothing else."""
    if len(line) > 140 or (line.endswith(".") and len(line) > 60):
        return False
    return bool(_BYLINE.fullmatch(line.strip(" *_-–—|")) or _WITH_AGENCY.fullmatch(folded))


_HOLDER = _any("holder", folded=False)
_PICTURE = _any("picture", folded=False)
_CREDIT_START = re.compile(
    rf"[(\[]?\s*(?:©|\(c\)|(?:légende|crédits?),? (?:image|photo|vidéo)s?\s?[,:]|"
    rf"{_PICTURE}\s*(?:[:©/]|par\b|de (?-i:{_HOLDER})|(?-i:{_HOLDER}\b)))|"
    rf"[(\[](?-i:{_HOLDER})\b[^.]{{0,50}}[)\]]$",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    rf"(?:©|\([cC]\)|[Cc]rédits?\s*:|[Pp]hotos?\s*:|/\s?{_HOLDER}\b|{_HOLDER}\s?/|{_HOLDER}\s*\)|[(]{_HOLDER})"
    r"[^.!?]{0,60}[.)]?\s*$|\((?:[Ii]mage|[Pp]hoto|[Aa]rchives?)(?: d[’'](?:illustration|archives?))?\)\.?$"
)
_CREDIT_MARK = re.compile(r"[©:/()]")  # one of which every credit at an end has


def credit(line: str) -> str | None:
    """A photo credit: "bare", or "caption" where a legend comes before or after it; None for another line."""
    if _CREDIT_START.match(line):
        words = re.split(r"[:©,]", line, maxsplit=1)[-1].split()
        return "caption" if len(words) > 8 else "bare"
    if _CREDIT_MARK.search(line) and (match := _CREDIT_END.search(line)):
        return "caption" if len(line[: match.start()].split()) > 2 else "bare"
    return None


_READER = re.compile(r"\b(?:vous|votre|vos)\b")
_OWN = re.compile(rf"\b{_any('own')}\b")


def is_appeal(folded: str) -> bool:
    """Whether a line speaks to the reader about the page itself: a call for money, a form, a word of thanks."""
    return bool(_READER.search(folded) and _OWN.search(folded))


_AGENCY_SIGNATURE = re.compile(r"[a-z]{2,6}(?:-[a-z]{2,6})?(?:/[a-z]{2,6}){1,6}\.?")


def is_signature(line: str) -> bool:
    """Whether a line is the code under agency copy that says who wrote and edited it ("bur-abc/def/gh")."""
    return bool(_AGENCY_SIGNATURE.fullmatch(line))


_ADDRESS = re.compile(
    r"(?:https?://|www\.|pic\.twitter\.com/)\S+|(?:[#@][\w-]+[\s,]*)+|(?:—|--?|–) ?.{1,60}\(@\w+\).{0,40}",
    re.IGNORECASE,
)


def is_address(line: str) -> bool:
    """Whether a line is an address, a row of tags, or the signature of a tweet."""
    return bool(_ADDRESS.fullmatch(line))


_HOME = re.compile(rf"{_any('home', folded=False)}\s*(?:[»>/|:›·-]|(?=[A-ZÀ-Ý]))")
_STEP = re.compile(r"\s*[>»›]\s*")


def is_trail(line: str) -> bool:
    """Whether a line is the path to the page ("Accueil > Monde > Asie")."""
    if "«" in line:
        return False
    steps = _STEP.split(line)
    return bool(_HOME.match(line)) or (len(steps) > 2 and all(0 < len(s) <= 60 and s[-1] not in ".!?" for s in steps))
