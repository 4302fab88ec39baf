import pytest
from whole import cite, whole_rows, write_ledger, write_lesson

from sahelkit.ledger import open_folder
from sahelkit.lessons import read
from sahelkit.lessons.prose import check_prose, contents, paragraphs


@pytest.fixture(scope="module")
def kit(tmp_path_factory, rows, write_table):
    content = whole_rows(rows)
    content["positions"][0].update(value=1_234_567, statement="Over a million.")
    return open_folder(write_ledger(tmp_path_factory.mktemp("prose"), content, write_table))


@pytest.fixture
def faults(kit, tmp_path):
    """A function that returns the faults of Markdown cells, as text."""

    def run(*cells, **more):
        lesson = read(write_lesson(tmp_path / "01-test.ipynb", *cells, **more))
        return [str(fault) for fault in check_prose(kit, [lesson]).faults]

    return run


@pytest.mark.parametrize(
    "text",
    [
        "Nothing is stated here, and one or two things are left open.",
        f"The charter was signed on 16 September 2023 {cite('EV-001')}.",
        f"The charter was signed on September 16, 2023 {cite('EV-001')}.",
        f"It began in 2023 {cite('EV-001')}.",
        f"In September a charter was signed {cite('EV-001')}.",
        f"Talks went on in July 2024 {cite('EV-003')}.",
        f"The fair ran from 11 to 14 November 2025 {cite('EV-006')}.",
        f"About 50 companies came {cite('S1-01')}.",
        f"Some count 30 to 40 firms {cite('C-01')}.",
        f"He spoke of “a new dawn” {cite('S1-02')}.",
        f'He spoke of "a new dawn" {cite("S1-02")}.',
        f"He spoke of « a new dawn » {cite('S1-02')}.",
        f"Bamako Hebdo reported it on 12 November 2025 {cite('EV-001')}.",
        f"In all 1,234,567 came {cite('C-01')}.",
        f"Mali was suspended from 30 May 2021 {cite('M-01')}.",
        f"It flies for 27 hours {cite('SP-01')}.",
        "What does “partly” mean?",
        "**As of** 22 November 2026.",
        "As of: November 2026",
        "As of 2026-11-22",
        "### Who says so?",
        "A single “word” in quotation marks is no quotation.",
        "    ",
    ],
)
def test_sound_prose(faults, text):
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("It was signed on 16 September 2023.", "a date"),
        ("It was signed in July.", "a date"),
        ("As of 22 November 2026 all have left.", "a date"),
        ("As of 22 November 2026. It was signed in 2023.", "a date"),
        ("It was signed in 2023.", "a date"),
        ("Some 50 firms came.", "a number"),
        ("Fifty firms came.", "a number"),
        ("It lasted 3 days.", "a number"),
        ("He called “a new dawn” a fact.", "a quotation"),
        ('He spoke of "a new dawn" again.', "a quotation"),
        ("The minister said that it was over.", "an attribution"),
        ("According to the outlet it was over.", "an attribution"),
        ("In 2023, 50 firms said so.", "a date and a number and an attribution"),
        ("See [the page of 2023](https://example.org/page).", "a date"),
        ("See [the other lesson](02-other.ipynb): 50 firms.", "a number"),
        ("# In January 2025 three states left", "a date"),
        ("He said “so be it”. Why?", "a quotation and an attribution"),
        ("It was signed in 2023.<!-- [EV-001] -->", "a date"),
    ],
)
def test_statement_without_citation(faults, text, states):
    (fault,) = faults(text)
    assert fault.startswith(f"01-test.ipynb, cell 1: states {states} without a citation, in “")
    assert "../seeds/EVIDENCE.md#ev-043" in fault


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"Signed on 17 September 2023 {cite('EV-001')}.", "the date 2023-09-17 stands in none"),
        (f"Signed in October 2023 {cite('EV-001')}.", "the date 2023-10 stands in none"),
        (f"Signed in 1999 {cite('EV-001')}.", "the date 1999 stands in none"),
        (f"Signed in August {cite('EV-001')}.", "the date -----08 stands in none"),
        # finer than what the record knows
        (f"They talked on 1 July 2024 {cite('EV-003')}.", "the date 2024-07-01 stands in none"),
        (f"They talked on 31 July 2024 {cite('EV-003')}.", "the date 2024-07-31 stands in none"),
        (f"A hard start in January 2024 {cite('EV-004')}.", "the date 2024-01 stands in none"),
        (f"General in rank since 1 October 2024 {cite('O-02')}.", "the date 2024-10-01 stands"),
        (f"Some 60 companies came {cite('S1-01')}.", "the number 60 stands in none"),
        (f"Sixty companies came {cite('S1-01')}.", "the number 60 stands in none"),
        (f"Some 1,234,568 came {cite('C-01')}.", "the number 1234568 stands in none"),
        (
            f"He spoke of “an old dawn” {cite('S1-02')}.",
            "the quotation “an old dawn” stands in none",
        ),
        (
            f'He spoke of "an old dawn" {cite("S1-02")}.',
            "the quotation “an old dawn” stands in none",
        ),
        # the locator and the grade are no facts of the claim
        (f"It had 4 parts {cite('S1-03')}.", "the number 4 stands in none"),
    ],
)
def test_statement_that_the_citation_does_not_hold(faults, text, problem):
    (fault,) = faults(text)
    assert fault.startswith("01-test.ipynb, cell 1: ")
    assert problem in fault
    assert "of the records cited (" in fault


def test_each_of_several_citations_may_hold_it(faults):
    text = f"On 16 September 2023 and 29 January 2025 {cite('EV-001')} {cite('EV-005')}."
    assert faults(text) == []
    assert len(faults(text.replace(cite("EV-005"), ""))) == 1


def test_broken_citation_names_the_nearest(faults):
    (fault,) = faults(f"Signed on 16 September 2023 {cite('EV-0011')}.")
    assert "unknown record" in fault
    assert "EV-001" in fault.split("did you mean")[1]


def test_record_without_a_heading_on_the_evidence_page(faults):
    (fault,) = faults(f"Some say so {cite('C-01-a')}.")
    assert "C-01-a has no heading on the evidence page" in fault


def test_likelihood_confidence_and_words_outside_the_bands(faults):
    found = faults("It is likely, with high confidence.", "Perhaps it is so.")
    assert "cell 1: likelihood (“likely”) and confidence (“high confidence”)" in found[0]
    assert "cell 2: the likelihood word “Perhaps”" in found[1]
    assert len(found) == 2


def test_misspelt_name(faults):
    (fault,) = faults("A good question. Yevkurow came to Bamako.")
    assert fault == (
        "01-test.ipynb, cell 1: the name “Yevkurow” is not spelt as in the entities table; "
        "expected “Yevkurov”, in “Yevkurow came to Bamako.”"
    )


def test_teaching_cells_need_not_cite_but_must_be_right(faults):
    assert faults("Work in pairs for 10 minutes.", tags=("teaching",)) == []
    assert faults(f"In 1999 {cite('EV-001')}.", tags=("teaching",))
    assert faults("Perhaps in pairs.", tags=("teaching",))
    assert faults(f"See {cite('EV-999')}.", tags=("teaching",))
    assert faults("Ask Yevkurow.", tags=("teaching",))


def test_code_is_not_prose(faults):
    assert faults("in_2023 = 'he said 50'", kind="code") == []
    for fence in ("```", "~~~", "````"):
        assert faults(f"Look:\n\n{fence}python\nfirms = 50  # said in 2023\n{fence}") == []
    assert faults("```\nnever closed, 50 firms in 2023") == []
    assert faults("Type `kit.as_of('2024-07-06')`.") == []


def test_text_after_a_code_block_is_prose(faults):
    assert len(faults("```\ncode\n```\n\nSome 50 firms came.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "- one thing\n- 50 firms came\n- another",
        "1. one thing\n2. Some 50 firms came",
        "| who | how many |\n| --- | --- |\n| firms | 50 |",
        "A line.\n\nSome 50 firms came.",
        "> Some 50 firms came.",
        "A line.\n# Some 50 firms",
        "* one\n  * 50 firms",
    ],
)
def test_each_item_row_and_heading_stands_for_itself(faults, text):
    assert len(faults(text)) == 1
    assert faults(text.replace("50", f"50 {cite('S1-01')}")) == []


def test_a_citation_elsewhere_does_not_help(faults):
    assert len(faults(f"- as is known {cite('S1-01')}\n- 50 firms came")) == 1
    assert len(faults(f"It is known {cite('S1-01')}.", "Some 50 firms came.")) == 1


def test_number_of_a_list_item_is_no_number(faults):
    assert faults("12. An item\n13. Another") == []


def test_entities_and_tags_are_not_numbers(faults):
    assert faults("It&#8217;s <b class='x12'>so</b>&nbsp;far.") == []
    assert faults("![a plot](picture-2.png), <https://example.org/2024/05/06>") == []


def test_file_cell_and_sentence_are_named(faults):
    first = "This sentence states nothing and is rather long, so that a short form would end here."
    found = faults("# Title", f"{first} Some 50 firms came. More.")
    assert found[0].startswith("01-test.ipynb, cell 2: states a number without a citation")
    assert "“Some 50 firms came.”" in found[0]
    found = faults(f"{first} Some 60 firms came {cite('S1-01')}. More.")
    assert "in “Some 60 firms came .”" in found[0]


def test_counts_paragraphs(kit, tmp_path):
    lesson = read(write_lesson(tmp_path / "01-a.ipynb", "# A\n\nB\n\n- c\n- d", "---\n\nE"))
    assert check_prose(kit, [lesson, lesson]).paragraphs == 10


def test_paragraphs_as_a_reader_sees_them():
    source = f'**Bold** and *so* "on" {cite("EV-001")} [words](x.md)\nnext line'
    (paragraph,) = paragraphs(source, 3)
    assert paragraph.text == "Bold and so “on” words next line"
    assert paragraph.cell == 3
    assert paragraph.markdown == source


def test_contents_of_a_dispute_hold_its_answers_and_their_claims(kit):
    texts = list(contents(kit, kit.record("C-01")))
    assert "1234567" in texts
    assert "Thirty to forty." in texts
    assert any("11 November 2025" in text for text in texts)  # the claim that holds the first
    assert not any("example.org" in text for text in texts)


@pytest.mark.parametrize(
    "source",
    ["[" * 2000, "](" * 2000, "`" * 999, "“" * 999, "*" * 5000, "| " * 3000, "\x00\u202e",
     "<" * 3000, "1" * 400, "1" * 400 + " hundred", "99 May 0000", "31 February 2024",
     "9999999 May 2024"],
)  # fmt: skip
def test_nasty_text_is_no_crash(faults, source):
    faults(source, f"{source} {cite('EV-001')}")
