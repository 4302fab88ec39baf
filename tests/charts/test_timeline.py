import re

import matplotlib.dates as mdates
import pytest

import sahelkit
from sahelkit import charts
from sahelkit.charts.timeline import events_between
from sahelkit.errors import UnknownName


def parts(picture, record_id):
    return [a for a in picture.axes[0].get_lines() if a.get_gid() == record_id]


def labels(picture):
    return {t.get_gid(): t.get_text() for t in picture.axes[0].texts if t.get_gid()}


def drawn(picture):
    gids = [a.get_gid() for a in picture.axes[0].get_children()]
    return {gid for gid in gids if gid}


def texts(picture):
    return [t.get_text() for t in picture.axes[0].texts if not t.get_gid()]


def legend(picture):
    return [t.get_text() for t in picture.legends[0].get_texts()]


def test_every_event_is_a_part_and_no_part_is_nameless(small_kit):
    picture = charts.timeline(small_kit)
    assert drawn(picture) == set(small_kit.events["event_id"])
    assert set(re.findall(r'data-record="([^"]+)"', picture.svg())) == drawn(picture)


def test_day_is_a_mark_where_it_belongs(small_kit):
    (mark,) = parts(charts.timeline(small_kit), "EV-002")
    day = mdates.date2num(small_kit.events.set_index("event_id").loc["EV-002", "start"])
    assert list(mark.get_xdata()) == [day]


@pytest.mark.parametrize(("record_id", "days"), [("EV-003", 30), ("EV-004", 365)])
def test_month_and_year_are_drawn_as_a_span(small_kit, record_id, days):
    bar, mark = parts(charts.timeline(small_kit), record_id)
    start, end = bar.get_xdata()
    assert end - start == days
    assert list(mark.get_xdata()) == [(start + end) / 2]


def test_span_of_a_few_days_is_a_mark(small_kit):
    assert len(parts(charts.timeline(small_kit), "EV-006")) == 1  # 11 to 14 November


def test_contradicted_event_wears_a_ring(small_kit):
    picture = charts.timeline(small_kit)
    mark, ring = parts(picture, "EV-001")
    assert ring.get_markerfacecolor() == "none"
    assert ring.get_markersize() > mark.get_markersize()
    assert len(parts(picture, "EV-005")) == 1


def test_tiers_differ_in_size_and_fill(small_kit):
    picture = charts.timeline(small_kit)
    core, background = parts(picture, "EV-002")[-1], parts(picture, "EV-004")[-1]
    assert core.get_markersize() > background.get_markersize()
    assert background.get_markerfacecolor() != background.get_markeredgecolor()
    assert core.get_markerfacecolor() == core.get_markeredgecolor()


def test_one_lane_a_theme(small_kit):
    picture = charts.timeline(small_kit)
    assert texts(picture) == ["AES", "ECOWAS", "BAMEX"]

    def height(record_id):
        return parts(picture, record_id)[-1].get_ydata()[0]

    lanes = {"formation": ("EV-001", "EV-002", "EV-004"), "ecowas": ("EV-003", "EV-005")}
    assert max(map(height, lanes["formation"])) < min(map(height, lanes["ecowas"]))
    assert max(map(height, lanes["ecowas"])) < height("EV-006")


def test_no_two_marks_of_the_ledger_touch():
    picture = charts.timeline(sahelkit.load(), labels=False)
    axes = picture.axes[0]
    places = [
        axes.transData.transform((line.get_xdata()[0], line.get_ydata()[0])) / picture.dpi * 72
        for line in axes.get_lines()
        if line.get_gid() and len(line.get_xdata()) == 1 and line.get_markerfacecolor() != "none"
    ]
    for n, (x, y) in enumerate(places):
        for u, v in places[n + 1 :]:
            assert abs(x - u) > 7.9 or abs(y - v) > 7.9, (x, y, u, v)  # points; a mark has 8


def test_titles_stand_beside_the_marks_of_a_low_picture(small_kit):
    assert labels(charts.timeline(small_kit))["EV-001"] == "Charter signed"
    assert labels(charts.timeline(small_kit, labels=False)) == {}


def test_a_hostile_title_stays_text(small_kit):
    svg = charts.timeline(small_kit, labels=True).svg()
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; fair" in svg


def test_alt_text_names_count_dates_and_themes(small_kit):
    alt = charts.timeline(small_kit).alt
    assert alt == (
        "Timeline of 6 events from 16 September 2023 to 14 November 2025, in lanes by theme: "
        "AES 3, ECOWAS 2, BAMEX 1."
    )


def test_source_line(small_kit):
    assert "Source: sahelkit ledger" in [t.get_text() for t in charts.timeline(small_kit).texts]


def test_french(small_kit):
    picture = charts.timeline(small_kit, lang="fr")
    assert texts(picture) == ["AES", "CEDEAO", "BAMEX"]
    assert "événement central" in legend(picture)
    assert "16 septembre 2023" in picture.alt
    assert picture.source == "Source : registre sahelkit"


def test_legend_explains_every_sign(small_kit):
    assert legend(charts.timeline(small_kit)) == [
        "core event", "supporting event", "day not known", "a source disagrees",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"themes": "ecowas"}, ["EV-003", "EV-005"]),
        ({"themes": ["bamex", "ecowas"]}, ["EV-003", "EV-005", "EV-006"]),
        ({"themes": iter(["ecowas"])}, ["EV-003", "EV-005"]),
        ({"tiers": ["background"]}, ["EV-004"]),
        ({"since": "2025"}, ["EV-005", "EV-006"]),
        ({"until": "2023"}, ["EV-001"]),
        ({"since": "2024-07-31", "until": "2024-07-31"}, ["EV-004", "EV-003"]),
        ({"since": "2025-11-14"}, ["EV-006"]),
        ({"since": "2025-11-12", "until": "2025-11-12"}, ["EV-006"]),
    ],
)
def test_choice_of_events(small_kit, choice, expected):
    assert list(events_between(small_kit, **choice)["event_id"]) == expected


@pytest.mark.parametrize(
    ("choice", "near"),
    [
        ({"themes": ["ecowass"]}, ("ecowas",)),
        ({"tiers": ["cor"]}, ("core",)),
        ({"themes": "?"}, None),
        ({"themes": [None]}, None),
        ({"since": "2024-02-30"}, ("2024-02-29",)),
        ({"until": "yesterday"}, ()),
        ({"since": "2031"}, ()),
        ({"since": "2025", "until": "2024"}, ()),
        ({"themes": []}, ()),
        ({"lang": "de"}, ("en", "fr")),
    ],
)
def test_unknown_choice(small_kit, choice, near):
    with pytest.raises(UnknownName) as caught:
        charts.timeline(small_kit, **choice)
    assert caught.value.near == near or (near is None and "ecowas" in caught.value.near)


def test_empty_window_says_what_was_asked(small_kit):
    with pytest.raises(UnknownName, match=r"2031 to the end.*at least one event"):
        charts.timeline(small_kit, since="2031")


def test_kit_as_of_a_day(small_kit):
    assert drawn(charts.timeline(small_kit.as_of("2024-01-01"))) == {"EV-001", "EV-004"}


def test_the_kit_is_not_changed(small_kit):
    before = small_kit.events
    charts.timeline(small_kit)
    assert small_kit.events.equals(before)
