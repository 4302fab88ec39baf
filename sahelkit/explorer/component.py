"""The explorer as a Jupyter widget."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from sahelkit.errors import UnknownName
from sahelkit.explorer.page import Control, View, asset, render, shown
from sahelkit.ledger.names import nearest

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

STATIC = "SAHELKIT_STATIC"


class Explorer(anywidget.AnyWidget):
    """A picture whose records can be filtered, stepped through and read.

    Attributes
    ----------
    value : dict
        State of the controls: control name to state, for example
        ``{"window": ["2023-01", "2024-12"], "themes": ["formation", "ecowas"]}`` or
        ``{"day": "2024-07-06"}``. Set it, observe it, link it. Controls that you leave out
        return to their state at the beginning.
    selection : str
        Identifier of the record that is being read, or empty text.
    html : str
        The explorer as a page holds it.

    Raises
    ------
    UnknownName
        If ``value`` is set to a state that a control does not have, or ``selection`` to a
        record that the explorer does not hold.

    Notes
    -----
    With the environment variable ``SAHELKIT_STATIC`` set (decks and handouts set it), only the
    HTML is shown and no kernel is needed.
    """

    _esm = asset("explorer.js")
    _css = asset("explorer.css")
    html = traitlets.Unicode().tag(sync=True)
    value = traitlets.Dict().tag(sync=True)
    selection = traitlets.Unicode("").tag(sync=True)

    def __init__(self, kit: Kit, view: View) -> None:
        self.view = view
        self.picture = view.picture
        super().__init__(html=render(kit, view), value=dict(view.value))

    @property
    def records(self) -> list[str]:
        """Identifiers of the records that are shown now."""
        return shown(self.view, self.value)

    def __repr__(self) -> str:
        count = f"{len(self.records)} of {len(self.view.records)} records shown"
        return f"<sahelkit {self.view.kind}: {self.view.title}, {count}>"

    @traitlets.validate("value")
    def _check_value(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        given = dict(proposal["value"])
        controls = {c.name: c for c in self.view.controls}
        for name, state in given.items():
            if name not in controls:
                raise UnknownName("control", name, nearest(name, controls), ", ".join(controls))
            given[name] = _state(controls[name], state)
        return {**self.view.value, **given}

    @traitlets.validate("selection")
    def _check_selection(self, proposal: Mapping[str, Any]) -> str:
        name: str = proposal["value"]
        known = [record.id for record, _ in self.view.records]
        if name and name not in known:
            raise UnknownName("record", name, nearest(name, known))
        return name

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        page = {"text/plain": f"{self.view.title}: {self.view.picture.alt}", "text/html": self.html}
        if os.environ.get(STATIC):
            return page
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, tuple):
            return ({**bundle[0], **page}, bundle[1])
        return {**bundle, **page} if bundle else page


def _state(control: Control, state: Any) -> Any:
    """Return a state as the control holds it, or raise `UnknownName`."""
    choices = [option.value for option in control.options]
    several = isinstance(state, Sequence) and not isinstance(state, str)
    items = list(state) if several else [state]
    for item in items:
        if item not in choices:
            raise UnknownName(f"choice for {control.name}", item, nearest(item, choices))
    if control.kind == "day":
        if several:
            raise UnknownName(f"choice for {control.name}", state, expected="one day")
        return state
    if control.kind == "window" and (len(items) != 2 or items[0] > items[1]):
        expected = "two months, the earlier one first"
        raise UnknownName(f"choice for {control.name}", state, expected=expected)
    return items
