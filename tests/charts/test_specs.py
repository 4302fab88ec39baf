import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import sahelkit
from charts.slide import faults, texts_of
from charts.slide_views import view_faults
from sahelkit import charts, medium
from sahelkit.charts.specs import heights
from sahelkit.errors import UnknownName


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


@pytest.fixture(scope="module")
def whole(kit):
    return charts.specs(kit, every_state=True)


def tags(picture):
    found = [a.get_gid() for a in picture.axes[0].get_children()]
    return [gid.split() for gid in found if gid]


def texts(picture, *tag):
    """Texts of all parts that carry these tags."""
    return [
        t.get_text()
        for t in picture.axes[0].texts
        if t.get_gid() and set(tag) <= set(t.get_gid().split())
    ]


def marks(picture, record_id):
    lines = picture.axes[0].get_lines()
    return [a for a in lines if a.get_gid() and a.get_gid().split()[0] == record_id]


def circle(picture, record_id):
    return next(m for m in marks(picture, record_id) if m.get_marker() == "o")


def place(picture, record_id):
    return circle(picture, record_id).get_xdata()[0], circle(picture, record_id).get_ydata()[0]


def test_parts_are_rows_and_disputes_of_the_ledger(kit, whole):
    records = {gid[0] for gid in tags(whole) if gid[0].startswith(("SP-", "C-"))}
    assert {r for r in records if r.startswith("C-")} == {
        "C-16", "C-17", "C-18", "C-28", "C-29", "C-30", "C-31", "C-33",
    }  # fmt: skip
    shown = kit.specs[
        kit.specs["attribute"].isin(["endurance", "ceiling", "payload", "wingspan", "range"])
        | kit.specs["attribute"].str.contains("delivered to|BAMEX|lost by|ordered by")
    ]
    assert set(shown["spec_id"]) <= records <= set(kit.specs["spec_id"]) | records
    assert set(re.findall(r'data-record="([^"]+)"', whole.svg())) == records


def test_rivals_stand_one_above_the_other_and_none_is_averaged(kit, whole):
    rivals = ["SP-01", "SP-02", "SP-03", "SP-04", "SP-05"]  # endurance of the TB2
    places = [place(whole, name) for name in rivals]
    heights = [y for _, y in places]
    assert heights == sorted(heights)
    assert len(set(heights)) == 5
    assert places[0][0] == places[1][0] == places[2][0] > places[3][0] > places[4][0]
    assert 0 < places[0][0] - places[3][0] < places[3][0] - places[4][0]


def test_places_are_to_scale(whole):
    zero = place(whole, "SP-04")[0] - 24 * (place(whole, "SP-01")[0] - place(whole, "SP-04")[0]) / 3
    assert place(whole, "SP-57")[0] == pytest.approx(
        zero + 0.5 * (place(whole, "SP-01")[0] - zero) / 27, abs=1e-6
    )


def test_each_value_wears_the_letter_of_its_source(whole):
    legend = {text[0]: text for text in texts(whole, "when:show=values") if len(text) == 1}
    assert set("abcdefghijkl") <= set(legend)
    assert "a" in texts(whole, "SP-01")
    assert "a" in texts(whole, "SP-09")  # the same source
    assert "e" in texts(whole, "SP-05")
    assert "C4Defence (C)" in texts(whole, "when:show=values")


def test_values_are_written_once_for_each_unit(whole):
    assert texts(whole, "SP-08", "when:units=metric") == ["≈ 7,600 m"]
    assert texts(whole, "SP-08", "when:units=imperial|published") == ["25,000 ft"]
    assert "27 h" in texts(whole, "SP-01")  # the same in all units
    assert texts(whole, "SP-11", "when:units=published") == ["8 thousand m"]
    assert "10,000 m" in texts(whole, "when:show=values", "when:units=metric|published")
    assert "40,000 ft" in texts(whole, "when:show=values", "when:units=imperial")


def test_a_lower_bound_has_an_arrow(whole):
    assert {m.get_marker() for m in marks(whole, "SP-05")} == {"o", ">"}
    assert {m.get_marker() for m in marks(whole, "SP-04")} == {"o"}


def test_a_range_is_a_bar_from_its_low_to_its_high_end(small_kit):
    picture = charts.specs(small_kit)
    bar, end, low = marks(picture, "SP-01")
    assert low.get_marker() == "o"
    assert list(bar.get_xdata()) == [low.get_xdata()[0], end.get_xdata()[0]]
    assert "24–27 h" in texts(picture, "SP-01")


def test_not_found_is_a_record_and_no_record_is_none(whole):
    assert texts(whole, "SP-66") == ["not found"]
    assert texts(whole, "SP-69") == ["not found"]
    empty = texts(whole, "when:show=values", "when:systems=cobra-ii")
    assert empty == ["no record", "no record"]  # height in tests, range; not in the first band
    assert not any(gid[0].startswith("SP-") for gid in tags(whole) if "when:systems=kargu" in gid)


def test_a_value_in_words_stands_beside_the_numbers(whole):
    assert texts(whole, "SP-30") == ["(c) in words only"]


def test_cells_are_groups_that_lie_over_their_values(whole):
    boxes = {p.get_gid().split()[0]: p for p in whole.axes[0].patches if p.get_gid()}
    box = boxes["group:bayraktar-tb2.endurance"]
    x, y = place(whole, "SP-05")
    assert box.get_x() < x < box.get_x() + box.get_width()
    assert box.get_y() < y < box.get_y() + box.get_height()
    assert box.get_zorder() > circle(whole, "SP-05").get_zorder()
    assert "group:bayraktar-tb2.delivered-to-Mali" in boxes


def test_as_many_signs_as_aircraft(whole):
    assert len(marks(whole, "SP-90")) == 3
    assert len(marks(whole, "SP-91")) == 4
    assert [m.get_marker() for m in marks(whole, "SP-42")] == ["x", "x"]
    assert texts(whole, "SP-22")[0] == "–"
    assert texts(whole, "SP-90") == ["TRT Français (C): three; hand-over of 16 March 2023"]


def test_rival_counts_of_one_hand_over_stand_next_to_each_other(whole):
    def height(record_id):
        return marks(whole, record_id)[0].get_ydata()[0]

    assert 0 < height("SP-91") - height("SP-90") < 0.2
    assert 0 < height("SP-92") - height("SP-24") < 0.2


def test_matrix_of_bamex(whole):
    assert texts(whole, "SP-52") == ["?", "named there,", "not confirmed"]
    assert texts(whole, "SP-82") == ["scale model"]
    assert marks(whole, "SP-82")[0].get_marker() == "^"
    heads = texts(whole, "when:show=bamex")
    assert "LBNN TV (D)" in heads


def test_one_view_alone(kit):
    values = charts.specs(kit, units="imperial")
    assert "27,000 ft" in texts(values, "SP-09")
    assert "≈ 8,200 m" not in texts(values, "SP-09")
    assert not texts(values, "when:show=bamex")
    bamex = charts.specs(kit, view="bamex")
    assert texts(bamex, "SP-82")
    assert not texts(bamex, "SP-01")
    assert bamex.get_size_inches()[1] < values.get_size_inches()[1]


def test_the_first_view_with_rows_is_taken(kit):
    assert texts(charts.specs(kit, "MAM-T"), "SP-80")
    only_words = charts.specs(kit, "aselsan-radar")
    assert "no measured value" in " ".join(texts(only_words, "when:show=values"))


def test_alt_text_says_the_values_in_words(kit, whole):
    assert "Time in the air: Bayraktar TB2 27 h (C4Defence, WP Tech, LBNN TV), 24 h" in whole.alt
    assert "Ilgar not found" in whole.alt
    assert "Cobra II: named there, not confirmed (Interbellum News)" in whole.alt
    imperial = charts.specs(kit, "TB2", "ceiling", "imperial").alt
    assert "27,000 ft (C4Defence, Daily Sabah)" in imperial
    assert "BAMEX" not in imperial


def test_texts_are_large_enough_and_stay_within_the_picture(kit):
    for lang in ("en", "fr"):
        picture = charts.specs(kit, lang=lang, every_state=True)
        renderer = FigureCanvasAgg(picture).get_renderer()
        width, height = picture.get_size_inches()
        for text in picture.axes[0].texts:
            assert text.get_fontsize() >= 10.5
            box = text.get_window_extent(renderer)
            assert -1 < box.x0 < box.x1 < width * picture.dpi + 1, text.get_text()
            assert -1 < box.y0 < box.y1 < height * picture.dpi + 1, text.get_text()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "state",
    [
        *({"units": name} for name in ("metric", "imperial", "published")),
        *({"view": name} for name in ("deliveries", "bamex")),
    ],
    ids=lambda state: next(iter(state.values())),
)
def test_no_text_lies_over_another(kit, lang, state):
    picture = charts.specs(kit, lang=lang, **state)
    renderer = FigureCanvasAgg(picture).get_renderer()
    boxes = [
        (t.get_text(), t.get_window_extent(renderer).padded(-1.5)) for t in picture.axes[0].texts
    ]
    for n, (text, box) in enumerate(boxes):
        for other, second in boxes[n + 1 :]:
            assert not box.overlaps(second), (text, other)


def test_french(kit):
    picture = charts.specs(kit, lang="fr")
    assert "Durée de vol" in texts(picture, "when:show=values")
    assert "≈ 7\u202f600\u00a0m" in texts(picture, "SP-08")
    assert texts(picture, "SP-66") == ["non trouvé"]
    assert picture.source == "Source : registre sahelkit"


@pytest.mark.parametrize(
    ("choice", "near"),
    [
        ({"systems": "Akinchi"}, "Akinci"),
        ({"attributes": "cieling"}, "ceiling"),
        ({"units": "metrics"}, "metric"),
        ({"view": "bamx"}, "bamex"),
        ({"systems": "kargu", "view": "deliveries"}, "values"),
        ({"lang": "de"}, "fr"),
    ],
)
def test_unknown_choice(kit, choice, near):
    with pytest.raises(UnknownName) as caught:
        charts.specs(kit, **choice)
    assert near in caught.value.near


def test_hostile_texts_stay_text(amend):
    hostile = "<script>alert(1)</script>"
    kit = amend("specs", 0, published=f"{hostile} 27 h", source_id="SRC-007")
    svg = charts.specs(kit, units="published").svg()
    assert "<script" not in svg
    assert "R&amp;D &lt;Press&gt;" in svg


def test_the_kit_is_not_changed(small_kit):
    before = small_kit.specs
    charts.specs(small_kit)
    assert small_kit.specs.equals(before)


@pytest.fixture
def slide(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")


HEIGHTS = ["operating altitude", "ceiling", "height reached in tests", "payload"]
SHOWN = ["cobra-ii", "aselsan-radar", "aselsan-counter-uas", "roketsan-loitering-munition"]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("units", ["metric", "imperial", "published"])
def test_on_a_slide_values_can_be_read(slide, kit, units, lang):
    picture = charts.specs(kit, ["TB2", "Akinci"], HEIGHTS, units, lang)
    assert view_faults(picture, medium.WIDE, 0.9) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_a_slide_the_matrix_of_bamex_fits(slide, kit, lang):
    picture = charts.specs(kit, SHOWN, lang=lang, view="bamex")
    assert view_faults(picture, medium.WIDE, 0.9) == []


def test_on_a_slide_a_value_without_room_leaves_its_unit_to_the_scale(slide, kit):
    picture = charts.specs(kit, ["TB2", "Akinci"], HEIGHTS)
    values = texts(picture, "when:show=values") + [t.get_text() for t in picture.axes[0].texts]
    assert "≈ 7,600" in values
    assert not any(text.startswith("≈") and text.endswith("…") for text in values)


def test_on_a_slide_a_view_of_many_rows_is_higher_and_keeps_its_letters(slide, kit):
    picture = charts.specs(kit, view="deliveries")
    assert picture.get_figheight() > medium.inches(medium.WIDE)[1]
    assert [f for f in faults(picture, medium.WIDE) if not f.endswith(" inches")] == []


@pytest.mark.parametrize("static", ["page", "slide"])
def test_each_view_is_as_high_as_it_is_drawn_alone(monkeypatch, kit, static):
    monkeypatch.setenv(medium.STATIC, static)
    found = heights(kit, ["TB2", "Akinci", "Cobra II"])
    assert set(found) == {"values", "deliveries", "bamex"}
    for view, high in found.items():
        alone = charts.specs(kit, ["TB2", "Akinci", "Cobra II"], view=view)
        assert alone.get_figheight() == pytest.approx(high)
        low = max(box.y1 for text, box in texts_of(alone))
        assert low > 0
        top = min(box.y0 for text, box in texts_of(alone) if not text.get_text().startswith("Sou"))
        assert 0 <= top < 0.5, "no blank beneath"
