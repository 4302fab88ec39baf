import pytest

from sahelkit import medium
from sahelkit.charts.rows import LABEL, LEFT, RIGHT, Event, axis_ends, lay_out, rows_of_lane


@pytest.fixture
def slide(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")


def lane(theme, days, title="Somebody meets somebody else", tier="core"):
    return [Event(f"EV-{n:03}", d, d, "day", theme, tier, title) for n, d in enumerate(days)]


def test_a_page_grows_with_its_rows():
    few = lay_out({"ecowas": lane("ecowas", [0, 400])}, (0, 500), ["ECOWAS"])
    many = lay_out({"ecowas": lane("ecowas", range(0, 400, 20))}, (0, 500), ["ECOWAS"])
    assert (few.width, few.left, few.right, few.label) == (10, LEFT, RIGHT, LABEL)
    assert few.height < many.height


def test_a_slide_is_always_as_large_as_its_room(slide):
    for count in (1, 10, 40, 400):
        laid = lay_out({"ecowas": lane("ecowas", range(count))}, (0, 400), ["ECOWAS"])
        assert (laid.width, laid.height) == medium.inches(medium.WIDE)


def test_many_controls_leave_less_room_on_a_slide(slide):
    def height(lanes, tiers):
        events = {
            f"theme {n}": [lane(f"theme {n}", [1], tier=tier)[0] for tier in tiers]
            for n in range(lanes)
        }
        return lay_out(events, (0, 400), list(events)).height

    assert height(3, ["core", "supporting"]) == height(5, ["core"]) == height(1, ["core"])
    assert height(8, ["core"]) == height(5, ["core", "supporting"]) < height(1, ["core"])


def test_titles_are_as_large_as_they_go_in(slide):
    sizes = [
        lay_out({"ecowas": lane("ecowas", range(0, count * 9, 9))}, (0, 400), ["ECOWAS"]).label
        for count in (2, 9, 11, 12, 40)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 14
    assert min(sizes) == 10.5


def test_what_does_not_go_in_loses_its_title(slide):
    laid = lay_out({"ecowas": lane("ecowas", range(0, 400, 8))}, (0, 400), ["ECOWAS"])
    assert len(laid.places["ecowas"]) == 50
    assert {place.label for place in laid.places["ecowas"]} == {"", "Somebody meets somebody else"}


def test_among_very_many_marks_titles_are_cut(slide):
    events = lane("ecowas", range(0, 310, 5), "Two men meet in an old town on a hill by the sea")
    laid = lay_out({"ecowas": events}, (0, 310), ["ECOWAS"])
    labels = {place.label for place in laid.places["ecowas"]}
    assert "" in labels
    assert any(label.endswith("…") for label in labels)


def test_what_has_the_most_sources_keeps_its_title(slide):
    events = lane("ecowas", range(0, 400, 8))
    known = {4, 17, 31, 44}
    events = [e._replace(sources=9 if n in known else 1) for n, e in enumerate(events)]
    places = lay_out({"ecowas": events}, (0, 400), ["ECOWAS"]).places["ecowas"]
    assert all(places[number].label for number in known)


def test_rows_stand_closer_before_a_title_is_left_out(slide):
    events = lane("ecowas", [200] * 14)
    laid = lay_out({"ecowas": events}, (0, 400), ["ECOWAS"])
    assert all(place.label for place in laid.places["ecowas"])
    assert laid.label == 10.5


def test_without_a_legend_there_is_more_room(slide):
    events = {"ecowas": lane("ecowas", [200] * 14)}
    with_legend, without = (
        lay_out(events, (0, 400), ["ECOWAS"], legend=legend) for legend in (True, False)
    )
    assert without.foot < with_legend.foot
    assert without.label > with_legend.label


def test_lanes_share_the_rows(slide):
    lanes = {"ecowas": lane("ecowas", range(60)), "bamex": lane("bamex", [3])}
    laid = lay_out(lanes, (0, 70), ["ECOWAS", "BAMEX"])
    rows = {name: rows_of_lane(places) for name, places in laid.places.items()}
    assert rows["bamex"] == 1
    assert rows["ecowas"] > 6


def test_without_labels_there_are_none(slide):
    laid = lay_out({"ecowas": lane("ecowas", [1, 2])}, (0, 70), ["ECOWAS"], labels=False)
    assert [place.label for place in laid.places["ecowas"]] == ["", ""]


def test_the_axis_begins_where_the_names_end(slide):
    short, long = axis_ends(["AES"]), axis_ends(["AES", "Gestion des affaires"])
    assert short[0] < long[0] < 0.5
    assert short[1] == long[1] < RIGHT  # half a date goes in beside it
