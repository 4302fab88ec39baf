"""One page for each student: what they answered, what is said to it, what it got.

No right answer, check or other student stands on it: only what `judge` says to this answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sahelkit.files import write_whole
from sahelkit.marking import page
from sahelkit.marking.collect import MARKING
from sahelkit.marking.essays import Written
from sahelkit.marking.grade import (
    BY_HAND,
    DID_NOT_RUN,
    MISSING,
    NOT_ATTEMPTED,
    NOT_YET,
    RIGHT,
    Mark,
    Result,
)
from sahelkit.marking.sets import ExerciseSet
from sahelkit.study.markup import plain as without_marks
from sahelkit.words import words

_SHOWN = {
    RIGHT: ("right", "✓", "study_right"),
    NOT_YET: ("wrong", "△", "study_not_yet"),
    NOT_ATTEMPTED: ("none", "○", "study_not_attempted"),
    DID_NOT_RUN: ("wrong", "△", "mark_did_not_run"),
    MISSING: ("none", "○", "mark_missing"),
    BY_HAND: ("hand", "✎", "mark_by_hand"),
}


def write_feedback(
    folder: Path,
    results: Iterable[Result],
    sets: Mapping[str, ExerciseSet],
    written: Mapping[tuple[str, str], Written],
    lang: str = "en",
) -> Path:
    """Write the pages, and take away those of hand-ins that are no longer there."""
    home = folder / MARKING / "feedback"
    kept = set()
    for one in results:
        path = home / f"{one.key}.html"
        kept.add(path.name)
        content = feedback(one, sets, written, lang)
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            write_whole(path, content)
    for path in home.glob("*.html"):
        if path.name not in kept:
            path.unlink()
    return home


def feedback(
    one: Result,
    sets: Mapping[str, ExerciseSet],
    written: Mapping[tuple[str, str], Written],
    lang: str = "en",
) -> str:
    """Return the page of a student."""
    texts = words(lang)
    body = [f'<p class="small">{page.text(one.set)} · {page.text(one.file)}</p>']
    if not one.marks:
        body.append(f"<p>{page.text(one.happened)}</p>")
        return page.page(one.student, "\n".join(body), lang)
    done = [mark for mark in one.marks if mark.points is not None]
    sums = (sum(mark.points or 0 for mark in done), sum(mark.of for mark in done))
    line = texts["mark_sum"].format(points=f"{sums[0]:g}", of=f"{sums[1]:g}")
    body.append(f"<p>{page.text(line)}</p>")
    known = sets[one.set].questions
    for mark in one.marks:
        asked = without_marks(known[mark.question].prompt) if mark.question in known else ""
        body.append(_section(mark, asked, written.get((one.key, mark.question)), texts))
    return page.page(one.student, "\n".join(body), lang)


def _section(mark: Mark, asked: str, by_hand: Written | None, texts: Mapping[str, str]) -> str:
    kind, sign, key = _SHOWN[mark.state]
    points = mark.points if by_hand is None else by_hand.points
    got = f"{points:g} / {mark.of:g}" if points is not None else f"… / {mark.of:g}"
    parts = [
        f'<section class="{kind}"><h2>{page.text(mark.question)}</h2>',
        f"<p>{page.text(asked)}</p>" if asked else "",
        f'<p><b class="state">{sign} {page.text(texts[key])}</b> · {got}</p>',
    ]
    if mark.answer:
        parts.append(f'<p class="small">{page.text(texts["mark_yours"])}</p>')
        table = " code" if "\n" in mark.answer and mark.state != BY_HAND else ""
        parts.append(f'<div class="answer{table}">{page.text(mark.answer)}</div>')
    if mark.message:
        parts.append(f"<p>{page.text(mark.message)}</p>")
    if mark.record:
        see = texts["study_see"].format(record=mark.record)
        parts.append(f'<p class="small">{page.text(see)}</p>')
    if by_hand is not None:
        rows = "".join(
            f'<tr><th scope="row">{page.text(given.criterion)}</th>'
            f"<td>{'…' if given.points is None else f'{given.points:g}'} / {given.of:g}</td>"
            f"<td>{page.text(given.comment)}</td></tr>"
            for given in by_hand.given
        )
        parts.append(f"<table><tbody>{rows}</tbody></table>")
    return "".join(part for part in parts if part) + "</section>"
