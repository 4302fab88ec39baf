import io
import re
import zipfile

import pytest
from pptx import Presentation

from sahelkit.publish import assets
from sahelkit.publish.pptx import master
from sahelkit.publish.pptx.pages import SLIDE


@pytest.fixture(scope="module")
def blank():
    return master.blank("fr-FR")


def saved(made):
    buffer = io.BytesIO()
    made.save(buffer)
    return zipfile.ZipFile(buffer)


def test_the_layouts_are_ours_alone(blank):
    assert [layout.name for layout in blank.slide_layouts] == list(master.LAYOUTS)
    names = saved(blank).namelist()
    assert len([n for n in names if re.match(r"ppt/slideLayouts/slideLayout\d+\.xml", n)]) == 6
    assert not [n for n in names if "thumbnail" in n or "printer" in n]


def test_nothing_leaves_the_slide_and_numbers_are_unique(blank):
    wide, high = (master.emu(side) for side in SLIDE)
    assert (blank.slide_width, blank.slide_height) == (wide, high)
    for part in [blank.slide_master, *blank.slide_layouts]:
        ids = [shape.shape_id for shape in part.shapes]
        assert len(ids) == len(set(ids))
        for shape in part.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= wide
            assert shape.top + shape.height <= high


def test_colours_are_those_of_the_decks(blank):
    theme = saved(blank).read("ppt/theme/theme1.xml").decode()
    scheme = dict(re.findall(r'<a:(\w+)><a:srgbClr val="(\w{6})"/>', theme))
    root = dict(re.findall(r"--([\w-]+): #(\w{6})", assets.own("theme.css")[:600]))
    pairs = {"dk1": "ink", "lt1": "paper", "dk2": "soft", "lt2": "wash", "accent1": "teal"}
    pairs |= {"accent2": "ochre", "accent3": "ochre-light", "accent4": "line", "hlink": "teal"}
    assert {ours: scheme[ours].lower() for ours in pairs} == {
        o: root[css] for o, css in pairs.items()
    }
    assert re.search(r'<a:majorFont>\s*<a:latin typeface="Georgia"', theme)
    assert re.search(r'<a:minorFont>\s*<a:latin typeface="Arial"', theme)


def test_the_master_has_styles_in_the_language_and_it_opens_again(blank):
    master = Presentation(saved(blank).fp).slide_master._element
    assert set(master.xpath(".//p:txStyles//@lang")) == {"fr-FR"}
    assert master.xpath(".//p:titleStyle/a:lvl1pPr/a:defRPr/@sz") == ["3200"]
    assert len(master.xpath(".//p:bodyStyle/*")) == 9
    assert master.xpath("./p:cSld/p:bg//a:schemeClr/@val") == ["bg1"]


def test_text_is_large_enough_on_every_layout(blank):
    for layout in blank.slide_layouts:
        least = 12 if layout.name == "Sources" else 15
        given = [int(size) for size in layout._element.xpath(".//a:defRPr/@sz")]
        assert all(size >= least * 100 for size in given), layout.name


def test_two_presentations_do_not_share_their_look():
    first, second = master.blank("en-GB"), master.blank("fr-FR")
    assert first.slide_master._element.xpath(".//p:titleStyle//@lang") == ["en-GB"]
    assert second.slide_master._element.xpath(".//p:titleStyle//@lang") == ["fr-FR"]
