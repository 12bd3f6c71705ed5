"""The day of publication, inferred from stamps, datelines and what the text tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import lexicon, published
from kzlib.lexicon import Entry
from kzlib.records import Document, Passage

BODY = (
    "Des familles entières dorment dehors derrière des barrages de fortune, et plusieurs commerces ont brûlé "
    "dans les quartiers nord de la ville, ont rapporté des témoins joints par téléphone."
)


def document(text: str, doc_id: str = "a", day: dt.date | None = None) -> Document:
    return Document(doc_id, f"{doc_id}.txt", "", text, published=day, published_basis="metadata" if day else "none")


def body(text: str) -> list[Passage]:
    return [Passage(0, len(text), "body")]


def inferred(head: str, text: str = BODY, others: Sequence[dt.date] = ()) -> Document:
    """An article with a line of furniture above its body, in a corpus with others of known days."""
    whole = f"{head}\n\n{text}"
    article = document(whole)
    masks = [[Passage(0, len(head), "boilerplate"), Passage(len(head) + 2, len(whole), "body")]]
    rest = [document(BODY, f"b{n}", day) for n, day in enumerate(others)]
    published.infer([article, *rest], masks + [body(d.text) for d in rest])
    return article


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.form) for e in lexicon.load("date_stamps")])
def test_stamp_of_the_lexicon(entry: Entry) -> None:
    article = inferred(entry.example)
    assert article.published == dt.date(2024, 5, 12)
    assert article.published_basis == f"text: {entry.example}"


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.form) for e in lexicon.load("date_months_english")])
def test_stamp_of_a_template_left_in_english(entry: Entry) -> None:
    assert inferred(entry.example).published == dt.date(2024, int(entry.code), 12)


@pytest.mark.parametrize(
    "entry", [pytest.param(e, id=e.form) for e in lexicon.load("date_stamps") if e.counter_example]
)
def test_stamp_word_in_a_sentence_is_none(entry: Entry) -> None:
    article = document(f"{BODY} {entry.counter_example}")
    published.infer([article], [body(article.text)])
    assert article.published is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Publié le 16/05/2024 à 07:12", "2024-05-16"),
        ("Publié le : 16/05/2024 - 07:12 Modifié le : 17/05/2024 - 09:00", "2024-05-16"),
        ("Mis à jour le 17 mai 2024, publié le 16 mai 2024", "2024-05-16"),
        ("Par Jean Dupuis | 16 mai 2024 à 18h50 | Outre-mer", "2024-05-16"),
        ("16 mai 2024", "2024-05-16"),
        ("Jeudi 16 Mai 2024 - 48 commentaires", "2024-05-16"),
        ("16.05.2024", "2024-05-16"),
        ("2024-05-16T09:15:00+11:00", "2024-05-16"),
        ("Article mis en ligne le jeudi 16 mai 2024", "2024-05-16"),
        ("Service étranger, jeudi 16 mai 2024, 19:02", "2024-05-16"),
        ("Nouméa le 16 mai 2024", "2024-05-16"),
    ],
)
def test_stamp_with_its_year(head: str, day: str) -> None:
    article = inferred(head)
    assert str(article.published) == day
    assert article.published_basis.startswith("text: ")


def test_year_of_a_partial_stamp_comes_from_the_others() -> None:
    article = inferred("Dernière mise à jour à 14h25 le 16/05", others=[dt.date(2024, 5, 14), dt.date(2024, 5, 20)])
    assert article.published == dt.date(2024, 5, 16)
    assert "other articles" in article.published_basis


def test_partial_stamp_alone_stays_open() -> None:
    assert inferred("Dernière mise à jour à 14h25 le 16/05").published is None


def test_dateline() -> None:
    text = "NOUMÉA, 16 mai 2024 (AFP) - " + BODY
    article = document(text)
    published.infer([article], [body(text)])
    assert article.published == dt.date(2024, 5, 16)


def test_today_on_a_neighbouring_link_near_the_news() -> None:
    text = "Le président a annoncé mardi la fin du couvre-feu. " + BODY
    article = inferred(
        "Météo : ce qui vous attend aujourd’hui, 16 mai", text, [dt.date(2024, 5, 14), dt.date(2024, 5, 17)]
    )
    assert article.published == dt.date(2024, 5, 16)


def test_weekday_of_the_report_in_the_weeks_of_the_others() -> None:
    text = "Le président a annoncé mercredi la fin du couvre-feu, imposé lundi. " + BODY
    article = inferred("Accueil", text, [dt.date(2024, 5, 14), dt.date(2024, 5, 16)])
    assert article.published == dt.date(2024, 5, 15)
    assert "mercredi" in article.published_basis


def test_day_of_saying_outweighs_days_told_before_it() -> None:
    text = "Depuis lundi, la ville brûle. Dix hommes ont été tués mardi, a annoncé mercredi le préfet. " + BODY
    article = inferred("Accueil", text, [dt.date(2024, 5, 14), dt.date(2024, 5, 16)])
    assert article.published == dt.date(2024, 5, 15)


def test_this_weekday_is_the_day_itself() -> None:
    text = "Le préfet a parlé mardi à la radio. Les écoles ont rouvert ce jeudi soir. " + BODY
    article = inferred("Accueil", text, [dt.date(2024, 5, 14), dt.date(2024, 5, 16)])
    assert article.published == dt.date(2024, 5, 16)


def test_order_of_the_articles_changes_nothing() -> None:
    texts = [
        "Mis à jour le 16/05\n\n" + BODY,
        "Le préfet a annoncé mercredi la fin du couvre-feu. " + BODY,
        "Un accord a été signé le 14 mai 2024. " + BODY,
    ]
    found = []
    for order in (texts, texts[::-1]):
        articles = [document(t, str(texts.index(t))) for t in order]
        published.infer(articles, [body(a.text) for a in articles])
        found.append({a.doc_id: (a.published, a.published_basis) for a in articles})
    assert found[0] == found[1]


def test_evening_told_means_published_the_day_after() -> None:
    text = "Le président a annoncé mercredi soir la fin du couvre-feu. " + BODY
    article = inferred("Accueil", text, [dt.date(2024, 5, 14), dt.date(2024, 5, 16)])
    assert article.published == dt.date(2024, 5, 16)


def test_day_told_before_the_one_ahead() -> None:
    text = "Les partis se réuniront vendredi. Un accord avait échoué lundi, a dit jeudi un médiateur. " + BODY
    article = inferred("Accueil", text, [dt.date(2024, 5, 14), dt.date(2024, 5, 16)])
    assert article.published == dt.date(2024, 5, 16)


def test_weekday_alone_stays_open() -> None:
    text = "Le président a annoncé mercredi la fin du couvre-feu. " + BODY
    assert inferred("Accueil", text).published is None


def test_full_date_with_its_weekday_fixes_the_week() -> None:
    text = "Le couvre-feu a été décrété mardi 14 mai 2024. Jeudi, il a été prolongé. " + BODY
    assert inferred("Accueil", text).published in (dt.date(2024, 5, 14), dt.date(2024, 5, 16))


def test_end_of_a_span_is_not_the_news() -> None:
    text = "L'état d'urgence court du 14 au 26 mai. Le préfet a annoncé mercredi des renforts. " + BODY
    article = inferred("Accueil", text, [dt.date(2024, 5, 14), dt.date(2024, 5, 16)])
    assert article.published == dt.date(2024, 5, 15)


def test_history_is_not_the_news() -> None:
    text = "L'accord avait été signé le 5 mai 1998. " + BODY
    assert inferred("Accueil", text).published is None
    assert inferred("Accueil", text, [dt.date(2024, 5, 14)]).published is None


@pytest.mark.parametrize(
    "head", ["Nouméa, le 13 mai 2024 © Théo Rouby", "Une barricade (13 mai 2024) / AFP", "Photo du 13 mai 2024"]
)
def test_day_of_a_picture_is_no_stamp(head: str) -> None:
    assert inferred(head).published is None


def test_link_to_another_article_is_no_stamp() -> None:
    assert inferred("12 mai 2024 Le Premier ministre grec attendu à Ankara pour un sommet").published is None


def test_metadata_is_never_overwritten() -> None:
    article = document("Publié le 16 mai 2024\n\n" + BODY, day=dt.date(2024, 5, 1))
    published.infer([article], [body(article.text)])
    assert (article.published, article.published_basis) == (dt.date(2024, 5, 1), "metadata")


def test_comments_below_do_not_date_the_article() -> None:
    text = BODY + "\n\n" + "\n".join([BODY] * 12)
    tail = "\n\nJean dit :\n18 mai 2024 à 10:00\nMerci"
    article = document(text + tail)
    masks = [Passage(0, len(text), "body"), Passage(len(text), len(text + tail), "boilerplate")]
    published.infer([article], [masks])
    assert article.published is None


LINES = (
    "Publié le |16/05|31/02/2024|le 16 mai|99/99/9999|aujourd'hui, |ce mardi |mardi|soir| a annoncé |\n|. "
    "|January 7, 2022|NOUMÉA, |(AFP) - |«|»|mis à jour |2024|à 08h40 |lundi 32 mai|\u00a0"
).split("|")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=10)), max_size=30).map("".join))
def test_noise_never_raises(text: str) -> None:
    articles = [document(text), document("Publié le 16 mai 2024\n\n" + BODY, "b")]
    published.infer(articles, [body(a.text) for a in articles])
    assert (articles[0].published is None) == (articles[0].published_basis == "none")
