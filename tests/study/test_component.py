"""Questions as a widget."""

import pytest

import sahelkit
from sahelkit.errors import UnknownName
from sahelkit.study import desk


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    monkeypatch.setattr(desk, "_listeners", [])
    monkeypatch.setattr(desk, "_memories", [])
    monkeypatch.setattr(desk, "_clerks", [])


def test_it_shows_a_page_that_waits_for_its_widget():
    asked = sahelkit.study.ask("formation-1", "formation-2")
    bundle = asked._repr_mimebundle_()
    page = bundle["text/html"]
    assert page.count(f'data-model="{asked.key}"') == 2
    assert page.count("<style>") == 2
    assert bundle["text/plain"].startswith("An article writes: “The confederation treaty")
    assert "application/vnd.jupyter.widget-view+json" not in bundle


def test_in_a_deck_it_is_a_page_without_a_widget(monkeypatch):
    monkeypatch.setenv("SAHELKIT_STATIC", "slide")
    page = sahelkit.study.ask("formation-1")._repr_mimebundle_()["text/html"]
    assert "data-model" not in page
    assert "<style>" not in page
    assert page == sahelkit.study.ask("formation-1").html


def test_python_judges_what_the_page_sends_by_itself():
    heard = []
    sahelkit.study.on_verdict(lambda verdict, answer: heard.append((verdict.state, answer)))
    asked = sahelkit.study.ask("formation-1", "formation-3")
    asked.answers = {"formation-1": "a", "stranger": "b"}
    asked.answers = {"formation-1": "a", "formation-3": "2023-09-16"}
    assert asked.verdicts == {"formation-1": "not yet", "formation-3": "right"}
    assert heard == [("not yet", "a"), ("right", "2023-09-16")]
    asked.answers = {"formation-3": "2023-09-16"}
    assert asked.verdicts == {"formation-3": "right"}


def test_an_earlier_answer_comes_back():
    sahelkit.study.on_recall(lambda name: {"formation-1": "c"}.get(name))
    asked = sahelkit.study.ask("formation-1", "formation-2")
    assert asked.answers == {"formation-1": "c"}
    assert asked.verdicts == {"formation-1": "right"}


def test_a_form_that_is_emptied_takes_its_answer_back():
    heard, back = [], []
    sahelkit.study.on_verdict(lambda verdict, answer: heard.append(answer))
    leave = desk.on_taken_back(back.append)
    asked = sahelkit.study.ask("formation-1", "formation-3")
    asked.answers = {"formation-1": "c", "formation-3": "2023", "stranger": "b"}
    asked.answers = {"formation-3": "2023"}
    assert back == ["formation-1"]
    assert asked.verdicts == {"formation-3": "not yet"}
    assert heard == ["c", "2023"]
    leave()
    asked.answers = {}
    assert back == ["formation-1"]


def test_names_are_checked_when_it_is_made():
    with pytest.raises(UnknownName, match="did you mean 'formation-1'"):
        sahelkit.study.ask("formation1")
    with pytest.raises(UnknownName, match="the name of a question"):
        sahelkit.study.ask()
    with pytest.raises(UnknownName, match="language"):
        sahelkit.study.ask("formation-1", lang="de")


def test_each_question_is_asked_once():
    assert repr(sahelkit.study.ask("formation-1", "formation-1")) == (
        "<sahelkit questions: formation-1>"
    )
