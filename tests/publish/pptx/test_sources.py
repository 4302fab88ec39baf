from publish import sample
from sahelkit.publish.notes import Notes
from sahelkit.publish.pptx.fit import LINE, lines
from sahelkit.publish.pptx.master import COLUMNS, LIST, NUMBERED
from sahelkit.publish.pptx.model import Paragraph, Run
from sahelkit.publish.pptx.sources import largest, listings
from sahelkit.publish.words import page_words


def listed(kit, *names):
    notes = Notes(kit)
    page = "".join(f'<a href="../seeds/EVIDENCE.md#{name}">{name}</a>' for name in names)
    notes.in_slide(page, "slide-4")
    return listings(notes, page_words("en", kind="deck"))


def test_a_note_and_its_sources(tmp_path):
    (page,) = listed(sample.FakeKit(tmp_path), "ev-001", "ev-002")
    (column,) = page.columns
    assert [(p.text, p.kind) for p in column] == [
        ("1\tEV-001 The bridge is planned.", "number"),
        ("Bridge Times, “A bridge & its makers”, 6 July 2024. example.org/a", "plain"),
        ("2\tEV-002 The bridge opens.", "number"),
        ("Town Hall, “Minutes”, 31 January 2023. example.org/" + "/".join(["long"] * 24), "plain"),
        ("against: Bridge Times, 6 July 2024 (see note 1)", "plain"),
    ]
    assert page.begun == [1, 2]
    assert (column[0].runs[0].jump, column[0].runs[0].hint) == ("slide-4", "back to slide 4")
    assert [run.jump for run in column[4].runs if run.jump] == ["note-1"]


def test_no_notes_no_slides(tmp_path):
    assert listed(sample.FakeKit(tmp_path)) == []


def test_many_sources_fill_columns_and_say_where_they_run_on(tmp_path):
    kit = sample.FakeKit(tmp_path)
    record, source = kit.records["EV-001"], kit.records["SRC-001"]
    links = []
    for number in range(100, 190):
        name = f"SRC-{number}"
        row = dict(source.row) | {"source_id": name, "title": f"Title {number} " * 3}
        kit.records[name] = type(source)(name, "sources", row, "")
        links.append(type(record.sources[0])(name, "supports"))
    kit.records["EV-001"] = type(record)("EV-001", "events", {}, "Much said.", "", tuple(links))
    pages = listed(kit, "ev-001", "ev-002")
    assert len(pages) > 2
    assert pages[0].begun == [1]
    assert [number for page in pages for number in page.begun] == [1, 2]
    text = "\n".join(p.text for page in pages for column in page.columns for p in column)
    assert [n for n in range(100, 190) if f"Title {n} " not in text] == []
    columns = [column for page in pages for column in page.columns]
    assert all(column[0].kind == "number" for column in columns)
    assert columns[1][0].text == "1\t(continued)"
    for column in columns:
        rows = sum(len(lines(p.runs, COLUMNS[0].w - NUMBERED, LIST)) for p in column)
        assert rows * LIST * LINE <= COLUMNS[0].h
    assert max(len(page.columns) for page in pages) == 2


def test_few_sources_are_set_larger_and_many_as_small_as_the_list():
    entry = Paragraph(
        (Run("1", bold=True), Run("\tS1 A publisher, May 2025, grade D. a.org")), "number"
    )
    assert largest([[entry] * 3, [entry]]) == 18
    assert 12 < largest([[entry] * 17, [entry]]) < 18
    assert largest([[entry], [entry] * 60]) == 12
