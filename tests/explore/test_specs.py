import re

import pytest

import sahelkit
from sahelkit import explore, medium
from sahelkit.errors import UnknownName
from sahelkit.explorer import Explorer
from sahelkit.explorer.page import render


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


@pytest.fixture(scope="module")
def view(kit):
    return explore.specs(kit).view


@pytest.fixture
def explorer(kit, view):
    """The explorer of the whole ledger in its first state; its picture is drawn once."""
    return Explorer(kit, view)


@pytest.fixture
def drones(kit):
    return explore.specs(kit, ["TB2", "Akinci"])


def controls(explorer):
    return {control.name: control for control in explorer.view.controls}


def cell(explorer, head, record_id):
    (column,) = [c for c in explorer.view.columns if c.head == head]
    return column.cells[record_id]


def test_every_row_of_the_ledger_is_a_record(kit, explorer):
    ids = {record.id for record, _ in explorer.view.records}
    assert set(kit.specs["spec_id"]) <= ids
    assert ids - set(kit.specs["spec_id"]) == {
        "C-16", "C-17", "C-18", "C-28", "C-29", "C-30", "C-31", "C-33",
    }  # fmt: skip
    assert set(re.findall(r'data-id="([^"]+)"', explorer.html)) == ids
    assert set(re.findall(r'data-record="([^"]+)"', explorer.html)) <= ids


def test_every_row_is_shown_in_one_view(kit, explorer):
    seen = []
    for name in ("values", "deliveries", "bamex"):
        explorer.show = name
        seen += explorer.records
    assert sorted(seen) == sorted(set(seen))
    assert set(kit.specs["spec_id"]) <= set(seen)


@pytest.mark.parametrize(
    ("value", "inside", "outside"),
    [
        ({}, {"SP-01", "SP-66", "C-29", "SP-37"}, {"SP-24", "SP-52", "C-16", "C-28"}),
        ({"show": "deliveries"}, {"SP-24", "SP-42", "C-28"}, {"SP-01", "C-29"}),
        ({"show": "bamex"}, {"SP-52", "C-16"}, {"SP-01", "SP-24"}),
        ({"systems": ["kargu"]}, {"SP-55", "C-33"}, {"SP-01", "C-29"}),
        ({"units": "imperial"}, {"SP-01"}, set()),
    ],
)
def test_controls_choose_records(explorer, value, inside, outside):
    explorer.value = value
    shown = set(explorer.records)
    assert inside <= shown
    assert not outside & shown


def test_no_system_no_record(explorer):
    explorer.systems = []
    assert explorer.records == []


def test_units_change_the_values_in_the_table(explorer):
    assert cell(explorer, "Value", "SP-06") == {
        "units=metric": "≈ 5,500 m",
        "units=imperial|published": "18,000 ft",
    }
    assert cell(explorer, "Value", "SP-01") == {
        "units=metric|imperial": "27 h",
        "units=published": "27 hours",
    }
    assert cell(explorer, "Value", "SP-66") == "not found"
    assert cell(explorer, "Value", "SP-90") == {
        "units=metric|imperial": "3 aircraft",
        "units=published": "three",
    }


def test_the_qualifier_is_read_with_the_record(explorer):
    assert cell(explorer, "What the figure is about", "SP-02") == "maximum, according to the maker"


def test_rivals_are_a_group_with_a_column_for_each_source(explorer):
    members = [
        (record.id, marks["by"])
        for record, marks in explorer.view.records
        if "bayraktar-tb2.payload" in marks["groups"].split()
    ]
    assert members == [
        ("SP-13", "C4Defence (C)"),
        ("SP-14", "Daily Sabah (C)"),
        ("SP-15", "Webtekno (C)"),
    ]
    assert explorer.view.beside == "by"
    assert explorer.view.groups["bayraktar-tb2.payload"] == "Bayraktar TB2 – Load it can carry"


def test_groups_of_the_picture_are_groups_of_the_records(explorer):
    held = {key for _, marks in explorer.view.records for key in marks["groups"].split()}
    assert held == set(explorer.view.groups)
    assert set(re.findall(r'data-group="([^"]+)"', explorer.html)) <= held


def test_one_steps_through_all_groups(explorer):
    assert explorer.stops[:2] == ["bayraktar-tb2", "bayraktar-tb2.endurance"]
    assert "bayraktar-akinci.radar" in explorer.stops  # not in the picture
    explorer.position = 1
    assert explorer.selection == "bayraktar-tb2.endurance"


def test_conditions_of_the_picture_are_states_of_the_controls(explorer):
    states = {name: {o.value for o in c.options} for name, c in controls(explorer).items()}
    conditions = set(re.findall(r'data-when="([^"]+)"', explorer.html))
    assert any("units=imperial" in text for text in conditions)
    for condition in conditions:
        for term in condition.split():
            name, _, wanted = term.partition("=")
            assert set(wanted.split("|")) <= states[name], condition


def test_some_systems(drones):
    assert {m["system"] for _, m in drones.view.records} == {"bayraktar-tb2", "bayraktar-akinci"}
    assert [o.value for o in controls(drones)["show"].options] == ["values", "deliveries"]
    assert drones.systems == ["bayraktar-tb2", "bayraktar-akinci"]


def test_attributes_choose_panels_and_not_records(kit):
    explorer = explore.specs(kit, "TB2", ["operating altitude", "ceiling"], units="published")
    assert explorer.units == "published"
    assert "SP-01" in explorer.records
    parts = set(re.findall(r'data-record="(SP-[^"]+)"', explorer.html))
    assert {"SP-06", "SP-08"} <= parts
    assert "SP-01" not in parts


def test_generators_will_do(kit):
    explorer = explore.specs(kit, (s for s in ["TB2"]), (a for a in ["ceiling"]))
    assert "SP-08" in explorer.records


def test_view_without_deliveries_or_bamex(small_kit):
    explorer = explore.specs(small_kit)
    assert [o.value for o in controls(explorer)["show"].options] == ["values"]
    assert explorer.records == ["SP-01", "SP-02", "SP-03", "SP-04"]


def test_french(kit):
    explorer = explore.specs(kit, lang="fr")
    assert "Systèmes de défense côte à côte" in explorer.html
    assert [o.label for o in controls(explorer)["show"].options][1] == "Livraisons"
    assert explorer.view.groups["bayraktar-tb2.ceiling"] == "Bayraktar TB2 – Altitude maximale"
    assert cell(explorer, "Valeur", "SP-66") == "non trouvé"


def test_title_and_hostile_texts(amend):
    kit = amend("specs", 0, published="<script>alert(1)</script>", qualifier="<b>", note="</td>")
    html = explore.specs(kit, title="Which <drone>?").html
    assert "Which &lt;drone&gt;?" in html
    assert "<script>alert" not in html
    assert html.count("<script") == 1
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize(
    ("choice", "near"),
    [
        ({"systems": "Akinchi"}, "Akinci"),
        ({"attributes": ["cieling"]}, "ceiling"),
        ({"units": "feet"}, "metric"),
        ({"lang": "de"}, "fr"),
    ],
)
def test_unknown_choice(kit, choice, near):
    with pytest.raises(UnknownName) as caught:
        explore.specs(kit, **choice)
    assert near in caught.value.near


@pytest.mark.parametrize("value", [{"units": "feet"}, {"show": "all"}, {"systems": ["TB2"]}])
def test_unknown_state(explorer, value):
    with pytest.raises(UnknownName):
        explorer.value = value


SHOWN = ["cobra-ii", "aselsan-radar", "aselsan-counter-uas", "roketsan-loitering-munition"]


def test_it_opens_on_the_view_that_is_asked_for(kit):
    explorer = explore.specs(kit, SHOWN, show="bamex")
    assert explorer.show == "bamex"
    assert explorer.records
    assert all(
        kit.record(r)["attribute"] == "at BAMEX 2025" for r in explorer.records if r[:2] == "SP"
    )
    assert explore.specs(kit, SHOWN).show == "values"


def test_a_view_without_rows_is_refused(kit):
    with pytest.raises(UnknownName, match="deliveries"):
        explore.specs(kit, SHOWN, show="deliveries")
    with pytest.raises(UnknownName, match="bamex"):
        explore.specs(kit, SHOWN, show="bamx")


@pytest.mark.parametrize("static", ["page", "slide"])
def test_the_picture_is_cropped_to_the_view_that_is_shown(monkeypatch, kit, static):
    monkeypatch.setenv(medium.STATIC, static)
    for show in ("values", "bamex"):
        view = explore.specs(kit, SHOWN, show=show).view
        assert set(view.heights) == {"show=values", "show=bamex"}
        assert max(view.heights.values()) == pytest.approx(72 * view.picture.get_figheight())
        box = re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', render(kit, view))
        assert float(box[1]) == pytest.approx(view.heights[f"show={show}"], abs=0.01)
    assert view.heights["show=values"] < 0.7 * view.heights["show=bamex"]
