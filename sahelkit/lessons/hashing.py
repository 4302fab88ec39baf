"""Has anything changed? One hash over all that a rendered lesson depends on."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sahelkit.lessons.notebook import Lesson

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
_TABLES = re.compile(r"""\bextra\s*=\s*\\?["']([^"'\\\n]+)""")  # in the JSON of a notebook


def fingerprint(
    lesson: Path | Lesson, ledger: Path | None = None, extra: Iterable[str] = ()
) -> str:
    """Hash a lesson, its pictures, the package, the ledger, the questions and the libraries.

    The tables of a folder that the lesson adds by ``load(extra="my-tables")`` count too; the
    folder must stand there as a text.

    Parameters
    ----------
    lesson : Path or Lesson
        The notebook; of a lesson that was read, what was read then counts, even if the file has
        changed since.
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
    path, source = (lesson, b"") if isinstance(lesson, Path) else (lesson.path, lesson.content)
    source = source or path.read_bytes()
    _add(digest, "lesson", source)
    for picture in _pictures(path, source):
        _add(digest, picture.name, picture.read_bytes())
    for table in _tables(path, source):
        _add(digest, f"extra/{table.parent.name}/{table.name}", table.read_bytes())
    for name, folder in (("package", package), ("ledger", ledger or _beside(package, "seeds"))):
        for file in _files(folder):
            _add(digest, f"{name}/{file.relative_to(folder).as_posix()}", file.read_bytes())
    for file in sorted(_beside(package, "exercises").rglob("*.toml")):
        _add(digest, f"questions/{file.name}", file.read_bytes())
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


def _tables(lesson: Path, source: bytes) -> list[Path]:
    """Return the tables of the folders that a lesson adds to the ledger."""
    named = sorted(set(_TABLES.findall(source.decode(errors="replace"))))
    folders = (lesson.parent / Path(name).expanduser() for name in named if len(name) < 1000)
    return [file for folder in folders if folder.is_dir() for file in sorted(folder.glob("*.csv"))]


def _beside(package: Path, name: str) -> Path:
    """Return a folder of the kit: inside the installed package, or beside it."""
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "none"
