import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import sahelkit
from charts.slide_views import view_faults, written
from sahelkit import charts, medium
from sahelkit.charts.hypotheses_slide import _joined, laid
from sahelkit.errors import UnknownName
from sahelkit.ledger import ach

ITEMS = ["AE-01", "AE-02", "AE-03"]
COLUMNS = ["H-01-a", "H-01-b", "own-1"]


def tagged(picture, gid):
    return [a for a in (*picture.texts, *picture.artists, *picture.patches) if a.get_gid() == gid]


def words(picture, gid):
    return " ".join(a.get_text() for a in picture.texts if a.get_gid() == gid)


def test_every_item_has_a_row_and_every_pair_an_empty_cell(small_kit):
    picture = charts.hypotheses(small_kit, "C-01")
    cells = {f"{item} group:{item}.{name}" for item in ITEMS for name in COLUMNS}
    heads = {f"group:{name}" for name in COLUMNS}
    gids = [a.get_gid() for a in (*picture.texts, *picture.artists, *picture.patches)]
    assert {gid for gid in gids if gid} == {*ITEMS, *cells, *heads}
    for gid in cells:
        (cell,) = tagged(picture, gid)
        assert cell.get_facecolor()[:3] == (1, 1, 1)  # nothing but a box: one fills it in


def test_cells_stand_in_the_row_of_their_item_and_the_column_of_their_hypothesis(small_kit):
    picture = charts.hypotheses(small_kit, "C-01")

    def box(item, name):
        (cell,) = tagged(picture, f"{item} group:{item}.{name}")
        return cell.get_x(), cell.get_y(), cell.get_height()

    xs = [[round(box(item, name)[0], 6) for item in ITEMS] for name in COLUMNS]
    assert all(len(set(column)) == 1 for column in xs)
    assert xs[0] < xs[1] < xs[2]
    for item in ITEMS:
        rows = {tuple(round(n, 6) for n in box(item, name)[1:]) for name in COLUMNS}
        assert len(rows) == 1
        ((low, deep),) = rows
        middles = [t.get_position()[1] for t in picture.texts if t.get_gid() == item]
        assert all(low < y < low + deep for y in middles)


def test_a_row_says_what_who_and_how_reliable(small_kit):
    said = words(charts.hypotheses(small_kit, "C-01"), "AE-02")
    assert "The bulletin counts thirty to forty." in said
    assert "Монитор" in said
    assert "SRC-008 · AE-02" in said
    assert said.endswith(" B")


def test_hypotheses_stand_above_with_the_letters_of_their_columns(small_kit):
    picture = charts.hypotheses(small_kit, "C-01")
    assert words(picture, "group:H-01-a") == "A Fifty firms came. A"
    assert words(picture, "group:H-01-b") == "B Fewer than fifty came. B"
    assert words(picture, "group:own-1").startswith("C your own: ___")


def test_the_scale_is_explained(small_kit):
    text = " ".join(t.get_text() for t in charts.hypotheses(small_kit, "C-01").texts)
    assert "CC very consistent · C consistent · N neutral" in text
    assert "I inconsistent · II very inconsistent" in text


def test_alt_text_tells_the_matrix(small_kit):
    alt = charts.hypotheses(small_kit, "C-01").alt
    assert "3 items of evidence against 2 hypotheses" in alt
    assert "“How many firms came?”" in alt
    assert "A: Fifty firms came. B: Fewer than fifty came." in alt
    assert "AE-03 Copy Post (B)" in alt


def test_long_and_hostile_statement_is_cut_after_three_lines_and_stays_text(amend):
    kit = amend("ach_evidence", 0, statement="<script>alert(1)</script> " + "word " * 99 + "word")
    picture = charts.hypotheses(kit, "C-01")
    said = words(picture, "AE-01")
    assert said.startswith("<script>alert(1)</script> word")
    assert said.count("word") < 45
    assert "…" in said
    assert "<script" not in picture.svg()


@pytest.mark.parametrize("question", ach.prepared(sahelkit.load()))
def test_no_statement_of_ours_is_cut_or_leaves_its_place(question):
    kit = sahelkit.load()
    picture = charts.hypotheses(kit, question)
    found = ach.analysis(kit, question)
    for n, hypothesis in enumerate(found.hypotheses):
        said = words(picture, f"group:{hypothesis.id}")
        assert f"{'ABCDEFG'[n]} {hypothesis.title} {'ABCDEFG'[n]}" == said
    picture.set_dpi(400)  # at the size of a screen, hinting makes letters wider
    paper = FigureCanvasAgg(picture).get_renderer()
    edge = min(a.get_window_extent().x0 for a in picture.artists if " group:" in str(a.get_gid()))
    for text in picture.texts:
        assert text.get_fontsize() >= 10.5 or text.get_text() == picture.source
    for item in found.items:
        assert item.title in words(picture, item.id)
        texts = [t for t in picture.texts if t.get_gid() == item.id]
        boxes = {t.get_text(): t.get_window_extent(paper) for t in texts}
        row = tagged(picture, f"{item.id} group:{item.id}.own-1")[0].get_window_extent(paper)
        assert all(row.y0 < b.y0 + 4 and b.y1 - 4 < row.y1 for b in boxes.values()), item.id
        (source,) = (box.x0 for text, box in boxes.items() if text.endswith(f"· {item.id}"))
        assert max(box.x1 for box in boxes.values()) <= edge, item.id
        assert all(box.x1 < source for box in boxes.values() if box.x0 < source - 1), item.id


def test_french(small_kit):
    picture = charts.hypotheses(small_kit, "C-01", "fr")
    text = " ".join(t.get_text() for t in picture.texts)
    assert "la vôtre :" in text
    assert "II très incompatible" in text
    assert picture.alt.startswith("Matrice de 3 éléments")


@pytest.mark.parametrize(
    ("choice", "near"),
    [(("C-02",), "C-01"), (("C-1",), "C-01"), (("C-01", "de"), "en")],
)
def test_unknown_choice(small_kit, choice, near):
    with pytest.raises(UnknownName) as caught:
        charts.hypotheses(small_kit, *choice)
    assert near in caught.value.near


def test_same_picture_twice_is_the_same(small_kit):
    one, two = (charts.hypotheses(small_kit, "C-01").svg() for _ in range(2))
    assert one == two
    assert set(re.findall(r'data-record="([^"]+)"', one)) == set(ITEMS)


@pytest.fixture
def slide(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("question", ["C-12", "C-20", "C-25", "C-38", "C-40", "C-44", "C-72"])
def test_on_a_slide_the_matrix_fits_and_can_be_read(slide, question, lang):
    picture = charts.hypotheses(sahelkit.load(), question, lang)
    assert view_faults(picture, medium.TALL, 0.9) == []


def test_on_a_slide_every_cell_and_hypothesis_is_there_and_items_go_by_their_source(slide):
    kit = sahelkit.load()
    picture = charts.hypotheses(kit, "C-38")
    found = ach.analysis(kit, "C-38")
    tags = {a.get_gid() for a in picture.findobj(lambda a: bool(a.get_gid()))}
    for item in found.items:
        for name in [*(h.id for h in found.hypotheses), "own-1"]:
            assert f"{item.id} group:{item.id}.{name}" in tags
    said = written(picture)
    source = kit.record(found.items[1]["source_id"])
    assert f"{found.items[1].id} {source['reliability']} {source['publisher']}" in said
    for h in found.hypotheses:
        assert set(h.title.split()) <= set(said.split())
    assert "II very inconsistent" in said


def test_on_a_slide_the_meaning_of_ratings_breaks_only_between_them():
    def wrap(text, wide, most):
        return [text] if len(text) <= wide else [text[:1], text[1:]]

    assert _joined(["aa", "bb", "cc"], 8, wrap) == ["aa · bb", "cc"]
    assert _joined(["aaaaaaaaaaaa", "b"], 8, wrap) == ["aaaaaaaaaaaa", "b"]


def test_on_a_slide_few_items_show_their_statement():
    def wrap(text, wide, most):
        return [text] * min(2, most)

    made = laid(["A  one"], [("AE-01  B  Who", "What")] * 4, 2, ["CC good"], wrap)
    assert made.labels[0] == ["AE-01  B  Who", "What"]
    made = laid(["A  one"], [("AE-01  B  Who", "What")] * 18, 2, ["CC good"], wrap)
    assert made.labels[0] == ["AE-01  B  Who"]
