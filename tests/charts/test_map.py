import re

import pytest
from whole import whole_rows, write_ledger

from sahelkit import charts, style
from sahelkit.charts.map import centre, memberships_shown, outlines
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


def parts(picture):
    return {a.get_gid(): a for a in picture.axes[0].get_children() if a.get_gid()}


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
