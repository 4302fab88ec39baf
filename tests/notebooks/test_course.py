"""The course as a whole: everything is named somewhere, every link leads somewhere."""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import sahelkit

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PAGES = sorted(p for p in (ROOT / "notebooks").iterdir() if p.suffix in (".ipynb", ".md"))
NAMES = [
    *("00-start-here", "01-formation", "02-ecowas", "03-russia", "04-turkey", "05-bamex"),
    "06-briefing",
]
LINK = re.compile(r"\]\(([^)\s#]*)#([^)\s]+)\)")


def text(path):
    if path.suffix == ".md":
        return path.read_text("utf-8")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def test_the_seven_lessons_are_here():
    assert [path.stem for path in LESSONS] == NAMES


def test_everything_the_five_documents_name_is_in_a_lesson(kit):
    course = "\n".join(text(path) for path in LESSONS).replace("'", "’")
    named = kit.entities.set_index("entity_id").loc[sorted(set(kit.mentions["entity_id"]))]
    missing = []
    for name, row in named.iterrows():
        forms = [row["name"], *(form.strip() for form in row["variants"].split(";"))]
        words = [re.escape(form.replace("'", "’")) for form in forms if form]
        if not re.search(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", course, re.IGNORECASE):
            missing.append(name)
    assert len(named) > 100
    assert missing == []


@pytest.mark.parametrize("path", PAGES, ids=[p.stem for p in PAGES])
def test_every_anchor_is_there(path):
    evidence = (ROOT / "seeds" / "EVIDENCE.md").read_text("utf-8")
    anchors = set(re.findall(r"^#+ (\S+)$", evidence, re.MULTILINE))
    found = LINK.findall(text(path))
    lost = [
        anchor for file, anchor in found if file.endswith("EVIDENCE.md") if anchor not in anchors
    ]
    assert lost == []
    assert found or path.stem == "gallery"


def test_every_address_of_the_ledger_is_well_formed(kit):
    addresses = [address for address in kit.sources["url"] if address]
    assert len(addresses) > 400
    for address in addresses:
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https"), address
        assert re.fullmatch(r"[\w-]+(\.[\w-]+)+(:\d+)?", parts.netloc), address
        assert not re.search(r"[\s<>\"]", address), address


def test_spelling():
    """Codespell's list of common slips; what it does not know stands in pyproject.toml."""
    files = [*PAGES, *ROOT.glob("*.md"), *(ROOT / "seeds").glob("README.md")]
    done = subprocess.run(
        [sys.executable, "-m", "codespell_lib", "--toml", ROOT / "pyproject.toml", *files],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr
