"""The files of questions: what is read, and what is said of a file that is broken."""

import pytest

from sahelkit.errors import BadQuestion, UnknownName
from sahelkit.study import questions

GOOD = """
[[question]]
id = "bridge-1"
kind = "choice"
prompt = "Which?"
explanation = "So it is."
hints = ["Look.", "Look closer."]
[[question.option]]
text = "this"
right = true
[[question.option]]
text = "that"
feedback = "No."
record = "EV-001"
"""


def write(folder, text, name="01-bridge"):
    (folder / "questions").mkdir(exist_ok=True)
    (folder / "questions" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_question_is_read_with_its_lesson_and_file(tmp_path):
    (question,) = questions.load(write(tmp_path, GOOD)).values()
    assert (question.id, question.lesson, question.file) == (
        "bridge-1",
        "01-bridge",
        "01-bridge.toml",
    )
    assert question.letters == ("a", "b")
    assert question.option[1].feedback == "No."
    assert question.hints == ("Look.", "Look closer.")
    assert question.points == 1


def test_questions_of_the_sets_are_read_after_those_of_the_lessons(tmp_path):
    write(tmp_path, GOOD)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "01-bridge.toml").write_text(GOOD.replace("bridge-1", "bridge-p1"))
    assert list(questions.load(tmp_path)) == ["bridge-1", "bridge-p1"]


FAULTS = [
    ("kind = ", "not TOML [", "TOML"),
    ('id = "bridge-1"\n', "", "id: found 'Which?'; expected a name such as"),
    ('kind = "choice"', 'kind = "riddle"', "bridge-1, kind: found 'riddle'; expected one of cho"),
    ('kind = "choice"\n', "", "bridge-1, kind: expected a value (it is missing)"),
    ('prompt = "Which?"', 'promt = "Which?"', "promt: found 'Which?'; expected one of prompt"),
    ('prompt = "Which?"', "prompt = 3", "prompt: found 3; expected text in quotation marks"),
    ('prompt = "Which?"', 'prompt = " "', "prompt: found ' '; expected a question"),
    ('explanation = "So it is."\n', "", "explanation: expected what is said to a right answer"),
    ('feedback = "No."\n', "", "option.feedback: found 'that'; expected feedback"),
    ('record = "EV-001"\n', "", "option.record: found 'that'; expected record"),
    ('hints = ["Look.", "Look closer."]', 'hints = "Look."', "hints: found 'Look.'; expected a l"),
    ('hints = ["Look.", "Look closer."]', "hints = [1]", "hints: found (1,); expected texts"),
    ('hints = ["Look.", "Look closer."]', 'points = "two"', "points: found 'two'; expected a n"),
    ('hints = ["Look.", "Look closer."]', "tolerance = -1", "tolerance: found -1; expected 0"),
    ('hints = ["Look.", "Look closer."]', 'precision = "hour"', "expected day, month or year"),
    ("right = true", 'right = "yes"', "option.right: found 'yes'; expected true, false or a rule"),
    ('kind = "choice"', 'kind = "number"', "answer: expected what the kind number needs"),
    ('kind = "choice"', 'kind = "order"', "items: expected what the kind order needs"),
    ('kind = "choice"', 'kind = "confidence"', "confidence: expected the ledger's confidence"),
    ('kind = "choice"', 'kind = "source"', "claim: expected what the kind source needs"),
]


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_a_broken_file_is_named_with_question_field_and_what_is_expected(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(BadQuestion) as error:
        questions.load(write(tmp_path, GOOD.replace(old, new, 1)))
    assert str(error.value).startswith("01-bridge.toml")
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["", "question = 3", "[question]\nid='x'", "question = [1]"])
def test_a_file_without_questions_is_named(tmp_path, text):
    with pytest.raises(BadQuestion, match=r"01-bridge\.toml.*question"):
        questions.load(write(tmp_path, text))


def test_a_file_that_is_not_text_is_named(tmp_path):
    write(tmp_path, GOOD)
    (tmp_path / "questions" / "01-bridge.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadQuestion, match="TOML"):
        questions.load(tmp_path)


def test_two_questions_of_one_name_are_named_with_both_files(tmp_path):
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "02-tower")
    with pytest.raises(BadQuestion, match=r"02-tower\.toml.*it stands in 01-bridge\.toml too"):
        questions.load(tmp_path)


def test_an_unknown_question_names_the_nearest():
    with pytest.raises(UnknownName, match="did you mean 'formation-1'"):
        questions.find("formation1")
    with pytest.raises(UnknownName):
        questions.find(None)
    assert questions.find("formation-1").lesson == "01-formation"
