"""The words of framing: counting their forms in a text, and checking the table of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from sahelkit.errors import BadSeed
from sahelkit.ledger.names import split_list
from sahelkit.ledger.record import rows_of

FILE = "wordings.csv"
_GAP = r"[^\S\n]+"  # words of a phrase stand in one line


def count_forms(forms: str, text: str) -> int:
    """Count how often the forms of a word stand in a text.

    Parameters
    ----------
    forms : str
        Words or phrases, separated by semicolons.
    text : str
        The text. Upper and lower case are alike; only whole words count, and a hyphen or an
        apostrophe ends a word: “counter-terror” holds “terror”, “partner’s” holds “partner”.

    Returns
    -------
    int
        Places where a form stands. Where a longer form holds a shorter one, they count once.
    """
    longest_first = sorted(split_list(forms), key=len, reverse=True)
    if not longest_first:
        return 0
    choices = "|".join(_GAP.join(map(re.escape, form.split())) for form in longest_first)
    return len(re.findall(rf"(?<!\w)(?:{choices})(?!\w)", text, re.IGNORECASE))


def wrong_counts(wordings: pd.DataFrame, texts: Mapping[str, str]) -> Iterator[BadSeed]:
    """Yield a fault for each count that differs from the original text.

    Parameters
    ----------
    wordings : DataFrame
        The table of the words of framing.
    texts : mapping of str to str
        Original texts by source; rows of other sources are passed over.
    """
    for row, wording in enumerate(rows_of(wordings), start=2):
        if wording["source_id"] not in texts:
            continue
        right = count_forms(wording["forms"], texts[wording["source_id"]])
        if wording["count"] != right:
            expected = f"{right}, as often as these forms stand in {wording['source_id']}"
            expected += f" ({wording['wording_id']}, {wording['word']})"
            yield BadSeed(FILE, row, "count", wording["count"], expected)


def unread_claims(
    wordings: pd.DataFrame, claims: pd.DataFrame, originals: Mapping[str, list[list[str]]]
) -> Iterator[BadSeed]:
    """Yield a fault for each claim whose sentence does not hold the word it stands beside.

    A claim whose sentence does not exist is passed over: that is a fault of the claim.

    Parameters
    ----------
    wordings, claims : DataFrame
        The tables of the words of framing and of the claims.
    originals : mapping of str to list
        Sentences of each line of the original texts, by source.
    """
    places = {claim["claim_id"]: claim for claim in rows_of(claims)}
    for row, wording in enumerate(rows_of(wordings), start=2):
        claim = places.get(wording["claim_id"])
        if claim is None or claim["source_id"] not in originals:
            continue
        sentence = _sentence(claim, originals[claim["source_id"]])
        if sentence and not count_forms(wording["forms"], sentence):
            expected = f"a claim from a sentence with a form of {wording['word']}"
            yield BadSeed(FILE, row, "claim_id", wording["claim_id"], expected)


def _sentence(claim: Mapping[str, Any], lines: list[list[str]]) -> str:
    """Return the sentence that a claim comes from; empty where there is none."""
    line = lines[claim["paragraph"] - 1] if claim["paragraph"] <= len(lines) else []
    return line[claim["sentence"] - 1] if claim["sentence"] <= len(line) else ""


def wrong_wordings(frames: Mapping[str, pd.DataFrame]) -> Iterator[BadSeed]:
    """Yield a fault for each row of the words of framing that does not fit the rest.

    A voice goes with a count; a claim is one of the same source; and a word has one row for each
    of the documents (the sources with a SHA-256), with the same forms and family in all of them.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        The tables ``wordings``, ``claims`` and ``sources`` by their names.
    """
    claims = dict(zip(frames["claims"]["claim_id"], frames["claims"]["source_id"], strict=True))
    yield from _each(rows_of(frames["wordings"]), claims)
    sources = frames["sources"]
    documents = list(sources.loc[sources["sha256"] != "", "source_id"])
    yield from _words(rows_of(frames["wordings"]), documents)


def _each(wordings: list[dict[str, Any]], claims: Mapping[str, str]) -> Iterator[BadSeed]:
    for row, wording in enumerate(wordings, start=2):
        count, voice = wording["count"], wording["voice"]
        source, claim = wording["source_id"], wording["claim_id"]
        if claims.get(claim, source) != source:
            yield BadSeed(FILE, row, "claim_id", claim, f"a claim of {source}")
        if pd.isna(count) or not voice:
            continue  # a cell that could not be read, which is a fault already
        if count == 0 and voice != "none":
            yield BadSeed(FILE, row, "voice", voice, "none, since the count is 0")
        if count > 0 and voice == "none":
            expected = f"text, quoted or both, since the count is {count}"
            yield BadSeed(FILE, row, "voice", voice, expected)
        if count == 0 and claim:
            yield BadSeed(FILE, row, "claim_id", claim, "no claim, since the count is 0")


def _words(wordings: list[dict[str, Any]], documents: list[str]) -> Iterator[BadSeed]:
    first: dict[str, tuple[int, dict[str, Any]]] = {}
    seen: dict[tuple[str, str], int] = {}
    for row, wording in enumerate(wordings, start=2):
        word, source = wording["word"], wording["source_id"]
        known, model = first.setdefault(word, (row, wording))
        for column in ("family", "forms"):
            if wording[column] != model[column]:
                expected = f"{model[column]}, as for {word} in row {known}"
                yield BadSeed(FILE, row, column, wording[column], expected)
        other = seen.setdefault((word, source), row)
        if other != row:
            expected = f"one row for {word} in {source} (it stands in row {other} too)"
            yield BadSeed(FILE, row, "word", word, expected)
    for word, (row, _) in first.items():
        lacking = [source for source in documents if (word, source) not in seen]
        if lacking:
            yield BadSeed(FILE, row, "word", word, "a row for " + ", ".join(lacking))
