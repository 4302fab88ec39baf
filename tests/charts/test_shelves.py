import time

import pytest

from sahelkit.charts.shelves import Place, fill, shelve, shorten


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


def filled(count, rows, **more):
    labels = more.pop("labels", ["Somebody meets somebody"] * count)
    spans = [(n * 10, n * 10) for n in range(count)]
    edges = (-5, count * 10 + 5)
    return fill(spans, 4, rows, labels=labels, wide=lambda text: len(text), edges=edges, **more)


def test_marks_fill_the_rows_evenly():
    assert rows(filled(7, 3)) == [0, 1, 2, 0, 1, 2, 0]


def test_labels_are_cut_to_the_room_that_marks_leave():
    places = filled(8, 2)  # a mark every 20, of which it takes 4
    assert places[0] == Place(0, "Somebody meets…")
    wide = filled(8, 4)  # a mark every 40
    assert [place.label for place in wide[:7]] == ["Somebody meets somebody"] * 7
    assert not wide[7].label  # the edge lies to its right, and another label to its left


def test_a_short_label_is_written_whole_or_not_at_all():
    assert filled(4, 2, labels=["Vote"] * 4)[0].label == "Vote"
    assert [place.label for place in filled(4, 1, labels=["Election"] * 4)][1:3] == ["", ""]


@pytest.mark.parametrize("ranks", [(1, 0), (0, 1), ()])
def test_the_first_rank_has_its_label_first(ranks):
    spans = [(0, 0), (30, 30)]  # there is room for one label, between the two
    places = fill(spans, 4, 1, labels=["a long label to read"] * 2, ranks=ranks, wide=len,
                  edges=(-3, 36))  # fmt: skip
    assert [bool(place.label) for place in places] == (
        [False, True] if ranks == (1, 0) else [True, False]
    )


def test_filled_rows_hold_nothing_twice():
    spans = [(n * 3, n * 3) for n in range(60)]
    labels = [f"Event {n} of a long series of events" for n in range(60)]
    places = fill(spans, 2, 9, labels=labels, wide=len, edges=(-5, 190))
    taken = {}
    for (start, end), place in zip(spans, places, strict=True):
        low, high = start - 1, end + 1
        width = len(place.label)
        low, high = (low - width, high) if place.left else (low, high + width)
        assert low >= -5
        assert high <= 190
        assert all(b <= low or a >= high for a, b in taken.get(place.row, []))
        taken.setdefault(place.row, []).append((low, high))
    assert sum(bool(place.label) for place in places) > 20
