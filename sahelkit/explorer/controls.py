"""The controls of an explorer: which states they may have and which records they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any, NamedTuple

from sahelkit.errors import UnknownName
from sahelkit.explorer import ach
from sahelkit.explorer.judge import judgements
from sahelkit.ledger.names import nearest


class Option(NamedTuple):
    """One choice of a control: its value, its label and its colour (or empty text)."""

    value: str
    label: str
    colour: str = ""


@dataclass(frozen=True)
class Control:
    """One native form control and the rule by which it shows records.

    Attributes
    ----------
    name : str
        Key of its state in the explorer's ``value``, and the name of the explorer's trait.
    kind : {"window", "day", "until", "set", "choice", "toggle"} or a form of its own
        ``window``: two sliders over months; shows records that touch the window.
        ``day``: one slider over days; shows records that hold on the day (start <= day < end).
        ``until``: one slider over months; shows records that begin by the end of the month.
        ``set``: check boxes; shows records with a ticked value in ``field``.
        ``choice``: one of several; shows records with that value in ``field``, and without a
        ``field`` it only switches between the parts tagged ``when:name=value``.
        ``toggle``: on or off, for parts tagged ``when:name=true``.
    label : str
        What it is called; both ends of a window are divided by ``|``.
    field : str
        For a set or a choice, the attribute of the records that it looks at. The attribute may
        hold several values, divided by spaces.
    options : sequence of Option
        The months (YYYY-MM), days (YYYY-MM-DD, with what changed as ``colour`` text) or choices.
    data : mapping
        What the control's own script needs besides (must be JSON).
    """

    name: str
    kind: str
    label: str
    field: str = ""
    options: Sequence[Option] = ()
    data: Mapping[str, Any] = made(default_factory=dict)

    def shows(self, marks: Mapping[str, str], state: Any) -> bool:
        """Say whether a record with these attributes is shown in a state of the control."""
        start, end = marks.get("start", ""), marks.get("end", "")
        if self.kind == "window":
            return start <= f"{state[1]}-31" and (end or start) >= f"{state[0]}-01"
        if self.kind == "day":
            return start <= state and (not end or state < end)
        if self.kind == "until":
            return start <= f"{state}-31"
        if self.kind in ("set", "choice") and self.field:
            wanted = state if self.kind == "set" else [state]
            held = marks.get(self.field, "")
            return any(value in wanted for value in (held, *held.split()))
        return True

    def check(self, state: Any) -> Any:
        """Return a state as the control holds it.

        Raises
        ------
        UnknownName
            If the control has no such state; carries the nearest choices.
        """
        return CHECKS[self.kind](self, state)


def _one(control: Control, state: Any) -> Any:
    choices = [option.value for option in control.options]
    if state not in choices:
        near = nearest(str(state), choices)
        raise UnknownName(f"choice for {control.name}", state, near, "one of its values")
    return state


def _several(control: Control, state: Any) -> list[Any]:
    if isinstance(state, str) or not isinstance(state, Sequence):
        state = [state]
    return [_one(control, item) for item in state]


def _window(control: Control, state: Any) -> list[Any]:
    ends = _several(control, state)
    if len(ends) != 2 or ends[0] > ends[1]:
        expected = "two months, the earlier one first"
        raise UnknownName(f"choice for {control.name}", state, expected=expected)
    return ends


def _toggle(control: Control, state: Any) -> bool:
    if not isinstance(state, bool):
        raise UnknownName(f"choice for {control.name}", state, ("True", "False"))
    return state


CHECKS: dict[str, Callable[[Control, Any], Any]] = {
    "window": _window,
    "day": _one,
    "until": _one,
    "set": _several,
    "choice": _one,
    "toggle": _toggle,
    "judge": judgements,
    "ach": ach.check,
}
