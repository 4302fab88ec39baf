"""Outlines of the states and of the continent, as the ledger's borders hold them."""

from __future__ import annotations

import functools
import json
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from matplotlib.path import Path

from sahelkit.errors import BadSeed

Rings = list[np.ndarray]


@functools.lru_cache(maxsize=4)
def _features(folder: FilePath) -> tuple[dict[str, Rings], Rings]:
    """Read the borders: rings of each state, and rings of the continent."""
    states: dict[str, Rings] = {}
    continent: Rings = []
    try:
        text = (folder / "borders.geojson").read_text(encoding="utf-8")
        for feature in json.loads(text)["features"]:
            who = feature["properties"]
            rings = _rings(feature["geometry"])
            if who.get("locator"):
                continent += rings
            else:
                states[who["entity_id"] or who["name"]] = rings
    except FileNotFoundError:
        raise BadSeed("borders.geojson", None, "", None, "the file in the ledger") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSeed("borders.geojson", None, str(error), None, "GeoJSON polygons") from None
    return states, continent


def _rings(shape: dict[str, Any]) -> Rings:
    parts = shape["coordinates"]
    parts = [parts] if shape["type"] == "Polygon" else parts
    return [np.array(ring) for part in parts for ring in part]


def outlines(folder: FilePath) -> dict[str, Rings]:
    """Read the outlines of the states: name or entity identifier to rings of (lon, lat).

    Raises
    ------
    BadSeed
        If ``borders.geojson`` is missing or damaged.
    """
    return _features(folder)[0]


def continent(folder: FilePath) -> Rings:
    """Read the coarse outline of the continent; no ring where the ledger holds none.

    Raises
    ------
    BadSeed
        If ``borders.geojson`` is missing or damaged.
    """
    return _features(folder)[1]


def path_of(rings: Rings) -> Path:
    """Join rings to one path that can be filled."""
    codes = [
        np.r_[Path.MOVETO, np.full(len(ring) - 2, Path.LINETO), Path.CLOSEPOLY] for ring in rings
    ]
    return Path(np.concatenate(rings), np.concatenate(codes))


def centre(rings: Rings) -> tuple[float, float]:
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
