"""A small set of exercises, and whether there is a sandbox on this machine."""

import os
from pathlib import Path

import pytest

import sahelkit
from marking.small import blank, make_exercises
from sahelkit.marking import plain, sandbox
from sahelkit.marking.sets import load_sets

HERE = Path(__file__)


@pytest.fixture(scope="session")
def exercises(tmp_path_factory):
    """The folder of a small set of exercises."""
    return make_exercises(tmp_path_factory.mktemp("exercises"))


@pytest.fixture(scope="session")
def sets(exercises):
    """The sets of that folder."""
    return load_sets(exercises)


@pytest.fixture
def book(exercises):
    """The notebook that students get."""
    return blank(exercises)


@pytest.fixture(scope="session")
def kit():
    """The real ledger."""
    return sahelkit.load()


@pytest.fixture(scope="session")
def walls():
    """Skip where there is no sandbox, unless one is required; make sure that it is one."""
    reason = sandbox.missing()
    if reason and os.environ.get("SAHELKIT_REQUIRE_SANDBOX") != "1":
        pytest.skip(reason)
    assert not reason
    code = f"import os\na = [os.getuid(), os.getpid() < 9, os.path.exists({str(HERE)!r})]"
    job = {"cells": [{"number": 1, "code": code}], "wanted": {"a": "a"}, "skip": []}
    (answer,) = [line for line in sandbox.run(job, sandbox.Limits()).lines if "answer" in line]
    assert plain.decode(answer["value"]) == [12345, True, False]
