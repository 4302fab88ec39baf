import json
import os
import time
from pathlib import Path

import pytest

from publish import sample
from sahelkit.errors import BadLesson, UnknownName
from sahelkit.publish import build as building
from sahelkit.publish.build import FORMATS, Job, build, jobs_for

LIMIT = 60  # seconds a test waits at most


def lesson(folder, name, *codes):
    """Save a lesson with a title, a slide and cells of code; return its path."""
    cells = [sample.cell("markdown", f"# {name}", "slide")]
    cells += [sample.cell("code", code) for code in codes]
    path = folder / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    made = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


@pytest.fixture
def kit(tmp_path):
    (tmp_path / "seeds").mkdir()
    return sample.FakeKit(tmp_path / "seeds")


@pytest.fixture
def start(tmp_path, kit):
    """A function that builds the decks of lessons; yields what is made."""

    def call(*lessons, **options):
        jobs = jobs_for(lessons, "slides", ["html"], tmp_path / "out")
        return build(jobs, kit, cache=tmp_path / "cache", **options)

    return call


def test_files_are_named_after_lesson_kind_and_format(tmp_path):
    paths = [Path("01-a.ipynb"), Path("02-b.ipynb")]
    slides = jobs_for(paths, "slides", ["html", "pptx", "html"], tmp_path)
    assert [job.out.name for job in slides] == [
        "01-a.html",
        "01-a.pptx",
        "02-b.html",
        "02-b.pptx",
    ]
    (handout,) = jobs_for(paths[:1], "handout", ["pdf"], tmp_path, "fr")
    assert handout == Job(paths[0], "handout", "pdf", tmp_path / "01-a-handout.pdf", "fr")


@pytest.mark.parametrize(
    ("kind", "form", "near"), [("slides", "ppt", "pptx"), ("handout", "pptx", ())]
)
def test_an_unknown_format_names_the_nearest(tmp_path, kind, form, near):
    with pytest.raises(UnknownName) as caught:
        jobs_for([Path("01-a.ipynb")], kind, [form], tmp_path)
    assert f"unknown format '{form}'; expected {', '.join(FORMATS[kind])}" in str(caught.value)
    assert not near or near in caught.value.near


def test_two_lessons_are_built_at_the_same_time(tmp_path, start):
    """Each waits for a sign of the other: one after the other, neither would end."""
    wait = (
        "import time, pathlib\n"
        "pathlib.Path({mine!r}).touch()\n"
        "end = time.monotonic() + 40\n"
        "while not pathlib.Path({other!r}).exists():\n"
        "    assert time.monotonic() < end, 'alone'\n"
        "    time.sleep(0.02)"
    )
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    first = lesson(tmp_path, "01-a", wait.format(mine=one, other=two))
    second = lesson(tmp_path, "02-b", wait.format(mine=two, other=one))
    made = list(start(first, second, workers=2))
    assert [each.problem for each in made] == [None, None]
    assert {each.job.out.name for each in made} == {"01-a.html", "02-b.html"}
    assert all(each.job.out.is_file() and each.parts for each in made)


def test_a_lesson_that_fails_does_not_keep_others_from_being_built(tmp_path, start):
    bad = lesson(tmp_path, "01-a", "1 / 0")
    good = lesson(tmp_path, "02-b", "1 + 1")
    made = {each.job.lesson: each for each in start(bad, good)}
    assert isinstance(made[bad].problem, BadLesson)
    assert "01-a.ipynb, cell 2" in str(made[bad].problem)
    assert not made[bad].job.out.exists()
    assert made[good].problem is None
    assert made[good].seconds > 0


def test_what_did_not_change_is_not_built_again(tmp_path, start):
    path = lesson(tmp_path, "01-a", "1 + 1")
    (first,) = start(path)
    before = first.job.out.stat().st_mtime_ns
    (again,) = start(path)
    assert (first.cached, again.cached) == (False, True)
    assert (again.parts, again.job.out.stat().st_mtime_ns) == (first.parts, before)


def test_every_step_is_told_with_the_file_it_belongs_to(tmp_path, start):
    steps = []
    path = lesson(tmp_path, "01-a", "1 + 1")
    list(start(path, progress=lambda name, text: steps.append((name, text))))
    assert ("01-a.html", "01-a: running cell 2 of 2") in steps


def test_who_stops_ends_the_kernels(tmp_path, start):
    sign = tmp_path / "pid"
    code = (
        f"import os, pathlib, time\npathlib.Path({str(sign)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)"
    )
    quick, endless = lesson(tmp_path, "01-a"), lesson(tmp_path, "02-b", code)
    making = start(quick, endless, workers=2)
    assert next(making).job.lesson == quick
    until(lambda: sign.exists() and sign.read_text(), "the kernel to begin")
    begin = time.monotonic()
    making.close()
    assert time.monotonic() - begin < LIMIT / 2
    until(lambda: not alive(int(sign.read_text())), "the kernel to end")
    assert not (tmp_path / "out" / "02-b.html").exists()


def test_a_file_that_cannot_be_written_is_a_problem_of_its_own(tmp_path, kit):
    path = lesson(tmp_path, "01-a")
    (tmp_path / "out").write_text("a file in the way")
    jobs = jobs_for([path], "slides", ["html"], tmp_path / "out")
    (made,) = build(jobs, kit, cache=tmp_path / "cache")
    assert isinstance(made.problem, OSError)


def test_two_builds_at_once_leave_one_whole_file(tmp_path, kit):
    path = lesson(tmp_path, "01-a", "1 + 1")
    jobs = jobs_for([path], "slides", ["html"], tmp_path / "out") * 4
    # jobs of one lesson wait for each other, builds do not
    builds = [build(jobs[:1], kit, cache=tmp_path / f"cache{n}") for n in range(2)]
    with building.ThreadPoolExecutor(2) as pool:
        made = [each for many in pool.map(list, builds) for each in many]
    assert [each.problem for each in made] == [None, None]
    page = jobs[0].out.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    assert [p.name for p in (tmp_path / "out").iterdir()] == [
        "01-a.html"
    ]  # no temporary file is left


def until(condition, what):
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")
