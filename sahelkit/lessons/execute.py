"""Run a lesson from a clean start, and remember what it gave."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import json
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sahelkit.errors import BadLesson
from sahelkit.files import write_whole
from sahelkit.lessons.hashing import fingerprint
from sahelkit.lessons.notebook import Lesson
from sahelkit.lessons.parts import require

TIMEOUT = 120  # seconds a cell may take
POLL = 1.0  # seconds after which a silent channel is looked at again

Progress = Callable[[str], object]


def run(
    lesson: Lesson,
    *,
    timeout: int = TIMEOUT,
    cache: Path | None = None,
    ledger: Path | None = None,
    form: str = "page",
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Lesson:
    """Run every cell of a lesson and return it with its outputs.

    The kernel is the running Python, in the notebook's folder, with ``SAHELKIT_STATIC`` set, by
    which explorers emit HTML that needs no kernel. Unchanged lessons (see `fingerprint`) come
    from the cache.

    Parameters
    ----------
    lesson : Lesson
        What to run.
    timeout : int, optional
        Seconds that one cell may take.
    cache : Path, optional
        Folder of remembered outputs, by default ``build/cache`` beside the lessons' folder.
    ledger : Path, optional
        Folder of the ledger, for the fingerprint.
    form : str, optional
        What pictures are drawn for (`sahelkit.medium`): ``"page"`` or ``"slide"``, with
        `` png`` added if they are wanted as PNG too.
    progress : callable, optional
        Gets one line of text for each cell that is run.
    stop : threading.Event, optional
        Ends the run, and its kernel, as soon as it is set.

    Raises
    ------
    BadLesson
        If a cell fails, takes too long or ends the kernel, or the run was stopped.
    MissingPart
        If nbclient or ipykernel is not installed.
    """
    folder = cache or cache_folder(lesson.path)
    name = f"{lesson.name}-{form.replace(' ', '-')}"
    file = folder / f"{name}-{fingerprint(lesson, ledger)}.json"
    outputs = _remembered(file, len(lesson.cells))
    if outputs is None:
        outputs = _outputs(lesson, timeout, form, progress, stop)
        _remember(file, name, outputs)
    cells = zip(lesson.cells, outputs, strict=True)
    return replace(lesson, cells=tuple(replace(c, outputs=tuple(o)) for c, o in cells))


def cache_folder(lesson: Path) -> Path:
    """Return where outputs are remembered: ``build/cache`` of the repository, or from here."""
    folder = lesson.resolve().parent
    root = folder.parent if folder.name in ("notebooks", "exercises") else Path.cwd()
    return root / "build" / "cache"


def _outputs(
    lesson: Lesson,
    timeout: int,
    form: str,
    progress: Progress | None,
    stop: threading.Event | None,
) -> list[list[Any]]:
    nbformat = require("nbformat")
    exceptions = require("nbclient.exceptions")
    notebook = nbformat.from_dict(copy.deepcopy(dict(lesson.notebook)))
    for cell in notebook.cells:
        cell.setdefault("metadata", nbformat.NotebookNode())
        cell["source"] = "".join(cell.get("source", ""))
    at = 0

    def begin(cell: Any, cell_index: int) -> None:
        nonlocal at
        at = cell_index
        if progress and cell.cell_type == "code":
            progress(f"{lesson.name}: running cell {at + 1} of {len(lesson.cells)}")

    client = _client_class(stop)(
        notebook,
        timeout=timeout,
        iopub_timeout=30,
        raise_on_iopub_timeout=True,
        shutdown_kernel="immediate",
        on_cell_start=begin,
        coalesce_streams=True,
    )
    client.log.setLevel("CRITICAL")
    client.km = _manager()
    try:
        client.execute(env=_environment(form), cwd=str(lesson.path.resolve().parent))
    except exceptions.CellTimeoutError:
        logging.getLogger("asyncio").addFilter(_no_pending_task)
        problem = f"{_first_line(lesson, at)} took longer than the time limit of {timeout} s"
    except exceptions.DeadKernelError:
        problem = f"{_first_line(lesson, at)} ended the kernel (out of memory?)"
    except exceptions.CellExecutionError as error:
        last = [line for line in f"{error.ename}: {error.evalue}".splitlines() if line.strip()]
        summary = last[0] if len(last) == 1 else f"{error.ename}: {last[-1].strip()}"
        problem = f"{_first_line(lesson, at)} fails: {summary}"
    except _Stopped:
        logging.getLogger("asyncio").addFilter(_no_pending_task)
        problem = "stopped before it was done"
    except RuntimeError as error:
        raise BadLesson(lesson.path.name, None, f"the kernel did not start: {error}") from None
    else:
        return [list(cell.get("outputs", ())) for cell in notebook.cells]
    raise BadLesson(lesson.path.name, at + 1, problem) from None


def _first_line(lesson: Lesson, index: int) -> str:
    lines = [line.strip() for line in lesson.cells[index].source.splitlines() if line.strip()]
    return f"“{lines[0]}”" if lines else "the cell"


def _environment(form: str) -> dict[str, str]:
    """Return the environment of the kernel: it finds the same sahelkit as this process."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [os.environ.get("PYTHONPATH", "")]
    if not root.rstrip("/\\").endswith("-packages"):
        paths.insert(0, root)
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONHASHSEED": "0",
        "SAHELKIT_STATIC": form,
    }


def _manager() -> Any:
    """Return a kernel manager that starts the running Python, whatever kernels are listed."""
    specs = require("jupyter_client.kernelspec")
    manager = require("jupyter_client.manager")
    kernel = require("ipykernel.kernelspec")

    class ThisPython(specs.KernelSpecManager):  # type: ignore[misc,name-defined]
        def get_kernel_spec(self, kernel_name: str) -> Any:
            spec = kernel.get_kernel_dict()  # as ipykernel would install itself
            spec["argv"] = [sys.executable, *spec["argv"][1:]]
            return specs.KernelSpec(name=kernel_name, **spec)

    options: dict[str, Any] = {}
    traits = manager.AsyncKernelManager.class_trait_names()
    if "transport_encryption" in traits and require("zmq").has("curve"):
        options["transport_encryption"] = "auto"  # private on a machine that others share
    return manager.AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=ThisPython(), shutdown_wait_time=2, **options
    )


def _no_pending_task(record: logging.LogRecord) -> bool:
    """Keep quiet about nbclient's listeners, which a run that ended early leaves behind."""
    return "was destroyed but it is pending" not in record.getMessage()


class _Stopped(Exception):
    """Whoever asked for the run wants no more of it."""


def _client_class(stop: threading.Event | None) -> Any:
    """Return nbclient's client, looking at its channels again and again.

    Now and then the socket says nothing about a message that has come; a plain wait then lasts
    until the time limit (nbclient #312). A new look finds the message.
    """
    nbclient = require("nbclient")

    class PatientClient(nbclient.NotebookClient):  # type: ignore[misc,name-defined]
        async def async_start_new_kernel_client(self) -> Any:
            client = await super().async_start_new_kernel_client()
            for channel in (client.shell_channel, client.iopub_channel):
                channel.get_msg = _patient(channel.get_msg, stop)
            return client

    return PatientClient


def _patient(
    get_msg: Callable[..., Any], stop: threading.Event | None = None
) -> Callable[..., Any]:
    async def get(timeout: float | None = None) -> Any:
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            if stop is not None and stop.is_set():
                raise _Stopped
            left = POLL if deadline is None else min(POLL, max(0.0, deadline - time.monotonic()))
            try:
                return await get_msg(timeout=left)
            except queue.Empty:
                if deadline is not None and time.monotonic() >= deadline:
                    raise
                await asyncio.sleep(0)

    return get


def _remembered(file: Path, count: int) -> list[list[Any]] | None:
    try:
        outputs = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return outputs if isinstance(outputs, list) and len(outputs) == count else None


def _remember(file: Path, name: str, outputs: Iterable[Any]) -> None:
    """Write the outputs, and drop older ones of the same lesson; no harm if that fails."""
    with contextlib.suppress(OSError):
        write_whole(file, json.dumps(outputs, ensure_ascii=False))
        for old in file.parent.glob(f"{name}-{'[0-9a-f]' * 32}.json"):
            if old != file:
                old.unlink(missing_ok=True)
