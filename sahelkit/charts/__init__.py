"""Pictures: pure functions from the ledger to a matplotlib figure.

Each returns a `sahelkit.style.Picture`, which carries alternative text and a source line, and
whose parts are tagged with the identifiers of the records they stand for.
"""

from sahelkit.charts.map import map  # noqa: A004 - the field's word, used as charts.map
from sahelkit.charts.timeline import timeline

__all__ = ["map", "timeline"]
