"""A teacher's own tables, added to the ledger."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sahelkit.errors import BadSeed, SeedWarning
from sahelkit.ledger.names import nearest
from sahelkit.ledger.reading import read_table
from sahelkit.ledger.references import broken_references
from sahelkit.ledger.schema import Table
from sahelkit.ledger.spans import wrong_dates


def add_extra(
    frames: dict[str, pd.DataFrame], schema: Mapping[str, Table], folder: Path, extra: Path
) -> None:
    """Read the tables of an extra folder and append them to the kit's, in place.

    Raises
    ------
    BadSeed
        If the folder is missing or holds no table, a file is not named as a table, a table is
        damaged, a date is wrong, an identifier is taken already, or a reference leads nowhere.

    Warns
    -----
    SeedWarning
        If an added event has no evidence.
    """
    files = sorted(extra.glob("*.csv")) if extra.is_dir() else []
    paths = {table.path: table for table in schema.values()}
    if not files:
        raise BadSeed(
            str(extra),
            None,
            "",
            None,
            "a folder with tables named as the kit's: " + ", ".join(sorted(paths)),
        )
    for file in files:
        if file.name not in paths:
            near = nearest(file.name, paths) or sorted(paths)
            raise BadSeed(file.name, None, "", None, "a table's name: " + " or ".join(near))
    added = {paths[f.name].name: read_table(extra, paths[f.name], optional=True) for f in files}
    for fault in wrong_dates(added):
        raise fault
    for name in schema:
        frames.setdefault(name, read_table(folder, schema[name]))
    taken = {
        value: name
        for name, table in schema.items()
        if table.id_column
        for value in frames[name][table.id_column]
    }
    for name, frame in added.items():
        _check_clash(name, frame, schema[name], taken, frames)
    for name, frame in added.items():
        frames[name] = pd.concat([frames[name], frame], ignore_index=True)
    for fault in broken_references(frames, schema, {n: len(f) for n, f in added.items()}):
        raise fault
    if "events" in added:
        known = set(frames["evidence"]["record_id"])
        rows = enumerate(added["events"]["event_id"], start=2)
        bare = ", ".join(f"{event} (row {row})" for row, event in rows if event not in known)
        if bare:
            text = f"events.csv: no evidence in evidence.csv for {bare}; added all the same"
            warnings.warn(text, SeedWarning, stacklevel=3)


def _check_clash(
    name: str,
    frame: pd.DataFrame,
    table: Table,
    taken: dict[str, str],
    frames: Mapping[str, pd.DataFrame],
) -> None:
    if table.id_column:
        for number, value in enumerate(frame[table.id_column], start=2):
            if value in taken:
                raise BadSeed(
                    table.path,
                    number,
                    table.id_column,
                    value,
                    f"an identifier that is not taken (it stands in the table "
                    f"{taken[value]} already)",
                )
            taken[value] = name
        return
    have = set(frames[name][list(table.key)].itertuples(index=False, name=None))
    for number, key in enumerate(frame[list(table.key)].itertuples(index=False, name=None), 2):
        if key in have:
            raise BadSeed(
                table.path,
                number,
                ", ".join(table.key),
                " ".join(key),
                "a pair that the kit does not have yet",
            )
