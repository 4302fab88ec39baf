"""How large the parts of a picture of defence systems are, on a page and on a slide."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from sahelkit.medium import WIDE, inches, medium

_LEAST, _MOST = 0.158, 0.235  # inches of a line on a slide, where letters take 0.146


@dataclass(frozen=True)
class Sizes:
    """Lengths in inches, and what goes side by side.

    Attributes
    ----------
    width, left, names : float
        Of the picture, of the names of systems, and of these beside the matrix of BAMEX.
    pitch : float
        Of a line.
    across, legend : int
        Panels and sources side by side.
    room : float
        Height that there is, or 0 where a picture may be as high as it needs.
    keys : bool
        Whether signs are explained.
    """

    width: float = 10.0
    left: float = 1.55
    names: float = 2.0
    pitch: float = 0.173
    across: int = 4
    legend: int = 5
    room: float = 0.0
    keys: bool = True

    def fitted(self, height: Callable[[Sizes], float]) -> Sizes:
        """Return sizes with the widest lines with which a view of this height fits its room.

        Where none fits, signs are not explained, and after that the view is higher than the room.
        """
        if not self.room:
            return self
        made = self
        for made in (self, dataclasses.replace(self, keys=False)):
            for step in range(8):
                pitch = _MOST - (_MOST - _LEAST) * step / 7
                made = dataclasses.replace(made, pitch=pitch)
                if height(made) <= self.room:
                    return made
        return made


def sizes() -> Sizes:
    """Return the sizes for the medium that is drawn for."""
    if medium().notes:
        return Sizes()
    width, height = inches(WIDE)
    return Sizes(width=width, names=2.25, legend=4, room=height)
