"""Imports run one way: errors <- ledger <- charts <- explorer, and so on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "sahelkit"

# each part of the package, and the parts that it may import besides itself
MAY: dict[str, set[str]] = {
    "errors": set(),
    "files": {"errors"},
    "words": {"errors"},
    "medium": set(),
    "style": {"errors", "medium"},
    "ledger": {"errors", "files", "words"},
    "charts": {"errors", "words", "medium", "style", "ledger"},
    "explorer": {"errors", "files", "words", "medium", "style", "ledger", "charts"},
    "explore": {"errors", "words", "medium", "style", "ledger", "charts", "explorer"},
    "lessons": {"errors", "files", "words", "ledger"},
    "study": {"errors", "files", "words", "medium", "ledger", "explorer", "lessons"},
    "marking": {"errors", "files", "words", "ledger", "lessons", "study"},
    "lab": {"errors", "files", "lessons"},
    "live": {"errors", "files", "lab", "lessons", "medium"},
    "publish": {
        *("errors", "files", "words", "medium", "style", "ledger", "charts", "explorer"),
        *("explore", "lessons", "study"),
    },
}
FREE = {"cli", "__main__", "__init__"}  # the ends: they may import all, and nothing imports them


def parts() -> dict[str, list[Path]]:
    found = {p.stem: [p] for p in PACKAGE.glob("*.py")}
    for folder in PACKAGE.iterdir():
        files = sorted(folder.rglob("*.py")) if folder.is_dir() else []
        if files:
            found[folder.name] = files
    return found


def imported(tree: ast.AST, package: list[str]) -> Iterator[str]:
    """Yield the parts of sahelkit that a module imports anywhere, also for type checkers."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module.split(".") if node.module else []
            if node.level:
                base = package[: len(package) - node.level + 1] + base
            names = [".".join([*base, alias.name]) for alias in node.names]
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("import_module")
            and isinstance(node.args[0], ast.Constant)
        ):
            names = [str(node.args[0].value)]
        for name in names:
            head, *rest = name.split(".")
            if head == "sahelkit" and rest and rest[0] != "__version__":
                yield rest[0]


def imports_of(files: list[Path]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in files:
        package = ["sahelkit", *path.relative_to(PACKAGE).parts[:-1]]
        for part in imported(ast.parse(path.read_text(encoding="utf-8")), package):
            found.setdefault(part, set()).add(path.relative_to(PACKAGE).as_posix())
    return found


def test_every_part_has_its_place():
    assert set(parts()) - FREE <= set(MAY), "say in MAY what the new part may import"


@pytest.mark.parametrize("part", sorted(set(parts()) - FREE))
def test_imports_run_one_way(part):
    found = imports_of(parts()[part])
    wrong = {name: files for name, files in found.items() if name not in MAY[part] | {part}}
    assert not wrong, f"{part} may import {sorted(MAY[part])}, not {wrong}"


@pytest.mark.parametrize("part", sorted(set(parts()) - {"__main__", "cli"}))
def test_nobody_imports_the_command_line(part):
    assert "cli" not in imports_of(parts()[part])


def test_what_may_be_imported_has_no_circle():
    done: set[str] = set()
    while len(done) < len(MAY):
        ready = {part for part, needs in MAY.items() if part not in done and needs <= done}
        assert ready, f"a circle among {set(MAY) - done}"
        done |= ready


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("import sahelkit.cli", "cli"),
        ("from sahelkit import charts", "charts"),
        ("from sahelkit.ledger.kit import Kit", "ledger"),
        ("def f():\n    from sahelkit.words import word", "words"),
        ("from ..charts import map", "charts"),
        ("from .. import style", "style"),
        ("importlib.import_module('sahelkit.explore')", "explore"),
    ],
)
def test_the_test_sees_every_form_of_import(code, part):
    assert list(imported(ast.parse(code), ["sahelkit", "ledger"])) == [part]
    assert list(imported(ast.parse("import json, re"), ["sahelkit"])) == []
