"""Has anything changed? One hash over all that a rendered lesson depends on."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGES = (
    "anywidget",
    "ipykernel",
    "ipywidgets",
    "jinja2",
    "matplotlib",
    "mistune",
    "nbclient",
    "pandas",
    "sphinx-revealjs",
)

_FILES = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s()<>]+)|src=[\"']([^\"']+)", re.IGNORECASE)


def fingerprint(lesson: Path, ledger: Path | None = None, extra: Iterable[str] = ()) -> str:
    """Hash a lesson, the pictures it shows, the package, the ledger and the library versions.

    Parameters
    ----------
    lesson : Path
        The notebook.
    ledger : Path, optional
        The folder of the ledger, by default the kit's own.
    extra : iterable of str, optional
        Whatever else the result depends on.

    Returns
    -------
    str
        32 hexadecimal digits; they differ as soon as one byte of any of these differs.
    """
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    source = lesson.read_bytes()
    _add(digest, "lesson", source)
    for picture in _pictures(lesson, source):
        _add(digest, picture.name, picture.read_bytes())
    for name, folder in (("package", package), ("ledger", ledger or _seeds(package))):
        for file in _files(folder):
            _add(digest, f"{name}/{file.relative_to(folder).as_posix()}", file.read_bytes())
    for name in PACKAGES:
        _add(digest, name, _version(name).encode())
    for word in (platform.python_version(), *extra):
        _add(digest, "extra", word.encode())
    return digest.hexdigest()[:32]


def _add(digest: hashlib._Hash, name: str, content: bytes) -> None:
    digest.update(f"{name}\0{len(content)}\0".encode() + content)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(p.startswith(".") or p == "__pycache__" for p in path.parts[-3:])
        if path.is_file() and not hidden:
            yield path


def _pictures(lesson: Path, source: bytes) -> list[Path]:
    named = {a or b for a, b in _FILES.findall(source.decode(errors="replace"))}
    paths = (lesson.parent / name for name in sorted(named) if "://" not in name[:12])
    return [path for path in paths if len(path.name) < 200 and path.is_file()]


def _seeds(package: Path) -> Path:
    inside = package / "seeds"
    return inside if inside.is_dir() else package.parent / "seeds"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "none"
