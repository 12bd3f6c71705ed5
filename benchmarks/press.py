"""Any number of made-up French press articles of about four hundred words, the same at every run.

    python benchmarks/press.py FOLDER COUNT [md|jsonl]

Half of the sentences are those of `tests/examples`, in which there is much to read; half say what fills a newspaper and
hold nothing to count. Numbers, days, months and last names are others in each article, names are made of syllables, so
that the vocabulary grows with the corpus as that of a language does. One article in twenty repeats an older one.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import yaml

from kzlib import lexicon, paths

EXAMPLES = paths.ROOT / "tests" / "examples"
FIRST, DAYS = dt.date(2022, 1, 2), 60
WORDS = 400  # of an article, about
COPIES = 0.05  # share of articles that repeat one of the two hundred before them, with a paragraph of their own
PARAGRAPH = 4  # sentences
A_FILE = 1000  # articles in a file of JSON Lines
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
MONTHS = "janvier février mars".split()
SYLLABLES = (
    "ba be bo cha dar dou el fa gan gou har i jou ka ko lam lo ma me mir na nor ou pa per quo ra ri sa sel ta "
    "ti tou va ver vi wa ya yan zo"
).split()
ENDINGS = ("ard", "baïev", "deau", "el", "enko", "ès", "ian", "ine", "ov", "son", "ti", "za")
OPENINGS = (
    "Depuis plusieurs années", "Dans ce quartier populaire", "À l'entrée de la vallée", "Sur les marchés",
    "Malgré le froid", "Comme chaque hiver", "Dans les villages voisins", "Au bord du fleuve", "Loin de la capitale",
    "Derrière les vitrines", "Le long de la voie ferrée", "Au pied des montagnes", "Devant les guichets", "En province",
    "Au fil des saisons", "Dans les allées du parc",
)  # fmt: skip
SUBJECTS = (
    "les commerçants", "la compagnie des eaux", "une partie de la jeunesse", "le prix du carburant", "les retraités",
    "la ligne de tramway", "les petites entreprises", "la récolte de blé", "les étudiants", "l'économie locale",
    "les chauffeurs de taxi", "la monnaie nationale", "une génération entière", "les éleveurs", "le réseau électrique",
    "les universités", "les familles modestes", "la presse régionale", "les ingénieurs", "le commerce de détail",
)  # fmt: skip
VERBS = (
    "dépend", "parle", "souffre", "vit encore", "s'inquiète", "se plaint", "rêve", "tire profit", "se méfie", "manque",
    "attend beaucoup", "fait grand cas",
)  # fmt: skip
OBJECTS = (
    "des importations", "d'une réforme longtemps promise", "du gaz et du charbon", "d'un avenir moins incertain",
    "des routes et des ponts", "d'un équilibre fragile", "de salaires décents", "d'investissements étrangers",
    "du cours des matières premières", "des habitudes d'un autre temps", "d'une bureaucratie tatillonne",
    "des saisons et de la pluie", "de logements abordables", "d'écoles et d'hôpitaux", "d'une presse libre",
)  # fmt: skip
ENDS = (
    "sans que rien ne change vraiment", "et personne ne s'en étonne", "ce qui nourrit bien des conversations",
    "à mesure que la vie devient plus chère", "tandis que les grands projets prennent du retard",
    "comme le montrent les façades défraîchies", "et l'on en discute volontiers autour d'un thé",
    "faute de moyens et de volonté", "quand ailleurs la richesse s'étale", "même si les habitudes demeurent",
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\d.,:-])\b\d{1,6}\b(?![\d.,:]*\d)")
_NAME = re.compile(r"(?<=[a-zé] )[A-ZÉ][a-zéèïç]+(?:[- ][A-ZÉ][a-zéèïç]+)?")


@dataclass(frozen=True, slots=True)
class Article:
    """A made-up article: id, what a manifest would say of it, and its text."""

    id: str
    title: str
    publisher: str
    published: str
    text: str


@functools.cache
def sentences() -> list[str]:
    """The sentences of the examples, each once, whole ones only."""
    cases = (case for path in sorted(EXAMPLES.glob("*.yml")) for case in yaml.safe_load(path.read_text("utf-8")) or [])
    texts = dict.fromkeys(" ".join(case["text"].split()) for case in cases)
    return [text for text in texts if text[-1] in ".!?»" and len(text.split()) >= 8]


@functools.cache
def _known() -> frozenset[str]:
    """Words written large that are no last names: those of every lexicon."""
    labels = (entry.form for name in lexicon.names() for entry in lexicon.load(name))
    return frozenset(word for label in labels for word in re.findall(r"\w+", label))


@functools.cache
def _media() -> list[str]:
    return sorted({entry.label for entry in lexicon.load("media")})


def _last_name(chance: Random) -> str:
    syllables = (chance.choice(SYLLABLES) for _ in range(chance.randrange(1, 4)))
    return ("".join(syllables) + chance.choice(ENDINGS)).capitalize()


def _varied(chance: Random, text: str) -> str:
    """A sentence with other numbers, days and last names."""
    names: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        words = re.findall(r"\w+", match.group())
        if words[-1] in _known():
            return match.group()
        return match.group()[: -len(words[-1])] + names.setdefault(words[-1], _last_name(chance))

    def number(match: re.Match[str]) -> str:
        digits = match.group()
        if len(digits) == 4 and digits[:2] in ("19", "20"):
            return digits
        return str(chance.randrange(max(2, 10 ** (len(digits) - 1)), 31 if len(digits) == 2 else 10 ** len(digits)))

    text = _NUMBER.sub(number, _NAME.sub(name, text))
    for words in (WEEKDAYS, MONTHS):
        text = re.sub(rf"\b(?:{'|'.join(words)})\b", lambda _, words=words: chance.choice(words), text)
    return text


def _filling(chance: Random) -> str:
    parts = (chance.choice(OPENINGS), chance.choice(SUBJECTS), chance.choice(VERBS), chance.choice(OBJECTS))
    opening, subject, verb, thing = parts
    return f"{opening}, {subject} {verb} {thing}, {chance.choice(ENDS)}."


def _paragraphs(chance: Random, words: int) -> list[str]:
    paragraphs, length = [], 0
    while length < words:
        pairs = ((_varied(chance, chance.choice(sentences())), _filling(chance)) for _ in range(PARAGRAPH // 2))
        paragraphs.append(" ".join(sentence for pair in pairs for sentence in pair))
        length += len(paragraphs[-1].split())
    return paragraphs


def _body(number: int) -> list[str]:
    return _paragraphs(Random(number), WORDS)


def article(number: int) -> Article:
    """The article of a number."""
    chance = Random(f"article {number}")
    paragraphs = _body(number)
    if number >= 200 and chance.random() < COPIES:
        paragraphs = [*_body(number - chance.randrange(1, 200)), *_paragraphs(chance, 40)]
    day = FIRST + dt.timedelta(days=min(int(chance.expovariate(1 / 14)), DAYS))
    title = f"{_last_name(chance)} : {chance.choice(SUBJECTS)}"
    text = "\n\n".join(paragraphs)
    return Article(f"a{number:06}", title, chance.choice(_media()), day.isoformat(), text)


def write(folder: Path, count: int, form: str = "md") -> None:
    """Write articles to a folder: a file of Markdown with front matter each, or a thousand in a file of JSON Lines."""
    folder.mkdir(parents=True, exist_ok=True)
    if form == "md":
        for each in map(article, range(count)):
            about = {"title": each.title, "publisher": each.publisher, "published": each.published, "language": "fr"}
            head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in about.items())
            (folder / f"{each.id}.md").write_text(f"---\n{head}---\n{each.text}\n", encoding="utf-8")
        return
    for first in range(0, count, A_FILE):
        with (folder / f"p{first // A_FILE:04}.jsonl").open("w", encoding="utf-8") as file:
            for each in map(article, range(first, min(count, first + A_FILE))):
                file.write(json.dumps(asdict(each) | {"language": "fr"}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
