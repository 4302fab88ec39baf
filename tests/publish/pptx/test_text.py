import base64

import pytest

from sahelkit.publish.pptx.model import Image, Paragraph, Run, Table, Text, legal, words
from sahelkit.publish.pptx.text import inline, read


def only(page):
    (item,) = read(page)[0]
    return item


def lines(page):
    return [(p.text, p.kind, p.level, p.number) for p in only(page).paragraphs]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\x00b\x0b\x1fc", "abc"), ("\ud800x\ufffe", "x"), ("é𝄞\t\n", "é𝄞\t\n"), ("", "")],
)
def test_what_xml_cannot_hold_is_left_out(text, kept):
    assert legal(text) == kept


def test_what_is_read_is_legal():
    assert [p.text for p in only("<p>a\x01b</p>").paragraphs] == ["ab"]


def test_styles_are_kept_and_space_is_not():
    (paragraph,) = only(
        "<p> one\n <b>two <i>three</i></b> <code>f(x)</code> <s>no</s></p>"
    ).paragraphs
    assert paragraph.text == "one two three f(x) no"
    assert Run("three", bold=True, italic=True) in paragraph.runs
    assert Run("f(x)", code=True) in paragraph.runs
    assert Run("no", strike=True) in paragraph.runs


def test_what_is_to_be_paired_has_numbers_and_letters():
    page = (
        '<div class="sk-q-sides"><ul class="sk-q-items"><li>a</li><li>b</li></ul>'
        '<ul class="sk-q-others"><li>c</li><li>d</li></ul></div><ul><li>e</li></ul>'
    )
    marks = [(p.text, p.number, p.lettered) for p in only(page).paragraphs]
    assert marks == [("a", 1, False), ("b", 2, False), ("c", 1, True), ("d", 2, True),
                     ("e", 0, False)]  # fmt: skip


def test_options_with_letters_keep_them():
    assert [p.lettered for p in only('<ol type="a"><li>x</li></ol><p>y</p>').paragraphs] == [
        True, False,
    ]  # fmt: skip
    assert not only("<ol><li>x</li></ol>").paragraphs[0].lettered


def test_lists_have_levels_and_numbers():
    page = "<ul><li>a<ol start='4'><li>b</li><li><p>c</p></li></ol></li><li>d</li></ul><p>e</p>"
    assert lines(page) == [
        ("a", "bullet", 0, 0), ("b", "number", 1, 4), ("c", "number", 1, 5), ("d", "bullet", 0, 0),
        ("e", "plain", 0, 0),
    ]  # fmt: skip


def test_links_lead_outside_to_a_note_or_nowhere():
    page = (
        '<a href="https://e.org">out</a><sup><a href="#/note-3" title="S1">3</a></sup>'
        '<a href="javascript:alert(1)">js</a><a href="file.ipynb">file</a>'
    )
    runs = inline(page)
    assert [(r.text, r.link, r.jump, r.raised, r.hint) for r in runs] == [
        ("out", "https://e.org", "", False, ""), ("3", "", "note-3", True, "S1"),
        ("js", "", "", False, ""), ("file", "", "", False, ""),
    ]  # fmt: skip


def test_quotations_and_code():
    quote, code = read("<blockquote><p>q</p></blockquote><pre><code>a\n  b\n</code></pre>")[0]
    assert (quote.look, quote.paragraphs[0].text) == ("quote", "q")
    assert (code.look, code.paragraphs[0].text) == ("code", "a\n  b")


def test_a_table_with_caption_heads_and_lines():
    page = (
        "<table><caption>Cap</caption><thead><tr><th></th><th>b</th></tr></thead><tbody>"
        "<tr><th>r</th><td>1<br>2<p>3</p></td></tr><tr><th>short</th></tr></tbody></table>"
    )
    caption, table = read(page)[0]
    assert caption == Text((Paragraph((Run("Cap"),), "head"),))
    assert [words(cell) for cell in table.head] == ["", "b"]
    assert [[words(cell) for cell in row] for row in table.rows] == [
        ["r", "1\n2\n3"],
        ["short", ""],
    ]
    assert table.stub


def test_a_table_without_a_head_and_one_within_another():
    assert only("<table><tr><td>a</td></tr></table>") == Table((), (((Run("a"),),),))
    inner = "<table><tr><td>in</td><td>ner</td></tr></table>"
    (row,) = only(f"<table><tr><td>x{inner}</td><td>y</td></tr></table>").rows
    assert [words(cell).split() for cell in row] == [["x", "in", "ner"], ["y"]]


def test_pictures_with_text_and_caption():
    data = base64.b64encode(b"bytes").decode()
    image = f'<img src="data:image/png;base64,{data}" alt="A &amp; B">'
    assert only(f"<figure>{image}<figcaption>C</figcaption></figure>") == Image(
        b"bytes", "A & B", "C"
    )
    assert only("<svg aria-label='Z'><text>not read</text></svg>") == Image(b"", "Z")
    assert only("<svg><title>T</title><desc>D</desc></svg>") == Image(b"", "T")
    assert only('<img src="data:image/png;base64,@@@" alt="broken">').alt == "broken"


def test_answers_are_kept_apart():
    shown, hidden = read(
        "<p>Q</p><details><summary>S</summary><ul><li>yes</li></ul></details><p>R</p>"
    )
    assert [p.text for item in shown for p in item.paragraphs] == ["Q", "R"]
    assert [(p.text, p.kind) for item in hidden for p in item.paragraphs] == [
        ("S", "head"), ("yes", "bullet"),
    ]  # fmt: skip


def test_script_controls_and_broken_markup():
    page = "<script>a<b</script><style>x</style><button>no</button></b></ul></p><p>yes <b>open"
    assert [p.text for p in only(page).paragraphs] == ["yes open"]
    assert read("") == ([], [])
