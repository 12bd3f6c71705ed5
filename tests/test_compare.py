"""Claims laid side by side, on tables made by hand: scope, ranges, findings, happenings, actors."""

from __future__ import annotations

import datetime as dt
import re
from random import Random

import pytest
from hand_made import Row, by_article, claims, day, document, event, figure, mention, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from kzlib import compare, lexicon
from kzlib.compare import Finding, Range, wording
from kzlib.compare import scope as scopes

INTERIOR, HEALTH = "Ministère de l'Intérieur (Gabon)", "Ministère de la Santé (Gabon)"


def only_range(*figures: Row) -> Range:
    (found,) = compare.ranges(claims(*figures))
    return found


def findings(*figures: Row, **more: list[Row]) -> list[Finding]:
    rows = tables(*figures, **more)
    return compare.findings(rows, compare.claims(rows))


def of_type(kind: str, *figures: Row, **more: list[Row]) -> list[Finding]:
    return [f for f in findings(*figures, **more) if f.type == kind]


# Lexicons


@pytest.mark.parametrize("entry", lexicon.load("group_scopes"), ids=lambda e: f"{e.form}-{e.code}")
def test_a_group_is_part_of_its_whole_and_not_the_other_way_round(entry: lexicon.Entry) -> None:
    kinds = entry.extra["kinds"].split() or ["killed", "deployed"]
    assert all(scopes.group_within(entry.form, entry.code, kind) for kind in kinds)
    assert not any(scopes.group_within(entry.code, entry.form, kind) for kind in kinds)


def test_soldiers_deployed_beside_the_police_are_no_part_of_it() -> None:
    assert not scopes.group_within("military", "security_forces", "deployed")


@pytest.mark.parametrize("entry", lexicon.load("spokespersons"), ids=lambda e: e.form)
def test_the_function_stands_in_its_example_and_not_in_the_counter_example(entry: lexicon.Entry) -> None:
    form = re.compile(rf"(?<![\w-]){re.escape(lexicon.fold(entry.form))}(?!\w)")
    assert form.search(lexicon.fold(entry.example)) and not form.search(lexicon.fold(entry.counter_example))


# Claims


def test_an_id_rests_on_what_is_claimed_not_on_where_it_stands() -> None:
    (one,) = claims(figure("a", 9, start=10))
    (moved,) = claims(figure("a", 9, start=700, text="neuf"))
    (other,) = claims(figure("a", 9, attributed_to=HEALTH))
    assert one.id == moved.id != other.id
    assert one.id.startswith("c-") and len(one.id) == 12


def test_the_same_claim_twice_in_one_article_has_two_ids_and_the_first_keeps_its_own() -> None:
    first, second = claims(figure("a", 9, start=10), figure("a", 9, start=90))
    (alone,) = claims(figure("a", 9, start=10))
    assert first.id == alone.id != second.id


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [("exact", 100, 100), ("min", 100, None), ("max", None, 100), ("approx", 90, 110)],
)
def test_what_the_words_of_a_figure_allow(bound: str, low: float | None, high: float | None) -> None:
    (claim,) = claims(figure("a", 100, bound=bound))
    assert (claim.low, claim.high) == (pytest.approx(low) if low else None, pytest.approx(high) if high else None)


def test_a_range_allows_what_lies_between_its_ends() -> None:
    (claim,) = claims(figure("a", 20, value_high=30.0, bound="range"))
    assert (claim.low, claim.high) == (20, 30)


def test_one_ministry_quoted_by_three_articles_is_one_voice() -> None:
    found = claims(
        *(figure(d, 9, attributed_to=n) for d, n in zip("abc", [HEALTH, "ministère de la Santé", HEALTH], strict=True))
    )
    assert {c.origin for c in found} == {HEALTH}


def test_ministries_of_two_countries_stay_apart_and_so_does_one_without_country() -> None:
    names = [HEALTH, "Ministère de la Santé (Tchad)", "Ministère de la Santé"]
    assert (
        len({c.origin for c in claims(*(figure(d, 9, attributed_to=n) for d, n in zip("abc", names, strict=True)))})
        == 3
    )


def test_a_headline_takes_the_voice_that_the_article_names_for_the_same_number_below() -> None:
    headline, body = claims(figure("a", 9, start=0), figure("a", 9, start=300, attributed_to=HEALTH, bound="min"))
    assert (headline.speaker, headline.voice) == (None, HEALTH) and headline.origin == body.origin


def test_a_small_number_of_another_place_keeps_no_voice_from_elsewhere() -> None:
    near = figure("a", 9, start=0), figure("a", 9, start=300, attributed_to=HEALTH, place="Bitam")
    assert [c.voice for c in sorted(claims(*near), key=lambda c: c.start)] == [None, HEALTH]
    large = figure("a", 90, start=0), figure("a", 90, start=300, attributed_to=HEALTH, place="Bitam")
    assert [c.voice for c in claims(*large)] == [HEALTH, HEALTH]


def test_articles_without_sources_that_copy_one_another_are_one_voice() -> None:
    documents = [document(d, day(5), fingerprint=list(range(100, 120))) for d in "ab"]
    found = claims(figure("a", 9), figure("b", 9), documents=documents)
    assert {c.origin for c in found} == {"a"}
    documents[1]["published"] = day(4)
    assert {c.origin for c in claims(figure("a", 9), figure("b", 9), documents=documents)} == {"b"}


def test_part_of_names_the_claim_that_starts_there() -> None:
    found = claims(figure("a", 30, start=10), figure("a", 9, start=50, part_of=10, group="protesters"))
    whole, part = sorted(found, key=lambda c: c.start)
    assert part.part_of == whole.id and whole.part_of is None


def test_a_spokesperson_and_the_body_spoken_for_are_one_voice() -> None:
    mentions = [
        mention("a", 10, "police nationale", name="Police (Gabon)", type="organisation"),
        mention("a", 30, "Jean Obiang", role="porte-parole de la police nationale"),
        mention("b", 30, "Ana Mba", role="directrice de la police nationale"),
    ]
    speakers = ("Jean Obiang", "Police (Gabon)", "Ana Mba")
    found = claims(*(figure(d, 9, attributed_to=n) for d, n in zip("abc", speakers, strict=True)), mentions=mentions)
    assert {c.speaker: c.origin for c in found} == {
        "Jean Obiang": "Police (Gabon)",
        "Police (Gabon)": "Police (Gabon)",
        "Ana Mba": "Ana Mba",
    }
    assert wording.who(next(c for c in found if c.speaker == "Jean Obiang")) == "Jean Obiang, for the Police"


def test_a_minister_and_the_ministry_of_that_state_are_one_voice() -> None:
    body = {"type": "organisation", "country": "GAB"}
    mentions = [
        mention("a", 10, "ministère de l'Intérieur", name=INTERIOR, **body),
        mention("a", 50, "ministère de la Santé", name=HEALTH, **body),
        mention("b", 30, "Jean Obiang", role="ministre gabonais de l'Intérieur", country="GAB"),
        mention("c", 30, "Ana Mba", role="ministre de la Défense", country="GAB"),
        mention("d", 30, "Idriss Kofi", role="ministre de l'Intérieur", country="TCD"),
    ]
    speakers = (INTERIOR, "Jean Obiang", "Ana Mba", "Idriss Kofi")
    found = claims(*(figure(d, 9, attributed_to=n) for d, n in zip("abcd", speakers, strict=True)), mentions=mentions)
    assert {c.speaker: c.origin for c in found} == {
        INTERIOR: INTERIOR,
        "Jean Obiang": INTERIOR,
        "Ana Mba": "Ana Mba",
        "Idriss Kofi": "Idriss Kofi",
    }


# Scope


def test_claims_compare_where_group_and_place_contain_one_another() -> None:
    everywhere, there, police, wounded, late = by_article(
        figure("a", 30, place="Kazakhstan"),
        figure("b", 20, place="Almaty"),
        figure("c", 10, place="Almaty", group="security_forces"),
        figure("d", 10, kind="injured", place="Almaty"),
        figure("e", 30, place="Kazakhstan", as_of=9),
    )
    assert compare.comparable(everywhere, there) and compare.comparable(police, everywhere)
    assert not compare.comparable(there, wounded)
    assert not compare.comparable(everywhere, late)


def test_other_places_and_a_place_not_given_do_not_compare() -> None:
    a, b, c = by_article(figure("a", 9, place="Almaty"), figure("b", 9, place="Aktau"), figure("c", 9, place=None))
    assert not compare.comparable(a, b)
    assert not compare.comparable(a, c)


# Ranges


def test_the_latest_number_wins_over_a_larger_one() -> None:
    found = only_range(figure("a", 50, as_of=2), figure("b", 40, as_of=4, attributed_to=HEALTH))
    assert (found.low, found.best, found.high) == (40, 40, 50)
    assert "latest" in found.rule


def test_numbers_of_the_same_day_are_a_range_from_lowest_to_highest() -> None:
    found = only_range(*(figure(d, n, attributed_to=d) for d, n in (("a", 40), ("b", 44), ("c", 44), ("d", 60))))
    assert (found.low, found.best, found.high, found.origins, found.articles) == (40, 44, 60, 4, 4)


def test_words_that_give_no_number_are_shown_beside_what_they_amount_to() -> None:
    vague = only_range(figure("a", 20, bound="min", text="des dizaines de morts"))
    assert vague.rule == 'The only number given; its words give no number ("des dizaines de morts").'
    assert not claims(figure("a", 20, bound="min", text="au moins vingt morts"))[0].vague
    assert wording.amount(claims(figure("a", 2, bound="min", text="plusieurs"))[0]) == 'at least 2 ("plusieurs")'


@pytest.mark.parametrize(
    ("rows", "best", "words"),
    [
        ([figure("a", 9)], 9, "only number given."),
        ([figure("a", 9), figure("b", 9)], 9, "only number given, in 2 claims."),
        ([figure("a", 9, as_of=2), figure("b", 8)], 8, "latest number given."),
        ([figure("a", 9), figure("b", 12, attributed_to="B")], 12, "with a named source."),
        ([figure("a", 9, bound="approx"), figure("b", 12)], 12, "most firmly put"),
        ([figure("a", 9), figure("b", 12), figure("c", 12)], 12, "most independent voices give."),
        ([figure("a", 9), figure("b", 12)], 9, "the lowest."),
        ([figure("a", 9, start=5), figure("late", 12, start=5)], 12, "of the latest article."),
        ([figure("a", 9), figure("b", 8, bound="min")], 9, '"at least" and "at most" do not replace it.'),
    ],
)
def test_the_rule_names_what_decided(rows: list[Row], best: float, words: str) -> None:
    documents = [document(d, day(28 + (d == "late"))) for d in {r["doc_id"] for r in rows}]
    (found,) = compare.ranges(claims(*rows, documents=documents))
    assert found.best == best and words in found.rule


def test_a_better_grade_decides_between_the_latest_numbers() -> None:
    found = claims(figure("a", 9, as_of=3), figure("b", 12), figure("c", 15, attributed_to="C"))
    grades = {c.id: {9: 1, 12: 2, 15: 3}[int(c.value)] for c in found}
    (graded,) = compare.ranges(found, grades)
    assert graded.best == 12 and "with the better grade" in graded.rule
    (ungraded,) = compare.ranges(found)
    assert ungraded.best == 15


def test_one_victim_told_first_is_not_the_toll() -> None:
    found = only_range(figure("a", 1, start=5), figure("a", 45, start=90))
    assert found.best == 45
    assert found.rule.startswith("The only number that an article leads with")


def test_numbers_on_top_of_another_stand_only_where_there_is_nothing_else() -> None:
    on_top = figure("a", 41, start=90, text="41 autres personnes")
    found = only_range(figure("a", 92, start=5), on_top)
    assert (found.best, found.high, len(found.excluded)) == (92, 92, 1)
    assert found.rule.endswith("left out: 1 on top of another number, or added up to one.")
    alone = only_range(figure("a", 2, text="deux nouveaux morts"))
    assert alone.best == 2 and alone.rule.endswith("it counts only what comes on top of another number.")


def test_a_part_of_another_thing_counted_stands_for_itself_and_of_the_same_thing_does_not() -> None:
    rows = [
        figure("a", 30, start=1),
        figure("a", 9, start=20, part_of=1, group="security_forces"),
        figure("a", 4, start=40, part_of=20, group="security_forces"),
    ]
    everybody, police = compare.ranges(claims(*rows))
    assert (everybody.best, police.best, len(police.excluded)) == (30, 9, 1)


def test_at_least_twenty_does_not_say_twenty() -> None:
    found = only_range(figure("a", 164), figure("b", 20, bound="min"))
    assert (found.low, found.best, found.high) == (164, 164, 164)


def test_a_later_at_least_that_the_number_satisfies_does_not_replace_it() -> None:
    assert only_range(figure("a", 225, as_of=3), figure("b", 200, as_of=5, bound="min")).best == 225
    assert only_range(figure("a", 225, as_of=3), figure("b", 300, as_of=5, bound="min")).best == 300


def test_a_later_bound_of_the_same_voice_keeps_the_number_that_it_satisfies() -> None:
    rows = [
        figure("a", 1200, as_of=3, attributed_to=HEALTH),
        figure("b", 1200, as_of=4, attributed_to=HEALTH, bound="min"),
    ]
    found = only_range(*rows)
    assert (found.low, found.best, found.high, len(found.claims)) == (1200, 1200, 1200, 2)


def test_planned_denied_historical_and_part_claims_are_left_out_and_named() -> None:
    past = figure("d", 500)
    past["as_of"] = dt.date(2009, 6, 1)
    rows = [
        figure("a", 30, start=1),
        figure("a", 4, start=9, part_of=1),
        figure("b", 70, modality="planned"),
        figure("c", 80, modality="denied"),
        past,
    ]
    found = only_range(*rows)
    assert (found.low, found.best, found.high, len(found.excluded)) == (30, 30, 30, 4)
    assert all(w in found.rule for w in ("1 planned", "1 denied", "1 a part", "1 of another time"))


def test_nothing_but_planned_claims_makes_no_range() -> None:
    assert compare.ranges(claims(figure("a", 70, modality="planned"))) == []


def test_an_upper_bound_that_breaks_an_earlier_number_has_no_lowest() -> None:
    found = only_range(figure("a", 50, as_of=3), figure("b", 30, as_of=4, bound="max"))
    assert (found.low, found.best, found.high) == (None, 30, 50)


def test_only_an_upper_bound_has_no_low_and_an_open_lower_bound_says_so() -> None:
    assert only_range(figure("a", 50, bound="max")).low is None
    assert only_range(figure("a", 50, bound="min")).open_high


def test_days_of_one_scope_each_have_their_range() -> None:
    found = compare.daily(claims(figure("a", 8, as_of=2), figure("b", 12, as_of=3)), "killed", "unspecified", "Gabon")
    assert [(r.day, r.best) for r in found] == [(day(2), 8), (day(3), 12)]


def test_bounds_of_one_number_that_nothing_tells_apart_give_a_range_all_the_same() -> None:
    rows = [figure("a", 30, as_of=3, bound="min"), figure("b", 30, as_of=3, bound="max")]
    (found,) = compare.ranges(claims(*rows))
    assert found.best == 30
    assert found.rule.startswith("Nothing tells the latest numbers apart")


def test_what_was_known_on_a_day_is_not_changed_by_later_articles() -> None:
    rows = [figure("a", 164, as_of=3), figure("b", 164, as_of=5, modality="denied"), figure("c", 90, as_of=6)]
    documents = [document(d, day(n)) for d, n in (("a", 3), ("b", 5), ("c", 7))]
    known = compare.as_known(claims(*rows, documents=documents), "killed", "all", "Gabon")
    assert [(when, r.best) for when, r in known] == [(day(3), 164), (day(7), 90)]
    assert compare.as_known([], "killed", "all", None) == []


def test_a_part_stands_for_a_whole_that_nobody_counts_higher() -> None:
    """One body is known of everywhere, but twelve policemen of the capital are dead: the toll is at least twelve."""
    rows = [figure("a", 1, as_of=3), figure("a", 12, as_of=3, group="security_forces"), figure("b", 40, as_of=5)]
    documents = [document(d, day(n)) for d, n in (("a", 3), ("b", 5))]
    known = compare.as_known(claims(*rows, documents=documents), "killed", "all", "Gabon")
    assert [(when, r.best, r.group) for when, r in known] == [(day(3), 12, "security_forces"), (day(5), 40, "all")]


# Findings


def test_two_ministries_a_total_and_groups_that_do_not_reach_it() -> None:
    mentions = [mention("a", 1, n, name=n, type="organisation", country="GAB") for n in (INTERIOR, HEALTH)]
    (found,) = of_type(
        "conflict",
        figure("a", 90, as_of=4, attributed_to=HEALTH),
        figure("b", 11, as_of=3, attributed_to=INTERIOR, group="security_forces"),
        figure("b", 20, as_of=3, attributed_to=INTERIOR, group="protesters"),
        mentions=mentions,
    )
    assert found.sentence == (
        "90 dead in Gabon (Health Ministry, 4 September) against 11 security forces and 20 protesters "
        "(Interior Ministry, 3 September), 31 as a sum: two ministries of one government, a day apart; "
        "the groups need not be everybody, and the total is the later count."
    )
    assert len(found.claims) == 3


def test_one_rounded_number_given_to_two_sources() -> None:
    (found,) = of_type(
        "attribution_conflict",
        figure("a", 700, kind="injured", bound="approx", attributed_to="ONU"),
        figure("b", 700, kind="injured", bound="approx", attributed_to=INTERIOR, as_of=3),
    )
    assert found.sentence.startswith("About 700 injured in Gabon is attributed to the Interior Ministry (3 September)")
    assert "the UN (4 September)" in found.sentence


def test_an_agency_that_passes_a_number_on_is_no_second_source() -> None:
    rows = figure("a", 700, attributed_to="AFP"), figure("b", 700, attributed_to=INTERIOR)
    assert of_type("attribution_conflict", *rows) == []


def test_growth_from_day_to_day_is_no_conflict() -> None:
    rows = figure("a", 8, as_of=2, attributed_to="A"), figure("b", 12, as_of=3, attributed_to="B")
    assert of_type("conflict", *rows) == []


def test_numbers_of_one_day_that_exclude_one_another_are_a_conflict() -> None:
    (found,) = of_type("conflict", figure("a", 8, attributed_to="A"), figure("b", 30, attributed_to="B"))
    assert found.sentence == "30 dead in Gabon (B, 4 September) against 8 (A, 4 September): two sources, the same day."


def test_none_dead_against_some_dead_is_a_conflict() -> None:
    assert len(of_type("conflict", figure("a", 0, attributed_to="A"), figure("b", 30, attributed_to="B"))) == 1


def test_a_somewhat_higher_number_of_one_day_may_be_the_later_count() -> None:
    (found,) = of_type("conflict", figure("a", 8, attributed_to="A"), figure("b", 12, attributed_to="B"))
    assert found.sentence.endswith("two sources, the same day; the higher may be the later count.")


def test_two_sides_in_one_article_are_a_conflict_and_two_numbers_of_one_side_are_not() -> None:
    sides = figure("a", 100, attributed_to="Opposition"), figure("a", 20, attributed_to="Présidence")
    assert len(of_type("conflict", *sides)) == 1
    assert of_type("conflict", figure("a", 100, attributed_to="A"), figure("a", 20, attributed_to="A")) == []


def test_ministries_called_alike_keep_their_full_names() -> None:
    names = "Ministère de la Santé (Gabon)", "Ministère de la Santé (Tchad)"
    (found,) = of_type("conflict", figure("a", 8, attributed_to=names[0]), figure("b", 48, attributed_to=names[1]))
    assert "(Ministère de la Santé (Tchad), 4 September)" in found.sentence


def test_a_number_without_source_far_below_another_counts_something_less() -> None:
    assert of_type("conflict", figure("a", 2), figure("b", 30, attributed_to="B")) == []
    shares = [figure("a", 2500, bound="approx", attributed_to="B"), figure("a", 200), figure("a", 150)]
    found = only_range(*shares)
    assert (found.low, found.best, found.high, len(found.earlier)) == (2500, 2500, 2500, 2)


def test_a_day_after_the_article_is_taken_for_the_day_of_the_article() -> None:
    late = figure("a", 9)
    late["as_of"] = dt.date(2023, 12, 31)
    assert claims(late)[0].day == day(28)


def test_about_agrees_with_what_is_near_and_at_least_with_what_is_above() -> None:
    near = figure("a", 100, bound="approx", attributed_to="A"), figure("b", 95, attributed_to="B")
    above = figure("a", 20, bound="min", attributed_to="A"), figure("b", 95, attributed_to="B")
    assert of_type("conflict", *near) == of_type("conflict", *above) == []


def test_steps_up_of_one_voice_are_one_finding_and_each_step_down_its_own() -> None:
    rows = [
        figure(d, n, as_of=a, attributed_to=HEALTH)
        for d, n, a in (("a", 8, 1), ("b", 12, 2), ("c", 30, 3), ("d", 26, 4))
    ]
    (up,) = of_type("revision_up", *rows)
    (down,) = of_type("silent_retraction", *rows)
    assert "8 (1 September), 12 (2 September) and 30 (3 September)" in up.sentence
    assert "fell from 30 (3 September) to 26 (4 September); no article" in down.sentence


def test_a_denied_number_is_a_retraction_and_leaves_the_range() -> None:
    rows = figure("a", 164, as_of=3), figure("b", 164, as_of=4, modality="denied"), figure("c", 90, as_of=2)
    (found,) = of_type("retraction", *rows)
    assert len(found.claims) == 2
    assert only_range(*rows).best == 90


def test_a_part_larger_than_its_whole_is_found_in_the_article_and_across() -> None:
    (inside,) = of_type(
        "part_exceeds_whole",
        figure("a", 30, start=1),
        figure("a", 40, start=9, part_of=1, group="civilians"),
    )
    assert inside.sentence.startswith("40 civilians dead in Gabon")
    voices = {"attributed_to": "A"}, {"attributed_to": "B"}
    here = figure("a", 30, **voices[0]), figure("b", 40, group="military", **voices[1])
    assert len(of_type("part_exceeds_whole", *here)) == 1
    there = figure("a", 30, place="Kazakhstan", **voices[0]), figure("b", 40, place="Almaty", **voices[0])
    assert len(of_type("part_exceeds_whole", *there)) == 1
    other = figure("a", 30, place="Kazakhstan", **voices[0]), figure("b", 40, place="Almaty", **voices[1])
    assert of_type("part_exceeds_whole", *other) == []


def test_a_source_in_three_articles_is_one_voice() -> None:
    (found,) = of_type("repeated", *(figure(d, 9, attributed_to=HEALTH) for d in "abc"))
    assert found.sentence == (
        "9 dead in Gabon (Health Ministry, 4 September) stands in three articles, "
        "all on 28 September: one voice, not three."
    )


def test_findings_come_in_order_of_weight() -> None:
    found = findings(
        figure("a", 8, attributed_to="A"),
        figure("b", 12, attributed_to="B"),
        figure("c", 12, attributed_to="B"),
    )
    assert [f.type for f in found] == ["conflict", "repeated"]
    assert [f.weight for f in found] == sorted((f.weight for f in found), reverse=True)


# Happenings and actors


def test_tellings_of_one_happening_come_together_by_day_undated_last() -> None:
    rows = tables(
        events=[
            event("a", "e2", None),
            event("a", "e1", day(2), participants=["A"]),
            event("b", "e1", day(2), place="Libreville", modality="fact", participants=["B", "A"]),
            event("c", "e3", day(1)),
        ],
        documents=[document(d) for d in "abc"],
    )
    found = compare.happenings(rows)
    assert [h.event_id for h in found] == ["e3", "e1", "e2"]
    told = found[1]
    assert (told.place, told.modality, told.origins, told.articles) == ("Libreville", "fact", 2, ["a", "b"])
    assert told.participants == ["A", "B"]


def test_days_that_articles_do_not_share_are_a_finding() -> None:
    rows = [event("a", "e1", day(2)), event("b", "e1", day(3))]
    (found,) = of_type("date_conflict", events=rows, documents=[document("a"), document("b")])
    assert found.sentence == "One happening (protest) is given the days 2 September (a) and 3 September (b)."


def test_a_day_that_contradicts_itself_is_a_finding_with_its_words() -> None:
    dates = [
        {"doc_id": "a", "start": 4, "end": 20, "text": "lundi 3 mai", "first": day(4), "last": day(4), "literal": "x"}
    ]
    (found,) = of_type("date_conflict", dates=dates, documents=[document("a")])
    assert found.evidence == (("a", 4, 20),) and found.claims == ()


def test_actors_most_quoted_first_with_spellings_and_roles() -> None:
    def quotation(start: int, speaker: str | None, kind: str, key: str | None = None) -> Row:
        return {"doc_id": "a", "start": start, "end": start + 9, "speaker": speaker, "kind": kind, "speaker_id": key}

    rows = tables(
        mentions=[
            mention("a", 1, "Ali"),
            mention("a", 30, "A. Ali", name="Ali", role="maire"),
            mention("a", 60, "Oyé", name="Oye"),
        ],
        quotations=[
            quotation(5, "Oye", "direct"),
            quotation(9, "Oye", "indirect", "oye"),
            quotation(70, None, "direct"),
        ],
        documents=[document("a")],
    )
    oye, ali = compare.actors(rows)
    assert (oye.name, oye.direct, oye.indirect, oye.mentions[0]["text"]) == ("Oye", 1, 1, "Oyé")
    assert ali.spellings == {"Ali": 1, "A. Ali": 1} and ali.roles == [("maire", "a", 30, 33)]


# Bad input


def test_an_empty_corpus_gives_nothing_and_raises_nothing() -> None:
    empty = tables()
    assert compare.claims(empty) == compare.findings(empty, []) == compare.ranges([]) == []
    assert compare.happenings(empty) == compare.actors(empty) == []


def test_without_any_day_numbers_still_have_a_range_and_no_invented_conflict() -> None:
    rows = [figure("a", 8, as_of=None), figure("b", 12, as_of=None)]
    documents = [document("a"), document("b")]
    (found,) = compare.ranges(claims(*rows, documents=documents))
    assert (found.low, found.high, found.day) == (8, 12, None)
    assert of_type("conflict", *rows, documents=documents) == []


FIGURES = st.builds(
    figure,
    doc_id=st.sampled_from("abcd"),
    value=st.integers(0, 300),
    as_of=st.one_of(st.none(), st.integers(1, 6)),
    start=st.integers(0, 50),
    bound=st.sampled_from(["exact", "min", "max", "approx"]),
    kind=st.sampled_from(["killed", "deployed", "another"]),
    group=st.sampled_from(["all", "unspecified", "security_forces", "military", "a new group"]),
    place=st.sampled_from([None, "Almaty", "Kazakhstan", "Nulle part"]),
    attributed_to=st.sampled_from([None, HEALTH, INTERIOR, "AFP", ""]),
    relayed_by=st.sampled_from([None, "AFP"]),
    part_of=st.one_of(st.none(), st.integers(0, 50)),
    modality=st.sampled_from(["reported", "planned", "denied"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FIGURES, max_size=12), st.randoms())
def test_any_figures_give_only_numbers_that_were_given_in_an_order_that_is_always_the_same(
    rows: list[Row], random: Random
) -> None:
    found = claims(*rows)
    ids, values = {c.id for c in found}, {c.value for c in found}
    assert len(ids) == len(found)
    for one in compare.ranges(found):
        assert {one.best, one.high} <= values and (one.low is None or one.low in values)
        assert (one.low is None or one.low <= one.best) and one.best <= one.high
        assert not set(one.claims) & set(one.excluded) and {*one.claims, *one.earlier, *one.excluded} <= ids
    assert all({w.value, w.low, w.high} <= values for w in compare.weigh(found))
    said = compare.findings(tables(*rows), found)
    assert all(set(f.claims) <= ids and f.sentence.endswith(".") and f.evidence for f in said)
    shuffled = random.sample(rows, len(rows))
    # Rows told alike at one offset are told apart by their order alone.
    if len({(r["doc_id"], r["start"]) for r in rows}) == len(rows):
        again = claims(*shuffled)
        assert compare.ranges(again) == compare.ranges(found)
        assert compare.findings(tables(*shuffled), again) == said


def test_words_for_numbers_and_days() -> None:
    assert wording.number(1300.0) == "1,300"
    assert wording.number(2.5) == "2.5"
    assert wording.day(dt.date(2022, 1, 9), year=True) == "9 January 2022"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
