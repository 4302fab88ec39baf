"""The copy of a lesson that JupyterLab shows as slides, and what hinders it."""

import importlib.util
import json

import pytest

from sahelkit import cli, live, medium
from sahelkit.errors import BadLesson, MissingPart


def cell(kind, source, slide=None, **metadata):
    if slide:
        metadata["slideshow"] = {"slide_type": slide}
    more = {"outputs": [{"output_type": "stream"}], "execution_count": 3} if kind == "code" else {}
    return {
        "cell_type": kind,
        "id": f"c{source[:3]}",
        "metadata": metadata,
        "source": source,
    } | more


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    cells = [
        cell("markdown", "# What?", "slide"),
        cell("code", "import this", "skip", jupyter={"source_hidden": True}),
        cell("markdown", "## Map [one](../seeds/E.md#ev-1) [two](02.ipynb)", "slide"),
        cell("code", "1 + 1", "-", jupyter={"source_hidden": True}),
        cell("markdown", "Say so. [web](https://a.org/b) [here](#x)", "notes"),
        cell("markdown", "More", "fragment"),
        cell("code", "2 + 2"),
    ]
    path = tmp_path / "notebooks" / "01-fair.ipynb"
    path.parent.mkdir()
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    )
    return path


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def change(path, source):
    notebook = read(path)
    notebook["cells"][-1]["source"] = source
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_slide_types_are_those_that_the_extension_knows(lesson):
    page, kept = live.write_copy(lesson)
    assert page == lesson.parents[1] / "build" / "live" / "01-fair.ipynb"
    assert kept is None
    kinds = [c["metadata"].get("slideshow", {}).get("slide_type") for c in read(page)["cells"]]
    assert kinds == ["slide", None, "skip", "slide", None, "skip", "fragment", None]


def test_the_lesson_itself_stays_as_it_is(lesson):
    before = lesson.read_bytes()
    live.write_copy(lesson)
    assert lesson.read_bytes() == before


def test_code_on_slides_is_shown_and_has_not_been_run(lesson):
    code = [c for c in read(live.write_copy(lesson)[0])["cells"] if c["cell_type"] == "code"]
    hidden = [bool(c["metadata"].get("jupyter", {}).get("source_hidden")) for c in code]
    assert hidden == [True, False, False], "what no slide shows stays folded"
    assert all(c["outputs"] == [] and c["execution_count"] is None for c in code)


def test_links_lead_where_they_led(lesson):
    text = "".join(c["source"] for c in read(live.write_copy(lesson)[0])["cells"])
    assert "[one](../../seeds/E.md#ev-1) [two](../../notebooks/02.ipynb)" in text
    assert "[web](https://a.org/b) [here](#x)" in text


def test_the_copy_is_trusted_so_that_its_button_works_at_once(lesson):
    nbformat = pytest.importorskip("nbformat")
    from nbformat.sign import NotebookNotary

    page, _ = live.write_copy(lesson)
    assert NotebookNotary().check_signature(nbformat.read(page, as_version=4))
    assert "notebook:run-all-cells" in read(page)["cells"][1]["source"]


def test_an_unchanged_copy_is_made_anew(lesson):
    page, _ = live.write_copy(lesson)
    notebook = read(page)
    notebook["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "4"}]
    page.write_text(json.dumps(notebook))
    change(lesson, "3 + 3")
    assert live.write_copy(lesson) == (page, None)
    assert read(page)["cells"][-1]["source"] == "3 + 3"


def test_a_copy_that_the_teacher_changed_is_kept_and_named(lesson):
    page, _ = live.write_copy(lesson)
    change(page, "mine = 1")
    second = page.with_name("01-fair-2.ipynb")
    assert live.write_copy(lesson) == (second, page)
    assert live.write_copy(lesson) == (second, page), "the second has not been changed"
    assert read(page)["cells"][-1]["source"] == "mine = 1"
    change(second, "also = mine")
    assert live.write_copy(lesson) == (page.with_name("01-fair-3.ipynb"), second)


def test_a_copy_is_opened_as_it_is(lesson):
    page, _ = live.write_copy(lesson)
    change(page, "mine = 1")
    assert live.write_copy(page) == (page, None)
    assert read(page)["cells"][-1]["source"] == "mine = 1"


def test_a_page_of_markdown_is_refused(tmp_path):
    page = tmp_path / "note.md"
    page.write_text("# Note\n")
    with pytest.raises(BadLesson, match="made of notebooks"):
        live.write_copy(page)


def started(monkeypatch):
    calls = []
    monkeypatch.setenv(medium.STATIC, "")  # what a start sets is taken back
    monkeypatch.setattr("sahelkit.lab.serve", lambda *arguments: calls.append(arguments) or 0)
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda n: real(n) or n.startswith("jupyterlab")
    )
    return calls


def test_jupyterlab_starts_on_the_copy_with_slides_on(lesson, monkeypatch, capsys):
    calls = started(monkeypatch)
    monkeypatch.setattr("sahelkit.lab.free_port", lambda port: port + 1)
    page, _ = live.write_copy(lesson)
    change(page, "mine = 1")
    assert live.start(lesson, 8800, browser=False) == 0
    ((root, opened, port, browser, state, settings),) = calls
    assert root == lesson.parents[1]
    assert (opened, port, browser) == ("build/live/01-fair-2.ipynb", 8801, False)
    assert settings["jupyterlab-slideshow:plugin"] == {"active": True}
    assert not state.exists(), "settings of the last time would go on"
    assert medium.medium() is medium.SLIDE
    assert not medium.is_static(), "there is a kernel"
    printed = capsys.readouterr().out
    assert f"{page} has been changed" in printed
    assert "01-fair-2.ipynb" in printed


def test_without_the_extension_the_remedy_is_named(lesson, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingPart, match=r"pip install .*\[live\]'"):
        live.start(lesson)
    assert not (lesson.parents[1] / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        ((), 2, "--live opens one lesson"),
        (("01", "02"), 2, "--live opens one lesson"),
        (("99",), 1, "unknown lesson '99'"),
        (("01", "--port", "0"), 1, "a number from 1 to 65535"),
    ],
)
def test_bad_input_is_named(lesson, monkeypatch, capsys, arguments, code, expected):
    calls = started(monkeypatch)
    monkeypatch.chdir(lesson.parents[1])
    assert cli.main(["slides", "--live", *arguments]) == code
    assert expected in capsys.readouterr().err
    assert calls == []
    assert not (lesson.parents[1] / "build").exists()
