"""A question as HTML: what can be read in it, and what cannot."""

import base64
import json
import re
from pathlib import Path

import pytest

import sahelkit
from sahelkit.errors import UnknownName
from sahelkit.study import questions
from sahelkit.study.cases import cases, tokens
from sahelkit.study.markup import inline, plain
from sahelkit.study.page import render
from sahelkit.study.questions import parse
from sahelkit.study.seal import seal, unseal
from sahelkit.study.solution import right_answer

ASKED = [name for name, q in questions.load().items() if q.kind not in ("table", "value", "text")]


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def spec_of(page):
    found = re.search(r'<script type="application/json" class="sahelkit-data">(.*?)</script>', page)
    return json.loads(found[1])


def test_what_is_sealed_opens_with_its_token_alone():
    tag, sealed = seal("salt", "b", {"message": "C’est ça — “so”"})
    assert unseal("salt", "b", {tag: sealed}) == {"message": "C’est ça — “so”"}
    assert unseal("salt", "a", {tag: sealed}) is None
    assert unseal("sale", "b", {tag: sealed}) is None
    assert b"message" not in base64.b64decode(sealed)
    assert seal("salt", "b", "x" * 1000)[1] != seal("salt", "c", "x" * 1000)[1]


@pytest.mark.parametrize("name", ASKED)
def test_neither_answer_nor_feedback_can_be_read_in_the_page(name, kit):
    question = questions.find(name)
    page = render(question, kit)
    spec = spec_of(page)
    seen = page + "".join(
        base64.b64decode(text).decode("latin-1") for text in spec["entries"].values()
    )
    shown = plain(question.prompt + " ".join(one.text for one in question.option))
    secret = [question.explanation, question.otherwise, *question.hints]
    secret += [part.feedback for part in (*question.option, *question.pair, *question.near)]
    for text in filter(None, secret):
        for form in (text, plain(text), inline(text)):
            assert form not in seen
    if question.kind in ("number", "date"):
        answer = str(right_answer(question, kit)).removesuffix(".0")
        bare = {key: spec.get(key) for key in ("id", "grid", "unit", "hints", "months")}
        told = re.sub(r"<script.*?</script>", "", page, flags=re.S) + json.dumps(bare)
        if len(answer) > 2:  # a digit or two may stand anywhere
            assert not re.search(rf"(?<!\d){re.escape(answer)}(?!\d)", told)
    assert not re.search(r'"?right"?\s*[:=]\s*"?(true|[a-h]\b|\[)', page)
    assert shown[:10] in plain(re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize("name", ASKED)
def test_the_page_says_to_each_answer_what_the_judge_says(name, kit):
    question = questions.find(name)
    spec = spec_of(render(question, kit))
    for token, case in cases(question, kit).items():
        told = unseal(spec["salt"], token, spec["entries"])
        assert told["state"] == case.state
        assert told["message"] == inline(case.message)
        for record in told["records"]:
            leaf = unseal(spec["salt"], f"record:{record}", spec["entries"])
            assert leaf["title"] == kit.record(record).title
    right = tokens(question, right_answer(question, kit), kit)
    assert unseal(spec["salt"], right[0], spec["entries"])["state"] == "right"
    assert unseal(spec["salt"], "*", spec["entries"])["state"] == "not yet"
    for number, hint in enumerate(question.hints):
        assert unseal(spec["salt"], f"hint:{number}", spec["entries"]) == inline(hint)


def test_a_source_is_shown_with_what_its_note_adds(kit):
    row = {"id": "x", "kind": "choice", "prompt": "?", "explanation": "!",
           "option": [{"text": "a", "right": True, "record": "SP-31"},
                      {"text": "b", "feedback": "No.", "record": "SRC-750"},
                      {"text": "c", "feedback": "No.", "record": "M-01"}]}  # fmt: skip
    spec = spec_of(render(parse(row, Path("x.toml")), kit))
    leaf = {
        name: unseal(spec["salt"], f"record:{name}", spec["entries"])
        for name in ("SP-31", "SRC-750", "M-01")
    }
    assert leaf["SP-31"]["note"] == ""
    assert "roughly even chance" in leaf["SRC-750"]["note"]
    assert leaf["M-01"]["text"] == kit.record("M-01")["note"]
    assert leaf["M-01"]["note"] == ""


def test_the_order_of_entries_tells_nothing(kit):
    spec = spec_of(render(questions.find("formation-1"), kit))
    assert list(spec["entries"]) == sorted(spec["entries"])


def test_without_a_script_the_question_and_its_options_stand_there(kit):
    page = render(questions.find("formation-4"), kit)
    outside = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    assert "Which of the five documents" in outside
    assert "S4, SSTV Ghana" in outside
    assert "at the end of the handout" in outside
    assert "document de cette leçon" in render(questions.find("formation-4"), kit, lang="fr")


def test_hostile_text_stays_text(kit):
    evil = "</script><img src=x onerror=alert(1)>"
    row = {"id": evil, "kind": "choice", "prompt": evil, "explanation": evil, "hints": [evil],
           "option": [{"text": evil, "right": True},
                      {"text": evil * 2, "feedback": evil, "record": "EV-043"}]}  # fmt: skip
    page = render(parse(row, Path("x.toml")), kit)
    assert "<img" not in page
    assert page.count("</script>") == 1
    spec = spec_of(page)
    assert "<img" not in unseal(spec["salt"], "b", spec["entries"])["message"]


def test_marks_and_citations_of_a_text():
    link = "[EV-043](../seeds/EVIDENCE.md#ev-043)"
    assert inline(f"*a* **b** `c` 2 * 3 {link}") == (
        "<em>a</em> <strong>b</strong> <code>c</code> 2 * 3 <b>EV-043</b>"
    )
    leads = '<a href="../seeds/EVIDENCE.md#ev-043"{}>EV-043</a>'
    assert inline(link, links=True) == leads.format("")
    assert inline(link, links=True, look="top:0") == leads.format(' style="top:0"')
    assert inline(link, look="top:0") == '<b style="top:0">EV-043</b>'
    assert inline("one\n\ntwo") == "one<br>two"
    assert plain(f"*a* **b** {link}") == "a b EV-043"
    assert inline("`a * b * c` and *d*") == "<code>a * b * c</code> and <em>d</em>"
    assert plain("`a * b * c` and *d*, 2 * 3") == "a * b * c and d, 2 * 3"
    assert inline("One of:\n- a\n- *b*\n\nEnd") == "One of:<br>• a<br>• <em>b</em><br>End"
    assert plain("One of:\n- a\n- b") == "One of: • a • b"
    named = "Both S2 [S2](../seeds/EVIDENCE.md#s2) and AS2 [S2](../seeds/EVIDENCE.md#s2) say so."
    assert plain(named) == "Both S2 and AS2 S2 say so."
    assert inline("`a` \0 `b`") == "<code>a</code>  <code>b</code>"


def test_what_only_code_can_answer_is_no_form(kit):
    row = {"id": "x", "kind": "value", "prompt": "?", "explanation": "!", "otherwise": "no",
           "record": "EV-043", "answer": {"value": 1}}  # fmt: skip
    with pytest.raises(UnknownName, match="check judges a value"):
        render(parse(row, Path("x.toml")), kit)
