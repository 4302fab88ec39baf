"""Competing hypotheses as an explorer: rate the evidence, and see what the ratings add up to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sahelkit import charts
from sahelkit.charts.hypotheses import OWN
from sahelkit.errors import UnknownName
from sahelkit.explorer import Column, Control, Explorer, View
from sahelkit.explorer.ach import check
from sahelkit.ledger import ach
from sahelkit.ledger.names import fold
from sahelkit.ledger.origins import origin
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


def hypotheses(
    kit: Kit, question: str | None = None, *, lang: str = "en", title: str | None = None
) -> Explorer:
    """Weigh the evidence on a disputed question against several hypotheses.

    The reader rates how well each item of evidence fits each hypothesis. What counts against a
    hypothesis is added up with the weight of the source's grade (`sahelkit.ledger.ach`), and the
    explorer says which hypothesis has least against it, whether that holds without a source, and
    where few voices decide. Ratings and own hypotheses are kept in the browser, in a notebook in
    the trait ``work``; `sahelkit.explorer.ach` writes them to files and reads them back.

    Parameters
    ----------
    kit : Kit
        The ledger.
    question : str
        A dispute with prepared hypotheses, for example ``"C-40"``; `sahelkit.ledger.ach.prepared`
        lists them.
    lang : {"en", "fr"}
        Language of the interface; the text of records is English.
    title : str, optional
        Heading of the explorer; the question itself, if not given.

    Returns
    -------
    Explorer
        With one control, ``work``: ``{"ratings": {"AE-01|H-12-a": "I"}, "own": [{"id": "own-1",
        "statement": "…"}], "dropped": "", "other": None}``. Set it anew to change it; a dictionary
        that is changed in place is not noticed.

    Raises
    ------
    UnknownName
        For a question without prepared hypotheses, or a language the kit does not speak; with
        no question, it lists those that are prepared.
    """
    if question is None:
        listed = "".join(f"\n{name}: {kit.record(name).title}" for name in ach.prepared(kit))
        reason = f"which question? Hypotheses are prepared for:{listed}"
        raise UnknownName("question", question, reason=reason)
    picture = charts.hypotheses(kit, question, lang)
    found = ach.analysis(kit, question)
    names = [h.id for h in found.hypotheses] + [OWN]
    labels = [h.title for h in found.hypotheses] + [word("js_hypotheses_own_title", lang)]
    records, groups = [], dict(zip(names, labels, strict=True))
    rests: dict[str, str] = {}
    for item in found.items:
        cells = {f"{item.id}.{name}": f"{item.id}: {groups[name]}" for name in names}
        marks = {"source": item["source_id"], "groups": " ".join([*names, *cells])}
        records.append((item, marks))
        groups |= cells
        base = kit.record(item["record_id"])
        rests[item.id] = f"{base.id}: {base.title}"
    control = Control("work", "ach", word("ach_work", lang), data=_data(kit, found))
    view = View(
        "hypotheses",
        title or found.question,
        word("ach_caption", lang),
        picture,
        records,
        [control],
        {"work": check(control, {})},
        lang,
        groups=groups,
        columns=[Column(word("ach_rests", lang), rests)],
    )
    return Explorer(kit, view)


def _data(kit: Kit, found: ach.Analysis) -> dict[str, Any]:
    """Gather what the sums need: weights and origins of the sources, and our own ratings."""
    sources: dict[str, Mapping[str, Any]] = {}
    for item in found.items:
        source = kit.record(item["source_id"])
        sources[source.id] = {
            "name": source["publisher"],
            "grade": source["reliability"],
            "weight": ach.WEIGHTS[source["reliability"]],
            "key": fold(source.id),
            "origin": fold(origin(kit, source.id)),
        }
    ours = kit.ach_ratings[kit.ach_ratings["item_id"].isin({item.id for item in found.items})]
    pairs = zip(ours["item_id"], ours["hypothesis_id"], strict=True)
    said = zip(ours["rating"], ours["reason"], strict=True)
    return {
        "question": found.dispute_id,
        "asked": found.question,
        "hypotheses": [[h.id, h.title] for h in found.hypotheses],
        "items": [[item.id, item.title, item["source_id"]] for item in found.items],
        "sources": sources,
        "weights": dict(ach.WEIGHTS),
        "ours": {f"{item}|{name}": list(r) for (item, name), r in zip(pairs, said, strict=True)},
    }
