import re

import pytest

import sahelkit
from sahelkit import explore
from sahelkit.charts.ties import ties_between
from sahelkit.errors import UnknownName


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


@pytest.fixture
def russia(kit):
    return explore.network(kit, themes=["russia", "turkey"])


def controls(explorer):
    return {control.name: control for control in explorer.view.controls}


def values(control):
    return [option.value for option in control.options]


def marks(explorer):
    return {record.id: marks for record, marks in explorer.view.records}


def test_rows_are_the_records_of_the_ties(kit, russia):
    net = ties_between(kit, ["russia", "turkey"])
    ids = list(net.records["record_id"])
    assert [record.id for record, _ in russia.view.records] == ids == russia.records
    assert re.findall(r'<tr data-id="([^"]+)"', russia.html) == ids


def test_every_part_has_records_and_every_group_a_part(russia):
    held = {g for m in marks(russia).values() for g in m["groups"].split()}
    drawn = set(re.findall(r'data-group="([^"]+)"', russia.picture.svg()))
    assert held == drawn == set(russia.view.groups)
    assert len(held) > 30


def test_groups_are_stepped_through_strongest_tie_first(kit, russia):
    assert russia.view.steps == "groups"
    first = russia.stops[0]
    a, b = next(iter(ties_between(kit, ["russia", "turkey"]).ties))
    assert first == f"{a}--{b}"
    assert russia.view.groups["russia"] == "Russia (state)"
    assert russia.view.groups["mali--russia"] == "Mali and Russia"
    russia.selection = "mali--russia"
    assert russia.position == russia.stops.index("mali--russia")


def test_until(russia):
    assert russia.value["until"] == values(controls(russia)["until"])[-1]
    russia.until = "2024-01"
    dates = {i: m["start"] for i, m in marks(russia).items()}
    assert russia.records == [i for i, start in dates.items() if start <= "2024-01-31"]
    assert 0 < len(russia.records) < len(dates)


def test_until_steps_are_the_months_in_which_something_begins(small_kit):
    assert values(controls(explore.network(small_kit))["until"]) == ["2024-07", "2025-01"]
    explorer = explore.network(small_kit, until="2024-12-24")
    assert values(controls(explorer)["until"]) == ["2024-07", "2024-12", "2025-01"]
    assert explorer.records == ["S1-04"]
    assert explorer.until == "2024-12"


def test_themes_and_tables(russia):
    russia.value = {"themes": ["turkey"]}
    assert {marks(russia)[i]["theme"] for i in russia.records} == {"turkey"}
    russia.value = {"tables": ["claims"]}
    assert russia.records
    assert all(re.fullmatch(r"S\d-\d+", i) for i in russia.records)
    russia.value = {"themes": ["russia", "turkey"], "tables": ["events"]}
    assert all(i.startswith("EV-") for i in russia.records)
    russia.value = {"tables": []}
    assert russia.records == []


def test_controls_only_where_there_is_a_choice(small_kit):
    assert set(controls(explore.network(small_kit))) == {"until", "themes", "tables"}
    assert set(controls(explore.network(small_kit, "ecowas"))) == {"until"}


def test_a_start_that_hides_parts_hides_them_in_the_page_too(kit):
    explorer = explore.network(kit, until="2021")
    shown = set()
    for i in explorer.records:
        shown |= set(marks(explorer)[i]["groups"].split())
    tags = re.findall(
        r'data-group="([^"]+)"(?: data-weigh="width")?( style="display:none")?', explorer.html
    )
    assert {name for name, hidden in tags if not hidden} == shown
    assert {name for name, hidden in tags if hidden} == set(explorer.view.groups) - shown


def test_table_says_who_is_named(kit, russia):
    (column,) = russia.view.columns
    assert column.head == "Parties"
    row = re.search(r'<tr data-id="EV-044".*?</tr>', russia.html, re.S)[0]
    assert "<td>Burkina Faso, Rosatom, Russia</td>" in row


def test_caption_says_what_a_line_is(kit, russia):
    least = ties_between(kit, ["russia", "turkey"]).least
    assert f"named together in {least} records or more" in russia.view.caption
    assert "neither friendship nor command" in russia.view.caption
    assert "more than 5 parties" in explore.network(kit, "russia", crowd=5).view.caption
    assert (
        "named together in one record or more;"
        in explore.network(kit, "russia", least=1, most=6).view.caption
    )


def test_french(kit):
    html = explore.network(kit, "ecowas", lang="fr").html
    assert 'lang="fr"' in html
    for text in (
        "Qui est nommé avec qui",
        "ni amitié ni commandement",
        "Jusqu’à",
        "CEDEAO",
        "Acteurs",
    ):
        assert text in html
    assert "CEDEAO (organisation)" in html
    assert "ECOWAS (body)" not in html


def test_generators_will_do(small_kit):
    explorer = explore.network(small_kit, (t for t in ["ecowas"]), kinds=(k for k in ["state"]))
    assert explorer.records == ["EV-005"]


def test_as_of_a_day(kit):
    explorer = explore.network(kit.as_of("2024-07-06"))
    assert max(m["start"] for m in marks(explorer).values()) <= "2024-07-06"
    assert "2024-01" <= explorer.until <= "2024-07"


def test_title(small_kit):
    html = explore.network(small_kit, title="Who <left> & when").html
    assert "Who &lt;left&gt; &amp; when" in html


@pytest.mark.parametrize(
    "choice",
    [
        {"themes": ["x"]},
        {"until": "x"},
        {"kinds": "x"},
        {"lang": "de"},
        {"most": 0},
        {"themes": []},
    ],
)
def test_unknown_choice(small_kit, choice):
    with pytest.raises(UnknownName):
        explore.network(small_kit, **choice)


def test_unknown_state(small_kit):
    explorer = explore.network(small_kit)
    with pytest.raises(UnknownName):
        explorer.until = "2024-08"
    with pytest.raises(UnknownName):
        explorer.selection = "mali--france"


def test_hostile_name_stays_text(amend):
    html = explore.network(amend("entities", 0, name="<script>alert(1)</script>")).html
    assert "<script>alert" not in html
    assert html.count("<script") == 1


def test_the_whole_page_stays_light(kit):
    assert len(explore.network(kit).html) < 400_000
