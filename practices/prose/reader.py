"""Reading any HTML, however broken, into a plain tree of elements, in linear time.

Not a browser's parser: it needs no such exactness, because nothing is carried over as markup.
The shaper takes what it knows out of this tree and the writer escapes all of it.
"""

import html
import re
from dataclasses import dataclass, field

from practices.prose.errors import DEEPEST, ProseError


def tags(names: str) -> frozenset[str]:
    """A set of tags, written with spaces between."""
    return frozenset(names.split())


VOID = tags(
    "area base br col embed hr img input link meta param source track wbr"
)  # never hold anything
RAW = tags(
    "script style textarea title xmp iframe noembed noframes noscript"
)  # hold characters, not markup
FORMATTING = tags(
    "a b strong i em cite dfn var u ins s strike del sub sup code kbd samp tt big small font "
    "span mark q abbr label"
)

# A start tag of the first kind ends an open element of the second, up to a wall of the third.
_CELLS = frozenset({"td", "th"})
_TABLE = frozenset({"table"})
_ROWS = frozenset({"thead", "tbody", "tfoot"})
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ITEM_WALLS = frozenset({"ul", "ol", "menu", "dir", "table", "td", "th", "blockquote"})
_TERMS = frozenset({"dt", "dd"})
_ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _ITEM_WALLS),
    "dt": (_TERMS, frozenset({"dl"})),
    "dd": (_TERMS, frozenset({"dl"})),
    "td": (_CELLS, _TABLE | {"tr"}),
    "th": (_CELLS, _TABLE | {"tr"}),
    "tr": (frozenset({"tr"}), _TABLE),
    **dict.fromkeys(_ROWS, (_ROWS, _TABLE)),
}
_ENDED_BY_UNLESS_BLOCK = {
    "p": frozenset({"p"}),
    "a": frozenset({"a"}),
    **dict.fromkeys(_HEADS, _HEADS),
}
_END_WALLS = _CELLS | _TABLE
_THROUGH_WALLS = _END_WALLS | _ROWS | {"tr"}

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>\"'<=]*)((?:[^>=]|=\s*(?:\"[^\"]*\"|'[^']*')?)*+)>")
_ROUGH_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>\"'<=]*)([^>]*)>")
_ATTR = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31}(?=;));?")
# int() refuses more than 4,300 digits, so no such number may reach html.unescape.
_HUGE_ENTITY = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_WORD_BRACKET = re.compile(r"<(?:\?[a-zA-Z]|!\[|!doctype)", re.IGNORECASE)
_RAW_END = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in RAW}

# Characters that XML forbids or that only steer layout; they would break feeds and searches.
_UNSEEN = (*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF)
_CHARACTERS: dict[int, str | None] = {
    **dict.fromkeys(_UNSEEN),
    **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x85), "\n"),
    **dict.fromkeys((0x2028, 0x2029), " "),
    0x09: "\t",
}
# To translate takes long where there is a letter beyond ASCII, and most texts hold none of these.
_STRAY = re.compile(f"[{''.join(chr(code) for code in _CHARACTERS if code not in (0x09, 0x0A))}]")

_PATIENCE = 8  # tags that never end, before quotes stop being believed


@dataclass(slots=True)
class Element:
    """An element as it was found; nothing in it is trusted yet."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)


def read(source: str) -> Element:
    """The tree of `source`. Raises ProseError when it is nested deeper than DEEPEST."""
    return _Reader(source).read()


def tidy_text(text: str) -> str:
    """`text` without the characters that no page should hold."""
    text = text.replace("\r\n", "\n")
    return text.translate(_CHARACTERS) if _STRAY.search(text) else text


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.root = Element("")
        self.stack = [self.root]
        self.last_end = source.rfind(">")
        self.last_comment_end = source.rfind("-->")
        self.failures = 0

    def read(self) -> Element:
        source, at = self.source, 0
        while True:
            opening = source.find("<", at)
            if opening < 0 or opening > self.last_end:
                self.text(source[at:])
                return self.root
            if opening > at:
                self.text(source[at:opening])
            at = self.markup(opening)

    def markup(self, at: int) -> int:
        """Take what begins with the `<` at `at`; return where to read on."""
        follows = self.source[at + 1 : at + 2]
        if follows in "!?" and follows:
            return self.aside(at)
        tag = _TAG.match(self.source, at) if self.failures < _PATIENCE else None
        tag = tag or self.roughly(at)
        if tag is None:
            self.text("<")
            return at + 1
        name = tag[2].lower()
        if tag[1]:
            self.end(name)
            return tag.end()
        self.start(name, tag[3])
        if name in RAW:
            closing = _RAW_END[name].search(self.source, tag.end())
            self.stack.pop()
            return closing.start() if closing else len(self.source)
        return tag.end()

    def roughly(self, at: int) -> re.Match[str] | None:
        """A tag whose quotes do not match up. After some of these, quotes are believed no more."""
        tag = _ROUGH_TAG.match(self.source, at)
        self.failures += tag is not None
        return tag

    def aside(self, at: int) -> int:
        """Skip a comment, a doctype, or one of Word's own brackets (`<![if …]>`, `<?xml …>`)."""
        if self.source.startswith("<!--", at):
            if at > self.last_comment_end - 2:
                return at + 4
            return self.source.index("-->", at + 2) + 3
        if _WORD_BRACKET.match(self.source, at):
            return self.source.index(">", at) + 1
        self.text("<")
        return at + 1

    def text(self, raw: str) -> None:
        if "&" in raw:
            raw = html.unescape(_HUGE_ENTITY.sub("\ufffd", raw))
        if raw:
            self.stack[-1].children.append(tidy_text(raw))

    def start(self, name: str, raw_attrs: str) -> None:
        self.close_before(name)
        element = Element(name, attributes(raw_attrs) if raw_attrs else {})
        self.stack[-1].children.append(element)
        if name in VOID or (":" in name and raw_attrs.endswith("/")):
            return
        self.stack.append(element)
        if len(self.stack) - 1 > DEEPEST:
            raise ProseError(
                f"This text is nested too deeply (more than {DEEPEST} elements inside one another)."
                " Please paste it again as plain text."
            )

    def close_before(self, name: str) -> None:
        """End what the start of `name` ends although nobody wrote its end tag."""
        if name in _ENDED_BY:
            ended, walls = _ENDED_BY[name]
            for index in range(len(self.stack) - 1, 0, -1):
                tag = self.stack[index].tag
                if tag in ended:
                    del self.stack[index:]
                    return
                if tag in walls:
                    return
        elif name in _ENDED_BY_UNLESS_BLOCK:
            ended = _ENDED_BY_UNLESS_BLOCK[name]
            for index in range(len(self.stack) - 1, 0, -1):
                tag = self.stack[index].tag
                if tag in ended:
                    self.close(index)
                    return
                if tag not in FORMATTING:
                    return

    def end(self, name: str) -> None:
        if name == "br":
            self.start("br", "")
            return
        walled = name not in _THROUGH_WALLS
        for index in range(len(self.stack) - 1, 0, -1):
            tag = self.stack[index].tag
            if tag == name:
                self.close(index)
                return
            if tag == "table" or (walled and tag in _END_WALLS):
                return

    def close(self, index: int) -> None:
        """End the element at `index`; formatting opened inside it goes on after it."""
        ended, inside = self.stack[index], self.stack[index + 1 :]
        del self.stack[index:]
        if not inside or not all(element.tag in FORMATTING for element in inside):
            return
        tags = {element.tag for element in self.stack} | {ended.tag}
        for element in inside:
            if element.tag not in tags:
                tags.add(element.tag)
                again = Element(element.tag, element.attrs)
                self.stack[-1].children.append(again)
                self.stack.append(again)


def attributes(raw: str) -> dict[str, str]:
    """Attributes of a start tag, the first of each name, their entities resolved."""
    found: dict[str, str] = {}
    for match in _ATTR.finditer(raw):
        value = match[2] or match[3] or match[4] or ""
        if "&" in value:
            value = _ENTITY.sub(lambda entity: html.unescape(entity[0]), value)
        found.setdefault(match[1].lower(), value)
    return found
