"""What a lesson tells readers to do at a screen, which paper has no use for."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?])((?:</\w+>)*)\s+")
_CLAUSE = re.compile(r";\s+|,\s+and\s+(?=untick\b|click\b)")
_AT_A_SCREEN = re.compile(
    r"""\b(?:[Cc]lick|double-click|[Uu]nfold|[Uu]ntick|slider|second\ tab|file\ list)\b
      | \bCtrl\b | \bRun\ All\ Cells\b | \bfolded\ (?:line|code)\b
      | \btick\ <em> | <em>Next</em>\ goes | \bon\ your\ own\ screen\b
      | ^Move\ the\ (?:day|month)\b | ^Open\ each\ mark\b(?!\ and) | ^Open\ the\ marks\ one\b""",
    re.VERBOSE,
)
_OPENING = re.compile(r"<\w")
_EACH = re.compile(r"[.,] [Ee]ach at (?:its|their) own screen(?=[.<])")


def without(page: str) -> str:
    """Leave out of the tasks of a lesson (HTML) what can only be done at a screen.

    Sentences and clauses that tell readers to click, tick, unfold or run something go; what they
    are to think about or to write stays, and so do lists, and a task of which the very name is
    such a sentence. A paragraph that holds nothing else goes with them.
    """

    def paragraph(match: re.Match[str]) -> str:
        text = _EACH.sub("", match[1])
        pieces = _SENTENCE.split(text)  # sentence, its closing tags, sentence, …
        ends = [*pieces[1::2], ""]
        kept = []
        for sentence, end in zip(pieces[::2], ends, strict=True):
            if left := _sentence(sentence + end):
                kept.append(left)
        return f"<p>{' '.join(kept)}</p>" if kept else ""

    return _PARAGRAPH.sub(paragraph, page)


def _sentence(sentence: str) -> str:
    named = sentence.startswith("<strong>")
    whole = len(_OPENING.findall(sentence)) == sentence.count("</")
    if named or not whole or not _AT_A_SCREEN.search(sentence):
        return sentence
    clauses = _CLAUSE.split(sentence)
    kept = [clause for clause in clauses if not _AT_A_SCREEN.search(clause)]
    if not kept or clauses[0] not in kept:
        return ""
    return "; ".join(kept).rstrip(".") + "."
