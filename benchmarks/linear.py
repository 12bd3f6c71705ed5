"""How the time of reading grows with the length of an article: made to cost more, family by family, stage by stage.

    python benchmarks/linear.py [FAMILY...]

Each family is one thing said over and over: quotes that nobody closes, digits, "de la", months, abbreviations. Every
stage reads it at a length and at `FACTOR` times that length; the exponent is log(ratio) / log(FACTOR): 1 is linear, 2
quadratic. Times are processor time, the least of some repeats; what takes less than `LEAST` seconds counts as nothing.
"""

from __future__ import annotations

import cProfile
import datetime as dt
import io
import math
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from kzlib import (
    actors,
    annotate,
    clean,
    copies,
    dates,
    events,
    events_fusion,
    figures,
    formats,
    framing,
    provenance,
    published,
    quotations,
    tables,
)
from kzlib.errors import InputError
from kzlib.formats.pieces import Source
from kzlib.link import link
from kzlib.records import Document, Passage, Readings

LENGTH = 3_000  # characters of the shorter text
FACTOR = 8
REPEATS = 3
LEAST = 0.02  # seconds: below, the clock tells nothing
SENTENCE = (
    "Le ministre de la Santé, Marat Toulegenov, a déclaré lundi 3 janvier que 12 policiers et 30 manifestants ont été "
    "blessés à Almaty, selon la police, « qui ne cédera pas », et que la foule a pris d'assaut la mairie"
)
# What is said over and over: as one line without an end unless it brings its own.
REPEATED = {
    "sentences": SENTENCE + ". ",
    "paragraphs": SENTENCE + ".\n\n",
    "no full stop": SENTENCE + ", ",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "newlines": "\n",
    "lines of one mark": "-\n",
    "short lines": "Il dit\n",
    "tabs": "\t",
    "digits": "7",
    "digits and spaces": "7 ",
    "thousands": "1 000 ",
    "digits and commas": "1,",
    "digits and dots": "1.000.",
    "Arabic-Indic digits": "٣",
    "superscripts": "²",
    "letters": "a",
    "capitals": "A",
    "capitalised words": "Marat ",
    "capitals and dots": "A. ",
    "hyphenated": "Jean-",
    "hyphens": "-",
    "dashes": " – ",
    "apostrophes": "l'",
    "bare apostrophes": "’",
    "commas": ",",
    "full stops": ".",
    "stops and spaces": ". ",
    "ellipses": "… ",
    "opening quotes": "« ",
    "closing quotes": " »",
    "empty quotes": "« » ",
    "quoted words": "« terroristes » ",
    "nested quotes": "« a “ b ",
    "straight quotes": '" ',
    "single straight quotes": "' ",
    "opening brackets": "(",
    "brackets": "() ",
    "acronyms in brackets": "Comité (KNB) ",
    "square brackets": "[",
    "angle brackets": "<",
    "colons": " : ",
    "semicolons": "; ",
    "de la": "de la ",
    "selon": "selon ",
    "selon la police": "selon la police, ",
    "according to nobody": "selon le, ",
    "que": "que ",
    "et": "et ",
    "le": "le ",
    "a": "a ",
    "a dit": "a dit ",
    "dit-il": "a-t-il dit, ",
    "speakers": "le maire a dit, ",
    "said that": "le maire a dit que ",
    "pronouns": "il a dit que elle ",
    "months": "janvier ",
    "days": "lundi ",
    "dates": "lundi 3 janvier 2022, ",
    "days in a list": "3, 4, 5 et ",
    "ranges": "du 3 au ",
    "clocks": "à 17h30 ",
    "ago": "il y a trois ",
    "number words": "cent ",
    "quatre-vingt": "quatre-vingt-",
    "collectives": "une vingtaine de ",
    "killed": "12 morts, ",
    "killed and": "12 morts et 30 blessés et ",
    "of them": "dont 12 ",
    "people": "12 personnes ",
    "range of people": "12 à ",
    "were killed": "ont été tués ",
    "protesters": "des manifestants ",
    "verbs": "a arrêté ",
    "participles": "arrêté ",
    "adverbs": "également ",
    "places": "à Almaty, ",
    "countries": "Kazakhstan ",
    "ministries": "ministre de l'Intérieur de ",
    "ministers": "le ministre de la ",
    "titles": "le président de la commission du ",
    "Mr": "M. ",
    "abbreviations": "M. le gal. ",
    "agencies": "AFP, ",
    "agency lines": "Avec AFP et Reuters\n",
    "bylines": "Par Marat Toulegenov\n",
    "stamps": "Publié le 3 mai 2021 à 10h15\n",
    "links": "Lire aussi : la suite\n",
    "headings": "# ",
    "quotation marks of Markdown": "> ",
    "front matter": "---\n",
    "keys": "title: a\n",
    "pipes": "| ",
    "stars": "*",
    "underscores": "_",
    "equal signs": "=",
    "ampersands": "&amp;",
    "tags": "<b>",
    "combining marks": "e\u0301",
    "only combining marks": "\u0301",
    "zero-width": "\u200b",
    "emoji": "🙂",
    "private use": "\ue000",
    "Cyrillic": "Токаев ",
    "line separators": "\u2028",
    "slashes": "1/2/",
    "addresses": "https://a.b/",
    "hashtags": "#a ",
    "percent": "5 % ",
    "half marks": "| · ",
    "letters and commas": "a, ",
    "articles": "Article",
    "half bylines": "Par A ",
}
Times = dict[str, float]


def text(family: str, length: int) -> str:
    """An article of a family: a paragraph that reads as one, then the thing over and over."""
    unit = REPEATED[family]
    return f"{SENTENCE}.\n\n{unit * (length // len(unit))}"


def stages(words: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What reading an article does, stage by stage; each stage works on what those before it made."""
    made: dict[str, Any] = {}
    readings = Readings()

    def decode() -> None:
        data = words.encode()
        read = next(formats.pieces(Source("a.md", len(data), lambda: io.BytesIO(data)))).content
        made["text"] = read.text if read else ""

    def mask() -> None:
        made["document"] = Document("a", "a.md", "", made["text"], language="fr")
        made["passages"] = clean.passages(made["document"])

    def whole() -> None:  # a text of which cleaning leaves little is still read whole
        made["article"] = annotate.prepare("a", words, [Passage(0, len(words), "body")], dt.date(2022, 1, 9))

    def rows() -> None:
        made["rows"] = tables.of_document(made["document"], made["passages"], made["article"].sentences, readings)
        for table, its_rows in made["rows"].items():
            tables.build(table, its_rows)

    def fuse() -> None:
        events_fusion.fuse(made["rows"]["events"], made["rows"]["documents"])
        spans = [(s.start, s.end) for s in made["article"].sentences]
        copies.passages(words, spans, words, spans)

    yield "decode", decode
    yield "clean", mask
    yield "provenance", lambda: provenance.complete(made["document"], made["passages"])
    yield "published", lambda: published.infer([made["document"]], [made["passages"]])
    yield "prepare", whole
    for name, reader in (("dates", dates), ("mentions", actors), ("quotations", quotations), ("figures", figures)):
        yield name, lambda name=name, reader=reader: setattr(readings, name, reader.read(made["article"]))  # type: ignore[misc]
    yield "events", lambda: setattr(readings, "events", events.read(made["article"]))
    yield "framing", lambda: setattr(readings, "framing", framing.read(made["article"]))
    yield "link", lambda: link(made["article"], readings)
    yield "tables", rows
    yield "fuse", fuse


def once(words: str) -> Times:
    """Seconds of each stage; those after a refusal are not there."""
    spent: Times = {}
    for name, stage in stages(words):
        begun = time.process_time()
        try:
            stage()
        except InputError:
            return spent
        spent[name] = time.process_time() - begun
    return spent


def least(words: str, repeats: int) -> Times:
    """The least seconds of each stage in some repeats."""
    runs = [once(words) for _ in range(repeats)]
    return {name: min(run[name] for run in runs) for name in runs[0]}


def exponents(family: str, repeats: int = REPEATS, length: int = LENGTH) -> dict[str, tuple[float, float]]:
    """Of each stage how its time grows, and its seconds for the longer text; 0 where the clock tells nothing."""
    short, long = least(text(family, length), repeats), least(text(family, length * FACTOR), repeats)
    return {
        name: (
            math.log(seconds / max(short[name], LEAST / FACTOR)) / math.log(FACTOR) if seconds > LEAST else 0,
            seconds,
        )
        for name, seconds in long.items()
    }


def calls(words: str) -> dict[str, int]:
    """How many functions each stage calls, Python's and those in C: a count that is the same at every run."""
    found: dict[str, int] = {}
    for name, stage in stages(words):
        profile = cProfile.Profile()
        profile.runcall(stage)
        found[name] = sum(entry.callcount for entry in profile.getstats())
    return found


def main(wanted: list[str]) -> None:
    """Print the exponents, worst first."""
    once(text("sentences", LENGTH))  # lexicons and patterns are made once
    found = []
    for family in wanted or REPEATED:
        found += [(grows, seconds, family, stage) for stage, (grows, seconds) in exponents(family).items()]
    print(f"{'exponent':>8}  {'seconds':>7}  family, stage ({LENGTH * FACTOR:,} characters)")
    for grows, seconds, family, stage in sorted(found, reverse=True):
        if grows:
            print(f"{grows:8.2f}  {seconds:7.3f}  {family}, {stage}")


if __name__ == "__main__":
    main(sys.argv[1:])
