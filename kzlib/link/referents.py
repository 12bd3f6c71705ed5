"""Whom the words that name a speaker stand for: a mention, someone described before, or the words themselves."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable

from kzlib.article import Article
from kzlib.link import anaphora, descriptions
from kzlib.link.knowledge import Known, Names, Referent, governed
from kzlib.quotations import words as w
from kzlib.records import Mention

__all__ = ["Discourse", "Referent"]

_ONE_OF = re.compile(r"(?:l['’]une?|certaine?s|plusieurs|une?|deux)\s+d['’](?:entre\s+)?(eux|elles)\b", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:une?|des)\b", re.IGNORECASE)
_THE = re.compile(r"l[ea]\s|l['’]")
_BETWEEN = re.compile(
    r"[\s«\"“]*(?:de (?:télévision|presse|radio)\s*)?(?:privée?|publique?|d['’][Éé]tat|russe|américaine?|locale?)?\s*"
)
# Heads that speak for the body named after them, when they have no name of their own.
_FOR_BODY = frozenset(
    "porte-parole responsable responsables représentant représentante représentants officiel officiels source sources "
    "correspondant correspondante correspondants journaliste journalistes photographe photographes vidéaste équipe "
    "équipes secrétariat service services".split()
)
# Descriptions that take whoever of their gender was last spoken of.
_ANAPHORIC = frozenset(
    "dirigeant dirigeante responsable intéressé intéressée diplomate magistrat magistrate élu élue homme femme "
    "fonctionnaire syndicaliste avocat avocate militant militante prélat officier militaire opposant opposante "
    "leader haut-responsable ex-président ex-présidente ex-dirigeant ex-chef".split()
)
_STATE = frozenset({"etat", "état"})
_STATE_HEADS = frozenset({"président", "présidente", "chef", "cheffe", "souverain", "monarque", "roi"})


def _by_capital(name: str) -> Referent | None:
    """The state that a capital stands for where it speaks ("Vienne a démenti")."""
    kind, code, state = descriptions.country(name) or ("", "", "")
    return Referent(state, f"state-{code.lower()}", "state") if kind == "metonym" else None


class Discourse:
    """Who has been spoken of, in the order of the text; answers what a noun phrase or pronoun stands for."""

    def __init__(self, article: Article, names: Names) -> None:
        self.article = article
        self.names = names
        self.focus: list[tuple[int, Referent]] = []
        self.spoken: list[Referent] = []
        self.known: dict[str, Known] = {}  # in the order in which they were last spoken of
        self._read = 0
        self._sentence = 0

    def advance(self, at: int) -> None:
        """Take in all mentions and sentence subjects before an offset."""
        mentions = self.names.mentions
        while self._read < len(mentions) and mentions[self._read].start < at:
            actor = mentions[self._read].actor_id
            known = self.known.pop(actor, None) or Known(self.names)
            known.numbers.append(self._read)
            self.known[actor] = known
            self._read += 1
        sentences = self.article.sentences
        while self._sentence < len(sentences) and sentences[self._sentence].start < at:
            sentence = sentences[self._sentence]
            if self._note_subject(sentence.start, min(at, sentence.end)) or sentence.end <= at:
                self._sentence += 1
            else:
                break

    def _note_subject(self, start: int, end: int) -> bool:
        """Note the subject of a sentence. Whether there is one."""
        mention = self.names.subject(start, end)
        if mention:
            self.speaks(mention.start, self.referent(mention))
        return mention is not None

    def referent(self, mention: Mention) -> Referent:
        """A mention as somebody who can speak."""
        name, plural = mention.name, mention.type == "group" and mention.name.lower().endswith("s")
        if mention.type in ("organisation", "group"):
            gender = descriptions.gender_of_name(name)
        elif mention.type == "state":
            gender, plural = "f" if name.endswith("e") else "m", name.endswith("s")
        elif mention.type == "place" and (state := _by_capital(name)):
            return state
        else:
            known = self.known.get(mention.actor_id)
            gender = known.gender if known else None
        return Referent(name, mention.actor_id, mention.type, gender, plural)

    def speaks(self, at: int, referent: Referent | None) -> None:
        """Note who speaks at an offset: pronouns after it mean him or her first."""
        if referent:
            insort(self.focus, (at, referent), key=lambda f: f[0])

    def said(self, at: int, referent: Referent | None) -> None:
        """Note who said something, in the order of the text; "la même source" means the last of them."""
        if referent:
            self.speaks(at, referent)
            self.spoken.append(referent)

    def since(self, start: int, end: int) -> Referent | None:
        """The person who was the subject of a sentence between two offsets."""
        found = [r for at, r in self.focus[-3:] if start <= at < end and r.type == "person"]
        return found[-1] if found else None

    def pronoun(self, word: str) -> Referent | None:
        """Whom a pronoun means: the last who spoke or was the subject, of its gender and number."""
        plural = word in ("ils", "elles", "eux")
        gender = None if word in ("on", "en croire") else "f" if word.startswith("elle") else "m"
        for _, referent in reversed(self.focus[-12:]):
            fits = referent.gender in (None, "mf", gender) or gender is None
            number = referent.plural in (None, plural) or (plural and referent.type in ("organisation", "state"))
            if fits and number and not (plural and referent.type == "person"):
                return referent
        return None if plural or gender is None else self._person(gender)

    def _person(self, gender: str) -> Referent | None:
        """The person of a gender who was last spoken of, subject or not."""
        return self._latest(lambda k: k.gender in (None, gender), {"person"})

    def phrase(self, start: int, end: int) -> Referent | None:
        """Whom a noun phrase means."""
        text = self.article.text[start:end]
        if m := _ONE_OF.match(text):
            return self.pronoun(m.group(1).lower())
        if gender := anaphora.latter(text):
            return self._person(gender)
        head, at = descriptions.head(text)
        if self.spoken and anaphora.same(text):
            return self._same(head)
        if self.spoken and anaphora.document(text, head):
            return self.spoken[-1]
        if anaphora.spokesperson(text) and self.focus and self.focus[-1][1].type != "person":
            return self.focus[-1][1]
        mention = self._named(start, end, head, start + at)
        if mention:
            return self.referent(mention)
        described = self._described(text, head)
        if described:
            return described
        name = descriptions.proper_name(text) or descriptions.plain(text)
        known = self._surname(name) if name else None
        if known:
            return known
        noun = w.speaker_nouns().get(head)
        if state := _by_capital(name or ""):
            return state
        kind = "person" if noun and noun.code == "role" and not noun.plural else "group"
        return (
            Referent(name, None, kind, noun.gender if noun else None, noun.plural if noun else None) if name else None
        )

    def _same(self, head: str) -> Referent:
        """Who spoke last; "le même magistrat" means the last person who did."""
        if head.startswith("source"):  # "une source policière", then "la même source", though others spoke since
            source = next((r for r in reversed(self.spoken[-4:]) if r.name.lower().startswith("source")), None)
            return source or self.spoken[-1]
        noun = w.speaker_nouns().get(head)
        people = (r for r in reversed(self.spoken) if r.type == "person")
        person = next(people, None) if noun and noun.code == "role" and not noun.plural else None
        return person or self.spoken[-1]

    def _surname(self, name: str) -> Referent | None:
        """The person whose name ends as a phrase does, after a title ("le Pr Ondo Ossa")."""
        last = name.split()[-1]
        if not last[0].isupper():
            return None
        return self._latest(lambda k: k.mention.name.split()[-1] == last, {"person"})

    def _named(self, start: int, end: int, head: str, at: int) -> Mention | None:
        """The mention that a noun phrase names: a person in apposition, a body at its head, a body it speaks for."""
        inside = self.names.inside(start, end)
        text = self.article.text
        noun = w.speaker_nouns().get(head)
        people = [m for m in inside if m.type == "person" and not governed(text, start, m.start)]
        if noun and noun.code != "role":
            people = [m for m in people if "," in text[start : m.start]]
        if people:
            apart = [m for m in people if "," in text[start : m.start]]
            return (apart or people)[0]
        others = [m for m in inside if m.type != "person"]
        if head in _FOR_BODY or (noun and noun.code == "document"):
            bodies = [m for m in others if m.type != "place" and m.start > at]
            if bodies:
                return bodies[0]
        if noun and noun.code == "media" and others and others[-1].end == end and others[-1].start > at:
            return others[-1]
        for mention in others:
            if mention.start <= at < mention.end or mention.start == start:
                return mention
        for mention in others:
            between = text[at + len(head) : mention.start]
            if noun and noun.code in ("body", "media", "group", "document") and _BETWEEN.fullmatch(between):
                return mention
        return others[0] if others and others[0].start - start <= 4 and noun is None else None

    def _described(self, text: str, head: str) -> Referent | None:
        """Whom a description means: who was last described with the same noun, or whose country and office fit."""
        words = set(descriptions.low(text.split(",")[0]))
        noun = w.speaker_nouns().get(head)
        if noun is None or noun.plural or _INDEFINITE.match(text.strip()):
            return None
        if noun.code in ("body", "media"):
            return self._body(text, head) if len(words) <= 2 or anaphora.body(text, head) else None
        if noun.code != "role":
            return None
        nations = descriptions.nations(words)
        of_state = head.startswith("chef") and bool(words & _STATE)
        heads = {head, "président", "présidente"} if of_state else {head}
        gender = noun.gender
        rest = {x for x in words - heads if len(x) > 3 and x not in _STATE}
        rest = {x for x in rest if not (nations and descriptions.country(x))}

        def fits(known: Known) -> bool:
            right = not nations or known.mention.country in nations or bool(nations & descriptions.nations(known.words))
            return (right and gender in (known.gender, "mf", None)) or (right and known.gender is None)

        if "ex-" in text.lower() or words & {"ancien", "ancienne"}:
            former = self._latest(
                lambda k: fits(k) and bool(k.words & {"ancien", "ancienne", "ex-président"}), {"person"}
            )
            return former or self._latest(fits, {"person"})
        same = self._latest(lambda k: fits(k) and bool(k.words & heads) and rest <= k.words, {"person"})
        same = same or self._latest(lambda k: fits(k) and bool(k.words & heads) and not rest, {"person"})
        if same:
            return same
        if nations and heads & _STATE_HEADS:
            return self._latest(fits, {"person"})
        if head in _ANAPHORIC and not rest - {"haut", "haute"}:
            return self._last_person(fits) or self._latest(fits, {"person"})
        return self._last_person(fits) if not rest and not nations and _THE.match(text.strip().lower()) else None

    def _body(self, text: str, head: str) -> Referent | None:
        """The body that a noun means: that with it in its name, else the last organisation that spoke or acted."""
        named = self._latest(lambda k: head in descriptions.low(k.mention.name), {"organisation", "group"})
        if named or not anaphora.body(text, head):
            return named
        found = (r for _, r in reversed(self.focus[-12:]) if r.type == "organisation")
        return next((r for r in found if anaphora.taken_up(r.name, r.id)), None)

    def _last_person(self, test: Callable[[Known], bool]) -> Referent | None:
        """Who was last spoken of, if a person whom a description fits: "le ministre", of one named before."""
        referent = self.focus[-1][1] if self.focus else None
        known = self.known.get(referent.id or "") if referent else None
        return referent if known and known.mention.type == "person" and test(known) else None

    def _latest(self, test: Callable[[Known], bool], types: set[str]) -> Referent | None:
        """Who was last spoken of, of some types, that passes a test."""
        found = (k for k in reversed(self.known.values()) if k.mention.type in types and test(k))
        known = next(found, None)
        return self.referent(known.mention) if known else None
