"""The notes of data/corpus are the project's own words: no run of more than seven is shared with the articles read."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from pathlib import Path

import pytest

from kzlib import paths

SEEDS = paths.ROOT.parent / "shared" / "seeds"
LONGEST_RUN = 7  # words in a row that a note may share with an article: names and short quoted fragments
OWN_FILES = {".csv", ".ipynb", ".json", ".md", ".py", ".txt", ".yml"}
READ = sorted([*SEEDS.glob("*.txt"), *(SEEDS.parent / "practice" / "texts").glob("*.txt")])
LENGTH = (250, 450)  # words of the article, page furniture left out
COLUMNS = ["file", "title", "publisher", "published", "url", "language", "author", "origin", "note"]
NOTES = sorted(paths.CORPUS.glob("*.txt"))
PARTED = re.compile(r"[^\W_]+")  # "l'ordre" is two words
JOINED = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")  # "l'ordre" is one


def words(text: str, word: re.Pattern[str] = PARTED) -> list[str]:
    """Words casefolded, without accents; punctuation is no word."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return word.findall(bare.replace("’", "'"))


def runs(text: str, length: int, word: re.Pattern[str] = PARTED) -> set[tuple[str, ...]]:
    found = words(text, word)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def article(note: Path) -> str:
    """The note without the furniture of its page, as its gold delimits it."""
    gold = json.loads((paths.GOLD / f"{note.stem}.json").read_text(encoding="utf-8"))
    text = note.read_text(encoding="utf-8")
    body = text[text.index(gold["body_start"]) : text.index(gold["body_end"]) + len(gold["body_end"])]
    for furniture in gold["boilerplate"]:
        body = body.replace(furniture, "")
    return body


def manifest() -> list[dict[str, str]]:
    with (paths.CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles that the notes are about are not here")
@pytest.mark.parametrize("note", NOTES, ids=lambda p: p.stem)
def test_no_long_run_of_words_is_shared_with_an_article(note: Path) -> None:
    own = runs(note.read_text(encoding="utf-8"), LONGEST_RUN + 1)
    for seed in sorted(SEEDS.glob("*.txt")):
        shared = own & runs(seed.read_text(encoding="utf-8"), LONGEST_RUN + 1)
        assert not shared, f"{note.name} and {seed.name}: {[' '.join(run) for run in sorted(shared)]}"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles and texts to compare with are not here")
@pytest.mark.parametrize("folder", ["data", "kzlib", "book", "notebooks", "tests", "benchmarks"])
def test_nothing_here_repeats_an_article_or_a_practice_text(folder: str) -> None:
    taken = set().union(*(runs(p.read_text(encoding="utf-8"), LONGEST_RUN + 1, JOINED) for p in READ))
    for path in sorted((paths.ROOT / folder).rglob("*")):
        if path.suffix in OWN_FILES and path.is_file():
            shared = taken & runs(path.read_text(encoding="utf-8", errors="replace"), LONGEST_RUN + 1, JOINED)
            assert not shared, f"{path.relative_to(paths.ROOT)}: {[' '.join(run) for run in sorted(shared)]}"


@pytest.mark.parametrize("note", NOTES, ids=lambda p: p.stem)
def test_a_note_is_short_and_its_name_is_plain(note: Path) -> None:
    assert re.fullmatch(r"[a-z0-9-]{5,40}\.txt", note.name)
    spaced = [w for w in article(note).split() if any(c.isalnum() for c in w)]
    assert LENGTH[0] <= len(spaced) <= LENGTH[1]


def test_the_manifest_lists_every_note_and_says_what_it_is() -> None:
    rows = manifest()
    assert [row["file"] for row in rows] == [note.name for note in NOTES]
    for row in rows:
        assert list(row) == COLUMNS
        assert row["title"] in (paths.CORPUS / row["file"]).read_text(encoding="utf-8").splitlines()
        assert row["origin"] in ("", "original", "republished", "translated")
        assert row["note"].startswith("Reading note")


def test_runs_are_found_across_case_accents_and_punctuation() -> None:
    assert runs("Le « Président », a parlé.", 4) == runs("le PRESIDENT a parle", 4)
    assert len(words("aujourd’hui l'ONU")) == 4
    assert words("aujourd’hui l'ONU", JOINED) == ["aujourd'hui", "l'onu"]
