"""The wheel holds all that the kit needs: it works far from the repository."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from whole import ROOT, SEEDS

PROGRAM = """
import pathlib, sys
import sahelkit
home = pathlib.Path(sahelkit.__file__).resolve().parent
assert home.is_relative_to(pathlib.Path(sys.prefix).resolve()), home
kit = sahelkit.load()
assert kit.folder == home / "seeds", kit.folder
for name in kit:
    assert len(kit.table(name)), name
print(len(kit.events), len(kit.sources))
svg = sahelkit.charts.map(kit, "2025-01-28").svg()
assert "data-record" in svg
html = sahelkit.explore.map(kit, "2025-01-28").html
assert "sahelkit-explorer" in html
from sahelkit.explorer import script, stylesheet
assert script() and stylesheet()
from sahelkit.study.questions import exercises_folder, load
assert exercises_folder() == home / "exercises", exercises_folder()
assert len(load()) > 30
assert sahelkit.study.check("formation-3", "16 September 2023").state == "right"
assert "sahelkit-question" in sahelkit.study.ask("formation-1").html
"""


def run(*command, cwd, **more):
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, capture_output=True, text=True, check=False, **more
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built as anybody would build it; the builder fetches hatchling."""
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
        cwd=out,
    )
    said = done.stdout + done.stderr
    if done.returncode and "No matching distribution found for hatchling" in said:
        pytest.skip("hatchling, which builds the wheel, cannot be fetched (no network?)")
    assert done.returncode == 0, said
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """An empty environment with the wheel in it; the libraries are those of this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=folder)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(
        run(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
        ).strip()
    )
    with zipfile.ZipFile(wheel) as archive:  # what installing a pure wheel amounts to
        archive.extractall(site)
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder, python


def environment():
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}


def test_holds_the_ledger_and_the_assets(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    tables = {f"sahelkit/seeds/{p.name}" for p in SEEDS.iterdir() if p.is_file()}
    assert tables <= names
    code = (ROOT / "sahelkit").rglob("*")
    kept = [p for p in code if p.is_file() and "__pycache__" not in p.parts]
    assert {p.relative_to(ROOT).as_posix() for p in kept} <= names


def test_holds_the_questions_and_no_solved_notebook(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    asked = {f"sahelkit/{p.relative_to(ROOT).as_posix()}" for p in ROOT.glob("exercises/*/*.toml")}
    assert len(asked) >= 7
    assert asked <= names, "say in pyproject.toml (force-include) which questions go along"
    assert not [name for name in names if name.endswith(".ipynb")]


def test_holds_licences_and_no_strays(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert len([n for n in names if n.rpartition("/")[2].startswith("LICENSE")]) == 2
    tops = {n.split("/")[0] for n in names}
    assert {t for t in tops if not t.endswith(".dist-info")} == {"sahelkit"}
    assert not [n for n in names if "__pycache__" in n or n.endswith((".pyc", ".tmp"))]


def test_works_from_another_folder(elsewhere):
    folder, python = elsewhere
    counts = run(python, "-c", PROGRAM, cwd=folder, env=environment())
    events = (SEEDS / "events.csv").read_text(encoding="utf-8").count("\nEV-")
    assert counts.split()[0] == str(events)


def test_its_command_checks_its_own_ledger(elsewhere):
    folder, python = elsewhere
    out = run(python, "-m", "sahelkit.cli", "check", cwd=folder, env=environment())
    assert "no faults" in out


@pytest.mark.skipif(
    not os.environ.get("SAHELKIT_FULL_INSTALL"),
    reason="installs all dependencies anew (minutes): set SAHELKIT_FULL_INSTALL=1",
)
def test_installs_with_its_dependencies(wheel, tmp_path):
    run(sys.executable, "-m", "venv", "venv", cwd=tmp_path)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel,
        cwd=tmp_path, env=environment())  # fmt: skip
    run(python, "-c", PROGRAM, cwd=tmp_path, env=environment())
