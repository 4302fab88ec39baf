import csv

import pytest

from sahelkit.study import sheet


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'=1"),
        ("\r=1", "'=1"), ("  =1", "  '=1"), ("x;=1", "x;'=1"), ("x,=1", "x,'=1"),
        ("x\n=1", "x\n'=1"), ("Awa", "Awa"), ("a-b", "a-b"), ("1=1", "1=1"), ("", ""),
        (None, ""), (2.0, "2"), (-1, "-1"), (0.5, "0.5"), (0.1 + 0.2, "0.3"),
        (1234567, "1234567"), (1234567.5, "1234567.5"), ("＝1", "'＝1"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run(text, cell):
    assert sheet.safe(text) == cell


def test_the_teachers_own_words_are_kept():
    assert sheet.safe("good; -1 for dates", inside=False) == "good; -1 for dates"
    assert sheet.safe("-1 for dates", inside=False) == "'-1 for dates"


def test_written_and_read_back(tmp_path):
    path = tmp_path / "a.csv"
    rows = [{"name": '=é;\n"x"', "points": 1.5}, {"name": "-rf"}]
    sheet.write(path, ["name", "points"], rows)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert sheet.read(path) == [
        {"name": '=é;\n"x"', "points": "1.5"},
        {"name": "-rf", "points": ""},
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_as_spreadsheets_save_it(tmp_path, sign, encoding):
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=sign).writerows([["name", "points"], ["Zoé", "1,5"]])
    assert sheet.read(path) == [{"name": "Zoé", "points": "1,5"}]
