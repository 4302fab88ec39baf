import re

import pytest
from whole import whole_rows, write_ledger

import sahelkit
from sahelkit import explore
from sahelkit.charts.places import spots
from sahelkit.errors import LateDay, UnknownName
from sahelkit.ledger import open_folder


@pytest.fixture(scope="module")
def kit(tmp_path_factory, rows, write_table):
    folder = write_ledger(tmp_path_factory.mktemp("map"), whole_rows(rows), write_table)
    return open_folder(folder)


def steps(explorer):
    (day,) = [c for c in explorer.view.controls if c.name == "day"]
    return {option.value: option for option in day.options}


def test_day_before_and_day_of_the_exit(kit):
    explorer = explore.map(kit, "2025-01-28")
    assert set(explorer.records) == {"M-02", "M-03", "M-04"}
    explorer.value = {"day": "2025-01-29"}
    assert set(explorer.records) == {"M-03", "M-04"}


def test_what_python_shows_is_what_as_of_says(kit):
    explorer = explore.map(kit)
    for day in steps(explorer):
        explorer.value = {"day": day}
        assert set(explorer.records) == set(kit.as_of(day).memberships["membership_id"]), day


def test_a_step_for_each_day_on_which_something_changed(kit):
    """And for EV-006, which is more than half a year from any change."""
    assert list(steps(explore.map(kit, "2024-12-24"))) == [
        "2021-05-30", "2022-01-28", "2023-09-16", "2024-01-28", "2024-07-10", "2024-12-24",
        "2025-01-29", "2025-11-11",
    ]  # fmt: skip


def test_without_events_the_slider_stops_at_changes_and_at_its_ends(kit):
    explorer = explore.map(kit, "2024-12-24")
    (control,) = [c for c in explorer.view.controls if c.name == "day"]
    days = list(steps(explorer))
    assert control.data["unless"] == ["bodies", "events"]
    assert control.data["few"] == [d for d in days if d not in ("2024-12-24",)]
    few = explore.map(kit, "2023-01-01", since="2022-02").view.controls[0].data["few"]
    assert few[0] == "2023-01-01"  # no change, but the first day
    assert few[-1] == "2025-11-11"  # nor this, but the last
    explorer.value = {"day": "2024-12-24"}  # all the same
    real = explore.map(sahelkit.load(), "2024-08-01", since="2020")
    said = {day: option.colour for day, option in steps(real).items()}
    (control,) = [c for c in real.view.controls if c.name == "day"]
    passed = [day for day in said if day not in control.data["few"]]
    assert passed
    assert all(said[day].startswith("No membership changed") for day in passed)
    assert all(not said[day].startswith("No membership") for day in control.data["few"][1:-1])


def test_a_day_after_the_last_event_warns(kit, recwarn):
    explore.map(kit, "2025-11-14")
    assert not recwarn.list
    with pytest.warns(LateDay, match="the ledger ends on 2025-11-14") as caught:
        explore.map(kit, "2027-01-29")
    assert caught[0].filename == __file__


def test_since_keeps_the_day_given(kit):
    assert list(steps(explore.map(kit, "2023-01-01", since="2024-02"))) == [
        "2023-01-01", "2024-07-10", "2025-01-29", "2025-11-11",
    ]  # fmt: skip


def test_each_step_says_what_changed(kit):
    said = {day: option.colour for day, option in steps(explore.map(kit)).items()}
    assert said["2021-05-30"] == "ECOWAS, suspended: Mali"
    assert said["2024-01-28"] == "ECOWAS, notice to leave given while suspended: Mali"
    assert said["2025-01-29"] == "ECOWAS, left: Mali"
    assert said["2023-09-16"] == "AES, joined: Mali"
    assert said["2024-07-10"] == "AES, joined: Niger (by this day, perhaps before)"
    assert said["2025-11-11"].startswith("No membership changed on this day; tick the events")
    assert steps(explore.map(kit, "2024-12-24"))["2024-12-24"].colour == (
        "No membership changed on this day."
    )


def test_a_change_whose_day_is_not_known_is_said_to_be_so(tmp_path, rows, write_table):
    content = whole_rows(rows)
    content["memberships"][0] |= {"start": "2021-01-01", "start_precision": "year"}
    content["memberships"][4] |= {"end": "2022-01-01", "end_precision": "month"}
    kit = open_folder(write_ledger(tmp_path / "coarse", content, write_table))
    said = {day: option.colour for day, option in steps(explore.map(kit)).items()}
    assert said["2021-01-01"] == "ECOWAS, suspended: Mali (in 2021, day not known)"
    assert said["2022-01-01"] == "ECOWAS, left: Burkina Faso (in January 2022, day not known)"
    said = {day: option.colour for day, option in steps(explore.map(kit, lang="fr")).items()}
    assert said["2021-01-01"] == "CEDEAO, suspension : Mali (2021, jour inconnu)"


def test_a_state_that_is_back_is_not_said_to_have_joined(tmp_path, rows, write_table):
    content = whole_rows(rows)
    content["memberships"] += [
        {
            "membership_id": "M-06", "entity_id": "mali", "body_id": "ecowas", "status": "member",
            "start": "2025-01-29", "start_precision": "day",
        }
    ]  # fmt: skip
    content["evidence"] += [{"record_id": "M-06", "source_id": "SRC-001", "bearing": "supports"}]
    kit = open_folder(write_ledger(tmp_path / "back", content, write_table))
    assert steps(explore.map(kit))["2025-01-29"].colour == "ECOWAS, full member again: Mali"


def test_each_event_with_a_place_is_shown_on_some_step(kit):
    for ledger in (kit, sahelkit.load()):
        explorer = explore.map(ledger, since="2012")
        marks = {record.id: marks for record, marks in explorer.view.records}
        seen = set()
        for day in steps(explorer):
            explorer.value = {"day": day, "bodies": ["events"]}
            seen |= set(explorer.records)
        assert seen == {
            name for name, mark in marks.items()
            if name.startswith("EV-") and mark["start"] >= "2012"
        } | {name for name in seen if marks[name]["start"] < "2012"}  # fmt: skip
        assert len(seen) >= 5


def test_an_event_is_shown_for_half_a_year(kit):
    explorer = explore.map(kit, "2024-12-31", events=True)
    assert [r for r in explorer.records if r.startswith("EV-")] == ["EV-003", "EV-004"]
    explorer.bodies = ["events"]
    assert explorer.records == ["EV-003", "EV-004"]
    explorer = explore.map(kit, "2025-01-30", events=True)
    assert explorer.records[-2:] == ["EV-004", "EV-005"]
    assert [r for r in explore.map(kit, "2024-12-31").records if r.startswith("EV-")] == []


def test_groups_are_the_countries_and_the_places(kit):
    explorer = explore.map(kit)
    assert explorer.view.groups == {
        "mali": "Mali: memberships",
        "niger": "Niger: memberships",
        "burkina-faso": "Burkina Faso: memberships",
        "at-bamako": "Events in Bamako",
    }
    held = {record.id: marks["groups"] for record, marks in explorer.view.records}
    assert held["M-02"] == "mali"
    assert held["EV-006"] == "at-bamako"
    assert "EV-002" not in held  # no place
    explorer.selection = "mali"


def test_a_countrys_history_is_told_by_its_state(kit):
    view = explore.map(kit).view
    marks = {record.id: marks for record, marks in view.records}
    told = [name for name, mark in marks.items() if mark.get(view.story) == "mali"]
    assert sorted(told) == ["M-01", "M-02", "M-03"]
    assert view.story not in marks["EV-001"]


def test_places_that_lie_near_each_other_or_off_the_map():
    kit = sahelkit.load()
    marks = {spot.key: spot for spot in spots(kit)}
    assert marks["at-bamako"].places[:1] == ["bamako"]
    assert {"kati", "koulikoro", "bamako-exhibition-park"} < set(marks["at-bamako"].places)
    elsewhere = set(marks["at-elsewhere"].places)
    assert {"moscow", "new-york", "sahel", "west-africa"} <= elsewhere
    assert not elsewhere & {"northern-mali", "nouakchott", "mali"}
    assert "at-mali" in marks  # an event whose place is given as the state
    assert marks["at-mali"].at != marks["at-bamako"].at
    labels = explore.map(kit, lang="fr").view.groups
    assert labels["at-elsewhere"].startswith("Hors de la carte, ou toute la région : Moscou")


def test_bodies_are_layers(kit):
    explorer = explore.map(kit, "2025-01-28")
    explorer.value = {"day": "2025-01-28", "bodies": ["aes"]}
    assert set(explorer.records) == {"M-03", "M-04"}


def test_all_parts_are_drawn_and_those_of_the_day_are_seen(kit):
    html = explore.map(kit, "2025-01-28").html
    parts = re.findall(r'data-record="([^"]+)"( style="display:none")?', html)
    assert {name for name, hidden in parts if name.startswith("M-")} == {
        f"M-0{n}" for n in range(1, 6)
    }
    assert {name for name, hidden in parts if not hidden} == {"M-02", "M-03", "M-04"}
    assert {name for name, _ in parts} == {r.id for r, _ in explore.map(kit).view.records}
    groups = re.findall(r'data-group="([^"]+)"[^>]*?(style="display:none")?>', html)
    assert ("burkina-faso", "") in groups  # no member of anything that day
    assert ("at-bamako", 'style="display:none"') in groups


def test_events_at_first(kit):
    html = explore.map(kit, "2023-09-16", events=True).html
    assert re.search(r'data-record="EV-001">', html)
    assert re.search(r'data-when="bodies=events">', html)
    html = explore.map(kit, "2023-09-16").html
    assert re.search(r'data-record="EV-001" style="display:none">', html)
    assert re.search(r'data-when="bodies=events" style="display:none">', html)


def test_french(kit):
    explorer = explore.map(kit, lang="fr")
    assert "Qui appartient à quoi" in explorer.html
    assert steps(explorer)["2025-01-29"].label == "29 janvier 2025"
    assert steps(explorer)["2025-01-29"].colour == "CEDEAO, sortie : Mali"


@pytest.mark.parametrize("choice", [{"day": "2025-02-29"}, {"since": "x"}, {"lang": "de"}])
def test_unknown_choice(kit, choice):
    with pytest.raises(UnknownName):
        explore.map(kit, **choice)


def test_day_without_a_step(kit):
    explorer = explore.map(kit)
    with pytest.raises(UnknownName):
        explorer.value = {"day": "2024-12-24"}
    with pytest.raises(UnknownName):
        explorer.value = {"day": ["2025-01-29"]}


def test_the_real_map_follows_the_real_ledger():
    kit = sahelkit.load()
    explorer = explore.map(kit, "2025-01-28")
    before = {(r["entity_id"], r["body_id"]) for r in map(kit.record, explorer.records)}
    explorer.value = {"day": "2025-01-29"}
    after = {(r["entity_id"], r["body_id"]) for r in map(kit.record, explorer.records)}
    left = {(country, "ecowas") for country in ("mali", "niger", "burkina-faso")}
    assert left <= before
    assert not left & after
