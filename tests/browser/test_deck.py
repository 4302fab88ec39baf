"""Decks in a real browser, without a network."""

import itertools

import pytest
from publish import sample

from browser.driver import until
from sahelkit.publish import build_deck, overflow

pytestmark = pytest.mark.browser
LIMIT = 15_000  # milliseconds that a condition may take


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("deck")
    (folder / "seeds").mkdir()
    return folder


@pytest.fixture(scope="module")
def make(folder):
    """Build a deck of a lesson with the fake explorer."""
    count = iter(range(100))

    def make(made):
        name = f"{next(count):02d}-bridge"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sahelkit.explorer.script", lambda: sample.EXPLORER_SCRIPT)
            patch.setattr("sahelkit.explorer.stylesheet", lambda: "")
            path = sample.save(folder / "notebooks" / f"{name}.ipynb", made)
            out = folder / f"{name}.html"
            return build_deck(path, out, sample.FakeKit(folder / "seeds"), cache=folder / "c").path

    return make


@pytest.fixture(scope="module")
def deck(make):
    return make(sample.lesson())


@pytest.fixture
def visit(chromium):
    """Open a file; every request that is not for it, and every error, fails the test."""
    faults = []
    contexts = []

    def visit(path, wide=1280, high=720, place=""):
        context = chromium.new_context(viewport={"width": wide, "height": high}, offline=True)
        context.set_default_timeout(LIMIT)
        contexts.append(context)
        address = path.as_uri()

        def only_the_file(route):
            if route.request.url.split("#")[0].split("?")[0] == address:
                route.continue_()
            else:
                faults.append(f"request: {route.request.url}")
                route.abort()

        context.route("**/*", only_the_file)
        context.on("weberror", lambda error: faults.append(f"error: {error.error}"))
        context.on("console", lambda m: m.type == "error" and faults.append(f"console: {m.text}"))
        page = context.new_page()
        page.goto(address + place)
        # a function that is asked again and again would break the page's own security policy
        page.locator("html[data-deck='ready']").wait_for(state="attached")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


def at(page):
    return page.evaluate("Reveal.getCurrentSlide().id")


def test_it_opens_from_disk_without_a_request(visit, deck):
    page = visit(deck)
    assert at(page) == "slide-1"
    assert page.locator("#slide-1 h1").inner_text() == "How does a bridge come to be?"
    assert page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)") == []
    assert page.evaluate("document.fonts.size") == 0


def test_keys_walk_through_slides_and_fragments(visit, deck):
    page = visit(deck)
    seen = []
    for _ in range(9):
        page.keyboard.press("Space")
        fragments = "Reveal.getCurrentSlide().querySelectorAll('.fragment.visible').length"
        seen.append((at(page), page.evaluate(fragments)))
    assert seen == [
        ("slide-2", 0),
        ("slide-2", 1),
        ("slide-3", 0),
        ("slide-3", 1),
        ("slide-4", 0),
        ("slide-5", 0),
        ("slide-6", 0),
        ("sources-1", 0),
        ("sources-1", 0),
    ]


def test_the_speaker_window_opens_from_disk_and_follows(visit, deck):
    page = visit(deck, place="#/slide-2")
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    value = speaker.locator(".speaker-controls-notes .value")
    value.get_by_text("Ask first, then show.").wait_for()
    assert value.locator("li").all_inner_texts() == ["wait", "listen"]
    assert value.locator("sup.note").inner_text() == "4"
    current = speaker.frame_locator("#current-slide iframe")
    current.locator("#slide-2.present h2").wait_for()
    upcoming = speaker.frame_locator("#upcoming-slide iframe")
    upcoming.locator("#slide-2 .fragment.visible").wait_for()
    page.keyboard.press("Space")  # the fragment: the notes stay
    current.locator("#slide-2 .fragment.visible").wait_for()
    assert value.get_by_text("Ask first, then show.").is_visible()
    page.evaluate("Reveal.slide(0)")
    value.get_by_text("Welcome the class.").wait_for()


def test_a_number_says_what_it_stands_for_in_large_letters(visit, deck):
    page = visit(deck, place="#/slide-2")
    number = page.locator("#slide-2 sup.note a", has_text="3")
    number.hover()
    size = number.evaluate("(e) => parseFloat(getComputedStyle(e, '::after').fontSize)")
    assert size >= 20
    assert number.evaluate("(e) => getComputedStyle(e, '::after').content") != "none"


def test_the_overview_leads_to_a_slide_by_keys(visit, deck):
    page = visit(deck)
    page.keyboard.press("o")
    until(lambda: page.evaluate("Reveal.isOverview()"), "the overview")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    until(lambda: not page.evaluate("Reveal.isOverview()"), "the slide alone")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "slide-2"


def test_speaker_notes_are_not_on_the_slide(visit, deck):
    page = visit(deck, place="#/slide-2")
    assert not page.locator("aside.notes").first.is_visible()


def test_a_number_leads_to_its_source_and_back(visit, deck):
    page = visit(deck, place="#/slide-2")
    number = page.locator("#slide-2 sup.note a", has_text="3")
    shown = "(e) => getComputedStyle(e, '::after').content"
    assert number.evaluate(shown) == "none"
    page.keyboard.press("Tab")  # focus by keys shows what the number stands for
    number.focus()
    assert number.evaluate(shown).startswith('"S1-03: The Builder')
    assert number.get_attribute("aria-label").endswith(number.get_attribute("data-says"))
    assert number.get_attribute("title") is None, "not said twice"
    page.keyboard.press("Enter")
    until(lambda: page.evaluate("Reveal.getCurrentSlide().id") == "sources-1", "the sources")
    page.locator("#note-3.pointed").wait_for()
    assert page.locator(".pointed").count() == 1
    page.keyboard.press("Enter")  # the entry's own number has the focus, and leads back
    until(lambda: page.evaluate("Reveal.getCurrentSlide().id") == "slide-2", "the slide again")


def test_back_returns_from_a_source_to_its_slide(visit, deck):
    page = visit(deck)
    page.evaluate("Reveal.slide(1, 0, 0)")  # with its fragment
    for _ in range(2):
        page.locator("#slide-2 sup.note a", has_text="3").click()
        page.locator("#sources-1.present").wait_for()
        page.go_back()
        page.locator("#slide-2.present").wait_for()
        assert page.locator("#slide-2 .fragment.visible").count() == 1
    page.go_forward()
    page.locator("#sources-1.present").wait_for()


def test_the_way_back_is_written_at_the_source(visit, deck):
    page = visit(deck, place="#/slide-3")
    back = page.locator("#note-3 a.number")
    assert back.locator(".back").text_content() == "↩2", "the slide that cites it first"
    page.locator("#slide-3 .fragment").wait_for(state="attached")
    page.keyboard.press("Space")
    page.locator("#slide-3 sup.note a").first.click()
    page.locator("#sources-1.present").wait_for()
    assert back.locator(".back").inner_text() == "↩3", "the slide one came from"
    assert back.get_attribute("aria-label") == "3, back to slide 3"
    back.click()
    page.locator("#slide-3.present").wait_for()


@pytest.mark.parametrize(("wide", "high"), [(1280, 720), (1920, 1080), (1024, 768)])
def test_an_explorer_works_with_mouse_and_keys_at_every_size(visit, deck, wide, high):
    page = visit(deck, wide, high, "#/slide-4")
    assert page.locator(".sahelkit-explorer").get_attribute("data-live") == "yes"
    slider, output = page.locator("input[type=range]"), page.locator("#slide-4 output")
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, middle, steps=5)
    page.mouse.up()
    assert output.inner_text() == "9"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert output.inner_text() == "7"
    assert at(page) == "slide-4"
    page.locator(".sk-picture").focus()
    page.keyboard.press("ArrowRight")
    assert at(page) == "slide-4"


@pytest.mark.parametrize("what", [".sk-picture", "button"])
def test_arrows_turn_the_page_after_a_click_in_an_explorer(visit, deck, what):
    page = visit(deck, place="#/slide-4")
    page.evaluate(
        """() => {  // like the real explorer, this one keeps its keys to itself
          const root = document.querySelector(".sahelkit-explorer");
          root.addEventListener("keydown", (event) => event.stopPropagation());
          root.querySelector(".sk-controls").insertAdjacentHTML("beforeend",
            "<button type=button>All</button>");
        }"""
    )
    place = page.locator(f".sahelkit-explorer {what}")
    place.click()
    page.keyboard.press("ArrowRight")
    assert at(page) == "slide-5"
    page.keyboard.press("ArrowLeft")
    assert at(page) == "slide-4"
    place.click()
    page.keyboard.press("Shift+Tab")  # who goes on by keys has the arrows in the explorer
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert at(page) == "slide-4"


def test_a_slider_keeps_its_arrows_after_a_click(visit, deck):
    page = visit(deck, place="#/slide-4")
    page.locator("input[type=range]").click()
    before = int(page.locator("#slide-4 output").inner_text())
    page.keyboard.press("ArrowRight")
    assert at(page) == "slide-4"
    assert int(page.locator("#slide-4 output").inner_text()) == before + 1


@pytest.mark.parametrize(("key", "leads"), [("PageDown", "slide-5"), ("PageUp", "slide-3")])
def test_a_presenters_remote_turns_the_page_from_anywhere(visit, deck, key, leads):
    page = visit(deck, place="#/slide-4")
    page.locator("input[type=range]").focus()
    page.keyboard.press(key)
    assert at(page) == leads


def test_everything_fits(chromium, deck):
    assert [str(found) for found in overflow.check(deck, chromium)] == []


def test_what_does_not_fit_is_found(chromium, make):
    cell = sample.cell
    deck = make(
        sample.notebook(
            cell("markdown", "# Fits?", "slide"),
            cell("markdown", "## Long\n\n" + "A line of words.\n\n" * 20, "slide"),
            cell("markdown", "## Small\n\n<p style='font-size:12px'>tiny</p>", "slide"),
            cell("markdown", "## Wide\n\n<div style='width:1400px'>wide</div>", "slide"),
            cell("markdown", "## Later\n\nshort", "slide"),
            cell("markdown", "words\n\n" * 20, "fragment"),
            cell("markdown", "## Squeezed\n\n" + "words\n\n" * 8, "slide"),
            cell("code", sample.shows(f"<figure>{sample.SVG}</figure>")),
        )
    )
    found = [(o.slide, o.title, o.what) for o in overflow.check(deck, chromium)]
    assert {(slide, title) for slide, title, _ in found} == {
        (2, "Long"),
        (3, "Small"),
        (4, "Wide"),
        (5, "Later"),
        (6, "Squeezed"),
    }
    what = {slide: what for slide, _, what in reversed(found)}
    assert "exceeds the slide by" in what[2]
    assert what[3] == "text of 12.0 px (at least 20): “tiny”"
    assert "exceeds the slide by" in what[4]
    assert "wide" in what[4]
    assert "exceeds the slide by" in what[5]
    assert any("squeezed to a height of" in text for slide, _, text in found if slide == 6)


def answer(rows, words):
    row = "<tr><td>An answer</td><td>Someone</td></tr>"
    return (
        f"<div class=answer><table><tbody>{row * rows}</tbody></table>"
        "<details><summary>Our reading</summary>"
        f"<p>{'We read it so. ' * words}</p></details></div>"
    )


def test_opened_answers_fit_even_under_a_long_table(chromium, make):
    cell = sample.cell
    cells = [
        part
        for rows, words in ((2, 10), (10, 30), (10, 200))
        for part in (
            cell("markdown", f"## {rows} rows, {words} times", "slide"),
            cell("code", sample.shows(answer(rows, words))),
        )
    ]
    deck = make(sample.notebook(cell("markdown", "# Answers?", "slide"), *cells))
    found = [(o.slide, o.what) for o in overflow.check(deck, chromium)]
    assert [slide for slide, _ in found] == [4], found
    assert "of an opened answer do not fit" in found[0][1]


def test_an_opened_answer_lies_within_its_slide(visit, make):
    cell = sample.cell
    page = visit(
        make(
            sample.notebook(
                cell("markdown", "# Answer?", "slide"),
                cell("markdown", "## Long", "slide"),
                cell("code", sample.shows(answer(10, 30))),
            )
        ),
        place="#/slide-2",
    )
    page.locator("summary").click()
    box = page.locator("details p").bounding_box()
    foot = page.locator("#slide-2 .foot").bounding_box()
    assert box["y"] + box["height"] <= foot["y"]
    size = page.locator("details p").evaluate("(e) => getComputedStyle(e).fontSize")
    assert size == "22px"
    page.keyboard.press("ArrowLeft")
    assert at(page) == "slide-1", "a click on a summary leaves the arrows to the deck"


def test_long_lists_of_sources_fit(chromium, make, folder):
    links = [f"{name} {sample.cite(name)}" for name in ("EV-001", "EV-002", "S1-03", "C-01")]
    kit = sample.FakeKit(folder / "seeds")
    many = "\n".join(f"- {link}" for link in links)
    cells = [sample.cell("markdown", f"## {n}\n\n{many}", "slide") for n in range(3)]
    path = sample.save(folder / "notebooks" / "90-long.ipynb", sample.notebook(*cells))
    out = folder / "90-long.html"
    record = kit.records["EV-002"]
    object.__setattr__(record, "sources", record.sources * 25)
    object.__setattr__(kit.records["S1-03"], "title", "WIDE WORDS MOVE ON " * 12)
    build_deck(path, out, kit, cache=folder / "c")
    assert [str(found) for found in overflow.check(out, chromium)] == []


def test_without_javascript_it_is_one_long_page(chromium, deck):
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(deck.as_uri())
    heights = [page.locator(f"#slide-{n} :is(h1, h2)").bounding_box()["y"] for n in (1, 2, 5)]
    context.close()
    gaps = [below - above for above, below in itertools.pairwise(heights)]
    assert min(gaps) > 100, "one beneath the other"
