"""The explorer as a Jupyter widget."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from sahelkit.errors import UnknownName
from sahelkit.explorer.page import View, render, script, shown, stylesheet
from sahelkit.ledger.names import nearest

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

STATIC = "SAHELKIT_STATIC"


class Explorer(anywidget.AnyWidget):  # type: ignore[misc]
    """A picture whose records can be filtered, stepped through and read.

    Attributes
    ----------
    value : dict
        State of the controls: control name to state, for example
        ``{"window": ["2023-01", "2024-12"], "themes": ["formation", "ecowas"]}`` or
        ``{"day": "2024-07-06"}``. Set it, observe it, link it.
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

    _esm = script().split("\nconst start =")[0].removeprefix("(() => {\n").replace(
        "const sahelkitWidget =", "export default"
    )
    _css = stylesheet()
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

    @traitlets.validate("value")
    def _check_value(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        given = dict(proposal["value"])
        controls = {c.name: c for c in self.view.controls}
        for name, state in given.items():
            if name not in controls:
                raise UnknownName("control", name, nearest(name, controls), ", ".join(controls))
            choices = [option.value for option in controls[name].options]
            for item in [state] if isinstance(state, str) else state:
                if item not in choices:
                    raise UnknownName(controls[name].label.lower(), item, nearest(item, choices))
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
