"""What bubblewrap is told to show; that it holds is shown in test_sandbox.py."""

from sahelkit.ledger.schema import seeds_folder
from sahelkit.marking.walls import COVERED, HOME, PACKAGE, RUNNER, libraries, walls


def places(made, *options):
    """Return where in the sandbox something is put, and the position of that."""
    taken = 2 if options[0].startswith("--ro-bind") else 1
    return {made[n + taken]: n for n, word in enumerate(made) if word in options}


def test_all_that_can_be_read_is_shown_and_all_that_knows_answers_covered():
    made = walls(7)
    shown, empty = places(made, "--ro-bind"), places(made, "--tmpfs")
    assert shown.keys() >= {f"/{RUNNER.name}", "/outgoing.py"}
    for folder in (PACKAGE, seeds_folder()):
        assert any(folder.is_relative_to(place) for place in shown)
    own = max(n for place, n in shown.items() if PACKAGE.is_relative_to(place))
    for name in COVERED:
        if (PACKAGE / name).is_dir():
            assert empty[str(PACKAGE / name)] > own  # else it would be shown again
    assert "/" not in shown


def test_what_can_be_written_has_a_size_and_the_rest_is_shut():
    made = walls(7)
    for place in (HOME, "/tmp", "/dev/shm"):
        at = made.index(place)
        assert made[at - 3 : at] == ["--size", str(7 * 1024 * 1024), "--tmpfs"]
    assert "--unshare-all" in made
    assert "--share-net" not in made
    assert not [word for word in made if word in ("--bind", "--dev-bind")]
    assert made[-6:] == ["--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/"]


def test_libraries_are_folders_that_are_there():
    assert libraries()
    assert all(place.is_dir() for place in libraries())
    assert PACKAGE.parent.resolve() in libraries()
