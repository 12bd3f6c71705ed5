"""Where a number was counted: the place of its clause, of its sentence, of the figure before, or of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from kzlib.article import Article, Sentence
from kzlib.link.figures import scenes
from kzlib.records import Figure, Mention, Readings

_WHERE = re.compile(r",?\s+où(?!\w)")
_HERE = re.compile(
    r"\s+(?:de|dans|à|sur)\s+(?:cette|ce|cet)\s+(?:\w+\s+)?(?:ville|région|localité|commune|province|île|pays|quartier|village|État|archipel|territoire|département|camp)(?!\w)"
)
_EVERYWHERE = re.compile(
    r"(?<!\w)(?:dans|à\stravers|sur)\s(?:tout\s|l['’]ensemble\s(?:de\s|du\s)?)?(?:le\s)?(?:pays|territoire)(?!\w)",
    re.IGNORECASE,
)
_NEAR = 30
_SENTENCES = 40  # how far back a paragraph is read
_OTHER_CLAUSE = re.compile(
    r"[;:]|(?<!\w)(?:selon|d['’]après|qui)(?!\w)|,\s+(?:a|ont|avait|indiqu\w+|rapport\w+|annonc\w+|affirm\w+)(?!\w)"
)
# a dateline ("LIMA - ", "Bamako, 3 mai (AFP) - ") tells where the article was written
_DATELINE = re.compile(r"\s*(?:,[^-–—\n]{0,40})?(?:\([^)]{0,20}\))?\s+[-–—]\s")
_SPEAKS = re.compile(r"(?<!\w)(?:par|selon|pour|d['’]après)\s$", re.IGNORECASE)  # a capital that says something
_STRUCK = re.compile(
    r"(?<!\w)(?:secou|frapp|touch|ravag|endeuill|ébranl|agit|gagn|balay|dévast|embras|paralys|ensanglant)\w*\s+(?:\w+\s+)?(?:l[ea]s?\s|l['’])?$"
)
# a number for the whole country or since the beginning, not for the scene just told
_OVERALL = re.compile(
    r"(?<!\w)(?:depuis|au\stotal|en\stout|national\w*|bilan|dans\sle\spays|du\spays|à\stravers|partout)(?!\w)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[«“\"]|(?:les?|la|l['’]|ces?|cette|cet|ils?|elles?|un|une|deux|trois|sur\splace)(?!\w)", re.IGNORECASE
)
_SAID = re.compile(r",\s(?:a|ont|avait|avaient)\s|,\sselon\s")
# "un homme a été tué à X, portant le bilan à six morts": the sum is of the whole country
_SUM = re.compile(
    r"(?<!\w)(?:portant|porte|porter|portait|porté)\s(?:[^,;:.\d]{0,60}\s)?à\s(?:au\smoins\s)?$", re.IGNORECASE
)
_HEAD = re.compile(r"\s*:\s")


def link(article: Article, readings: Readings) -> None:
    """Set `place` of every figure, in place: a canonical name."""
    named = scenes.named(article, readings)
    country = _of_article(article, named)
    figures = sorted(readings.figures, key=lambda f: (f.start, f.end))
    sentences = [article.sentence_at(f.start) for f in figures]
    of_parts = {m.start for f in figures if f.part_of is not None for m in _within(named, f.start, f.end + _NEAR)}
    for number, (figure, sentence) in enumerate(zip(figures, sentences, strict=True)):
        if sentence and number and _sum(article.text, sentence, figure, figures[number - 1]):
            figure.place = country
        elif sentence and _EVERYWHERE.search(article.text, figure.start, min(figure.end + _NEAR, sentence.end)):
            figure.place = country
        elif sentence and not _HERE.search(article.text, figure.start, min(figure.end + _NEAR, sentence.end)):
            here = _within(named, sentence.start, sentence.end)
            if figure.part_of is None:
                here = [m for m in here if m.start not in of_parts]
            figure.place = _in_sentence(article.text, sentence, figure, here, figures[number + 1 : number + 12])
    by_start: dict[int, Figure] = {}
    before: Figure | None = None
    for number, (figure, sentence) in enumerate(zip(figures, sentences, strict=True)):
        if sentence is None:
            continue
        whole = by_start.get(figure.part_of) if figure.part_of is not None else before
        sent = figure.kind == "deployed" and not (whole and whole.kind == "deployed")
        if sent:  # soldiers are not where the fighting just told was
            whole = None
        figure.place = figure.place or _carried(article, sentence, whole)
        if figure.place is None and figure.part_of is None:  # "de 12 à 15 morts à Lima"
            joined = (
                f
                for f, s in zip(figures[number + 1 : number + 8], sentences[number + 1 : number + 8], strict=True)
                if s is sentence and f.part_of is None
            )
            figure.place = next((f.place for f in joined if f.place), None)
        figure.place = figure.place or (None if sent else _told_before(article, sentence, named)) or country
        by_start.setdefault(figure.start, figure)
        before = figure


def _carried(article: Article, sentence: Sentence, before: Figure | None) -> str | None:
    """The place of the figure before, in the same paragraph."""
    last = article.sentence_at(before.start) if before else None
    return before.place if before and last and last.paragraph == sentence.paragraph else None


def _within(named: Sequence[Mention], start: int, end: int) -> list[Mention]:
    lo = bisect_left(named, start, key=lambda m: m.start)
    return list(named[lo : bisect_left(named, end, key=lambda m: m.start)])


def _in_sentence(
    text: str, sentence: Sentence, figure: Figure, here: Sequence[Mention], following: Sequence[Figure]
) -> str | None:
    """The place after the number in its clause, else the nearest one before it, else a place named in passing."""
    located = [m for m in here if scenes.located(text, sentence.start, m)]
    following = [f for f in following if f.start >= figure.end]  # not those that share its predicate
    stop = next((f.start for f in following if f.part_of != figure.start), sentence.end)
    parts = [f for f in following if f.part_of == figure.start]
    after = [m for m in located if figure.start <= m.start < stop and not _separated(text[figure.end : m.start])]
    after = [m for m in after if not _of_part(text, parts, m)]
    if after and not (figure.part_of is not None and after[0].start - figure.end > _NEAR):
        return after[0].name
    if figure.part_of is not None:
        return None  # where the whole was counted
    before = [m for m in here if m.end <= figure.start and (m in located or _WHERE.match(text, m.end))]
    if before:
        return scenes.last(text, before).name
    if here and here[0].start == sentence.start and _HEAD.match(text, here[0].end, sentence.end):
        return here[0].name
    spoken = [
        m
        for m in here
        if _SPEAKS.search(text, max(sentence.start, m.start - 12), m.start) or scenes.is_seat(text, sentence.start, m)
    ]
    passing = [
        m for m in here if m not in located and m not in spoken and not _DATELINE.match(text, m.end) and m.start < stop
    ]
    struck = [m for m in passing if _struck(text, sentence, m)]
    return next((m.name for m in (*struck, *passing) if m in struck or m.type == "place"), None)


def _struck(text: str, sentence: Sentence, place: Mention) -> bool:
    """Whether a place is what was hit: "le séisme a frappé Lima", "Bagdad a été attaquée"."""
    by = _STRUCK.search(text, max(sentence.start, place.start - 30), place.start)
    return bool(by) or scenes.struck(text, place.end)


def _of_part(text: str, parts: Sequence[Figure], place: Mention) -> bool:
    """Whether a place is where a part was counted ("dont 103 à Almaty"), not the whole ("..., dans le nord")."""
    before = [f for f in parts if f.start < place.start]
    return bool(before) and "," not in text[before[-1].end : place.start]


def _separated(gap: str) -> bool:
    """Whether another clause stands between a number and a place."""
    return bool(_OTHER_CLAUSE.search(gap)) or len(gap) > 110


def _sum(text: str, sentence: Sentence, figure: Figure, before: Figure) -> bool:
    """Whether a figure is the sum that one told before it in its sentence brings about."""
    start = max(sentence.start, figure.start - 90)
    return before.start >= sentence.start and bool(_SUM.search(text, start, figure.start))


def _told_before(article: Article, sentence: Sentence, named: Sequence[Mention]) -> str | None:
    return _in_paragraph(article, sentence, named) or _paragraph_before(article, sentence, named)


def _in_paragraph(article: Article, sentence: Sentence, named: Sequence[Mention]) -> str | None:
    """The last place named in the paragraph before the sentence."""
    start = _first_of_paragraph(article, sentence).start
    located = [m for m in _within(named, start, sentence.start) if scenes.located(article.text, start, m)]
    return scenes.last(article.text, located).name if located else None


def _first_of_paragraph(article: Article, sentence: Sentence) -> Sentence:
    first = sentence
    for number in range(sentence.number - 1, max(-1, sentence.number - _SENTENCES), -1):
        if article.sentences[number].paragraph != sentence.paragraph:
            break
        first = article.sentences[number]
    return first


def _paragraph_before(article: Article, sentence: Sentence, named: Sequence[Mention]) -> str | None:
    """The scene of the paragraph before, where the sentence goes on telling it and names no country."""
    whole = _within(named, sentence.start, sentence.end)
    own = article.text[sentence.start : sentence.end]
    opening = _first_of_paragraph(article, sentence)
    if whole or _OVERALL.search(own) or not _GOES_ON.match(article.text, opening.start):
        return None
    if opening.number == 0 or sentence.role != "body":
        return None
    last = article.sentences[opening.number - 1]
    said = _SAID.search(article.text, last.start, last.end)
    places = _within(named, last.start, said.start() if said else last.end)
    places = [m for m in places if scenes.located(article.text, last.start, m)]
    scene = scenes.last(article.text, places) if places else None
    return scene.name if scene and scene.type == "place" else None


def _of_article(article: Article, named: Sequence[Mention]) -> str | None:
    """The state that an article is about: named most often, three times over where something happens in it."""
    counts: Counter[str] = Counter()
    for mention in (m for m in named if m.type == "state"):
        scene = scenes.located(article.text, 0, mention) or _HEAD.match(article.text, mention.end)
        counts[mention.name] += 3 if scene else 1
    return counts.most_common(1)[0][0] if counts else None
