import base64

import pytest

from publish.sample import EXPLORER, PNG, SVG
from sahelkit.errors import BadLesson
from sahelkit.lessons.notebook import Cell
from sahelkit.publish import render


def code(*outputs):
    return Cell(5, "code", "secret()", outputs=outputs)


def display(metadata=None, **data):
    data = {
        key.replace("_", "/", 1).replace("svg", "svg+xml"): value for key, value in data.items()
    }
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "01-a.ipynb"


def blocks(path, *outputs):
    return render.outputs(code(*outputs), path, "A title")


def test_a_slide_has_one_title_whatever_the_level_in_the_notebook(path):
    page = render.prose(Cell(1, "markdown", "### A *title*\n\n#### part\n\n# part"), path)
    assert page.split("\n")[0] == "<h2>A <em>title</em></h2>"
    assert page.count("<h2>") == 1
    assert page.count("<h3>part</h3>") == 2


def test_tables_and_html_of_markdown_are_kept(path):
    page = render.prose(Cell(1, "markdown", "|a|b|\n|-|-|\n|1|2|\n\n<b class='x'>y</b>"), path)
    assert "<td>1</td>" in page
    assert "<b class='x'>y</b>" in page


def test_pictures_of_prose_go_into_the_page_with_their_alt_text(path):
    (path.parent / "a map.png").write_bytes(b"picture")
    page = render.prose(Cell(1, "markdown", "![Three states](a%20map.png)"), path)
    data = base64.b64encode(b"picture").decode()
    assert f'<figure><img src="data:image/png;base64,{data}" alt="Three states" /></figure>' in page


def test_pasted_pictures_go_into_the_page(path):
    cell = Cell(1, "markdown", "![x](attachment:m.png)", attachments={"m.png": {"image/png": PNG}})
    assert f'src="data:image/png;base64,{PNG}"' in render.prose(cell, path)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("![x](none.png)", "cell 3: the picture none.png is missing"),
        ("![x](https://example.org/x.png)", "from the network"),
        ("<img src='//example.org/x.png'>", "from the network"),
        ("![x](attachment:none.png)", "is not attached"),
    ],
)
def test_pictures_that_cannot_go_into_the_page_are_named(path, source, problem):
    with pytest.raises(BadLesson, match=problem):
        render.prose(Cell(3, "markdown", source), path)


def test_html_goes_before_svg_before_png_before_text(path):
    data = {"text_plain": "text", "image_png": PNG, "image_svg": SVG, "text_html": "<b>html</b>"}
    kinds = []
    while data:
        (block,) = blocks(path, display(**data))
        kinds.append(block.html)
        data.popitem()
    assert kinds[0] == "<b>html</b>"
    assert kinds[1] == f"<figure>{SVG}</figure>"
    assert kinds[2].startswith('<figure><img src="data:image/png')
    assert kinds[3] == "<pre>text</pre>"


def test_alt_text_of_a_picture_comes_from_its_metadata_or_the_slide(path):
    own = blocks(path, display({"image/png": {"alt": 'Three "bars"'}}, image_png=PNG))
    assert 'alt="Three &quot;bars&quot;"' in own[0].html
    assert 'alt="Figure: A title"' in blocks(path, display(image_png=PNG))[0].html


def test_shapes_of_pictures_are_known(path):
    assert blocks(path, display(image_png=PNG))[0].aspect == 1.0
    assert blocks(path, display(image_svg=SVG))[0].aspect == pytest.approx(1000 / 360)


def test_kinds_of_html(path):
    frame = "<div>\n<style scoped>\n .dataframe {}\n</style>\n<table border='1'></table></div>"
    pages = [EXPLORER, f"<figure>{SVG}</figure>", SVG, frame, "<p>words</p>"]
    found = [blocks(path, display(text_html=page))[0].kind for page in pages]
    assert found == ["explorer", "figure", "figure", "table", "text"]


def test_an_explorer_keeps_its_data_and_loses_scripts_of_its_own(path):
    page = EXPLORER + "<script>alert(1)</script>"
    (block,) = blocks(path, display(text_html=page))
    assert block.html == EXPLORER


def test_text_is_escaped_and_code_never_shown(path):
    out = {"output_type": "stream", "name": "stdout", "text": ["<a>\n", "b\n"]}
    (block,) = blocks(path, out)
    assert block.html == "<pre>&lt;a&gt;\nb</pre>"
    assert "secret" not in block.html


def test_noise_is_left_out(path):
    warning = {"output_type": "stream", "name": "stderr", "text": "DeprecationWarning"}
    objects = display(text_plain="<Axes: >"), display(text_plain="[<matplotlib.Line2D at 0x1>]")
    assert blocks(path, warning, *objects) == []


def test_a_live_widget_is_refused_by_cell(path):
    widget = {
        "output_type": "display_data",
        "data": {render.WIDGET: {"model_id": "x"}, "text/plain": "IntSlider(value=0)"},
    }
    with pytest.raises(BadLesson, match=r"01-a\.ipynb, cell 5: shows a live widget"):
        blocks(path, widget)
    widget["data"]["text/html"] = EXPLORER
    assert blocks(path, widget)[0].kind == "explorer"


@pytest.mark.parametrize(
    "page",
    [
        "<script src='https://cdn.example/x.js'></script>",
        "<link rel=stylesheet href=//cdn.example/x.css>",
        "<p style='background:url(https://cdn.example/x)'>",
        "<style>@import 'x'</style>",
        '<iframe src="http://example.org"></iframe>',
    ],
)
def test_what_would_load_from_the_network_is_refused(path, page):
    with pytest.raises(BadLesson, match=r"cell 5: loads something from the network"):
        blocks(path, display(text_html=f"<p>x</p>{page}"))


def test_links_and_namespaces_are_no_requests(path):
    page = '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://example.org">x</a></svg>'
    assert blocks(path, display(text_html=page))[0].html == f"<figure>{page}</figure>"
