import struct

import pytest

from sahelkit.marking import seccomp

ALLOW, EPERM, ENOSYS, KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def verdict(program, number, arch, flags=0):
    """Run a filter as the kernel does."""
    data = {0: number, 4: arch, 16: flags}
    steps = list(struct.iter_unpack("=HBBI", program))
    place, held = 0, 0
    while True:
        code, yes, no, value = steps[place]
        place += 1
        if code == 0x20:
            held = data[value]
        elif code == 0x54:
            held &= value
        elif code == 0x15:
            place += yes if held == value else no
        elif code == 0x35:
            place += yes if held >= value else no
        else:
            return value


@pytest.mark.parametrize(
    ("machine", "refused", "allowed", "clone"),
    [
        ("x86_64", (57, 58, 41, 101, 319, 272, 425), (0, 1, 59, 231), 56),
        ("aarch64", (198, 117, 279, 97, 425), (63, 64, 221, 94), 220),
    ],
)
def test_what_the_kernel_is_told(machine, refused, allowed, clone):
    program, arch = seccomp.program(machine), ARCH[machine]
    assert {verdict(program, number, arch) for number in refused} == {EPERM}
    assert {verdict(program, number, arch) for number in allowed} == {ALLOW}
    assert verdict(program, 435, arch) == ENOSYS
    assert verdict(program, clone, arch) == EPERM  # a process
    assert verdict(program, clone, arch, 0x00010000) == ALLOW  # a thread
    assert verdict(program, 0, 0x40000003) == KILL  # by the numbers of another machine
    assert verdict(program, 0x40000000 + 57, arch) == EPERM


def test_a_machine_whose_numbers_are_not_known():
    assert seccomp.program("riscv64") is None
