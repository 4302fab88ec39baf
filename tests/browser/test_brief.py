"""Briefs in a real browser and on paper, without a network."""

import re

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from briefs import brief_rows

from sahelkit import load
from sahelkit.ledger import open_folder
from sahelkit.publish.brief import page as pages
from sahelkit.publish.brief.compose import compose
from sahelkit.publish.pdf import print_pdf

pytestmark = pytest.mark.browser
HOSTILE = "</style><img src=x onerror='window.attacked=1'><script>window.attacked=2</script>"
COMBINATIONS = [
    (theme, audience, lang)
    for theme in ("formation", "ecowas", "russia", "turkey", "bamex", "security")
    for audience in ("minister", "newsroom", "classroom")
    for lang in ("en", "fr")
]


@pytest.fixture(scope="module")
def kit():
    return load()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("brief")


@pytest.fixture(scope="module")
def brief(kit, folder):
    path = folder / "russia.html"
    path.write_text(pages.write(compose(kit, "russia", audience="newsroom")), encoding="utf-8")
    return path


@pytest.fixture
def visit(chromium):
    """Open a page; every request but the one for it, and every error, fails the test."""
    faults, contexts = [], []

    def visit(path, wide=1280, **options):
        context = chromium.new_context(
            viewport={"width": wide, "height": 900}, offline=True, **options
        )
        contexts.append(context)
        context.on("console", lambda m: m.type == "error" and faults.append(m.text))
        page = context.new_page()
        page.on("request", lambda r: r.url != path.as_uri() and faults.append(r.url))
        page.goto(path.as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("names", COMBINATIONS, ids="-".join)
def test_every_brief_is_two_pages_of_paper(chromium, kit, folder, names):
    theme, audience, lang = names
    made = compose(kit, theme, audience=audience, lang=lang)
    path = folder / f"{'-'.join(names)}.html"
    path.write_text(pages.write(made), encoding="utf-8")
    printed = print_pdf(path, path.with_suffix(".pdf"), chromium=chromium)
    assert printed.pages == 2
    read = pypdf.PdfReader(printed.path)
    texts = ["".join(sheet.extract_text().split()) for sheet in read.pages]
    assert "".join(made.bottom_line.split()) in texts[0]
    assert "".join(made.coverage[0].split()) in texts[1]
    for item in made.judgements:
        assert "".join(item.statement.split()) in texts[0] + texts[1]
    for sheet in read.pages:
        assert [float(side) for side in sheet.mediabox[2:]] == pytest.approx([595, 842], abs=1.5)
    # what is too wide would be printed smaller: 180 mm are 680 pixels
    context = chromium.new_context(viewport={"width": 680, "height": 900}, offline=True)
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide <= 681
    assert read.outline


def test_no_text_is_smaller_than_nine_points(visit, brief):
    page = visit(brief, 680)
    page.emulate_media(media="print")
    small = page.evaluate(
        """() => {
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
          while (walk.nextNode()) {
            const node = walk.currentNode, holder = node.parentElement;
            if (!node.textContent.trim() || holder.closest("style")) continue;
            const svg = holder.closest("svg");
            const scale = svg ? svg.getScreenCTM().a : 1;
            const size = parseFloat(getComputedStyle(holder).fontSize) * scale * 0.75;
            if (size < 8.95) found.push([size, node.textContent.trim().slice(0, 40)]);
          }
          return found;
        }"""
    )
    assert small == []


@pytest.mark.parametrize("wide", [400, 1280])
def test_nothing_sticks_out_of_the_screen(visit, brief, wide):
    page = visit(brief, wide)
    assert page.evaluate("document.documentElement.scrollWidth") <= wide


@pytest.mark.parametrize("wide", [400, 1280])
def test_axe_finds_no_barrier(visit, brief, wide):
    page = visit(brief, wide, bypass_csp=True)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [n["html"][:120] for n in rule["nodes"]]) for rule in found] == []


def test_numbers_lead_to_notes(visit, brief):
    page = visit(brief)
    page.locator("a.ref[href='#note-1']").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "note-1"


@pytest.fixture
def hostile(ledger, write_table):
    rows = brief_rows()
    for row in rows["judgements"]:
        row["statement"] = row["confidence_reason"] = HOSTILE
    rows["bottom_lines"][0]["text"] = rows["indicators"][0]["text"] = HOSTILE
    for table, content in rows.items():
        write_table(ledger, table, content)
    return open_folder(ledger)


def test_records_cannot_bring_markup_or_scripts(visit, hostile, folder):
    path = folder / "hostile.html"
    path.write_text(pages.write(compose(hostile, "bamex", audience="newsroom")), encoding="utf-8")
    page = visit(path)
    assert page.locator("script, img, [onerror]").count() == 0
    assert page.get_by_text("<script>window.attacked=2</script>").first.is_visible()
    assert page.evaluate("window.attacked") is None


def test_the_policy_stops_a_script_that_slipped_in(chromium, brief, folder):
    slipped = "<p id='x' onclick='this.id = `ran`'>x</p><script>document.title = 'ran'</script>"
    text = brief.read_text(encoding="utf-8").replace("</main>", f"{slipped}</main>")
    (folder / "slipped.html").write_text(text, encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto((folder / "slipped.html").as_uri())
    page.locator("#x").click()
    found = page.locator("#ran").count(), page.title()
    context.close()
    assert found == (0, "Russia and the Alliance of Sahel States")


def test_judgements_and_their_order_can_be_heard(visit, brief):
    page = visit(brief)
    tree = page.locator("main").aria_snapshot()
    assert re.search(r"heading \"Bottom line\" \[level=2\]", tree)
    assert tree.index("Bottom line") < tree.index("Judgements") < tree.index("What is disputed")
    assert re.search(r"img \"Timeline of \d+ events", tree)
