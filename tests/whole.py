"""The small ledger of ``conftest.py``, completed so that every check of the ledger passes."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
Rows = dict[str, list[dict[str, Any]]]


def whole_rows(rows: Rows) -> Rows:
    """Complete the rows of the small ledger; change the result as you like."""
    whole = copy.deepcopy(rows)
    supported = {r["record_id"] for r in whole["evidence"] if r["bearing"] != "contradicts"}
    for table, column in (
        ("events", "event_id"),
        ("memberships", "membership_id"),
        ("offices", "office_id"),
    ):
        whole["evidence"] += [
            {"record_id": row[column], "source_id": "SRC-001", "bearing": "supports"}
            for row in whole[table]
            if row[column] not in supported
        ]
    taking_part = {row["event_id"] for row in whole["participants"]}
    whole["participants"] += [
        {"event_id": row["event_id"], "entity_id": "bamako-fair", "role": "subject"}
        for row in whole["events"]
        if row["event_id"] not in taking_part
    ]
    mentioned = {row["claim_id"] for row in whole["mentions"]}
    whole["mentions"] += [
        {"claim_id": row["claim_id"], "entity_id": "yevkurov"}
        for row in whole["claims"]
        if row["claim_id"] not in mentioned
    ]
    whole["positions"] += [
        {"position_id": "C-02-a", "dispute_id": "C-02", "statement": "Mali.", "held_by": "S1-02"},
        {
            "position_id": "C-02-b",
            "dispute_id": "C-02",
            "statement": "Firms.",
            "held_by": "SRC-005",
        },
    ]
    for row in whole["specs"]:
        if row.get("text") != "not found":
            row.setdefault("source_id", "SRC-001")
    return whole


def write_ledger(folder: Path, whole: Rows, write_table: Callable[..., Path]) -> Path:
    """Write rows as a ledger with descriptor, borders and tables; return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("datapackage.json", "borders.geojson"):
        shutil.copy(SEEDS / name, folder)
    for table, content in whole.items():
        write_table(folder, table, content)
    return folder


def write_lesson(
    path: Path, *cells: str, tags: tuple[str, ...] = (), kind: str = "markdown"
) -> Path:
    """Write a notebook of Markdown (or code) cells, the first of which is a slide."""
    made = [
        {"cell_type": kind, "id": f"c{n}", "source": source, "metadata": {"tags": list(tags)}}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for n, source in enumerate(cells)
    ]
    made[0]["metadata"]["slideshow"] = {"slide_type": "slide"}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def cite(record_id: str) -> str:
    """Write a citation."""
    return f"[{record_id}](../seeds/EVIDENCE.md#{record_id.lower()})"
