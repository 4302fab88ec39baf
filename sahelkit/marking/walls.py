"""What a submission sees in the sandbox: the folders that bubblewrap shows, and how.

A system and a package that can only be read, an empty home that is thrown away. The parts of the
kit that know answers (`study`, `marking`, the exercises) are covered.
"""

from __future__ import annotations

import functools
import os
import site
import sys
from pathlib import Path

from sahelkit.ledger.schema import seeds_folder

PACKAGE = Path(__file__).resolve().parent.parent
RUNNER = Path(__file__).with_name("runner.py")
OUTGOING = Path(__file__).with_name("outgoing.py")  # the runner reads it beside itself
HOME = "/student"
COVERED = ("study", "marking", "exercises", "cli", "publish")
_MB = 1024 * 1024


def walls(files: int) -> list[str]:
    """Return the arguments of bubblewrap.

    Parameters
    ----------
    files : int
        Size of all files that a submission may write, in MB.
    """
    made = ["--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent"]
    made += ["--new-session", "--uid", "12345", "--gid", "12345", "--hostname", "sandbox"]
    for folder in ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin"):
        if Path(folder).is_symlink():
            made += ["--symlink", str(Path(folder).readlink()), folder]
        elif Path(folder).is_dir():
            made += ["--ro-bind", folder, folder]
    for file in ("/etc/ld.so.cache", "/etc/fonts"):
        made += ["--ro-bind-try", file, file]
    made += ["--proc", "/proc", "--dev", "/dev"]
    size = str(files * _MB)
    for folder in (HOME, "/tmp", "/dev/shm"):  # noqa: S108  these are inside
        made += ["--size", size, "--tmpfs", folder]
    for readable in _read_only():  # after the folders above: the kit may lie in one of them
        made += ["--ro-bind", str(readable), str(readable)]
    for name in COVERED:
        if (PACKAGE / name).is_dir():
            made += ["--size", "4096", "--tmpfs", str(PACKAGE / name)]
    if fonts := _fonts():
        made += ["--ro-bind", str(fonts), f"{HOME}/.matplotlib/{fonts.name}"]
    for own in (RUNNER, OUTGOING):
        made += ["--ro-bind", str(own), f"/{own.name}"]
    made += ["--chdir", HOME]
    # /proc too: as root, the kernel's switches in it would be ours to set, capabilities or not
    return [*made, "--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/"]


@functools.cache
def _read_only() -> tuple[Path, ...]:
    """Return the folders that a submission may read: Python, libraries, the kit, the ledger."""
    wanted: list[str | Path] = [sys.prefix, sys.base_prefix, sys.exec_prefix]
    wanted += [PACKAGE, seeds_folder()]
    wanted += [p for p in libraries() if p != PACKAGE.parent or p.name == "site-packages"]
    linked = Path(sys.executable)
    wanted += [Path(os.path.realpath(linked)).parent.parent]
    found = sorted({Path(p) for p in wanted} | {Path(p).resolve() for p in wanted})
    system = tuple(Path(p) for p in ("/usr", "/lib", "/lib64", "/bin", "/sbin"))
    kept: list[Path] = []
    for path in found:
        if path == Path("/") or not path.is_dir():
            continue
        if not any(path == above or above in path.parents for above in (*system, *kept)):
            kept.append(path)
    return tuple(kept)


@functools.cache
def libraries() -> tuple[Path, ...]:
    """Return the folders from which Python and the kit are imported."""
    places: list[str | Path] = [*site.getsitepackages(), PACKAGE.parent]
    if site.ENABLE_USER_SITE:
        places.append(site.getusersitepackages())
    return tuple(dict.fromkeys(Path(p).resolve() for p in places if Path(p).is_dir()))


@functools.cache
def _fonts() -> Path | None:
    """Return matplotlib's list of fonts, which it would take seconds to make anew."""
    try:
        import matplotlib
        from matplotlib import font_manager
    except ImportError:
        return None
    name = f"fontlist-v{font_manager.FontManager.__version__}.json"
    path = Path(matplotlib.get_cachedir()) / name
    return path if path.is_file() else None
