"""A page as values, and those values written as HTML.

A leaf (paragraph, heading, preformatted text) holds runs. A list item or a table cell holds its
first paragraph as runs and what follows it as children. Everything else holds children only.
Only what stands in these tables is ever written, and all text is escaped: whatever is read in,
what comes out is safe to show.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

# An anchor is "p-" and six characters of lower-case base 32 (RFC 4648: a-z, 2-7).
ANCHOR = re.compile(r"p-[a-z2-7]{6}")
ADDRESSED = frozenset({"p", "h2", "h3", "h4", "li", "pre", "table", "figure"})
WHOLE = frozenset({"table", "figure"})
"""Blocks with one address, whatever they hold."""
HEADINGS = frozenset({"h2", "h3", "h4"})
LISTS = frozenset({"ul", "ol"})

# A line break inside a paragraph. The reader turns every other U+2028 into a space.
BREAK = "\u2028"

# Marks in the order in which they are nested, outermost first. A link is "a " and its address.
MARK_ORDER = {"ins": 0, "del": 0, "a": 1, "strong": 2, "em": 3, "s": 4, "sub": 5, "sup": 5}
MARK_ORDER["code"] = 6

type Marks = tuple[str, ...]


class Image(NamedTuple):
    """A picture kept on this site: its path, and what to say to those who do not see it."""

    src: str
    alt: str


class Run(NamedTuple):
    """A stretch of text with the same marks, a line break (BREAK), or a picture."""

    text: str
    marks: Marks = ()
    image: Image | None = None


@dataclass(slots=True)
class Node:
    """A block of a page."""

    tag: str
    id: str = ""
    attrs: tuple[tuple[str, str], ...] = ()
    runs: list[Run] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def rank(mark: str) -> int:
    """Where a mark stands in the nesting, 0 being outermost."""
    return MARK_ORDER[mark.partition(" ")[0]]


@lru_cache(maxsize=4096)
def marked(marks: Marks, mark: str) -> Marks:
    """`marks` with `mark` added in its place; a second link, or sub inside sup, takes over."""
    place = rank(mark)
    return tuple(sorted([*(m for m in marks if rank(m) != place), mark], key=rank))


def with_lead(tag: str, nodes: list[Node], anchor: str = "") -> Node:
    """A node that takes the first of `nodes`, if that is a paragraph, as its own words."""
    if nodes and nodes[0].tag == "p":
        return Node(tag, anchor or nodes[0].id, runs=nodes[0].runs, children=nodes[1:])
    return Node(tag, anchor, children=nodes)


def escape(text: str) -> str:
    """Text for between tags or inside a double-quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    return escape(text).replace('"', "&quot;")


def write(nodes: Iterable[Node], *, ids: bool = True) -> str:
    """HTML of `nodes`, in one line, with or without their anchors."""
    return "".join(_write(node, ids) for node in nodes)


def _write(node: Node, ids: bool) -> str:
    given = "".join(f' {name}="{quote(value)}"' for name, value in node.attrs)
    anchor = f' id="{node.id}"' if ids and node.id else ""
    if node.tag == "hr":
        return "<hr>"
    inner = write_runs(node.runs)
    if node.children:
        inner += "".join(_write(child, ids) for child in node.children)
    return f"<{node.tag}{anchor}{given}>{inner}</{node.tag}>"


def write_runs(runs: Iterable[Run]) -> str:
    """HTML of a line of runs; neighbours share the marks that begin alike."""
    out: list[str] = []
    opened: Marks = ()
    for run in runs:
        if run.marks != opened:
            shared = 0
            for one, other in zip(opened, run.marks, strict=False):
                if one != other:
                    break
                shared += 1
            out.extend(f"</{mark.partition(' ')[0]}>" for mark in reversed(opened[shared:]))
            out.extend(_open(mark) for mark in run.marks[shared:])
            opened = run.marks
        out.append(_write_run(run))
    out.extend(f"</{mark.partition(' ')[0]}>" for mark in reversed(opened))
    return "".join(out)


def _open(mark: str) -> str:
    tag, _, href = mark.partition(" ")
    if tag != "a":
        return f"<{tag}>"
    away = href.startswith(("http://", "https://"))
    rel = ' rel="nofollow ugc noopener"' if away else ""
    return f'<a href="{quote(href)}"{rel}>'


def _write_run(run: Run) -> str:
    if run.image:
        return f'<img src="{quote(run.image.src)}" alt="{quote(run.image.alt)}">'
    return "<br>" if run.text == BREAK else escape(run.text)


def text_of(runs: Iterable[Run]) -> str:
    """What the runs say, a break as a new line and a picture as its alternative text."""
    return "".join(
        run.image.alt if run.image else "\n" if run.text == BREAK else run.text for run in runs
    )


def node_text(node: Node) -> str:
    """What a block and everything in it says, its parts set apart by a space."""
    return " ".join(filter(None, (text_of(part.runs) for part in node.walk())))
