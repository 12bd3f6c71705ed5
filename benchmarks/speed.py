"""How fast articles are read on one core, against spaCy's bare French tokenizer and dateparser, on the same text.

    python benchmarks/speed.py        (make bench installs dateparser first)

The text is press French in which no sentence comes twice: those of `tests/examples`, made into articles. It is read
once, in a process of its own, after others of them, by which each reader loads what it needs; the best of some such
rounds counts, in processor time. What a reader remembers of words grows with what it has read: how
fast all of this is after many articles (`press.py`, whose words come again and again) is told beside it.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import press
from measure import Row, shown

from kzlib import annotate, clean
from kzlib.lasting import lasting
from kzlib.records import Document

SENTENCES = 20  # of an article
ROUNDS = 3
MANY = 400  # articles after which it is told how fast reading is

Reader = Callable[[str], object]


def reading() -> Reader:
    """All that is read in an article."""
    published = dt.date(2022, 1, 20)

    def read(text: str) -> object:
        passages = clean.passages(Document("a", "a.txt", "", text))
        return annotate.annotate(annotate.prepare("a", text, passages, published))

    return read


def tokenizer() -> Reader:
    """spaCy's French tokenizer as it comes."""
    import spacy

    return spacy.blank("fr")


def dateparser() -> Reader:
    """dateparser's search for dates in a text."""
    from dateparser.search import search_dates

    base = dt.datetime(2022, 1, 20)
    return lambda text: search_dates(text, languages=["fr"], settings={"RELATIVE_BASE": base})


def articles() -> list[str]:
    """Articles in which no sentence comes twice."""
    sentences = press.sentences()
    return [" ".join(sentences[n : n + SENTENCES]) for n in range(0, len(sentences), SENTENCES)]


def rate(read: Reader, texts: Sequence[str]) -> float:
    """Words a second of processor time; made as partitions are, whose objects stay until they are done."""
    with lasting():
        began = time.process_time()
        for text in texts:
            read(text)
        took = time.process_time() - began
    return sum(len(text.split()) for text in texts) / took


def once() -> dict[str, float]:
    """The rate of each reader in this process, for text that is new to it; and of two of them after many articles."""
    known, new = articles()[1::2], articles()[::2]
    readers = {"reading": reading(), "tokenizer": tokenizer(), "dateparser": dateparser()}
    for read in readers.values():
        rate(read, known)
    found = {name: rate(read, new) for name, read in readers.items()}
    many = [press.article(n).text for n in range(MANY)]
    for name in ("reading", "tokenizer"):
        rate(readers[name], many[: MANY // 2])
        found[f"{name} later"] = rate(readers[name], many[MANY // 2 :])
    return found


def rows() -> list[Row]:
    """The two ratios, and what they are made of."""
    command = [sys.executable, __file__, "once"]
    rounds = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(ROUNDS)]
    best = {name: max(each[name] for each in rounds) for name in rounds[0]}
    return [
        Row("reading, all five readers and links", best["reading"], "words/s"),
        Row("spaCy's bare French tokenizer", best["tokenizer"], "words/s"),
        Row("dateparser's search_dates", best["dateparser"], "words/s"),
        Row("reading against the tokenizer", best["reading"] / best["tokenizer"], "x", 0.5, at_most=False),
        Row("reading against dateparser", best["reading"] / best["dateparser"], "x", 2, at_most=False),
        Row("reading, after many articles", best["reading later"], "words/s"),
        Row("the tokenizer, after many articles", best["tokenizer later"], "words/s"),
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["once"]:
        print(json.dumps(once()))
    else:
        shown(rows())
