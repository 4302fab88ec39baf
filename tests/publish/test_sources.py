from sahelkit.publish.notes import Note, Origin
from sahelkit.publish.sources import COLUMNS, LINES, paginate


def note(number, sources, words=40):
    origins = [
        Origin(f"Publisher {i}", "t" * words, "6 July 2024", f"https://example.org/{i}")
        for i in range(sources)
    ]
    return Note(number, f"EV-{number:03d}", "A statement.", tuple(origins))


def listed(pages):
    return [
        (entry.note.number, origin.publisher)
        for page in pages
        for column in page
        for entry in column
        for origin in entry.origins
    ]


def test_every_source_of_every_note_is_listed_once_in_order():
    notes = [note(n, sources) for n, sources in enumerate([1, 4, 2, 30, 1, 3] * 3, start=1)]
    pages = paginate(notes)
    assert listed(pages) == [(n.number, o.publisher) for n in notes for o in n.origins]
    assert all(1 <= len(page) <= COLUMNS for page in pages)


def test_a_long_note_goes_on_in_the_next_column_and_says_so():
    (first, second), *_ = paginate([note(1, 40)])
    assert [entry.continued for entry in (*first, *second)] == [False, True]


def test_no_column_holds_more_lines_than_fit():
    for page in paginate([note(n, n % 5, words=30 * (n % 4)) for n in range(1, 60)]):
        for column in page:
            assert sum(entry.lines for entry in column) <= LINES


def test_sources_listed_before_stand_last_and_take_little_room():
    again = Origin("Bridge Times", "t" * 90, "6 July 2024", "https://example.org", see=3)
    full = Origin("Town Hall", "Minutes", "", "")
    [[[entry]]] = paginate([Note(4, "EV-004", "A statement.", (again, full, again))])
    assert entry.full == [full]
    assert entry.again == [again, again]
    assert entry.lines == 5


def test_a_source_longer_than_a_column_ends_nothing():
    long = note(1, 2, words=3000)
    pages = paginate([long, note(2, 1)])
    assert listed(pages) == [(1, "Publisher 0"), (1, "Publisher 1"), (2, "Publisher 0")]


def test_lines_are_counted_as_a_browser_breaks_them():
    from sahelkit.publish.sources import _wrapped

    assert _wrapped("") == 0
    assert _wrapped("word " * 8) == 1
    assert _wrapped("word " * 16) == 2
    assert _wrapped("word " * 8 + "x" * 60) == 3, "a long address begins a line of its own"
    assert _wrapped("word " * 8 + "xxxxx-" * 10) == 2, "but may break after a hyphen"
    assert _wrapped("WIDE MW " * 8) > _wrapped("till ill " * 8)


def test_a_note_without_a_source_is_listed():
    [[[entry]]] = paginate([note(1, 0)])
    assert (entry.note.number, entry.origins) == (1, ())


def test_no_notes_no_pages():
    assert paginate([]) == []
