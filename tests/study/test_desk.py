"""check() and hint() in a notebook, and who is told of a verdict."""

import html
import re

import pytest

import sahelkit
from sahelkit.errors import UnknownName
from sahelkit.study import desk
from sahelkit.study.questions import find, load


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Nobody listens yet, and no hint was taken."""
    monkeypatch.setattr(desk, "_listeners", [])
    monkeypatch.setattr(desk, "_memories", [])
    monkeypatch.setattr(desk, "_clerks", [])
    monkeypatch.setattr(desk, "_taken", {})


def test_check_judges_by_the_kits_own_ledger():
    verdict = sahelkit.study.check("formation-3", "16 September 2023")
    assert verdict.state == "right"
    assert sahelkit.study.check("formation-3").state == "not attempted"
    near = sahelkit.study.check("formation-3", "15/09/2023")
    assert (near.state, near.record) == ("not yet", "C-54")
    assert "16" not in near.message


def test_check_asks_another_ledger_if_told_to(amend):
    kit = amend("events", 0)
    with pytest.raises(UnknownName):
        sahelkit.study.check("formation-3", "2023-09-16", kit=kit)


def test_check_of_an_unknown_question_names_the_nearest():
    with pytest.raises(UnknownName, match="formation-3"):
        sahelkit.study.check("formation3", 1)


def test_hints_come_one_by_one_the_weakest_first():
    first, second, third = (sahelkit.study.hint("formation-3") for _ in range(3))
    assert (first.number, second.number, third.number, first.of) == (1, 2, 2, 2)
    assert first.text != second.text
    assert repr(first).startswith("Hint 1 of 2: ")
    assert [hint.last for hint in (first, second, third)] == [False, False, True]
    for shown in (repr(third), third._repr_html_()):
        assert "There are no more hints." in shown
    assert "no more" not in repr(second)
    assert sahelkit.study.hint("formation-3", again=True).text == first.text
    assert repr(sahelkit.study.hint("formation-4")) == "There is no hint to this question."


def test_a_hint_shows_no_marks_of_markdown(monkeypatch):
    text = "Use `a['x'] * b`, *not* **c** < 2; see [EV-043](../seeds/EVIDENCE.md#ev-043)."
    hint = desk.Hint(text, 1, 2)
    assert repr(hint) == "Hint 1 of 2: Use a['x'] * b, not c < 2; see EV-043."
    page = hint._repr_html_()
    assert "<code>a['x'] * b</code>, <em>not</em> <strong>c</strong> &lt; 2" in page
    assert '<a href="../seeds/EVIDENCE.md#ev-043"' in page
    assert "<b>Hint 1 of 2:</b>" in page
    monkeypatch.setenv("SAHELKIT_STATIC", "page")
    assert "<b>EV-043</b>" in hint._repr_html_()


@pytest.mark.parametrize("name", load())
def test_no_hint_of_the_kit_shows_raw_marks(name):
    for _ in find(name).hints:
        hint = sahelkit.study.hint(name)
        shown = html.unescape(re.sub(r"<code>.*?</code>|<[^>]*>", "", hint._repr_html_()))
        assert not re.search(r"[`*]|\]\(", shown), shown
        assert not re.search(r"`|\]\(", repr(hint)), repr(hint)


def test_listeners_hear_of_verdicts_until_they_leave():
    heard = []
    leave = sahelkit.study.on_verdict(lambda verdict, answer: heard.append((verdict, answer)))
    sahelkit.study.on_verdict(lambda verdict, answer: 1 / 0)
    sahelkit.study.check("formation-3", "2023")
    leave()
    sahelkit.study.check("formation-3", "2023")
    ((verdict, answer),) = heard
    assert (verdict.question, verdict.state, answer) == ("formation-3", "not yet", "2023")
