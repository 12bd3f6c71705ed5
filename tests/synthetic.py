"""A generator of French press articles about a crisis, as many as are asked for, the same at every run.

Short articles of about seventy words: a toll and who gives it, what happened where, what somebody said. Among them are
copies, near-copies with another number, ministries that contradict one another, later totals below earlier ones, and
corrections. Names of people are put together from given and invented last names, places and media from the lexicons.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import json
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import multiplied

from kzlib import lexicon, parse
from kzlib import tables as stored
from kzlib.parse import Rows

FIRST = dt.date(2022, 1, 3)
DAYS = 60
READ = 1000  # articles that are read, of which more are made
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
COPIES, ALTERED = 0.06, 0.04  # shares of articles that repeat another word for word, and with another number
SYLLABLES = ("ba", "dor", "kel", "lan", "mir", "nov", "rus", "sal", "tem", "vor", "zan", "chev", "gour", "khal")
ENDINGS = ("ev", "ov", "enko", "ian", "baïev", "ine", "ouk", "adze")
BODIES = (
    "le ministère de l'Intérieur", "le ministère de la Santé", "le parquet général", "la police régionale",
    "le bureau du commandant de la ville", "la mairie", "l'ONU", "le Comité de sécurité nationale", "la présidence",
    "le Croissant-Rouge", "Human Rights Watch", "le ministère de la Défense",
)  # fmt: skip
OFFICES = (
    "porte-parole de la police", "porte-parole du ministère de la Santé", "maire de la ville", "avocat de familles",
    "gouverneur de la région", "député de l'opposition", "médecin à l'hôpital central",
    "président du syndicat des mineurs",
)  # fmt: skip
WHO = (
    "manifestants",
    "policiers",
    "civils",
    "soldats",
    "membres des forces de l'ordre",
    "personnes",
    "gardes nationaux",
)
TOLLS = (
    "{bound_}{n} {who} ont été tués {day} à {place}, a annoncé {body}.",
    "Le bilan s'élève à {bound}{n} morts et {m} blessés à {place} {day}, selon {body}.",
    "{body_} fait état de {bound}{n} {who} tués et de {m} blessés à {place}.",
    "Les affrontements de {place} ont fait {bound}{n} morts {day}, rapporte {medium}, citant {body}.",
    "{bound_}{n} {who} sont morts à {place}, a indiqué {day} {body}.",
)
COUNTS = (
    "{m} personnes ont été arrêtées {day} dans la région, précise {body}.",
    "Près de {m} manifestants s'étaient réunis {day} devant la préfecture de {place}.",
    "Plus de {m} blessés ont été admis à l'hôpital, d'après {body}.",
    "{body_} a dépêché {m} soldats à {place} {day}.",
    "On est sans nouvelles de {m} habitants de {place}, selon {body}.",
)
SCENES = (
    "La foule a pris d'assaut la mairie de {place} {day} et incendié deux véhicules.",
    "Des heurts ont éclaté {day} à {place} entre la police et des manifestants.",
    "Le président {name} a limogé {day} le gouverneur de {place}.",
    "L'état d'urgence a été décrété {day} à {place}, et l'accès à Internet a été coupé.",
    "Les troupes se sont retirées de {place} {day} sans incident.",
    "{name}, ministre de l'Énergie, a démissionné {day} après une réunion à {place}.",
    "Une explosion a secoué {day} le marché central de {place}.",
)
SPEECH = (
    "« Nous ne céderons pas devant la rue et l'ordre sera rétabli {quality} », a déclaré {name}, {office}.",
    "{name}, {office}, a affirmé que la situation restait {quality} à {place}.",
    "Selon {name}, {office}, des « terroristes » venus d'ailleurs ont frappé {place} d'une main {quality}.",
    "« Personne ne nous a prévenus, tout le quartier est {quality} », raconte {name}, {office}.",
    "{name}, {office}, a démenti {day} que des émeutiers {quality}s tiennent encore {place}.",
)
QUALITIES = (
    "tendue", "calme", "confuse", "instable", "intenable", "ferme", "inconnue", "sombre", "déserte", "muette", "rapide",
    "dure", "lente", "froide", "vide", "lourde", "brusque", "triste", "précaire", "fragile",
)  # fmt: skip
CORRECTIONS = (
    "Rectificatif : un premier bilan de {n} morts était erroné, a reconnu {body}.",
    "{body_} a revu à la baisse son bilan, de {m} à {n} morts.",
)
BOUNDS = ("", "", "", "au moins ", "environ ", "plus de ", "quelque ")


@dataclass(frozen=True)
class Article:
    """A made-up article: file name without ending, what the manifest says of it, headline and body."""

    id: str
    publisher: str
    published: dt.date
    title: str
    body: str


@functools.cache
def _places() -> list[str]:
    """Cities of Kazakhstan three times over, then cities elsewhere: most of the crisis is in one country."""
    rows = lexicon.load("places")
    own = sorted({r.label for r in rows if r.extra.get("country") == "KAZ"})
    other = sorted({r.label for r in rows if r.extra.get("country") in ("KGZ", "UZB", "RUS", "TJK")})
    return own * 3 + other


@functools.cache
def _media() -> list[str]:
    return sorted({r.label for r in lexicon.load("media")})


@functools.cache
def _given() -> list[str]:
    return sorted({r.form for r in lexicon.load("given_names") if r.code in ("kz", "ru")})


def _name(chance: Random) -> str:
    last = chance.choice(SYLLABLES) + chance.choice(SYLLABLES) + chance.choice(ENDINGS)
    return f"{chance.choice(_given())} {last.capitalize()}"


def _sentence(chance: Random, forms: tuple[str, ...], published: dt.date, place: str) -> str:
    when = published - dt.timedelta(days=chance.randrange(5))
    body, bound = chance.choice(BODIES), chance.choice(BOUNDS)
    text = chance.choice(forms).format(
        n=chance.randrange(3, 240),
        m=chance.randrange(40, 6000),
        who=chance.choice(WHO),
        bound=bound,
        bound_=bound[:1].upper() + bound[1:],
        day=WEEKDAYS[when.weekday()],
        place=place,
        body=body,
        body_=body[:1].upper() + body[1:],
        medium=chance.choice(_media()),
        name=_name(chance),
        office=chance.choice(OFFICES),
        quality=chance.choice(QUALITIES),
    )
    return re.sub(r"\bde (?=[aeiouyéAEIOUYÉ])", "d'", text)


def _fresh(number: int) -> Article:
    chance = Random(number)
    published = FIRST + dt.timedelta(days=min(int(chance.expovariate(1 / 14)), DAYS))
    place = chance.choice(_places())
    forms = [TOLLS, chance.choice((COUNTS, SCENES)), SCENES, SPEECH]
    if chance.random() < 0.03:
        forms.append(CORRECTIONS)
    sentences = [_sentence(chance, f, published, place) for f in forms]
    return Article(
        f"a{number:05}",
        chance.choice(_media()),
        published,
        f"{place} : {chance.choice(('nouveau bilan', 'nuit de heurts', 'le point', 'calme précaire'))}",
        " ".join(sentences),
    )


def article(number: int) -> Article:
    """The article of a number: one of its own, or a copy or near-copy of one of the forty before it."""
    chance = Random(f"kind {number}")
    draw = chance.random()
    if number < 40 or draw >= COPIES + ALTERED:
        return _fresh(number)
    older = _fresh(number - chance.randrange(1, 40))
    body = older.body.replace("1", "2", 1) if draw < ALTERED else older.body
    own = Random(number)
    later = older.published + dt.timedelta(days=own.randrange(2))
    return replace(older, id=f"a{number:05}", publisher=own.choice(_media()), published=later, body=body)


def write(folder: Path, count: int) -> None:
    """Write `count` articles and their manifest to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.writer(file)
        manifest.writerow(("file", "title", "publisher", "published", "language"))
        for each in map(article, range(count)):
            (folder / f"{each.id}.txt").write_text(f"{each.title}\n\n{each.body}\n", encoding="utf-8")
            manifest.writerow((f"{each.id}.txt", each.title, each.publisher, each.published.isoformat(), "fr"))


def keep(folder: Path, rows: Rows) -> Path:
    """Write tables and the facts of an edition as a build does, without the book. Returns the folder."""
    stored.write(folder, rows)
    (folder / "accuracy.json").write_text("{}", encoding="utf-8")
    facts = {"edition": "0123456789", "as_of": "", "evidence": "passages"}
    (folder / "edition.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


@functools.cache
def read(count: int) -> parse.Parsed:
    """What is read in the first `count` articles, once a test run by each process that asks."""
    with tempfile.TemporaryDirectory(prefix="kz-synthetic-") as folder:
        write(Path(folder), count)
        return parse.parse(Path(folder))


@functools.cache
def tables(count: int) -> Path:
    """The tables of `count` articles; beyond READ of them those read are multiplied (`multiplied`)."""
    rows = read(count).rows if count <= READ else multiplied.rows(read(READ), count)
    return keep(Path(tempfile.mkdtemp(prefix="kz-synthetic-")), rows)
