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
    from sahelkit.publish import sources

    for page in paginate([note(n, n % 5, words=30 * (n % 4)) for n in range(1, 60)]):
        for column in page:
            used = sum(
                (1 if e.continued else sources._head(e.note)) + sum(map(sources._lines, e.origins))
                for e in column
            )
            assert used <= LINES


def test_a_note_without_a_source_is_listed():
    [[[entry]]] = paginate([note(1, 0)])
    assert (entry.note.number, entry.origins) == (1, ())


def test_no_notes_no_pages():
    assert paginate([]) == []
