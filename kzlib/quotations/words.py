"""The words of French grammar that tell where a clause, a noun phrase or an adjunct begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kzlib import lexicon
from kzlib.quotations import verbs
from kzlib.quotations.units import MASK, Token

DETERMINERS = frozenset(
    "le la les l' un une des ce cet cette ces son sa ses leur leurs plusieurs certains certaines quelques deux trois "
    "quatre cinq six sept huit dix chaque aucun aucune tous toutes notre nos votre vos mon ma mes".split()
)
PRONOUNS = frozenset("il elle ils elles on celui-ci celle-ci ceux-ci celles-ci".split())
TONIC = frozenset("lui elle eux elles lui-même elle-même eux-mêmes".split())
PREPOSITIONS = frozenset(
    "à au aux dans devant sur lors pour par en avec auprès via depuis après avant sous chez entre face pendant durant "
    "vers dès malgré outre parmi contre hors jusqu' jusque lors selon d'après faute sans".split()
)
COMPLEMENT = frozenset("de du des d'".split())
RELATIVES = frozenset("qui dont où que qu' lequel laquelle lesquels lesquelles auquel auxquels duquel".split())
CONJUNCTIONS = frozenset(
    "et mais ou or car donc alors tandis lorsque lorsqu' quand si puisque puisqu' comme pourtant néanmoins".split()
)
DAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche hier avant-hier aujourd' hui demain matin soir midi "
    "après-midi nuit veille lendemain janvier février mars avril mai juin juillet août septembre octobre novembre "
    "décembre dernier dernière tôt tard peu plus ensuite puis alors maintenant là-bas récemment jusque-là "
    "jusqu'alors désormais entre-temps dorénavant auparavant parallèlement là ici".split()
)
ADVERBS = frozenset(
    "également encore aussi ainsi toutefois cependant pourtant néanmoins déjà même enfin d'ailleurs ailleurs surtout "
    "seulement pas plutôt presque quasi très trop bien toujours jamais".split()
)
_ADVERBIAL = ("par ailleurs", "en outre", "de son côté", "de leur côté", "pour sa part", "pour leur part", "à son tour")
_OPENING_ADVERBIAL = frozenset(phrase.split()[0] for phrase in _ADVERBIAL)
CLITICS = frozenset("ne n' l' le la les lui leur en y s' se m' nous".split())
MARKS = frozenset(".,;:!?…()[]–—")
_FINITE = frozenset(
    "a ont avait avaient aura auront aurait auraient eut eurent est sont était étaient fut furent sera seront serait "
    "seraient fait font va vont peut peuvent doit doivent faut veut veulent reste restent tient tiennent vient "
    "viennent devient prend prennent met mettent dit disent sait savent s'est ait aient soit soient".split()
)
# How many words their look is remembered of.
KEPT = 20_000
_ENDING = re.compile(r"(?:aient|[^r]ait|er(?:a|ont|ait)|ir(?:a|ont|ait)|dr(?:a|ont|ait)|èrent|irent|urent|issent)$")
_INFINITIVE = re.compile(r"[^\W\d_]+(?:er|ir|oir|dre|tre|ire|vre)$")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that heads the words naming a speaker: role, body, group, document or media; gender and number."""

    code: str
    gender: str
    plural: bool


@cache
def speaker_nouns() -> dict[str, Noun]:
    """Nouns of `speaker_nouns.csv` by lower-case form, plurals included."""
    table: dict[str, Noun] = {}
    for entry in lexicon.load("speaker_nouns"):
        gender, plural = entry.extra["gender"], entry.extra["number"] == "p"
        table[entry.form] = Noun(entry.code, gender, plural)
        if not plural:
            for form in _plurals(entry.form):
                table.setdefault(form, Noun(entry.code, gender, True))
    return table


def _plurals(form: str) -> tuple[str, ...]:
    if form.endswith(("s", "x")):
        return (form,)
    if form.endswith(("al", "eau", "au")):
        return (form[:-2] + "aux" if form.endswith("al") else form + "x", form + "s")
    return (form + "s",)


@cache
def _spoken() -> frozenset[str]:
    """Finite forms of verbs of speech that are not also nouns ("annonce", "demande")."""
    found = {word for word, found in verbs.forms().items() if any(f.tense == "finite" for f in found)}
    return frozenset(found) - _not_verbs("finite")


@cache
def _not_verbs(code: str) -> frozenset[str]:
    return frozenset(e.form for e in lexicon.load("not_verbs") if e.code == code)


def finite(token: Token) -> bool:
    """Whether a word looks like a finite verb: an auxiliary, or an ending that hardly any noun has."""
    return token.text[0].islower() and _finite(token.low)


@lru_cache(KEPT)
def _finite(low: str) -> bool:
    if low in _spoken():
        return True
    return low in _FINITE or (bool(_ENDING.search(low)) and low not in _not_verbs("finite"))


@lru_cache(KEPT)
def infinitive(word: str) -> bool:
    """Whether a lower-case word looks like an infinitive."""
    return bool(_INFINITIVE.match(word)) and word not in _not_verbs("infinitive")


def capital(token: Token) -> bool:
    """Whether a token is a capitalised word."""
    return token.text[0].isupper()


def masked(token: Token) -> bool:
    """Whether a token stands for words in quotation marks."""
    return token.text[0] == MASK


def adverb(token: Token) -> bool:
    """Whether a token is an adverb that may stand beside a verb."""
    return is_adverb(token.low)


def is_adverb(low: str) -> bool:
    """Whether a lower-case word is an adverb that may stand beside a verb."""
    return low in ADVERBS or (low.endswith("ment") and low not in speaker_nouns())


def adverbial(words: list[Token], at: int) -> int:
    """Number of tokens of an adverbial phrase ("de son côté") that begins at an index, else 0."""
    if at >= len(words) or words[at].low not in _OPENING_ADVERBIAL:
        return 0
    here = " ".join(w.low for w in words[at : at + 3]).replace("' ", "'")
    for phrase in _ADVERBIAL:
        if here == phrase or here.startswith(phrase + " "):
            return phrase.count(" ") + 1
    return 0


@cache
def states() -> frozenset[str]:
    """States of mind ("préoccupé") of `speech_cues.csv`, masculine singular."""
    return frozenset(lexicon.fold(e.form) for e in lexicon.load("speech_cues") if e.code == "state")


def state(word: str) -> bool:
    """Whether a word is a state of mind, in any gender and number."""
    low = lexicon.fold(word)
    return any(low[: len(low) - cut] in states() for cut in range(min(4, len(low))))
