"""The sources of a handout: each stands once in a list, and is named by publisher and date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from sahelkit.ledger.names import fold
from sahelkit.publish.notes import BEARINGS, printed

if TYPE_CHECKING:
    from sahelkit.ledger import Kit

TYPED = 45  # letters of an address that somebody may still type


@dataclass(frozen=True)
class Work:
    """A source as the list has it.

    Attributes
    ----------
    source_id, name : str
        Its identifier, and the name of its entry on the page.
    publisher, date, title, url, grade : str
        ``grade`` is the reliability of the source, A to F, or empty text.
    letter : str
        Tells apart what one publisher put out on one day: ``a``, ``b``, … or empty text.
    """

    source_id: str
    name: str
    publisher: str
    date: str
    title: str
    url: str
    grade: str
    letter: str

    @property
    def address(self) -> str:
        """The address as it is printed: whole if a reader would type it, or else its site."""
        whole = printed(self.url)
        return whole if len(whole) <= TYPED else f"{whole.split('/')[0]}/…"


class Bibliography:
    """The sources that notes and tables of a handout name.

    Parameters
    ----------
    kit : Kit
        The ledger.
    """

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._works: dict[str, Work] = {}
        self._letters = _letters(kit)

    def add(self, source_id: str) -> Work:
        """Take a source in and return its entry."""
        if source_id not in self._works:
            source = self._kit.record(source_id)
            self._works[source_id] = Work(
                source_id,
                f"source-{source_id.lower()}",
                str(source["publisher"]),
                source.when,
                str(source["title"]),
                str(source["url"]),
                str(source.get("reliability") or ""),
                self._letters.get(source_id, ""),
            )
        return self._works[source_id]

    def behind(self, record_id: str) -> list[tuple[str, list[Work]]]:
        """Take in what a record rests on.

        Returns
        -------
        list of (bearing, works)
            What supports it, under an empty bearing, then what does so ``in part`` and what
            speaks ``against`` it. A source rests on itself.
        """
        record = self._kit.record(record_id)
        if record.table == "sources":
            return [("", [self.add(record.id)])]
        found: dict[str, list[Work]] = defaultdict(list)
        for link in record.sources:
            bearing = link.bearing if link.bearing in BEARINGS else ""
            found[bearing].append(self.add(link.source_id))
        return [(name, found[key]) for key, name in {"": "", **BEARINGS}.items() if key in found]

    @property
    def all(self) -> list[Work]:
        """The sources by publisher, day and letter."""

        def place(source_id: str) -> tuple[str, str, str, str]:
            work, day = self._works[source_id], self._kit.record(source_id).get("published")
            return fold(work.publisher), str(day), work.letter, fold(work.title)

        return [self._works[source_id] for source_id in sorted(self._works, key=place)]


def _letters(kit: Kit) -> dict[str, str]:
    """Give letters to the sources of the ledger that publisher and date do not tell apart."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in kit.sources["source_id"]:
        source = kit.record(str(name))
        alike[str(source["publisher"]), source.when].append(source.id)
    return {
        name: ascii_lowercase[n] if n < len(ascii_lowercase) else str(n + 1)
        for names in alike.values()
        if len(names) > 1
        for n, name in enumerate(sorted(names))
    }
