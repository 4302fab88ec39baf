"""What has been tried and solved, to look at, to hand to a teacher, to erase."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sahelkit.errors import UnknownName
from sahelkit.medium import is_static
from sahelkit.study.assets import asset
from sahelkit.study.export import export
from sahelkit.study.keeper import Keeper, keeper
from sahelkit.study.kept import NAME, Entries
from sahelkit.study.questions import load
from sahelkit.words import words

TRACKS = ("self", "a", "p")  # self-check, exercises without code, exercises with pandas
_TRACK = re.compile(r"-([a-z]?)\d+$")


@dataclass(frozen=True)
class Part:
    """How far one part of a lesson is done; texts that a person reads are not counted.

    Attributes
    ----------
    lesson, track : str
        Such as ``01-formation``, and one of `TRACKS`.
    questions, tried, solved : int
        How many there are, were tried, were solved at least once.
    next : str
        The first question that is not solved, empty if all are.
    """

    lesson: str
    track: str
    questions: int
    tried: int
    solved: int
    next: str


def parts(entries: Entries) -> Iterator[Part]:
    """Count, lesson by lesson, self-check first."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name, question in load().items():
        found = _TRACK.search(name)
        track = (found[1] if found else "") or TRACKS[0]
        if question.kind != "text" and track in TRACKS:
            groups.setdefault((question.lesson, track), []).append(name)
    for lesson, track in sorted(groups, key=lambda key: (key[0], TRACKS.index(key[1]))):
        names = groups[lesson, track]
        tried = [name for name in names if name in entries]
        solved = {name for name in tried if entries[name].first_solved}
        left = next((name for name in names if name not in solved), "")
        yield Part(lesson, track, len(names), len(tried), len(solved), left)


class Progress:
    """What has been tried and solved; in a notebook it shows itself."""

    def __init__(self, keeper: Keeper, lang: str = "en") -> None:
        self._keeper = keeper
        self._lang = lang
        self._words = words(lang)

    @property
    def path(self) -> Path:
        """The file where it is kept."""
        return self._keeper.store.path

    def export(self, path: str | os.PathLike[str]) -> Path:
        """Write a table of all questions for a teacher; you give it to them, nothing is sent.

        Parameters
        ----------
        path : path
            A file that ends in ``.csv`` (safe to open in a spreadsheet) or ``.json``.

        Raises
        ------
        UnknownName
            If it ends otherwise, or is the file where progress is kept.
        OSError
            If it cannot be written.
        """
        target = Path(path)
        if target.resolve() == self.path.resolve():
            expected = f"another name than {NAME}, where your progress is kept"
            raise UnknownName("file to export to", str(path), expected=expected)
        return export(self._keeper.entries(self._lang), target)

    def erase(self, sure: bool = False) -> Progress:
        """Erase all progress for good, with the copies of files that were damaged.

        Parameters
        ----------
        sure : bool
            Must be True; there is no way back.

        Raises
        ------
        UnknownName
            If you are not sure; nothing is erased.
        OSError
            If a file cannot be deleted.
        """
        if sure is not True:
            raise UnknownName("wish", sure, reason=self._words["progress_sure"])
        self._keeper.erase()
        return self

    def __repr__(self) -> str:
        if is_static():
            return self._words["progress_static"]
        entries = self._keeper.entries(self._lang)
        known = list(parts(entries))
        lines = [self._sum(known)]
        for one in known:
            left = self._words["progress_next"].format(id=one.next) if one.next else ""
            said = [part for part in (*self._counts(one), left) if part]
            head = f"{self._lesson(one.lesson)}, {self._words[f'progress_{one.track}']}"
            lines.append(f"{head}: {'; '.join(said)}")
        lines += [self._keeper.problem] if self._keeper.problem else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        if is_static():
            return f'<p lang="{self._lang}">{html.escape(self._words["progress_static"])}</p>'
        known = list(parts(self._keeper.entries(self._lang)))
        problem = html.escape(self._keeper.problem)
        heads = "".join(
            f'<th scope="col">{html.escape(self._words[f"progress_{key}"])}</th>'
            for key in ("lesson", *TRACKS)
        )
        rows = []
        for lesson in dict.fromkeys(one.lesson for one in known):
            cells = {one.track: self._cell(one) for one in known if one.lesson == lesson}
            name = html.escape(self._lesson(lesson))
            line = "".join(cells.get(track, "<td></td>") for track in TRACKS)
            rows.append(f'<tr><th scope="row">{name}</th>{line}</tr>')
        return (
            f'<div class="sahelkit-progress" lang="{self._lang}">'
            f"<style>{asset('progress.css')}</style>"
            f"<table><caption>{html.escape(self._sum(known))}</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
            + (f'<p role="note">{problem}</p>' if problem else "")
            + f"<p>{html.escape(self._words['progress_foot'])}</p></div>"
        )

    def _sum(self, known: list[Part]) -> str:
        return self._words["progress_sum"].format(
            solved=sum(one.solved for one in known),
            all=sum(one.questions for one in known),
            tried=sum(one.tried for one in known),
        )

    def _lesson(self, stem: str) -> str:
        number, _, name = stem.partition("-")
        return f"{number} {self._words.get(f'lesson_{name}', name)}"

    def _counts(self, one: Part) -> tuple[str, str]:
        if one.solved == one.questions:
            return "✓ " + self._words["progress_done"].format(all=one.questions), ""
        key = "progress_solved"
        sign = "△" if one.tried else "○"
        solved = self._words[key].format(n=one.solved, all=one.questions)
        return f"{sign} {solved}", self._words["progress_tried"].format(n=one.tried)

    def _cell(self, one: Part) -> str:
        solved, tried = (html.escape(text) for text in self._counts(one))
        wide = [100 * n / one.questions for n in (one.solved, one.tried - one.solved)]
        bar = "".join(f'<span style="width:{share:g}%"></span>' for share in wide)
        done = "" if one.next else " data-done"
        link = ""
        if one.next:
            said = html.escape(self._words["progress_next"].format(id=one.next))
            address = self._address(one)
            link = f'<a href="{address}">{said}</a>' if address else f"<i>{said}</i>"
        return (
            f"<td{done}><b>{solved}</b>{f'<i>{tried}</i>' if tried else ''}"
            f'<span class="sk-p-bar" aria-hidden="true">{bar}</span>{link}</td>'
        )

    def _address(self, one: Part) -> str:
        """Return where the notebook lies, seen from the one that shows this; empty if nowhere."""
        folder = self.path.parent
        beside = folder.parent / "exercises"
        if one.track != TRACKS[0]:
            folder = beside if beside.is_dir() else folder
        target = folder / f"{one.lesson}.ipynb"
        if not target.is_file():
            return ""
        try:
            return quote(Path(os.path.relpath(target)).as_posix())
        except (ValueError, OSError):  # another drive; a folder that is gone
            return ""


def progress(folder: str | os.PathLike[str] | None = None, *, lang: str = "en") -> Progress:
    """Show what you have tried and solved, lesson by lesson.

    Parameters
    ----------
    folder : path, optional
        Where lessons or exercises lie, by default the current folder.
    lang : {"en", "fr"}
        Language of the words.

    Returns
    -------
    Progress
        Shows itself; ``.export(path)`` writes a table for a teacher, ``.erase(sure=True)``
        erases all.

    Raises
    ------
    UnknownName
        If the kit does not speak the language.
    """
    return Progress(keeper(folder), lang)
