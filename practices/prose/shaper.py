"""From whatever was pasted to a page as we keep it: structure kept, the rest dropped."""

from practices.prose import addresses, bullets, tables
from practices.prose import runs as lines
from practices.prose.flow import Flow, Place, anchor_of
from practices.prose.reader import Element, tags, tidy_text
from practices.prose.tree import ADDRESSED, BREAK, LISTS, Image, Marks, Node, Run, marked, with_lead

DROPPED = tags(
    "script style title template svg math iframe noembed noframes noscript object applet "
    "audio video canvas select datalist xml xmp textarea"
)
HEADING_TAGS = {"h1": "h2", "h2": "h2", "h3": "h3", **dict.fromkeys(("h4", "h5", "h6"), "h4")}
LIST_TAGS = {"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"}
CONTAINERS = tags(
    "p div section article main header footer aside nav address center form fieldset details "
    "summary dl dt dd body html head hgroup search legend option tr td th thead tbody tfoot "
    "caption figcaption figure blockquote li ul ol menu dir table"
)  # a block begins and ends with each, if it is nothing more in its place


def shape(root: Element) -> list[Node]:
    """The blocks of a page, each anchor at most once."""
    flow = Flow(Place())
    visit(root, (), flow)
    nodes = flow.finish()
    keep_first_anchors(nodes)
    return nodes


def keep_first_anchors(nodes: list[Node]) -> None:
    """Take away the anchors that stand a second time, or where none belongs."""
    seen: set[str] = set()
    for node in (part for top in nodes for part in top.walk()):
        if node.id and (node.id in seen or node.tag not in ADDRESSED):
            node.id = ""
        seen.add(node.id)


def visit(element: Element, marks: Marks, flow: Flow) -> None:
    """Bring what is inside `element` into `flow`."""
    for child in element.children:
        if isinstance(child, str):
            flow.line.append(Run(child, marks))
        elif child.tag not in DROPPED and not _is_hidden(child):
            _visit_child(child, marks, flow)


def _is_hidden(element: Element) -> bool:
    style = element.attrs.get("style")
    return bool(style) and lines.is_hidden(lines.style_of(style))


def _visit_child(child: Element, marks: Marks, flow: Flow) -> None:
    tag = child.tag
    if tag == "br":
        flow.line.append(Run(BREAK))
    elif tag == "img":
        _add_image(child, marks, flow)
    elif tag == "a":
        href = addresses.link(child.attrs.get("href", ""))
        visit(child, marked(marks, f"a {href}") if href else marks, flow)
    elif tag in HEADING_TAGS:
        _add_heading(child, marks, flow)
    elif tag == "hr":
        if not flow.place.in_cell:
            flow.add(Node("hr"))
    elif tag == "pre":
        _add_preformatted(child, flow)
    elif tag in CONTAINERS:
        _add_container(child, marks, flow)
    else:
        visit(child, lines.marks_of(tag, lines.style_of(child.attrs.get("style", "")), marks), flow)


def _add_container(child: Element, marks: Marks, flow: Flow) -> None:
    tag, room, in_cell = child.tag, flow.place.room, flow.place.in_cell
    if tag in LIST_TAGS and room > 0:
        flow.add(*make_list(child, marks, flow.place))
    elif tag == "li" and room > 0:
        _add_loose_item(child, marks, flow)
    elif tag == "blockquote" and room > 0 and not in_cell:
        inside = Flow(flow.place.deeper())
        visit(child, marks, inside)
        nodes = inside.finish()
        flow.add(*([Node("blockquote", children=nodes)] if nodes else []))
    elif tag == "table" and not in_cell:
        flow.add(*_make_table(child, marks, flow.place))
    elif tag == "figure" and not in_cell:
        flow.add(*make_figure(child, marks, flow.place))
    else:
        flow.begin(child)
        visit(child, marked(marks, "strong") if tag == "dt" else marks, flow)
        flow.end()


def _add_image(child: Element, marks: Marks, flow: Flow) -> None:
    src = addresses.image(child.attrs.get("src", ""))
    alt = " ".join(tidy_text(child.attrs.get("alt", "")).split())
    if src:
        flow.line.append(Run("", marks, Image(src, alt)))
    elif alt:
        flow.line.append(Run(f" {alt} ", marks))


def _add_heading(child: Element, marks: Marks, flow: Flow) -> None:
    inside = Flow(Place.line())
    visit(child, marks, inside)
    tag = "p" if flow.place.in_cell else HEADING_TAGS[child.tag]
    runs = lines.one_line(lines.leaf_runs(inside.finish(), without="strong" if tag != "p" else ""))
    if runs:
        flow.add(Node(tag, anchor_of(child), runs=runs))
    flow.flush()


def _add_preformatted(child: Element, flow: Flow) -> None:
    text = _characters(child).replace("\xa0", " ").strip("\n").rstrip()
    if text.strip():
        flow.add(Node("pre", anchor_of(child), runs=[Run(text)]))
    flow.flush()


def _characters(element: Element) -> str:
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag not in DROPPED:
            parts.append(_characters(child))
            parts.append("\n" if child.tag in CONTAINERS else "")
    return "".join(parts)


def make_list(element: Element, marks: Marks, place: Place) -> list[Node]:
    """A list, or nothing when it has no items. Lists and text right inside it become items."""
    tag = LIST_TAGS[element.tag]
    items: list[Node] = []
    loose = Element("li")
    for child in [*element.children, Element("li")]:
        if isinstance(child, Element) and child.tag in ("li", *LIST_TAGS):
            bullets.splice(tag, items, make_item(loose, marks, place))
            loose = Element("li")
            _add_to_list(tag, items, child, marks, place)
        else:
            loose.children.append(child)
    start = element.attrs.get("start", "")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    return [Node(tag, attrs=bullets.start_attr(tag, first), children=items)] if items else []


def _add_to_list(tag: str, items: list[Node], child: Element, marks: Marks, place: Place) -> None:
    if child.tag == "li":
        if not _is_hidden(child):
            bullets.splice(tag, items, make_item(child, marks, place))
    elif items and place.room > 1:
        items[-1].children.extend(make_list(child, marks, place.deeper()))
    else:
        bullets.splice(tag, items, make_item(Element("li", children=[child]), marks, place))


def make_item(element: Element, marks: Marks, place: Place) -> Node:
    """A list item: its first paragraph as runs, what follows as children."""
    inside = Flow(place.deeper())
    visit(element, marks, inside)
    return with_lead("li", inside.finish(), anchor_of(element))


def _make_table(element: Element, marks: Marks, place: Place) -> list[Node]:
    def fill(part: Element, where: Place) -> list[Node]:
        inside = Flow(where)
        visit(part, marks, inside)
        return inside.finish()

    return tables.make_table(
        element,
        cell=lambda part: fill(part, place.cell()),
        line=lambda part: fill(part, Place.line()),
        loose=lambda part: fill(part, place),
    )


def _add_loose_item(child: Element, marks: Marks, flow: Flow) -> None:
    """An item without its list starts one, or joins that of the item before it."""
    flow.flush()
    item = make_item(child, marks, flow.place)
    if not (item.runs or item.children):
        return
    last = flow.blocks[-1][0] if flow.blocks else None
    if last is None or last.tag not in LISTS:
        last = Node("ul")
        flow.add(last)
    bullets.splice(last.tag, last.children, item)


def make_figure(element: Element, marks: Marks, place: Place) -> list[Node]:
    """A picture of ours with its caption; a figure of anything else is that thing alone."""
    inside, caption = Flow(place), Flow(Place.line())
    for child in element.children:
        if isinstance(child, Element) and child.tag == "figcaption":
            visit(child, marks, caption)
        else:
            visit(Element("", children=[child]), marks, inside)
    words = lines.one_line(lines.leaf_runs(caption.finish()))
    nodes = inside.finish()
    runs = nodes[0].runs if len(nodes) == 1 and nodes[0].tag == "p" else []
    if len(runs) == 1 and runs[0].image:
        below = [Node("figcaption", runs=words)] if words else []
        return [Node("figure", anchor_of(element), runs=runs, children=below)]
    return [*nodes, Node("p", runs=words)] if words else nodes
