"""What a unit is if it is no text of the article: the words and forms of the page around it.

The words are in the lexicon `boilerplate_lines`: `match` says how a form is looked for (whole: it is the whole line
or a part of it between separators; start: the line begins with it; in: it stands anywhere), `scope` how far it reaches
(line; links: the bare links after it too; rest: all that follows, once there has been text), `zone` where it counts
(any; edge: outside of running text). The forms (stamps, bylines, counters, credits) are here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kzlib import lexicon
from kzlib.clean.units import Unit

# Longer than this, a line that begins like furniture is taken for text.
LONGEST_LINE = 260
_SEPARATOR = re.compile(r"\s*[|·•›>»/]\s*|\s+[–—-]\s+|\s{2,}|\t|,\s")
_GLUE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
_SPACE = re.compile(r"\s+")
_EDGES = " .:;,!?*-–—_=~«»\"'()[]{}<>|·•›→←↓↑➡✔…\u00a0\u202f\ufe0f"
_COUNTER = re.compile(
    r"[\d\s.,+]+[km]?|[\d\s.,k]+(?:commentaires?|reactions?|partages?|vues?|lectures?|j'aime|likes?|abonnes|avis|"
    r"votes?|min(?:utes?)?(?: de lecture)?|mots|photos?|shares?|views?)(?: .{0,20})?"
)
_READING_TIME = re.compile(r"(?:temps de |duree de )?lecture ?:? ?(?:de )?\d+ ?(?:min|mn|s|h).{0,12}|lu \d[\d ]* fois")
_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|"
    r"nov(?:embre)?|dec(?:embre)?)\.?"
)
_DAY = rf"(?:\b\d{{1,2}}(?:er)? {_MONTH}(?: \d{{4}})?|\b\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?|\b\d{{4}}-\d\d-\d\d)"
_HAS_DAY = re.compile(_DAY)
_TIME = re.compile(r"\b\d{1,2} ?(?:h|:) ?\d\d\b|\b\d{1,2}h\b|il y a \d+ (?:minute|heure|jour|semaine|mois|an)s?")
_STAMP_WORDS = re.compile(
    rf"{_DAY}|{_MONTH}|\b(?:lun|mar|mer|jeu|ven|sam|dim)(?:di|credi|edi|anche)?\b\.?|\bvendredi\b|\bdimanche\b|"
    r"\b(?:publiee?|poste|paru|cree|ecrit|mise?|modifiee?|actualisee?|maj|date|dernieres?|modification|publication|"
    r"update|updated|posted|on|at|jour|le|la|les|a|au|en|ligne|du|de|depuis|par|et|heures?|il y|minutes?|min|lu|fois|"
    r"vues?|lecture|temps|pm|am|gmt|utc|tu|cet|cest|est|h|mn|s)\b|\d+|[^\w\s]"
)
_STAMP_LEAD = re.compile(
    r"(?:publiee?s?|postee?|paru|mise? a jour|modifiee?|actualisee?|derniere (?:mise a jour|modification|maj)|maj|"
    r"date de publication|created|posted|updated)\b"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of furniture a unit is (a code of the lexicon, or stamp, byline, counter, credit, caption, symbols).

    `scope` is line, links or rest. `weak` furniture counts only outside of running text.
    """

    code: str
    scope: str = "line"
    weak: bool = False


def kinds(text: str, units: Sequence[Unit]) -> list[Kind | None]:
    """For each unit the kind of furniture it is, None if nothing says that it is any."""
    return [kind(text[u.start : u.end]) for u in units]


def kind(line: str) -> Kind | None:
    """The kind of furniture that a line is, None if nothing says that it is any. Linear in its length."""
    spaced = lexicon.fold(line[: 4 * LONGEST_LINE]).strip()
    folded = _SPACE.sub(" ", spaced)
    bare = folded.strip(_EDGES)
    if not any(c.isalnum() for c in bare):
        return Kind("symbols")
    return _known(folded, bare) or _form(line, folded, bare) or _bar(spaced) or _glued(line)


def _known(folded: str, bare: str) -> Kind | None:
    """Furniture by the words of the lexicon."""
    words = _words()
    if entry := words.whole.get(bare):
        return _kind(entry, bare, bare)
    if match := words.inside.search(folded):
        return _kind(words.forms[match.group()], match.group(), bare)
    if len(folded) > LONGEST_LINE:
        return None
    if match := words.start.match(folded.lstrip(_EDGES)):
        return _kind(words.forms[match.group()], match.group(), bare)
    return None


def _kind(entry: lexicon.Entry, form: str, bare: str) -> Kind:
    # "Lire aussi" by itself announces links; with a link behind it on the line it is that line only.
    alone = len(bare) <= len(form) + 3
    scope = entry.extra["scope"]
    return Kind(entry.code, "line" if scope == "links" and not alone else scope, entry.extra["zone"] == "edge")


def _form(line: str, folded: str, bare: str) -> Kind | None:
    """Furniture by its form."""
    if len(line) > LONGEST_LINE:
        return None
    if _COUNTER.fullmatch(bare) or _READING_TIME.fullmatch(bare):
        return Kind("counter")
    if found := _stamp(folded):
        return found
    if _byline(line, folded):
        return Kind("byline")
    if found := _credit(line):
        return found
    return Kind("navigation") if _is_trail(line) else None


def _bar(spaced: str) -> Kind | None:
    """Several pieces of furniture on one line ("Partager · Imprimer · Lecture : 1 min")."""
    if len(spaced) > LONGEST_LINE:
        return None
    parts = [bare for part in _SEPARATOR.split(spaced) if (bare := part.strip(_EDGES))]
    return Kind("bar") if len(parts) > 1 and all(_is_part(p) for p in parts) else None


def _glued(line: str) -> Kind | None:
    """Furniture that lost the break after it ("Article précédentGrève à Lima")."""
    parted = _GLUE.sub(" ", line[:LONGEST_LINE], count=1)
    match = _words().start.match(lexicon.fold(parted)) if parted != line[:LONGEST_LINE] else None
    return _kind(_words().forms[match.group()], match.group(), parted) if match else None


def _is_part(part: str) -> bool:
    """Whether a part of a bar ("Partager · Imprimer · Lecture : 1 min") is furniture by itself."""
    return part in _words().whole or bool(_COUNTER.fullmatch(part) or _READING_TIME.fullmatch(part) or _stamp(part))


def _stamp(folded: str) -> Kind | None:
    """A line that says when the page was published: a day or an hour and nothing else, or few words beside it."""
    if len(folded) > 160 or not (_HAS_DAY.search(folded) or _TIME.search(folded) or _STAMP_LEAD.match(folded)):
        return None
    left = _STAMP_WORDS.sub(" ", _TIME.sub(" ", folded)).split()
    if not left:
        said = _STAMP_LEAD.match(folded) and _HAS_DAY.search(folded)
        return Kind("stamp", weak=not (said or _TIME.search(folded)))
    if _STAMP_LEAD.match(folded) and len(left) <= 8 and _HAS_DAY.search(folded):
        return Kind("stamp")
    if _HAS_DAY.search(folded) and _TIME.search(folded) and len(left) <= 6 and _SEPARATOR.search(folded):
        return None if folded.endswith(".") else Kind("stamp", weak=True)
    return None


_NAME = r"[A-ZÀ-Ý][\w’'.-]*(?: (?:de|du|des|la|le|el|al|ben|van|von|d[’'])? ?[A-ZÀ-Ý][\w’'.-]*){0,4}"
_BYLINE = re.compile(
    rf"(?:Par|PAR|By|par|Texte|Récit|Reportage|Propos recueillis par|Analyse|Édité par|Rédigé par|Écrit par|"
    rf"Publié par|Posté par|Auteur)(?: ?:)? (?:{_NAME})(?:(?:,| et| avec| \(| à| \||/| -).{{0,80}})?"
    r"|(?:Par|par|Publié par) (?:la |notre |nos |l[’'])?(?:rédaction|correspondant|envoyé|équipe|service|AFP|agence).{0,60}"
    r"|(?:La |LA )?[Rr]édaction(?: .{0,40})?"
)
_AGENCIES = (
    r"(?:a?fp|reuters|ap|associated press|xinhua|tass|ats|belga|apa|aps|map|agences?|efe|anadolu|aa|dpa|sipa|bbc)"
)
_WITH_AGENCY = re.compile(
    rf"(?:(?:source|sources) ?: ?)?\(?(?:[\w.' -]{{0,40}}(?:avec|et|via|/|,|d'apres) ?)?(?:l'|les )?{_AGENCIES}"
    rf"(?:(?:,| et| avec|/| -) ?(?:l'|les )?{_AGENCIES})*\)?\.?"
)


def _byline(line: str, folded: str) -> bool:
    """Whether a line says who wrote the article, and nothing else."""
    if len(line) > 140 or (line.endswith(".") and len(line) > 60):
        return False
    return bool(_BYLINE.fullmatch(line.strip(" *_-–—|")) or _WITH_AGENCY.fullmatch(folded))


_HOLDER = (
    r"(?:AFP|Reuters|REUTERS|AP|EPA|EFE|SIPA|Sipa|MAXPPP|MaxPPP|Getty|GETTY|Xinhua|TASS|Tass|Sputnik|RIA|ANSA|DR|"
    r"Keystone|KEYSTONE|Belga|Abaca|ABACA|Shutterstock|AA|Anadolu|Unsplash|Pixabay|Wikimedia)"
)
_CREDIT_START = re.compile(
    r"[(\[]?\s*(?:©|\(c\)|(?:crédits?|credits?|photos?|images?|illustrations?|légende|vidéo|visuel|captures? d[’']écran|"
    r"source photo|archives?)(?: (?:photos?|images?|d[’']illustration|d[’']archives?))?\s*(?:[:©/]|par\b|de "
    rf"{_HOLDER}|{_HOLDER}))",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    rf"(?:©|\(c\)|[Cc]rédits?\s*:|[Pp]hotos?\s*:|/\s?{_HOLDER}\b|{_HOLDER}\s?/|{_HOLDER}\s*\)|[(]{_HOLDER})[^.!?]{{0,60}}[.)]?\s*$"
)


def _credit(line: str) -> Kind | None:
    """A photo credit: bare, it is furniture; behind a legend, the line is a caption."""
    if _CREDIT_START.match(line):
        words = re.split(r"[:©]", line, maxsplit=1)[-1].split()
        return Kind("caption" if len(words) > 8 else "credit")
    if match := _CREDIT_END.search(line):
        return Kind("caption" if len(line[: match.start()].split()) > 2 else "credit")
    return None


_TRAIL = re.compile(
    r"(?:Accueil|ACCUEIL|Home|Vous êtes ici)\s*(?:[»>/|:›·-]|(?=[A-ZÀ-Ý])).*|[^.!?]{2,40}(?: ?[>»›] ?[^.!?»]{2,60}){2,}"
)


def _is_trail(line: str) -> bool:
    """Whether a line is the path to the page ("Accueil > Monde > Asie")."""
    return "«" not in line and bool(_TRAIL.fullmatch(line))


@dataclass(frozen=True, slots=True)
class _Words:
    whole: dict[str, lexicon.Entry]
    forms: dict[str, lexicon.Entry]
    start: re.Pattern[str]
    inside: re.Pattern[str]


@cache
def _words() -> _Words:
    entries = lexicon.load("boilerplate_lines")
    by = {m: {lexicon.fold(e.form): e for e in entries if e.extra["match"] == m} for m in ("whole", "start", "in")}
    whole = {form.strip(_EDGES): e for form, e in (by["whole"] | by["start"]).items()}
    return _Words(whole, by["start"] | by["in"], _alternation(by["start"]), _alternation(by["in"]))


def _alternation(forms: dict[str, lexicon.Entry]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda f: (-len(f), f))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
