import time

from sahelkit.charts.packed import pack

EDGES = (0.0, 100.0)


def packed(days, labels, **more):
    spans = [(day, day) for day in days]
    return pack(spans, 2, labels, wide=len, edges=EDGES, **more)


def pieces(days, places):
    for day, place in zip(days, places, strict=True):
        wide = len(place.label)
        yield (
            place.row,
            (day - 1 - wide, day + 1) if place.left else (day - 1, day + 1 + wide),
        )


def overlaps(days, places):
    by_row = {}
    for row, piece in pieces(days, places):
        by_row.setdefault(row, []).append(piece)
    return [
        (one, other)
        for row in by_row.values()
        for one, other in zip(sorted(row), sorted(row)[1:], strict=False)
        if one[1] > other[0]
    ]


def test_labels_take_the_side_where_they_need_fewer_rows():
    places = packed([40, 44], ["x" * 30, "x" * 30])
    assert [(place.row, place.left) for place in places] == [(0, True), (0, False)]


def test_nothing_overlaps_and_no_label_passes_the_edges():
    days = [n * 37 % 90 + 5 for n in range(30)]
    days.sort()
    labels = ["x" * (5 + n * 7 % 30) for n in range(30)]
    places = packed(days, labels)
    assert [place.label for place in places] == labels
    assert not overlaps(days, places)
    assert all(low >= 0 and high <= 100 for _, (low, high) in pieces(days, places))


def test_what_goes_in_on_neither_side_is_left_out():
    [place] = packed([50], ["x" * 60])
    assert place.label == ""


def test_where_rows_run_out_the_highest_rank_goes_first_and_then_the_longest():
    days = [20, 24, 40]  # the first two have no room to the left
    labels = ["a" * 30, "b" * 34, "c" * 28]
    assert [place.label for place in packed(days, labels, most=3)] == labels
    kept = [place.label[:1] for place in packed(days, labels, most=2)]
    assert kept == ["a", "", "c"]
    ranks = [(0, 1), (0, 0), (0, 0)]
    kept = [place.label[:1] for place in packed(days, labels, most=2, ranks=ranks)]
    assert kept == ["", "b", "c"]


def test_only_as_many_are_left_out_as_needed():
    apart = [20, 40, 60, 80]
    labels = ["a" * 36, "b" * 40, "c" * 36, "d" * 36]
    places = packed(apart, labels, most=2)
    assert [place.label for place in places].count("") == 1
    assert max(place.row for place in places) < 2
    assert not overlaps(apart, places)


def test_marks_alone_may_need_more_rows():
    places = packed([50] * 5, ["label"] * 5, most=2)
    assert {place.label for place in places} == {""}
    assert sorted(place.row for place in places) == [0, 1, 2, 3, 4]


def test_a_lane_of_sixty_is_packed_at_once():
    days = [n * 1.5 + 5 for n in range(60)]
    begin = time.perf_counter()
    packed(days, ["a title of some length"] * 60, most=9)
    assert time.perf_counter() - begin < 1.0


def test_no_marks():
    assert packed([], [], most=3) == []
