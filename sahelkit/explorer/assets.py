"""The component's script and style sheet, for widgets and for pages without a kernel."""

from __future__ import annotations

import functools
import re
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
    """Return the component's JavaScript as a module, without comments and indentation.

    No text in it runs over several lines.
    """
    code = "\n".join(asset(name) for name in SCRIPTS)
    return re.sub(r"^[ \t]+", "", re.sub(r"^\s*//.*\n", "", code, flags=re.M), flags=re.M)


@functools.cache
def script() -> str:
    """Return the component's JavaScript for a page without a kernel (once a page)."""
    code = module().replace("export default", "const sahelkitWidget =")
    return (
        "(() => {\n"
        + code
        + '\nconst start = () => document.querySelectorAll(".sahelkit-explorer")'
        ".forEach((root) => enhance(root));\n"
        'if (document.readyState === "loading") '
        'document.addEventListener("DOMContentLoaded", start); else start();\n})();'
    )


@functools.cache
def stylesheet() -> str:
    """Return the component's style sheet, without comments and needless space."""
    code = re.sub(r"/\*.*?\*/", "", asset("explorer.css"), flags=re.S)
    return re.sub(r"\s*\n\s*", "", code)


@functools.cache
def asset(name: str) -> str:
    """Return the text of one of the component's files."""
    return resources.files("sahelkit.explorer").joinpath(name).read_text(encoding="utf-8")
