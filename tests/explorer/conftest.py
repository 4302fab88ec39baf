import pytest

from sahelkit import style
from sahelkit.explorer import Control, Option, View

HOSTILE = {
    "script": "<script>alert(1)</script>\"'",
    "handler": '"><img src=x onerror=alert(1)>',
    "cdata": "]]></script><!--<script>",
    "closing": "</script></SCRIPT ></div></table>",
    "attribute": "' onmouseover='alert(1)' x=\"",
    "right to left": "\u202e\u2067abc\u200f",
    "long": "x" * 10_000,
    "entity": "&lt;b&gt; &amp;lt;",
    "placeholder": "{n} of {all} \\u003c ${x} `y`",
}
MARKS = {
    "EV-001": {"start": "2023-09-16", "end": "2023-09-16", "theme": "formation"},
    "EV-003": {"start": "2024-07-01", "end": "2024-07-31", "theme": "ecowas"},
    "EV-005": {"start": "2025-01-29", "end": "", "theme": "ecowas"},
}


@pytest.fixture
def view(small_kit):
    """Three events with two controls."""
    with style.theme():
        picture = style.Picture(figsize=(4, 2), alt="Three marks", source="Source: nobody")
        axes = picture.add_axes((0, 0, 1, 1))
        for n, name in enumerate(MARKS):
            (mark,) = axes.plot([n], [n], "o")
            mark.set_gid(name)
    months = [Option(f"2024-{n:02d}", f"month {n}") for n in range(1, 13)]
    themes = [Option("formation", "AES", "#b4540a"), Option("ecowas", "ECOWAS", "#00659f")]
    return View(
        "events",
        "Three events",
        "Choose one.",
        picture,
        [(small_kit.record(name), marks) for name, marks in MARKS.items()],
        [
            Control("window", "window", "From|To", options=months),
            Control("themes", "set", "Themes", "theme", themes),
        ],
        {"window": ["2024-01", "2024-12"], "themes": ["formation", "ecowas"]},
    )
