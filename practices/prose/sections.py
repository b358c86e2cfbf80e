"""A page in parts: what stands under each of its headings."""

from functools import lru_cache
from typing import NamedTuple

from practices.prose.cleaning import RECENT, clean, parse
from practices.prose.reading import addressed, own_text
from practices.prose.tree import HEADINGS, Node, write

START = "start"
"""The name of what stands before the first heading."""


class Section(NamedTuple):
    """A heading and what follows it; `anchor` is the heading's, or START where there is none."""

    anchor: str
    title: str
    html: str


@lru_cache(maxsize=RECENT)
def sections(html: str) -> tuple[Section, ...]:
    """The parts of a page, each up to the next heading of any level."""
    return tuple(
        Section(anchor, own_text(nodes[0]) if anchor != START else "", write(nodes))
        for anchor, nodes in _parts(parse(html))
    )


def with_section(html: str, anchor: str, part: str) -> str:
    """`html` with `part` where the section called `anchor` stood; its heading keeps that name.

    Raises KeyError when there is no such section, ProseError when `part` cannot be kept.
    """
    parts = _parts(parse(html))
    names = [name for name, _ in parts]
    if anchor not in names:
        raise KeyError(anchor)
    at, new = names.index(anchor), parse(part)
    # An anchor that another section holds stays there.
    others = [nodes for place, (_, nodes) in enumerate(parts) if place != at]
    taken = {node.id for nodes in others for node in addressed(nodes)}
    for node in addressed(new):
        node.id = "" if node.id in taken else node.id
    if anchor != START and new and new[0].tag in HEADINGS:
        new[0].id = anchor
    parts[at] = (anchor, new)
    return write(node for _, nodes in parts for node in nodes)


def split_off(html: str, anchor: str, left: str) -> tuple[str, str]:
    """A part of a page by itself, and the page with the sentence `left` (HTML) in its place.

    `anchor` names a heading, which stays, and all below it up to the next of its level goes; or
    it names a point, which goes alone with what hangs on it. Raises KeyError when there is none.
    """
    page = parse(html)
    row, at = _place(page, anchor)
    node = row[at]
    sentence = Node("p", runs=[run for part in parse(left) for run in part.runs])
    if node.tag in HEADINGS:
        end = at + 1
        while end < len(row) and not (row[end].tag in HEADINGS and row[end].tag <= node.tag):
            end += 1
        taken = row[at + 1 : end]
        row[at + 1 : end] = [sentence]
    elif node.tag == "li":
        taken = [Node("p", node.id, runs=node.runs), *node.children]
        row[at] = Node("li", runs=sentence.runs)
    else:
        taken, row[at] = [node], sentence
    # A sentence alone in an item needs no paragraph around it, and an item may have no words.
    return clean(write(taken)), clean(write(page))


def _place(nodes: list[Node], anchor: str) -> tuple[list[Node], int]:
    """The row of blocks in which the one with this anchor stands, and where in it."""
    rows = [nodes, *(part.children for node in nodes for part in node.walk())]
    for row in rows:
        for at, node in enumerate(row):
            if node.id == anchor and anchor:
                return row, at
    raise KeyError(anchor)


def _parts(nodes: list[Node]) -> list[tuple[str, list[Node]]]:
    parts: list[tuple[str, list[Node]]] = []
    for node in nodes:
        if node.tag in HEADINGS or not parts:
            parts.append((node.id if node.tag in HEADINGS else START, []))
        parts[-1][1].append(node)
    return parts
