"""Running a stranger's notebook: in bubblewrap, or plainly where the teacher says so.

Inside there is no network, a system and a package that can only be read, an empty home that is
thrown away, no environment of the teacher's, and limits on time, memory, processes, files and
output. The parts of the kit that know answers (`study`, `marking`, the exercises) are covered.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sahelkit.errors import MissingPart
from sahelkit.marking import seccomp
from sahelkit.marking.walls import HOME, RUNNER, libraries, walls

THREADS = 64
_MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a submission may use.

    Attributes
    ----------
    seconds : float
        Time for the whole notebook.
    cell_seconds : float
        Time for one cell.
    memory : int
        Memory in MB.
    files : int
        Size of all files it writes, in MB.
    output : int
        Size of all answers, in MB.
    """

    seconds: float = 60
    cell_seconds: float = 20
    memory: int = 1024
    files: int = 32
    output: int = 8

    def inside(self) -> dict[str, float]:
        """Return the limits that the runner sets for itself (see setrlimit(2))."""
        return {
            "cell_seconds": self.cell_seconds,
            "AS": self.memory * _MB,
            "CPU": int(self.seconds) + 1,
            "FSIZE": self.files * _MB,
            "NOFILE": 128,
            "NPROC": THREADS,
            "CORE": 0,
        }


@dataclass
class Run:
    """What came out of the sandbox; all of it is the submission's word.

    Attributes
    ----------
    lines : list of dict
        What the runner wrote.
    ended : bool
        Whether it came to its end.
    why : str
        Why not, empty if it did.
    """

    lines: list[dict[str, Any]] = field(default_factory=list)
    ended: bool = False
    why: str = ""

    @property
    def last_started(self) -> int | None:
        """Number of the cell that was begun last."""
        started = [line["start"] for line in self.lines if type(line.get("start")) is int]
        return started[-1] if started else None


@functools.cache
def missing() -> str:
    """Return why there is no sandbox on this machine, or nothing if there is one."""
    program = shutil.which("bwrap")
    if program is None:
        return "bubblewrap is not installed (on Debian and Ubuntu: sudo apt install bubblewrap)"
    tried = subprocess.run(  # noqa: S603
        [program, "--unshare-all", "--ro-bind", "/", "/", "--", "/bin/true"],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    if tried.returncode:
        said = tried.stderr.strip().splitlines()
        return f"bubblewrap cannot make a sandbox here ({said[-1] if said else 'no reason given'})"
    return ""


def require() -> None:
    """Make sure that there is a sandbox.

    Raises
    ------
    MissingPart
        If there is none; says why and what to do.
    """
    if reason := missing():
        raise MissingPart(
            f"{reason}. Submissions are programs by strangers; without a sandbox they can read"
            " and change everything that you can. If you trust them: --trust-submissions"
        )


def run(job: Mapping[str, Any], limits: Limits, *, trust: bool = False) -> Run:
    """Run a job of the runner (see `runner.main`) and return what it wrote.

    Parameters
    ----------
    job : mapping
        ``cells`` (number, code, question), ``wanted`` (variable of each question), ``skip``
        (numbers of cells that are left out).
    limits : Limits
        What it may use.
    trust : bool
        Run it plainly, without a sandbox.
    """
    if not trust:
        require()
    full = {**job, "limits": limits.inside(), "paths": [str(p) for p in libraries()]}
    with (
        tempfile.TemporaryDirectory(prefix="sahelkit-") as place,
        _open(limits, trust, place) as (
            command,
            kept,
        ),
    ):
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(place if trust else HOME),
            cwd=place,
            pass_fds=kept,
            start_new_session=True,
        )
        try:
            return _listen(process, json.dumps(full).encode(), limits)
        finally:
            _end(process)


def _environment(home: str) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "SAHELKIT_STATIC": "1",
        **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    }


@contextlib.contextmanager
def _open(limits: Limits, trust: bool, place: str) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """Give the command to start, and the files that it needs open."""
    python = [sys.executable, "-I", "-B"]
    if trust:
        yield [*python, str(RUNNER)], ()
        return
    command = [str(shutil.which("bwrap")), *walls(limits.files)]
    rules = seccomp.program()
    if rules is None:
        yield [*command, "--", *python, "/runner.py"], ()
        return
    path = Path(place) / "rules"
    path.write_bytes(rules)
    with path.open("rb") as file:
        yield (
            [*command, "--seccomp", str(file.fileno()), "--", *python, "/runner.py"],
            (file.fileno(),),
        )


def _listen(process: subprocess.Popen[bytes], job: bytes, limits: Limits) -> Run:
    """Read what the runner writes until it ends, or until a limit is reached."""
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(job)
        process.stdin.close()
    deadline = time.monotonic() + limits.seconds
    content, why = bytearray(), ""
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        while not why:
            left = deadline - time.monotonic()
            if left <= 0:
                why = f"stopped after {limits.seconds:g} s"
            elif ready.select(min(left, 0.2)):
                chunk = os.read(process.stdout.fileno(), 65536)
                if not chunk:
                    break
                content += chunk
                if len(content) > limits.output * _MB:
                    why = f"stopped: its answers are larger than {limits.output} MB"
            elif _threads(process.pid) > THREADS:
                why = f"stopped: more than {THREADS} processes or threads"
    _end(process)
    lines = _lines(bytes(content))
    ended = any(line.get("end") is True for line in lines)
    return Run(lines, ended and not why, why or ("" if ended else "the program ended itself"))


def _lines(content: bytes) -> list[dict[str, Any]]:
    """Return the lines that are whole objects; the rest is left out."""
    found = []
    for text in content.split(b"\n"):
        try:
            line = json.loads(text, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            continue
        if isinstance(line, dict):
            found.append(line)
    return found


def _threads(pid: int) -> int:
    """Count the threads of a process and all below it; 0 where that cannot be seen."""
    count, waiting = 0, [pid]
    while waiting and count <= 4 * THREADS:
        tasks = Path(f"/proc/{waiting.pop()}/task")
        try:
            for task in tasks.iterdir():
                count += 1
                waiting += [int(n) for n in (task / "children").read_text().split()]
        except OSError:
            continue
    return count


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the sandbox and all that is in it."""
    with contextlib.suppress(ProcessLookupError):
        if process.poll() is None:
            os.killpg(process.pid, 9)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None and not stream.closed:
            with contextlib.suppress(BrokenPipeError):
                stream.close()


def names(questions: Sequence[str]) -> dict[str, str]:
    """Return the variable of each question: ``formation_p1`` for ``formation-p1``."""
    return {name: name.replace("-", "_") for name in questions}
