"""Flags, grades of sources by the published rule, and grades of claims, on tables made by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hand_made import mention, overlaps

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
    empty: dict[str, list[Row]] = {name: [] for name in ("dates", "figures", "mentions", "quotations", "events")}
    return {"documents": documents, "overlaps": overlaps(documents), **empty, **more}


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


MINISTRY, POLICE = "Ministère de la Santé (Gabon)", "Police (Gabon)"
THIRD, FIFTH = {"as_of": dt.date(2021, 3, 3)}, {"as_of": dt.date(2021, 3, 5)}
APPROX, AT_LEAST = {"bound": "approx"}, {"bound": "min"}
# Worked by hand: claims as (number, voice, what differs), the grade of the first, and words of its rule.
CASES: dict[str, tuple[list[tuple[float, str | None, Row]], int, str]] = {
    "alone": ([(9, "A", {})], 3, "one named source gives it"),
    "nobody": ([(9, None, {})], 6, "no source is named"),
    "agency alone": ([(9, "AFP", {})], 3, "without saying who counted"),
    "planned": ([(9, "A", {"modality": "planned"})], 6, "it is planned"),
    "denial itself": ([(9, "A", {"modality": "denied"})], 6, "it is denied"),
    "denied later": ([(9, "A", {}), (9, "B", {"modality": "denied", **FIFTH})], 5, "denied or withdrawn"),
    "denied before": ([(9, "A", {}), (9, "B", {"modality": "denied", **THIRD})], 3, "one named source"),
    "two voices": ([(9, "A", {}), (9, "B", {})], 2, "one other voice gives this number"),
    "tie of one against one": ([(9, "A", {}), (9, "B", {}), (30, "C", {})], 3, "this number, and one other voice"),
    "tie of two against two": (
        [(9, "A", {}), (9, "B", {}), (9, "C", {}), (30, "D", {}), (30, "E", {})],
        3,
        "2 other voices give this number, and 2",
    ),
    "three voices": ([(9, "A", {}), (9, "B", {}), (9, "C", {})], 1, "2 other voices give this number"),
    "three voices, own unnamed": ([(9, None, {}), (9, "B", {}), (9, "C", {})], 2, "2 other voices"),
    "three agencies": ([(9, "AFP", {}), (9, "Reuters", {}), (9, "AP", {})], 3, "only agencies and media pass it on"),
    "two agencies bear out a ministry": ([(9, MINISTRY, {}), (9, "AFP", {}), (9, "Reuters", {})], 2, "2 other voices"),
    "one state": ([(9, MINISTRY, {}), (9, POLICE, {})], 3, "no other independent voice"),
    "two states": ([(9, POLICE, {}), (9, "Police (Tchad)", {})], 2, "one other voice"),
    "two bodies of one state apart": ([(30, MINISTRY, {}), (9, POLICE, {})], 4, "a number that contradicts it"),
    "one against": ([(30, "A", {}), (9, "B", {})], 4, "no other voice gives this one"),
    "two against": ([(30, "A", {}), (9, "B", {}), (9, "C", {})], 5, "2 other voices give a number that contradicts it"),
    "same voice twice": ([(9, "A", {}), (9, "A", {"start": 500})], 3, "one named source"),
    "within a tenth": ([(100, "A", {}), (95, "B", APPROX)], 2, "one other voice gives this number"),
    "rounded twice": ([(700, "A", APPROX), (700, "B", APPROX)], 3, "one count under two names"),
    "at least below": ([(100, "A", {}), (20, "B", AT_LEAST)], 3, "no other independent voice does"),
    "at least above": ([(100, "A", {}), (300, "B", AT_LEAST)], 4, "contradicts it"),
    "higher a day later": ([(9, "A", {}), (30, "B", FIFTH)], 3, "none contradicts it"),
    "a little higher a day later": ([(9, "A", {}), (12, "B", FIFTH)], 2, "in line with it"),
    "in line by an agency": ([(9, "A", {}), (12, "AFP", FIFTH)], 3, "no other independent voice"),
    "in line of one state": ([(9, MINISTRY, {}), (12, POLICE, FIFTH)], 3, "no other independent voice"),
    "lower a day later": ([(30, "A", {}), (9, "B", FIFTH)], 4, "contradicts it"),
    "lowered by itself": ([(30, "A", THIRD), (9, "A", FIFTH)], 4, "its own source gave a lower number later"),
    "lower long after": ([(30, "A", {"as_of": dt.date(2021, 2, 20)}), (9, "B", FIFTH)], 4, "contradicts it"),
    "higher long after": ([(9, "A", {"as_of": dt.date(2021, 2, 20)}), (30, "B", FIFTH)], 3, "one named source"),
    "another place": ([(9, "A", {}), (30, "B", {"place": "Thiès"})], 3, "one named source"),
    "another group": ([(9, "A", {"group": "civilians"}), (12, "B", {"group": "protesters"})], 3, "one named source"),
    "part above the whole": ([(30, "A", {"group": "civilians"}), (9, "B", {})], 4, "contradicts it"),
    "one victim beside others, unsourced": ([(9, "A", {}), (1, None, {})], 3, "none contradicts it"),
}  # fmt: skip


def claims_of(case: list[tuple[float, str | None, Row]]) -> tuple[list[compare.Claim], list[compare.Finding]]:
    rows = [figure(f"d{n}", value, voice, **more) for n, (value, voice, more) in enumerate(case)]
    given = tables([document(row["doc_id"]) for row in rows], figures=rows)
    found = compare.claims(given)
    return found, compare.findings(given, found)


@pytest.mark.parametrize("name", CASES)
def test_claims_are_graded_as_worked_by_hand(name: str) -> None:
    case, grade, words = CASES[name]
    found, said = claims_of(case)
    given = reliability.claim_grades(found, said)
    (first,) = [c for c in found if c.doc_id == "d0"]
    assert (given[first.id][0], words in given[first.id][1]) == (grade, True), given[first.id]


@pytest.mark.parametrize("name", CASES)
def test_a_grade_never_says_that_nothing_contradicts_where_a_finding_does(name: str) -> None:
    found, said = claims_of(CASES[name][0])
    given = reliability.claim_grades(found, said)
    for finding in said:
        if finding.type in ("conflict", "part_exceeds_whole"):
            assert not [given[c] for c in finding.claims if "none contradicts" in given[c][1]]


def test_groups_far_below_a_total_of_the_same_state_make_both_doubtful() -> None:
    groups = [(18, POLICE, {"group": "security_forces", **THIRD}), (36, POLICE, {"group": "protesters", **THIRD})]
    found, said = claims_of([(164, MINISTRY, {}), *groups])
    assert said[0].type == "conflict"
    assert {g for g, _ in reliability.claim_grades(found, said).values()} == {4}


def test_an_analyst_sets_the_grade_of_a_claim_and_of_an_article(tmp_path: Path) -> None:
    found, _ = claims_of([(9, "A", {})])
    known = sources(tmp_path, f"{found[0].id},,,,,2,the list of names was checked", "a,,,,,E,a forgery")
    assert reliability.claim_grades(found, (), known)[found[0].id] == (
        2,
        "2: set in data/sources.csv (the list of names was checked); the rule gives 3.",
    )
    forged = card(document("a", **GOOD), known, quotations=spoken(5, 5))
    assert (forged.grade, forged.overruled) == ("E", "a forgery") and "the rule gives B" in forged.grade_rule


@pytest.mark.parametrize("row", ["Le Phare,,,,,B,", "c-0123456789,,,,,B,why", "a,,,,,2,why"])
def test_a_grade_set_without_reason_or_of_the_wrong_scale_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(InputError, match="override_grade"):
        card(document("a"), sources(tmp_path, row))


def test_a_grade_says_what_a_known_publisher_would_make_of_it() -> None:
    assert card(document("a"), quotations=spoken(5, 5)).would_be == "C"
    assert card(document("a", published=dt.date(2021, 3, 5)), quotations=spoken(5, 5)).would_be == "B"
    assert card(document("a"), quotations=spoken(5, 1)).would_be is None
    assert card(document("a", **GOOD), quotations=spoken(5, 5)).would_be is None


def test_every_reason_of_the_same_grade_is_named() -> None:
    assert card(document("a"), quotations=spoken(5, 1)).grade_rule == (
        "D: it names a source for less than half of its figures and quotations. "
        "Also: nobody answers for it: the publisher is not known."
    )


def told(doc_id: str, day: int, value: float, voice: str, **more: Any) -> tuple[Row, Row]:
    published = dt.date(2021, 3, day)
    row = document(doc_id, published=published, published_basis="metadata: x", fingerprint=more.pop("runs", []))
    return row, figure(doc_id, value, voice, **more)


def track(*rows: tuple[Row, Row]) -> dict[str, tuple[object, str]]:
    given = tables([d for d, _ in rows], figures=[f for _, f in rows])
    flags = {c.doc_id: c.flags["track_record"] for c in reliability.cards(given, NOWHERE)}
    return {doc_id: (f.value, f.basis) for doc_id, f in flags.items()}


def test_who_is_first_and_confirmed_by_another_side_has_a_record() -> None:
    found = track(told("a", 4, 9, "A"), told("b", 5, 9, "B"))
    assert found["a"] == (1.0, "1 confirmed, 0 corrected, 0 not taken up")
    assert found["b"] == ("unknown", "figures of all articles")


@pytest.mark.parametrize(
    "later",
    [
        told("b", 4, 9, "B"),  # of the same day: nothing tells who was first
        told("b", 5, 9, "A"),  # the same voice
        told("b", 5, 9, "B", runs=list(range(40))),  # a copy
        told("b", 5, 40, "B", as_of=dt.date(2021, 3, 5)),  # a later count
    ],
)
def test_what_is_no_confirmation(later: tuple[Row, Row]) -> None:
    assert track(told("a", 4, 9, "A", runs=list(range(40))), later)["a"][0] == "unknown"


def test_who_is_contradicted_or_denied_later_has_a_bad_record() -> None:
    contradicted = track(told("a", 4, 30, "A"), told("b", 5, 9, "B"))
    assert contradicted["a"] == (0.0, "0 confirmed, 1 corrected, 0 not taken up")
    denied = track(told("a", 4, 30, "A"), told("b", 5, 30, "B", modality="denied"))
    assert denied["a"][0] == 0.0


def test_several_numbers_contradicted_later_make_a_d() -> None:
    wrong = [figure("a", 30, "A"), figure("a", 70, "A", kind="injured")]
    right = [figure("b", 9, "B"), figure("b", 20, "B", kind="injured")]
    known = {**GOOD, "published": dt.date(2021, 3, 4)}
    given = tables([document("a", **known), document("b", **GOOD)], figures=[*wrong, *right])
    grades = {c.doc_id: (c.grade, c.grade_rule) for c in reliability.cards(given, NOWHERE)}
    assert grades["a"][0] == "D" and "later articles contradict several" in grades["a"][1]
    assert grades["b"][0] == "B"


def left_out(*rows: tuple[Row, Row]) -> list[tuple[str, str, float | None]]:
    given = tables([d for d, _ in rows], figures=[f for _, f in rows])
    found = compare.claims(given)
    changes = reliability.changes(compare.ranges(found), found, compare.origins(given))
    return [(c.what, c.left_out, c.after.best if c.after else None) for c in changes]


def test_what_becomes_of_a_range_without_each_article_and_each_voice() -> None:
    assert left_out(told("a", 4, 9, "A")) == [("article", "a", None), ("voice", "A", None)]
    two = left_out(told("a", 4, 9, "A"), told("b", 5, 12, "B", as_of=dt.date(2021, 3, 5)))
    assert two == [("article", "b", 9.0), ("article", "a", 12.0), ("voice", "B", 9.0), ("voice", "A", 12.0)]


def test_a_copy_goes_with_its_article() -> None:
    runs = list(range(40))
    found = left_out(told("a", 4, 9, "A", runs=runs), told("b", 5, 9, "A", runs=runs))
    assert found == [("article", "a", None), ("voice", "A", None)]


def test_a_source_without_which_nothing_changes_is_not_listed() -> None:
    assert left_out(told("a", 4, 9, "A"), told("b", 4, 9, "B"), told("c", 4, 9, "C")) == []


def test_ranges_that_rest_on_one_article_are_named_once() -> None:
    rows = [told("a", 4, 9, "A")]
    given = tables([d for d, _ in rows], figures=[f for _, f in rows])
    found = compare.claims(given)
    changes = reliability.changes(compare.ranges(found), found, {})
    assert [r.best for r in reliability.alone(changes, "article")] == [9.0]
    assert reliability.weightiest([]) == [] and reliability.changes([], found, {}) == []
