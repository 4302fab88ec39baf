"""The real ledger: whole, in step with its page and its originals, and right on known days."""

import os
import re
import warnings
from pathlib import Path

import pytest
from whole import ROOT, SEEDS

import sahelkit
from sahelkit import charts
from sahelkit.charts.map import BODIES, outlines
from sahelkit.ledger.checks import check_ledger
from sahelkit.ledger.originals import verify
from sahelkit.ledger.page import NAME, is_stale

ORIGINALS = Path(os.environ.get("SAHELKIT_ORIGINALS") or ROOT.parent / "shared" / "seeds")


@pytest.fixture(scope="module")
def kit():
    return sahelkit.load()


def test_every_check_passes():
    with warnings.catch_warnings():
        warnings.simplefilter("error", sahelkit.errors.SeedWarning)
        report = check_ledger(SEEDS)
    assert [str(fault) for fault in report.faults] == []
    assert report.records > 1000


def test_evidence_page_is_what_the_tables_give(kit):
    assert not is_stale(kit, SEEDS / NAME), "seeds/EVIDENCE.md is stale: run `make evidence`"


@pytest.mark.skipif(
    not ORIGINALS.is_dir(),
    reason="the original texts are not part of the kit: set SAHELKIT_ORIGINALS to their folder",
)
def test_claims_agree_with_the_originals(kit):
    result = verify(kit, ORIGINALS)
    assert [str(fault) for fault in result.faults] == []
    assert result.claims == len(kit.claims)
    assert result.covered > 0


def test_timeline_draws_every_core_event(kit):
    core = set(kit.events.loc[kit.events["tier"] == "core", "event_id"])
    picture = charts.timeline(kit, tiers="core")
    assert set(re.findall(r'data-record="([^"]+)"', picture.svg())) == core
    assert len(core) > 50


def test_every_country_of_the_map_has_an_outline(kit):
    frame = kit.memberships
    countries = set(frame.loc[frame["body_id"].isin(BODIES), "entity_id"])
    assert countries - set(outlines(kit.folder)) == set()
    assert len(countries) >= 15


def test_outlines_are_of_states_of_the_ledger(kit):
    states = set(kit.entities.loc[kit.entities["kind"] == "state", "entity_id"])
    named = {name for name in outlines(kit.folder) if name.islower()}
    assert named <= states


def test_glossary_is_large_enough_and_bilingual(kit):
    assert len(kit.glossary) >= 50
    assert kit.glossary["term"].is_unique


@pytest.mark.parametrize(
    ("day", "bodies"),
    [
        ("2023-09-15", {"ecowas", "uemoa"}),
        ("2023-09-16", {"ecowas", "uemoa", "aes"}),
        ("2024-07-06", {"ecowas", "uemoa", "aes"}),
        ("2025-01-28", {"ecowas", "uemoa", "aes"}),
        ("2025-01-29", {"uemoa", "aes"}),
    ],
)
@pytest.mark.parametrize("country", ["mali", "niger", "burkina-faso"])
def test_where_the_three_states_belonged(kit, country, day, bodies):
    frame = kit.as_of(day).memberships
    found = set(frame.loc[(frame["entity_id"] == country), "body_id"])
    assert found & set(BODIES) == bodies


def test_twelve_states_stay_in_ecowas(kit):
    frame = kit.as_of("2025-01-29").memberships
    assert len(frame[frame["body_id"] == "ecowas"]) == 12


def test_seed_documents_are_known_by_their_bytes(kit):
    seeds = kit.sources[kit.sources["source_id"].str.fullmatch(r"S\d")]
    assert list(seeds["source_id"].sort_values()) == ["S0", "S1", "S2", "S3", "S4"]
    assert seeds["sha256"].str.len().eq(64).all()
    assert seeds["sha256"].is_unique


def test_pages_that_lesson_06_counts_are_three_voices(kit):
    found = kit.corroboration("EV-126")
    assert sorted(map(len, found.supports.values())) == [1, 2, 2]
    assert not found.partly
    assert not found.contradicts


@pytest.mark.parametrize("membership", ["M-18", "M-21", "M-65"])
def test_that_the_three_stay_in_the_uemoa_rests_on_more_than_one_origin(kit, membership):
    after = {"agency Sputnik", "agency Agence d’information du Burkina"}
    assert after <= set(kit.corroboration(membership).supports)
