"""The chapter on actors over tables made by hand: what it counts, says where there is nothing, and leaves out."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hand_made import day, document, figure, mention, tables

from kzlib.chapters import actors
from kzlib.chapters.actors.appearance import LABELS, LOOKS, anchor
from kzlib.chapters.actors.network import ACTORS, ARROWS
from kzlib.chapters.actors.register import roles
from kzlib.edition import Edition
from kzlib.founded import Prose

Row = dict[str, Any]


def quotation(doc_id: str, start: int, text: str, speaker: str | None, **more: Any) -> Row:
    more = {"kind": "direct", "relayed_by": None, "speaker_id": speaker.casefold() if speaker else None, **more}
    return {"doc_id": doc_id, "start": start, "end": start + 100, "text": text, "speaker": speaker, **more}


def edition(documents: list[Row], **more: list[Row]) -> Edition:
    return Edition(folder=Path("tables"), edition="0123456789", tables=tables(documents=documents, problems=[], **more))


def parts(edition: Edition, most: int = 40) -> dict[str, str]:
    """Everything that the chapter shows, by name."""
    made = {
        "lead": actors.lead(edition),
        "share_chart": actors.share_chart(edition),
        "share": actors.share(edition),
        "countries": actors.countries(edition),
        "heard_chart": actors.heard_chart(edition),
        "heard": actors.heard(edition, most),
        "ties_chart": actors.ties_chart(edition),
        "ties": actors.ties(edition, most),
        "register": actors.register(edition, most),
        "quotations": actors.quotations(edition, most),
    }
    return {name: str(html) for name, html in made.items()}


def text(html: str) -> str:
    """What a reader sees: tags left out."""
    return " ".join(lxml.html.fromstring(f"<div>{html}</div>").text_content().split())


def crisis_of_mali() -> Edition:
    """Three articles, two of them copies; a president, an opponent who becomes minister, a foreign state, a witness."""
    documents = [
        document("a", day(3), fingerprint=list(range(20)), title="Un", publisher="X"),
        document("b", day(4), fingerprint=list(range(20)), title="Un", publisher="Y"),
        document("c", day(9), fingerprint=list(range(50, 70)), title="Deux", publisher="Z"),
    ]
    named = [
        *(mention(d, 10, "Oumar Sissé", role="président malien", country="MLI") for d in "abc"),
        mention("a", 150, "Awa Bagayo", role="opposante", country="MLI"),
        mention("c", 350, "Awa Bagayo", role="ministre", country="MLI"),
        mention("a", 320, "Togo", type="state", country="TGO"),
        mention("c", 130, "habitants", type="group"),
        *(mention("c", n, "Mali", type="state", country="MLI") for n in (600, 620)),
    ]
    said = [
        quotation("a", 100, "La marche aura lieu", "Oumar Sissé"),
        quotation("b", 100, "La marche aura lieu", "Oumar Sissé"),
        quotation("c", 100, "Nous parlons avec tous", "Oumar Sissé", kind="indirect"),
        quotation("a", 300, "La frontière reste ouverte", "Awa Bagayo"),
        quotation("c", 500, "On a couru", "habitants", speaker_id="habitants"),
        quotation("c", 700, "Rien à dire", None),
    ]
    counts = [
        figure("a", 12, attributed_to="Oumar Sissé"),
        figure("b", 12, attributed_to="Oumar Sissé"),
        figure("c", 30),
    ]
    return edition(documents, mentions=named, quotations=said, figures=counts)


def test_shares_count_statements_once_and_articles_in_brackets() -> None:
    found = {s.code: (len(s.statements), s.direct, s.origins, s.articles) for s in crisis_of_mali().shares}
    assert found == {
        "government": (2, 1, 2, 3),
        "opposition": (1, 1, 1, 1),
        "people": (1, 1, 1, 1),
        "foreign": (0, 0, 0, 0),
        "international": (0, 0, 0, 0),
        "media": (0, 0, 0, 0),
        "other": (0, 0, 0, 0),
        "unknown": (0, 0, 0, 0),
        "unnamed": (1, 1, 1, 1),
    }


def test_counts_given_by_a_side_are_a_second_count() -> None:
    found = {s.code: s for s in crisis_of_mali().shares if s.figures}
    assert list(found) == ["government", "unnamed"]
    given = found["government"]
    assert (given.figures, given.figure_origins, given.figure_articles) == (1, {"a"}, {"a", "b"})


def test_speakers_by_independent_articles() -> None:
    found = [(v.actor.name, v.origins, v.articles, v.direct) for v in crisis_of_mali().voices]
    assert found == [("Oumar Sissé", 2, 3, 1), ("Awa Bagayo", 1, 1, 1), ("habitants", 1, 1, 1)]


def test_the_lead_says_who_acts_who_is_heard_and_who_is_not() -> None:
    assert text(actors.lead(crisis_of_mali())) == (
        "The articles name 5 actors; 3 speakers are heard, Oumar Sissé in most independent articles. "
        "The government of Mali has the largest share of the voice, with 2 of 5 statements; the opposition has 1 and "
        "people on the spot have 1. No statement is read from foreign states or international bodies. "
        "For 1 no speaker is named."
    )


def test_every_number_leads_to_where_it_is_counted() -> None:
    book = crisis_of_mali()
    page = "".join(f'<div class="cell_output">{html}</div>' for html in parts(book).values())
    prose = Prose.of(book.tables, {"actors": page})
    assert prose.faults("actors") == []


def test_a_change_of_role_and_of_side_is_seen() -> None:
    book = crisis_of_mali()
    awa = book.actor["awa bagayo"]
    assert [(r.words, r.first, r.last) for r in roles(book, awa)] == [
        ("opposante", day(3), day(3)),
        ("ministre", day(9), day(9)),
    ]
    register = text(actors.register(book, 9))
    assert "Opposition (1 of 2 articles)“opposante” in the role: opponent" in register
    assert "opposante 3 September 2023" in register
    assert f'id="{anchor("awa bagayo")}"' in str(actors.register(book, 9))


def test_one_role_over_several_days_has_the_first_and_the_last() -> None:
    book = crisis_of_mali()
    (role,) = roles(book, book.actor["oumar sissé"])
    assert (role.words, role.first, role.last) == ("président malien", day(3), day(9))


def test_roles_without_a_day_come_last() -> None:
    named = [mention("a", 1, "Ada", role="maire"), mention("b", 1, "Ada", role="juge")]
    book = edition([document("a"), document("b", day(2))], mentions=named)
    assert [(r.words, r.first) for r in roles(book, book.actor["ada"])] == [("juge", day(2)), ("maire", None)]
    assert "day not known" in text(actors.register(book, 9))


def test_ties_are_drawn_with_links_and_told_in_words() -> None:
    html = str(actors.ties_chart(crisis_of_mali()))
    assert 'aria-label="Who speaks of whom. Awa Bagayo of Togo, in 1 independent article; ' in html
    assert html.count('href="sources/a.html#300-400"') == 4  # the line and the head of an arrow, wide and narrow
    assert "Oumar Sissé" in html


def test_sides_differ_in_shape_as_well_as_colour() -> None:
    named = [c for c in LABELS if c not in ("unknown", "unnamed")]
    assert len({LOOKS[c][0] for c in named}) == len({LOOKS[c][1] for c in named}) == len(named)


@pytest.mark.parametrize("actor_id", ["m23", "mandat d’arrêt <b>", "x" * 300, "ب", "a/../b"])
def test_anchors_are_safe_and_stable(actor_id: str) -> None:
    assert re.fullmatch(r"a-[A-Za-z0-9_.~-]{1,80}", anchor(actor_id))
    assert anchor(actor_id) == anchor(actor_id)


# Where there is little or nothing


def test_nobody_is_named_or_quoted() -> None:
    found = {name: text(html) for name, html in parts(edition([document("a")])).items()}
    assert found["lead"] == "No actor was read in these articles, and nobody is quoted."
    assert found["share_chart"] == "Nobody is quoted and no count is given, so there is no share of voice to show."
    assert found["heard_chart"] == "Nobody is quoted by name, so there is no chart."
    assert found["ties_chart"] == "No quotation names another actor, so there is no network to draw."
    assert found["register"] == "There is nobody to list."
    assert found["quotations"] == "Nobody is quoted in these articles."
    assert "speak of no country" in found["countries"]
    assert not any("<svg" in html for html in parts(edition([document("a")])).values())


def test_nobody_is_quoted() -> None:
    book = edition([document("a", day(1))], mentions=[mention("a", 1, "Ada")])
    assert text(actors.lead(book)) == "The articles name 1 actor; nobody is quoted by name."


def test_one_speaker_has_all_of_the_voice() -> None:
    named = [mention("a", 1, "Ada", role="présidente", country="TGO")]
    book = edition([document("a", day(1))], mentions=named, quotations=[quotation("a", 100, "Oui", "Ada")])
    assert text(actors.lead(book)) == (
        "The articles name 1 actor; 1 speaker is heard: Ada. The government of Togo has all of the voice, with 1 of 1 "
        "statement. No statement is read from the opposition, people on the spot, foreign states or international "
        "bodies. A speaker of known side is named for every one."
    )


def test_speakers_that_nobody_names() -> None:
    said = [quotation("a", n * 200, f"Chose {n}", None) for n in range(3)]
    book = edition([document("a", day(1))], quotations=said)
    assert text(actors.lead(book)) == (
        "The articles name no actor; nobody is quoted by name. For 3 no speaker is named."
    )
    assert "not given" in text(actors.quotations(book, 9))


def test_speakers_of_unknown_side() -> None:
    said = [quotation("a", 100, "Oui", "Ada"), quotation("a", 300, "Non", "Bea")]
    book = edition([document("a")], mentions=[mention("a", 1, "Ada")], quotations=said)
    assert "For 2 it is not known on which side the speaker stands." in text(actors.lead(book))


HOSTILE = ["<script>alert(1)</script>", "\u202eevil", "$x^2$ & <b>", "nom " * 75, "x" * 300, "[a](javascript:b)"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_long_names_reach_the_page_as_text(name: str) -> None:
    named = [mention("a", 1, name, role=name, country="TGO"), mention("a", 150, "Bea")]
    said = [quotation("a", 100, f"{name} dit", name), quotation("a", 400, "oui", "Bea", relayed_by=name)]
    shown = parts(edition([document("a", day(1))], mentions=named, quotations=said))
    whole = "".join(shown.values())
    assert "<script>" not in whole
    assert "<b>" not in whole
    assert "\u202e" not in whole
    assert max(map(len, re.findall(r">([^<]*)<", shown["register"]))) < 250


def test_the_same_tables_give_the_same_chapter() -> None:
    assert parts(crisis_of_mali()) == parts(crisis_of_mali())


# However many articles


@pytest.fixture(scope="module")
def large() -> dict[str, str]:
    """10,000 articles, 20,000 actors, 300 speakers; names of 300 characters."""
    count = 10_000
    documents = [document(f"d{n}", dt.date(2024, 1, 1) + dt.timedelta(n % 90)) for n in range(count)]
    long = "nom interminable " * 17
    roles_ = ("président", "ministre", "opposant", "habitant", "expert", "journaliste", "diplomate à l'ONU", "général")
    named = [
        mention(f"d{n // 2}", n % 2 * 30 + 110, f"{long}{n}", role=f"{roles_[n % 8]} {n % 7}", country="MLI")
        for n in range(2 * count)
    ]
    hubs = [mention(f"d{n}", 180, f"Actrice {n % 300}", role=roles_[n % 8], country="MLI") for n in range(count)]
    said = [
        quotation(f"d{n}", 100, f"{n} " + "phrase longue " * 40, f"Actrice {n % 300}" if n % 9 else None)
        for n in range(count)
    ]
    back = [quotation(f"d{n}", 105, f"{n} autre " * 30, f"{long}{2 * n}") for n in range(count)]
    counts = [figure(f"d{n}", n % 500, attributed_to=f"Actrice {n % 300}") for n in range(count)]
    book = edition(documents, mentions=[*named, *hubs], quotations=[*said, *back], figures=counts)
    return parts(book)


def test_a_large_corpus_gives_a_page_of_bounded_size(large: dict[str, str]) -> None:
    assert sum(len(html.encode()) for html in large.values()) < 400_000


def test_a_large_corpus_says_how_much_is_left_out(large: dict[str, str]) -> None:
    for name, file in (("heard", "quotations"), ("register", "mentions"), ("quotations", "quotations")):
        assert re.search(rf"\d+ of [\d,]+ shown\. They are all in {file}\.csv", text(large[name])), name
    assert re.search(r"40 of [\d,]+ shown", text(large["ties"]))


def test_the_drawing_of_a_large_web_stays_legible(large: dict[str, str]) -> None:
    wide, narrow = large["ties_chart"].split('<div class="narrow">')
    for picture, most in ((wide, ACTORS), (narrow, ACTORS)):
        labels = re.findall(r'<text style="[^"]*font-size: ?8.5px|<text', picture)
        assert 2 <= len(labels) <= most + 12
        assert 4 <= picture.count("<a href") <= 2 * most + 2 * ARROWS
