import zipfile

import pytest

from sahelkit.errors import MissingPart, UnknownName
from sahelkit.publish.brief import build
from sahelkit.publish.brief.build import build_brief


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """The package may change while tests run: hash what is given, not the package."""

    def stamp(path, ledger=None, extra=()):
        return f"{hash(tuple(extra)) & (1 << 128) - 1:032x}"

    monkeypatch.setattr(build, "fingerprint", stamp)


@pytest.mark.parametrize("form", ["html", "docx", "pptx"])
def test_a_brief_is_built_once(make, tmp_path, form):
    kit = make()
    first = build_brief(kit, "bamex", "2025-11", form=form, out=tmp_path)
    assert first.path == tmp_path / f"bamex-2025-11-01-to-2026-11-22-minister-en.{form}"
    assert first.pages == (2 if form != "pptx" else 6)
    assert not first.cached
    before = first.path.read_bytes()
    again = build_brief(kit, "bamex", "2025-11", form=form, out=tmp_path)
    assert (again.cached, again.pages) == (True, first.pages)
    assert again.path.read_bytes() == before


@pytest.mark.parametrize("form", ["html", "docx", "pptx"])
def test_a_changed_record_builds_it_anew(make, tmp_path, form):
    build_brief(make(), "bamex", form=form, out=tmp_path)

    def change(rows):
        rows["judgements"][0]["statement"] = "It is likely that 51 firms came."

    made = build_brief(make(change), "bamex", form=form, out=tmp_path)
    assert not made.cached


def test_a_file_of_another_kind_is_written_over(make, tmp_path):
    name = "bamex-2025-11-01-to-2026-11-22-minister-en.docx"
    (tmp_path / name).write_text("not a document")
    made = build_brief(make(), "bamex", form="docx", out=tmp_path)
    assert not made.cached
    assert zipfile.is_zipfile(tmp_path / name)


def test_an_unknown_format_is_named_before_anything_is_made(make, tmp_path):
    with pytest.raises(UnknownName, match=r"unknown format 'doc'; expected html, .*'docx'"):
        build_brief(make(), "bamex", form="doc", out=tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("form", "module"), [("docx", "docx"), ("pptx", "pptx"), ("html", "jinja2")]
)
def test_a_missing_library_is_named(make, tmp_path, monkeypatch, form, module):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingPart, match=f"needs {module}, which is not installed"):
        build_brief(make(), "bamex", form=form, out=tmp_path)
    assert list(tmp_path.glob("*.*")) == [tmp_path / "seeds"] or not list(tmp_path.glob("bamex*"))


def test_an_old_file_stays_whole_where_writing_fails(make, tmp_path):
    made = build_brief(make(), "bamex", out=tmp_path)
    made.path.chmod(0o400)
    before = made.path.read_bytes()

    def change(rows):
        rows["bottom_lines"][0]["text"] = "Another line."

    with pytest.raises(PermissionError, match="write-protected"):
        build_brief(make(change), "bamex", out=tmp_path)
    assert made.path.read_bytes() == before
