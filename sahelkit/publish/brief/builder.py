"""The builder of briefs in a notebook: choose, look at it, save it as a file."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import ipywidgets

from sahelkit.errors import SahelkitError, UnknownName
from sahelkit.ledger.judgements import AUDIENCES, bottom_line
from sahelkit.medium import is_static
from sahelkit.publish.brief import build
from sahelkit.publish.brief.compose import available, compose
from sahelkit.publish.brief.content import Brief
from sahelkit.publish.brief.desk import typeset
from sahelkit.words import LANGUAGES, words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

TYPES = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
SAMPLE = "russia"
COMMAND = "sahelkit brief --theme russia --audience minister --format pdf"


def brief(kit: Kit, theme: str | None = None, *, lang: str = "en") -> Builder:
    """Offer the briefs of a ledger: choose theme, period, audience and language, then save one.

    Parameters
    ----------
    kit : Kit
        The ledger.
    theme : str, optional
        The theme that is chosen at first.
    lang : {"en", "fr"}
        Language of the interface, and of the brief at first.

    Raises
    ------
    UnknownName
        If the theme has no brief, the kit does not speak the language, or the ledger has no
        judgements.
    """
    return Builder(kit, theme, lang)


class Builder(ipywidgets.VBox):  # type: ignore[misc]
    """Controls, a line that says what happened, links to save, and the brief itself.

    In decks and handouts, where no kernel is, it is a line of text and the sample's bottom line.
    """

    def __init__(self, kit: Kit, theme: str | None = None, lang: str = "en") -> None:
        self._said = {
            key.removeprefix("brief_"): typeset(text, lang)
            for key, text in words(lang).items()
            if key.startswith(("brief_", "theme_"))
        }
        self._kit = kit
        spans = available(kit)
        if not spans or (theme is not None and theme not in spans):
            expected = f"one that has judgements: {', '.join(spans) or 'this ledger has none'}"
            raise UnknownName("theme for a brief", theme, expected=expected)
        self._made: tuple[tuple[str, ...], Brief] | None = None
        said = self._said
        wide = {"description_width": "6em"}
        box = ipywidgets.Layout(width="20em")
        self.theme = ipywidgets.Dropdown(
            options=[(said[f"title_{name}"], name) for name in spans],
            value=theme or (SAMPLE if SAMPLE in spans else next(iter(spans))),
            description=said["theme"],
            style=wide,
            layout=ipywidgets.Layout(width="30em"),
        )
        self.since, self.until = (
            ipywidgets.Text(
                description=said[name], placeholder="2025-04-03", style=wide, layout=box
            )
            for name in ("since", "until")
        )
        self.audience = ipywidgets.Dropdown(
            options=[(said[name], name) for name in AUDIENCES],
            description=said["audience"],
            style=wide,
            layout=box,
        )
        self.language = ipywidgets.Dropdown(
            options=[("English", "en"), ("Français", "fr")][: len(LANGUAGES)],
            value=lang,
            description=said["language"],
            style=wide,
            layout=box,
        )
        self.show = ipywidgets.Button(description=said["preview"], button_style="primary")
        self.saves = {
            form: ipywidgets.Button(description=said["download"].format(form=form.upper()))
            for form in build.FORMS
        }
        self.status = ipywidgets.HTML()
        self.link = ipywidgets.HTML()
        self.frame = ipywidgets.HTML(layout=ipywidgets.Layout(width="100%"))
        self.theme.observe(self._begin, "value")
        self.show.on_click(lambda _: self._try(self._preview))
        for form, button in self.saves.items():
            button.on_click(lambda _, form=form: self._try(lambda: self._save(form)))
        self._begin()
        row = ipywidgets.Layout(flex_flow="row wrap")
        super().__init__(
            [
                ipywidgets.HTML(f"<b>{html.escape(said['builder'])}</b>"),
                self.theme,
                ipywidgets.Box([self.since, self.until], layout=row),
                ipywidgets.Box([self.audience, self.language], layout=row),
                ipywidgets.Box([self.show, *self.saves.values()], layout=row),
                self.status,
                self.link,
                self.frame,
            ]
        )

    def compose(self) -> Brief:
        """Compose the brief that is chosen.

        Raises
        ------
        UnknownName
            As `sahelkit.publish.brief.compose.compose`.
        """
        boxes = (self.theme, self.since, self.until, self.audience, self.language)
        chosen = tuple(str(box.value).strip() for box in boxes)
        if self._made is None or self._made[0] != chosen:
            theme, since, until, audience, lang = chosen
            made = compose(self._kit, theme, since or None, until or None, audience, lang)
            self._made = chosen, made
        return self._made[1]

    def _begin(self, _: Any = None) -> None:
        """Set the period to that of the theme."""
        theme = self.theme.value
        line = bottom_line(self._kit, theme)
        first, last = available(self._kit)[theme]
        self.since.value = str(first)
        self.until.value = str(line.as_of if line else last)

    def _try(self, do: Callable[[], str]) -> None:
        """Do something and say what came of it, in words also where it fails."""
        self.link.value = ""
        try:
            text, role = do(), "status"
        except (SahelkitError, OSError) as error:
            text, role = self._said["trouble"].format(problem=error), "alert"
        self.status.value = f'<div role="{role}" aria-live="polite">{html.escape(text)}</div>'

    def _preview(self) -> str:
        self.frame.value = ""
        made = self.compose()
        page = html.escape(_in_background(made, "html").decode("utf-8"))
        title = html.escape(self._said["frame"])
        self.frame.value = (
            f'<iframe sandbox="" title="{title}" srcdoc="{page}" tabindex="0" '
            'style="width:100%;height:60em;border:1px solid #c9c2b2;background:#fff"></iframe>'
        )
        return self._told(made)

    def _save(self, form: str) -> str:
        made = self.compose()
        data = base64.b64encode(_in_background(made, form)).decode()
        name = build.file_name(made, form)
        text = self._said["save"].format(name=name)
        self.link.value = (
            f'<a download="{html.escape(name)}" href="data:{TYPES[form]};base64,{data}">'
            f"{html.escape(text)}</a>"
        )
        return self._told(made)

    def _told(self, made: Brief) -> str:
        return self._said["ready"].format(
            title=made.title,
            judgements=len(made.judgements),
            disputes=len(made.disputes),
            notes=len(made.notes),
        )

    def _repr_mimebundle_(self, **options: Any) -> Any:
        if not is_static():
            return super()._repr_mimebundle_(**options)
        made = self.compose()
        lead = self._said["static"].format(command=COMMAND)
        page = (
            f"<p>{html.escape(lead)}</p><p><b>{html.escape(made.title)}.</b> "
            f"{html.escape(made.bottom_line)} <i>{html.escape(made.limits)}</i></p>"
        )
        return {"text/plain": f"{lead} {made.title}. {made.bottom_line}", "text/html": page}


def _in_background(made: Brief, form: str) -> bytes:
    """Make a file in a thread of its own: a browser cannot be driven from a notebook's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(build.content, made, form).result()
