"""One at a time: a lock of the operating system, which ends with the program that holds it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SECONDS = 5.0
_PAUSE = 0.01
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextlib.contextmanager
def locked(path: Path, seconds: float = SECONDS) -> Iterator[None]:
    """Hold a lock file while something is done that only one program may do at a time.

    The file stays behind, empty: what counts is the lock on it, and the system takes that away
    when the program ends, however it ends. Where a system has no locks, nothing is waited for.

    Parameters
    ----------
    path : Path
        The lock file; it is made if need be.
    seconds : float
        How long to wait for others.

    Raises
    ------
    TimeoutError
        If others hold it for longer.
    OSError
        If the file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        end = time.monotonic() + seconds
        while not _taken(handle):
            if time.monotonic() > end:
                raise TimeoutError(errno.ETIMEDOUT, "is held by another program", str(path))
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)  # which gives the lock back


def _taken(handle: int) -> bool:
    """Try to take the lock, and say whether it is ours, or there is none to be had."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # in a browser (JupyterLite), where there is one program only
        return True
    except OSError as error:
        return error.errno not in _BUSY  # another error: this file system knows no locks
    return True
