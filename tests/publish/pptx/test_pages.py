import pytest

from sahelkit.publish.pptx import pages
from sahelkit.publish.pptx.model import Image, Paragraph, Run, Table, Text


def text(*lines, kind="bullet", look="plain"):
    return Text(tuple(Paragraph((Run(line),), kind) for line in lines), look)


def table(count):
    return Table(((Run("h"),),), tuple(((Run(f"row {i}"),),) for i in range(count)))


WIDE, UPRIGHT = Image(b"x", "wide", "", 2.5), Image(b"x", "upright", "", 1.0)


def inside(page, room=pages.BODY):
    top = room.y
    for piece in page.pieces:
        assert piece.box.y >= top - 0.2
        top = piece.box.y + piece.box.h
        assert piece.box.x >= room.x
        assert piece.box.x + piece.box.w <= room.x + room.w + 0.2
    assert top <= room.y + room.h + 0.2


@pytest.mark.parametrize(
    ("items", "layout"),
    [
        ([text("a")], "Content"), ([table(3)], "Table"), ([WIDE], "Picture"), ([], "Table"),
        ([text("a"), WIDE], "Content"), ([text("a"), table(2)], "Content"),
        ([text("q", look="quote")], "Table"),
    ],
)  # fmt: skip
def test_one_slide_and_its_layout(items, layout):
    (page,) = pages.compose(items)
    assert page.layout == layout
    assert [piece.item for piece in page.pieces] == items
    inside(page)


def test_words_stand_beside_an_upright_picture():
    (page,) = pages.compose([UPRIGHT, text("a")])
    assert page.layout == "Words and picture"
    assert [piece.box for piece in page.pieces][1] == pages.BESIDE[1]
    (both,) = pages.compose([UPRIGHT, text("a"), table(1)])
    assert both.layout == "Content"


def test_a_picture_takes_the_room_that_words_leave():
    (page,) = pages.compose([text("a"), WIDE])
    words, picture = page.pieces
    assert picture.box.h > 300
    assert words.box.h < 40


def test_text_is_as_large_as_fits_and_never_below_the_least():
    assert pages.compose([text("a")])[0].pieces[0].size == max(pages.SIZES)
    (page,) = pages.compose([text(*["a"] * 12)])
    assert min(pages.SIZES) <= page.pieces[0].size < max(pages.SIZES)
    many = pages.compose([text(*["a"] * 60)])
    assert {piece.size for page in many for piece in page.pieces} == {pages.SPLIT}


def test_much_runs_on_and_nothing_is_lost():
    items = [text(*map(str, range(40))), table(40), WIDE, text("end"), UPRIGHT]
    made = pages.compose(items)
    for page in made:
        inside(page)
    seen = [piece.item for page in made for piece in page.pieces]
    said = [p.text for item in seen if isinstance(item, Text) for p in item.paragraphs]
    assert said == [*map(str, range(40)), "end"]
    rows = [row for item in seen if isinstance(item, Table) for row in item.rows]
    assert rows == list(table(40).rows)
    assert [item for item in seen if isinstance(item, Image)] == [WIDE, UPRIGHT]


def test_the_opening_has_less_room_and_is_alone():
    first, *rest = pages.compose([text(*["a"] * 40)], opening=True)
    assert first.layout == "Title"
    inside(first, pages.OPENING)
    assert {page.layout for page in rest} == {"Content"}
    assert {page.pieces[0].box.y for page in rest} == {pages.BODY.y}
    high = pages.compose([text("word " * 10_000)], opening=True)
    assert high[0].layout == "Title"
    assert pages.compose([], opening=True)[0].pieces == []


def test_a_picture_without_data_is_told_in_words():
    (page,) = pages.compose([Image(b"", "what it shows", "Cap")])
    (piece,) = page.pieces
    assert piece.item.look == "quote"
    assert piece.item.paragraphs[0].text == "Cap what it shows"


def test_short_tables_are_airy():
    (page,) = pages.compose([table(3)])
    high = page.pieces[0].box.h
    assert high == pytest.approx(4 * (pages.GRID * 1.2 + 9 + pages.AIRY))
