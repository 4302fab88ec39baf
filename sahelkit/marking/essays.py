"""Essays: laid out for a person to mark, and the marks read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sahelkit.files import write_whole
from sahelkit.marking import page
from sahelkit.marking.parcels import MARKING
from sahelkit.marking.result import BY_HAND, Result
from sahelkit.marking.sets import ExerciseSet
from sahelkit.study import sheet
from sahelkit.study.markup import plain as without_marks
from sahelkit.study.questions import Question
from sahelkit.words import words

COLUMNS = ("key", "student", "question", "criterion", "out of", "points", "comment")


@dataclass(frozen=True)
class Given:
    """Points (None for none yet) and comment for one criterion."""

    criterion: str
    points: float | None
    of: float
    comment: str = ""


@dataclass(frozen=True)
class Written:
    """What a person gave an essay: by criterion, in the order of the rubric."""

    given: tuple[Given, ...]

    @property
    def points(self) -> float | None:
        """The sum, or None as long as a criterion has no points."""
        found = [one.points for one in self.given]
        return None if None in found else sum(point for point in found if point is not None)


def essays_file(folder: Path) -> Path:
    """Return the table that a person fills."""
    return folder / MARKING / "essays.csv"


def criteria(question: Question) -> list[tuple[str, float, Sequence[str]]]:
    """Return name, points and levels of each criterion; an essay without rubric has one."""
    if not question.rubric:
        return [("essay", float(question.points), ())]
    return [
        (str(row["name"]), float(row["points"]), tuple(row.get("levels", ())))
        for row in question.rubric
    ]


def write_essays(
    folder: Path,
    results: Iterable[Result],
    sets: Mapping[str, ExerciseSet],
    lang: str = "en",
) -> tuple[Path, int]:
    """Write the page with all essays and the table to fill; return the page and how many.

    What is already filled in stays, also for hand-ins that are no longer there.
    """
    listed = [
        (one, sets[one.set].questions[mark.question], mark.answer)
        for one in results
        for mark in one.marks
        if mark.state == BY_HAND
    ]
    # page and table in the same order: question by question, so that one is marked after the other
    listed.sort(key=lambda each: (each[0].set, list(sets[each[0].set].questions).index(each[1].id)))
    _write_table(folder, [(one, question) for one, question, _ in listed])
    target = folder / MARKING / "essays.html"
    write_whole(target, _page(listed, lang))
    return target, len(listed)


def _write_table(folder: Path, listed: Iterable[tuple[Result, Question]]) -> None:
    path = essays_file(folder)
    before = {_place(row): row for row in sheet.read(path)} if path.is_file() else {}
    rows: list[Mapping[str, object]] = []
    for one, question in listed:
        for name, of, _ in criteria(question):
            was = before.pop((one.key, question.id, name), {})
            kept = {"points": was.get("points", ""), "comment": was.get("comment", "")}
            fresh = {"key": one.key, "student": one.student, "question": question.id}
            rows.append({**fresh, "criterion": name, "out of": of, **kept})
    rows += [row for row in before.values() if row.get("points") or row.get("comment")]
    sheet.write(path, COLUMNS, rows, own=("points", "comment"))


def _place(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row.get("key", ""), row.get("question", ""), row.get("criterion", "")


def read_essays(
    folder: Path, results: Iterable[Result], sets: Mapping[str, ExerciseSet]
) -> tuple[dict[tuple[str, str], Written], list[str]]:
    """Read the table that a person has filled.

    Returns
    -------
    mapping of (key, question) to Written, list of str
        What was given, and what is wrong in the table; such a cell counts as not filled.
    """
    path = essays_file(folder)
    if not path.is_file():
        return {}, []
    wanted = {
        (one.key, mark.question, name): of
        for one in results
        for mark in one.marks
        if mark.state == BY_HAND
        for name, of, _ in criteria(sets[one.set].questions[mark.question])
    }
    found: dict[tuple[str, str, str], Given] = {}
    problems: list[str] = []
    rows = sheet.read(path)
    lacking = [name for name in COLUMNS if rows and name not in rows[0]]
    if lacking:
        return {}, [f"{path.name}: no column {', '.join(lacking)}"]
    for number, row in enumerate(rows, start=2):
        place = _place(row)
        where = f"{path.name}, row {number} ({row['student']}, {place[1]}, {place[2]})"
        if place not in wanted:
            if row["points"]:
                problems.append(f"{where}: no such essay among those handed in")
            continue
        if place in found:
            problems.append(f"{where}: stands twice")
            continue
        points = _points(row["points"], wanted[place])
        if isinstance(points, str):
            problems.append(f"{where}: {points}")
            points = None
        found[place] = Given(place[2], points, wanted[place], row["comment"])
    made: dict[tuple[str, str], list[Given]] = {}
    for place, of in wanted.items():
        given = found.get(place, Given(place[2], None, of))
        made.setdefault(place[:2], []).append(given)
    return {place: Written(tuple(given)) for place, given in made.items()}, problems


def _points(text: str, most: float) -> float | str | None:
    if not text:
        return None
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        points = -1.0
    return points if 0 <= points <= most else f"expected 0 to {most:g} points; found {text[:40]!r}"


def _page(listed: list[tuple[Result, Question, str]], lang: str) -> str:
    texts = words(lang)
    parts: list[str] = []
    asked = ""
    for one, question, text in listed:
        if question.id != asked:
            asked = question.id
            parts.append(f"<h2>{page.text(question.id)}</h2>")
            parts.append(f"<p>{page.text(without_marks(question.prompt))}</p>")
            parts.append(_rubric(question, texts))
        length = texts["mark_words"].format(n=len(text.split()))
        parts.append(
            f"<article><h3>{page.text(one.student)}</h3>"
            f'<p class="small">{page.text(one.key)} · {page.text(length)}</p>'
            f'<div class="answer">{page.text(text)}</div></article>'
        )
    if not listed:
        parts.append(f"<p>{page.text(texts['mark_no_essays'])}</p>")
    intro = f"<p>{page.text(texts['mark_fill'])}</p>"
    return page.page(texts["mark_essays"], intro + "\n".join(parts), lang)


def _rubric(question: Question, texts: Mapping[str, str]) -> str:
    rows = []
    for name, points, levels in criteria(question):
        listed = "".join(f"<li>{n}: {page.text(level)}</li>" for n, level in enumerate(levels))
        rows.append(
            f'<tr><th scope="row">{page.text(name)}</th><td>{points:g}</td>'
            f"<td><ul>{listed}</ul></td></tr>"
        )
    heads = (texts["mark_criterion"], texts["mark_points"], texts["mark_levels"])
    head = "".join(f'<th scope="col">{page.text(one)}</th>' for one in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
