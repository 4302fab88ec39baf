"""The component's script and style sheet, for widgets and for pages without a kernel."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources

SCRIPTS = (
    "elements.js",
    "waiting.js",
    "controls.js",
    "zoom.js",
    "judge.js",
    "ach_sums.js",
    "ach_cells.js",
    "ach.js",
    "crop.js",
    "explorer.js",
)


@functools.cache
def module() -> str:
    """Return the component's JavaScript as a module, for a widget."""
    return light_script(asset(name) for name in SCRIPTS)


@functools.cache
def script() -> str:
    """Return the component's JavaScript for a page without a kernel (once a page)."""
    return page_script(module(), "sahelkit-explorer", "enhance")


@functools.cache
def stylesheet() -> str:
    """Return the component's style sheet, without comments and needless space."""
    return light_style(asset("explorer.css"))


@functools.cache
def asset(name: str) -> str:
    """Return the text of one of the component's files."""
    return resources.files("sahelkit.explorer").joinpath(name).read_text(encoding="utf-8")


def light_script(files: Iterable[str]) -> str:
    """Join files of JavaScript, without comments and indentation.

    No text in them may run over several lines.
    """
    code = "\n".join(files)
    return re.sub(r"^[ \t]+", "", re.sub(r"^\s*//.*\n", "", code, flags=re.M), flags=re.M)


def page_script(module: str, name: str, enliven: str) -> str:
    """Make a widget's module a script that brings every element of a class to life.

    Parameters
    ----------
    module : str
        The JavaScript of the widget.
    name : str
        The class of the elements.
    enliven : str
        The function of the module that takes one of them.
    """
    code = module.replace("export default", "const sahelkitWidget =")
    return (
        "(() => {\n" + code + f'\nconst start = () => document.querySelectorAll(".{name}")'
        f".forEach((root) => {enliven}(root));\n"
        'if (document.readyState === "loading") '
        'document.addEventListener("DOMContentLoaded", start); else start();\n})();'
    )


def light_style(css: str) -> str:
    """Return a style sheet without comments and needless space."""
    return re.sub(r"\s*\n\s*", "", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
