"""The picture of an explorer as it stands at the beginning, for documents that hold no SVG."""

from __future__ import annotations

import html

from sahelkit.explorer.crop import height_in
from sahelkit.explorer.page import View, holds, shown


def png(view: View) -> bytes:
    """Draw the picture as PNG, without the parts that are not shown at the beginning."""
    on = set(shown(view, view.value))
    keys = {k for r, marks in view.records if r.id in on for k in marks.get("groups", "").split()}
    hidden = []
    for artist in view.picture.findobj(lambda a: a.get_visible() and bool(a.get_gid())):
        if not _seen(str(artist.get_gid()).split(), view, on, keys):
            artist.set_visible(False)
            hidden.append(artist)
    try:
        return view.picture.png(height_in(view.heights, view.value))
    finally:
        for artist in hidden:
            artist.set_visible(True)


def _seen(words: list[str], view: View, on: set[str], keys: set[str]) -> bool:
    """Say whether a part with these marks (see `sahelkit.style.Picture`) is shown."""
    known = {record.id for record, _ in view.records}
    named, conditions = [], []
    for word in words:
        head, _, rest = word.partition(":")
        if word in known:
            named.append(word in on)
        elif head == "group":
            named.append(html.unescape(rest) in keys)
        elif head == "when":
            conditions.append(html.unescape(rest))
    there = all(named) or "always" in words
    return there and holds(" ".join(conditions), view.value)
