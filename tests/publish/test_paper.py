import re
from dataclasses import replace

import pytest

import sahelkit
from publish import handout_sample
from sahelkit.publish import paper
from sahelkit.publish.words import page_words


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def test_a_picture_of_the_kit_is_printed_so_wide_that_its_text_has_8_points(kit):
    sheet = paper.read(sahelkit.explore.timeline(kit, since="2020", until="2023").html)
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", sheet.picture)]
    box = float(re.search(r'viewBox="0 0 ([\d.]+)', sheet.picture)[1])
    wide = float(re.search(r"--wide: ([\d.]+)pt", paper.figure(sheet.picture))[1])
    assert min(sizes) * wide / box >= 8
    assert wide < 210 / 25.4 * 72 - 2 * 5 / 25.4 * 72, "it must not leave the sheet"


def test_no_picture_is_wider_than_the_sheet():
    assert paper.width('<svg viewBox="0 0 3000 100">') == paper.WIDEST
    assert paper.width('<svg viewBox="0 0 100 100">') == pytest.approx(76.4, abs=0.1)
    assert paper.width("<img>") == 0


def test_the_source_line_is_taken_out_of_the_picture(kit):
    sheet = paper.read(sahelkit.explore.map(kit, "2024-07-06").html)
    assert "Natural Earth" in sheet.source
    assert sheet.source not in sheet.picture
    assert "Mali" in sheet.picture


@pytest.mark.parametrize(
    ("lang", "day", "says"), [("en", "6 July 2024", "Fill, outline"), ("fr", "2024", "Couleur")]
)
def test_a_map_says_its_day_and_nothing_to_be_done_at_a_screen(kit, lang, day, says):
    explorer = sahelkit.explore.map(kit, "2024-07-06", lang=lang)
    sheet = paper.read(explorer.html)
    text = re.sub(r"<[^>]*>", "", sheet.caption)
    assert text.startswith(says)
    assert day in text
    assert not re.search("Choose|Choisissez|ticked|cochés|chosen day|jour choisi", text)
    assert "Natural Earth" in sheet.source


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_other_captions_keep_what_explains_the_picture(kit, lang):
    sheet = paper.read(sahelkit.explore.sources(kit, lang=lang).html)
    assert not re.search("Choose|Choisissez", sheet.caption)
    assert re.search("differ in length|diffèrent en longueur", sheet.caption)


def test_a_title_that_asks_needs_no_full_stop_after_it():
    page = handout_sample.explorer("network", 5)
    sheet = replace(paper.read(page), title="Who with whom?")
    table = paper.table(sheet, page_words("en"), "01.ipynb")
    assert "Who with whom? In brackets" in table


def test_only_records_that_the_explorer_shows_are_read(kit):
    explorer = sahelkit.explore.map(kit, "2024-07-06")
    sheet = paper.read(explorer.html)
    assert [row.id for row in sheet.rows] == explorer.records
    assert len(sheet.rows) < len(explorer.view.records)
    assert sheet.heads == ("Record", "Date", "What", "Sources")


def test_of_disputes_all_questions_are_read(kit):
    sheet = paper.read(sahelkit.explore.disputes(kit, ["C-57", "C-66"]).html)
    assert {row.question for row in sheet.rows} == {"C-57", "C-66"}
    assert set(sheet.questions) == {"C-57", "C-66"}
    assert "Mauritania" in sheet.questions["C-57"]
    assert sheet.heads == ("Record", "What", "Sources"), "grades are hidden, dates are empty"


@pytest.mark.parametrize(("count", "rows"), [(25, 25), (28, 28), (29, 25), (400, 25)])
def test_a_few_rows_more_are_printed_rather_than_left_out(count, rows):
    page = handout_sample.explorer("network", count + 1)  # one of them is hidden
    sheet = paper.read(page)
    table = paper.table(sheet, page_words("en"), "01.ipynb")
    assert table.count('<th scope="row">') == rows
    assert (f"{count - rows} more records" in table) == (rows < count)


def test_columns_share_the_width_by_their_texts():
    page = handout_sample.explorer("network", 5)
    table = paper.table(paper.read(page), page_words("en"), "01.ipynb")
    shares = [float(share) for share in re.findall(r"width: ([\d.]+)%", table)]
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert shares[1] > 2 * shares[0], "what happened is longer than its identifier"


def test_no_word_of_a_table_is_cut_and_lines_are_counted_by_words():
    text = "a rather long account of what happened " * 9
    row = paper.Row("EV-001", "", ("EV-001", "December", text))
    shares = re.findall(r"width: ([\d.]+)%", paper._columns([row], ("Record", "Date", "What")))
    date = float(shares[1]) / 100 * paper.TABLE - paper._GAP
    assert date == pytest.approx(len("December") * paper._WIDE, abs=6)
    assert [
        paper._lines(["aaaa"] * 4, paper._GAP + paper._LETTER * wide) for wide in (4, 9, 19)
    ] == [
        4,
        2,
        1,
    ]


def test_an_explorer_without_records_is_its_picture():
    sheet = paper.read('<div data-kind="x"><div class="sk-picture"><svg viewBox="0 0 9 9"></svg>')
    assert sheet.picture.startswith("<svg")
    assert paper.table(sheet, page_words("en"), "01.ipynb") == ""


def test_a_span_of_dates_may_break_after_its_dash():
    row = paper.Row("EV-001", "", ("EV-001", "September–November", '<a href="a–b">a–b</a>'))
    assert paper._row(row) == (
        '<tr><th scope="row">EV-001</th><td>September–<wbr>November</td>'
        '<td><a href="a–b">a–b</a></td></tr>'
    )
