"""The words that pages put around a lesson, in the language of the interface."""

from __future__ import annotations

from collections.abc import Mapping

from sahelkit.words import LANGUAGES, words


def page_words(lang: str | None, own: str = "en", kind: str = "handout") -> Mapping[str, str]:
    """Return the words of a kind of page by key, without their prefix (``handout_``).

    Parameters
    ----------
    lang : str or None
        The language that was asked for, None for that of the lesson.
    own : str, optional
        The lesson's own language; English stands in for one that the kit does not speak.
    kind : str, optional
        Which page: ``handout`` or ``deck``.

    Raises
    ------
    UnknownName
        If the kit does not speak the language that was asked for.
    """
    table = words(lang or (own if own in LANGUAGES else LANGUAGES[0]))
    prefix = f"{kind}_"
    return {k.removeprefix(prefix): text for k, text in table.items() if k.startswith(prefix)}
