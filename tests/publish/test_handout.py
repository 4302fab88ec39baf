import html
import re
import types

import pytest

from publish import handout_sample, sample
from sahelkit.errors import BadLesson, UnknownName
from sahelkit.publish import handout, once
from sahelkit.publish.handout import build_handout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handout")
    (folder / "seeds").mkdir()
    sample.save(folder / "notebooks" / "01-bridge.ipynb", handout_sample.lesson())
    return folder


def make(folder, **options):
    path = folder / "notebooks" / "01-bridge.ipynb"
    kit = handout_sample.Kit(folder / "seeds")
    out = folder / f"{'-'.join(options.values()) or 'plain'}.html"
    return build_handout(path, out, kit, cache=folder / "cache", **options)


@pytest.fixture(scope="module")
def page(folder):
    built = make(folder)
    assert built.sections == 4
    return built.path.read_text(encoding="utf-8")


def words(piece):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", piece)).strip()


def part(page, start, end):
    begin = page.index(start)
    return page[begin : page.index(end, begin + len(start))]


def test_it_needs_no_script_and_no_network(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    assert "script-src" not in policy
    assert "<script" not in page
    assert not re.search(r"<(link|iframe)\b|<\w+[^<>]*\ssrc=(?!\"data:)|url\(", page)


def test_the_title_block_has_all_that_one_asks_first(page):
    front = part(page, '<header class="front">', "</header>")
    assert '<p class="kicker">Lesson 1 · The bridge</p>' in front
    assert "<h1>Why a bridge?</h1>" in front
    assert words(part(front, '<p class="facts"', "</p>") + "</p>").startswith(
        "As of 22 November 2026 50 or 90 minutes Text and data: CC BY 4.0"
    )
    assert re.findall(r"<li>(.*?)</li>", front) == [
        "tell a plan from a promise;",
        "count origins, not copies.",
    ]


def test_what_the_title_block_says_is_not_said_again(page):
    body = page[page.index("</header>") :]
    for said in ("Lesson 1 · The bridge", "tell a plan", "You will be able", "22 November 2026"):
        assert said not in body
    assert "<strong>Prerequisites:</strong> none" in body


def test_the_edges_of_the_pages_have_lesson_day_and_number(page):
    assert '@top-left { content: "Lesson 1 · The bridge" }' in page
    assert '@top-right { content: "As of 22 November 2026" }' in page
    assert 'content: "Page " counter(page) " of " counter(pages)' in page


def test_a_title_cannot_leave_its_string_in_the_style_sheet():
    rule = handout.front._css('"} body { display: none } </style>\\')
    assert rule == '"\\22 \\7d  body \\7b  display: none \\7d  \\3c /style\\3e \\5c "'


def test_sections_are_numbered(page):
    heads = re.findall(r'<h2 id="section-(\d)"><span class="number">(\d)</span> (.*?)</h2>', page)
    assert heads == [
        ("1", "1", "Vote first"),
        ("2", "2", "Which day? Decide."),
        ("3", "3", "A table"),
        ("4", "4", "Check yourself"),
    ]


def test_cells_stand_in_reading_order(page):
    places = [
        page.index(text)
        for text in ("Vote first</h2>", "Write down", "Explorer", "Gamma opened", "Which day?")
    ]
    assert places == sorted(places)


def test_few_words_of_a_slide_stand_in_a_box(page):
    assert re.search(r'<div class="points"><ul>\s*<li>Beta</li>', page)


def test_plans_go_to_the_end(page):
    plans = part(page, 'class="back plans"', "</section>")
    assert "<td>Vote</td>" in plans, "also where the lesson folds them up"
    assert "Plans for 50 and for 90 minutes" in plans
    assert page.index('class="back plans"') > page.index('id="section-4"')


def test_citations_are_numbered_in_order_and_lead_to_notes_and_back(page):
    calls = re.findall(r'<a (?:id="call-(\d)" )?href="#note-(\d+)"', page.split("back answers")[0])
    assert calls == [("1", "1"), ("2", "2"), ("", "1")]
    notes = part(page, '<section class="back notes">', "</section>")
    assert 'id="note-1" value="1"><p><a href="#call-1" aria-label="EV-002, back to' in notes
    assert words(part(notes, 'id="note-1"', "</li>").partition(">")[2]) == (
        "EV-002 The bridge opens. Town Hall, 31 January 2023 . against: Bridge Times, 6 July 2024 ."
    )
    for number in re.findall(r'href="#note-(\d+)"', page):
        assert f'id="note-{number}"' in page


def test_notes_of_answers_come_after_those_of_the_lesson(page):
    notes = re.findall(r"<b>([A-Z0-9-]+)</b></a>", part(page, 'id="notes"', "</section>"))
    assert notes == ["EV-002", "G-01", "C-01", "C-02", "S1-03"]


def test_terms_lead_to_the_glossary(page):
    assert '<a class="term" href="#term-g-01">span</a> is long' in page
    row = part(page, '<tr id="term-g-01">', "</tr>")
    assert '<th scope="row">span</th><td lang="fr">portée</td>' in row
    assert "How far a bridge reaches." in row


def test_links_to_files_are_text_and_others_print_their_address(page):
    assert "Lesson 00 (00-start.ipynb)" in page
    assert ".ipynb</a>" not in page
    assert ">the town</a> (example.org/town)" in page


def test_an_explorer_is_a_picture_with_caption_and_a_table(page):
    timeline = part(page, 'class="explorer"', '<div class="explorer"')
    assert "<svg" in timeline
    caption = words(part(timeline, "<figcaption>", "</figcaption>"))
    assert caption == "Explorer &lt;timeline&gt; First line. Second line. Source: the town"
    assert "font-size: 9px" not in timeline, "the source line would be too small in print"
    heads = re.findall(r'<th scope="col">(.*?)</th>', timeline)
    assert heads == ["Record", "What", "Sources"], "columns without a word are left out"
    assert "TI-000" in timeline
    assert "TI-001" not in timeline, "it is hidden"
    assert "sk-controls" not in page
    assert "sahelkit-data" not in page


def test_text_of_records_stays_text(page):
    assert handout_sample.HOSTILE not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_sources_of_a_row_say_grade_and_bearing(page):
    row = part(page, '<th scope="row">TI-000', "</tr>")
    assert "<bdi>Bridge Times</bdi></a>, 6 July 2024<br><i>against:</i> <a href=" in row
    assert "</bdi></a> (D), 6 July 2024" in row
    dispute = part(page, '<th scope="row">DI-000', "</tr>")
    assert "(D)" not in dispute, "of rival answers one thinks before one sees grades"


def test_every_source_of_notes_and_tables_is_listed_once_by_publisher(page):
    listed = part(page, 'id="sources"', "</section>")
    names = re.findall(r'<li id="source-(.*?)">', listed)
    assert names == ["src-001", "src-003", "src-004", "src-002"]
    assert "The Ferry" in listed, "only tables name it"
    assert words(listed).count("The Ferry") == 1
    assert "example.org/ferry</a> <small>SRC-004</small>" in listed
    for name in re.findall(r'href="#source-([^"]*)"', page):
        assert name in names


def test_a_long_address_is_printed_by_its_site_and_leads_to_the_whole(page):
    entry = part(page, '<li id="source-src-002">', "</li>")
    assert f'href="https://example.org/{"long/" * 24}"' in entry
    assert ">example.org/…</a>" in entry


def test_a_note_on_a_record_of_a_table_says_where_that_stands(tmp_path):
    (tmp_path / "seeds").mkdir()
    made = handout_sample.lesson()
    made["cells"].append(sample.cell("markdown", f"It opened {sample.cite('TI-000')}.", "notes"))
    sample.save(tmp_path / "notebooks" / "01-bridge.ipynb", made)
    page = make(tmp_path).path.read_text(encoding="utf-8")
    note = part(page, 'aria-label="TI-000', "</li>")
    assert "See section 1." in note
    assert "Bridge Times" not in note, "the table names its sources"
    assert "See section 2." in part(page, 'aria-label="C-01', "</li>"), "all answers stand there"


def test_a_long_table_is_cut_and_says_where_the_rest_stands(page):
    network = page[page.index('<table class="records network">') :]
    network = network[: network.index("</p>")]
    assert len(re.findall(r'<th scope="row">', network)) == 25
    assert "14 more records stand in the kit" in network
    assert "01-bridge.ipynb" in network
    assert "seeds/EVIDENCE.md" in network


def test_a_record_is_printed_whole_once(page):
    rows = re.findall(r'<th scope="row">TI-000</th>(.*?)</tr>', page, re.DOTALL)
    assert [("Text of 0" in row, "see section 1" in row) for row in rows] == [
        (True, False),
        (False, True),
    ]


def test_every_question_of_a_dispute_has_its_answers_and_a_form(page):
    disputes = part(page, '<table class="records disputes">', "</table>")
    assert re.findall(r'scope="rowgroup">(.*?)</th>', disputes) == [
        "C-01: How long?",
        f"C-02: Why {html.escape(handout_sample.HOSTILE)}?",
    ]
    assert "DI-001" in disputes, "also those of the question that is not shown first"
    assert disputes.count('class="judge"') == 2
    assert disputes.count("My confidence: ") == 2


def test_answers_stand_at_the_end_with_a_way_there_and_back(page):
    body, end = page.split('<section class="back answers">')
    for hidden in ("It was the builder", "Nobody knows", "We read 1,200 m."):
        assert hidden not in body
        assert hidden in end
    assert "<details" not in page
    heads = re.findall(r'<h3><a class="number" href="#question-(\d)".*?</a> (.*?)</h3>', end)
    assert heads == [
        ("1", "Our reading: How long is it?"),
        ("2", f"Our reading: Why {html.escape(handout_sample.HOSTILE)}?"),
        ("3", "Which day? Decide. · After you have committed"),
        ("4", "Check yourself · Question one"),
    ]
    for number in "1234":
        assert f'id="question-{number}" href="#answer-{number}"' in body
        assert f'href="#answer-{number}"' in body
        assert f'id="answer-{number}"' in end
    assert "Confidence: high." in end


def test_answers_can_be_left_out(folder):
    page = make(folder, answers="no").path.read_text(encoding="utf-8")
    for hidden in ("It was the builder", "Nobody knows", "We read 1,200 m.", "#answer-", "S1-03"):
        assert hidden not in page
    assert "Question one." in page
    assert "back answers" not in page


def test_what_comes_before_the_first_section_is_no_task(page):
    before = part(page, "</header>", 'id="section-1"')
    assert "Prerequisites" in before
    assert 'class="task"' not in before


def test_there_is_space_to_write(page):
    task = part(page, '<div class="task"><p class="time">4 of 50', "</div></div>")
    assert task.count("<span></span>") == 3
    discuss = part(page, '<div class="task"><p><strong>Discuss:', "</div></div>")
    assert discuss.count("<span></span>") == 3
    assert '<div class="drawing"' in part(page, "Draw a line of time", "</div></div>")
    check = page[page.index("Question one") :]
    assert check.index('class="ruled"') < check.index('class="ref"')


def test_templates_become_forms(page):
    form = part(page, '<div class="form">', "Check yourself")
    assert '<strong>To:</strong> <span class="blank"></span>' in form
    assert '<td class="fill">First: </td>' in form
    assert form.count('class="ruled"') == 1
    assert "…" not in form


def test_tables_of_data_have_one_line_of_heads_in_words(page):
    table = part(page, '<table class="dataframe">', "</table>")
    assert re.findall(r'<th scope="col">(.*?)</th>', table) == ["bridge id", "name of", "long"]
    assert '<th scope="row">B-1</th>' in table
    assert "style=" not in table


def test_french_puts_french_words_around_the_lesson(folder):
    page = make(folder, lang="fr").path.read_text(encoding="utf-8")
    assert '<html lang="en">' in page, "the lesson is English"
    assert '<h2 id="answers" lang="fr">Réponses</h2>' in page
    assert "À jour au 22 November 2026" in page
    assert "Voir la <a" in page
    assert '"Page " counter(page) " sur " counter(pages)' in page
    assert "<i>contre:</i>" in page


def test_wrong_choices_are_named(folder):
    with pytest.raises(UnknownName, match="place for the answers 'begin'; expected end, no"):
        make(folder, answers="begin")
    with pytest.raises(UnknownName, match="language 'de'"):
        make(folder, lang="de")


@pytest.fixture
def place(tmp_path, monkeypatch):
    (tmp_path / "seeds").mkdir()
    made = sample.notebook(handout_sample.cell("markdown", "# Why?\n\nSo.", "slide"))
    path = sample.save(tmp_path / "notebooks" / "02-why.ipynb", made)
    stamps = types.SimpleNamespace(change="")

    def stamp(lesson, ledger=None, extra=()):
        text = f"{lesson.path.read_bytes()!r}{list(extra)}{stamps.change}"
        return f"{hash(text) & (1 << 128) - 1:032x}"

    monkeypatch.setattr(once, "fingerprint", stamp)
    monkeypatch.setattr(once.execute, "fingerprint", stamp)
    kit = handout_sample.Kit(tmp_path / "seeds")

    def build(**options):
        return build_handout(path, tmp_path / "out.html", kit, cache=tmp_path / "c", **options)

    return types.SimpleNamespace(build=build, stamps=stamps, path=path, out=tmp_path / "out.html")


def test_an_unchanged_handout_is_not_built_again(place, monkeypatch):
    assert not place.build().cached
    before = place.out.stat().st_mtime_ns
    monkeypatch.setattr(once.execute, "run", lambda *a, **k: pytest.fail("ran again"))
    again = place.build()
    assert again.cached
    assert again.sections == 0
    assert place.out.stat().st_mtime_ns == before


@pytest.mark.parametrize("options", [{"lang": "fr"}, {"answers": "no"}])
def test_other_choices_build_again(place, options):
    place.build()
    assert not place.build(**options).cached


def test_a_changed_ledger_builds_again(place):
    place.build()
    place.stamps.change = "the ledger"
    assert not place.build().cached


def test_a_citation_of_nothing_is_named_by_cell_and_leaves_the_old_file(place):
    place.build()
    before = place.out.read_bytes()
    made = sample.notebook(
        sample.cell("markdown", "# Why?", "slide"),
        sample.cell("markdown", f"So {sample.cite('EV-999')}.", "notes"),
    )
    sample.save(place.path, made)
    with pytest.raises(BadLesson, match=r"02-why.ipynb, cell 2: cites an unknown record 'EV-999'"):
        place.build()
    assert place.out.read_bytes() == before


def test_a_picture_from_the_network_is_refused(place):
    text = '# Why?\n\n<img src="https://example.org/a.png">'
    sample.save(place.path, sample.notebook(sample.cell("markdown", text, "slide")))
    with pytest.raises(BadLesson, match="from the network"):
        place.build()


def test_tasks_for_a_screen_are_left_out_and_what_one_writes_stays(tmp_path):
    (tmp_path / "seeds").mkdir()
    made = handout_sample.lesson()
    task = "*2 of 50 minutes.* Move the slider. Write down the day."
    made["cells"].append(handout_sample.cell("markdown", task, "notes", tags=("teaching",)))
    made["cells"].append(handout_sample.cell("markdown", "They move the slider.", "notes"))
    sample.save(tmp_path / "notebooks" / "01-bridge.ipynb", made)
    page = make(tmp_path).path.read_text(encoding="utf-8")
    assert "Move the slider" not in page
    assert '<p class="time">2 of 50 minutes</p><p>Write down the day.</p>' in page
    assert "They move the slider." in page, "what is no task is not touched"


def test_a_section_of_two_answers_refers_to_both_in_one_line_without_a_box(tmp_path):
    (tmp_path / "seeds").mkdir()
    made = handout_sample.lesson()
    folded = "<details><summary>{}</summary>\n\nSo.\n\n</details>"
    made["cells"] += [
        handout_sample.cell("markdown", f"## Last\n\n{folded.format('One')}", "slide"),
        handout_sample.cell("markdown", folded.format("Two"), "notes"),
    ]
    sample.save(tmp_path / "notebooks" / "01-bridge.ipynb", made)
    page = make(tmp_path).path.read_text(encoding="utf-8")
    last = part(page, "Last</h2>", "<section")
    assert words(last.removeprefix("Last</h2>")) == "See answer 5 , answer 6 at the end."
    assert 'class="points"' not in last


def test_what_makes_sense_on_a_screen_only_is_left_out(tmp_path):
    (tmp_path / "seeds").mkdir()
    made = handout_sample.lesson()
    only = sample.cell("markdown", "What you have tried so far:", "skip")
    only["metadata"]["tags"] = ["screen", "teaching"]
    path = tmp_path / "notebooks" / "01-bridge.ipynb"
    sample.save(path, {**made, "cells": [*made["cells"], only]})
    assert "What you have tried so far:" not in make(tmp_path).path.read_text(encoding="utf-8")
    only["metadata"]["tags"] = ["teaching"]
    sample.save(path, {**made, "cells": [*made["cells"], only]})
    assert "What you have tried so far:" in make(tmp_path).path.read_text(encoding="utf-8")
