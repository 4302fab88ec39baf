import itertools
import re

import pytest

import sahelkit
from charts.slide import texts_of as written_in
from charts.slide_views import view_faults, written
from sahelkit import charts, medium
from sahelkit.charts.sources import FILL, shorten
from sahelkit.charts.statements import VIEWS, texts_of
from sahelkit.errors import UnknownName
from sahelkit.style import INK


@pytest.fixture(scope="module")
def whole():
    return sahelkit.load()


@pytest.fixture(scope="module")
def every(whole):
    return charts.sources(whole, every_view=True)


def parts(picture, *wanted):
    """Parts with all of these words in their tags."""
    return [
        a
        for a in picture.axes[0].get_children()
        if a.get_gid() and set(wanted) <= set(a.get_gid().split())
    ]


def text(picture, *wanted):
    return [p.get_text() for p in parts(picture, *wanted) if hasattr(p, "get_text")]


def middle(part):
    box = part.get_window_extent()
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def test_cell_says_how_many_statements(every):
    assert text(every, "group:S0.topic.bamex", "count") == ["34"]
    assert text(every, "group:S1.entity.turkiye", "count") == ["16"]


def test_cell_that_is_left_out_is_an_empty_box_that_is_always_seen(every):
    (empty,) = parts(every, "group:S2.topic.bamex")
    assert empty.get_gid().split() == [
        "group:S2.topic.bamex", "always", "when:compare=topics", "when:sources=S2",
    ]  # fmt: skip
    assert len(empty.get_path()) == 7  # a box and a dash


def test_filled_cell_lies_above_the_empty_one(every):
    tags = [p.get_gid().split()[1:] for p in parts(every, "group:S0.topic.bamex")]
    assert ["when:compare=topics", "count"] in tags
    assert ["when:compare=topics", "shade"] in tags
    assert ["always", "when:compare=topics", "when:sources=S0"] in tags


def test_more_statements_are_deeper(every):
    def depth(key):
        (part,) = parts(every, f"group:{key}", "shade")
        return part.get_facecolor()[3]

    assert depth("S1.topic.bamex") > depth("S0.topic.bamex") > depth("S0.topic.russia") > 0.1


def test_number_can_be_read_on_the_deepest_fill():
    def light(colour):
        part = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        part = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in part]
        return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2]

    assert (light(FILL) + 0.05) / (light(INK) + 0.05) >= 4.5


def test_share_of_a_kind_and_its_number(every):
    assert text(every, "group:S3.kind.forecast") == ["28%", "15"]
    assert text(every, "group:S3.kind.forecast", "count") == ["15"]
    (bar,) = [p for p in parts(every, "group:S3.kind.forecast") if shade(p) == FILL]
    (more,) = [p for p in parts(every, "group:S3.kind.attribute") if shade(p) == FILL]
    assert more.get_width() / bar.get_width() == pytest.approx(20 / 15)


def shade(part):
    if not hasattr(part, "get_width"):
        return ""
    return "#" + "".join(f"{round(c * 255):02x}" for c in part.get_facecolor()[:3])


def test_shares_of_a_text_make_a_hundred_in_a_hundred(whole):
    texts = texts_of(whole)
    for source in texts.sources:
        number = sum(len(r.cells[source]) for r in texts.rows("kinds"))
        assert number == texts.statements(source) > 0


def test_word_says_how_often_and_by_whom(every):
    assert text(every, "W-01") == ["3 ◐"]  # collapse in S0, the text and others
    assert text(every, "W-02") == ["0"]
    assert {t[-1] for t in text(every, "when:compare=words") if t[-1] in "●○◐"} == set("●○◐")


def test_every_wording_is_a_part(whole, every):
    drawn = set(re.findall(r'data-record="([^"]+)"', every.svg()))
    assert drawn == set(whole.wordings["wording_id"])


def test_every_group_is_a_part(whole, every):
    drawn = set(re.findall(r'data-group="([^"]+)"', every.svg()))
    assert drawn == set(texts_of(whole).members())


def test_head_names_publisher_and_reliability(every):
    head = text(every, "group:text.S3")
    assert head == ["S3 (D)", "African", "Security", "Analysis", "54"]


def test_cells_stand_beneath_their_head_and_beside_their_label(every):
    for source in ("S0", "S4"):
        (head,) = [p for p in parts(every, f"group:text.{source}") if hasattr(p, "get_width")]
        (cell,) = parts(every, f"group:{source}.topic.west", "shade")
        assert middle(cell)[0] == pytest.approx(middle(head)[0], abs=2)
    (label,) = [p for p in parts(every, "group:topic.west") if hasattr(p, "get_text")]
    assert middle(cell)[1] == pytest.approx(middle(label)[1], abs=4)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_overlaps_or_leaves_the_picture(whole, view, lang):
    picture = charts.sources(whole, view, lang=lang)
    assert picture.get_figheight() <= 5.5
    boxes = [
        (t.get_text(), t.get_window_extent().shrunk(0.98, 0.7))
        for t in [*picture.axes[0].texts, *picture.texts]
    ]
    for said, box in boxes:
        assert box.x0 >= 0, said
        assert box.x1 <= picture.bbox.x1, said
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        assert not (a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1), (one, two)


def test_text_is_large_enough(every):
    assert min(t.get_fontsize() for t in every.axes[0].texts) >= 10.5


def test_one_view_draws_only_that(whole):
    picture = charts.sources(whole, "kinds")
    assert parts(picture, "when:compare=kinds")
    assert not parts(picture, "when:compare=topics")
    assert "By topic" not in picture.alt


def test_many_entities_make_the_picture_higher(whole):
    many = list(whole.entities["entity_id"])[:60]
    picture = charts.sources(whole, "entities", entities=many)
    assert picture.get_figheight() > 9


def test_alt_text_says_who_leaves_out_what(every):
    assert every.alt.startswith(
        "5 texts side by side, a column each: S0 Interbellum News (72 statements); "
    )
    assert "S2 has nothing on Türkiye, BAMEX;" in every.alt
    assert "only in S0, Fuel blockade of 2025" in every.alt
    assert "forecast S0 0%, S1 2%, S2 2%, S3 28%, S4 11%" in every.alt
    assert "collapse (S0, 3)" in every.alt


def test_alt_text_without_entities_is_whole(amend):
    picture = charts.sources(amend("mentions", 0, claim_id="S1-01"), "entities", entities="goita")
    assert picture.alt == "1 texts side by side, a column each: S1 Unnamed outlet (4 statements)."


def test_french(whole):
    picture = charts.sources(whole, lang="fr")
    assert "CEDEAO" in text(picture, "when:compare=topics")
    assert "ne dit rien sur" in picture.alt
    assert picture.source == "Source : registre sahelkit"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Mali", "Mali"),
        ("Salon international de Bamako (BAMEX 25)", "BAMEX 25"),
        ("CEDEAO (Communauté économique)", "CEDEAO"),
        ("Visit to Bamako and Niamey (2025)", "Visit to Bamako and…"),
        ("Fair (2025)", "Fair (2025)"),
        ("Sahelsicherheitszusammenarbeit", "Sahelsicherheitszus…"),
    ],
)
def test_long_names(name, short):
    assert shorten(name, 20) == short


def test_hostile_publisher_stays_text(amend):
    svg = charts.sources(amend("sources", 0, publisher="<b>&"), every_view=True).svg()
    assert "<b>" not in svg
    assert "&lt;b&gt;&amp;" in svg


def test_unknown_view(small_kit):
    with pytest.raises(UnknownName) as caught:
        charts.sources(small_kit, "topic")
    assert caught.value.near[0] == "topics"


def test_small_ledger_and_the_kit_is_not_changed(small_kit):
    before = small_kit.claims
    charts.sources(small_kit, every_view=True)
    assert small_kit.claims.equals(before)


@pytest.fixture
def slide(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("view", VIEWS)
def test_on_a_slide_a_view_fills_the_room_and_can_be_read(slide, whole, view, lang):
    assert view_faults(charts.sources(whole, view, lang=lang), medium.TALL, 1) == []


def test_on_a_slide_rows_that_have_no_room_are_counted(slide, whole):
    rows = list(texts_of(whole).rows("words"))
    said = written(charts.sources(whole, "words"))
    left = [row.name for row in rows if row.name not in said]
    assert f"+ {len(left)} in the table" in said
    assert left
    assert "Threat" not in said, "headings of many blocks go first"
    entities = written(charts.sources(whole, "entities"))
    assert all(head in entities for head in ("Named by all texts", "Named by one text only"))
    assert re.search(r"\+ \d+ in the table", entities)
    assert "in the table" not in written(charts.sources(whole, "topics"))


def test_on_a_slide_a_long_label_is_written_smaller_and_a_name_as_its_acronym(slide, whole):
    names = ["bamex-2025", "fuel-blockade-2025", "turkiye", "russia", "nigeria", "stm"]
    picture = charts.sources(whole, "entities", entities=names)
    sizes = {t.get_text(): t.get_fontsize() for t, _ in written_in(picture)}
    assert sizes["Fuel blockade of 2025"] == 10.5 < sizes["Nigeria"]
    assert "ASA" in sizes


def test_on_a_page_all_rows_are_drawn(whole):
    picture = charts.sources(whole, "words")
    drawn = {t.get_text() for t in picture.axes[0].texts}
    assert {row.name for row in texts_of(whole).rows("words")} <= drawn
