import re

import pytest
from briefs import brief_rows
from whole import whole_rows, write_ledger

from sahelkit.ledger import load, open_folder
from sahelkit.ledger.page import SECTIONS, is_stale, write_evidence


@pytest.fixture
def make(tmp_path, rows, write_table):
    def run(change=lambda rows: None):
        content = whole_rows(rows) | brief_rows()
        change(content)
        return open_folder(write_ledger(tmp_path / "seeds", content, write_table))

    return run


def section(page, record_id):
    text = page.split(f"\n#### {record_id.lower()}\n")[1]
    return re.split(r"\n#{2,4} ", text)[0].strip()


def test_every_record_has_one_heading(make):
    kit = make()
    headings = re.findall(r"^#### (.+)$", write_evidence(kit), re.M)
    expected = [
        record.lower()
        for table in SECTIONS
        for record in kit.table(table)[kit.schema[table].key[0]]
    ]
    assert headings == expected
    assert len(set(headings)) == len(headings)


def test_sections_stand_in_order(make):
    assert re.findall(r"^## (.+)$", write_evidence(make()), re.M) == list(SECTIONS.values())


def test_event_with_its_sources(make):
    text = section(write_evidence(make()), "EV-001")
    assert text.startswith("**Charter signed** (16 September 2023)")
    assert "- supports: [SRC-001](#src-001) Bamako Hebdo, 12 November 2025 (B)" in text
    assert "- supports: [SRC-002](#src-002) Copy Post, 12 November 2025 (B): a copy" in text
    assert "- contradicts: [SRC-007](#src-007) R&amp;D &lt;Press&gt; (B)" in text


def test_claim_says_where_it_stands_and_who_asserts_it(make):
    text = section(write_evidence(make()), "S1-03")
    assert "Figure in S1 (Unnamed outlet), line 4, sentence 1; asserted by the outlet." in text
    assert "Credibility 2: Others report it too." in text


def test_what_a_figure_is_given_as_and_the_note_on_a_source_are_told(make):
    def change(rows):
        rows["specs"][0]["qualifier"] = "design *figure*"
        (copy,) = (row for row in rows["sources"] if row["source_id"] == "SRC-002")
        copy["note"] = "Reads like a <release>."

    page = write_evidence(make(change))
    first = section(page, "SP-01")
    assert "*Given as:* design \\*figure\\*" in first
    assert "Given as" not in section(page, "SP-02")
    assert section(page, "SRC-002").endswith("Note: Reads like a &lt;release&gt;.")
    assert "Note:" not in section(page, "SRC-004")


def test_source_with_grade_and_origin(make):
    text = section(write_evidence(make()), "SRC-002")
    assert "Copy Post, “A fair opens”, 12 November 2025. <https://example.org/src-002>" in text
    assert "Reliability B: Named authors and a record of corrections. Reworks: SRC-001." in text


def test_addresses_stand_as_they_are(make):
    address = "https://example.org/burkina_458414_(a)*~[x]|y.html?a=1&b=_2_#`c`"
    kit = make(lambda rows: rows["sources"][0].update(url=address))
    page = write_evidence(kit)
    assert f" <{address}>\n" in page
    assert not [found for found in re.findall(r"https?://\S+", page) if "\\" in found]


def test_every_address_of_the_kit_stands_verbatim():
    kit = load()
    page = write_evidence(kit)
    assert not [url for url in kit.sources["url"] if url and f"<{url}>" not in page]
    assert not [found for found in re.findall(r"https?://\S+", page) if "\\" in found]


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a>b<c\\d", "<https://example.org/a%3Eb%3Cc%5Cd>"),
        ("javascript:a_b", "javascript:a\\_b"),
    ],
)
def test_an_odd_address_breaks_out_of_nothing(make, url, written):
    page = write_evidence(make(lambda rows: rows["sources"][0].update(url=url)))
    assert f" {written}\n" in page


def test_dispute_with_positions_reading_and_its_own_evidence(make):
    def add(rows):
        rows["evidence"].append(
            {"record_id": "C-01", "source_id": "SRC-003", "bearing": "supports", "note": "counts"}
        )

    text = section(write_evidence(make(add)), "C-01")
    assert "- **C-01-a** Fifty [50 firms]: [S1](#s1) (supports)" in text
    assert "[S1-01](#s1-01)" in text
    assert "- **C-01-b** Thirty to forty [30–40 firms]: [SRC-008](#src-008) (supports)" in text
    assert "*Our reading (low confidence):* Fifty is likelier." in text
    fold = text[text.index("<details>") : text.index("</details>")]
    assert "Our reading" in fold, "a link from a lesson must not decide before its reader"
    assert text.index("<details>") > text.rindex("- **C-01-")
    assert "- supports: [SRC-003](#src-003) Copy of Copy, 12 November 2025 (B): counts" in text


def test_judgement_with_likelihood_confidence_and_grounds(make):
    text = section(write_evidence(make()), "J-01")
    assert text.startswith("**It is likely that 50 firms came.**")
    assert "Estimate, likely; it speaks of 2025-11-11 to 2025-11-14." in text
    assert "The bulletin has fewer." in text
    assert "*Confidence: low.* One count of two." in text
    assert "- supports: [C-01](#c-01) How many firms came?" in text
    assert "- contradicts: [SRC-008](#src-008) Монитор: Bulletin." in text
    assert section(write_evidence(make()), "J-02").count("Finding; it speaks of 2025-11-01") == 1


def test_bottom_line_and_indicator_lead_to_what_they_name(make):
    page = write_evidence(make())
    assert section(page, "B-01").endswith(
        "The last event is of 14 November 2025. See [J-01](#j-01), [J-03](#j-03)."
    )
    assert section(page, "I-01").endswith(
        "More than 50 names would support it. See [J-01](#j-01), [EV-006](#ev-006)."
    )


def test_a_ledger_without_judgements_has_no_section_for_them(small_kit):
    page = write_evidence(small_kit)
    assert "## Judgements" not in page
    assert "## Hypotheses" in page


def test_every_link_leads_to_a_heading(make):
    page = write_evidence(make())
    links = set(re.findall(r"\]\(#([^)]+)\)", page))
    assert links
    assert links <= set(re.findall(r"^#### (.+)$", page, re.M))


def test_text_cannot_become_markup_or_leave_its_line(make):
    hostile = "<script>x</script> *b* _i_ [l](u) `c`\n\n#### ev-999\n~~s~~"

    def put(rows):
        rows["events"][0].update(title="Charter", description=hostile)

    text = section(write_evidence(make(put)), "EV-001")
    assert "#### ev-999 \\~\\~s" in text  # in the line, where it is no heading
    assert "&lt;script&gt;x&lt;/script&gt; \\*b\\* \\_i\\_ \\[l\\](u) \\`c\\`" in text
    assert "<script" not in text


def test_holder_that_does_not_exist_is_no_crash(make):
    page = write_evidence(make(lambda rows: rows["positions"][0].update(held_by="S9-01")))
    assert "**C-01-a**" in page


def test_stale(make):
    kit = make()
    path = kit.folder / "EVIDENCE.md"
    assert is_stale(kit, path)
    path.write_text(write_evidence(kit), encoding="utf-8")
    assert not is_stale(kit, path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # as git may check it out
    assert not is_stale(kit, path)
    path.write_text(write_evidence(kit).replace("Fifty [", "Sixty ["), encoding="utf-8")
    assert is_stale(kit, path)
    path.write_bytes(b"\xff\xfe\x00")
    assert is_stale(kit, path)


def test_same_text_each_time(make):
    kit = make()
    assert write_evidence(kit) == write_evidence(open_folder(kit.folder))
