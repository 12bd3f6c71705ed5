"""Whether a number is reported, planned ("va envoyer 300 soldats") or denied ("a démenti la mort de")."""

from __future__ import annotations

import re
from functools import cache

from kzlib import lexicon
from kzlib.article import Article, Sentence
from kzlib.records import Figure, Readings

_REACH = 60
_CAN_BE_PLANNED = frozenset({"deployed", "participants", "other"})
_CLAUSE = re.compile(r"[;:](?=\s)")
# another verb after the denial: "qui avait démenti, a reconnu la mort"
_OTHER_VERB = re.compile(r"[;:]|,\s(?:a|ont|avait|avaient|mais)\s|(?<!\w)mais(?!\w)", re.IGNORECASE)
_NOT = re.compile(r"(?<!\w)(?:pas|jamais|ni)\s+(?:encore\s+)?$", re.IGNORECASE)
_DENIED_LATER = re.compile(
    r"[^.;:\d]{0,40}?(?<!\w)(?:a|ont|avait|avaient|est|sont)\s(?:aussitôt\s|vite\s)?(?:été\s)?"
    r"(?P<verb>\w+)(?=\spar(?!\w)|[\s.,]*$)",
    re.IGNORECASE,
)


def link(article: Article, readings: Readings) -> None:
    """Set `modality` of every figure, in place."""
    for figure in readings.figures:
        sentence = article.sentence_at(figure.start)
        if sentence is None:
            continue
        if figure.kind in _CAN_BE_PLANNED and _planned(article.text, sentence, figure):
            figure.modality = "planned"
        elif _denied(article.text, sentence, figure):
            figure.modality = "denied"


def _planned(text: str, sentence: Sentence, figure: Figure) -> bool:
    start = max(sentence.start, figure.start - _REACH)
    breaks = list(_CLAUSE.finditer(text, start, figure.start))
    return bool(_cue("planned").search(text, breaks[-1].end() if breaks else start, figure.end))


def _denied(text: str, sentence: Sentence, figure: Figure) -> bool:
    """ "A démenti le bilan de 32 morts", "32 morts, un bilan démenti par la police"."""
    start = max(sentence.start, figure.start - _REACH)
    for cue in _cue("denied").finditer(text, start, figure.start):
        negated = _NOT.search(text, max(sentence.start, cue.start() - 16), cue.start())
        if not negated and not _OTHER_VERB.search(text, cue.end(), figure.start):
            return True
    later = _DENIED_LATER.match(text, figure.end, sentence.end)
    return bool(later and _cue("denied").fullmatch(later["verb"]))


@cache
def _cue(code: str) -> re.Pattern[str]:
    forms = sorted((e.form for e in lexicon.load("figure_cues") if e.code == code), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(f) for f in forms)})(?!\w)", re.IGNORECASE)
