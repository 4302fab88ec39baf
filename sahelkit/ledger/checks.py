"""Checks of the whole ledger: each table against its description, and the tables together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sahelkit.errors import BadSeed, MissingPart, how_to_install
from sahelkit.ledger.ach_checks import wrong_analyses
from sahelkit.ledger.framing import wrong_wordings
from sahelkit.ledger.judgement_checks import wrong_judgements
from sahelkit.ledger.names import fold, split_list
from sahelkit.ledger.reading import read_table
from sahelkit.ledger.record import rows_of
from sahelkit.ledger.references import broken_references
from sahelkit.ledger.schema import DESCRIPTOR, Table, read_descriptor, seeds_folder
from sahelkit.ledger.spans import overlaps, wrong_dates

TITLE_LENGTH = 70  # characters that fit a slide's list of events
Frames = dict[str, pd.DataFrame]
Schema = Mapping[str, Table]


@dataclass
class LedgerReport:
    """What the checks found: the faults, and how many records were looked at."""

    faults: list[BadSeed] = field(default_factory=list)
    records: int = 0


def check_ledger(folder: Path) -> LedgerReport:
    """Check all tables of a folder.

    Parameters
    ----------
    folder : Path
        A ledger: ``datapackage.json`` and the tables that it describes.

    Returns
    -------
    LedgerReport
        Every fault that was found. Tables are compared with each other only if each of them
        could be read.

    Raises
    ------
    BadSeed
        If the descriptor is missing or damaged.
    MissingPart
        If the frictionless library is not installed.
    """
    report = LedgerReport()
    schema = read_descriptor(folder)
    report.faults += _undescribed(schema)
    together = not report.faults
    frames: Frames = {}
    for name, table in schema.items():
        try:
            frames[name] = read_table(folder, table, report=report.faults.append)
        except BadSeed as fault:
            report.faults.append(fault)
            together = False
    report.records = sum(len(frame) for frame in frames.values())
    if together:
        report.faults += _together(frames, schema)
    report.faults = _once([*report.faults, *_second_opinion(_frictionless(folder), report.faults)])
    return report


def _together(frames: Frames, schema: Schema) -> Iterator[BadSeed]:
    yield from broken_references(frames, schema)
    yield from _unique(frames, schema)
    yield from wrong_dates(frames)
    yield from _whole(frames)
    yield from wrong_wordings(frames)
    yield from wrong_analyses(frames)
    yield from wrong_judgements(frames, schema)
    yield from _orphans(frames)
    yield from overlaps(frames["memberships"])
    yield from _names(frames)


def _undescribed(schema: Schema) -> Iterator[BadSeed]:
    """Find the tables and columns that the kit works with and a descriptor does not have."""
    for name, table in read_descriptor(seeds_folder()).items():
        if name not in schema:
            if table.optional:
                continue
            yield BadSeed(DESCRIPTOR, None, name, None, f"a description of the table {name}")
            continue
        types = {column.name: column.type for column in schema[name].fields}
        for column in table.fields:
            found = types.get(column.name)
            if found != column.type:
                expected = f"a column {column.name} of the type {column.type} in the table {name}"
                yield BadSeed(DESCRIPTOR, None, f"{name}.{column.name}", found, expected)


def _once(faults: Iterable[BadSeed]) -> list[BadSeed]:
    """Drop what two rules found alike."""
    unique: dict[tuple[str, object, str, str], BadSeed] = {}
    for fault in faults:
        unique.setdefault((fault.file, fault.row, fault.column, fault.expected), fault)
    return list(unique.values())


def _second_opinion(found: Iterable[BadSeed], ours: Iterable[BadSeed]) -> Iterator[BadSeed]:
    """Drop what our own reading found in the same row, or in the head of the same file."""
    places = {(fault.file, fault.row) for fault in ours}
    for fault in found:
        if not {(fault.file, row) for row in (fault.row, None, 1)} & places:
            yield fault


def _frictionless(folder: Path) -> Iterator[BadSeed]:
    try:
        from frictionless import FrictionlessException, Package, system
    except ImportError:
        raise MissingPart(
            f"the check needs the frictionless library: {how_to_install('check')}"
        ) from None
    try:
        with system.use_context(trusted=True):
            package = Package(str(folder / DESCRIPTOR))
            known = {table.path for table in read_descriptor(folder).values()}
            for name in [r.name for r in package.resources if r.path not in known]:
                package.remove_resource(name)
            found = package.validate()
    except FrictionlessException as damage:
        yield BadSeed(DESCRIPTOR, None, "", None, f"a Frictionless data package ({damage})")
        return
    for error in found.errors:
        yield BadSeed(DESCRIPTOR, None, "", None, error.note)
    for task in found.tasks:
        for error in task.errors:
            if error.type in ("blank-label", "extra-label"):
                continue  # our own reading judges the header; a trailing comma is harmless
            yield BadSeed(
                Path(str(task.place)).name,
                getattr(error, "row_number", None),
                getattr(error, "field_name", "") or "",
                getattr(error, "cell", None),
                f"what the descriptor says ({error.note or error.title})",
            )


def _unique(frames: Frames, schema: Schema) -> Iterator[BadSeed]:
    """No two tables use one identifier: the evidence page's anchors know no case either."""
    seen: dict[str, str] = {}
    for name, table in schema.items():
        if not table.id_column:
            continue
        for row, value in enumerate(frames[name][table.id_column], start=2):
            other = seen.setdefault(value.casefold(), name)
            if value and other != name:
                expected = f"an identifier that the table {other} does not use"
                yield BadSeed(table.path, row, table.id_column, value, expected)


def _whole(frames: Frames) -> Iterator[BadSeed]:
    """No record stands without what makes it one: evidence, people, answers, a source."""
    evidence = frames["evidence"]
    supported = set(evidence.loc[evidence["bearing"] != "contradicts", "record_id"])
    for name, column in (
        ("events", "event_id"),
        ("memberships", "membership_id"),
        ("offices", "office_id"),
    ):
        for row, record in enumerate(frames[name][column], start=2):
            if record not in supported:
                yield BadSeed(f"{name}.csv", row, column, record, "evidence for it in evidence.csv")
    taking_part = set(frames["participants"]["event_id"])
    for row, event in enumerate(rows_of(frames["events"]), start=2):
        name, title = event["event_id"], event["title"]
        if name not in taking_part:
            yield BadSeed("events.csv", row, "event_id", name, "somebody in participants.csv")
        if len(title) > TITLE_LENGTH:
            yield BadSeed("events.csv", row, "title", title, f"at most {TITLE_LENGTH} characters")
    answers = frames["positions"].groupby("dispute_id")["statement"].nunique()
    for row, dispute in enumerate(frames["disputes"]["dispute_id"], start=2):
        if answers.get(dispute, 0) < 2:
            expected = "at least two different answers in positions.csv"
            yield BadSeed("disputes.csv", row, "dispute_id", dispute, expected)
    mentioned = set(frames["mentions"]["claim_id"])
    for row, claim in enumerate(rows_of(frames["claims"]), start=2):
        name, source = claim["claim_id"], claim["source_id"]
        if name.split("-")[0] != source:
            expected = f"the document that {name} is named after"
            yield BadSeed("claims.csv", row, "source_id", source, expected)
        if name not in mentioned:
            expected = "at least one entity in mentions.csv"
            yield BadSeed("claims.csv", row, "claim_id", name, expected)
    for row, spec in enumerate(rows_of(frames["specs"]), start=2):
        if pd.isna(spec["low"]) and pd.isna(spec["high"]) and not spec["text"]:
            yield BadSeed("specs.csv", row, "low", None, "a value, or words in the column text")
        if spec["low"] > spec["high"]:
            yield BadSeed("specs.csv", row, "high", spec["high"], "no less than the low value")
        if not spec["source_id"] and spec["text"] != "not found":
            yield BadSeed("specs.csv", row, "source_id", "", "the source of the value")


def _orphans(frames: Frames) -> Iterator[BadSeed]:
    """Each entity is named by some record, and each source is cited by some row."""
    used = set(frames["entities"]["country"])
    for name, column in (
        ("mentions", "entity_id"),
        ("participants", "entity_id"),
        ("events", "place_id"),
        ("memberships", "entity_id"),
        ("memberships", "body_id"),
        ("offices", "person_id"),
        ("offices", "body_id"),
        ("specs", "entity_id"),
    ):
        used |= set(frames[name][column])
    for row, entity in enumerate(frames["entities"]["entity_id"], start=2):
        if entity not in used:
            yield BadSeed("entities.csv", row, "entity_id", entity, "some record that names it")
    cited = set(frames["positions"]["held_by"]) | set(frames["sources"]["origin"])
    for name in ("evidence", "claims", "specs", "glossary", "changes"):
        cited |= set(frames[name]["source_id"])
    for row, source in enumerate(frames["sources"]["source_id"], start=2):
        if source not in cited:
            yield BadSeed("sources.csv", row, "source_id", source, "some row that cites it")


def _names(frames: Frames) -> Iterator[BadSeed]:
    """Two entities must not share a name: `find` would not know which is meant."""
    taken: dict[str, str] = {}
    for row, entity in enumerate(rows_of(frames["entities"]), start=2):
        forms = {fold(f) for f in (entity["name"], *split_list(entity["variants"]))}
        for form in sorted(forms):
            other = taken.setdefault(form, entity["entity_id"])
            if other != entity["entity_id"]:
                expected = f"a name that is not one of {other}"
                yield BadSeed("entities.csv", row, "variants", form, expected)
