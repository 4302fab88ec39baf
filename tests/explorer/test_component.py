import dataclasses

import pytest
import traitlets

from sahelkit.errors import UnknownName
from sahelkit.explorer import Explorer

WINDOW = ["2024-01", "2024-12"]


@pytest.fixture
def explorer(small_kit, view):
    return Explorer(small_kit, view)


def test_starts_as_the_view_says(explorer, view):
    assert explorer.value == view.value
    assert explorer.selection == ""
    assert explorer.records == ["EV-003"]
    assert explorer.picture is view.picture
    assert 'class="sahelkit-explorer ' in explorer.html


def test_controls_that_a_value_leaves_out_stay_as_they_are(explorer, view):
    explorer.value = {"themes": ["formation"]}
    assert explorer.value == {**view.value, "themes": ["formation"]}
    assert explorer.records == []
    explorer.value = {"window": ["2024-03", "2024-04"]}
    assert explorer.value == {"themes": ["formation"], "window": ["2024-03", "2024-04"]}
    explorer.value = {}
    assert explorer.value == {"themes": ["formation"], "window": ["2024-03", "2024-04"]}


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


def test_each_control_is_a_trait(explorer, small_kit, view):
    seen = []
    explorer.observe(lambda change: seen.append(change["new"]), "themes")
    explorer.themes = "ecowas"
    assert explorer.themes == ["ecowas"]
    assert explorer.value == {**view.value, "themes": ["ecowas"]}
    explorer.value = {"window": ("2024-02", "2024-03")}
    assert explorer.window == ["2024-02", "2024-03"]
    assert seen == [["ecowas"]]
    with pytest.raises(UnknownName) as caught:
        explorer.themes = ["ecowass"]
    assert "ecowas" in caught.value.near
    assert explorer.themes == ["ecowas"]
    other = Explorer(small_kit, view)
    assert other.themes == view.value["themes"]
    traitlets.link((explorer, "themes"), (other, "themes"))
    explorer.themes = []
    assert other.value["themes"] == []


def test_controls_of_one_explorer_are_no_traits_of_another(small_kit, view):
    fewer = dataclasses.replace(view, controls=view.controls[:1], value={"window": WINDOW})
    assert not hasattr(Explorer(small_kit, fewer), "themes")
    assert {"window", "themes"} <= set(Explorer(small_kit, view).keys)


def test_position_and_selection_go_together(explorer):
    explorer.position = 2
    assert explorer.selection == "EV-005"
    explorer.selection = "EV-001"
    assert explorer.position == 0
    explorer.position = -1
    assert explorer.selection == ""
    for number in (3, -2):
        with pytest.raises(UnknownName, match="from -1 to 2"):
            explorer.position = number


def test_groups_can_be_chosen_and_stepped_through(small_kit, view):
    groups = {"mali": "Mali", "niger": "Niger"}
    explorer = Explorer(small_kit, dataclasses.replace(view, groups=groups, steps="groups"))
    explorer.position = 1
    assert explorer.selection == "niger"
    explorer.selection = "EV-001"  # a record of the list
    assert explorer.position == -1
    assert explorer.selection == "EV-001"
    with pytest.raises(UnknownName) as caught:
        explorer.selection = "malii"
    assert "mali" in caught.value.near


def test_in_lab_it_is_a_page_that_waits_for_its_widget(explorer, monkeypatch):
    monkeypatch.delenv("SAHELKIT_STATIC", raising=False)
    data = explorer._repr_mimebundle_()
    # no view of the widget: it would be an error message when the notebook is opened again
    assert set(data) == {"text/plain", "text/html"}
    assert f'data-model="{explorer.key}"' in data["text/html"]
    assert "data:image/svg+xml" in data["text/html"]
    assert data["text/plain"] == "Three events: Three marks"


def test_a_view_that_stands_elsewhere_gets_the_page_when_it_asks(explorer, monkeypatch):
    sent = []
    monkeypatch.setattr(type(explorer), "send", lambda self, content: sent.append(content))
    explorer._handle_custom_msg({"ask": "page"}, [])
    explorer._handle_custom_msg({"ask": "else"}, [])
    [message] = sent
    assert f'data-model="{explorer.key}"' in message["page"]
    assert "<svg" in message["page"]


def test_in_a_deck_it_is_a_page(explorer, monkeypatch):
    monkeypatch.setenv("SAHELKIT_STATIC", "1")
    assert explorer._repr_mimebundle_() == {
        "text/plain": "Three events: Three marks",
        "text/html": explorer.html,
    }


def test_what_the_browser_gets(explorer):
    state = explorer.get_state()
    assert {"value", "selection", "position", "window", "themes", "_esm", "_css"} <= set(state)
    assert "EV-001" not in str(state)  # records travel once, in the page
    assert state["_esm"].count("export default") == 1
    assert "document.readyState" not in state["_esm"]
    assert "https://" not in state["_esm"]


def test_it_says_in_plain_python_what_it_is(explorer):
    shown, held = len(explorer.records), len(explorer.view.records)
    assert repr(explorer) == (
        f"<sahelkit {explorer.view.kind}: {explorer.view.title}, {shown} of {held} records shown>"
    )
