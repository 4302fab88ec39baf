import pytest

from publish.sample import FakeKit
from sahelkit.errors import UnknownName
from sahelkit.ledger.record import Record
from sahelkit.publish.notes import Notes


@pytest.fixture
def notes(tmp_path):
    return Notes(FakeKit(tmp_path))


def link(record_id, words=""):
    return f'<a href="../seeds/EVIDENCE.md#{record_id.lower()}">{words or record_id}</a>'


def plain(page):
    """The page with links of notes taken away, numbers kept."""
    import re

    return re.sub(r"</?a\b[^>]*>|</?span[^>]*>", "", page)


def test_a_bare_id_becomes_a_number_and_words_stay(notes):
    page = notes.in_slide(f"<p>It opened {link('EV-002')}, says {link('S1-03', 'he')}.</p>", "s")
    assert plain(page) == (
        '<p>It opened<sup class="note">1</sup>, says he<sup class="note">2</sup>.</p>'
    )


def test_a_record_keeps_its_number(notes):
    notes.in_slide(link("EV-001") + " x " + link("EV-002"), "slide-2")
    assert plain(notes.in_slide(f"a {link('EV-002')}", "slide-3")) == 'a<sup class="note">2</sup>'
    assert [(n.number, n.record_id) for n in notes.all] == [(1, "EV-001"), (2, "EV-002")]
    assert notes.first_slide == {1: "slide-2", 2: "slide-2"}


def test_several_numbers_stand_together_in_order_without_brackets(notes):
    notes.cite("ev-001")
    page = notes.in_slide(
        f"long ({link('EV-002')}, {link('EV-001')}; {link('EV-002')}) [{link('S1-03')}].", "s"
    )
    assert plain(page) == 'long<sup class="note">1,2</sup><sup class="note">3</sup>.'


def test_numbers_lead_to_the_list_and_say_publisher_and_date(notes):
    page = notes.in_slide(link("EV-002"), "s")
    assert '<a href="#/note-1" ' in page
    assert 'title="EV-002: Town Hall, 31 January 2023; Bridge Times, 6 July 2024"' in page
    assert 'aria-label="note 1: EV-002: Town Hall' in page


def test_speech_has_the_same_numbers_without_links(notes):
    notes.cite("ev-001")
    page = notes.in_speech(f"<p>Say {link('EV-002')} and {link('EV-001')}.</p>")
    assert "<a" not in page
    assert plain(page) == '<p>Say<sup class="note">1,2</sup>.</p>'
    assert notes.first_slide == {}


def test_entries_hold_statement_and_sources_with_their_bearing(notes):
    note = notes.cite("ev-002")
    assert note.statement == "The bridge opens."
    assert [(o.publisher, o.date, o.bearing) for o in note.origins] == [
        ("Town Hall", "31 January 2023", ""),
        ("Bridge Times", "6 July 2024", "against"),
    ]
    assert note.origins[1].address == "example.org/a"
    assert notes.cite("c-01").origins[0].bearing == "in part"


def test_a_source_is_listed_in_full_once(notes):
    assert [o.see for o in notes.cite("ev-001").origins] == [0]
    assert [(o.publisher, o.see) for o in notes.cite("ev-002").origins] == [
        ("Town Hall", 0),
        ("Bridge Times", 1),
    ]
    assert [o.see for o in notes.cite("c-01").origins] == [1, 2]


def test_a_source_may_be_cited_itself(notes):
    note = notes.cite("src-001")
    assert note.statement == "A bridge & its makers."
    assert [o.url for o in note.origins] == ["https://example.org/a"]


def test_other_links_open_elsewhere_and_local_ones_become_text(notes):
    page = notes.in_slide(
        '<a href="https://example.org/?a=1&amp;b=2">out</a> <a href="02-next.ipynb">next</a>', "s"
    )
    assert page == (
        '<a href="https://example.org/?a=1&amp;b=2" target="_blank" '
        'rel="noopener noreferrer">out</a> next'
    )


def test_scripts_and_styles_are_left_alone(notes):
    page = f"<script type='application/json'>[{link('EV-001')}]</script><style>a (b)</style>"
    assert notes.in_slide(page, "s") == page
    assert notes.all == []


def test_hover_text_is_escaped(notes):
    source = notes._kit.records["SRC-001"]
    object.__setattr__(source, "row", {**source.row, "publisher": 'The "<b>" Times'})
    page = notes.in_slide(link("EV-001"), "s")
    assert "The &quot;&lt;b&gt;&quot; Times" in page
    assert "<b>" not in page


def test_an_unknown_record_is_an_error(notes):
    with pytest.raises(UnknownName, match="EV-999"):
        notes.in_slide(link("EV-999"), "s")


def test_a_word_that_is_spelt_like_an_identifier_stays_a_word(tmp_path):
    kit = FakeKit(tmp_path)
    kit.records["uemoa"] = Record("uemoa", "entities", {}, "UEMOA")
    notes = Notes(kit)
    page = notes.in_slide(f"The {link('uemoa', 'UEMOA')} shares {link('uemoa')}", "s")
    assert plain(page) == 'The UEMOA<sup class="note">1</sup> shares<sup class="note">1</sup>'


@pytest.fixture
def terms():
    """Addresses of the terms that were linked or cited."""
    return []


@pytest.fixture
def printed(tmp_path, terms):
    kit = FakeKit(tmp_path)
    kit.records["G-01"] = Record("G-01", "glossary", {}, "span", "How far it reaches.")
    notes = Notes(kit)

    def entry(record):
        terms.append(record.id)
        return f"#term-{record.id.lower()}"

    return lambda page: notes.in_print(page, "note {number}", entry)


def test_in_print_numbers_lead_to_the_note_on_the_same_page(printed):
    page = printed(f"long {link('EV-002')} and {link('S1-03', 'tall')}.")
    assert '<a href="#note-1" title="EV-002: Town Hall' in page
    assert 'aria-label="note 1: EV-002: Town Hall' in page
    assert plain(page) == 'long<sup class="note">1</sup> and tall<sup class="note">2</sup>.'


def test_in_print_a_term_leads_to_the_glossary_and_its_citation_to_a_note(printed, terms):
    page = printed(f"{link('G-01', 'span')} {link('G-01')}")
    assert page.startswith('<a class="term" href="#term-g-01">span</a><sup class="note">')
    assert terms == ["G-01", "G-01"]


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ('<a href="01-formation.ipynb">Lesson 01</a>', "Lesson 01 (01-formation.ipynb)"),
        ('<a href="../exercises/README.md#x">there</a>', "there (exercises/README.md)"),
        ('<a href="#section">above</a>', "above"),
        ('<a href="#answer-2">answer 2</a>', '<a href="#answer-2">answer 2</a>'),
        ('<a href="#answer-x">x</a>', "x"),
    ],
)
def test_in_print_links_to_files_become_text(printed, given, made):
    assert printed(given) == made


def test_in_print_addresses_are_written_out_once(printed):
    assert printed('<a href="https://www.example.org/a/">see</a>').endswith(
        ">see</a> (example.org/a)"
    )
    assert printed('<a href="https://example.org/a">example.org/a</a>').endswith(
        "example.org/a</a>"
    )
    assert printed('<a href="https://example.org/a">example</a>').endswith("(example.org/a)")
