import html

import pytest

import sahelkit
from sahelkit.errors import UnknownName
from sahelkit.ledger.origins import origin


def test_reposts_of_one_text_and_of_one_agency_count_once(small_kit):
    found = small_kit.corroboration("EV-001")
    assert found.supports == {
        "SRC-001": ("SRC-001", "SRC-002", "SRC-003"),
        "agency AFP": ("SRC-005", "SRC-006"),
    }
    assert found.independent == 2
    assert found.partly == {"SRC-008": ("SRC-008",)}
    assert found.contradicts == {"SRC-007": ("SRC-007",)}


def test_a_repost_counts_when_its_original_is_not_among_the_evidence(ledger, rows, write_table):
    from sahelkit.ledger import open_folder

    evidence = [r for r in rows["evidence"] if r["source_id"] != "SRC-001"]
    write_table(ledger, "evidence", evidence)
    found = open_folder(ledger).corroboration("EV-001")
    assert found.supports["SRC-001"] == ("SRC-002", "SRC-003")


def test_a_seed_does_not_corroborate_its_own_claim_nor_does_its_parent(small_kit):
    found = small_kit.corroboration("S1-01")
    assert found.supports == {"SRC-001": ("SRC-001", "SRC-002")}
    assert found.independent == 1


def test_the_parents_parent_and_the_parents_agency_are_the_same_voice(amend):
    kit = amend("sources", 4, origin="SRC-001")  # the seed's parent is a copy itself
    assert kit.corroboration("S1-01").supports == {}
    kit = amend("sources", 4, agency="AFP")
    evidence = kit.corroboration("S1-01").supports
    assert evidence == {"SRC-001": ("SRC-001", "SRC-002")}


def test_what_a_seed_says_may_support_another_record(small_kit):
    assert small_kit.corroboration("C-01-a").supports == {
        "SRC-004": ("S1",),
        "agency AFP": ("SRC-005",),
    }


def test_no_evidence(small_kit):
    found = small_kit.corroboration("S1-02")
    assert found.independent == 0
    assert str(found) == "S1-02: no evidence on record"


def test_str_counts_origins_and_sources(small_kit):
    assert str(small_kit.corroboration("EV-001")) == (
        "EV-001: supports: 2 independent of 5 found; partly: 1 independent of 1 found; "
        "contradicts: 1 independent of 1 found"
    )


def test_origin_follows_the_chain_and_stops_in_a_circle(small_kit, amend):
    assert origin(small_kit, "SRC-003") == "SRC-001"
    assert origin(small_kit, "SRC-001") == "SRC-001"
    kit = amend("sources", 1, origin="SRC-003")
    assert origin(kit, "SRC-001") in ("SRC-002", "SRC-003")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("C-01", "C-01 is a question; ask its answers (C-01-a, C-01-b), or kit.compare('C-01')"),
        ("c-02", "C-02 is a question; ask kit.compare('C-02')"),
        ("SRC-005", "SRC-005 is a source, and has none itself; ask a record that it bears on, "
         "such as EV-001"),
    ],
)  # fmt: skip
def test_a_question_or_a_source_says_what_to_ask_instead(small_kit, asked, said):
    with pytest.raises(UnknownName) as caught:
        small_kit.corroboration(asked)
    assert str(caught.value) == said


def test_a_judgement_of_ours_says_what_to_ask_instead():
    kit = sahelkit.load()
    for name, said in (
        ("J-01", r"J-01 is a judgement of ours; ask what it rests on: \w+-"),
        ("B-01", r"B-01 is our own wording; ask what it names: J-01"),
        ("I-01", r"I-01 is our own wording; ask what it names: \w+-"),
    ):
        with pytest.raises(UnknownName, match=said):
            kit.corroboration(name)


def test_unknown_record(small_kit):
    with pytest.raises(UnknownName, match="unknown record 'EV-77'"):
        small_kit.corroboration("EV-77")


def test_html_names_the_origins_and_is_escaped(small_kit):
    page = small_kit.corroboration("EV-001")._repr_html_()
    assert "its own page <span style='white-space:nowrap'>(SRC-001)</span>, " in page
    assert "(SRC-002)</span>, " in page
    assert "AFP" in page
    assert "<Press>" not in page
    assert page.count("<tr>") == 1 + 2 + 1 + 1


def test_html_says_in_words_what_it_counts(small_kit):
    page = small_kit.corroboration("EV-001")._repr_html_()
    title = small_kit.record("EV-001").title
    assert f"<b>{html.escape(title)} (EV-001)</b>" in page
    assert (
        "Supported by 2 independent origins (on 5 pages), in part by 1, contradicted by 1." in page
    )
    assert ">in part</th>" in page
    assert "partly" not in page
    none = small_kit.corroboration("S1-02")._repr_html_()
    assert "No evidence on record." in none
    assert "<thead>" not in none
