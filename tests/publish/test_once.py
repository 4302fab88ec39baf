import pytest

from sahelkit.errors import BadLesson
from sahelkit.lessons import read
from sahelkit.publish import once
from sahelkit.publish.stamp import identifier, mark


@pytest.fixture
def make(place, monkeypatch):
    """A function that makes a file of the sample lesson, and what was done for it."""
    done = []

    def run(source, **options):
        done.append(options["form"])
        return source

    def write(lesson, stamp):
        return mark("handout", stamp, 3) + lesson.title, 3

    monkeypatch.setattr(once.execute, "run", run)

    def call(extra=("en",), write=write, **running):
        return once.make(
            read(place.lesson), place.out, place.kit, "handout", write,
            form="page", extra=extra, cache=place.cache, **running,
        )  # fmt: skip

    return call, done


def test_it_is_run_and_written_once(make, place):
    call, done = make
    assert call() == (3, False)
    assert call() == (3, True)
    assert done == ["page"]
    assert "bridge" in place.out.read_text(encoding="utf-8").lower()


def test_what_it_depends_on_makes_it_anew(make, place):
    call, done = make
    call()
    assert call(extra=("fr",)) == (3, False)
    place.stamps.change = "package"
    assert call(extra=("fr",)) == (3, False)
    assert len(done) == 3


def test_what_is_done_is_told(make):
    call, _ = make
    said = []
    call(progress=said.append)
    assert said == ["01-bridge: writing the handout"]


def test_a_writer_that_fails_leaves_the_old_file(make, place):
    call, _ = make
    call()
    old = place.out.read_bytes()

    def bad(lesson, stamp):
        raise BadLesson(lesson.path.name, 1, "cites nothing")

    with pytest.raises(BadLesson):
        call(extra=("fr",), write=bad)
    assert place.out.read_bytes() == old


def test_the_stamp_of_an_office_document_is_looked_for_in_its_properties(place, monkeypatch):
    asked = []
    monkeypatch.setattr(once, "built", lambda *given: pytest.fail("read as a page"))
    monkeypatch.setattr(once, "built_document", lambda *given: asked.append(given) or 5)
    made = once.make(
        read(place.lesson), place.out, place.kit, "pptx", pytest.fail, form="slide png", extra=()
    )
    assert made == (5, True)
    assert asked[0][:2] == (place.out, "pptx")
    assert identifier("pptx", asked[0][2], 5).startswith("sahelkit-pptx ")
