"""The explorer as a Jupyter widget."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from sahelkit.errors import UnknownName
from sahelkit.explorer.assets import asset, module
from sahelkit.explorer.controls import Control
from sahelkit.explorer.page import View, render, shown
from sahelkit.explorer.still import png
from sahelkit.ledger.names import nearest
from sahelkit.medium import is_static, wants_png

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


class _State(traitlets.TraitType[Any, Any]):
    """The state of one control, as a trait of its own."""

    def __init__(self, control: Control, state: Any) -> None:
        super().__init__(default_value=state)
        self.control = control

    def validate(self, obj: Any, value: Any) -> Any:
        """Return the state as the control holds it."""
        return self.control.check(value)


class Explorer(anywidget.AnyWidget):
    """A picture whose records can be filtered, stepped through and read.

    Each control is a trait of its own besides: ``explorer.day = "2024-07-06"``,
    ``explorer.observe(react, "themes")``, ``jslink((text, "value"), (explorer, "selection"))``.

    Attributes
    ----------
    value : dict
        State of the controls: control name to state, for example
        ``{"window": ["2023-01", "2024-12"], "themes": ["formation", "ecowas"]}`` or
        ``{"day": "2024-07-06"}``. Set it, observe it, link it. Controls that you leave out stay
        as they are.
    selection : str
        Identifier of the record (or key of the group of records) that is being read, or empty
        text.
    position : int
        Number of the selection among all that one can step through, from 0; -1 for none. It
        takes the value of an ordinary slider or player.

    Raises
    ------
    UnknownName
        If a control is set to a state that it does not have, or ``selection`` to something that
        the explorer does not hold.

    Notes
    -----
    A notebook keeps the explorer as a page: picture, caption and table, which stay visible when
    it is opened again. The widget brings that page to life. With the environment variable
    ``SAHELKIT_STATIC`` set (decks and handouts set it) no kernel is needed.
    """

    _esm = module()
    _css = asset("explorer.css")
    key = traitlets.Unicode().tag(sync=True)
    value = traitlets.Dict().tag(sync=True)
    selection = traitlets.Unicode("").tag(sync=True)
    position = traitlets.Int(-1).tag(sync=True)

    def __new__(cls, kit: Kit, view: View) -> Explorer:
        """Give the class of this explorer a trait for each control, before the widget opens."""
        states = {c.name: _State(c, view.value[c.name]).tag(sync=True) for c in view.controls}
        own = type(cls.__name__, (cls,), {"__module__": cls.__module__, **states})
        made: Explorer = super().__new__(own, kit, view)
        return made

    def __init__(self, kit: Kit, view: View) -> None:
        self.view = view
        self.picture = view.picture
        self._kit = kit
        super().__init__(value=dict(view.value), key=secrets.token_hex(8))
        self.observe(self._answer, "value")
        self.observe(self._gather, [control.name for control in view.controls])
        self.observe(self._count, "selection")
        self.observe(self._choose, "position")
        self.on_msg(self._asked)

    @property
    def html(self) -> str:
        """The explorer as a page holds it."""
        return render(self._kit, self.view)

    @property
    def records(self) -> list[str]:
        """Identifiers of the records that are shown now."""
        return shown(self.view, self.value)

    @property
    def stops(self) -> list[str]:
        """All that one can step through: identifiers of records, or keys of groups."""
        if self.view.steps == "groups":
            return list(self.view.groups)
        return [record.id for record, _ in self.view.records]

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
            given[name] = controls[name].check(state)
        return {**self.view.value, **self.value, **given}

    @traitlets.validate("selection")
    def _check_selection(self, proposal: Mapping[str, Any]) -> str:
        name: str = proposal["value"]
        known = [*(record.id for record, _ in self.view.records), *self.view.groups]
        if name and name not in known:
            raise UnknownName("record", name, nearest(name, known))
        return name

    @traitlets.validate("position")
    def _check_position(self, proposal: Mapping[str, Any]) -> int:
        number: int = proposal["value"]
        if not -1 <= number < len(self.stops):
            expected = f"a number from -1 to {len(self.stops) - 1}"
            raise UnknownName("position", number, expected=expected)
        return number

    def _answer(self, change: Mapping[str, Any]) -> None:
        with self.hold_trait_notifications():
            for name, state in change["new"].items():
                setattr(self, name, state)

    def _gather(self, change: Mapping[str, Any]) -> None:
        self.value = {change["name"]: change["new"]}

    def _count(self, change: Mapping[str, Any]) -> None:
        stops = self.stops
        self.position = stops.index(change["new"]) if change["new"] in stops else -1

    def _choose(self, change: Mapping[str, Any]) -> None:
        number = change["new"]
        if number >= 0:
            self.selection = self.stops[number]
        elif self.selection in self.stops:
            self.selection = ""

    def _asked(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        """Send the page to a view that stands elsewhere than in the output of a cell."""
        if content.get("ask") == "page":
            self.send({"page": render(self._kit, self.view, model=self.key)})

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        text = f"{self.view.title}: {self.view.picture.alt}"
        if is_static():
            bundle = {"text/plain": text, "text/html": self.html}
            return bundle | ({"image/png": png(self.view)} if wants_png() else {})
        page = render(self._kit, self.view, model=self.key, still=True)
        return {"text/plain": text, "text/html": page}
