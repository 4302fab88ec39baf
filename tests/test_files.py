import os
import stat
from pathlib import Path

import pytest

from sahelkit.files import write_whole


def names(folder):
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("content", ["é\n", b"\x00\xff", ""])
def test_writes_text_and_bytes_as_they_are(tmp_path, content):
    path = tmp_path / "deep" / "er" / "page.html"
    write_whole(path, content)
    wanted = content.encode() if isinstance(content, str) else content
    assert path.read_bytes() == wanted
    assert names(path.parent) == ["page.html"]


def test_replaces_what_was_there(tmp_path):
    path = tmp_path / "page.html"
    write_whole(path, "one")
    write_whole(path, "two")
    assert path.read_text() == "two"


def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("one")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "two")
    assert path.read_text() == "one"
    assert names(tmp_path) == ["page.html"]


def test_a_write_protected_file_is_left_alone(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("one")
    path.chmod(0o444)
    with pytest.raises(PermissionError, match="write-protected") as caught:
        write_whole(path, "two")
    assert caught.value.filename == str(path)
    assert path.read_text() == "one"
    assert names(tmp_path) == ["page.html"]


def test_a_folder_in_the_way(tmp_path):
    path = tmp_path / "page.html"
    path.mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - its kind differs between systems
        write_whole(path, "two")
    assert names(tmp_path) == ["page.html"]


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OSError):  # noqa: PT011
        write_whole(tmp_path / "out" / "page.html", "two")
    assert (tmp_path / "out").read_text() == "a file"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_others_may_read_it_as_the_umask_says(tmp_path):
    path = Path(tmp_path / "page.html")
    old = os.umask(0o027)
    try:
        write_whole(path, "one")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
