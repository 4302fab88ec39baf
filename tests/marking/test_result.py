"""What became of a hand-in."""

import json
from dataclasses import asdict

from sahelkit.marking.result import Mark, Result


def test_what_has_marks_was_marked():
    mark = Mark("x-p1", "right", 2, 2)
    assert Result("a-1", "Awa", "a.zip", "01-x", "marked", (mark,)).marked
    assert not Result("a-1", "Awa", "a.zip", "", "not marked: an empty file").marked


def test_how_long_it_took_makes_no_other_result():
    one = Result("a-1", "Awa", "a.zip", "01-x", "marked", (Mark("x-p1", "by hand", None, 2),))
    again = Result(**{**vars(one), "seconds": 3.0, "cached": True})
    assert again == one
    assert json.loads(json.dumps(asdict(one)))["marks"][0]["points"] is None
