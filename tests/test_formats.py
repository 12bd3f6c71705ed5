"""Every form in which people have articles, read from files that the tools made which people use (`made_by_tools`)."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from made_by_tools import ARTICLES, FILES, LONG, Written
from readings import of_bytes

from kzlib import corpus, lexicon
from kzlib.corpus import Ingested, Options
from kzlib.errors import InputError
from kzlib.formats import days, hyphens, pieces, stem
from kzlib.formats.pieces import named_by, slug
from kzlib.formats.webpage import words_of
from kzlib.records import Document

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Le Courrier - Monde</title><link>https://example.org/</link>
<item><title>Le travail reprend &amp; la ville respire</title><link>https://example.org/2021/reprise.html</link>
<guid isPermaLink="false">https://example.org/?p=12</guid><dc:creator>Ana Quispe</dc:creator>
<pubDate>Fri, 07 May 2021 00:30:00 +0200</pubDate><description>Les grues tournent.</description>
<content:encoded><![CDATA[<p>Les grues ont recommencé à tourner
vendredi.</p>
<p>Un ouvrier est <b>mort</b> jeudi.<br/>Sa famille l'a annoncé.</p><script>alert(1)</script>]]></content:encoded>
</item>
<item><title>Trêve proposée</title><guid isPermaLink="false">https://example.org/?p=11</guid>
<pubDate>Thu, 06 May 2021 08:00:00 GMT</pubDate>
<description>Le ministère propose une trêve de dix jours.</description></item>
<item><title>Sans texte</title><link>https://example.org/2021/rien.html</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Phare</title><id>urn:x</id><updated>2021-05-08T00:00:00Z</updated>
<entry><title>Le port rouvre</title><id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>
<published>2021-05-07T23:30:00-05:00</published><updated>2021-05-08T09:00:00Z</updated>
<author><name>Luz Paz</name></author>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Les navires entrent de nouveau.</p></div></content></entry>
<entry><title>Un accord</title><id>tag:example.org,2021:2</id><link href="https://example.org/un-accord/"/>
<updated>2021-05-08T09:00:00Z</updated><summary>Les deux camps ont signé.</summary></entry></feed>"""


def read(tmp_path: Path, *files: str, options: Options | None = None, **written: str | bytes) -> Ingested:
    """A corpus of files of `tests/files`, and of others written here (a name's dots as two underscores)."""
    for name in files:
        shutil.copyfile(FILES / name, tmp_path / name)
    for name, data in written.items():
        (tmp_path / name.replace("__", ".")).write_bytes(data.encode() if isinstance(data, str) else data)
    return corpus.ingest(tmp_path, options)


def by_id(found: Ingested) -> dict[str, Document]:
    return {d.doc_id: d for d in found.documents}


def how(found: Ingested, path: str) -> str:
    return next(f.how for f in found.files if f.path == path)


def whole(article: Written, times: int = 1) -> str:
    return "\n".join((article.title, *article.paragraphs * times))


# What tools made


def test_a_page_that_a_browser_saved(tmp_path: Path) -> None:
    found = read(tmp_path, "saved.html")
    [document] = found.documents
    assert document.text == whole(LONG)
    assert (document.title, document.author, document.publisher) == (LONG.title, LONG.author, "Le Courrier")
    assert (document.published, document.published_basis) == (dt.date(2021, 5, 5), "metadata: HTML meta")
    assert "Les plus lus" in (FILES / "saved.html").read_text("utf-8")  # a script wrote it in the browser


@pytest.mark.parametrize("name", ["columns.pdf", "printed.pdf"])
def test_columns_of_a_pdf_are_read_to_the_letter(tmp_path: Path, name: str) -> None:
    """Two columns, over pages, with hyphens, ligatures, running heads: not one character differs."""
    found = read(tmp_path, name)
    [document] = found.documents
    assert document.text == whole(LONG, times=2)
    assert document.doc_id == Path(name).stem
    assert document.published is None  # when a file was made is not when an article was published
    assert re.fullmatch(r"PDF: [23] pages", how(found, name))


def test_a_pdf_gives_its_title_if_its_first_page_does(tmp_path: Path) -> None:
    titles = {d.doc_id: d.title for d in read(tmp_path, "columns.pdf", "printed.pdf").documents}
    assert titles == {"columns": None, "printed": LONG.title}


def test_a_sheet_that_libreoffice_wrote(tmp_path: Path) -> None:
    """Semicolons, windows-1252, days as French sheets show them, paragraphs inside cells."""
    found = read(tmp_path, "sheet.csv")
    assert [d.doc_id for d in found.documents] == [f"sheet-{a.name}" for a in sorted(ARTICLES, key=lambda a: a.name)]
    for article in ARTICLES:
        document = by_id(found)[f"sheet-{article.name}"]
        assert document.text == "\n".join(article.paragraphs)
        assert document.title == article.title
        assert (document.publisher, document.url) == ("Le Courrier", f"https://example.org/2021/{article.name}.html")
        assert document.published == dt.date.fromisoformat(article.day)
        shown = document.published.strftime("%d/%m/%Y")
        assert document.published_basis == f"metadata: CSV column Date de publication: {shown}"
    assert by_id(found)["sheet-port-arrete"].path == "sheet.csv, row 2"
    assert how(found, "sheet.csv").startswith("CSV (;, windows-1252): text=Contenu (guessed), id=Identifiant (guessed)")


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_what_wget_crawled(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name)
    assert found.problems == []
    for article in ARTICLES:
        document = by_id(found)[f"crawl-{article.name}"]
        assert document.title == article.title
        assert document.text.endswith(article.paragraphs[-1])
        assert document.url and re.fullmatch(rf"http://127\.0\.0\.1:\d+/2021/{article.name}\.html", document.url)
        assert document.published == dt.date.fromisoformat(article.day)
        assert document.note and re.fullmatch(r"fetched on \d{4}-\d\d-\d\d \(WARC-Date\)", document.note)
        assert re.fullmatch(rf"{name}, record \d+", document.path)
    assert "not answered with 200" in how(found, name)
    again = by_id(found)["crawl-port-arrete-2"]  # wget fetched it once more, sent there by an old address
    assert again.text == by_id(found)["crawl-port-arrete"].text


def test_a_page_in_a_warc_and_by_itself_are_the_same_bytes(tmp_path: Path) -> None:
    from made_by_tools import page

    documents = by_id(read(tmp_path, "crawl.warc"))
    assert documents[f"crawl-{LONG.name}"].sha256 == hashlib.sha256(page(LONG).encode()).hexdigest()


def test_an_archive_is_read_as_a_folder_would_be(tmp_path: Path) -> None:
    found = read(tmp_path, "press.zip")
    documents = by_id(found)
    assert found.problems == []
    assert sorted(documents) == [
        "press-mai-2021-05-05-port-arrete",
        "press-mai-2021-05-06-negociations",
        "press-mai-2021-05-07-reprise",
        "press-été-1",
        "press-été-2",
        "press-été-3",
    ]
    first = documents["press-mai-2021-05-05-port-arrete"]
    assert first.path == "press.zip/press/mai/2021-05-05-port-arrete.txt"
    assert (first.publisher, first.published_basis) == ("Le Courrier", "file name: 2021-05-05")
    assert first.sha256 == hashlib.sha256(first.text.encode()).hexdigest()
    assert documents["press-été-2"].title == ARTICLES[1].title
    assert documents["press-été-2"].text[documents["press-été-2"].starts :] == ARTICLES[1].paragraphs[-1]


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    found = read(tmp_path, "nested.zip")
    assert found.problems == []
    assert "nested-press-press-mai-2021-05-07-reprise" in by_id(found)
    assert by_id(found)["nested-saved"].title == LONG.title
    one = Options(corpus.Limits(nesting=1))
    outer = corpus.ingest(tmp_path, one)
    assert [d.doc_id for d in outer.documents] == ["nested-saved"]
    assert [p.path for p in outer.problems] == ["nested.zip/press.zip"]
    assert (
        "beyond the limit of 1 archives that may lie inside one another (--limit nesting=N" in outer.problems[0].message
    )


def test_the_same_article_in_many_forms_is_no_error(tmp_path: Path) -> None:
    names = ["saved.html", "columns.pdf", "sheet.csv", "crawl.warc", "press.zip"]
    found = read(tmp_path, *names)
    assert found.problems == []
    assert sum(LONG.paragraphs[0] in d.text for d in found.documents) == 6  # twice in the crawl


REFUSED = {
    "locked.pdf": "encrypted; save it without a password",
    "scan.pdf": "a PDF without text, such as a scan; read its letters first (ocrmypdf does), or save its text as .txt",
    "locked.zip": "encrypted; pack it without a password",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, a__txt="Un article.")
    assert [d.doc_id for d in found.documents] == ["a"]
    assert {p.message for p in found.problems} == {REFUSED[name]}


@pytest.mark.parametrize("name", REFUSED)
def test_alone_it_is_one_line_and_nothing_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as raised:
        corpus.ingest(FILES / name)
    assert REFUSED[name] in str(raised.value)
    assert "\n" not in str(raised.value)


# Feeds


def test_rss(tmp_path: Path) -> None:
    found = read(tmp_path, flux__xml=RSS)
    full, summary, bare = (by_id(found)[f"flux-{own}"] for own in ("reprise", "p-11", "rien"))
    lines = "Les grues ont recommencé à tourner vendredi.\nUn ouvrier est mort jeudi.\nSa famille l'a annoncé."
    assert full.text == f"Le travail reprend & la ville respire\n\n{lines}"
    assert (full.title, full.author) == ("Le travail reprend & la ville respire", "Ana Quispe")
    assert (full.publisher, full.url) == ("Le Courrier - Monde", "https://example.org/2021/reprise.html")
    assert (full.published, full.published_basis) == (dt.date(2021, 5, 7), "metadata: RSS pubDate")
    assert (full.note, full.path) == (None, "flux.xml, entry 1")
    assert summary.text.endswith("Le ministère propose une trêve de dix jours.")
    assert summary.note == bare.note == "a summary: the feed does not give the whole text"
    assert how(found, "flux.xml") == "RSS: 3 entries"


def test_ids_of_entries_stay_when_others_come_in(tmp_path: Path) -> None:
    before = set(by_id(read(tmp_path, flux__rss=RSS)))
    newer = RSS.replace("<item>", "<item><title>Nouveau</title><link>https://example.org/neuf</link></item><item>", 1)
    assert set(by_id(read(tmp_path, flux__rss=newer))) == before | {"flux-neuf"}


def test_atom(tmp_path: Path) -> None:
    found = read(tmp_path, flux__atom=ATOM)
    first, second = by_id(found)["flux-uuid-1225c695-cfb8-4ebb-aaaa-80da344efa6a"], by_id(found)["flux-un-accord"]
    assert first.text == "Le port rouvre\n\nLes navires entrent de nouveau."
    assert (first.published, first.published_basis) == (dt.date(2021, 5, 7), "metadata: Atom published")
    assert (first.author, first.publisher) == ("Luz Paz", "Le Phare")
    assert (second.published, second.published_basis) == (dt.date(2021, 5, 8), "metadata: Atom updated")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "XML, but neither RSS nor Atom"),
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "a feed without entries"),
        ("", "XML, but neither RSS nor Atom"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]>" + RSS, "declares XML entities"),
        (("<!DOCTYPE rss [<!ENTITY a 'b'>]>" + RSS).encode("utf-16"), "declares XML entities"),
    ],
)
def test_feeds_that_are_refused(tmp_path: Path, data: str | bytes, reason: str) -> None:
    found = read(tmp_path, a__txt="Un article.", flux__xml=data)
    assert [p.path for p in found.problems] == ["flux.xml"]
    assert reason in found.problems[0].message


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    found = read(tmp_path, flux__xml=RSS[: RSS.index("<item><title>Sans texte")])
    assert set(by_id(found)) == {"flux-reprise", "flux-p-11"}
    assert "not well-formed XML" in how(found, "flux.xml")


# Tables


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        {"id": "x/1", "body": "Les <grues> tournent.", "date": "2021-05-07T10:00:00Z", "authors": ["Ana", "Luz"]},
        {"id": "x/2", "body": "<p>Un.</p><p>Deux &amp; trois.</p>", "date": None, "source": {"name": "Le Phare"}},
    ]
    lines = [json.dumps(r, ensure_ascii=False) for r in rows]
    found = read(tmp_path, dump__jsonl="\n".join([lines[0], "", lines[1]]) + "\n")
    first, second = by_id(found)["dump-x-1"], by_id(found)["dump-x-2"]
    assert (first.text, first.author) == ("Les <grues> tournent.", "Ana, Luz")
    assert (first.published, first.published_basis) == (dt.date(2021, 5, 7), "metadata: JSON Lines column date")
    assert first.sha256 == hashlib.sha256(lines[0].encode()).hexdigest()
    assert (second.text, second.publisher, second.published) == ("Un.\nDeux & trois.", "Le Phare", None)
    assert second.path == "dump.jsonl, row 3"


def test_columns_are_named_on_the_command_line(tmp_path: Path) -> None:
    table = "resume,corps,jour_pub\nCourt.,Le texte entier.,7 mai 2021\n"
    found = read(tmp_path, options=corpus.of("text=corps,published=jour_pub"), t__csv=table)
    [document] = found.documents
    assert (document.doc_id, document.text) == ("t-0002", "Le texte entier.")
    assert document.published_basis == "metadata: CSV column jour_pub: 7 mai 2021"
    assert how(found, "t.csv") == "CSV (,, utf-8): text=corps, published=jour_pub"


def test_a_column_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"text=contenue: no table has a column 'contenue'; columns are titre, contenu$"
    ):
        read(tmp_path, options=corpus.of("text=contenue"), a__csv="titre,contenu\nx,Un texte.\n")
    with pytest.raises(InputError, match="columns are none"):
        read(tmp_path, options=corpus.of("text=contenue"), a__csv="")


def test_a_named_column_holds_for_the_tables_that_have_it(tmp_path: Path) -> None:
    options = corpus.of("text=corps")
    found = read(tmp_path, options=options, a__csv="corps\nUn.\n", b__csv="texte\nDeux.\n", c__csv="x\ny\n")
    assert [d.text for d in found.documents] == ["Un.", "Deux."]
    assert [p.message for p in found.problems] == [
        "no column for the text of articles; columns are x: name it with --columns text=NAME"
    ]


BAD_ROWS = {
    "a,b": "row 4: 2 cells, the first row has 3; put quotes around a cell with ,",
    ",x,": "row 4: no words in it",
    "Un texte.,x,32/01/2022": "row 4: published '32/01/2022': no such day",
    "Un texte.,x,hier": "row 4: published 'hier': no such day",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path, row: str) -> None:
    found = read(tmp_path, t__csv=f"texte,titre,date\nUn.,x,\nDeux.,x,\n{row}\nTrois.,x,\n")
    assert [d.doc_id for d in found.documents] == ["t-0002", "t-0003", "t-0005"]
    assert [p.path for p in found.problems] == ["t.csv, row 4"]
    assert f"row 4: {found.problems[0].message}".startswith(BAD_ROWS[row])
    assert [f.articles for f in found.files] == [3]


BAD_TABLES = {
    b"": "no column for the text",
    b"a,a\n1,2\n": "column 'a' stands twice",
    b'texte\n"Un.\n': "not CSV",
    b"texte\n,,,\n\n": "no article in it (CSV (,, utf-8): text=texte (guessed)); take it out",
    b"texte\nUn\0.\n": "NUL at byte 8",
    b"texte\n" + "é".encode("mac-roman") * 9 + b"\n": "neither UTF-8 nor windows-1252 text",
    "texte\nЖара\n".encode("koi8-r"): "neither UTF-8 nor windows-1252 text",
}


@pytest.mark.parametrize("data", BAD_TABLES)
def test_a_bad_table_is_named(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path, a__txt="Un article.", t__csv=data)
    assert [p.path for p in found.problems] == ["t.csv"]
    assert BAD_TABLES[data] in found.problems[0].message


BAD_LINES: dict[bytes, str] = {
    b"{": "not JSON",
    b"[1]": "not a JSON object but list",
    b"[" * 100_000: "not JSON",
    b'{"text": "\xff"}': "not UTF-8 text",
    b'{"text": "a\\u0000b"}': "it holds a NUL",
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_table_of_bad_lines_alone_is_named_too(tmp_path: Path, line: bytes) -> None:
    found = read(tmp_path, a__txt="Un.", t__jsonl=line)
    assert [f.outcome for f in found.files] == ["read", "left out"]
    assert BAD_LINES[line] in found.problems[0].message


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_bad_line_is_named(tmp_path: Path, line: bytes) -> None:
    found = read(tmp_path, t__jsonl=b'{"text": "Un."}\n' + line + b'\n{"text": "Deux."}\n')
    assert [d.text for d in found.documents] == ["Un.", "Deux."]
    assert [p.path for p in found.problems] == ["t.jsonl, row 2"]
    assert BAD_LINES[line] in found.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("part", [",", ";", "\t", "|"])
def test_a_table_in_any_dialect(tmp_path: Path, encoding: str, part: str) -> None:
    written = io.StringIO()
    rows = [["Titre", "Texte"], ["Été, à « Lima » ; d'ici", 'Un "mot",\nun | autre ;\tfin…'], ["b", "Deux"]]
    csv.writer(written, delimiter=part).writerows(rows)
    (tmp_path / "t.csv").write_bytes(written.getvalue().encode(encoding))
    found = corpus.ingest(tmp_path)
    assert [[d.title, d.text] for d in found.documents] == rows[1:]
    assert found.problems == []


DAYS = {
    "2022-01-07": "2022-01-07",
    "2022-01-07T23:59:00+06:00": "2022-01-07",
    "2022-01-07 10:00": "2022-01-07",
    "07/01/2022": "2022-01-07",
    "7.1.2022 10:00": "2022-01-07",
    "7 janvier 2022": "2022-01-07",
    "vendredi 7 janv. 2022": "2022-01-07",
    "1er février 2022 à 10h": "2022-02-01",
    "Fri, 07 Jan 2022 00:30:00 +0600": "2022-01-07",
}


@pytest.mark.parametrize("value", DAYS)
def test_days(value: str) -> None:
    assert days.iso(value) == DAYS[value]


@pytest.mark.parametrize(
    "value", ["", "hier", "2022", "31/02/2022", "2022-13-01", "13/13/2022", "janvier 2022", "9" * 99]
)
def test_no_days(value: str) -> None:
    with pytest.raises(InputError, match="no such day"):
        days.iso(value)


def test_months_stand_first_only_where_a_day_says_so() -> None:
    assert not days.month_first(["01/02/2022", "03/04/2022"])
    assert days.month_first(["01/02/2022", "01/13/2022"])
    assert not days.month_first(["01/13/2022", "13/01/2022"])
    assert days.iso("01/02/2022", month_first=True) == "2022-01-02"


# Words that a line end cut


KEPT = [e for e in lexicon.load("hyphenated") if e.code != "solid"]


@pytest.mark.parametrize("entry", KEPT, ids=lambda e: e.label)
def test_words_that_keep_their_hyphen(entry: lexicon.Entry) -> None:
    cut = re.search(
        rf"{entry.form}-(?=\w)" if entry.code == "first" else rf"\w-(?={entry.form}\b)", entry.example, re.I
    )
    assert cut
    first, second = entry.example[: cut.end()], entry.example[cut.end() :]
    assert hyphens.joined(first, second, True, set()) == entry.example
    assert hyphens.joined(first.removesuffix("-"), second, True, set()) == entry.example


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("le gouver-", "nement", "le gouvernement"),
        ("le gouver\u2010", "nement", "le gouvernement"),
        ("dix-", "sept morts", "dix-sept morts"),
        ("quatre-vingt-", "dix-sept", "quatre-vingt-dix-sept"),
        ("a-t-", "il dit", "a-t-il dit"),
        ("c'est-à-", "dire", "c'est-à-dire"),
        ("Jean-", "Paul", "Jean-Paul"),
        ("ce-", "ci", "ceci"),
        ("voi-", "là", "voilà"),
        ("années 1990-", "2000", "années 1990- 2000"),
        ("un tiret -", "ainsi", "un tiret - ainsi"),
        ("la", "suite", "la suite"),
    ],
)
def test_words_that_a_line_end_cut(first: str, second: str, joined: str) -> None:
    assert hyphens.joined(first, second, False, set()) == joined


def test_a_word_that_stands_whole_elsewhere_decides() -> None:
    assert hyphens.joined("le cessez-", "feu", True, {"cessez-feu"}) == "le cessez-feu"
    assert hyphens.joined("la sous-", "traction", True, {"soustraction"}) == "la soustraction"


# Ids and manifests


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://example.org/monde/2022/greve-a-callao_123.html?xtor=RSS-1", "greve-a-callao-123-xtor-rss-1"),
        ("https://example.org/?p=12", "p-12"),
        ("https://example.org/", ""),
        ("https://example.org/Été/", "ete"),
        ("tag:example.org,2021:2", "example-org-2021-2"),
        ("../../etc/passwd", "passwd"),
        ("", ""),
    ],
)
def test_what_tells_addresses_apart(address: str, own: str) -> None:
    assert named_by(address) == own


def test_slugs_are_safe_and_short() -> None:
    assert slug("../<b>É'</b>" + "x" * 99) == "b-e-b-" + "x" * 54
    assert slug("Алматы") == ""


@pytest.mark.parametrize(("name", "expected"), [("a.WARC.gz", "a"), ("b.c.txt", "b.c"), ("s/d.pdf", "d"), ("e", "e")])
def test_stems(name: str, expected: str) -> None:
    assert stem(name) == expected


def test_two_rows_of_one_id_are_both_kept(tmp_path: Path) -> None:
    found = read(tmp_path, t__csv="id,texte\nx,Un.\nx,Deux.\n,Trois.\n")
    assert {i: d.text for i, d in by_id(found).items()} == {"t-x": "Un.", "t-x-2": "Deux.", "t-0004": "Trois."}


def test_a_manifest_speaks_of_files_of_many_articles_and_of_each(tmp_path: Path) -> None:
    rows = 'file,publisher,title\nflux.xml,Le Courrier,\n"flux.xml, entry 2",,Autre titre\npress.zip,Le Phare,\n'
    found = by_id(read(tmp_path, "press.zip", flux__xml=RSS, manifest__csv=rows))
    assert {found[f"flux-{own}"].publisher for own in ("reprise", "p-11", "rien")} == {"Le Courrier"}
    assert found["flux-p-11"].title == "Autre titre"
    assert found["press-été-1"].publisher == "Le Phare"
    assert found["press-mai-2021-05-05-port-arrete"].publisher == "Le Courrier"  # its own manifest is nearer


def test_a_manifest_row_about_an_article_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no article 'flux.xml, entry 9' \(did you mean flux.xml, entry"):
        read(tmp_path, flux__xml=RSS, manifest__csv='file,title\n"flux.xml, entry 9",x\n')


def test_words_of_a_piece_of_html() -> None:
    html = "<div>Un <b>mot</b>\n long<p>Deux&nbsp;:</p><ul><li>a<li>b</ul><style>x{}</style>fin</div><!-- non -->"
    assert words_of(html, corpus.Limits()) == "Un mot long\nDeux\u00a0:\na\nb\nfin"


def test_digests_name_what_is_read_and_only_that(tmp_path: Path) -> None:
    read(tmp_path, "saved.html", photo__jpg=b"x", a__txt="Un.", _hidden=b"")
    (tmp_path / ".swap").write_bytes(b"")
    (tmp_path / "away.txt").symlink_to("/etc/hostname")
    found = dict(corpus.digests(tmp_path))
    assert found["a.txt"] == hashlib.sha256(b"Un.").hexdigest()
    assert found["photo.jpg"] == found["_hidden"] == "not read, by rule"
    assert found["away.txt"] == "not read: a link that leaves the corpus; put a copy in its place"
    assert found["hidden files and folders"] == "not read: 1"


def test_a_reader_can_be_asked_for_the_pieces_of_any_bytes() -> None:
    assert [p.where for p in pieces(of_bytes("t.csv", b"texte\nUn.\nDeux.\n"))] == ["row 2", "row 3"]
