"""Spelling of names: as the entities table has them, or as a variant that it lists."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sahelkit.ledger.names import fold, split_list

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", re.UNICODE)
_CLOSE = 0.84  # similarity from which a word is taken for a slip of a name
_SHORT = 5  # letters; shorter words are too alike


class Speller:
    """Compares the capitalised words of a text with the names of the ledger."""

    def __init__(self, kit: Kit) -> None:
        self.exact: set[str] = set()
        names: set[str] = set()
        entities = kit.entities
        for row in entities.to_dict("records"):
            forms = [row["name"], row["name_fr"], *split_list(row["variants"])]
            for form in forms:
                self.exact.update(_WORD.findall(form))
            names.update(_WORD.findall(row["name"]))
        for table, columns in (
            ("glossary", ("term", "term_fr")),
            ("sources", ("publisher", "title")),
            ("entities", ("description",)),
            ("events", ("title", "description", "place")),
        ):
            frame = kit.table(table)
            for column in columns:
                for text in frame[column]:
                    self.exact.update(_WORD.findall(text))
        self.by_fold = {fold(w): w for w in sorted(names) if w[0].isupper() and len(w) >= _SHORT}
        self._known: dict[str, str | None] = {}

    def problems(self, text: str) -> Iterator[str]:
        """Yield each capitalised word that looks like a name but is not spelt as one."""
        for match in _WORD.finditer(text):
            word = re.sub(r"[’']s?$", "", match[0])
            if not word[:1].isupper() or len(word) < _SHORT:
                continue
            if word not in self._known:
                self._known[word] = self._meant(word)
            meant = self._known[word]
            if meant:
                yield (
                    f"the name “{word}” is not spelt as in the entities table; expected “{meant}”"
                )

    def _meant(self, word: str) -> str | None:
        if word in self.exact or word.lower() in self.exact:
            return None
        folded = fold(word)
        if folded in self.by_fold:
            same = unicodedata.normalize("NFC", word) == self.by_fold[folded]
            return None if same or word.isupper() else self.by_fold[folded]
        near = difflib.get_close_matches(folded, list(self.by_fold), n=1, cutoff=_CLOSE)
        if not near or near[0].startswith(folded) or folded.startswith(near[0]):
            return None
        return self.by_fold[near[0]]
