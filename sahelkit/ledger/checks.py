"""Checks of the whole ledger: each table against its description, and the tables together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sahelkit.errors import BadSeed, MissingPart
from sahelkit.ledger.dates import coarser
from sahelkit.ledger.names import fold, split_list
from sahelkit.ledger.reading import read_table
from sahelkit.ledger.references import broken_references
from sahelkit.ledger.schema import DESCRIPTOR, Table, read_descriptor

TITLE_LENGTH = 70  # characters that fit a slide's list of events
Frames = dict[str, pd.DataFrame]


@dataclass
class LedgerReport:
    """What the checks found: the faults, and how many records were looked at."""

    faults: list[BadSeed] = field(default_factory=list)
    records: int = 0


def check_ledger(folder: Path) -> LedgerReport:
    """Check all tables of a folder.

    Raises
    ------
    MissingPart
        If the frictionless library is not installed.
    """
    report = LedgerReport()
    schema = read_descriptor(folder)
    report.faults += _frictionless(folder)
    frames: Frames = {}
    for name, table in schema.items():
        try:
            frames[name] = read_table(folder, table, report=report.faults.append)
        except BadSeed as fault:
            report.faults.append(fault)
    report.records = sum(len(frame) for frame in frames.values())
    if len(frames) == len(schema):
        for rule in (
            lambda: broken_references(frames, schema),
            lambda: _unique(frames, schema),
            lambda: _dates(frames),
            lambda: _whole(frames),
            lambda: _orphans(frames),
            lambda: _stretches(frames),
            lambda: _names(frames),
        ):
            report.faults += rule()
    report.faults = _once(report.faults)
    return report


def _once(faults: Iterable[BadSeed]) -> list[BadSeed]:
    """Drop what two checks found alike."""
    unique: dict[tuple[str, object, str], BadSeed] = {}
    for fault in faults:
        unique.setdefault((fault.file, fault.row, fault.column), fault)
    return list(unique.values())


def _frictionless(folder: Path) -> Iterator[BadSeed]:
    try:
        from frictionless import Package, system
    except ImportError:
        raise MissingPart(
            "the check needs the frictionless library: pip install 'sahelkit[check]'"
        ) from None
    with system.use_context(trusted=True):
        package = Package(str(folder / DESCRIPTOR))
        for name in [r.name for r in package.resources if not r.path or r.path[-4:] != ".csv"]:
            package.remove_resource(name)
        found = package.validate()
    for error in found.errors:
        yield BadSeed(DESCRIPTOR, None, "", None, error.note)
    for task in found.tasks:
        for error in task.errors:
            yield BadSeed(
                Path(str(task.place)).name,
                getattr(error, "row_number", None),
                getattr(error, "field_name", "") or "",
                getattr(error, "cell", None),
                f"what the descriptor says ({error.note})",
            )


def _unique(frames: Frames, schema: dict[str, Table]) -> Iterator[BadSeed]:
    seen: dict[str, str] = {}
    for name, table in schema.items():
        if not table.id_column:
            continue
        for row, value in enumerate(frames[name][table.id_column], start=2):
            key = value.casefold()
            if seen.setdefault(key, name) != name:
                yield BadSeed(
                    table.path, row, table.id_column, value,
                    f"an identifier that the table {seen[key]} does not use",
                )  # fmt: skip


def _dates(frames: Frames) -> Iterator[BadSeed]:
    for name in ("claims", "events"):
        for row, item in enumerate(frames[name].to_dict("records"), start=2):
            start, end, precision = item["start"], item["end"], item["precision"]
            given = [not pd.isna(start), not pd.isna(end), bool(precision)]
            if any(given) and not all(given):
                yield BadSeed(f"{name}.csv", row, "precision", precision,
                              "start, end and precision all given, or all empty")  # fmt: skip
            elif all(given):
                expected = coarser(start.date(), end.date(), precision)
                if expected:
                    column = "end" if expected.startswith("an end") else "start"
                    yield BadSeed(f"{name}.csv", row, column, str(item[column].date()), expected)
    for name, column, fine in (
        ("sources", "published", "published_precision"),
        ("memberships", "start", "start_precision"),
        ("memberships", "end", "end_precision"),
        ("offices", "start", "start_precision"),
        ("offices", "end", "end_precision"),
    ):
        for row, (day, precision) in enumerate(
            zip(frames[name][column], frames[name][fine], strict=True), start=2
        ):
            wrong = _single(None if pd.isna(day) else day.date(), precision)
            if wrong:
                shown = None if pd.isna(day) else str(day.date())
                yield BadSeed(f"{name}.csv", row, column, shown, wrong)


def _single(day: dt.date | None, precision: str) -> str | None:
    if day is None:
        return "a date, since a precision is given" if precision not in ("", "unknown") else None
    if precision in ("", "unknown"):
        return "no date, since no precision is given"
    if precision == "month" and day.day != 1:
        return "the first day of the month, since the precision is month"
    if precision == "year" and (day.month, day.day) != (1, 1):
        return "1 January, since the precision is year"
    return None


def _whole(frames: Frames) -> Iterator[BadSeed]:
    evidence = frames["evidence"]
    supported = set(evidence.loc[evidence["bearing"] != "contradicts", "record_id"])
    taking_part = set(frames["participants"]["event_id"])
    for row, event in enumerate(frames["events"].to_dict("records"), start=2):
        name = event["event_id"]
        if name not in supported:
            yield BadSeed("events.csv", row, "event_id", name, "evidence for it in evidence.csv")
        if name not in taking_part:
            yield BadSeed("events.csv", row, "event_id", name, "somebody in participants.csv")
        if len(event["title"]) > TITLE_LENGTH:
            yield BadSeed("events.csv", row, "title", event["title"],
                          f"at most {TITLE_LENGTH} characters")  # fmt: skip
    answers = frames["positions"].groupby("dispute_id")["statement"].nunique()
    for row, dispute in enumerate(frames["disputes"]["dispute_id"], start=2):
        if answers.get(dispute, 0) < 2:
            yield BadSeed("disputes.csv", row, "dispute_id", dispute,
                          "at least two different answers in positions.csv")  # fmt: skip
    mentioned = set(frames["mentions"]["claim_id"])
    for row, claim in enumerate(frames["claims"].to_dict("records"), start=2):
        if claim["claim_id"].split("-")[0] != claim["source_id"]:
            yield BadSeed("claims.csv", row, "source_id", claim["source_id"],
                          f"the document that {claim['claim_id']} is named after")  # fmt: skip
        if claim["claim_id"] not in mentioned:
            yield BadSeed("claims.csv", row, "claim_id", claim["claim_id"],
                          "at least one entity in mentions.csv")  # fmt: skip
    for name, column in (("memberships", "membership_id"), ("offices", "office_id")):
        for row, record in enumerate(frames[name][column], start=2):
            if record not in supported:
                yield BadSeed(f"{name}.csv", row, column, record,
                              "evidence for it in evidence.csv")  # fmt: skip
    for row, spec in enumerate(frames["specs"].to_dict("records"), start=2):
        if pd.isna(spec["low"]) and pd.isna(spec["high"]) and not spec["text"]:
            yield BadSeed("specs.csv", row, "low", None, "a value, or words in the column text")
        if not spec["source_id"] and spec["text"] != "not found":
            yield BadSeed("specs.csv", row, "source_id", "", "the source of the value")


def _orphans(frames: Frames) -> Iterator[BadSeed]:
    used = set(frames["entities"]["country"])
    for name, column in (
        ("mentions", "entity_id"), ("participants", "entity_id"), ("events", "place_id"),
        ("memberships", "entity_id"), ("memberships", "body_id"), ("offices", "person_id"),
        ("offices", "body_id"), ("specs", "entity_id"),
    ):  # fmt: skip
        used |= set(frames[name][column])
    for row, entity in enumerate(frames["entities"]["entity_id"], start=2):
        if entity not in used:
            yield BadSeed("entities.csv", row, "entity_id", entity, "some record that names it")
    cited = set(frames["evidence"]["source_id"]) | set(frames["positions"]["held_by"])
    for name in ("claims", "specs", "glossary", "changes"):
        cited |= set(frames[name]["source_id"])
    cited |= set(frames["sources"]["origin"])
    for row, source in enumerate(frames["sources"]["source_id"], start=2):
        if source not in cited:
            yield BadSeed("sources.csv", row, "source_id", source, "some row that cites it")


def _stretches(frames: Frames) -> Iterator[BadSeed]:
    frame = frames["memberships"].reset_index(names="row")
    for _, group in frame.groupby(["entity_id", "body_id"]):
        last = None
        for item in group.sort_values("start", na_position="first").to_dict("records"):
            if not pd.isna(item["end"]) and not pd.isna(item["start"]):
                if item["end"] <= item["start"]:
                    yield BadSeed("memberships.csv", item["row"] + 2, "end",
                                  str(item["end"].date()), "a day after the start")  # fmt: skip
            if last is not None and (pd.isna(last["end"]) or last["end"] > item["start"]):
                yield BadSeed("memberships.csv", item["row"] + 2, "start",
                              str(item["start"].date()),
                              f"a start after the end of {last['membership_id']}")  # fmt: skip
            last = item


def _names(frames: Frames) -> Iterator[BadSeed]:
    """Two entities must not share a name: `find` would not know which is meant."""
    taken: dict[str, str] = {}
    for row, entity in enumerate(frames["entities"].to_dict("records"), start=2):
        forms = {fold(f) for f in (entity["name"], *split_list(entity["variants"]))}
        for form in sorted(forms):
            other = taken.setdefault(form, entity["entity_id"])
            if other != entity["entity_id"]:
                yield BadSeed("entities.csv", row, "variants", form,
                              f"a name that is not one of {other}")  # fmt: skip
