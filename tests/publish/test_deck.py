import re
import subprocess
import sys

import pytest

from publish import sample
from sahelkit.errors import BadLesson
from sahelkit.publish import build_deck, once


def build(place, **options):
    return build_deck(place.lesson, place.out, place.kit, cache=place.cache, **options)


@pytest.fixture(scope="module")
def page(tmp_path_factory, request):
    """The sample deck, built once."""
    folder = tmp_path_factory.mktemp("deck")
    (folder / "seeds").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sahelkit.explorer.script", lambda: sample.EXPLORER_SCRIPT)
        patch.setattr("sahelkit.explorer.stylesheet", lambda: ".sk-fake { color: #000 }")
        path = sample.save(folder / "notebooks" / "01-bridge.ipynb", sample.lesson())
        built = build_deck(
            path, folder / "out.html", sample.FakeKit(folder / "seeds"), cache=folder
        )
    assert built.slides == 7
    return built.path.read_text(encoding="utf-8")


def slide(page, number):
    return re.search(rf'<section id="slide-{number}".*?</section>', page, re.DOTALL)[0]


def test_the_deck_is_one_small_file_in_a_named_language(page):
    assert len(page.encode()) < 1_500_000
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert page.endswith("</html>")
    assert "<title>How does a bridge come to be?</title>" in page


def test_nothing_in_it_is_fetched(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'unsafe-inline'; style-src")
    body = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(link|iframe)|<\w+[^>]*\ssrc=(?!\"data:)", body)
    for forbidden in ("require.js", "MathJax", "cdn", "fonts.googleapis"):
        assert forbidden not in body


def test_the_title_slide_has_question_objectives_day_and_licence(page):
    first = slide(page, 1)
    assert "<h1>How does a bridge come to be?</h1>" in first
    assert re.findall(r"<li>(.*?)</li>", first) == [
        "tell a plan from a promise",
        "count origins, not copies",
        "weigh two rival dates",
    ]
    assert "<span>As of 22 November 2026</span>" in first
    assert first.count("22 November 2026") == 1
    assert "CC BY 4.0" in first


def test_code_and_running_prose_stay_out(page):
    assert "secret_number" not in page
    assert "IPython.display" not in page
    assert "Running prose" not in page


def test_the_slides_follow_the_cells(page):
    second, third = slide(page, 2), slide(page, 3)
    assert "<h2>Three bridges, three lengths</h2>" in second
    assert second.index("Gamma opened") < second.index("<svg")
    assert second.index("<svg") < second.index('<div class="block text fragment">')
    assert "<title>Three bars, the last one longest</title>" in second
    stack = page[page.index('<section id="slide-2"') - 60 : page.index('<section id="slide-2"')]
    assert "<section>" in stack, "a slide with a subslide stands in a stack"
    assert "<h2>Who says so</h2>" in third


def test_citations_are_numbered_slide_by_slide_words_before_speech(page):
    assert re.findall(r'<a href="#/note-(\d+)"', slide(page, 2)) == ["2", "1", "3"]
    assert re.findall(r"<b>([A-Z0-9-]+)</b>", page)[:4] == ["EV-001", "EV-002", "S1-03", "C-01"]


def test_speaker_notes_stand_before_fragments_and_are_rendered(page):
    second = slide(page, 2)
    assert second.index('<aside class="notes">') < second.index("fragment")
    speech = re.search(r'<aside class="notes">(.*?)</aside>', second, re.DOTALL)[1]
    assert "<li>wait</li>" in speech
    assert re.search(r'disputed<sup class="note"><span title="C-01: [^"]*">4</span></sup>', speech)
    assert "Welcome the class" in slide(page, 1)


def test_the_list_of_sources_holds_every_cited_record(page):
    listed = page[page.index('<section id="sources-1"') :]
    assert re.findall(r'id="note-(\d+)"', listed) == ["1", "2", "3", "4"]
    assert "<b>S1-03</b> It is &lt;the&gt; longest bridge." in listed
    assert "Bridge Times, “A bridge &amp; its makers”, 6 July 2024" in listed
    assert 'href="https://example.org/a"' in listed
    again = '<i>against:</i> Bridge Times, 6 July 2024 (<a href="#/note-1">see note 1</a>)'
    assert again in listed, "listed in full once"
    assert "The Builder, “Leaflet”, no date</p>" in listed
    assert 'href="#/slide-2" aria-label="2, back to slide 2"' in listed


def test_the_explorer_component_is_inlined_once_and_cannot_end_its_element(page):
    assert page.count("a fake:") == 1
    assert 'a fake: "\\x3c/script>" and "\\x3c!--"' in page
    assert page.count(".sk-fake") == 1
    assert 'class="sahelkit-data">{"note": "<\\/script> \\u003c!--"}</script>' in slide(page, 4)


def test_a_deck_without_explorers_does_without_the_component(place):
    made = sample.notebook(sample.cell("markdown", "# Short?", "slide"))
    sample.save(place.lesson, made)
    assert build(place).slides == 1
    page = place.out.read_text(encoding="utf-8")
    assert "a fake:" not in page
    assert "sources-1" not in page, "no citation, no list"


def test_an_upright_picture_stands_beside_the_words(page):
    assert '<div class="page beside">' in slide(page, 6)
    assert '<div class="page">' in slide(page, 2)


def test_french_lessons_speak_french(place):
    made = sample.notebook(
        sample.cell("markdown", f"# Pourquoi ?\n\n{sample.cite('EV-001')}", "slide"),
        sahelkit={"lang": "fr", "as_of": "22 novembre 2026"},
    )
    sample.save(place.lesson, made)
    build(place)
    page = place.out.read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "À jour au 22 novembre 2026" in page


def test_an_unchanged_deck_is_not_built_again(place, monkeypatch):
    first = build(place)
    before = place.out.stat().st_mtime_ns
    monkeypatch.setattr(once.execute, "run", lambda *a, **k: pytest.fail("ran again"))
    again = build(place)
    assert (first.cached, again.cached) == (False, True)
    assert first.slides == again.slides == 7
    assert place.out.stat().st_mtime_ns == before


def test_a_change_builds_again(place):
    build(place)
    place.stamps.change = "the ledger"
    assert not build(place).cached


def test_another_day_of_the_kit_builds_again(place):
    build(place)
    place.kit.day = "2024-07-06"
    assert not build(place).cached


def test_a_failing_build_leaves_the_old_deck_whole(place, monkeypatch):
    build(place)
    before = place.out.read_bytes()
    made = sample.lesson()
    made["cells"][3]["source"] = "1 / 0"
    sample.save(place.lesson, made)
    with pytest.raises(BadLesson, match="cell 4: “1 / 0” fails: ZeroDivisionError"):
        build(place)
    assert place.out.read_bytes() == before

    sample.save(place.lesson, sample.lesson())
    place.stamps.change = "x"

    def full(*args):
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="disk full"):
        build(place)
    assert place.out.read_bytes() == before
    assert [p.name for p in place.out.parent.iterdir()] == [place.out.name]


@pytest.mark.parametrize("where", ["slide", "notes"])
def test_a_citation_of_nothing_is_named_by_cell(place, where):
    made = sample.notebook(
        sample.cell("markdown", "# A?", "slide"),
        sample.cell("markdown", f"It is so {sample.cite('EV-999')}.", where),
    )
    sample.save(place.lesson, made)
    with pytest.raises(BadLesson) as caught:
        build(place)
    assert str(caught.value).startswith("01-bridge.ipynb, cell 2: cites an unknown record 'EV-999'")
    assert not place.out.exists()


def test_progress_is_told(place):
    lines = []
    build(place, progress=lines.append)
    assert lines[0] == "01-bridge: running cell 4 of 17"
    assert lines[-1] == "01-bridge: writing the deck"


def test_importing_the_builder_loads_no_heavy_library():
    code = (
        "import sys, sahelkit.publish, sahelkit.lessons\n"
        "print([m for m in ('nbclient', 'nbformat', 'nbconvert', 'jinja2', 'mistune', 'pandas', "
        "'matplotlib', 'playwright') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_a_lesson_that_changes_while_it_is_built_is_built_again_the_next_time(place):
    """The deck is of what was read, and says so: what came after is seen by the next build."""
    old = place.lesson.read_text(encoding="utf-8")

    def change(text):
        place.lesson.write_text(old.replace("Three bridges", "Three tunnels"), encoding="utf-8")

    assert "Three bridges" in old
    first = build(place, progress=change)
    assert not first.cached
    assert "Three tunnels" not in place.out.read_text(encoding="utf-8")
    again = build(place)
    assert not again.cached
    assert "Three tunnels" in place.out.read_text(encoding="utf-8")
    assert build(place).cached


def test_a_lesson_without_slides_says_so(place):
    sample.save(place.lesson, {**sample.lesson(), "cells": [sample.cell("markdown", "Prose.")]})
    with pytest.raises(BadLesson, match=r"01-bridge\.ipynb: has no slides: .*slide_type"):
        build(place)
    assert not place.out.exists()
