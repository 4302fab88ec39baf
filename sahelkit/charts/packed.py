"""Placing marks with whole labels in as few rows as they go into."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sahelkit.charts.shelves import Place

ROUNDS = 6  # times at most that every label is turned to its better side
Span = tuple[float, float]


def pack(
    spans: Sequence[Span],
    mark: float,
    labels: Sequence[str],
    *,
    wide: Callable[[str], float],
    edges: Span,
    most: int | None = None,
    ranks: Sequence[tuple[int, ...]] = (),
) -> list[Place]:
    """Place marks with their labels, each on the side where the fewest others stand.

    `shelve` writes to the right wherever it can, which is easier to read; this needs fewer rows.
    A label stands there whole or not at all.

    Parameters
    ----------
    spans : sequence of (float, float)
        Beginning and end of each mark on the time axis, in order of time.
    mark : float
        Width of a mark on that axis.
    labels : sequence of str
        Words beside the marks.
    wide : callable
        Gives the width of a label on that axis.
    edges : (float, float)
        Ends of the axis. What goes in on neither side of its mark is left out.
    most : int, optional
        Rows that there are. While that is too few, a label is left out where most marks and
        labels lie over one another: one of the highest rank there, and of these the longest.
        Marks alone may need more rows.
    ranks : sequence of tuple of int
        Labels of a higher rank are left out first.
    """
    texts = list(labels)
    choices = []
    for number, span in enumerate(spans):
        sides = _sides(span, mark, wide(texts[number]), edges) if texts[number] else []
        if not sides:
            texts[number] = ""
        choices.append(sides or [_bare(span, mark)])
    taken = [sides[0] for sides in choices]
    _turn(taken, choices)
    while most is not None:
        at, depth = _deepest(taken)
        there = [n for n, (low, high) in enumerate(taken) if low <= at < high and texts[n]]
        if depth <= most or not there:
            break

        def burden(number: int) -> tuple[tuple[int, ...], float]:
            low, high = taken[number]
            return (ranks[number] if ranks else ()), high - low

        out = max(there, key=burden)
        texts[out] = ""
        choices[out] = [_bare(spans[out], mark)]
        _turn(taken, choices)
    rows: list[float] = []  # what each row is taken up to
    places = [Place(0)] * len(spans)
    for number in sorted(range(len(spans)), key=lambda n: taken[n]):
        low, high = taken[number]
        row = next((n for n, end in enumerate(rows) if end <= low), len(rows))
        rows[row : row + 1] = [high]
        left = low < _bare(spans[number], mark)[0]
        places[number] = Place(row, texts[number], left)
    return places


def _turn(taken: list[Span], choices: Sequence[Sequence[Span]]) -> None:
    """Turn each label to the side where it lies over fewer others, until none is to be turned."""
    for _ in range(ROUNDS):
        before = list(taken)
        for number, sides in enumerate(choices):
            others = taken[:number] + taken[number + 1 :]
            if len(sides) > 1:
                taken[number] = min(sides, key=lambda side: _crowd(side, others))
            else:
                taken[number] = sides[0]
        if taken == before:
            break


def _bare(span: Span, mark: float) -> Span:
    """Return what a mark takes without its label."""
    middle = (span[0] + span[1]) / 2
    return min(span[0], middle - mark / 2), max(span[1], middle + mark / 2)


def _sides(span: Span, mark: float, width: float, edges: Span) -> list[Span]:
    """Return what a mark takes with its label to the right and to the left, where that goes."""
    low, high = _bare(span, mark)
    sides = [(low, high + width), (low - width, high)]
    return [s for s in sides if s[0] >= edges[0] and s[1] <= edges[1]]


def _crowd(side: Span, others: Sequence[Span]) -> tuple[int, int]:
    """Return how many others lie over one another within a piece, and how many touch it."""
    near = [other for other in others if other[0] < side[1] and other[1] > side[0]]
    inner = [(max(low, side[0]), high) for low, high in near]
    return (_deepest(inner)[1] if inner else 0), len(near)


def _deepest(pieces: Sequence[Span]) -> tuple[float, int]:
    """Return where most pieces lie over one another, and how many these are."""
    at, depth, now = pieces[0][0] if pieces else 0.0, 0, 0
    ends = sorted([(low, 1) for low, _ in pieces] + [(high, -1) for _, high in pieces])
    for place, step in ends:  # at one place ends (-1) come before beginnings
        now += step
        if now > depth:
            at, depth = place, now
    return at, depth
