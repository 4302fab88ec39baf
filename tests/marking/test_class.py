"""A whole class with the real sets: released, answered, handed in, collected, graded, merged."""

import csv
import html
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from marking.room import CLASS, LATE, Work, answer, marks, points_of, questions, sent, set_named
from sahelkit import cli
from sahelkit.marking.people import clean
from sahelkit.study import keeper, sheet

pytestmark = pytest.mark.usefixtures("walls")


@pytest.fixture
def at(monkeypatch, capsys):
    """A function that runs a step of the exercises in a folder."""

    def call(folder, *words):
        monkeypatch.chdir(folder)
        code = cli.main(["exercises", *map(str, words)])
        out, err = capsys.readouterr()
        return code, out, err

    monkeypatch.setattr(keeper, "_keepers", {})
    return call


def hand_in(at, work, home, inbox, kit):
    """Unpack, answer and pack a set as a student does, in a folder of its own."""
    name = set_named(work.set)
    home.mkdir()
    with zipfile.ZipFile(home.parent / "out" / f"{name}.zip") as zipped:
        zipped.extractall(home)
    answer(work, home / name, kit)
    code, out, err = at(home / name, "hand-in", work.set, f"--name={work.student}")
    assert code == 0
    done = [state for state, _ in marks(work).values() if state != "not attempted"]
    if work.by != "notebook":
        assert f"answers to {len(done)} of {len(marks(work))} questions" in err
    assert (not done) == ("Nothing is answered in it" in err)
    sent(work, home / name / out.strip(), inbox)


def read(folder, table):
    with (folder / "marking" / table).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def expected(work: Work, *, merged: bool) -> dict[str, str]:
    """Return what must stand in the row of a hand-in."""
    own = marks(work)
    kinds = {q["id"]: q["kind"] for q in questions(work.set)}
    most = {q["id"]: points_of(q) for q in questions(work.set)}
    texts = [name for name in own if kinds[name] == "text"]
    rest = [name for name in own if kinds[name] != "text"]

    def total(names):
        if not merged and any(own[name][0] == "by hand" for name in names):
            return ""
        return str(sum(own[name][1] for name in names))

    row = {
        "set": set_named(work.set),
        "points": total(rest),
        "out of": str(sum(most[name] for name in rest)),
        "essay points": total(texts),
        "essays out of": str(sum(most[name] for name in texts)),
        "total": total(own),
    }
    for letter, head in (("a", "track A"), ("p", "track B")):
        names = [name for name in own if name.rpartition("-")[2][0] == letter]
        row |= {head: total(names), f"{head} out of": str(sum(most[name] for name in names))}
    for name in own:
        row |= {f"{name} state": own[name][0], f"{name} points": total([name])}
    return row


def cell(name: str) -> str:
    """Return a name as it stands in a table."""
    return f"'{clean(name)}" if name[0] in "=+-@" else clean(name)


def check(rows, works, *, merged):
    """Make sure that each hand-in has its row, with the points of its student."""
    left = {index: dict(row) for index, row in enumerate(rows)}
    for work in works:
        wanted = expected(work, merged=merged)
        mine = {
            index: row
            for index, row in left.items()
            if row["student"] == cell(work.student) and row["set"] == wanted["set"]
        }
        assert mine, f"no row for {work}"
        differs = {
            index: {k: (row[k], v) for k, v in wanted.items() if row[k] != v}
            for index, row in mine.items()
        }
        same = [index for index in differs if not differs[index]]
        assert same, f"{work}: {differs}"
        del left[same[0]]
    assert not left


def long_essays(page: str) -> dict[tuple[str, str], bool]:
    """Return question and key of each essay on the page, and whether it is a long one."""
    found = {}
    for part in page.split("<h2>")[1:]:
        for article in part.split("<article>")[1:]:
            key = re.search(r'class="small">(\S+)', article)[1]
            found[part.split("<")[0], key] = "treaty" in article
    return found


def test_a_class_of_thirty_with_the_real_sets(tmp_path, at, kit):
    code, _, _ = at(tmp_path, "release", "out")
    assert code == 0
    inbox = tmp_path / "inbox"
    for number, work in enumerate(CLASS):
        hand_in(at, work, tmp_path / f"{number:02}", inbox, kit)
    assert len({work.student for work in CLASS}) == 30
    assert {work.set for work in CLASS} == {f"0{n}" for n in range(7)}
    code, out, err = at(tmp_path, "collect", "inbox")
    assert (code, len(out.splitlines())) == (0, len(CLASS))
    assert f"{len(CLASS)} hand-ins, none of them cannot be marked" in err
    assert out.count("hand-ins by this name") == 2  # two students of one name, with one set

    code, out, err = at(tmp_path, "grade", "inbox")
    assert (code, out) == (0, "")
    assert f"{len(CLASS)} of {len(CLASS)} hand-ins marked" in err
    check(read(inbox, "marks.csv"), CLASS, merged=False)

    for number, work in enumerate(LATE, start=len(CLASS)):
        hand_in(at, work, tmp_path / f"{number:02}", inbox, kit)
    works = [*CLASS, *LATE]
    code, _, err = at(tmp_path, "grade", "inbox")
    assert code == 0
    assert err.count("(unchanged)") == len(CLASS) - 1  # a second hand-in makes the first one odd
    check(read(inbox, "marks.csv"), works, merged=False)

    essays = inbox / "marking" / "essays.csv"
    table = sheet.read(essays)
    order = [row["question"] for row in table]
    assert order == sorted(order, key=list(dict.fromkeys(order)).index)  # one after the other
    long = long_essays((inbox / "marking" / "essays.html").read_text(encoding="utf-8"))
    assert {(row["question"], row["key"]) for row in table} == set(long)
    for row in table:
        row["points"] = row["out of"] if long[row["question"], row["key"]] else "1"
        row["comment"] = "=well; read"
    sheet.write(essays, list(table[0]), table)
    code, out, err = at(tmp_path, "merge", "inbox")
    assert (code, out) == (0, "")
    assert "0 to mark" in err
    rows = read(inbox, "marks.csv")
    check(rows, works, merged=True)
    criteria = Counter(row["key"] for row in table)
    awa = [row["total"] for row in rows if row["student"] == "Awa Traoré"]
    assert sorted(map(int, awa)) == [5, 11, 24]  # counted by hand
    pages = {path.name for path in (inbox / "marking" / "feedback").iterdir()}
    assert sorted(row["page"] for row in rows) == sorted(f"feedback/{name}" for name in pages)
    for row in rows:
        page = (inbox / "marking" / row["page"]).read_text(encoding="utf-8")
        assert html.escape(row["student"].lstrip("'")) in page
        assert page.count("=well; read") == criteria[Path(row["page"]).stem]
