"""A filter of system calls: no new processes, no sockets, no ways round the limits.

The limits of the runner count per process and per file. What would get round them (children,
shared memory without a file, further namespaces) is refused by the kernel with "not permitted".
"""

from __future__ import annotations

import platform
import struct

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EPERM, _ENOSYS = 1, 38
_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER, _ARCH, _FLAGS = 0, 4, 16  # places in struct seccomp_data
_THREAD = 0x00010000  # CLONE_THREAD

# numbers of the calls, from the kernel's tables; those from 424 on are the same everywhere
_SAME = (425, 426, 427, 428, 429, 430, 431, 432, 438, 442, 447)  # io_uring, mounts, pidfd_getfd
_CLONE3 = 435
_TABLES = {
    "x86_64": (
        0xC000003E,
        56,  # clone
        (
            *(57, 58, 101, 29, 68, 64),  # fork vfork ptrace shmget msgget semget
            *(319, 272, 308, 41),  # memfd_create unshare setns socket
            *(165, 166, 155, 161),  # mount umount2 pivot_root chroot
            *(250, 248, 249, 321),  # keyctl add_key request_key bpf
            *(298, 323, 304, 303),  # perf_event_open userfaultfd open_by_handle_at name_to_…
            *(312, 310, 311),  # kcmp process_vm_readv process_vm_writev
        ),
    ),
    "aarch64": (
        0xC00000B7,
        220,
        (
            *(117, 194, 186, 190),  # ptrace shmget msgget semget; there is no fork nor vfork
            *(279, 97, 268, 198),
            *(40, 39, 41, 51),
            *(219, 217, 218, 280),
            *(241, 282, 265, 264),
            *(272, 270, 271),
        ),
    ),
}


def program(machine: str = "") -> bytes | None:
    """Return the filter as the kernel reads it, or None for a machine whose numbers are not here.

    Parameters
    ----------
    machine : str
        ``x86_64`` or ``aarch64``; by default this machine.
    """
    table = _TABLES.get(machine or platform.machine())
    if table is None:
        return None
    arch, clone, refused = table
    steps = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, 0x40000000),  # the calls of x32, by other numbers
        (_RETURN, 0, 0, _ERRNO | _EPERM),
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _ERRNO | _ENOSYS),  # so that threads are made by clone
    ]
    for number in (*refused, *_SAME):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | _EPERM)]
    steps += [
        (_EQUAL, 0, 4, clone),
        (_LOAD, 0, 0, _FLAGS),
        (_AND, 0, 0, _THREAD),
        (_EQUAL, 0, 1, 0),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
