"""The descriptor ``datapackage.json``: which tables there are and what each column holds."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sahelkit.errors import BadSeed

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Field:
    """One column: its name, type, constraints and example as the descriptor states them."""

    name: str
    type: str
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    example: str = ""


@dataclass(frozen=True)
class Table:
    """One table: its file, columns, primary key and references to other tables.

    A ledger may do without its optional tables, but only without all of them.
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str, str], ...]
    optional: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def id_column(self) -> str | None:
        """The column that identifies a record, or None where the key has several columns."""
        return self.key[0] if len(self.key) == 1 else None


def seeds_folder() -> Path:
    """Return the folder of the ledger: inside the installed package, or in the repository."""
    inside = Path(__file__).resolve().parent.parent / "seeds"
    return inside if (inside / DESCRIPTOR).exists() else inside.parent.parent / "seeds"


def read_descriptor(folder: Path) -> dict[str, Table]:
    """Read the descriptor of a folder.

    Returns
    -------
    dict of str to Table
        Every tabular resource by its name, in the order of the descriptor. The optional ones
        are left out if the folder has the file of none of them.

    Raises
    ------
    BadSeed
        If the descriptor is missing or is not the JSON of a data package.
    """
    tables = _described(folder)
    whole = any(table.optional and (folder / table.path).exists() for table in tables)
    return {table.name: table for table in tables if whole or not table.optional}


@functools.lru_cache(maxsize=8)
def _described(folder: Path) -> tuple[Table, ...]:
    path = folder / DESCRIPTOR
    try:
        package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadSeed(DESCRIPTOR, None, "", None, f"the file in the folder {folder.name}") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadSeed(DESCRIPTOR, getattr(error, "lineno", None), "", None, "JSON") from None
    try:
        return tuple(_table(r) for r in package["resources"] if "schema" in r)
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise BadSeed(DESCRIPTOR, None, str(error), None, "a Frictionless data package") from None


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    key = schema.get("primaryKey", [])
    return Table(
        resource["name"],
        resource["path"],
        tuple(_field(f) for f in schema["fields"]),
        (key,) if isinstance(key, str) else tuple(key),
        tuple(
            (fk["fields"][0], fk["reference"]["resource"], fk["reference"]["fields"][0])
            for fk in schema.get("foreignKeys", ())
        ),
        bool(resource.get("optional", False)),
    )


def _field(field: dict[str, Any]) -> Field:
    rules = field.get("constraints", {})
    return Field(
        field["name"],
        field.get("type", "string"),
        bool(rules.get("required", False)),
        tuple(rules.get("enum", ())),
        re.compile(rules["pattern"]) if "pattern" in rules else None,
        rules.get("minimum"),
        rules.get("maximum"),
        str(field.get("example", "")),
    )
