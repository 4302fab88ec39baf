import pytest

from publish import handout_sample
from sahelkit.publish.paper import Row
from sahelkit.publish.rows import Rows
from sahelkit.publish.words import page_words


@pytest.fixture
def rows(tmp_path):
    return Rows(handout_sample.Kit(tmp_path), page_words("en"))


def row(name):
    return Row(name, "", (name, "<b>What</b><div>More</div>", "from the explorer"))


def test_sources_stand_by_what_they_say(rows):
    made = rows.fill(row("EV-002"), "see section 1", grades=True)
    name, what, sources = made.cells
    assert (name, what) == ("EV-002", "<b>What</b><div>More</div>")
    assert sources.index("Town Hall") < sources.index("<i>against:</i>")
    assert sources.index("<i>against:</i>") < sources.index("Bridge Times")
    assert 'href="https://example.org/a"' in sources


def test_grades_are_shown_where_they_may_be_seen(rows):
    assert "(D)" in rows.fill(row("TI-000"), "a", grades=True).cells[-1]
    assert "(D)" not in rows.fill(row("TI-001"), "a", grades=False).cells[-1]


def test_a_record_of_an_earlier_section_is_named_only(rows):
    rows.fill(row("EV-002"), "see section 1", grades=True)
    again = rows.fill(row("EV-002"), "see section 3", grades=True)
    assert again.cells == ("EV-002", "<b>What</b>", "see section 1")
    assert rows.all == ["EV-002"]


def test_a_row_that_is_no_record_stays_as_it_is(rows):
    assert rows.fill(row("own-1"), "a", grades=True) == row("own-1")
    assert rows.all == []


def test_publishers_and_addresses_are_escaped(rows):
    sources = rows.fill(row("TI-000"), "a", grades=True).cells[-1]
    assert "<script" not in sources
    assert "&lt;script&gt;" in sources
