"""A lesson as slides within JupyterLab, with its kernel: for a class that writes code together.

The extension jupyterlab-slideshow shows a notebook's cells as slides. It gets a copy of the
lesson that is made for it, so that the lesson itself stays as it is.
"""

from __future__ import annotations

import copy
import hashlib
import importlib.util
import json
import os
import posixpath
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sahelkit import lab, medium
from sahelkit.errors import BadLesson, MissingPart, how_to_install
from sahelkit.files import write_whole
from sahelkit.lessons.execute import cache_folder
from sahelkit.lessons.notebook import read
from sahelkit.lessons.parts import require

MARK = "live"  # in metadata.sahelkit of a copy: what it held when it was made
SETTINGS = {
    **lab.SETTINGS,
    "jupyterlab-slideshow:plugin": {"active": True},  # slides from the start
}
# running leaves the last cell active, from where no key leads on: back to the first
_COMMANDS = ("notebook:run-all-cells", "notebook:extend-marked-cells-top", "notebook:deselect-all")
RUN = (
    '<button data-commandlinker-command="apputils:run-all-enabled" data-commandlinker-args=\''
    + json.dumps({"commands": _COMMANDS, "args": [{}] * len(_COMMANDS)})
    + "'>Run every cell</button>\n"
    "→ next, ← back, Esc leaves the slides"
)
_LINK = re.compile(r'(\]\(|(?:href|src)=")(?![a-z][a-z+.-]*:|[/#])([^)"\s]+)')
_SLIDES = "body[data-jp-deck-mode='presenting'] &"
# sizes of a slide of 1280×720, larger on larger screens; the look of our decks
_LOOK = {
    "": {"background": "#faf6ed"},
    ".jp-RenderedMarkdown": {"font-size": "max(28px, 2.2vw)", "line-height": "1.4"},
    ".jp-RenderedMarkdown h1": {"font-size": "max(54px, 4.2vw)", "font-family": "serif"},
    ".jp-RenderedMarkdown h2": {"font-size": "max(40px, 3.1vw)", "font-family": "serif"},
    ".jp-RenderedMarkdown button": {"font-size": "inherit", "padding": "4px 18px"},
    ".jp-RenderedHTMLCommon table": {"font-size": "max(22px, 1.7vw)"},
    ".jp-RenderedHTMLCommon :is(th, td)": {"text-align": "left"},  # most cells are words
    ".cm-editor": {"font-size": "max(22px, 1.7vw)", "line-height": "1.4"},
    ".jp-OutputArea": {"font-size": "max(22px, 1.7vw)"},
    ".sahelkit-explorer": {"font-size": "max(22px, 1.72vw)"},
    ".sahelkit-explorer .sk-picture svg": {"max-height": "77vh"},
}


def start(lesson: Path, port: int = 8888, browser: bool = True) -> int:
    """Open a lesson as slides in JupyterLab and wait until it ends.

    Parameters
    ----------
    lesson : Path
        The notebook, or a copy that was made for slides before: that is opened as it is.
    port : int
        The first port to try; the next free one is taken.
    browser : bool
        Whether to open a browser if there is one.

    Returns
    -------
    int
        The exit code of JupyterLab.

    Raises
    ------
    MissingPart
        If JupyterLab or the extension is not installed.
    BadLesson
        If the lesson is not a notebook.
    UnknownName
        If no port is free.
    """
    for module in ("jupyterlab", "jupyterlab_slideshow"):
        if importlib.util.find_spec(module) is None:
            raise MissingPart(
                "slides with a kernel need JupyterLab and jupyterlab-slideshow, "
                f"which are not installed: {how_to_install('live')}"
            )
    port = lab.free_port(port)
    page, kept = write_copy(lesson)
    if kept:
        print(f"{kept} has been changed since it was made, and is kept. To open it as it is:")
        print(f"  sahelkit slides --live {kept}")
    print(f"Slides: {page}. Run every cell with the button of the first slide.")
    os.environ[medium.STATIC] = f"{medium.SLIDE.name} {medium.LIVE}"  # of its kernels
    state = page.parent / ".lab"
    shutil.rmtree(state, ignore_errors=True)  # Esc had ended the slides for good
    root = page.parents[2] if page.parent.name == MARK else page.parent
    return lab.serve(root, page.relative_to(root).as_posix(), port, browser, state, SETTINGS)


def write_copy(lesson: Path) -> tuple[Path, Path | None]:
    """Write the copy of a lesson that is shown as slides, in ``build/live``.

    Parameters
    ----------
    lesson : Path
        The notebook. A copy that was made before is not copied again.

    Returns
    -------
    page : Path
        The copy. Outputs of an older one are lost; one whose cells were changed stays, and this
        one gets a number.
    kept : Path or None
        The newest older copy that was changed.

    Raises
    ------
    BadLesson
        If the lesson is not a notebook.
    """
    lesson = lesson.resolve()
    if lesson.suffix != ".ipynb":
        raise BadLesson(lesson.name, None, "slides with a kernel are made of notebooks (.ipynb)")
    notebook = read(lesson).notebook
    if _made_of(notebook):
        return lesson, None
    folder = cache_folder(lesson).parent / MARK
    made = as_slides(notebook, Path(os.path.relpath(lesson.parent, folder)).as_posix())
    kept = None
    page, number = folder / lesson.name, 1
    while page.exists() and _changed(page):
        number += 1
        kept, page = page, folder / f"{lesson.stem}-{number}.ipynb"
    write_whole(page, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    _trust(page)
    return page, kept


def as_slides(notebook: Mapping[str, Any], back: str) -> dict[str, Any]:
    """Translate a lesson for jupyterlab-slideshow.

    A cell without slide type belongs to the slide before it; ``-`` would not be shown. Notes
    would end the slides where the focus comes to them, so they are left out by ``skip``. Code on
    slides is shown. The first slide gets a button that runs every cell.

    Parameters
    ----------
    notebook : mapping
        The notebook as read from JSON; it is not changed.
    back : str
        The way from the copy to the lesson's folder, for links.

    Returns
    -------
    dict
        The notebook of the slides, without outputs.
    """
    made = copy.deepcopy(dict(notebook))
    for cell in made["cells"]:
        metadata = cell.setdefault("metadata", {})
        kind = metadata.pop("slideshow", {}).get("slide_type", "-")
        if kind != "-":
            metadata["slideshow"] = {"slide_type": "skip" if kind == "notes" else kind}
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
            if kind != "skip":
                metadata.get("jupyter", {}).pop("source_hidden", None)
        if cell["cell_type"] == "markdown":
            cell["source"] = _LINK.sub(
                lambda link: link[1] + posixpath.normpath(posixpath.join(back, link[2])),
                "".join(cell["source"]),
            )
    run = {"cell_type": "markdown", "id": "run-every-cell", "metadata": {}, "source": RUN}
    made["cells"].insert(1, run)
    metadata = made.setdefault("metadata", {})
    looks = {f"{_SLIDES} {part}".strip(): look for part, look in _LOOK.items()}
    metadata["@deathbeds/jupyterlab-fonts"] = {"styles": {"": looks}}
    own = metadata.setdefault("sahelkit", {})
    own[MARK] = _digest(made)
    return made


def _digest(notebook: Mapping[str, Any]) -> str:
    """Return a digest of what a teacher can change: the cells, without their outputs."""
    cells = [
        (cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("slideshow"))
        for cell in notebook["cells"]
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]


def _made_of(notebook: Mapping[str, Any]) -> str:
    return str(notebook.get("metadata", {}).get("sahelkit", {}).get(MARK, ""))


def _changed(page: Path) -> bool:
    try:
        notebook = read(page).notebook
        return _digest(notebook) != _made_of(notebook)
    except BadLesson:
        return True


def _trust(page: Path) -> None:
    """Sign a notebook as one's own, so that its button needs no further question."""
    nbformat = require("nbformat")
    require("nbformat.sign").NotebookNotary().sign(nbformat.read(page, as_version=4))
