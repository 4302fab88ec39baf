import io
import re
import zipfile
from xml.etree import ElementTree

import docx as library
import pytest

from sahelkit.publish.brief import docx
from sahelkit.publish.brief.compose import compose

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(brief):
    return library.Document(io.BytesIO(docx.write(brief, "b" * 32)))


@pytest.fixture(scope="module")
def brief(composed):
    return composed("russia")


@pytest.fixture(scope="module")
def document(brief):
    return opened(brief)


def texts(document, style=None):
    return [p.text for p in document.paragraphs if style in (None, p.style.name)]


def test_headings_are_headings(document, brief):
    assert texts(document, "Title") == [brief.title]
    assert texts(document, "Heading 1") == [
        brief.words[key]
        for key in ("bottom_line", "judgements", "timeline", "disputed", "indicators", "notes",
                    "sources")
    ]  # fmt: skip
    assert texts(document, "Heading 2") == [f"{d.id} {d.question}" for d in brief.disputes]


def test_everything_that_judges_is_there(document, brief):
    whole = "\n".join(texts(document))
    assert brief.bottom_line in whole
    for item in brief.judgements:
        assert f"{item.number}. {item.statement}" in whole
        assert item.reason in whole
    assert f"{brief.judgements[0].likelihood} (20–45 %)" in whole
    assert brief.coverage[0] in whole


def test_notes_are_a_numbered_list(document, brief):
    assert texts(document, "List Number") == [f"{n.id} {brief.says(n)}" for n in brief.notes]


def test_indicators_are_a_table_with_a_head(document, brief):
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "What would be seen",
        "What it would mean",
    ]
    assert len(table.rows) == 1 + len(brief.indicators)
    assert table.rows[0]._tr.xpath(".//w:tblHeader")


def test_the_picture_has_words(document, brief):
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == brief.alt


def test_sources_are_links(document, brief):
    links = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert sorted(links) == sorted({item.url for item in brief.sources if item.url})


def test_the_second_page_begins_once(document):
    turned = [p for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert len(turned) == 1


def test_nothing_is_smaller_than_nine_points(document):
    sizes = [int(e.get(f"{W}val")) for e in document.element.iter(f"{W}sz")]
    sizes += [int(e.get(f"{W}val")) for e in document.styles.element.iter(f"{W}sz")]
    named = {"Normal", "Title", "Heading 1", "Heading 2", "List Number", "Listed", "Judgement"}
    for style in document.styles:
        if style.name in named and style.font.size:
            assert style.font.size.pt >= 9
    runs = [int(e.get(f"{W}val")) for e in document.element.iter(f"{W}sz")]
    assert min(runs) >= 18  # half points


def test_parts_in_english_are_marked_in_a_french_brief(composed):
    brief = composed("russia", "minister", "fr")
    document = opened(brief)
    (head,) = [p for p in document.paragraphs if brief.disputes[0].question in p.text]
    assert head.runs[0]._r.xpath(".//w:lang")[0].get(f"{W}val") == "en-GB"


def test_markup_and_control_characters_are_text(hostile):
    content = docx.write(compose(hostile, "bamex", audience="classroom"))
    whole = "\n".join(texts(library.Document(io.BytesIO(content))))
    assert "<script>alert(1)</script>" in whole
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))


def test_the_stamp_stands_in_the_file(document):
    assert re.fullmatch(r"sahelkit-brief-docx b{32} 2", document.core_properties.identifier)
