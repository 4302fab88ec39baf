"""Pictures: pure functions from the ledger to a matplotlib figure.

Each returns a `sahelkit.style.Picture`, which carries alternative text and a source line, and
whose parts are tagged with the identifiers of the records they stand for.
"""

from sahelkit.charts.disputes import disputes
from sahelkit.charts.hypotheses import hypotheses
from sahelkit.charts.map import map  # noqa: A004 - the field's word, used as charts.map
from sahelkit.charts.network import network
from sahelkit.charts.sources import sources
from sahelkit.charts.specs import specs
from sahelkit.charts.timeline import timeline

__all__ = ["disputes", "hypotheses", "map", "network", "sources", "specs", "timeline"]
