import itertools

import pandas as pd
import pytest

import sahelkit
from sahelkit.charts.ties import COLLECTIVES, FEW, TIES, counted, ties_between
from sahelkit.errors import UnknownName


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


@pytest.fixture
def meet(ledger, rows, write_table):
    """A function that opens the small ledger with events in which these entities meet."""

    def make(*meetings, entities=()):
        given = [{"entity_id": e, "name": e, "kind": k, "description": e} for e, k in entities]
        write_table(ledger, "entities", [dict(r) for r in rows["entities"]] + given)
        model = dict(rows["events"][0])
        events = [{**model, "event_id": f"EV-{n + 1:03d}"} for n in range(len(meetings))]
        write_table(ledger, "events", events)
        present = [
            {"event_id": f"EV-{n + 1:03d}", "entity_id": e, "role": "participant"}
            for n, names in enumerate(meetings)
            for e in names
        ]
        write_table(ledger, "participants", present)
        write_table(ledger, "mentions", [{"claim_id": "S1-01", "entity_id": "bamako"}])
        return sahelkit.ledger.open_folder(ledger)

    return make


def test_events_and_claims_tie_those_whom_they_name(small_kit):
    net = ties_between(small_kit)
    assert dict(net.ties) == {("mali", "niger"): 2}
    assert dict(net.parties) == {"mali": "state", "niger": "state"}
    assert list(net.records["record_id"]) == ["S1-04", "EV-005"]  # by date
    assert list(net.records["table"]) == ["claims", "events"]
    assert net.groups(["mali", "niger"]) == ["mali--niger", "mali", "niger"]


def test_themes_choose_records(small_kit):
    assert list(ties_between(small_kit, "ecowas").records["record_id"]) == ["EV-005"]
    assert list(ties_between(small_kit, ["bamex"]).records["record_id"]) == ["S1-04"]


def test_places_and_happenings_are_no_parties(meet):
    net = ties_between(meet(["mali", "goita", "bamako", "bamako-fair", "tb2"]))
    assert set(net.ties) == {("goita", "mali")}


def test_kinds(meet):
    kit = meet(["mali", "goita", "niger", "ecowas"])
    assert set(ties_between(kit, kinds=("state", "body")).parties) == {"mali", "niger", "ecowas"}
    assert set(ties_between(kit, kinds=["person", "body"]).parties) == {"goita", "ecowas"}


def test_a_government_counts_as_its_state(ledger, meet, rows, write_table):
    kit = meet(["government-of-mali", "niger"], entities=[("government-of-mali", "government")])
    assert not kit.entities.set_index("entity_id").loc["government-of-mali", "country"]
    with pytest.raises(UnknownName):  # of which state is not said
        ties_between(kit)
    government = {"entity_id": "government-of-mali", "name": "x", "kind": "government"}
    government |= {"description": "x", "country": "mali"}
    write_table(ledger, "entities", [dict(r) for r in rows["entities"]] + [government])
    kit = sahelkit.ledger.open_folder(ledger)
    assert set(ties_between(kit).ties) == {("mali", "niger")}


def test_collectives_are_left_out(meet):
    kit = meet(["western-states", "mali", "niger"], entities=[("western-states", "body")])
    assert set(ties_between(kit).parties) == {"mali", "niger"}


def test_a_crowd_ties_nobody(meet):
    kit = meet(["mali", "niger", "burkina-faso", "aes"], ["mali", "niger"])
    assert len(ties_between(kit, crowd=4).ties) == 6
    assert set(ties_between(kit, crowd=3).ties) == {("mali", "niger")}


def test_least_and_most(meet):
    kit = meet(*[["mali", "niger"]] * 3, *[["mali", "aes"]] * 2, ["aes", "ecowas"])
    assert len(ties_between(kit, least=1).ties) == 3
    assert set(ties_between(kit, least=2).ties) == {("mali", "niger"), ("aes", "mali")}
    assert set(ties_between(kit, least=3).parties) == {"mali", "niger"}
    assert set(ties_between(kit, least=1, most=2).parties) == {"mali", "aes"}
    assert list(ties_between(kit).ties.values()) == [3, 2, 1]


def test_a_party_that_a_record_ties_to_nobody_is_not_in_its_groups(meet):
    kit = meet(*[["mali", "niger"]] * 2, *[["aes", "ecowas"]] * 2, ["mali", "niger", "aes"])
    net = ties_between(kit, least=2)
    parties = net.records.set_index("record_id").loc["EV-005", "parties"]
    assert parties == ["aes", "mali", "niger"]
    assert net.groups(parties) == ["mali--niger", "mali", "niger"]


def test_claim_without_a_date_counts_from_the_day_of_its_document(amend):
    kit = amend("claims", 3, start="", end="", precision="")
    records = ties_between(kit).records.set_index("record_id")
    assert records.loc["S1-04", "start"] == pd.Timestamp("2025-11-12")


def test_as_of_a_day(small_kit):
    assert list(ties_between(small_kit.as_of("2024-12")).records["record_id"]) == ["S1-04"]
    with pytest.raises(UnknownName):
        ties_between(small_kit.as_of("2024-06"))


def test_counted_up_to_a_day(small_kit):
    net = ties_between(small_kit)
    assert counted(net) == {"mali--niger": 2, "mali": 2, "niger": 2}
    assert set(counted(net, "2025-01-28").values()) == {1}
    assert set(counted(net, "2025-01-29").values()) == {2}
    assert set(counted(net, "2020").values()) == {0}


@pytest.mark.parametrize(
    "choice",
    [
        {"themes": "rusia"},
        {"themes": []},
        {"kinds": ["sate"]},
        {"most": 1},
        {"most": 99},
        {"crowd": 1},
        {"least": 0},
        {"least": 50},
    ],
)
def test_unknown_choice(kit, choice):
    with pytest.raises(UnknownName):
        ties_between(kit, **choice)


def test_a_wrong_theme_is_told_the_right_one(kit):
    with pytest.raises(UnknownName, match=r"unknown theme 'rusia'.*'russia'"):
        ties_between(kit, "rusia")


def test_the_collectives_are_in_the_ledger(kit):
    assert set(kit.entities["entity_id"]) >= COLLECTIVES


@pytest.mark.parametrize("theme", [None, "formation", "ecowas", "russia", "turkey", "bamex"])
def test_the_ledger_gives_networks_that_can_be_read(kit, theme):
    net = ties_between(kit, theme)
    assert FEW <= len(net.ties) <= TIES
    assert len(net.parties) <= 26
    for pair, count in net.ties.items():
        named = [r for r, p in zip(*_records(net), strict=True) if set(pair) <= set(p)]
        assert len(named) == count >= net.least
    for parties in net.records["parties"]:
        assert any(pair in net.ties for pair in itertools.combinations(parties, 2))


def _records(net):
    return net.records["record_id"], net.records["parties"]
