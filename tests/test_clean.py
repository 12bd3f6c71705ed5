"""Cleaning: which lines of a page are the article."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import clean, lexicon, provenance
from kzlib.clean import furniture
from kzlib.records import Document

PAGES = dict(
    re.findall(r"^=== (.+)\n((?:(?!===).*\n)*)", Path(__file__).with_name("pages.txt").read_text("utf-8"), re.M)
)
ROLES = {"T": "title", "B": "body", "C": "caption", "F": "boilerplate"}


def document(text: str, path: str = "a.txt", title: str | None = None) -> Document:
    starts = text.rfind("---\n") + 4 if path.endswith(".md") else 0
    return Document(doc_id="a", path=path, sha256="", text=text, title=title, starts=starts)


def role_at(passages: list[clean.Passage], start: int, end: int) -> str:
    return next((p.role for p in passages if p.start <= start and end <= p.end), "none")


@pytest.mark.parametrize("name", PAGES)
def test_every_line_of_a_page_has_its_role(name: str) -> None:
    marked = [(line[:1], line[2:]) for line in PAGES[name].splitlines()]
    text = "\n".join(words for _, words in marked)
    passages = clean.passages(document(text))
    at, wrong = 0, []
    for mark, words in marked:
        if words:
            role = role_at(passages, at, at + len(words))
            if role != ROLES[mark]:
                wrong.append(f"{role}, not {ROLES[mark]}: {words}")
        at += len(words) + 1
    assert not wrong, "\n".join(wrong)


BEFORE = (
    "Le gouvernement a décrété lundi le couvre-feu dans trois provinces, après deux nuits d'affrontements au nord.\n\n"
    "L'opposition a demandé une enquête et appelé ses partisans à ne pas sortir avant la fin de la semaine.\n\n"
)
AFTER = (
    "\n\nLes écoles resteront fermées jusqu'au retour au calme, a dit le porte-parole du gouvernement dans la soirée."
)


@pytest.mark.parametrize("entry", lexicon.load("boilerplate_lines"), ids=lambda e: f"{e.code}-{e.form}")
def test_example_of_a_form_is_masked_and_its_counter_example_is_not(entry: lexicon.Entry) -> None:
    edge = entry.extra["zone"] == "edge"
    text = BEFORE + entry.example + ("" if edge else AFTER)
    start = len(BEFORE)
    assert role_at(clean.passages(document(text)), start, start + len(entry.example)) == "boilerplate"
    if entry.counter_example:
        text = BEFORE + entry.counter_example + AFTER
        assert role_at(clean.passages(document(text)), start, start + len(entry.counter_example)) == "body"


def test_forms_of_edges_are_text_within_the_article() -> None:
    text = BEFORE + "Recevoir des soins est devenu impossible, dit une infirmière." + AFTER
    assert role_at(clean.passages(document(text)), 0, len(text)) == "body"


def test_front_matter_is_masked_and_heading_marks_are_left_out() -> None:
    text = "---\ntitle: Un titre\ndate: 2021-05-03\n---\n# Grève à Lima\n\n" + BEFORE.strip()
    passages = clean.passages(document(text, "a.md"))
    assert [p.role for p in passages] == ["boilerplate", "title", "body"]
    assert text[passages[0].start : passages[0].end].startswith("---\ntitle")
    assert text[passages[1].start : passages[1].end] == "Grève à Lima"


def test_known_title_decides_where_the_article_begins() -> None:
    links = "\n".join(f"Un gros titre du jour parmi d'autres, numéro {n}" for n in range(6))
    text = (
        f"{links}\nGrève générale à Lima\nLe port de Callao à l'arrêt depuis trois jours, les vivres manquent\n{BEFORE}"
    )
    passages = clean.passages(document(text, title="Grève générale à Lima"))
    assert [p.role for p in passages] == ["boilerplate", "title", "body"]
    assert text[passages[1].start : passages[1].end] == "Grève générale à Lima"


@pytest.mark.parametrize("text", ["", " \n\t\n", "Oui", "Oui.", "1", "***", "« »", "\ufeff", "A\u2028B"])
def test_tiny_texts(text: str) -> None:
    check(text)


def check(text: str) -> None:
    """Passages are in order, apart, inside the text, not empty; together they hold all that is not white space."""
    last = 0
    covered: set[int] = set()
    for passage in clean.passages(document(text)):
        assert last <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip()
        assert passage.role in ROLES.values()
        covered.update(range(passage.start, passage.end))
        last = passage.end
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


LINES = st.one_of(
    st.text(max_size=40),
    st.sampled_from([line[2:] for page in PAGES.values() for line in page.splitlines()]),
    st.sampled_from(
        ["#", "> ", "1 2 3", "»»» › > | |", "« \"' ”", "12/12/2012 12h12", "a" * 300, "...", "\r", "\u2028"]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\n\n", " ", "\n \n"]))
def test_any_text_is_cut_into_passages_apart(lines: list[str], joint: str) -> None:
    check(joint.join(lines))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(sorted(PAGES)), min_size=1, max_size=3), st.integers(0, 2000))
def test_pages_cut_or_joined_anywhere(names: list[str], cut: int) -> None:
    check("\n".join(line[2:] for name in names for line in PAGES[name].splitlines())[cut:])


def test_stamps_are_sure_with_an_hour_and_weak_without() -> None:
    sure, weak = furniture.kind("Publié le 3 mai 2021 à 10h15"), furniture.kind("Mardi 4 mai")
    assert sure and sure.code == "stamp" and not sure.weak
    assert weak and weak.code == "stamp" and weak.weak


@pytest.mark.parametrize("entry", lexicon.load("boilerplate_parts"), ids=lambda e: f"{e.code}-{e.form}")
def test_example_of_a_part_is_furniture_and_its_counter_example_is_not(entry: lexicon.Entry) -> None:
    assert furniture.kind(entry.example)
    assert not entry.counter_example or furniture.kind(entry.counter_example) is None


@pytest.mark.parametrize("entry", lexicon.load("boilerplate_origin"), ids=lambda e: f"{e.code}-{e.form}")
def test_example_of_a_note_tells_the_origin_and_its_counter_example_does_not(entry: lexicon.Entry) -> None:
    for words, expected in ((entry.example, entry.code), (entry.counter_example, None)):
        found = document(BEFORE + words)
        provenance.complete(found, clean.passages(found))
        assert found.origin == expected
