"""The sources as an explorer: several texts side by side, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sahelkit import charts
from sahelkit.charts.statements import VIEWS, Texts, text_key, texts_of
from sahelkit.explore.arguments import kept
from sahelkit.explorer import Column, Control, Explorer, Option, View
from sahelkit.ledger.record import rows_of, when
from sahelkit.medium import medium
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit
    from sahelkit.ledger.record import Record


def sources(
    kit: Kit,
    *,
    entities: Iterable[str] | None = None,
    themes: Iterable[str] | None = None,
    view: str = "topics",
    lang: str = "en",
    title: str | None = None,
) -> Explorer:
    """Explore what each of several texts says, names and leaves out.

    Parameters
    ----------
    kit : Kit
        The ledger.
    entities : iterable of str, optional
        Identifiers of the entities that are compared; those that most texts name and those that
        only one names, if not given.
    themes : iterable of str, optional
        Count only statements on these; all, if None. Words are counted in the whole texts.
    view : {"topics", "entities", "kinds", "words"}
        What is compared at first.
    lang : {"en", "fr"}
        Language of the interface; the text of records is English.
    title : str, optional
        Heading of the explorer.

    Returns
    -------
    Explorer
        With the controls ``compare`` (the view), ``sources`` and ``kinds`` (of statement; words
        are not filtered by it). Records are the texts, their statements and their words.

    Raises
    ------
    UnknownName
        For a view, entity, theme or language that does not exist, or where there is no statement.
    """
    entities, themes = kept(entities), kept(themes)
    picture = charts.sources(
        kit, view, entities=entities, themes=themes, lang=lang, every_view=True
    )
    texts = texts_of(kit, entities, themes, lang)
    kinds = [row.key.removeprefix("kind.") for row in texts.rows("kinds")]
    names = {
        s: word("sources_text", lang).format(
            id=s,
            publisher=kit.record(s)["publisher"],
            date=when(kit.record(s), lang),
            grade=kit.record(s)["reliability"],
        )
        for s in texts.sources
    }
    compare = [Option(v, word(f"sources_{v}", lang)) for v in VIEWS]
    controls = [Control("compare", "choice", word("sources_compare", lang), "compare", compare)]
    if len(names) > 1:
        brief = not medium().notes  # the heads of the columns have the names
        options = [Option(s, s if brief else f"{s} {kit.record(s)['publisher']}") for s in names]
        controls.append(Control("sources", "set", word("sources_texts", lang), "source", options))
    options = [Option(k, word(f"sources_kind_{k}", lang)) for k in kinds]
    controls.append(Control("kinds", "set", word("sources_kinds_set", lang), "kind", options))
    made = View(
        "sources",
        title or word("sources_title", lang),
        word("sources_caption", lang),
        picture,
        list(_records(kit, texts, kinds)),
        controls,
        {c.name: view if c.kind == "choice" else [o.value for o in c.options] for c in controls},
        lang,
        groups=_labels(texts, names, lang),
        steps="groups",
        beside="source",
        columns=list(_columns(texts, lang)),
    )
    return Explorer(kit, made)


def _records(kit: Kit, texts: Texts, kinds: list[str]) -> Iterator[tuple[Record, dict[str, str]]]:
    """Give texts, statements and words their marks: each is shown where the picture has it."""
    groups: dict[str, list[str]] = {}
    for key, records in texts.members().items():
        for record_id in records:
            groups.setdefault(record_id, []).append(key)
    every = " ".join(kinds)  # the choice of kinds is one of statements only
    for source in texts.sources:
        own = " ".join(groups[source])
        marks = {"compare": " ".join(VIEWS), "source": source, "kind": every, "groups": own}
        yield kit.record(source), marks
    for claim in rows_of(texts.claims):
        keys = groups[claim["claim_id"]]
        named = any(key.startswith("entity.") for key in keys)
        yield (
            kit.record(claim["claim_id"]),
            {
                "compare": "topics entities kinds" if named else "topics kinds",
                "source": claim["source_id"],
                "kind": claim["kind"],
                "groups": " ".join(keys),
            },
        )
    for wording in rows_of(texts.wordings):
        own = " ".join(groups[wording["wording_id"]])
        marks = {"compare": "words", "source": wording["source_id"], "kind": every, "groups": own}
        yield kit.record(wording["wording_id"]), marks


def _labels(texts: Texts, names: dict[str, str], lang: str) -> dict[str, str]:
    """Return the labels of the groups, in the order in which one steps through them."""
    labels = {text_key(source): name for source, name in names.items()}
    for row in texts.rows():
        name = f"“{row.name}”" if row.key.startswith("word.") else row.name
        absent = texts.absent(row)
        said = word("sources_not_in" if absent else "sources_in_all", lang)
        labels[row.key] = said.format(name=name, texts=", ".join(absent))
        if row.key.startswith("word."):
            continue
        for source, text in names.items():
            said = word("sources_cell" if row.cells[source] else "sources_empty", lang)
            labels[row.cell(source)] = said.format(text=text, name=name)
    return labels


def _columns(texts: Texts, lang: str) -> Iterator[Column]:
    """Return the columns of kind and voice."""
    claims, wordings = rows_of(texts.claims), rows_of(texts.wordings)
    kinds = {c["claim_id"]: word(f"sources_kind_{c['kind']}", lang) for c in claims}
    kinds |= {w["wording_id"]: word(f"sources_family_{w['family']}", lang) for w in wordings}
    voices = {c["claim_id"]: c["asserted_by"] for c in claims}
    voices |= {w["wording_id"]: word(f"sources_voice_{w['voice']}", lang) for w in wordings}
    yield Column(word("sources_kind", lang), kinds)
    yield Column(word("sources_said_by", lang), voices)
