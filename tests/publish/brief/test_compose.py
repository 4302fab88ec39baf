import datetime as dt
import itertools
import re

import pytest

from sahelkit.errors import UnknownName
from sahelkit.ledger import open_folder
from sahelkit.ledger.figures import quotes_in
from sahelkit.ledger.judgements import LIKELIHOODS, bottom_line, judgements
from sahelkit.publish.brief.compose import available, compose
from sahelkit.publish.brief.desk import typeset
from sahelkit.publish.brief.judged import BANDS
from sahelkit.words import words

THEMES = ("formation", "ecowas", "russia", "turkey", "bamex", "security")
AUDIENCES = ("minister", "newsroom", "classroom")


def ids(items):
    return [item.id for item in items]


def test_a_small_brief(make):
    brief = compose(make(), "bamex", "2025-11-01", "2026-02")
    assert (brief.since, brief.until) == (dt.date(2025, 11, 1), dt.date(2026, 2, 28))
    assert brief.title == "BAMEX 2025, the defence show in Bamako"
    assert brief.kicker == "Brief for a minister"
    assert brief.facts == (
        "Period: 1 November 2025 – 28 February 2026",
        "As of 22 November 2026",
        "Prepared with sahelkit",
        "Licence CC BY 4.0",
    )
    assert brief.bottom_line == "50 firms are likely. A second fair is very unlikely."
    assert brief.limits == "The last event is of 14 November 2025."
    first, second = brief.judgements
    assert (first.likelihood, first.band, first.confidence) == ("likely", (55, 80), "low")
    assert first.reason == "One count of two."
    assert first.rests == (("supports", (1,)), ("contradicts", (2,)))
    assert second.likelihood == "very unlikely"
    assert [(note.number, note.id) for note in brief.notes] == [
        (1, "C-01"), (2, "SRC-008"), (3, "EV-006"), (4, "EV-005"),
    ]  # fmt: skip
    (watched,) = brief.indicators
    assert (watched.judgement, watched.note) == (1, 3)
    asked = brief.disputes[0]
    assert asked.question == "How many firms came?"
    assert [(r.statement, r.who) for r in asked.rivals] == [
        ("Fifty.", "S1, Unnamed outlet"), ("Thirty to forty.", "Монитор"),
    ]  # fmt: skip
    assert (asked.reading, asked.confidence) == ("Fifty is likelier.", "Confidence: low.")
    assert "6 events from 2023 to 14 November 2025" in brief.coverage[0]
    assert "excerpts" in brief.coverage[0]


def test_a_source_comes_with_its_grade_and_its_address(make):
    brief = compose(make(), "bamex")
    found = {item.id: item for item in brief.sources}
    listed = found["SRC-008"]
    assert (listed.publisher, listed.date, listed.grade) == ("Монитор", "Jul 2024", "B")
    assert (listed.url, listed.address) == ("https://example.org/src-008", "example.org/src-008")
    assert (found["SRC-007"].url, found["SRC-007"].address) == ("", "")  # javascript:
    assert brief.sources[0].id == "SRC-008"  # a judgement names it


def test_french(make):
    brief = compose(make(), "bamex", lang="fr")
    assert brief.judgements[0].statement == "Il est probable que 50 entreprises sont venues."
    assert (brief.judgements[0].likelihood, brief.judgements[0].confidence) == (
        "probable", "faible",
    )  # fmt: skip
    assert brief.facts[1] == "À jour au 22 novembre 2026"
    assert brief.words["english"] == "Le texte des fiches est en anglais."
    assert brief.disputes[0].confidence == "Confiance\u00a0: faible."


def test_french_spaces_do_not_break():
    assert typeset("« Oui » : 5 % ?", "fr") == "«\u00a0Oui\u00a0»\u00a0: 5\u00a0%\u00a0?"
    assert typeset("Why ?", "en") == "Why ?"


def test_the_audience_changes_the_choice_and_not_the_facts(make):
    minister, newsroom, classroom = (
        compose(make(), "bamex", "2025-11-11", audience=name) for name in AUDIENCES
    )
    assert ids(newsroom.judgements) == ["J-01", "J-02", "J-03"]
    assert ids(minister.judgements) == ["J-01", "J-03"]  # J-02 is not for ministers
    assert ids(classroom.judgements) == ["J-01", "J-02", "J-03"]  # three at least
    assert {brief.bottom_line for brief in (minister, newsroom, classroom)} == {
        minister.bottom_line
    }
    assert newsroom.judgements[0].voices == (("says_otherwise", "Монитор [B]"),)
    assert not any(item.voices or item.reasoning for item in minister.judgements)
    assert classroom.judgements[0].reasoning == "The bulletin has fewer."
    assert classroom.disputes[0].teaches == "Counts depend on the counter."
    assert len(classroom.questions) == 2
    assert "How many firms came?" in classroom.questions[0]
    assert minister.questions == minister.terms == ()


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("theme", THEMES)
def test_what_the_bottom_line_sums_up_is_all_there(kit, composed, theme, audience):
    named = bottom_line(kit, theme).judgements
    brief = composed(theme, audience)
    assert set(named) <= set(ids(brief.judgements))
    assert 3 <= len(brief.judgements) <= 6
    if audience != "newsroom":
        assert len(brief.judgements) == max(3, len(named))


def test_a_word_of_the_glossary_is_explained_to_a_class(make):
    def change(rows):
        rows["judgements"][0]["statement"] = "It is likely that the junta paid."

    brief = compose(make(change), "bamex", audience="classroom")
    assert [(t.term, t.definition) for t in brief.terms] == [
        ("junta", "Officers who rule after a coup.")
    ]


def test_an_indicator_without_its_judgement_is_left_out(make):
    brief = compose(make(), "bamex", "2026")
    assert ids(brief.judgements) == ["J-03"]
    assert brief.indicators == ()
    assert brief.limits.endswith(
        "The bottom line sums up the theme as a whole, beyond this period too."
    )


def test_a_day_that_the_kit_stands_at(kit):
    with pytest.raises(UnknownName, match=r"unknown day for a brief .*a later one"):
        compose(kit.as_of("2025-11-10"), "security", until="2025-12")
    assert compose(kit.as_of("2026-02-12"), "russia").judgements


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rusia",), "unknown theme 'rusia'.*did you mean 'russia'"),
        (("west",), "unknown theme and period for a brief 'west, .*bamex .2025-11-01 to 2027"),
        (("bamex", "1990", "1991"), "that has judgements: bamex"),
        (("bamex", "2025-13"), "unknown date '2025-13'"),
        (("bamex", "2026", "2025"), "unknown period '2026-01-01 to 2025-12-31'"),
        (("bamex", None, None, "ministers"), "unknown audience .*did you mean 'minister'"),
        (("bamex", None, None, "minister", "de"), "unknown language 'de'"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_named(make, arguments, message):
    with pytest.raises(UnknownName, match=message):
        compose(make(), *arguments)


def test_a_ledger_without_judgements_says_so(small_ledger, make):
    kit = make(lambda rows: [rows[name].clear() for name in rows])
    with pytest.raises(UnknownName, match="this ledger has none"):
        compose(kit, "bamex")
    assert available(open_folder(kit.folder)) == {}


def test_the_bands_are_those_of_the_scale_and_leave_no_gap():
    assert tuple(BANDS) == LIKELIHOODS
    spans = list(BANDS.values())
    assert all(a[1] == b[0] for a, b in itertools.pairwise(spans))
    assert (spans[0][0], spans[-1][1]) == (1, 99)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_word_of_judgement_stands_in_the_ledger(kit, composed, theme, audience, lang):
    brief = composed(theme, audience, lang)
    table = kit.judgements.set_index("judgement_id")
    said = "" if lang == "en" else "_fr"

    def plain(text):
        return text.replace("\u00a0", " ")

    for item in brief.judgements:
        row = table.loc[item.id]
        assert plain(item.statement) == row[f"statement{said}"]
        assert plain(item.reason) == row[f"confidence_reason{said}"]
        assert plain(item.reasoning) in ("", row[f"reasoning{said}"])
        assert item.level == row["confidence"]
        assert bool(item.likelihood) == bool(row["likelihood"])
        numbers = [n for _, found in item.rests for n in found]
        rests = kit.judgement_records
        grounds = set(rests.loc[rests["judgement_id"] == item.id, "record_id"])
        assert {brief.notes[n - 1].id for n in numbers} == grounds
    for asked in brief.disputes:
        record = kit.record(asked.id)
        assert (asked.question, asked.reading) == (record["question"], record["reading"])
        rivals = kit.positions[kit.positions["dispute_id"] == asked.id]
        assert [r.statement for r in asked.rivals] == list(rivals["statement"])


def test_dates_and_quotations_of_a_judgement_are_in_its_records(kit, composed):
    """The ledger's own check reads the rows; this one reads what a reader sees and can follow."""
    looked = 0
    for theme in THEMES:
        for item in composed(theme, "newsroom").judgements:
            (row,) = [j for j in judgements(kit, theme) if j.id == item.id]
            texts = []
            for ground in row.grounds:
                texts += [str(value) for value in ground.record.values()]
                if ground.record.table == "disputes":
                    own = kit.positions[kit.positions["dispute_id"] == ground.record.id]
                    texts += list(own["statement"])
            whole = " ".join(texts)
            for year in re.findall(r"\b(?:19|20)\d\d\b", item.statement):
                looked += 1
                assert year in whole, (item.id, year)
            for quote in quotes_in(item.statement):
                assert quote in whole, (item.id, quote)
    assert looked >= 10


def test_all_interface_words_of_a_brief_are_filled_in(composed):
    for lang in ("en", "fr"):
        keys = {key for key in words(lang) if key.startswith("brief_title_")}
        assert {f"brief_title_{theme}" for theme in THEMES} <= keys
        brief = composed("security", "classroom", lang)
        shown = [*brief.facts, brief.events, brief.alt, *brief.coverage, *brief.questions]
        shown += [brief.more_sources, brief.more_disputes, brief.more_judgements]
        assert not re.search(r"[{}]", " ".join(shown))
