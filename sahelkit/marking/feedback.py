"""One page for each student: what they answered, what is said to it, what it got.

No right answer, check or other student stands on it: only what `judge` says to this answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sahelkit.files import write_whole
from sahelkit.marking import page
from sahelkit.marking.essays import Written
from sahelkit.marking.parcels import MARKING
from sahelkit.marking.result import (
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
from sahelkit.marking.sums import Sum, add_up, tracks
from sahelkit.study.markup import plain as without_marks
from sahelkit.study.questions import Question
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
    groups = tracks(one)
    for letter, marks in groups.items():
        body.append(f"<p>{page.text(_line(letter, add_up(one, marks, written), texts))}</p>")
    left = {letter for letter, marks in groups.items() if not add_up(one, marks, {}).attempted}
    known = sets[one.set].questions
    for letter, marks in groups.items():
        if letter in left - {""}:
            continue  # one track is enough
        for mark in marks:
            asked = known.get(mark.question)
            body.append(_section(mark, asked, written.get((one.key, mark.question)), texts))
    return page.page(one.student, "\n".join(body), lang)


def _line(letter: str, points: Sum, texts: Mapping[str, str]) -> str:
    """Return how many points a track has so far."""
    name = f"{texts[f'progress_{letter}']}: " if letter else ""
    if not points.attempted:
        return name + texts["mark_untouched"]
    done = f"{points.points:g}", f"{points.of - points.waiting_of:g}"
    summed = texts["mark_sum" if points.waiting else "mark_sum_whole"]
    line = name + summed.format(points=done[0], of=done[1])
    if points.waiting:
        key = "mark_waits_one" if points.waiting == 1 else "mark_waits"
        line += f"; {texts[key].format(n=points.waiting)}"
    return line


def _section(
    mark: Mark, asked: Question | None, by_hand: Written | None, texts: Mapping[str, str]
) -> str:
    kind, sign, key = _SHOWN[mark.state]
    points = mark.points if by_hand is None else by_hand.points
    if mark.state == BY_HAND and points is not None:
        key = "mark_by_person"
    got = f"{points:g} / {mark.of:g}" if points is not None else f"… / {mark.of:g}"
    parts = [
        f'<section class="{kind}"><h2>{page.text(mark.question)}</h2>',
        f"<p>{page.text(without_marks(asked.prompt))}</p>" if asked is not None else "",
        f'<p><b class="state">{sign} {page.text(texts[key])}</b> · {got}</p>',
    ]
    if mark.answer:
        parts.append(f'<p class="small">{page.text(texts["mark_yours"])}</p>')
        code = asked is not None and asked.kind in ("table", "value")
        table = " code" if code and "\n" in mark.answer else ""
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
