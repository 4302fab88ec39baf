"""Disputed questions as an explorer: look, think, commit to a judgement, then read ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sahelkit import charts
from sahelkit.charts.answers import answers_to, basis_of, questions_of
from sahelkit.charts.disputes import heights
from sahelkit.explore.arguments import kept
from sahelkit.explorer import Column, Control, Explorer, Option, View
from sahelkit.explorer.judge import seal
from sahelkit.ledger.record import rows_of
from sahelkit.medium import medium
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

FEW = 5  # questions that are chosen from buttons; of more there is a list


def disputes(
    kit: Kit,
    questions: str | Iterable[str] | None = None,
    *,
    themes: str | Iterable[str] | None = None,
    lang: str = "en",
    title: str | None = None,
) -> Explorer:
    """Explore questions that sources answer differently, and judge them.

    The reader sees the rival answers and who gives them; may then show the reliability of the
    sources and their independent origins; commits to an answer and a confidence; and only then
    sees the reading of the ledger, with what the case teaches.

    Parameters
    ----------
    kit : Kit
        The ledger.
    questions : str or iterable of str, optional
        One question (``C-40``) or several, in the order wanted; all, by theme and number, if not
        given.
    themes : str or iterable of str, optional
        Only the questions of these themes.
    lang : {"en", "fr"}
        Language of the interface; the text of records is English.
    title : str, optional
        Heading of the explorer; for a single question, the question itself if not given.

    Returns
    -------
    Explorer
        With the controls ``question`` (where there are several), ``grades`` (False at first) and
        ``judgements``: question to ``{"answer": "C-40-b", "confidence": "low"}``, where the answer
        may also be ``"open"``. To judge a question, also from Python, reveals our reading of it.

    Raises
    ------
    UnknownName
        For a question, theme or language that does not exist, or if no question is left.
    """
    questions, themes = kept(questions), kept(themes)
    chosen = rows_of(questions_of(kit, questions, themes))
    names = [row["dispute_id"] for row in chosen]
    several = len(names) > 1
    asked = several or bool(title)
    picture = charts.disputes(kit, questions, themes=themes, lang=lang, explored=True, asked=asked)
    answers = {name: answers_to(kit, name, lang) for name in names}
    asks = {row["dispute_id"]: row["question"] for row in chosen}
    high = heights(asks, answers, asked, lang)
    many_themes = len({row["theme"] for row in chosen}) > 1
    brief = not medium().notes and len(chosen) <= FEW  # the picture has the words
    options, forms = [], {}
    for row in chosen:
        name = row["dispute_id"]
        theme = f"{word('theme_' + row['theme'], lang)} · " if many_themes else ""
        label = f"{theme}{name}: {row['question']}"
        options.append(Option(name, name if brief else label))
        forms[name] = {
            "text": row["question"],
            "answers": [answer.id for answer in answers[name]],
            "sealed": seal(
                {
                    "reading": row["reading"],
                    "confidence": row["confidence"],
                    "evidence": row["evidence_summary"],
                    "teaches": row["teaches"],
                }
            ),
        }
    controls = [
        Control("grades", "toggle", word("disputes_grades", lang)),
        Control(
            "judgements", "judge", word("disputes_judgements", lang), data={"questions": forms}
        ),
    ]
    value: dict[str, object] = {"grades": False, "judgements": {}}
    if several:
        ask = Control("question", "choice", word("disputes_question", lang), "question", options)
        controls.insert(0, ask)
        value["question"] = names[0]
    view = View(
        "disputes",
        title or (word("disputes_title", lang) if several else chosen[0]["question"]),
        word("disputes_caption", lang),
        picture,
        [(kit.record(a.id), {"question": name}) for name in names for a in answers[name]],
        controls,
        value,
        lang,
        columns=[
            Column(
                word("disputes_basis", lang),
                {
                    a.id: {"grades=true": basis_of(a, lang)}
                    for some in answers.values()
                    for a in some
                },
            )
        ],
        heights={f"question={name}": high[name] for name in names} if several else {},
    )
    return Explorer(kit, view)
