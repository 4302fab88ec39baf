import dataclasses

import pandas as pd
import pytest

from publish import handout_sample
from sahelkit.publish.bibliography import TYPED, Bibliography


@pytest.fixture
def kit(tmp_path):
    return handout_sample.Kit(tmp_path)


def test_a_record_rests_on_works_by_how_they_bear_on_it(kit):
    works = Bibliography(kit)
    behind = [(how, [w.source_id for w in found]) for how, found in works.behind("EV-002")]
    assert behind == [("", ["SRC-002"]), ("against", ["SRC-001"])]
    partly = [(how, [w.source_id for w in found]) for how, found in works.behind("C-01")]
    assert partly == [], "a dispute without sources of its own"
    assert [w.source_id for _, found in works.behind("SRC-003") for w in found] == ["SRC-003"]
    assert [work.source_id for work in works.all] == ["SRC-001", "SRC-003", "SRC-002"]


def test_works_have_publisher_day_title_and_grade(kit):
    work = Bibliography(kit).add("SRC-004")
    assert work.publisher.startswith("The Ferry")
    assert (work.date, work.grade, work.name) == ("6 July 2024", "D", "source-src-004")
    assert work.title == "A bridge & its makers"


def test_works_of_one_publisher_stand_by_day(kit):
    twin(kit, "SRC-005", published="2023-12-01")
    twin(kit, "SRC-006", published="2025-01-01")
    works = Bibliography(kit)
    for name in ("SRC-006", "SRC-001", "SRC-005"):
        works.add(name)
    assert [work.source_id for work in works.all] == ["SRC-005", "SRC-001", "SRC-006"]


def test_accents_do_not_change_the_order(kit):
    twin(kit, "SRC-005", publisher="Bénin Web")
    twin(kit, "SRC-006", publisher="Burkina24")
    works = Bibliography(kit)
    for name in ("SRC-006", "SRC-005"):
        works.add(name)
    assert [work.source_id for work in works.all] == ["SRC-005", "SRC-006"]


def twin(kit, source_id, **values):
    """A source like the first, but for some values."""
    first = kit.records["SRC-001"]
    if "published" in values:
        values["published"] = pd.Timestamp(values["published"])
    changed = dict(first) | {"source_id": source_id} | values
    kit.records[source_id] = dataclasses.replace(first, id=source_id, row=changed)


def test_letters_tell_apart_what_one_publisher_put_out_on_one_day(kit):
    assert Bibliography(kit).add("SRC-001").letter == ""
    twin(kit, "SRC-005")
    works = Bibliography(kit)
    assert (works.add("SRC-001").letter, works.add("SRC-005").letter) == ("a", "b")
    assert works.add("SRC-002").letter == ""


def test_an_address_that_nobody_would_type_is_printed_by_its_site(kit):
    twin(kit, "SRC-005", url=f"https://www.example.org/{'x' * (TYPED - len('example.org/'))}")
    twin(kit, "SRC-006", url=f"https://www.example.org/{'x' * TYPED}")
    works = Bibliography(kit)
    assert len(works.add("SRC-005").address) == TYPED
    assert works.add("SRC-006").address == "example.org/…"
    assert works.add("SRC-003").address == ""
