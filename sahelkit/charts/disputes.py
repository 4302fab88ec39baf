"""Disputed questions: the rival answers as rows, with who gives them and what they rest on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from sahelkit import style
from sahelkit.charts import answers_slide
from sahelkit.charts.answers import BEARINGS, Answer, answers_to, basis_of, questions_of
from sahelkit.charts.shelves import LETTER
from sahelkit.charts.squares import squares
from sahelkit.ledger.origins import Corroboration
from sahelkit.ledger.record import rows_of
from sahelkit.medium import medium
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

WIDTH = 720.0  # points; all lengths below are points
GRADES = "ABCDEF"  # NATO Admiralty scale: A completely reliable … E unreliable, F cannot be judged
TEXT, SMALL, ASKED = 11.5, 10.5, 13.0  # sizes of the letters
ANSWER, FIGURE, SCALE, ORIGINS = 26.0, 418.0, 442.0, 564.0  # where columns begin (figure: ends)
STEP = 18.0  # between two grades of the scale
HEAD = 40.0  # height of the column heads
LINE, PAD = 14.0, 11.0  # height of a line, and what a row needs besides
FOOT = 20.0  # height of the source line


def heights(
    asks: Mapping[str, str],
    answers: Mapping[str, Sequence[Answer]],
    asked: bool = True,
    lang: str = "en",
) -> dict[str, float]:
    """Height in points of each question with its answers, as an explorer shows it alone.

    Parameters
    ----------
    asks, answers : mapping
        Question identifier to its words and to its answers.
    asked : bool
        Whether the question stands above them; on a slide it always does.
    lang : {"en", "fr"}
        Language of the labels.
    """
    if not medium().notes:
        return {name: answers_slide.sheet(asks[name], answers[name], lang).height for name in asks}
    above = max(map(_above, asks.values())) if asked else 0.0
    return {name: above + _below(some) for name, some in answers.items()}


def _lines(answer: Answer) -> tuple[list[str], list[str]]:
    """Break a statement and who gives it into lines; nothing is cut."""
    room = FIGURE - ANSWER - (70 if answer.figure else 0)
    return _wrap(answer.statement, TEXT, room), _wrap(answer.who, SMALL, room)


def _height(answer: Answer) -> float:
    return LINE * sum(map(len, _lines(answer))) + PAD


def _above(question: str) -> float:
    """Height of a heading."""
    return (ASKED + 5) * len(_asked(question)) + 4


def _below(answers: Sequence[Answer]) -> float:
    """Height of what stands beneath the heading."""
    return HEAD + sum(map(_height, answers)) + FOOT


def disputes(
    kit: Kit,
    questions: str | Iterable[str] | None = None,
    *,
    themes: str | Iterable[str] | None = None,
    lang: str = "en",
    explored: bool = False,
    asked: bool = True,
) -> style.Picture:
    """Draw the rival answers to disputed questions, one row an answer.

    A row gives the answer in full, its figure, who gives it and when; the reliability of that
    source on the Admiralty scale (A to E, F cannot be judged); and a square for every
    independent origin: filled for the answer, struck through in part, crossed out against it.

    Parameters
    ----------
    kit, questions, themes
        As for `questions_of`.
    lang : {"en", "fr"}
        Language of the labels; questions and answers are English.
    explored : bool
        For an explorer: all questions in one place, of which it shows one at a time
        (``when:question=C-12``), and grades in parts of their own (``when:grades=true``).
        Otherwise the questions stand one below the other.
    asked : bool
        Whether each question stands above its answers; on a slide it always does.

    Returns
    -------
    style.Picture
        Parts tagged with position identifiers.

    Raises
    ------
    UnknownName
        For a question, theme or language that does not exist, or if no question is left.
    """
    source = word("source_line", lang)
    chosen = rows_of(questions_of(kit, questions, themes))
    blocks = [(row, answers_to(kit, row["dispute_id"], lang)) for row in chosen]
    if not medium().notes:
        return _slide(blocks, lang, source, explored)
    above = [_above(row["question"]) if asked else 0.0 for row, _ in blocks]
    below = [_below(answers) for _, answers in blocks]
    if explored:  # the column heads stay where they are
        above = [max(above)] * len(blocks)
    height = max(above) + max(below) if explored else sum(above) + sum(below)
    with style.theme():
        picture = style.Picture(
            figsize=(WIDTH / 72, height / 72), alt=_alt(blocks, lang, explored), source=source
        )
        for line in list(picture.texts):
            line.remove()  # each question has its own, since an explorer cuts off what is below
        axes = picture.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
        top = 0.0
        for number, (row, answers) in enumerate(blocks):
            state = f"when:question={row['dispute_id']}" if explored and len(blocks) > 1 else ""
            y = top + above[number]
            if asked:
                lines = "\n".join(_asked(row["question"]))
                _text(axes, 4, y - 4, lines, ASKED, state, weight="bold", va="bottom")
            if not explored or not number:
                _heads(axes, y, lang)
            _answers(axes, y + HEAD, answers, state)
            low = y + below[number] - 6
            _text(axes, WIDTH - 4, low, source, 9, state, ha="right", color=style.MUTED)
            top += 0 if explored else above[number] + below[number]
    return picture


def _slide(
    blocks: Sequence[tuple[Any, Sequence[Answer]]], lang: str, source: str, explored: bool
) -> style.Picture:
    """Draw for a room of a slide: each question in all of it, or all one below the other."""
    room = answers_slide.HEIGHT / (1 if explored else len(blocks))
    sheets = [answers_slide.sheet(row["question"], some, lang, room) for row, some in blocks]
    heights = [made.height for made in sheets]
    height = max(heights) if explored else sum(heights)
    with style.theme():
        picture = style.Picture(
            figsize=(answers_slide.WIDTH / 72, height / 72),
            alt=_alt(blocks, lang, explored),
            source=source,
        )
        axes = picture.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, answers_slide.WIDTH)
        axes.set_ylim(height, 0)
        top = 0.0
        for (row, _), made in zip(blocks, sheets, strict=True):
            state = f"when:question={row['dispute_id']}" if explored and len(blocks) > 1 else ""
            answers_slide.draw(axes, top, made, lang, state, explored=explored)
            top += 0 if explored else made.height
    return picture


def _answers(axes: Axes, y: float, answers: Sequence[Answer], state: str) -> None:
    """Draw the rows and, behind them, the scale of grades."""
    low = y + sum(map(_height, answers)) - 2
    xs = [x for n in range(len(GRADES)) for x in [SCALE + STEP * n] * 2 + [float("nan")]]
    ys = [y, low, float("nan")] * len(GRADES)
    grades = f"{state} when:grades=true".strip()
    axes.plot(xs, ys, color="#c9c3b6", lw=0.8, zorder=1.5, gid=grades, clip_on=False)
    for number, answer in enumerate(answers):
        _row(axes, y, answer, number % 2 == 0, grades)
        y += _height(answer)


def _row(axes: Axes, y: float, answer: Answer, tinted: bool, grades: str) -> None:
    name = answer.id
    face = "#f6f3ed" if tinted else style.PAPER
    band = squares([(0, y)], WIDTH, _height(answer) - 2, facecolor=face, gid=name, clip_on=False)
    axes.add_patch(band)
    said, who = _lines(answer)
    first = y + 16
    _text(axes, 8, first, answer.letter, TEXT, name, weight="bold")
    for number, line in enumerate(said):
        _text(axes, ANSWER, first + LINE * number, line, TEXT, name)
    for number, line in enumerate(who, start=len(said)):
        _text(axes, ANSWER, first + LINE * number, line, SMALL, name, color=style.MUTED)
    if answer.figure:
        _text(axes, FIGURE, first, answer.figure, TEXT, name, ha="right", weight="bold")
    if answer.unit:
        _text(axes, FIGURE, first + LINE, answer.unit, SMALL, name, ha="right")
    middle = y + _height(answer) / 2 - 1
    if answer.grade in tuple(GRADES):
        x = SCALE + STEP * GRADES.index(answer.grade)
        axes.plot([x], [middle], "o", ms=16, color=style.INK, mec="none", gid=grades, clip_on=False)
        _text(
            axes, x, middle + 4, answer.grade, SMALL, grades,
            ha="center", weight="bold", color=style.PAPER,
        )  # fmt: skip
    _origins(axes, middle, answer.count, grades)


def _origins(axes: Axes, y: float, count: Corroboration, gid: str) -> None:
    """Draw a square for each independent origin, and how many there are."""
    x = ORIGINS
    pitch = min(11.0, (WIDTH - ORIGINS - 66) / max(1, _all(count)))
    for bearing in BEARINGS:
        n = len(getattr(count, bearing))
        if n:
            _signs(axes, bearing, [(x + pitch * k, y - 4.5) for k in range(n)], gid)
            x += pitch * n + 3
            _text(axes, x, y + 4, str(n), SMALL, gid)
            x += 7 * len(str(n)) + 8


def _all(count: Corroboration) -> int:
    return len(count.supports) + len(count.partly) + len(count.contradicts)


def _signs(axes: Axes, bearing: str, corners: list[tuple[float, float]], gid: str) -> None:
    """Draw filled squares for an answer, struck through in part, crossed out against."""
    how: dict[str, Any] = {"edgecolor": style.INK, "linewidth": 1.0, "gid": gid, "clip_on": False}
    full = bearing == "supports"
    axes.add_patch(
        squares(corners, 8, 8, facecolor=style.INK if full else "none", sign=bearing, **how)
    )


def _heads(axes: Axes, y: float, lang: str) -> None:
    grades, low = "when:grades=true", y + HEAD - 7
    _text(axes, ANSWER, low, word("disputes_answer", lang), SMALL, "", color=style.MUTED)
    _text(axes, SCALE - 8, y + 14, word("disputes_reliability", lang), SMALL, grades)
    _text(axes, ORIGINS, y + 14, word("disputes_origins", lang), SMALL, grades)
    for number, letter in enumerate(GRADES):
        _text(axes, SCALE + STEP * number, low, letter, SMALL, grades, ha="center")
    x = ORIGINS
    for bearing in BEARINGS:
        text = word(f"disputes_{bearing}", lang)
        _signs(axes, bearing, [(x, low - 8)], grades)
        _text(axes, x + 11, low, text, SMALL, grades)
        x += 17 + LETTER * SMALL * len(text)


def _text(axes: Axes, x: float, y: float, words: str, size: float, gid: str, **how: Any) -> None:
    axes.text(x, y, words, fontsize=size, gid=gid or None, clip_on=False, **how)


def _wrap(words: str, size: float, room: float) -> list[str]:
    """Break words into lines of at most so many points."""
    return textwrap.wrap(words, int(room / (LETTER * 1.06 * size))) or [""]


def _asked(question: str) -> list[str]:
    return _wrap(question, ASKED * 1.12, WIDTH - 8)


def _alt(blocks: Sequence[tuple[Any, Sequence[Answer]]], lang: str, explored: bool) -> str:
    if len(blocks) > 1:
        return word("disputes_alt", lang).format(
            count=len(blocks), answers=sum(len(answers) for _, answers in blocks)
        )
    row, answers = blocks[0]
    said = "; ".join(
        f"{a.letter}. {a.statement} {a.who}" + ("" if explored else f", {basis_of(a, lang)}")
        for a in answers
    )
    return word("disputes_alt_one", lang).format(question=row["question"], said=said)
