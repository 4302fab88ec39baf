import subprocess
import sys

import pytest

import sahelkit

PROMISED = [
    *("BadLesson", "BadSeed", "Kit", "MissingPart", "Record", "SahelkitError", "UnknownName"),
    *("brief", "charts", "explore", "load", "study"),
]


def test_the_front_door_offers_what_is_promised():
    assert sahelkit.__all__ == PROMISED
    for name in PROMISED:
        assert getattr(sahelkit, name).__name__.rpartition(".")[2] == name
        assert name in dir(sahelkit)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'sahelkit' has no attribute 'lode'"):
        _ = sahelkit.lode
    assert not hasattr(sahelkit, "lode")


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


HEAVY = ("pandas", "numpy", "matplotlib", "ipywidgets", "anywidget", "IPython")


def test_importing_the_package_loads_nothing_heavy_and_prints_nothing():
    code = f"import sys, sahelkit; bad = set({HEAVY!r}) & set(sys.modules); assert not bad, bad"
    assert run(code) == ""


def test_importing_the_package_loads_no_module_of_ours_either():
    code = "import sys, sahelkit; print(sorted(m for m in sys.modules if m.startswith('sahelkit')))"
    assert run(code) == "['sahelkit']\n"


def test_the_errors_can_be_had_without_pandas():
    code = "import sys; from sahelkit import BadSeed; assert 'pandas' not in sys.modules"
    assert run(code) == ""


def test_the_ledger_needs_no_picture_library():
    code = (
        "import sys; from sahelkit import load, Kit, Record;"
        "bad = {'matplotlib', 'ipywidgets', 'anywidget'} & set(sys.modules); assert not bad, bad"
    )
    assert run(code) == ""
