"""Checking questions: their rules lead somewhere, and their words agree with the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelkit.errors import BadLesson, BadQuestion, SahelkitError, UnknownName
from sahelkit.ledger.figures import days_in, numbers_in
from sahelkit.lessons.citations import spellings
from sahelkit.lessons.notebook import Cell, Lesson
from sahelkit.lessons.prose import TEACHING, check_prose, contents
from sahelkit.study.cases import ASKED, RIGHT, cases
from sahelkit.study.judge import judge
from sahelkit.study.keys import near_value, right_letters, value_of
from sahelkit.study.markup import citation, cited
from sahelkit.study.questions import Near, Option, Pair, Question
from sahelkit.study.solution import right_answer

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


@dataclass
class QuestionReport:
    """What the check of some questions found: the faults and how many paragraphs were read."""

    faults: list[SahelkitError] = field(default_factory=list)
    paragraphs: int = 0


@dataclass(frozen=True)
class _Part:
    """A text of a question: where it stands, its Markdown, whether it need not cite."""

    name: str
    markdown: str
    teaching: bool = False


def check_questions(kit: Kit, questions: Iterable[Question]) -> QuestionReport:
    """Check questions against the ledger.

    Their rules must give an answer, which the judge must take as right; every record they name
    must exist; each wrong option must have feedback and a record. Explanations and feedback are
    read as the prose of lessons is: what they state must stand in the records they cite or lead
    to. Prompts and hints speak to the learner and need not cite. Wrong options are exempt, since
    they are meant to be wrong.

    Returns
    -------
    QuestionReport
        Each fault with file, question and part.
    """
    report = QuestionReport()
    for question in questions:
        try:
            broken = list(_broken(question, kit))
        except BadQuestion as error:
            report.faults.append(error)
            continue
        except UnknownName as error:
            report.faults.append(question.fault("", None, f"what the ledger knows: {error}"))
            continue
        report.faults += broken
        parts = list(_parts(question, kit))
        cells = tuple(
            Cell(number, "markdown", part.markdown, "", frozenset([TEACHING] * part.teaching))
            for number, part in enumerate(parts)
        )
        prose = check_prose(kit, [Lesson(Path(question.file), cells, question.id)])
        report.paragraphs += prose.paragraphs
        for fault in prose.faults:
            place = f"{question.file}, question {question.id}, {parts[fault.cell or 0].name}"
            report.faults.append(BadLesson(place, None, fault.problem))
    return report


def _broken(question: Question, kit: Kit) -> Iterator[BadQuestion]:
    """Yield what does not hold together; raises where a rule leads nowhere."""
    for record in _named(question):
        kit.record(record)
    if question.kind == "text":
        return
    if question.kind in ASKED:
        cases(question, kit)
    answer = right_answer(question, kit)
    verdict = judge(question, answer, kit)
    if verdict.state != RIGHT:
        yield question.fault("answer", answer, f"an answer that is right ({verdict.message})")
    for near in question.near:
        if judge(question, near_value(near, kit), kit).message != near.feedback:
            yield question.fault("near.value", near.value, "a wrong answer that gets its feedback")
    for rule in _rules(question):
        if "value" in rule:
            yield from _literal(question, rule, kit)


def _literal(question: Question, rule: Mapping[str, Any], kit: Kit) -> Iterator[BadQuestion]:
    """Look for a figure that is written into a question in the text of its record."""
    record = rule.get("record")
    if not record:
        yield question.fault("answer", rule["value"], "the record in which this value stands")
        return
    text = " ¶ ".join(contents(kit, kit.record(record)))
    value = rule["value"]
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = value in numbers_in(days_in(text)[1])
    else:
        found = str(value).casefold() in text.casefold()
    if not found:
        yield question.fault("answer", value, f"a value that stands in {record}")


def _rules(question: Question) -> Iterator[Mapping[str, Any]]:
    if question.answer:
        yield question.answer
    for rule in (
        *(one.right for one in question.option),
        *(pair.right for pair in question.pair),
        question.confidence,
    ):
        if isinstance(rule, Mapping):
            yield rule


def _named(question: Question) -> Iterator[str]:
    """Yield every record that a question names outside its prose."""
    parts: list[Option | Pair | Near] = [*question.option, *question.pair, *question.near]
    names = [question.record, question.claim, *(part.record for part in parts), *question.items]
    names += [one.source for one in question.option]
    for rule in _rules(question):
        names += [str(rule.get(key, "")) for key in ("record", "before", "after")]
        names += rule.get("days_between", [])
    yield from filter(None, names)


def _parts(question: Question, kit: Kit) -> Iterator[_Part]:
    yield _Part("prompt", question.prompt, teaching=True)
    for number, hint in enumerate(question.hints, start=1):
        yield _Part(f"hint {number}", hint, teaching=True)
    if question.statement:
        yield _Part("statement", _with(question.statement, question.claim))
    if question.explanation:
        yield _Part("explanation", question.explanation)
    if question.otherwise:
        yield _Part("otherwise", _with(question.otherwise, question.record))
    right = right_letters(question, kit) if question.option else frozenset()
    for letter, one in zip(question.letters, question.option, strict=True):
        if letter in right and one.text:
            names = [one.record, *(spellings(name)[0] for name in cited(question.explanation))]
            yield _Part(f"option {letter}", _with(one.text, *filter(None, names)), teaching=True)
        if one.feedback:
            yield _Part(f"feedback to {letter}", _with(one.feedback, one.record))
    for pair in question.pair:
        side = value_of(pair.right, kit) if not isinstance(pair.right, str) else pair.right
        if isinstance(side, str):
            yield _Part(f"pair {pair.left}", _with(f"{pair.left}: {side}", pair.record), True)
        yield _Part(f"feedback to {pair.left}", _with(pair.feedback, pair.record))
    for near in question.near:
        yield _Part(f"feedback to {near.value}", _with(near.feedback, near.record))


def _with(text: str, *records: str) -> str:
    """Add citations of records to a text."""
    return " ".join([text, *(citation(name) for name in records if name)])
