"""Explorers: ways to look at the ledger. Each returns an `sahelkit.explorer.Explorer`."""

from sahelkit.explore.disputes import disputes
from sahelkit.explore.hypotheses import hypotheses
from sahelkit.explore.map import map  # noqa: A004 - the field's word, used as explore.map
from sahelkit.explore.network import network
from sahelkit.explore.sources import sources
from sahelkit.explore.specs import specs
from sahelkit.explore.timeline import timeline

__all__ = ["disputes", "hypotheses", "map", "network", "sources", "specs", "timeline"]
