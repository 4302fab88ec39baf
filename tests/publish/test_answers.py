import types

from sahelkit.publish.answers import Answers, joined, ruled
from sahelkit.publish.words import page_words

WORDS = page_words("en")
DETAILS = "<details><summary>After</summary>\n<p>So.</p>\n</details>"


def test_an_answer_leaves_a_reference():
    answers = Answers(WORDS)
    page = answers.take(f"<p>Before.</p>{DETAILS}<p>After.</p>", "Which day?")
    assert "So." not in page
    assert page.startswith("<p>Before.</p>")
    assert page.endswith("<p>After.</p>")
    assert 'See <a id="question-1" href="#answer-1">answer 1</a> at the end.' in page
    (answer,) = answers.all
    assert (answer.number, answer.place) == (1, "Which day? · After")
    assert answer.html.strip() == "<p>So.</p>"


def test_questions_get_lines_and_a_bare_answer_gets_none():
    answers = Answers(WORDS)
    assert answers.take(DETAILS, "x").count("<span></span>") == 0
    assert answers.take(f"<p>Why?</p>{DETAILS}", "x").count("<span></span>") == 3


def test_each_answer_is_named_by_its_own_question():
    answers = Answers(WORDS)
    page = f"<p><strong>One.</strong> A?</p>{DETAILS}<p><strong>Two:</strong> B?</p>{DETAILS}"
    answers.take(page, "Check")
    assert [answer.place for answer in answers.all] == ["Check · One", "Check · Two"]
    answers.take(f"<p>A <strong>bold</strong> word.</p>{DETAILS}", "Check")
    assert answers.all[-1].place == "Check · After"


def test_left_out_they_leave_lines_and_nothing_else():
    answers = Answers(WORDS, keep=False)
    page = answers.take(f"<p>Why?</p>{DETAILS}", "x")
    assert page == f"<p>Why?</p>{ruled(3, WORDS)}"
    assert answers.all == []


def test_a_reading_is_escaped_and_cited():
    row = {"reading": "We <b>read</b>", "confidence": "low", "teaches": "Ask & ask"}
    record = types.SimpleNamespace(get=row.get, title="How <long>?")
    kit = types.SimpleNamespace(record=lambda name: record)
    answers = Answers(WORDS)
    answers.reading(kit, "C-01")
    (answer,) = answers.all
    assert answer.place == "Our reading: How &lt;long&gt;?"
    assert "We &lt;b&gt;read&lt;/b&gt; Confidence: low." in answer.html
    assert "EVIDENCE.md#c-01" in answer.html
    assert "Ask &amp; ask" in answer.html


def test_references_that_follow_each_other_become_one_line():
    answers = Answers(WORDS)
    one, two, three = (answers.put("x", "So.") for _ in range(3))
    page = joined(f"<p>A</p>{one}\n{two}\n<p>B</p>{three}", WORDS)
    assert page.count('<p class="ref">') == 2
    assert (
        '<p class="ref">See <a id="question-1" href="#answer-1">answer 1</a>, '
        '<a id="question-2" href="#answer-2">answer 2</a> at the end.</p>\n<p>B</p>'
    ) in page
    assert page.endswith(three)
