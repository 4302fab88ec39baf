"""The script and style sheet of questions, for widgets and for pages without a kernel."""

from __future__ import annotations

import functools
import re
from importlib import resources

from sahelkit.explorer.assets import asset as shared

SHARED = ("elements.js", "waiting.js")  # of the explorers: one component family
SCRIPTS = ("seal.js", "forms.js", "study.js")


@functools.cache
def module() -> str:
    """Return the JavaScript as a module, for a widget."""
    return "\n".join([*(shared(name) for name in SHARED), *(asset(name) for name in SCRIPTS)])


@functools.cache
def script() -> str:
    """Return the JavaScript for a page without a kernel (once a page)."""
    code = module().replace("export default", "const sahelkitWidget =")
    return (
        "(() => {\n"
        + code
        + '\nconst start = () => document.querySelectorAll(".sahelkit-question")'
        ".forEach((root) => enliven(root));\n"
        'if (document.readyState === "loading") '
        'document.addEventListener("DOMContentLoaded", start); else start();\n})();'
    )


@functools.cache
def stylesheet() -> str:
    """Return the style sheet, without comments and needless space."""
    code = re.sub(r"/\*.*?\*/", "", asset("study.css"), flags=re.S)
    return re.sub(r"\s*\n\s*", "", code)


@functools.cache
def asset(name: str) -> str:
    """Return the text of one of the files."""
    return resources.files("sahelkit.study").joinpath(name).read_text(encoding="utf-8")
