"""The days of an event: from the date that governs its clause, never from the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_left

from kzlib.article import Article
from kzlib.events import scene as scenes
from kzlib.events import tellings
from kzlib.events.scene import Scene, stretches
from kzlib.events.syntax import RELATIVE, Piece, finite
from kzlib.records import DateMention, Event, Readings

# Events that come to be by being announced: the day of the announcement is theirs.
_ANNOUNCED = frozenset({"dismissal", "appointment", "state_of_emergency", "resignation", "deployment", "request"})
# What before a date makes it the day of a noun, the end or the span of something rather than the day of an event.
_OF_NOUN = re.compile(
    r"(?:jusqu['’]|d['’]ici|\bavant|\bdu|\bde|\bdes|d['’])\W*(?:(?:à|au|aux|en|la|le|les|l['’])\W*)*$"
)
_SPAN = re.compile(r"(?:du|de la|jusqu|d['’]ici)\b", re.IGNORECASE)
_ITS = re.compile(r"\b(?:de|du)\W(?:la |ce )?$")
_INFINITIVE = re.compile(r"\b(?:avoir|être)\b")
_FOR = re.compile(r"\b(?:pour|de|que) (?:la|cette) (?:seule )?\w+\W+(?:de|du)\W*(?:la |l['’]|le )?$")
_FROM = re.compile(r"\b(?:à partir|à compter|en date) (?:de|du)\W*$")
_THEN = frozenset({"puis", "avant"})
_DONE_FROM = re.compile(r"[éiu]e?s? de $")  # "a orchestré de 2019 à 2021"
_PART = re.compile(r"(?:nuit|matinée|soirée|journée|soir|matin|aube)\W+(?:de|du)\W*(?:la |l['’]|le )?$")
_ENDED = frozenset({"dismissal", "resignation"})
# Told in the past after "La veille, ...", these happened then too.
_SCENES = frozenset({"violence", "storming", "protest"})
_OPENING = 12  # characters from the start of a sentence in which a date opens it
_DATELINE = re.compile(
    r"[(]?[A-ZÀ-Ý][\w’' -]{1,30},\s(?:le )?(?:\w+ )?\d{1,2}(?:er)? \w+(?: \d{4})?\s*(?:\([^)]*\))?\s*[)–—:-]"
)
# An adverbial that ties a sentence to the moment told just before.
_RELAY = re.compile(
    r"(?:(?:quelques|deux|trois|plusieurs) (?:heures|minutes) (?:plus tôt|plus tard|avant|après|auparavant)"
    r"|peu (?:avant|après)|dans la foulée|aussitôt|au même moment|dans le même temps|simultanément|immédiatement)\b",
    re.IGNORECASE,
)
_BESIDE = 70  # characters within which a noun told by no verb has its date
_TOUCHING = 8  # characters between a noun and the date that says when it happened ("le coup d'Etat du 30 août")
_NOUN = 24  # the same, for a date before the noun that its verb has as object ("a annoncé mardi l'arrestation lundi")
_WRONG_SIDE = 50  # characters that a date before an infinitive counts as farther


def date(article: Article, readings: Readings) -> None:
    """Set `first` and `last` of every event from the dates of its sentence."""
    events = sorted(readings.events, key=lambda e: e.cue_start)
    cues = [e.cue_start for e in events]
    starts = [d.start for d in readings.dates]
    for sentence in article.sentences_of(cues):
        told = events[bisect_left(cues, sentence.start) : bisect_left(cues, sentence.end)]
        dateline = _DATELINE.match(article.text, sentence.start, sentence.end)
        start = dateline.end() if dateline else sentence.start
        days = [d for d in readings.dates[bisect_left(starts, start) : bisect_left(starts, sentence.end)] if d.first]
        for lo, hi in stretches(article.text, sentence.start, sentence.end) if told and days else ():
            here = [e for e in told if lo <= e.cue_start < hi]
            _date_stretch(scenes.stage(article.text, lo, hi), here, [d for d in days if lo <= d.start < hi])
    _carry(article, readings)


def _date_stretch(scene: Scene, told: list[Event], days: list[DateMention]) -> None:
    for event in told:
        found = governing(scene, event, days)
        if found and _total(event) and _since(scene, event, found):
            event.needs |= {"never"} if event.type == "arrest" else set()
            found = None
        if (
            found
            and event.type == "statement"
            and _FROM.search(scene.text, max(scene.start, found.start - 20), found.start)
        ):
            continue  # "va cesser à partir de mercredi": the day of what is announced
        if found and not (event.type == "statement" and _taken(scene, event, found, told)):
            event.first, event.last = found.first, found.last


def _total(event: Event) -> bool:
    """Whether an event counts people: told with "depuis", it is a total and no event of a day."""
    return event.type == "arrest" or bool(event.needs & {"victims", "toll"})


def _since(scene: Scene, event: Event, day: DateMention) -> bool:
    """Whether "depuis" stands before a date, or between an event and it ("depuis le putsch du 26 juillet")."""
    if day.start > event.cue_end and " depuis " in scene.text[event.cue_end : day.start]:
        return True
    return scene.text[max(scene.start, day.start - 10) : day.start].lower().count("depuis") > 0


def _taken(scene: Scene, event: Event, day: DateMention, told: list[Event]) -> bool:
    """Whether the date of a statement is rather that of an event told nearer to it in the same piece."""
    at = _piece(scene, day.start)
    if at != _piece(scene, event.cue_start):
        return False
    others = [o for o in told if o.type != "statement" and _piece(scene, o.cue_start) == at]
    if _INFINITIVE.search(scene.text, event.cue_end, day.start):
        return True
    coordinate = scene.text[day.end : event.cue_start].strip() in ("et", "puis")
    return any(_gap(o, day) < _gap(event, day) or (coordinate and o.cue_start < day.start) for o in others)


def governing(scene: Scene, event: Event, days: list[DateMention]) -> DateMention | None:
    """The date that governs an event in its sentence, None if there is none.

    In order: in the same piece; in the adjuncts beside it, which the event then covers too; at the opening of the
    sentence; for a clause of time ("quand des manifestants...") or for what is announced, in the clause above.
    """
    at = _piece(scene, event.cue_start)
    if "right" in event.needs:
        days = [d for d in days if d.start >= event.cue_end]
    if "touching" in event.needs:
        days = [d for d in days if d.start <= event.cue_end + _BESIDE]
    if at is None or not days:
        return None
    told = {at, _piece(scene, event.end - 1)} - {None}
    own = [d for d in days if _piece(scene, d.start) in told]
    plain = [d for d in own if not _of_noun(scene, event, d)]
    if plain or (own and "own" in event.needs):
        return _nearest(scene, event, plain or own)
    if "own" in event.needs:
        return None
    for beside in _adjuncts(scene, at):
        if event.type == "statement" and _others(scene, at, beside):
            continue
        near = [d for d in days if _piece(scene, d.start) == beside and not _of_noun(scene, event, d)]
        if near:
            _cover(scene, event, beside)
            return _nearest(scene, event, near)
    found = _above(scene, event, at, [d for d in days if not _of_noun(scene, event, d)])
    return found or (_of_attack(scene, own) if event.type == "violence" else None)


def _of_attack(scene: Scene, days: list[DateMention]) -> DateMention | None:
    """The day of the violence that people were killed in ("tués dans les attaques de mardi")."""
    for day in days:
        its = _ITS.search(scene.text, max(scene.start, day.start - 8), day.start)
        if its and tellings.holds(scene.text[max(scene.start, day.start - 30) : day.start], frozenset({"toll"})):
            return day
    return None


def _above(scene: Scene, event: Event, at: int, days: list[DateMention]) -> DateMention | None:
    """The date that opens the sentence, or that of the clause that an event's clause depends on."""
    if scene.opener(_word(scene, event.cue_start)) in RELATIVE:
        return None
    before = [d for d in days if d.end <= event.cue_start]
    if before and before[0].start - scene.start <= _OPENING:
        return before[0]
    if (
        before
        and scene.pieces[at].opener == ","
        and _bare(scene, scene.pieces[at])
        and _piece(scene, before[-1].start) == at - 1
        and scene.pieces[at - 1].opener not in RELATIVE
    ):
        return before[-1]
    opener = next((scene.pieces[n].opener for n in range(at, -1, -1) if scene.pieces[n].opener != ","), "")
    if opener in ("", "et") and scene.words[scene.pieces[at].first].text not in ("et", "puis", "avant"):
        return None
    if before and (opener != "que" or event.type in _ANNOUNCED) and opener not in ("qui", "dont"):
        return before[-1]
    return None


def _word(scene: Scene, offset: int) -> int:
    """Number of the word at an offset."""
    return next(n for n, word in enumerate(scene.words) if word.end > offset)


def _cover(scene: Scene, event: Event, piece: int) -> None:
    """Widens an event to an adjunct that dates it."""
    lo, hi = scene.pieces[piece].first, scene.pieces[piece].last - 1
    event.start = min(event.start, scene.words[lo].start)
    event.end = max(event.end, scene.words[hi].end)


def _gap(event: Event, day: DateMention) -> float:
    """Characters between an event's words and a date; those before the words count half as much again."""
    if day.start >= event.cue_end:
        return day.start - event.cue_end
    return max(0.0, (event.cue_start - day.end) * 1.5)


def _nearest(scene: Scene, event: Event, days: list[DateMention]) -> DateMention:
    """The date nearest to the words that tell the event."""

    def distance(day: DateMention) -> float:
        # "a reconnu jeudi avoir tiré": the day is that of the verb above the infinitive
        noun = _NOUN if "object" in event.needs and day.end <= event.cue_start else 0
        infinitive = day.end <= event.cue_start and scene.text.startswith("avoir ", event.cue_start)
        return _gap(event, day) + (_WRONG_SIDE if infinitive else noun)

    return min(days, key=distance)


def _of_noun(scene: Scene, event: Event, day: DateMention) -> bool:
    """Whether a date is that of a noun, a span or an end ("les émeutes de janvier", "du 5 au 9", "jusqu'à lundi")."""
    if event.cue_end <= day.start <= event.cue_end + _TOUCHING:
        return False
    if _SPAN.match(scene.text, day.start):
        return True
    if day.grain == "range" and _DONE_FROM.search(scene.text, max(scene.start, day.start - 12), day.start):
        return False
    lead = scene.text[max(scene.start, day.start - 28) : day.start]
    if _FROM.search(lead):
        return False
    if _PART.search(lead):
        return bool(_FOR.search(lead))
    return bool(_OF_NOUN.search(lead))


def _piece(scene: Scene, offset: int) -> int | None:
    for number, piece in enumerate(scene.pieces):
        if scene.words[piece.first].start <= offset < scene.words[piece.last - 1].end:
            return number
    return None


def _adjuncts(scene: Scene, at: int) -> list[int]:
    """Pieces beside a piece that hold no clause of their own: nearest first, to the left and to the right."""
    left, right = [], []
    for number in range(at - 1, -1, -1):
        if scene.pieces[number + 1].opener != "," or not _bare(scene, scene.pieces[number]):
            break
        left.append(number)
    for number in range(at + 1, len(scene.pieces)):
        if scene.pieces[number].opener != "," or not _bare(scene, scene.pieces[number]) or _agrees(scene, number):
            break
        right.append(number)
    return [n for pair in zip(left, right, strict=False) for n in pair] + left[len(right) :] + right[len(left) :]


def _others(scene: Scene, at: int, beside: int) -> bool:
    """Whether the date of an adjunct is that of another clause than the statement's, told by a participle."""
    if beside > at:
        return scene.words[scene.pieces[beside].first].text.endswith("ant")
    return beside > 0 and _agrees(scene, beside)


def _agrees(scene: Scene, piece: int) -> bool:
    """Whether a piece opens with a participle: its date is that of the noun before ("les obsèques, prévues lundi")."""
    word = scene.words[scene.pieces[piece].first].text
    return word in _THEN or (
        len(word) > 4
        and word.endswith(("é", "ée", "és", "ées", "ue", "ues", "vu", "vus", "ise", "ises", "ite", "ites"))
    )


def _bare(scene: Scene, piece: Piece) -> bool:
    """Whether a piece has no finite verb."""
    return not any(finite(w) for w in scene.words[piece.first : piece.last])


def _carry(article: Article, readings: Readings) -> None:
    """Dates what has none from what was told just before it.

    An office taken over in the sentence after a dismissal, what an adverbial ties to that moment ("aussitôt"), and
    what is told in the past in a paragraph after a sentence that a date opens ("La veille, ...").
    """
    previous: Event | None = None
    for event in readings.events:
        if not event.first and previous and _follows(article, event, previous):
            words = _from_opening(article, event)
            handed = previous.type in _ENDED and event.type == "appointment" and "intérim" in words
            if (
                handed
                or _RELAY.search(words)
                or ("bare" in event.needs and event.type in _SCENES and _opens(article, readings, previous))
            ):
                event.first, event.last = previous.first, previous.last
        if event.first:
            previous = event


def _from_opening(article: Article, event: Event) -> str:
    """The words of an event and what opens its sentence."""
    sentence = article.sentence_at(event.cue_start)
    opening = article.text[sentence.start : sentence.start + 40] if sentence else ""
    return opening + " " + article.text[event.start : event.end]


def _opens(article: Article, readings: Readings, event: Event) -> bool:
    """Whether the date of an event opens its sentence and paragraph: it sets the scene for what follows."""
    sentence = article.sentence_at(event.cue_start)
    if sentence is None:
        return False
    at = bisect_left(readings.dates, sentence.start, key=lambda d: d.start)
    return any(d.first == event.first and d.start <= sentence.start + _OPENING for d in readings.dates[at : at + 2])


def _follows(article: Article, event: Event, previous: Event) -> bool:
    """Whether an event is told in the sentence of another or in the next, in one paragraph."""
    here, there = article.sentence_at(event.cue_start), article.sentence_at(previous.cue_start)
    return bool(here and there and here.number - there.number <= 1 and here.paragraph == there.paragraph)
