"""Whether a number is reported, planned ("va envoyer 300 soldats") or denied ("a démenti la mort de")."""

from __future__ import annotations

import re
from functools import cache

from kzlib import lexicon
from kzlib.article import Article
from kzlib.records import Readings

_REACH = 60
_CAN_BE_PLANNED = frozenset({"deployed", "participants", "other"})


def link(article: Article, readings: Readings) -> None:
    """Set `modality` of every figure, in place."""
    for figure in readings.figures:
        sentence = article.sentence_at(figure.start)
        start = max(sentence.start if sentence else figure.start, figure.start - _REACH)
        if figure.kind in _CAN_BE_PLANNED and _cue("planned").search(article.text, start, figure.end):
            figure.modality = "planned"
        elif _cue("denied").search(article.text, start, figure.start):
            figure.modality = "denied"


@cache
def _cue(code: str) -> re.Pattern[str]:
    forms = sorted((e.form for e in lexicon.load("figure_cues") if e.code == code), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(f) for f in forms)})(?!\w)", re.IGNORECASE)
