import base64
import dataclasses
import itertools
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from sahelkit import style
from sahelkit.explorer import Axis, Column, Control, Option, View, script, stylesheet
from sahelkit.explorer.assets import asset
from sahelkit.explorer.page import holds, render, short_groups, shown
from sahelkit.ledger.record import Record, SourceLink

from .conftest import HOSTILE, MARKS

VOID = {"br", "img", "input", "meta", "link", "hr", "use", "path"}


class Page(HTMLParser):
    """Reads a page as a browser does, as far as the tests need it."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.rows, self.island = [], [], [], ""
        self._stack, self._cells = [], None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self._stack.append((tag, dict(attrs)))
        if tag == "tr":
            self._cells = []
            self.rows.append((dict(attrs), self._cells))
        if tag in ("td", "th") and self._cells is not None:
            self._cells.append("")

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._stack and self._stack[-1][0] == "script":
            self.island += data
        elif any(tag == "tr" for tag, _ in self._stack) and self._cells:
            self._cells[-1] += data


class Hostile:
    """A kit whose one source is hostile too."""

    def __init__(self, text):
        self.text = text

    def record(self, source_id):
        values = {
            "publisher": self.text,
            "url": f"https://example.org/{self.text}",
            "reliability": "F",
            "published": None,
            "published_precision": "unknown",
        }
        return Record(source_id, "sources", values, self.text, self.text)


def rows(page):
    return {attributes["data-id"]: (attributes, cells) for attributes, cells in Page(page).rows[1:]}


def test_rows_are_the_records_in_order(small_kit, view):
    table = rows(render(small_kit, view))
    assert list(table) == list(MARKS)
    attributes, cells = table["EV-003"]
    assert cells[:3] == ["EV-003", "July 2024", "Talks in JulyTalks in July, in a sentence."]
    assert attributes["data-theme"] == "ecowas"
    assert attributes["data-start"] == "2024-07-01"


def test_sources_stand_with_date_bearing_and_reliability(small_kit, view):
    _, cells = rows(render(small_kit, view))["EV-001"]
    assert "Bamako Hebdo, 12 November 2025 (supports; reliability B)" in cells[3]
    assert "R&D <Press> (contradicts; reliability B)" in cells[3]


def test_only_web_addresses_become_links(small_kit, view):
    page = render(small_kit, view)
    links = [value for name, value in Page(page).attributes if name == "href" and value[0] != "#"]
    assert "https://example.org/src-001" in links
    assert not [link for link in links if not link.startswith("https://")]
    assert "javascript:" not in page


def test_hidden_rows_and_parts_are_those_not_shown(small_kit, view):
    page = render(small_kit, view)
    assert shown(view, view.value) == ["EV-003"]  # 2023 and 2025 lie outside the window
    visible = [name for name, (attributes, _) in rows(page).items() if "hidden" not in attributes]
    assert visible == ["EV-003"]
    hidden = re.findall(r'data-record="([^"]+)" style="display:none"', page)
    assert sorted(hidden) == ["EV-001", "EV-005"]


def test_island_holds_state_controls_and_words(small_kit, view):
    spec = json.loads(Page(render(small_kit, view)).island)
    assert spec["value"] == view.value
    assert [c["kind"] for c in spec["controls"]] == ["window", "set"]
    assert spec["controls"][1]["options"][0] == ["formation", "AES", "#b4540a"]
    asked = set(re.findall(r"\bwords\.(\w+)", asset("explorer.js") + asset("controls.js")))
    assert asked
    assert asked <= set(spec["words"])


def test_french(small_kit, view):
    page = render(small_kit, dataclasses.replace(view, lang="fr"))
    assert ' lang="fr">' in page
    assert "<th scope='col'>Fiche</th>" in page
    assert "Le texte des fiches est en anglais." in page
    assert "fiabilité B" in page


def test_without_a_kernel_it_is_picture_caption_and_table(small_kit, view):
    page = Page(render(small_kit, view))
    assert {"svg", "title", "p", "table", "caption"} <= set(page.tags)
    assert page.tags.count("script") == 1  # the data; it does nothing by itself
    assert ("type", "application/json") in page.attributes


def hostile_page(view, text):
    record = Record("EV-001", "events", {}, text, text, (SourceLink("S9", "supports"),))
    control = Control("themes", "set", text, "theme", [Option(text, text)])
    hostile = dataclasses.replace(
        view,
        title=text,
        caption=text,
        records=[(record, {"theme": text})],
        controls=[control],
        value={"themes": [text]},
    )
    return render(Hostile(text), hostile)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_stays_text(view, kind):
    text = HOSTILE[kind]
    page = Page(hostile_page(view, text))
    harmless = Page(hostile_page(view, "harmless" if text.isascii() else "harmlos’"))
    assert page.tags == harmless.tags
    assert [name for name, _ in page.attributes] == [name for name, _ in harmless.attributes]
    spec = json.loads(page.island)
    assert spec["controls"][0]["options"] == [[text, text, ""]]
    attributes, cells = page.rows[1]
    assert attributes["data-theme"] == text
    assert cells[2] == text + text
    assert cells[3].startswith(text)
    assert "hidden" not in attributes


def test_island_cannot_be_left(view):
    for text in HOSTILE.values():
        page = hostile_page(view, text)
        start = page.index("sahelkit-data")
        inside = page[page.index(">", start) + 1 : page.index("</script>", start)]
        assert "<" not in inside


@pytest.fixture
def parted(small_kit):
    """A view whose picture has parts of every sort."""
    tags = {
        "EV-001": 1,
        "EV-001 when:units=metric": 1,
        "group:mali width": 1,
        "group:niger shade when:units=metric|imperial": 1,
        "when:units=imperial": 1,
        "when:zoom=true": 1,
        "axis": 1,
    }
    with style.theme():
        picture = style.Picture(figsize=(4, 2), alt="Parts")
        axes = picture.add_axes((0, 0, 1, 1))
        for n, tag in enumerate(tags):
            axes.plot([n], [n], "o")[0].set_gid(tag)
        axes.text(0, 0, 'data-record="EV-003" id="EV-003"')
    units = [Option("metric", "metric"), Option("imperial", "feet")]
    return View(
        "parts",
        "Parts",
        "Parts.",
        picture,
        [
            (small_kit.record("EV-001"), {"start": "2023-09-16", "groups": "mali west"}),
            (small_kit.record("EV-003"), {"start": "2024-07-01", "groups": "niger"}),
        ],
        [
            Control("until", "until", "Until", options=[Option("2023-12", "Dec")]),
            Control("units", "choice", "Units", options=units),
            Control("zoom", "toggle", "Zoom"),
        ],
        {"until": "2023-12", "units": "metric", "zoom": False},
        groups={"mali": "Mali", "niger": "Niger <b>"},
        columns=[
            Column("Value", {"EV-001": {"units=metric": "1 < 2 m", "units=imperial": "5 ft"}})
        ],
        steps="groups",
        axis=Axis(0.1, 0.9, "2023-01-01", "2024-12-31"),
    )


def test_parts_are_shown_by_record_group_and_state(small_kit, parted):
    svg = render(small_kit, parted)
    gone = ' style="display:none"'
    seen = re.findall(r"<g (data-[^<>]*)>", svg)
    assert [(tags.replace(gone, ""), gone in tags) for tags in seen] == [
        ('data-record="EV-001"', False),
        ('data-record="EV-001" data-when="units=metric"', False),
        ('data-group="mali" data-weigh="width"', False),
        ('data-group="niger" data-when="units=metric|imperial" data-weigh="shade"', True),
        ('data-when="units=imperial"', True),
        ('data-when="zoom=true"', True),
    ]
    assert '<g class="sk-axis">' in svg
    assert 'data-record="EV-003" id="EV-003"</text>' in svg  # words of the picture stay words


def test_a_state_decides_which_words_of_a_cell_are_shown(small_kit, parted):
    page = render(small_kit, parted)
    assert '<span data-when="units=metric">1 &lt; 2 m</span>' in page
    assert '<span data-when="units=imperial" hidden>5 ft</span>' in page
    assert page.index("<th scope='col'>Value</th>") < page.index("<th scope='col'>Sources</th>")


def test_the_script_learns_of_groups_steps_and_axis(small_kit, parted):
    spec = json.loads(Page(render(small_kit, parted)).island)
    assert spec["groups"] == {"mali": "Mali", "niger": "Niger <b>"}
    assert spec["steps"] == "groups"
    assert spec["axis"] == {"left": 0.1, "right": 0.9, "first": "2023-01-01", "last": "2024-12-31"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("a=1", True),
        ("a=2", False),
        ("a=2|1", True),
        ("a=1 b=x", True),
        ("a=1 b=z", False),
        ("b=y", True),
        ("c=true", True),
        ("c=false", False),
        ("d=1", False),
    ],
)
def test_conditions(condition, expected):
    assert holds(condition, {"a": "1", "b": ["x", "y"], "c": True}) is expected


def test_as_an_image_it_is_the_same_picture(small_kit, view):
    page = render(small_kit, view, model="abc", still=True)
    assert ' data-model="abc">' in page
    assert "<svg" not in page
    [(code, alt)] = re.findall(
        r'<img [^<>]*alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]+)">', page
    )
    drawing = base64.b64decode(alt).decode()
    assert code == "Three marks"
    root = ElementTree.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert re.findall(r'data-record="(EV-\d+)"', drawing) == list(MARKS)


def test_text_of_another_direction_stays_in_its_place(view):
    page = hostile_page(view, HOSTILE["right to left"])
    assert f"<bdi>{HOSTILE['right to left']}</bdi>" in page
    assert f"<b dir='auto'>{HOSTILE['right to left']}</b>" in page


def test_same_bytes_each_time(small_kit, view):
    assert render(small_kit, view) == render(small_kit, view)


WINDOW, DAY = Control("w", "window", "From|To"), Control("d", "day", "Day")
UNTIL = Control("u", "until", "Until")
SET = Control("s", "set", "Themes", "theme")
CHOICE = Control("c", "choice", "Theme", "theme")
DAYS = ("", "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-29", "2024-03-01")
ALL_MARKS = [
    {"start": start, "end": end, "theme": theme}
    for start, end in itertools.product(DAYS, DAYS)
    for theme in ("", "ecowas", "ecowas formation")
    if not end or start <= end
] + [{}]
STATES = {
    "window": [
        [low, high]
        for low, high in itertools.product(("2023-12", "2024-01", "2024-02"), repeat=2)
        if low <= high
    ],
    "day": list(DAYS[1:]),
    "until": ["2023-12", "2024-01", "2024-02"],
    "choice": ["ecowas", "formation"],
    "set": [[], ["ecowas"], ["formation"], ["formation", "ecowas"]],
}


@pytest.mark.parametrize(
    ("control", "marks", "state", "expected"),
    [
        (WINDOW, {"start": "2024-01-31", "end": "2024-01-31"}, ["2024-01", "2024-01"], True),
        (WINDOW, {"start": "2024-02-01", "end": "2024-02-29"}, ["2024-01", "2024-01"], False),
        (WINDOW, {"start": "2023-01-01", "end": "2024-12-31"}, ["2024-01", "2024-01"], True),
        (WINDOW, {"start": "2023-12-31", "end": ""}, ["2024-01", "2024-01"], False),
        (DAY, {"start": "2024-01-28", "end": "2025-01-29"}, "2025-01-28", True),
        (DAY, {"start": "2024-01-28", "end": "2025-01-29"}, "2025-01-29", False),
        (DAY, {"start": "2024-01-28"}, "2024-01-28", True),
        (DAY, {"start": "2024-01-28"}, "2024-01-27", False),
        (DAY, {"end": "2024-01-28"}, "1960-01-01", True),
        (SET, {"theme": "ecowas"}, ["ecowas"], True),
        (SET, {"theme": "ecowas"}, [], False),
        (SET, {}, ["ecowas"], False),
        (SET, {"theme": "ecowas russia"}, ["russia"], True),
        (SET, {"theme": "ecowas russia"}, ["eco"], False),
        (UNTIL, {"start": "2024-01-31"}, "2024-01", True),
        (UNTIL, {"start": "2024-02-01"}, "2024-01", False),
        (CHOICE, {"theme": "russia ecowas"}, "ecowas", True),
        (CHOICE, {"theme": "russia"}, "ecowas", False),
        (Control("c", "choice", "Units"), {"theme": "russia"}, "metric", True),
        (Control("z", "toggle", "Zoom"), {}, False, True),
    ],
)
def test_what_a_control_shows(control, marks, state, expected):
    assert control.shows(marks, state) is expected


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
@pytest.mark.parametrize("control", [WINDOW, DAY, UNTIL, SET, CHOICE], ids=lambda c: c.kind)
def test_javascript_shows_the_same(control):
    code = asset("controls.js")
    body = code[code.index(f"\n  {control.kind}({{") :]
    rule = re.search(r"shows(?:: | = )(.+?)[,;]\n\s+(?:update|if)", body, re.S)[1]
    tokens = re.search(r"const tokens = .+;", code)[0]
    cases = list(itertools.product(ALL_MARKS, STATES[control.kind]))
    field = json.dumps(control.field)
    program = (
        f"const field = {field}; {tokens} const rule = {rule};"
        f"const data = (row) => Object.fromEntries(Object.entries(row).filter(([, v]) => v));"
        f"console.log(JSON.stringify({json.dumps(cases)}.map(([m, s]) => rule(data(m), s))))"
    )
    done = subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [control.shows(marks, state) for marks, state in cases]


def test_script_can_be_inlined():
    code = script()
    assert "export default" not in code
    assert "</script" not in code.casefold()
    assert "<!--" not in code
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", code)
    assert "@import" not in stylesheet()
    assert "url(" not in stylesheet()
    assert "</style" not in stylesheet().casefold()


@pytest.mark.parametrize(
    ("caption", "first", "rest"),
    [
        ("One line.", "One line.", None),
        ("Choose a day. Then read it. Then think.", "Choose a day.", "Then read it. Then think."),
        ("Choisissez un jour ! Élargissez.", "Choisissez un jour !", "Élargissez."),
        ("Values (e.g. 5 t) stand here. More.", "Values (e.g. 5 t) stand here.", "More."),
        ("At 3.5 m. and so on", "At 3.5 m. and so on", None),
    ],
)
def test_a_caption_is_divided_after_its_first_sentence(small_kit, view, caption, first, rest):
    page = render(small_kit, dataclasses.replace(view, caption=caption))
    [found] = re.findall(r'<p class="sk-caption">(.*?)</p>', page)
    [head] = re.findall(r'<span class="sk-first">(.*?)</span>', found)
    assert head == first
    assert re.findall(r'<span class="sk-more">(.*?)</span>', found) == ([rest] if rest else [])
    assert re.sub(r"<[^>]*>", "", found) == caption  # all of it, with the spaces between


@pytest.mark.parametrize(
    ("keys", "short"),
    [
        ("text.S0 topic.a entity.b S0.topic.a S0.entity.b", "text.S0 S0.* topic.a entity.b"),
        ("text.S0 topic.a", "text.S0 topic.a"),
        ("mali niger", "mali niger"),
        ("S0.topic.a", "S0.topic.a"),
        ("", ""),
    ],
)
def test_groups_are_written_short(keys, short):
    assert short_groups(keys) == short
