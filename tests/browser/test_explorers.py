"""What every explorer promises, on one plain page without kernel and network."""

import warnings

import pytest
from axe_playwright_python.sync_playwright import Axe

import sahelkit
from browser.driver import Explorer, until
from sahelkit import explore
from sahelkit.errors import SeedWarning
from sahelkit.explorer import script, stylesheet
from sahelkit.words import words

pytestmark = pytest.mark.browser

# how each explorer is called where a lesson shows it; a new one must be entered here
CALLS = {
    "timeline": lambda kit, **more: explore.timeline(kit, ["formation", "ecowas"], **more),
    "map": lambda kit, **more: explore.map(kit, "2024-08-01", **more),
    "network": lambda kit, **more: explore.network(kit, themes=["russia"], **more),
    "specs": lambda kit, **more: explore.specs(kit, **more),
    "sources": lambda kit, **more: explore.sources(kit, **more),
    "disputes": lambda kit, **more: explore.disputes(kit, ["C-40", "C-12"], **more),
    "hypotheses": lambda kit, **more: explore.hypotheses(kit, "C-40", **more),
}
PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>explorers</title>
<meta name="viewport" content="width=device-width"><style>{style}</style></head>
<body><main><h1>Explorers</h1>{body}</main><script>{script}</script></body></html>"""
WIDTHS = {"desk": 1280, "zoomed to 200 %": 640, "telephone": 360}


def write_page(path, explorers, lang="en"):
    body = "".join(explorer.html for explorer in explorers)
    page = PAGE.format(lang=lang, style=stylesheet(), body=body, script=script())
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


LOOKS = """(root) => [...root.querySelectorAll("tbody tr")].map((r) => Number(r.hidden)).join("")
  + [...root.querySelectorAll("svg [data-record], svg [data-group], svg [data-when]")]
    .map((p) => p.style.display + (p.getAttribute("transform") || "")).join()"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Address of a page for each explorer, and of one with all of them."""
    folder = tmp_path_factory.mktemp("explorers")
    kit = sahelkit.load()
    made = {name: call(kit) for name, call in CALLS.items()}
    found = {name: write_page(folder / f"{name}.html", [one]) for name, one in made.items()}
    found["all"] = write_page(folder / "all.html", list(made.values()))
    for name, call in CALLS.items():
        found[f"{name}-fr"] = write_page(folder / f"{name}-fr.html", [call(kit, lang="fr")], "fr")
    return found


@pytest.fixture
def visit(chromium, pages):
    """A function that opens a page; what goes wrong in it fails the test."""
    contexts, faults = [], []

    def open_it(name, width=1280, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(pages[name])
        if options.get("java_script_enabled", True):
            page.locator(".sahelkit-explorer[data-live]").first.wait_for()
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert faults == []


def test_every_explorer_is_here():
    assert set(CALLS) == set(explore.__all__)


@pytest.mark.parametrize("name", CALLS)
def test_axe_finds_no_barrier(visit, name):
    page = visit(name)
    root = page.locator(".sahelkit-explorer")
    states = {"at first": lambda: None, "read": root.get_by_role("button", name="Next").click}
    for state, act in states.items():
        act()
        found = Axe().run(page).response["violations"]
        bad = [
            (v["id"], v["impact"], v["nodes"][0]["html"][:200])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert bad == [], state


@pytest.mark.parametrize("name", CALLS)
def test_the_keyboard_alone_reaches_everything(visit, name):
    page = visit(name)
    explorer = Explorer(page.locator(".sahelkit-explorer"))
    wanted = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll(
            "a[href], button, input, select, textarea, summary, [tabindex='0']")]
            .filter((e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.disabled);
          // of a group of radio buttons the keyboard stops at one
          const seen = new Set();
          return all.filter((e) => e.type !== "radio" || !seen.has(e.name) && seen.add(e.name))
            .map((e, n) => (e.dataset.stop = String(n)));
        }"""
    )
    page.locator("body").press("Home")
    reached = []
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.dataset.stop ?? document.activeElement.name")
        if at is None or at in reached:
            break
        reached.append(at)
    assert len(reached) == len(wanted), (reached, wanted)
    assert len(wanted) >= 4
    explorer.picture.focus()
    explorer.picture.press("ArrowRight")
    first = explorer.reading()
    assert first
    assert page.locator(".sk-said").inner_text() or page.locator(".sk-said").text_content()
    explorer.picture.press("ArrowRight")
    until(lambda: explorer.reading() != first, "the next one is read", 10)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_nothing_is_wider_than_the_page(visit, name, width):
    page = visit(name, width)
    page.locator(".sahelkit-explorer").get_by_role("button", name="Next").click()
    for act in (lambda: None, page.get_by_role("button", name="Show as a table").click):
        act()
        wide = page.evaluate(
            """(width) => [...document.querySelectorAll("body *")]
            .filter((e) => e.checkVisibility() && !e.closest("svg, .sk-said"))
            .filter((e) => e.getBoundingClientRect().right > width + 1)
            .map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`)""",
            width,
        )
        assert wide == []


@pytest.mark.parametrize("name", CALLS)
def test_without_javascript_it_is_picture_caption_and_table(visit, name):
    page = visit(name, java_script_enabled=False)
    svg = page.locator(".sk-picture svg")
    assert svg.bounding_box()["height"] > 100
    assert len(svg.get_attribute("aria-label")) > 40
    assert page.locator(".sk-caption").is_visible()
    rows = page.locator("tbody tr")
    seen = [n for n in range(rows.count()) if rows.nth(n).is_visible()]
    assert seen
    assert (
        not page.locator(".sk-controls, .sk-panel, button, input, select")
        .filter(visible=True)
        .count()
    )


@pytest.mark.parametrize("name", CALLS)
def test_on_paper_it_is_picture_caption_and_table(visit, name):
    page = visit(name)
    explorer = Explorer(page.locator(".sahelkit-explorer"))
    page.emulate_media(media="print")
    assert explorer.picture.locator("svg").is_visible()
    assert page.locator(".sk-caption").is_visible()
    listed = explorer.listed()
    assert listed
    for record in (listed[0], listed[-1]):
        assert page.locator(f"tbody tr[data-id='{record}']").is_visible()
    # a form to fill in by hand may stay
    left = page.locator(":is(button, input, select, .sk-reading):not(.sk-judge *, .sk-ach *)")
    assert not left.filter(visible=True).count()


def test_many_on_one_page_share_no_id_and_no_state(visit):
    page = visit("all")
    explorers = [Explorer(page.locator(".sahelkit-explorer").nth(n)) for n in range(len(CALLS))]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    lost = page.evaluate(
        """[...document.querySelectorAll("*")].flatMap((e) => [...e.attributes])
        .flatMap((a) => ["aria-controls", "for", "aria-labelledby"].includes(a.name)
          ? a.value.split(" ")
          : [...a.value.matchAll(/(?:^|url\\()#(\\w+-[\\w-]+)/g)].map((m) => m[1]))
        .filter((id) => !document.getElementById(id))"""
    )
    assert lost == []
    for one, others in ((e, [o for o in explorers if o is not e]) for e in explorers):
        before = [other.state() for other in others]
        one.root.get_by_role("button", name="Next").click()
        assert "sk-idle" not in one.root.get_attribute("class")
        assert [other.state() for other in others] == before


@pytest.mark.parametrize("name", CALLS)
def test_french_interface_words(visit, name):
    page = visit(f"{name}-fr")
    seen = page.evaluate(
        """[...document.querySelectorAll("button, legend, label, thead th, svg text, .sk-count")]
        .filter((e) => e.checkVisibility()).map((e) => e.textContent.trim())"""
    )
    table = zip(words("en").values(), words("fr").values(), strict=True)
    english = {en for en, fr in table if en and en != fr and len(en) > 3}
    english -= set(words("fr").values())
    english -= {word for name in sahelkit.load().sources["publisher"] for word in name.split()}
    assert [text for text in seen if text in english] == []
    assert page.locator(".sahelkit-explorer").get_attribute("lang") == "fr"
    assert "Le texte des fiches est en anglais." in page.locator(".sk-caption").inner_text()


@pytest.mark.parametrize("name", CALLS)
def test_text_in_the_picture_lies_within_it_and_is_not_tiny(visit, name):
    page = visit(name)
    texts = page.evaluate(
        """() => {
          const svg = document.querySelector(".sk-picture svg");
          const frame = svg.getBoundingClientRect();
          return [...svg.querySelectorAll("text")].filter((e) => e.checkVisibility())
            .map((e) => [e.textContent, e.getBoundingClientRect(),
                         parseFloat(getComputedStyle(e).fontSize) * svg.getScreenCTM().a])
            .filter(([, box]) => box.width > 0)
            .map(([text, box, size]) => [text, size,
              box.left >= frame.left - 2 && box.right <= frame.right + 2
              && box.top >= frame.top - 2 && box.bottom <= frame.bottom + 2]);
        }"""
    )
    assert texts
    assert [text for text, _, inside in texts if not inside] == []
    assert [(text, size) for text, size, _ in texts if size < 11] == []


@pytest.mark.parametrize("name", CALLS)
def test_every_control_does_something_that_can_be_seen(visit, name):
    page = visit(name)
    root = page.locator(".sahelkit-explorer")
    inputs = root.locator(".sk-controls :is(input, select)")
    kinds = [inputs.nth(n).get_attribute("type") or "list" for n in range(inputs.count())]
    assert kinds or name == "hypotheses"  # its forms stand beneath the picture
    idle = set(range(len(kinds)))
    # a box may have nothing to do in one view of several
    for view in [None, *(n for n, kind in enumerate(kinds) if kind == "radio")]:
        for number in sorted(idle):
            page.reload()
            root.and_(page.locator("[data-live]")).wait_for()
            if view is not None:
                inputs.nth(view).check()
            control = inputs.nth(number)
            if control.get_attribute("name") == "zoom":
                for _ in range(12):
                    root.locator("[name='window-from']").press("ArrowRight")
            before = root.evaluate(LOOKS)
            for key in KEYS[kinds[number]]:
                control.press(key)
                if root.evaluate(LOOKS) != before:
                    idle.discard(number)
    chosen = {n for n in idle if kinds[n] == "radio" and inputs.nth(n).is_checked()}
    assert [inputs.nth(n).get_attribute("value") for n in idle - chosen] == []


KEYS = {
    "range": ("Home", "End", "ArrowLeft", "ArrowRight"),
    "checkbox": ("Space",),
    "radio": ("Space",),
    "list": ("ArrowDown", "ArrowUp"),
}
HOSTILE = (
    "<img src=x onerror='window.attacked=1'><script>window.attacked=2</script>"
    "]]></script></style></svg></td></table>\"' onmouseover='window.attacked=3' "
    "\u202eright-to-left\u202c "
    "{n} ${x} $5 and $6 &lt;b&gt; " + "long" * 2500
)


@pytest.fixture(scope="module")
def hostile_kit(tmp_path_factory, write_table):
    """The ledger with a row of hostile text in every table that an explorer shows."""
    folder = tmp_path_factory.mktemp("hostile")
    day = {"start": "2024-03-01", "end": "2024-03-01", "precision": "day"}
    rows = {
        "sources": {"source_id": "SRC-900", "publisher": HOSTILE, "title": HOSTILE,
                    "published_precision": "unknown", "url": "javascript:window.attacked=4",
                    "kind": "blog", "language": "en", "reliability": "F",
                    "reliability_reason": HOSTILE, "agency": HOSTILE},
        "claims": {"claim_id": "S1-900", "source_id": "S1", "paragraph": 1, "sentence": 1,
                   "claim": HOSTILE, "kind": "event", "theme": "bamex", "asserted_by": HOSTILE,
                   "credibility": 6, "credibility_reason": HOSTILE, **day},
        "mentions": {"claim_id": "S1-900", "entity_id": "mali"},
        "entities": {"entity_id": "hostile", "name": HOSTILE[:400], "kind": "state",
                     "description": HOSTILE},
        "events": {"event_id": "EV-900", **day, "place": HOSTILE, "place_id": "bamako",
                   "theme": "formation", "title": HOSTILE, "description": HOSTILE, "tier": "core"},
        "evidence": {"record_id": "EV-900", "source_id": "SRC-900", "bearing": "supports",
                     "note": HOSTILE},
        "disputes": {"dispute_id": "C-900", "question": HOSTILE, "theme": "bamex",
                     "kind": "framing", "evidence_summary": HOSTILE, "reading": HOSTILE,
                     "confidence": "low", "teaches": HOSTILE},
        "specs": {"spec_id": "SP-900", "entity_id": "bayraktar-tb2", "attribute": "endurance",
                  "low": 5, "high": 6, "unit": "h", "text": HOSTILE, "published": HOSTILE,
                  "qualifier": HOSTILE, "source_id": "SRC-900", "note": HOSTILE},
        "wordings": {"wording_id": "W-900", "source_id": "S1", "word": HOSTILE, "family": "threat",
                     "forms": HOSTILE, "count": 1, "voice": "text", "note": HOSTILE},
    }  # fmt: skip
    for table, row in rows.items():
        write_table(folder, table, [row])
    write_table(folder, "participants", [
        {"event_id": "EV-900", "entity_id": name, "role": HOSTILE} for name in ("mali", "niger")
    ])  # fmt: skip
    write_table(folder, "positions", [
        {"position_id": f"C-900-{letter}", "dispute_id": "C-900", "statement": HOSTILE,
         "held_by": "SRC-900", "note": HOSTILE} for letter in "ab"
    ])  # fmt: skip
    write_table(folder, "hypotheses", [
        {"hypothesis_id": f"H-900-{letter}", "dispute_id": "C-900", "statement": HOSTILE}
        for letter in "ab"
    ])  # fmt: skip
    write_table(folder, "ach_evidence", [
        {"item_id": "AE-900", "dispute_id": "C-900", "statement": HOSTILE, "record_id": "EV-900",
         "source_id": "SRC-900", "note": HOSTILE}
    ])  # fmt: skip
    write_table(folder, "ach_ratings", [
        {"item_id": "AE-900", "hypothesis_id": f"H-900-{letter}", "rating": "C", "reason": HOSTILE}
        for letter in "ab"
    ])  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SeedWarning)
        return sahelkit.load(extra=folder)


# the record of hostile text that each explorer holds, and the call that shows it
ATTACKED = {
    "timeline": ("EV-900", CALLS["timeline"]),
    "map": ("EV-900", CALLS["map"]),
    "network": ("EV-900", lambda kit: explore.network(kit, themes=["formation"])),
    "specs": ("SP-900", lambda kit: explore.specs(kit)),
    "sources": ("S1-900", lambda kit: explore.sources(kit)),
    "disputes": ("C-900-a", lambda kit: explore.disputes(kit, "C-900")),
    "hypotheses": ("AE-900", lambda kit: explore.hypotheses(kit, "C-900")),
}


@pytest.mark.parametrize("name", CALLS)
def test_hostile_text_stays_text(chromium, tmp_path, hostile_kit, name):
    record, call = ATTACKED[name]
    explorer = call(hostile_kit)
    address = write_page(tmp_path / "hostile.html", [explorer])
    context = chromium.new_context(viewport={"width": 640, "height": 800}, offline=True)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    root = page.locator(".sahelkit-explorer[data-live]")
    root.wait_for()
    root.get_by_role("button", name="Show as a table").click()
    row = root.locator(f"tbody tr[data-id='{record}']")
    assert HOSTILE in row.text_content()
    ids = page.evaluate(
        "[...document.querySelectorAll('tbody tr')].filter((r) => !r.hidden)"
        ".map((r) => r.dataset.id)"
    )
    if explorer.view.steps == "records" and record in ids:
        for _ in ids[: ids.index(record) + 1]:
            root.get_by_role("button", name="Next").click()
        assert HOSTILE in root.locator(".sk-reading").text_content()
    assert root.locator("img, .sk-reading script, svg script, foreignObject").count() == 0
    assert page.evaluate("window.attacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 641
    assert faults == []
    context.close()
