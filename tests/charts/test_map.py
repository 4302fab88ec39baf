import re

import pytest
from whole import whole_rows, write_ledger

import sahelkit
from charts.slide import faults
from sahelkit import charts, medium, style
from sahelkit.charts.map import memberships_shown
from sahelkit.charts.outlines import centre, continent, outlines
from sahelkit.errors import BadSeed, UnknownName


@pytest.fixture(scope="module")
def kit(tmp_path_factory, rows, write_table):
    from sahelkit.ledger import open_folder

    content = whole_rows(rows)
    content["memberships"] += [
        {"membership_id": "M-06", "entity_id": "mali", "body_id": "uemoa", "status": "member"},
        {"membership_id": "M-07", "entity_id": "niger", "body_id": "uemoa", "status": "suspended"},
        {"membership_id": "M-08", "entity_id": "tb2", "body_id": "aes", "status": "member"},
        {"membership_id": "M-09", "entity_id": "mali", "body_id": "goita", "status": "member"},
    ]
    return open_folder(write_ledger(tmp_path_factory.mktemp("map"), content, write_table))


def tags(picture):
    return [a.get_gid() for a in picture.axes[0].get_children() if a.get_gid()]


def parts(picture):
    """The parts that stand for a membership."""
    found = {a.get_gid(): a for a in picture.axes[0].get_children() if a.get_gid()}
    return {gid: part for gid, part in found.items() if gid.startswith("M-")}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-01-28", {"M-02", "M-03", "M-04", "M-06", "M-07"}),
        ("2025-01-29", {"M-03", "M-04", "M-06", "M-07"}),  # the day of the exit
        ("2024-01-27", {"M-01", "M-03", "M-06", "M-07"}),
        ("2024-01-28", {"M-02", "M-03", "M-06", "M-07"}),
        ("2021", {"M-01", "M-05", "M-06", "M-07"}),
        ("2020-01-01", {"M-05", "M-06", "M-07"}),
    ],
)
def test_parts_are_the_memberships_of_the_day(kit, day, expected):
    picture = charts.map(kit, day)
    assert set(parts(picture)) == expected
    assert set(re.findall(r'data-record="([^"]+)"', picture.svg())) == expected


def test_every_day_draws_all_that_can_be_drawn(kit):
    assert set(parts(charts.map(kit, every_day=True))) == {f"M-0{n}" for n in range(1, 8)}


def test_memberships_that_can_be_drawn(kit):
    frame = memberships_shown(kit)
    assert not set(frame["membership_id"]) & {"M-08", "M-09"}  # no outline; no body of the map
    assert list(frame["start"].dropna()) == sorted(frame["start"].dropna())


def test_each_body_has_its_own_sign(kit):
    shapes = parts(charts.map(kit, every_day=True))
    assert shapes["M-01"].get_hatch() != shapes["M-02"].get_hatch()
    assert shapes["M-05"].get_hatch() is None
    assert shapes["M-03"].get_facecolor()[3] == 0  # an outline only
    assert shapes["M-06"].get_markerfacecolor() != shapes["M-07"].get_markerfacecolor()


def test_the_outline_of_the_aes_keeps_within_the_country(kit):
    outline = parts(charts.map(kit))["M-03"]
    clip, _ = outline.get_clip_path().get_transformed_path_and_affine()
    assert len(clip.vertices) == len(outline.get_path().vertices)


def test_a_country_with_memberships_is_a_group_on_its_land_and_its_name(kit):
    found = [tag for tag in tags(charts.map(kit, every_day=True)) if tag.endswith(" always")]
    countries = ["burkina-faso", "mali", "niger"]
    assert sorted(found) == sorted(2 * [f"group:{who} always" for who in countries])
    assert not [tag for tag in tags(charts.map(kit)) if "group:" in tag]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-09-15", set()),
        ("2023-09-16", {"EV-001"}),
        ("2024-03-16", {"EV-001"}),
        ("2024-03-17", set()),  # 183 days after
        ("2024-07-30", set()),  # EV-003 took place in July
        ("2024-07-31", {"EV-003"}),
        ("2024-12-31", {"EV-003", "EV-004"}),
        ("2025-11-11", {"EV-006"}),
    ],
)
def test_events_of_the_half_year_before(kit, day, expected):
    picture = charts.map(kit, day, events=True)
    assert {tag for tag in tags(picture) if tag.startswith("EV-")} == expected
    numbers = [
        t.get_text() for t in picture.axes[0].texts if t.get_gid() == "group:at-bamako count"
    ]
    assert numbers == ([str(len(expected))] if expected else [])
    bamako = f"by place: Bamako {len(expected)}." if expected else "by place: none."
    assert picture.alt.endswith(bamako)


def test_events_of_all_days_lie_at_their_place(kit):
    """EV-002 has no place in the ledger."""
    picture = charts.map(kit, "2024-12-31", every_day=True)
    events = {a.get_gid(): a for a in picture.axes[0].lines if (a.get_gid() or "").startswith("EV")}
    assert set(events) == {f"EV-00{n}" for n in (1, 3, 4, 5, 6)}
    assert {tuple(float(v) for v in part.get_xydata()[0]) for part in events.values()} == {
        (-8.0, 12.64)
    }
    svg = picture.svg()
    number = re.search(r'data-group="at-bamako" data-weigh="count">.*?</text>', svg, re.S)[0]
    assert number.endswith(">2</text>")


def test_events_are_not_drawn_unless_asked_for(kit):
    picture = charts.map(kit, "2023-09-16")
    assert not [tag for tag in tags(picture) if tag.startswith(("EV-", "when:"))]
    assert "six months" not in picture.alt
    assert "when:bodies=events" in tags(charts.map(kit, "2023-09-16", events=True))


def test_the_locator_shows_the_window_in_africa(kit):
    picture = charts.map(kit, lang="fr")
    small = picture.axes[1]
    assert [t.get_text() for t in small.texts] == ["Afrique"]
    window = small.patches[-1].get_bbox()
    (west, east), (south, north) = picture.axes[0].get_xlim(), picture.axes[0].get_ylim()
    assert window.extents == pytest.approx((west, south, east, north))
    assert small.get_xlim()[0] < west
    assert len(small.patches) == len(continent(kit.folder)) + 1
    box = small.get_position()
    assert box.width * 10 / (box.height * 5.17) == pytest.approx(87 / 85.8, rel=0.02)  # to scale


def test_no_locator_without_its_outline(kit, tmp_path, rows, write_table):
    import json

    from sahelkit.ledger import open_folder

    folder = write_ledger(tmp_path / "bare", whole_rows(rows), write_table)
    path = folder / "borders.geojson"
    borders = json.loads(path.read_text(encoding="utf-8"))
    borders["features"] = [f for f in borders["features"] if not f["properties"].get("locator")]
    path.write_text(json.dumps(borders), encoding="utf-8")
    assert len(charts.map(open_folder(folder)).axes) == 1


def test_the_continent_is_no_state(kit):
    assert "Africa" not in outlines(kit.folder)
    mainland = max(continent(kit.folder), key=len)
    assert len(mainland) < 120
    assert mainland[:, 0].min() == pytest.approx(-17.5, abs=0.5)  # Cape Verde
    assert mainland[:, 0].max() == pytest.approx(51.4, abs=0.5)  # Ras Hafun
    assert mainland[:, 1].min() == pytest.approx(-34.8, abs=0.5)  # Cape Agulhas
    assert mainland[:, 1].max() == pytest.approx(37.3, abs=0.5)  # Cape Angela


def test_each_outline_is_written_once():
    """But for the outlines of the three states of the AES, which have no fill."""
    kit = sahelkit.load()
    svg = re.sub(r"<pattern.*?</pattern>", "", charts.map(kit, every_day=True).svg(), flags=re.S)
    long = re.findall(r'<path[^>]* d="([^"]{400,})"', svg)
    assert 20 < len(long) <= len(outlines(kit.folder)) + 4


def test_alt_text_says_who_belongs_to_what(kit):
    alt = charts.map(kit, "2025-01-28").alt
    assert alt == (
        "Map of West Africa and the Sahel on 28 January 2025. ECOWAS: Mali (suspended and notice "
        "given). AES: Mali, Niger. UEMOA: Mali, Niger (suspended)."
    )
    assert "ECOWAS: none." in charts.map(kit, "2025-01-29").alt


def test_french(kit):
    picture = charts.map(kit, "2025-01-28", "fr")
    assert "le 28 janvier 2025. CEDEAO : Mali (suspendu et retrait notifié)." in picture.alt
    labels = [t.get_text() for t in picture.axes[0].get_legend().get_texts()]
    assert labels[0] == "membre de la CEDEAO"
    assert len(labels) == len(set(labels)) == 7


def test_names_fall_back_on_english(kit):
    """The states of the small ledger have no French name."""
    for lang in ("en", "fr"):
        names = [t.get_text() for t in charts.map(kit, lang=lang).axes[0].texts]
        assert "Mali" in names
        assert "Burkina Faso" in names
        assert "" not in names


def test_source_line_names_both_sources(kit):
    picture = charts.map(kit)
    assert picture.source in [t.get_text() for t in picture.texts]
    assert "Natural Earth" in picture.source
    assert "approximate" in picture.source


def test_disputed_border_is_dashed(kit):
    dashed = [p for p in charts.map(kit).axes[0].patches if p.get_linestyle() in ("--", "dashed")]
    assert len(dashed) == 1


@pytest.mark.parametrize("choice", [{"day": "2025-02-30"}, {"day": "soon"}, {"lang": "de"}])
def test_unknown_choice(kit, choice):
    with pytest.raises(UnknownName):
        charts.map(kit, **choice)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"features": [{}]}', '{"features": 3}'])
def test_broken_borders(tmp_path, content):
    if content is not None:
        (tmp_path / "borders.geojson").write_text(content, encoding="utf-8")
    with pytest.raises(BadSeed) as caught:
        outlines(tmp_path)
    assert caught.value.file == "borders.geojson"


def test_centre_of_the_largest_ring():
    import numpy as np

    small = np.array([(9, 9), (10, 9), (10, 10), (9, 9)], float)
    square = np.array([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)], float)
    assert centre([small, square]) == pytest.approx((1, 1))
    assert centre([square[::-1]]) == pytest.approx((1, 1))


def test_map_is_a_picture_with_real_text(kit):
    picture = charts.map(kit)
    assert isinstance(picture, style.Picture)
    assert re.search(r"<text[^>]*>Niger</text>", picture.svg())


@pytest.fixture
def slide(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("day", ["2022-02-01", "2024-09-22", "2025-01-29", "2026-01-15"])
def test_on_a_slide_all_text_can_be_read_and_nothing_overlaps(slide, day, lang):
    kit = sahelkit.load()
    assert faults(charts.map(kit, day, lang), medium.TALL) == []
    assert faults(charts.map(kit, day, lang, events=True), medium.TALL) == []


def test_on_a_slide_no_mark_of_any_day_lies_over_a_name(slide):
    assert faults(charts.map(sahelkit.load(), every_day=True), medium.TALL) == []


def test_on_a_slide_every_member_is_named_and_has_its_parts(slide):
    kit = sahelkit.load()
    page_less = charts.map(kit, every_day=True)
    assert set(parts(page_less)) == set(memberships_shown(kit)["membership_id"])
    named = {t.get_gid() for t in page_less.axes[0].texts if str(t.get_gid()).startswith("group")}
    members = {f"group:{who} always" for who in memberships_shown(kit)["entity_id"]}
    assert members <= named


def test_on_a_slide_the_legend_lies_in_the_sea(slide):
    picture = charts.map(sahelkit.load(), "2024-09-22")
    axes = picture.axes[0]
    picture.draw_without_rendering()
    box = axes.get_legend().get_window_extent().transformed(axes.transData.inverted())
    assert box.y1 < 4.6  # Liberia's coast begins at 4.35 degrees north
    assert box.x1 < 8.4  # and the coast of Cameroon at 8.5 degrees east
