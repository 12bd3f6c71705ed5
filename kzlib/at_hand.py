"""Evidence at hand: what a page shows when a reader points at a number, without leaving the page.

A page opened from a folder may not fetch anything, so the data is a script beside the page that sets one variable.
Everything in it is text: the page's script puts it in as text, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from kzlib.compare import Claim
from kzlib.evidence import day, plain, shorten
from kzlib.rendered import Evidence
from kzlib.selected import Selected

Row = dict[str, Any]
# Bytes of a page's data, so that a page stays light whatever it links to; what is beyond shows its words alone.
MOST = 150_000
# Characters of a sentence on either side of the words, and of the words themselves.
BESIDE, WORDS = 160, 320


class Shelf:
    """Looks up what stands behind evidence: its sentence, who says it, and the article with its day and grade."""

    def __init__(self, selected: Selected) -> None:
        self.selected = selected
        self.edition = selected.edition

    @cached_property
    def _claims(self) -> dict[tuple[str, int, int], Claim]:
        return {(c.doc_id, c.start, c.end): c for c in self.selected.claims}

    @cached_property
    def _quoted(self) -> dict[tuple[str, int, int], Row]:
        return {(q["doc_id"], q["start"], q["end"]): q for q in self.selected.rows("quotations")}

    def script(self, wanted: Iterable[Evidence]) -> str:
        """A script that sets `kzEvidence`: articles by page, and evidence by PAGE#START-END.

        An article is [title, what is known of it]; evidence is [before, words, after, what is known of it].
        """
        articles: dict[str, list[str]] = {}
        found: dict[str, list[str]] = {}
        size = 0
        for evidence in wanted:
            doc_id = self.selected.pages.get(evidence.page)
            if doc_id is None:
                continue
            entry = [*self.sentence(doc_id, evidence), self.said(doc_id, evidence)]
            size += sum(len(part.encode("utf-8", "replace")) for part in entry) + 40
            if size > MOST:
                break
            articles.setdefault(evidence.page, [self.title(doc_id), self.known(doc_id)])
            found[f"{evidence.page}#{evidence.start}-{evidence.end}"] = entry
        data = json.dumps({"articles": articles, "evidence": found}, ensure_ascii=False, separators=(",", ":"))
        # two characters that end a line in older readings of JavaScript
        return "const kzEvidence = " + data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + ";\n"

    def sentence(self, doc_id: str, evidence: Evidence) -> tuple[str, str, str]:
        """The sentence that the words stand in: before them, the words, after them; long ones cut at words."""
        text = self.selected.texts[doc_id]
        rows = [
            s for s in self.selected.of(doc_id, "sentences") if s["start"] < evidence.end and evidence.start < s["end"]
        ]
        first = min([evidence.start, *(s["start"] for s in rows)])
        last = max([evidence.end, *(s["end"] for s in rows)])
        before, after = text[first : evidence.start], text[evidence.end : last]
        if len(before) > BESIDE:
            before = "… " + before[-BESIDE:].split(" ", 1)[-1]
        words = text[evidence.start : evidence.end]
        shown = (before, shorten(words, WORDS) if len(words) > WORDS else words, _cut(after))
        return _plain(shown[0]), _plain(shown[1]), _plain(shown[2])

    def said(self, doc_id: str, evidence: Evidence) -> str:
        """Who says it, as of when, and the grade of the claim; empty for a reading that nobody gives."""
        where = (doc_id, evidence.start, evidence.end)
        if claim := self._claims.get(where):
            speaker = f"Said by {claim.speaker}" if claim.speaker else "Speaker not given"
            through = f" (through {claim.relayed_by})" if claim.relayed_by else ""
            as_of = f"as of {day(claim.as_of)}" if claim.as_of else "not dated"
            return _plain(f"{speaker}{through}; {as_of}; claim graded {self.edition.grades[claim.id]} of 6")
        if quoted := self._quoted.get(where):
            return _plain(f"Said by {quoted['speaker']}" if quoted["speaker"] else "Speaker not given")
        return ""

    def title(self, doc_id: str) -> str:
        """The article's title, or its id where it has none."""
        return _plain(shorten(self.selected.documents[doc_id]["title"] or doc_id, 120))

    def known(self, doc_id: str) -> str:
        """The article's publisher, day and grade."""
        document = self.selected.documents[doc_id]
        publisher = shorten(document["publisher"] or "publisher not known", 60)
        published = day(document["published"]) or "day of publication not known"
        return _plain(f"{publisher}, {published}; article graded {self.edition.article_grades[doc_id]} (A to F)")


def _cut(text: str) -> str:
    return text if len(text) <= BESIDE else text[:BESIDE].rsplit(" ", 1)[0] + " …"


def _plain(text: str) -> str:
    """A text on one line with what cannot be seen made visible, as `evidence.visible`, but without markup."""
    words = plain(text)
    return " " * text[:1].isspace() + words + " " * (bool(words) and text[-1:].isspace())
