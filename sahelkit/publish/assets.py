"""What goes into decks and handouts: our templates, styles and scripts, and reveal.js."""

from __future__ import annotations

import functools
import importlib.util
import re
from importlib import resources
from pathlib import Path
from typing import Any

from sahelkit.errors import MissingPart, how_to_install
from sahelkit.lessons.parts import require


@functools.cache
def reveal_folder() -> Path:
    """Return the folder of reveal.js, which comes with the package sphinx-revealjs.

    Raises
    ------
    MissingPart
        If it is not installed.
    """
    spec = importlib.util.find_spec("sphinx_revealjs")
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "_static" / "revealjs"
        if (folder / "dist" / "reveal.js").is_file():
            return folder
    raise MissingPart(
        "decks need reveal.js, which comes with sphinx-revealjs and is not installed: "
        + how_to_install("publish")
    )


def script_of(name: str) -> str:
    """Return a script of reveal.js, fit to stand in a page."""
    return inline_script((reveal_folder() / name).read_text(encoding="utf-8"))


def style_of(name: str) -> str:
    """Return a style sheet of reveal.js, fit to stand in a page."""
    return inline_style((reveal_folder() / name).read_text(encoding="utf-8"))


def own(name: str) -> str:
    """Return one of our own files beside this module."""
    return resources.files("sahelkit.publish").joinpath(name).read_text(encoding="utf-8")


def template(name: str) -> Any:
    """Return one of our templates; what it is given is escaped unless marked as safe.

    Raises
    ------
    MissingPart
        If jinja2 is not installed.
    """
    jinja2 = require("jinja2")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: own(f"templates/{name}")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(name)


def inline_script(code: str) -> str:
    """Escape what would end a script element, or keep it from ending.

    In JavaScript these sequences stand in strings, templates and regular expressions only,
    where the escaped form means the same.
    """
    code = re.sub(r"^//# sourceMappingURL=.*$", "", code, flags=re.MULTILINE)
    code = re.sub(r"<!--", r"\\x3c!--", code)
    return re.sub(r"<(?=/?script)", r"\\x3c", code, flags=re.IGNORECASE)


def inline_style(code: str) -> str:
    """Escape what would end a style element."""
    return re.sub(r"<(?=/style)", r"\\3c ", code, flags=re.IGNORECASE)
