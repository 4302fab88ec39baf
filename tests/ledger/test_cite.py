import json
import re

import pytest

import sahelkit
from sahelkit.errors import UnknownName


def test_text_of_a_source(small_kit):
    citation = small_kit.cite("SRC-001")
    assert citation.text == (
        "Bamako Hebdo, “Une foire s’ouvre”, 12 November 2025. https://example.org/src-001"
    )
    assert str(citation) == citation.text


def test_text_of_a_source_without_date_and_of_one_known_by_the_month(small_kit):
    assert ", no date." in small_kit.cite("SRC-007").text
    assert small_kit.cite("SRC-008").text.startswith("Монитор, “Bulletin”, July 2024. ")


def test_text_of_a_record_says_who_is_for_and_who_is_against(small_kit):
    text = small_kit.cite("EV-001").text
    assert text.startswith(
        "EV-001: Charter signed (16 September 2023). According to: Bamako Hebdo,"
    )
    before, against = text.split(" Against: ")
    supporting, partly = before.split(" In part: ")
    assert supporting.count("https://example.org/") == 5
    assert partly.startswith("Монитор, ")
    assert partly.count("https://example.org/") == 1
    assert against.startswith("R&D <Press>, ")


def test_text_of_a_record_without_sources(small_kit):
    assert small_kit.cite("C-02").text == "C-02: Who paid? (no source on record)"
    assert small_kit.cite("C-02").csl == []
    assert small_kit.cite("C-02").bibtex == ""


@pytest.mark.parametrize("record_id", ["mali", "H-01-a"])
def test_what_is_our_own_wording_is_said_to_be_so(small_kit, record_id):
    citation = small_kit.cite(record_id)
    assert citation.text.endswith(" (no source: our wording)")
    assert citation.html.endswith(" (no source: our wording)")
    assert "our wording" not in small_kit.cite("EV-002").text


def test_a_dispute_has_rival_answers_and_not_one_according_to(small_kit):
    citation = small_kit.cite("C-01")
    for text in (citation.text, citation.html):
        assert "How many firms came? Answers by: Unnamed outlet, " in text.replace("</b>", "")
        assert "According to" not in text
        assert "Against" not in text
    assert len(citation.csl) == 3


def test_html_keeps_the_bearings_apart_as_well(small_kit):
    html = small_kit.cite("EV-001").html
    assert re.search(r" According to: Bamako.* In part: Монитор, .* Against: R&amp;D", html)


def test_what_we_judge_rests_on_sources_and_is_not_according_to_them():
    kit = sahelkit.load()
    citation = kit.cite("J-01")
    assert ". Rests on: " in citation.text
    assert ". Rests on: " in citation.html
    assert "According to" not in citation.text + kit.cite("I-01").text
    assert citation.csl
    assert " Rests on: J-01, J-02" in kit.cite("B-01").text


def test_several_records_are_a_line_each_and_their_sources_stand_once(small_kit):
    citation = small_kit.cite("EV-001", "EV-005", "src-005")
    assert citation.id == "EV-001, EV-005, SRC-005"
    first, second, third = citation.text.split("\n")
    assert first == small_kit.cite("EV-001").text
    assert second == small_kit.cite("EV-005").text
    assert third == small_kit.cite("SRC-005").text
    assert citation.html.count("<br>") == 2
    assert citation.bibtex.count("@online") == len(citation.csl) == 7
    with pytest.raises(UnknownName):
        small_kit.cite("EV-001", "EV-77")


def test_html_links_and_is_escaped(small_kit):
    html = small_kit.cite("SRC-001").html
    assert '<a href="https://example.org/src-001" rel="noopener noreferrer">' in html
    html = small_kit.cite("EV-006").html
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; fair" in html
    assert "R&amp;D &lt;Press&gt;" in html
    assert "javascript:" not in html
    assert small_kit.cite("EV-006")._repr_html_() == f"<p>{html}</p>"


def test_an_address_cannot_break_out_of_its_attribute(amend):
    html = amend("sources", 1, url='https://x.org/"onclick="alert(1)').cite("SRC-001").html
    assert 'onclick="' not in html
    assert "&quot;onclick=&quot;" in html


def test_bibtex(small_kit):
    assert small_kit.cite("SRC-001").bibtex == (
        "@online{bamakosrc001,\n"
        "  title = {{Une foire s’ouvre}},\n"
        "  organization = {{Bamako Hebdo}},\n"
        "  language = {fr},\n"
        "  date = {2025-11-12},\n"
        "  url = {https://example.org/src-001}\n"
        "}"
    )
    assert "date = {2024-07}," in small_kit.cite("SRC-008").bibtex
    assert small_kit.cite("SRC-008").bibtex.startswith("@online{src008,")  # keys are ASCII
    assert "date" not in small_kit.cite("SRC-007").bibtex
    assert "url" not in small_kit.cite("S1").bibtex


def test_bibtex_escapes_what_tex_reads_as_a_command(small_kit):
    entry = small_kit.cite("SRC-007").bibtex
    title = re.search(r"title = \{\{(.*)\}\}", entry)[1]
    assert title == (
        r"<script>alert('x')</script> \textbraceleft{}100\%\textbraceright{} of "
        r"\$5\_000 \#1 \textbackslash{} \textasciitilde{}"
    )
    assert r"R\&D <Press>" in entry


@pytest.mark.parametrize("title", ["a { b", "a } b", "}, url = {x", "\\"])
def test_bibtex_braces_stay_in_balance(amend, title):
    entry = amend("sources", 1, title=title, url="https://x.org/}{").cite("SRC-001").bibtex
    depth = 0
    for character in entry:  # as BibTeX counts: a backslash does not hide a brace
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert entry.count("url =") == 1 + title.count("url =")
    assert "https://x.org/%7D%7B" in entry


def test_bibtex_and_csl_of_a_record_hold_each_source_once(small_kit):
    citation = small_kit.cite("EV-001")
    assert citation.bibtex.count("@online") == len(citation.csl) == 7
    assert len(set(re.findall(r"@online\{(\w+),", citation.bibtex))) == 7


def test_csl(small_kit):
    assert small_kit.cite("SRC-001").csl == [
        {
            "id": "SRC-001",
            "type": "webpage",
            "title": "Une foire s’ouvre",
            "publisher": "Bamako Hebdo",
            "language": "fr",
            "issued": {"date-parts": [[2025, 11, 12]]},
            "URL": "https://example.org/src-001",
        }
    ]
    assert small_kit.cite("SRC-008").csl[0]["issued"] == {"date-parts": [[2024, 7]]}
    assert "issued" not in small_kit.cite("SRC-007").csl[0]
    json.dumps(small_kit.cite("EV-001").csl)


def test_citing_what_is_not_there(small_kit):
    with pytest.raises(UnknownName) as caught:
        small_kit.cite("SRC-01")
    assert "SRC-001" in caught.value.near
