"""Questions as a Jupyter widget."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from sahelkit.errors import UnknownName
from sahelkit.medium import is_static
from sahelkit.study.assets import module, stylesheet
from sahelkit.study.desk import own_kit, recall, take_back, tell
from sahelkit.study.judge import judge
from sahelkit.study.markup import plain
from sahelkit.study.page import render
from sahelkit.study.questions import Question, find, load
from sahelkit.words import words

if TYPE_CHECKING:
    from sahelkit.ledger import Kit


class Questions(anywidget.AnyWidget):
    """Questions to answer on the page, one or several.

    Attributes
    ----------
    answers : dict
        Id of a question to the answer that was given last: text, list or dict, as
        `sahelkit.study.check` takes it.
    verdicts : dict
        Id of a question to the verdict on that answer. The page says the verdict at once by
        itself; Python comes to its own.

    Notes
    -----
    A notebook keeps the questions as a page, which waits for the widget. In it and without a
    script the questions can be read, and their answers cannot.
    """

    _esm = module()
    _css = stylesheet()
    key = traitlets.Unicode().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    verdicts = traitlets.Dict().tag(sync=True)

    def __init__(self, questions: Sequence[Question], kit: Kit, lang: str = "en") -> None:
        self.questions = tuple(questions)
        self._kit = kit
        self._lang = lang
        known = {one.id: recall(one.id) for one in self.questions}
        earlier = {name: answer for name, answer in known.items() if answer is not None}
        states = {name: self._judge(name, answer).state for name, answer in earlier.items()}
        super().__init__(answers=earlier, verdicts=states, key=secrets.token_hex(8))
        self.observe(self._answered, "answers")
        self.on_msg(self._asked)

    @property
    def html(self) -> str:
        """The questions as a page holds them."""
        return self._page()

    def __repr__(self) -> str:
        return f"<sahelkit questions: {', '.join(one.id for one in self.questions)}>"

    def _judge(self, name: str, answer: Any) -> Any:
        return judge(find(name), answer, self._kit, lang=self._lang)

    def _answered(self, change: Mapping[str, Any]) -> None:
        """Judge what has changed, whatever the page says of it, and tell who listens."""
        asked = {one.id for one in self.questions}
        states = {name: self.verdicts[name] for name in change["new"] if name in self.verdicts}
        for name, answer in change["new"].items():
            if name in asked and answer != change["old"].get(name):
                verdict = self._judge(name, answer)
                states[name] = verdict.state
                tell(verdict, answer)
        for name in asked & (change["old"].keys() - change["new"].keys()):
            take_back(name)
        self.verdicts = states

    def _asked(self, _: Any, content: Mapping[str, Any], __: Any) -> None:
        """Send the page to a view that stands elsewhere than in the output of a cell."""
        if content.get("ask") == "page":
            self.send({"page": self._page(model=self.key)})

    def _page(self, **how: Any) -> str:
        return "".join(render(one, self._kit, lang=self._lang, **how) for one in self.questions)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        text = "\n".join(plain(one.prompt) for one in self.questions)
        if is_static():
            return {"text/plain": text, "text/html": self.html}
        return {"text/plain": text, "text/html": self._page(model=self.key, still=True)}


def ask(*ids: str, kit: Kit | None = None, lang: str = "en") -> Questions:
    """Ask questions on the page.

    Parameters
    ----------
    *ids : str
        Names of questions, such as ``"formation-1"``.
    kit : Kit, optional
        The ledger that knows the answers, by default the kit's own.
    lang : {"en", "fr"}
        Language of the words around the questions; the questions are in English.

    Returns
    -------
    Questions
        A widget that shows itself.

    Raises
    ------
    UnknownName
        If no question is named, there is none of the name, or only code can answer it.
    """
    if not ids:
        raise UnknownName("question", "", tuple(load())[:3], "the name of a question")
    words(lang)
    questions = [find(name) for name in dict.fromkeys(ids)]
    ledger = kit or own_kit()
    for one in questions:
        render(one, ledger, lang=lang)  # what is wrong with it is said here, not while it is shown
    return Questions(questions, ledger, lang)
