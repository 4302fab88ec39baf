import base64
import io
import zipfile

import pytest
from PIL import Image

from publish import sample, slides
from sahelkit.errors import BadLesson, MissingPart, UnknownName
from sahelkit.lessons import execute, notebook, parts
from sahelkit.publish import once
from sahelkit.publish.deck import contents
from sahelkit.publish.notes import Notes
from sahelkit.publish.outline import outline
from sahelkit.publish.pptx import build as pptx
from sahelkit.publish.stamp import built_document

HOSTILE = 'R&D <b>bold</b> "x" \x00\x0b\x1f\ufffe \ud800 ]]> &amp; <script>alert(1)</script> 𝄞'


def picture(wide=400, high=200, colour="teal"):
    buffer = io.BytesIO()
    Image.new("RGB", (wide, high), colour).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


def shown(page="", png="", **metadata):
    data = {"text/plain": "<X>"} | ({"text/html": page} if page else {})
    data |= {"image/png": png} if png else {}
    out = {"output_type": "display_data", "data": data, "metadata": metadata}
    return sample.cell("code", "show()", "-", outputs=[out])


def lesson_of(tmp_path, *cells, **metadata):
    path = tmp_path / "notebooks" / "01-x.ipynb"
    path.parent.mkdir(exist_ok=True)
    metadata.setdefault("title", "What is a lesson?")
    return notebook.parse(sample.notebook(*cells, **metadata), path)


@pytest.fixture
def write(tmp_path):
    """Write cells as a presentation, which must have no fault; return it opened."""

    def written(*cells, lang=None, **metadata):
        lesson = lesson_of(tmp_path, *cells, **metadata)
        content, count = pptx.write(lesson, sample.FakeKit(tmp_path), lang=lang)
        assert slides.faults(content) == []
        made = slides.opened(content)
        assert len(made.slides) == count
        return made

    return written


def md(text, slide="slide"):
    return sample.cell("markdown", text, slide)


TITLE = md("# What is a lesson?\n\nAs of: 22 November 2026")


def test_every_slide_of_the_lesson_has_its_slide_in_order(write):
    made = write(
        TITLE, md("## One"), md("## Two", "subslide"), md("more", "fragment"), md("no", "skip")
    )
    assert [slide.shapes.title.text for slide in made.slides] == ["What is a lesson?", "One", "Two"]
    assert slides.texts(made.slides[2]) == "more"
    assert made.slide_width / made.slide_height == 16 / 9


def test_the_first_slide_has_objectives_day_and_licence(write):
    aims = ["tell a plan from a promise", "count *origins*"]
    made = write(TITLE, sahelkit={"objectives": aims})
    (first,) = made.slides
    assert first.slide_layout.name == "Title"
    body = slides.texts(first)
    assert body == "You will be able to\ntell a plan from a promise\ncount origins"
    (foot,) = [s.text_frame.text for s in first.shapes if s.name.startswith("Footer")]
    assert foot == "As of 22 November 2026 · Text and data: CC BY 4.0 · Code: MIT"


def test_options_with_letters_are_lettered_by_the_program(write):
    made = write(TITLE, md('## Text\n\n<ol type="a"><li>one</li><li>two</li></ol>'))
    (body,) = [s for s in made.slides[1].placeholders if s.placeholder_format.idx == 1]
    found = [p._p.xpath("./a:pPr/a:buAutoNum")[0].get("type") for p in body.text_frame.paragraphs]
    assert found == ["alphaLcPeriod", "alphaLcPeriod"]


def test_text_is_native(write):
    made = write(
        TITLE,
        md("## Text\n\nPlain **bold** and *leaning*.\n\n- one\n  - two\n\n3. third\n4. fourth\n\n"
           "[out](https://example.org/a%20b?c=d)"),
    )  # fmt: skip
    slide = made.slides[1]
    (body,) = [s for s in slide.placeholders if s.placeholder_format.idx == 1]
    paragraphs = body.text_frame.paragraphs
    assert [(p.text, p.level) for p in paragraphs] == [
        ("Plain bold and leaning.", 0), ("one", 0), ("two", 1), ("third", 0), ("fourth", 0),
        ("out", 0),
    ]  # fmt: skip
    styles = {run.text: (run.font.bold, run.font.italic) for run in paragraphs[0].runs}
    assert styles["bold"] == (True, None)
    assert styles["leaning"] == (None, True)
    numbers = [p._p.xpath("./a:pPr/a:buAutoNum/@startAt") for p in paragraphs]
    assert numbers == [[], [], [], ["3"], ["4"], []]
    assert paragraphs[0]._p.xpath("./a:pPr/a:buNone")
    assert not paragraphs[1]._p.xpath("./a:pPr/a:buNone")
    assert paragraphs[5].runs[0].hyperlink.address == "https://example.org/a%20b?c=d"


def test_quotations_and_code_stand_apart(write):
    made = write(TITLE, md("## Words\n\n> “It is so.”\n\n```\na = 1\nb = 2\n```"))
    quote, code = [s for s in made.slides[1].shapes if s.name.startswith("TextBox")]
    assert quote.text_frame.text == "“It is so.”"
    assert code.text_frame.text == "a = 1\x0bb = 2"
    assert {run.font.name for p in code.text_frame.paragraphs for run in p.runs} == {"Consolas"}
    assert quote.fill.fore_color.theme_color == code.fill.fore_color.theme_color


def test_tables_are_native(write):
    frame = (
        '<div><style scoped>.x{}</style><table border="1" class="dataframe"><thead>'
        '<tr style="text-align: right;"><th></th><th>length_m</th></tr><tr><th>name</th><th></th>'
        "</tr></thead><tbody><tr><th>Alpha</th><td>240</td></tr></tbody></table></div>"
    )
    made = write(
        TITLE, md("## T\n\n| a | b |\n|---|---|\n| 1 **x** | 2 |"), md("## D"), shown(frame)
    )
    (table,) = slides.tables(made.slides[1])
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "b"], ["1 x", "2"]]
    assert table.first_row
    assert [run.font.bold for run in table.cell(1, 0).text_frame.paragraphs[0].runs] == [None, True]
    (data,) = slides.tables(made.slides[2])
    assert [[c.text for c in row.cells] for row in data.rows] == [
        ["name", "length m"],
        ["Alpha", "240"],
    ]
    assert data.first_col
    bold = [[c.text_frame.paragraphs[0].runs[0].font.bold for c in r.cells] for r in data.rows]
    assert bold == [[True, True], [True, None]]
    assert made.slides[2].slide_layout.name == "Table"


def test_pictures_have_alternative_text_and_keep_their_shape(write):
    page = '<figure class="sahelkit-picture"><svg viewBox="0 0 2 1"/></figure>'
    made = write(
        TITLE, md("## P"), shown(page, picture(400, 100), **{"image/png": {"alt": "Four & one"}})
    )
    slide = made.slides[1]
    (made_picture,) = slides.pictures(slide)
    assert slide.slide_layout.name == "Picture"
    assert made_picture.is_placeholder
    assert made_picture._element.nvPicPr.cNvPr.get("descr") == "Four & one"
    assert made_picture.width / made_picture.height == pytest.approx(4, rel=0.01)
    assert (made_picture.crop_left, made_picture.crop_top) == (0, 0)


def test_an_explorer_is_its_picture_and_its_caption_goes_to_the_notes(write):
    page = (
        '<div class="sahelkit-explorer"><script>1</script>'
        '<div class="sk-title">Bars &amp; more</div>'
        '<div class="sk-controls"><label>Year <input></label></div>'
        '<svg aria-label="Three &quot;bars&quot;"/>'
        '<p class="sk-caption"><span class="sk-first">Look.</span> '
        '<span class="sk-more">More.</span></p>'
        '<div class="sk-records"><table><tr><td>hidden</td></tr></table></div></div>'
    )
    made = write(TITLE, md("## E"), shown(page, picture(300, 200)), md("Say it.", "notes"))
    slide = made.slides[1]
    (made_picture,) = slides.pictures(slide)
    assert made_picture._element.nvPicPr.cNvPr.get("descr") == 'Three "bars"'
    assert slides.texts(slide) == "Bars & more"
    assert slides.notes(slide) == "Say it.\nLook. More."


def test_a_caption_that_the_title_or_the_picture_says_is_left_out(write):
    page = (
        '<div class="sahelkit-explorer"><div class="sk-title">{}</div><svg aria-label="{}"/></div>'
    )
    made = write(
        TITLE,
        md("## Who?"), shown(page.format("who?", "x"), picture()),
        md("## Two"), shown(page.format("How many?", "Answers to “How many?”"), picture()),
    )  # fmt: skip
    assert slides.texts(made.slides[1]) == slides.texts(made.slides[2]) == ""


def test_an_upright_picture_stands_beside_the_words(write):
    made = write(TITLE, md("## U\n\nWords."), shown("<svg/>", picture(300, 300)))
    slide = made.slides[1]
    assert slide.slide_layout.name == "Words and picture"
    (made_picture,) = slides.pictures(slide)
    (body,) = [s for s in slide.placeholders if s.placeholder_format.idx == 1]
    assert body.left + body.width < made_picture.left


def test_a_picture_that_a_presentation_cannot_hold_is_told_in_words(write):
    made = write(
        TITLE,
        md("## S"),
        shown(f"<figure>{sample.SVG}</figure>"),
        md("## E"),
        shown(sample.EXPLORER),
    )
    for slide in list(made.slides)[1:]:
        assert slides.texts(slide) == "Three bars, the last one longest"
        assert not slides.pictures(slide)


def test_citations_are_raised_numbers_that_lead_to_the_sources(write):
    made = write(
        TITLE,
        md(
            f"## Cited {sample.cite('EV-002')}\n\n"
            f"Said {sample.cite('S1-03')} {sample.cite('EV-001')}."
        ),
    )
    slide, sources = made.slides[1], made.slides[2]
    jumps = {text: said for text, said in slides.runs(slide) if said.xpath("./a:hlinkClick")}
    assert sorted(jumps) == ["1", "2", "3"]
    for said in jumps.values():
        assert int(said.get("baseline")) > 0
        (click,) = said.xpath("./a:hlinkClick")
        assert click.get("action") == "ppaction://hlinksldjump"
        key = click.xpath("./@r:id")[0]
        assert slide.part.related_part(key) is sources.part
    assert jumps["1"].xpath("./a:hlinkClick/@tooltip") == [
        "EV-002: Town Hall, 31 January 2023; Bridge Times, 6 July 2024"
    ]
    assert sources.shapes.title.text == "Sources"
    body = slides.texts(sources)
    assert "1\tEV-002 The bridge opens." in body
    assert "2\tS1-03 It is <the> longest bridge." in body
    assert "against: Bridge Times, “A bridge & its makers”, 6 July 2024. example.org/a" in body
    assert "The Builder, “Leaflet”, no date" in body
    links = {
        t: s.xpath("./a:hlinkClick/@r:id")
        for t, s in slides.runs(sources)
        if s.xpath("./a:hlinkClick")
    }
    assert sources.part.rels[links["example.org/a"][0]].target_ref == "https://example.org/a"
    assert sources.part.related_part(links["1"][0]) is slide.part


def test_notes_have_the_prose_and_numbers_in_brackets(write):
    made = write(
        TITLE, md("## N\n\nx"),
        md(
            f"Ask **first** {sample.cite('EV-001')} {sample.cite('C-01')}.\n\n"
            "- wait\n  - longer\n\n1. end", "notes",
        ),
    )  # fmt: skip
    assert slides.notes(made.slides[1]) == "Ask first\u00a0[1,2].\n• wait\n    • longer\n1. end"
    assert not made.slides[0].has_notes_slide
    assert "EV-001" in slides.texts(made.slides[2])


def test_answers_go_to_the_notes(write):
    made = write(
        TITLE,
        md("## A\n\nWhich?\n\n<details><summary>Answer</summary>\n\nBeta, since…\n\n</details>"),
    )
    assert slides.texts(made.slides[1]) == "Which?"
    assert slides.notes(made.slides[1]) == "Answer\nBeta, since…"


def test_a_slide_that_is_an_answer_shows_it(write):
    made = write(TITLE, md("## Ours\n\n<details><summary>Open</summary>\n\n- yes\n\n</details>"))
    assert slides.texts(made.slides[1]) == "Open\nyes"
    assert slides.notes(made.slides[1]) == ""


def test_the_numbers_are_those_of_the_deck(tmp_path):
    made = sample.lesson()
    lesson = notebook.parse(made, tmp_path / "01.ipynb")
    notes = Notes(sample.FakeKit(tmp_path))
    for number, slide in enumerate(outline(lesson), start=1):
        contents(slide, lesson, notes, number)
    content, _ = pptx.write(lesson, sample.FakeKit(tmp_path))
    body = "\n".join(slides.texts(slide) for slide in slides.opened(content).slides)
    assert [f"{n.number}\t{n.record_id} " in body for n in notes.all] == [True] * 4


@pytest.mark.parametrize(("lang", "code"), [("en", "en-GB"), ("fr", "fr-FR"), ("de", "de")])
def test_the_language_is_set_for_the_spelling_checker(write, lang, code):
    made = write(
        TITLE,
        md(f"## L {sample.cite('EV-001')}\n\n| a |\n|-|\n| b |"),
        md("n", "notes"),
        sahelkit={"lang": lang},
    )
    for slide in made.slides:
        for page in [slide, *([slide.notes_slide] if slide.has_notes_slide else [])]:
            assert {said.get("lang") for _, said in slides.runs(page)} <= {code}
    assert set(made.slide_master._element.xpath(".//p:txStyles//@lang")) == {code}
    assert made.core_properties.language == lang


def test_french_words_around_a_french_lesson(write):
    made = write(TITLE, sahelkit={"lang": "fr", "objectives": ["peser"]})
    assert slides.texts(made.slides[0]).startswith("Vous saurez\n")
    made = write(TITLE, sahelkit={"objectives": ["weigh"]}, lang="fr")
    assert slides.texts(made.slides[0]).startswith("Vous saurez\n")
    assert {said.get("lang") for _, said in slides.runs(made.slides[0])} == {"en-GB"}


def test_the_foot_has_number_and_title(write):
    made = write(TITLE, md("## F\n\nx"), title="A title " * 40)
    feet = {s.name.rsplit(" ", 1)[0]: s for s in made.slides[1].shapes}
    assert feet["Slide Number"].text_frame.text == "2"
    assert feet["Slide Number"]._element.xpath(".//a:fld/@type") == ["slidenum"]
    foot = feet["Footer"].text_frame.text
    assert foot.startswith("A title A title")
    assert foot.endswith(" …")
    assert feet["Footer"].is_placeholder


def test_long_lists_and_tables_run_on(write):
    rows = "\n".join(f"| {i} | name {i} |" for i in range(60))
    items = "\n".join(f"- item {i} of many words that tell it" for i in range(60))
    made = write(
        TITLE,
        md(f"## Long\n\n{items}"),
        md(f"## Tall\n\n| n | name |\n|---|---|\n{rows}"),
        md("end", "notes"),
    )
    titles = [slide.shapes.title.text for slide in made.slides]
    assert titles[1:4] == ["Long", "Long (2)", "Long (3)"]
    tall = [slide for slide in made.slides if slide.shapes.title.text.startswith("Tall")]
    assert len(tall) > 3
    heads = [table.cell(0, 1).text for slide in tall for table in slides.tables(slide)]
    assert heads == ["name"] * len(tall)
    said = "\n".join(slides.texts(slide) for slide in made.slides)
    assert [
        i for i in range(60) if f"item {i} of" not in said or f"name {i}\n" not in said + "\n"
    ] == []
    assert [bool(slides.notes(slide)) for slide in tall] == [True] + [False] * (len(tall) - 1)


def test_ten_thousand_characters_survive(write):
    long = "word and more / " * 625
    whole = "x" * 10_000
    made = write(
        md(f"# {long}"), md(f"## {long}\n\n{long}"), md(f"## {whole}\n\n- {whole}"),
        md(f"## Cell\n\n| a | b |\n|---|---|\n| {long} | {whole} |"), md(f"> {long}", "slide"),
        md(f"```\n{whole}\n```", "slide"), md(whole, "notes"),
        title=long,
    )  # fmt: skip
    said = "".join(slides.texts(slide) for slide in made.slides)
    assert said.count("word and more") >= 3 * 625 - 60  # words may be cut where a line ends
    assert said.count("x") >= 3 * 10_000
    assert all(len(slide.shapes.title.text) < 700 for slide in made.slides)
    cut = [slide for slide in made.slides if slide.shapes.title.text.endswith(" …")]
    assert any(slides.notes(slide).count("word and more") >= 600 for slide in cut)


def test_markup_and_control_characters_survive(tmp_path):
    kit = sample.FakeKit(tmp_path)
    record = kit.records["EV-001"]
    kit.records["EV-001"] = type(record)(record.id, record.table, {}, HOSTILE, "", record.sources)
    source = kit.records["SRC-001"]
    values = dict(source.row) | {
        "title": HOSTILE,
        "publisher": HOSTILE,
        "url": 'https://e.org/a b"<\x01>',
    }
    kit.records["SRC-001"] = type(source)(source.id, "sources", values, HOSTILE)
    cells = (
        md("# A/B <i>C</i> & `d`"),
        md(f"## Ti/tle *x* `y` &lt;z&gt; {sample.cite('EV-001')}\n\n{HOSTILE}"),
        shown("<svg/>", picture(), **{"image/png": {"alt": HOSTILE}}),
        md(f"## T\n\n| {HOSTILE} |\n|---|\n| {HOSTILE} |"), md(HOSTILE, "notes"),
    )  # fmt: skip
    lesson = lesson_of(tmp_path, *cells, title=HOSTILE)
    content, _ = pptx.write(lesson, kit)
    assert slides.faults(content) == []
    made = slides.opened(content)
    assert made.slides[0].shapes.title.text == "A/B C & d"
    assert made.slides[1].shapes.title.text.startswith("Ti/tle x y <z>")
    assert "R&D bold" in slides.texts(made.slides[1])
    assert "alert" not in slides.texts(made.slides[1])
    assert "R&D <b>bold</b>" in slides.texts(made.slides[-1])
    assert "alert(1)</script>" in slides.texts(made.slides[-1])


def test_a_slide_without_a_heading_gets_the_lessons_title(write):
    made = write(TITLE, md("Words alone."))
    assert made.slides[1].shapes.title.text == "What is a lesson?"


def test_a_citation_of_nothing_is_refused(tmp_path):
    lesson = lesson_of(tmp_path, TITLE, md(f"## X {sample.cite('EV-999')}"))
    with pytest.raises(BadLesson, match="EV-999"):
        pptx.write(lesson, sample.FakeKit(tmp_path))


# the build


@pytest.fixture
def stamped(place, monkeypatch):
    monkeypatch.setattr(once, "fingerprint", execute.fingerprint)
    place.out = place.out.with_suffix(".pptx")
    return place


def build(place, **options):
    return pptx.build_pptx(place.lesson, place.out, place.kit, cache=place.cache, **options)


def test_it_is_built_once_and_again_when_something_changed(stamped):
    said = []
    first = build(stamped, progress=said.append)
    assert (first.cached, first.path) == (False, stamped.out)
    assert said[-1] == "01-bridge: writing the presentation"
    content = stamped.out.read_bytes()
    assert slides.faults(content) == []
    assert len(slides.opened(content).slides) == first.slides == 7
    again = build(stamped)
    assert (again.cached, again.slides) == (True, 7)
    assert stamped.out.read_bytes() == content
    assert not build(stamped, lang="fr").cached
    assert not build(stamped).cached
    stamped.stamps.change = "x"
    assert not build(stamped).cached


def test_a_language_that_the_kit_does_not_speak_is_named_before_anything_is_run(stamped):
    said = []
    with pytest.raises(UnknownName, match="xx"):
        build(stamped, lang="xx", progress=said.append)
    assert said == []


def test_pictures_are_drawn_for_slides_and_as_png(stamped, monkeypatch):
    forms = []

    def run(lesson, **options):
        forms.append(options["form"])
        return lesson

    monkeypatch.setattr(once.execute, "run", run)
    build(stamped)
    assert forms == ["slide png"]


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04"])
def test_what_is_no_presentation_is_built_anew(tmp_path, content):
    file = tmp_path / "x.pptx"
    file.write_bytes(content)
    assert built_document(file, "pptx", "0" * 32) is None
    assert built_document(tmp_path / "none.pptx", "pptx", "0" * 32) is None


def test_a_failed_build_leaves_the_older_file(stamped):
    build(stamped)
    before = stamped.out.read_bytes()
    made = sample.lesson()
    made["cells"].append(sample.cell("code", "1 / 0", "slide"))
    sample.save(stamped.lesson, made)
    with pytest.raises(BadLesson, match="ZeroDivisionError"):
        build(stamped)
    assert stamped.out.read_bytes() == before


def test_a_missing_library_is_named(stamped, monkeypatch):
    def gone(module):
        raise ImportError(module)

    monkeypatch.setattr(parts.importlib, "import_module", gone)
    with pytest.raises(MissingPart, match=r"pip install .*\[publish\]'"):
        build(stamped)


def test_the_file_says_what_it_is(tmp_path):
    lesson = lesson_of(tmp_path, TITLE, title="T" * 10_000)
    content, _ = pptx.write(lesson, sample.FakeKit(tmp_path), "a" * 32)
    core = slides.opened(content).core_properties
    assert core.title == "T" * 255
    assert core.identifier == f"sahelkit-pptx {'a' * 32} 1"
    assert core.language == "en"
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "thumbnail" in name or "printer" in name]
