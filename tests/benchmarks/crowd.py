"""A ledger with as many events as one likes, made of those of the real one."""

import random

import pandas as pd

import sahelkit
from sahelkit.ledger import Kit

SEED = 7


def crowded(count: int) -> Kit:
    """The ledger with so many synthetic events instead of its own, evenly over time and themes.

    Titles, tiers, lengths and precisions are those of the real events; each event has one
    source, and one in twenty is contradicted by it.
    """
    kit = sahelkit.load()
    events, evidence = kit.events, kit.evidence
    draw = random.Random(SEED)
    first, last = events["start"].min(), events["start"].max()
    themes = sorted(set(events["theme"]))
    rows, links = [], []
    for number in range(1, count + 1):
        row = dict(events.iloc[draw.randrange(len(events))])
        start = first + pd.Timedelta(days=draw.randrange((last - first).days))
        row |= {
            "event_id": f"EV-{number:05d}",
            "start": start,
            "end": start + (row["end"] - row["start"]),
            "theme": themes[number % len(themes)],
        }
        rows.append(row)
        links.append(
            dict.fromkeys(evidence.columns, "")
            | {
                "record_id": row["event_id"],
                "source_id": draw.choice(list(kit.sources["source_id"])),
                "bearing": "contradicts" if number % 20 == 0 else "supports",
            }
        )
    made = Kit(kit.folder)
    made._frames["events"] = pd.DataFrame(rows).astype(events.dtypes.to_dict())
    made._frames["evidence"] = pd.DataFrame(links).astype(evidence.dtypes.to_dict())
    return made
