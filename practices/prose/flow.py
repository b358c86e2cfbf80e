"""Filling a page block by block: the line being written, and the paragraphs it becomes."""

from dataclasses import dataclass, field, replace

from practices.prose import bullets
from practices.prose import runs as lines
from practices.prose.bullets import Bullet
from practices.prose.reader import Element
from practices.prose.tree import ANCHOR, BREAK, Node, Run

DEEPEST_LIST = 8  # lists and quotes inside one another


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the page we are: how many lists and quotes around, and whether in a cell."""

    depth: int = 0
    in_cell: bool = False

    def deeper(self) -> "Place":
        return replace(self, depth=self.depth + 1)

    def cell(self) -> "Place":
        return Place(self.depth + 1, in_cell=True)

    @classmethod
    def line(cls) -> "Place":
        """Inside a heading or a caption: one line, so no lists and no tables."""
        return cls(DEEPEST_LIST, in_cell=True)

    @property
    def room(self) -> int:
        return DEEPEST_LIST - self.depth


@dataclass(slots=True)
class Flow:
    """Blocks one after the other, and the line that is being filled."""

    place: Place
    blocks: list[tuple[Node, Bullet | None]] = field(default_factory=list)
    line: list[Run] = field(default_factory=list)
    anchor: str = ""
    style: lines.Style = field(default_factory=dict)

    def begin(self, element: Element) -> None:
        """End the line; the next one belongs to `element`."""
        self.flush()
        self.anchor = anchor_of(element) or self.anchor
        self.style = lines.style_of(element.attrs.get("style", ""))

    def end(self) -> None:
        self.flush()
        self.anchor, self.style = "", {}

    def flush(self) -> None:
        """Make the line into a paragraph, or into several where breaks part it."""
        if not self.line:
            return
        parts = [self.line]
        if len(self.line) > 1 and any(run.text == BREAK for run in self.line):
            parts = lines.paragraphs(self.line)
            if self.place.room > 0:
                parts = [line for part in parts for line in bullets.lines(part)]
        for part in parts:
            found = bullets.find(part, self.style) if self.place.room > 0 else None
            bullet, rest = found if found else (None, part)
            runs = lines.tidy(rest)
            if runs:
                self.blocks.append((Node("p", self.anchor, runs=runs), bullet))
                self.anchor = ""
        self.line = []

    def add(self, *nodes: Node) -> None:
        self.flush()
        self.blocks.extend((node, None) for node in nodes)

    def finish(self) -> list[Node]:
        self.flush()
        return bullets.gather(self.blocks, self.place.room)


def anchor_of(element: Element) -> str:
    anchor = element.attrs.get("id", "")
    return anchor if ANCHOR.fullmatch(anchor) else ""
