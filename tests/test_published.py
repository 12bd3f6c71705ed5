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
    "Des familles entières dorment dehors derrière des barrages de fortune en Nouvelle-Calédonie, et plusieurs "
    "commerces ont brûlé dans les quartiers nord de Nouméa, ont rapporté le maire Valdani et le docteur Orestin, "
    "joints par téléphone."
)
ELSEWHERE = (
    "Des familles entières dorment dehors derrière des barrages de fortune au Pérou, et plusieurs commerces ont brûlé "
    "dans les quartiers nord de Lima, ont rapporté le maire Quispito et le docteur Marevall, joints par téléphone."
)
WEEK = tuple(dt.date(2024, 5, n) for n in (13, 14, 17))


def document(text: str, doc_id: str = "a", day: dt.date | None = None) -> Document:
    return Document(doc_id, f"{doc_id}.txt", "", text, published=day, published_basis="metadata" if day else "none")


def body(text: str) -> list[Passage]:
    return [Passage(0, len(text), "body")]


def corpus(*texts: str, known: Sequence[tuple[str, dt.date]] = ()) -> list[Document]:
    """Articles a, b, c… without a day, inferred beside others whose day is known."""
    articles = [document(t, "abcdefgh"[n]) for n, t in enumerate(texts)]
    rest = [document(t, f"k{n}", day) for n, (t, day) in enumerate(known)]
    published.infer([*articles, *rest], [body(d.text) for d in [*articles, *rest]])
    return articles


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
        (
            "Lire la suite en se connectant Plus de vingt blessés dans le nord, selon les secours 16/05/2024 à 16:26",
            "2024-05-16",
        ),
    ],
)
def test_stamp_with_its_year(head: str, day: str) -> None:
    article = inferred(head)
    assert str(article.published) == day
    assert article.published_basis.startswith("text: ")


def test_year_of_a_partial_stamp_comes_from_the_others() -> None:
    article = inferred("Dernière mise à jour à 14h25 le 16/05", others=[dt.date(2024, 5, 14), dt.date(2024, 5, 20)])
    assert article.published == dt.date(2024, 5, 16)
    assert article.published_basis == "text: Dernière mise à jour à 14h25 le 16/05; year from b0"


def test_partial_stamp_alone_stays_open() -> None:
    assert inferred("Dernière mise à jour à 14h25 le 16/05").published is None


def test_dateline() -> None:
    text = "NOUMÉA, 16 mai 2024 (AFP) - " + BODY
    article = document(text)
    published.infer([article], [body(text)])
    assert article.published == dt.date(2024, 5, 16)


def test_today_on_a_neighbouring_link_near_the_news() -> None:
    text = "Le président a annoncé mardi la fin du couvre-feu. " + BODY
    article = inferred("Météo : ce qui vous attend aujourd’hui, 16 mai", text, WEEK)
    assert article.published == dt.date(2024, 5, 16)


def test_weekday_of_the_report_in_the_weeks_of_the_others() -> None:
    text = "Le président a annoncé mercredi la fin du couvre-feu, imposé lundi. " + BODY
    article = inferred("Accueil", text, WEEK)
    assert article.published == dt.date(2024, 5, 15)
    assert "mercredi" in article.published_basis


def test_day_of_saying_outweighs_days_told_before_it() -> None:
    text = "Depuis lundi, la ville brûle. Dix hommes ont été tués mardi, a annoncé mercredi le préfet. " + BODY
    article = inferred("Accueil", text, WEEK)
    assert article.published == dt.date(2024, 5, 15)


def test_this_weekday_is_the_day_itself() -> None:
    text = "Le préfet a parlé mardi à la radio. Les écoles ont rouvert ce jeudi soir. " + BODY
    article = inferred("Accueil", text, WEEK)
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
    article = inferred("Accueil", text, WEEK)
    assert article.published == dt.date(2024, 5, 16)


def test_day_told_before_the_one_ahead() -> None:
    text = "Les partis se réuniront vendredi. Un accord avait échoué lundi, a dit jeudi un médiateur. " + BODY
    article = inferred("Accueil", text, WEEK)
    assert article.published == dt.date(2024, 5, 16)


def test_title_without_verb_is_ahead_if_the_text_is() -> None:
    text = f"Réunion des maires lundi\n\nLes maires se réuniront lundi. Le préfet l'a annoncé mercredi. {BODY}"
    article = inferred("Accueil", text, WEEK)
    assert article.published == dt.date(2024, 5, 15)


def test_weekday_alone_stays_open() -> None:
    text = "Le président a annoncé mercredi la fin du couvre-feu. " + BODY
    assert inferred("Accueil", text).published is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Le préfet a annoncé ce mardi 14 mai 2024 un couvre-feu.", "2024-05-14"),
        ("Un couvre-feu a été annoncé mardi 14 mai 2024 par le préfet.", "2024-05-14"),
        ("Un couvre-feu est entré en vigueur mardi 14 mai 2024. Les écoles ont fermé mardi.", "2024-05-14"),
        ("Un barrage dans le quartier nord le mardi 14 mai 2024\n\nLa nuit a été calme.", "2024-05-14"),
        ("Le préfet a annoncé mardi 14 mai 2024 un couvre-feu. Ce mercredi matin, il a été levé.", "2024-05-15"),
    ],
)
def test_full_date_of_the_report_needs_no_other_article(text: str, day: str) -> None:
    (article,) = corpus(f"{text} {BODY}" if "\n" not in text else f"{text}\n{BODY}")
    assert str(article.published) == day


@pytest.mark.parametrize(
    "text",
    [
        "Le séisme avait frappé la côte le vendredi 11 mars 2011. Les survivants se sont recueillis lundi.",
        "L'accord conclu mardi 14 mai 2024 avait tenu un mois. Il a été rompu jeudi.",
        "Le préfet a annoncé mardi 15 mai 2024 un couvre-feu.",
        "Le préfet a annoncé mardi 14 mai 2024 un couvre-feu, et rappelé l'échec de mars 2025.",
        "Le port sera rouvert le mardi 14 mai 2024, a promis le préfet.",
        "L'armée est entrée dans la ville lundi 10 janvier 2022, avant le départ des secours le 12 janvier 2022.",
    ],
)
def test_full_date_that_leaves_a_doubt_fixes_nothing(text: str) -> None:
    (article,) = corpus(f"{text} {BODY}")
    assert article.published is None


def test_own_full_date_goes_above_the_corpus() -> None:
    text = f"Le préfet a annoncé ce mardi 14 mai 2024 un couvre-feu. {BODY}"
    (article,) = corpus(text, known=[(BODY, dt.date(2021, 5, n)) for n in (10, 11, 13)])
    assert article.published == dt.date(2024, 5, 14)


def test_weekday_and_date_fix_the_year_after_the_latest_month_told() -> None:
    text = f"Le préfet a annoncé vendredi 11 janvier un couvre-feu, le premier depuis mars 2018. {BODY}"
    (article,) = corpus(text)
    assert (str(article.published), article.published_basis) == (
        "2019-01-11",
        "text: vendredi 11 janvier; year by the calendar",
    )


@pytest.mark.parametrize(
    "past",
    [
        "",
        ", le premier depuis 2018",
        ", le premier depuis mars 2013",
        ", le premier depuis mars 2008",
        " d'ici mars 2018",
    ],
    ids=["no year", "year alone", "two years fit", "too long ago", "year ahead"],
)
def test_weekday_and_date_alone_stay_open(past: str) -> None:
    (article,) = corpus(f"Le préfet a annoncé vendredi 11 janvier un couvre-feu{past}. {BODY}")
    assert article.published is None


def test_conflicting_weekdays_stay_open() -> None:
    text = (
        "Le préfet a annoncé vendredi 11 janvier un couvre-feu, levé en mars 2018. Samedi 11 janvier, il a été rétabli."
    )
    (article,) = corpus(f"{text} {BODY}", known=[(BODY, dt.date(2019, 1, n)) for n in (9, 10, 14)])
    assert article.published is None


def test_year_of_a_weekday_and_date_comes_from_the_same_crisis() -> None:
    text = f"Le préfet a annoncé jeudi 16 mai un couvre-feu. {BODY}"
    (article,) = corpus(text, known=[(BODY, dt.date(2024, 5, 20)), (ELSEWHERE, dt.date(2019, 5, 16))])
    assert (str(article.published), article.published_basis) == ("2024-05-16", "text: jeudi 16 mai; year from k0")


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet a annoncé jeudi 16 mai un couvre-feu.",
        "Le préfet a annoncé jeudi un couvre-feu.",
        "NOUMÉA, 16 mai - Le préfet a annoncé un couvre-feu.",
        "Le préfet a annoncé ce 16 mai un couvre-feu.",
    ],
)
def test_nothing_is_taken_from_another_crisis(text: str) -> None:
    (article,) = corpus(f"{text} {BODY}", known=[(ELSEWHERE, dt.date(2024, 5, n)) for n in (13, 14, 15, 17)])
    assert article.published is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Le préfet a annoncé jeudi 16 mai un couvre-feu.", [(2023, 5, 16), (2023, 5, 17)]),
        ("Le préfet a annoncé jeudi 16 mai un couvre-feu.", [(2024, 7, 16), (2024, 7, 17)]),
        ("Le préfet a annoncé jeudi 16 mai un couvre-feu, levé en juin 2025.", [(2024, 5, 16), (2024, 5, 17)]),
        ("NOUMÉA, 16 mai - La ville est calme.", [(2024, 7, 16), (2024, 7, 17)]),
        ("NOUMÉA, 16 mai - La ville est calme depuis samedi 11 mai.", [(2023, 5, 16), (2023, 5, 17)]),
    ],
    ids=["other weekday", "other season", "later year told", "dateline in another season", "dateline, other weekday"],
)
def test_nothing_is_taken_against_the_dates_of_the_article(text: str, days: list[tuple[int, int, int]]) -> None:
    (article,) = corpus(f"{text} {BODY}", known=[(BODY, dt.date(*d)) for d in days])
    assert article.published is None


@pytest.mark.parametrize(
    "days",
    [(14,), (14, 16), (16, 17, 18), (8, 9, 10, 15, 16, 17), (2, 9, 17, 24)],
    ids=["one article", "two articles", "at the edge", "two weeks told alike", "scattered"],
)
def test_week_that_is_not_the_only_one_stays_open(days: Sequence[int]) -> None:
    text = f"Le préfet a annoncé jeudi un couvre-feu. {BODY}"
    (article,) = corpus(text, known=[(BODY, dt.date(2024, 5, n)) for n in days])
    assert article.published is None


def test_week_in_which_another_article_tells_the_same() -> None:
    mine = f"Le préfet a annoncé jeudi un couvre-feu après le pillage du dépôt Karabelle. {BODY}"
    theirs = f"La population découvre le couvre-feu : jeudi, le dépôt Karabelle avait subi un pillage. {BODY}"
    known = [(theirs, dt.date(2024, 5, 17)), *((BODY, dt.date(2024, 5, n)) for n in (8, 18))]
    (article,) = corpus(mine, known=known)
    assert (str(article.published), article.published_basis) == ("2024-05-16", "text: jeudi; week from k0")


def test_days_are_not_borrowed_in_a_chain() -> None:
    dated = f"Le préfet a annoncé jeudi 16 mai un couvre-feu. {BODY}"
    later = f"Le préfet a levé jeudi 30 mai le couvre-feu. {BODY}"
    first, second = corpus(dated, later, known=[(BODY, dt.date(2024, 5, 1))])
    assert first.published == dt.date(2024, 5, 16)
    assert second.published is None


def test_full_date_told_is_the_time_of_the_crisis_if_others_are_dated_close_to_it() -> None:
    decided = f"Une décision prise le 14 mai 2024 envoie des renforts. {BODY}"
    stamped = f"NOUMÉA, 16 mai - Des renforts arrivent. {BODY}"
    dated = f"Le préfet a annoncé vendredi 17 mai un couvre-feu. {BODY}"
    days = [a.published for a in corpus(decided, stamped, dated)]
    assert days == [dt.date(2024, 5, n) for n in (14, 16, 17)]
    assert [a.published for a in corpus(decided, stamped)] == [None, None]


def test_mixed_crises_each_keep_to_their_own_year() -> None:
    here = f"Le préfet a annoncé jeudi 16 mai un couvre-feu. {BODY}"
    there = f"Le préfet a annoncé jeudi 16 mai un couvre-feu. {ELSEWHERE}"
    known = [(BODY, dt.date(2024, 5, 14)), (ELSEWHERE, dt.date(2019, 5, 14))]
    assert [str(a.published) for a in corpus(here, there, known=known)] == ["2024-05-16", "2019-05-16"]


def test_same_country_in_another_crisis_lends_nothing() -> None:
    other = BODY.replace("Valdani", "Sorentin").replace("Orestin", "Malbec").replace("Nouméa", "l'archipel")
    other = f"La Nouvelle-Calédonie vote. {other}"
    text = f"NOUMÉA, 16 mai - La ville est calme. {BODY}"
    (article,) = corpus(text, known=[(other, dt.date(2021, 5, n)) for n in (14, 15, 17)])
    assert article.published is None


def test_end_of_a_span_is_not_the_news() -> None:
    text = "L'état d'urgence court du 14 au 26 mai. Le préfet a annoncé mercredi des renforts. " + BODY
    article = inferred("Accueil", text, WEEK)
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
