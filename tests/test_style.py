import re
import subprocess
import sys
from collections import Counter

import matplotlib as mpl
import pytest

from sahelkit import style
from sahelkit.errors import UnknownName
from sahelkit.words import LANGUAGES, word, words

OUTLINE = [(n / 7, (n * n % 13) / 3) for n in range(80)]


def picture(alt="A line, rising", scope_label="one & two", shift=0.0):
    with style.theme():
        made = style.Picture(figsize=(4, 2), alt=alt, source="Source: nobody")
        axes = made.add_axes((0.1, 0.2, 0.8, 0.7))
        (first,) = axes.plot([0, 1], [0, 1 + shift], "o")
        first.set_gid("EV-001")
        (second,) = axes.plot([0, 1], [1, 0], "s")
        second.set_gid("C-12-a")
        for _ in range(2):
            axes.fill(*zip(*OUTLINE, strict=True), color="red")
        axes.set_title(scope_label)
    return made


def ids(svg):
    return re.findall(r'\bid="([^"]*)"', svg)


def test_records_become_data_record():
    svg = picture().svg()
    assert re.findall(r'data-record="([^"]*)"', svg) == ["EV-001", "C-12-a"]
    assert not [name for name in ids(svg) if "EV-001" in name]


def test_only_ids_that_are_used_are_kept_and_each_reference_has_its_target():
    svg = picture().svg()
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    assert used
    assert used == set(ids(svg))


def test_no_id_twice_on_a_page():
    page = picture().svg() + picture(shift=0.5).svg() + picture().svg("another place")
    assert max(Counter(ids(page)).values()) == 1


def test_long_outline_is_drawn_once():
    svg = picture().svg()
    assert svg.count('class="sk-shape"') == 2
    assert len(re.findall(r'<path[^>]* d="[^"]{400,}"', svg)) == 1


def test_text_is_text():
    svg = picture().svg()
    assert re.search(r"<text[^>]*>one &amp; two</text>", svg)
    assert re.search(r"<text[^>]*>Source: nobody</text>", svg)


def test_a_dollar_sign_is_a_dollar_sign():
    assert ">from $5 to $9<" in picture(scope_label="from $5 to $9").svg()


def test_alt_text_is_escaped_and_given_twice():
    svg = picture(alt='Less < more, "said" he & she').svg()
    label = "Less &lt; more, &quot;said&quot; he &amp; she"
    assert svg.startswith(f'<svg role="img" aria-label="{label}"')
    assert f"><title>{label}</title>" in svg


def test_svg_scales_and_holds_no_date():
    svg = picture().svg()
    head = svg[: svg.index(">")]
    assert "viewBox" in head
    assert not re.search(r"\s(?:width|height)=", head)
    assert "<metadata>" not in svg
    assert "dc:date" not in svg


def test_same_bytes_in_two_processes():
    code = (
        "import sahelkit; kit = sahelkit.load();"
        "import hashlib; svg = sahelkit.charts.timeline(kit, 'ecowas').svg()"
        " + sahelkit.charts.map(kit).svg(); print(hashlib.sha256(svg.encode()).hexdigest())"
    )

    def run(seed):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert run("1") == run("2")


def test_picture_shows_itself_as_figure():
    shown = picture()._repr_html_()
    assert shown.startswith("<figure")
    assert "<svg" in shown


def test_theme_leaves_the_readers_settings_alone():
    before = dict(mpl.rcParams)
    with mpl.rc_context({"font.size": 31, "axes.facecolor": "black"}):
        with style.theme():
            assert mpl.rcParams["font.size"] == 12
            assert mpl.rcParams["axes.facecolor"] == "white"
        assert mpl.rcParams["font.size"] == 31
    assert dict(mpl.rcParams) == before


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", [*style.THEME_COLOURS, "INK", "MUTED"])
def test_contrast_of_text_on_paper(name):
    colour = style.THEME_COLOURS.get(name) or getattr(style, name)
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_colour_never_alone():
    assert set(style.THEME_MARKERS) == set(style.THEME_COLOURS)
    assert len(set(style.THEME_MARKERS.values())) == len(style.THEME_MARKERS)


def test_words_in_every_language():
    for lang in LANGUAGES:
        table = words(lang)
        assert set(table) == set(words("en"))
        empty = [key for key, text in table.items() if not text]
        assert empty == (["english_only"] if lang == "en" else [])
    assert word("previous", "fr") == "Précédent"


def test_words_have_the_same_blanks_in_every_language():
    blanks = re.compile(r"\{(\w+)\}")
    for key, text in words("en").items():
        assert set(blanks.findall(text)) == set(blanks.findall(words("fr")[key])), key


def test_unknown_language():
    with pytest.raises(UnknownName) as caught:
        words("de")
    assert caught.value.near == ("en", "fr")


def looks(svg):
    """Return the fill of each shape, by its own style or by its class."""
    rules = dict(re.findall(r"\.(k[\w-]+)\{fill: ([^;}]+)", svg))
    found = []
    for tag in re.findall(r"<(?:path|use)\b[^>]*>", svg):
        assert tag.count(" class=") < 2, "a browser reads the first list of classes only"
        style_ = re.search(r'style="fill: ([^;"]+)', tag)
        names = (re.search(r' class="([^"]*)"', tag) or ["", ""])[1].split()
        found += [style_[1]] if style_ else [rules[n] for n in names if n in rules]
    return Counter(found)


def test_looks_that_occur_often_are_written_once_and_lost_by_none():
    with style.theme():
        made = style.Picture(figsize=(4, 2), alt="Squares")
        axes = made.add_axes((0, 0, 1, 1))
        for n in range(6):
            axes.fill([n, n + 1, n + 1], [0, 0, 1], color="#123456", ec="#ffffff", lw=0.7)
            axes.fill(*zip(*OUTLINE, strict=True), color="#654321", ec="#ffffff", lw=0.7)
            axes.fill([n, n + 1, n], [1, 2, 2], fc="none", ec="#135790", lw=0.7, hatch="//")
        axes.fill([0, 9, 9], [0, 0, 1], color="#abcdef", ec="#ffffff", lw=0.7)
    svg = made.svg()
    assert svg.count("fill: #123456") == svg.count("fill: #654321") == 1
    assert "url(" not in re.search("<style>.*?</style>", svg)[0], "a page renames patterns"
    counted = looks(svg)
    assert (counted["#123456"], counted["#654321"], counted["#abcdef"]) == (6, 6, 1)


def test_a_picture_rules_no_other_part_of_the_page():
    assert "*{" not in picture().svg()


def test_the_font_is_named_once():
    svg = picture().svg()
    assert svg.count("font-family") == 1
    assert re.search(r"<svg[^>]* font-family=\"'DejaVu Sans'", svg)
