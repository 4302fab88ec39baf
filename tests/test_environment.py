"""The files that say what the kit needs agree, and name no machine or registry."""

import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from whole import ROOT

ENVIRONMENT = (ROOT / "environment.yml").read_text(encoding="utf-8")
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

PATHS = re.compile(
    r"(?<![\w./~-])/(?:home|Users|root|work|opt|mnt|private|tmp)/[\w.-]+|\b[A-Z]:\\\\?Users\b"
)
DOT = r"\."  # apart, since these names must stand in no file, this one included
HOSTS = re.compile(
    rf"pypi{DOT}org/simple|pythonhosted{DOT}org|registry{DOT}npmjs|registry{DOT}yarnpkg"
    rf"|conda{DOT}anaconda{DOT}org|artifactory|nexus{DOT}|--(?:extra-)?index-url|--find-links"
    r"|\bPIP_INDEX_URL\b|\blocalhost:\d+",
    re.IGNORECASE,
)


def required():
    """Return the requirements of pyproject.toml: the core and all extras."""
    texts = [*PROJECT["dependencies"]]
    for extra in PROJECT["optional-dependencies"].values():
        texts += extra
    return {canonicalize_name(r.name): str(r.specifier) for r in map(Requirement, texts)}


def conda():
    """Return what environment.yml asks for, from conda and pip alike."""
    items = re.findall(r"^\s+- (\S.*?)\s*(?:#.*)?$", ENVIRONMENT, re.MULTILINE)
    plain = [i for i in items if not i.endswith(":") and not i.startswith("-e")]
    found = [Requirement(i) for i in plain if i != "conda-forge"]
    return {canonicalize_name(r.name): str(r.specifier) for r in found}


def test_environment_and_project_ask_for_the_same():
    assert {k: v for k, v in conda().items() if k not in ("python", "pip")} == required()


def test_python_is_the_same():
    assert conda()["python"] == PROJECT["requires-python"]


def test_environment_installs_the_kit_itself():
    assert re.search(r"^\s+- -e \.$", ENVIRONMENT, re.MULTILINE)


def test_constraints_satisfy_every_requirement():
    pins = dict(line.split("==") for line in CONSTRAINTS.split() if "==" in line)
    versions = {canonicalize_name(name): Version(version) for name, version in pins.items()}
    for name, bounds in required().items():
        assert name in versions, f"{name} is not in constraints.txt"
        assert versions[name] in SpecifierSet(bounds), name


def test_constraints_are_pins_and_nothing_else():
    for line in CONSTRAINTS.splitlines():
        assert re.fullmatch(r"#.*|[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.+]*|", line), line
        assert "://" not in line
        assert not HOSTS.search(line)


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in required():
        (line,) = re.findall(rf'^  "{name}[><=!~].*$', text, re.MULTILINE | re.IGNORECASE)
        assert re.search(r"# \w+", line), line


def files():
    """Return the files that are or would be tracked."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git repository")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [p for p in paths if p.is_file() and p.name != "test_environment.py"]


def test_no_machine_and_no_registry_in_any_file():
    found = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            for match in (PATHS.search(line), HOSTS.search(line)):
                if match:
                    found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["cd /home/anna/kit", "/Users/x", f"path = '/{'work'}/kit'", "C:\\Users\\x", "--index-url x",
     f"https://files.pythonhosted{chr(46)}org/a", "see http://localhost:8888"],
)  # fmt: skip
def test_the_search_finds_what_it_should(line):
    assert PATHS.search(line) or HOSTS.search(line)
