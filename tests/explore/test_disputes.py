import base64
import json
import re

import pytest

import sahelkit
from sahelkit import explore, medium
from sahelkit.errors import UnknownName

WHOLE = sahelkit.load()


@pytest.fixture(scope="module")
def several():
    return explore.disputes(WHOLE, ["C-40", "C-12"])


def controls(explorer):
    return {control.name: control for control in explorer.view.controls}


def forms(explorer):
    return controls(explorer)["judgements"].data["questions"]


def opened(sealed):
    return json.loads(base64.b64decode(sealed))


def test_all_questions_are_listed_by_theme_with_their_identifiers():
    explorer = explore.disputes(WHOLE)
    options = controls(explorer)["question"].options
    assert len(options) == WHOLE.positions["dispute_id"].nunique()
    assert options[0].label.startswith("AES · C-")
    label = next(option.label for option in options if option.value == "C-40")
    assert label == "Russia · C-40: Was a joint defence agreement signed in Moscow in April 2025?"
    assert explorer.value["question"] == options[0].value
    assert len(explorer.html) < 900_000


def test_rows_and_parts_are_the_answers(several):
    ids = {record.id for record, _ in several.view.records}
    assert ids == {p for p in WHOLE.positions["position_id"] if p[:4] in ("C-40", "C-12")}
    assert set(re.findall(r'data-id="([^"]+)"', several.html)) == ids
    assert set(re.findall(r'data-record="([^"]+)"', several.html)) == ids


def test_a_question_shows_its_answers(several):
    several.question = "C-40"
    assert several.records == ["C-40-a", "C-40-b", "C-40-c"]
    several.value = {"question": "C-12"}
    assert several.records == [f"C-12-{letter}" for letter in "abcdefg"]
    assert several.question == "C-12"


def test_grades_are_off_at_first():
    explorer = explore.disputes(WHOLE, ["C-40", "C-12"])
    assert explorer.grades is False
    svg = explorer.html[explorer.html.index("<svg") : explorer.html.index("</svg>")]
    graded = re.findall(r'data-when="[^"]*grades=true"( style="display:none")?', svg)
    assert graded
    assert all(graded)
    cell = re.search(r'<span data-when="grades=true"( hidden)?>([^<]+)', explorer.html)
    assert cell[1]
    assert cell[2].startswith("reliability")
    explorer.grades = True
    with pytest.raises(UnknownName):
        explorer.grades = "yes"


def test_one_question_has_no_list_and_is_the_heading():
    explorer = explore.disputes(WHOLE, "C-40")
    assert set(controls(explorer)) == {"grades", "judgements"}
    assert explorer.view.title == WHOLE.record("C-40")["question"]
    assert explorer.records == ["C-40-a", "C-40-b", "C-40-c"]
    assert explorer.view.heights == {}
    drawn = [t.get_text() for t in explorer.picture.axes[0].texts]
    assert explorer.view.title not in drawn


def test_a_title_of_ones_own_leaves_the_question_in_the_picture():
    explorer = explore.disputes(WHOLE, "C-40", title="Who <left> & when")
    assert "Who &lt;left&gt; &amp; when" in explorer.html
    drawn = [t.get_text() for t in explorer.picture.axes[0].texts]
    assert WHOLE.record("C-40")["question"] in drawn


def test_our_reading_is_nowhere_to_be_read():
    explorer = explore.disputes(WHOLE, "C-40")
    row = WHOLE.record("C-40")
    page = explorer.html + str(explorer._repr_mimebundle_()) + repr(explorer)
    for column in ("reading", "teaches", "evidence_summary"):
        assert row[column][:25] not in page
    ours = opened(forms(explorer)["C-40"]["sealed"])
    assert ours == {
        "reading": row["reading"],
        "confidence": row["confidence"],
        "evidence": row["evidence_summary"],
        "teaches": row["teaches"],
    }


def test_the_part_of_the_picture_that_a_question_fills(several):
    whole = 72 * several.picture.get_figheight()
    heights = several.view.heights
    assert heights["question=C-12"] == pytest.approx(whole)
    assert 0.3 * whole < heights["question=C-40"] < 0.6 * whole


def test_on_a_slide_a_question_is_chosen_by_its_number_and_stands_in_the_picture(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")
    few = explore.disputes(WHOLE, ["C-40", "C-12"])
    assert [o.label for o in controls(few)["question"].options] == ["C-40", "C-12"]
    many = explore.disputes(WHOLE, themes=["bamex"])
    options = controls(many)["question"].options
    assert len(options) > 5
    assert WHOLE.record("C-12")["question"] in {o.label.partition(": ")[2] for o in options}
    one = explore.disputes(WHOLE, "C-57")
    drawn = " ".join(t.get_text() for t in one.picture.axes[0].texts)
    assert WHOLE.record("C-57")["question"] in drawn


def test_on_a_slide_each_question_has_the_height_that_it_needs(monkeypatch):
    monkeypatch.setenv(medium.STATIC, "slide")
    view = explore.disputes(WHOLE, ["C-12", "C-28"]).view
    room = 72 * medium.inches(medium.TALL)[1]
    assert set(view.heights) == {"question=C-12", "question=C-28"}
    assert all(0.7 * room < height < room + 0.01 for height in view.heights.values())
    assert view.heights["question=C-12"] != view.heights["question=C-28"]


def test_a_judgement_can_be_set_read_and_observed(several):
    seen = []
    several.observe(lambda change: seen.append(change["new"]), "judgements")
    judged = {"C-12": {"answer": "C-12-a", "confidence": "low"}}
    several.judgements = judged
    assert several.value["judgements"] == judged
    several.value = {"judgements": {"C-40": {"answer": "open", "confidence": "high"}}}
    assert several.judgements == {"C-40": {"answer": "open", "confidence": "high"}}
    assert len(seen) == 2
    assert several.get_state(["judgements"])["judgements"] == several.judgements
    several.judgements = {}


@pytest.mark.parametrize(
    ("judged", "near"),
    [
        ({"C-13": {"answer": "open", "confidence": "low"}}, "C-12"),
        ({"C-12": {"answer": "C-40-a", "confidence": "low"}}, "C-12-a"),
        ({"C-12": {"answer": "C-12-a", "confidence": "sure"}}, "moderate"),
    ],
)
def test_a_judgement_that_does_not_exist(several, judged, near):
    before = several.judgements
    for name, state in (("judgements", judged), ("value", {"judgements": judged})):
        with pytest.raises(UnknownName, match=near):
            setattr(several, name, state)
    assert several.judgements == before


def test_french():
    explorer = explore.disputes(WHOLE, themes="russia", lang="fr")
    assert explorer.view.title == "Questions auxquelles les sources répondent différemment"
    assert controls(explorer)["grades"].label == "Afficher fiabilités et origines"
    assert "Le texte des fiches est en anglais." in explorer.html
    assert '"js_disputes_commit": "M’engager"' in explorer.html
    options = controls(explorer)["question"].options
    assert options[0].label == "C-19: How is the Russian deputy defence minister’s name written?"


def test_generators_will_do(small_kit):
    explorer = explore.disputes(small_kit, (q for q in ["C-01"]), themes=(t for t in ["bamex"]))
    assert explorer.records == ["C-01-a", "C-01-b"]


@pytest.mark.parametrize(
    "choice",
    [{"questions": "C-99"}, {"themes": ["x"]}, {"themes": "west"}, {"lang": "de"}],
)
def test_unknown_choice(small_kit, choice):
    with pytest.raises(UnknownName):
        explore.disputes(small_kit, **choice)


def test_hostile_text_stays_text(amend):
    kit = amend("disputes", 0, question="</script><script>alert(1)</script>", reading="<b>&")
    html = explore.disputes(kit).html
    assert "<script>alert" not in html
    assert html.count("<script") == 1
    kit = amend("positions", 0, statement="</svg><img src=x onerror=alert(1)>")
    assert "<img" not in explore.disputes(kit).html
