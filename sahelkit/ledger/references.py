"""References between tables: every identifier that a row names must exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from sahelkit.errors import BadSeed
from sahelkit.ledger.names import nearest
from sahelkit.ledger.schema import Table


def broken_references(
    frames: Mapping[str, pd.DataFrame],
    schema: Mapping[str, Table],
    last: Mapping[str, int] | None = None,
) -> Iterator[BadSeed]:
    """Yield a fault for each reference that leads nowhere.

    Parameters
    ----------
    frames, schema : mapping
        The tables and their descriptions.
    last : mapping of str to int, optional
        Look only at so many rows at the end of these tables (the rows that were just added).
    """
    everything = {
        value
        for name, table in schema.items()
        if table.id_column
        for value in frames[name][table.id_column]
    }
    for name, table in schema.items():
        frame = frames[name]
        first = len(frame) - last[name] if last and name in last else 0
        if last is not None and name not in last:
            continue
        checks = [
            (column, set(frames[other][target]), other)
            for column, other, target in ((c, o or name, t) for c, o, t in table.references)
        ]
        checks += [
            (column, everything, "any table")
            for column in ("record_id", "held_by")
            if column in frame and name != "changes"
        ]
        for column, known, where in checks:
            for position, value in enumerate(frame[column].iloc[first:]):
                if value and value not in known:
                    near = nearest(value, known)
                    tail = f" (nearest: {', '.join(near)})" if near else ""
                    yield BadSeed(
                        table.path,
                        position + 2,
                        column,
                        value,
                        f"an identifier of {where}{tail}",
                    )
