import json
from pathlib import Path

import pytest

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.lessons import list_lessons, read, resolve


def write(path: Path, *cells: dict, **metadata: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def markdown(source: str | list[str], **metadata: object) -> dict:
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


def test_cells_are_read_in_order_with_their_slide_type_and_tags(tmp_path):
    lesson = read(
        write(
            tmp_path / "01-a.ipynb",
            markdown(["# Why?\n", "words"], slideshow={"slide_type": "slide"}, tags=["quiz"]),
            {"cell_type": "code", "source": "1", "metadata": {}, "outputs": []},
        )
    )
    first, second = lesson.cells
    assert (first.number, first.kind, first.source) == (1, "markdown", "# Why?\nwords")
    assert (first.slide, first.tags) == ("slide", {"quiz"})
    assert (second.number, second.kind, second.slide, second.outputs) == (2, "code", "", ())


def test_title_objectives_and_day_come_from_the_text(tmp_path):
    text = (
        "# Who left, and when?\n\n**As of:** 22 November 2026\n\n## Objectives\n\n"
        "1. name the three states\n2. date each step,\n   month by month\n\nNot this.\n- nor this"
    )
    lesson = read(write(tmp_path / "01-a.ipynb", markdown(text)))
    assert lesson.title == "Who left, and when?"
    assert lesson.objectives == ("name the three states", "date each step, month by month")
    assert lesson.as_of == "22 November 2026"
    assert lesson.lang == "en"


def test_metadata_goes_before_the_text(tmp_path):
    own = {"objectives": ["one"], "as_of": "2026-11-22", "lang": "fr"}
    path = write(tmp_path / "01-a.ipynb", markdown("# No"), title="Yes?", sahelkit=own)
    lesson = read(path)
    assert (lesson.title, lesson.objectives) == ("Yes?", ("one",))
    assert (lesson.as_of, lesson.lang) == ("2026-11-22", "fr")


def test_a_date_deep_in_the_prose_is_not_the_day_of_the_lesson(tmp_path):
    cells = [markdown("words")] * 4 + [markdown("as of 6 July 2024 they left")]
    assert read(write(tmp_path / "01-a.ipynb", *cells)).as_of == ""


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "not a notebook: not JSON (line 1"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"[]", "JSON without 'nbformat'"),
        (b'{"nbformat": 3}', "of version 3; expected version 4"),
        (b'{"nbformat": 4}', "without cells"),
        (b'{"nbformat": 4, "cells": []}', "without cells"),
    ],
)
def test_what_is_no_notebook_is_named_with_the_reason(tmp_path, content, problem):
    path = tmp_path / "01-odd.ipynb"
    path.write_bytes(content)
    with pytest.raises(BadLesson) as caught:
        read(path)
    assert str(caught.value).startswith("01-odd.ipynb: ")
    assert problem in str(caught.value)
    assert caught.value.cell is None


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadLesson, match=r"01-none\.ipynb: no such file"):
        read(tmp_path / "01-none.ipynb")


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ({"source": ""}, "expected 'cell_type' markdown, code or raw"),
        (markdown("", slideshow={"slide_type": "sldie"}), "unknown slide_type 'sldie'"),
    ],
)
def test_a_bad_cell_is_named_by_number(tmp_path, cell, problem):
    with pytest.raises(BadLesson) as caught:
        read(write(tmp_path / "01-a.ipynb", markdown("fine"), cell))
    assert caught.value.cell == 2
    assert problem in str(caught.value)


@pytest.fixture
def folder(tmp_path):
    for name in ("01-formation", "00-start-here", "02-bamex"):
        write(tmp_path / "notebooks" / f"{name}.ipynb", markdown("# x"))
    write(tmp_path / "notebooks" / "scratch.ipynb", markdown("# x"))
    return tmp_path / "notebooks"


def test_lessons_are_listed_in_order_without_other_notebooks(folder):
    assert [p.stem for p in list_lessons(folder)] == ["00-start-here", "01-formation", "02-bamex"]


@pytest.mark.parametrize(
    "name",
    ["01", "1", "01-formation", "formation", "01-Formation.ipynb", "notebooks/01-formation.ipynb"],
)
def test_a_lesson_is_found_by_number_name_or_path(folder, monkeypatch, name):
    monkeypatch.chdir(folder.parent)
    assert resolve(name).resolve() == folder / "01-formation.ipynb"


def test_the_folder_of_lessons_is_found_from_inside_it(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert resolve("02").resolve() == folder / "02-bamex.ipynb"


def test_any_notebook_is_found_by_its_path(folder):
    assert resolve(folder / "scratch.ipynb") == folder / "scratch.ipynb"


def test_an_unknown_lesson_gets_the_nearest_names(folder):
    with pytest.raises(UnknownName) as caught:
        resolve("01-formatoin", folder)
    assert caught.value.near[0] == "01-formation"
    assert "00-start-here, 01-formation, 02-bamex" in str(caught.value)


def test_a_page_of_ones_own_is_found_here_and_beside_the_lessons(folder, tmp_path, monkeypatch):
    here = tmp_path / "elsewhere"
    here.mkdir()
    monkeypatch.chdir(here)
    beside = folder / "my-note.md"
    beside.write_text("# Mine")
    for name in ("my-note", "my-note.md"):
        assert resolve(name, folder).resolve() == beside.resolve()
    (here / "my-note.md").write_text("# Mine")
    for name in ("my-note", "my-note.md"):
        assert resolve(name, folder).resolve() == (here / "my-note.md").resolve()
    with pytest.raises(UnknownName, match=r"or a path to a notebook or a \.md file"):
        resolve("my-nte", folder)
