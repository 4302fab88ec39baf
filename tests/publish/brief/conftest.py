import functools

import pytest
from briefs import brief_rows

from sahelkit import load
from sahelkit.ledger import open_folder
from sahelkit.publish.brief.compose import compose

HOSTILE = "</style></script><img src=x onerror='window.attacked=1'><script>alert(1)</script> & “x”"


@pytest.fixture(scope="session")
def kit():
    """The kit's own ledger."""
    return load()


@pytest.fixture(scope="session")
def composed(kit):
    """A function that composes a brief of the kit's own ledger, each one once."""
    return functools.cache(
        lambda theme, audience="minister", lang="en": compose(
            kit, theme, audience=audience, lang=lang
        )
    )


@pytest.fixture
def make(ledger, write_table):
    """A function that opens the small ledger with judgements, changed as wanted."""

    def run(change=lambda rows: None):
        content = brief_rows()
        change(content)
        for table, rows in content.items():
            write_table(ledger, table, rows)
        return open_folder(ledger)

    return run


@pytest.fixture
def hostile(make):
    """A small ledger whose texts are markup, with characters that XML cannot hold."""

    def change(rows):
        for row in rows["judgements"]:
            row["statement"] = row["reasoning"] = row["confidence_reason"] = f"A\x0b{HOSTILE}"
        for row in rows["bottom_lines"]:
            row["text"] = row["limits"] = HOSTILE
        for row in rows["indicators"]:
            row["text"] = row["would_mean"] = HOSTILE

    return make(change)
