import pytest

from sahelkit.errors import BadLesson
from sahelkit.lessons import find_citations, read, resolve

PAGE = """# For teachers

**As of** 22 November 2026.

## One

<!-- tags: teaching, plan -->
Ten minutes.

```
# no heading
~~~
## nor this
```

### One a
Signed then [EV-001](../seeds/EVIDENCE.md#ev-001).
"""


@pytest.fixture
def page(tmp_path):
    """A function that writes a page of Markdown and reads it."""

    def make(text):
        path = tmp_path / "guide.md"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return make


def test_each_section_is_a_cell(page):
    guide = page(PAGE)
    assert [cell.source.splitlines()[0] for cell in guide.cells] == [
        "# For teachers",
        "## One",
        "### One a",
    ]
    assert "".join(cell.source for cell in guide.cells) == PAGE
    assert {cell.kind for cell in guide.cells} == {"markdown"}


def test_a_hidden_comment_gives_its_section_tags(page):
    assert [sorted(cell.tags) for cell in page(PAGE).cells] == [[], ["plan", "teaching"], []]


def test_title_day_and_citations_are_found_as_in_a_notebook(page):
    guide = page(PAGE)
    assert (guide.title, guide.as_of, guide.name) == ("For teachers", "22 November 2026", "guide")
    assert [(citation.id, citation.cell) for citation in find_citations(guide)] == [("EV-001", 3)]


def test_text_before_the_first_heading_is_a_cell_too(page):
    assert [cell.source for cell in page("Words.\n# Then").cells] == ["Words.\n", "# Then"]
    assert len(page("#hashtag\n##no").cells) == 1


def test_an_empty_page_is_a_fault(page):
    with pytest.raises(BadLesson, match=r"guide\.md: a notebook without cells"):
        page("")


def test_a_page_is_found_by_its_path(page, tmp_path):
    page(PAGE)
    assert resolve(tmp_path / "guide.md") == tmp_path / "guide.md"
