"""The map: who belongs to ECOWAS, the AES and UEMOA on a day."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from sahelkit import style
from sahelkit.charts import places
from sahelkit.charts.outlines import Rings, centre, continent, outlines, path_of
from sahelkit.charts.places import PURPLE
from sahelkit.charts.windows import Window, window
from sahelkit.ledger import dates
from sahelkit.ledger.names import name_in
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

BODIES = ("ecowas", "aes", "uemoa")
EVENTS_SHOWN = "when:bodies=events"  # tags what belongs to the places of events
LAND, WATER, EDGE = "#f1ede4", "#dfe9ef", "#a9a294"
BLUE, ORANGE, GREEN = "#2a6f97", "#c8590b", "#00694d"
_ECOWAS: dict[str, dict[str, Any]] = {
    "member": {"facecolor": "#9cc3dd", "edgecolor": "#ffffff"},
    "suspended": {"facecolor": "#dbe9f2", "edgecolor": BLUE, "hatch": "////"},
    "notice given": {"facecolor": "#dbe9f2", "edgecolor": BLUE, "hatch": "---"},
    "suspended and notice given": {"facecolor": "#eef4f8", "edgecolor": BLUE, "hatch": "xxx"},
}
# matplotlib writes the shape of a part without any fill anew; with this, the SVG has it once
_UNSEEN = (1.0, 1.0, 1.0, 0.002)
_SMALL = ("togo", "benin", "guinea-bissau")  # their names stand outside


def names_in(kit: Kit, lang: str) -> dict[str, str]:
    """Return the entities' names in a language; the English one where there is no other."""
    return {row["entity_id"]: name_in(row, lang) for row in rows_of(kit.entities)}


def memberships_shown(kit: Kit) -> pd.DataFrame:
    """Return the memberships of the three bodies that can be drawn, by start."""
    frame = kit.memberships
    frame = frame[
        frame["body_id"].isin(BODIES) & frame["entity_id"].isin(list(outlines(kit.folder)))
    ]
    return frame.sort_values(["start", "membership_id"], kind="stable").reset_index(drop=True)


def map(  # noqa: A001 - the field's word
    kit: Kit,
    day: str | dt.date = "2025-01-29",
    lang: str = "en",
    *,
    events: bool = False,
    every_day: bool = False,
) -> style.Picture:
    """Draw who belongs to ECOWAS (fill), the AES (outline) and UEMOA (ring) on a day.

    Parameters
    ----------
    kit : Kit
        The ledger.
    day : str or date
        The day shown.
    lang : {"en", "fr"}
        Language of the labels.
    events : bool
        Mark the places of the events of the half-year before that day.
    every_day : bool
        Draw the memberships and events of all days one above the other, each tagged with its
        record, for an explorer that shows those of one day at a time; and tag each country that
        has memberships as a group.

    Returns
    -------
    style.Picture
        Parts tagged with identifiers of memberships and events.

    Raises
    ------
    UnknownName
        For a date or language that does not exist.
    """
    when = pd.Timestamp(dates.parse_day(day))
    frame = memberships_shown(kit)
    now = frame[(frame["start"].isna() | (frame["start"] <= when))
                & (frame["end"].isna() | (frame["end"] > when))]  # fmt: skip
    marks = places.spots(kit) if events or every_day else []
    members = set(frame["entity_id"])
    names = names_in(kit, lang)
    alt = _alt(names, now, when, lang)
    if events:
        alt = f"{alt} {_alt_events(names, marks, when, lang)}"
    view = window()
    with style.theme():
        picture = style.Picture(figsize=view.size, alt=alt, source=word("map_source", lang))
        axes = picture.add_axes(view.axes)
        _frame(axes, view.west, view.east, view.south, view.north)
        rings = outlines(kit.folder)
        shapes = {who: path_of(found) for who, found in rings.items()}
        for who, path in shapes.items():
            line = "--" if who == "Western Sahara" else "-"
            axes.add_artist(PathPatch(path, fc=LAND, ec=EDGE, lw=0.8, ls=line, zorder=1))
        for row in rows_of(frame if every_day else now):
            who = row["entity_id"]
            x, y = centre(rings[who])
            dx, dy = view.rings.get(who, (0.0, 0.0))
            part = _part(axes, shapes[who], (x + dx, y + dy), row)
            part.set_gid(row["membership_id"])
        if every_day:
            for who in sorted(members):
                cover = axes.add_artist(PathPatch(shapes[who], fc=_UNSEEN, ec="none", zorder=4.5))
                cover.set_gid(f"group:{who} always")
        _names(axes, view, rings, names, members, tagged=every_day)
        if marks:
            places.draw(axes, marks, when, lang, every_day=every_day, when=EVENTS_SHOWN)
        _legends(axes, view, lang, events=bool(marks))
        _locator(picture, view, continent(kit.folder), lang)
    return picture


def _frame(axes: Axes, west: float, east: float, south: float, north: float) -> None:
    axes.set_facecolor(WATER)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect("auto")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def _part(axes: Axes, path: Path, middle: tuple[float, float], row: Mapping[str, Any]) -> Artist:
    """Draw one membership: a fill for ECOWAS, an outline for the AES, a ring for UEMOA."""
    who = row["entity_id"]
    if row["body_id"] == "ecowas":
        return axes.add_artist(PathPatch(path, lw=0.9, zorder=2, **_ECOWAS[row["status"]]))
    if row["body_id"] == "aes":
        outline = axes.add_artist(PathPatch(path, fc="none", ec=ORANGE, lw=5.4, zorder=4))
        outline.set_clip_path(path, axes.transData)  # within the country, not over its neighbours
        return outline
    x, y = middle
    if who not in _SMALL:
        y -= 0.95  # beneath the name
    fill = GREEN if row["status"] == "member" else style.PAPER
    (ring,) = axes.plot([x], [y], "o", ms=8.5, mfc=fill, mec=GREEN, mew=2, zorder=5)
    return ring


def _names(
    axes: Axes,
    view: Window,
    rings: dict[str, Rings],
    names: dict[str, str],
    members: set[str],
    *,
    tagged: bool,
) -> None:
    for who, found in rings.items():
        x, y = centre(found)
        if not (view.west + 1 < x < view.east - 1 and view.named < y < view.north - 1):
            continue
        dx, dy = view.names.get(who, (0.0, 0.0))
        broken: dict[str, Any] = {"linespacing": 1.0} if who in view.broken else {}
        name = axes.text(
            x + dx,
            y + dy,
            names.get(who, who).replace(" ", "\n" if broken else " ", 1),
            ha="center",
            va="center",
            fontsize=view.member if who in members else 10.5,
            fontweight="bold" if who in members else "normal",
            color=style.INK if who in members else style.MUTED,
            zorder=6,
            clip_on=True,
            bbox={"fc": "white", "alpha": 0.8, "lw": 0, "pad": 0.8},
            **broken,
        )
        if tagged and who in members:
            name.set_gid(f"group:{who} always")


def _locator(picture: style.Picture, view: Window, rings: Rings, lang: str) -> None:
    """Draw Africa small in the corner, with the map's window in it."""
    if not rings:
        return
    axes = picture.add_axes(view.locator)
    _frame(axes, -31, 56, -39, 46.8)
    for spine in axes.spines.values():
        spine.set(visible=True, color=EDGE)
    for ring in rings:
        axes.add_artist(PathPatch(Path(ring), fc=LAND, ec=EDGE, lw=0.8))
    corner, wide, high = (view.west, view.south), view.east - view.west, view.north - view.south
    axes.add_artist(Rectangle(corner, wide, high, fc="none", ec=style.INK, lw=1.8))
    axes.text(-28, -35, word("map_africa", lang), fontsize=10.5, color=style.INK)


def _legends(axes: Axes, view: Window, lang: str, *, events: bool) -> None:
    handles: list[Any] = [
        Patch(label=word(f"ecowas_{key}", lang), **_ECOWAS[status])
        for key, status in (
            ("member", "member"),
            ("suspended", "suspended"),
            ("notice", "notice given"),
            ("suspended_notice", "suspended and notice given"),
        )
    ]
    handles.append(Patch(fc="none", ec=ORANGE, lw=3, label=word("aes_member", lang)))
    ring: dict[str, Any] = {"ls": "", "marker": "o", "ms": 8.5, "mec": GREEN, "mew": 2}
    for key, fill in (("member", GREEN), ("suspended", style.PAPER)):
        handles.append(Line2D([], [], mfc=fill, label=word(f"uemoa_{key}", lang), **ring))
    look: dict[str, Any] = {
        "fontsize": 10.5, "framealpha": 0.94, "edgecolor": EDGE, "handlelength": 1.5,
        "handletextpad": 0.6, "labelspacing": 0.35,
    }  # fmt: skip
    below = view.columns > 1  # the legends stand side by side
    if below:
        look |= {"borderaxespad": 0.25, "borderpad": 0.3, "labelspacing": 0.25}
    shown = axes.legend(
        handles=handles, loc="lower left", ncols=view.columns, columnspacing=1.2, **look
    )
    if events:
        look |= {"handlelength": 0.9} if below else {}
        text = word("map_legend_short" if below else "map_legend_event", lang)
        square = Line2D(
            [], [], ls="", marker="s", ms=13, mfc=PURPLE, mec=style.PAPER,
            label=textwrap.fill(text, 11 if below else 23),
        )  # fmt: skip
        above = Legend(
            axes, [square], [str(square.get_label())], loc="lower left",
            bbox_to_anchor=(_right_of(shown), 0.0) if below else (0.0, 0.605), **look,
        )  # fmt: skip
        above.set_gid(EVENTS_SHOWN)
        axes.add_artist(above)


def _right_of(key: Legend) -> float:
    """Return where a legend ends, in parts of the width."""
    axes = key.axes
    assert axes is not None
    end = key.get_window_extent().x1
    return float(axes.transAxes.inverted().transform((end, 0))[0])


def _alt(names: dict[str, str], now: pd.DataFrame, when: pd.Timestamp, lang: str) -> str:
    texts = {}
    for body in BODIES:
        rows = now[now["body_id"] == body].sort_values("entity_id")
        listed = [
            names.get(row["entity_id"], row["entity_id"])
            + ("" if row["status"] == "member" else f" ({word('status_' + row['status'], lang)})")
            for row in rows_of(rows)
        ]
        texts[body] = ", ".join(listed) or word("none", lang)
    return word("map_alt", lang).format(day=dates.label(when.date(), None, "day", lang), **texts)


def _alt_events(
    names: dict[str, str], marks: list[places.Spot], when: pd.Timestamp, lang: str
) -> str:
    counted = []
    for spot in marks:
        number = len(places.recent(spot, when))
        if number:
            listed = ", ".join(names[place] for place in spot.places)
            name = word("map_elsewhere", lang) if spot.key == "at-elsewhere" else listed
            counted.append(f"{name} {number}")
    found = ", ".join(counted) or word("none", lang)
    return word("map_alt_events", lang).format(events=found)
