"""Tables: a caption, a row of headings, rows of cells; nothing for layout."""

from collections.abc import Callable
from dataclasses import dataclass, field

from practices.prose import runs as lines
from practices.prose.flow import anchor_of
from practices.prose.reader import Element
from practices.prose.tree import Node, text_of, with_lead

type Fill = Callable[[Element], list[Node]]

_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_IGNORED = frozenset({"colgroup", "col", "script", "style", "template"})
_SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})
_WIDEST = 100  # columns or rows that one cell may span


@dataclass(slots=True)
class _Found:
    """What a table holds: rows as (is it in a thead, its cells), caption, and what is astray."""

    rows: list[tuple[bool, list[Element]]] = field(default_factory=list)
    caption: Element | None = None
    astray: Element = field(default_factory=lambda: Element("div"))


def make_table(element: Element, *, cell: Fill, line: Fill, loose: Fill) -> list[Node]:
    """The table, after whatever stood in it outside of any cell; nothing for an empty table.

    `cell`, `line` and `loose` turn a cell, a caption and what is astray into blocks.
    """
    found = _Found()
    _collect(element, found, in_head=False)
    before = loose(found.astray)
    words = lines.one_line(lines.leaf_runs(line(found.caption))) if found.caption else []
    rows = [(head, [_cell(one, cell) for one in cells]) for head, cells in found.rows if cells]
    if not any(_says_something(one) for _, cells in rows for one in cells):
        return [*before, Node("p", runs=words)] if words else before
    caption = [Node("caption", runs=words)] if words else []
    return [*before, Node("table", anchor_of(element), children=[*caption, *_parts(rows)])]


def _collect(element: Element, found: _Found, *, in_head: bool) -> None:
    loose_cells: list[Element] = []
    for child in element.children:
        if isinstance(child, str):
            found.astray.children.append(child)
        elif child.tag in ("td", "th"):
            if not loose_cells:
                found.rows.append((in_head, loose_cells))
            loose_cells.append(child)
        elif child.tag == "tr":
            loose_cells = []
            found.rows.append((in_head, _cells(child, found)))
        elif child.tag in _ROW_GROUPS:
            loose_cells = []
            _collect(child, found, in_head=child.tag == "thead")
        elif child.tag == "caption" and found.caption is None:
            found.caption = Element("div", children=child.children)
        elif child.tag not in _IGNORED:
            found.astray.children.append(child)


def _cells(row: Element, found: _Found) -> list[Element]:
    cells = []
    for child in row.children:
        if isinstance(child, Element) and child.tag in ("td", "th"):
            cells.append(child)
        else:
            found.astray.children.append(child)
    return cells


def _cell(element: Element, fill: Fill) -> Node:
    node = with_lead(element.tag, fill(element))
    attrs = []
    scope = element.attrs.get("scope", "").lower()
    if node.tag == "th" and scope in _SCOPES:
        attrs.append(("scope", scope))
    for name in ("colspan", "rowspan"):
        value = element.attrs.get(name, "")
        if value.isascii() and value.isdigit() and len(value) < 4 and 1 < int(value) <= _WIDEST:
            attrs.append((name, str(int(value))))
    node.id, node.attrs = "", tuple(attrs)
    return node


def _parts(rows: list[tuple[bool, list[Node]]]) -> list[Node]:
    """Head and body; a first row of nothing but headings is the head."""
    heads = 0
    while heads < len(rows) and rows[heads][0]:
        heads += 1
    if not heads and all(cell.tag == "th" for cell in rows[0][1]):
        heads = 1
    for index, (_, cells) in enumerate(rows):
        for cell in cells:
            if index < heads:
                cell.tag = "th"
            if cell.tag == "th" and "scope" not in dict(cell.attrs):
                scope = "col" if index < heads else "row"
                cell.attrs = (("scope", scope), *cell.attrs)
    made = [Node("tr", children=cells) for _, cells in rows]
    head = [Node("thead", children=made[:heads])] if heads else []
    return [*head, Node("tbody", children=made[heads:])] if made[heads:] else head


def _says_something(cell: Node) -> bool:
    return any(run.image or text_of([run]).strip() for part in cell.walk() for run in part.runs)
