import io
import re
import xml.etree.ElementTree as ET

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb

import sahelkit
from charts.slide import faults, texts_of
from sahelkit import charts, medium, style
from sahelkit.charts.lanes import Mark, Marks, _Pens
from sahelkit.charts.rows import HIGHEST, LEFT, RIGHT
from sahelkit.charts.timeline import axis_days, events_between
from sahelkit.errors import UnknownName


def marks(picture):
    [artist] = [a for a in picture.axes[0].get_children() if isinstance(a, Marks)]
    return {mark.gid: mark for mark in artist.marks}


def pieces(picture, record_id):
    """The parts of an event in the drawing: (kind, fills and strokes in their order)."""
    found = []
    for element in ET.fromstring(picture.svg()).iter():
        if element.get("data-record") == record_id:
            kind = element.get("class") or "span"
            looks = [e.get("style") or e.get("fill") for e in element.iter() if e.get("d")]
            found.append((kind, looks))
    return found


def labels(picture):
    return {t.get_gid(): t.get_text() for t in picture.axes[0].texts if t.get_gid()}


def drawn(picture):
    return set(re.findall(r'data-record="([^"]+)"', picture.svg()))


def texts(picture):
    return [t.get_text() for t in picture.axes[0].texts if not t.get_gid()]


def legend(picture):
    return [t.get_text() for t in picture.legends[0].get_texts()]


def test_every_event_is_a_part_and_no_part_is_nameless(small_kit):
    picture = charts.timeline(small_kit)
    assert drawn(picture) == set(marks(picture)) == set(small_kit.events["event_id"])


def test_day_is_a_mark_where_it_belongs(small_kit):
    picture = charts.timeline(small_kit, labels=False)
    day = mdates.date2num(small_kit.events.set_index("event_id").loc["EV-002", "start"])
    assert marks(picture)["EV-002"].middle == day
    assert [kind for kind, _ in pieces(picture, "EV-002")] == ["sk-mark"]


@pytest.mark.parametrize(("record_id", "days"), [("EV-003", 30), ("EV-004", 365)])
def test_month_and_year_are_drawn_as_a_span(small_kit, record_id, days):
    picture = charts.timeline(small_kit, labels=False)
    mark = marks(picture)[record_id]
    assert mark.end - mark.start == days
    assert [kind for kind, _ in pieces(picture, record_id)] == ["span", "sk-mark"]


def test_a_bar_is_as_long_as_its_days(small_kit):
    picture = charts.timeline(small_kit, labels=False)
    [bar] = re.findall(
        r'data-record="EV-004">\s*<path d="M ([\d.]+) \S+\s+L ([\d.]+)', picture.svg()
    )
    first, last = axis_days(small_kit.events)
    year = 365 / (last - first).days * (RIGHT - LEFT) * 720
    assert float(bar[1]) - float(bar[0]) == pytest.approx(year, abs=0.02)


def test_span_of_a_few_days_is_a_mark(small_kit):
    picture = charts.timeline(small_kit, labels=False)
    assert [kind for kind, _ in pieces(picture, "EV-006")] == ["sk-mark"]  # 11 to 14 November


def test_contradicted_event_wears_a_ring(small_kit):
    picture = charts.timeline(small_kit, labels=False)
    [(_, [mark, ring])] = pieces(picture, "EV-001")
    assert style.THEME_COLOURS["formation"] in mark
    assert "fill: none" in ring
    assert style.INK in ring
    [(_, looks)] = pieces(picture, "EV-005")
    assert len(looks) == 1


def test_tiers_differ_in_size_and_fill(small_kit):
    picture = charts.timeline(small_kit, labels=False)
    drawings = marks(picture)
    assert drawings["EV-002"].size > drawings["EV-004"].size
    colour = style.THEME_COLOURS["formation"]
    assert pieces(picture, "EV-002") == [("sk-mark", [colour])]
    _, (_, [background]) = pieces(picture, "EV-004")
    assert f"fill: {style.PAPER}" in background
    assert f"stroke: {colour}" in background


def test_marks_are_drawn_on_paper_as_well(small_kit):
    picture = charts.timeline(small_kit, "ecowas", labels=False)
    buffer = io.BytesIO()
    picture.savefig(buffer, format="png")
    image = plt.imread(io.BytesIO(buffer.getvalue()))[..., :3]
    colour = to_rgb(style.THEME_COLOURS["ecowas"])
    name = image.copy()
    name[:, : int(image.shape[1] * 0.11)] = 1  # the lane's name has the same colour
    assert (abs(name - colour).max(axis=2) < 0.02).sum() > 20


def test_one_lane_a_theme(small_kit):
    picture = charts.timeline(small_kit)
    assert texts(picture) == ["AES", "ECOWAS", "BAMEX"]

    def height(record_id):
        return marks(picture)[record_id].y

    lanes = {"formation": ("EV-001", "EV-002", "EV-004"), "ecowas": ("EV-003", "EV-005")}
    assert max(map(height, lanes["formation"])) < min(map(height, lanes["ecowas"]))
    assert max(map(height, lanes["ecowas"])) < height("EV-006")


def places(picture):
    """Where the marks stand, in points."""
    axes = picture.axes[0]
    where = [(mark.middle, mark.y) for mark in marks(picture).values()]
    return axes.transData.transform(where) / picture.dpi * 72


def test_no_two_marks_of_the_ledger_touch():
    picture = charts.timeline(sahelkit.load(), tiers=["core", "supporting"], labels=False)
    where = places(picture)
    for n, (x, y) in enumerate(where):
        for u, v in where[n + 1 :]:
            assert abs(x - u) > 7.9 or abs(y - v) > 7.9, (x, y, u, v)  # points; a mark has 8


@pytest.mark.parametrize("labels", [None, False, True])
def test_a_picture_of_a_thousand_events_is_not_higher_than_a_page(small_kit, labels):
    picture = charts.timeline(crowded(small_kit, 1000), labels=labels)
    assert len(marks(picture)) == 1000
    assert picture.get_size_inches()[1] <= HIGHEST
    rows = {name: {m.y for m in marks(picture).values() if m.theme == name} for name in
            ("formation", "ecowas", "bamex")}  # fmt: skip
    assert max(map(len, rows.values())) - min(map(len, rows.values())) <= 1
    assert min(places(picture)[:, 1]) > 0


def test_a_lane_that_needs_few_rows_gets_no_more(small_kit):
    kit = crowded(small_kit, 1000, few="bamex")
    rows = {m.y for m in marks(charts.timeline(kit)).values() if m.theme == "bamex"}
    assert len(rows) == 1


def crowded(kit, count, few=None):
    """The kit with many events within two years, evenly over the lanes, or few in one of them."""
    lanes = ["formation", "ecowas", "bamex"]
    rows = []
    for n in range(count):
        day = pd.Timestamp("2024-01-01") + pd.Timedelta(days=n * 7 % 700)
        theme = lanes[n % 3]
        if theme == few and n > 3:
            theme = lanes[0]
        rows.append(dict(kit.events.iloc[0]) | {
            "event_id": f"EV-{n + 1:04d}", "start": day, "end": day, "theme": theme})  # fmt: skip
    more = kit.as_of("2030-01-01")
    more._frames["events"] = pd.DataFrame(rows).astype(kit.events.dtypes.to_dict())
    return more


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


def test_the_axis_of_time_can_be_hidden(small_kit):
    root = ET.fromstring(charts.timeline(small_kit).svg())
    [axis] = [e for e in root.iter() if e.get("class") == "sk-axis"]
    words = [e.text for e in axis.iter() if e.tag.endswith("text")]
    assert {"2024", "2025"} <= set(words)
    assert "AES" not in words


def test_the_ends_of_the_axis_are_whole_days_around_the_events(small_kit):
    picture = charts.timeline(small_kit)
    first, last = axis_days(small_kit.events)
    assert tuple(picture.axes[0].get_xlim()) == tuple(mdates.date2num([first, last]))
    assert first < small_kit.events["start"].min()
    assert first == first.normalize()


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


SLIDES = [
    {"themes": ["ecowas"], "since": "2020", "until": "2023", "tiers": ["core", "supporting"]},
    {"themes": ["formation"], "since": "2025", "until": "2026"},
    {"themes": ["bamex", "security"], "since": "2025-09", "until": "2025-11"},
    {"themes": ["domestic", "security", "west", "ecowas", "russia"], "until": "2022"},
    {"since": "2020"},
    {"themes": ["formation", "ecowas"], "tiers": ["core"], "since": "2023", "until": "2025"},
    {"themes": ["ecowas"], "since": "2024", "until": "2025", "lang": "fr"},
]


@pytest.fixture
def slide(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")


@pytest.mark.parametrize("more", SLIDES, ids=str)
def test_on_a_slide_all_text_can_be_read_and_nothing_overlaps(slide, more):
    many = len(more.get("themes", "all of them")) >= 5  # lanes
    room = medium.LOWER if many else medium.WIDE  # their controls need three lines
    assert faults(charts.timeline(sahelkit.load(), **more), room) == []


def test_on_a_slide_no_mark_lies_over_a_title(slide):
    picture = charts.timeline(sahelkit.load(), ["formation"], since="2025", until="2026")
    boxes = {text.get_gid(): box for text, box in texts_of(picture) if text.get_gid()}
    assert len(boxes) > 15
    for gid, (x, y) in zip(marks(picture), places(picture) / 72, strict=True):
        for title, box in boxes.items():
            over = box.x0 - 0.05 < x < box.x1 + 0.05 and box.y0 < y < box.y1
            assert not over, (gid, title)


def test_on_a_slide_the_legend_names_what_occurs(small_kit, slide):
    found = legend(charts.timeline(small_kit, "ecowas", ["core"]))
    assert found == ["day not known"]  # all are core events
    assert len(legend(charts.timeline(sahelkit.load()))) == 4


def test_on_a_slide_where_nothing_is_to_be_explained_there_is_no_legend(slide):
    kit = sahelkit.load()
    picture = charts.timeline(kit, ["russia", "security"], ["core"], "2021", "2024")
    assert not picture.legends
    assert legend(charts.timeline(kit, ["russia", "security"], None, "2021", "2024"))


def test_on_a_slide_every_event_is_a_part_and_there_is_no_source_line(small_kit, slide):
    picture = charts.timeline(small_kit)
    assert drawn(picture) == set(small_kit.events["event_id"])
    assert not [t for t in picture.texts if "ledger" in t.get_text()]


def test_a_ring_is_as_thin_on_paper_as_on_a_screen():
    """The renderer reckons pixels of points itself: nobody may do it before."""
    for dpi in (72, 216):
        pens = _Pens(RendererAgg(200, 200, dpi))
        mark = Mark("EV-1", 0, 0, 0, "ecowas", "core", ring=True)
        _, (ring, _, _) = pens.mark(mark)
        assert ring.get_linewidth() == 1.1
        assert pens.bar(mark).get_linewidth() == mark.size - 2
