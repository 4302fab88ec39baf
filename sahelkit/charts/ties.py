"""Who is named together with whom, and in which records."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.charts.layout import MOST
from sahelkit.errors import UnknownName
from sahelkit.ledger import dates
from sahelkit.ledger.names import nearest
from sahelkit.ledger.record import rows_of

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

KINDS = ("state", "body", "armed force", "armed group", "company", "person")
# not parties that one could name: unnamed people, and what gathers many under one word
COLLECTIVES = frozenset(
    {
        "european-powers",
        "international-partners",
        "malian-schools",
        "neighbouring-states",
        "sahel-armed-groups",
        "sahel-national-armies",
        "turkish-defence-industry",
        "unnamed-malian-officer",
        "western-forces-sahel",
        "western-states",
    }
)
TIES = 56  # more lines than this cannot be told apart
FEW = 12  # with fewer lines than this, ties of one record are drawn too


@dataclass(frozen=True)
class Network:
    """Parties and the records that name them together.

    Attributes
    ----------
    parties : mapping
        Entity identifier to kind, the party with the most records first.
    ties : mapping
        Two entity identifiers, in the order of the alphabet, to the number of records that name
        both; the strongest tie first.
    records : pandas.DataFrame
        The records that hold at least one of the ties, by date: ``record_id``, ``table`` (events
        or claims), ``start``, ``theme`` and ``parties`` (those of the network that it names).
    least : int
        How many records a tie has at least.
    """

    parties: Mapping[str, str]
    ties: Mapping[tuple[str, str], int]
    records: pd.DataFrame
    least: int

    def groups(self, parties: Iterable[str]) -> list[str]:
        """Return the keys of the ties that a record with these parties holds, and of their ends.

        A party that the record ties to nobody is not among them: a mark without a line would be
        no network.
        """
        ties = [pair for pair in itertools.combinations(sorted(parties), 2) if pair in self.ties]
        return [*(key(*pair) for pair in ties), *sorted({end for pair in ties for end in pair})]


def key(first: str, second: str) -> str:
    """Return the key of a tie."""
    return f"{first}--{second}"


def ties_between(
    kit: Kit,
    themes: Iterable[str] | None = None,
    kinds: Iterable[str] = KINDS,
    *,
    least: int | None = None,
    most: int = 26,
    crowd: int = 8,
) -> Network:
    """Return who is named together with whom.

    Two parties are tied by each event in which both take part and by each claim that mentions
    both. A government counts as its state. Unnamed people and words that gather many parties
    ("Western states") are left out, and so are records that name a crowd, since they say little
    about any two of its members. A claim without a date counts from the day on which its
    document was published.

    Parameters
    ----------
    kit : Kit
        The ledger, or the ledger as of a day: then only claims of what had begun by then.
    themes : iterable of str, optional
        Themes of the records; all, if None.
    kinds : iterable of str
        Kinds of parties.
    least : int, optional
        How many records a tie needs. If not given, as few as leave 56 ties at most: from two
        on, or from one where that leaves fewer than twelve.
    most : int
        How many parties at most: those with the most records.
    crowd : int
        A record that names more parties than this is left out.

    Returns
    -------
    Network

    Raises
    ------
    UnknownName
        For a theme or kind that does not exist, a number out of range, or no tie at all.
    """
    enum = next(f.enum for f in kit.schema["events"].fields if f.name == "theme")
    wanted = list(enum) if themes is None else _chosen("theme", themes, enum)
    shown = set(_chosen("kind of party", kinds, KINDS))
    for name, number, low, high in (
        ("most", most, 2, MOST),
        ("crowd", crowd, 2, 99),
        ("least", 1 if least is None else least, 1, 999),
    ):
        if not low <= number <= high:
            raise UnknownName(name, number, expected=f"a number from {low} to {high}")
    records = _records(kit, shown)
    named = records["parties"].map(len)
    records = records[records["theme"].isin(wanted) & (named >= 2) & (named <= crowd)]
    count: Counter[tuple[str, str]] = Counter()
    weight: Counter[str] = Counter()
    for parties in records["parties"]:
        count.update(itertools.combinations(sorted(parties), 2))
        weight.update(parties)
    rank = sorted(weight, key=lambda party: (-weight[party], party))

    def strong(n: int) -> dict[tuple[str, str], int]:
        ties = {pair: c for pair, c in count.items() if c >= n}
        tied = {party for pair in ties for party in pair}
        top = set([party for party in rank if party in tied][:most])
        return {pair: c for pair, c in ties.items() if top.issuperset(pair)}

    if least is None:
        least = next(n for n in itertools.count(2) if len(strong(n)) <= TIES)
        if len(strong(2)) < FEW and len(strong(1)) <= TIES:
            least = 1
    ties = strong(least)
    if not ties:
        expected = "themes, kinds and numbers for which records name two parties together"
        raise UnknownName("network of", ", ".join(wanted), expected=expected)
    tied = {party for pair in ties for party in pair}
    kind_of = dict(zip(kit.entities["entity_id"], kit.entities["kind"], strict=True))
    records = records.assign(parties=records["parties"].map(lambda p: [x for x in p if x in tied]))
    held = [any(t in ties for t in itertools.combinations(p, 2)) for p in records["parties"]]
    return Network(
        {party: kind_of[party] for party in rank if party in tied},
        dict(sorted(ties.items(), key=lambda item: (-item[1], item[0]))),
        records[held].reset_index(drop=True),
        least,
    )


def _chosen(what: str, names: Iterable[str], known: Iterable[str]) -> list[str]:
    chosen = [names] if isinstance(names, str) else list(names)
    for name in chosen:
        if name not in known:
            raise UnknownName(what, name, nearest(name, known) or tuple(known))
    return chosen


def _records(kit: Kit, kinds: set[str]) -> pd.DataFrame:
    """Gather events and claims by date, each with the parties that it names.

    A claim without a date stands at the day on which its document was published; where that is
    unknown too, it is left out.
    """
    entities = rows_of(kit.entities)
    known = {entity["entity_id"] for entity in entities}
    states = {
        entity["entity_id"]: entity["country"]
        for entity in entities
        if entity["kind"] == "government" and entity["country"] in known
    }
    drawn = {entity["entity_id"] for entity in entities if entity["kind"] in kinds} - COLLECTIVES
    named: dict[str, set[str]] = {}
    for table, column in ((kit.participants, "event_id"), (kit.mentions, "claim_id")):
        for record_id, name in zip(table[column], table["entity_id"], strict=True):
            named.setdefault(record_id, set()).add(states.get(name, name))
    claims = kit.claims.merge(kit.sources[["source_id", "published"]], on="source_id", how="left")
    claims["start"] = claims["start"].fillna(claims["published"])
    both = pd.concat(
        [
            kit.events.assign(record_id=kit.events["event_id"], table="events"),
            claims.assign(record_id=claims["claim_id"], table="claims"),
        ]
    )[["record_id", "table", "start", "theme"]]
    both = both.dropna(subset=["start"])
    if kit.day is not None:
        both = both[both["start"] <= pd.Timestamp(kit.day)]
    both["parties"] = [sorted(named.get(r, set()) & drawn) for r in both["record_id"]]
    return both.sort_values(["start", "record_id"], kind="stable").reset_index(drop=True)


def counted(net: Network, until: str | dt.date | None = None) -> dict[str, int]:
    """Return how many records each party and each tie has by a day."""
    records = net.records
    if until is not None:
        records = records[records["start"] <= pd.Timestamp(dates.parse_day(until))]
    counts = dict.fromkeys([*(key(*pair) for pair in net.ties), *net.parties], 0)
    for parties in records["parties"]:
        for name in net.groups(parties):
            counts[name] += 1
    return counts
