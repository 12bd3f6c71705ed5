"""Corpora that leave something out: no figure, no date, one source, nothing but conflict, nobody quoted."""

from __future__ import annotations

import csv
import functools
import tempfile
from dataclasses import dataclass
from pathlib import Path

from synthetic import keep

from kzlib import parse

LONG_WORD = "Tcharguelbaïouline"  # part of a last name that goes on and on
LONG_NAME = "Arman " + "-".join([LONG_WORD] * 16)  # 309 characters
LONG_TITLE = ("Nouvelle nuit de heurts dans la vallée, " * 8).strip()
LONG_MEDIUM = "Gazette " + "de la Vallée et des Plaines " * 11


@dataclass(frozen=True)
class Piece:
    """An article of a corpus: its text and what the manifest says of it."""

    text: str
    published: str = ""
    publisher: str = ""
    title: str = ""


CORPORA: dict[str, list[Piece]] = {
    "one article": [
        Piece(
            "Au moins douze policiers ont été tués mercredi à Almaty, a annoncé le ministère de l'Intérieur. La foule "
            "a pris d'assaut la mairie le même jour. « Le calme reviendra vite », a promis le maire, Bakyt Saguine.",
            "2022-01-08",
            "Le Courrier du Soir",
        )
    ],
    "no figure": [
        Piece(
            "Des manifestants ont pris d'assaut la mairie d'Almaty mercredi. « Nous voulons vivre mieux », a déclaré "
            "Marat Toulegenov, avocat.",
            "2022-01-07",
        ),
        Piece(
            "L'état d'urgence a été décrété jeudi à Astana, selon la présidence. Le gouvernement a démissionné.",
            "2022-01-08",
        ),
    ],
    "no date": [
        Piece("Dix-huit policiers ont été tués à Almaty, selon le ministère de l'Intérieur. La mairie a brûlé."),
        Piece("Vingt-six manifestants sont morts à Almaty, affirme le parquet général. Des heurts ont éclaté."),
        Piece(f"« Nous tiendrons », a déclaré {LONG_NAME}, porte-parole de la police.", "", LONG_MEDIUM, LONG_TITLE),
    ],
    "one source": [
        Piece("Huit policiers ont été tués mardi à Aktau, a annoncé le ministère de l'Intérieur.", "2022-01-06", "Cri"),
        Piece("Selon le ministère de l'Intérieur, huit policiers sont morts mardi à Aktau.", "2022-01-06", "Dépêche"),
        Piece(
            "Le bilan est de huit policiers tués mardi à Aktau, a répété le ministère de l'Intérieur. Il compte aussi "
            "quarante blessés.",
            "2022-01-07",
            "Le Matin",
        ),
    ],
    "all in conflict": [
        Piece("Douze civils ont été tués mardi à Aktau, selon le parquet général.", "2022-01-06", "Le Soir"),
        Piece("Cent quarante civils ont été tués mardi à Aktau, selon l'ONU.", "2022-01-06", "La Dépêche"),
        Piece("Neuf cents civils ont été tués mardi à Aktau, affirme Human Rights Watch.", "2022-01-06", "Le Matin"),
        Piece("Aucun chiffre n'est sûr : quatre civils tués mardi à Aktau, dit la mairie.", "2022-01-06", "L'Écho"),
    ],
    "nobody quoted": [
        Piece("Trente personnes ont été tuées à Taraz mardi. La police a dispersé un rassemblement.", "2022-01-07"),
        Piece("Des magasins ont été pillés à Taraz dans la nuit de mardi à mercredi.", "2022-01-08"),
    ],
    "one sentence": [Piece("La neige tombe sur les toits de la vallée.")],
    "long names": [
        Piece(
            f"« Nous tiendrons », a déclaré {LONG_NAME}, porte-parole de la police, mercredi à Almaty. Selon "
            f"{LONG_NAME}, quarante manifestants ont été tués. {LONG_NAME} a limogé jeudi le gouverneur d'Almaty.",
            "2022-01-08",
            LONG_MEDIUM,
            LONG_TITLE,
        ),
        Piece(
            f"Le parquet général compte soixante morts mercredi à Almaty. {LONG_NAME} le conteste : « C'est faux ».",
            "2022-01-09",
            LONG_MEDIUM,
            LONG_TITLE,
        ),
    ],
}  # fmt: skip


def write(name: str, folder: Path) -> Path:
    """Write a corpus to a folder, with its manifest. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = "long-" * 40 if name in ("long names", "no date") else "article-"
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.writer(file)
        manifest.writerow(("file", "published", "publisher", "title"))
        for number, piece in enumerate(CORPORA[name], start=1):
            path = folder / f"{stem}{number}.txt"
            path.write_text(piece.text + "\n", encoding="utf-8")
            manifest.writerow((path.name, piece.published, piece.publisher, piece.title))
    return folder


@functools.cache
def tables(name: str) -> Path:
    """The tables of a corpus, read once by each process that asks."""
    work = Path(tempfile.mkdtemp(prefix="kz-degenerate-"))
    return keep(work / "tables", parse.parse(write(name, work / "corpus")).rows)
