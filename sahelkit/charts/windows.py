"""What of the earth the map shows, and where in it names and marks stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sahelkit import medium

Offsets = Mapping[str, tuple[float, float]]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Window:
    """A part of the earth, as large as it is drawn.

    Attributes
    ----------
    west, east, south, north : float
        Edges in degrees.
    size : (float, float)
        Width and height of the picture, in inches.
    axes, locator : (float, float, float, float)
        Left, bottom, width and height of the map and of the small map of Africa, in parts of
        the picture.
    names : mapping
        Degrees by which a name stands off its country's centre.
    rings : mapping
        Degrees by which a ring stands off its usual place.
    broken : frozenset of str
        Countries whose names stand in two lines.
    named : float
        Latitude north of which states are named.
    member : float
        Size of the names of members, in points.
    elsewhere : (float, float)
        Where the mark of all places stands that lie outside.
    beside : float
        Degrees between that mark and the words beside it.
    letters : int
        After how many letters these words are broken.
    near : float
        Degrees within which places share one mark.
    marks : mapping
        Degrees by which the mark of a state stands off its centre, where its name is.
    above : float
        The same for all other states.
    moved : mapping
        Degrees by which the mark of a place stands off it, where else it would lie over a name.
    columns : int
        Of the legend.
    """

    west: float
    east: float
    south: float
    north: float
    size: tuple[float, float]
    axes: Box
    locator: Box
    names: Offsets
    rings: Offsets
    broken: frozenset[str]
    named: float
    member: float
    elsewhere: tuple[float, float]
    beside: float
    letters: int
    near: float
    marks: Offsets
    above: float
    moved: Offsets
    columns: int


PAGE = Window(
    # 10 by 4.95 inches for 48.6 by 23.2 degrees: true to scale at 15 degrees north
    *(-28.2, 20.4, 3.2, 26.4),
    size=(10, 5.17),
    axes=(0, 0.043, 1, 0.957),
    locator=(0.008, 0.728, 0.1365, 0.26),  # 1.37 by 1.34 inches
    names={
        "gambia": (-3.6, 0.2), "guinea-bissau": (-3.75, -0.1), "togo": (-0.6, -4.1),
        "benin": (1.0, -4.7), "sierra-leone": (0.1, -0.2), "liberia": (-1.5, -1.6),
        "senegal": (-0.2, 0.45), "guinea": (0.4, 0.2), "ghana": (-0.2, 0.9),
        "cabo-verde": (0.7, 1.7), "mali": (0.0, 0.3), "cote-d-ivoire": (0.0, 0.3),
        "burkina-faso": (-0.25, 1.2), "nigeria": (0.1, 1.5), "niger": (1.7, 0.0),
    },
    rings={"senegal": (1.5, 0.6), "burkina-faso": (-2.0, 0.6), "niger": (1.7, 0.0)},
    broken=frozenset(),
    named=3.5,
    member=12,
    elsewhere=(18.9, 25.25),
    beside=0.7,
    letters=99,
    near=0.75,
    marks={
        "burkina-faso": (1.75, -0.65), "ghana": (0.0, -0.5), "niger": (1.7, 1.35),
        "nigeria": (0.0, -1.2),
    },
    above=1.35,
    moved={},
    columns=1,
)  # fmt: skip

# a slide has room for the coast alone, and for the legend in the sea beneath it
SLIDE = Window(
    *(-25.9, 16.2, -1.6, 25.5),
    size=medium.inches(medium.TALL),
    axes=(0, 0, 1, 1),
    locator=(0.008, 0.768, 0.15, 0.22),
    names={
        "gambia": (-5.2, 0.1), "guinea-bissau": (-6.2, -0.3), "togo": (-0.1, -3.8),
        "benin": (1.9, -4.5), "sierra-leone": (-5.6, -0.3), "liberia": (-4.0, -0.3),
        "senegal": (-0.1, 0.6), "guinea": (0.5, 0.4), "ghana": (-0.2, 1.0),
        "cabo-verde": (1.5, 2.1), "mali": (0.0, 0.3), "cote-d-ivoire": (-0.4, 0.8),
        "burkina-faso": (-1.2, 1.45), "nigeria": (0.1, 1.5), "niger": (1.2, 0.0),
    },
    rings={
        "senegal": (1.2, 0.2), "burkina-faso": (-2.2, 0.5), "niger": (1.2, -0.3),
        "cote-d-ivoire": (0.0, -0.4),
    },
    broken=frozenset({"cote-d-ivoire"}),
    named=3.5,
    member=10.5,
    elsewhere=(15.2, 24.1),
    beside=1.1,
    letters=20,
    near=1.2,
    marks={
        "burkina-faso": (2.0, -0.5), "ghana": (0.0, -0.7), "niger": (1.2, 1.8),
        "nigeria": (0.0, -1.2),
    },
    above=1.8,
    moved={"accra": (0.0, 0.6), "sevare": (0.0, 0.6)},
    columns=2,
)  # fmt: skip


def window() -> Window:
    """Return what is shown on what is drawn for now (`sahelkit.medium.medium`)."""
    return SLIDE if medium.medium() is medium.SLIDE else PAGE
