from pathlib import Path

import pytest

from sahelkit.errors import UnknownName
from sahelkit.lessons import citations
from sahelkit.lessons.notebook import parse


def found(text):
    return [(c.id, c.text) for c in citations.find_in_text(text)]


def test_ids_and_words_are_found_in_order():
    text = (
        "They left [S1-14](../seeds/EVIDENCE.md#s1-14), says "
        "[the *joint* note](../seeds/EVIDENCE.md#ev-083 'hover') "
        "and [C-12-a](seeds/EVIDENCE.md#c-12-a)."
    )
    assert found(text) == [
        ("S1-14", "S1-14"),
        ("EV-083", "the *joint* note"),
        ("C-12-a", "C-12-a"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[a page](https://example.org/seeds/EVIDENCE.md#s1-14)",
        "[the whole page](../seeds/EVIDENCE.md)",
        "![S1-14](../seeds/EVIDENCE.md#s1-14)",
        "`[S1-14](../seeds/EVIDENCE.md#s1-14)`",
        "```\n[S1-14](../seeds/EVIDENCE.md#s1-14)\n```",
    ],
)
def test_other_links_pictures_and_code_are_no_citations(text):
    assert found(text) == []


def test_the_position_is_that_of_the_link():
    text = "Yes ```code``` [S1-14](../seeds/EVIDENCE.md#s1-14)."
    (citation,) = citations.find_in_text(text, 7)
    assert citation.cell == 7
    assert text[citation.start : citation.end] == "[S1-14](../seeds/EVIDENCE.md#s1-14)"


def test_only_markdown_cells_of_a_lesson_count():
    link = "[S1-14](../seeds/EVIDENCE.md#s1-14)"
    cells = [{"cell_type": kind, "source": link} for kind in ("code", "markdown", "raw")]
    lesson = parse({"nbformat": 4, "cells": cells}, Path("01-a.ipynb"))
    assert [(c.id, c.cell) for c in citations.find_citations(lesson)] == [("S1-14", 2)]


@pytest.mark.parametrize(
    ("anchor", "likely"),
    [
        ("ev-083", "EV-083"),
        ("s0", "S0"),
        ("src-001", "SRC-001"),
        ("c-12-b", "C-12-b"),
        ("assimi-goita", "assimi-goita"),
    ],
)
def test_anchors_are_spelt_as_the_ledger_does(anchor, likely):
    assert citations.spellings(anchor)[0] == likely


def test_link_text_tells_how_an_id_is_written():
    assert found("[bamex-2025](../seeds/EVIDENCE.md#bamex-2025)")[0][0] == "bamex-2025"


class Kit:
    def record(self, name):
        if name not in ("bamex-2025", "EV-083"):
            raise UnknownName("record", name, ("EV-083",))
        return name


def test_the_ledger_decides_between_spellings():
    assert citations.identify(Kit(), "bamex-2025") == "bamex-2025"
    assert citations.identify(Kit(), "ev-083") == "EV-083"


def test_an_unknown_record_is_named_as_it_is_likely_written():
    with pytest.raises(UnknownName, match="'EV-084'") as caught:
        citations.identify(Kit(), "ev-084")
    assert caught.value.near == ("EV-083",)
