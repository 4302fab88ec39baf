import datetime as dt

import pytest

from sahelkit.publish.brief import picture

DAYS = (dt.date(2024, 1, 1), dt.date(2025, 12, 31))


def test_core_events_of_the_theme_and_grounds_of_any(small_kit):
    frame = picture.events_of(small_kit, "ecowas", *DAYS, {"EV-006"})
    assert list(frame["event_id"]) == ["EV-003", "EV-005", "EV-006"]
    before = picture.events_of(small_kit, "ecowas", dt.date(2025, 1, 1), DAYS[1], set())
    assert list(before["event_id"]) == ["EV-005"]


def test_beside_core_events_the_others_stay_out(small_kit):
    frame = picture.events_of(small_kit, "formation", dt.date(2023, 1, 1), DAYS[1], set())
    assert list(frame["event_id"]) == ["EV-001", "EV-002"]  # EV-004 is of the background


def test_without_a_core_event_the_others_count(small_kit):
    frame = picture.events_of(small_kit, "formation", DAYS[0], dt.date(2024, 6, 30), set())
    assert list(frame["event_id"]) == ["EV-004"]  # of the background


def test_marks_without_a_title_share_the_last_row(kit):
    frame = picture.events_of(kit, "security", dt.date(2020, 1, 1), dt.date(2026, 3, 1), set())
    axes = picture.draw(frame, "security", set(), 4).axes[0]
    titled = {text.xy[1] for text in axes.texts}
    (marks,) = [artist.marks for artist in axes.artists]
    assert titled == {0, 1, 2}
    assert {mark.y for mark in marks} == {0, 1, 2, 3}


def test_no_event_no_picture(small_kit):
    frame = picture.events_of(small_kit, "russia", *DAYS, set())
    assert picture.draw(frame, "russia", set(), 4) is None
    assert (picture.line(frame), picture.alt(frame)) == ("", "")


def test_titles_are_whole_or_left_out_and_as_large_as_print_allows(kit):
    frame = picture.events_of(kit, "security", dt.date(2023, 1, 1), dt.date(2026, 3, 1), set())
    drawn = picture.draw(frame, "security", set(), 4)
    shown = [text.get_text() for axes in drawn.axes for text in axes.texts]
    assert 3 <= len(shown) < len(frame)
    assert set(shown) <= set(frame["title"])
    assert {text.get_fontsize() for axes in drawn.axes for text in axes.texts} == {9.0}
    assert drawn.get_size_inches()[0] == 7.0
    svg = drawn.svg("x")
    assert shown[0].replace("’", "&#x2019;")[:8] in svg or shown[0][:8] in svg


def test_the_alternative_text_names_events_with_dates(small_kit):
    frame = picture.events_of(small_kit, "ecowas", *DAYS, set())
    assert picture.alt(frame) == (
        "Timeline of 2 events: July 2024, Talks in July; 29 January 2025, Withdrawal takes effect."
    )
    assert picture.line(frame).endswith("A bar: day not known.")
    assert "Une barre" in picture.line(frame, "fr")


def test_the_first_date_of_the_axis_has_its_year(kit):
    frame = picture.events_of(kit, "bamex", dt.date(2025, 9, 1), dt.date(2025, 12, 1), set())
    drawn = picture.draw(frame, "bamex", set(), 4)
    labels = [label.get_text() for label in drawn.axes[0].get_xticklabels()]
    assert labels[0].endswith("2025")


@pytest.mark.parametrize("rows", [2, 7, 13])
def test_the_height_is_that_of_its_rows(small_kit, rows):
    frame = picture.events_of(small_kit, "ecowas", *DAYS, set())
    drawn = picture.draw(frame, "ecowas", set(), rows)
    assert drawn.get_size_inches()[1] == pytest.approx(picture.height(rows))
