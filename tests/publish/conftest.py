import types

import pytest

from publish import sample
from sahelkit import explorer
from sahelkit.publish import once


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The sample lesson, a ledger, and a fake explorer component."""
    monkeypatch.setattr(explorer, "script", lambda: sample.EXPLORER_SCRIPT)
    monkeypatch.setattr(explorer, "stylesheet", lambda: ".sk-fake { color: #000 }")
    (tmp_path / "seeds").mkdir()
    path = sample.save(tmp_path / "notebooks" / "01-bridge.ipynb", sample.lesson())
    stamps = types.SimpleNamespace(change="")

    def stamp(lesson, ledger=None, extra=()):
        """The package may change while tests run: hash the lesson alone."""
        text = f"{lesson.content!r}{list(extra)}{stamps.change}"
        return f"{hash(text) & (1 << 128) - 1:032x}"

    monkeypatch.setattr(once, "fingerprint", stamp)
    monkeypatch.setattr(once.execute, "fingerprint", stamp)
    return types.SimpleNamespace(
        lesson=path,
        out=tmp_path / "build" / "slides" / "01-bridge.html",
        cache=tmp_path / "build" / "cache",
        kit=sample.FakeKit(tmp_path / "seeds"),
        stamps=stamps,
    )
