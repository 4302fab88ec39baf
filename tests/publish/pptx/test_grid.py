import pytest

from sahelkit.publish.pptx import grid
from sahelkit.publish.pptx.fit import lines
from sahelkit.publish.pptx.model import Run, Table, words


def table(*rows, head=("a", "b"), stub=False):
    def cells(row):
        return tuple((Run(text),) if text else () for text in row)

    return Table(cells(head) if head else (), tuple(map(cells, rows)), stub)


@pytest.mark.parametrize(
    "made",
    [
        table(("x", "y")), table(("word " * 80, "y")), table(("x" * 300, "y" * 300)),
        table(("", ""), head=("", "")), table(("word " * 80, "other " * 80)),
    ],
)  # fmt: skip
def test_columns_fill_the_room(made):
    wide = grid.columns(made, 800, 18)
    assert sum(wide) == pytest.approx(800)
    assert min(wide) > 0


def test_a_short_column_keeps_its_line_beside_a_long_one():
    made = table(("credibility 3", "many words " * 40))
    wide = grid.columns(made, 800, 18)
    assert len(lines(made.rows[0][0], wide[0] - grid.GUTTER, 18)) == 1


def test_heights_are_those_of_the_highest_cell():
    head, short, high = grid.heights(table(("x", "y"), ("a\nb\nc", "y")), [400, 400], 20)
    assert head == short == 24 + 2 * grid.MARGIN
    assert high == 72 + 2 * grid.MARGIN


def test_a_table_is_cut_between_rows_and_keeps_head_and_columns():
    made = table(*[(f"row {i}", "long text " * (20 if i == 9 else 1)) for i in range(10)])
    kept, rest = grid.split_table(made, 800, 18, 200, 388)
    assert kept.head == rest.head == made.head
    assert kept.rows + rest.rows == made.rows
    assert kept.shares == rest.shares
    assert grid.columns(kept, 800, 18) == pytest.approx(grid.columns(made, 800, 18))
    assert sum(grid.heights(kept, grid.columns(kept, 800, 18), 18)) <= 200


def test_a_row_that_fits_on_the_next_slide_is_left_whole():
    made = table(("line\n" * 8, "y"))
    assert grid.split_table(made, 800, 18, 100, 388)[0] is None


def test_a_row_higher_than_a_slide_is_cut():
    long = "word and more " * 500
    made = table((long, "y"))
    kept, rest = grid.split_table(made, 800, 18, 388, 388)
    assert sum(grid.heights(kept, grid.columns(kept, 800, 18), 18)) <= 388
    assert words(kept.rows[0][0]) + words(rest.rows[0][0]) == long
    assert words(rest.rows[0][1]) == ""
