"""The code of an answer: worked, or with a stub in its place."""

from __future__ import annotations

import ast

from sahelkit.errors import BadLesson

_BEGIN, _END, _STUB = "# BEGIN SOLUTION", "# END SOLUTION", "#| "


def worked_and_stub(text: str, variable: str, number: int, name: str) -> tuple[str, str]:
    """Split the code of an answer into the worked answer and what students get.

    Parameters
    ----------
    text : str
        Code with the worked answer between ``# BEGIN SOLUTION`` and ``# END SOLUTION``. There,
        lines that begin with ``#| `` are the stub; without any it is ``variable = ...``.
    variable : str
        The variable that holds the answer; both must set it.
    number, name : int, str
        Cell and notebook, for errors.

    Raises
    ------
    BadLesson
        If a marker is missing or out of turn, or the code is not Python or sets no answer.
    """
    kept: list[str] = []
    worked: list[str] = []
    stub: list[str] = []
    place, inside, regions = 0, False, 0
    for line in text.splitlines():
        mark = line.strip()
        if mark in (_BEGIN, _END):
            if inside == (mark == _BEGIN):
                raise BadLesson(name, number, f"{mark!r} out of turn")
            inside = mark == _BEGIN
            place, regions = (len(kept) if inside and not regions else place), regions + inside
        elif inside and line.startswith(_STUB):
            stub.append(line.removeprefix(_STUB))
        else:
            worked.append(line)
            if not inside:
                kept.append(line)
    if inside or not regions:
        raise BadLesson(name, number, f"needs {_BEGIN!r} and {_END!r}")
    kept[place:place] = stub or [f"{variable} = ..."]
    for lines, what in ((worked, "worked answer"), (kept, "stub")):
        if variable not in _assigned("\n".join(lines), number, name):
            problem = f"the {what} does not set {variable}"
            raise BadLesson(name, number, problem)
    return "\n".join(worked), "\n".join(kept)


def _assigned(code: str, number: int, name: str) -> set[str]:
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        raise BadLesson(name, number, f"not Python: {error}") from None
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}
