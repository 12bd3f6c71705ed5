"""What pages load that says something of articles: what stands behind their evidence, where other addresses lead.

Which files pages load is known as they are written; what these hold, only when it is known which articles have a page.
By then whoever writes the pages has those of the articles to write: it hands on what is needed (`Wanted.hand_on`), and
the files are made by another process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kzlib import at_hand, elsewhere, publish
from kzlib.edition import Edition
from kzlib.rendered import Evidence, linked
from kzlib.selected import Selected

FILE = "wanted.json"


@dataclass(slots=True)
class Wanted:
    """What pages want of articles, by page: evidence that they link to, and the anchors that they hold themselves.

    `articles` are those that have a page, by id.
    """

    evidence: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=dict)
    articles: Sequence[str] = ()

    def behind_evidence(self, page: str, body: str) -> list[str]:
        """Note the evidence that a page links to. Returns the files that it loads for it, the first before the next."""
        found = linked(body)
        if not found:
            return []
        self.evidence[page] = [(e.page, e.start, e.end) for e in found]
        return [f"at-hand/{page}.js", "at-hand.js"]

    def held_elsewhere(self, edition: Edition, page: str, body: str) -> list[str]:
        """Note what a page holds, if it lacks addresses of its own. Returns the file that it loads for these."""
        held = elsewhere.held(body)
        if not elsewhere.needed(edition, page, held):
            return []
        self.held[page] = sorted(held)
        return ["elsewhere.js"]

    def hand_on(self, folder: Path, articles: Sequence[str]) -> None:
        """Write it to a folder, where it is found whole or not at all (`read`); `articles` will have a page."""
        self.articles = articles
        with publish.whole(folder / FILE) as new:
            new.write_text(json.dumps(asdict(self)), encoding="ascii")

    @classmethod
    def read(cls, folder: Path) -> Wanted:
        """What was handed on."""
        return cls(**json.loads((folder / FILE).read_bytes()))

    def scripts(self, selected: Selected) -> Iterator[tuple[str, str]]:
        """Name in `_static` and text of each file; `selected` are the articles that have a page."""
        shelf = at_hand.Shelf(selected)
        for page, wanted in self.evidence.items():
            yield f"at-hand/{page}.js", shelf.script(Evidence(*found) for found in wanted)
        for page, held in self.held.items():
            leads = elsewhere.leads(selected, page, set(held))
            yield f"elsewhere/{page}.js", elsewhere.script(leads)
