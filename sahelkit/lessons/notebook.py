"""Notebooks as plain data: find a lesson, read its cells and what it says about itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.lessons.page import as_notebook

SLIDE_TYPES = ("slide", "subslide", "fragment", "skip", "notes", "-")

_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(.+)$")
_AIMS = re.compile(r"objective|by the end|be able to|objectif", re.IGNORECASE)
_AS_OF = re.compile(
    r"(?:as of|à jour au)[\s:*_]*((?:\d{1,2}(?:er)?\s+)?[^\W\d]+\s+\d{4}|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook.

    Attributes
    ----------
    number : int
        Its place, counted from 1.
    kind : str
        ``markdown``, ``code`` or ``raw``.
    source : str
        Its text.
    slide : str
        Its ``slideshow.slide_type``, empty where it has none.
    tags : frozenset of str
        Its tags.
    outputs : tuple of mappings
        What running it gave, as in the notebook format.
    attachments : mapping
        Pictures pasted into the cell, by name.
    """

    number: int
    kind: str
    source: str
    slide: str = ""
    tags: frozenset[str] = frozenset()
    outputs: tuple[Mapping[str, Any], ...] = ()
    attachments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """A notebook and what it says about itself.

    Attributes
    ----------
    path : Path
        The file.
    cells : tuple of Cell
        Its cells, in order.
    title : str
        Its question: ``metadata.title``, else the first heading of the first level.
    objectives : tuple of str
        Markdown of each: ``metadata.sahelkit.objectives``, else the list under the heading
        or line that announces objectives.
    as_of : str
        The day its facts were checked, in words: ``metadata.sahelkit.as_of``, else what
        stands after "As of" in its first Markdown cells.
    lang : str
        ``metadata.sahelkit.lang``, else ``en``.
    notebook : dict
        The whole file as read from JSON.
    content : bytes
        The file as it was when it was read.
    """

    path: Path
    cells: tuple[Cell, ...]
    title: str
    objectives: tuple[str, ...] = ()
    as_of: str = ""
    lang: str = "en"
    notebook: Mapping[str, Any] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """Name of the file without its ending: ``01-formation``."""
        return self.path.stem


def read(path: Path) -> Lesson:
    """Read a notebook, or a page of Markdown (``.md``) as a notebook of its sections.

    Raises
    ------
    BadLesson
        If the file is missing, is not JSON, is not a notebook of version 4, or has no cells.
    """
    name = path.name
    try:
        content = path.read_bytes()
        text = content.decode("utf-8").replace("\r\n", "\n")
        notebook = as_notebook(text) if path.suffix == ".md" else json.loads(text)
    except FileNotFoundError:
        raise BadLesson(name, None, "no such file") from None
    except UnicodeDecodeError:
        raise BadLesson(name, None, "not a notebook: not text in UTF-8") from None
    except json.JSONDecodeError as error:
        problem = f"not a notebook: not JSON (line {error.lineno}: {error.msg})"
        raise BadLesson(name, None, problem) from None
    except RecursionError:
        raise BadLesson(name, None, "not a notebook: JSON that is nested too deep") from None
    except OSError as error:
        raise BadLesson(name, None, f"cannot be read: {error.strerror}") from None
    return replace(parse(notebook, path), content=content)


def parse(notebook: Any, path: Path) -> Lesson:
    """Make a Lesson of a notebook that was read from JSON; see `read`."""
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise BadLesson(path.name, None, "not a notebook: JSON without 'nbformat'")
    if notebook["nbformat"] != 4:
        problem = f"a notebook of version {notebook['nbformat']}; expected version 4"
        raise BadLesson(path.name, None, problem)
    raw = notebook.get("cells")
    if not isinstance(raw, list) or not raw:
        raise BadLesson(path.name, None, "a notebook without cells")
    try:
        return _lesson(notebook, raw, path)
    except (AttributeError, TypeError) as error:  # a list where an object should be, and so on
        raise BadLesson(path.name, None, f"not a notebook: {error}") from None


def _lesson(notebook: dict[str, Any], raw: list[Any], path: Path) -> Lesson:
    cells = tuple(_cell(path.name, number, cell) for number, cell in enumerate(raw, start=1))
    metadata = notebook.get("metadata") or {}
    own = metadata.get("sahelkit") or {}
    texts = [cell.source for cell in cells if cell.kind == "markdown"]
    return Lesson(
        path,
        cells,
        str(metadata.get("title") or own.get("title") or _first_heading(texts) or path.stem),
        tuple(str(aim) for aim in own.get("objectives") or _objectives(texts)),
        str(own.get("as_of") or _as_of(texts[:4])),
        str(own.get("lang") or "en"),
        notebook,
    )


def lessons_folder() -> Path:
    """Return the folder of the lessons: ``notebooks`` here, this folder, or the repository's.

    Raises
    ------
    UnknownName
        If there is none.
    """
    here = Path.cwd()
    beside = Path(__file__).resolve().parents[2] / "notebooks"
    for folder in (here / "notebooks", here, beside):
        if any(folder.glob("[0-9][0-9]-*.ipynb")):
            return folder
    expected = "the folder that holds lessons such as 01-….ipynb, here or in the repository"
    raise UnknownName("folder", "notebooks", expected=expected)


def list_lessons(folder: Path | None = None) -> list[Path]:
    """Return the lessons of a folder (by default the kit's), in order."""
    return sorted((folder or lessons_folder()).glob("[0-9][0-9]-*.ipynb"))


def resolve(name: str | Path, folder: Path | None = None) -> Path:
    """Find a lesson by number, name or path: ``01``, ``01-formation``, ``my/lesson.ipynb``.

    A page of Markdown (``my-note`` or ``my-note.md``) is looked for here and beside the lessons.

    Raises
    ------
    UnknownName
        If there is no such lesson; carries the nearest names.
    """
    text = str(name)
    if text.endswith((".ipynb", ".md")) and Path(text).is_file():
        return Path(text)
    wanted = Path(text).name.removesuffix(".ipynb").casefold()
    paths = list_lessons(folder)
    for path in paths:
        number, _, words = path.stem.casefold().partition("-")
        if wanted in (path.stem.casefold(), words) or wanted.zfill(2) == number:
            return path
    for place in (Path(), folder or lessons_folder()):
        page = place / f"{text.removesuffix('.md')}.md"
        if text.strip("./\\") and "\0" not in text and page.is_file():
            return page
    from sahelkit.ledger.names import nearest  # here, since it loads pandas

    stems = [path.stem for path in paths]
    expected = ", ".join([*stems, "or a path to a notebook or a .md file"])
    raise UnknownName("lesson", text, nearest(wanted, stems), expected)


def _cell(file: str, number: int, cell: Any) -> Cell:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("markdown", "code", "raw"):
        raise BadLesson(file, number, "not a cell: expected 'cell_type' markdown, code or raw")
    metadata = cell.get("metadata") or {}
    slide = (metadata.get("slideshow") or {}).get("slide_type") or ""
    if slide and slide not in SLIDE_TYPES:
        problem = f"unknown slide_type {slide!r}; expected one of {', '.join(SLIDE_TYPES)}"
        raise BadLesson(file, number, problem)
    return Cell(
        number,
        cell["cell_type"],
        _text(cell.get("source", "")),
        slide,
        frozenset(metadata.get("tags") or ()),
        tuple(cell.get("outputs") or ()),
        cell.get("attachments") or {},
    )


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def _first_heading(texts: list[str]) -> str:
    for text in texts:
        if match := _HEADING.search(text):
            return match[1]
    return ""


def _objectives(texts: list[str]) -> list[str]:
    for text in texts:
        lines = text.splitlines()
        for index, line in enumerate(lines):
            if not _AIMS.search(line) or _ITEM.match(line):
                continue
            found: list[str] = []
            for following in lines[index + 1 :]:
                if item := _ITEM.match(following):
                    found.append(item[1].strip())
                elif found and following.startswith((" ", "\t")) and following.strip():
                    found[-1] += " " + following.strip()
                elif following.strip() or (found and not following.strip()):
                    break
            if found:
                return found
    return []


def _as_of(texts: list[str]) -> str:
    for text in texts:
        if match := _AS_OF.search(text):
            return match[1]
    return ""
