"""Writing files so that nothing is lost: whole, or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file by way of a temporary one beside it.

    If writing fails part way (a full disk, a killed process), what stood there before is still
    whole. A write-protected file is left alone.

    Raises
    ------
    OSError
        If the folder cannot be made or written to, or the file is write-protected.
    """
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, "is write-protected", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        current = os.umask(0)
        os.umask(current)
        Path(name).chmod(0o666 & ~current)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def check_folder(folder: Path) -> None:
    """Make a folder if need be, and find out whether files can be written to it.

    Raises
    ------
    OSError
        If they cannot; names the folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".probe.", dir=folder)
    except FileExistsError:
        raise FileExistsError(errno.EEXIST, "is a file, not a folder", str(folder)) from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from None
    os.close(handle)
    Path(name).unlink()
