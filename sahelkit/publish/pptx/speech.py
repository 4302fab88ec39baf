"""Speaker notes of a presentation, which are plain paragraphs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sahelkit.publish.pptx.model import Image, Item, Paragraph, Run, Runs, Text, words


def spoken(items: Sequence[Item]) -> list[Runs]:
    """Return what the speaker reads, a paragraph each; lists keep their signs as text."""
    return [_plain(paragraph) for item in items for paragraph in _paragraphs(item)]


def _paragraphs(item: Item) -> Iterator[Paragraph]:
    if isinstance(item, Text):
        yield from item.paragraphs
    elif isinstance(item, Image):
        if item.alt:
            yield Paragraph((Run(item.alt),))
    else:
        for row in [item.head, *item.rows] if item.head else item.rows:
            runs: list[Run] = []
            for cell in row:
                runs += [Run(" | "), *cell] if runs else cell
            yield Paragraph(tuple(runs))


def _plain(paragraph: Paragraph) -> Runs:
    shift = "    " * paragraph.level
    runs = tuple(_bracketed(paragraph.runs))
    if paragraph.kind == "bullet":
        return (Run(f"{shift}• "), *runs)
    if paragraph.kind == "number":
        return (Run(f"{shift}{paragraph.number}. "), *runs)
    if paragraph.kind == "head":
        return tuple(replace(run, bold=True) for run in runs)
    return runs


def _bracketed(runs: Runs) -> Iterator[Run]:
    """Put the numbers of notes into brackets; notes of the speaker have no links."""
    for jumps, group in itertools.groupby(runs, key=lambda run: run.raised):
        together = list(group)
        if jumps and any(run.jump for run in together):
            yield Run(f"\u00a0[{words(together)}]")
        else:
            yield from together
