"""A page as a row of blocks, each knowing the lists and quotes around it, and back again.

Comparing and merging work on such a row: blocks can be left out, put in and moved without
regard to nesting, and the row still makes a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from practices.prose.reading import alone, own_text
from practices.prose.tree import LISTS, Node, write

_AROUND = LISTS | {"blockquote"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block, the names of what stands around it, and how it follows the one before.

    `around` is outermost first; a list that begins with 3 is "ol 3". `apart` is the number of
    those it shares with the block before although more have the same name: two quotes one after
    the other are not one quote.
    """

    node: Node
    around: tuple[str, ...] = ()
    apart: int | None = None
    text: str = field(init=False)
    html: str = field(init=False)

    def __post_init__(self) -> None:
        html = write([self.node], ids=False)
        object.__setattr__(self, "html", html)
        object.__setattr__(self, "text", own_text(self.node) or html)

    @property
    def key(self) -> tuple[tuple[str, ...], str]:
        """What makes two leaves the same, wherever they stand and whatever their anchors."""
        return self.around, self.html


def leaves(nodes: Iterable[Node]) -> list[Leaf]:
    """The blocks of a page in reading order."""
    out: list[Leaf] = []
    before: list[tuple[str, int]] = []
    for node, around in _flat(nodes, []):
        path = [(_name(one), id(one)) for one in around]
        same = _shared(before, path)
        names = _shared([name for name, _ in before], [name for name, _ in path])
        apart = same if same < names else None
        out.append(Leaf(alone(node), tuple(name for name, _ in path), apart))
        before = [*path, ("li", id(node))] if node.tag == "li" else path
    return out


def _flat(nodes: Iterable[Node], around: list[Node]) -> Iterable[tuple[Node, list[Node]]]:
    for node in nodes:
        if node.tag in _AROUND:
            yield from _flat(node.children, [*around, node])
        else:
            yield node, around
            if node.tag == "li":
                yield from _flat(node.children, [*around, node])


def _name(node: Node) -> str:
    return f"{node.tag} {dict(node.attrs).get('start', '')}".strip()


def _shared[T](one: list[T], other: list[T]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def rebuild(row: Iterable[Leaf]) -> list[Node]:
    """The page that a row of blocks makes; neighbours in like lists share one."""
    page = Node("")
    opened: list[tuple[str, Node]] = []
    for leaf in row:
        common = _shared([name for name, _ in opened], list(leaf.around))
        if leaf.apart is not None:
            common = min(common, leaf.apart)
        del opened[common:]
        for name in leaf.around[common:]:
            tag, _, start = name.partition(" ")
            _hang(opened, page, Node(tag, attrs=(("start", start),) if start else ()), name)
        node = leaf.node
        copy = Node(node.tag, node.id, node.attrs, node.runs, list(node.children))
        (opened[-1][1] if opened else page).children.append(copy)
        if node.tag == "li":
            opened.append(("li", copy))
    return page.children


def _hang(opened: list[tuple[str, Node]], page: Node, node: Node, name: str) -> None:
    (opened[-1][1] if opened else page).children.append(node)
    opened.append((name, node))
