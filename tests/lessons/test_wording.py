import pytest

from sahelkit.lessons.wording import BANDS, problems, sentences


@pytest.mark.parametrize("word", BANDS)
def test_words_of_the_bands_are_fine(word):
    assert list(problems(f"It is {word} that they leave.")) == []


@pytest.mark.parametrize(
    "word",
    ["possibly", "Perhaps", "maybe", "most likely", "highly likely", "in all likelihood",
     "may well", "without doubt", "more likely than not", "virtually certain"],
)  # fmt: skip
def test_words_outside_the_bands(word):
    (problem,) = problems(f"{word} they leave.")
    assert f"“{word}” is outside the bands of ICD 203, in “{word} they leave.”" in problem


@pytest.mark.parametrize(
    "confidence",
    ["with high confidence", "(low confidence)", "and our confidence is moderate",
     "and our confidence in this is low", "confidence: high", "and we are highly confident"],
)  # fmt: skip
def test_likelihood_and_confidence_in_one_sentence(confidence):
    (problem,) = problems(f"They will probably stay {confidence}.")
    assert "“probably”" in problem
    assert "expected two sentences" in problem


@pytest.mark.parametrize(
    "text",
    [
        "They will probably stay. We have high confidence in this.",
        "They will probably stay! (Low confidence.)",
        "He called it “very likely”. Confidence is low.",
        "He said “it is so.” Our confidence is high.",
        "The house gave a vote of confidence; it is likely to last.",
        "He said “perhaps, with high confidence”.",
        "Unlikelihood and possiblyness are no words.",
    ],
)
def test_fine(text):
    assert list(problems(text)) == []


def test_every_sentence_is_looked_at():
    assert len(list(problems("Perhaps. It is so. Maybe. It is likely, with low confidence."))) == 3


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ("He said “One. Two.” Then he left.", 2),
        ("It cost 3.5 million in Jan. 2025.", 1),
        ("(One.) Two.", 2),
        ("“One.” “Two.”", 2),
        ("one. two", 1),
        ("", 1),
    ],
)
def test_sentences(text, count):
    found = sentences(text)
    assert len(found) == count
    assert " ".join(found) == text
