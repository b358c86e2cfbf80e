"""Between pages and the plain text that people type where no editor runs."""

import re
from collections.abc import Iterable
from functools import lru_cache

from practices.prose.addresses import image
from practices.prose.cleaning import RECENT, clean, parse
from practices.prose.errors import check
from practices.prose.linking import as_typed, wanted_address, with_links
from practices.prose.tree import HEADINGS, LISTS, Node, escape, node_text, quote, text_of, write

_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|[uo]l|li|blockquote|table|t[hdr]|thead|tbody|pre|figure|figcaption|hr|dl"
    r"|section|article|main|header|footer|aside)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_ITEM = re.compile(r"( *)(?:([-*•·])|(\d{1,5})[.)])\s+(\S.*)")
_HEADING = re.compile(r"(#{1,4}) +(\S.*)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")
_MOST_QUOTES = 3  # inside one another
_PICTURE = re.compile(r"!\[(.*)\]\((/files/\S+)\)")
_BULLET = re.compile(r"^\s*(?:[-*•·]\s+)+")
_STRETCH = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def is_plain(value: str) -> bool:
    """Whether `value` is plain text: it holds no tag of a block."""
    return _BLOCK_TAG.search(value) is None


def from_text(text: str) -> str:
    """The page that plain text stands for; raises ProseError like `clean`.

    A blank line ends a paragraph. A line that begins with "- ", "* " or "• " is an item of a list,
    "1. " of a numbered one, further in by two spaces or more of a list inside; "## " is a
    heading, "> " a quote, "---" a dividing line, "![what it shows](/files/…)" a picture of this
    site with what follows below it. Nothing in the text is taken as markup.
    """
    check(text)
    return clean(_page(text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)))


def _page(text: str, quotes: int = 0) -> str:
    blocks = _STRETCH.split(text.strip("\n"))
    return "".join(_block(block.split("\n"), quotes) for block in blocks if block.strip())


def _block(lines: list[str], quotes: int) -> str:
    """HTML of the lines between two blank ones, which may change their kind on the way."""
    picture = _PICTURE.fullmatch(lines[0].strip())
    if picture and image(picture[2]):
        return _figure(picture[2], picture[1], " ".join(lines[1:]))
    if quotes < _MOST_QUOTES and all(line.startswith(">") for line in lines):
        inner = "\n".join(line[1:].removeprefix(" ") for line in lines)
        return f"<blockquote>{_page(inner, quotes + 1)}</blockquote>"
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if _RULE.fullmatch(lines[at]):
            out.append("<hr>")
        elif heading := _HEADING.match(lines[at]):
            level = max(2, len(heading[1]))
            out.append(f"<h{level}>{escape(heading[2])}</h{level}>")
        elif _ITEM.match(lines[at]):
            while end < len(lines) and (_ITEM.match(lines[end]) or lines[end].startswith("  ")):
                end += 1
            out.append(_list(lines[at:end]))
        else:
            while end < len(lines) and not _begins(lines[end]):
                end += 1
            out.append(f"<p>{'<br>'.join(escape(line.strip()) for line in lines[at:end])}</p>")
        at = end
    return "".join(out)


def _figure(src: str, alt: str, caption: str) -> str:
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption.strip() else ""
    return f'<figure><img src="{src}" alt="{quote(alt)}">{below}</figure>'


def _begins(line: str) -> bool:
    """Whether a line begins something other than more of the paragraph before it."""
    return bool(_ITEM.match(line) or _HEADING.match(line) or _RULE.fullmatch(line))


def _list(lines: list[str]) -> str:
    """HTML of lines that begin with an item; those that do not, go on with the one before."""
    out: list[str] = []
    opened: list[tuple[int, str]] = []
    for line in lines:
        item = _ITEM.match(line)
        if item is None:
            out.append(f"<br>{escape(line.strip())}")
            continue
        indent, tag = len(item[1]), "ul" if item[2] else "ol"
        while len(opened) > 1 and indent < opened[-1][0]:
            out.append(f"</li></{opened.pop()[1]}>")
        if opened and (indent < opened[-1][0] + 2 or len(opened) > 6):
            if opened[-1][1] == tag:
                out.append("</li>")
            else:
                out.append(f"</li></{opened.pop()[1]}>")
                out.append(_open_list(tag, item[3]))
                opened.append((indent, tag))
        else:
            out.append(_open_list(tag, item[3]))
            opened.append((indent, tag))
        out.append(f"<li>{escape(item[4])}")
    out.extend(f"</li></{tag}>" for _, tag in reversed(opened))
    return "".join(out)


def _open_list(tag: str, number: str | None) -> str:
    return f'<ol start="{number}">' if number else f"<{tag}>"


@lru_cache(maxsize=RECENT)
def to_text(html: str) -> str:
    """Plain text of a page, in the form that `from_text` reads.

    Links to entries are written as people type them, `[[…]]`.
    """
    return "\n\n".join(_texts(parse(html)))


def _texts(nodes: list[Node]) -> list[str]:
    return [text for node in nodes if (text := _text(node))]


def _text(node: Node) -> str:
    words = text_of(node.runs) if node.tag == "pre" else as_typed(node.runs)
    if node.tag in HEADINGS:
        return f"{'#' * int(node.tag[1])} {words}"
    if node.tag == "hr":
        return "---"
    if node.tag == "figure" and node.runs[0].image:
        picture = node.runs[0].image
        below = [as_typed(part.runs) for part in node.children]
        return "\n".join([f"![{picture.alt}]({picture.src})", *below])
    if node.tag in LISTS:
        return "\n".join(_items(node, ""))
    if node.tag == "blockquote":
        quoted = "\n\n".join(_texts(node.children))
        return "\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))
    if node.tag == "table":
        rows = [part for part in node.walk() if part.tag == "tr"]
        return "\n".join(" | ".join(node_text(cell) for cell in row.children) for row in rows)
    return "\n\n".join(filter(None, [words, *_texts(node.children)]))


def _items(node: Node, indent: str) -> list[str]:
    out: list[str] = []
    number = int(dict(node.attrs).get("start", "1"))
    for item in node.children:
        sign = f"{number}. " if node.tag == "ol" else "- "
        number += 1
        further = indent + " " * len(sign)
        out.append(indent + sign + as_typed(item.runs).replace("\n", f"\n{further}"))
        for child in item.children:
            if child.tag in LISTS:
                out.extend(_items(child, further))
            else:
                out.append(further + _text(child).replace("\n", f"\n{further}"))
    return out


@lru_cache(maxsize=RECENT)
def survives_as_text(html: str) -> bool:
    """Whether a page can be edited as plain text and lose nothing but its anchors."""
    again = from_text(to_text(html))
    if "[[" in again:
        again = write(parse(with_links(again, wanted_address)))
    return again == write(parse(html), ids=False)


def from_lines(lines: Iterable[str]) -> str:
    """A list with an item for each line that says something; "" for none of those."""
    items = [item for line in lines if (item := _BULLET.sub("", line).strip())]
    return clean("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>")


def to_lines(html: str, *, links: bool = False) -> list[str]:
    """The items of a list (or the paragraphs, where there is none), one line of text each.

    With `links`, those to entries are written as people type them.
    """
    words = as_typed if links else text_of
    parts = (part for node in parse(html) for part in node.walk())
    lines = (words(part.runs).replace("\n", " ") for part in parts)
    return [line for line in lines if line.strip()]
