"""Where does this come from? For each paragraph, the version that brought its words.

Nothing is stored for it: a paragraph keeps its address through all versions, so the version
that brought its present words is found by halving, in a handful of steps even among thousands.
"""

from dataclasses import dataclass
from typing import Any

from practices import history, prose
from practices.history import Line
from practices.models import Entry
from practices.prose import Block

AT_ONCE = 60
"""Up to this many versions are read in one go, rather than one by one."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A block as it stands, and the version (who, when, why) that brought its present words."""

    block: Block
    version: Line


class _Past:
    """The blocks of an entry's versions by number, read as they are asked for."""

    def __init__(self, entry: Entry, viewer: Any) -> None:
        self.rows = history.readable(entry, viewer)
        self.numbers = sorted(self.rows.values_list("revision", flat=True))
        self._texts: dict[int, dict[str, str]] = {}
        if len(self.numbers) <= AT_ONCE:
            for number, body in self.rows.values_list("revision", "body"):
                self._texts[number] = _texts(body)

    def text(self, number: int, anchor: str) -> str | None:
        if number not in self._texts:
            body = self.rows.values_list("body", flat=True).get(revision=number)
            self._texts[number] = _texts(body)
        return self._texts[number].get(anchor)

    def first_with(self, block: Block) -> int:
        """The first version of the latest run of versions that hold the block as it stands."""
        low, high = 0, len(self.numbers) - 1
        while low < high:
            middle = (low + high) // 2
            if self.text(self.numbers[middle], block.anchor) == block.text:
                high = middle
            else:
                low = middle + 1
        return self.numbers[low]


def _texts(body: str) -> dict[str, str]:
    return {block.anchor: block.text for block in prose.blocks(body)}


def origins(entry: Entry, viewer: Any) -> list[Origin]:
    """Each block of an entry, in reading order, with the version that brought its words."""
    past = _Past(entry, viewer)
    blocks = prose.blocks(entry.body)
    if not past.numbers:
        return []
    found = [(block, past.first_with(block)) for block in blocks]
    rows = past.rows.filter(revision__in={number for _, number in found})
    versions = {line.revision: line for line in history.lines(rows)}
    return [Origin(block, versions[number]) for block, number in found]
