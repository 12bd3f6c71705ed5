"""The ways of writing an expression of time, as regular expressions built from the lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kzlib.dates import hints
from kzlib.dates.vocabulary import any_of, forms, words

# Words after which a number is no count: what follows "mardi 14" or "en 2019" is not what it counts.
FUNCTION = (
    r"(?:a|ont|avait|avaient|est|sont|était|étaient|fut|et|ou|à|au|aux|dans|pour|par|sur|qui|que|dont|lorsque|quand|contre|"
    r"avec|mais|après|avant|en|ne|se|il|elle|ils|elles|on|le|la|les|de|du|des|un|une|comme|puis|où|alors|sans|sous|lors|"
    r"entre|afin|pendant|soit|déjà|devrait|doit|va|sera|seront|grâce|malgré|jusqu|vers|tôt|tard|dès|devant|près|depuis|selon|"
    r"[lnsdm]['’]|qu['’]|jusqu['’])"
)
DAY = r"(?:1\s?er|1ᵉʳ|premier(?=\s+[a-z])|[12]\d|3[01]|0?[1-9])"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_ALONE = r"(?<![\w.,/-])"  # before a number that is no piece of a longer one
_MONTH_NUMBER = r"1[0-2]|0?[1-9]"
_WAY = r"derni[èe]re?|pass[ée]e?|[ée]coul[ée]e?|pr[ée]c[ée]dente?|suivante?|prochaine?"
_OF = r"(?:de\s+la\s+|de\s+l['’]|de\s+cette\s+|de\s+|du\s+|d['’])"
_UNIT = r"(?:jours?|semaines?|mois|ans?|ann[ée]es?)"

_HALF_DAY = r"(?:matin|soir|apr[èe]s-midi|midi|soir[ée]e|matin[ée]e)(?![\w-])"
_STRETCH = r"(?:la\s+(?:nuit|journ[ée]e|soir[ée]e|matin[ée]e)|l['’]apr[èe]s-midi)"
_PIECE = r"(?:d[ée]but|fin|milieu)\s+(?:de\s+(?:journ[ée]e|matin[ée]e|soir[ée]e)|d['’]apr[èe]s-midi)"
# The part of the day that follows a day: "mardi soir", "mardi dans la matinée", "mardi en fin de journée".
PART_OF_DAY = (
    rf"(?:(?:\s+(?:au|en|dès\s+le|tôt\s+(?:le|dans\s+la)|tard\s+(?:dans\s+la|le)))?\s+{_HALF_DAY}"
    rf"|,?\s+(?:dans|pendant|durant|au\s+cours\s+de)\s+{_STRETCH}(?!\s+d[eu]\b)"
    rf"|,?\s+(?:en|à\s+la)\s+{_PIECE}"
    r"|,?\s+(?:à\s+l['’]aube|au\s+petit\s+matin|à\s+la\s+mi-journ[ée]e))"
)

_AT = r"(?:à|vers|dès|peu\s+(?:avant|après)|autour\s+de|aux?\s+(?:alentours|environs)\s+de|avant|après)"
_TIME = r"(?:(?P<hour>[01]?\d|2[0-3])\s?(?:h\b|h(?=\d)|heures?\b|:(?=\d\d))(?:\s?[0-5]\d\b)?|(?P<point>minuit|midi))"
_ZONE = r"(?:[01]?\d|2[0-3])\s?h?\s?(?:[0-5]\d)?\s?(?:GMT|heures?[^()]{0,20})"
# The time of the day, with the same time elsewhere in brackets: "vers 17h00 (11h00 GMT)".
_AFTER_TIME = (
    r"(?:\s+(?:du\s+(?:matin|soir)|de\s+l['’]après-midi))?(?:\s+(?:heures?\s+locales?|locales?|GMT|précises))?"
    rf"(?:\s*\({_ZONE}\))?"
)
CLOCK = rf"(?:,?\s*{_AT}\s+{_TIME}{_AFTER_TIME})"
# After a day the hour may stand alone: "mercredi 5 janvier, 17h30".
_JOINED_CLOCK = rf"(?:,?\s+(?:{_AT}\s+)?{_TIME}{_AFTER_TIME})"


def _fuzzy() -> str:
    return any_of([*forms("fuzzy", "start"), *forms("fuzzy", "middle"), *forms("fuzzy", "end")])


def _many() -> str:
    return any_of([*forms("fuzzy", "first_days"), *forms("fuzzy", "last_days")])


def _days() -> dict[str, str]:
    month, weekday = words("months"), words("weekdays")
    item = rf"(?:{weekday}\s+)?{DAY}"
    year = rf"(?:\s+(?P<year>{YEAR})\b)?"
    return {
        "day_list": rf"\b{item}(?:(?:\s*,\s*|\s+(?:et|ou|au|à|puis)\s+|\s*[-–/]\s*)(?:(?:le|du|au)\s+)?{item}){{1,6}}"
        rf"\s+{month}{year}",
        "between": rf"\bentre\s+le\s+{item}\s+et\s+le\s+{item}\s+{month}{year}",
        "day": rf"\b(?:(?P<weekday>{weekday}),?\s+(?:le\s+)?)?(?P<day>{DAY})\s+(?P<month>{month})(?![\w’'])"
        rf"(?:,?\s+(?P<year>{YEAR})\b|\s+(?P<way>dernier|prochain)\b)?(?:{PART_OF_DAY})?(?:{_JOINED_CLOCK})?",
        "numeric": rf"{_ALONE}(?P<day>{DAY})(?P<sep>[/.-])(?P<month>{_MONTH_NUMBER})(?P=sep)(?P<year>{YEAR}|\d\d)"
        r"(?![\w/]|[.,-]\d)",
        "iso": rf"{_ALONE}(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d|[/.,-]\d)",
        "short": rf"\b(?:le|du|au|dès|depuis\s+le)\s+(?P<day>{DAY})/(?P<month>1[0-2]|0[1-9])(?![\w/]|[.,-]\d)",
        "ordinal": rf"\b(?:le|dès\s+le|depuis\s+le|(?P<until>jusqu['’]au))\s+(?P<day>{DAY})"
        r"(?=\s*[,.;:)»]\s*(?!\d)|\s+(?:au\s+(?:soir|matin)|dans\s+la\s+nuit|et\s+le\s+\d|à\s+(?-i:[A-ZÀ-Ý]))|$)",
        "ordinals": rf"\b(?:(?:du|nuit\s+du)\s+(?P<day>{DAY})\s+au\s+(?P<day2>{DAY})"
        rf"|nuit\s+du\s+(?P<only>{DAY})(?!\s+au\s+\d))"
        rf"(?=\s*(?:$|[;:)»]|[.,](?!\d))|\s+{FUNCTION}(?!\w))",
        "weekday": rf"\b(?P<weekday>{weekday})(?![\w’'])"
        r"(?:\s+(?P<way>dernier|pass[ée]|prochain|suivant|pr[ée]c[ée]dent)\b)?"
        rf"(?:\s+(?P<day>{DAY})(?=\s*(?:$|[.;:)»](?!\d)|,(?!\d))|\s+{FUNCTION}(?!\w)))?(?:{PART_OF_DAY})?(?:{_JOINED_CLOCK})?",
    }


def _months_and_years() -> dict[str, str]:
    month, fuzzy, many = words("months"), _fuzzy(), _many()
    opening = rf"\b(?P<many>{many})\s+(?:de\s+|d['’])"
    return {
        "month": rf"(?:\b(?P<fuzzy>{fuzzy})(?:\s+du\s+mois\s+de\s+|\s+(?:de\s+|d['’])?|-\s?)|{opening})?"
        rf"\b(?P<month>{month})(?![\w’'-])"
        rf"(?:\s+(?P<year>{YEAR})\b|\s+(?P<way>dernier|pass[ée]|prochain|suivant|pr[ée]c[ée]dent)\b)?",
        "years": rf"{_ALONE}(?P<year>{YEAR})\s?[-–]\s?(?P<year2>{YEAR})(?![\w/-]|[.,]\d)",
        "year": rf"(?:\b(?P<fuzzy>{fuzzy})(?:\s+(?:de\s+|d['’])?(?:l['’]ann[ée]e\s+)?|-)|{opening})?"
        rf"(?<![\w.,/])(?P<year>{YEAR})(?![\w/-]|[.,]\d)",
        "decade": r"\bann[ée]es\s+(?P<year>(?:1[89]|20)?\d0)(?![\w.,]\d)",
        "quarter": r"\b(?P<rank>premier|deuxi[èe]me|second|troisi[èe]me|quatri[èe]me|dernier|1er|2e|3e|4e)\s+"
        rf"(?P<unit>trimestre|semestre)\s+(?:de\s+)?(?:l['’]ann[ée]e\s+)?(?P<year>{YEAR})\b",
        "season": r"\b(?:l['’]|au\s+|le\s+|du\s+|cet\s+|ce\s+|d['’])\s?"
        rf"(?P<season>{words('seasons')})(?:\s+(?P<year>{YEAR})\b|\s+(?P<way>dernier|prochain)\b)",
        "this_season": rf"\b(?:cet|ce)\s+(?P<season>{words('seasons')})(?![\w-])",
        "holiday": rf"\b(?P<word>{words('holidays')})(?![\w-])(?:\s+(?P<year>{YEAR})\b)?",
    }


def _relative() -> dict[str, str]:
    number, fuzzy = words("numbers"), _fuzzy()
    counted = rf"(?P<count>{number}|\d{{1,3}})\s+(?P<unit>{_UNIT})"
    weekend = r"week-?\s?end"
    span = rf"(?P<unit>semaine|mois|ann[ée]e|an|{weekend})"
    return {
        "deictic": rf"\b(?P<word>{words('deictics')})(?![\w-])(?:{PART_OF_DAY})?(?:{_JOINED_CLOCK})?",
        "anaphor": rf"\b(?:plus\s+t(?:[ôo]t|ard)\s+)?(?P<word>{words('anaphora')})(?![\w-])"
        rf"(?:{PART_OF_DAY})?(?:{_JOINED_CLOCK})?",
        "ago": rf"\b(?:il\s+y\s+a|voil[àa]|voici)\s+{counted}\b",
        "ahead": rf"\bdans\s+{counted}\b",
        "later": rf"\b{counted}\s+(?P<way>plus\s+t[ôo]t|plus\s+tard|auparavant|(?:avant|apr[èe]s)(?=\s*[,.;]))(?!\w)",
        "period": rf"\b(?:la|le|l['’]|cette|ce|cet|du)\s?{span}\s+(?P<way>{_WAY})(?!\w)",
        "this": rf"\b(?:cette|ce)\s+(?P<unit>semaine|mois-ci|ann[ée]e|{weekend})(?![\w-])"
        r"|\bdans\s+la\s+(?P<unit2>semaine)(?![\w-])(?!\s+(?:de|du|des|qui|suivant))",
        "weekend": rf"\b(?:le|du|dès\s+le)\s+(?P<unit>{weekend})(?![\w-])(?!\s+d(?:e|u|es)\b)",
        "part": rf"\b(?:(?:en|au|à\s+la|à|du|le|la)\s+)?(?P<fuzzy>{fuzzy})\s+{_OF}"
        rf"(?P<unit>semaine|mois|ann[ée]e)(?:\s+(?P<way>{_WAY}))?(?![\w-])"
        rf"(?!\s+(?:(?:de\s+|d['’]){words('months')}|{YEAR}\b))",
        "clock": rf"{CLOCK}(?!\s+de\s+(?!l['’]apr))",
    }


@cache
def _ways() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = {**_days(), **_months_and_years(), **_relative()}
    return tuple((kind, re.compile(body, re.IGNORECASE)) for kind, body in listed.items())


def matches(text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """Every way of writing a date that matches in ``text[start:end]``, with its name; matches may overlap."""
    if hinted := hints.kinds(text, start, end):
        for kind, pattern in _ways():
            if kind in hinted:
                for match in pattern.finditer(text, start, end):
                    yield kind, match
