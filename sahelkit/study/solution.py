"""The right answer to a question, as a form holds it and as a reader reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sahelkit.ledger.record import show
from sahelkit.study import keys
from sahelkit.study.cases import number_of

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.study.questions import Question


def right_answer(question: Question, kit: Kit) -> Any:
    """Return the right answer in the form in which `judge` takes it; None for an essay."""
    kind = question.kind
    if kind == "text":
        return None
    if kind in ("choice", "choices", "source", "confidence"):
        letters = sorted(keys.right_letters(question, kit))
        if kind == "confidence":
            return [letters[0], keys.level_of(question, kit)]
        return letters if kind == "choices" else letters[0]
    if kind == "order":
        items = keys.listed(question, kit)
        return [name for _, name in sorted(zip(keys.ranks(question, kit), items, strict=True))]
    if kind == "match":
        sides, right = keys.right_pairs(question, kit)
        return {pair.left: sides[n] for pair, n in zip(question.pair, right, strict=True)}
    if kind == "number":
        return number_of(question, kit)
    found = keys.value_of(question.answer, kit)
    if kind == "date" and isinstance(found, keys.Span):
        return found.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[found.precision]]
    return found.first if isinstance(found, keys.Span) else found


def right_text(question: Question, kit: Kit) -> str:
    """Return the right answer in words (Markdown); empty for an essay."""
    kind = question.kind
    answer = right_answer(question, kit)
    if kind == "text":
        return ""
    if kind in ("choice", "choices", "source", "confidence"):
        right = keys.right_letters(question, kit)
        named = [
            f"({letter}) {option_text(one, kit)}"
            for letter, one in zip(question.letters, question.option, strict=True)
            if letter in right
        ]
        return "; ".join(named)
    if kind == "order":
        records = [kit.record(name) for name in answer]
        return "; ".join(f"{record.title} ({record.when})" for record in records)
    if kind == "match":
        return "; ".join(f"{left}: {right}" for left, right in answer.items())
    if kind == "number":
        return f"{keys.shown(answer)} {question.unit}".strip()
    if kind == "date":
        return keys.shown(keys.value_of(question.answer, kit))
    if kind == "table":
        return f"{len(answer)} × {len(answer.columns)}"
    return keys.shown(answer) if isinstance(answer, int | float) else show(answer)


def option_text(option: Any, kit: Kit) -> str:
    """Return the words of an option; a document is called by its name and publisher."""
    if option.text or not option.source:
        return str(option.text)
    return f"{option.source}, {kit.record(option.source)['publisher']}"
