"""Opening what lies in the folder of a class: whose each thing is, and the files in it.

Files, folders and zips may lie there as students, a platform or a mail program named them.
Nothing is written; what cannot be opened is a parcel too, and says why.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sahelkit.marking import archive, people, submission
from sahelkit.marking.archive import MB, Bounds, Refused

MARKING = "marking"
NOTEBOOK_MB = 20
DEEPEST = 6
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__MACOSX", ".git")


@dataclass(frozen=True)
class Parcel:
    """What one student sent.

    Attributes
    ----------
    student : str
        Who sent it, as a platform or the name of the file says.
    file : str
        Where it lies; a ``!`` stands between a zip and what is in it.
    number : str
        The student's number on a platform, empty where there is none.
    files : mapping of str to bytes
        What is in it, zips in it unpacked.
    problem : str
        Why it was not opened, empty if it was.
    """

    student: str
    file: str
    number: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    problem: str = ""


def parcels(folder: Path) -> Iterator[Parcel]:
    """Yield what lies in a folder, one at a time.

    Raises
    ------
    OSError
        If the folder cannot be read.
    """
    for entry in _entries(folder):
        yield from _look(entry, entry.name)


def _entries(folder: Path) -> list[Path]:
    with os.scandir(folder) as listed:
        names = sorted(entry.name for entry in listed)
    return [folder / name for name in names if name != MARKING and name not in _LITTER]


def _look(path: Path, name: str) -> Iterator[Parcel]:
    """Yield what a file or folder holds, one for each student."""
    student, number = people.of_platform(path.name) or (people.of_file(path.name), "")
    one = Parcel(student, name, number)
    try:
        if path.is_symlink():
            raise Refused("a link; not followed")
        if path.is_dir() and (inner := _platform_folders(path)):
            for part in inner:
                yield from _look(part, f"{name}/{part.name}")
        elif path.is_dir():
            yield from _unpacked(one, dict(_walk(path)))
        elif not path.is_file():
            raise Refused("neither a file nor a folder")
        elif _begins_as_zip(path):
            yield from _zip(path, one)
        else:
            yield replace(one, files={name: _read(path)})
    except Refused as refused:
        yield replace(one, problem=str(refused))
    except OSError as error:
        yield replace(one, problem=f"cannot be read: {error.strerror or error}")


def _platform_folders(folder: Path) -> list[Path]:
    """Return the parts of an unpacked download of a whole class, empty if it is none."""
    parts = _entries(folder)
    return parts if any(people.of_platform(part.name) for part in parts) else []


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return archive.is_zip(file.read(4))


def _read(path: Path, most: int = NOTEBOOK_MB) -> bytes:
    size = path.stat().st_size
    if size > most * MB:
        raise Refused(f"a file of {size / MB:.0f} MB, more than {most} MB; not opened")
    return path.read_bytes()


def _walk(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder."""
    count, total = 0, 0
    for place, folders, files in os.walk(folder):
        inside = Path(place).relative_to(folder)
        folders[:] = sorted(f for f in folders if f not in _LITTER)
        if len(inside.parts) > DEEPEST:
            raise Refused("a folder in a folder in a folder …; not opened")
        for name in sorted(f for f in files if f not in _LITTER):
            path = Path(place) / name
            if path.is_symlink() or not path.is_file():
                raise Refused(f"a folder with a link ({people.clean(name)}); not followed")
            content = _read(path)
            count, total = count + 1, total + len(content)
            if count > Bounds.files or total > Bounds.total * MB:
                raise Refused("a folder with too many or too large files; not opened")
            yield (inside / name).as_posix(), content


def _zip(path: Path, one: Parcel) -> Iterator[Parcel]:
    """Yield what a zip holds: one parcel, or those of a class as a platform packs them."""
    with path.open("rb") as file:
        listed = archive.listing(file)
        tops = {entry.filename.split("/")[0] for entry in listed}
        groups = {top: known for top in tops if (known := people.of_platform(top))}
        if not groups:
            if path.stat().st_size > Bounds.total * MB:
                raise Refused(f"a zip of more than {Bounds.total} MB; not opened")
            yield from _unpacked(one, dict(archive.read_entries(file, listed, Bounds())))
            return
        held: dict[tuple[str, str], list[zipfile.ZipInfo]] = {}
        for entry in listed:
            top = entry.filename.split("/")[0]
            held.setdefault(groups.get(top, (top, "")), []).append(entry)
        for (student, number), entries in sorted(held.items()):
            who = people.clean(f"{student}_{number}".strip("_"))
            part = Parcel(people.clean(student) or "(no name)", f"{one.file}!{who}", number)
            try:
                files = dict(archive.read_entries(file, entries, Bounds()))
                yield from _unpacked(part, files)
            except Refused as refused:  # what one packs takes nothing from the others
                yield replace(part, problem=str(refused))


def _unpacked(one: Parcel, files: Mapping[str, bytes]) -> Iterator[Parcel]:
    """Yield a parcel with its files, zips among them unpacked.

    Several packed hand-ins in one folder or zip are a parcel each: a mail program packs all that
    came with a message, or with many, into one.
    """
    loose: dict[str, bytes] = {}
    packs: dict[str, dict[str, bytes]] = {}
    refused: dict[str, Refused] = {}
    for name, content in files.items():
        if not archive.is_zip(content[:4]):
            loose[name] = content
            continue
        try:
            packs[name] = _inner(content)
        except Refused as why:
            refused[name] = why
    handed_in = [name for name, inner in packs.items() if _has_manifest(inner)]
    if len(handed_in) < 2:
        for reason in refused.values():
            raise reason
        for name, inner in packs.items():
            loose |= {f"{name}/{path}": content for path, content in inner.items()}
        yield replace(one, files=loose)
        return
    for name in (*packs, *refused):
        short = name.rpartition("/")[2]
        part = replace(one, file=f"{one.file}!{name}")
        if not one.number:
            part = replace(part, student=people.of_file(short))
        if name in refused:
            yield replace(part, problem=str(refused[name]))
        else:
            yield replace(part, files=packs[name])
    if loose:
        yield replace(one, files=loose)


def _inner(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip in a zip or folder; one more zip in it is refused."""
    inner = dict(archive.read_zip(content, Bounds()))
    if any(archive.is_zip(data[:4]) for data in inner.values()):
        raise Refused("a zip in a zip; not opened")
    return inner


def _has_manifest(files: Mapping[str, bytes]) -> bool:
    return any(name.rpartition("/")[2] == submission.MANIFEST for name in files)
