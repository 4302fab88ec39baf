"""Scores by hand: AE-01 comes from S1, AE-02 from SRC-008, AE-03 from SRC-002; all are graded B."""

import dataclasses

import pytest

from sahelkit.errors import UnknownName
from sahelkit.ledger import ach, open_folder

A, B = "H-01-a", "H-01-b"


@pytest.fixture
def small(small_kit):
    return small_kit, ach.analysis(small_kit, "C-01"), ach.our_ratings(small_kit, "C-01")


@pytest.fixture
def rebuilt(ledger, rows, write_table):
    """A function that opens the small ledger with other rows in a table."""

    def run(**tables):
        for name, content in tables.items():
            write_table(ledger, name, content(rows[name]) if callable(content) else content)
        return open_folder(ledger)

    return run


def sources(**grades):
    """Change the reliability or another column of sources: ``sources(S1={"agency": "AFP"})``."""
    changed = {name.replace("_", "-"): cells for name, cells in grades.items()}
    return lambda rows: [row | changed.get(row["source_id"], {}) for row in rows]


def against(**ratings):
    """Rate the items against both hypotheses: ``against(AE_01=("I", "N"))``."""
    return {
        (item.replace("_", "-"), name): rating
        for item, pair in ratings.items()
        for name, rating in zip((A, B), pair, strict=True)
        if rating
    }


def test_the_analysis_holds_question_hypotheses_and_items_in_order(small):
    _, question, _ = small
    assert question.dispute_id == "C-01"
    assert question.question == "How many firms came?"
    assert [h.id for h in question.hypotheses] == [A, B]
    assert [i.id for i in question.items] == ["AE-01", "AE-02", "AE-03"]
    assert question.items[2]["source_id"] == "SRC-002"
    with pytest.raises(dataclasses.FrozenInstanceError):
        question.dispute_id = "C-02"


def test_a_question_without_hypotheses_names_the_nearest_that_has_some(small_kit):
    for ask in (ach.analysis, ach.our_ratings):
        with pytest.raises(UnknownName) as caught:
            ask(small_kit, "C-02")
        assert caught.value.near == ("C-01",)


def test_prepared_questions_come_in_the_order_of_the_disputes(small_kit, rebuilt):
    assert ach.prepared(small_kit) == ["C-01"]
    more = {"hypothesis_id": "H-02-a", "dispute_id": "C-02", "statement": "Mali paid."}
    assert ach.prepared(rebuilt(hypotheses=lambda rows: [more, *rows])) == ["C-01", "C-02"]


def test_our_ratings_are_those_of_the_question_only(small, rebuilt):
    assert small[2] == against(AE_01=("CC", "I"), AE_02=("II", "C"), AE_03=("C", "I"))
    kit = rebuilt(
        hypotheses=lambda rows: [
            *rows,
            {"hypothesis_id": "H-02-a", "dispute_id": "C-02", "statement": "Mali paid."},
        ],
        ach_evidence=lambda rows: [*rows, rows[0] | {"item_id": "AE-04", "dispute_id": "C-02"}],
        ach_ratings=lambda rows: [
            *rows,
            {"item_id": "AE-04", "hypothesis_id": "H-02-a", "rating": "C", "reason": "So."},
        ],
    )
    assert ach.our_ratings(kit, "C-02") == {("AE-04", "H-02-a"): "C"}
    assert ach.our_ratings(kit, "C-01") == small[2]


def test_only_what_speaks_against_a_hypothesis_counts_and_very_counts_twice(small):
    kit, question, ours = small
    assert ach.scores(kit, question, ours) == {A: 1.6, B: 1.6}  # one II, two I, at 0.8
    for fits in ("CC", "C", "N"):
        ratings = against(AE_01=(fits, "I"), AE_02=(fits, "II"))
        assert ach.scores(kit, question, ratings) == {A: 0.0, B: 2.4}


@pytest.mark.parametrize(
    ("grade", "weight"), [("A", 1.0), ("B", 0.8), ("C", 0.6), ("D", 0.4), ("E", 0.2), ("F", 0.5)]
)
def test_an_item_weighs_by_the_reliability_of_its_source(rebuilt, grade, weight):
    kit = rebuilt(sources=sources(S1={"reliability": grade}))
    question = ach.analysis(kit, "C-01")
    assert ach.scores(kit, question, against(AE_01=("I", "II"))) == {A: weight, B: 2 * weight}


def test_the_weights_cannot_be_changed():
    with pytest.raises(TypeError):
        ach.WEIGHTS["A"] = 9


def test_pairs_without_a_rating_and_pairs_of_other_questions_count_nothing(small):
    kit, question, _ = small
    ratings = {("AE-01", B): "I", ("AE-99", A): "II", ("AE-01", "H-09-a"): "II"}
    assert ach.scores(kit, question, ratings) == {A: 0.0, B: 0.8}


def test_without_any_rating_there_are_no_scores_and_nobody_leads(small):
    kit, question, ours = small
    everything = ("S1", "SRC-008", "SRC-002")
    for ratings, dropped in (({}, ()), ({("AE-99", A): "I"}, ()), (ours, everything)):
        found = ach.scores(kit, question, ratings, dropped)
        assert found == {}
        assert ach.leading(found) == []
        assert ach.alarms(kit, question, ratings, dropped) == []


def test_a_rating_that_is_none_is_named(small):
    kit, question, _ = small
    with pytest.raises(UnknownName) as caught:
        ach.scores(kit, question, {("AE-02", A): "III"})
    assert "'III'" in str(caught.value)
    assert "CC, C, N, I, II" in str(caught.value)


@pytest.mark.parametrize(
    ("dropped", "scores"),
    [
        (("S1",), {A: 1.6, B: 0.8}),
        (("SRC-008",), {A: 0.0, B: 1.6}),
        (("SRC-002",), {A: 1.6, B: 0.8}),
        (("SRC-004",), {A: 1.6, B: 0.8}),  # the origin of S1
        (("SRC-001",), {A: 1.6, B: 0.8}),  # the origin of SRC-002
        (("S1", "SRC-001"), {A: 1.6, B: 0.0}),
        (("SRC-007",), {A: 1.6, B: 1.6}),
    ],
)
def test_dropping_a_source_drops_its_items_and_those_that_go_back_to_it(small, dropped, scores):
    kit, question, ours = small
    assert ach.scores(kit, question, ours, dropped) == scores


def test_dropping_an_agency_drops_all_that_carry_its_text(rebuilt):
    kit = rebuilt(sources=sources(S1={"origin": "", "agency": "AFP"}, SRC_008={"agency": "Afp"}))
    question, ours = ach.analysis(kit, "C-01"), ach.our_ratings(kit, "C-01")
    assert ach.scores(kit, question, ours, ("agency AFP",)) == {A: 0.0, B: 0.8}


def test_the_lowest_score_leads_and_a_tie_leads_together(rebuilt):
    assert ach.leading({A: 0.6, B: 0.4, "H-01-c": 2.0}) == [B]
    assert ach.leading({A: 0.4, B: 0.6, "H-01-c": 0.4}) == [A, "H-01-c"]
    grades = {"S1": "D", "SRC_008": "C", "SRC_002": "E"}  # 0.4 + 0.2 is 0.6 here, to the digit
    kit = rebuilt(sources=sources(**{name: {"reliability": g} for name, g in grades.items()}))
    ratings = against(AE_01=("N", "I"), AE_02=("I", "N"), AE_03=("N", "I"))
    assert ach.leading(ach.scores(kit, ach.analysis(kit, "C-01"), ratings)) == [A, B]


def test_sensitivity_names_the_leaders_without_each_source(small):
    kit, question, ours = small
    assert ach.leading(ach.scores(kit, question, ours)) == [A, B]
    assert ach.sensitivity(kit, question, ours) == {"S1": [B], "SRC-008": [A], "SRC-002": [B]}


def test_alarm_when_one_source_alone_rejects_a_hypothesis(small):
    kit, question, ours = small
    assert ach.alarms(kit, question, ours) == []  # a tie rejects nobody
    assert ach.alarms(kit, question, ours, ("SRC-008",)) == []  # two sources, two origins
    found = ach.alarms(kit, question, ours, ("SRC-002",))
    assert found == [("single source", A, ("SRC-008",))]


def test_alarm_when_items_against_a_hypothesis_share_an_origin(rebuilt):
    ratings = against(AE_01=("C", "I"), AE_02=("N", "II"), AE_03=("C", "I"))
    for change in (
        {"SRC_002": {"origin": "SRC-004"}},  # the parent of S1
        {"S1": {"origin": "", "agency": "AFP"}, "SRC_002": {"origin": "", "agency": "Afp"}},
    ):
        kit = rebuilt(sources=sources(**change))
        question = ach.analysis(kit, "C-01")
        assert ach.alarms(kit, question, ratings) == [("same origin", B, ("S1", "SRC-002"))]
        assert ach.alarms(kit, question, ratings, ("SRC-002",)) in (
            [],
            [("single source", B, ("SRC-008",))],  # the agency went with the source
        )
        fits = ratings | {("AE-03", B): "C"}
        assert ach.alarms(kit, question, fits) == []


def test_two_items_of_one_source_raise_both_alarms(rebuilt):
    kit = rebuilt(ach_evidence=lambda rows: [row | {"source_id": "SRC-008"} for row in rows])
    ratings = against(AE_01=("C", "I"), AE_02=("C", "I"))
    assert ach.alarms(kit, ach.analysis(kit, "C-01"), ratings) == [
        ("single source", B, ("SRC-008",)),
        ("same origin", B, ("SRC-008",)),
    ]
