"""Starts JupyterLab as a teacher starts it, and drives it in a real browser.

Every wait is on a condition and has a limit.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Locator, expect

from sahelkit.explorer import script, stylesheet

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 60.0  # seconds that anything may take
ADDRESS = re.compile(r"(http://[^\s/]+:(\d+))/lab(/\S*)\?token=(\w+)")
expect.set_options(timeout=LIMIT * 1000)
_OWN = ("JUPYTER", "JPY_", "IPYTHON", "SAHELKIT", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


def until(condition: Callable[[], Any], what: str, limit: float = LIMIT) -> Any:
    """Return what a condition gives as soon as it is true, and fail when it is not in time."""
    end = time.monotonic() + limit
    while not (result := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {limit:g} s: {what() if callable(what) else what}")
        time.sleep(0.03)
    return result


def answers(port: int) -> bool:
    """Say whether anything listens on a port; a fresh socket each time, as one connects once."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def copy_kit(folder: Path) -> Path:
    """Copy what a user has of the kit into a folder, so that nothing is written elsewhere."""
    for part in ("notebooks", "seeds", "exercises", "sahelkit"):
        ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / part, folder / part, ignore=ignore)
    return folder


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a machine without a display, with the kit in a folder."""
    home = {name: str(folder / "jupyter" / name) for name in ("config", "data", "runtime")}
    environment = {k: v for k, v in os.environ.items() if not k.startswith(_OWN)}
    return environment | {
        "PYTHONPATH": str(folder),
        "JUPYTER_CONFIG_DIR": home["config"],
        "JUPYTER_DATA_DIR": home["data"],
        "JUPYTER_RUNTIME_DIR": home["runtime"],
        "IPYTHONDIR": str(folder / "jupyter" / "ipython"),
    }


def sahelkit() -> str:
    """Return the command that the README names, as installed beside this Python."""
    path = shutil.which("sahelkit", path=str(Path(sys.executable).parent))
    assert path, "the command sahelkit is not installed beside this Python: pip install -e ."
    return path


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes
    ----------
    folder : Path
        Its root: the copy of the kit.
    address : str
        The address that it printed, with the token.
    base, token : str
        Parts of it.
    port : int
        The port it listens on.
    process : Popen
        The process that the command became.
    """

    folder: Path
    address: str
    base: str
    port: int
    token: str
    process: subprocess.Popen[bytes]

    def url(self, path: str, workspace: str) -> str:
        """Return the address of a file, opened in a workspace of its own."""
        return f"{self.base}/lab/workspaces/{workspace}/tree/{quote(path)}?token={self.token}"


@contextlib.contextmanager
def start_lab(folder: Path, *options: str, command: tuple[str, ...] = ("lab",)) -> Iterator[Lab]:
    """Run ``sahelkit lab --no-browser`` (or another command) in a copy of the kit until the end."""
    log = folder / f"lab-{time.monotonic_ns()}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sahelkit(), *command, "--no-browser", *options],
            cwd=folder,
            env=surroundings(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    lab = None

    def printed() -> re.Match[str] | None:
        text = log.read_text(encoding="utf-8", errors="replace")
        assert process.poll() is None, f"sahelkit lab ended with {process.returncode}:\n{text}"
        return ADDRESS.search(text)

    try:
        found = until(printed, lambda: f"an address printed by sahelkit lab\n{log.read_text()}")
        base, port, _, token = found.groups()
        lab = Lab(folder, found[0], base, int(port), token, process)
        # Jupyter prints its address a moment before it listens there
        until(lambda: answers(lab.port), f"an answer from {base}")
        yield lab
    finally:
        _stop(process, lab)


def _stop(process: subprocess.Popen[bytes], lab: Lab | None) -> None:
    """Ask JupyterLab to stop its kernels and itself; force whatever is then left."""
    if lab:
        headers = {"Authorization": f"token {lab.token}"}
        ask = urllib.request.Request(f"{lab.base}/api/shutdown", b"", headers, method="POST")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(ask, timeout=10).close()
            _ended(process, 20)
    for number in (signal.SIGTERM, signal.SIGKILL):
        if not _ended(process, 0):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            _ended(process, 10)


def _ended(process: subprocess.Popen[bytes], limit: float) -> bool:
    """Wait until no process of the group is left; say whether that came in time."""

    def gone() -> bool:
        process.poll()
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        return False

    with contextlib.suppress(AssertionError):
        return bool(until(gone, "the group ended", limit))
    return False


_READY = """(path) => {
  const widget = window.jupyterapp?.shell?.currentWidget;
  const session = widget?.context?.sessionContext;
  if (widget?.context?.path !== path || !widget.context.isReady || !session?.isReady) return false;
  const kernel = session.session?.kernel;
  if (kernel?.connectionStatus !== "connected") return false;
  return kernel.info.then(() => true);
}"""
_RUN = """() => {
  window.sahelkitRun = "running";
  jupyterapp.commands.execute("notebook:run-all-cells").then(
    () => { window.sahelkitRun = "done"; },
    (error) => { window.sahelkitRun = `failed: ${error}`; },
  );
}"""
_OUTPUTS = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
  .filter((cell) => cell.type === "code")
  .map((cell) => ({ source: cell.sharedModel.source, count: cell.executionCount,
                    outputs: cell.outputs.toJSON() }))"""
_ASK = """async ([code, limit]) => {
  const kernel = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
  const wanted = { code: "", silent: false, store_history: false, user_expressions: {
    answer: `__import__("json").dumps(${code})` } };
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), limit));
  const reply = await Promise.race([kernel.requestExecute(wanted).done, late]);
  const answer = reply.content.user_expressions.answer;
  if (answer.status !== "ok") throw new Error(`${answer.ename}: ${answer.evalue}`);
  return answer.data["text/plain"];
}"""
_DO = """async ([code, limit]) => {
  const kernel = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), limit));
  const request = kernel.requestExecute({ code, store_history: false });
  const reply = await Promise.race([request.done, late]);
  const { status, ename, evalue } = reply.content;
  if (status !== "ok") throw new Error(`${ename}: ${evalue}`);
}"""


class Notebook:
    """A notebook that is open in JupyterLab, with its kernel ready.

    Attributes
    ----------
    page : Page
        The browser's page.
    outside : list of str
        Addresses other than this machine's that the page asked for.
    faults : list of str
        Exceptions that nobody caught in the page.
    """

    def __init__(self, context: BrowserContext, url: str, path: str) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(LIMIT * 1000)
        self.outside: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(url)
        self.page.wait_for_function(_READY, arg=path)

    def _note(self, url: str) -> None:
        if not re.match(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:", url):
            self.outside.append(url)

    def run_all(self) -> list[dict[str, Any]]:
        """Run all cells; return the code cells with what they gave."""
        self.page.evaluate(_RUN)
        self.page.wait_for_function("() => window.sahelkitRun !== 'running'")
        assert self.page.evaluate("window.sahelkitRun") == "done"
        cells: list[dict[str, Any]] = self.page.evaluate(_OUTPUTS)
        return cells

    def ask(self, code: str) -> Any:
        """Return the value of a Python expression in the kernel (anything JSON can hold)."""
        answer = self.page.evaluate(_ASK, [code, LIMIT * 1000])
        return json.loads(ast.literal_eval(answer))

    def do(self, code: str) -> None:
        """Run Python code in the kernel."""
        self.page.evaluate(_DO, [code, LIMIT * 1000])

    def explorers(self, at_least: int = 1) -> list[Explorer]:
        """Return the explorers on the page, once they live."""
        live = self.page.locator(".sahelkit-explorer[data-live]")
        until(lambda: live.count() >= at_least, f"{at_least} live explorers")
        assert live.count() == self.page.locator(".sahelkit-explorer").count()
        return [Explorer(live.nth(n)) for n in range(live.count())]


class Explorer:
    """One explorer on a page.

    Attributes
    ----------
    root : Locator
        Its element.
    """

    def __init__(self, root: Locator) -> None:
        self.root = root

    @property
    def picture(self) -> Locator:
        """The frame around the picture."""
        return self.root.locator(".sk-picture")

    def slider(self, name: str) -> Locator:
        """Return a slider by the name of its control."""
        return self.root.locator(f"input[type=range][name='{name}']")

    def part(self, record: str) -> Locator:
        """Return the topmost mark of a record in the picture."""
        return self.root.locator(f"svg [data-record='{record}']").last

    def drawn(self) -> list[str]:
        """Identifiers of the records whose parts the picture shows, sorted."""
        seen: list[str] = self.root.evaluate(
            "(root) => [...new Set([...root.querySelectorAll('svg [data-record]')]"
            ".filter((part) => getComputedStyle(part).display !== 'none')"
            ".map((part) => part.dataset.record))].sort()"
        )
        return seen

    def listed(self) -> list[str]:
        """Identifiers of the records that the table shows, sorted."""
        seen: list[str] = self.root.evaluate(
            "(root) => [...root.querySelectorAll('tbody tr')].filter((row) => !row.hidden)"
            ".map((row) => row.dataset.id).sort()"
        )
        return seen

    def count(self) -> str:
        """What the explorer says about how many records it shows."""
        return self.root.locator(".sk-count").inner_text()

    def reading(self) -> str:
        """What the panel says about the record that is being read."""
        return self.root.locator(".sk-reading").inner_text()

    def state(self) -> tuple[list[str], list[str], str, str]:
        """All that can change: drawn, listed, count, reading."""
        return self.drawn(), self.listed(), self.count(), self.reading()


def write_explorers(path: Path, *pages: str) -> str:
    """Write explorers on a plain page without a kernel; return its address."""
    path.write_text(
        f"<!DOCTYPE html><meta charset='utf-8'><title>{path.stem}</title>"
        f"<style>{stylesheet()}</style>{''.join(pages)}<script>{script()}</script>",
        encoding="utf-8",
    )
    return path.as_uri()


def write_notebook(path: Path, code: Iterable[str]) -> None:
    """Write a notebook of code cells that have not been run."""
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(code)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "cells": cells,
    }
    path.write_text(json.dumps(notebook), encoding="utf-8")
