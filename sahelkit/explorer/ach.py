"""A reader's ratings in the hypotheses explorer: their check, and files to keep and pass on."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, TypeGuard

from sahelkit.errors import BadSeed, UnknownName
from sahelkit.files import write_whole
from sahelkit.ledger import ach
from sahelkit.ledger.names import nearest
from sahelkit.ledger.record import Record
from sahelkit.words import word

if TYPE_CHECKING:
    from sahelkit.explorer.component import Explorer
    from sahelkit.explorer.controls import Control

OWN_IDS = ("own-1", "own-2", "own-3")
PARTS = ("ratings", "own", "dropped")  # of a person's work, as files hold them
LONGEST = 300  # letters of a hypothesis of one's own
EMPTY: Mapping[str, Any] = {"ratings": {}, "own": [], "dropped": "", "other": None}
_FENCE = re.compile(r"^```json\n(.*?)^```\s*$", re.M | re.S)
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def check(control: Control, state: Any) -> dict[str, Any]:
    """Return a reader's work as the control holds it; parts that are left out are empty.

    Raises
    ------
    UnknownName
        If a rating, hypothesis, item or source in it does not exist, or a part of it is no such
        thing. The whole is refused then.
    """
    work = _mapping("work", state, tuple(EMPTY))
    other = work.get("other")
    if other is not None:
        theirs = _mapping("other person’s work", other, ("ratings", "own", "dropped", "name"))
        name = theirs.get("name", "")
        if name not in ("", "kit"):
            raise UnknownName("name of the other", name, ("kit",), "'kit' or empty text")
        other = {"name": name, **_ratings(control, theirs)}
    dropped = work.get("dropped", "")
    sources = control.data["sources"]
    if dropped != "" and (not isinstance(dropped, str) or dropped not in sources):
        near = nearest(dropped, sources)
        raise UnknownName("source to leave out", dropped, near, "a source of the items")
    return {**_ratings(control, work), "dropped": dropped, "other": other}


def _mapping(what: str, state: Any, parts: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(state, Mapping):
        raise UnknownName(what, _short(state), expected=f"a mapping with {', '.join(parts)}")
    for name in state:
        if name not in parts:
            raise UnknownName(f"part of the {what}", name, nearest(name, parts), ", ".join(parts))
    return state


def _ratings(control: Control, work: Mapping[str, Any]) -> dict[str, Any]:
    """Check the ratings and the hypotheses of one's own; ratings come in the matrix's order."""
    own = _own(work.get("own", []))
    columns = [h[0] for h in control.data["hypotheses"]] + [h["id"] for h in own]
    cells = [f"{item[0]}|{name}" for item in control.data["items"] for name in columns]
    given = work.get("ratings", {})
    if not isinstance(given, Mapping):
        raise UnknownName("ratings", _short(given), expected="a mapping of cells to ratings")
    for cell, rating in given.items():
        if cell not in cells:
            expected = f"ITEM|HYPOTHESIS, for example {cells[0]}"
            raise UnknownName("cell", cell, nearest(cell, cells), expected)
        if rating not in ach.RATINGS:
            expected = f"one of {', '.join(ach.RATINGS)}"
            raise UnknownName(f"rating of {cell}", rating, expected=expected)
    return {"ratings": {cell: given[cell] for cell in cells if cell in given}, "own": own}


def _own(given: Any) -> list[dict[str, str]]:
    if not isinstance(given, list | tuple) or len(given) > len(OWN_IDS):
        expected = f"a list of at most {len(OWN_IDS)}"
        raise UnknownName("hypotheses of one’s own", _short(given), expected=expected)
    found: dict[str, str] = {}
    for one in given:
        entry = _mapping("hypothesis of one’s own", one, ("id", "statement"))
        name, statement = entry.get("id"), entry.get("statement")
        if name not in OWN_IDS or name in found:
            expected = f"one of {', '.join(OWN_IDS)}, each once"
            raise UnknownName("id of a hypothesis of one’s own", name, expected=expected)
        if not _is_text(statement):
            expected = f"a text of 1 to {LONGEST} letters"
            raise UnknownName(f"statement of {name}", _short(statement), expected=expected)
        found[name] = " ".join(statement.split())
    return [{"id": name, "statement": found[name]} for name in OWN_IDS if name in found]


def _is_text(value: Any) -> TypeGuard[str]:
    if not isinstance(value, str) or not value.strip() or len(" ".join(value.split())) > LONGEST:
        return False
    return not any(0xD800 <= ord(letter) < 0xE000 for letter in value)  # half a letter


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def to_json(explorer: Explorer, path: str | Path | None = None) -> str:
    """Write a reader's ratings and own hypotheses as JSON.

    Parameters
    ----------
    explorer : Explorer
        A hypotheses explorer.
    path : str or Path, optional
        File to write besides.

    Returns
    -------
    str
        The same text as the explorer's own button gives.
    """
    control = _control(explorer)
    work = explorer.value[control.name]
    text = json.dumps(
        {
            "sahelkit": "hypotheses",
            "version": 1,
            "question": control.data["question"],
            "asked": control.data["asked"],
            "own": work["own"],
            "ratings": work["ratings"],
            "dropped": work["dropped"],
        },
        indent=1,
        ensure_ascii=False,
    )
    return _keep(text + "\n", path)


def to_markdown(explorer: Explorer, path: str | Path | None = None) -> str:
    """Write a reader's matrix as Markdown, with its result.

    The same data stand as JSON at its end, so that the file can be read in again.
    See `to_json` for the parameters.
    """
    control = _control(explorer)
    data, lang = control.data, explorer.view.lang
    work = explorer.value[control.name]
    kit = explorer._kit
    own = tuple(Record(h["id"], "hypotheses", title=h["statement"]) for h in work["own"])
    asked = ach.analysis(kit, data["question"])
    asked = dataclasses.replace(asked, hypotheses=asked.hypotheses + own)
    prepared = [h[0] for h in data["hypotheses"]]
    letters = {h.id: ascii_uppercase[[*prepared, *OWN_IDS].index(h.id)] for h in asked.hypotheses}
    pairs = {tuple(cell.split("|")): rating for cell, rating in work["ratings"].items()}
    sums = ach.scores(kit, asked, pairs, [work["dropped"]] if work["dropped"] else [])
    lines = [f"# {_plain(asked.question)} ({asked.dispute_id})", ""]
    lines += [f"- {letters[h.id]}: {_plain(h.title)}" for h in asked.hypotheses]
    heads = [
        word(key, lang)
        for key in ("record", "js_hypotheses_item", "js_hypotheses_source", "js_hypotheses_grade")
    ]
    lines += ["", _row([*heads, *letters.values()]), _row(["---"] * (4 + len(letters)))]
    for item in asked.items:
        source = kit.record(item["source_id"])
        name = f"{_plain(source['publisher'])} ({source.id})"
        ratings = [pairs.get((item.id, h.id), "") for h in asked.hypotheses]
        lines.append(_row([item.id, _plain(item.title), name, source["reliability"], *ratings]))
    lines += ["", f"## {word('js_hypotheses_score', lang)}", ""]
    point = word("js_hypotheses_point", lang)
    lines += [f"- {letters[n]}: {total:.1f}".replace(".", point) for n, total in sums.items()]
    lead = [letters[name] for name in ach.leading(sums)]
    key = "js_hypotheses_unrated" if not lead else "js_hypotheses_leads"
    key = "js_hypotheses_level" if len(lead) > 1 else key
    lines += ["", word(key, lang).format(names=", ".join(lead))]
    if work["dropped"]:
        name = f"{_plain(kit.record(work['dropped'])['publisher'])} ({work['dropped']})"
        lines += ["", word("js_hypotheses_without", lang).format(source=name)]
    lines += ["", "```json", f"{to_json(explorer)}```", ""]
    return _keep("\n".join(lines), path)


def from_json(explorer: Explorer, text: str | Path, *, other: bool = False) -> None:
    """Take over ratings from a file that this explorer wrote, here or on another's machine.

    Parameters
    ----------
    explorer : Explorer
        A hypotheses explorer on the same question.
    text : str or Path
        The text, or the file; JSON, or Markdown as `to_markdown` writes it.
    other : bool
        They are another person's, to compare; what the explorer holds stays.

    Raises
    ------
    BadSeed
        If the text is no such file.
    UnknownName
        If it is about another question, or names something that does not exist. In both cases
        the explorer stays as it was.
    """
    control = _control(explorer)
    where = str(text) if isinstance(text, Path) else "ratings"
    try:
        words = text.read_text(encoding="utf-8-sig") if isinstance(text, Path) else text
    except UnicodeDecodeError:
        raise BadSeed(where, None, "", None, "text in UTF-8, as the explorer writes it") from None
    words = words.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fenced = _FENCE.findall(words)
    found = _parse(fenced[-1] if fenced else words, where)
    if found.get("question") != control.data["question"]:
        expected = f"{control.data['question']}, the question of this explorer"
        raise UnknownName("question", found.get("question"), expected=expected)
    work: dict[str, Any] = {part: found[part] for part in PARTS if part in found}
    now = explorer.value[control.name]
    if other:
        work = {**now, "other": {"name": "", **{k: v for k, v in work.items() if k != "dropped"}}}
    else:
        work["other"] = now["other"]
    explorer.value = {control.name: work}


from_markdown = from_json


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", None)
        raise BadSeed(where, row, "", _short(text), "JSON as the explorer exports it") from None
    given: dict[str, Any] = found if isinstance(found, dict) else {"sahelkit": found}
    kind = given.get("sahelkit")
    if kind != "hypotheses":
        raise BadSeed(where, None, "sahelkit", kind, "'hypotheses', as the explorer writes it")
    if given.get("version") != 1:
        raise BadSeed(where, None, "version", given.get("version"), "1; a newer kit reads it")
    return given


def _control(explorer: Explorer) -> Control:
    for control in explorer.view.controls:
        if control.kind == "ach":
            return control
    raise UnknownName("explorer", explorer.view.kind, ("hypotheses",), "one of hypotheses")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Write a text such that Markdown shows it as it is, in one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _keep(text: str, path: str | Path | None) -> str:
    if path is not None:
        write_whole(Path(path), text)
    return text
