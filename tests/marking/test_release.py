import json
import zipfile

import pytest

from marking.small import NAME, RIGHT, answered, dump, make_exercises
from sahelkit.errors import BadLesson, UnknownName
from sahelkit.marking.release import hand_in, release, unanswered
from sahelkit.marking.sets import choose, load_sets


def test_students_get_the_notebook_and_no_solution(tmp_path, sets, exercises):
    made = release(tmp_path, list(sets.values()), exercises)
    assert [path.name for path in made] == ["01-small.zip", "02-other.zip"]
    with zipfile.ZipFile(made[0]) as packed:
        assert packed.namelist() == ["01-small/01-small.ipynb", "01-small/README.txt"]
        text = packed.read("01-small/01-small.ipynb").decode()
        readme = packed.read("01-small/README.txt").decode()
    assert "hand-in 01" in readme
    assert not [word for word in ("SECRET", "SOLUTION", "16 September") if word in text]
    before = made[0].read_bytes()
    assert release(tmp_path, list(sets.values()), exercises)[0].read_bytes() == before


def test_links_to_what_is_not_handed_out_are_words(tmp_path):
    folder = make_exercises(tmp_path / "exercises")
    path = folder / f"{NAME}.ipynb"
    book = json.loads(path.read_text(encoding="utf-8"))
    book["cells"][0]["source"] = (
        "See [the lesson](../notebooks/01-x.ipynb), [EV-043](../seeds/EVIDENCE.md#ev-043) and\n"
        "[a page](https://example.org/a) [here](#hand-in)."
    )
    path.write_bytes(dump(book))
    made, _ = release(tmp_path / "out", list(load_sets(folder).values()), folder)
    with zipfile.ZipFile(made) as packed:
        given = json.loads(packed.read(f"{NAME}/{NAME}.ipynb"))
    assert "".join(given["cells"][0]["source"]) == (
        "See the lesson, EV-043 and\n[a page](https://example.org/a) [here](#hand-in)."
    )
    assert [cell["id"] for cell in given["cells"]] == [cell["id"] for cell in book["cells"]]
    assert given["metadata"] == book["metadata"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda b: b["metadata"]["sahelkit"].update(version="solution"), "the solution version"),
        (lambda b: b["cells"][0]["metadata"]["tags"].append("instructor"), "cell 1.*instructor"),
        (lambda b: b["cells"][1].update(source="# BEGIN SOLUTION"), "cell 2.*a worked answer"),
        (None, "no such file; run: sahelkit exercises build"),
    ],
)
def test_a_solution_is_never_handed_out(tmp_path, book, change, problem):
    folder = make_exercises(tmp_path / "exercises")
    path = folder / f"{NAME}.ipynb"
    if change is None:
        path.unlink()
    else:
        change(book)
        path.write_bytes(dump(book))
    with pytest.raises(BadLesson, match=problem):
        release(tmp_path / "out", list(load_sets(folder).values()), folder)
    assert not (tmp_path / "out").exists()


def test_a_hand_in_holds_notebook_answers_and_name(tmp_path, exercises):
    made = hand_in(exercises / f"{NAME}.ipynb", " Awa/Traoré: é ", {"small-a1": "b"}, tmp_path)
    assert made.name == "Awa Traoré é 01-small.zip"
    with zipfile.ZipFile(made) as packed:
        assert set(packed.namelist()) == {"01-small.ipynb", "answers.json", "hand-in.json"}
        said = json.loads(packed.read("hand-in.json"))
        assert json.loads(packed.read("answers.json")) == {"small-a1": "b"}
    assert (said["student"], said["set"]) == ("Awa/Traoré: é", NAME)


def test_a_student_is_told_what_is_still_open(tmp_path, book, sets):
    path = tmp_path / f"{NAME}.ipynb"
    path.write_bytes(dump(book))
    assert unanswered(path, {}, sets[NAME]) == list(sets[NAME].questions)
    path.write_bytes(dump(answered(book, {**RIGHT, "small-p2": ""})))
    assert unanswered(path, {}, sets[NAME]) == ["small-a1", "small-p2"]
    assert unanswered(path, {"small-a1": "b"}, sets[NAME]) == ["small-p2"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "no such file"), (b"{", "save it and try again"), (bytes(21_000_000), "larger than")],
)
def test_what_cannot_be_handed_in(tmp_path, content, problem):
    path = tmp_path / "01-small.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadLesson, match=problem):
        hand_in(path, "Awa", {}, tmp_path / "out")


def test_sets_by_number_and_word(sets, tmp_path):
    assert choose("1", sets) == choose("01", sets) == choose("small", sets) == NAME
    with pytest.raises(UnknownName, match="02-other"):
        choose("othr", sets)
    with pytest.raises(UnknownName, match="folder of exercises"):
        load_sets(tmp_path)


def test_a_set_knows_what_it_is_made_of(tmp_path):
    folder = make_exercises(tmp_path)
    before = load_sets(folder)[NAME]
    assert before.essays["small-e1"] is True
    assert before.essays["small-p1"] is False
    path = folder / "sources" / f"{NAME}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("points = 2\nans", "points = 5\nans"))
    after = load_sets(folder)[NAME]
    assert after.digest != before.digest
    assert after.questions["small-p1"].points == 5
