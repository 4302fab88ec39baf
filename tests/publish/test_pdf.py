import types

import pytest

from sahelkit.errors import BadLesson, UnknownName
from sahelkit.publish import pdf

PDF = b"%PDF-1.4\n<</Type /Pages /Count 2>>\n<</Type /Page\n>>\n<</Type /Page /X>>\n%%EOF\n"


class FakeBrowser:
    """As much of Chromium as a print needs; notes what it was asked."""

    def __init__(self, content=PDF, error=None, tight=None):
        self.content, self.error, self.asked = content, error, []
        self.tight = tight  # what a page with notes is printed as when it is set tighter

    def new_context(self, **options):
        self.asked.append(("context", options))
        nothing = types.SimpleNamespace(wait_for=lambda **k: None)
        page = types.SimpleNamespace(
            route=lambda *a: self.asked.append(("route", a)),
            goto=lambda url: self.asked.append(("goto", url)),
            locator=lambda name: types.SimpleNamespace(
                last=nothing, wait_for=lambda **k: None, count=lambda: int(bool(self.tight))
            ),
            evaluate=self._tighten,
            pdf=self._pdf,
        )
        return types.SimpleNamespace(
            new_page=lambda: page,
            set_default_timeout=lambda limit: None,
            close=lambda: self.asked.append(("close", None)),
        )

    def _tighten(self, script):
        assert "tight" in script
        self.content = self.tight

    def _pdf(self, **options):
        self.asked.append(("pdf", options))
        if self.error:
            raise self.error
        return self.content


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>one</p>", encoding="utf-8")
    return path


def test_pages_are_counted_and_the_file_says_what_it_was_printed_from(page, tmp_path):
    out = tmp_path / "made" / "a.pdf"
    made = pdf.print_pdf(page, out, chromium=FakeBrowser())
    assert (made.pages, made.cached) == (2, False)
    content = out.read_bytes()
    assert content.startswith(PDF.rstrip())
    assert content.rsplit(b"%%EOF", 1)[1].startswith(b"\n%sahelkit ")


@pytest.mark.parametrize(("tight", "pages"), [(PDF.replace(b"/Page\n", b"/X\n"), 1), (PDF, 2)])
def test_notes_are_set_tighter_where_that_saves_a_page(page, tmp_path, tight, pages):
    fake = FakeBrowser(PDF.replace(b"%%EOF", b"% loose\n%%EOF"), tight=tight)
    made = pdf.print_pdf(page, tmp_path / "a.pdf", chromium=fake)
    assert made.pages == pages
    assert (b"loose" in made.path.read_bytes()) == (pages == 2)


def test_an_unchanged_page_is_not_printed_again(page, tmp_path):
    out = tmp_path / "a.pdf"
    pdf.print_pdf(page, out, chromium=FakeBrowser())
    again = FakeBrowser()
    made = pdf.print_pdf(page, out, chromium=again)
    assert (made.pages, made.cached) == (2, True)
    assert again.asked == []


@pytest.mark.parametrize("options", [{"kind": "deck"}, {"paper": "Letter"}])
def test_another_kind_or_paper_is_printed_again(page, tmp_path, options):
    pdf.print_pdf(page, tmp_path / "a.pdf", chromium=FakeBrowser())
    assert not pdf.print_pdf(page, tmp_path / "a.pdf", chromium=FakeBrowser(), **options).cached


def test_a_changed_page_is_printed_again(page, tmp_path):
    pdf.print_pdf(page, tmp_path / "a.pdf", chromium=FakeBrowser())
    page.write_text("<p>two</p>", encoding="utf-8")
    assert not pdf.print_pdf(page, tmp_path / "a.pdf", chromium=FakeBrowser()).cached


def test_the_network_is_refused_and_the_pdf_is_tagged(page, tmp_path):
    chromium = FakeBrowser()
    pdf.print_pdf(page, tmp_path / "a.pdf", chromium=chromium)
    asked = dict(chromium.asked)
    assert asked["context"]["offline"] is True
    refuses, _ = asked["route"]
    assert refuses("https://example.org/a.png")
    assert not refuses("file:///a.html")
    assert asked["pdf"]["tagged"]
    assert asked["pdf"]["outline"]
    assert asked["pdf"]["format"] == "A4"
    assert "close" in asked


def test_a_deck_is_opened_for_printing(page, tmp_path):
    chromium = FakeBrowser()
    pdf.print_pdf(page, tmp_path / "a.pdf", "deck", chromium=chromium)
    asked = dict(chromium.asked)
    assert asked["goto"].endswith("a.html?print-pdf")
    assert (asked["pdf"]["width"], asked["pdf"]["height"]) == ("1280px", "720px")


def test_a_failing_print_leaves_the_old_file(page, tmp_path):
    from playwright.sync_api import Error

    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")
    chromium = FakeBrowser(error=Error("Target crashed\nmore"))
    with pytest.raises(BadLesson, match=r"a\.html: cannot be printed: Target crashed$"):
        pdf.print_pdf(page, out, chromium=chromium)
    assert out.read_bytes() == b"old"
    assert chromium.asked[-1] == ("close", None)


def test_wrong_choices_are_named(page, tmp_path):
    with pytest.raises(UnknownName, match="kind of page 'book'; expected page, deck"):
        pdf.print_pdf(page, tmp_path / "a.pdf", "book")
    with pytest.raises(UnknownName, match="paper 'A5'; expected A4, Letter"):
        pdf.print_pdf(page, tmp_path / "a.pdf", paper="A5")


def test_progress_is_told_only_when_it_prints(page, tmp_path):
    lines = []
    for _ in range(2):
        pdf.print_pdf(page, tmp_path / "a.pdf", chromium=FakeBrowser(), progress=lines.append)
    assert lines == ["a: printing"]
