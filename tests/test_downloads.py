"""What can be downloaded, each format by its own public validator; and addresses that stay."""

from __future__ import annotations

import csv
import importlib.resources
import json
import re
import shutil
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import hand_made
import pyarrow as pa
import pytest
from books import ROOT, Book, built, params

from kzlib import downloads, parse, tables
from kzlib.downloads import crate, package, spreadsheets, web_annotations
from kzlib.edition import Edition
from kzlib.evidence import anchor, page
from kzlib.selected import Selected, article_ids
from kzlib.spreadsheets import guarded

TEXT = "Le bilan, selon la préfecture : 12 morts 😀 à Oyem.\nQuinze blessés ont été soignés."


@pytest.fixture(params=params())
def book(request: pytest.FixtureRequest) -> Book:
    return built(request.param)


def whole(edition: Edition, texts: Mapping[str, str]) -> Selected:
    """All articles of an edition."""
    return Selected(edition, texts, article_ids(edition))


def texts(corpus: Path) -> dict[str, str]:
    return parse.parse(corpus).texts


# --- the tables


def test_frictionless_finds_the_tables_as_described(book: Book) -> None:
    import frictionless

    report = frictionless.validate(str(book.site / "data" / package.FILE))
    assert report.valid, report.to_summary()
    assert {t.name for t in report.tasks} == set(tables.DICTIONARY)


def test_frictionless_finds_a_wrong_cell(book: Book, tmp_path: Path) -> None:
    """The description says enough for a fault to be found: a kind of bound that there is not."""
    import frictionless

    shutil.copytree(book.site / "data", tmp_path / "data")
    file = tmp_path / "data" / "figures.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",exact,", ",perhaps,", 1), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "data" / package.FILE))
    assert {e.type for task in report.tasks for e in task.errors} >= {"constraint-error", "hash-count"}


def test_every_column_is_described_with_a_type() -> None:
    kinds = {c.type for columns in tables.DICTIONARY.values() for c in columns}
    assert kinds <= set(package.TYPES) | {k for k in kinds if isinstance(k, pa.ListType)}


# --- evidence as annotations


def collection(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data" / web_annotations.FILE).read_text(encoding="utf-8"))
    return found


def test_annotations_follow_the_model_of_the_w3c(book: Book) -> None:
    """What the Web Annotation Data Model says that a collection, an annotation and a selector must have."""
    found = collection(book.site)
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = found["first"]["items"]
    assert found["total"] == len(items) == len({i["id"] for i in items})
    for item in items:
        assert item["type"] == "Annotation"
        assert item["motivation"] in ("describing", "identifying")
        assert item["body"]["type"] == "TextualBody"
        target = item["target"]
        assert target["source"].startswith("ni:///sha-256;")
        quote, position = target["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert 0 <= position["start"] < position["end"]


def test_annotations_select_their_words_both_ways(book: Book) -> None:
    by_hash = {web_annotations.named(d["sha256"]): d["doc_id"] for d in tables.read(book.out / "tables", "documents")}
    read = texts(book.corpus)
    for item in collection(book.site)["first"]["items"]:
        text = read[by_hash[item["target"]["source"]]]
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.find(around) == start - len(quote["prefix"])
        assert len(quote["prefix"]) == min(start, web_annotations.AROUND)


def test_every_claim_and_quotation_is_annotated(book: Book) -> None:
    edition = Edition.open(book.out / "tables")
    items = collection(book.site)["first"]["items"]
    named = [i["id"].split("#")[1] for i in items]
    assert [n for n in named if n.startswith("c-")] == [c.id for c in edition.claims]
    assert len(items) == len(edition.claims) + len(edition.tables["quotations"])
    for item in items:
        assert (book.site / "data" / item["target"]["scope"]).resolve().exists()


def hand(tmp_path: Path, figures: int = 1, address: str = "") -> tuple[Edition, dict[str, str]]:
    """An edition of one article with as many claims, each on the same words."""
    start = TEXT.index("12 morts")
    rows = [
        hand_made.figure("l'été", 12, start=start, end=start + 8, text="12 morts", value_high=float(n + 13))
        for n in range(figures)
    ]
    given = hand_made.tables(*rows)
    given["documents"] = [hand_made.document("l'été", sha256="ab" * 32, url=None, title=None)]
    return Edition(folder=tmp_path, edition="ab12", address=address, tables=given), {"l'été": TEXT}


def test_offsets_count_code_points(tmp_path: Path) -> None:
    edition, read = hand(tmp_path)
    selected = whole(edition, read)
    (item,) = web_annotations.each(selected, edition.claims, "../")
    start = TEXT.index("12 morts")
    assert item["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "12 morts",
            "prefix": TEXT[:start],
            "suffix": " 😀 à Oyem.\nQuinze blessés ont ét",
        },
        {"type": "TextPositionSelector", "start": start, "end": start + 8},
    ]


def test_annotations_have_the_address_of_the_site_if_it_is_known(tmp_path: Path) -> None:
    edition, read = hand(tmp_path, address="https://example.org/gabon/")
    web_annotations.write(whole(edition, read), edition.claims, tmp_path)
    found = json.loads((tmp_path / web_annotations.FILE).read_text(encoding="utf-8"))
    assert found["id"] == "https://example.org/gabon/data/annotations.jsonld"
    assert found["first"]["items"][0]["target"]["scope"].startswith("https://example.org/gabon/sources/")


def test_annotations_are_written_one_by_one(tmp_path: Path) -> None:
    edition, read = hand(tmp_path, figures=4000)
    assert len(edition.claims) == 4000
    tracemalloc.start()
    web_annotations.write(whole(edition, read), edition.claims, tmp_path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = (tmp_path / web_annotations.FILE).stat().st_size
    assert size > 2_000_000
    assert most < size / 4


# --- the run as a crate


def offline(folder: Path) -> Path:
    """A store of web pages for roc-validator: the context of RO-Crate, as the package rocrate holds it."""
    import requests
    from requests_cache import CachedRequest, CachedResponse, CachedSession

    address = f"{crate.SPECIFICATION}/context"
    content = (importlib.resources.files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
    assert json.loads(content)["@id"] == address
    asked = requests.Request("GET", address).prepare()
    answer = CachedResponse(
        status_code=200,
        url=address,
        headers={"Content-Type": "application/ld+json"},
        content=content,
        request=CachedRequest.from_request(asked),
    )
    store = folder / "pages"
    with CachedSession(str(store), backend="sqlite", expire_after=-1) as session:
        session.cache.save_response(answer, cache_key=session.cache.create_key(asked))
    return store


def broken_rules(site: Path, store: Path) -> list[str]:
    """What roc-validator says is wrong, of what the specification requires."""
    from rocrate_validator import models, services

    settings = models.ValidationSettings(
        rocrate_uri=str(site), offline=True, cache_path=str(store), requirement_severity="REQUIRED"
    )
    return [f"{i.check.identifier}: {i.message}" for i in services.validate(settings).get_issues()]


@pytest.mark.xdist_group("default")
def test_roc_validator_finds_the_crate_right(tmp_path: Path) -> None:
    book = built("default")
    assert broken_rules(book.site, offline(tmp_path)) == []


@pytest.mark.soak
def test_roc_validator_finds_a_crate_wrong(tmp_path: Path) -> None:
    book, store = built("default"), offline(tmp_path)
    wrong = tmp_path / "wrong"
    shutil.copytree(book.site, wrong)
    file = wrong / crate.FILE
    file.write_text(file.read_text(encoding="utf-8").replace('"datePublished"', '"dateUnknown"'), encoding="utf-8")
    assert broken_rules(wrong, store)


def test_the_crate_names_articles_chapters_tables_and_the_run(book: Book) -> None:
    from rocrate.rocrate import ROCrate

    read = ROCrate(str(book.site))
    documents = tables.read(book.out / "tables", "documents")
    (run,) = (e for e in read.get_entities() if e.type == "CreateAction")
    assert {e["identifier"] for e in run["object"]} == {f"sha256:{d['sha256']}" for d in documents}
    results = {e.id: e for e in run["result"]}
    assert set(results) >= {"figures.html", "data/figures.csv", "data/figures.parquet", "data/annotations.jsonld"}
    for name, entity in results.items():
        assert entity["identifier"] == f"sha256:{package.sha256(book.site / name)}", name
    assert run["instrument"]["name"] == "kzlib"
    assert not {"startTime", "endTime"} & set(run.properties())


# --- all of them


FILES = (f"data/{package.FILE}", f"data/{web_annotations.FILE}", crate.FILE)


@pytest.mark.parametrize("file", FILES)
def test_no_download_knows_this_machine_or_the_hour(book: Book, file: str) -> None:
    text = (book.site / file).read_text(encoding="utf-8")
    for known in (str(book.out), str(ROOT), str(Path.home()) + "/", str(book.corpus.parent) + "/"):
        assert known not in text
    assert not re.search(r"\d\d:\d\d:\d\d", re.sub(r'"(exact|prefix|suffix|name)":"[^"]*"', "", text))


def test_written_again_the_downloads_are_the_same(book: Book, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(book.site, site)
    for file in FILES:
        (site / file).unlink()
    edition = Edition.open(book.out / "tables")
    selected = whole(edition, texts(book.corpus))
    downloads.tables(edition, site)
    downloads.annotate(selected, edition.claims, site)
    downloads.describe(selected, site)
    for file in FILES:
        assert (site / file).read_bytes() == (book.site / file).read_bytes(), file


# --- addresses that stay


MORE = (
    "Publié le 14 janvier 2022\n\nAu moins trente policiers ont été blessés jeudi à Almaty, a annoncé le ministère de "
    "l'Intérieur. Le président Kassym-Jomart Tokaïev a déclaré que le calme revenait.\n"
)
# It comes before and after all others, by name.
NAMES = ("000-avant.txt", "zzz-apres.txt")


def every(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of every table."""
    return {name: tables.read(folder, name) for name in tables.DICTIONARY}


def said(folder: Path) -> dict[str, Any]:
    """What stands at each address: claims, events, actors, and the words of every source anchor."""
    edition = Edition(folder, tables=every(folder))
    found: dict[str, Any] = {}
    for c in edition.claims:
        found[c.id] = (c.doc_id, c.text, c.value, c.value_high, c.bound, c.kind, c.group, c.place, c.speaker)
    for e in edition.tables["events"]:
        found.setdefault(f"event {e['event_id']}", []).append((e["doc_id"], e["start"], e["end"], e["text"]))
    for m in edition.tables["mentions"]:
        found[f"actor {m['actor_id']}"] = m["name"]
    for table in ("dates", "figures", "mentions", "quotations", "events"):
        for row in edition.tables[table]:
            found[f"{page(row['doc_id'])}#{anchor(row['start'], row['end'])}"] = row["text"]
    return found


def kept(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Every old address is there and says what it said; an event may have been told again since."""
    for address, words in before.items():
        assert address in after, address
        if address.startswith("event "):
            assert set(words) <= set(after[address]), address
        else:
            assert after[address] == words, address


@pytest.mark.parametrize("name", NAMES)
def test_addresses_stay_when_an_article_comes_in(book: Book, name: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(book.corpus, corpus)
    (corpus / name).write_text(MORE, encoding="utf-8")
    tables.write(tmp_path / "tables", parse.parse(corpus).rows)
    kept(said(book.out / "tables"), said(tmp_path / "tables"))


def test_addresses_stay_when_a_column_comes_in(book: Book) -> None:
    edition = Edition(book.out / "tables", tables=every(book.out / "tables"))
    before = [c.id for c in edition.claims]
    wider = {
        name: [{"first_of_all": n, **row, "added": str(n)} for n, row in enumerate(rows)]
        for name, rows in edition.tables.items()
    }
    assert [c.id for c in Edition(book.out / "tables", tables=wider).claims] == before


def test_fingerprints_stand_in_csv_as_the_csv_writer_writes_them(tmp_path: Path) -> None:
    titles = ["plain", 'of "words"', "a, b", "two\nlines", "=SUM(1)", None]
    marks = [[], [1], [-1, 2], [1, 2, 3], [9], [0]]
    given = [pa.array(range(len(marks))), pa.array(titles), pa.array(marks, pa.list_(pa.int64()))]
    batch = pa.record_batch(given, ["words", "title", "fingerprint"])
    with (tmp_path / "ours.csv").open("w", encoding="utf-8", newline="") as file:
        spreadsheets._write(file, batch)
    with (tmp_path / "theirs.csv").open("w", encoding="utf-8", newline="") as file:
        cells = [(n, guarded(t or ""), "; ".join(map(str, marks[n]))) for n, t in enumerate(titles)]
        csv.writer(file, lineterminator="\n").writerows(cells)
    assert (tmp_path / "ours.csv").read_bytes() == (tmp_path / "theirs.csv").read_bytes()
