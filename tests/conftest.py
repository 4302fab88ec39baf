"""A small made-up ledger, as realistic as it needs to be, and ways to damage it."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sahelkit.ledger import Kit, open_folder

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTOR = ROOT / "seeds" / "datapackage.json"

ORIGINAL = """Mali Opens Its Fair
The fair opened in Bamako on November 11, 2025, and drew 50 firms. Gen. Salif Diarra called it \
“a new dawn” for the region.

Tickets cost 5,000 francs in May. Niger joined the three states in July 2024.
"""
SHA256 = hashlib.sha256(ORIGINAL.encode()).hexdigest()

Row = dict[str, object]
Write = Callable[..., Path]


def _source(source_id: str, publisher: str, title: str, **more: object) -> Row:
    row: Row = {
        "source_id": source_id,
        "publisher": publisher,
        "title": title,
        "published": "2025-11-12",
        "published_precision": "day",
        "url": f"https://example.org/{source_id.lower()}",
        "kind": "newspaper",
        "language": "en",
        "reliability": "B",
        "reliability_reason": "Named authors and a record of corrections.",
    }
    return row | more


def _claim(number: int, paragraph: int, sentence: int, claim: str, **more: object) -> Row:
    row: Row = {
        "claim_id": f"S1-{number:02d}",
        "source_id": "S1",
        "paragraph": paragraph,
        "sentence": sentence,
        "claim": claim,
        "kind": "event",
        "theme": "bamex",
        "asserted_by": "the outlet",
        "credibility": 2,
        "credibility_reason": "Others report it too.",
    }
    return row | more


def _event(number: int, start: str, end: str, precision: str, title: str, **more: object) -> Row:
    row: Row = {
        "event_id": f"EV-{number:03d}",
        "start": start,
        "end": end,
        "precision": precision,
        "place": "Bamako",
        "place_id": "bamako",
        "theme": "formation",
        "title": title,
        "description": f"{title}, in a sentence.",
        "tier": "core",
    }
    return row | more


def _entity(entity_id: str, name: str, kind: str, **more: object) -> Row:
    row: Row = {"entity_id": entity_id, "name": name, "kind": kind, "description": f"{name}."}
    return row | more


def _membership(number: int, country: str, body: str, status: str, **more: object) -> Row:
    return {
        "membership_id": f"M-{number:02d}",
        "entity_id": country,
        "body_id": body,
        "status": status,
    } | more


def _evidence(record_id: str, source_id: str, bearing: str = "supports", note: str = "") -> Row:
    return {"record_id": record_id, "source_id": source_id, "bearing": bearing, "note": note}


LEDGER: dict[str, list[Row]] = {
    "sources": [
        _source(
            "S1", "Unnamed outlet", "A fair in Bamako", origin="SRC-004", sha256=SHA256, url=""
        ),
        _source("SRC-001", "Bamako Hebdo", "Une foire s’ouvre", language="fr"),
        _source("SRC-002", "Copy Post", "A fair opens", origin="SRC-001", kind="aggregator"),
        _source("SRC-003", "Copy of Copy", "A fair opens!", origin="SRC-002", kind="aggregator"),
        _source("SRC-004", "Parent Wire", "Fair in Mali"),
        _source("SRC-005", "Daily One", "Mali fair", agency="AFP"),
        _source("SRC-006", "Daily Two", "Fair in Bamako", agency="Afp"),
        _source(
            "SRC-007",
            "R&D <Press>",
            "<script>alert('x')</script> {100%} of $5_000 #1 \\ ~",
            published="",
            published_precision="unknown",
            url="javascript:alert(1)",
        ),
        _source(
            "SRC-008", "Монитор", "Bulletin.", published="2024-07-01", published_precision="month"
        ),
    ],
    "claims": [
        _claim(
            1,
            2,
            1,
            "A show for arms makers began in Bamako on 11 November 2025, with 50 companies.",
            start="2025-11-11",
            end="2025-11-11",
            precision="day",
        ),
        _claim(2, 2, 2, "A general spoke of “a new dawn”.", kind="quotation"),
        _claim(
            3,
            4,
            1,
            "Entry was 5,000 francs.",
            kind="figure",
            start="2025-05-01",
            end="2025-05-31",
            precision="month",
            inferred="The year 2025: from the dateline.",
        ),
        _claim(
            4,
            4,
            2,
            "Niger came in as the third state in July 2024.",
            start="2024-07-01",
            end="2024-07-31",
            precision="month",
        ),
    ],
    "entities": [
        _entity("mali", "Mali", "state", latitude=17.5, longitude=-4),
        _entity("niger", "Niger", "state"),
        _entity("burkina-faso", "Burkina Faso", "state", variants="Haute-Volta"),
        _entity("aes", "Alliance of Sahel States", "body", name_fr="Alliance des États du Sahel"),
        _entity(
            "ecowas",
            "Economic Community of West African States",
            "body",
            name_fr="CEDEAO",
            variants="ECOWAS; Ecowas",
        ),
        _entity(
            "goita", "Assimi Goïta", "person", variants="Assimi Goita; Col. Goïta", country="mali"
        ),
        _entity(
            "yevkurov",
            "Yunus-bek Yevkurov",
            "person",
            name_fr="Iounous-bek Evkourov",
            variants="Yunus-Bek Evkurov",
        ),
        _entity("bamako", "Bamako", "place", country="mali", latitude=12.64, longitude=-8.0),
        _entity("bamako-fair", "Fair of Bamako, Mali", "happening", country="mali"),
        _entity("tb2", "Bayraktar TB2", "defence system"),
    ],
    "mentions": [
        {"claim_id": "S1-01", "entity_id": "bamako"},
        {"claim_id": "S1-04", "entity_id": "niger"},
        {"claim_id": "S1-04", "entity_id": "mali"},
    ],
    "events": [
        _event(1, "2023-09-16", "2023-09-16", "day", "Charter signed"),
        _event(
            2,
            "2024-07-06",
            "2024-07-06",
            "day",
            "Confederation founded",
            place="Niamey",
            place_id="",
        ),
        _event(3, "2024-07-01", "2024-07-31", "month", "Talks in July", theme="ecowas"),
        _event(4, "2024-01-01", "2024-12-31", "year", "A hard year", tier="background"),
        _event(5, "2025-01-29", "2025-01-29", "day", "Withdrawal takes effect", theme="ecowas"),
        _event(
            6,
            "2025-11-11",
            "2025-11-14",
            "day",
            "<script>alert(1)</script> & fair",
            theme="bamex",
            description="A fair <b>opens</b>.",
        ),
    ],
    "participants": [
        {"event_id": "EV-001", "entity_id": "mali", "role": "signatory"},
        {"event_id": "EV-002", "entity_id": "mali", "role": "founder"},
        {"event_id": "EV-005", "entity_id": "mali", "role": "leaver"},
        {"event_id": "EV-005", "entity_id": "niger", "role": "leaver"},
    ],
    "evidence": [
        _evidence("EV-001", "SRC-001"),
        _evidence("EV-001", "SRC-002", note="a copy"),
        _evidence("EV-001", "SRC-003"),
        _evidence("EV-001", "SRC-005"),
        _evidence("EV-001", "SRC-006"),
        _evidence("EV-001", "SRC-008", "partly"),
        _evidence("EV-001", "SRC-007", "contradicts"),
        _evidence("EV-005", "SRC-005"),
        _evidence("EV-006", "SRC-007"),
        _evidence("S1-01", "S1"),
        _evidence("S1-01", "SRC-004"),
        _evidence("S1-01", "SRC-001"),
        _evidence("S1-01", "SRC-002"),
        _evidence("C-01-a", "SRC-005"),
        _evidence("M-01", "SRC-001"),
    ],
    "disputes": [
        {
            "dispute_id": "C-01",
            "question": "How many firms came?",
            "theme": "bamex",
            "kind": "figure",
            "evidence_summary": "Two counts.",
            "reading": "Fifty is likelier.",
            "confidence": "low",
            "teaches": "Counts depend on the counter.",
        },
        {
            "dispute_id": "C-02",
            "question": "Who paid?",
            "theme": "bamex",
            "kind": "omission",
            "evidence_summary": "Nobody says.",
            "reading": "Open.",
            "confidence": "low",
            "teaches": "Silence is data.",
        },
    ],
    "positions": [
        {
            "position_id": "C-01-a",
            "dispute_id": "C-01",
            "statement": "Fifty.",
            "value": 50,
            "unit": "firms",
            "held_by": "S1-01",
        },
        {
            "position_id": "C-01-b",
            "dispute_id": "C-01",
            "statement": "Thirty to forty.",
            "value": 30,
            "value_high": 40,
            "unit": "firms",
            "held_by": "SRC-008",
        },
    ],
    "memberships": [
        _membership(
            1,
            "mali",
            "ecowas",
            "suspended",
            start="2021-05-30",
            start_precision="day",
            end="2024-01-28",
            end_precision="day",
        ),
        _membership(
            2,
            "mali",
            "ecowas",
            "suspended and notice given",
            start="2024-01-28",
            start_precision="day",
            end="2025-01-29",
            end_precision="day",
        ),
        _membership(3, "mali", "aes", "member", start="2023-09-16", start_precision="day"),
        _membership(4, "niger", "aes", "member", start="2024-07-10", start_precision="by"),
        _membership(5, "burkina-faso", "ecowas", "member", end="2022-01-28", end_precision="day"),
    ],
    "offices": [
        {
            "office_id": "O-01",
            "person_id": "goita",
            "kind": "rank",
            "title": "Colonel",
            "body_id": "mali",
            "start": "2016-01-01",
            "start_precision": "by",
            "end": "2024-10-16",
            "end_precision": "day",
        },
        {
            "office_id": "O-02",
            "person_id": "goita",
            "kind": "rank",
            "title": "General",
            "start": "2024-10-01",
            "start_precision": "month",
        },
    ],
    "specs": [
        {
            "spec_id": "SP-01",
            "entity_id": "tb2",
            "attribute": "endurance",
            "low": 24,
            "high": 27,
            "unit": "h",
            "source_id": "SRC-001",
        },
        {
            "spec_id": "SP-02",
            "entity_id": "tb2",
            "attribute": "ceiling",
            "low": 5486.4,
            "high": 5486.4,
            "unit": "m",
            "published": "18,000 ft",
        },
        {"spec_id": "SP-03", "entity_id": "tb2", "attribute": "price", "text": "not found"},
        {"spec_id": "SP-04", "entity_id": "tb2", "attribute": "range", "high": 150, "unit": "km"},
    ],
    "wordings": [
        {
            "wording_id": "W-01",
            "source_id": "S1",
            "word": "dawn",
            "family": "display",
            "forms": "dawn; dawns",
            "count": 1,
            "voice": "quoted",
            "claim_id": "S1-02",
        },
        {
            "wording_id": "W-02",
            "source_id": "S1",
            "word": "collapse",
            "family": "threat",
            "forms": "collapse; collapses; collapsing",
            "count": 0,
            "voice": "none",
        },
    ],
    "hypotheses": [
        {"hypothesis_id": "H-01-a", "dispute_id": "C-01", "statement": "Fifty firms came."},
        {"hypothesis_id": "H-01-b", "dispute_id": "C-01", "statement": "Fewer than fifty came."},
    ],
    "ach_evidence": [
        {
            "item_id": "AE-01",
            "dispute_id": "C-01",
            "statement": "S1 counts fifty.",
            "record_id": "S1-01",
            "source_id": "S1",
        },
        {
            "item_id": "AE-02",
            "dispute_id": "C-01",
            "statement": "The bulletin counts thirty to forty.",
            "record_id": "C-01-b",
            "source_id": "SRC-008",
        },
        {
            "item_id": "AE-03",
            "dispute_id": "C-01",
            "statement": "A copy of the Bamako paper names fifty as well.",
            "record_id": "C-01-a",
            "source_id": "SRC-002",
        },
    ],
    "ach_ratings": [
        {"item_id": item, "hypothesis_id": hypothesis, "rating": rating, "reason": "So it says."}
        for item, hypothesis, rating in (
            ("AE-01", "H-01-a", "CC"),
            ("AE-01", "H-01-b", "I"),
            ("AE-02", "H-01-a", "II"),
            ("AE-02", "H-01-b", "C"),
            ("AE-03", "H-01-a", "C"),
            ("AE-03", "H-01-b", "I"),
        )
    ],
    "glossary": [
        {
            "term_id": "G-01",
            "term": "junta",
            "term_fr": "junte",
            "definition": "Officers who rule after a coup.",
            "definition_fr": "Des officiers au pouvoir après un coup d’État.",
            "source_id": "SRC-001",
        }
    ],
    "changes": [
        {
            "change_id": "CH-01",
            "record_id": "EV-999",
            "field": "row",
            "received": "an event",
            "now": "dropped",
            "reason": "Nobody else reports it.",
            "checked": "2026-11-20",
        }
    ],
}


def _columns(table: str) -> list[str]:
    package = json.loads(DESCRIPTOR.read_text(encoding="utf-8"))
    schema = next(r["schema"] for r in package["resources"] if r["name"] == table)
    return [field["name"] for field in schema["fields"]]


def _write(folder: Path, table: str, rows: list[Row], columns: list[str] | None = None) -> Path:
    """Write rows as a table; columns that a row lacks stay empty."""
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or _columns(table), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="session")
def write_table() -> Write:
    """A function that writes rows as a table: ``write_table(folder, "events", rows)``."""
    return _write


@pytest.fixture(scope="session")
def rows() -> dict[str, list[Row]]:
    """The rows of the small ledger by table; copy before you change them."""
    return LEDGER


@pytest.fixture(scope="session")
def small_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the small ledger; shared by all tests, so only to read."""
    folder = tmp_path_factory.mktemp("ledger")
    shutil.copy(DESCRIPTOR, folder)
    for table, content in LEDGER.items():
        _write(folder, table, content)
    return folder


@pytest.fixture
def ledger(small_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the small ledger's folder, to damage."""
    folder = tmp_path / "seeds"
    shutil.copytree(small_ledger, folder)
    return folder


@pytest.fixture(scope="session")
def small_kit(small_ledger: Path) -> Kit:
    """The small ledger, opened."""
    return open_folder(small_ledger)


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """Folder with the text that the claims of the small ledger were drawn from."""
    folder = tmp_path / "originals"
    folder.mkdir()
    (folder / "one.txt").write_text(ORIGINAL, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def amend(ledger: Path) -> Callable[..., Kit]:
    """A function that changes cells of one row and opens the ledger: ``amend("events", 0, …)``."""

    def change(table: str, row: int, **cells: object) -> Kit:
        content = [dict(r) for r in LEDGER[table]]
        content[row].update(cells)
        _write(ledger, table, content)
        return open_folder(ledger)

    return change
