"""The terms of a handout, in English and French, for the list at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelkit.ledger.record import Record


@dataclass(frozen=True)
class Term:
    """A term: name of its entry on the page, English and French name, definition."""

    name: str
    term: str
    term_fr: str
    definition: str


class Glossary:
    """The terms that a handout links to or cites, each once."""

    def __init__(self) -> None:
        self._terms: dict[str, Term] = {}

    def entry(self, record: Record) -> str:
        """Take a term in and return the address of its entry on the same page."""
        name = f"term-{record.id.lower()}"
        self._terms[name] = Term(
            name,
            record.title,
            str(record.get("term_fr") or ""),
            record.text,
        )
        return f"#{name}"

    @property
    def all(self) -> list[Term]:
        """The terms, by the alphabet."""
        return sorted(self._terms.values(), key=lambda term: term.term.casefold())
