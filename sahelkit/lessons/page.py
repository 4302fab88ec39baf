"""A page of Markdown read as a notebook: each section is a cell."""

from __future__ import annotations

import re
from typing import Any

_HEADING = re.compile(r"#{1,6}[ \t]")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_TAGS = re.compile(r"<!--\s*tags:([^>]*?)-->")


def as_notebook(text: str) -> dict[str, Any]:
    """Return a notebook whose Markdown cells are the sections of a page.

    A section begins with a heading of any level, fenced code aside. A comment such as
    ``<!-- tags: teaching -->``, which no reader sees, gives its section tags.
    """
    sections: list[list[str]] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1] == fence):
            fence = "" if fence else mark[1]
        if not sections or (not fence and _HEADING.match(line)):
            sections.append([])
        sections[-1].append(line)
    return {"nbformat": 4, "metadata": {}, "cells": [_cell("".join(s)) for s in sections]}


def _cell(source: str) -> dict[str, Any]:
    tags = [name for found in _TAGS.findall(source) for name in re.findall(r"[\w-]+", found)]
    return {"cell_type": "markdown", "source": source, "metadata": {"tags": tags}}
