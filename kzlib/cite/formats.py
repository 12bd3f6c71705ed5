"""The formats of references, in the order in which they are shown, and the file of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kzlib.cite import exchange, text
from kzlib.cite.csl import Item

FOLDER = "cite"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: name, what it is called on the page, ending of its files, and how an item is written in it."""

    name: str
    label: str
    ending: str
    write: Callable[[Item], str]

    def file(self, id: str) -> str:
        """The file of one work's reference, from the top folder of the site."""
        return f"{FOLDER}/{id}{self.ending}"


FORMATS = (
    Format("iso690", "ISO 690:2021", ".iso690.txt", lambda item: text.text(item, "iso690") + "\n"),
    Format("apa", "APA, 7th edition", ".apa.txt", lambda item: text.text(item, "apa") + "\n"),
    Format("bibtex", "BibTeX", ".bib", exchange.bibtex),
    Format("ris", "RIS", ".ris", exchange.ris),
    Format("csl", "CSL-JSON", ".csl.json", exchange.csl_json),
)
BY_NAME = {f.name: f for f in FORMATS}
