"""HTML, from a web page, from Markdown or from Word, into blocks."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from .source import Block, UnreadableFile
from .text import BULLET, tidy

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = {
    "aside", "audio", "button", "canvas", "embed", "footer", "form", "head", "iframe", "input",
    "math", "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "video",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
_KEPT = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_SAFE_LINK = re.compile(r"^(?:https?://|mailto:)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
# "Date: 4 May" and the like, one below the other.
_LABEL = re.compile(r"^\s*[A-Z][\w ]{1,20}:\s*\S")
_ONE_SPACE = re.compile(r"[ \t\xa0]+")
# More nesting than any writing has; deeper markup is an accident or an attack.
_DEEPEST = 100
_LONGEST_NEST = 5000
# Nobody breaks lines this long by hand only to wrap them.
_LONG_LINE = 120


@dataclass
class _Reader:
    blocks: list[Block] = field(default_factory=list)
    pictures: int = 0
    # Whether a list's numbers are known; Word's are worked out by Word alone.
    numbers: bool = True
    # Empty paragraphs met since the last block: the room left above the next one.
    gap: int = 0
    # Text and inline tags met outside any paragraph wait here until a block begins or ends.
    loose: list[PageElement] = field(default_factory=list)


def blocks_of(
    html: str, name: str, *, numbers: bool = True
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a page or a part of one, and what to say about what was left out.

    With `numbers` a list of one item keeps its number: it is more often a heading.

    Raises UnreadableFile when the markup is nested too deep to be writing.
    """
    if _nesting(html) > _LONGEST_NEST:
        raise UnreadableFile(f"{name} is nested too deep to be read; please save it as plain text.")
    soup = BeautifulSoup(html, "lxml")
    reader = _Reader(numbers=numbers)
    root = soup.find("article") or soup.find("main") or soup.body or soup
    if isinstance(root, Tag):
        _walk(root, reader, 0)
    _flush(reader)
    return tuple(reader.blocks), _remarks(reader.pictures, name)


def _nesting(html: str) -> int:
    """A cheap upper bound of the depth: how far opening tags run ahead of closing ones."""
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)(?:div|span|ul|ol|li|table|td|blockquote|b|i|font)\b", html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _remarks(pictures: int, name: str) -> tuple[str, ...]:
    if not pictures:
        return ()
    what = "A picture" if pictures == 1 else f"{pictures} pictures"
    return (f"{what} in {name} could not be brought along.",)


def _walk(tag: Tag, reader: _Reader, depth: int) -> None:
    if depth > _DEEPEST:
        reader.loose.append(tag)
        return
    for child in tag.children:
        if isinstance(child, Tag):
            _take(child, reader, depth)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            reader.loose.append(child)


def _take(tag: Tag, reader: _Reader, depth: int) -> None:
    if tag.name in _SKIPPED:
        return
    if tag.name in _INLINE:
        reader.pictures += tag.name == "img"
        reader.loose.append(tag)
        return
    _flush(reader)
    if level := _HEADINGS.get(tag.name):
        _add(reader, [tag], Block("", kind="heading", level=level))
    elif tag.name in ("ul", "ol"):
        _take_list(tag, reader, depth, 0)
    elif tag.name == "table":
        _take_table(tag, reader)
    elif tag.name == "blockquote":
        _take_quote(tag, reader, depth)
    else:
        before = len(reader.blocks)
        _walk(tag, reader, depth + 1)
        _flush(reader)
        reader.gap += tag.name == "p" and len(reader.blocks) == before


def _take_quote(tag: Tag, reader: _Reader, depth: int) -> None:
    inside = _Reader(numbers=reader.numbers)
    _walk(tag, inside, depth + 1)
    _flush(inside)
    reader.pictures += inside.pictures
    for block in inside.blocks:
        quoted = block.kind == "paragraph"
        reader.blocks.append(Block(block.text, kind="quote", html=block.html) if quoted else block)


def _take_list(tag: Tag, reader: _Reader, depth: int, level: int) -> None:
    if depth > _DEEPEST:
        return
    items = tag.find_all(["li", "ul", "ol"], recursive=False)
    for at, item in enumerate(items):
        if not isinstance(item, Tag):
            continue
        if item.name != "li":
            _take_list(item, reader, depth + 1, level + 1)
            continue
        lists = [inner for inner in item.find_all(["ul", "ol"]) if isinstance(inner, Tag)]
        nested = [inner for inner in lists if inner.find_parent("li") is item]
        for inner in nested:
            inner.extract()
        if level == 0 and not nested and _heads_a_section(item, tag, len(items)):
            _add(reader, [item], Block(""), _number(tag, at) if reader.numbers else "")
            continue
        _add(reader, [item], Block("", kind="item", level=level, ordered=tag.name == "ol"))
        for inner in nested:
            _take_list(inner, reader, depth + 1, level + 1)


def _heads_a_section(item: Tag, tag: Tag, items: int) -> bool:
    """A numbered line alone, or one with long lines below it, stands at the head of a section."""
    if tag.name != "ol":
        return False
    alone = items == 1 and len(item.get_text()) <= 150
    return alone or _breaks_mean("".join(_inline(child) for child in item.children))


def _number(tag: Tag, before: int) -> str:
    start = str(tag.get("start") or "1")
    return f"{int(start) + before}. " if re.fullmatch(r"[0-9]{1,3}", start) else ""


def _take_table(tag: Tag, reader: _Reader) -> None:
    rows = []
    for row in tag.find_all("tr"):
        cells = row.find_all(["td", "th"]) if isinstance(row, Tag) else []
        texts = [(cell.name, tidy(cell.get_text(" "))) for cell in cells if isinstance(cell, Tag)]
        if any(text for _, text in texts):
            rows.append(texts)
    if not rows:
        return
    html = "".join(
        "<tr>" + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in row) + "</tr>"
        for row in rows
    )
    text = " ".join(text for row in rows for _, text in row)
    reader.blocks.append(Block(text, kind="table", html=f"<table><tbody>{html}</tbody></table>"))


def _flush(reader: _Reader) -> None:
    if reader.loose:
        loose, reader.loose = reader.loose, []
        _add(reader, loose, Block(""))


def _add(reader: _Reader, parts: list[PageElement], like: Block, before: str = "") -> None:
    """Add the text of `parts`, with `before` set before it, as blocks of the kind of `like`."""
    reader.pictures += sum(len(part.find_all("img")) for part in parts if isinstance(part, Tag))
    for html in _broken(before + "".join(_inline(part) for part in parts), like):
        text = tidy(unescape(_TAG.sub("", html)))
        if not text:
            reader.gap += like.kind == "paragraph"
        else:
            marked = tidy(html) if "<" in html else ""
            reader.blocks.append(
                Block(text, like.kind, like.level, reader.gap, html=marked, ordered=like.ordered)
            )
            reader.gap = 0


def _broken(html: str, like: Block) -> list[str]:
    """Line breaks end a paragraph where two stand together, where a bullet follows or where
    lines are long; else they fall."""
    parts = [html]
    if like.kind == "paragraph":
        parts = html.split("\n") if _breaks_mean(html) else parts
    whole = [_ONE_SPACE.sub(" ", part.replace("\n", " ")).strip() for part in parts]
    return [
        part if _balanced(part) else re.sub(r"</?(?:a|em|strong)\b[^>]*>", "", part)
        for part in whole
    ]


def _breaks_mean(html: str) -> bool:
    if re.search(r"\n[ \t\xa0]*\n", html):
        return True
    lines = [_TAG.sub("", line) for line in html.split("\n")]
    if sum(_LABEL.match(line) is not None for line in lines) > 1:
        return True
    return len(lines) > 1 and (
        any(BULLET.match(line) for line in lines[1:]) or max(map(len, lines)) > _LONG_LINE
    )


def _balanced(html: str) -> bool:
    return all(
        len(re.findall(rf"<{tag}\b", html)) == html.count(f"</{tag}>")
        for tag in ("a", "em", "strong")
    )


def _inline(part: PageElement) -> str:
    """One inline piece, escaped, with emphasis and safe links; a break becomes a line end."""
    if isinstance(part, PreformattedString):
        return ""
    if isinstance(part, NavigableString):
        return escape(re.sub(r"[\r\n\t ]+", " ", str(part)), quote=False)
    if not isinstance(part, Tag) or part.name in _SKIPPED or part.name == "img":
        return ""
    if part.name == "br":
        return "\n"
    inside = "".join(_inline(child) for child in part.children)
    if not inside.strip():
        return inside
    if part.name in _KEPT:
        return f"<{_KEPT[part.name]}>{inside}</{_KEPT[part.name]}>"
    link = str(part.get("href") or "").strip()
    if part.name == "a" and _SAFE_LINK.match(link):
        return f'<a href="{escape(link)}">{inside}</a>'
    return f" {inside} " if part.name in ("p", "div", "tr", "td") else inside
