"""Tellings of one happening get one id, and no more than those."""

from __future__ import annotations

import datetime as dt
import random
import time
from typing import Any

import pytest

from kzlib import events_fusion

DAY = dt.date(2022, 1, 5)


def telling(
    doc: str,
    text: str,
    kind: str = "storming",
    first: dt.date | None = DAY,
    last: dt.date | None = None,
    place: str | None = None,
    who: tuple[str, ...] = (),
    start: int = 0,
) -> dict[str, Any]:
    row = {"doc_id": doc, "start": start, "end": start + len(text), "text": text, "type": kind, "first": first}
    return row | {"last": last or first, "place": place, "participants": list(who), "event_id": None}


def document(doc: str, published: dt.date | None = DAY) -> dict[str, Any]:
    return {"doc_id": doc, "published": published}


def ids(*rows: dict[str, Any]) -> list[str]:
    events_fusion.fuse(list(rows), [document(d) for d in sorted({r["doc_id"] for r in rows})])
    return [r["event_id"] for r in rows]


SAME = [
    (
        telling("a", "Des protestataires ont envahi la mairie de la ville", place="Almaty"),
        telling("b", "La mairie a été prise d'assaut", place="Almaty"),
    ),
    (
        telling("a", "La foule a envahi le palais présidentiel", place="Almaty"),
        telling("b", "Le palais présidentiel a été envahi par la foule", place="Kazakhstan"),
    ),
    (
        telling("a", "Le président a limogé le gouvernement", "dismissal", who=("Kassym-Jomart Tokaïev",)),
        telling("b", "Le gouvernement a été limogé par le président", "dismissal", who=("Kassym-Jomart Tokaïev",)),
    ),
    (
        telling("a", "des heurts ont éclaté", "violence", DAY, DAY + dt.timedelta(1), "Dakar"),
        telling("b", "des heurts ont opposé jeunes et policiers", "violence", DAY + dt.timedelta(1), place="Dakar"),
    ),
    (
        telling("a", "a décrété l'état d'urgence dans tout le pays", "state_of_emergency", place="Kazakhstan"),
        telling("b", "ont décrété l'état d'urgence dans tout le pays", "state_of_emergency", None, place="Kazakhstan"),
    ),
]

DIFFERENT = [
    (telling("a", "ont envahi la mairie", place="Almaty"), telling("b", "ont envahi la mairie", place="Aktau")),
    (
        telling("a", "ont envahi la mairie", place="Almaty"),
        telling("b", "ont envahi la mairie", first=dt.date(2022, 1, 6), place="Almaty"),
    ),
    (
        telling("a", "a limogé le ministre", "dismissal", who=("A",)),
        telling("b", "a révoqué le préfet", "dismissal", who=("B",)),
    ),
    (
        telling("a", "a déclaré que la situation était stable", "statement", who=("Peskov",)),
        telling("b", "a appelé les parties au calme", "statement", who=("Price",)),
    ),
    (
        telling("a", "des heurts ont éclaté", "violence", place="Dakar"),
        telling("b", "des heurts ont éclaté", "protest", place="Dakar"),
    ),
    (
        telling("a", "des violences ont secoué le pays", "violence", DAY, DAY + dt.timedelta(30), "Tchad"),
        telling("b", "des violences ont éclaté", "violence", DAY + dt.timedelta(2), place="Tchad"),
    ),
    (
        telling("a", "a envoyé des soldats", "deployment", None, place="Mali"),
        telling("b", "a déployé une force régionale", "deployment", None, place="Mali"),
    ),
]


@pytest.mark.parametrize("pair", SAME)
def test_tellings_of_one_happening_share_an_id(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    one, other = ids(*(dict(r) for r in pair))
    assert one == other


@pytest.mark.parametrize("pair", DIFFERENT)
def test_other_happenings_have_other_ids(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    one, other = ids(*(dict(r) for r in pair))
    assert one != other


def test_an_article_may_tell_twice() -> None:
    first = telling("a", "la mairie a été envahie par la foule", place="Almaty")
    again = telling("a", "la foule avait envahi la mairie", place="Almaty", start=500)
    assert len(set(ids(first, again))) == 1


def test_later_articles_change_no_id() -> None:
    rows = [dict(r) for pair in SAME + DIFFERENT for r in pair if r["doc_id"] == "a"]
    before = ids(*[dict(r) for r in rows])
    later = [dict(r) for pair in SAME + DIFFERENT for r in pair if r["doc_id"] == "b"]
    events_fusion.fuse([*rows, *later], [document("a"), document("b", DAY + dt.timedelta(1))])
    assert [r["event_id"] for r in rows] == before


def test_order_of_rows_does_not_matter() -> None:
    rows = [dict(r, doc_id=f"{r['doc_id']}{n}") for n, pair in enumerate(SAME + DIFFERENT) for r in pair]
    shuffled = [dict(r) for r in rows]
    random.Random(7).shuffle(shuffled)
    ids(*rows)
    ids(*shuffled)
    assert {(r["doc_id"], r["event_id"]) for r in rows} == {(r["doc_id"], r["event_id"]) for r in shuffled}


def test_ids_say_type_and_day() -> None:
    assert ids(telling("a", "ont envahi la mairie"))[0].startswith("storming-2022-01-05-")
    assert ids(telling("a", "a limogé le ministre", "dismissal", None))[0].startswith("dismissal-undated-")


def test_no_events() -> None:
    events_fusion.fuse([], [])


def test_undated_tellings_far_apart_in_time_stay_apart() -> None:
    text = "a décrété l'état d'urgence dans tout le pays"
    rows = [telling(d, text, "state_of_emergency", None, place="Kazakhstan") for d in "ab"]
    events_fusion.fuse(rows, [document("a"), document("b", DAY + dt.timedelta(400))])
    assert rows[0]["event_id"] != rows[1]["event_id"]


def test_twenty_thousand_tellings_take_seconds() -> None:
    chance = random.Random(1)
    words = "foule mairie palais envahi assaut police armée soldats marche place nuit centre siège garde".split()
    rows = [
        telling(
            f"d{n // 5}",
            " ".join(chance.sample(words, 6)),
            chance.choice(("storming", "violence", "statement")),
            DAY + dt.timedelta(chance.randrange(60)),
            place=chance.choice((None, "Almaty", "Aktau", "Dakar", "Lima")),
            who=(f"actor {chance.randrange(300)}",),
            start=n % 5 * 100,
        )
        for n in range(20_000)
    ]
    began = time.perf_counter()
    ids(*rows)
    assert time.perf_counter() - began < 20
