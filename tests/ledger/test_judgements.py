import dataclasses
import datetime as dt
import json

import pytest
from briefs import brief_rows
from whole import ROOT

from sahelkit.errors import UnknownName
from sahelkit.ledger import judgements as module
from sahelkit.ledger import open_folder
from sahelkit.ledger.judgements import bottom_line, indicators, judgements, likelihood_word


@pytest.fixture
def make(ledger, write_table):
    """A function that opens the small ledger with judgements, changed as wanted."""

    def run(change=lambda rows: None):
        content = brief_rows()
        change(content)
        for table, rows in content.items():
            write_table(ledger, table, rows)
        return open_folder(ledger)

    return run


def ids(kit, *args, **more):
    return [item.id for item in judgements(kit, *args, **more)]


def test_a_judgement_carries_its_row_with_its_records(make):
    first = judgements(make(), "bamex")[0]
    assert first.statement == "It is likely that 50 firms came."
    assert (first.kind, first.likelihood, first.confidence) == ("estimate", "likely", "low")
    assert first.confidence_reason == "One count of two."
    assert first.reasoning == "The bulletin has fewer."
    assert (first.since, first.until) == (dt.date(2025, 11, 11), dt.date(2025, 11, 14))
    assert (first.review_by, first.author) == (dt.date(2027, 5, 22), "sahelkit")
    assert first.audience == ("minister", "newsroom", "classroom")
    assert [(g.record.id, g.bearing) for g in first.grounds] == [
        ("C-01", "supports"),
        ("SRC-008", "contradicts"),
    ]
    assert first.grounds[0].record.title == "How many firms came?"
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.rank = 2


def test_french_texts_and_english_codes(make):
    first = judgements(make(), "bamex", lang="fr")[0]
    assert first.statement == "Il est probable que 50 entreprises sont venues."
    assert first.confidence_reason == "Un décompte sur deux."
    assert first.reasoning == "Le bulletin en a moins."
    assert first.likelihood == "likely"


def test_the_first_in_rank_comes_first(make):
    def turn(rows):
        for row, rank in zip(rows["judgements"], (3, 1, 2), strict=True):
            row["rank"] = rank

    assert ids(make(turn), "bamex") == ["J-02", "J-03", "J-01"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, ["J-01", "J-02", "J-03"]),
        ("2025-11-12", "2025-11-13", ["J-01"]),
        ("2025-11-11", "2025-11-11", ["J-01", "J-02"]),
        (None, "2025-11-01", ["J-02"]),
        (None, "2025-10-31", []),
        ("2025-11", "2025-11", ["J-01", "J-02", "J-03"]),
        ("2026", None, ["J-03"]),
        ("2027-11-22", None, ["J-03"]),
        ("2027-11-23", None, []),
        (dt.date(2025, 11, 14), dt.date(2025, 11, 14), ["J-01", "J-03"]),
    ],
)
def test_a_period_picks_what_it_touches(make, since, until, found):
    assert ids(make(), "bamex", since, until) == found


def test_an_audience_picks_what_is_for_it(make):
    kit = make()
    assert ids(kit, "bamex", audience="minister") == ["J-01", "J-03"]
    assert ids(kit, "bamex", audience="newsroom") == ["J-01", "J-02", "J-03"]


@pytest.mark.parametrize("theme", ["west", "formation"])
def test_a_theme_without_judgements_is_empty(make, theme):
    kit = make()
    assert judgements(kit, theme) == ()
    assert bottom_line(kit, theme) is None
    assert indicators(kit, theme) == ()


def test_a_ledger_without_the_tables_is_empty(small_kit):
    assert judgements(small_kit, "bamex") == ()
    assert bottom_line(small_kit, "bamex") is None
    assert indicators(small_kit, "bamex") == ()


@pytest.mark.parametrize("ask", [judgements, bottom_line, indicators])
def test_an_unknown_theme_names_the_nearest(make, ask):
    with pytest.raises(UnknownName, match=r"unknown theme 'bamexx'; .* did you mean 'bamex'"):
        ask(make(), "bamexx")
    with pytest.raises(UnknownName, match="unknown language 'de'"):
        ask(make(), "bamex", lang="de")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"audience": "ministre"}, "unknown audience 'ministre'; .* did you mean 'minister'"),
        ({"since": "soon"}, "unknown date 'soon'"),
        ({"since": "2025-11", "until": "2025-10"}, "unknown period '2025-11-01 to 2025-10-31'"),
    ],
)
def test_an_unknown_choice_is_named(make, arguments, message):
    with pytest.raises(UnknownName, match=message):
        judgements(make(), "bamex", **arguments)


def test_a_kit_that_stands_at_a_day_leaves_out_what_rests_on_later_events(make):
    kit = make().as_of("2025-06-30")
    assert ids(kit, "bamex") == ["J-01"]
    assert indicators(kit, "bamex") == ()
    assert kit.record("J-02").sources  # SRC-001 is no event, so it stays


def test_a_ground_that_does_not_exist_is_no_silence(make):
    kit = make(lambda rows: rows["judgement_records"][0].update(record_id="C-99"))
    with pytest.raises(UnknownName, match="C-99"):
        judgements(kit, "bamex")


def test_bottom_line_and_indicators(make):
    kit = make()
    line = bottom_line(kit, "bamex", "fr")
    assert line.id == "B-01"
    assert line.judgements == ("J-01", "J-03")
    assert line.text.startswith("50 entreprises")
    assert line.limits == "Le dernier événement est du 14 novembre 2025."
    assert (line.as_of, line.review_by) == (dt.date(2026, 11, 22), dt.date(2027, 5, 22))
    assert bottom_line(kit, "bamex").text.startswith("50 firms")
    (seen,) = indicators(kit, "bamex")
    assert (seen.id, seen.judgement, seen.seen.id) == ("I-01", "J-01", "EV-006")
    assert seen.would_mean == "More than 50 names would support it."
    assert indicators(kit, "bamex", "fr")[0].text.startswith("Une liste")


def test_records_are_looked_up_and_cited_as_others_are(make):
    kit = make()
    assert kit.record("J-01").title == "It is likely that 50 firms came."
    assert kit.record("J-01").text == "The bulletin has fewer."
    assert kit.record("B-01").text == "The last event is of 14 November 2025."
    assert kit.record("I-01").title == "A list of firms, printed by the host."
    links = {(link.source_id, link.bearing, link.note) for link in kit.record("J-01").sources}
    assert ("SRC-008", "bears on it", "by C-01") in links
    assert {"S1", "SRC-005"} <= {link.source_id for link in kit.record("J-01").sources}
    assert [link.source_id for link in kit.record("I-01").sources] == ["SRC-007"]
    assert "Daily One" in kit.cite("J-01").text
    with pytest.raises(UnknownName, match="J-01"):
        kit.record("J-011")


def test_words_of_likelihood():
    assert likelihood_word("roughly even chance") == "roughly even chance"
    assert likelihood_word("very unlikely", "fr") == "très improbable"
    assert likelihood_word("") == ""
    with pytest.raises(UnknownName, match="unknown likelihood 'probable'"):
        likelihood_word("probable")


def test_the_scale_is_that_of_the_descriptor():
    package = json.loads((ROOT / "seeds" / "datapackage.json").read_text(encoding="utf-8"))
    schema = next(r["schema"] for r in package["resources"] if r["name"] == "judgements")
    field = next(f for f in schema["fields"] if f["name"] == "likelihood")
    assert tuple(field["constraints"]["enum"]) == module.LIKELIHOODS
