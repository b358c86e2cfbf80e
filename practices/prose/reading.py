"""What a page says: its blocks, its words, its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from practices.prose.cleaning import RECENT, parse
from practices.prose.tree import ADDRESSED, HEADINGS, WHOLE, Node, node_text, text_of, write

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Block:
    """A block that has an address of its own. `html` holds no list or paragraph inside it."""

    anchor: str
    tag: str
    text: str
    html: str


def blocks(html: str) -> tuple[Block, ...]:
    """Every paragraph, heading, list item, table, picture and code of a page, in reading order."""
    return tuple(
        Block(node.id, node.tag, own_text(node), write([alone(node)]))
        for node in addressed(parse(html))
    )


def addressed(nodes: list[Node]) -> Iterator[Node]:
    """The nodes that have anchors; a table or a picture is one, whatever it holds."""
    for node in nodes:
        if node.tag in ADDRESSED:
            yield node
        if node.tag not in WHOLE:
            yield from addressed(node.children)


def alone(node: Node) -> Node:
    """A list item without what hangs below it; any other block as it is."""
    return Node("li", node.id, node.attrs, node.runs) if node.tag == "li" else node


def own_text(node: Node) -> str:
    """The words of a block itself, on one line."""
    text = node_text(node) if node.tag in WHOLE else text_of(node.runs)
    return " ".join(text.split())


@lru_cache(maxsize=RECENT)
def plain(html: str) -> str:
    """The words of a page, a space between blocks: what a search index takes."""
    return " ".join(filter(None, (" ".join(node_text(node).split()) for node in parse(html))))


def word_count(html: str) -> int:
    """How many words a page has; a lone dash is none."""
    return sum(1 for word in plain(html).split() if _WORD.search(word))


def excerpt(html: str, words: int = 40) -> str:
    """The first `words` words of the running text, with "…" where it goes on.

    Headings, tables and pictures are passed over unless there is nothing else.
    """
    found = list(addressed(parse(html)))
    running = [node for node in found if node.tag in ("p", "li") and node.runs] or found
    said: list[str] = []
    for node in running:
        said.extend(own_text(node).split())
        if len(said) > words:
            return " ".join(said[:words]).rstrip(".,;:–—-") + "…"
    return " ".join(said)


def outline(html: str) -> list[tuple[int, str, str]]:
    """The headings of a page, for a table of contents: level (2-4), anchor, text."""
    return [
        (int(node.tag[1]), node.id, own_text(node))
        for node in addressed(parse(html))
        if node.tag in HEADINGS
    ]
