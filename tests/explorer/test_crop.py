import dataclasses
import json
import re

from sahelkit.explorer.crop import cropped, height_in
from sahelkit.explorer.page import render

HEIGHTS = {"show=values": 144.0, "show=bamex": 36.5}


def test_the_height_is_that_of_the_state():
    assert height_in(HEIGHTS, {"show": "bamex", "units": "metric"}) == 36.5
    assert height_in(HEIGHTS, {"show": "deliveries"}) is None
    assert height_in({}, {"show": "bamex"}) is None


def test_a_drawing_is_cut_from_below():
    svg = '<svg viewBox="0 0 288 144"><symbol viewBox="0 0 9 9"/></svg>'
    assert cropped(svg, 36.5) == svg.replace("288 144", "288 36.5")
    assert cropped(svg, None) == svg


def test_a_page_shows_as_much_as_the_first_state_uses_and_tells_the_script(small_kit, view):
    heights = {"window=x": 99.0, "grades=true": 36.5}
    view = dataclasses.replace(view, heights=heights, value={**view.value, "grades": "true"})
    page = render(small_kit, view)
    assert re.search(r'<svg [^>]*viewBox="0 0 288 36.5"', page)
    state = json.loads(re.search(r'sahelkit-data">(.*?)</script>', page)[1])
    assert state["heights"] == heights


def test_without_heights_the_whole_picture_is_shown(small_kit, view):
    page = render(small_kit, view)
    assert re.search(r'<svg [^>]*viewBox="0 0 288 144"', page)
    assert '"heights"' not in page
