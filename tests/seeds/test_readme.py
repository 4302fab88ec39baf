"""What seeds/README.md says of the tables is true."""

import re
from pathlib import Path

import sahelkit

README = Path(__file__).resolve().parents[2] / "seeds" / "README.md"


def test_the_counts_of_rows_are_those_of_the_tables():
    said = re.findall(r"^\| `(\w+)\.csv` \|.*\| ([\d,]+) \|$", README.read_text("utf-8"), re.M)
    kit = sahelkit.load()
    counts = {name: len(kit.table(name)) for name in kit}
    assert {name: int(count.replace(",", "")) for name, count in said} == counts
