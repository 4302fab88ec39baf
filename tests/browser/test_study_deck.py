"""Questions in a deck: a slide each, judged on the slide, no answer in the file."""

import html
import json

import pytest
from playwright.sync_api import expect
from whole import write_lesson

import sahelkit
from browser.asking import KINDS, SPEED, barriers, by_mouse, check, state, wrong_answer
from sahelkit.publish import build_deck, overflow
from sahelkit.study import questions
from sahelkit.study.markup import inline, plain
from sahelkit.study.solution import right_answer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


@pytest.fixture(scope="module")
def deck(kit, tmp_path_factory):
    """A deck with a question of each kind in one cell."""
    folder = tmp_path_factory.mktemp("deck")
    names = ", ".join(f'"{name}"' for name in KINDS.values())
    path = write_lesson(folder / "notebooks" / "01-asked.ipynb", "# Who asks?", "## Check yourself")
    notebook = json.loads(path.read_text("utf-8"))
    ask = {"cell_type": "code", "id": "ask", "outputs": [], "execution_count": None,
           "source": f"import sahelkit\nsahelkit.study.ask({names})", "metadata": {}}  # fmt: skip
    notebook["cells"].append(ask)
    for cell, kind in zip(notebook["cells"], ("slide", "slide", "-"), strict=True):
        cell["metadata"]["slideshow"] = {"slide_type": kind}
        cell["metadata"]["tags"] = ["teaching"]
    path.write_text(json.dumps(notebook), "utf-8")
    return build_deck(path, folder / "asked.html", kit, cache=folder / "cache").path


@pytest.fixture
def slides(chromium, deck):
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: m.type == "error" and faults.append(m.text))
    page.goto(deck.as_uri())
    page.locator("html[data-deck='ready']").wait_for(state="attached")
    yield page
    context.close()
    assert faults == []


def go(page, kind):
    root = page.locator(f".sahelkit-question[data-kind='{kind}']")
    place = root.evaluate("(q) => Reveal.getIndices(q.closest('section'))")
    page.evaluate("({ h, v }) => Reveal.slide(h, v)", place)
    return root


def test_in_a_deck_each_question_has_a_slide_and_works(slides, kit, deck):
    heads = slides.locator(".page:has(.question) > h2").all_text_contents()
    assert heads == [f"Check yourself ({n}/8)" for n in range(1, 9)]
    for kind, name in KINDS.items():
        root = go(slides, kind)
        expect(root).to_be_visible()
        question = questions.find(name)
        answer = right_answer(question, kit)
        by_mouse(root, kind, f"{answer:g}" if isinstance(answer, float) else answer, kit)
        check(root)
        assert state(root) == "right", kind
        assert barriers(slides, f".sahelkit-question[data-kind='{kind}']") == []


def test_no_slide_overflows(chromium, deck):
    assert overflow.check(deck, chromium) == []


_SMALL = """(root) => [...root.querySelectorAll(":not(option)")].filter((e) => e.offsetParent
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
    && !e.classList.contains("sk-q-said") && parseFloat(getComputedStyle(e).fontSize) < 20)
  .map((e) => e.outerHTML.slice(0, 80))"""


def test_on_a_slide_all_words_are_large_and_the_verdict_stays_on_it(slides, kit):
    for kind, name in KINDS.items():
        root = go(slides, kind)
        by_mouse(root, kind, wrong_answer(kind, questions.find(name), kit), kit)
        for hint in root.get_by_role("button", name="Hint").all():
            hint.click()
        check(root)
        if root.locator("summary").count():
            root.locator("summary").first.click()
        assert root.evaluate(_SMALL) == [], kind
        verdict, foot = (
            root.locator(".sk-q-verdict").bounding_box(),
            slides.locator("section.present .foot").last.bounding_box(),
        )
        assert verdict["height"] >= 40, kind
        assert verdict["y"] + verdict["height"] <= foot["y"] + 1, kind


def test_keys_in_a_question_turn_no_slide_and_page_down_does(slides):
    root = go(slides, "order")
    here = slides.evaluate("Reveal.getCurrentSlide().id")
    root.locator(".sk-q-order li").nth(2).locator("button").first.focus()
    for key in ("ArrowUp", "ArrowDown", "Space", "Enter"):
        slides.keyboard.press(key)
    assert slides.evaluate("Reveal.getCurrentSlide().id") == here
    slides.keyboard.press("PageDown")
    assert slides.evaluate("Reveal.getCurrentSlide().id") != here


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_slide_the_verdict_comes_within_three_frames(slides, kit, kind):
    root = go(slides, kind)
    by_mouse(root, kind, wrong_answer(kind, questions.find(KINDS[kind]), kit), kit)
    frames, _ = root.evaluate(SPEED)
    assert state(root) == "not yet"
    assert frames <= 3


def test_no_answer_can_be_read_in_the_source_of_a_deck(deck, kit):
    page = html.unescape(deck.read_text("utf-8"))
    secrets = {name: [] for name in KINDS.values()}
    for name, found in secrets.items():
        question = questions.find(name)
        found += [question.explanation, question.otherwise, *question.hints]
        found += [part.feedback for part in (*question.option, *question.pair, *question.near)]
        said = [form for text in found if text for form in (text, inline(text), plain(text))]
        assert [text for text in said if text in page] == [], name
    days = kit.record("EV-043")["start"].date()  # the answer to formation-3
    for answer in (days.isoformat(), f"{days.day} {days:%B %Y}"):
        assert answer not in page
    titles = [kit.record(name).title for name in right_answer(questions.find("formation-2"), kit)]
    places = [page.index(html.unescape(title)) for title in titles]
    assert places != sorted(places), "the items of an order stand in the right order"
