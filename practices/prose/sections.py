"""A page in parts: what stands under each of its headings."""

from typing import NamedTuple

from practices.prose.cleaning import parse
from practices.prose.reading import addressed, own_text
from practices.prose.tree import HEADINGS, Node, write

START = "start"
"""The name of what stands before the first heading."""


class Section(NamedTuple):
    """A heading and what follows it; `anchor` is the heading's, or START where there is none."""

    anchor: str
    title: str
    html: str


def sections(html: str) -> list[Section]:
    """The parts of a page, each up to the next heading of any level."""
    return [
        Section(anchor, own_text(nodes[0]) if anchor != START else "", write(nodes))
        for anchor, nodes in _parts(parse(html))
    ]


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


def _parts(nodes: list[Node]) -> list[tuple[str, list[Node]]]:
    parts: list[tuple[str, list[Node]]] = []
    for node in nodes:
        if node.tag in HEADINGS or not parts:
            parts.append((node.id if node.tag in HEADINGS else START, []))
        parts[-1][1].append(node)
    return parts
