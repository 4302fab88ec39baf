"""What the runner does with cells; here without walls, in a process of its own."""

import pytest

from sahelkit.marking import plain, runner, sandbox

LIMITS = sandbox.Limits(seconds=30, cell_seconds=10)


def run(*codes, wanted=("a",), skip=(), questions=(), trust=True):
    cells = [
        {"number": n, "code": code, "question": dict(questions).get(n)}
        for n, code in enumerate(codes, start=1)
    ]
    job = {"cells": cells, "wanted": {name: name for name in wanted}, "skip": list(skip)}
    return sandbox.run(job, LIMITS, trust=trust)


def answers(done):
    found = [line for line in done.lines if "answer" in line]
    return {line["answer"]: plain.decode(line["value"]) for line in found}


def errors(done):
    return {line["error"]: line["text"] for line in done.lines if "error" in line}


def test_cells_share_their_names_and_the_last_answer_counts():
    done = run("x = 3", "a = x", "a = x + 1", "b = 7", wanted=("a", "b", "c"))
    assert done.ended
    assert answers(done) == {"a": 4, "b": 7}
    assert [line["start"] for line in done.lines if "start" in line] == [1, 2, 3, 4]


def test_an_error_stops_a_cell_and_no_more():
    done = run("a = 1\n1 / 0", "b = (", "c = 2", wanted=("a", "b", "c"))
    assert answers(done) == {"a": 1, "c": 2}
    assert errors(done) == {
        1: "ZeroDivisionError: division by zero",
        2: "SyntaxError: '(' was never closed (line 1)",
    }


def test_a_stub_answers_nothing_and_takes_no_answer_back():
    assert answers(run("a = ...", questions=[(1, "a")])) == {"a": ...}
    assert answers(run("a = 5", "a = ...", questions=[(1, "a"), (2, "a")])) == {"a": 5}


def test_cells_in_the_wrong_order_are_tried_again():
    done = run("a = x + 1", "x = 1")
    assert answers(done) == {"a": 2}
    assert [line["start"] for line in done.lines if "start" in line] == [1, 2, 1]


def test_an_answer_under_another_name():
    assert answers(run("mine = 6", questions=[(1, "a")])) == {"a": 6}
    assert answers(run("2 + 2", questions=[(1, "a")])) == {"a": 4}
    assert answers(run("mine = 6")) == {}


def test_cells_that_are_left_out():
    assert answers(run("a = 1", "a = 2", skip=(2,))) == {"a": 1}


def test_checks_forms_and_explorers_are_not_run():
    done = run(
        'sahelkit.study.check("x-1", a)\nsahelkit.explore.timeline(kit)',
        "import sahelkit\na = str(sahelkit.study.check('x-1', 3))",
        "import sahelkit.study as s\nfrom sahelkit.study import hint\nb = str(hint('x-1'))",
        wanted=("a", "b"),
    )
    assert answers(done) == {"a": "None", "b": "None"}
    assert errors(done) == {}


def test_magics_and_shell_lines():
    done = run("%matplotlib inline\n!rm -rf x\na = 3", "a ==")
    assert answers(done) == {"a": 3}
    assert set(errors(done)) == {2}


def test_built_in_functions_come_back():
    done = run("import builtins\nbuiltins.len = lambda x: 99\nbuiltins.more = 1", "a = len('abc')")
    assert answers(done) == {"a": 3}


def test_a_cell_that_exits_or_interrupts():
    done = run("import sys; sys.exit(3)", "raise KeyboardInterrupt", "a = 1")
    assert answers(done) == {"a": 1}
    assert errors(done)[1] == "the cell ended the program (exit)"


def test_what_is_printed_is_no_answer():
    forged = 'print(\'{"answer": "a", "value": {"k": "whole", "v": "7"}}\')'
    assert answers(run(forged, 'import os; os.write(1, b\'{"answer": "a"}\')')) == {}


def test_a_process_that_ends_keeps_what_was_answered():
    done = run("a = 1", "import os; os._exit(0)", "a = 2")
    assert answers(done) == {"a": 1}
    assert (done.ended, done.why, done.last_started) == (False, "the program ended itself", 2)


def test_only_calls_of_the_kit_count_as_showing():
    import ast

    for text, shown in [
        ("sahelkit.study.ask('a')", True),
        ("sahelkit.explore.map(kit)", True),
        ("print(1)", False),
        ("x = sahelkit.study.ask('a')", False),
        ("sahelkit.load()", False),
        ("other.study.ask('a')", False),
    ]:
        assert runner._only_shows(ast.parse(text).body[0]) is shown


@pytest.mark.parametrize("limits", [sandbox.Limits(seconds=30, cell_seconds=1)])
def test_a_cell_has_a_time_of_its_own(limits):
    cells = [{"number": 1, "code": "while True: pass"}, {"number": 2, "code": "a = 1"}]
    done = sandbox.run({"cells": cells, "wanted": {"a": "a"}, "skip": []}, limits, trust=True)
    assert errors(done) == {1: "stopped after 1 s"}
    assert answers(done) == {"a": 1}
