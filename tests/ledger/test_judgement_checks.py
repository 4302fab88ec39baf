import pytest
from briefs import brief_rows
from whole import whole_rows, write_ledger

from sahelkit.ledger import open_folder
from sahelkit.ledger.checks import check_ledger
from sahelkit.ledger.judgement_checks import OUTSIDE, wrong_judgements
from sahelkit.ledger.judgements import LIKELIHOODS
from sahelkit.lessons import wording


def put(table, row, **cells):
    return lambda rows: rows[table][row].update(cells)


def drop(table, *numbers):
    def change(rows):
        rows[table] = [row for n, row in enumerate(rows[table]) if n not in numbers]

    return change


def bare(number):
    """An estimate or a forecast without its likelihood, and a bottom line that names none."""

    def change(rows):
        texts = {"statement": "It is so.", "statement_fr": "C’est ainsi."}
        rows["judgements"][number] |= {"likelihood": "", **texts}
        rows["bottom_lines"][0] |= {"text": "It is so.", "text_fr": "C’est ainsi."}

    return change


def seven(rows):
    """Four more judgements on the theme, with their grounds."""
    for rank in range(4, 8):
        name = f"J-{rank:02d}"
        rows["judgements"].append({**rows["judgements"][1], "judgement_id": name, "rank": rank})
        rows["judgement_records"] += [
            {**ground, "judgement_id": name} for ground in rows["judgement_records"][2:4]
        ]


def claim(rows):
    """An answer of C-01 as a ground, without C-01 beside it."""
    rows["judgement_records"][4]["record_id"] = "S1-01"


FILES = {"J": "judgements.csv", "R": "judgement_records.csv", "B": "bottom_lines.csv"}
FILES["I"] = "indicators.csv"
RULES = {
    "finding with a likelihood": (
        put(
            "judgements",
            1,
            likelihood="likely",
            statement="It is likely.",
            statement_fr="C’est probable.",
        ),
        ("J", 3, "likelihood", "likely", "no likelihood, since a finding"),
    ),
    "estimate without a likelihood": (
        bare(0),
        ("J", 2, "likelihood", "", "a likelihood, since this is an estimate"),
    ),
    "forecast without a likelihood": (
        bare(2),
        ("J", 4, "likelihood", "", "a likelihood, since this is a forecast"),
    ),
    "another word of likelihood than the column’s": (
        put("judgements", 0, statement="It is unlikely that 50 firms came."),
        ("J", 2, "statement", "unlikely", "the word of likelihood 'likely', once"),
    ),
    "two words of likelihood": (
        put("judgements", 0, statement="It is likely, very likely, that 50 firms came."),
        ("J", 2, "statement", "likely, very likely", "and no other"),
    ),
    "no word of likelihood": (
        put("judgements", 0, statement="We hold that 50 firms came."),
        ("J", 2, "statement", "We hold that 50 firms came.", "'likely', once"),
    ),
    "a word outside the scale": (
        put("judgements", 1, statement="It possibly opened.", statement_fr="Peut-être ouverte."),
        ("J", 3, "statement", "possibly", "no likelihood, and no other"),
    ),
    "the second row of ICD 203": (
        put("judgements", 0, statement="It is probable that 50 firms came."),
        ("J", 2, "statement", "probable", "'likely', once"),
    ),
    "another word of likelihood in French": (
        put("judgements", 0, statement_fr="Il est improbable que 50 entreprises soient venues."),
        ("J", 2, "statement_fr", "improbable", "'probable', once"),
    ),
    "likelihood and confidence in one sentence": (
        put("judgements", 0, statement="We are confident that 50 firms are likely."),
        ("J", 2, "statement", "confident", "no word of confidence"),
    ),
    "confidence in French": (
        put("judgements", 1, statement_fr="Avec confiance : le 11 novembre 2025."),
        ("J", 3, "statement_fr", "confiance", "no word of confidence"),
    ),
    "likelihood in the reason of the confidence": (
        put("judgements", 0, confidence_reason="A likely count."),
        ("J", 2, "confidence_reason", "likely", "no word of likelihood beside the confidence"),
    ),
    "likelihood in the French reason": (
        put("judgements", 0, confidence_reason_fr="Un compte probable."),
        ("J", 2, "confidence_reason_fr", "probable", "no word of likelihood beside"),
    ),
    "a stray likelihood in the reasoning": (
        put("judgements", 0, reasoning="The bulletin may well have fewer."),
        ("J", 2, "reasoning", "may well", "a word of the scale (almost no chance"),
    ),
    "one record": (
        drop("judgement_records", 1),
        ("J", 2, "judgement_id", "J-01", "at least two records"),
    ),
    "records against it only": (
        put("judgement_records", 0, bearing="contradicts"),
        ("J", 2, "judgement_id", "J-01", "one of them for it"),
    ),
    "more sure than its dispute": (
        put("judgements", 0, confidence="moderate"),
        ("J", 2, "confidence", "moderate", "at most low, the confidence of C-01"),
    ),
    "end before the start": (
        put("judgements", 0, until="2025-11-10"),
        ("J", 2, "until", "2025-11-10", "a day on or after 2025-11-11"),
    ),
    "finding beyond the last event": (
        put("judgements", 1, until="2025-11-15"),
        ("J", 3, "until", "2025-11-15", "a day until 2025-11-14, where the events end"),
    ),
    "rank given twice": (
        put("judgements", 2, rank=4),
        ("J", 4, "rank", 4, "each rank from 1 to 3 once on bamex"),
    ),
    "seven judgements": (seven, ("J", 8, "theme", "bamex", "3 to 6 judgements on bamex, not 7")),
    "a ground that is a judgement": (
        put("judgement_records", 1, record_id="J-02"),
        ("R", 3, "record_id", "J-02", "a record of one of events, disputes"),
    ),
    "a ground without a heading": (
        put("judgement_records", 1, record_id="C-01-b"),
        ("R", 3, "record_id", "C-01-b", "a record of one of events, disputes"),
    ),
    "an answer without its dispute": (
        claim,
        ("R", 6, "record_id", "S1-01", "C-01 beside it, where S1-01 is one answer"),
    ),
    "number in no record": (
        put(
            "judgements",
            0,
            statement="It is likely that 51 firms came.",
            statement_fr="Il est probable que 51 entreprises sont venues.",
        ),
        ("J", 2, "statement", 51.0, "a number that stands in one of the records it rests on (C-01"),
    ),
    "date in no record": (
        put(
            "judgements",
            1,
            statement="The fair opened on 10 November 2025.",
            statement_fr="Ouverte le 10 novembre 2025.",
        ),
        ("J", 3, "statement", "2025-11-10", "a date that stands in one of the records"),
    ),
    "quotation in no record": (
        put("judgements", 1, statement="It “opened with a bang”.", statement_fr="Une foire."),
        ("J", 3, "statement", "opened with a bang", "words that stand in one of the records"),
    ),
    "number in the reasoning": (
        put("judgements", 0, reasoning="The bulletin has 99.", reasoning_fr="Le bulletin en a 99."),
        ("J", 2, "reasoning", 99.0, "a number that stands"),
    ),
    "number in the reason": (
        put("judgements", 0, confidence_reason="99 counts.", confidence_reason_fr="99 comptes."),
        ("J", 2, "confidence_reason", 99.0, "a number that stands"),
    ),
    "other figures in French": (
        put("judgements", 0, statement_fr="Il est probable que 60 entreprises sont venues."),
        ("J", 2, "statement_fr", "60", "the figures of the column statement: 50"),
    ),
    "no bottom line": (
        drop("bottom_lines", 0),
        ("J", 2, "theme", "bamex", "a bottom line on bamex in bottom_lines.csv"),
    ),
    "bottom line of unknown judgements": (
        put("bottom_lines", 0, judgement_ids="J-01; J-03; J-33"),
        ("B", 2, "judgement_ids", "J-33", "judgements on bamex (nearest: J-03"),
    ),
    "bottom line with another likelihood": (
        put("bottom_lines", 0, text="50 firms are unlikely. A second fair is very unlikely."),
        ("B", 2, "text", "unlikely", "a likelihood of its judgements (likely, very unlikely)"),
    ),
    "bottom line with another likelihood in French": (
        put("bottom_lines", 0, text_fr="50 est presque certain."),
        ("B", 2, "text_fr", "presque certain", "a likelihood of its judgements (probable,"),
    ),
    "bottom line with a confidence": (
        put("bottom_lines", 0, text="50 firms are likely, with low confidence."),
        ("B", 2, "text", "confidence", "no word of confidence"),
    ),
    "bottom line of four sentences": (
        put("bottom_lines", 0, text="50. Two. A. So."),
        ("B", 2, "text", "50. Two. A. So.", "at most 3 sentences"),
    ),
    "bottom line with a number": (
        put("bottom_lines", 0, text="70 firms are likely.", text_fr="70 est probable."),
        ("B", 2, "text", 70.0, "a number that stands in one of the records it rests on (J-01"),
    ),
    "limits of another day": (
        put(
            "bottom_lines",
            0,
            limits="It ends on 13 November 2025.",
            limits_fr="Le 13 novembre 2025.",
        ),
        ("B", 2, "limits", "It ends on 13 November 2025.", "the last event on bamex, 2025-11-14"),
    ),
    "indicator of another theme": (
        put("indicators", 0, theme="security"),
        ("I", 2, "theme", "security", "bamex, the theme of J-01"),
    ),
    "indicator seen before in a judgement": (
        put("indicators", 0, record_id="J-02"),
        ("I", 2, "record_id", "J-02", "a record of one of events"),
    ),
    "indicator with a number": (
        put("indicators", 0, would_mean="More than 70.", would_mean_fr="Plus de 70."),
        ("I", 2, "would_mean", 70.0, "a number that stands"),
    ),
}


@pytest.fixture
def faults(tmp_path, rows, write_table):
    """A function that changes the rows of the briefs and lists what the rules find."""

    def run(change=lambda rows: None):
        content = whole_rows(rows) | brief_rows()
        change(content)
        kit = open_folder(write_ledger(tmp_path / "seeds", content, write_table))
        return list(wrong_judgements({name: kit.table(name) for name in kit}, kit.schema))

    return run


def test_rows_that_are_right_have_no_fault(faults, tmp_path):
    assert faults() == []
    assert [str(fault) for fault in check_ledger(tmp_path / "seeds").faults] == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_finds_its_fault_and_nothing_else(faults, rule):
    change, (file, row, column, value, expected) = RULES[rule]
    found = faults(change)
    assert {(f.file, f.row, f.column, f.value) for f in found} == {
        (FILES[file], row, column, str(value) if isinstance(value, str) else value)
    }
    assert expected in found[0].expected


def test_a_ledger_without_judgements_has_no_fault(small_kit):
    frames = {name: small_kit.table(name) for name in small_kit}
    assert list(wrong_judgements(frames, small_kit.schema)) == []


def test_two_judgements_are_too_few(faults):
    def change(rows):
        drop("judgements", 2)(rows)
        drop("judgement_records", 4, 5)(rows)
        rows["bottom_lines"][0] |= {"judgement_ids": "J-01", "text": "A.", "text_fr": "A."}

    (fault,) = faults(change)
    assert str(fault) == (
        "judgements.csv, row 3, column theme: found 'bamex'; expected 3 to 6 judgements on "
        "bamex, not 2"
    )


def test_a_second_bottom_line_is_one_too_many(faults):
    def change(rows):
        rows["bottom_lines"].append({**rows["bottom_lines"][0], "bottom_line_id": "B-02"})

    (fault,) = faults(change)
    assert (fault.file, fault.row, fault.column) == ("bottom_lines.csv", 3, "theme")


def test_quotations_may_hold_any_word(faults):
    statement = "The general spoke of “an unlikely dawn”, which is likely."
    change = put("judgements", 0, statement=statement, statement_fr="C’est probable.")

    def both(rows):
        change(rows)
        rows["claims"][1]["claim"] = "A general spoke of “an unlikely dawn”."
        rows["judgement_records"] += [
            {"judgement_id": "J-01", "record_id": name, "bearing": "supports"}
            for name in ("S1-02", "C-02")
        ]

    assert faults(both) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            put("judgement_records", 0, record_id="C-11"),
            "found 'C-11'; expected an identifier of any table (nearest: C-01",
        ),
        (
            put("judgement_records", 0, judgement_id="J-10"),
            "found 'J-10'; expected an identifier of judgements",
        ),
        (
            put("indicators", 0, judgement_id="J-10"),
            "found 'J-10'; expected an identifier of judgements",
        ),
        (
            put("indicators", 0, record_id="EV-999"),
            "found 'EV-999'; expected an identifier of any table",
        ),
        (
            put("judgements", 0, likelihood="probable"),
            "column likelihood: found 'probable'; expected one of almost no chance",
        ),
        (put("judgements", 0, confidence="moderate"), "at most low, the confidence of C-01"),
        (put("judgements", 0, audience="everybody"), "column audience: found 'everybody'"),
        (put("judgements", 0, author=""), "column author"),
    ],
)
def test_the_check_of_the_ledger_knows_the_tables(tmp_path, rows, write_table, change, expected):
    content = whole_rows(rows) | brief_rows()
    change(content)
    report = check_ledger(write_ledger(tmp_path / "seeds", content, write_table))
    assert any(expected in str(fault) for fault in report.faults)


def test_the_words_are_those_that_the_prose_of_lessons_is_checked_for():
    assert set(OUTSIDE) | set(LIKELIHOODS) == set(wording.BANDS) | set(wording._OUTSIDE)
