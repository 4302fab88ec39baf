"""One at a time."""

import time

import pytest

from sahelkit.study import lock

pytestmark = pytest.mark.usefixtures("nobody_listens")


def test_a_lock_that_others_hold_is_waited_for_only_so_long(tmp_path):
    start = time.monotonic()
    with (
        lock.locked(tmp_path / "lock"),
        pytest.raises(TimeoutError, match="held by another program"),
        lock.locked(tmp_path / "lock", seconds=0.05),
    ):
        pass
    assert time.monotonic() - start < lock.SECONDS
    with lock.locked(tmp_path / "lock", seconds=0):
        pass
