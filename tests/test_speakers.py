"""Who speaks: names, descriptions, pronouns, bodies and their spokespeople, and who passes it on."""

from __future__ import annotations

import pytest
from conftest import read

from kzlib.records import Quotation


def last(text: str) -> Quotation:
    return max(read(text).quotations, key=lambda q: q.start)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a name, before and after the verb, with its function
        ("Le ministre des Mines, Robert Keza, a déclaré que le site était fermé.", "Robert Keza"),
        ("Le site est fermé, a déclaré le ministre des Mines, Robert Keza.", "Robert Keza"),
        ("Robert Keza, ministre des Mines, a déclaré que le site était fermé.", "Robert Keza"),
        ("Le site est fermé, a déclaré à la presse Robert Keza.", "Robert Keza"),
        ("Le site, a-t-on appris auprès de Robert Keza, est fermé. « Il rouvrira », a dit Robert Keza.", "Robert Keza"),
        ("Selon Robert Keza, le site est fermé.", "Robert Keza"),
        # a person rather than the body, unless nobody is named
        ("Le porte-parole de l'ONU, Farid Haddad, a dit que le convoi attendait.", "Farid Haddad"),
        ("Un porte-parole de l'ONU a dit que le convoi attendait.", "ONU"),
        ("Le convoi attend, selon un responsable de l'ONU.", "ONU"),
        ("Le convoi attend, ont constaté des journalistes de l'AFP.", "AFP"),
        ("Selon les estimations de l'ONU, le stock est vide.", "ONU"),
        # pronouns
        ("Robert Keza est arrivé jeudi. Il a déclaré que le site était fermé.", "Robert Keza"),
        ("« C'est clos », a dit Robert Keza. « On verra », a-t-il ajouté.", "Robert Keza"),
        ("Robert Keza était à Goma. À l'en croire, le site est fermé.", "Robert Keza"),
        ("Robert Keza était à Goma. Le site, selon lui, est fermé.", "Robert Keza"),
        ("A Goma, le ministre Robert Keza a été clair : le site, selon lui, est fermé.", "Robert Keza"),
        ("La ministre Ana Rojas a reçu Robert Keza. Elle a dit que le site fermait.", "Ana Rojas"),
        # descriptions
        ("Le procureur Robert Keza a ouvert une enquête. Le magistrat a dit que le site fermait.", "Robert Keza"),
        ("Le président Luis Vega a parlé. « C'est clos », a dit le président.", "Luis Vega"),
        ("Le président Luis Vega a parlé. « C'est clos », a dit le chef de l'Etat.", "Luis Vega"),
        ("Le général Omar Saleh commande. « C'est clos », a dit le général.", "Omar Saleh"),
        ("Le général Omar Saleh commande. « C'est clos », a dit le même officier.", "Omar Saleh"),
        # words of the text where nobody is known
        ("Un berger a dit que le puits était sec.", "berger"),
        ("Selon un bilan officiel, le village est rasé.", "bilan officiel"),
        ("De source diplomatique, la réunion est annulée.", "source diplomatique"),
        # states by their capital
        ("Ankara a affirmé que ses soldats resteraient.", "Turquie"),
    ],
)
def test_speaker(text: str, speaker: str) -> None:
    assert last(text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "relay"),
    [
        ("Le pont a cédé, a dit l'ONU, citée par l'AFP.", "ONU", "AFP"),
        ("Le pont a cédé, selon l'AFP, citant l'ONU.", "ONU", "AFP"),
        ("« Le pont a cédé », a déclaré l'ONU, selon l'AFP.", "ONU", "AFP"),
        ("L'ONU a assuré que le pont tenait, a rapporté l'AFP.", "ONU", "AFP"),
        ("L'ONU a affirmé que le pont tenait.", "ONU", None),
    ],
)
def test_relay(text: str, speaker: str, relay: str | None) -> None:
    quotation = last(text)
    assert (quotation.speaker, quotation.relayed_by) == (speaker, relay)


def test_a_name_has_an_id_and_words_have_none() -> None:
    assert last("L'ONU a affirmé que le pont tenait.").speaker_id
    assert last("Un berger a affirmé que le pont tenait.").speaker_id is None


def test_a_text_that_names_nobody_leaves_the_speaker_empty() -> None:
    assert last("« Nous avons marché trois jours sans boire ni manger. »").speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "Dix personnes ont été tuées, selon la police.",
        "Dix personnes ont été tuées, a indiqué la police.",
        "La police fait état de dix morts.",
        "La police a reconnu dix morts.",
    ],
)
def test_a_count_and_its_source_are_no_quotation(text: str) -> None:
    readings = read(text)
    assert readings.quotations == []
    assert [q.speaker and q.speaker.split(" (")[0].lower() for q in readings.sources] == ["police"]


@pytest.mark.parametrize(
    "text",
    [
        "Selon la police, dix personnes ont été tuées.",
        "La police a déclaré que dix personnes avaient été tuées.",
        "La police a annoncé avoir arrêté dix personnes.",
    ],
)
def test_a_clause_that_holds_a_count_is_a_quotation(text: str) -> None:
    assert [q.kind for q in read(text).quotations] == ["indirect"]
