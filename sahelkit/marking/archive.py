"""Looking into zips that strangers made, without writing anything that they name.

Nothing is unpacked to a path that a zip gives; its files are read into memory, up to limits.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

MB = 1024 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX|\.ipynb_checkpoints)/|(?:^|/)(?:\.DS_Store|Thumbs\.db)$")


class Refused(Exception):
    """A file that is not opened, or not further; the message says why."""


@dataclass(frozen=True)
class Bounds:
    """How much a zip may hold.

    Attributes
    ----------
    files : int
        How many files.
    file, total : int
        Size of one file and of all, in MB, when unpacked.
    ratio : int
        How many times larger a file of more than a megabyte may be than it is packed.
    """

    files: int = 200
    file: int = 20
    total: int = 100
    ratio: int = 200


Content = bytes | io.BufferedReader
MOST = 20_000  # entries of any zip, also of one that a platform packs for a whole class


def listing(content: Content) -> list[zipfile.ZipInfo]:
    """Return what the list of contents of a zip names, as it names it.

    Raises
    ------
    Refused
        If it is no zip, or its list is damaged or names far too many files.
    """
    try:
        with zipfile.ZipFile(_stream(content)) as packed:
            listed = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RecursionError) as error:
        raise Refused(f"not a zip, or a damaged one ({_short(error)})") from None
    if len(listed) > MOST:
        raise Refused(f"a zip of {len(listed)} files; not opened")
    return listed


def check(listed: list[zipfile.ZipInfo], bounds: Bounds) -> list[zipfile.ZipInfo]:
    """Return the files among the entries of a zip, once none of them is bad.

    Raises
    ------
    Refused
        If one is locked, names a path outside the zip or is a link, or all are too large.
    """
    total = 0
    for one in listed:
        _check_name(one)
        total += one.file_size
        if one.flag_bits & 1:
            raise Refused("a zip with a password; not opened")
        if one.file_size > MB and one.file_size > bounds.ratio * max(one.compress_size, 1):
            raise Refused("a zip that unpacks to many times its size; not opened")
    if total > bounds.total * MB:
        raise Refused(f"a zip that unpacks to more than {bounds.total} MB; not opened")
    found = [one for one in listed if not one.is_dir() and not _LITTER.search(one.filename)]
    if len(found) > bounds.files:
        raise Refused(f"a zip of {len(found)} files; not opened")
    return found


def read_entries(
    content: Content, listed: list[zipfile.ZipInfo], bounds: Bounds
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of some files of a zip; what its list says is not believed.

    Raises
    ------
    Refused
        See `check`; also if a file is damaged or larger than the list says.
    """
    left = bounds.total * MB
    wanted = check(listed, bounds)
    with zipfile.ZipFile(_stream(content)) as packed:
        for one in wanted:
            most = min(bounds.file * MB, left)
            try:
                with packed.open(one) as file:
                    data = file.read(most + 1)
            except Exception as error:  # zlib, lzma, struct: whatever damaged bytes set off
                raise Refused(f"a damaged zip ({_short(error)})") from None
            if len(data) > most:
                size = f"larger than {bounds.file} MB"
                raise Refused(f"a zip with a file {size} ({_short(one.filename)}); not opened")
            left -= len(data)
            yield one.filename, data


def read_zip(content: Content, bounds: Bounds) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file of a zip; see `listing` and `read_entries`."""
    yield from read_entries(content, listing(content), bounds)


def is_zip(head: bytes) -> bool:
    """Return whether a file begins as a zip does."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def _check_name(one: zipfile.ZipInfo) -> None:
    name = one.orig_filename.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or _DRIVE.match(name) or ".." in path.parts or "\0" in name:
        raise Refused(f"a zip with a path that leads out of it ({_short(name)}); not opened")
    kind = stat.S_IFMT(one.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused(f"a zip with a link or device ({_short(name)}); not opened")


def _stream(content: bytes | io.BufferedReader) -> io.BytesIO | io.BufferedReader:
    return io.BytesIO(content) if isinstance(content, bytes) else content


def _short(what: object) -> str:
    text = str(what)
    return text if len(text) <= 60 else text[:59] + "…"
