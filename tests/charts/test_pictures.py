"""Pictures compared with those that somebody has looked at (tests/charts/baseline).

When a picture is meant to change: ``pytest tests/charts/test_pictures.py
--mpl-generate-path=tests/charts/baseline``, look at the new files, and commit them.
"""

import shutil

import pytest

from sahelkit import charts, style
from sahelkit.ledger import open_folder
from sahelkit.ledger.schema import seeds_folder

compared = pytest.mark.mpl_image_compare(tolerance=4, savefig_kwargs={"dpi": 60})


@pytest.fixture(scope="module")
def kit(small_ledger, tmp_path_factory):
    """The small ledger with the borders, so that the pictures change only with the code."""
    folder = tmp_path_factory.mktemp("pictures") / "ledger"
    shutil.copytree(small_ledger, folder)
    shutil.copy(seeds_folder() / "borders.geojson", folder)
    return open_folder(folder)


@pytest.fixture(autouse=True)
def our_style():
    with style.theme():
        yield


@compared
def test_timeline(kit):
    return charts.timeline(kit, tiers=None)


@compared
def test_timeline_in_french(kit):
    return charts.timeline(kit, ["formation", "ecowas"], tiers=None, lang="fr")


@compared
def test_map(kit):
    return charts.map(kit, "2024-08-01")


@compared
def test_map_before_the_alliance(kit):
    return charts.map(kit, "2022-01-01", "fr")


@compared
def test_network(kit):
    return charts.network(kit)


@compared
def test_specs(kit):
    return charts.specs(kit)


@compared
def test_specs_in_feet(kit):
    return charts.specs(kit, units="imperial")


@pytest.mark.parametrize("view", ["topics", "entities", "kinds", "words"])
@compared
def test_sources(kit, view):
    return charts.sources(kit, view)


@compared
def test_disputes(kit):
    return charts.disputes(kit, "C-01")


@compared
def test_hypotheses(kit):
    return charts.hypotheses(kit, "C-01")
