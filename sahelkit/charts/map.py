"""The map: who belongs to ECOWAS, the AES and UEMOA on a day."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from sahelkit import style
from sahelkit.errors import BadSeed
from sahelkit.ledger import dates
from sahelkit.ledger.record import rows_of
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

BODIES = ("ecowas", "aes", "uemoa")
LAND, WATER, EDGE = "#f1ede4", "#dfe9ef", "#a9a294"
BLUE, ORANGE, GREEN = "#2a6f97", "#c8590b", "#00694d"
_WINDOW = (-28.2, 20.4, 3.2, 26.4)  # degrees: west, east, south, north
_ECOWAS: dict[str, dict[str, Any]] = {
    "member": {"facecolor": "#9cc3dd", "edgecolor": "#ffffff"},
    "suspended": {"facecolor": "#dbe9f2", "edgecolor": BLUE, "hatch": "////"},
    "notice given": {"facecolor": "#dbe9f2", "edgecolor": BLUE, "hatch": "..."},
    "suspended and notice given": {"facecolor": "#eef4f8", "edgecolor": BLUE, "hatch": "xxx"},
}
_NUDGE = {
    "gambia": (-3.3, 0.2), "guinea-bissau": (-3.4, -0.1), "togo": (-0.6, -3.9),
    "benin": (1.0, -4.7), "sierra-leone": (0.1, -0.2), "liberia": (-1.5, -1.6),
    "senegal": (-0.2, 0.45), "guinea": (0.4, 0.2), "ghana": (-0.2, 0.9),
    "cabo-verde": (0.7, 1.7), "mali": (1.0, 0.3), "cote-d-ivoire": (0.0, 0.3),
}  # fmt: skip
_SMALL = ("togo", "benin", "guinea-bissau")  # their names stand outside


@functools.lru_cache(maxsize=4)
def outlines(folder: FilePath) -> dict[str, list[np.ndarray]]:
    """Read the outlines of the states: name or entity identifier to rings of (lon, lat).

    Raises
    ------
    BadSeed
        If ``borders.geojson`` is missing or damaged.
    """
    path = folder / "borders.geojson"
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rings = {}
        for feature in features:
            shape = feature["geometry"]
            parts = shape["coordinates"]
            parts = [parts] if shape["type"] == "Polygon" else parts
            who = feature["properties"]
            rings[who["entity_id"] or who["name"]] = [np.array(r) for part in parts for r in part]
    except FileNotFoundError:
        raise BadSeed("borders.geojson", None, "", None, "the file in the ledger") from None
    except (ValueError, KeyError, TypeError) as error:
        raise BadSeed("borders.geojson", None, str(error), None, "GeoJSON polygons") from None
    return rings


def names_in(kit: Kit, lang: str) -> dict[str, str]:
    """Return the entities' names in a language; the English one where there is no other."""
    return {
        row["entity_id"]: (row["name_fr"] if lang == "fr" else "") or row["name"]
        for row in rows_of(kit.entities)
    }


def memberships_shown(kit: Kit) -> pd.DataFrame:
    """Return the memberships of the three bodies that can be drawn, by start."""
    frame = kit.memberships
    frame = frame[
        frame["body_id"].isin(BODIES) & frame["entity_id"].isin(list(outlines(kit.folder)))
    ]
    return frame.sort_values(["start", "membership_id"], kind="stable").reset_index(drop=True)


def map(  # noqa: A001 - the field's word
    kit: Kit, day: str | dt.date = "2025-01-29", lang: str = "en", *, every_day: bool = False
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
    every_day : bool
        Draw the memberships of all days one above the other, each tagged with its record, for
        an explorer that shows those of one day at a time.

    Returns
    -------
    style.Picture
        Parts tagged with membership identifiers.

    Raises
    ------
    UnknownName
        For a date or language that does not exist.
    """
    when = pd.Timestamp(dates.parse_day(day))
    frame = memberships_shown(kit)
    now = frame[(frame["start"].isna() | (frame["start"] <= when))
                & (frame["end"].isna() | (frame["end"] > when))]  # fmt: skip
    west, east, south, north = _WINDOW
    with style.theme():
        picture = style.Picture(
            figsize=(10, 5.17), alt=_alt(kit, now, when, lang), source=word("map_source", lang)
        )
        axes = picture.add_axes((0, 0.043, 1, 0.957))
        axes.set_facecolor(WATER)
        shapes = {who: _path(rings) for who, rings in outlines(kit.folder).items()}
        for who, path in shapes.items():
            dashed = who == "Western Sahara"
            axes.add_patch(
                PathPatch(path, fc=LAND, ec=EDGE, lw=0.8, ls="--" if dashed else "-", zorder=1)
            )
        for row in rows_of(frame if every_day else now):
            who = row["entity_id"]
            part = _part(axes, shapes[who], centre(outlines(kit.folder)[who]), row)
            part.set_gid(row["membership_id"])
        _names(axes, kit, set(frame["entity_id"]), lang)
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        # 10 by 4.95 inches for 48.6 by 23.2 degrees: true to scale at 15 degrees north
        axes.set_aspect("auto")
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set_visible(False)
        _legend(axes, lang)
    return picture


def _path(rings: list[np.ndarray]) -> Path:
    codes = [
        np.r_[Path.MOVETO, np.full(len(ring) - 2, Path.LINETO), Path.CLOSEPOLY] for ring in rings
    ]
    return Path(np.concatenate(rings), np.concatenate(codes))


def centre(rings: list[np.ndarray]) -> tuple[float, float]:
    """Return the centroid of the largest ring (degrees)."""

    def area(ring: np.ndarray) -> float:
        x, y = ring[:, 0], ring[:, 1]
        return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2

    ring = max(rings, key=lambda r: abs(area(r)))
    x, y = ring[:, 0], ring[:, 1]
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    scale = 1 / (6 * area(ring))
    return (
        float(((x[:-1] + x[1:]) * cross).sum() * scale),
        float(((y[:-1] + y[1:]) * cross).sum() * scale),
    )


def _part(axes: Axes, path: Path, middle: tuple[float, float], row: Mapping[str, Any]) -> Artist:
    """Draw one membership: a fill for ECOWAS, an outline for the AES, a ring for UEMOA."""
    if row["body_id"] == "ecowas":
        return axes.add_patch(PathPatch(path, lw=0.9, zorder=2, **_ECOWAS[row["status"]]))
    if row["body_id"] == "aes":
        return axes.add_patch(PathPatch(path, fc="none", ec=ORANGE, lw=3.2, zorder=4))
    x, y = middle
    if row["entity_id"] not in _SMALL:
        y -= 0.95  # beneath the name
    fill = GREEN if row["status"] == "member" else style.PAPER
    (ring,) = axes.plot([x], [y], "o", ms=8.5, mfc=fill, mec=GREEN, mew=2, zorder=5)
    return ring


def _names(axes: Axes, kit: Kit, members: set[str], lang: str) -> None:
    names = names_in(kit, lang)
    west, east, south, north = _WINDOW
    for who, rings in outlines(kit.folder).items():
        x, y = centre(rings)
        if not (west + 1 < x < east - 1 and south + 0.3 < y < north - 1):
            continue
        dx, dy = _NUDGE.get(who, (0.0, 0.0))
        axes.text(
            x + dx,
            y + dy,
            names.get(who, who),
            ha="center",
            va="center",
            fontsize=12 if who in members else 10.5,
            fontweight="bold" if who in members else "normal",
            color=style.INK if who in members else style.MUTED,
            zorder=6,
            clip_on=True,
            bbox={"fc": "white", "alpha": 0.62, "lw": 0, "pad": 0.8},
        )


def _legend(axes: Axes, lang: str) -> None:
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
    for key, fill in (("member", GREEN), ("suspended", style.PAPER)):
        handles.append(
            Line2D(
                [],
                [],
                ls="",
                marker="o",
                ms=8.5,
                mfc=fill,
                mec=GREEN,
                mew=2,
                label=word(f"uemoa_{key}", lang),
            )
        )
    axes.legend(
        handles=handles,
        loc="lower left",
        fontsize=10.5,
        framealpha=0.94,
        edgecolor=EDGE,
        handlelength=1.5,
        handletextpad=0.6,
        labelspacing=0.35,
    )


def _alt(kit: Kit, now: pd.DataFrame, when: pd.Timestamp, lang: str) -> str:
    names = names_in(kit, lang)
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
