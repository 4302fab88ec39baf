import zipfile

import pytest

from marking.corpus import zipped
from sahelkit.marking.archive import Bounds, Refused, check, is_zip, listing, read_zip


def opened(content, bounds):
    return check(listing(content), bounds)


FEW = Bounds(files=3, file=1, total=2, ratio=200)


def test_files_are_read_without_litter_and_folders():
    content = zipped({"a/b.txt": b"x", "a/": b"", "__MACOSX/a/._b.txt": b"", "a/.DS_Store": b""})
    assert dict(read_zip(content, FEW)) == {"a/b.txt": b"x"}
    assert is_zip(content[:4])
    assert not is_zip(b"{")


@pytest.mark.parametrize(
    "name", ["/a", "../a", "a/../../b", "..\\a", "C:\\a", "c:/a", "\\\\server\\a", "a/.."]
)
def test_paths_that_lead_out_are_refused(name):
    with pytest.raises(Refused, match="leads out of it"):
        opened(zipped({name: b"x"}), FEW)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({f"{n}": b"" for n in range(4)}, "a zip of 4 files"),
        ({f"{n}": b"" for n in range(9)}, "a zip of 9 files"),
        ({"a": bytes(1_500_000)}, "many times its size"),
    ],
)
def test_what_is_too_much(files, reason):
    with pytest.raises(Refused, match=reason):
        list(read_zip(zipped(files), FEW))


def test_sizes_are_counted_while_reading(monkeypatch):
    import random

    noise = random.Random(1).randbytes(1_200_000)
    with pytest.raises(Refused, match="larger than 1 MB"):
        list(read_zip(zipped({"a": noise}), FEW))
    with pytest.raises(Refused, match="more than 2 MB"):
        opened(zipped(dict.fromkeys("ab", noise)), FEW)


def test_links_are_refused():
    def link(entry: zipfile.ZipInfo) -> None:
        entry.external_attr = 0o120777 << 16

    with pytest.raises(Refused, match="a link or device"):
        opened(zipped({"a": b"b"}, link), FEW)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(3), b"x" * 99])
def test_what_is_no_zip(content):
    with pytest.raises(Refused, match="not a zip"):
        opened(content, FEW)
