"""The builder of briefs in a real JupyterLab: by keyboard, with messages, without a network."""

import re

import pytest
from playwright.sync_api import expect

from browser.driver import write_notebook

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def notebook(place, open_notebook):
    code = ["import sahelkit\nmade = sahelkit.brief(sahelkit.load())", "made"]
    write_notebook(place / "notebooks" / "brief.ipynb", code)
    notebook = open_notebook("notebooks/brief.ipynb")
    cells = notebook.run_all()
    assert not [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
    return notebook


def test_a_brief_is_shown_by_keyboard_alone(notebook):
    page = notebook.page
    theme = page.get_by_label("Theme")
    theme.focus()
    theme.select_option("BAMEX 2025, the defence show in Bamako")
    expect(page.get_by_label("From", exact=True)).to_have_value("2025-09-12")
    page.get_by_role("button", name="Show the brief").focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("iframe[title='Preview of the brief']")
    expect(frame.get_by_role("heading", level=1)).to_have_text(
        "BAMEX 2025, the defence show in Bamako"
    )
    expect(page.get_by_role("status").filter(has_text="judgements")).to_be_visible()
    assert page.locator("iframe[title='Preview of the brief']").get_attribute("sandbox") == ""
    # its style does not leak: headings of the page around it are as they were
    assert page.locator("main > h1").count() == 0


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "pptx"])
def test_a_file_is_saved(notebook, form):
    page = notebook.page
    page.get_by_role("button", name=f"Prepare {form.upper()}").click()
    link = page.get_by_role("link", name=re.compile(rf"Save bamex-.*\.{form}"))
    expect(link).to_be_visible()
    with page.expect_download() as waiting:
        link.click()
    content = waiting.value.path().read_bytes()
    head = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK", "pptx": b"PK"}[form]
    assert content.startswith(head)


def test_a_wrong_date_is_a_message_and_no_traceback(notebook):
    page = notebook.page
    box = page.get_by_label("To", exact=True)
    box.fill("2025-02-30")
    box.press("Tab")
    page.get_by_role("button", name="Show the brief").click()
    said = page.get_by_role("alert").filter(has_text="This did not work")
    expect(said).to_contain_text("unknown date '2025-02-30'")
    assert page.get_by_text("Traceback").count() == 0
    assert notebook.faults == []
    assert notebook.outside == []
