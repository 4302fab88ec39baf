"""The ledger: curated, sourced records as tables, and ways to look them up."""

from sahelkit.ledger.kit import Kit, load, open_folder
from sahelkit.ledger.record import Record

__all__ = ["Kit", "Record", "load", "open_folder"]
