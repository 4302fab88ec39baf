import numpy as np
import pytest

from sahelkit.charts.layout import MOST, arrange, bend, grid, wrap

STAR = tuple((0, n, 4) for n in range(1, 9))


@pytest.mark.parametrize("count", range(2, MOST + 1))
def test_places_have_room_for_themselves_and_their_labels(count):
    room = grid(count)
    assert len(room.places) >= count
    for n, (x, y) in enumerate(room.places):
        assert 0.5 / room.columns - 1e-9 <= x <= 1 - 0.5 / room.columns + 1e-9
        assert 0 < y < 1
        others = np.delete(room.places, n, axis=0)
        beside = np.abs(others[:, 0] - x) >= 1 / room.columns - 1e-9
        above = np.abs(others[:, 1] - y) >= 0.85 / room.rows
        assert np.all(beside | above)


def test_hub_stands_in_the_middle_of_its_spokes():
    spots = arrange(9, STAR, 2.0)
    apart = np.linalg.norm((spots[:, None] - spots) * (2.0, 1.0), axis=2).sum(axis=1)
    assert apart[0] < 1.05 * apart.min()


def test_what_is_tied_stands_together_and_what_is_not_apart():
    pairs = tuple((n, n + 1, 3) for n in range(0, 12, 2))
    spots = arrange(12, pairs, 2.0)
    for first, second, _ in pairs:
        gaps = np.linalg.norm((spots - spots[first]) * (2.0, 1.0), axis=1)
        assert gaps[second] <= np.sort(gaps)[4]


def test_no_two_nodes_share_a_place_and_the_same_network_looks_the_same():
    spots = arrange(9, STAR, 2.0)
    assert len({tuple(spot) for spot in spots}) == 9
    arrange.cache_clear()
    assert np.array_equal(arrange(9, STAR, 2.0), spots)


@pytest.mark.parametrize("count", range(2, 10))
def test_the_network_stands_in_the_middle(count):
    chain = tuple((n, n + 1, 2) for n in range(count - 1))
    spots = arrange(count, chain, 2.0)
    assert spots[:, 0].min() + spots[:, 0].max() == pytest.approx(1)


def test_lines_stay_clear_of_other_nodes():
    chain = tuple((n, n + 1, 2) for n in range(8))
    spots = arrange(9, (*chain, (8, 0, 2)), 2.0) * (2.0, 1.0)
    for first, second, _ in (*chain, (8, 0, 2)):
        line = np.linspace(spots[first], spots[second], 50)
        others = np.delete(spots, [first, second], axis=0)
        assert np.linalg.norm(line[:, None] - others, axis=2).min() > 0.05


def test_nobody_can_move_a_kept_layout():
    with pytest.raises(ValueError, match="read-only"):
        arrange(9, STAR, 2.0)[0] = 5


def test_a_line_that_meets_nobody_is_straight():
    places = np.array([[0.0, 0.0], [100.0, 0.0], [50.0, 40.0]])
    assert list(bend(places, 0, 1, 15)) == [50, 0]


def test_a_line_bows_around_a_node_in_its_way():
    places = np.array([[0.0, 0.0], [100.0, 0.0], [50.0, 2.0]])
    control = bend(places, 0, 1, 15)
    top = (places[0] + 2 * control + places[1]) / 4
    assert np.linalg.norm(top - places[2]) >= 15
    assert abs(top[1]) < 30


@pytest.mark.parametrize(
    ("name", "width", "lines", "expected"),
    [
        ("Mali", 12, 2, "Mali"),
        ("Mohammed Badaru Abubakar", 17, 2, "Mohammed Badaru\nAbubakar"),
        ("College of Heads of State of the AES", 16, 2, "College of Heads\nof State…"),
        ("Karamoko Jean-Marie Traoré", 12, 3, "Karamoko\nJean-Marie\nTraoré"),
        ("Donaudampfschifffahrt", 10, 2, "Donaudamp…"),
    ],
)
def test_wrap(name, width, lines, expected):
    assert wrap(name, width, lines) == expected
