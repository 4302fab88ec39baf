import re

import pytest
from whole import whole_rows, write_ledger

import sahelkit
from sahelkit import explore
from sahelkit.errors import UnknownName
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
    assert list(steps(explore.map(kit, "2024-12-24"))) == [
        "2021-05-30", "2022-01-28", "2023-09-16", "2024-01-28", "2024-07-10", "2024-12-24",
        "2025-01-29",
    ]  # fmt: skip


def test_since_keeps_the_day_given(kit):
    assert list(steps(explore.map(kit, "2023-01-01", since="2024-02"))) == [
        "2023-01-01", "2024-07-10", "2025-01-29",
    ]  # fmt: skip


def test_each_step_says_what_changed(kit):
    said = {day: option.colour for day, option in steps(explore.map(kit)).items()}
    assert said["2024-01-28"] == "ECOWAS (suspended and notice given): Mali"
    assert said["2025-01-29"] == "ECOWAS (no longer a member): Mali"
    assert said["2023-09-16"] == "AES (member): Mali"


def test_bodies_are_layers(kit):
    explorer = explore.map(kit, "2025-01-28")
    explorer.value = {"day": "2025-01-28", "bodies": ["aes"]}
    assert set(explorer.records) == {"M-03", "M-04"}


def test_all_parts_are_drawn_and_those_of_the_day_are_seen(kit):
    html = explore.map(kit, "2025-01-28").html
    parts = re.findall(r'data-record="([^"]+)"( style="display:none")?', html)
    assert {name for name, hidden in parts} == {f"M-0{n}" for n in range(1, 6)}
    assert {name for name, hidden in parts if not hidden} == {"M-02", "M-03", "M-04"}


def test_french(kit):
    explorer = explore.map(kit, lang="fr")
    assert "Qui appartient à quoi" in explorer.html
    assert steps(explorer)["2025-01-29"].label == "29 janvier 2025"
    assert steps(explorer)["2025-01-29"].colour == "CEDEAO (n’est plus membre): Mali"


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
