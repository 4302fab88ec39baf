import pytest

from sahelkit.publish import screen


@pytest.mark.parametrize(
    ("task", "on_paper"),
    [
        (
            "<p><em>6 of 50 minutes.</em> Move the day. Click a state and read; where several lie "
            "there, click again. <em>Next</em> goes on. Which one is left?</p>",
            "<p><em>6 of 50 minutes.</em> Which one is left?</p>",
        ),
        (
            "<p>The seats are three; move the slider from change to change. <strong>Find</strong> "
            "a state.</p>",
            "<p>The seats are three. <strong>Find</strong> a state.</p>",
        ),
        (
            "<p>Then read the line between them, and untick <em>claims</em>.</p>",
            "<p>Then read the line between them.</p>",
        ),
        (
            "<p>Change the date and press <em>Ctrl + Enter</em>. Try the day before.</p>",
            "<p>Try the day before.</p>",
        ),
        (
            "<p><em>12 of 90. In groups, each at its own screen.</em> Rate it.</p>",
            "<p><em>12 of 90. In groups.</em> Rate it.</p>",
        ),
        ("<p>Open each mark that is theirs. Which word?</p>", "<p>Which word?</p>"),
        ("<ul><li>One</li></ul><p>Rate it on your own screen.</p>", "<ul><li>One</li></ul>"),
    ],
)
def test_what_one_does_at_a_screen_is_left_out(task, on_paper):
    assert screen.without(task) == on_paper


@pytest.mark.parametrize(
    "task",
    [
        "<p>Tick each limit that touches your sentence.</p>",
        "<p>Open the marks and list drivers. Strike out one.</p>",
        "<p><strong>Task:</strong> Click the line. What draws it?</p>",
        "<ul><li>Filter, click a mark, cite it.</li></ul>",
        "<p><em>Think of it. Click it.</em> Write.</p>",
    ],
)
def test_what_can_be_done_on_paper_or_has_no_seam_stays(task):
    assert screen.without(task) == task
