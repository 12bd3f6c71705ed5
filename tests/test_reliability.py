"""Flags, grades of sources by the published rule, and grades of claims, on tables made by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hand_made import mention

from kzlib import compare, reliability
from kzlib.errors import InputError
from kzlib.reliability import SourceCard

Row = dict[str, Any]
HEADER = "publisher,state_affiliated,party_to_conflict,kind,basis,override_grade,override_reason\n"
NOWHERE = Path("nowhere.csv")
GOOD = {
    "publisher": "Le Phare",
    "author": "A. Diop",
    "published": dt.date(2021, 3, 5),
    "published_basis": "metadata: manifest.csv",
    "origin": "original",
    "origin_basis": "signed by the desk",
}


def document(doc_id: str, **more: Any) -> Row:
    empty = {"publisher": None, "author": None, "published": None, "published_basis": "none", "origin": None}
    return {"doc_id": doc_id, "fingerprint": [], "origin_basis": None, **empty, **more}


def figure(doc_id: str, value: float, speaker: str | None = None, **more: Any) -> Row:
    start = more.pop("start", int(value) * 10)
    where = {"doc_id": doc_id, "start": start, "end": start + 5, "text": f"{value:g} morts"}
    counted = {"value": float(value), "value_high": None, "bound": "exact", "kind": "killed", "group": "all"}
    said = {"place": "Dakar", "attributed_to": speaker, "relayed_by": None, "as_of": dt.date(2021, 3, 4)}
    return {**where, **counted, **said, "part_of": None, "modality": "reported", **more}


def quotation(doc_id: str, start: int, speaker: str | None) -> Row:
    return {
        "doc_id": doc_id,
        "start": start,
        "end": start + 9,
        "speaker": speaker,
        "kind": "direct",
        "relayed_by": None,
    }


def tables(documents: list[Row], **more: list[Row]) -> dict[str, list[Row]]:
    return {"documents": documents, "dates": [], "figures": [], "mentions": [], "quotations": [], "events": []} | more


def card(about: Row, sources: Path = NOWHERE, **more: list[Row]) -> SourceCard:
    (found,) = reliability.cards(tables([about], **more), sources)
    return found


def sources(folder: Path, *rows: str) -> Path:
    path = folder / "sources.csv"
    path.write_text(HEADER + "".join(f"{r}\n" for r in rows), encoding="utf-8")
    return path


def spoken(count: int, named: int) -> list[Row]:
    return [quotation("a", 20 * i, "Awa Sow" if i < named else None) for i in range(count)]


def test_an_anonymous_article_without_figures_cannot_be_judged() -> None:
    found = card(document("a"))
    assert found.grade == "F" and found.grade_rule.startswith("F: ")
    assert found.rests_on == (
        "It rests on no figures or quotations (known: nothing; not known: publisher, author, date)."
    )


def test_an_anonymous_article_that_names_its_sources_is_no_better_than_d() -> None:
    assert card(document("a"), quotations=spoken(5, 5)).grade == "D"


def test_signed_dated_own_and_independent_is_an_a_only_if_independence_is_known(tmp_path: Path) -> None:
    known = sources(tmp_path, "Le Phare,no,no,daily,its statutes,,")
    assert card(document("a", **GOOD), known, quotations=spoken(5, 4)).grade == "A"
    assert card(document("a", **GOOD), quotations=spoken(5, 4)).grade == "B"
    assert card(document("a", **GOOD), known, quotations=spoken(5, 3)).grade == "B"


@pytest.mark.parametrize(
    ("change", "row", "words"),
    [
        ({}, "Le Phare,yes,no,daily,ministry owns it,,", "run or paid by a state"),
        ({}, "Le Phare,no,yes,daily,armed group's paper,,", "takes part in the conflict"),
        ({"origin": "translated"}, "Le Phare,no,no,daily,x,,", "not the publisher's own"),
        ({"published": None, "published_basis": "none"}, "Le Phare,no,no,daily,x,,", "day of publication is not known"),
    ],
)
def test_what_keeps_a_known_publisher_at_c(tmp_path: Path, change: Row, row: str, words: str) -> None:
    found = card(document("a", **{**GOOD, **change}), sources(tmp_path, row), quotations=spoken(5, 5))
    assert found.grade == "C" and words in found.grade_rule


def test_few_named_sources_make_a_d_and_with_a_contradiction_an_e() -> None:
    dates = [{"doc_id": "a", "start": 3, "end": 20, "text": "lundi 3 mai", "literal": "2020-05-03 (dimanche)"}]
    assert card(document("a", **GOOD), quotations=spoken(5, 2)).grade == "D"
    assert card(document("a", **GOOD), quotations=spoken(5, 2), dates=dates).grade == "E"
    clear = card(document("a", **GOOD), quotations=spoken(5, 5), dates=dates)
    assert clear.grade == "D" and clear.flags["contradicts_itself"].evidence == ("a", 3, 20)


def test_a_contradiction_in_an_article_without_figures_is_no_lack_of_sources() -> None:
    dates = [{"doc_id": "a", "start": 3, "end": 20, "text": "lundi 3 mai", "literal": "2020-05-03 (dimanche)"}]
    assert card(document("a", **GOOD), dates=dates).grade == "D"


def test_every_rule_is_published_and_the_last_always_applies() -> None:
    assert {rule.grade for rule in reliability.RULES} == set(reliability.GRADES)
    assert reliability.RULES[-1].reason in card(document("a", **GOOD)).grade_rule


def test_a_part_above_its_whole_contradicts_the_article() -> None:
    rows = [figure("a", 9, "Police", start=1), figure("a", 14, "Police", start=50, part_of=1, group="civilians")]
    flag = card(document("a", **GOOD), figures=rows).flags["contradicts_itself"]
    assert (flag.value, flag.evidence) == ("yes", ("a", 50, 55))


def test_an_analyst_overrules_the_grade_with_a_reason_and_the_rule_still_shows(tmp_path: Path) -> None:
    known = sources(tmp_path, "le phare,no,no,daily,its statutes,C,twice condemned for invented interviews")
    found = card(document("a", **GOOD), known, quotations=spoken(5, 5))
    assert found.grade == "C" and found.overruled == "twice condemned for invented interviews"
    assert "the rule gives A" in found.grade_rule


def test_flags_say_what_they_rest_on() -> None:
    named = ((1, "AFP"), (9, "Reuters"), (30, "AFP"))
    mentions = [mention("a", start, name, type="organisation") for start, name in named]
    found = card(
        document("a", published=dt.date(2021, 3, 5), published_basis="text: vendredi"), mentions=mentions
    ).flags
    assert (found["date_known"].value, found["date_known"].basis) == ("partly", "text: vendredi")
    assert (found["agencies"].value, found["agencies"].basis) == (2, "AFP, Reuters")
    assert found["names_its_sources"].value == found["origin"].value == found["state_affiliated"].value == "unknown"


def test_how_much_rests_on_parties_to_the_conflict(tmp_path: Path) -> None:
    known = sources(tmp_path, "Police (Gabon),yes,yes,police,security force,,", "ONU,no,no,international,x,,")
    said = [quotation("a", 20 * i, v) for i, v in enumerate(("Police (Gabon)", "Police (Gabon)", "ONU", "Awa", None))]
    flag = card(document("a"), known, quotations=said).flags["leans_on_parties"]
    assert (flag.value, flag.basis) == (0.5, "Police")
    assert card(document("a"), quotations=said).flags["leans_on_parties"].value == "unknown"


def test_copies_name_the_article_that_they_share_their_text_with() -> None:
    twins = [document(d, fingerprint=list(range(20))) for d in "ab"]
    first, second = reliability.cards(tables(twins), NOWHERE)
    assert (first.flags["copies_another"].value, second.flags["copies_another"].value) == ("no", "yes")


def test_a_sources_file_that_lacks_a_column_or_has_a_wrong_grade_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("publisher,kind\nLe Phare,daily\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column state_affiliated"):
        card(document("a"), path)
    with pytest.raises(InputError, match="'Z'; allowed: A, B"):
        card(document("a"), sources(tmp_path, "Le Phare,no,no,daily,x,Z,why"))


def grades(*figures: Row) -> dict[str, int]:
    """Grade by article of claims, one an article."""
    found = compare.claims(tables([document(f["doc_id"]) for f in figures], figures=list(figures)))
    given = reliability.claim_grades(found)
    return {c.doc_id: given[c.id][0] for c in found}


def test_a_claim_is_graded_by_independent_voices() -> None:
    assert grades(figure("a", 9, "A"), figure("b", 9, "B"), figure("c", 9, "C")) == {"a": 1, "b": 1, "c": 1}
    assert grades(figure("a", 9, "A"), figure("b", 9, "B")) == {"a": 2, "b": 2}
    assert grades(figure("a", 9, "A"), figure("b", 9, "A")) == {"a": 3, "b": 3}


def test_a_claim_without_source_cannot_be_judged_unless_others_bear_it_out() -> None:
    assert grades(figure("a", 9)) == {"a": 6}
    assert grades(figure("a", 9), figure("b", 9, "B")) == {"a": 2, "b": 2}


def test_contradiction_lowers_a_grade_and_support_outweighs_it() -> None:
    assert grades(figure("a", 9, "A"), figure("b", 30, "B")) == {"a": 4, "b": 4}
    assert grades(figure("a", 9, "A"), figure("b", 9, "B"), figure("c", 30, "C")) == {"a": 3, "b": 3, "c": 5}


def test_a_later_higher_count_contradicts_nothing() -> None:
    assert grades(figure("a", 9, "A", as_of=dt.date(2021, 3, 3)), figure("b", 30, "B")) == {"a": 3, "b": 3}


def test_at_least_twenty_neither_supports_nor_contradicts_a_hundred() -> None:
    assert grades(figure("a", 20, "A", bound="min"), figure("b", 100, "B")) == {"a": 3, "b": 3}


def test_one_rounded_number_under_two_names_does_not_support_itself() -> None:
    assert grades(figure("a", 700, "A", bound="approx"), figure("b", 700, "B", bound="approx")) == {"a": 3, "b": 3}
    assert grades(figure("a", 700, "A", bound="approx"), figure("b", 712, "B")) == {"a": 2, "b": 2}


def test_bodies_of_one_state_are_one_side() -> None:
    bodies = ("Police (Gabon)", "Ministère de la Santé (Gabon)", "bilan officiel")
    alike = [figure(d, 9, name) for d, name in zip("abc", bodies, strict=True)]
    assert grades(*alike) == {"a": 3, "b": 3, "c": 3}
    assert grades(*alike, figure("d", 30, "Amnesty International"))["d"] == 4
    assert grades(alike[0], figure("b", 9, "Police (Tchad)")) == {"a": 2, "b": 2}


def test_a_denied_number_is_improbable_and_the_denial_itself_is_not_judged() -> None:
    assert grades(figure("a", 164, "A"), figure("b", 164, "B", modality="denied")) == {"a": 5, "b": 6}


def test_share_on_the_diagonal_is_counted_and_absent_without_claims() -> None:
    rows = tables([document("a"), document("b")], figures=[figure("a", 9), figure("b", 80, "B", kind="injured")])
    claims = compare.claims(rows)
    cards = reliability.cards(rows, NOWHERE)
    assert [c.grade for c in cards] == ["F", "F"]
    assert reliability.diagonal(cards, claims, reliability.claim_grades(claims)) == 0.5
    assert reliability.diagonal(cards, [], {}) is None
    assert reliability.claim_grades([]) == {} and reliability.cards(tables([]), NOWHERE) == []
