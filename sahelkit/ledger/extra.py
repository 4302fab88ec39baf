"""A teacher's own tables, added to the ledger."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from sahelkit.errors import BadSeed, SeedWarning
from sahelkit.ledger.names import nearest
from sahelkit.ledger.reading import read_table
from sahelkit.ledger.references import broken_references
from sahelkit.ledger.schema import Table
from sahelkit.ledger.spans import overlaps, wrong_dates


def add_extra(
    frames: dict[str, pd.DataFrame], schema: Mapping[str, Table], folder: Path, extra: Path
) -> None:
    """Read the tables of an extra folder and append them to the kit's, in place.

    Raises
    ------
    BadSeed
        If the folder is missing or holds no table, a file is not named as a table, a table is
        damaged, a date is wrong, an identifier is taken already, a reference leads nowhere, or
        a state gets two statuses in a body at a time. It tells of the other faults as well.

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
    faults: list[BadSeed] = []
    added = {}
    for file in files:
        table, before = paths[file.name], len(faults)
        frame = read_table(extra, table, optional=True, report=faults.append)
        added[table.name] = frame
        if len(faults) == before:  # what is damaged is not judged further
            faults += wrong_dates({table.name: frame})
    _raise(faults)
    for name in schema:
        frames.setdefault(name, read_table(folder, schema[name]))
    taken = {
        value: name
        for name, table in schema.items()
        if table.id_column
        for value in frames[name][table.id_column]
    }
    for name, frame in added.items():
        faults += _clashes(name, frame, schema[name], taken, frames)
    counts = {name: len(frame) for name, frame in added.items()}
    together = frames | {
        name: pd.concat([frames[name], frame], ignore_index=True) for name, frame in added.items()
    }
    faults += broken_references(together, schema, counts)
    if "memberships" in added:
        faults += overlaps(together["memberships"], counts["memberships"])
    _raise(faults)
    frames.update(together)
    if "events" in added:
        known = set(frames["evidence"]["record_id"])
        rows = enumerate(added["events"]["event_id"], start=2)
        bare = ", ".join(f"{event} (row {row})" for row, event in rows if event not in known)
        if bare:
            text = f"events.csv: no evidence in evidence.csv for {bare}; added all the same"
            warnings.warn(text, SeedWarning, stacklevel=3)


def _raise(faults: Sequence[BadSeed]) -> None:
    """Raise the first of some faults, which tells of the others."""
    if faults:
        first = faults[0]
        raise BadSeed(first.file, first.row, first.column, first.value, first.expected, faults[1:])


def _clashes(
    name: str,
    frame: pd.DataFrame,
    table: Table,
    taken: dict[str, str],
    frames: Mapping[str, pd.DataFrame],
) -> Iterator[BadSeed]:
    if table.id_column:
        for number, value in enumerate(frame[table.id_column], start=2):
            if value in taken:
                expected = (
                    f"an identifier that is not taken (it stands in the table "
                    f"{taken[value]} already)"
                )
                yield BadSeed(table.path, number, table.id_column, value, expected)
            taken.setdefault(value, name)
        return
    have = set(frames[name][list(table.key)].itertuples(index=False, name=None))
    for number, key in enumerate(frame[list(table.key)].itertuples(index=False, name=None), 2):
        if key in have:
            columns = ", ".join(table.key)
            expected = "a pair that the kit does not have yet"
            yield BadSeed(table.path, number, columns, " ".join(key), expected)
