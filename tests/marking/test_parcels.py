"""Opening what lies in a folder; the odd cases are in the corpus (test_corpus.py)."""

import json

import pytest

from marking.corpus import zipped
from sahelkit.marking.parcels import parcels


def pack(student, more=b"{}"):
    said = json.dumps({"student": student}).encode()
    return zipped({"01-small.ipynb": more, "hand-in.json": said})


def found(folder):
    return {one.file: one for one in parcels(folder)}


def test_whose_it_is_and_what_is_in_it(tmp_path):
    (tmp_path / "Awa.ipynb").write_bytes(b"{}")
    (tmp_path / "Bo_7_assignsubmission_file_x.zip").write_bytes(pack("Bo"))
    (tmp_path / "Cy").mkdir()
    (tmp_path / "Cy" / "work.zip").write_bytes(pack("Cy"))
    (tmp_path / "marking").mkdir()
    (tmp_path / ".DS_Store").write_bytes(b"x")
    made = found(tmp_path)
    assert {name: (one.student, one.number, sorted(one.files)) for name, one in made.items()} == {
        "Awa.ipynb": ("Awa", "", ["Awa.ipynb"]),
        "Bo_7_assignsubmission_file_x.zip": ("Bo", "7", ["01-small.ipynb", "hand-in.json"]),
        "Cy": ("Cy", "", ["work.zip/01-small.ipynb", "work.zip/hand-in.json"]),
    }


@pytest.mark.parametrize("folder", [False, True])
def test_hand_ins_that_a_mail_program_packed_into_one(tmp_path, folder):
    files = {f"{name} 01-small.zip": pack(name) for name in ("Awa", "Bo")}
    files |= {"bad.zip": pack("Cy")[:-30], "letter.txt": b"Dear teacher"}
    if folder:
        (tmp_path / "mail").mkdir()
        for name, content in files.items():
            (tmp_path / "mail" / name).write_bytes(content)
    else:
        (tmp_path / "mail").write_bytes(zipped(files))
    made = found(tmp_path)
    assert [made[f"mail!{name} 01-small.zip"].student for name in ("Awa", "Bo")] == [
        "Awa 01-small",  # the hand-in itself knows better
        "Bo 01-small",
    ]
    assert "not a zip, or a damaged one" in made["mail!bad.zip"].problem
    assert list(made["mail"].files) == ["letter.txt"]
    assert len(made) == 4


def test_two_hand_ins_of_one_student_on_a_platform(tmp_path):
    place = tmp_path / "Bo_7_assignsubmission_file_"
    place.mkdir()
    for name in ("1.zip", "2.zip"):
        (place / name).write_bytes(pack("Cy"))
    assert [(one.student, one.number) for one in parcels(tmp_path)] == [("Bo", "7")] * 2


def test_one_packed_hand_in_stays_with_what_lies_beside_it(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"in.zip": pack("Awa"), "x.ipynb": b"{}"}))
    (one,) = parcels(tmp_path)
    assert sorted(one.files) == ["in.zip/01-small.ipynb", "in.zip/hand-in.json", "x.ipynb"]
    (tmp_path / "a.zip").write_bytes(zipped({"in.zip": pack("Awa")[:-30], "x.ipynb": b"{}"}))
    (one,) = parcels(tmp_path)
    assert "not a zip, or a damaged one" in one.problem
