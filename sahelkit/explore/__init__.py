"""Explorers: ways to look at the ledger. Each returns an `sahelkit.explorer.Explorer`."""

from sahelkit.explore.map import map  # noqa: A004 - the field's word, used as explore.map
from sahelkit.explore.timeline import timeline

__all__ = ["map", "timeline"]
