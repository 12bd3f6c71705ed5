"""Ingest: what is read from a folder of articles, and how every file or row that cannot be read is named."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import readings
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import corpus, language, manifest, provenance
from kzlib import parse as parsing
from kzlib.clean import passages
from kzlib.errors import InputError
from kzlib.records import Document, Problem

BODY = (
    "Les dockers du port de Callao ont cessé le travail lundi, et les camions font la queue jusqu'à la capitale.\n\n"
    "Le ministre du Travail recevra leurs représentants mardi, a-t-il dit à la radio publique.\n"
)
PAGE = f"""<!doctype html><html lang="fr"><head><title>Grève à Callao | Le Courrier</title>
<meta property="og:title" content="Grève à Callao"><meta property="og:site_name" content="Le Courrier">
<meta property="article:published_time" content="2021-05-03T18:20:00+02:00"><meta name="author" content="Ana Quispe">
<link rel="canonical" href="https://example.org/greve"></head><body>
<nav><a href="/">Accueil</a> <a href="/m">Monde</a></nav>
<article><h1>Grève à Callao</h1>{"".join(f"<p>{p}</p>" for p in BODY.split(chr(10) * 2))}</article>
<footer>Tous droits réservés</footer></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Grève à Callao\n\n" + BODY, encoding="utf-8")
    return tmp_path


def ingest(path: Path) -> tuple[dict[str, Document], list[Problem]]:
    found = corpus.ingest(path)
    documents, problems = found.documents, found.problems
    assert [d.doc_id for d in documents] == sorted(d.doc_id for d in documents)
    return {d.doc_id: d for d in documents}, problems


def only(path: Path) -> Document:
    found = corpus.ingest(path)
    assert found.problems == []
    assert len(found.documents) == 1
    return found.documents[0]


def with_title(document: Document) -> Document:
    provenance.complete(document, passages(document))
    return document


# What is read


def test_text_is_kept_as_decoded(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + "Grève\u00a0!\r\nDeux\rtrois\u2028quatre\x0b ".encode()
    (tmp_path / "a.txt").write_bytes(data)
    document = only(tmp_path)
    assert document.text == "Grève\u00a0!\nDeux\ntrois\u2028quatre\x0b "
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.doc_id, document.path) == ("a", "a.txt")


def test_nothing_is_made_up(folder: Path) -> None:
    document = only(folder)
    found = [document.title, document.author, document.publisher, document.published, document.url, document.origin]
    assert found == [None] * 6
    assert document.published_basis == "none"


def test_subfolders_are_read_and_paths_have_forward_slashes(folder: Path) -> None:
    (folder / "2021" / "mai").mkdir(parents=True)
    (folder / "2021" / "mai" / "b.MD").write_text(BODY, encoding="utf-8")
    documents, problems = ingest(folder)
    assert [d.path for d in documents.values()] == ["a.txt", "2021/mai/b.MD"]
    assert problems == []


def test_one_file_is_a_corpus(folder: Path) -> None:
    (folder / "b.txt").write_text("Autre chose.", encoding="utf-8")
    (folder / "manifest.csv").write_text("file,title\na.txt,Un titre\nb.txt,Un autre\n", encoding="utf-8")
    document = only(folder / "a.txt")
    assert (document.doc_id, document.title) == ("a", "Un titre")


def test_manifest_overrides_what_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Du fichier\ndate: 2020-01-01\nauteur: Ana\n---\n" + BODY, "utf-8")
    (tmp_path / "manifest.csv").write_text(
        "file,title,publisher,published,url,language,author,origin,note\n"
        'a.md,De la liste,Le Courrier,2021-05-03,https://example.org,fr-CA,,translated,"Une note, longue"\n',
        encoding="utf-8",
    )
    document = only(tmp_path)
    assert (document.title, document.author, document.publisher) == ("De la liste", "Ana", "Le Courrier")
    assert (document.published, document.published_basis) == (
        dt.date(2021, 5, 3),
        "metadata: manifest.csv, published",
    )
    assert (document.origin, document.origin_basis) == ("translated", "metadata: manifest.csv")
    assert (document.language, document.note) == ("fr", "Une note, longue")


def test_manifest_of_a_subfolder_names_files_beside_it(folder: Path) -> None:
    (folder / "s").mkdir()
    (folder / "s" / "b.txt").write_text(BODY, encoding="utf-8")
    (folder / "s" / "manifest.csv").write_text("file,publisher\nb.txt,Le Soir\n", encoding="utf-8")
    (folder / "manifest.csv").write_text("file,publisher\na.txt,Le Matin\n", encoding="utf-8")
    documents, _ = ingest(folder)
    assert [documents[i].publisher for i in "ab"] == ["Le Matin", "Le Soir"]


def test_manifest_with_a_mark_windows_line_ends_and_empty_rows(folder: Path) -> None:
    (folder / "manifest.csv").write_bytes(b"\xef\xbb\xbffile, title\r\na.txt, Un titre \r\n,\r\n")
    assert only(folder).title == "Un titre"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: Un titre\ndate: 2021-05-03", ("Un titre", dt.date(2021, 5, 3))),
        ("titre: 'Un: titre'\npublished: 2021-05-03T10:00:00+02:00", ("Un: titre", dt.date(2021, 5, 3))),
        ("title: 12\nempty:\ntags: [a, b]", ("12", None)),
        ("# rien", (None, None)),
    ],
)
def test_front_matter(tmp_path: Path, front: str, expected: tuple[str | None, dt.date | None]) -> None:
    (tmp_path / "a.md").write_text(f"---\n{front}\n---\n\n{BODY}", encoding="utf-8")
    document = only(tmp_path)
    assert (document.title, document.published) == expected
    assert document.text.startswith("---\n")
    assert document.published_basis == ("metadata: front matter" if expected[1] else "none")
    first = passages(document)[0]
    assert (first.role, document.text[first.end - 3 : first.end]) == ("boilerplate", "---")


def test_front_matter_builds_no_objects(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: !!python/object/apply:os.getcwd []\n---\n{BODY}", encoding="utf-8")
    with pytest.raises(InputError, match=r"a.md: front matter, line 2: tag .*os.getcwd is not allowed"):
        corpus.ingest(tmp_path)


def test_a_rule_in_markdown_is_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"Titre\n---\n{BODY}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"---\ntitle: Un titre\n---\n{BODY}", encoding="utf-8")
    documents, problems = ingest(tmp_path)
    assert [documents[i].title for i in "ab"] == [None, None]
    assert problems == []


def test_html_gives_its_article_and_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    document = only(tmp_path)
    assert (document.title, document.author, document.publisher) == ("Grève à Callao", "Ana Quispe", "Le Courrier")
    assert (document.published, document.published_basis) == (dt.date(2021, 5, 3), "metadata: HTML meta")
    assert (document.url, document.language) == ("https://example.org/greve", "fr")
    assert document.text.startswith("Grève à Callao")
    assert "camions font la queue" in document.text
    assert "Accueil" not in document.text
    assert "<" not in document.text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="date" content="2021-05-04">', dt.date(2021, 5, 4)),
        ('<script type="application/ld+json">{"datePublished": "2021-05-04T01:00"}</script>', dt.date(2021, 5, 4)),
        ('<meta name="date" content="4 mai 2021">', None),
        ('<meta name="date" content="2021-02-30"><meta name="pubdate" content="2021-05-04">', dt.date(2021, 5, 4)),
        ("", None),
    ],
)
def test_day_of_a_page_comes_from_its_metadata_only(tmp_path: Path, head: str, expected: dt.date | None) -> None:
    page = f"<html><head>{head}</head><body><article><p>{BODY}</p><p>Le 3 avril 2020, déjà.</p></article></body></html>"
    (tmp_path / "a.htm").write_text(page, encoding="utf-8")
    assert only(tmp_path).published == expected


def test_language_of_a_page_is_told_by_its_words_not_by_its_theme(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.replace('lang="fr"', 'lang="en-US"'), encoding="utf-8")
    assert only(tmp_path).language == "fr"


def test_html_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">')
    (tmp_path / "a.html").write_bytes(page.encode("windows-1252"))
    assert "Grève" in only(tmp_path).text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2022-01-07-titre", dt.date(2022, 1, 7)),
        ("courrier_20220107_3", dt.date(2022, 1, 7)),
        ("2022_01_07", dt.date(2022, 1, 7)),
        ("2022-13-07-titre", None),
        ("000_af432e8f0ac5cfe4", None),
        ("120220107", None),
        ("07-01-2022", None),
    ],
)
def test_day_in_the_file_name(tmp_path: Path, name: str, expected: dt.date | None) -> None:
    (tmp_path / f"{name}.txt").write_text(BODY, encoding="utf-8")
    document = only(tmp_path)
    assert document.published == expected
    assert document.published_basis.startswith("file name: " if expected else "none")


def test_title_is_the_headline_where_no_metadata_gives_it(folder: Path) -> None:
    assert with_title(only(folder)).title == "Grève à Callao"


@pytest.mark.parametrize(
    ("note", "origin"),
    [
        ("Lisez donc l’article original sur son site", "republished"),
        ("Cet article est paru initialement dans Le Courrier du soir", "republished"),
        ("Traduit de l'espagnol par Ana Quispe", "translated"),
        ("Traduction : Ana Quispe", "translated"),
        ("Source : Le Courrier", None),
        ("Il a traduit de l'espagnol les poèmes que son père avait écrits en prison, selon sa famille à Callao.", None),
        ("", None),
    ],
)
def test_origin_is_told_by_a_note_of_the_page(tmp_path: Path, note: str, origin: str | None) -> None:
    (tmp_path / "a.txt").write_text(f"Grève à Callao\n\n{BODY}\n{note}\n", encoding="utf-8")
    document = with_title(only(tmp_path))
    assert document.origin == origin
    assert document.origin_basis == (f"text: {note}" if origin else None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BODY, "fr"),
        ("Deux morts à Lima.", "fr"),
        ("The dockers of the port went on strike on Monday, and lorries queue as far as the capital city.", "en"),
        ("Los estibadores del puerto dejaron de trabajar el lunes y los camiones hacen cola hasta la capital.", "es"),
        ("Жители города вышли на улицы в понедельник утром, сообщили местные средства массовой информации.", "ru"),
        ("Travayè nan pò a sispann travay depi lendi, e kamyon yo ap tann jouk nan kapital la, dapre sendika a.", "ht"),
        ("12 345", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language.of(text) == code
    assert language.is_read(code) == (code in ("fr", None))


# What cannot be read


BAD_ARTICLES = {
    "empty.txt": (b"", "no words"),
    "blank.txt": (b" \n\t\n\xc2\xa0", "no words"),
    "marks.txt": ("*** – « » …".encode(), "no words"),
    "front.md": (b"---\ntitle: x\n---\n\n", "no words"),
    "nul.txt": (b"abc\0def", "NUL at byte 3"),
    "latin.txt": ("Grève".encode("latin-1"), "0xe8 at byte 2"),
    "marked.txt": (b"\xef\xbb\xbfab\xff", "0xff at byte 5"),
    "utf16.txt": ("Grève à Callao".encode("utf-16"), "NUL at byte"),
    "cut.txt": ("Grève".encode()[:3], "0xc3 at byte 2"),
    "image.txt": (b"\x89PNG\r\n\x1a\n\xff\xff", "0x89 at byte 0"),
    "yaml.md": (b"---\ntitle: [a\n---\n" + BODY.encode(), "front matter, line 2: not YAML"),
    "list.md": (b"---\n- a\n---\n" + BODY.encode(), "not a mapping"),
    "deep.md": (b"---\na: " + b"[" * 5000 + b"\n---\n" + BODY.encode(), "front matter"),
    "day.md": (b"---\ndate: 2022-02-30\n---\n" + BODY.encode(), "'2022-02-30'"),
    "words.md": (b"---\ndate: 3 mai 2021\n---\n" + BODY.encode(), "'3 mai 2021'"),
    "language.md": ("---\nlanguage: français\n---\n".encode() + BODY.encode(), "'français'"),
    "origin.md": (b"---\norigin: copied\n---\n" + BODY.encode(), "'copied'"),
    "page.html": (b"<html><body></body></html>", "no article"),
    "charset.html": (b'<meta charset="nonesuch"><p>Gr\xe8ve</p>', "nonesuch"),
    "alias.md": (b"---\ntitle: &a x\nauthor: *a\n---\n" + BODY.encode(), "line 3: alias *a is not allowed"),
    "report.pdf": (b"%PDF-1.7", "not a PDF, or broken"),
    "report.docx": (b"PK", "not read: .docx"),
}


@pytest.mark.parametrize("name", BAD_ARTICLES)
def test_a_bad_article_is_left_out_and_named(folder: Path, name: str) -> None:
    data, reason = BAD_ARTICLES[name]
    (folder / name).write_bytes(data)
    documents, problems = ingest(folder)
    assert list(documents) == ["a"]
    assert [p.path for p in problems] == [name]
    assert reason in problems[0].message
    assert "\n" not in problems[0].message


def test_two_articles_of_one_name_are_both_named(folder: Path) -> None:
    (folder / "s").mkdir()
    for name in ("s/b.txt", "B.md", "b.html"):
        (folder / name).write_text(PAGE, encoding="utf-8")
    documents, problems = ingest(folder)
    assert list(documents) == ["a"]
    assert [(p.path, "same name as" in p.message) for p in problems] == [
        ("B.md", True),
        ("b.html", True),
        ("s/b.txt", True),
    ]
    assert "b.html, s/b.txt" in problems[0].message


def test_a_large_file_is_not_read(folder: Path) -> None:
    with (folder / "b.txt").open("wb") as file:
        file.truncate(10_000_001)
    _, problems = ingest(folder)
    what = "10,000,001 is beyond the limit of 10,000,000 bytes of one article, unpacked; of one feed"
    assert problems == [Problem("b.txt", f"{what} (--limit article=N raises it); split the file or take it out")]


def test_links_pipes_and_folders_are_not_read(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "o.txt").write_text(BODY, encoding="utf-8")
    (folder / "link.txt").symlink_to(outside / "o.txt")
    (folder / "away").symlink_to(outside, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "dead.txt").symlink_to(folder / "none.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    documents, problems = ingest(folder)
    assert list(documents) == ["a", "inside"]
    assert {p.path for p in problems} == {"link.txt", "away", "dead.txt", "device.txt", "pipe.txt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_files_and_folders_are_named(folder: Path) -> None:
    (folder / "b.txt").write_text(BODY, encoding="utf-8")
    (folder / "b.txt").chmod(0)
    (folder / "s").mkdir()
    (folder / "s").chmod(0)
    _, problems = ingest(folder)
    (folder / "s").chmod(0o700)
    assert [p.path for p in problems] == ["b.txt", "s"]
    assert all("Permission denied" in p.message for p in problems)


def test_file_names_that_cannot_be_shown(folder: Path) -> None:
    for name in (b"\xff.txt", b"two\nlines.txt"):
        (Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_text(BODY, encoding="utf-8")
    documents, problems = ingest(folder)
    assert list(documents) == ["a"]
    assert [p.path for p in problems] == ["two�lines.txt", "�.txt"]


def test_other_files_are_left_alone(folder: Path) -> None:
    for name in (".hidden.txt", "README.md", "LICENSE.txt", "photo.jpg", "data.bin", "notes"):
        (folder / name).write_bytes(b"\xff")
    (folder / ".git").mkdir()
    (folder / ".git" / "b.txt").write_bytes(b"\xff")
    assert only(folder).doc_id == "a"


def test_a_readme_is_an_article_if_it_is_said_to_be(folder: Path) -> None:
    (folder / "README.md").write_text(BODY, encoding="utf-8")
    assert only(folder / "README.md").doc_id == "README"
    (folder / "manifest.csv").write_text("file\nREADME.md\n", encoding="utf-8")
    assert list(ingest(folder)[0]) == ["README", "a"]


BAD_MANIFESTS = {
    "file\nb.txt\n": "manifest.csv, row 2: no article 'b.txt' (did you mean a.txt?)",
    "file\n../a.txt\n": "manifest.csv, row 2: no article '../a.txt'",
    "file,title\n,Un titre\n": "manifest.csv, row 2: no file",
    "file,published\na.txt,2022-02-30\n": "row 2: published '2022-02-30': no such day; write it as YYYY-MM-DD",
    "file,published\na.txt,07/01/2022\n": "'07/01/2022'",
    "file,published\na.txt,20220107\n": "'20220107'",
    "file,langage\na.txt,fr\n": "row 1: unknown column 'langage' (did you mean language?); allowed: file,",
    "file;title\na.txt;x\n": "unknown column 'file;title'",
    "title\nx\n": "manifest.csv, row 1: no column 'file'",
    "file,file\na.txt,a.txt\n": "stands twice",
    "": "no column 'file'",
    "file\na.txt\na.txt\n": "manifest.csv, row 3: a.txt has a row already",
    "file,language\na.txt,français\n": "manifest.csv, row 2: language 'français'",
    "file,language\na.txt,xx\n": "language 'xx'",
    "file,origin\na.txt,copied\n": "origin 'copied': write original, republished, translated",
    "file,title\na.txt\n": "manifest.csv, row 2: not 2 cells",
    "file,title\na.txt,Un, deux\n": "manifest.csv, row 2: not 2 cells",
    'file,title\na.txt,"Un\n': "manifest.csv, after row 1: not CSV",
    "file\n\0\n": "manifest.csv: not text: NUL at byte 5",
}


@pytest.mark.parametrize("table", BAD_MANIFESTS)
def test_a_bad_manifest_is_one_clear_line(folder: Path, table: str) -> None:
    (folder / "manifest.csv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        corpus.ingest(folder)
    assert BAD_MANIFESTS[table] in str(raised.value)
    assert "\n" not in str(raised.value)


def test_two_manifests_may_not_speak_of_one_article(folder: Path) -> None:
    (folder / "s").mkdir()
    (folder / "s" / "b.txt").write_text(BODY, encoding="utf-8")
    for path, name in ((folder, "s/b.txt"), (folder / "s", "b.txt")):
        (path / "manifest.csv").write_text(f"file\n{name}\n", encoding="utf-8")
    with pytest.raises(InputError, match="has a row in another"):
        corpus.ingest(folder)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        corpus.ingest(tmp_path / "none")


def test_no_articles(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"")
    with pytest.raises(InputError, match=r"no articles \(found: 1 .jpg files\); add files that end in .txt"):
        corpus.ingest(tmp_path)


def test_only_bad_articles(tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"no article can be read: a.txt: not UTF-8.*; and 2 more"):
        corpus.ingest(tmp_path)


@pytest.mark.parametrize("name", ["a.pdf", "a.csv", "/dev/null"])
def test_one_file_that_is_no_article(tmp_path: Path, name: str) -> None:
    if not name.startswith("/"):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InputError, match="no article"):
        corpus.ingest(tmp_path / name)


def test_the_command_says_one_line_and_exits_with_status_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kzlib", "parse", str(tmp_path / "none"), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert done.returncode == 2
    assert done.stderr.startswith("kz: corpus ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        found = readings.content(name, data)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert any(c.isalnum() for c in found.text)
        assert "\r" not in found.text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_front_matter_is_read_or_refused(front: str) -> None:
    try:
        readings.content("a.md", f"---\n{front}\n---\n{BODY}".encode("utf-8", "replace"))
    except InputError as error:
        assert "\n" not in str(error)


@given(st.text(max_size=12))
def test_any_day_or_language_is_read_or_refused(value: str) -> None:
    for check in (manifest.day, language.code, manifest.origin):
        try:
            check(value)
        except InputError as error:
            assert repr(value) in str(error)


def test_other_languages_are_kept_but_not_read(folder: Path) -> None:
    english = (
        "The dockers of the port stopped work on Monday, killing three people, said the minister John Smith.\n" * 3
    )
    (folder / "b.txt").write_text(english, encoding="utf-8")
    parsed = parsing.parse(folder)
    assert [(d["doc_id"], d["language"]) for d in parsed.rows["documents"]] == [("a", "fr"), ("b", "en")]
    assert parsed.rows["problems"] == [{"path": "b.txt", "message": "kept, but not read: language en, not French"}]
    for table in ("sentences", "dates", "figures", "mentions", "quotations", "events"):
        assert all(row["doc_id"] == "a" for row in parsed.rows[table])
    assert parsed.texts["b"] == english
