"""Presentations in a real program: LibreOffice opens them, and nothing runs out of its place."""

import io
import os
import re
import shutil
import subprocess

import pypdf
import pytest

from publish import sample, slides
from publish.pptx.test_build import TITLE, lesson_of, md, picture, shown
from sahelkit import load
from sahelkit.lessons import notebook
from sahelkit.publish.pptx import build as pptx

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
REASON = "no LibreOffice Impress (soffice) to open presentations with"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return a function that prints a presentation to PDF and returns its pages as text."""
    if not OFFICE:
        if os.environ.get("SAHELKIT_REQUIRE_OFFICE") == "1":
            pytest.fail(REASON)
        pytest.skip(REASON)
    folder = tmp_path_factory.mktemp("office")

    def convert(content):
        file = folder / "x.pptx"
        file.write_bytes(content)
        result = folder / "x.pdf"
        result.unlink(missing_ok=True)
        profile = (folder / "profile").as_uri()
        command = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(file)]
        done = subprocess.run(command, capture_output=True, timeout=180, check=False)
        assert result.exists(), done.stderr.decode()
        return list(pypdf.PdfReader(io.BytesIO(result.read_bytes())).pages)

    return convert


def strayed(page, slide):
    """Return the text in the foot of a page, or beyond its edge, that does not belong there."""
    wide, high = float(page.mediabox.width), float(page.mediabox.height)
    found = []

    def see(text, _, matrix, font, size):
        if matrix[5] < high * (1 - 498 / 540) or matrix[4] > wide:
            found.append(text)

    page.extract_text(visitor_text=see)
    feet = [s.text_frame.text for s in slide.shapes if s.name.startswith(("Slide Num", "Footer"))]
    text = squeezed("".join(found))
    for foot in feet:
        text = text.replace(squeezed(foot), "", 1)
    return text


def squeezed(text):
    return re.sub(r"\s+", "", text)


def test_a_lesson_with_everything_opens_and_nothing_is_missing(printed, tmp_path):
    many = "\n".join(
        f"- the item {i} is told in a line that is long enough to wrap once {i}" for i in range(30)
    )
    rows = "\n".join(f"| row {i} | {'some words ' * (i % 9)} | {i} |" for i in range(30))
    lesson = lesson_of(
        tmp_path, TITLE,
        md(f"## Many things\n\n{many}"),
        md(f"## Tall\n\n| a | b | c |\n|---|---|---|\n{rows}"),
        md("## Picture and words\n\nSome words."), shown("<svg/>", picture(300, 300)),
        md(f"## Cited {sample.cite('EV-002')}\n\n> quoted {sample.cite('C-01')}"),
        md("Say.", "notes"),
    )  # fmt: skip
    content, count = pptx.write(lesson, sample.FakeKit(tmp_path))
    pages = printed(content)
    assert len(pages) == count
    made = slides.opened(content)
    for page, slide in zip(pages, made.slides, strict=True):
        text = squeezed(page.extract_text())
        assert squeezed(slide.shapes.title.text) in text
        assert strayed(page, slide) == "", slide.shapes.title.text


def test_a_real_lesson_opens(printed, tmp_path):
    kit = load()
    (lesson,) = [p for p in notebook.list_lessons() if p.stem.startswith("00-")]
    built = pptx.build_pptx(lesson, tmp_path / "out.pptx", kit, cache=tmp_path)
    content = built.path.read_bytes()
    assert slides.faults(content) == []
    assert len(content) < 4_000_000
    pages = printed(content)
    assert len(pages) == built.slides
    for page, slide in zip(pages, slides.opened(content).slides, strict=True):
        assert strayed(page, slide) == "", slide.shapes.title.text
