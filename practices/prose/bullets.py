"""Paragraphs that are list items in disguise, as Word pastes them: "·    First, listen"."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from practices.prose.tree import BREAK, LISTS, Node, Run, text_of


class Bullet(NamedTuple):
    """How a paragraph stands in a list: kind of list, its first number, depth from 1."""

    tag: str
    start: int
    level: int


_SIGNS = "·•▪▫‣⁃◦●○■□◆❖➢✓\uf0b7\uf0a7\uf0d8"
_SIGN = re.compile(rf"\s*(?:[{_SIGNS}]\s+)+(?=\S)")
# Word's second and third signs and its numbers are ordinary characters: only a run of hard
# spaces after them, which nobody types, tells them from text.
_HARD_SPACES = r"[ \t\n]*\xa0[ \t\n]*\xa0[ \t\n\xa0]*+"
_LETTER_SIGN = re.compile(rf"\s*[o§ü-]{_HARD_SPACES}(?=\S)")
_NUMBER = re.compile(rf"\s*(\d{{1,3}})[.)]{_HARD_SPACES}(?=\S)")
_LEVEL = re.compile(r"\blevel(\d)")


def find(runs: list[Run], style: Mapping[str, str]) -> tuple[Bullet, list[Run]] | None:
    """The bullet before a paragraph and the runs after it, or None when there is none.

    `runs` must still have their white space as it was pasted.
    """
    found = _match(text_of(runs))
    if not found:
        return None
    number = found if found.re is _NUMBER else None
    level = _LEVEL.search(style.get("mso-list", ""))
    depth = max(1, int(level[1])) if level else 1
    bullet = Bullet("ol", int(number[1]), depth) if number else Bullet("ul", 1, depth)
    return bullet, _without(runs, found.end())


def _match(text: str) -> re.Match[str] | None:
    return _SIGN.match(text) or _LETTER_SIGN.match(text) or _NUMBER.match(text)


def lines(runs: list[Run]) -> list[list[Run]]:
    """Part a paragraph before each of its lines that begins with a bullet."""
    parts: list[list[Run]] = [[]]
    line: list[Run] = []
    for run in [*runs, Run(BREAK)]:
        if run.text != BREAK:
            line.append(run)
            continue
        if parts[-1] and _match(text_of(line)):
            parts[-1].pop()
            parts.append([])
        parts[-1].extend([*line, run])
        line = []
    parts[-1].pop()
    return parts


def _without(runs: list[Run], count: int) -> list[Run]:
    """`runs` without their first `count` characters."""
    left: list[Run] = []
    for run in runs:
        length = len(text_of([run]))
        if count >= length and count:
            count -= length
        elif count:
            left.append(Run(run.text[count:], run.marks))
            count = 0
        else:
            left.append(run)
    # A second kind of sign after the first would be found by the next reading of the same page.
    text = text_of(left)
    again = _SIGN.match(text)
    return _without(left, again.end()) if again else left


def gather(blocks: list[tuple[Node, Bullet | None]], room: int) -> list[Node]:
    """Put neighbouring bulleted paragraphs into lists, at most `room` lists deep."""
    out: list[Node] = []
    opened: list[tuple[int, Node]] = []
    for node, bullet in blocks:
        if bullet is None:
            opened.clear()
            out.append(node)
            continue
        level = min(bullet.level, room)
        while opened and opened[-1][0] > level:
            opened.pop()
        if opened and opened[-1][0] == level and opened[-1][1].tag != bullet.tag:
            opened.pop()
        if not opened or opened[-1][0] < level:
            made = Node(bullet.tag, attrs=start_attr(bullet.tag, bullet.start))
            place = opened[-1][1].children[-1].children if opened else out
            place.append(made)
            opened.append((level, made))
        opened[-1][1].children.append(Node("li", node.id, runs=node.runs))
    return out


def start_attr(tag: str, start: int) -> tuple[tuple[str, str], ...]:
    """The attribute for a numbered list that does not begin with 1."""
    return (("start", str(start)),) if tag == "ol" and start != 1 else ()


def splice(tag: str, items: list[Node], item: Node) -> None:
    """Add an item to a list; one that only holds a list of the same kind gives up its items."""
    inner = item.children[0] if len(item.children) == 1 and not item.runs else None
    if inner and inner.tag in LISTS and inner.tag == tag:
        items.extend(inner.children)
    elif item.runs or item.children:
        items.append(item)
