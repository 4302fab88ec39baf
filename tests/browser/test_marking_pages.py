"""Pages of marking in a browser: whatever a student is called, they stay as wide as the window."""

import pytest

from sahelkit.marking.page import page, text

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1100])
def test_a_long_name_does_not_widen_the_page(chromium, tmp_path, width):
    name = "A" * 200
    path = tmp_path / "page.html"
    body = (
        f"<h3>{text(name)}</h3><p class='small'>{name}</p><table><tr><td>{name}</td></tr></table>"
    )
    path.write_text(page(name, body), encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 700})
    shown = context.new_page()
    shown.goto(path.as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
