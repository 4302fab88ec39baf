import dataclasses
import itertools
import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import sahelkit
from charts.slide import texts_of
from charts.slide_views import view_faults, written
from sahelkit import charts, medium
from sahelkit.charts import answers_slide
from sahelkit.charts.answers import answers_to, basis_of, figure_of, questions_of
from sahelkit.charts.disputes import GRADES, heights
from sahelkit.errors import UnknownName

WHOLE = sahelkit.load()


@pytest.fixture(scope="module")
def every():
    """The picture of all questions, as an explorer holds it."""
    return charts.disputes(WHOLE, explored=True)


def gids(picture):
    return [a.get_gid() for a in picture.axes[0].get_children() if a.get_gid()]


def words(picture, gid):
    return [t.get_text() for t in picture.axes[0].texts if t.get_gid() == gid]


def said(picture, record_id):
    return " ".join(words(picture, record_id))


def test_every_answer_is_a_row_and_nothing_else_is_tagged(small_kit):
    picture = charts.disputes(small_kit)
    assert {g for g in gids(picture) if "when:" not in g} == {"C-01-a", "C-01-b"}
    assert set(re.findall(r'data-record="([^"]+)"', picture.svg())) == {"C-01-a", "C-01-b"}


def test_a_row_says_answer_figure_source_and_date(small_kit):
    picture = charts.disputes(small_kit)
    assert words(picture, "C-01-a") == [
        "a", "Fifty.", "Unnamed outlet (S1-01), 12 November 2025", "50", "firms",
    ]  # fmt: skip
    assert words(picture, "C-01-b")[2:] == ["Монитор (SRC-008), July 2024", "30–40", "firms"]


@pytest.mark.parametrize(
    ("publisher", "agency", "kind", "who"),
    [
        ("Pravda network (mali)", "Government of Mali", "aggregator",
         "Government of Mali, on Pravda network (SRC-008)"),
        ("Daily Tribune", "AFP", "newspaper", "AFP, on Daily Tribune (SRC-008)"),
        ("Own Words", "AFP", "blog", "Own Words, after AFP (SRC-008)"),
        ("Daily", "", "newspaper", "Daily (SRC-008)"),
        ("AFP (agency)", "AFP", "news agency", "AFP (agency) (SRC-008)"),
        ("Commission of ECOWAS (on a page)", "ECOWAS Commission", "official",
         "Commission of ECOWAS (on a page) (SRC-008)"),
        ("Radio France Internationale (on a page)", "RFI", "broadcaster",
         "Radio France Internationale (on a page) (SRC-008)"),
    ],
)  # fmt: skip
def test_a_row_names_who_speaks_and_not_only_who_prints(amend, publisher, agency, kind, who):
    kit = amend("sources", 8, publisher=publisher, agency=agency, kind=kind)
    assert f" {who}, July 2024 " in said(charts.disputes(kit), "C-01-b")


def test_one_of_the_five_documents_speaks_for_itself(amend):
    picture = charts.disputes(amend("sources", 0, agency="AFP"))
    assert "Unnamed outlet, after AFP (S1-01), 12 November 2025" in said(picture, "C-01-a")
    picture = charts.disputes(amend("sources", 8, agency="AFP"), lang="fr")
    assert "AFP, sur Монитор (SRC-008)" in said(picture, "C-01-b")


def test_on_a_slide_a_publisher_has_no_further_words_in_brackets(amend, monkeypatch):
    kit = amend("sources", 8, publisher="Pravda network (mali)")
    assert "Pravda network (mali) (SRC-008)" in said(charts.disputes(kit), "C-01-b")
    monkeypatch.setenv(medium.STATIC, "slide")
    assert "Pravda network (SRC-008)" in said(charts.disputes(kit), "C-01-b")


def test_where_room_is_short_on_a_slide_who_gives_an_answer_is_cut_first():
    long = dataclasses.replace(
        answers_to(WHOLE, "C-40")[0], statement="word " * 40, who="Somebody on somewhere " * 8
    )
    laid = answers_slide.sheet("Who?", [long] * 4, "en", room=360)
    assert all("…" not in "".join(row.said) for row in laid.rows)
    assert all(row.who[-1].endswith("…") for row in laid.rows)


def test_case_and_hyphens_of_a_question_do_not_matter(small_kit):
    assert "C-01-a" in gids(charts.disputes(small_kit, ["c01"]))


def test_no_statement_of_the_ledger_is_cut_or_runs_into_the_grades(every):
    canvas = FigureCanvasAgg(every).get_renderer()
    axes = every.axes[0]
    texts = {}
    for text in axes.texts:
        texts.setdefault(text.get_gid(), []).append(text)
    for row in WHOLE.positions.to_dict("records"):
        own = texts[row["position_id"]]
        assert row["statement"] in " ".join(t.get_text() for t in own)
        boxes = [t.get_window_extent(canvas).transformed(axes.transData.inverted()) for t in own]
        figures = [b.x0 for t, b in zip(own, boxes, strict=True) if t.get_ha() == "right"]
        for text, box in zip(own, boxes, strict=True):
            limit = min([430, *figures]) if text.get_ha() == "left" else 430
            assert box.x1 <= limit, (row["position_id"], text.get_text())
            assert text.get_fontsize() >= 10.5


def test_rows_of_a_question_do_not_overlap():
    picture = charts.disputes(WHOLE, "C-12")
    bands = [
        p.get_path().vertices[:, 1]
        for p in picture.axes[0].patches
        if (p.get_gid() or "").startswith("C-12-")
    ]
    assert len(bands) == 7
    for upper, lower in itertools.pairwise(bands):
        assert upper.max() < lower.min()


def test_a_grade_stands_at_its_letter_on_the_scale(small_kit, amend):
    def places(picture):
        found = {}
        for text in picture.axes[0].texts:
            if text.get_gid() == "when:grades=true" and text.get_text() in tuple(GRADES):
                found.setdefault(text.get_text(), []).append(text.get_position()[0])
        return found

    both = places(charts.disputes(small_kit))  # both sources have B
    assert [len(both[letter]) for letter in GRADES] == [1, 3, 1, 1, 1, 1]
    assert len(set(both["B"])) == 1
    assert both["A"] < both["B"] < both["C"] < both["D"] < both["E"] < both["F"]
    changed = places(charts.disputes(amend("sources", 0, reliability="D")))
    assert [len(changed[letter]) for letter in GRADES] == [1, 2, 1, 2, 1, 1]


def test_a_square_for_each_independent_origin_in_three_forms():
    answer = next(a for a in answers_to(WHOLE, "C-12") if a.id == "C-12-b")
    assert [len(answer.count.supports), len(answer.count.partly)] == [2, 1]
    picture = charts.disputes(WHOLE, "C-12")
    y = next(
        p.get_path().vertices[:, 1].mean()
        for p in picture.axes[0].patches
        if p.get_gid() == "C-12-b"
    )
    signs = [
        p
        for p in picture.axes[0].patches
        if p.get_gid() == "when:grades=true" and abs(p.get_path().vertices[:, 1].mean() - y) < 8
    ]
    full, part = signs
    starts = [sum(p.get_path().codes == 1) for p in signs]
    assert starts == [2, 2]  # two squares; one square and the stroke through it
    assert full.get_facecolor() != part.get_facecolor()
    assert part.get_facecolor()[3] == 0


def test_head_explains_the_signs(small_kit):
    heads = words(charts.disputes(small_kit), "when:grades=true")
    assert {"Reliability (A best)", "Independent origins", "for", "in part", "against"} <= set(
        heads
    )


def test_basis_in_words():
    answer = next(a for a in answers_to(WHOLE, "C-12") if a.id == "C-12-a")
    assert basis_of(answer) == "reliability D; independent origins: 1 for, 1 in part, 1 against"
    assert "origines indépendantes : 1 pour" in basis_of(answer, "fr")


@pytest.mark.parametrize(
    ("value", "high", "unit", "lang", "expected"),
    [
        (18000.0, None, "ft", "en", ("18,000", "ft")),
        (18000.0, None, "ft", "fr", ("18\u202f000", "ft")),
        (1.6, None, "km", "en", ("1.6", "km")),
        (1.6, None, "km", "fr", ("1,6", "km")),
        (25.0, 82.0, "dead", "en", ("25–82", "dead")),
        (1977.0, None, "year", "en", ("1977", "")),
        (2500000.0, None, "people", "en", ("2,500,000", "people")),
        (None, None, "", "en", ("", "")),
    ],
)
def test_figures(value, high, unit, lang, expected):
    assert figure_of({"value": value, "value_high": high, "unit": unit}, lang) == expected


def test_questions_stand_by_theme_then_number():
    frame = questions_of(WHOLE)
    order = next(f.enum for f in WHOLE.schema["disputes"].fields if f.name == "theme")
    keys = [
        (order.index(theme), int(name[2:]))
        for theme, name in zip(frame["theme"], frame["dispute_id"], strict=True)
    ]
    assert keys == sorted(keys)
    assert len(frame) == WHOLE.positions["dispute_id"].nunique()


def test_named_questions_keep_their_order_and_themes_choose():
    assert list(questions_of(WHOLE, ["C-40", "C-12", "C-40"])["dispute_id"]) == ["C-40", "C-12"]
    assert set(questions_of(WHOLE, themes="russia")["theme"]) == {"russia"}
    assert list(questions_of(WHOLE, iter(["C-12"]), iter(["bamex"]))["dispute_id"]) == ["C-12"]


def test_a_question_without_answers_is_left_out(small_kit):
    assert list(questions_of(small_kit)["dispute_id"]) == ["C-01"]
    with pytest.raises(UnknownName, match="C-02"):
        charts.disputes(small_kit, "C-02")


def test_alone_questions_stand_one_below_the_other():
    one, two = charts.disputes(WHOLE, "C-12"), charts.disputes(WHOLE, ["C-12", "C-40"])
    both = one.get_figheight() + charts.disputes(WHOLE, "C-40").get_figheight()
    assert two.get_figheight() == pytest.approx(both)
    assert not [g for g in gids(two) if "question=" in g]


def test_explored_questions_share_one_place():
    picture = charts.disputes(WHOLE, ["C-12", "C-40"], explored=True)
    assert picture.get_figheight() == charts.disputes(WHOLE, "C-12").get_figheight()
    tops = {
        p.get_gid(): p.get_path().vertices[:, 1].min()
        for p in picture.axes[0].patches
        if p.get_gid() in ("C-12-a", "C-40-a")
    }
    assert tops["C-12-a"] == tops["C-40-a"]
    assert words(picture, "when:question=C-40")[0].startswith("Was a joint defence agreement")
    marks = [g for g in gids(picture) if g.startswith("when:question=C-40 ")]
    assert marks
    assert set(marks) == {"when:question=C-40 when:grades=true"}


def test_a_long_question_does_not_move_the_heads_of_the_others(amend):
    amend("positions", 1, dispute_id="C-02")
    kit = amend("disputes", 1, question="Who paid, and " * 12 + "why?")
    picture = charts.disputes(kit, explored=True)
    rows = ("C-01-a", "C-01-b")
    tops = [p.get_path().vertices[0, 1] for p in picture.axes[0].patches if p.get_gid() in rows]
    assert len(tops) == 2
    assert len(set(tops)) == 1
    (asked,) = words(picture, "when:question=C-02")[:1]
    assert asked.replace("\n", " ") == "Who paid, and " * 12 + "why?"


def test_heights_are_what_an_explorer_cuts_to():
    asks = {"C-12": "How many?", "C-40": "Was one signed?"}
    answers = {name: answers_to(WHOLE, name) for name in asks}
    high = heights(asks, answers)
    assert high["C-12"] / 72 == charts.disputes(WHOLE, "C-12", explored=True).get_figheight()
    assert high["C-40"] / 72 == charts.disputes(WHOLE, "C-40", explored=True).get_figheight()
    assert heights(asks, answers, asked=False)["C-40"] < high["C-40"]


def test_without_the_question():
    picture = charts.disputes(WHOLE, "C-40", explored=True, asked=False)
    assert not [
        t for t in picture.axes[0].texts if "joint defence agreement signed in" in t.get_text()
    ]
    assert picture.get_figheight() < charts.disputes(WHOLE, "C-40").get_figheight()


def test_the_picture_of_all_questions_stays_light(every):
    assert len(every.svg()) < 500_000
    assert every.get_figheight() < 6


def test_alt_text(small_kit):
    assert charts.disputes(small_kit).alt == (
        "Answers to “How many firms came?” a. Fifty. Unnamed outlet (S1-01), 12 November 2025, "
        "reliability B; independent origins: 2 for; b. Thirty to forty. Монитор (SRC-008), "
        "July 2024, reliability B; independent origins: 1 for."
    )
    assert "reliability" not in charts.disputes(small_kit, explored=True).alt
    assert charts.disputes(WHOLE, ["C-12", "C-40"]).alt.startswith("10 answers to 2 questions")


def test_our_reading_is_not_in_the_picture():
    svg = charts.disputes(WHOLE, "C-40").svg()
    row = WHOLE.record("C-40")
    for column in ("reading", "teaches", "evidence_summary"):
        assert row[column][:30] not in svg


def test_source_line_and_french(small_kit):
    picture = charts.disputes(small_kit, lang="fr")
    drawn = [t.get_text() for t in picture.axes[0].texts]
    assert picture.source == "Source : registre sahelkit"
    assert picture.source in drawn
    assert "Origines indépendantes" in drawn
    assert "novembre 2025" in said(picture, "C-01-a")


def test_a_source_without_date(amend):
    picture = charts.disputes(amend("positions", 1, held_by="SRC-007"))
    assert "R&D <Press> (SRC-007), no date" in said(picture, "C-01-b")
    assert "R&amp;D &lt;Press&gt;" in picture.svg()


@pytest.mark.parametrize(
    ("choice", "near"),
    [
        ({"questions": "C-1"}, ("C-01",)),
        ({"questions": ["C-01", "C-40"]}, ("C-01",)),
        ({"questions": [None]}, ("C-01",)),
        ({"questions": [], "themes": "bamex"}, ()),
        ({"themes": "bamx"}, ("bamex",)),
        ({"themes": "russia"}, ()),
        ({"lang": "de"}, ("en", "fr")),
    ],
)
def test_unknown_choice(small_kit, choice, near):
    with pytest.raises(UnknownName) as caught:
        charts.disputes(small_kit, **choice)
    assert caught.value.near == near


def test_the_kit_is_not_changed(small_kit):
    before = small_kit.disputes
    charts.disputes(small_kit)
    assert small_kit.disputes.equals(before)


@pytest.fixture
def slide(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", ["C-01", "C-12", "C-18", "C-24", "C-34", "C-48", "C-72"])
def test_on_a_slide_a_question_fills_the_room_and_can_be_read(slide, name, lang):
    assert view_faults(charts.disputes(WHOLE, name, lang=lang), medium.TALL, 0.75) == []


def test_on_a_slide_nothing_of_the_answers_is_cut_where_there_is_room(slide):
    for name in ("C-01", "C-12", "C-37"):
        said = written(charts.disputes(WHOLE, name))
        assert "…" not in said
        for answer in answers_to(WHOLE, name):
            for text in (answer.statement, answer.who, answer.figure):
                assert set(text.split()) <= set(said.split())


def test_on_a_slide_few_answers_are_written_large(slide):
    few, many = (charts.disputes(WHOLE, name) for name in ("C-01", "C-12"))
    assert size_of(few, "He is a colonel.") > 1.6 * size_of(many, "More than 50 countries")


def size_of(picture, start):
    found = [t for t, _ in texts_of(picture) if t.get_text().startswith(start)]
    return found[0].get_fontsize()


def test_on_a_slide_grades_stand_beside_who_gives_the_answer_and_leave_it_the_whole_width(slide):
    picture = charts.disputes(WHOLE, "C-44", explored=True)
    boxes = texts_of(picture)
    statements = {a.statement for a in answers_to(WHOLE, "C-44")}
    wide = [box.x1 for text, box in boxes if any(s.startswith(text.get_text()) for s in statements)]
    grades = [box.x0 for text, box in boxes if "grades=true" in (text.get_gid() or "")]
    assert max(wide) > min(x for x in grades if x > 1), "an answer goes further than the grades"
    before = [t.get_text() for t, _ in boxes if t.get_gid() == "when:grades=false"]
    after = [t.get_text() for t, _ in boxes if t.get_gid() == "when:grades=true"]
    assert before == ["Answer, and who gives it"]
    assert after[0].startswith("Disc:")
    assert "4 for" in after


def test_on_a_slide_the_question_stands_above_in_any_case(slide):
    picture = charts.disputes(WHOLE, "C-40", explored=True, asked=False)
    assert WHOLE.record("C-40")["question"] in written(picture)
    assert "Source" not in written(picture)


def test_on_a_slide_several_questions_share_the_room(slide):
    picture = charts.disputes(WHOLE, ["C-54", "C-57"])
    assert view_faults(picture, medium.TALL) == []
    said = written(picture)
    assert said.index("Liptako") < said.index("Mauritania")
