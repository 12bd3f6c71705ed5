"""On which side an actor stands, over actors of several crises worked by hand, and the words that tell it."""

from __future__ import annotations

from typing import Any

import pytest
from hand_made import document, event, figure, mention, tables

from kzlib import compare, lexicon
from kzlib.compare.country import Crisis, crisis, name, state
from kzlib.compare.side import SIDES, Side, Sides
from kzlib.compare.sidewords import find, former

SIDE_WORDS = [e for e in lexicon.load("sides") if e.extra["match"] != "id"]
LISTED = [e for e in lexicon.load("sides") if e.extra["match"] == "id"]
CODES = {"state", "opposition", "people", "international", "media", "other"}


def placed(home: str | None, *mentions: dict[str, Any]) -> list[tuple[Side, int]]:
    """The sides of the one actor of these mentions, in a crisis of a country."""
    actors = compare.actors(tables(mentions=list(mentions)))
    country = {m["doc_id"]: home for m in mentions}
    return Sides(actors, Crisis(country, {}, {}, home)).all_of(actors[0].actor_id)


def body(words: str, **more: Any) -> dict[str, Any]:
    return mention("a", 1, words, **{"type": "organisation", **more})


# (country of the crisis, the actor as read, its side)
CRISES = [
    # Kazakhstan, January 2022
    ("KAZ", mention("a", 1, "Kassym-Jomart Tokaïev", role="président", country="KAZ"), "government"),
    ("KAZ", mention("a", 1, "Erlan Tourgoumbaïev", role="ministre de l'Intérieur", country="KAZ"), "government"),
    ("KAZ", mention("a", 1, "Azamat Ibraïev", role="général du KNB", country="KAZ"), "government"),
    ("KAZ", body("Ministère de la Santé (Kazakhstan)", country="KAZ"), "government"),
    ("KAZ", body("Kazakhstan", type="state", country="KAZ"), "government"),
    ("KAZ", mention("a", 1, "Moukhtar Abliazov", actor_id="moukhtar-abliazov", country="KAZ"), "opposition"),
    ("KAZ", mention("a", 1, "Janbolat Mamaï", role="opposant", country="KAZ"), "opposition"),
    ("KAZ", mention("a", 1, "Dmitri Peskov", role="porte-parole du Kremlin", country="RUS"), "foreign"),
    ("KAZ", mention("a", 1, "Nikol Pashinyan", role="Premier ministre arménien", country="ARM"), "foreign"),
    ("KAZ", mention("a", 1, "Stanislav Zas", actor_id="stanislav-zas", role="secrétaire général"), "international"),
    ("KAZ", body("Conseil de sécurité de l'OTSC"), "international"),
    ("KAZ", body("TASS", actor_id="tass", country="RUS"), "media"),
    ("KAZ", body("habitants", type="group"), "people"),
    ("KAZ", mention("a", 1, "Noursoultan Nazarbaïev", role="ancien président", country="KAZ"), "unknown"),
    ("KAZ", mention("a", 1, "Saltanat Azirbek", role="porte-parole"), "unknown"),
    ("KAZ", body("Bureau du commandant", type="group"), "unknown"),
    # Sudan, April 2023
    (
        "SDN",
        mention("a", 1, "Abdel Fattah al-Burhane", actor_id="abdel-fattah-al-burhane", country="SDN"),
        "government",
    ),
    (
        "SDN",
        mention("a", 1, "Mohamed Hamdane Daglo", actor_id="mohamed-hamdane-daglo", role="général", country="SDN"),
        "opposition",
    ),
    ("SDN", body("Forces de soutien rapide", actor_id="forces-de-soutien-rapide", country="SDN"), "opposition"),
    ("SDN", body("Armée (Soudan)", type="group", country="SDN"), "government"),
    ("SDN", mention("a", 1, "Volker Perthes", actor_id="volker-perthes", country="SDN"), "international"),
    ("SDN", mention("a", 1, "Molly Phee", role="secrétaire d'État adjointe", country="USA"), "foreign"),
    ("SDN", body("syndicat de médecins", type="group"), "people"),
    ("SDN", body("Égypte", type="state", country="EGY"), "foreign"),
    # Haiti, 2024
    ("HTI", mention("a", 1, "Ariel Henry", role="Premier ministre", country="HTI"), "government"),
    ("HTI", body("PNH", actor_id="pnh", country="HTI"), "government"),
    ("HTI", mention("a", 1, "Jimmy Chérizier", role="chef de gang", country="HTI"), "other"),
    ("HTI", body("Viv Ansanm", actor_id="viv-ansanm", country="HTI"), "other"),
    ("HTI", mention("a", 1, "Sébastien Carrière", role="ambassadeur du Canada en Haïti", country="CAN"), "foreign"),
    ("HTI", mention("a", 1, "Maria Isabel Salvador", actor_id="maria-isabel-salvador", country="HTI"), "international"),
    ("HTI", mention("a", 1, "Rosie Auguste", role="directrice d'une organisation de défense des droits"), "other"),
    # New Caledonia, May 2024: a territory's state is its government, not a foreign one
    ("NCL", mention("a", 1, "Gérald Darmanin", role="ministre de l'Intérieur", country="FRA"), "government"),
    ("NCL", mention("a", 1, "Louis Le Franc", role="haut-commissaire de la République", country="FRA"), "government"),
    ("NCL", body("Gouvernement (Nouvelle-Calédonie)", type="group", country="NCL"), "government"),
    ("NCL", mention("a", 1, "Christian Tein", actor_id="christian-tein", country="NCL"), "opposition"),
    ("NCL", body("FLNKS", actor_id="flnks", country="NCL"), "opposition"),
    ("NCL", body("Azerbaïdjan", type="state", country="AZE"), "foreign"),
    ("NCL", mention("a", 1, "Une infirmière", role="infirmière", country="NCL"), "people"),
    ("NCL", mention("a", 1, "Gabriel Attal", country="FRA"), "unknown"),
    # Mali, July 2020
    ("MLI", body("Cédéao", actor_id="cedeao"), "international"),
    ("MLI", body("opposition (Mali)", type="group", country="MLI"), "opposition"),
    ("MLI", mention("a", 1, "Aline Doumbia", role="présidente du club de handball", country="MLI"), "other"),
    ("MLI", mention("a", 1, "Awa Traoré", role="politologue à l'université de Bamako", country="MLI"), "other"),
]


@pytest.mark.parametrize(("home", "read", "side"), CRISES, ids=[f"{h}-{m['name']}" for h, m, _ in CRISES])
def test_actors_of_crises(home: str, read: dict[str, Any], side: str) -> None:
    ((found, articles),) = placed(home, read)
    assert (found.code, articles) == (side, 1)
    assert found.rule


def test_a_side_says_its_rule_and_the_words_it_rests_on() -> None:
    role = mention("a", 1, "Dmitri Peskov", role="porte-parole du Kremlin", country="RUS")
    ((found, _),) = placed("KAZ", role)
    rule = "“Kremlin” in the role: state institution; country: Russie"
    assert (found.code, found.rule, found.mention) == ("foreign", rule, role)


def test_a_present_role_counts_where_a_former_one_is_given_too() -> None:
    old = mention("a", 1, "Ada Korr", role="ex-ministre", country="KAZ")
    new = mention("b", 1, "Ada Korr", role="ministre", country="KAZ")
    assert [s.code for s, _ in placed("KAZ", old, new)] == ["government"]


def test_a_role_given_in_an_article_counts_there() -> None:
    against = [mention(d, 1, "Ada Korr", role="opposante", country="SEN") for d in "ab"]
    within = mention("c", 1, "Ada Korr", role="Première ministre", country="SEN")
    assert [(s.code, n) for s, n in placed("SEN", *against, within)] == [("opposition", 2), ("government", 1)]


def test_of_a_crisis_abroad_people_and_opponents_are_none_of_its_sides() -> None:
    assert placed("KAZ", mention("a", 1, "Ada", role="opposante", country="RUS"))[0][0].code == "other"
    assert placed("KAZ", mention("a", 1, "Ada", role="médecin", country="FRA"))[0][0].code == "other"


def test_without_a_country_of_the_crisis_no_state_is_placed() -> None:
    ((found, _),) = placed(None, body("Russie", type="state", country="RUS"))
    assert (found.code, found.rule) == ("unknown", "a state of Russie; the article's country is not known")


def test_somebody_known_by_name_only() -> None:
    sides = Sides([], Crisis({"a": "KAZ"}, {}, {}, "KAZ"))
    assert sides.of_name("sources hospitalières", "a").code == "people"
    assert sides.of_name("source policière", "a").code == "unknown"
    assert sides.of_name("Zorvalis", "a") == Side("unknown", "nothing says what it is")


# Words


@pytest.mark.parametrize("row", SIDE_WORDS, ids=lambda e: e.form)
def test_every_word_is_read(row: lexicon.Entry) -> None:
    assert row.code in CODES | {"former"}
    assert lexicon.fold(row.form) in lexicon.fold(row.example)
    if row.extra["match"] == "former":
        assert former(f"{row.form} ministre")
    elif row.extra["match"] != "rank":
        found = find(row.form, in_role=True)
        assert found is not None
        assert found.code == row.code


@pytest.mark.parametrize("row", LISTED, ids=lambda e: e.form)
def test_every_listed_actor_is_of_a_lexicon(row: lexicon.Entry) -> None:
    assert row.code in CODES
    assert row.form in {e.code for e in lexicon.load("actors")}
    assert row.label


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("président", "state"),
        ("présidente péruvienne", "state"),
        ("président par intérim", "state"),
        ("président du club de football", "other"),
        ("président de la Zorvalie unie", None),
        ("ancien président", None),
        ("ex-ministre des Sports", None),
        ("préfet, qui décrète un couvre-feu", "state"),
        ("porte-parole de l'opposition", "opposition"),
        ("porte-parole de la police", "state"),
        ("PORTE-PAROLE DU MINISTÈRE", "state"),
        ("médecins", "people"),
        ("journaliste à la télévision d'État", "media"),
        ("porte-parole", None),
        ("", None),
        ("… !", None),
    ],
)
def test_what_a_role_says(role: str, code: str | None) -> None:
    found = find(role, in_role=True)
    assert (found.code if found else None) == code


def test_an_ambassador_to_a_body_of_states_is_of_his_state() -> None:
    assert placed("KAZ", mention("a", 1, "Ada", role="ambassadeur à l'ONU", country="RUS"))[0][0].code == "foreign"
    both = mention("a", 1, "Ada", role="Premier ministre arménien et président de l'OTSC", country="ARM")
    assert placed("KAZ", both)[0][0].code == "foreign"
    assert placed("KAZ", mention("a", 1, "Ada", role="émissaire de l'ONU", country="SDN"))[0][0].code == "international"


def test_long_names_are_read_in_time() -> None:
    assert find("police " * 5000, in_role=True) is not None


# The country of the crisis


def test_the_country_spoken_of_most_media_left_out() -> None:
    agency = [mention("a", n, "AFP", actor_id="afp", country="FRA") for n in range(9)]
    spoken = [mention("a", 20, "Soudan", type="state", country="SDN"), mention("a", 30, "Égypte", country="EGY")]
    told = event("a", "e", None, place="Soudan")
    rows = tables(documents=[document("a")], mentions=agency + spoken, events=[told])
    assert crisis(rows, {}).country == {"a": "SDN"}


def test_the_country_of_most_articles_holds_where_it_is_spoken_of() -> None:
    def about(doc_id: str, *codes: str) -> list[dict[str, Any]]:
        return [mention(doc_id, n, f"{doc_id}{n}", country=c) for n, c in enumerate(codes)]

    named = [*about("a", "HTI"), *about("b", "HTI", "HTI"), *about("c", "CAN", "CAN", "HTI"), *about("d", "PER")]
    rows = tables(documents=[document(d) for d in "abcde"], mentions=named)
    assert crisis(rows, {}).main is None  # 2 of 4 is no majority
    found = crisis(rows, {"d": "c", "c": "c"} | {"a": "a", "b": "b"})
    assert found.main == "HTI"  # c and d are one voice: HTI 2, CAN and PER 1, of 3
    assert found.country == {"a": "HTI", "b": "HTI", "c": "HTI", "d": "PER", "e": None}
    assert found.articles == {"HTI": ["a", "b", "c"], "PER": ["d"]}
    assert found.origins == {"HTI": 3, "PER": 1}


def test_figures_count_where_they_are_placed() -> None:
    both = [mention("a", 1, "Gabon", country="GAB"), mention("a", 9, "Togo", country="TGO")]
    assert crisis(tables(figure("a", 3, place="Togo"), mentions=both), {}).country == {"a": "TGO"}


def test_no_country_at_all() -> None:
    found = crisis(tables(documents=[document("a")]), {})
    assert (found.country, found.articles, found.main) == ({"a": None}, {}, None)


def test_territories_belong_to_their_state() -> None:
    assert (state("NCL"), state("FRA"), name("HTI"), name("???")) == ("FRA", "FRA", "Haïti", "???")


def test_the_codes_of_the_lexicon_give_sides() -> None:
    assert {e.code for e in lexicon.load("sides")} == CODES | {"former"}
    assert set(SIDES) == (CODES - {"state"}) | {"government", "foreign", "unknown"}
