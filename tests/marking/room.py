"""A class of thirty that does the real sets: what each does, and what that must be worth.

Points are read from the questions as plain TOML, so that what is expected does not pass through
the code that marks.
"""

from __future__ import annotations

import json
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marking.small import cell_of, dump
from sahelkit.study.component import ask
from sahelkit.study.desk import on_recall, on_verdict
from sahelkit.study.keeper import keeper
from sahelkit.study.keys import near_value
from sahelkit.study.questions import find
from sahelkit.study.solution import right_answer

SOURCES = Path(__file__).resolve().parents[2] / "exercises" / "sources"
TEXT = "The charter came first <b>&</b> then the treaty.\n\n- one\n- =two\n"


@dataclass(frozen=True)
class Work:
    """What a student does with a set.

    ``forms`` and ``code`` are the tracks without code and with pandas: ``R`` all right, ``H`` the
    first, third … right and the others wrong, ``W`` all wrong, ``-`` left alone. An essay is
    written where the track is R (long) or H (short).
    """

    student: str
    set: str
    forms: str
    code: str
    by: str = "mail"  # how it reaches the teacher


CLASS = [
    Work("Awa Traoré", "00", "R", "R"),
    Work("Awa Traoré", "01", "H", "-"),
    Work("Issa Traoré", "01", "R", "-"),
    Work("Fatoumata Traoré", "02", "-", "R"),
    Work("Aïssatou N’Diaye", "03", "R", "H", "packed"),
    Work("Chloé D'Almeida", "04", "H", "H"),
    Work("Jean-Baptiste Kaboré", "05", "W", "W"),
    Work('Jean "Jo" Kaboré', "06", "R", "-"),
    Work("Moussa Maïga", "00", "-", "H"),
    Work("Moussa  Maïga", "00", "H", "-"),  # another student of the same name
    Work("Zoé Ouédraogo", "02", "R", "R", "notebook"),
    Work("Ousmane Ag Mohamed", "03", "-", "-"),
    Work("عائشة ولد محمد", "04", "R", "-"),
    Work("李 明", "05", "-", "R"),
    Work("Łukasz Żółć", "06", "H", "W", "packed"),
    Work("Bintou Diallo; Sékou", "00", "W", "R"),
    Work("=SUM(A1:A9)", "01", "R", "R"),
    Work("@admin", "02", "H", "H"),
    Work("-rf", "03", "R", "-"),
    Work("+226 70 00 00", "04", "W", "R"),
    Work("Sidi/Ould", "05", "H", "-"),
    Work("Émile Éboué", "06", "-", "R", "packed"),
    Work("emile eboue jr", "01", "W", "H"),
    Work("Mariam Touré", "02", "R", "W"),
    Work("Mariama Touré", "03", "H", "R"),
    Work("Salif Keïta", "04", "-", "-"),
    Work("Nana 😀 Yaw", "05", "R", "R"),
    Work("Ibrahim Abdou", "06", "W", "H"),
    Work("Ibrahim Abdou", "02", "R", "-"),
    Work("Hadiza Moussa", "00", "R", "-", "folder"),
    Work("Rabi Garba", "01", "-", "W", "packed"),
    Work("A" * 130, "03", "H", "H"),
]
LATE = [
    Work("Awa Traoré", "01", "R", "-"),  # the same set again, now better
    Work("Mahamadou Issoufou Bako", "06", "R", "R"),
]


def set_named(number: str) -> str:
    """Return the whole name of a set."""
    return next(SOURCES.glob(f"{number}-*.toml")).stem


def questions(number: str) -> list[dict[str, Any]]:
    """Return the questions of a set as they stand in its file."""
    path = SOURCES / f"{set_named(number)}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["question"]


def points_of(question: dict[str, Any]) -> int:
    """Return the most that a question can get."""
    return sum(row["points"] for row in question.get("rubric", ())) or question.get("points", 1)


def marks(work: Work) -> dict[str, tuple[str, int]]:
    """Return state and points that each question must get; those of an essay by a person."""
    found: dict[str, tuple[str, int]] = {}
    for letter, way in (("a", work.forms), ("p", work.code)):
        track = [q for q in questions(work.set) if q["id"].rpartition("-")[2][0] == letter]
        for place, question in enumerate(track):
            most = points_of(question)
            if question["kind"] == "text":
                given = most if way == "R" else len(question["rubric"])
                mark = ("by hand", given) if way in "RH" else ("not attempted", 0)
            elif way == "-" or (letter == "a" and work.by == "notebook"):
                mark = ("not attempted", 0)  # forms do not travel with a bare notebook
            elif way == "R" or (way == "H" and place % 2 == 0):
                mark = ("right", most)
            else:
                mark = ("not yet", 0)
            found[question["id"]] = mark
    return found


def answer(work: Work, place: Path, kit: Any) -> None:
    """Answer a set in the folder of a student, as its forms and cells would be answered."""
    path = place / f"{set_named(work.set)}.ipynb"
    book = json.loads(path.read_text(encoding="utf-8"))
    source = SOURCES / path.name
    worked = json.loads(source.read_text(encoding="utf-8"))
    for name, (state, _) in marks(work).items():
        question = find(name)
        track = name.rpartition("-")[2][0]
        if question.kind == "text":
            way = work.forms if track == "a" else work.code
            if state == "by hand":
                cell_of(book, name)["source"] = [TEXT if way == "R" else "Short."]
            elif way == "W":
                cell_of(book, name)["source"] = "*Write here.* \n"
        elif state == "not attempted":
            continue
        elif track == "a":
            _fill(name, _form(question, kit, right=state == "right"), place, kit)
        else:
            code = "".join(cell_of(worked, name)["source"])
            if state != "right":
                code += f"\n{name.replace('-', '_')} = {_slip(question, kit)}"
            cell_of(book, name)["source"] = code.splitlines(keepends=True)
    path.write_bytes(dump(book))


def _fill(name: str, given: Any, place: Path, kit: Any) -> None:
    """Give an answer to a form in a notebook that lies in a folder."""
    own = keeper(place)
    ends = on_verdict(own.heard), on_recall(own.recall)
    try:
        form = ask(name, kit=kit)
        form.answers = {**form.answers, name: given}
    finally:
        for end in ends:
            end()


def _form(question: Any, kit: Any, *, right: bool) -> Any:
    """Return an answer as the page sends it."""
    found = right_answer(question, kit)
    kind = question.kind
    if kind == "order":
        titles = [kit.record(name).title for name in found]
        return titles if right else titles[::-1]
    if kind in ("number", "date"):
        return str(found) if right else str(near_value(question.near[0], kit))
    if right:
        return found
    if kind == "match":
        sides = list(found.values())
        return dict(zip(found, [*sides[1:], sides[0]], strict=True))
    wrong = [letter for letter in question.letters if letter not in found]
    if kind == "confidence":
        return [wrong[0], "high"]
    return wrong[:1] if kind == "choices" else wrong[0]


def _slip(question: Any, kit: Any) -> str:
    """Return code for an answer that is not right."""
    if question.kind == "table":
        return "kit.events.head(2)"
    found = near_value(question.near[0], kit)
    return repr(found if isinstance(found, int | float | list) else str(found))


def sent(work: Work, packed: Path, inbox: Path) -> None:
    """Let a packed hand-in reach the folder of the teacher, as mail programs name files."""
    inbox.mkdir(exist_ok=True)
    if work.by == "notebook":
        target = inbox / f"{work.student}.ipynb"
        target.write_bytes((packed.parent / f"{set_named(work.set)}.ipynb").read_bytes())
    elif work.by == "folder":
        with zipfile.ZipFile(packed) as opened:
            opened.extractall(inbox / "from the stick")
    elif work.by == "packed":
        with zipfile.ZipFile(inbox / "attachments.zip", "a") as mail:
            mail.write(packed, packed.name)
    else:
        target, again = inbox / packed.name, 0
        while target.exists():
            again += 1
            target = inbox / f"{packed.stem} ({again}).zip"
        target.write_bytes(packed.read_bytes())
