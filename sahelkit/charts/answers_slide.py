"""A disputed question on a slide: large answers, and the grades beside who gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from sahelkit import style
from sahelkit.charts.answers import BEARINGS, Answer
from sahelkit.charts.sheet import TEXT, width_of, wrap
from sahelkit.charts.squares import squares
from sahelkit.medium import SLIDE, TALL, inches
from sahelkit.words import word

# all lengths in points
WIDTH, HEIGHT = (72 * side for side in inches(TALL))
EDGE, LETTER = 5.0, 22.0  # to the edges, and the width of the letter of an answer
SIZES = (20, 19, 18, 17, 16, 15, 14, 13.5, 13, 12.5, 12, 11.5, 11, 10.5)  # of an answer
# lines at most of an answer and of who gives it; fewer, where nothing else helps
CUTS = ((9, 9), (9, 2), (9, 1), (2, 1), (1, 1))
SPARE = 1.03  # letters of other sizes are not as wide as those that are measured
FAR, NEAR = 44.0, 6.0  # what a row has besides its lines
SIDE, PITCH = 8.0, 10.0  # of a square
DISC = 7.6  # radius of the disc with the grade
_DAY = re.compile(r"(?:^|\s)\d{1,2}$")


def _wide(text: str, size: float, weight: str = "normal") -> float:
    return SPARE * width_of(text, weight) * 72 * size / TEXT


def _broken(
    text: str, size: float, room: float, most: int = 9, weight: str = "normal"
) -> list[str]:
    """Break a text into lines of a width; at most so many, the last with an ellipsis."""
    lines = wrap(text, room / SPARE / 72 * TEXT / size, weight) or [""]
    if len(lines) <= most:
        return _even(text, size, room, lines, weight)
    last = lines[most - 1].split()
    while len(last) > 1 and _wide(" ".join(last) + "…", size, weight) > room:
        last.pop()
    return [*lines[: most - 1], " ".join(last) + "…"]


def _even(text: str, size: float, room: float, lines: list[str], weight: str) -> list[str]:
    """Make lines about equally long, so that no year stands in the last one alone."""
    low, high = 0.5 * room, room
    for _ in range(6 if len(lines) > 1 else 0):
        middle = (low + high) / 2
        found = wrap(text, middle / SPARE / 72 * TEXT / size, weight)
        torn = any(_DAY.search(line) for line in found[:-1])  # a day from its month
        widest = max(_wide(line, size, weight) for line in found)
        if torn or len(found) > len(lines) or widest > middle:
            low = middle
        else:
            high, lines = middle, found
    return lines


@dataclass(frozen=True)
class Row:
    """One answer: its lines, and those of who gives it."""

    answer: Answer
    said: Sequence[str]
    who: Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """A question with its answers as they go into the room of a slide.

    Attributes
    ----------
    asked : sequence of str
        The lines of the question.
    size : float
        Size of the letters of an answer.
    rows : sequence of Row
        The answers.
    pad : float
        What each row has besides its lines.
    """

    asked: Sequence[str]
    size: float
    rows: Sequence[Row]
    pad: float = NEAR

    @property
    def small(self) -> float:
        """Size of the letters of all else."""
        return SLIDE.text(min(0.76 * self.size, 13.0))

    @property
    def sign(self) -> float:
        """Size of the letters beside the squares."""
        return min(self.small, 11.0)

    @property
    def head(self) -> float:
        """What stands above the rows."""
        return 1.22 * len(self.asked) * self.title + 1.9 * self.small

    @property
    def title(self) -> float:
        """Size of the letters of the question."""
        return max(13.0, 0.95 * self.size)

    def deep(self, row: Row) -> float:
        """Height of a row."""
        return 1.24 * (self.size * len(row.said) + self.small * len(row.who)) + self.pad

    @property
    def height(self) -> float:
        """Height of all."""
        return self.head + sum(map(self.deep, self.rows)) + 2


def sheet(question: str, answers: Sequence[Answer], lang: str, room: float = HEIGHT) -> Sheet:
    """Lay out a question in the largest letters with which it goes into a room."""
    made = _laid(question, answers, lang, SIZES[-1], CUTS[-1])
    tries = [(size, CUTS[0]) for size in SIZES] + [(SIZES[-1], most) for most in CUTS[1:]]
    for size, most in tries:
        made = _laid(question, answers, lang, size, most)
        if made.height <= room:
            break
    spare = (room - made.height) / max(1, len(answers))
    pad = min(FAR, NEAR + max(0.0, spare))
    return Sheet(made.asked, made.size, made.rows, pad)


def _laid(
    question: str, answers: Sequence[Answer], lang: str, size: float, most: tuple[int, int]
) -> Sheet:
    bare = Sheet((), size, ())
    room = WIDTH - LETTER - 2 * EDGE
    rows = []
    for answer in answers:
        figure = _figure(answer)
        beside = _wide(figure, size, "bold") + 14 if figure else 0.0
        said = _broken(answer.statement, size, room - beside, most[0])
        signs = sum(wide for _, _, wide in _signs(answer, bare.sign, lang)) + 2 * DISC + 12
        who = _broken(answer.who, bare.small, room - signs, most[1])
        rows.append(Row(answer, said, who))
    asked = _broken(question, bare.title, WIDTH - 2 * EDGE, weight="bold")
    return Sheet(asked, size, rows)


def _figure(answer: Answer) -> str:
    return f"{answer.figure} {answer.unit}".strip() if answer.figure else ""


def _signs(answer: Answer, size: float, lang: str) -> list[tuple[str, str, float]]:
    """Return for each bearing its name, the words behind its squares and the width of both."""
    found = []
    for bearing in BEARINGS:
        if number := len(getattr(answer.count, bearing)):
            text = f"{number} {word(f'disputes_{bearing}', lang)}"
            found.append((bearing, text, number * _pitch(number) + 4 + _wide(text, size) + 10))
    return found


def _pitch(number: int) -> float:
    return min(PITCH, 60 / number)


def draw(axes: Axes, top: float, made: Sheet, lang: str, state: str, *, explored: bool) -> None:
    """Draw a question and its answers beneath a height.

    Parameters
    ----------
    axes : Axes
        Measured in points, downwards.
    top : float
        Where it begins.
    made : Sheet
        What is drawn.
    lang : {"en", "fr"}
        Language of the labels.
    state : str
        When it is shown, or empty text.
    explored : bool
        Whether grades are shown later.
    """
    line = 1.22 * made.title
    for number, text in enumerate(made.asked):
        y = top + line * (number + 0.5)
        _text(axes, EDGE, y, text, made.title, state, weight="bold")
    grades = f"{state} when:grades=true".strip()
    y = top + line * len(made.asked) + 0.9 * made.small
    x = EDGE + LETTER
    if explored:
        hidden = f"{state} when:grades=false".strip()
        _text(axes, x, y, word("disputes_answer", lang), made.small, hidden, color=style.MUTED)
    _text(axes, x, y, word("disputes_key_slide", lang), SLIDE.least, grades, color=style.MUTED)
    y = top + made.head
    for number, row in enumerate(made.rows):
        _row(axes, y, made, row, number % 2 == 0, lang, grades)
        y += made.deep(row)


def _row(
    axes: Axes, top: float, made: Sheet, row: Row, tinted: bool, lang: str, grades: str
) -> None:
    answer, deep = row.answer, made.deep(row)
    face = "#f1ece0" if tinted else style.PAPER
    axes.add_patch(squares([(0, top)], WIDTH, deep - 2, facecolor=face, gid=answer.id))
    y = top + made.pad / 2 + 0.62 * made.size
    _text(axes, EDGE, y, answer.letter, made.size, answer.id, weight="bold")
    if figure := _figure(answer):
        _text(axes, WIDTH - EDGE, y, figure, made.size, answer.id, weight="bold", ha="right")
    for text in row.said:
        _text(axes, EDGE + LETTER, y, text, made.size, answer.id)
        y += 1.24 * made.size
    y += 0.62 * (made.small - made.size)
    for number, text in enumerate(row.who):
        low = y + 1.24 * made.small * number
        _text(axes, EDGE + LETTER, low, text, made.small, answer.id, color=style.MUTED)
    _grade(axes, y, answer, made.sign, lang, grades)


def _grade(axes: Axes, y: float, answer: Answer, size: float, lang: str, gid: str) -> None:
    """Draw from the right edge: the origins with their number, and the grade of the source."""
    signs = _signs(answer, size, lang)
    x = WIDTH - EDGE - sum(wide for _, _, wide in signs)
    if answer.grade:
        at = x - DISC - 4
        axes.plot([at], [y], "o", ms=2 * DISC, color=style.INK, mec="none", gid=gid, clip_on=False)
        look = {"ha": "center", "weight": "bold", "color": style.PAPER}
        _text(axes, at, y, answer.grade, SLIDE.least, gid, **look)
    for bearing, text, wide in signs:
        number = len(getattr(answer.count, bearing))
        pitch = _pitch(number)
        full = style.INK if bearing == "supports" else "none"
        corners = [(x + pitch * n + 6, y - SIDE / 2) for n in range(number)]
        axes.add_patch(
            squares(
                corners, SIDE, SIDE, sign=bearing,
                facecolor=full, edgecolor=style.INK, linewidth=1.0, gid=gid,
            )
        )  # fmt: skip
        _text(axes, x + number * pitch + 9, y, text, size, gid)
        x += wide


def _text(axes: Axes, x: float, y: float, words: str, size: float, gid: str, **how: Any) -> None:
    look = {"va": "center_baseline", **how}
    axes.text(x, y, words, fontsize=size, gid=gid or None, clip_on=False, **look)
