import pytest
import traitlets

from sahelkit.errors import UnknownName
from sahelkit.explorer import Explorer

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def explorer(small_kit, view):
    return Explorer(small_kit, view)


def test_starts_as_the_view_says(explorer, view):
    assert explorer.value == view.value
    assert explorer.selection == ""
    assert explorer.records == ["EV-003"]
    assert explorer.picture is view.picture
    assert 'class="sahelkit-explorer"' in explorer.html


def test_part_of_a_value_is_completed(explorer, view):
    explorer.value = {"themes": ["formation"]}
    assert explorer.value == {**view.value, "themes": ["formation"]}
    assert explorer.records == []
    explorer.value = {}
    assert explorer.value == view.value


def test_one_choice_may_stand_without_brackets(explorer):
    explorer.value = {"themes": "ecowas"}
    assert explorer.value["themes"] == ["ecowas"]


def test_a_tuple_will_do(explorer):
    explorer.value = {"window": ("2024-02", "2024-03")}
    assert explorer.value["window"] == ["2024-02", "2024-03"]
    assert explorer.records == []


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ({"theme": ["ecowas"]}, ("themes",)),
        ({"themes": ["ecowass"]}, ("ecowas",)),
        ({"themes": [None]}, ()),
        ({"themes": None}, ()),
        ({"themes": [["ecowas"]]}, ("ecowas",)),
        ({"window": ["2024-01"]}, ()),
        ({"window": "2024-01"}, ()),
        ({"window": ["2024-06", "2024-05"]}, ()),
        ({"window": ["2024-01", "2031-01"]}, ("2024-01",)),
        ({"window": ["2024-01-01", "2024-02"]}, ()),
        ({"window": 2024}, ()),
    ],
)
def test_value_that_no_control_has(explorer, view, value, near):
    with pytest.raises(UnknownName) as caught:
        explorer.value = value
    assert set(near) <= set(caught.value.near)
    assert explorer.value == view.value


def test_value_that_is_no_mapping(explorer):
    with pytest.raises(traitlets.TraitError):
        explorer.value = ["ecowas"]


def test_selection(explorer):
    explorer.selection = "EV-001"  # it may be hidden now
    explorer.selection = ""
    with pytest.raises(UnknownName) as caught:
        explorer.selection = "EV-01"
    assert "EV-001" in caught.value.near
    assert explorer.selection == ""


def test_observe_and_link(explorer, small_kit, view):
    seen = []
    explorer.observe(lambda change: seen.append(change["new"]["themes"]), "value")
    other = Explorer(small_kit, view)
    traitlets.link((explorer, "value"), (other, "value"))
    traitlets.link((explorer, "selection"), (other, "selection"))
    explorer.value = {"themes": ["ecowas"]}
    assert seen == [["ecowas"]]
    assert other.value == explorer.value
    other.selection = "EV-005"
    assert explorer.selection == "EV-005"


def test_value_of_one_is_not_that_of_another(explorer, small_kit, view):
    other = Explorer(small_kit, view)
    other.value = {"themes": []}
    assert explorer.value == view.value
    assert view.value["themes"] == ["formation", "ecowas"]


def test_in_lab_it_is_a_widget_and_a_page(explorer, monkeypatch):
    monkeypatch.delenv("SAHELKIT_STATIC", raising=False)
    bundle = explorer._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data[WIDGET]["model_id"] == explorer.model_id
    assert data["text/html"] == explorer.html
    assert data["text/plain"] == "Three events: Three marks"


def test_in_a_deck_it_is_a_page(explorer, monkeypatch):
    monkeypatch.setenv("SAHELKIT_STATIC", "1")
    assert explorer._repr_mimebundle_() == {
        "text/plain": "Three events: Three marks",
        "text/html": explorer.html,
    }


def test_what_the_browser_gets(explorer):
    state = explorer.get_state()
    assert {"html", "value", "selection", "_esm", "_css"} <= set(state)
    assert state["_esm"].count("export default") == 1
    assert "document.readyState" not in state["_esm"]
    assert "https://" not in state["_esm"]


def test_it_says_in_plain_python_what_it_is(explorer):
    shown, held = len(explorer.records), len(explorer.view.records)
    assert repr(explorer) == (
        f"<sahelkit {explorer.view.kind}: {explorer.view.title}, {shown} of {held} records shown>"
    )
