"""The Kit: all tables of the ledger, looked up by name, by identifier and by day."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from sahelkit.errors import BadSeed, UnknownName
from sahelkit.ledger import dates, ending, lookup, origins
from sahelkit.ledger.cite import Citation, cite, join
from sahelkit.ledger.extra import add_extra
from sahelkit.ledger.names import nearest
from sahelkit.ledger.reading import read_table
from sahelkit.ledger.record import Record
from sahelkit.ledger.schema import Table, read_descriptor, seeds_folder


class _UnknownTable(UnknownName, AttributeError):  # type: ignore[misc]
    """An attribute that is no table; ``hasattr`` and IPython rely on the AttributeError."""


class Kit:
    """The ledger, ready to use. `sahelkit.load` returns one.

    Each table is an attribute and a DataFrame: ``kit.events``, ``kit.claims`` and so on; it is
    read from disk when it is first touched. What you get is your own copy: changing it changes
    nothing in the kit.

    Attributes
    ----------
    day : datetime.date or None
        The day this kit stands at, if it came from `as_of`.
    folder : Path
        Where the tables were read from.
    """

    __slots__ = ("_caches", "_frames", "day", "folder", "schema")

    _caches: dict[str, Any]
    _frames: dict[str, pd.DataFrame]
    day: dt.date | None
    folder: Path
    schema: MappingProxyType[str, Table]

    def __init__(self, folder: Path) -> None:
        put = object.__setattr__
        put(self, "folder", folder)
        put(self, "schema", MappingProxyType(read_descriptor(folder)))
        put(self, "day", None)
        put(self, "_frames", {})
        put(self, "_caches", {})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Kit is not changed in place (tried to set {name})")

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name in Kit.__slots__:
            raise AttributeError(name)
        try:
            return self.table(name)
        except UnknownName as error:
            raise _UnknownTable(error.what, error.name, error.near, error.expected) from None

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Kit is not changed in place (tried to delete {name})")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.schema]

    def __iter__(self) -> Iterator[str]:
        """Names of the tables, in the order of the descriptor."""
        return iter(self.schema)

    def __repr__(self) -> str:
        day = f" as of {self.day}" if self.day else ""
        try:
            last = ending.last_day(self)
        except (BadSeed, KeyError):  # damaged tables have faults to tell, but not here
            last = None
        end = f"; events to {last}" if last else ""
        return f"<sahelkit.Kit{day}: {', '.join(self.schema)}{end}>"

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by name, the same as ``kit.<name>``.

        Raises
        ------
        UnknownName
            If there is no such table.
        BadSeed
            If its file is damaged.
        """
        if name not in self.schema:
            raise UnknownName("table", name, nearest(name, self.schema), ", ".join(self.schema))
        return self._frame(name).copy()  # a shallow one would share its arrays

    def _frame(self, name: str) -> pd.DataFrame:
        frames: dict[str, pd.DataFrame] = self._frames
        if name not in frames:
            frames[name] = read_table(self.folder, self.schema[name])
        return frames[name]

    def find(self, name: str) -> pd.DataFrame:
        """Find entities by name, variant or accent-less spelling.

        Parameters
        ----------
        name : str
            For example ``"yevkurov"``, ``"Tchiani"`` or ``"CEDEAO"``.

        Returns
        -------
        pandas.DataFrame
            One row an entity, best match first: ``entity_id, name, name_fr, kind,
            description, matched`` (the spelling that matched) and ``records`` (identifiers of
            the records that name it).

        Raises
        ------
        UnknownName
            If nothing matches; carries the nearest names.
        """
        return lookup.find(self, name)

    def record(self, record_id: str) -> Record:
        """Return a record by identifier: ``S1-14``, ``EV-083``, ``SRC-012``, ``bamex-2025``.

        Capital and small letters are alike, and hyphens may be left out (``ev083``).

        Raises
        ------
        UnknownName
            If no table has it; carries the nearest identifiers. In the kit of a day, also for
            what begins later or has ended by then.
        """
        return lookup.record(self, record_id)

    def cite(self, record_id: str, *more: str) -> Citation:
        """Return the citation of one record or several as text, HTML, BibTeX and CSL-JSON.

        The sources of a record stand apart by how they bear on it: "According to", "In part",
        "Against". A dispute has "Answers by", and what is our own judgement "Rests on".

        Raises
        ------
        UnknownName
            If no table has one of the records.
        """
        return join(cite(self, self.record(name)) for name in (record_id, *more))

    def as_of(self, day: str | dt.date) -> Kit:
        """Return the same kit as it stood on a day.

        ``memberships`` and ``offices`` hold what was in force on that day, ``events`` (with
        their participants and evidence) what had begun by then. All other tables are whole.
        It does not matter whether this kit stands at a day itself.

        Parameters
        ----------
        day : str or date
            ``2024-07-06``; a month or a year stands for its last day.

        Raises
        ------
        UnknownName
            If it is not a date.

        Warns
        -----
        LateDay
            If the day is later than the last event of the ledger: what is returned is then
            what stood at its end.
        """
        when = dates.parse_day(day)
        whole = ending.whole(self)
        ending.warn_if_late(whole, when)
        kit = Kit(self.folder)
        kit._caches["whole"] = whole
        kit._frames.update({name: whole._frame(name) for name in self.schema})
        kit._frames.update(lookup.as_of(kit._frames, pd.Timestamp(when)))
        object.__setattr__(kit, "day", when)
        return kit

    def compare(self, dispute_id: str) -> pd.DataFrame:
        """Set the rival answers to a disputed question side by side.

        Returns
        -------
        pandas.DataFrame
            One row an answer: ``position_id, statement, value, value_high, unit, held_by,
            source_id, publisher, published, reliability, origins`` (independent origins that
            support it). ``.attrs`` holds the question, our reading and its confidence, and
            under ``one_origin`` which answers come from the same origin, where some do.

        Raises
        ------
        UnknownName
            If there is no such dispute.
        """
        return lookup.compare(self, dispute_id)

    def corroboration(self, record_id: str) -> origins.Corroboration:
        """Count the independent origins for and against a record; reposts count once.

        Raises
        ------
        UnknownName
            If no table has the record, or it is one that has nothing to corroborate (a question,
            a source, a judgement); says what to ask instead.
        """
        return origins.corroborate(self, record_id)


def load(extra: str | os.PathLike[str] | None = None) -> Kit:
    """Open the ledger.

    Parameters
    ----------
    extra : path, optional
        A folder with a teacher's own tables: files named and laid out as the kit's
        (``events.csv``, ``sources.csv`` …), with rows to add. Columns that are not required may
        be left out.

    Returns
    -------
    Kit
        The tables, each read when it is first touched.

    Raises
    ------
    BadSeed
        If the ledger or the extra folder is missing or damaged, an identifier of the extra
        folder is taken already, one of its dates is wrong, or it gives a state two statuses in
        a body at a time. Tells up to five faults at once.

    Warns
    -----
    SeedWarning
        If an added event has no evidence.

    Examples
    --------
    A folder ``my-tables`` with three files adds an event and the article that reports it
    (numbers from 900 on are free). ``sources.csv``::

        source_id,publisher,title,published,published_precision,kind,language,reliability,reliability_reason
        SRC-900,Our Daily,A visit,2026-03-02,day,newspaper,en,C,A daily with a named author.

    ``events.csv``::

        event_id,start,end,precision,place,theme,title,description,tier
        EV-900,2026-03-01,2026-03-01,day,Gao,security,A visit to Gao,Guests came.,background

    ``evidence.csv``::

        record_id,source_id,bearing
        EV-900,SRC-900,supports

    Then ``sahelkit.load(extra="my-tables").cite("EV-900")`` names the article.
    """
    kit = Kit(seeds_folder())
    if extra is not None:
        add_extra(kit._frames, kit.schema, kit.folder, Path(extra).expanduser())
    return kit


def open_folder(folder: str | os.PathLike[str]) -> Kit:
    """Open a ledger that lies in another folder (its own ``datapackage.json`` and tables)."""
    return Kit(Path(folder).expanduser().resolve())
