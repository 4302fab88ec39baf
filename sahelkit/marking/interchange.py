"""Hand-ins for those who mark with nbgrader: in the folders where its Formgrader looks for them.

nbgrader itself is not imported; it comes with the extra ``[teacher]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sahelkit.files import write_whole
from sahelkit.marking.collect import HAND_INS, HandIn
from sahelkit.marking.parcels import MARKING
from sahelkit.marking.sets import ExerciseSet, student_file

_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "sahelkit"
c.ClearSolutions.enforce_metadata = False  # the notebooks are student versions already
"""


def export(
    folder: Path,
    course: Path,
    hand_ins: Iterable[HandIn],
    sets: Mapping[str, ExerciseSet],
    exercises: Path | None = None,
) -> list[Path]:
    """Lay hand-ins out as nbgrader wants them: ``submitted/<student>/<set>/<set>.ipynb``.

    A student is called by the key of the hand-in, which is safe as a name of a folder.
    A configuration that is already there stays as it is.

    Parameters
    ----------
    folder : Path
        Where the hand-ins were collected.
    course : Path
        The folder of the course; made if need be.
    hand_ins : iterable of HandIn
        What to lay out; what cannot be marked is left out.
    sets : mapping of str to ExerciseSet
        The sets of exercises.
    exercises : Path, optional
        Folder of the exercises, by default the kit's.

    Returns
    -------
    list of Path
        The notebooks of students that were written.
    """
    made = []
    for one in hand_ins:
        notebook = folder / MARKING / HAND_INS / one.key / "notebook.ipynb"
        if one.problem or one.set not in sets or not notebook.is_file():
            continue
        target = course / "submitted" / one.key / one.set / f"{one.set}.ipynb"
        write_whole(target, notebook.read_bytes())
        source = student_file(exercises, one.set)
        if source.is_file():
            write_whole(course / "source" / one.set / source.name, source.read_bytes())
        made.append(target)
    config = course / "nbgrader_config.py"
    if made and not config.exists():
        write_whole(config, _CONFIG)
    return made
