"""Rating evidence against hypotheses on a plain page: by keyboard, to files and back."""

import dataclasses
import json
import random
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

import sahelkit
from browser.driver import until, write_explorers
from sahelkit.explorer.ach import to_json, to_markdown
from sahelkit.ledger import ach
from sahelkit.ledger.record import Record

pytestmark = pytest.mark.browser
QUESTION = "C-40"
SHELF = f"sahelkit-ach-{QUESTION}"
EMPTY = {"ratings": {}, "own": [], "dropped": "", "other": None}
HOSTILE = "<img src=x onerror='window.hit=1'> | ``` & more"


@pytest.fixture(scope="module")
def explorer():
    """The explorer in Python, to compare with."""
    return sahelkit.explore.hypotheses(sahelkit.load(), QUESTION)


@pytest.fixture(scope="module")
def opened(chromium, explorer, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "hypotheses.html"
    write_explorers(path, explorer.html, explorer.html)
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, offline=True, accept_downloads=True
    )
    page = context.new_page()
    page.add_init_script("try { window.marked = localStorage.getItem('mark'); } catch {}")
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def page(opened):
    """The page with nothing rated; it holds the same explorer twice."""
    start(opened, None)
    return opened


def start(page, kept):
    """Open the page anew with something kept in the browser from earlier."""
    text = kept if kept is None or isinstance(kept, str) else json.dumps(kept)
    page.evaluate(
        "([shelf, text]) => { localStorage.clear(); if (text) localStorage.setItem(shelf, text) }",
        [SHELF, text],
    )
    reopen(page)


def reopen(page):
    """Open the page anew, with all that it kept.

    On a busy machine Chromium hands what a page has kept to the next a moment too late: the page
    is opened until it begins with a mark that was kept last.
    """
    mark = str(time.monotonic_ns())
    page.evaluate("(mark) => localStorage.setItem('mark', mark)", mark)

    def whole():
        page.reload()
        page.locator(".sk-ach").nth(1).wait_for()
        return page.evaluate("window.marked") == mark

    until(whole, "the page begins with what was kept")


def one(page, selector):
    return page.locator(".sahelkit-explorer").first.locator(selector)


def button(page, name):
    return page.locator(".sahelkit-explorer").first.get_by_role("button", name=name, exact=True)


def cell(page, item, hypothesis):
    return one(page, f'svg [data-group="{item}.{hypothesis}"]')


def rated(page, item, hypothesis):
    return cell(page, item, hypothesis).locator("path ~ text")


def read(page, item):
    one(page, f'svg [data-record="{item}"] text').first.click()
    one(page, ".sk-ach-form").wait_for()


def kept(page):
    return json.loads(page.evaluate("(shelf) => localStorage.getItem(shelf)", SHELF))


def send(page, name, text):
    content = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    one(page, "input[type=file]").set_input_files(content)
    one(page, ".sk-ach-ask p").wait_for()
    return one(page, ".sk-ach-ask p").inner_text()


def whole(work, kit=None):
    """A state with the ratings in the matrix's order, as both sides write it."""
    found = sahelkit.explore.hypotheses(kit or sahelkit.load(), QUESTION)
    found.work = work
    return found


def chance(seed, items, names):
    """Ratings by chance, with own hypotheses and a source left out in some."""
    dice = random.Random(seed)
    numbers = dice.sample([1, 2, 3], seed % 4)
    own = [{"id": f"own-{n}", "statement": f"Own {n}"} for n in sorted(numbers)]
    columns = [*names, *(h["id"] for h in own)]
    share = dice.choice([0.05, 0.4, 1.0])
    cells = [f"{item.id}|{name}" for item in items for name in columns]
    ratings = {c: dice.choice(ach.RATINGS) for c in cells if dice.random() < share}
    dropped = dice.choice(["", *(item["source_id"] for item in items)])
    return {"ratings": ratings, "own": own, "dropped": dropped, "other": None}


def test_the_page_and_python_reckon_alike(page, explorer):
    kit = sahelkit.load()
    asked = ach.analysis(kit, QUESTION)
    kinds = {"single source": "single", "same origin": "origin"}
    seen = set()
    ours = {f"{item}|{name}": r for (item, name), r in ach.our_ratings(kit, QUESTION).items()}
    works = [chance(n, asked.items, [h.id for h in asked.hypotheses]) for n in range(24)]
    works += [{**EMPTY, "ratings": ours}, EMPTY]
    # two items of one origin against one hypothesis, and nothing else
    works += [{**EMPTY, "ratings": {"AE-39|H-40-b": "II", "AE-40|H-40-b": "I"}}]
    for work in works:
        start(page, work)
        count = f"{len(work['ratings'])} of {len(asked.items) * (4 + len(work['own']))} cells"
        expect(one(page, ".sk-ach-verdict")).to_contain_text(count)
        own = tuple(Record(h["id"], "hypotheses", title=h["statement"]) for h in work["own"])
        whole = dataclasses.replace(asked, hypotheses=asked.hypotheses + own)
        pairs = {tuple(c.split("|")): r for c, r in work["ratings"].items()}
        dropped = [work["dropped"]] if work["dropped"] else []
        found = page.evaluate(
            """() => {
              const root = document.querySelector(".sahelkit-explorer");
              const all = (selector) => [...root.querySelectorAll(selector)];
              return {
                scores: all(".sk-ach-bars li").map((e) => [e.dataset.hypothesis, +e.dataset.score]),
                lead: all(".sk-ach-bars li").filter((e) => e.textContent.includes("◀"))
                  .map((e) => e.dataset.hypothesis),
                sources: all(".sk-ach-drop input").map((e) => [e.value, e.dataset.lead]),
                alarms: all(".sk-ach-alarms [data-alarm]").map((e) => e.dataset.alarm),
              };
            }"""
        )
        scores = ach.scores(kit, whole, pairs, dropped)
        assert found["scores"] == [[name, score] for name, score in scores.items()]
        assert found["lead"] == ach.leading(scores)
        outcome = {"": ach.leading(ach.scores(kit, whole, pairs))}
        outcome |= ach.sensitivity(kit, whole, pairs)
        assert dict(found["sources"]) == {name: " ".join(lead) for name, lead in outcome.items()}
        alarms = ach.alarms(kit, whole, pairs, dropped)
        assert found["alarms"] == [" ".join([kinds[k], h, *s]) for k, h, s in alarms]
        seen |= {kind for kind, _, _ in alarms}
    assert seen == set(kinds)


def test_an_item_is_rated_by_keyboard_alone(page):
    one(page, ".sk-picture").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(one(page, ".sk-reading")).to_contain_text("AE-40")
    radio = one(page, ".sk-ach-form fieldset").first.locator("input").nth(4)
    for _ in range(12):  # past the link to the source to the first hypothesis
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("ArrowUp")  # from "not rated", the last of the group
    expect(radio).to_be_checked()
    expect(radio).to_be_focused()
    expect(rated(page, "AE-40", "H-40-a")).to_contain_text("II")
    assert kept(page)["ratings"] == {"AE-40|H-40-a": "II"}
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert list(kept(page)["ratings"]) == ["AE-40|H-40-a", "AE-40|H-40-b"]
    button(page, "Next item ▶").focus()
    page.keyboard.press("Enter")
    expect(one(page, ".sk-reading")).to_contain_text("AE-41")
    assert page.evaluate("document.activeElement.closest('.sk-ach-form') !== null")


def test_a_click_on_a_cell_opens_its_item_and_a_rating_colours_it(page):
    cell(page, "AE-42", "H-40-c").click()
    expect(one(page, ".sk-reading")).to_contain_text("AE-42")
    third = one(page, ".sk-ach-form fieldset").nth(2)
    expect(third.locator("legend")).to_contain_text("C Russia signed")
    for name, mark in (("very consistent", "CC"), ("very inconsistent", "II")):
        third.get_by_label(f"{mark} {name}").check()
        expect(rated(page, "AE-42", "H-40-c")).to_have_text(mark)
    colours = [
        cell(page, "AE-42", name).locator("path").evaluate("(e) => getComputedStyle(e).fill")
        for name in ("H-40-c", "H-40-a")
    ]
    assert colours[0] != colours[1]
    third.get_by_label("not rated").check()
    expect(rated(page, "AE-42", "H-40-c")).to_have_count(0)
    expect(one(page, ".sk-ach-verdict")).to_contain_text("0 of 40 cells rated.")
    assert kept(page)["ratings"] == {}


def test_a_click_on_a_columns_letter_reads_the_hypothesis(page):
    one(page, 'svg [data-group="H-40-b"] text').last.click()
    expect(one(page, ".sk-group")).to_contain_text("The four foreign ministers adopted")
    assert one(page, ".sk-item").count() == 10


def test_ratings_are_there_when_the_page_is_opened_again_and_in_its_twin(page):
    read(page, "AE-39")
    one(page, ".sk-ach-form").get_by_label("I inconsistent", exact=True).nth(1).check()
    twin = page.locator(".sahelkit-explorer").nth(1)
    expect(twin.locator('svg [data-group="AE-39.H-40-b"]')).to_have_text("I")
    reopen(page)
    expect(rated(page, "AE-39", "H-40-b")).to_have_text("I")
    expect(one(page, ".sk-ach-verdict")).to_contain_text("1 of 40 cells rated.")


def test_in_a_deck_ratings_are_kept_for_this_tab_alone(page, explorer, tmp_path):
    """As a deck holds it: within the element of reveal.js."""
    inner = f"<div class='reveal'>{explorer.html}</div>"
    deck = write_explorers(tmp_path / "deck.html", inner)
    tab, second = page.context.new_page(), page.context.new_page()
    for each in (tab, second):
        each.goto(deck)
        each.evaluate("addEventListener('storage', (e) => { window.heard = e.key })")
    read(page, "AE-39")  # at home, on a page: the browser keeps it
    one(page, ".sk-ach-form").get_by_label("I inconsistent", exact=True).nth(1).check()
    tab.wait_for_function("(shelf) => window.heard === shelf", arg=SHELF)
    expect(one(tab, ".sk-ach-verdict")).to_contain_text("0 of 40 cells rated.")
    read(tab, "AE-39")
    one(tab, ".sk-ach-form").get_by_label("I inconsistent", exact=True).first.check()
    expect(one(tab, ".sk-ach")).to_contain_text("kept for as long as this tab is open")
    tab.reload()
    expect(rated(tab, "AE-39", "H-40-a")).to_have_text("I")
    expect(one(tab, ".sk-ach-verdict")).to_contain_text("1 of 40 cells rated.")
    second.reload()
    expect(one(second, ".sk-ach-verdict")).to_contain_text("0 of 40 cells rated.")
    assert kept(page)["ratings"] == {"AE-39|H-40-b": "I"}
    tab.close()
    second.close()


def test_editing_chords_stay_in_the_text_field_and_others_go_on(page):
    page.evaluate(
        "window.heard = []; document.addEventListener('keydown', (event) => "
        "{ heard.push(event.key); event.preventDefault(); })"
    )
    one(page, ".sk-ach-own input").first.focus()
    for keys in ("a", "Control+a", "Control+z", "Control+s"):
        page.keyboard.press(keys)
    assert page.evaluate("heard.filter((key) => key.length === 1)") == ["s"]


def test_leaving_out_a_source_says_and_shows_whether_the_conclusion_holds(page):
    start(page, {**EMPTY, "ratings": {"AE-41|H-40-a": "I", "AE-43|H-40-b": "I"}})  # D 0.4, C 0.6
    verdict = one(page, ".sk-ach-verdict")
    expect(verdict).to_contain_text("As little speaks against each of these: C, D.")
    start(page, {**EMPTY, "ratings": {f"AE-41|H-40-{h}": "I" for h in "acd"}})
    line = one(
        page,
        ".sk-ach-drop label",
    ).filter(has_text="SRC-037")
    expect(line).to_contain_text("nothing is left to weigh")
    expect(one(page, ".sk-ach-drop label").filter(has_text="TASS")).to_contain_text("holds")
    line.locator("input").check()
    expect(verdict).to_contain_text("Nothing has been weighed yet. Left out: Afrique Média")
    assert "sk-ach-gone" in cell(page, "AE-41", "H-40-a").get_attribute("class")
    assert kept(page)["dropped"] == "SRC-037"
    start(
        page, {**EMPTY, "ratings": {"AE-41|H-40-a": "I", **{f"AE-43|H-40-{h}": "I" for h in "bcd"}}}
    )
    line = one(page, ".sk-ach-drop label").filter(has_text="TASS")
    expect(line).to_contain_text("the conclusion changes to B, C, D")


def test_own_hypotheses_are_text_have_columns_and_can_be_taken_back(page):
    field = one(page, ".sk-ach-own input")
    read(page, "AE-39")
    for statement in (HOSTILE, "Second", "Third"):
        field.fill(statement)
        field.press("Enter")
    expect(field).to_be_hidden()  # three are the most
    assert one(page, ".sk-ach-form fieldset").count() == 7
    expect(one(page, ".sk-ach-form legend").nth(4)).to_have_text(f"E {HOSTILE}")
    expect(one(page, "svg .sk-ach-line")).to_contain_text("<img src=x onerror=")
    assert one(page, "img").count() == 0
    assert page.evaluate("window.hit") is None
    letters = one(page, "svg .sk-ach-letter").all_text_contents()
    assert letters == ["F", "G"]
    one(page, ".sk-ach-form fieldset").nth(6).get_by_label("C consistent", exact=True).check()
    expect(one(page, 'svg .sk-ach-drawn[data-rating="C"]')).to_have_text("C")
    edges = page.evaluate(
        """() => { const svg = document.querySelector("svg");
        return [...svg.querySelectorAll("g.sk-ach-drawn")]
          .map((e) => e.getBoundingClientRect().right - svg.getBoundingClientRect().right) }"""
    )
    assert max(edges) < 1
    one(page, ".sk-ach-own li").nth(1).get_by_role("button").click()
    assert [h["id"] for h in kept(page)["own"]] == ["own-1", "own-3"]
    assert one(page, ".sk-ach-form fieldset").count() == 6
    one(page, ".sk-ach-own li").nth(1).get_by_role("button").click()
    assert kept(page)["ratings"] == {}
    button(page, "Undo").click()
    assert kept(page)["ratings"] == {"AE-39|own-3": "C"}


def test_an_empty_or_endless_own_hypothesis_is_not_taken(page):
    field = one(page, ".sk-ach-own input")
    field.fill("   ")
    field.press("Enter")
    field.fill("x" * 400)
    field.press("Enter")
    assert [h["statement"] for h in kept(page)["own"]] == ["x" * 300]


@pytest.mark.parametrize(
    ("name", "write"), [("Save as JSON", to_json), ("Save as Markdown", to_markdown)]
)
def test_files_are_the_same_as_pythons_and_come_back(page, name, write):
    own = [{"id": "own-1", "statement": HOSTILE}, {"id": "own-3", "statement": "Drei — 三"}]
    ratings = {"AE-39|H-40-a": "CC", "AE-41|own-3": "II", "AE-43|H-40-b": "I"}
    work = {"ratings": ratings, "own": own, "dropped": "SRC-037", "other": None}
    start(page, work)
    expect(rated(page, "AE-43", "H-40-b")).to_have_text("I")
    with page.expect_download() as download:
        button(page, name).click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text == write(whole(work))
    start(page, None)
    assert "holds 3 ratings" in send(page, "mine.txt", text)
    button(page, "Mine: put them in place of what is here").click()
    assert kept(page) == work
    assert page.evaluate("window.hit") is None


def file_of(**parts):
    return json.dumps({**json.loads(to_json(whole({"ratings": {"AE-39|H-40-a": "I"}}))), **parts})


FOREIGN = [
    ("", "it is no JSON"),
    ("{", "it is no JSON"),
    ("null", "not written by a hypotheses explorer"),
    ('{"a": 1}', "not written by a hypotheses explorer"),
    (file_of(version=2), "not written by a hypotheses explorer"),
    (file_of(question="C-12"), "about the question C-12, and this one is C-40"),
    (file_of(ratings={"AE-39|H-40-a": "good"}), "good does not fit at AE-39|H-40-a"),
    (file_of(ratings={"AE-39|H-40-a": "I", "AE-1|H-40-a": "I"}), "AE-1|H-40-a does not fit"),
    (file_of(ratings={"__proto__": "I", "constructor": "I"}), "does not fit at ratings"),
    (file_of(ratings=["I"]), "does not fit at ratings"),
    (file_of(own=[{"id": "own-9", "statement": "x"}]), "own-9 does not fit at own"),
    (file_of(own=[{"id": "own-1", "statement": "x" * 301}]), "does not fit at own-1"),
    (file_of(own={"length": 1}), "does not fit at own"),
    (file_of(dropped="SRC-001"), "SRC-001 does not fit at dropped"),
    (file_of(dropped="toString"), "toString does not fit at dropped"),
    (file_of(question="<img src=x onerror='window.hit=1'>"), "<img src=x"),
    ("x" * 1_000_001, "far too large"),
]


def test_a_foreign_or_damaged_file_changes_nothing_and_says_why(page):
    work = {**EMPTY, "ratings": {"AE-40|H-40-a": "N"}}
    start(page, work)
    expect(rated(page, "AE-40", "H-40-a")).to_have_text("N")
    for text, why in FOREIGN:
        said = send(page, "theirs.json", text)
        assert said.startswith("theirs.json was not read: ")
        assert why in said
        assert said.endswith("Nothing has changed.")
        button(page, "Close").click()
        expect(rated(page, "AE-40", "H-40-a")).to_have_text("N")
        expect(one(page, ".sk-ach-verdict")).to_contain_text("1 of 40")
        assert kept(page) == work
    assert page.evaluate("window.hit") is None


def test_another_persons_ratings_are_compared_and_ones_own_stay(page):
    own = [{"id": "own-1", "statement": "Same words"}]
    mine = {"AE-39|H-40-a": "CC", "AE-39|H-40-b": "I", "AE-40|H-40-a": "N", "AE-41|own-1": "C"}
    start(page, {**EMPTY, "ratings": mine, "own": own})
    theirs = {"AE-39|H-40-a": "CC", "AE-39|H-40-b": "II", "AE-41|own-2": "I", "AE-42|H-40-a": "C"}
    send(
        page, "theirs.json", to_json(whole({"ratings": theirs, "own": [{**own[0], "id": "own-2"}]}))
    )
    button(page, "Another person’s: compare").click()
    compared = one(page, ".sk-ach-compared")
    expect(compared).to_contain_text("1 of the 3 cells that both rated are alike.")
    lines = compared.locator("li")
    assert lines.all_inner_texts() == [
        "AE-39 B: you I, the other II",
        "AE-41 E: you C, the other I",
    ]
    marked = one(page, "svg [data-differs]")
    assert marked.count() == 2
    expect(rated(page, "AE-39", "H-40-b")).to_have_text(["I", "≠ II"])
    assert kept(page)["ratings"] == mine
    lines.nth(1).get_by_role("button").click()
    expect(one(page, ".sk-reading")).to_contain_text("AE-41")
    button(page, "End the comparison").click()
    expect(marked).to_have_count(0)
    assert kept(page)["other"] is None


def test_a_file_in_place_of_ones_own_can_be_undone(page):
    work = {**EMPTY, "ratings": {"AE-40|H-40-a": "N"}}
    start(page, work)
    send(page, "a.json", file_of())
    button(page, "Cancel").click()
    assert kept(page) == work
    send(page, "a.json", file_of())
    button(page, "Mine: put them in place of what is here").click()
    assert kept(page)["ratings"] == {"AE-39|H-40-a": "I"}
    button(page, "Undo").click()
    assert kept(page) == work
    expect(button(page, "Undo")).to_be_hidden()


def test_the_kits_ratings_wait_until_half_is_rated_or_one_insists(page, explorer):
    start(page, {**EMPTY, "ratings": {"AE-39|H-40-b": "N"}})
    reason = explorer.view.controls[0].data["ours"]["AE-39|H-40-b"]
    read(page, "AE-39")
    button(page, "Compare with the kit’s ratings").click()
    expect(one(page, ".sk-ach-ask")).to_contain_text("You have rated 1 of 40 cells.")
    assert reason[1] not in one(page, ".sk-ach").inner_text()
    assert kept(page)["other"] is None
    button(page, "See them").click()
    expect(one(page, ".sk-ach-compared")).to_contain_text(f"B: you N, the kit {reason[0]}")
    expect(one(page, ".sk-ach-compared")).to_contain_text(reason[1])
    expect(one(page, ".sk-ach-form")).to_contain_text(f"The kit’s rating: {reason[0]}. {reason[1]}")
    assert kept(page)["ratings"] == {"AE-39|H-40-b": "N"}
    half = [f"AE-{n}|H-40-{h}" for n in range(39, 44) for h in "abcd"]
    start(page, {**EMPTY, "ratings": dict.fromkeys(half, "N")})
    button(page, "Compare with the kit’s ratings").click()
    expect(one(page, ".sk-ach-compared")).to_contain_text("of the 20 cells that both rated")


def test_clearing_asks_first_and_can_be_undone(page):
    work = {**EMPTY, "ratings": {"AE-40|H-40-a": "N"}, "own": [{"id": "own-1", "statement": "x"}]}
    start(page, work)
    button(page, "Clear all").click()
    assert kept(page) == work
    one(page, ".sk-ach-ask").get_by_role("button", name="Clear all").click()
    assert kept(page) == EMPTY
    button(page, "Undo").click()
    assert kept(page) == work
    expect(rated(page, "AE-40", "H-40-a")).to_have_text("N")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{broken", None),
        ("[1]", None),
        ('{"ratings": {"AE-40|H-40-a": "N", "AE-0|x": "I"}, "own": 7, "other": {"own": [1]}}', "N"),
    ],
)
def test_damaged_memory_of_the_browser_is_saved_aside_and_used_as_far_as_it_goes(page, text, left):
    start(page, text)
    expect(rated(page, "AE-40", "H-40-a")).to_have_text([left] if left else [])
    aside = page.evaluate("(shelf) => localStorage.getItem(`${shelf}-before`)", SHELF)
    assert aside == text


def test_a_browser_that_keeps_nothing_says_so(chromium, explorer, tmp_path):
    path = tmp_path / "page.html"
    write_explorers(path, explorer.html)
    context = chromium.new_context(offline=True)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page = context.new_page()
    page.goto(path.as_uri())
    expect(one(page, ".sk-ach")).to_contain_text("This browser keeps nothing for this page")
    read(page, "AE-39")
    one(page, ".sk-ach-form").get_by_label("I inconsistent", exact=True).first.check()
    expect(rated(page, "AE-39", "H-40-a")).to_have_text("I")
    context.close()


def test_on_paper_there_is_the_matrix_and_the_table_but_no_form(page):
    read(page, "AE-39")
    page.emulate_media(media="print")
    assert one(page, "svg").is_visible()
    assert one(page, "tbody tr").first.is_visible()
    for form in (".sk-ach-form", ".sk-ach-drop", ".sk-ach-own", ".sk-ach-buttons"):
        assert not one(page, form).first.is_visible(), form
    page.emulate_media(media="screen")


def test_two_items_of_one_source_are_one_voice(chromium, amend, tmp_path):
    kit = amend("ach_evidence", 2, source_id="S1")  # as the first item
    ratings = {"AE-01|H-01-b": "I", "AE-03|H-01-b": "II"}
    path = tmp_path / "page.html"
    write_explorers(path, sahelkit.explore.hypotheses(kit, "C-01").html)
    context = chromium.new_context(offline=True)
    page = context.new_page()
    text = json.dumps(json.dumps({"ratings": ratings}))
    page.add_init_script(f"localStorage.setItem('sahelkit-ach-C-01', {text})")
    page.goto(path.as_uri())
    found = one(page, ".sk-ach-alarms li")
    expect(found).to_have_count(2)
    alarms = [line.get_attribute("data-alarm") for line in found.all()]
    pairs = {tuple(c.split("|")): r for c, r in ratings.items()}
    reckoned = ach.alarms(kit, ach.analysis(kit, "C-01"), pairs)
    assert reckoned == [
        ("single source", "H-01-b", ("S1",)),
        ("same origin", "H-01-b", ("S1",)),
    ]
    assert alarms == ["single H-01-b S1", "origin H-01-b S1"]
    expect(found.first).to_contain_text("All that counts against B comes from one source")
    context.close()
