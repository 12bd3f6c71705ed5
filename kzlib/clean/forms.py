"""Furniture by its form: stamps, bylines, counters, photo credits, the path to the page. The grammar, not the words.

Every function takes a line of at most `LONGEST_LINE` characters; `folded` is the line without case and accents.
"""

from __future__ import annotations

import re

# A longer line is text, whatever it begins with.
LONGEST_LINE = 260
_COMMENT_COUNT = re.compile(r"(?:commentaires? ?:? ?\(?\d+|\d+ ?(?:commentaires?|comments?|reactions?))(?: .{0,20})?")
_COUNTER = re.compile(
    r"[\d\s.,+]+[km]?|[\d\s.,k]+(?:partages?|vues?|lectures?|j'aime|likes?|abonnes|avis|"
    r"votes?|min(?:utes?)?(?: de lecture)?|mots|photos?|shares?|views?)(?: .{0,20})?"
)
_READING_TIME = re.compile(r"(?:temps de |duree de )?lecture ?:? ?(?:de )?\d+ ?(?:min|mn|s|h).{0,12}|lu \d[\d ]* fois")
_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|"
    r"nov(?:embre)?|dec(?:embre)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:tember)?|october|november|december)\.?"
)
_HAS_DAY = re.compile(
    rf"\b\d{{1,2}}(?:er)? {_MONTH}(?:,? \d{{4}})?|\b{_MONTH} \d{{1,2}}, \d{{4}}|"
    r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\b\d{4}-\d\d-\d\d"
)
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HAS_TIME = re.compile(r"\b\d{1,2} ?(?:h|:) ?\d\d\b|\b\d{1,2}h\b|il y a \d+ (?:minute|heure|jour|semaine|mois|an)s?")
_STAMP_WORDS = re.compile(
    rf"{_HAS_DAY.pattern}|\b{_MONTH}(?!\w)|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|"
    r"publiee?|poste|paru|cree|ecrit|mise?|modifiee?|actualisee?|maj|date|dernieres?|modification|publication|"
    r"update|updated|posted|on|at|jour|le|la|les|a|au|en|ligne|du|de|depuis|par|et|heures?|il y|minutes?|min|lu|fois|"
    r"vues?|lecture|temps|pm|am|gmt|utc|tu|cet|cest|est|h|mn|s)\b\.?|\d+|[^\w\s]"
)
_AGENCY = (
    r"(?:keystone-ats|agence france-presse|associated press|la presse canadienne|afp|reuters|ap|xinhua|tass|ats|belga|"
    r"apa|aps|map|agences?|efe|anadolu|aa|dpa|sipa|bbc|vna|cvn|rts|rtbf|upi|interfax|ria novosti|sputnik|panapress)"
)
_AGENCY_NAME = re.compile(rf"\b{_AGENCY}\b")
_STAMP_LEAD = re.compile(
    r"(?:publiee?s?|postee?|paru|mise? a jour|modifiee?|actualisee?|derniere (?:mise a jour|modification|maj)|maj|"
    r"date de publication|created|posted|updated)\b"
)
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
    day, time, lead = _HAS_DAY.search(folded), _HAS_TIME.search(folded), _STAMP_LEAD.match(folded)
    if len(folded) > 160 or not (day or time or "publie" in folded or lead):
        return None
    left = len(_STAMP_WORDS.sub(" ", _AGENCY_NAME.sub(" ", _HAS_TIME.sub(" ", folded))).split())
    if not left:
        return "sure" if time or (lead and day) else "weak"
    if lead and day and left <= 8:
        return "sure"
    if folded.endswith(".") or not day:
        return None
    if time and left <= 6 and _PARTED.search(folded):
        return "weak"
    return "weak" if left <= 3 and _HAS_YEAR.search(folded) and _PLACE_LEAD.match(folded) else None


_WORD = r"[A-ZÀ-Ý0-9][\w’'.-]*"
_NAME = rf"{_WORD}(?: (?:(?:de|du|des|la|le|el|al|ben|van|von) |d[’'])?{_WORD}){{0,4}}"
_TRADE = (
    r"(?:journaliste|correspondant|envoyée? spécia|envoyés spécia|grand reporter|reporter|rédact|chroniqu|"
    r"éditorialiste|photographe|stagiaire|AFP|Reuters)"
)
_BYLINE = re.compile(
    r"(?:Par|PAR|By|par|Textes?(?: par)?|Récit|Reportage|Photos? par|Propos recueillis par|Analyse|"
    r"Édité par|Rédigé par|Écrit par|Publié par|"
    rf"Posté par|Auteur|Auteure|Author)(?: ?:)? {_NAME}(?:(?:,| et| avec| ?\(| à| \||/| -).{{0,80}})?"
    r"|(?:Par|par|Publié par) (?:la |notre |nos |l[’'])?"
    r"(?:rédaction|correspondant|envoyé|équipe|service|AFP|agence).{0,60}"
    r"|(?:De|Avec) (?:notre|nos|l[’']un de nos) (?:correspondant|envoyé|bureau).{0,60}"
    r"|Correspondance (?:particulière|à) ?.{0,30}"
    rf"|{_NAME} ?(?:,|\(|-|–|\|) ?.{{0,30}}{_TRADE}.{{0,40}}"
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


_HOLDER = (
    r"(?:AFP|Reuters|REUTERS|AP|EPA|EFE|SIPA|Sipa|MAXPPP|MaxPPP|Getty|GETTY|Xinhua|TASS|Tass|Sputnik|RIA|ANSA|DR|"
    r"Keystone|KEYSTONE|Belga|Abaca|ABACA|Shutterstock|AA|Anadolu|Unsplash|Pixabay|Wikimedia)"
)
_PICTURE = (
    r"(?:crédits?|photos?|images?|illustrations?|légende|vidéo|visuel|captures? d[’']écran|source photo|archives?)"
    r"(?: (?:photos?|images?|d[’']illustration|d[’']archives?))?"
)
_CREDIT_START = re.compile(
    rf"[(\[]?\s*(?:©|\(c\)|{_PICTURE}\s*(?:[:©/]|par\b|de (?-i:{_HOLDER})|(?-i:{_HOLDER}\b)))|"
    rf"[(\[](?-i:{_HOLDER})\b[^.]{{0,50}}[)\]]$",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    rf"(?:©|\([cC]\)|[Cc]rédits?\s*:|[Pp]hotos?\s*:|/\s?{_HOLDER}\b|{_HOLDER}\s?/|{_HOLDER}\s*\)|[(]{_HOLDER})"
    r"[^.!?]{0,60}[.)]?\s*$"
)


def credit(line: str) -> str | None:
    """A photo credit: "bare", or "caption" where a legend comes before or after it; None for another line."""
    if _CREDIT_START.match(line):
        words = re.split(r"[:©]", line, maxsplit=1)[-1].split()
        return "caption" if len(words) > 8 else "bare"
    if match := _CREDIT_END.search(line):
        return "caption" if len(line[: match.start()].split()) > 2 else "bare"
    return None


_READER = re.compile(r"\b(?:vous|votre|vos)\b")
_OWN = re.compile(
    r"\b(?:site|blog|dons?|soutien|soutenir|lecture|fidelite|article|media|redaction|contenus?|abonnement|compte|"
    r"newsletter|inscription|navigateur|publicites?|commentaires?|e-?mail|email|application)\b"
)


def is_appeal(folded: str) -> bool:
    """Whether a line speaks to the reader about the page itself: a call for money, a form, a word of thanks."""
    return bool(_READER.search(folded) and _OWN.search(folded)) and not any(mark in folded for mark in '«“"')


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


_HOME = re.compile(r"(?:Accueil|ACCUEIL|Page d[’']accueil|Home|Vous êtes ici)\s*(?:[»>/|:›·-]|(?=[A-ZÀ-Ý]))")
_STEP = re.compile(r"\s*[>»›]\s*")


def is_trail(line: str) -> bool:
    """Whether a line is the path to the page ("Accueil > Monde > Asie")."""
    if "«" in line:
        return False
    steps = _STEP.split(line)
    return bool(_HOME.match(line)) or (len(steps) > 2 and all(0 < len(s) <= 60 and s[-1] not in ".!?" for s in steps))
