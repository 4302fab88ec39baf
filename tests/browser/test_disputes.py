"""The disputes explorer on a page: nothing of ours is seen before the reader has committed."""

import pytest

import sahelkit
from browser.driver import write_explorers
from sahelkit.explorer.assets import module
from sahelkit.explorer.page import render

pytestmark = pytest.mark.browser

KIT = sahelkit.load()
OURS = KIT.record("C-40")["reading"]
SAID = KIT.record("C-40-b").title
LESSON = KIT.record("C-40")["teaches"]
KEY = "sahelkit-disputes-C-40"
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } });"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A page with two questions in one explorer, and one of them again in French."""
    several = sahelkit.explore.disputes(KIT, ["C-40", "C-12"]).html
    one = sahelkit.explore.disputes(KIT, "C-12", lang="fr").html
    path = tmp_path_factory.mktemp("page") / "disputes.html"
    return write_explorers(path, several, one)
    return path.as_uri()


@pytest.fixture
def open_page(chromium, file):
    """A function that opens the page in a fresh profile; faults on the page fail the test."""
    contexts, faults = [], []

    def go(init="", width=1280, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, offline=True, **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        if init:
            page.add_init_script(init)
        page.goto(file)
        return page

    yield go
    for context in contexts:
        context.close()
    assert faults == []


def first(page):
    return page.locator(".sahelkit-explorer").first


def commit(page, answer="b", confidence="moderate"):
    root = first(page)
    root.locator(f".sk-judge-answers input[value='C-40-{answer}']").check()
    root.get_by_label(confidence, exact=True).check()
    root.get_by_role("button", name="Commit").click()


def legible(page):
    """All text of the page, hidden or not, except the scripts'."""
    return page.evaluate(
        """() => { const copy = document.body.cloneNode(true);
        copy.querySelectorAll("script").forEach((one) => one.remove());
        return copy.textContent + [...copy.querySelectorAll("*")]
          .flatMap((e) => [...e.attributes].map((a) => a.value)).join(" "); }"""
    )


def heights(page):
    return page.evaluate(
        "document.querySelector('.sahelkit-explorer svg').getBoundingClientRect().height"
    )


def test_nothing_of_ours_is_on_the_page_before_one_commits(open_page):
    page = open_page()
    assert OURS[:30] not in legible(page)
    commit(page)
    assert OURS in legible(page)


def test_commit_waits_for_an_answer_and_a_confidence_and_says_so(open_page):
    root = first(open_page())
    button, why = root.get_by_role("button", name="Commit"), root.locator(".sk-judge-why")
    assert button.is_disabled()
    assert why.inner_text() == "Choose an answer and a confidence first."
    assert button.get_attribute("aria-describedby") == why.get_attribute("id")
    root.get_by_label("low", exact=True).check()
    assert button.is_disabled()
    assert why.inner_text() == "Choose an answer first."
    root.get_by_label("It cannot be decided from these sources").check()
    assert button.is_enabled()
    assert "our reading is shown" in why.inner_text()


def test_an_answer_alone_is_not_enough(open_page):
    root = first(open_page())
    root.locator(".sk-judge-answers input").first.check()
    assert root.get_by_role("button", name="Commit").is_disabled()
    assert root.locator(".sk-judge-why").inner_text() == "Choose a confidence first."


def test_our_reading_stands_next_to_ones_own(open_page):
    page = open_page()
    commit(page)
    after = first(page).locator(".sk-judge-after")
    mine, ours = after.locator("> div").all()
    assert f"b. {SAID}" in mine.inner_text()
    assert "confidence: moderate" in mine.inner_text()
    assert OURS in ours.inner_text()
    assert LESSON in ours.inner_text()
    assert mine.bounding_box()["y"] == ours.bounding_box()["y"]
    assert first(page).locator(".sk-judge [role=status]").inner_text() == (
        "Our reading is now shown beside your judgement."
    )
    assert not first(page).locator(".sk-judge-form").is_visible()


def test_by_keyboard_alone_and_without_stepping(open_page):
    page = open_page()
    root = first(page)
    root.locator(".sk-judge-answers input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert root.locator(".sk-judge-answers input:checked").get_attribute("value") == "C-40-b"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert root.locator(".sk-judge-sure input:checked").get_attribute("value") == "moderate"
    assert "sk-idle" in root.get_attribute("class")  # no record was opened by the arrows
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert OURS in root.locator(".sk-judge-after").inner_text()
    assert page.evaluate("document.activeElement.className") == "sk-judge-after"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "C-40-b"
    assert OURS[:30] not in legible(page)


def test_no_key_in_the_form_leaves_the_explorer(open_page):
    page = open_page()
    page.evaluate("window.heard = 0; document.addEventListener('keydown', () => heard++)")
    first(page).locator(".sk-judge-answers input").first.focus()
    for key in ("ArrowDown", "ArrowRight", "Space"):
        page.keyboard.press(key)
    assert page.evaluate("heard") == 0
    for keys in ("Control+s", "Meta+s"):  # but JupyterLab's chords do, to save for instance
        page.evaluate("heard = 0; window.onkeydown = (e) => e.preventDefault(); null")
        page.keyboard.press(keys)
        assert page.evaluate("heard") == 2, keys  # the key that is held, and s


def test_changing_ones_mind(open_page):
    page = open_page()
    commit(page)
    first(page).get_by_role("button", name="Change my mind").click()
    assert OURS[:30] not in legible(page)
    assert first(page).locator(".sk-judge-answers input:checked").get_attribute("value") == "C-40-b"
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None
    commit(page, "c", "high")
    assert "c. The final communiqué" in first(page).locator(".sk-judge-after").inner_text()


def test_answers_are_kept_and_can_be_forgotten(open_page):
    page = open_page()
    commit(page)
    page.reload()
    first(page).locator(".sk-judge-after").get_by_text(OURS).wait_for()
    first(page).get_by_role("button", name="Forget my answers").click()
    assert OURS[:30] not in legible(page)
    assert first(page).locator(".sk-judge-answers input:checked").count() == 0
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    first(page).get_by_role("button", name="Commit").wait_for()
    assert OURS[:30] not in legible(page)


def test_in_a_deck_answers_are_kept_for_this_tab_alone(open_page, tmp_path):
    """As a deck holds it: within the element of reveal.js."""
    explorer = sahelkit.explore.disputes(KIT, ["C-40", "C-12"]).html
    deck = write_explorers(tmp_path / "deck.html", f"<div class='reveal'>{explorer}</div>")
    page = open_page()
    commit(page)  # at home, on a page: the browser keeps it
    page.goto(deck)
    first(page).get_by_role("button", name="Commit").wait_for()
    assert OURS[:30] not in legible(page)
    commit(page)
    page.evaluate("localStorage.clear()")
    page.reload()
    first(page).locator(".sk-judge-after").get_by_text(OURS).wait_for()
    assert page.evaluate("localStorage.length") == 0
    other = page.context.new_page()
    other.goto(deck)
    first(other).get_by_role("button", name="Commit").wait_for()
    assert OURS[:30] not in legible(other)
    first(page).get_by_role("button", name="Forget my answers").click()
    assert page.evaluate("sessionStorage.length") == 0


def test_works_where_the_browser_keeps_nothing(open_page):
    page = open_page(BLOCKED)
    commit(page)
    assert OURS in first(page).locator(".sk-judge-after").inner_text()
    first(page).get_by_role("button", name="Forget my answers").click()
    assert first(page).get_by_role("button", name="Commit").is_disabled()


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "null",
        "7",
        '{"answer": "C-40-z", "confidence": "low"}',
        '{"answer": "open", "confidence": "sure"}',
    ],
)
def test_what_others_left_in_the_browser_is_not_taken_over(open_page, kept):
    page = open_page(f"localStorage.setItem('{KEY}', '{kept}')")
    assert OURS[:30] not in legible(page)
    commit(page)
    assert OURS in legible(page)


def test_grades_appear_when_they_are_asked_for(open_page):
    page = open_page()
    root = first(page)
    head = root.locator("svg text", has_text="Independent origins")
    assert not head.is_visible()
    root.locator("svg text", has_text="A communiqué was adopted").click()
    grades = root.locator(".sk-reading small i")
    assert grades.count() > 1
    assert not any(grade.is_visible() for grade in grades.all())
    assert "rests on" not in root.locator(".sk-reading").inner_text()
    root.get_by_label("Show grades and origins").check()
    assert head.is_visible()
    assert all(grade.is_visible() for grade in grades.all())
    assert "independent origins: 2 for, 2 in part" in root.locator(".sk-reading").inner_text()


def test_each_question_has_its_own_judgement_and_fills_the_picture(open_page):
    page = open_page()
    commit(page)
    low = heights(page)
    first(page).get_by_label("C-12", exact=False).first.check()
    assert heights(page) > 1.6 * low
    assert first(page).get_by_role("button", name="Commit").is_visible()
    assert "Delegations from more than 50" in first(page).locator("svg").get_attribute("aria-label")
    first(page).get_by_label("C-40", exact=False).first.check()
    assert OURS in first(page).locator(".sk-judge-after").inner_text()
    lowest = page.evaluate(
        """() => { const svg = document.querySelector(".sahelkit-explorer svg");
        const end = svg.getBoundingClientRect().bottom;
        return [...svg.querySelectorAll("text")].map((t) => t.getBoundingClientRect())
          .filter((b) => b.width).map((b) => b.bottom - end); }"""
    )
    assert max(lowest) <= 0  # nothing of what is shown is cut off


def test_two_explorers_have_forms_of_their_own(open_page):
    page = open_page()
    own, other = first(page), page.locator(".sahelkit-explorer").nth(1)
    own.get_by_label("C-12", exact=False).first.check()
    own.locator(".sk-judge-answers input[value='C-12-a']").check()
    other.locator(".sk-judge-answers input[value='C-12-b']").check()
    assert own.locator(".sk-judge-answers input:checked").get_attribute("value") == "C-12-a"
    assert other.get_by_role("button", name="M’engager").is_disabled()


def test_on_paper_neither_buttons_nor_our_reading(open_page):
    page = open_page()
    page.emulate_media(media="print")
    root = first(page)
    assert OURS[:30] not in legible(page)
    assert not root.get_by_role("button", name="Commit").is_visible()
    assert root.locator(".sk-judge-answers input").first.is_visible()


def test_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    text = page.locator("body").inner_text()
    assert SAID in text
    assert OURS[:30] not in page.content()
    assert LESSON[:30] not in page.content()


@pytest.mark.parametrize("width", [360, 640, 1280])
def test_nothing_sticks_out(open_page, width):
    page = open_page(width=width)
    commit(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_a_kernel_judgements_are_its_matter(chromium, tmp_path):
    """A model as JupyterLab gives it, in place of the kernel."""
    view = sahelkit.explore.disputes(KIT, "C-40").view
    code = module().replace("export default", "window.widget =")
    path = tmp_path / "widget.html"
    path.write_text(
        f"<!DOCTYPE html><meta charset='utf-8'>{render(KIT, view, model='key', still=True)}"
        f"""<script>{code}
        const heard = new Map();
        const held = {{ key: "key", value: {{ grades: false, judgements: {{}} }}, selection: "" }};
        const model = {{ get: (k) => held[k], set: (k, v) => {{ held[k] = v; }},
          on: (k, f) => heard.set(k, f), save_changes() {{}} }};
        widget.initialize({{ model }});</script>""",
        encoding="utf-8",
    )
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    commit(page)
    judged = {"C-40": {"answer": "C-40-b", "confidence": "moderate"}}
    assert page.evaluate("held.judgements") == judged
    assert page.evaluate("held.value.judgements") == judged
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("held.judgements = {}; heard.get('change:judgements')()")
    assert first(page).get_by_role("button", name="Commit").is_visible()
    page.evaluate(
        "held.judgements = {'C-40': {answer: 'open', confidence: 'low'}};"
        "heard.get('change:judgements')()"
    )
    assert OURS in first(page).locator(".sk-judge-after").inner_text()
    context.close()
