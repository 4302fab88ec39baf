"""What runs inside the sandbox: it runs the cells of a notebook and hands out the answers.

It knows no question, no right answer and no mark. It writes one line of JSON for each cell that
begins, each error and each answer; an answer is handed out as soon as its cell has run, so that
a later cell that kills the process takes nothing away. Whatever the cells do to this process,
they can but change the answers, which are theirs to give.

This file and `outgoing`, which lies beside it, are read alone: they import nothing of sahelkit.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import json
import os
import signal
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any


def _beside(name: str) -> Any:
    """Return a module that lies beside this file, whatever else has its name."""
    path = Path(__file__).resolve().with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


_outgoing = _beside("outgoing")
_clean = dict(vars(builtins))
_dumps = json.JSONEncoder(allow_nan=False).encode
_write = os.write


def main() -> None:
    """Read the job from standard input, run it, write the lines to standard output."""
    job = json.loads(sys.stdin.buffer.read())
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    limit(job["limits"])
    sys.path += [path for path in job["paths"] if path not in sys.path]
    sys.argv, sys.stdin = [""], None

    def say(**line: Any) -> None:
        _write(out, (_dumps(line) + "\n").encode())

    run(job, say)
    say(end=True)
    os._exit(0)  # nothing that the notebook left for the end is run


def limit(limits: dict[str, int]) -> None:
    """Limit this process for good; what the system does not know is left out."""
    try:
        import resource
    except ImportError:  # Windows, where grading needs --trust-submissions anyway
        return
    for name in ("AS", "DATA", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE"):
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None or name not in limits:
            continue
        try:
            hard = resource.getrlimit(kind)[1]
            wanted = limits[name]
            if hard != resource.RLIM_INFINITY:
                wanted = min(wanted, hard)
            resource.setrlimit(kind, (wanted, wanted))
        except (ValueError, OSError):  # macOS refuses some
            continue
    if hasattr(signal, "SIGXFSZ"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # an error in the cell, not its end


def run(job: dict[str, Any], say: Callable[..., None]) -> None:
    """Run the cells in order; those that lacked a name are tried once more at the end."""
    seconds, wanted = float(job["limits"]["cell_seconds"]), dict(job["wanted"])
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    sys.modules["sahelkit.study"] = _silent("sahelkit.study")
    space = vars(module)
    space.update(display=_nothing, get_ipython=_shell)
    told: dict[str, str] = {}
    cells = [cell for cell in job["cells"] if cell["number"] not in job["skip"]]
    lacking = [cell for cell in cells if _step(cell, space, wanted, told, seconds, say)]
    for cell in lacking:
        _step(cell, space, wanted, told, seconds, say)


def _step(
    cell: dict[str, Any],
    space: dict[str, Any],
    wanted: dict[str, str],
    told: dict[str, str],
    seconds: float,
    say: Callable[..., None],
) -> bool:
    """Run a cell and hand out what it answered; return whether it lacked a name."""
    say(start=cell["number"])
    error, last = _timed(seconds, lambda: execute(cell["code"], space))
    _mend()
    if error is not None:
        say(error=cell["number"], text=_outgoing.told(error))

    def answers() -> None:
        for question, variable in wanted.items():
            found, how = space.get(variable, ...), "variable"
            mine = cell.get("question") == question
            if variable not in space and mine and error is None:
                found, how = _elsewhere(cell["code"], space, last), "cell"
            if found is ... and not (mine and variable in space):
                continue
            line = _dumps(_outgoing.plain(found))
            if told.get(question) != line and not (found is ... and question in told):
                told[question] = line
                say(answer=question, value=json.loads(line), how=how, cell=cell["number"])

    failed, _ = _timed(seconds, answers)
    _mend()
    if failed is not None:
        say(error=cell["number"], text=f"an answer cannot be read: {_outgoing.told(failed)}")
    return isinstance(error, NameError)


def _timed(seconds: float, work: Callable[[], Any]) -> tuple[BaseException | None, Any]:
    def stop(*_: Any) -> None:
        raise _outgoing.TookTooLong(f"stopped after {seconds:g} s")

    alarm = hasattr(signal, "setitimer")
    try:
        if alarm:
            signal.signal(signal.SIGALRM, stop)
            signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            return None, work()
        finally:
            if alarm:
                signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException as error:
        return error, None


def execute(code: str, space: dict[str, Any]) -> Any:
    """Run the code of a cell; return the value of its last expression."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        if not any(line.lstrip().startswith(("%", "!", "?")) for line in code.splitlines()):
            raise
        from IPython.core.inputtransformer2 import TransformerManager

        tree = ast.parse(TransformerManager().transform_cell(code))  # type: ignore[no-untyped-call]
    if all(_only_shows(line) for line in tree.body):
        return None
    final = tree.body[-1] if tree.body else None
    if isinstance(final, ast.Expr):
        tree.body.pop()
    exec(compile(tree, "<cell>", "exec"), space)  # noqa: S102  the whole point, in the sandbox
    if not isinstance(final, ast.Expr):
        return None
    return eval(compile(ast.Expression(final.value), "<cell>", "eval"), space)  # noqa: S307


def _only_shows(line: ast.stmt) -> bool:
    """Return whether a line only shows a form, a check or an explorer, which nobody sees here."""
    if not isinstance(line, ast.Expr) or not isinstance(line.value, ast.Call):
        return False
    names, part = [], line.value.func
    while isinstance(part, ast.Attribute):
        names.append(part.attr)
        part = part.value
    whole = [*names, part.id if isinstance(part, ast.Name) else ""][::-1]
    return whole[0] == "sahelkit" and whole[1:2] in (["study"], ["explore"])


def _elsewhere(code: str, space: dict[str, Any], last: Any) -> Any:
    """Return the answer of a cell whose variable has another name."""
    if last is not None:
        return last
    names = [
        target.id
        for line in ast.parse(code).body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    ]
    return space.get(names[-1], ...) if names else ...


def _mend() -> None:
    """Bring the built-in functions back, whatever a cell has done to them."""
    current = vars(builtins)
    if current != _clean:
        for name in set(current) - set(_clean):
            del current[name]
        current.update(_clean)


def _nothing(*_: Any, **__: Any) -> None:
    """Do nothing: what is only shown is seen by nobody here."""


class _Shell:
    """In place of IPython's shell: magics and shell commands do nothing."""

    def __getattr__(self, name: str) -> Any:
        return _nothing


def _shell() -> _Shell:
    return _Shell()


def _silent(name: str) -> types.ModuleType:
    """Return a module whose every function does nothing: check(), hint(), ask() of the kit."""
    module = types.ModuleType(name)
    module.__getattr__ = lambda _: _nothing  # type: ignore[method-assign]
    return module


if __name__ == "__main__":
    main()
