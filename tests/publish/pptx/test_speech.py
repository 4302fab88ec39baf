from sahelkit.publish.pptx.model import Image, Paragraph, Run, Table, Text
from sahelkit.publish.pptx.speech import spoken


def test_numbers_of_notes_stand_in_brackets():
    note = [Run(t, raised=True, jump=j) for t, j in (("3", "note-3"), (",", ""), ("4", "note-4"))]
    runs = (Run("said"), *note, Run(" of 5 m"), Run("2", raised=True))
    (made,) = spoken([Text((Paragraph(runs),))])
    assert "".join(run.text for run in made) == "said\u00a0[3,4] of 5 m2"
    assert not any(run.jump for run in made)


def test_lists_tables_and_pictures_are_told_as_text():
    items = [
        Text((Paragraph((Run("H"),), "head"), Paragraph((Run("b"),), "bullet", 1))),
        Text((Paragraph((Run("n"),), "number", 0, 7),)),
        Table(((Run("a"),), (Run("b"),)), (((Run("1"),), (Run("2", bold=True),)),)),
        Image(b"x", "what it shows"),
        Image(b"x", ""),
    ]
    said = spoken(items)
    texts = ["".join(run.text for run in runs) for runs in said]
    assert texts == ["H", "    • b", "7. n", "a | b", "1 | 2", "what it shows"]
    assert said[0][0].bold
    assert said[4][-1].bold
