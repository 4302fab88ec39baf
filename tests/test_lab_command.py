"""`sahelkit lab` in a container: as root, over SSH, without a display. No browser is needed."""

import contextlib
import http.client
import os
import signal
import socket
from pathlib import Path

import pytest
from browser.driver import answers, copy_kit, start_lab, surroundings, until


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return copy_kit(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def taken():
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture(scope="module")
def lab(place, taken):
    with start_lab(place, "--port", str(taken)) as running:
        yield running


def status(lab, path):
    """Status of an answer; redirections are not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", lab.port, timeout=30)
    with contextlib.closing(connection):
        connection.request("GET", path)
        return connection.getresponse().status


def listening(process):
    """Addresses (hexadecimal, as in /proc) that a process listens on."""
    sockets = set()
    for link in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(OSError):  # closed meanwhile
            sockets.add(str(link.readlink()))
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                found.add(tuple(fields[1].split(":")))
    return found


def test_it_prints_a_loopback_address_with_a_token(place, lab):
    assert "DISPLAY" not in surroundings(place)
    assert lab.base == f"http://127.0.0.1:{lab.port}"
    assert lab.address.endswith(f"/lab/tree/notebooks/00-start-here.ipynb?token={lab.token}")
    assert len(lab.token) >= 32


def test_it_takes_the_next_port_when_the_first_is_taken(taken, lab):
    assert taken < lab.port <= taken + 20


@pytest.mark.skipif(not Path("/proc/net").is_dir(), reason="reads /proc (Linux)")
def test_it_listens_on_the_loopback_interface_only(lab):
    here = listening(lab.process.pid)
    assert ("0100007F", f"{lab.port:04X}") in here
    assert {address for address, _ in here} == {"0100007F"}  # 127.0.0.1


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("/api/contents/seeds", 403),
        ("/api/kernels", 403),
        ("/files/seeds/events.csv", 302),  # to the page that asks for the token
        ("/lab/tree/notebooks", 302),
    ],
)
def test_it_refuses_whoever_lacks_the_token(lab, path, refusal):
    assert status(lab, path) == refusal
    assert status(lab, f"{path}?token=wrong") == refusal
    assert status(lab, f"{path}?token={lab.token}") == 200


def test_its_settings_stay_under_build(place, lab):
    assert {path.name for path in (place / "build").iterdir()} == {"lab"}
    assert not (place / ".jupyter").exists()


def test_a_stop_signal_ends_it_and_frees_the_port(place):
    with start_lab(place, "--port", "8990") as lab:
        assert answers(lab.port)
        os.kill(lab.process.pid, signal.SIGTERM)
        lab.process.wait(30)
        until(lambda: not answers(lab.port), "nobody listens", limit=20)
