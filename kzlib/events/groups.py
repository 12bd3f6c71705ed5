"""Verb groups: a verb with its auxiliaries, its voice, its tense, whether it is negated, what governs it."""

from __future__ import annotations

from typing import NamedTuple

from kzlib.events.syntax import AVOIR, ETRE, QUE, RELATIVE, Word, strong

_NEGATION = frozenset("pas plus jamais guère aucun aucune rien".split())
# What may stand between an auxiliary and its participle.
_BETWEEN = frozenset(
    (
        "également aussi déjà ainsi encore toujours alors ensuite puis enfin donc même bien tous toutes tout très "
        "depuis désormais finalement soudain aussitôt hier lundi mardi mercredi jeudi vendredi samedi dimanche soir "
        "matin par ailleurs de nouveau à d'abord d abord son côté pour sa leur part en outre effet vain plus peu "
        "après-midi ce cette semaine journée retour partie outre-mer le la les pas jamais guère rien "
        "entre-temps temps brièvement fois une un seconde deux elle "
        "eux quant vite par-dessus lui-même elle-même eux-mêmes elles lui tôt tard la veille lendemain au dans"
    ).split()
)
_ADJECTIVES = frozenset(
    (
        "vaste grand grande petit petite nouvelle nouveau violent violente première dernière seconde deuxième double "
        "simple brève large forte grosse immense énième récente forte nette importante rare longue même seule telle"
    ).split()
)
_JOINS = frozenset({"et", "puis", "ou"})
_BEFORE_ELIDED = _BETWEEN - _JOINS
_CLITIC = frozenset("se s y en lui leur l le la les".split())
_BEFORE_VERB = _CLITIC | {"ne", "n"}
_DETERMINER = frozenset(
    "le la les l un une des du d de ce cet cette ces son sa ses leur leurs au aux chaque aucun aucune plusieurs".split()
)
_NUMBERS = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent mille plusieurs autres".split()
)
# Verbs before an infinitive: those that leave it a fact, those that put it in the future, the rest make it no event.
_PREPOSITIONS = frozenset("par sur sous sans avec dans vers chez entre dès".split())
_DONE = frozenset(
    (
        "affirme affirment disent assure assurent reconnaît annonce annoncent confirme revendique accepté accepte "
        "venus venues commencé commence commencent commençaient décidé décide décident reconnu venu vient "
        "viennent "
        "continué continue continuent entrepris fini entamé annoncé affirmé dit avoué admis confirmé ordonné procédé "
    ).split()
)
_FINITE = frozenset({"present", "imperfect", "future", "conditional", "simple"})
_STATES = frozenset("reste restent restait restaient demeure demeurent semble semblent paraît peut peuvent".split())
_TRIED = frozenset("tenté tente tentent tentait tentaient essayé essaient essayaient".split())
_DENIED = frozenset("démenti dément démentent nié nie nient démentait".split())
_CALLED = frozenset("appelle appellent appelé appelait appelaient invité exhorté".split())
_AHEAD = frozenset("doit doivent devait devaient devrait devraient va vont allait allaient compte comptent prévoit "
                   "prévoient envisage envisagent s'apprête apprête apprêtent prévu promis".split())  # fmt: skip


class VerbGroup(NamedTuple):
    """A verb in its group: words `first` (auxiliary) to `head`; `voice` is active, passive, reflexive or être.

    être: an auxiliary être without été, which is a passive for some verbs and a perfect for others. `tense` is past,
    present, imperfect, pluperfect, future, conditional, subjunctive, infinitive, gerund, or participle (none at all).
    `governed` is "done", "ahead" or "" for an infinitive by the verb before it.
    """

    first: int
    head: int
    voice: str
    tense: str
    negated: bool
    governed: str = ""


def group_at(sentence: list[Word], head: int, kinds: frozenset[str]) -> VerbGroup | None:
    """The verb group whose verb is the word at `head`, None if that word is no verb there."""
    if "participle" in kinds:
        found = _with_auxiliary(sentence, head) or _elided(sentence, head)
        if found:
            return found
    finite = kinds & _FINITE
    if finite and not _nominal(sentence, head):
        return _finite(sentence, head, min(finite))
    if "infinitive" in kinds and not _nominal(sentence, head):
        return _infinitive(sentence, head)
    if "gerund" in kinds and not _nominal(sentence, head):
        return VerbGroup(head, head, "active", "gerund", False)
    if "participle" in kinds and not (
        _determined(sentence, head) or _counted(sentence, head) or _lasting(sentence, head)
    ):
        return VerbGroup(head, head, "passive", "participle", False)
    return None


def _determined(sentence: list[Word], head: int) -> bool:
    """Whether a determiner stands right before a word: a noun then ("les blessés", "un déployé")."""
    return head > 0 and sentence[head - 1].text in _DETERMINER and not sentence[head].gap.strip(" '’\u00a0")


def _lasting(sentence: list[Word], head: int) -> bool:
    """Whether a participle only says in what state something is ("les axes restaient bloqués")."""
    return head > 0 and sentence[head - 1].text in _STATES


def _counted(sentence: list[Word], head: int) -> bool:
    """Whether a number stands right before a participle: people then ("huit tués")."""
    before = sentence[head - 1].text if head else ""
    return before.isdigit() or before in _NUMBERS


def _nominal(sentence: list[Word], head: int) -> bool:
    """Whether a form that may be a noun is one: a determiner before it, with an adjective between or not."""
    if head > 1 and sentence[head - 1].text in _ADJECTIVES and sentence[head - 2].text in _DETERMINER:
        return True
    if head and (
        sentence[head - 1].text in _PREPOSITIONS
        or (sentence[head - 1].text == "en" and not _after_pronoun(sentence, head - 1))
    ):
        return True
    if not _determined(sentence, head):
        return False
    before = sentence[head - 1].text
    if before in ("l", "le", "la", "les", "leur"):  # "l'accuse", "les arrête": clitics after a subject pronoun
        return not (head > 1 and sentence[head - 2].text in ("il", "elle", "ils", "elles", "on", "qui", "ne", "n"))
    return before not in ("de", "d")


def _elided(sentence: list[Word], head: int) -> VerbGroup | None:
    """A participle that shares the auxiliary of one before it ("a été destitué et arrêté", "puis étendu")."""
    i = head - 1
    while i > 0 and sentence[i].text in _BEFORE_ELIDED:
        i -= 1
    if i < 1 or not (sentence[i].text in _JOINS or "," in sentence[i + 1].gap):
        return None
    for j in range(i - 1, max(-1, i - 24), -1):
        text = sentence[j].text
        if strong(sentence[j + 1].gap) or text in RELATIVE or text in QUE:
            return None
        if text in AVOIR and sentence[head].text.endswith(("ée", "és", "ées", "ie", "ies", "ue", "ues")):
            return None  # agrees with a noun: "la milice, désormais qualifiée de..."
        if text in ("être", "avoir", "étant", "ayant"):
            continue
        if text in AVOIR or (text in ETRE and text != "été"):
            been = "été" in [w.text for w in sentence[j + 1 : j + 4]]
            shared = _close(sentence, j, head, text, False, been)
            return (
                None
                if shared.tense in ("infinitive", "gerund")
                else VerbGroup(head, head, shared.voice, shared.tense, shared.negated)
            )
    return None


def _after_pronoun(sentence: list[Word], i: int) -> bool:
    """Whether a word follows a subject pronoun or a negation: "en" is a pronoun then too."""
    return i > 0 and sentence[i - 1].text in ("il", "elle", "ils", "elles", "on", "qui", "n", "ne", "s", "se")


def _with_auxiliary(sentence: list[Word], head: int) -> VerbGroup | None:
    negated = been = False
    i = head - 1
    while i >= 0 and head - i <= 7:
        text = sentence[i].text
        if "-" in text and text.split("-")[0] in AVOIR:  # "a-t-il"
            text = text.split("-")[0]
        if strong(sentence[i + 1].gap):
            return None
        if text == "été":
            been = True
        elif text in AVOIR or text in ETRE:
            return _close(sentence, i, head, text, negated, been)
        elif text in _NEGATION:
            negated = negated or text not in ("plus",) or sentence[i - 1].text in AVOIR or sentence[i - 1].text in ETRE
        elif text not in _BETWEEN and not text.endswith("ment"):
            return None
        i -= 1
    return None


def _close(sentence: list[Word], at: int, head: int, aux: str, negated: bool, been: bool) -> VerbGroup:
    first = at
    reflexive = False
    while first > 0 and sentence[first - 1].text in _BEFORE_VERB:
        first -= 1
        negated = negated or sentence[first].text in ("ne", "n")
        reflexive = reflexive or sentence[first].text in ("se", "s")
    tense = AVOIR[aux] if aux in AVOIR else ETRE[aux]
    if aux in AVOIR:
        voice = "passive" if been else "active"
    else:
        voice = "reflexive" if reflexive else "être"
        tense = {"present": "past", "imperfect": "pluperfect"}.get(tense, tense) if voice == "reflexive" else tense
    group = VerbGroup(first, head, voice, tense, negated)
    if tense == "infinitive":
        return VerbGroup(first, head, voice, tense, negated, _governor(sentence, first))
    return group


def _finite(sentence: list[Word], head: int, kind: str) -> VerbGroup:
    first, negated, reflexive = head, False, False
    while first > 0 and sentence[first - 1].text in _BEFORE_VERB:
        first -= 1
        negated = negated or sentence[first].text in ("ne", "n")
        reflexive = reflexive or sentence[first].text in ("se", "s")
    tense = "past" if kind == "simple" else kind
    return VerbGroup(first, head, "reflexive" if reflexive else "active", tense, negated)


def _infinitive(sentence: list[Word], head: int) -> VerbGroup:
    first, reflexive = head, False
    while first > 0 and sentence[first - 1].text in _CLITIC:
        first -= 1
        reflexive = reflexive or sentence[first].text in ("se", "s")
    voice = "reflexive" if reflexive else "active"
    return VerbGroup(first, head, voice, "infinitive", False, _governor(sentence, first))


def _governor(sentence: list[Word], first: int) -> str:
    """What the verb before an infinitive makes of it; up to five words before, within the clause."""
    for i in range(first - 1, max(-1, first - 6), -1):
        text = sentence[i].text
        if strong(sentence[i + 1].gap) or text in ("pour", "sans", "afin", "avant"):
            return ""
        if text in _DONE:
            return "done"
        if text in _AHEAD:
            return "ahead"
        if text in _CALLED:
            return "called"
        if text in _DENIED:
            return "denied"
        if text in _TRIED:
            return "tried"
    return ""
