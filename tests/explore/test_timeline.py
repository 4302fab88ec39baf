import re

import pandas as pd
import pytest

from sahelkit import explore
from sahelkit.errors import UnknownName


def controls(explorer):
    return {control.name: control for control in explorer.view.controls}


def values(control):
    return [option.value for option in control.options]


def test_holds_core_and_supporting_events_at_first(small_kit):
    explorer = explore.timeline(small_kit)
    ids = [record.id for record, _ in explorer.view.records]
    assert ids == ["EV-001", "EV-003", "EV-002", "EV-005", "EV-006"]
    assert explorer.records == ids


def test_records_rows_and_parts_are_the_same(small_kit):
    explorer = explore.timeline(small_kit, tiers=None)
    ids = {record.id for record, _ in explorer.view.records}
    assert ids == set(small_kit.events["event_id"])
    assert set(re.findall(r'data-id="([^"]+)"', explorer.html)) == ids
    assert set(re.findall(r'data-record="([^"]+)"', explorer.html)) == ids


def test_window_counts_months_without_a_gap(small_kit):
    months = values(controls(explore.timeline(small_kit))["window"])
    assert months[0] == "2023-09"
    assert months[-1] == "2025-11"
    assert len(months) == 27


def test_controls_only_where_there_is_a_choice(small_kit):
    always = {"window", "zoom"}
    assert set(controls(explore.timeline(small_kit))) == always | {"themes"}
    assert set(controls(explore.timeline(small_kit, tiers=None))) == always | {"themes", "tiers"}
    assert set(controls(explore.timeline(small_kit, "ecowas"))) == always


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"window": ["2024-07", "2024-07"]}, {"EV-002", "EV-003", "EV-004"}),
        ({"window": ["2024-08", "2024-12"]}, {"EV-004"}),
        ({"themes": ["bamex"]}, {"EV-006"}),
        ({"tiers": ["background"]}, {"EV-004"}),
        ({"themes": ["ecowas"], "window": ["2025-01", "2025-01"]}, {"EV-005"}),
        ({"themes": []}, set()),
    ],
)
def test_value_chooses_records(small_kit, value, expected):
    explorer = explore.timeline(small_kit, tiers=None)
    explorer.value = value
    assert set(explorer.records) == expected


def test_zoom_hides_nothing_and_is_off_at_first(small_kit):
    explorer = explore.timeline(small_kit)
    before = explorer.records
    assert explorer.value["zoom"] is False
    explorer.zoom = True
    assert explorer.records == before
    with pytest.raises(UnknownName):
        explorer.zoom = "yes"


def test_axis_says_where_each_day_stands(small_kit):
    explorer = explore.timeline(small_kit, tiers=None)
    axis = explorer.view.axis
    first, last = pd.Timestamp(axis.first), pd.Timestamp(axis.last)
    bar = r'data-record="EV-004">\s*<path d="M ([\d.]+) \S+\s+L ([\d.]+)'
    [drawn] = re.findall(bar, explorer.picture.svg())
    for day, x in zip(("2024-01-01", "2024-12-31"), drawn, strict=True):
        part = (pd.Timestamp(day) - first) / (last - first)
        place = axis.left + part * (axis.right - axis.left)
        assert place * 720 == pytest.approx(float(x), abs=0.02)
    assert explorer.html.count('class="sk-axis"') == 1


def test_generators_will_do(small_kit):
    explorer = explore.timeline(small_kit, (t for t in ["ecowas"]), (t for t in ["core"]))
    assert explorer.records == ["EV-003", "EV-005"]


def test_widest_window(small_kit):
    explorer = explore.timeline(small_kit, since="2025", until="2025-06")
    assert explorer.records == ["EV-005"]


def test_french(small_kit):
    explorer = explore.timeline(small_kit, lang="fr")
    assert "Chronologie des événements" in explorer.html
    assert controls(explorer)["window"].label == "Du|Au"
    assert controls(explorer)["zoom"].label == "Agrandir la période choisie"
    assert controls(explorer)["window"].options[0].label == "septembre 2023"
    assert "CEDEAO" in [option.label for option in controls(explorer)["themes"].options]


def test_title(small_kit):
    html = explore.timeline(small_kit, title="Who <left> & when").html
    assert "Who &lt;left&gt; &amp; when" in html


@pytest.mark.parametrize(
    "choice",
    [
        {"themes": ["x"]},
        {"tiers": "cor"},
        {"since": "x"},
        {"until": "1900"},
        {"lang": "de"},
        {"themes": []},
    ],
)
def test_unknown_choice(small_kit, choice):
    with pytest.raises(UnknownName):
        explore.timeline(small_kit, **choice)


def test_hostile_title_of_a_record_stays_text(small_kit):
    html = explore.timeline(small_kit).html
    assert "<script>alert" not in html
    assert html.count("<script") == 1


def test_as_of_a_day(small_kit):
    assert explore.timeline(small_kit.as_of("2024-07-02")).records == ["EV-001", "EV-003"]
