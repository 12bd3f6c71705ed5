"""Random mixtures of good and bad files: every good article is read, every bad one named, none silently dropped.

`make test` tries some of them, `make soak` a thousand; the seed of a mixture that fails stands in the message.
"""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

from kzlib import corpus, pages, tables
from kzlib.corpus import Ingested
from kzlib.edition import Edition

SUBJECTS = (
    "Les dockers",
    "Les mineurs",
    "Des étudiants",
    "Les soignants",
    "Trois élus",
    "Les pêcheurs",
    "Vingt maires",
)
VERBS = ("ont bloqué", "ont quitté", "réclament", "ont occupé", "surveillent", "dénoncent", "ont rejoint")
OBJECTS = ("le port de Callao", "la place d'Armes", "une trêve", "l'usine de Paita", "les accords", "la préfecture")
DAYS = ("lundi", "mardi", "mercredi soir", "dans la nuit de jeudi", "vendredi à l'aube")


@dataclass
class Expected:
    """What must come of a corpus: words of each good article, paths that must be named, files by rule."""

    words: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    passed: int = 0
    files: int = 0


@dataclass
class Maker:
    """Makes files of one mixture, each with words that stand nowhere else."""

    draw: random.Random
    expected: Expected = field(default_factory=Expected)
    number: int = 0

    def sentence(self) -> str:
        """Two sentences that no other article of the mixture has."""
        self.number += 1
        who, did, what, when = (self.draw.choice(words) for words in (SUBJECTS, VERBS, OBJECTS, DAYS))
        return f"{who} {did} {what} {when}. On en compte {self.number} fois mille à Lima, selon le préfet."

    def good(self) -> str:
        """Words of an article that must be read."""
        words = self.sentence()
        self.expected.words.append(words)
        return words


Made = tuple[str, bytes]  # ending, and bytes


def text(maker: Maker) -> Made:
    return ".txt", maker.good().encode()


def markdown(maker: Maker) -> Made:
    return ".md", f"---\ntitle: Un titre\ndate: 2021-05-0{maker.draw.randint(1, 9)}\n---\n{maker.good()}\n".encode()


def page(maker: Maker) -> Made:
    words = maker.good()
    filler = "".join(f"<p>{maker.sentence()}</p>" for _ in range(3))
    head = "<html><head><title>T</title></head><body><nav><a href='/'>Accueil</a></nav>"
    html = f"{head}<article><h1>Titre</h1><p>{words}</p>{filler}</article></body></html>"
    return maker.draw.choice((".html", ".htm")), html.encode()


def table(maker: Maker) -> Made:
    part = maker.draw.choice(",;")
    rows = [f'"{maker.good()}"{part}2021-05-01' for _ in range(maker.draw.randint(1, 4))]
    return ".csv", "\n".join((f"texte{part}date", *rows)).encode(maker.draw.choice(("utf-8", "utf-8-sig", "cp1252")))


def lines(maker: Maker) -> Made:
    rows = [json.dumps({"contenu": maker.good()}) for _ in range(maker.draw.randint(1, 4))]
    return ".jsonl", "\n".join(rows).encode()


def feed(maker: Maker) -> Made:
    items = "".join(
        f"<item><title>Titre {n}</title><link>https://example.org/{n}</link><description>{maker.good()}</description></item>"
        for n in range(maker.draw.randint(1, 4))
    )
    return maker.draw.choice((".xml", ".rss")), f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def warc(maker: Maker) -> Made:
    body = page(maker)[1]
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nContent-Length: %d\r\n\r\n"
    return ".warc", head % len(answer) + answer + b"\r\n\r\n"


def pdf(maker: Maker) -> Made:
    from test_limits import pdf as written

    words = f"Les dockers comptent {maker.number} navires."
    maker.number += 1
    maker.expected.words.append(words)
    return ".pdf", written(b"BT /F 12 Tf 50 400 Td (" + words.encode() + b") Tj ET")


GOOD: tuple[Callable[[Maker], Made], ...] = (text, markdown, page, table, lines, feed, warc)
BAD: tuple[Made, ...] = (
    (".txt", b""),
    (".txt", b"\xff\xfe\x00"),
    (".txt", b"Un\0."),
    (".txt", "Grève".encode("latin-1")),
    (".md", b"---\ntitle: !!python/object/apply:os.getcwd []\n---\nUn article."),
    (".md", b"---\na: &a [x]\nb: *a\n---\nUn article."),
    (".md", b"---\ndate: hier\n---\nUn article."),
    (".html", b"<html></html>"),
    (".htm", b"\x89PNG"),
    (".csv", b"a;b\n1;2\n"),
    (".csv", b'texte\n"Un'),
    (".csv", b"texte,date\nUn.\n"),
    (".jsonl", b"{"),
    (".jsonl", b'{"texte": ""}'),
    (".xml", b"<svg/>"),
    (
        ".xml",
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>",
    ),
    (".rss", b"<rss version='2.0'><channel></channel></rss>"),
    (".warc", b"Un article."),
    (".warc.gz", b"\x1f\x8b\x08cassed"),
    (".zip", b"PK\x03\x04casse"),
    (".docx", b"PK"),
    (".json", b"[]"),
    (".gz", b"\x1f\x8b"),
)
PASSED = (".jpg", ".mp4", ".bin", "")


def fill(maker: Maker, put: Callable[[str, bytes], None], most: int) -> None:
    """Put files of all kinds, good and bad, into a folder or archive; `put` takes a name and bytes."""
    for number in range(maker.draw.randint(1, most)):
        maker.expected.files += 1
        where = maker.draw.choice(("", "s/", "s/t/")) + f"f{maker.number}-{number}"
        lot = maker.draw.random()
        if lot < 0.55:
            ending, data = maker.draw.choice(GOOD)(maker)
            put(where + ending, data)
        elif lot < 0.85:
            ending, data = maker.draw.choice(BAD)
            maker.expected.named.append(where + ending)
            put(where + ending, data)
        else:
            maker.expected.passed += 1
            put(where + maker.draw.choice(PASSED), b"\x00\x01")
        maker.number += 1


def archive(maker: Maker, folder: Path, name: str) -> None:
    """An archive with a mixture of its own."""
    held = io.BytesIO()
    inside = Maker(maker.draw, Expected(), maker.number)
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as opened:
        fill(inside, opened.writestr, 5)
        inside.expected.files += 1
        inside.expected.named.append("../f.txt")
        opened.writestr("../f.txt", "Un article.")
    (folder / name).write_bytes(held.getvalue())
    maker.number = inside.number
    maker.expected.words += inside.expected.words
    maker.expected.named += [f"{name}/{path}" for path in inside.expected.named]
    maker.expected.passed += inside.expected.passed
    maker.expected.files += inside.expected.files + 1


def no_files(maker: Maker, folder: Path) -> None:
    """What is no file, or leads nowhere good."""
    for kind in maker.draw.sample(("pipe", "outside", "nothing", "loop", "hidden", "large", "name"), 3):
        maker.expected.files += 1
        path = folder / f"{kind}.txt"
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "outside":
            path.symlink_to("/etc/hostname")
        elif kind == "nothing":
            path.symlink_to(folder / "none.txt")
        elif kind == "large":
            with path.open("wb") as file:
                file.truncate(20_000_000_000)
        elif kind == "name":
            path = folder / "na\nme.txt"
            path.write_text("Un article.")
        else:
            maker.expected.passed += 1
            path.symlink_to(folder, target_is_directory=True) if kind == "loop" else (
                folder / ".hidden.txt"
            ).write_bytes(b"")
            continue
        maker.expected.named.append(path.name.replace("\n", "\ufffd"))


def mixture(seed: int, folder: Path, with_pdf: bool = False) -> Expected:
    """Make the mixture of a seed in a folder, and say what must come of it."""
    maker = Maker(random.Random(seed))

    def put(name: str, data: bytes) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    put("sure.txt", maker.good().encode())
    maker.expected.files += 1
    fill(maker, put, 12)
    if with_pdf:
        put("seite.pdf", pdf(maker)[1])
        maker.expected.files += 1
    if maker.draw.random() < 0.5:
        archive(maker, folder, "press.zip")
    no_files(maker, folder)
    return maker.expected


def check(seed: int, found: Ingested, expected: Expected) -> None:
    """Every good article once, every bad file named, and as many files as there are."""
    where = f"mixture {seed}"
    for words in expected.words:
        assert sum(words in d.text for d in found.documents) == 1, f"{where}: {words!r} is not read once"
    assert len(found.documents) == len(expected.words), where
    named = Counter(p.path.partition(", ")[0] for p in found.problems)
    assert set(named) == set(expected.named), where
    assert all(p.message and "\n" not in p.message for p in found.problems), where
    by = Counter({o: sum(f.files for f in found.files if f.outcome == o) for o in ("read", "left out", "ignored")})
    assert by["ignored"] == expected.passed, where
    assert by["left out"] == len(expected.named), where
    assert by.total() == expected.files, where
    assert sum(f.articles for f in found.files) == len(found.documents), where


def run(seed: int, tmp_path: Path, with_pdf: bool) -> Counter[str]:
    folder = tmp_path / str(seed)
    folder.mkdir()
    expected = mixture(seed, folder, with_pdf)
    found = corpus.ingest(folder)
    check(seed, found, expected)
    again = corpus.ingest(folder)
    assert again == found, f"mixture {seed}: another time it is read otherwise"
    return Counter(files=expected.files, read=len(found.documents), named=len(found.problems), passed=expected.passed)


def test_mixtures(tmp_path: Path) -> None:
    for seed in range(30):
        run(seed, tmp_path, with_pdf=seed % 10 == 0)


@pytest.mark.soak
def test_a_thousand_mixtures(tmp_path: Path) -> None:
    total: Counter[str] = Counter()
    for seed in range(1000, 2000):
        total += run(seed, tmp_path, with_pdf=seed % 10 == 0)
    print(f"\n1,000 mixtures, seeds 1000 to 1999: {dict(total)}")


def test_counts_stand_on_the_site(tmp_path: Path) -> None:
    """The method page says how many files there are, how each fared, and names each that was left out."""
    (tmp_path / "corpus").mkdir()
    expected = mixture(7, tmp_path / "corpus")
    found = corpus.ingest(tmp_path / "corpus")
    rows = {name: [asdict(row) for row in getattr(found, name)] for name in ("files", "problems")}
    tables.write(tmp_path / "tables", rows)
    (tmp_path / "tables" / "accuracy.json").write_text("{}")
    (tmp_path / "tables" / "edition.json").write_text(
        '{"edition": "x", "as_of": "", "evidence": "full", "address": ""}'
    )
    html = pages.files(Edition.open(tmp_path / "tables"))
    read = sum(f["files"] for f in rows["files"] if f["outcome"] == "read")
    left = len(expected.named)
    said = html.striptags()
    assert f"{expected.files} files in the corpus: {read} read, {left} left out" in said
    assert f"{expected.passed} passed over by rule." in said
    assert expected.files == read + left + expected.passed
    for path in expected.named:
        assert path.replace("\ufffd", "") in said.replace("\ufffd", "")
