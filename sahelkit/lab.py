"""Opening the lessons in JupyterLab: one command that works on a desk and in a container."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sahelkit.errors import MissingPart, UnknownName, how_to_install

START = "00-start-here.ipynb"
PORTS = 20  # how many ports to try
# Lab's own settings that a reader of lessons needs: links to the evidence page open as a page,
# a first start asks nothing and shows no news
SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/docmanager-extension:plugin": {
        "defaultViewers": {"markdown": "Markdown Preview"},
        "autosave": False,  # a lesson stays as it was unless its reader saves it
    },
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "doNotDisturbMode": True,
        "fetchNews": "false",
    },
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


def start(port: int = 8888, browser: bool = True) -> int:
    """Start JupyterLab on the start notebook and wait until it ends.

    It listens on the loopback address only and keeps its token. Without a browser (in a
    container, over SSH) it prints the address instead of opening it.

    Parameters
    ----------
    port : int
        The first port to try; the next free one is taken.
    browser : bool
        Whether to open a browser if there is one.

    Returns
    -------
    int
        The exit code of JupyterLab.

    Raises
    ------
    MissingPart
        If JupyterLab is not installed.
    UnknownName
        If the lessons are not found, or no port is free.
    """
    from sahelkit.lessons.notebook import lessons_folder

    if importlib.util.find_spec("jupyterlab") is None:
        raise MissingPart(f"JupyterLab is not installed: {how_to_install('lab')}")
    notebooks = lessons_folder()
    root = notebooks.parent
    state = root / "build" / "lab"
    return serve(root, f"{notebooks.name}/{START}", free_port(port), browser, state, SETTINGS)


def serve(
    root: Path,
    page: str,
    port: int,
    browser: bool,
    state: Path,
    settings: Mapping[str, Mapping[str, Any]],
) -> int:
    """Start JupyterLab on a page below a root and wait until it ends; return its exit code.

    Parameters
    ----------
    root : Path
        The folder that JupyterLab shows.
    page : str
        The path in it that is opened first.
    port : int
        A free port.
    browser : bool
        Whether to open a browser if there is one.
    state : Path
        Where JupyterLab keeps settings and workspaces.
    settings : mapping
        Its own settings, by plugin; those that are kept in `state` already stay.
    """
    show = browser and can_browse()
    command, environment = prepare(root, page, port, show, state, settings)
    if os.name == "posix":  # become JupyterLab, so that it alone answers Ctrl-C and stop signals
        os.chdir(root)
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, environment)  # noqa: S606
    return subprocess.call(command, env=environment, cwd=root)  # noqa: S603


def prepare(
    root: Path,
    page: str,
    port: int,
    browser: bool,
    state: Path,
    settings: Mapping[str, Mapping[str, Any]],
) -> tuple[list[str], dict[str, str]]:
    """Return the command that starts JupyterLab and the environment to start it in."""
    folder = state / "settings"
    for plugin, values in settings.items():
        package, name = plugin.split(":")
        path = folder / package / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(json.dumps(values, indent=1), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{quote(page)}",
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--LabApp.news_url=",
        "--LabApp.expose_app_in_browser=True",
    ]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    environment = {
        **os.environ,
        "JUPYTERLAB_SETTINGS_DIR": str(folder),
        "JUPYTERLAB_WORKSPACES_DIR": str(state / "workspaces"),
        # the kernel must be this Python, whichever kernels the machine knows besides
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    return command, environment


def can_browse() -> bool:
    """Say whether a browser can be opened here."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def free_port(first: int) -> int:
    """Return the first free loopback port from a number on.

    Raises
    ------
    UnknownName
        If none of the next ports is free, or the number is no port.
    """
    if not 1 <= first <= 65535:
        raise UnknownName("port", first, expected="a number from 1 to 65535")
    for port in range(first, min(first + PORTS, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise UnknownName("port", first, expected=f"a free port among the {PORTS} from it on")
