"""Hostile files: each is refused with its name, the reason and the limit, and costs little; the others are read."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import resource
import socket
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from deep_folders import nested
from made_by_tools import FILES

from kzlib import corpus
from kzlib.cli import said
from kzlib.corpus import Ingested, Limits, Options
from kzlib.errors import InputError
from kzlib.formats import options

GOOD = "Les dockers du port de Callao ont cessé le travail lundi."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Nothing that is read may ask for anything."""
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: asked.append(a) or [])
    yield asked
    assert asked == []


def only_good(folder: Path, **limits: int) -> dict[str, str]:
    """The problems of a corpus of which only good.txt can be read, by path."""
    found = corpus.ingest(folder, Options(Limits(**limits)))
    assert [d.path for d in found.documents] == ["good.txt"]
    assert all("\n" not in p.message for p in found.problems)
    accounted(found)
    return {p.path: p.message for p in found.problems}


def accounted(found: Ingested) -> None:
    """Each file that was left out is named, and no other."""
    left = {f.path for f in found.files if f.outcome == "left out"}
    assert left <= {p.path for p in found.problems} | {p.path.rpartition(", ")[0] for p in found.problems}


def packed(path: Path, members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


# The limits themselves


def test_limits_are_set_by_name() -> None:
    found = options.of("text=corps, published = jour", ["article=1_000", "nesting=3"])
    assert (found.limits.article, found.limits.nesting, found.limits.pdf) == (1000, 3, Limits().pdf)
    assert found.columns == (("published", "jour"), ("text", "corps"))
    assert options.again(found.parameters()) == found
    assert options.again(Options().parameters()) == Options()


@pytest.mark.parametrize(
    ("columns", "limits", "said"),
    [
        ("", ["artcle=1"], r"--limit 'artcle': not known \(did you mean article\?\); allowed: article, file, tags"),
        ("", ["article"], "--limit 'article': no value; write it as --limit article=VALUE"),
        ("", ["article=0"], "not a whole number above 0"),
        ("", ["article=-1"], "not a whole number above 0"),
        ("", ["article=1e9"], "not a whole number above 0"),
        ("", ["article=1", "article=2"], "'article': given twice"),
        ("texte=x", [], r"--columns 'texte': not known \(did you mean text\?\); allowed: text, id, title"),
        ("text", [], "no value"),
    ],
)
def test_bad_settings_are_one_clear_line(columns: str, limits: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        options.of(columns, limits)


@pytest.mark.parametrize("given", [None, 1, {}, {"columns": 1, "limits": {}}, {"columns": {}, "limits": {"x": 1}}])
def test_parameters_that_no_book_has(given: object) -> None:
    with pytest.raises(InputError):
        options.again(given)


# Archives


def test_a_bomb_is_stopped_and_its_neighbour_read(folder: Path) -> None:
    packed(folder / "z.zip", {"bomb.txt": b"a" * 9_000_000, "b.txt": b"Un article."})
    found = corpus.ingest(folder)
    assert [d.path for d in found.documents] == ["good.txt", "z.zip/b.txt"]
    [problem] = found.problems
    assert problem.path == "z.zip/bomb.txt"
    assert "is beyond the limit of 200 times its size that a file in an archive may unpack to" in problem.message
    assert "(--limit ratio=N raises it)" in problem.message


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_an_archive_says_of_sizes_is_not_believed(folder: Path, how: int) -> None:
    """A member of 30 MB that says it has 100 bytes, or a hundredth of them less; packed in each of the ways."""
    size = 30_000_000
    packed(folder / "z.zip", {"bomb.csv": bytes(size)}, how)
    data = (folder / "z.zip").read_bytes()
    for size_said in (100, size - size // 100, 2**32 - 2):
        (folder / "z.zip").write_bytes(data.replace(struct.pack("<I", size), struct.pack("<I", size_said)))
        tracemalloc.start()
        [message] = only_good(folder).values()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert "broken in its archive" in message or "beyond the limit" in message or "NUL" in message
        assert most < 3 * size


def test_all_archives_together_unpack_to_so_much(folder: Path) -> None:
    words = os.urandom(400_000).hex().encode()
    packed(folder / "z.zip", {f"{n}.txt": words for n in range(9)})
    found = corpus.ingest(folder, Options(Limits(unpacked=4_000_000)))
    assert len(found.documents) == 1 + 5
    assert {p.message for p in found.problems} == {
        "more than 4,000,000 is beyond the limit of 4,000,000 bytes that all archives together unpack to "
        "(--limit unpacked=N raises it)"
    }


NAMES = ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:/a.txt", "..\\a.txt", "\\a.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_out_of_an_archive(folder: Path, name: str) -> None:
    packed(folder / "z.zip", {name: GOOD.encode()})
    assert list(only_good(folder).values()) == ["a name that leads out of the archive; pack it again without"]
    assert sorted(p.name for p in folder.iterdir()) == ["good.txt", "z.zip"]


def test_links_in_an_archive(folder: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert only_good(folder) == {"z.zip/link.txt": "a link; put a file in its place"}


def test_two_members_of_one_name(folder: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("a.txt", "Un.")
        archive.writestr("a.txt", "Deux.")
    assert only_good(folder) == {"z.zip/a.txt": "two members of this name; keep one of them"}


def test_archives_in_archives(folder: Path) -> None:
    data = GOOD.encode()
    inner = io.BytesIO()
    packed_in = [("a.txt", data)]
    for depth in range(5):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            for name, content in packed_in:
                archive.writestr(name, content)
        packed_in = [(f"{depth}.zip", inner.getvalue())]
    (folder / "z.zip").write_bytes(inner.getvalue())
    [(path, message)] = only_good(folder).items()
    assert path == "z.zip/3.zip/2.zip"
    assert message.startswith("3 is beyond the limit of 2 archives that may lie inside one another (--limit nesting=N")


def test_an_archive_that_holds_itself(folder: Path) -> None:
    """The idea of a quine, with the archive's own bytes in it as far as they go."""
    packed(folder / "z.zip", {"z.zip": b"PK\x03\x04" + bytes(50)})
    [(path, message)] = only_good(folder).items()
    assert path == "z.zip/z.zip"
    assert message.startswith("not a ZIP archive, or broken")


def test_a_list_of_members_that_is_too_long_is_not_read(folder: Path) -> None:
    packed(folder / "z.zip", {f"{n}.txt": b"" for n in range(3000)})
    [message] = only_good(folder, files=200).values()
    assert "beyond the limit of 200 files in all, members of archives included (--limit files=N raises it)" in message


@pytest.mark.parametrize("cut", [1, 21, 60, 500])
def test_archives_that_are_cut_off(folder: Path, cut: int) -> None:
    data = (FILES / "press.zip").read_bytes()
    (folder / "z.zip").write_bytes(data[:-cut])
    assert list(only_good(folder)) == ["z.zip"]


def test_archives_with_any_byte_changed(folder: Path) -> None:
    data = (FILES / "press.zip").read_bytes()
    for at in range(0, len(data), 97):
        (folder / "z.zip").write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        found = corpus.ingest(folder)
        assert "good" in {d.doc_id for d in found.documents}
        accounted(found)


# Folders


def test_deep_folders(folder: Path) -> None:
    with nested(folder, "dossier", 1000):
        [(path, message)] = only_good(folder).items()
    assert path == "/".join(["dossier"] * 65)
    assert "65 is beyond the limit of 64 folders that may lie inside one another (--limit depth=N raises it)" in message


def test_a_folder_of_too_many_files_is_refused_as_a_whole(folder: Path) -> None:
    (folder / "many").mkdir()
    for n in range(50):
        (folder / "many" / f"{n}.txt").write_text("Un.")
    [(path, message)] = only_good(folder, files=20).items()
    assert path == "many"
    assert "beyond the limit of 20 files in all" in message


def test_too_many_articles_and_too_much_text(folder: Path) -> None:
    (folder / "t.csv").write_text("texte\n" + "Un mot.\n" * 10)
    found = corpus.ingest(folder, Options(Limits(articles=4)))
    assert len(found.documents) == 4
    assert [p.path for p in found.problems] == [f"t.csv, row {n}" for n in (10, 11, 5, 6, 7, 8, 9)]
    assert {p.message for p in found.problems} == {
        "more than 4 is beyond the limit of 4 articles in all (--limit articles=N raises it)"
    }
    assert len(corpus.ingest(folder, Options(Limits(text=len(GOOD) + 15))).documents) == 3


def test_nothing_that_waits_is_opened(folder: Path) -> None:
    os.mkfifo(folder / "a.txt")
    os.mkfifo(folder / "manifest.csv")
    os.mkfifo(folder / "b.zip")
    served = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)
    served.bind("c.txt")
    os.chdir(here)
    (folder / "d.txt").symlink_to("/dev/zero")
    (folder / "e.txt").symlink_to("e.txt")
    (folder / "f.txt").symlink_to("a.txt")
    found = only_good(folder)
    served.close()
    pipe = "a pipe, not a regular file; put a file in its place"
    assert found.pop("e.txt").startswith("cannot be read (")
    assert found == {
        "a.txt": pipe,
        "manifest.csv": pipe,
        "b.zip": pipe,
        "f.txt": pipe,
        "c.txt": "a socket, not a regular file; put a file in its place",
        "d.txt": "a link that leaves the corpus; put a copy in its place",
    }
    assert set(dict(corpus.digests(folder))) == {"good.txt", *found, "e.txt"}


@pytest.mark.parametrize(
    "name", ["a.txt", "a.html", "a.pdf", "a.csv", "a.jsonl", "a.xml", "a.warc.gz", "a.zip", "manifest.csv"]
)
def test_a_large_file_is_neither_read_nor_digested(folder: Path, name: str) -> None:
    with (folder / name).open("wb") as file:
        file.truncate(50_000_000_000)
    start = time.process_time()
    if name == "manifest.csv":
        with pytest.raises(InputError, match=r"manifest.csv: 50,000,000,000 is beyond the limit of"):
            corpus.ingest(folder)
    else:
        [message] = only_good(folder).values()
        assert message.startswith("50,000,000,000 is beyond the limit of ")
    assert dict(corpus.digests(folder))[name] == "not read: 50,000,000,000 bytes"
    assert time.process_time() - start < 5  # to read it takes a minute


# WARC


def test_a_warc_that_unpacks_to_too_much(folder: Path) -> None:
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 60000000\r\n\r\n"
    (folder / "c.warc.gz").write_bytes(gzip.compress(head + bytes(60_000_000)))
    [message] = only_good(folder, unpacked=20_000_000).values()
    assert "after record 1: more than 20,000,000 is beyond the limit of 20,000,000 bytes" in message


def test_a_page_in_a_warc_that_unpacks_to_too_much(folder: Path) -> None:
    body = gzip.compress(bytes(30_000_000))
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/a\r\nContent-Length: %d\r\n\r\n" % len(answer)
    (folder / "c.warc").write_bytes(head + answer + b"\r\n\r\n")
    [(path, message)] = only_good(folder).items()
    assert path == "c.warc, record 1"
    assert "10,000,001 is beyond the limit of 10,000,000 bytes of one article" in message


CUT = {"crawl.warc": (0.1, 0.5, 0.9), "crawl.warc.gz": (0.1, 0.5, 0.9, 0.999)}


@pytest.mark.parametrize(("name", "part"), [(n, p) for n, parts in CUT.items() for p in parts])
def test_a_warc_that_is_cut_off_is_read_as_far_as_it_goes(folder: Path, name: str, part: float) -> None:
    data = (FILES / name).read_bytes()
    (folder / name).write_bytes(data[: int(len(data) * part)])
    found = corpus.ingest(folder)
    whole = {d.doc_id: d.text for d in corpus.ingest(FILES / name).documents}
    assert all(whole[d.doc_id] == d.text for d in found.documents if d.doc_id != "good")
    assert [p for p in found.problems if "cut off" in p.message]
    accounted(found)


BROKEN_WARC: dict[str, bytes] = {
    "words": b"Ceci n'est pas une archive.\n" * 9,
    "nothing": b"",
    "zeros": bytes(5000),
    "one line": b"WARC/1.0\r\n" + b"a" * 30_000_000,
    "length": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
    "gzip": b"\x1f\x8b" + os.urandom(500),
    "gzip of words": gzip.compress(b"Ceci n'est pas une archive.\n" * 9),
}


@pytest.mark.parametrize("kind", BROKEN_WARC)
@pytest.mark.parametrize("name", ["c.warc", "c.warc.gz"])
def test_a_broken_warc(folder: Path, kind: str, name: str) -> None:
    (folder / name).write_bytes(BROKEN_WARC[kind])
    assert list(only_good(folder)) == [name]


# XML, HTML


def bomb(root: str) -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a0 "ha">{entities}]>'


OUTSIDE = '<!DOCTYPE {} [<!ENTITY % d SYSTEM "http://example.org/x.dtd"> %d;<!ENTITY f SYSTEM "file:///etc/passwd">]>'
ITEM = "<rss version='2.0'><channel><item><title>x</title><description>{}</description></item></channel></rss>"


@pytest.mark.parametrize(
    "feed",
    [
        bomb("rss") + ITEM.format("&a11;"),
        OUTSIDE.format("rss") + ITEM.format("&f;"),
        OUTSIDE.format("rss").replace("!ENTITY f", "!ENTITY\nf") + ITEM.format("&f;"),
    ],
)
def test_entities_in_feeds_are_refused(folder: Path, feed: str) -> None:
    (folder / "f.xml").write_text(feed)
    assert only_good(folder) == {
        "f.xml": "declares XML entities (<!ENTITY); none are expanded: take the declarations out"
    }


def test_a_dtd_is_not_fetched(folder: Path) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    (folder / "f.xml").write_text(doctype + ITEM.format("Un article."))
    assert [d.text for d in corpus.ingest(folder).documents] == ["x\n\nUn article.", GOOD]


@pytest.mark.parametrize("head", [bomb("html"), OUTSIDE.format("html")])
def test_entities_in_pages_stay_words(folder: Path, head: str) -> None:
    body = "<html><body><article><h1>Titre</h1>" + f"<p>{GOOD} &a11; &f; fin.</p>" * 3 + "</article></body></html>"
    (folder / "p.html").write_text(head + body, encoding="utf-8")
    texts = {d.doc_id: d.text for d in corpus.ingest(folder).documents}
    assert "haha" not in texts["p"]
    assert "root:" not in texts["p"]
    assert GOOD in texts["p"]


COSTLY = {
    "a.html": ("tags", "<html><body><article>" + "<p>Un mot." * 40_000),
    "b.htm": ("tags", "<html><body>" + "<div>" * 400_000),
    "c.xml": ("entries", "<rss version='2.0'><channel>" + "<item>" * 300_000),
    "d.csv": ("tags", 'texte\n"' + "<p>" * 500_000 + 'x"\n'),
    "e.xml": ("tags", ITEM.format("&lt;p&gt;" * 100_000)),
}


@pytest.mark.parametrize("name", COSTLY)
def test_what_takes_a_time_that_grows_with_its_square(folder: Path, name: str) -> None:
    limit, data = COSTLY[name]
    (folder / name).write_text(data)
    start = time.process_time()
    [message] = only_good(folder).values()
    assert f"(--limit {limit}=N raises it)" in message
    assert time.process_time() - start < 10  # some take minutes without the limit


# PDF


def pdf(stream: bytes, filters: str = "", pages: int = 1, extra: bytes = b"") -> bytes:
    kids = " ".join(["3 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(stream)}{filters}>>stream\n".encode() + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.5\n", []
    for number, data in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    end = (
        b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % len(body)
    )
    return body + extra + end


WORDS = b"BT /F 12 Tf 50 400 Td (Les dockers ont cesse le travail.) Tj ET "


def test_a_pdf_by_hand(folder: Path) -> None:
    (folder / "p.pdf").write_bytes(pdf(WORDS))
    assert {d.doc_id: d.text for d in corpus.ingest(folder).documents}["p"] == "Les dockers ont cesse le travail."


LINE = b"0 -12 Td (Les dockers ont cesse le travail.) Tj "
BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: pdf(zlib.compress(bytes(100_000_000), 9), "/Filter/FlateDecode"),
    "twice packed": lambda: pdf(
        zlib.compress(zlib.compress(b" " * 80_000_000, 9), 9), "/Filter[/FlateDecode/FlateDecode]"
    ),
    "words": lambda: pdf(zlib.compress(WORDS[:-3] + LINE * 60_000 + b"ET ", 9), "/Filter/FlateDecode"),
    "many pages": lambda: pdf(WORDS, pages=501),
    "endless graphics": lambda: pdf(zlib.compress(b"q " * 10_000_000, 9), "/Filter/FlateDecode"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_pdf_bombs(folder: Path, kind: str) -> None:
    (folder / "p.pdf").write_bytes(BOMBS[kind]())
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    [(path, message)] = only_good(folder, seconds=2, memory=1_000_000_000, article=1_000_000).items()
    assert path == "p.pdf"
    assert "beyond the limit of" in message or "without text" in message
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 4


def test_broken_pdfs(folder: Path) -> None:
    whole = (FILES / "columns.pdf").read_bytes()
    broken = {"cut": whole[:9000], "empty": b"", "words": b"Un article.", "head": whole[:20]}
    for name, data in broken.items():
        (folder / f"{name}.pdf").write_bytes(data)
    found = corpus.ingest(folder)
    named = {p.path for p in found.problems}
    assert named >= {"empty.pdf", "words.pdf", "head.pdf"}
    assert named | {d.path for d in found.documents} == {"good.txt", *(f"{n}.pdf" for n in broken)}


# Words that could do harm


def test_front_matter_that_multiplies(folder: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (folder / "m.md").write_text("---\n" + "\n".join(lines) + "\n---\n" + GOOD, encoding="utf-8")
    assert only_good(folder) == {
        "m.md": "front matter, line 3: alias *a0 is not allowed; write one `name: value` a line, or take it out"
    }


def test_bytes_that_bzip_packs_best(folder: Path) -> None:
    assert len(bz2.compress(bytes(10_000_000))) < 100
    packed(folder / "z.zip", {f"{n}.txt": bytes(10_000_000) for n in range(4)}, zipfile.ZIP_BZIP2)
    assert len(only_good(folder)) == 4


def test_no_words_in_a_zip_of_nothing(folder: Path) -> None:
    packed(folder / "z.zip", {})
    assert only_good(folder) == {}
    (folder / "good.txt").unlink()
    with pytest.raises(InputError, match="no articles"):
        corpus.ingest(folder)


# The command


def kz(*arguments: str | Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "kzlib", *(str(a) for a in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=False)
    return done.returncode, done.stderr


BAD_INPUT: dict[str, tuple[list[str], str]] = {
    "sheet.csv": (
        ["--columns", "text=corps"],
        "no table has a column 'corps'; columns are Identifiant, Date de publication",
    ),
    "nested.zip": (["--limit", "nesting=1", "--limit", "tags=5"], "beyond the limit of 1 archives that may lie inside"),
    "scan.pdf": ([], "a PDF without text, such as a scan"),
    "locked.pdf": ([], "encrypted"),
    "locked.zip": ([], "encrypted"),
    "cut.warc.gz": ([], "cut off"),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_one_line_and_exit_status_2(tmp_path: Path, name: str) -> None:
    given, said = BAD_INPUT[name]
    file = FILES / name
    if name == "cut.warc.gz":
        file = tmp_path / name
        file.write_bytes((FILES / "crawl.warc.gz").read_bytes()[:400])
    status, error = kz("parse", file, "--out", tmp_path / "out", *given)
    assert (status, error.count("\n")) == (2, 1), error
    assert error.startswith("kz: ")
    assert said in error
    assert [p.name for p in (tmp_path / "out").rglob("*")] in ([], [".lock"])


def test_guessed_columns_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    files = [asdict(file) for file in corpus.ingest(FILES / "sheet.csv").files]
    said.guessed(files)
    shown = capsys.readouterr().err
    assert shown.startswith("sheet.csv: CSV (;, windows-1252): text=Contenu (guessed), ")
    assert shown.endswith("; --columns names others\n")
