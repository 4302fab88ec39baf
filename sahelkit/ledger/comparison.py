"""Rival answers side by side: a table that shows itself readably."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sahelkit.ledger.names import fold
from sahelkit.ledger.origins import Corroboration
from sahelkit.ledger.record import rows_of, show

_WIDTH = 100  # characters of a line of plain text
_CELL = "style='text-align:left;vertical-align:top;white-space:normal;padding:4px 10px 4px 0'"
_SHOWN = "statement value value_high unit held_by publisher published reliability origins"
_COLUMNS = frozenset(_SHOWN.split())
_HEADS = ("Answer", "Who says so", "Date", "Reliability", "Independent origins")


class Comparison(pd.DataFrame):
    """The answers to a disputed question, one row each; see `Kit.compare`.

    It is an ordinary DataFrame. It shows the question and the answers with who gives them; in a
    notebook also, folded away until the reader has judged, our reading.
    """

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def __repr__(self) -> str:
        if _COLUMNS - set(self.columns):  # the reader has changed it: a table like any other
            return super().__repr__()
        lines = [str(self.attrs.get("question", ""))]
        for number, row in enumerate(rows_of(self), start=1):
            lines += textwrap.wrap(
                f"{_letter(row) or number}. {_line(row)}",
                width=_WIDTH,
                subsequent_indent="   ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        lines.append(str(self.attrs.get("one_origin", "")))
        if self.attrs.get("reading"):
            lines.append("Decide first; our reading is in .attrs['reading'].")
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        if _COLUMNS - set(self.columns):  # the reader has changed it: a table like any other
            return pd.DataFrame(self).to_html()
        said = {name: html.escape(str(text)) for name, text in self.attrs.items()}
        head = "".join(f"<th scope='col' {_CELL}>{name}</th>" for name in _HEADS)
        rows = "".join(_row(row) for row in rows_of(self))
        note = f"<p>{said['one_origin']}</p>" if "one_origin" in said else ""
        return (
            f"<div class='sahelkit-comparison'><table style='border-collapse:collapse'>"
            f"<caption style='text-align:left;caption-side:top'><b>{said.get('question', '')}</b>"
            f"</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            f"{note}<details><summary>Decide first, then open: our reading</summary>"
            f"<p>{said.get('reading', '')} (Confidence: {said.get('confidence', '')}.)</p>"
            f"<p><i>What it teaches:</i> {said.get('teaches', '')}</p></details></div>"
        )


def one_origin(counts: Sequence[Corroboration]) -> str:
    """Say which answers rest on the same origins and on no other; empty where none do.

    Parameters
    ----------
    counts : sequence of Corroboration
        That of each answer to one question.
    """
    alike: dict[frozenset[str], list[Corroboration]] = {}
    for count in counts:
        if count.supports:
            alike.setdefault(frozenset(map(fold, count.supports)), []).append(count)
    said = []
    for group in alike.values():
        if len(group) > 1:
            *letters, last = (_letter({"position_id": count.record_id}) for count in group)
            names = ", ".join(map(group[0].called, group[0].supports))
            origins = "one origin" if len(group[0].supports) == 1 else "the same origins"
            said.append(f"Answers {', '.join(letters)} and {last} come from {origins}: {names}.")
    return " ".join(said)


def _letter(row: Mapping[str, Any]) -> str:
    return str(row.get("position_id", "")).rsplit("-", 1)[-1]


def _figure(row: dict[str, Any]) -> str:
    figure = show(row["value"])
    if show(row["value_high"]):
        figure += f"–{show(row['value_high'])}"
    return f"[{figure} {row['unit']}]".replace(" ]", "]") if figure else ""


def _line(row: dict[str, Any]) -> str:
    said = f"{row['statement']} {_figure(row)}".rstrip()
    who = f"{row['publisher']} ({row['held_by']})" if row["publisher"] else row["held_by"]
    grade = f"reliability {row['reliability']}" if row["reliability"] else "no grade"
    return f"{said} — {who}, {row['published'] or 'no date'}, {grade}"


def _row(row: dict[str, Any]) -> str:
    figure = html.escape(_figure(row))
    figure = f" <b>{figure}</b>" if figure else ""
    who = html.escape(row["publisher"] or row["held_by"])
    mark = html.escape(row["held_by"])
    letter = f"<b>{html.escape(_letter(row))}.</b> " if _letter(row) else ""
    cells = (
        f"{letter}{html.escape(row['statement'])}{figure}",
        f"{who} <small>({mark})</small>",
        html.escape(row["published"]),
        html.escape(row["reliability"]),
        str(row["origins"]),
    )
    return "<tr>" + "".join(f"<td {_CELL}>{cell}</td>" for cell in cells) + "</tr>"
