from dataclasses import replace

import pytest

from sahelkit.publish.brief import fit
from sahelkit.publish.brief.compose import compose


@pytest.fixture(scope="module")
def brief(composed):
    return composed("turkey", "newsroom")


def heights(brief):
    parts = list(fit.blocks(brief))
    turn = [part.name for part in parts].index(brief.turn)
    return sum(p.height for p in parts[:turn]), sum(p.height for p in parts[turn:])


def test_both_pages_are_filled_and_not_overfilled(brief):
    first, second = heights(brief)
    assert 0.7 * fit.HIGH < first <= fit.HIGH
    assert 0.7 * fit.HIGH < second <= fit.HIGH


def test_a_short_brief_still_has_a_second_page(make):
    brief = compose(make(), "bamex", "2026")
    assert brief.turn == "notes"  # no dispute is of that year
    assert heights(brief)[0] < 0.6 * fit.HIGH


def test_what_is_too_long_loses_sources_before_disputes(brief):
    many = replace(brief, sources=brief.sources * 6, sources_left=3)
    made = fit.fitted(many)
    assert made.disputes == brief.disputes
    assert len(made.sources) + made.sources_left == len(many.sources) + 3
    assert max(heights(made)) <= fit.HIGH


def test_then_disputes_and_counts_them(brief):
    (first, *_) = brief.disputes
    many = replace(brief, disputes=(first,) * 9, disputes_left=2)
    made = fit.fitted(many)
    assert 3 <= len(made.disputes) < 9
    assert made.disputes_left == 2 + 9 - len(made.disputes)
    assert str(made.disputes_left) in made.more_disputes
    assert max(heights(made)) <= fit.HIGH


def test_reasoning_goes_from_the_last_judgement_on(composed):
    brief = composed("turkey", "classroom")
    long = [replace(item, reasoning="Because. " * 120) for item in brief.judgements]
    made = fit.fitted(replace(brief, judgements=tuple(long)))
    kept = [bool(item.reasoning) for item in made.judgements]
    assert kept == sorted(kept, reverse=True)
    assert not all(kept)
    assert not fit.rich(made)


def test_the_timeline_gets_fewer_rows_to_stand_on_page_one(composed):
    brief = composed("russia")
    rows = brief.rows
    assert 3 <= rows < 7
    names = [part.name for part in fit.blocks(brief)]
    assert names.index("timeline") < names.index(brief.turn)


def test_one_left_is_said_in_the_singular(brief):
    assert replace(brief, disputes_left=1).more_disputes.startswith("1 more disputed question on")
    assert replace(brief, disputes_left=0).more_disputes == ""


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("audience", ["minister", "newsroom", "classroom"])
@pytest.mark.parametrize("theme", ["formation", "ecowas", "russia", "turkey", "bamex", "security"])
def test_every_brief_is_reckoned_to_fit(composed, theme, audience, lang):
    brief = composed(theme, audience, lang)
    assert max(heights(brief)) <= fit.HIGH * 1.02
    assert brief.disputes
    assert len(brief.sources) >= 3
