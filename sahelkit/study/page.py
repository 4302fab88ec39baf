"""A question as HTML: what is asked and what can be answered, ready to be brought to life.

Without its script, and on paper, it is the question, the answers to choose from and a line that
says where the answers are. What is right, and what is said to each answer, is sealed.
"""

from __future__ import annotations

import hashlib
import html
import json
from typing import TYPE_CHECKING, Any

from sahelkit.errors import UnknownName
from sahelkit.ledger.dates import MONTHS
from sahelkit.ledger.record import show
from sahelkit.lessons.citations import spellings
from sahelkit.study import keys
from sahelkit.study.assets import stylesheet
from sahelkit.study.cases import ASKED, Case, cases, grid_of, other
from sahelkit.study.markup import cited, inline
from sahelkit.study.questions import LEVELS
from sahelkit.study.seal import seal
from sahelkit.study.solution import option_text
from sahelkit.words import words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit, Record
    from sahelkit.study.questions import Question

_MOST = 6  # sources of a record that are named
_TASKS = {
    **dict.fromkeys(("choice", "source", "confidence"), "one"),
    "choices": "several",
    **{kind: kind for kind in ("order", "match", "date")},
}


def render(
    question: Question, kit: Kit, *, lang: str = "en", model: str = "", still: bool = False
) -> str:
    """Write a question as HTML.

    Parameters
    ----------
    question : Question
        What is asked.
    kit : Kit
        The ledger that knows the answer.
    lang : str
        Language of the words around the question.
    model : str
        Key of the widget that will bring it to life, where there is one.
    still : bool
        Bring the style sheet along.

    Raises
    ------
    UnknownName
        For a question that only `check` can judge (a table, a value of code).
    """
    if question.kind not in (*ASKED, "text"):
        expected = f"one that a form can ask; sahelkit.study.check judges a {question.kind}"
        raise UnknownName("question", question.id, expected=expected)
    texts = words(lang)
    data = json.dumps(_spec(question, kit, lang), ensure_ascii=False).replace("<", "\\u003c")
    owner = f' data-model="{html.escape(model)}"' if model else ""
    style = f"<style>{stylesheet()}</style>" if still else ""
    paper = "" if question.kind == "text" else texts["study_paper"]
    return (
        f'<div class="sahelkit-question tex2jax_ignore mathjax_ignore" lang="{lang}" '
        f'data-id="{html.escape(question.id)}" data-kind="{question.kind}"{owner}>{style}'
        f'<script type="application/json" class="sahelkit-data">{data}</script>'
        f'<div class="sk-q-plain"><p class="sk-q-prompt" lang="en">{_prompt(question, lang)}</p>'
        f'{choices(question, kit, lang)}<p class="sk-q-paper">{paper}</p></div></div>'
    )


def _prompt(question: Question, lang: str) -> str:
    said = f"<br><q>{inline(question.statement)}</q>" if question.statement else ""
    page = inline(question.prompt, links=True) + said
    if key := _TASKS.get(question.kind):
        page += f' <span class="sk-q-task" lang="{lang}">{words(lang)[f"js_study_{key}"]}</span>'
    return page


def choices(question: Question, kit: Kit, lang: str = "en") -> str:
    """Write what there is to choose from, order or match, as lists; nothing else."""
    texts = words(lang)
    if question.option:
        rows = [
            (letter, inline(option_text(one, kit)))
            for letter, one in zip(question.letters, question.option, strict=True)
        ]
        listed = "".join(f'<li data-key="{key}">{text}</li>' for key, text in rows)
        page = f'<ol class="sk-q-options" type="a" lang="en">{listed}</ol>'
        if question.kind == "confidence":
            levels = " · ".join(texts[f"js_disputes_{level}"] for level in LEVELS)
            page += f'<p class="sk-q-levels">{texts["js_study_sure"]} {levels}</p>'
        return page
    if question.kind == "order":
        titles = [kit.record(name).title for name in keys.listed(question, kit)]
        listed = "".join(
            f'<li data-key="{n}">{html.escape(text)}</li>' for n, text in enumerate(titles)
        )
        return f'<ul class="sk-q-items" lang="en">{listed}</ul>'
    if question.kind == "match":
        sides, _ = keys.right_pairs(question, kit)
        left = "".join(
            f'<li data-key="{n}">{inline(pair.left)}</li>' for n, pair in enumerate(question.pair)
        )
        right = "".join(f'<li data-side="{n}">{inline(text)}</li>' for n, text in enumerate(sides))
        return (
            f'<div class="sk-q-sides" lang="en"><ul class="sk-q-items">{left}</ul>'
            f'<ul class="sk-q-others">{right}</ul></div>'
        )
    return ""


def _spec(question: Question, kit: Kit, lang: str) -> dict[str, Any]:
    """Gather what the script needs to know."""
    texts = words(lang)
    spec: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "words": {
            **{key[9:]: text for key, text in texts.items() if key.startswith("js_study_")},
            **{key: texts[f"js_disputes_{key}"] for key in LEVELS},
            "right": texts["study_right"],
            "not yet": texts["study_not_yet"],
            "not attempted": texts["study_not_attempted"],
        },
    }
    if question.kind == "text":
        spec["by_hand"] = texts["study_by_hand"]
        return spec
    salt = hashlib.sha256(f"{question.id}|{question.prompt}".encode()).hexdigest()[:16]
    spec |= {"salt": salt, "hints": len(question.hints)}
    if question.kind == "number":
        spec |= {"grid": list(grid_of(question, kit)), "unit": question.unit}
    if question.kind == "date":
        spec["months"] = list(MONTHS[lang])
    known = {**cases(question, kit, lang), "*": other(question, lang)}
    sealed = [seal(salt, token, _told(case)) for token, case in known.items()]
    records = {name for case in known.values() for name in _records(case, kit)}
    sealed += [seal(salt, f"record:{name}", _record(kit, name)) for name in records]
    sealed += [seal(salt, f"hint:{n}", inline(hint)) for n, hint in enumerate(question.hints)]
    spec["entries"] = dict(sorted(sealed))
    return spec


def _told(case: Case) -> dict[str, Any]:
    return {
        "state": case.state,
        "message": inline(case.message),
        "records": [name for name in dict.fromkeys([case.record, *_anchors(case.message)]) if name],
    }


def _anchors(message: str) -> list[str]:
    """Return the records that a message cites, as their identifiers are written."""
    return [spellings(anchor)[0] for anchor in cited(message)]


def _records(case: Case, kit: Kit) -> list[str]:
    names = _told(case)["records"]
    for name in names:
        kit.record(name)  # raises where it leads nowhere
    return list(names)


def _note(record: Record) -> str:
    """Return what the note of a source adds: how it was dated, what of it was read.

    Notes of other tables speak to those who keep them, and might hold the answer.
    """
    return show(record.get("note")) if record.table == "sources" else ""


def _record(kit: Kit, name: str) -> dict[str, Any]:
    """Return what is shown of a record: its words, date and first sources."""
    record = kit.record(name)
    sources = [kit.record(link.source_id) for link in record.sources[:_MOST]]
    return {
        "id": record.id,
        "when": record.when,
        "title": record.title,
        "text": record.text,
        "note": _note(record),
        "sources": [
            [one["publisher"], one.when, one["url"] if one["url"].startswith("http") else ""]
            for one in sources
        ],
        "more": max(0, len(record.sources) - _MOST),
        "grade": show(record.get("reliability")),
    }
