"""The script and style sheet of questions, for widgets and for pages without a kernel."""

from __future__ import annotations

import functools
from importlib import resources

from sahelkit.explorer.assets import asset as shared
from sahelkit.explorer.assets import light_script, light_style, page_script

SHARED = ("elements.js", "waiting.js")  # of the explorers: one component family
SCRIPTS = ("seal.js", "forms.js", "study.js")


@functools.cache
def module() -> str:
    """Return the JavaScript as a module, for a widget."""
    return light_script([*map(shared, SHARED), *map(asset, SCRIPTS)])


@functools.cache
def script() -> str:
    """Return the JavaScript for a page without a kernel (once a page)."""
    return page_script(module(), "sahelkit-question", "enliven")


@functools.cache
def stylesheet() -> str:
    """Return the style sheet, without comments and needless space."""
    return light_style(asset("study.css"))


@functools.cache
def asset(name: str) -> str:
    """Return the text of one of the files."""
    return resources.files("sahelkit.study").joinpath(name).read_text(encoding="utf-8")
