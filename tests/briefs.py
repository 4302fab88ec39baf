"""Rows of judgements that fit the small ledger of ``conftest.py``."""

from __future__ import annotations

import copy
from typing import Any

Rows = dict[str, list[dict[str, Any]]]


def _judgement(rank: int, statement: str, statement_fr: str, **more: object) -> dict[str, Any]:
    return {
        "judgement_id": f"J-{rank:02d}",
        "theme": "bamex",
        "rank": rank,
        "statement": statement,
        "statement_fr": statement_fr,
        "kind": "finding",
        "confidence": "low",
        "confidence_reason": "One count of two.",
        "confidence_reason_fr": "Un décompte sur deux.",
        "reasoning": "The bulletin has fewer.",
        "reasoning_fr": "Le bulletin en a moins.",
        "since": "2025-11-11",
        "until": "2025-11-14",
        "audience": "all",
        "review_by": "2027-05-22",
        "author": "sahelkit",
    } | more


BRIEF: Rows = {
    "judgements": [
        _judgement(
            1,
            "It is likely that 50 firms came.",
            "Il est probable que 50 entreprises sont venues.",
            kind="estimate",
            likelihood="likely",
        ),
        _judgement(
            2,
            "The fair opened on 11 November 2025.",
            "La foire a ouvert le 11 novembre 2025.",
            confidence="high",
            since="2025-11-01",
            until="2025-11-11",
            audience="newsroom,classroom",
        ),
        _judgement(
            3,
            "A second fair is very unlikely.",
            "Une seconde foire est très improbable.",
            kind="forecast",
            likelihood="very unlikely",
            since="2025-11-14",
            until="2027-11-22",
        ),
    ],
    "judgement_records": [
        {"judgement_id": judgement, "record_id": record, "bearing": bearing}
        for judgement, record, bearing in (
            ("J-01", "C-01", "supports"),
            ("J-01", "SRC-008", "contradicts"),
            ("J-02", "EV-006", "supports"),
            ("J-02", "SRC-001", "partly"),
            ("J-03", "EV-006", "supports"),
            ("J-03", "EV-005", "contradicts"),
        )
    ],
    "bottom_lines": [
        {
            "bottom_line_id": "B-01",
            "theme": "bamex",
            "judgement_ids": "J-01; J-03",
            "text": "50 firms are likely. A second fair is very unlikely.",
            "text_fr": "50 entreprises sont un nombre probable. Une seconde est très improbable.",
            "limits": "The last event is of 14 November 2025.",
            "limits_fr": "Le dernier événement est du 14 novembre 2025.",
            "as_of": "2026-11-22",
            "review_by": "2027-05-22",
            "author": "sahelkit",
        }
    ],
    "indicators": [
        {
            "indicator_id": "I-01",
            "theme": "bamex",
            "judgement_id": "J-01",
            "text": "A list of firms, printed by the host.",
            "text_fr": "Une liste des entreprises, imprimée par l’hôte.",
            "would_mean": "More than 50 names would support it.",
            "would_mean_fr": "Plus de 50 noms l’appuieraient.",
            "record_id": "EV-006",
            "author": "sahelkit",
        }
    ],
}


def brief_rows() -> Rows:
    """Return the rows of the four tables; change the result as you like."""
    return copy.deepcopy(BRIEF)
