"""What several texts say, counted: statements and words by text and by row of a matrix."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from sahelkit.errors import UnknownName
from sahelkit.ledger.names import name_in, nearest
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

VIEWS = ("topics", "entities", "kinds", "words")
COMMON = 16  # entities that most texts name


@dataclass(frozen=True)
class Row:
    """One row of the matrix.

    Attributes
    ----------
    key : str
        Key of its group of records: ``topic.bamex``, ``entity.mali``, ``kind.event``,
        ``word.collapse``.
    name : str
        Its label.
    cells : mapping
        Identifier of a text to the records in its cell, in the order of the text. A text that
        leaves it out has no records; in a row of words each text has one record, with its count.
    """

    key: str
    name: str
    cells: Mapping[str, tuple[str, ...]]

    def cell(self, source_id: str) -> str:
        """Return the key of the group of records in a text's cell."""
        return f"{source_id}.{self.key}"


@dataclass(frozen=True)
class Block:
    """Rows under a common heading, which may be empty text."""

    head: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Texts:
    """Several texts compared.

    Attributes
    ----------
    sources : tuple of str
        The texts, in the order of the ledger.
    claims, wordings : DataFrame
        Their statements (of the themes that were asked for) and their words of framing.
    blocks : mapping
        View to its rows.
    """

    sources: tuple[str, ...]
    claims: pd.DataFrame
    wordings: pd.DataFrame
    blocks: Mapping[str, tuple[Block, ...]]

    def rows(self, *views: str) -> Iterator[Row]:
        """Go through the rows of some views, or of all."""
        for view in views or VIEWS:
            for block in self.blocks[view]:
                yield from block.rows

    def statements(self, source_id: str) -> int:
        """Count the statements of a text."""
        return int((self.claims["source_id"] == source_id).sum())

    def absent(self, row: Row) -> list[str]:
        """Return the texts that leave a row out, or that do not use its word."""
        return [s for s in self.sources if self._unused.issuperset(row.cells[s])]

    @functools.cached_property
    def _unused(self) -> frozenset[str]:
        return frozenset(self.wordings.loc[self.wordings["count"] == 0, "wording_id"])

    def members(self) -> dict[str, list[str]]:
        """Return the records of each group: of each text, row and cell of statements.

        The first record of a text is the text itself. A cell of words is a record of its own.
        """
        groups = {}
        for source in self.sources:
            own = self.claims.loc[self.claims["source_id"] == source, "claim_id"]
            used = self.wordings.loc[self.wordings["source_id"] == source, "wording_id"]
            groups[text_key(source)] = [source, *own, *used]
        for row in self.rows():
            groups[row.key] = [record for source in self.sources for record in row.cells[source]]
        for row in self.rows("topics", "entities", "kinds"):
            groups |= {row.cell(source): list(row.cells[source]) for source in self.sources}
        return groups


def text_key(source_id: str) -> str:
    """Return the key of the group of all records of a text."""
    return f"text.{source_id}"


def texts_of(
    kit: Kit,
    entities: Iterable[str] | None = None,
    themes: Iterable[str] | None = None,
    lang: str = "en",
) -> Texts:
    """Count what the texts say that the ledger holds statements of.

    Parameters
    ----------
    kit : Kit
        The ledger.
    entities : iterable of str, optional
        Identifiers of the entities that are compared. If not given, the sixteen that most texts
        name, and for each text the one it names most often among those that no other names.
    themes : iterable of str, optional
        Count only statements on these; all, if None. Words are counted in the whole texts.
    lang : {"en", "fr"}
        Language of the labels. The words of framing are quoted and stay as they are.

    Raises
    ------
    UnknownName
        For an entity, theme or language that does not exist, or where there is no statement.
    """
    fields = {f.name: f.enum for f in kit.schema["claims"].fields}
    wanted = _chosen("theme", themes, fields["theme"])
    claims = kit.claims
    held = set(claims["source_id"])
    sources = tuple(s for s in kit.sources["source_id"] if s in held)
    claims = claims[claims["theme"].isin(wanted)].reset_index(drop=True)
    if claims.empty:
        expected = "themes with at least one statement"
        raise UnknownName("statements on", ", ".join(wanted), expected=expected)
    wordings = kit.wordings
    wordings = wordings[wordings["source_id"].isin(sources)].reset_index(drop=True)

    def count(frame: pd.DataFrame, column: str, prefix: str, names: Mapping[str, str]) -> Block:
        cells = {
            pair: tuple(rows) for pair, rows in frame.groupby([column, "source_id"])["claim_id"]
        }
        return Block(
            "",
            tuple(
                Row(f"{prefix}.{key}", name, {s: cells.get((key, s), ()) for s in sources})
                for key, name in names.items()
            ),
        )

    topics = {t: word(f"theme_{t}", lang) for t in fields["theme"] if t in wanted}
    kinds = {k: word(f"sources_kind_{k}", lang) for k in fields["kind"]}
    named = kit.mentions.merge(claims[["claim_id", "source_id"]], on="claim_id")
    known = {row["entity_id"]: row for row in rows_of(kit.entities)}
    if entities is None:
        chosen = _widest(named)
    else:
        chosen = list(dict.fromkeys(_chosen("entity", entities, known)))
    names = {e: name_in(known[e], lang) for e in chosen}
    names = {e: name[:1].upper() + name[1:] for e, name in names.items()}
    rows = count(named, "entity_id", "entity", names).rows
    blocks = {
        "topics": (count(claims, "theme", "topic", topics),),
        "entities": tuple(_by_number(rows, lang)),
        "kinds": (count(claims, "kind", "kind", kinds),),
        "words": tuple(_by_family(wordings, sources, lang)),
    }
    return Texts(sources, claims, wordings, blocks)


def _chosen(what: str, names: Iterable[str] | None, known: Iterable[str]) -> list[str]:
    if names is None:
        return list(known)
    chosen = [names] if isinstance(names, str) else list(names)
    for name in chosen:
        if name not in known:
            raise UnknownName(what, name, nearest(name, known) or tuple(known)[:8])
    if not chosen:
        raise UnknownName(what, "", expected="at least one")
    return chosen


def _widest(named: pd.DataFrame) -> list[str]:
    """Choose the entities that most texts name, and one that each text alone names."""
    texts = {str(e): set(rows) for e, rows in named.groupby("entity_id")["source_id"]}
    number = Counter(named["entity_id"])
    rank = sorted(texts, key=lambda e: (-len(texts[e]), -number[e], e))
    chosen = rank[:COMMON]
    for source in sorted(set(named["source_id"])):
        alone = [e for e in rank if texts[e] == {source} and e not in chosen]
        chosen += alone[:1]
    return chosen


def _by_number(rows: Iterable[Row], lang: str) -> Iterator[Block]:
    """Divide rows by how many texts they stand in; those with most statements come first."""
    blocks: dict[str, list[Row]] = {"all": [], "some": [], "one": []}
    for row in sorted(rows, key=lambda r: (-_texts(r), -sum(map(len, r.cells.values())))):
        one = "one" if _texts(row) == 1 < len(row.cells) else "some"
        blocks["all" if _texts(row) == len(row.cells) else one].append(row)
    for name, held in blocks.items():
        if held:
            yield Block(word(f"sources_named_{name}", lang), tuple(held))


def _texts(row: Row) -> int:
    return sum(1 for records in row.cells.values() if records)


def _by_family(wordings: pd.DataFrame, sources: tuple[str, ...], lang: str) -> Iterator[Block]:
    for family, frame in wordings.groupby("family", sort=False):
        rows = []
        for name, held in frame.groupby("word", sort=False):
            cells = {s: tuple(held.loc[held["source_id"] == s, "wording_id"]) for s in sources}
            key = re.sub(r"[^A-Za-z0-9_.-]+", "-", str(name))
            rows.append(Row(f"word.{key}", str(name), cells))
        yield Block(word(f"sources_family_{family}", lang), tuple(rows))
