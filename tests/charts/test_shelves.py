import time

import pytest

from sahelkit.charts.shelves import Place, shelve, shorten


def rows(places):
    return [place.row for place in places]


def test_marks_apart_share_a_row():
    assert rows(shelve([(0, 0), (10, 10), (20, 20)], 5)) == [0, 0, 0]


def test_marks_that_would_touch_go_to_the_next_row():
    assert rows(shelve([(0, 0), (3, 3), (6, 6)], 5)) == [0, 1, 0]


def test_a_span_takes_all_its_days():
    assert rows(shelve([(0, 100), (50, 50), (101, 101), (110, 110)], 5)) == [0, 1, 1, 0]


def test_a_label_takes_room_to_the_right():
    places = shelve([(0, 0), (10, 10)], 5, labels=["a long label", ""], letter=1)
    assert places == [Place(0, "a long label"), Place(1)]


def test_a_label_stands_to_the_left_where_only_there_is_room():
    edges = (-50, 20)
    [place] = shelve([(15, 15)], 5, labels=["a long label"], letter=1, edges=edges)
    assert place == Place(0, "a long label", left=True)
    places = shelve([(0, 0), (10, 10)], 5, labels=["", "a long label"], letter=1, edges=edges)
    assert rows(places) == [0, 1]  # to the left it would lie over the first


def test_where_rows_run_out_marks_overlap_evenly_and_lose_their_labels():
    places = shelve([(0, 0)] * 7, 5, labels=["label"] * 7, letter=1, most=3)
    assert rows(places)[:3] == [0, 1, 2]
    assert [place.label for place in places] == ["label"] * 3 + [""] * 4
    assert set(rows(places)) == {0, 1, 2}
    spread = shelve([(n, n) for n in range(9)], 5, most=3)
    assert {rows(spread).count(row) for row in range(3)} <= {2, 3, 4}


@pytest.mark.parametrize("most", [40, None])
def test_no_two_intervals_of_a_row_overlap(most):
    spans = [(n * 7 % 1000, n * 7 % 1000 + n % 5 * 10) for n in range(300)]
    spans.sort()
    taken = {}
    for (start, end), place in zip(spans, shelve(spans, 4, most=most), strict=True):
        middle = (start + end) / 2
        low, high = min(start, middle - 2), max(end, middle + 2)
        assert all(b <= low or a >= high for a, b in taken.get(place.row, []))
        taken.setdefault(place.row, []).append((low, high))


def test_time_does_not_grow_with_the_square():
    def seconds(count):
        spans = [(n, n) for n in range(count)]
        start = time.perf_counter()
        shelve(spans, 40.0, most=20)
        return time.perf_counter() - start

    seconds(100)
    few, many = (min(seconds(count) for _ in range(3)) for count in (1000, 16_000))
    assert many < 96 * few  # 16 times as many marks; 256 with the square


def test_shorten_cuts_at_a_word():
    assert shorten("Three states leave", 20) == "Three states leave"
    assert shorten("Mali, Niger, and more", 14) == "Mali, Niger…"
