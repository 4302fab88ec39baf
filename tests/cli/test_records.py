import re
import stat
import warnings

import pytest
from whole import cite, whole_rows, write_ledger, write_lesson

from sahelkit.cli import records
from sahelkit.ledger import open_folder

COMMANDS = ("lab", "check", "verify", "evidence", "slides")


def snapshot(folder):
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# check: all well


def test_sound_ledger_and_lesson(run, here, seeds):
    code, out, err = run("check", "--seeds", seeds)
    count = sum(len(open_folder(seeds).table(name)) for name in open_folder(seeds))
    assert (code, err) == (0, "")
    assert out == f"{count} records and 2 paragraphs checked: no faults\n"


def test_only_the_lessons_that_are_named(run, here, seeds):
    write_lesson(here / "notebooks" / "02-bad.ipynb", "In 2023.")
    assert run("check", "--seeds", seeds, "01")[0] == 0
    assert run("check", "--seeds", seeds, "02")[0] == 1
    code, out, _ = run("check", "--seeds", seeds)
    assert code == 1
    assert out.endswith("and 3 paragraphs checked: 1 fault\n")


def test_without_lessons_the_ledger_is_checked(run, seeds, monkeypatch, tmp_path):
    from sahelkit.lessons import notebook

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(notebook, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    code, out, err = run("check", "--seeds", seeds)
    assert code == 0
    assert " and 0 paragraphs checked: no faults" in out
    assert "note: only the ledger is checked" in err


# check: a damaged ledger


def edit(old, new):
    def change(path):
        text = path.read_bytes()
        assert old.encode() in text
        path.write_bytes(text.replace(old.encode(), new.encode(), 1))

    return change


def recode(function):
    return lambda path: path.write_bytes(function(path.read_bytes()))


DAMAGE = {
    "missing table": ("events", lambda p: p.unlink(), "expected the file in the folder"),
    "empty table": ("events", recode(lambda raw: b""), "a header row"),
    "folder for a table": ("events", lambda p: (p.unlink(), p.mkdir()), "a file that can be read"),
    "missing column": ("events", edit(",tier,", ","), "row 1, column tier"),
    "misspelt column": ("events", edit("tier", "teir"), "one of the columns tier"),
    "column twice": ("events", edit(",tier,", ",theme,"), "each column once"),
    "wrong type": ("claims", edit("S1,2,1,", "S1,two,1,"), "a whole number"),
    "wrong number": ("specs", edit(",24,27,", ",24,27h,"), "a number with a decimal point"),
    "impossible date": ("events", edit("2025-01-29", "2025-02-29"), "exists in the calendar"),
    "other date": ("events", edit("2025-01-29", "29/01/2025"), "a date written YYYY-MM-DD"),
    "finer than precision": ("events", edit("2024-07-01", "2024-07-02"), "the precision is month"),
    "unknown id": ("participants", edit(",mali,", ",maly,"), "nearest: mali"),
    "duplicate id": ("events", edit("EV-002", "EV-001"), "used once (it stands in row 2 too)"),
    "not in the list": ("events", edit(",core", ",cor"), "nearest: core"),
    "empty cell": ("glossary", edit("junte", ""), "must not be empty"),
    "semicolons": ("glossary", recode(lambda raw: raw.replace(b",", b";")), "not semicolons"),
    "tabs": ("glossary", recode(lambda raw: raw.replace(b",", b"\t")), "not tabs"),
    "Windows-1252": (
        "sources",
        recode(lambda raw: raw.decode().replace("Монитор", "Mo").encode("cp1252")),
        "looks like Windows-1252",
    ),
    "UTF-16": ("glossary", recode(lambda raw: raw.decode().encode("utf-16")), "like UTF-16"),
    "zero bytes": ("glossary", recode(lambda raw: raw + b"\0\0"), "glossary.csv"),
    "formula": ("glossary", edit("junta", "=1+1"), "not a spreadsheet formula"),
    "comma too many": ("evidence", edit("a copy", "a copy,more"), "is a comma outside quotation"),
    "open quotation mark": ("glossary", edit("junta", '"junta'), "quotation marks in pairs"),
    "blank row": ("glossary", recode(lambda raw: raw + b",,,,,,\n"), "no empty row"),
    "blanks around": ("glossary", edit("junta", " junta"), "no space at the beginning"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damaged_ledger(run, here, seeds, case):
    table, damage, expected = DAMAGE[case]
    path = seeds / f"{table}.csv"
    damage(path)
    before = snapshot(here)
    code, out, err = run("check", "--seeds", seeds)
    assert code == 1
    (line, *_) = [line for line in out.splitlines() if expected in line]
    assert line.startswith(path.name)
    assert re.search(r"records and 0 paragraphs checked: \d+ faults?\n$", out)
    assert "once the ledger is whole" in err
    assert snapshot(here) == before


TRACES = {
    "byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "Windows line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "trailing empty column": lambda raw: raw.replace(b"\n", b",\n"),
}


@pytest.mark.parametrize("trace", TRACES)
def test_harmless_trace_of_a_spreadsheet_is_a_note(run, here, seeds, trace):
    path = seeds / "glossary.csv"
    path.write_bytes(TRACES[trace](path.read_bytes()))
    code, out, err = run("check", "--seeds", seeds)
    assert code == 0, out
    assert "no faults" in out
    assert err.count("note: glossary.csv ") == 1
    assert trace in err


def test_warnings_of_others_are_not_swallowed_for_good(run, here, seeds):
    before = warnings.showwarning
    run("check", "--seeds", seeds)
    assert warnings.showwarning is before


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"resources": 3}', "\x00"])
def test_damaged_descriptor(run, here, seeds, content):
    (seeds / "datapackage.json").write_text(content, encoding="utf-8")
    code, out, err = run("check", "--seeds", seeds)
    assert code == 1
    assert "datapackage.json" in out + err


def test_seeds_that_are_a_file(run, here, seeds):
    code, _, err = run("check", "--seeds", seeds / "events.csv")
    assert code == 1
    assert err.startswith("sahelkit: ")


def test_several_faults_are_all_named(run, here, seeds):
    edit("2025-01-29", "2025-02-29")(seeds / "events.csv")
    edit("junta", "=1+1")(seeds / "glossary.csv")
    code, out, _ = run("check", "--seeds", seeds)
    assert code == 1
    assert "events.csv, row 6, column start" in out
    assert "glossary.csv, row 2, column term" in out


# check: a damaged lesson

PROSE = {
    "broken citation": (f"So it is {cite('EV-0011')}.", "unknown record 'EV-0011'; did you mean"),
    "uncited date": ("It was in July 2024.", "states a date without a citation"),
    "uncited number": ("Some 50 firms came.", "states a number without a citation"),
    "figure not held": (f"Some 60 came {cite('S1-01')}.", "the number 60 stands in none"),
    "quotation not held": (f"“An old dawn” {cite('S1-02')}.", "the quotation “An old dawn”"),
    "date too fine": (f"On 2 July 2024 {cite('EV-003')}.", "the date 2024-07-02 stands in none"),
    "misspelt name": ("So says Yevkurow.", "expected “Yevkurov”"),
    "two scales": ("It is likely, with low confidence.", "expected two sentences"),
}


@pytest.mark.parametrize("case", PROSE)
def test_prose_that_does_not_hold(run, here, seeds, case):
    text, expected = PROSE[case]
    path = write_lesson(here / "notebooks" / "02-bad.ipynb", "# A title", text)
    before = path.read_bytes()
    code, out, _ = run("check", "--seeds", seeds)
    assert code == 1
    assert any(
        line.startswith("02-bad.ipynb, cell 2: ") and expected in line for line in out.splitlines()
    ), out
    assert path.read_bytes() == before


NOTEBOOKS = {
    "empty": b"",
    "not JSON": b"{ not json",
    "not text": b"\xff\xfe\x00",
    "a list": b"[]",
    "a number": b"4",
    "nothing": b"{}",
    "version 3": b'{"nbformat": 3, "worksheets": []}',
    "no cells": b'{"nbformat": 4, "cells": []}',
    "cells are none": b'{"nbformat": 4, "cells": [1, null, []]}',
    "unknown kind": b'{"nbformat": 4, "cells": [{"cell_type": "poem", "source": ""}]}',
    "source a number": b'{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": 5}]}',
    "source a list of numbers": b'{"nbformat": 4, "cells": [{"cell_type": "raw", "source": [5]}]}',
    "metadata a list": b'{"nbformat": 4, "metadata": [1], "cells": [{"cell_type": "raw"}]}',
    "own metadata a text": b'{"nbformat": 4, "metadata": {"sahelkit": "x"}, "cells": '
    b'[{"cell_type": "raw"}]}',
    "cell metadata a text": b'{"nbformat": 4, "cells": [{"cell_type": "raw", "metadata": "x"}]}',
    "tags a number": b'{"nbformat": 4, "cells": [{"cell_type": "raw", "metadata": {"tags": 7}}]}',
    "slideshow a text": b'{"nbformat": 4, "cells": [{"cell_type": "raw", "metadata": '
    b'{"slideshow": "x"}}]}',
    "very deep": b"[" * 100_000,
}


@pytest.mark.parametrize("case", NOTEBOOKS)
def test_file_that_is_no_notebook(run, here, seeds, case):
    path = here / "notebooks" / "02-bad.ipynb"
    path.write_bytes(NOTEBOOKS[case])
    code, out, _ = run("check", "--seeds", seeds)
    assert code == 1
    (line,) = [line for line in out.splitlines() if line.startswith("02-bad.ipynb")]
    assert line.count(": ") >= 1
    assert "2 paragraphs checked: 1 fault" in out  # the sound lesson was read all the same
    assert path.read_bytes() == NOTEBOOKS[case]


@pytest.mark.parametrize("name", ["99", "fare", "no/such.ipynb", "", "\x00", "../.."])
def test_unknown_lesson(run, here, seeds, name):
    code, _, err = run("check", "--seeds", seeds, name)
    assert code == 1
    assert "unknown lesson" in err
    assert "01-fair" in err


def test_a_note_of_ones_own_is_found_beside_the_lessons_and_here(run, here, seeds):
    text = "# My note\n\n**As of** 22 November 2026.\n\n"
    beside = here / "notebooks" / "my-note.md"
    beside.write_text(f"{text}Held on 16 September 2023 {cite('EV-001')}.\n", encoding="utf-8")
    for name in ("my-note", "my-note.md", "notebooks/my-note.md"):
        code, out, _ = run("check", "--seeds", seeds, name)
        assert (code, out[-29:]) == (0, "3 paragraphs checked: no faults\n"[-29:]), name
    (here / "my-note.md").write_text(f"{text}Held on 17 May 2023 {cite('EV-001')}.\n")
    code, out, _ = run("check", "--seeds", seeds, "my-note")
    assert code == 1
    assert "my-note.md, cell 1: the date 2023-05-17 stands in none" in out
    assert "path to a notebook or a .md file" in run("check", "--seeds", seeds, "my-nte")[2]


@pytest.mark.parametrize("option", [(), ("--stale",)])
@pytest.mark.parametrize("day", ["2027-13-01", "2027-05", "1/5/2027"])
def test_a_day_in_place_of_a_lesson_is_told_where_days_go(run, here, seeds, option, day):
    code, _, err = run("check", *option, "--seeds", seeds, day)
    assert code == 1
    assert f"unknown lesson {day!r}" in err
    assert err.endswith(f"for a day use --stale --on {day}\n")
    assert "--on" not in run("check", *option, "--seeds", seeds, "99")[2]


# check: pages beside the lessons, and what is due for review


def test_a_page_beside_the_lessons_is_read_too(run, here, seeds):
    page = here / "notebooks" / "guide.md"
    page.write_text(f"# A guide\n\n## Held\n\nOn 16 September 2023 {cite('EV-001')}.\n")
    assert run("check", "--seeds", seeds)[:2][0] == 0
    page.write_text("# A guide\n\n## Held\n\nOn 16 September 2023.\n")
    code, out, _ = run("check", "--seeds", seeds)
    assert code == 1
    assert "guide.md, cell 2: states a date without a citation" in out
    page.write_text("# A guide\n\n## Held\n<!-- tags: teaching -->\n\nOn 16 September 2023.\n")
    assert run("check", "--seeds", seeds)[0] == 0


@pytest.fixture
def stale(here, seeds, rows, write_table):
    """A ledger and a lesson that are due in May 2027."""
    whole = whole_rows(rows)
    whole["disputes"][0]["review_by"] = "2027-05-22"
    write_ledger(seeds, whole, write_table)
    for name in ("notebooks/01-fair", "exercises/01-fair"):  # only lessons are dated
        write_lesson(here / f"{name}.ipynb", "# A fair", "It was held.")
    text = "# A fair\n\n**As of** 22 November 2026"
    write_lesson(here / "notebooks" / "01-fair.ipynb", text)
    return seeds


def test_what_is_due_is_listed(run, stale):
    code, out, err = run("check", "--stale", "--on", "2027-05-22", "--seeds", stale)
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "disputes.csv, C-01: How many firms came?; due since 22 May 2027",
        "01-fair.ipynb, 01-fair: A fair; due since 21 May 2027",
        "up to 22 May 2027: 2 to look at",
        "The ledger’s last event is of 14 November 2025, 554 days before.",
    ]
    code, out, _ = run("check", "--stale", "--on", "2027-05-21", "--seeds", stale)
    assert (code, out.splitlines()[1]) == (1, "up to 21 May 2027: 1 to look at")
    code, out, err = run("check", "--stale", "--on", "2027-05-20", "--seeds", stale)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "up to 20 May 2027: nothing to look at",
        "The ledger’s last event is of 14 November 2025, 552 days before.",
    ]


def test_today_is_meant_where_no_day_is_given(run, stale, monkeypatch):
    class Day(records.dt.date):
        @classmethod
        def today(cls):
            return cls(2027, 5, 21)

    monkeypatch.setattr(records.dt, "date", Day)
    code, out, _ = run("check", "--stale", "--seeds", stale)
    assert code == 1
    assert "up to 21 May 2027: 1 to look at" in out


def test_only_named_lessons_are_dated(run, here, stale):
    write_lesson(here / "notebooks" / "02-new.ipynb", "# New", "**As of** 22 May 2027")
    code, out, _ = run("check", "--stale", "02", "--on", "2027-05-22", "--seeds", stale)
    assert code == 1
    assert "C-01" in out
    assert "01-fair" not in out


def test_a_lesson_without_a_date_is_named(run, here, stale):
    write_lesson(here / "notebooks" / "02-new.ipynb", "# New")
    code, out, _ = run("check", "--stale", "--on", "2026-12-01", "--seeds", stale)
    assert code == 1
    assert out.startswith("02-new.ipynb: says neither 'as_of' nor 'review_by'")


@pytest.mark.parametrize("day", ["soon", "2027-02-30", "22/05/2027", ""])
def test_a_day_that_is_none(run, stale, day):
    code, out, err = run("check", "--stale", "--on", day, "--seeds", stale)
    assert (code, out) == (1, "")
    assert err.startswith(f"sahelkit: unknown date {day!r}; expected a date as YYYY-MM-DD")


def test_a_day_without_stale_is_wrong_usage(run, seeds):
    code, out, err = run("check", "--on", "2027-05-22", "--seeds", seeds)
    assert (code, out) == (2, "")
    assert "--on goes with --stale" in err


# evidence


def test_stale_evidence_page(run, here, seeds):
    page = seeds / "EVIDENCE.md"
    page.write_text("old", encoding="utf-8")
    code, out, _ = run("check", "--seeds", seeds)
    assert code == 1
    assert "EVIDENCE.md: missing, or older than the tables; expected what `sahelkit" in out
    assert run("evidence", "--check", "--seeds", seeds)[0] == 1
    assert page.read_text(encoding="utf-8") == "old"
    code, _, err = run("evidence", "--seeds", seeds)
    assert code == 0
    assert "wrote EVIDENCE.md" in err
    assert run("evidence", "--check", "--seeds", seeds)[:2] == (0, "1 page checked: no faults\n")
    assert run("check", "--seeds", seeds)[0] == 0


def test_evidence_page_that_is_read_only(run, seeds):
    page = seeds / "EVIDENCE.md"
    page.write_text("old", encoding="utf-8")
    page.chmod(stat.S_IREAD)
    code, _, err = run("evidence", "--seeds", seeds)
    assert code == 1
    assert f"sahelkit: {page}: is write-protected" in err
    assert page.read_text(encoding="utf-8") == "old"
    assert not list(seeds.glob(".*"))


def test_evidence_page_that_is_a_folder(run, seeds):
    page = seeds / "EVIDENCE.md"
    page.unlink()
    page.mkdir()
    assert run("evidence", "--seeds", seeds)[0] == 1
    assert run("evidence", "--check", "--seeds", seeds)[0] == 1
    assert run("check", "--seeds", seeds)[0] == 1


def test_evidence_of_a_damaged_ledger(run, seeds):
    before = snapshot(seeds)
    (seeds / "events.csv").unlink()
    code, _, err = run("evidence", "--seeds", seeds)
    assert code == 1
    assert "events.csv" in err
    assert (seeds / "EVIDENCE.md").read_bytes() == before[seeds / "EVIDENCE.md"]


# verify


def test_originals_that_are_missing(run, seeds, tmp_path):
    for folder in ("nowhere", "seeds", "seeds/events.csv"):  # none; no texts in it; a file
        code, _, err = run("verify", "--originals", tmp_path / folder, "--seeds", seeds)
        assert code == 1
        assert "a folder with the original texts" in err


def test_originals_that_are_there(run, seeds, originals):
    code, out, err = run("verify", "--originals", originals, "--seeds", seeds)
    assert re.search(r"^4 claims compared with \d+ sentences, of which 4 have a claim", out, re.M)
    assert "no claim: S1 paragraph 1 sentence 1" in err
    assert code == (0 if ": no faults" in out else 1)
